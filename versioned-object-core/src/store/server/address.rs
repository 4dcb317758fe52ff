//! URLs of database servers: of sqlx, of SQLAlchemy, and with options of ours.

use std::time::Duration;

use url::Url;

use crate::base::error::{Error, Result};
use crate::base::shown::{self, MASK};
use crate::store::server::settings::Settings;

/// Which server a URL is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Postgres,
    MySql,
}

impl Scheme {
    /// The feature that has its driver.
    #[cfg(not(all(feature = "postgres", feature = "mysql")))]
    pub(crate) const fn feature(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::MySql => "mysql",
        }
    }
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
    let refused = |why: &str| Error::invalid_input(format!("{} {why}", shown::url(text)));
    let mut url = Url::parse(text).map_err(|error| refused(&format!("is no URL: {error}")))?;
    // SQLAlchemy names its driver behind a plus sign.
    let name = url.scheme().split('+').next().unwrap_or_default().to_owned();
    let (scheme, plain, known) = match name.as_str() {
        "postgres" | "postgresql" => (Scheme::Postgres, "postgres", &OF_POSTGRES[..]),
        "mysql" | "mariadb" => (Scheme::MySql, "mysql", &OF_MYSQL[..]),
        _ => return Err(refused("is no URL of PostgreSQL, MySQL or MariaDB")),
    };
    if !url.has_authority() {
        return Err(refused("has no `//` behind its scheme"));
    }
    let rest = url.as_str().split_once(':').map(|(_, rest)| rest).unwrap_or_default();
    url = Url::parse(&format!("{plain}:{rest}")).map_err(|error| refused(&format!("is no URL: {error}")))?;
    if url.path().trim_start_matches('/').is_empty() {
        return Err(refused("names no database: it stands behind the last `/`"));
    }
    let mut settings = Settings::default();
    let mut kept = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    // What stands before an `@` may be a part of the password.
    let is_told = !text.split_once('?').is_some_and(|(_, query)| query.contains('@'));
    let quoted = |part: &str| if is_told { shown::quoted(part) } else { format!("{MASK:?}") };
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

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "postgresql+psycopg2://cinder:s%40cret@db.example.org:5433/cinder";

    fn why(url: &str) -> String {
        let Error::InvalidInput { reason, .. } = read(url).unwrap_err() else { panic!("{url}") };
        reason
    }

    #[test]
    fn each_parameter_of_ours_is_a_setting() {
        let settings = read(&format!(
            "{HOST}?max_connections=3&min_connections=2&retries=0&acquire_timeout=0.25&lock_timeout=1.5&statement_timeout=none\
             &idle_timeout=7&transaction_timeout=20"
        ));
        let settings = settings.unwrap().settings;
        assert_eq!((settings.max_connections, settings.min_connections, settings.retries), (3, 2, 0));
        let seconds = |seconds| Some(Duration::from_millis(seconds));
        assert_eq!(Some(settings.acquire_timeout), seconds(250));
        assert_eq!(Some(settings.lock_timeout), seconds(1500));
        assert_eq!(settings.statement_timeout, None);
        assert_eq!(settings.idle_timeout, seconds(7000));
        assert_eq!(settings.transaction_timeout, seconds(20_000));
    }

    #[test]
    fn what_the_client_library_reads_goes_on_to_it() {
        for (url, goes_on) in [
            (
                format!("{HOST}?sslmode=verify-full&retries=1&sslrootcert=/etc/ssl/a%20b%26c.pem"),
                "postgres://cinder:s%40cret@db.example.org:5433/cinder?sslmode=verify-full&sslrootcert=%2Fetc%2Fssl%2Fa+b%26c.pem",
            ),
            (
                "mysql+pymysql://root@[::1]/cinder?charset=utf8mb4&ssl-mode=REQUIRED&ssl-ca=ca.pem"
                    .to_owned(),
                "mysql://root@[::1]/cinder?ssl-mode=REQUIRED&ssl-ca=ca.pem",
            ),
            (
                "mariadb:///cinder?socket=%2Frun%2Fdb.sock".to_owned(),
                "mysql:///cinder?socket=%2Frun%2Fdb.sock",
            ),
            (HOST.to_owned(), "postgres://cinder:s%40cret@db.example.org:5433/cinder"),
        ] {
            assert_eq!(read(&url).unwrap().url.as_str(), goes_on);
        }
    }

    #[test]
    fn what_is_refused_is_said_without_the_password() {
        for (parameters, word) in [
            ("retries=-1", "which is a number"),
            ("max_connections=4294967296", "which is a number"),
            ("max_connections=0", "no connection at all"),
            ("lock_timeout=none", "which is in seconds"),
            ("lock_timeout=-1", "which is in seconds"),
            ("idle_timeout=NaN", "which is in seconds"),
            ("retries=1&retries=2", "\"retries\" twice"),
            ("pool_size=5", "unknown parameter \"pool_size\""),
            ("ssl-ca=ca.pem", "unknown parameter \"ssl-ca\""),
            ("charset=utf8", "unknown parameter \"charset\""),
        ] {
            let why = why(&format!("{HOST}?{parameters}"));
            assert!(why.contains(word) && why.contains("cinder:***@") && !why.contains("cret"), "{why}");
        }
        for (url, word) in [
            ("postgres://db.example.org", "names no database"),
            ("mysql://db.example.org/", "names no database"),
            ("oracle://u:secret@db.example.org/cinder", "is no URL of PostgreSQL, MySQL or MariaDB"),
            ("postgres://u:secret@db.example.org:port/cinder", "is no URL"),
            ("", "is no URL"),
            ("postgres://u:s3c/ret@127.0.0.1:1/x", "is no URL"),
            ("mysql:/u:s3cret@db/x", "has no `//`"),
            ("u:s3cret@db", "is no URL"),
            ("oracle://u:s3c@ret@db/x", "is no URL"),
            ("oracle://u:s3c?ret@db/x", "is no URL"),
            ("oracle://u:s3c#ret@db/x", "is no URL"),
            ("oracle://u:%733c%72et@db/x", "is no URL"),
            ("postgres://u:3/s3c?ret@db/x", "unknown parameter"),
            ("postgres://u:3/s3c?retries=ret@db/x", "which is a number"),
            ("postgres://u:3/s3c?retries=1&lock_timeout=ret@db/x", "which is in seconds"),
            ("postgres://u:3/s3c?port=1&port=ret@db/x", "\"***\" twice"),
            ("postgres://u:3/x?s3c#ret@db", "unknown parameter"),
            ("postgres://db/x?password=s3cret", "unknown parameter \"password\""),
            ("postgres://db/x?sslkey=-----BEGIN+s3cret&port=1&port=2", "\"port\" twice"),
            ("mysql://db/x?ssl-mode=REQUIRED&passwd=s3cret#x", "unknown parameter \"passwd\""),
        ] {
            let why = why(url);
            let is_told = ["secret", "s3c", "ret@"].into_iter().any(|part| why.contains(part));
            assert!(why.contains(word) && !is_told, "{why}");
        }
    }
}
