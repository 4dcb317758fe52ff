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
            return Err(Error::invalid_input(format!(
                "a URL that begins with `{}` is of no database that is known: `sqlite:`, `postgres:` or `mysql:`",
                name(scheme)
            )));
        }
        #[cfg(feature = "sqlite")]
        if scheme == "sqlite" {
            return Sqlite::url(url)?.open();
        }
        #[cfg(any(feature = "postgres", feature = "mysql"))]
        if scheme != "sqlite" {
            return Server::url(url)?.open().await;
        }
        Err(Error::invalid_input(format!(
            "the driver of a URL that begins with `{scheme}:` was not built in: the feature `sqlite`, `postgres` or `mysql` \
             of versioned-object-core"
        )))
    }
}
