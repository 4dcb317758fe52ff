//! What is to be done on the threads of a database, in its order.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::base::error::{Error, Result};
use crate::store::caught::guarded;
use crate::store::sqlite::connect::Link;
use crate::store::sqlite::failure::waited;
use crate::store::sqlite::watch::Ticket;

/// Something to be done with a connection, or to be told that it is not.
type Work = Box<dyn FnOnce(Result<&mut Link>) + Send>;

/// A call that waits to be carried out.
pub(crate) struct Job {
    ticket: Ticket,
    /// Since when it waits.
    since: Instant,
    work: Work,
}

impl Job {
    pub(crate) fn new(ticket: &Ticket, work: impl FnOnce(Result<&mut Link>) + Send + 'static) -> Self {
        Self { ticket: ticket.clone(), since: Instant::now(), work: Box::new(work) }
    }

    /// Carries it out, unless nobody waits for it any more.
    pub(crate) fn carry_out(self, link: &mut Link) {
        let Self { ticket, work, .. } = self;
        // What panics here has no call to fail: it is what a call left behind.
        drop(guarded(|| if ticket.is_given_up() { drop(work) } else { work(Ok(link)) }));
        link.tidy();
    }

    fn refuse(self, why: Error) {
        drop(guarded(|| (self.work)(Err(why))));
    }
}

/// What waits for the threads of a database: whichever is idle takes the next one.
#[derive(Default)]
pub(crate) struct Queue {
    jobs: Mutex<Jobs>,
    /// There is something to do, or never will be.
    something: Condvar,
    /// Somebody waits for what goes on, or nobody ever will.
    waiting: Condvar,
}

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<Job>,
    /// Since when the one thread is at work; not known of several threads.
    busy: Option<Instant>,
    /// Whether somebody looks for those that are late, and knows when.
    watched: bool,
    /// No more comes.
    closed: bool,
    /// Nothing is carried out any more.
    ended: bool,
}

impl Queue {
    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, job: Job) {
        let mut jobs = self.jobs();
        jobs.waiting.push_back(job);
        self.look(&jobs);
        drop(jobs);
        self.something.notify_one();
    }

    /// Has somebody look for those that are late, if there may be any.
    fn look(&self, jobs: &Jobs) {
        if jobs.busy.is_some() && !jobs.waiting.is_empty() && !jobs.watched {
            self.waiting.notify_one();
        }
    }

    /// No more comes; what is there is still carried out.
    pub(crate) fn close(&self) {
        self.jobs().closed = true;
        self.something.notify_all();
    }

    /// Waits for something to do; none when there never will be.
    pub(crate) fn next(&self) -> Option<Job> {
        let mut jobs = self.jobs();
        jobs.busy = None;
        loop {
            if let Some(job) = jobs.waiting.pop_front() {
                jobs.busy = Some(Instant::now());
                self.look(&jobs);
                return Some(job);
            }
            if jobs.closed {
                jobs.ended = true;
                drop(jobs);
                self.waiting.notify_all();
                return None;
            }
            jobs = self.something.wait(jobs).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Refuses what waits longer than the limit for one and the same call of the one thread, until nothing is carried
    /// out any more.
    pub(crate) fn refuse_late(&self, limit: Duration) {
        let mut jobs = self.jobs();
        while !jobs.ended {
            let late = match (jobs.busy, jobs.waiting.front()) {
                (Some(busy), Some(first)) => busy.max(first.since).checked_add(limit),
                _ => None,
            };
            jobs.watched = late.is_some();
            let Some(late) = late else {
                jobs = self.waiting.wait(jobs).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = late.saturating_duration_since(Instant::now());
            if !left.is_zero() {
                jobs = self.waiting.wait_timeout(jobs, left).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            let job = jobs.waiting.pop_front();
            drop(jobs);
            if let Some(job) = job {
                job.refuse(waited(limit));
            }
            jobs = self.jobs();
        }
    }
}
