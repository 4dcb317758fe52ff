//! Which file it is.

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;

use crate::bench::{Folder, Thing, admin, foreign};

#[test]
fn a_path_is_a_path() {
    let folder = Folder::new();
    for name in ["file::memory:", "file:x?mode=memory&cache=shared", "a b%20c?d#e", "é.sqlite", "-x"] {
        for open in [0, 1] {
            let store = Sqlite::file(folder.path(name)).create(open == 0).open().unwrap();
            block_on(store.create_table::<Thing>()).unwrap();
            block_on(Thing::make(&admin(&store), "kept", 1).create()).unwrap();
            assert_eq!(block_on(Thing::count(&admin(&store), &Query::new())).unwrap(), open + 1, "{name}");
        }
        assert!(std::fs::remove_file(folder.path(name)).is_ok(), "{name}");
    }
    assert!(folder.names().is_empty());
    for none in [":memory:", ""] {
        assert!(Sqlite::file(none).open().is_err());
    }
}

#[test]
fn a_relative_path_that_begins_with_file_is_a_path() {
    // In the folder of the package, where tests run.
    let name = format!("file:relative-{}", std::process::id());
    drop(Sqlite::file(&name).open().unwrap());
    assert!(std::fs::remove_file(&name).is_ok());
}

#[test]
fn urls_open_the_file_they_name() {
    let folder = Folder::new();
    let path = folder.path("db.sqlite");
    let absolute = path.display().to_string();
    for url in [format!("sqlite:{absolute}"), format!("sqlite:///{absolute}")] {
        let missing = Sqlite::url(&format!("{url}?mode=rw")).unwrap().open().unwrap_err().to_string();
        assert_eq!(missing, format!("database: {absolute}: there is no such file"));
        assert!(Sqlite::url(&format!("{url}?mode=ro")).unwrap().open().is_err());
        assert!(!path.exists());
        let store = Sqlite::url(&format!("{url}?mode=rwc")).unwrap().open().unwrap();
        block_on(store.create_table::<Thing>()).unwrap();
        drop(store);
        let store = Sqlite::url(&format!("{url}?mode=ro")).unwrap().open().unwrap();
        let ctx = admin(&store);
        assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 0);
        let error = block_on(Thing::make(&ctx, "x", 1).create()).unwrap_err().to_string();
        assert!(error.contains("readonly"), "{error}");
        drop(ctx);
        drop(store);
        std::fs::remove_file(&path).unwrap();
    }
    assert_eq!(Sqlite::url("sqlite:///x.sqlite").unwrap().path().unwrap().to_str(), Some("x.sqlite"));
    assert!(Sqlite::url("sqlite://").unwrap().path().is_none());
    assert!(matches!(Sqlite::url("mysql://x").unwrap_err(), Error::InvalidInput { .. }));
}

#[test]
fn a_file_that_nobody_writes_to_is_read_without_anything_beside_it() {
    let folder = Folder::new();
    let path = folder.path("a b?c#d%20e.sqlite");
    foreign(&path, "wal", 3);
    let before = std::fs::read(&path).unwrap();
    let store = Sqlite::file(&path).immutable(true).open().unwrap();
    assert_eq!(block_on(Thing::count(&admin(&store), &Query::new())).unwrap(), 3);
    assert_eq!(folder.names().len(), 1);
    assert!(block_on(Thing::make(&admin(&store), "x", 1).create()).is_err());
    drop(store);
    assert_eq!(folder.names().len(), 1);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
