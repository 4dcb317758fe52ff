//! Reading leaves a database as it is.

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Sqlite};

use crate::bench::{Folder, Thing, admin, ask, foreign};

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

#[test]
fn a_journal_mode_is_had_where_it_is_asked_for() {
    use versioned_object_core::store::JournalMode::{Delete, Persist, Truncate, Wal};
    let folder = Folder::new();
    let path = folder.path("db.sqlite");
    let file = Sqlite::file(&path);
    for (mode, name) in [(Wal, "wal"), (Delete, "delete"), (Truncate, "truncate"), (Persist, "persist")] {
        let store = file.clone().journal_mode(mode).open().unwrap();
        assert_eq!(ask(&store, Access::Write, "PRAGMA journal_mode").unwrap(), [name]);
        block_on(store.create_table::<Thing>()).unwrap();
        block_on(Thing::make(&admin(&store), name, 1).create()).unwrap();
    }
    // What is in memory has none to choose.
    Sqlite::in_memory().journal_mode(Wal).open().unwrap();
    // Somebody reads it: the mode cannot be changed, and that is said.
    foreign(&folder.path("used"), "wal", 1);
    let used = rusqlite::Connection::open(folder.path("used")).unwrap();
    used.query_row("SELECT count(*) FROM things", [], |_| Ok(())).unwrap();
    let brief = std::time::Duration::from_millis(50);
    let error =
        Sqlite::file(folder.path("used")).journal_mode(Delete).busy_timeout(brief).open().unwrap_err();
    assert!(error.to_string().contains("locked") || error.to_string().contains("stays wal"), "{error}");
}

#[test]
fn readers_go_on_after_a_program_died_while_it_wrote() {
    let folder = Folder::new();
    let path = folder.path("db.sqlite");
    foreign(&path, "delete", 3);
    let before = std::fs::read(&path).unwrap();
    let store = Sqlite::file(&path).readers(2).open().unwrap();
    let ctx = admin(&store);
    // What a program leaves that is killed while it commits: pages of its transaction, and the journal to undo them.
    let other = folder.path("other.sqlite");
    std::fs::copy(&path, &other).unwrap();
    let dying = rusqlite::Connection::open(&other).unwrap();
    dying.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
    for number in 0..2000 {
        let row = (format!("half {number}"), "x".repeat(100));
        dying.execute("INSERT INTO things VALUES (?1, ?2, 1)", row).unwrap();
    }
    std::fs::copy(&other, &path).unwrap();
    std::fs::copy(folder.path("other.sqlite-journal"), folder.path("db.sqlite-journal")).unwrap();
    assert_ne!(std::fs::read(&path).unwrap(), before);
    for _ in 0..4 {
        assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 3);
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
