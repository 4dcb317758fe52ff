//! URLs of database servers: of sqlx, of SQLAlchemy, and with options of ours.

use std::time::Duration;

use url::Url;

use crate::base::error::{Error, Result};
use crate::base::shown::quoted;
use crate::store::server::settings::Settings;

/// Which server a URL is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Postgres,
    MySql,
}

/// What a URL says.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub(crate) scheme: Scheme,
    /// What the client library reads.
    pub(crate) url: Url,
    pub(crate) settings: Settings,
}

/// The parameters that the client library reads.
const OF_POSTGRES: [&str; 10] = [
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "host",
    "hostaddr",
    "port",
    "application_name",
    "options",
    "statement-cache-capacity",
];
const OF_MYSQL: [&str; 9] = [
    "sslmode",
    "ssl-mode",
    "sslca",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "socket",
    "statement-cache-capacity",
    "collation",
];

pub(crate) fn read(text: &str) -> Result<Address> {
    let refused = |why: &str| Error::invalid_input(format!("{} {why}", shown(text)));
    let mut url = Url::parse(text).map_err(|error| refused(&format!("is no URL: {error}")))?;
    // SQLAlchemy names its driver behind a plus sign.
    let name = url.scheme().split('+').next().unwrap_or_default().to_owned();
    let (scheme, plain, known) = match name.as_str() {
        "postgres" | "postgresql" => (Scheme::Postgres, "postgres", &OF_POSTGRES[..]),
        "mysql" | "mariadb" => (Scheme::MySql, "mysql", &OF_MYSQL[..]),
        _ => return Err(refused("is no URL of PostgreSQL, MySQL or MariaDB")),
    };
    let rest = url.as_str().split_once(':').map(|(_, rest)| rest).unwrap_or_default();
    url = Url::parse(&format!("{plain}:{rest}")).map_err(|error| refused(&format!("is no URL: {error}")))?;
    if url.path().trim_start_matches('/').is_empty() {
        return Err(refused("names no database: it stands behind the last `/`"));
    }
    let mut settings = Settings::default();
    let mut kept = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (key, value) in url.query_pairs() {
        if seen.iter().any(|seen| *seen == key) {
            return Err(refused(&format!("says {} twice", quoted(&key))));
        }
        let number = || {
            value
                .parse::<u32>()
                .map_err(|_| refused(&format!("has {} for {key}, which is a number", quoted(&value))))
        };
        let span = || {
            let seconds =
                value.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            seconds.ok_or_else(|| refused(&format!("has {} for {key}, which is in seconds", quoted(&value))))
        };
        let limit = || if value == "none" { Ok(None) } else { span().map(Some) };
        match &*key {
            "max_connections" => settings.max_connections = number()?,
            "min_connections" => settings.min_connections = number()?,
            "retries" => settings.retries = number()?,
            "acquire_timeout" => settings.acquire_timeout = span()?,
            "lock_timeout" => settings.lock_timeout = span()?,
            "statement_timeout" => settings.statement_timeout = limit()?,
            "idle_timeout" => settings.idle_timeout = limit()?,
            "transaction_timeout" => settings.transaction_timeout = limit()?,
            // All that is written and read is UTF-8, whatever a URL made for another library says.
            "charset" if scheme == Scheme::MySql => {}
            known_key if known.contains(&known_key) => kept.push((key.to_string(), value.to_string())),
            _ => return Err(refused(&format!("has an unknown parameter {}", quoted(&key)))),
        }
        seen.push(key.into_owned());
    }
    if settings.max_connections == 0 {
        return Err(refused("allows no connection at all"));
    }
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    Ok(Address { scheme, url, settings })
}

/// A URL for messages: without its password.
pub(crate) fn shown(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return quoted(text) };
    let (authority, behind) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    match authority.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split_once(':').map_or(user.to_owned(), |(user, _)| format!("{user}:***"));
            quoted(&format!("{scheme}://{user}@{host}{behind}"))
        }
        None => quoted(text),
    }
}
