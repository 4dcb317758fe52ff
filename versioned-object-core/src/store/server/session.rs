//! Transactions that last longer than one call.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::store::caught::let_go;
use crate::store::driver::{Session, Step};
use crate::store::fate::Fate;
use crate::store::server::dialect::{Dialect, Kind};
use crate::store::server::engine::{Engine, answered};
use crate::store::server::links::{Held, Links};
use crate::store::server::settings::Settings;
use crate::store::server::steps;

/// What the holder of a transaction wants.
pub(crate) enum Request {
    Run(Vec<Step>, oneshot::Sender<Result<Vec<u64>>>),
    Part(Part),
    End(bool, oneshot::Sender<Result<()>>),
}

/// A part of a transaction that is to begin.
pub(crate) struct Part {
    ready: oneshot::Sender<Result<()>>,
    inbox: mpsc::UnboundedReceiver<Request>,
    fate: Arc<Fate>,
}

/// A transaction, as its holder has it.
pub(crate) struct ServerSession {
    pub(crate) requests: mpsc::UnboundedSender<Request>,
    pub(crate) fate: Arc<Fate>,
    /// It has to be there as long as the transaction.
    pub(crate) engine: Arc<Engine>,
}

impl Session for ServerSession {
    fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let (reply, answer) = oneshot::channel();
        let sent = self.requests.send(Request::Run(steps, reply));
        let (fate, engine) = (Arc::clone(&self.fate), Arc::clone(&self.engine));
        // What was not sent has no answer.
        drop(sent);
        Box::pin(answered(answer, engine, move || fate.told()))
    }

    fn part(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        let (requests, inbox) = mpsc::unbounded_channel();
        let (ready, begun) = oneshot::channel();
        let part = Self { requests, fate: Arc::default(), engine: Arc::clone(&self.engine) };
        let sent = self.requests.send(Request::Part(Part { ready, inbox, fate: Arc::clone(&part.fate) }));
        let (fate, engine) = (Arc::clone(&self.fate), Arc::clone(&self.engine));
        // What was not sent has no answer.
        drop(sent);
        Box::pin(async move {
            answered(begun, engine, move || fate.told()).await?;
            Ok(Arc::new(part) as Arc<dyn Session>)
        })
    }

    fn end(&self, commit: bool) -> BoxFuture<'static, Result<()>> {
        let (reply, answer) = oneshot::channel();
        self.fate.end();
        let sent = self.requests.send(Request::End(commit, reply));
        let (fate, engine) = (Arc::clone(&self.fate), Arc::clone(&self.engine));
        // What was not sent has no answer.
        drop(sent);
        Box::pin(answered(answer, engine, move || fate.told()))
    }

    fn is_over(&self) -> bool {
        self.fate.is_over()
    }
}

/// Holds a connection for one transaction.
pub(crate) async fn serve<D: Dialect>(
    links: &Links<D>,
    settings: &Settings,
    mut ready: oneshot::Sender<Result<()>>,
    mut inbox: mpsc::UnboundedReceiver<Request>,
    fate: &Fate,
) {
    let begun = tokio::select! {
        biased;
        () = ready.closed() => return,
        begun = begin(links, settings) => begun,
    };
    let link = match begun {
        Ok(link) => link,
        // Nobody is there to be told.
        Err(error) => return drop(ready.send(Err(error))),
    };
    let deadline = settings.transaction_timeout.and_then(|limit| Some((after(limit)?, limit)));
    let mut open = Open { link, settings, deadline, is_marked: false, parts: 0 };
    if ready.send(Ok(())).is_err() {
        return open.roll_back().await;
    }
    match open.attend(&mut inbox).await {
        // The connection goes, and the server undoes what was done on it.
        End::Lost(why) => fate.rolled_back(&why),
        End::Asked(true, reply) => {
            let ended = open.link.say("COMMIT").await;
            let ended = ended.map_err(|fault| fault.told_of_end::<D>(settings));
            if ended.is_ok() {
                open.link.give_back();
            }
            drop(reply.send(ended));
        }
        End::Asked(false, reply) => {
            open.roll_back().await;
            drop(reply.send(Ok(())));
        }
        End::Late(why) => {
            fate.rolled_back(&why);
            open.roll_back().await;
        }
        End::Gone => open.roll_back().await,
    }
}

/// Begins a transaction; on another connection, where the first turns out to be dead.
async fn begin<D: Dialect>(links: &Links<D>, settings: &Settings) -> Result<Held<D>> {
    let mut tried = 0;
    loop {
        let mut link = links.take().await?;
        match link.say(D::WORDS.begin).await {
            Ok(()) => return Ok(link),
            Err(fault) if fault.is_lost::<D>() && tried < settings.retries => {
                link.is_lost();
                tried += 1;
            }
            Err(fault) => return Err(fault.told::<D>(settings)),
        }
    }
}

/// The moment after so long; none where no clock will show it.
fn after(limit: Duration) -> Option<Instant> {
    Instant::now().checked_add(limit)
}

/// What the holder of a transaction does next.
enum Next {
    Asked(Request),
    /// Nothing for too long.
    Late(Error),
    /// Nothing ever.
    Gone,
}

/// How a transaction, or a part of one, comes to its end.
enum End {
    /// Its holder says whether it stays.
    Asked(bool, oneshot::Sender<Result<()>>),
    /// Nobody holds it any more.
    Gone,
    /// It took too long.
    Late(Error),
    /// It does not go on.
    Lost(Error),
}

/// A transaction that is open.
struct Open<'s, D: Dialect> {
    link: Held<D>,
    settings: &'s Settings,
    /// When it has to be at its end, and how long that was from its beginning.
    deadline: Option<(Instant, Duration)>,
    /// Whether there is a mark that a call is undone to.
    is_marked: bool,
    /// How many parts of it have begun and not ended.
    parts: usize,
}

impl<D: Dialect> Open<'_, D> {
    /// Does what its holder wants, until that ends it.
    async fn attend(&mut self, inbox: &mut mpsc::UnboundedReceiver<Request>) -> End {
        loop {
            match self.next(inbox).await {
                Next::Asked(Request::Run(steps, reply)) => {
                    if let Err(why) = self.run(steps, reply).await {
                        return End::Lost(why);
                    }
                }
                Next::Asked(Request::Part(part)) => {
                    if let Err(end) = self.part(part).await {
                        return end;
                    }
                }
                Next::Asked(Request::End(commit, reply)) => return End::Asked(commit, reply),
                Next::Late(why) => return End::Late(why),
                Next::Gone => return End::Gone,
            }
        }
    }

    /// Does what the holder of a part wants, until that ends it. The error is the end of the whole.
    fn part(&mut self, part: Part) -> BoxFuture<'_, Result<(), End>> {
        Box::pin(async move {
            let Part { ready, mut inbox, fate } = part;
            let mark = format!("vo_{}", self.parts);
            if let Err(why) = self.say(&format!("SAVEPOINT {mark}")).await {
                drop(ready.send(Err(why.clone())));
                return Err(End::Lost(why));
            }
            // Marks of calls that are set inside are gone with this one.
            let is_marked = mem::replace(&mut self.is_marked, false);
            self.parts += 1;
            let end = if ready.send(Ok(())).is_ok() { self.attend(&mut inbox).await } else { End::Gone };
            self.parts -= 1;
            self.is_marked = is_marked;
            let (commit, reply) = match end {
                End::Asked(commit, reply) => (commit, Some(reply)),
                End::Gone => (false, None),
                End::Late(why) => {
                    fate.rolled_back(&why);
                    return Err(End::Late(why));
                }
                End::Lost(why) => {
                    fate.rolled_back(&why);
                    return Err(End::Lost(why));
                }
            };
            let ended = async {
                if !commit {
                    self.say(&format!("ROLLBACK TO SAVEPOINT {mark}")).await?;
                }
                self.say(&format!("RELEASE SAVEPOINT {mark}")).await
            };
            let ended = ended.await;
            if let Some(reply) = reply {
                drop(reply.send(ended.clone()));
            }
            ended.map_err(End::Lost)
        })
    }

    async fn say(&mut self, words: &str) -> Result<()> {
        self.link.say(words).await.map_err(|fault| fault.told::<D>(self.settings))
    }

    async fn next(&mut self, inbox: &mut mpsc::UnboundedReceiver<Request>) -> Next {
        let idle = self
            .settings
            .idle_timeout
            .and_then(|limit| Some((after(limit)?, format!("nothing was done in it for {limit:?}"))));
        let whole = self.whole();
        let Some((first, why)) = idle.into_iter().chain(whole).min_by_key(|(deadline, _)| *deadline) else {
            return inbox.recv().await.map_or(Next::Gone, Next::Asked);
        };
        match timeout_at(first, inbox.recv()).await {
            Ok(asked) => asked.map_or(Next::Gone, Next::Asked),
            Err(_) => Next::Late(Error::database(why)),
        }
    }

    fn whole(&self) -> Option<(Instant, String)> {
        self.deadline
            .map(|(deadline, limit)| (deadline, format!("the transaction took longer than {limit:?}")))
    }

    /// Carries out steps, all of them or none. The error is why the transaction does not go on.
    async fn run(
        &mut self,
        mut steps: Vec<Step>,
        mut reply: oneshot::Sender<Result<Vec<u64>>>,
    ) -> Result<()> {
        let whole = self.whole();
        let limit = async {
            match whole {
                Some((deadline, why)) => {
                    tokio::time::sleep_until(deadline).await;
                    Error::database(why)
                }
                None => std::future::pending().await,
            }
        };
        let done = tokio::select! {
            biased;
            () = reply.closed() => Err(Error::database("nobody waits for the answer any more")),
            why = limit => Err(why),
            done = self.marked(&mut steps) => done,
        };
        let gone = let_go(steps);
        let (answer, goes_on) = match done {
            Ok(done) => (done.and_then(|counts| gone.map(|()| counts)), Ok(())),
            Err(why) => (Err(why.clone()), Err(why)),
        };
        // Nobody is there to be told.
        drop(reply.send(answer));
        goes_on
    }

    /// Carries out steps behind a mark. The outer error says why the transaction does not go on.
    async fn marked(&mut self, steps: &mut [Step]) -> Result<Result<Vec<u64>>> {
        let settings = self.settings;
        self.say(if self.is_marked { D::WORDS.next_mark } else { D::WORDS.first_mark }).await?;
        self.is_marked = true;
        let failed = match steps::run::<D>(&mut self.link, settings, steps, &mut false).await {
            Ok(counts) => return Ok(Ok(counts)),
            Err(failed) => failed,
        };
        let (goes_on, kind) = (failed.fault.leaves_connection(), failed.fault.kind::<D>());
        let why = failed.told::<D>(settings);
        if !goes_on || (kind == Kind::GaveWay && D::WORDS.loses_all) {
            return Err(why);
        }
        self.say("ROLLBACK TO SAVEPOINT vo").await?;
        Ok(Err(why))
    }

    async fn roll_back(self) {
        self.link.undo().await;
    }
}
