//! Many rows of which one is refused are written once more, one by one: not before the first try is at its end.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use databases::Database;
use databases::bench::{Thing, admin, on_servers, told};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Backend, BoxFuture, Driver, Session, Step};

/// Hands everything on, and counts what was begun and is not at its end.
#[derive(Clone)]
struct Counting {
    inner: Arc<dyn Driver>,
    under_way: Arc<AtomicUsize>,
    /// What was under way when each transaction began.
    seen: Arc<Mutex<Vec<usize>>>,
}

impl Counting {
    /// A future that is dropped before its end stays under way.
    fn until_done<T: 'static>(&self, future: BoxFuture<'static, T>) -> BoxFuture<'static, T> {
        let under_way = Arc::clone(&self.under_way);
        under_way.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            let done = future.await;
            under_way.fetch_sub(1, Ordering::SeqCst);
            done
        })
    }
}

impl Driver for Counting {
    fn backend(&self) -> Backend {
        self.inner.backend()
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        self.until_done(self.inner.run(access, steps))
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        self.seen.lock().unwrap().push(self.under_way.load(Ordering::SeqCst));
        let (begun, driver) = (self.inner.begin(), self.clone());
        Box::pin(async move {
            let inner = begun.await?;
            driver.under_way.fetch_add(1, Ordering::SeqCst);
            Ok(Arc::new(CountingSession { inner, driver }) as Arc<dyn Session>)
        })
    }

    fn once_more(&self, tried: u32, error: &Error) -> Option<BoxFuture<'static, ()>> {
        self.inner.once_more(tried, error)
    }
}

struct CountingSession {
    inner: Arc<dyn Session>,
    driver: Counting,
}

impl Session for CountingSession {
    fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        self.driver.until_done(self.inner.run(steps))
    }

    fn part(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        let (begun, driver) = (self.inner.part(), self.driver.clone());
        Box::pin(async move {
            let inner = begun.await?;
            driver.under_way.fetch_add(1, Ordering::SeqCst);
            Ok(Arc::new(Self { inner, driver }) as Arc<dyn Session>)
        })
    }

    fn end(&self, commit: bool) -> BoxFuture<'static, Result<()>> {
        let (ended, under_way) = (self.inner.end(commit), Arc::clone(&self.driver.under_way));
        Box::pin(async move {
            let done = ended.await;
            under_way.fetch_sub(1, Ordering::SeqCst);
            done
        })
    }

    fn is_over(&self) -> bool {
        self.inner.is_over()
    }
}

#[test]
fn a_second_try_begins_when_the_first_is_undone() {
    on_servers(|kind| {
        let database = Database::new(kind);
        let inner: Arc<dyn Driver> = Arc::new(block_on(database.server().driver()).unwrap());
        let (under_way, seen) = (Arc::default(), Arc::<Mutex<Vec<usize>>>::default());
        let store = Store::new(Counting { inner, under_way, seen: Arc::clone(&seen) });
        block_on(store.create_table::<Thing>()).unwrap();
        block_on(told(&store, "CREATE UNIQUE INDEX numbers ON things (number)")).unwrap();
        let ctx = admin(&store);
        for at in [1, 600, 1_300, 2_999] {
            let mut things: Vec<Thing> = (0..3_000)
                .map(|number: i64| {
                    let mut thing = Thing::make(&ctx, "thing", number);
                    thing.set_id(Uuid::from_u128(1 + u128::from(number.unsigned_abs()))).unwrap();
                    thing
                })
                .collect();
            things[at].set_number(0).unwrap();
            seen.lock().unwrap().clear();
            let id = things[at].id().unwrap().to_string();
            let error = block_on(Thing::create_all(&ctx, things)).unwrap_err();
            assert_eq!(error, Error::DuplicateEntry { object: "Thing", id, is_key: false }, "{kind:?} {at}");
            assert_eq!(*seen.lock().unwrap(), [0, 0], "{kind:?} {at}");
            assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 0);
        }
    });
}
