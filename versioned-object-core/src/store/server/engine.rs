//! The runtime of a store: what is asked of it goes on, also when nobody waits for it.

use std::cell::Cell;
use std::num::NonZeroUsize;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;

thread_local! {
    /// Whether this is a thread of a runtime of ours.
    static OURS: Cell<bool> = const { Cell::new(false) };
}

/// How long the servers are said goodbye to.
const GOODBYE: Duration = Duration::from_secs(1);

/// A runtime, and how much it has to do.
pub(crate) struct Engine {
    runtime: Option<Runtime>,
    pub(crate) tasks: Arc<Tasks>,
    /// What is done last.
    goodbye: Mutex<Option<BoxFuture<'static, ()>>>,
}

/// How many tasks there are.
#[derive(Default)]
pub(crate) struct Tasks {
    count: Mutex<usize>,
    none: Condvar,
}

impl Tasks {
    fn count(&self) -> MutexGuard<'_, usize> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self) {
        let mut count = self.count();
        while *count > 0 {
            count = self.none.wait(count).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A task, as long as it is there.
pub(crate) struct UnderWay(Arc<Tasks>);

impl UnderWay {
    pub(crate) fn new(tasks: &Arc<Tasks>) -> Self {
        *tasks.count() += 1;
        Self(Arc::clone(tasks))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut count = self.0.count();
        *count -= 1;
        if *count == 0 {
            self.0.none.notify_all();
        }
    }
}

impl Engine {
    pub(crate) fn start() -> Result<Self> {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let runtime = Builder::new_multi_thread()
            .worker_threads(cores.clamp(2, 4))
            .thread_name("versioned-object-server")
            .on_thread_start(|| OURS.set(true))
            .enable_all()
            .build()
            .map_err(Error::database)?;
        Ok(Self { runtime: Some(runtime), tasks: Arc::default(), goodbye: Mutex::new(None) })
    }

    /// Begins something at once.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let under_way = UnderWay::new(&self.tasks);
        if let Some(runtime) = &self.runtime {
            drop(runtime.spawn(async move {
                let _under_way = under_way;
                task.await;
            }));
        }
    }

    /// Begins something that ends with the runtime.
    pub(crate) fn in_the_background(&self, task: impl Future<Output = ()> + Send + 'static) {
        if let Some(runtime) = &self.runtime {
            drop(runtime.spawn(task));
        }
    }

    /// What is done last.
    pub(crate) fn at_the_end(&self, goodbye: impl Future<Output = ()> + Send + 'static) {
        *self.goodbye.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::pin(goodbye));
    }
}

/// Waits for an answer; the runtime is there as long. A future that is dropped tells who works for it that nobody waits
/// before it lets go of the runtime, which waits for all work.
pub(crate) async fn answered<T>(
    answer: oneshot::Receiver<Result<T>>,
    engine: Arc<Engine>,
    gone: impl FnOnce() -> Error,
) -> Result<T> {
    let told = answer.await.unwrap_or_else(|_| Err(gone()));
    drop(engine);
    told
}

/// It waits until what was asked for is done, unless this is one of its own threads: an object that it makes may hold
/// the last handle.
impl Drop for Engine {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        let goodbye = self.goodbye.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if !OURS.get() {
            self.tasks.wait();
            if let Some(goodbye) = goodbye {
                let (said, heard) = mpsc::channel();
                drop(runtime.spawn(async move {
                    goodbye.await;
                    // Who no longer waits need not know.
                    said.send(()).unwrap_or_default();
                }));
                // A server that does not answer has none.
                heard.recv_timeout(GOODBYE).unwrap_or_default();
            }
        }
        runtime.shutdown_background();
    }
}
