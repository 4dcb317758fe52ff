//! Reading leaves a database as it is.

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;

use crate::bench::{Folder, Thing, admin, foreign};

fn is_read_only_by_reading(journal_mode: &str, readers: usize) {
    let folder = Folder::new();
    let path = folder.path("db.sqlite");
    foreign(&path, journal_mode, 3);
    let names = folder.names();
    let before = std::fs::read(&path).unwrap();
    let store = Sqlite::file(&path).readers(readers).open().unwrap();
    let ctx = admin(&store);
    block_on(async {
        store.check_table::<Thing>().await?;
        assert_eq!(Thing::list(&ctx, &Query::new()).await?.len(), 3);
        Thing::get_by_id(&ctx, Uuid::from_u128(1)).await?;
        assert_eq!(Thing::count(&ctx, &Query::new()).await?, 3);
        assert_eq!(folder.names(), names, "{journal_mode}: while it is read");
        Ok::<(), Error>(())
    })
    .unwrap();
    drop(ctx);
    drop(store);
    assert_eq!(folder.names(), names, "{journal_mode}");
    assert_eq!(std::fs::read(&path).unwrap(), before, "{journal_mode}");
}

#[test]
fn reading_changes_nothing_in_any_journal_mode() {
    for journal_mode in ["delete", "truncate", "persist", "memory", "off"] {
        for readers in [0, 1, 4] {
            is_read_only_by_reading(journal_mode, readers);
        }
    }
}

#[test]
fn writing_leaves_the_journal_mode_as_it_is() {
    for (journal_mode, stays) in [("delete", "delete"), ("wal", "wal")] {
        let folder = Folder::new();
        let path = folder.path("db.sqlite");
        foreign(&path, journal_mode, 1);
        let store = Sqlite::file(&path).open().unwrap();
        let ctx = admin(&store);
        block_on(Thing::make(&ctx, "new", 1).create()).unwrap();
        drop(ctx);
        drop(store);
        assert_eq!(folder.names(), ["db.sqlite"]);
        let connection = rusqlite::Connection::open(&path).unwrap();
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(mode, stays);
    }
}
