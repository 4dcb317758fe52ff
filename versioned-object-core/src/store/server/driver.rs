//! The driver: calls become tasks, and tasks answers.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::store::caught::let_go;
use crate::store::driver::{Access, Backend, Driver, Session, Step};
use crate::store::fate::Fate;
use crate::store::server::dialect::{Dialect, Kind, Way};
use crate::store::server::engine::{Engine, answered};
use crate::store::server::failure::{gave_way, gone, within};
use crate::store::server::links::{Held, Links};
use crate::store::server::session::{ServerSession, serve};
use crate::store::server::settings::Settings;
use crate::store::server::steps::{self, Failed};

/// A database on a server.
pub(crate) struct Connected<D: Dialect> {
    links: Links<D>,
    settings: Arc<Settings>,
    engine: Arc<Engine>,
    backend: Backend,
}

impl<D: Dialect> Connected<D> {
    /// Makes a first connection.
    pub(crate) async fn open(way: Way<D>, settings: Settings) -> Result<Self> {
        let engine = Engine::start()?;
        let settings = Arc::new(settings);
        let links = Links::<D>::new(way, &settings, &engine.tasks);
        engine.at_the_end(links.close());
        let (reply, answer) = oneshot::channel::<Result<Backend>>();
        let (asked, limits) = (links.clone(), Arc::clone(&settings));
        engine.spawn(async move {
            let found = async {
                let mut link = asked.take().await?;
                let backend = within(limits.statement_timeout, D::backend(&mut link)).await;
                let backend = backend.map_err(|fault| fault.told::<D>(&limits))?;
                link.give_back();
                Ok(backend)
            };
            // Nobody is there to be told.
            drop(reply.send(found.await));
        });
        let backend = answer.await.map_err(|_| gone())??;
        engine.in_the_background(links.clone().look_after());
        Ok(Self { links, settings, engine: Arc::new(engine), backend })
    }
}

impl<D: Dialect> Driver for Connected<D> {
    fn backend(&self) -> Backend {
        self.backend
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let (mut reply, answer) = oneshot::channel();
        let (links, settings, engine) =
            (self.links.clone(), Arc::clone(&self.settings), Arc::clone(&self.engine));
        engine.spawn(async move {
            let done = tokio::select! {
                biased;
                () = reply.closed() => return,
                done = carry_out(&links, &settings, access, steps) => done,
            };
            // Nobody is there to be told.
            drop(reply.send(done));
        });
        Box::pin(answered(answer, engine, gone))
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        let (requests, inbox) = mpsc::unbounded_channel();
        let (ready, begun) = oneshot::channel();
        let fate = Arc::<Fate>::default();
        let session = ServerSession { requests, fate: Arc::clone(&fate), engine: Arc::clone(&self.engine) };
        let (links, settings) = (self.links.clone(), Arc::clone(&self.settings));
        self.engine.spawn(async move { serve(&links, &settings, ready, inbox, &fate).await });
        Box::pin(async move {
            begun.await.map_err(|_| gone())??;
            Ok(Arc::new(session) as Arc<dyn Session>)
        })
    }

    fn once_more(&self, tried: u32, error: &Error) -> Option<BoxFuture<'static, ()>> {
        if !gave_way(error) || tried >= self.settings.retries {
            return None;
        }
        let (over, waited) = oneshot::channel::<()>();
        self.engine.spawn(async move {
            tokio::time::sleep(backoff(tried)).await;
            // Who no longer waits need not know.
            over.send(()).unwrap_or_default();
        });
        // It is over, too, when nobody is left to say so.
        Some(Box::pin(async { waited.await.unwrap_or_default() }))
    }
}

/// Carries out steps, more than once where others stood in the way and nothing was given away yet.
async fn carry_out<D: Dialect>(
    links: &Links<D>,
    settings: &Settings,
    access: Access,
    mut steps: Vec<Step>,
) -> Result<Vec<u64>> {
    let mut tried = 0;
    loop {
        let mut link = links.take().await?;
        let mut begun = false;
        let done = match access {
            Access::Read => read(&mut link, settings, &mut steps, &mut begun).await,
            Access::Write => write(&mut link, settings, &mut steps, &mut begun).await,
        };
        let failed = match done {
            Ok(counts) => {
                link.give_back();
                return let_go(steps).map(|()| counts);
            }
            Err(failed) => failed,
        };
        let is_lost = failed.fault.is_lost::<D>();
        if is_lost {
            link.is_lost();
            drop(link);
        } else if failed.fault.leaves_connection() {
            link.undo().await;
        } else {
            drop(link);
        }
        // What is lost before its end is undone.
        let again = failed.fault.kind::<D>() == Kind::GaveWay || (is_lost && !failed.is_end);
        if !again || begun || tried == settings.retries {
            drop(let_go(steps));
            return Err(failed.told::<D>(settings));
        }
        tokio::time::sleep(backoff(tried)).await;
        tried += 1;
    }
}

/// How long to wait before a further try: longer each time, and not as long as others wait.
fn backoff(tried: u32) -> Duration {
    let longest = Duration::from_millis(5) * 2_u32.saturating_pow(tried.min(7));
    let [byte, ..] = *uuid::Uuid::new_v4().as_bytes();
    longest / 2 + longest * u32::from(byte) / 512
}

/// Carries out steps that only read: all of them see one state of the database.
async fn read<D: Dialect>(
    link: &mut Held<D>,
    settings: &Settings,
    steps: &mut [Step],
    begun: &mut bool,
) -> Result<Vec<u64>, Failed> {
    if let [step] = steps
        && is_select(&step.sql)
    {
        return steps::run::<D>(link, settings, steps, begun).await;
    }
    link.say(D::WORDS.begin_reading).await?;
    let done = steps::run::<D>(link, settings, steps, begun).await?;
    link.say("COMMIT").await?;
    Ok(done)
}

/// Whether a statement only reads, at first sight.
fn is_select(sql: &str) -> bool {
    sql.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("select"))
}

/// Carries out steps in a transaction of their own.
async fn write<D: Dialect>(
    link: &mut Held<D>,
    settings: &Settings,
    steps: &mut [Step],
    begun: &mut bool,
) -> Result<Vec<u64>, Failed> {
    if let [Step { rows: None, check: None, .. }] = steps {
        // One statement is all or nothing by itself.
        return steps::run::<D>(link, settings, steps, begun).await.map_err(Failed::of_end);
    }
    link.say(D::WORDS.begin).await?;
    let done = steps::run::<D>(link, settings, steps, begun).await?;
    link.say("COMMIT").await.map_err(Failed::of_end)?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_than_the_one_before_up_to_the_eighth() {
        for tried in 0..40 {
            let longest = Duration::from_millis([5, 10, 20, 40, 80, 160, 320, 640][tried.min(7)]);
            let waits = [(); 100].map(|()| backoff(u32::try_from(tried).unwrap()));
            for wait in waits {
                assert!(wait >= longest / 2 && wait < longest, "{tried}: {wait:?}");
            }
            // Those that gave way to each other do not come back at once.
            assert!(waits.iter().any(|wait| *wait != waits[0]), "{tried}: {waits:?}");
        }
    }
}
