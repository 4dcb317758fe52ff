//! What ends when it takes too long.

use std::thread;
use std::time::{Duration, Instant};

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Sqlite};

use crate::bench::{Folder, Thing, admin, ask, asked, foreign, soon};

const ENDLESS: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

const BRIEF: Duration = Duration::from_millis(200);

fn stores(folder: &Folder, with: impl Fn(Sqlite) -> Sqlite) -> [Store; 2] {
    let path = folder.path("db.sqlite");
    foreign(&path, "wal", 0);
    let stores = [Sqlite::file(&path), Sqlite::in_memory()].map(|database| with(database).open().unwrap());
    for store in &stores {
        block_on(store.create_table::<Thing>()).unwrap();
    }
    stores
}

#[test]
fn a_statement_that_never_ends_is_stopped() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder, |database| database.statement_timeout(BRIEF)) {
            let told = "database: a statement took longer than 200ms";
            for access in [Access::Read, Access::Write] {
                assert_eq!(ask(&store, access, ENDLESS).unwrap_err().to_string(), told);
            }
            ask(&store, Access::Write, &format!("CREATE VIEW endless AS {ENDLESS}")).unwrap();
            assert_eq!(ask(&store, Access::Read, "SELECT * FROM endless").unwrap_err().to_string(), told);
            let insert = format!("INSERT INTO things (id, number) SELECT 'x', * FROM ({ENDLESS})");
            assert_eq!(ask(&store, Access::Write, &insert).unwrap_err().to_string(), told);
            // Many short ones are not one long one.
            let begun = Instant::now();
            while begun.elapsed() < 2 * BRIEF {
                ask(&store, Access::Read, "SELECT 1").unwrap();
            }
        }
    });
}

#[test]
fn a_statement_that_is_stopped_in_a_transaction_takes_it_along() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder, |database| database.statement_timeout(BRIEF)) {
            let ctx = admin(&store);
            let insert = format!("INSERT INTO things (id, number) SELECT 'x', * FROM ({ENDLESS})");
            let failed = store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "early", 1).create().await?;
                let inside = tx.store().unwrap();
                drop(asked(inside, Access::Write, &insert).await);
                let late = Thing::make(&tx, "late", 1).create().await.unwrap_err().to_string();
                assert!(
                    late.starts_with("database: the transaction was rolled back: a statement took"),
                    "{late}"
                );
                Ok(())
            });
            let told = block_on(failed).unwrap_err().to_string();
            assert!(told.contains("rolled back"), "{told}");
            // A read that is stopped does not.
            block_on(store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "kept", 1).create().await?;
                assert!(asked(tx.store().unwrap(), Access::Read, ENDLESS).await.is_err());
                Thing::make(&tx, "kept", 2).create().await
            }))
            .unwrap();
            assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 2);
        }
    });
}

#[test]
fn a_transaction_in_which_nothing_is_done_is_rolled_back() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder, |database| database.idle_timeout(BRIEF)) {
            let ctx = admin(&store);
            let failed = store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "early", 1).create().await?;
                thread::sleep(3 * BRIEF);
                // It is over, and does not go on as something else.
                let late = Thing::make(&tx, "late", 1).create().await.unwrap_err().to_string();
                let told = "database: the transaction was rolled back: nothing was done in it for 200ms";
                assert_eq!(late, told);
                Ok(())
            });
            assert!(block_on(failed).unwrap_err().to_string().contains("rolled back"));
            assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 0);
            block_on(Thing::make(&ctx, "next", 1).create()).unwrap();
        }
    });
}

#[test]
fn a_transaction_that_takes_too_long_is_rolled_back() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder, |database| database.transaction_timeout(2 * BRIEF)) {
            let ctx = admin(&store);
            // With something done all the time, and with one statement that does not end.
            let busy = store.transaction(&ctx, async |tx: Context| {
                loop {
                    Thing::make(&tx, "busy", 1).create().await?;
                }
            });
            let told = block_on::<_>(busy).map(|(): ()| ()).unwrap_err().to_string();
            assert!(told.contains("the transaction took longer than 400ms"), "{told}");
            let stuck = store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "stuck", 1).create().await?;
                asked(tx.store().unwrap(), Access::Read, ENDLESS).await
            });
            let told = block_on(stuck).unwrap_err().to_string();
            assert!(told.contains("the transaction took longer than 400ms"), "{told}");
            assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 0);
            // The next one has its own time.
            block_on(store.transaction(&ctx, async |tx: Context| Thing::make(&tx, "next", 1).create().await))
                .unwrap();
        }
    });
}

#[test]
fn a_write_of_another_process_is_waited_for_only_so_long() {
    soon(|| {
        let folder = Folder::new();
        let path = folder.path("db.sqlite");
        foreign(&path, "wal", 0);
        let store = Sqlite::file(&path).busy_timeout(BRIEF).open().unwrap();
        let ctx = admin(&store);
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let error = block_on(Thing::make(&ctx, "new", 1).create()).unwrap_err().to_string();
        assert!(error.contains("locked"), "{error}");
        other.execute_batch("COMMIT").unwrap();
        block_on(Thing::make(&ctx, "new", 1).create()).unwrap();
        // The longest there is does no harm.
        Sqlite::file(&path).busy_timeout(Duration::MAX).statement_timeout(Duration::MAX).open().unwrap();
    });
}

#[test]
fn many_short_writes_do_not_wait_too_long_for_each_other() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder, |database| database.busy_timeout(BRIEF)) {
            let slow = || {
                let step = versioned_object_core::store::Step::new("SELECT 1", Vec::new());
                store.run(
                    Access::Write,
                    vec![step.rows(|_| {
                        thread::sleep(BRIEF / 10);
                        Ok(())
                    })],
                )
            };
            // The last one waits for longer than the limit, but for no other one as long.
            let all: Vec<_> = (0..30).map(|_| slow()).collect();
            for one in all {
                block_on(one).unwrap();
            }
        }
    });
}
