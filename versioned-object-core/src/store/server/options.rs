//! How a database on a server is opened.

use std::fmt;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::base::shown;
use crate::store::driver::{Access, Backend, Driver, Session, Step};
use crate::store::handle::Store;
use crate::store::server::address::{self, Address, Scheme};
use crate::store::server::driver::Connected;
#[cfg(feature = "mysql")]
use crate::store::server::mysql;
#[cfg(feature = "postgres")]
use crate::store::server::postgres;
use crate::store::server::settings::{Settings, Tls};

/// How to open a database on a server: PostgreSQL, MySQL or MariaDB, as the URL says.
///
/// The driver comes with the feature `postgres` or `mysql`. A store has threads of its own that serve its connections,
/// so that it works under any executor.
///
/// ```no_run
/// use versioned_object_core::store::{Server, Store};
///
/// # async fn open() -> versioned_object_core::Result<()> {
/// let url = "postgres://cinder:secret@db.example.org/cinder?sslmode=verify-full&max_connections=20";
/// let store: Store = Server::url(url)?.open().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Server {
    scheme: Scheme,
    url: Url,
    settings: Settings,
}

impl Server {
    /// The database of a URL, `postgres://user:password@host:port/database` or `mysql://…`, as sqlx, libpq and
    /// SQLAlchemy write it; `postgresql`, `mariadb` and a driver of SQLAlchemy's behind a plus sign
    /// (`mysql+pymysql://`) are understood.
    ///
    /// Behind a `?` may stand, each once:
    ///
    /// | parameter | what it says |
    /// |---|---|
    /// | `max_connections`, `min_connections` | as [`Server::max_connections`] and [`Server::min_connections`] |
    /// | `acquire_timeout`, `lock_timeout` | as the methods of these names, in seconds |
    /// | `statement_timeout`, `idle_timeout`, `transaction_timeout` | the same; `none` is for ever |
    /// | `retries` | as [`Server::retries`] |
    /// | `sslmode`, `sslrootcert`, `sslcert`, `sslkey`, `host`, `hostaddr`, `port`, `application_name`, `options` | for PostgreSQL, as libpq has them |
    /// | `ssl-mode`, `ssl-ca`, `ssl-cert`, `ssl-key`, `socket`, `collation` | for MySQL and MariaDB, as their clients have them |
    ///
    /// What a URL of PostgreSQL does not say, libpq's environment variables do: `PGPASSWORD`, `PGSSLMODE`, `PGSSLROOTCERT`,
    /// `PGOPTIONS` and the others.
    ///
    /// # Errors
    /// [`Error::InvalidInput`](crate::Error::InvalidInput) for what is no such URL, names no database, or has another
    /// parameter. A password in it is not shown.
    pub fn url(url: &str) -> Result<Self> {
        let Address { scheme, url, settings } = address::read(url)?;
        Ok(Self { scheme, url, settings })
    }

    /// How many connections there are at most; 10, unless this says otherwise. Calls beyond them wait.
    pub fn max_connections(mut self, connections: u32) -> Self {
        self.settings.max_connections = connections.max(1);
        self
    }

    /// How many connections are kept when nothing is done; none, unless this says otherwise.
    pub fn min_connections(mut self, connections: u32) -> Self {
        self.settings.min_connections = connections;
        self
    }

    /// How long a call waits for a connection, new or free, before it fails; five seconds, unless this says otherwise.
    pub fn acquire_timeout(mut self, timeout: Duration) -> Self {
        self.settings.acquire_timeout = timeout;
        self
    }

    /// How long a statement waits for what another transaction holds, before it fails; ten seconds, unless this says
    /// otherwise. MySQL counts whole seconds.
    pub fn lock_timeout(mut self, timeout: Duration) -> Self {
        self.settings.lock_timeout = timeout;
        self
    }

    /// How long a statement may take, with what is done with its rows, before it is stopped and its call fails; five
    /// minutes, unless this says otherwise. `None` is for ever.
    pub fn statement_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.statement_timeout = timeout.into();
        self
    }

    /// How long nothing may be done in a transaction before it is rolled back; one minute, unless this says otherwise.
    /// `None` is for ever.
    pub fn idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.idle_timeout = timeout.into();
        self
    }

    /// How long a transaction may take before it is rolled back; for ever, unless this says otherwise.
    pub fn transaction_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.transaction_timeout = timeout.into();
        self
    }

    /// How often a call is tried again that gave way to another, after a deadlock or a failure to serialize, or whose
    /// connection ended before it was carried out: each time after a longer wait; five times, unless this says
    /// otherwise. What was called inside a transaction is not.
    pub fn retries(mut self, retries: u32) -> Self {
        self.settings.retries = retries;
        self
    }

    /// How the connection is kept from others; as the URL says, or [`Tls::Preferred`].
    ///
    /// ```no_run
    /// use versioned_object_core::store::{Server, Tls};
    ///
    /// # async fn open() -> versioned_object_core::Result<()> {
    /// let store = Server::url("postgres://rental:secret@db.example.org/rental")?
    ///     .tls(Tls::VerifyHost)
    ///     .root_certificate("/etc/rental/authority.pem") // whom we believe
    ///     .client_certificate("/etc/rental/rental.pem", "/etc/rental/rental.key") // who we are
    ///     .open()
    ///     .await?;
    /// # drop(store);
    /// # Ok(())
    /// # }
    /// ```
    pub fn tls(mut self, tls: Tls) -> Self {
        self.settings.tls = Some(tls);
        self
    }

    /// The file of an authority's certificate that is believed beside those of the system; [`tls`](Self::tls) has an
    /// example.
    pub fn root_certificate(mut self, file: impl Into<PathBuf>) -> Self {
        self.settings.root_certificate = Some(file.into());
        self
    }

    /// The files of the certificate that this side shows, and of its key; [`tls`](Self::tls) has an example.
    pub fn client_certificate(mut self, certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        self.settings.client_certificate = Some((certificate.into(), key.into()));
        self
    }

    /// Opens the database, with a first connection to it.
    ///
    /// # Errors
    /// When the server cannot be reached, does not let in, or has no such database; when the driver was not built in.
    pub async fn open(&self) -> Result<Store> {
        self.driver().await.map(Store::new)
    }

    /// Opens the database, without a store around it.
    ///
    /// # Errors
    /// As [`Server::open`].
    pub async fn driver(&self) -> Result<ServerDriver> {
        self.connected().await
    }
}

impl Server {
    fn connected(&self) -> BoxFuture<'_, Result<ServerDriver>> {
        Box::pin(async move {
            self.can_read_certificates()?;
            Ok(ServerDriver(match self.scheme {
                #[cfg(feature = "postgres")]
                Scheme::Postgres => {
                    let way = postgres::way(&self.url, &self.settings)?;
                    Box::new(Connected::<postgres::Pg>::open(way, self.settings.clone()).await?)
                }
                #[cfg(feature = "mysql")]
                Scheme::MySql => {
                    let way = mysql::way(&self.url, &self.settings)?;
                    Box::new(Connected::<mysql::My>::open(way, self.settings.clone()).await?)
                }
                #[cfg(not(all(feature = "postgres", feature = "mysql")))]
                _ => {
                    let (url, feature) = (shown::url(self.url.as_str()), self.scheme.feature());
                    return Err(Error::invalid_input(format!(
                        "{url} needs a driver that was not built in: it comes with the feature `{feature}` of \
                         versioned-object-core"
                    )));
                }
            }))
        })
    }

    /// Says of which file it is that it cannot be read: the client library does not.
    fn can_read_certificates(&self) -> Result<()> {
        let named = self.url.query_pairs().filter(|(key, _)| CERTIFICATES.contains(&&**key));
        let named = named.map(|(_, value)| value.into_owned()).filter(|text| !text.starts_with("-----BEGIN"));
        let settings = &self.settings;
        let pair = settings.client_certificate.iter().flat_map(|(certificate, key)| [certificate, key]);
        let files = named.map(PathBuf::from).chain(settings.root_certificate.iter().chain(pair).cloned());
        for file in files {
            File::open(&file).map_err(|error| {
                Error::database(format_args!(
                    "the certificate or key {} cannot be read: {error}",
                    file.display()
                ))
            })?;
        }
        Ok(())
    }
}

/// The parameters of a URL that name a file, or are what would stand in it.
const CERTIFICATES: [&str; 7] =
    ["sslrootcert", "sslca", "ssl-ca", "sslcert", "ssl-cert", "sslkey", "ssl-key"];

/// A database on a server: the [`Driver`] behind a store that [`Server::open`] gives.
///
/// Dropped, it waits until what was asked of it is done and its connections are closed.
pub struct ServerDriver(Box<dyn Driver>);

impl Driver for ServerDriver {
    fn backend(&self) -> Backend {
        self.0.backend()
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        self.0.run(access, steps)
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        self.0.begin()
    }

    fn once_more(&self, tried: u32, error: &Error) -> Option<BoxFuture<'static, ()>> {
        self.0.once_more(tried, error)
    }
}

/// Without the password.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("url", &shown::url(self.url.as_str())).finish_non_exhaustive()
    }
}
