//! What is committed stays, and what is not leaves nothing.

use std::sync::Arc;
use std::thread;

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, JournalMode, Sqlite, Synchronous};

use crate::bench::{Folder, Thing, admin, ask, foreign, soon};

#[test]
fn commits_wait_for_the_disk_unless_told_otherwise() {
    let folder = Folder::new();
    let file = Sqlite::file(folder.path("db.sqlite"));
    for (asked, found) in [
        (None, "2"),
        (Some(Synchronous::Full), "2"),
        (Some(Synchronous::Off), "0"),
        (Some(Synchronous::Normal), "1"),
        (Some(Synchronous::Extra), "3"),
    ] {
        for mode in [JournalMode::Wal, JournalMode::Delete] {
            let file = file.clone().journal_mode(mode);
            let file = asked.map_or(file.clone(), |asked| file.synchronous(asked));
            let store = file.open().unwrap();
            assert_eq!(ask(&store, Access::Write, "PRAGMA synchronous").unwrap(), [found], "{asked:?}");
        }
    }
}

#[test]
fn a_full_disk_leaves_nothing_of_what_did_not_fit() {
    soon(|| {
        let folder = Folder::new();
        for mode in [JournalMode::Wal, JournalMode::Delete] {
            let store = Sqlite::file(folder.path(&format!("{mode:?}"))).journal_mode(mode).open().unwrap();
            let ctx = admin(&store);
            block_on(store.create_table::<Thing>()).unwrap();
            block_on(Thing::make(&ctx, "first", 1).create()).unwrap();
            ask(&store, Access::Write, "PRAGMA max_page_count = 20").unwrap();
            let many = || (0..2000).map(|number| Thing::make(&ctx, "more", number)).collect::<Vec<_>>();
            let error = block_on(Thing::create_all(&ctx, many())).unwrap_err().to_string();
            assert!(error.contains("full"), "{error}");
            // In a transaction too, and where the failure is passed over: SQLite has rolled it back by then.
            let error = block_on(store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "lost", 1).create().await?;
                drop(Thing::create_all(&tx, many()).await);
                Thing::make(&tx, "late", 1).create().await
            }));
            let kept = block_on(Thing::list(&ctx, &Query::new())).unwrap();
            match error {
                // The steps that did not fit were undone alone.
                Ok(()) => assert_eq!(kept.len(), 3),
                Err(error) => {
                    assert!(error.to_string().contains("rolled back"), "{error}");
                    assert_eq!(kept.len(), 1);
                }
            }
            ask(&store, Access::Write, "PRAGMA max_page_count = 100000").unwrap();
            block_on(Thing::create_all(&ctx, many())).unwrap();
            assert_eq!(ask(&store, Access::Read, "PRAGMA integrity_check").unwrap(), ["ok"]);
        }
    });
}

#[test]
fn stores_of_many_threads_and_handles_share_a_file() {
    soon(|| {
        let folder = Folder::new();
        for mode in ["wal", "delete"] {
            let path = Arc::new(folder.path(mode));
            foreign(&path, mode, 0);
            let writers: Vec<_> = (0..4)
                .map(|writer| {
                    let path = Arc::clone(&path);
                    thread::spawn(move || {
                        // Each with connections of its own, as other processes have.
                        let store = Sqlite::file(&*path).busy_timeout(crate::bench::PATIENCE).open().unwrap();
                        let ctx = admin(&store);
                        for number in 0..25 {
                            block_on(Thing::make(&ctx, &format!("of {writer}"), number).create()).unwrap();
                            block_on(Thing::count(&ctx, &Query::new())).unwrap();
                        }
                    })
                })
                .collect();
            for writer in writers {
                writer.join().unwrap();
            }
            let store = Sqlite::file(&*path).open().unwrap();
            assert_eq!(block_on(Thing::count(&admin(&store), &Query::new())).unwrap(), 100);
        }
    });
}
