//! What reads cannot do.

use versioned_object_core::store::{Access, Sqlite};

use crate::bench::{Folder, ask, foreign};

#[test]
fn reads_cannot_write() {
    let folder = Folder::new();
    let path = folder.path("db.sqlite");
    foreign(&path, "delete", 1);
    let other = folder.path("other.sqlite");
    let attach = format!("ATTACH '{}' AS other", other.display());
    let in_memory = Sqlite::in_memory().open().unwrap();
    ask(&in_memory, Access::Write, "CREATE TABLE things (id TEXT, number INTEGER)").unwrap();
    let stores =
        [Sqlite::file(&path).open().unwrap(), Sqlite::file(&path).readers(0).open().unwrap(), in_memory];
    for store in &stores {
        for text in [
            "INSERT INTO things (id) VALUES ('x')",
            "UPDATE things SET number = 7",
            "UPDATE things SET number = 7 RETURNING id",
            "DELETE FROM things",
            "DROP TABLE things",
            "CREATE TABLE more (id TEXT)",
            "PRAGMA user_version = 5",
            "PRAGMA journal_mode = truncate",
            &attach,
            "ATTACH ':memory:' AS more",
        ] {
            let refused = ask(store, Access::Read, text);
            assert!(refused.is_err(), "{text}: {refused:?}");
        }
        assert_eq!(ask(store, Access::Read, "PRAGMA user_version").unwrap(), ["0"]);
        assert_ne!(ask(store, Access::Read, "PRAGMA journal_mode").unwrap(), ["truncate"]);
        for text in ["PRAGMA query_only = 0", "PRAGMA trusted_schema = 1"] {
            drop(ask(store, Access::Read, text));
            assert!(ask(store, Access::Read, "DELETE FROM things").is_err(), "{text}");
        }
    }
    assert!(!other.exists());
}

#[test]
fn writes_cannot_attach_or_break_the_schema() {
    let folder = Folder::new();
    let store = Sqlite::file(folder.path("db.sqlite")).open().unwrap();
    ask(&store, Access::Write, "CREATE TABLE things (id TEXT)").unwrap();
    let other = folder.path("other.sqlite");
    let attach = format!("ATTACH '{}' AS other", other.display());
    assert!(ask(&store, Access::Write, &attach).is_err());
    assert!(!other.exists());
    drop(ask(&store, Access::Write, "PRAGMA writable_schema = 1"));
    assert!(ask(&store, Access::Write, "UPDATE sqlite_master SET sql = 'nonsense'").is_err());
    assert_eq!(ask(&store, Access::Read, "PRAGMA trusted_schema").unwrap(), ["0"]);
    assert_eq!(ask(&store, Access::Write, "PRAGMA trusted_schema").unwrap(), ["0"]);
}

#[test]
fn a_name_in_double_quotes_is_no_text() {
    let store = Sqlite::in_memory().open().unwrap();
    ask(&store, Access::Write, "CREATE TABLE things (id TEXT)").unwrap();
    ask(&store, Access::Read, "SELECT \"missing\" FROM things").unwrap_err();
    ask(&store, Access::Write, "CREATE INDEX i ON things (\"missing\")").unwrap_err();
}
