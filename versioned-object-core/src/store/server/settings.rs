//! What is asked of a database server when a store is opened.

use std::path::PathBuf;
use std::time::Duration;

/// How a connection to a database server is kept from others, after libpq's `sslmode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tls {
    /// Not at all.
    Disabled,
    /// Where the server can; whose certificate it has is not looked at.
    Preferred,
    /// Always; whose certificate it has is not looked at.
    Required,
    /// Always, with a certificate that a known authority has signed.
    VerifyAuthority,
    /// As [`Tls::VerifyAuthority`], and the certificate has the name of the host.
    VerifyHost,
}

/// How a server is reached, and what for how long.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How many connections there are at most.
    pub(crate) max_connections: u32,
    /// How many are kept when nothing is done.
    pub(crate) min_connections: u32,
    /// How long a call waits for a connection, made or free.
    pub(crate) acquire_timeout: Duration,
    /// How long a statement waits for what another transaction holds.
    pub(crate) lock_timeout: Duration,
    /// How long a statement may take, with what is done with its rows.
    pub(crate) statement_timeout: Option<Duration>,
    /// How long nothing may be done in a transaction.
    pub(crate) idle_timeout: Option<Duration>,
    /// How long a transaction may take.
    pub(crate) transaction_timeout: Option<Duration>,
    /// How often a call is tried again that had to give way to another, or lost its connection.
    pub(crate) retries: u32,
    pub(crate) tls: Option<Tls>,
    /// The certificate of an authority that is believed beside those of the system.
    pub(crate) root_certificate: Option<PathBuf>,
    /// The certificate of whoever connects, and its key.
    pub(crate) client_certificate: Option<(PathBuf, PathBuf)>,
}

/// A limit in milliseconds, as servers take them: zero would be for ever there, and more than 31 bits are refused.
pub(crate) fn millis(limit: Duration) -> u32 {
    const MOST: u32 = i32::MAX.unsigned_abs();
    u32::try_from(limit.as_millis()).unwrap_or(MOST).clamp(1, MOST)
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_connections: 10,
            min_connections: 0,
            acquire_timeout: Duration::from_secs(5),
            lock_timeout: Duration::from_secs(10),
            statement_timeout: Some(Duration::from_mins(5)),
            idle_timeout: Some(Duration::from_mins(1)),
            transaction_timeout: None,
            retries: 5,
            tls: None,
            root_certificate: None,
            client_certificate: None,
        }
    }
}
