//! The driver: calls become jobs, and jobs answers.

use std::sync::{Arc, mpsc};

use futures_channel::oneshot;

use crate::base::error::Result;
use crate::base::future::BoxFuture;
use crate::store::caught::let_go;
use crate::store::driver::{Access, Backend, Driver, Session, Step};
use crate::store::sqlite::connect::{Link, Purpose};
use crate::store::sqlite::failure::gone;
use crate::store::sqlite::queue::Job;
use crate::store::sqlite::session::{SqliteSession, serve};
use crate::store::sqlite::settings::{Place, Settings};
use crate::store::sqlite::steps::{read, write};
use crate::store::sqlite::watch::Ticket;
use crate::store::sqlite::worker::Workers;

/// A SQLite database: the [`Driver`] behind a store that [`Sqlite::open`](super::Sqlite::open) gives.
///
/// Dropped, it waits until what was asked of it is done and its connections are closed: the last of them puts the
/// write-ahead log into the file, so that the file is whole without the files beside it.
pub struct SqliteDriver {
    workers: Workers,
    has_readers: bool,
    /// What every transaction holds as long as it is there.
    sessions: Arc<()>,
}

impl SqliteDriver {
    pub(crate) fn start(settings: Settings) -> Result<Self> {
        let settings = Arc::new(settings);
        let writer = Link::open(&settings, Purpose::Writing)?;
        let readers = if settings.place == Place::Memory { 0 } else { settings.readers };
        let readers = (0..readers).map(|_| Link::open(&settings, Purpose::Reading));
        let readers = readers.collect::<Result<Vec<_>>>()?;
        let has_readers = !readers.is_empty();
        let workers = Workers::start(writer, readers, settings.busy_timeout)?;
        Ok(Self { workers, has_readers, sessions: Arc::new(()) })
    }
}

impl Drop for SqliteDriver {
    fn drop(&mut self) {
        // A transaction that somebody holds without the driver ends when they say so.
        if Arc::strong_count(&self.sessions) == 1 {
            self.workers.finish();
        }
    }
}

type CarryOut = fn(&mut Link, Vec<Step>) -> Result<Vec<u64>>;

impl Driver for SqliteDriver {
    fn backend(&self) -> Backend {
        Backend::Sqlite
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let (queue, carry_out): (_, CarryOut) = match access {
            Access::Write => (&self.workers.writing, write),
            Access::Read if self.has_readers => (&self.workers.reading, read),
            Access::Read => (&self.workers.writing, read),
        };
        let (reply, answer) = oneshot::channel();
        let ticket = Ticket::default();
        let (waiter, of_call) = (ticket.waiter(), ticket.clone());
        queue.push(Job::new(&ticket, move |link| {
            let done = match link {
                Ok(link) => {
                    link.watch.call(&of_call);
                    carry_out(link, steps)
                }
                Err(why) => {
                    drop(let_go(steps));
                    Err(why)
                }
            };
            drop(reply.send(done));
        }));
        Box::pin(async move {
            let _waiter = waiter;
            answer.await.map_err(|_| gone())?
        })
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        let (requests, inbox) = mpsc::channel();
        let (ready, begun) = oneshot::channel();
        let session = SqliteSession { requests, fate: Arc::default(), held: Arc::clone(&self.sessions) };
        let fate = Arc::clone(&session.fate);
        let ticket = Ticket::default();
        let waiter = ticket.waiter();
        self.workers.writing.push(Job::new(&ticket, move |link| match link {
            Ok(link) => serve(link, ready, inbox, &fate),
            Err(why) => drop(ready.send(Err(why))),
        }));
        Box::pin(async move {
            let _waiter = waiter;
            begun.await.map_err(|_| gone())??;
            Ok(Arc::new(session) as Arc<dyn Session>)
        })
    }
}
