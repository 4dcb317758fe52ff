//! The threads of a database.

use std::sync::Arc;
use std::thread::{self, JoinHandle, ThreadId};
use std::time::Duration;

use crate::base::error::{Error, Result};
use crate::store::sqlite::connect::Link;
use crate::store::sqlite::queue::Queue;

fn start(work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    thread::Builder::new().name("versioned-object-sqlite".to_owned()).spawn(work).map_err(Error::database)
}

fn carry_out(queue: &Queue, link: &mut Link) {
    while let Some(job) = queue.next() {
        job.carry_out(link);
    }
}

/// The threads of a database, and what waits for them.
pub(crate) struct Workers {
    pub(crate) writing: Arc<Queue>,
    pub(crate) reading: Arc<Queue>,
    writer: Option<JoinHandle<()>>,
    /// All of them.
    threads: Vec<ThreadId>,
}

impl Workers {
    /// Starts them. Whatever waits for the one that writes longer than the limit is refused.
    pub(crate) fn start(writer: Link, readers: Vec<Link>, limit: Duration) -> Result<Self> {
        let mut workers =
            Self { writing: Arc::default(), reading: Arc::default(), writer: None, threads: Vec::new() };
        let mut reading = Vec::new();
        for mut reader in readers {
            let queue = Arc::clone(&workers.reading);
            reading.push(start(move || carry_out(&queue, &mut reader))?);
        }
        workers.threads.extend(reading.iter().map(|reader| reader.thread().id()));
        let (queue, mut link) = (Arc::clone(&workers.writing), writer);
        let writer = start(move || {
            carry_out(&queue, &mut link);
            // Last of all, as the last connection puts the log into the file, if it may write to it.
            for reader in reading {
                drop(reader.join());
            }
        })?;
        workers.threads.push(writer.thread().id());
        workers.writer = Some(writer);
        let queue = Arc::clone(&workers.writing);
        let watcher = start(move || queue.refuse_late(limit))?;
        workers.threads.push(watcher.thread().id());
        Ok(workers)
    }

    /// Waits until everything is done, unless this is one of the threads: an object that it makes may hold the last
    /// handle.
    pub(crate) fn finish(&mut self) {
        self.close();
        if let Some(writer) = self.writer.take()
            && !self.threads.contains(&thread::current().id())
        {
            // It has nothing to say: no panic gets that far.
            drop(writer.join());
        }
    }

    fn close(&self) {
        self.reading.close();
        self.writing.close();
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.close();
    }
}
