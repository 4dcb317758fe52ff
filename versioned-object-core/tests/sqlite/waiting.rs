//! Nothing waits for ever, and nobody for somebody idle.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context as Task, Waker};
use std::thread;
use std::time::{Duration, Instant};

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Sqlite, Step};

use crate::bench::{Folder, Thing, admin, ask, asked, foreign, soon};

/// A statement that never ends, as a view.
const ENDLESS: &str = "CREATE VIEW endless AS \
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

fn stores(folder: &Folder, timeout: Duration) -> [Store; 2] {
    let path = folder.path("db.sqlite");
    foreign(&path, "wal", 10);
    let in_memory = Sqlite::in_memory().busy_timeout(timeout).open().unwrap();
    block_on(in_memory.create_table::<Thing>()).unwrap();
    [Sqlite::file(&path).busy_timeout(timeout).open().unwrap(), in_memory]
}

#[test]
fn a_call_that_waits_for_a_transaction_of_its_own_program_is_told_so() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder, Duration::from_millis(300)) {
            let ctx = admin(&store);
            let told = |error: Error| {
                let text = error.to_string();
                assert!(text.contains("waited 300ms") && text.contains("transaction"), "{text}");
            };
            // Writing with the context around it, twice, and a transaction of its own: each is told, and it goes on.
            block_on(store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "inside", 1).create().await?;
                told(Thing::make(&ctx, "outside", 1).create().await.unwrap_err());
                told(Thing::make(&ctx, "outside", 1).create().await.unwrap_err());
                told(store.transaction(&ctx, async |_| Ok(())).await.unwrap_err());
                Thing::make(&tx, "inside", 2).create().await
            }))
            .unwrap();
            let named =
                |name: &str| block_on(Thing::count(&ctx, &Query::new().filter_by("name", name))).unwrap();
            assert_eq!((named("inside"), named("outside")), (2, 0));
        }
    });
}

#[test]
fn reading_with_the_context_around_a_transaction_does_not_hang() {
    soon(|| {
        let folder = Folder::new();
        let [file, in_memory] = stores(&folder, Duration::from_millis(300));
        for (store, works) in [(file, true), (in_memory, false)] {
            let ctx = admin(&store);
            block_on(store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "inside", 1).create().await?;
                // A file has readers of their own; memory has one connection for all.
                assert_eq!(Thing::count(&ctx, &Query::new()).await.is_ok(), works);
                Thing::count(&tx, &Query::new()).await
            }))
            .unwrap();
        }
    });
}

#[test]
fn a_dropped_read_stops() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder, Duration::from_mins(1)) {
            ask(&store, Access::Write, ENDLESS).unwrap();
            for _ in 0..20 {
                let mut endless = Box::pin(asked(&store, Access::Read, "SELECT * FROM endless"));
                let mut task = Task::from_waker(Waker::noop());
                assert!(endless.as_mut().poll(&mut task).is_pending());
                thread::sleep(Duration::from_millis(5));
            }
            // No thread is left that would not answer.
            for _ in 0..20 {
                ask(&store, Access::Read, "SELECT count(*) FROM things").unwrap();
            }
            // The file is closed at once.
            drop(store);
        }
    });
}

#[test]
fn a_dropped_write_is_not_carried_out_or_carried_out_whole() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder, Duration::from_mins(1)) {
            ask(&store, Access::Write, "DELETE FROM things").unwrap();
            let (begun, go) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
            let (begins, goes) = (Arc::clone(&begun), Arc::clone(&go));
            let insert = |name: &str| {
                Step::new(format!("INSERT INTO things (id, name) VALUES ('{name}', '{name}')"), Vec::new())
            };
            let slow = insert("slow").check(move |_| {
                begins.store(true, Ordering::Release);
                while !goes.load(Ordering::Acquire) {
                    thread::sleep(Duration::from_millis(1));
                }
                Ok(())
            });
            let running = store.run(Access::Write, vec![insert("first"), slow, insert("last")]);
            let waiting = store.run(Access::Write, vec![insert("waiting")]);
            while !begun.load(Ordering::Acquire) {
                thread::sleep(Duration::from_millis(1));
            }
            drop(waiting);
            drop(running);
            go.store(true, Ordering::Release);
            // Whoever comes next finds nothing of them, as the first was not at its end.
            assert_eq!(ask(&store, Access::Write, "SELECT count(*) FROM things").unwrap(), ["0"]);
        }
    });
}

#[test]
fn short_reads_do_not_wait_for_long_ones_while_readers_are_idle() {
    soon(|| {
        let folder = Folder::new();
        let path = folder.path("db.sqlite");
        foreign(&path, "wal", 10);
        let store = Sqlite::file(&path).readers(3).open().unwrap();
        let (done, over) = (Arc::new(AtomicBool::new(false)), Instant::now());
        // Two of three readers are at work until the end.
        let long: Vec<_> = (0..2)
            .map(|_| {
                let done = Arc::clone(&done);
                let step = Step::new("SELECT 1", Vec::new()).rows(move |_| {
                    while !done.load(Ordering::Acquire) && over.elapsed() < crate::bench::PATIENCE / 2 {
                        thread::sleep(Duration::from_millis(1));
                    }
                    Ok(())
                });
                store.run(Access::Read, vec![step])
            })
            .collect();
        let ctx = admin(&store);
        for number in 0..200 {
            block_on(Thing::get_by_id(&ctx, Uuid::from_u128(number % 10))).unwrap();
        }
        assert!(over.elapsed() < crate::bench::PATIENCE / 4, "{:?}", over.elapsed());
        done.store(true, Ordering::Release);
        for long in long {
            block_on(long).unwrap();
        }
    });
}
