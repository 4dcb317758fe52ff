//! Opening a database by its URL alone.

use crate::base::error::{Error, Result};
use crate::base::shown::name;
use crate::store::handle::Store;
#[cfg(any(feature = "postgres", feature = "mysql"))]
use crate::store::server::options::Server;
#[cfg(feature = "sqlite")]
use crate::store::sqlite::options::Sqlite;

impl Store {
    /// Opens the database of a URL: `sqlite:…`, as `Sqlite::url` reads it, or `postgres://…`, `mysql://…` or
    /// `mariadb://…`, as `Server::url` does. The driver comes with the feature `sqlite`, `postgres` or `mysql`.
    ///
    /// ```
    /// # #[cfg(feature = "sqlite")] {
    /// use versioned_object_core::store::{Backend, Store};
    ///
    /// # pollster::block_on(async {
    /// let store = Store::open("sqlite::memory:").await?;
    /// assert_eq!(store.backend(), Backend::Sqlite);
    /// # Ok::<(), versioned_object_core::Error>(())
    /// # }).unwrap();
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for what is no such URL, and for one whose driver was not built in;
    /// [`Error::Database`] where the database cannot be opened.
    #[cfg_attr(
        not(any(feature = "postgres", feature = "mysql")),
        allow(clippy::unused_async, reason = "only servers are waited for")
    )]
    pub async fn open(url: &str) -> Result<Self> {
        let scheme = url.split([':', '+']).next().unwrap_or_default();
        if !["sqlite", "postgres", "postgresql", "mysql", "mariadb"].contains(&scheme) {
            return Err(unknown(url, scheme));
        }
        #[cfg(feature = "sqlite")]
        if scheme == "sqlite" {
            return Sqlite::url(url)?.open();
        }
        #[cfg(any(feature = "postgres", feature = "mysql"))]
        if scheme != "sqlite" {
            return Server::url(url)?.open().await;
        }
        Err(not_built_in(scheme))
    }
}

/// The error for what is of no database, and perhaps is no URL at all: a path.
fn unknown(url: &str, scheme: &str) -> Error {
    // One letter before a colon is a drive of Windows.
    if !url.is_empty() && (!url.contains(':') || scheme.len() == 1) {
        let path = name(url);
        return Error::invalid_input(format!(
            "`{path}` is no URL of a database: a file of SQLite is `sqlite:{path}`"
        ));
    }
    Error::invalid_input(format!(
        "a URL that begins with `{}` is of no database that is known: `sqlite:`, `postgres:` or `mysql:`",
        name(scheme)
    ))
}

/// The error for a URL whose driver was left out.
fn not_built_in(scheme: &str) -> Error {
    let feature = match scheme {
        "postgres" | "postgresql" => "postgres",
        "mysql" | "mariadb" => "mysql",
        other => other,
    };
    Error::invalid_input(format!(
        "the driver of a URL that begins with `{scheme}:` was not built in: it comes with the feature `{feature}` of \
         versioned-object-core"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_a_url() {
        let refused = |url| pollster::block_on(Store::open(url)).err().map(|error| error.to_string());
        for path in ["bikes.db", "/srv/bikes.db", r"C:\bikes.db", "bikes+old.db"] {
            let said = format!(
                "invalid input received: `{path}` is no URL of a database: a file of SQLite is `sqlite:{path}`"
            );
            assert_eq!(refused(path), Some(said));
        }
        for (url, scheme) in [("", ""), ("oracle://db/x", "oracle"), ("user:secret@db/x", "user")] {
            let said = format!(
                "invalid input received: a URL that begins with `{scheme}` is of no database that is known: `sqlite:`, \
                 `postgres:` or `mysql:`"
            );
            assert_eq!(refused(url), Some(said));
        }
    }

    #[test]
    fn the_feature_of_a_url_is_named() {
        let all = [("sqlite", "sqlite"), ("postgres", "postgres"), ("postgresql", "postgres")];
        for (scheme, feature) in all.into_iter().chain([("mysql", "mysql"), ("mariadb", "mysql")]) {
            let said = not_built_in(scheme).to_string();
            assert!(said.starts_with(&format!(
                "invalid input received: the driver of a URL that begins with `{scheme}:`"
            )));
            assert!(said.ends_with(&format!("the feature `{feature}` of versioned-object-core")), "{said}");
        }
    }
}
