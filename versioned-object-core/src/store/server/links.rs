//! Connections: made, taken, and given back.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::{ConnectOptions as _, Connection as _};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use crate::base::error::{Error, Result};
use crate::store::server::dialect::{Dialect, Link, Way};
use crate::store::server::engine::{Tasks, UnderWay};
use crate::store::server::failure::{Fault, gone, is_ended, within, words};
use crate::store::server::settings::Settings;

/// How long a connection may have been idle before it is asked whether it is still there.
const FRESH: Duration = Duration::from_secs(1);

/// How long a connection is kept that nobody needs.
const NEEDLESS: Duration = Duration::from_mins(10);

/// How long a connection is used, so that servers may let go of what they keep for it.
const OLD: Duration = Duration::from_mins(30);

/// How often it is looked after the connections that nobody has.
const LOOK: Duration = Duration::from_secs(30);

/// The longest wait between two tries to reach a server.
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// How long a rollback is waited for. A connection that is closed is one too.
const UNDOING: Duration = Duration::from_secs(5);

/// How long it may take to have the server end a connection.
const ENDING: Duration = Duration::from_secs(2);

/// Connections to a server.
pub(crate) struct Links<D: Dialect>(Arc<Shared<D>>);

struct Shared<D: Dialect> {
    way: Way<D>,
    settings: Arc<Settings>,
    /// One permit for each connection that may be in use.
    room: Arc<Semaphore>,
    /// Those that nobody has; the last one was used last.
    idle: Mutex<Vec<Idle<D>>>,
    tasks: Arc<Tasks>,
}

/// A connection that was made.
struct Made<D: Dialect> {
    link: Link<D>,
    at: Instant,
    number: Option<u64>,
}

struct Idle<D: Dialect> {
    made: Made<D>,
    /// When it was last used; none where it may have ended since.
    since: Option<Instant>,
}

impl<D: Dialect> Clone for Links<D> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<D: Dialect> Links<D> {
    /// None is made yet.
    pub(crate) fn new(way: Way<D>, settings: &Arc<Settings>, tasks: &Arc<Tasks>) -> Self {
        let most = usize::try_from(settings.max_connections).unwrap_or(Semaphore::MAX_PERMITS);
        let room = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        let (settings, tasks) = (Arc::clone(settings), Arc::clone(tasks));
        Self(Arc::new(Shared { way, settings, room, idle: Mutex::default(), tasks }))
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle<D>>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says goodbye to the server, on connections that nobody has.
    pub(crate) fn close(&self) -> impl Future<Output = ()> + Send + 'static {
        let links = self.clone();
        async move {
            let all = std::mem::take(&mut *links.idle());
            for idle in all {
                // One that is gone need not know.
                drop(idle.made.link.close().await);
            }
        }
    }

    /// A connection that nobody else has.
    pub(crate) async fn take(&self) -> Result<Held<D>> {
        let limit = self.0.settings.acquire_timeout;
        let mut why = format!(
            "all {} are in use; `max_connections` says how many there may be",
            self.0.settings.max_connections
        );
        match timeout(limit, self.find(&mut why)).await {
            Ok(found) => found,
            Err(_) => Err(Error::database(format_args!("no connection within {limit:?}: {why}"))),
        }
    }

    /// Waits for a connection; what for, where that takes too long.
    async fn find(&self, why: &mut String) -> Result<Held<D>> {
        let permit = Arc::clone(&self.0.room).acquire_owned().await.map_err(|_| gone())?;
        "the server does not answer".clone_into(why);
        loop {
            // The list is not held while the server is asked.
            let Some(Idle { mut made, since }) = self.idle().pop() else { break };
            let is_fresh = since.is_some_and(|since| since.elapsed() < FRESH);
            let patience = self.0.settings.acquire_timeout / 4;
            let answer = if is_fresh { Ok(Ok(())) } else { timeout(patience, made.link.ping()).await };
            match answer {
                Ok(Ok(())) => return Ok(self.held(made, permit)),
                Ok(Err(_)) => {}
                // Whatever forgot this one forgot the others, which were used before it: nobody waits for each of them.
                Err(_) => drop(std::mem::take(&mut *self.idle())),
            }
        }
        let mut wait = Duration::from_millis(10);
        loop {
            match self.connect().await {
                Ok(made) => return Ok(self.held(made, permit)),
                Err(error) if may_come(&error) => *why = words(&error),
                Err(error) => return Err(Error::database(words(&error))),
            }
            sleep(wait).await;
            wait = LONGEST_WAIT.min(wait * 2);
        }
    }

    async fn connect(&self) -> Result<Made<D>, sqlx::Error> {
        let mut link = self.0.way.connect().await?;
        D::say(&mut link, D::greeting(&self.0.settings)).await?;
        let number = D::number(&mut link).await?;
        Ok(Made { link, at: Instant::now(), number })
    }

    fn held(&self, made: Made<D>, permit: OwnedSemaphorePermit) -> Held<D> {
        let Made { link, at, number } = made;
        Held { link, at, work: Work { number, links: self.clone() }, permit }
    }

    /// Has the server end a connection that it still works on.
    fn end(&self, number: u64) {
        let (links, under_way) = (self.clone(), UnderWay::new(&self.0.tasks));
        let Ok(runtime) = Handle::try_current() else { return };
        drop(runtime.spawn(async move {
            let _under_way = under_way;
            let said = async {
                let mut link = links.0.way.connect().await?;
                D::say(&mut link, D::end_of(number)).await?;
                link.close().await
            };
            // Where that fails, the server is at its own limits.
            drop(timeout(ENDING, said).await);
        }));
    }

    /// Says goodbye on a connection that is used no more. Until then it is one of those that there may be.
    fn say_goodbye(&self, made: Made<D>, permit: OwnedSemaphorePermit) {
        let under_way = UnderWay::new(&self.0.tasks);
        let Ok(runtime) = Handle::try_current() else { return };
        drop(runtime.spawn(async move {
            let _under_way = under_way;
            drop(timeout(UNDOING, made.link.close()).await);
            drop(permit);
        }));
    }

    /// One connection has ended without a word: the others may have, too.
    fn doubt(&self) {
        for idle in self.idle().iter_mut() {
            idle.since = None;
        }
    }

    /// Looks after the connections that nobody has, for ever.
    pub(crate) async fn look_after(self) {
        let (settings, room) = (&self.0.settings, &self.0.room);
        let kept =
            usize::try_from(settings.min_connections.min(settings.max_connections)).unwrap_or_default();
        let most = room.available_permits();
        loop {
            let needless = {
                let mut idle = self.idle();
                let is_needless = |one: &Idle<D>| one.since.is_none_or(|since| since.elapsed() > NEEDLESS);
                // Those that were used first stand first.
                let count = idle.iter().take_while(|one| is_needless(one)).count();
                let count = count.min(idle.len().saturating_sub(kept));
                idle.drain(..count).collect::<Vec<_>>()
            };
            for one in needless {
                drop(timeout(UNDOING, one.made.link.close()).await);
            }
            while self.idle().len() + most.saturating_sub(room.available_permits()) < kept {
                let Ok(permit) = Arc::clone(room).try_acquire_owned() else { break };
                let Ok(Ok(made)) = timeout(settings.acquire_timeout, self.connect()).await else { break };
                self.held(made, permit).give_back();
            }
            sleep(LOOK).await;
        }
    }
}

/// Whether a server that cannot be reached may be there soon: it ends, it starts, or it has as many connections as it
/// takes.
fn may_come(error: &sqlx::Error) -> bool {
    match error {
        error if is_ended(error) => true,
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => error.is_transient_in_connect_phase(),
        _ => false,
    }
}

/// A connection. One that is let go in the middle of something is closed; the server then undoes what it was at.
pub(crate) struct Held<D: Dialect> {
    link: Link<D>,
    at: Instant,
    work: Work<D>,
    permit: OwnedSemaphorePermit,
}

/// That something is done on a connection, until it is given back or known to be lost.
struct Work<D: Dialect> {
    number: Option<u64>,
    links: Links<D>,
}

impl<D: Dialect> Drop for Work<D> {
    fn drop(&mut self) {
        if let Some(number) = self.number.take() {
            self.links.end(number);
        }
    }
}

impl<D: Dialect> Held<D> {
    /// It is at the end of what it did, and can be used again.
    pub(crate) fn give_back(self) {
        let Self { link, at, mut work, permit } = self;
        let made = Made::<D> { link, at, number: work.number.take() };
        if at.elapsed() >= OLD || made.link.cached_statements_size() >= D::STATEMENTS {
            return work.links.say_goodbye(made, permit);
        }
        work.links.idle().push(Idle { made, since: Some(Instant::now()) });
        // Whoever waits finds it there.
        drop(permit);
    }

    /// The server has ended it: there is nothing to be ended.
    pub(crate) fn is_lost(&mut self) {
        self.work.number = None;
        self.work.links.doubt();
    }

    /// Says the words of a transaction; like a statement, they take only so long.
    pub(crate) async fn say(&mut self, words: &str) -> Result<(), Fault> {
        let limit = self.work.links.0.settings.statement_timeout;
        within(limit, D::say(&mut self.link, words.to_owned())).await
    }

    /// Undoes what was done, and gives it back if it can be used again.
    pub(crate) async fn undo(mut self) {
        if let Ok(Ok(())) = timeout(UNDOING, self.say("ROLLBACK")).await {
            self.give_back();
        }
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
