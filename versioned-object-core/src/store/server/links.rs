//! Connections: made, taken, and given back.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::{ConnectOptions as _, Connection as _, Pool};
use tokio::time::timeout;

use crate::base::error::{Error, Result};
use crate::store::server::dialect::{Dialect, Link, Way};
use crate::store::server::failure::words;
use crate::store::server::settings::Settings;

/// How long a connection may have been idle before it is asked whether it is still there.
const FRESH: Duration = Duration::from_secs(1);

/// Connections to a server.
pub(crate) struct Links<D: Dialect>(Pool<D::Db>);

impl<D: Dialect> Clone for Links<D> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<D: Dialect> Links<D> {
    /// None is made yet.
    pub(crate) fn new(way: Way<D>, settings: &Settings) -> Self {
        let greeting = D::greeting(settings);
        let pool = PoolOptions::<D::Db>::new()
            .max_connections(settings.max_connections)
            .min_connections(settings.min_connections)
            .acquire_timeout(settings.acquire_timeout)
            .test_before_acquire(false)
            .before_acquire(|link, about| {
                Box::pin(async move { Ok(about.idle_for < FRESH || link.ping().await.is_ok()) })
            })
            .after_connect(move |link, _| {
                let greeting = greeting.clone();
                Box::pin(async move { D::say(link, greeting).await })
            });
        Self(pool.connect_lazy_with(way))
    }

    /// Says goodbye to the server.
    pub(crate) fn close(&self) -> impl Future<Output = ()> + Send + 'static {
        let pool = self.0.clone();
        async move { pool.close().await }
    }

    /// A connection that nobody else has.
    pub(crate) async fn take(&self, settings: &Settings) -> Result<Held<D>> {
        match self.0.acquire().await {
            Ok(link) => Ok(Held { link, is_clean: false }),
            Err(sqlx::Error::PoolTimedOut) => Err(self.why_none(settings).await),
            Err(error) => Err(Error::database(words(&error))),
        }
    }

    /// Why there was no connection in time.
    async fn why_none(&self, settings: &Settings) -> Error {
        let (limit, most) = (settings.acquire_timeout, settings.max_connections);
        if self.0.size() >= most && self.0.num_idle() == 0 {
            return Error::database(format_args!(
                "no connection within {limit:?}: all {most} are in use; `max_connections` says how many there may be"
            ));
        }
        let way = self.0.connect_options();
        let why = match timeout(Duration::from_secs(1), way.connect()).await {
            Ok(Ok(link)) => {
                // It is only there to know why there was none.
                drop(link.close().await);
                "it was too slow".to_owned()
            }
            Ok(Err(error)) => words(&error),
            Err(_) => "the server does not answer".to_owned(),
        };
        Error::database(format_args!("no connection within {limit:?}: {why}"))
    }
}

/// A connection. One that is let go in the middle of something is closed; the server then undoes what it was at.
pub(crate) struct Held<D: Dialect> {
    link: Link<D>,
    is_clean: bool,
}

impl<D: Dialect> Held<D> {
    /// It is at the end of what it did, and can be used again.
    pub(crate) fn give_back(mut self) {
        self.is_clean = true;
    }
}

impl<D: Dialect> Deref for Held<D> {
    type Target = Link<D>;

    fn deref(&self) -> &Link<D> {
        &self.link
    }
}

impl<D: Dialect> DerefMut for Held<D> {
    fn deref_mut(&mut self) -> &mut Link<D> {
        &mut self.link
    }
}

impl<D: Dialect> Drop for Held<D> {
    fn drop(&mut self) {
        if !self.is_clean {
            self.link.close_on_drop();
        }
    }
}
