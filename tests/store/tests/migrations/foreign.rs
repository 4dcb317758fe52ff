//! Tables that were not made here.

use std::{env, fs};

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::history::{Release, v1, v4};
use store_tests::raw::{execute, whole};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Sqlite, Store};

/// The table of the first release, as somebody else makes it.
const THEIRS: &str = "CREATE TABLE scooters (id VARCHAR(36) PRIMARY KEY, frame INTEGER NOT NULL, place VARCHAR(255) NOT \
    NULL, price VARCHAR(255) NOT NULL, lamp BOOLEAN NOT NULL, state VARCHAR(255) NOT NULL, note VARCHAR(255), \
    \"load\" INTEGER NOT NULL, rank INTEGER, made_at DATETIME, written_at DATETIME)";

const ROW: &str = "INSERT INTO scooters VALUES ('1ab7a0b5-0b54-4a5f-9b3a-5b7b0b1b2b3b', 1, 'north', '2.50', 1, 'docked', \
    NULL, 3, NULL, '2026-01-01 00:00:00', NULL)";

fn refused(store: &Store) {
    for plan in [Release(4).plan(store).unwrap(), Release(4).plan_contract(store).unwrap()] {
        let why = plan.refused().unwrap().to_owned();
        assert!(why.contains("`versioned_object_tables` does not say that the table was made here"), "{why}");
        assert!(why.contains("Scooter.dock: no such column: the table `scooters` has no `dock`"), "{why}");
        assert!(why.contains("Scooter.serial"), "{why}");
        assert!(plan.steps().is_empty() && plan.sql().is_empty() && !plan.is_empty());
        let error = block_on(store.migrate(plan)).unwrap_err();
        assert!(error.to_string().starts_with("object action migrate failed because: "), "{error}");
    }
}

#[test]
fn a_table_of_somebody_else_is_never_altered() {
    let path = env::temp_dir().join(format!("versioned-object-foreign-{}.sqlite", std::process::id()));
    let store = Sqlite::file(&path).open().unwrap();
    execute(&store, &[THEIRS, ROW]).unwrap();
    drop(store);
    let before = fs::read(&path).unwrap();

    let store = Sqlite::file(&path).open().unwrap();
    refused(&store);
    // The release that the table fits works on it, and has nothing to do.
    assert!(Release(1).plan(&store).unwrap().is_empty());
    block_on(store.migrate(Release(1).plan(&store).unwrap())).unwrap();
    drop(store);
    assert!(before == fs::read(&path).unwrap(), "not a byte");
    fs::remove_file(&path).unwrap();
}

/// A table beside one of ours is still somebody else's.
#[test]
fn the_mark_is_of_one_table() {
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "lamps")]
    struct Lamp {
        id: Attr<Uuid>,
        meta: ObjectMeta,
    }

    let store = Sqlite::in_memory().open().unwrap();
    block_on(store.create_table::<Lamp>()).unwrap();
    execute(&store, &[THEIRS, ROW]).unwrap();
    let before = whole(&store, "scooters").unwrap();
    refused(&store);
    assert_eq!(before, whole(&store, "scooters").unwrap());
}

#[test]
fn a_table_is_adopted() {
    let store = Sqlite::in_memory().open().unwrap();
    let adopt = |version| block_on(store.adopt_table::<v4::Scooter>(version));
    let refused = |version| adopt(version).unwrap_err().to_string();
    let because = "object action adopt_table failed because: ";
    assert_eq!(refused(Version::new(1, 0)), format!("{because}there is no table `scooters`"));
    execute(&store, &[THEIRS, ROW]).unwrap();
    assert_eq!(refused(Version::new(1, 4)), format!("{because}Scooter has no version 1.4"));
    assert_eq!(
        refused(Version::new(1, 1)),
        format!("{because}the table `scooters` has no `dock`, which Scooter 1.1 has")
    );
    let before = whole(&store, "scooters").unwrap();
    adopt(Version::new(1, 0)).unwrap();
    assert_eq!(before, whole(&store, "scooters").unwrap());
    assert_eq!(
        refused(Version::new(1, 0)),
        format!("{because}the table `scooters` is that of Scooter 1.0 already")
    );

    block_on(store.migrate(Release(4).plan(&store).unwrap())).unwrap();
    let ctx = Context::builder().is_admin(true).store(&store).build();
    let id = "1ab7a0b5-0b54-4a5f-9b3a-5b7b0b1b2b3b";
    let new = block_on(v4::Scooter::get_by_id(&ctx, id)).unwrap();
    assert_eq!((new.cost().unwrap(), new.dock().unwrap(), new.gears().unwrap()), (2500, "north", "g5"));
    assert_eq!(block_on(v1::Scooter::get_by_id(&ctx, id)).unwrap().price().unwrap(), "2.50");
}

fn to_text(size: i64) -> String {
    size.to_string()
}

fn to_number(size: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    size.parse()
}

/// Null where the older type takes none is the default, in a row as in an envelope.
#[test]
fn a_null_of_an_older_column_is_the_default() {
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", table = "rims")]
    struct Rim {
        id: Attr<i64>,
        #[field(default = 7, changed("1.1", from = String, down = to_text, up = to_number))]
        size: Attr<i64>,
        meta: ObjectMeta,
    }

    let store = Sqlite::in_memory().open().unwrap();
    let made = "CREATE TABLE rims (id INTEGER PRIMARY KEY, size VARCHAR(255))";
    execute(&store, &[made, "INSERT INTO rims VALUES (1, NULL), (2, '20')"]).unwrap();
    block_on(store.adopt_table::<Rim>(Version::new(1, 0))).unwrap();
    block_on(store.migrate(block_on(store.plan::<Rim>()).unwrap())).unwrap();
    let ctx = Context::builder().is_admin(true).store(&store).build();
    let sizes = || [1, 2].map(|id| block_on(Rim::get_by_id(&ctx, id)).unwrap().size().unwrap());
    assert_eq!(sizes(), [7, 20]);
    execute(
        &store,
        &["UPDATE rims SET size = '30' WHERE id = 1", "UPDATE rims SET size = NULL WHERE id = 2"],
    )
    .unwrap();
    assert_eq!(sizes(), [30, 7]);
    block_on(store.migrate(block_on(store.plan_contract::<Rim>()).unwrap())).unwrap();
    assert_eq!(sizes(), [30, 7]);
}

const WORD: &str = "1ab7a0b5-0b54-4a5f-9b3a-5b7b0b1b2b3b";

fn up(word: &str) -> Vec<String> {
    vec![word.to_owned()]
}

fn down(words: &[String]) -> String {
    words.concat()
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "words")]
struct Word {
    id: Attr<Uuid>,
    #[field(changed("1.1", from = String, up = up, down = down))]
    word: Attr<Vec<String>>,
    meta: ObjectMeta,
}

/// A table of words between the halves of its migration, which somebody made with a collation that knows no capitals.
fn words(database: &Database) -> Store {
    let store = database.store();
    let collation = match database.kind {
        Kind::Sqlite => "COLLATE NOCASE",
        Kind::Postgres => "COLLATE loose",
        Kind::MariaDb => "COLLATE utf8mb4_general_ci",
    };
    if database.kind == Kind::Postgres {
        let words = "(provider = icu, locale = 'und-u-ks-level1', deterministic = false)";
        execute(&store, &[&format!("CREATE COLLATION IF NOT EXISTS loose {words}")]).unwrap();
    }
    let columns = format!("id VARCHAR(36) PRIMARY KEY, word VARCHAR(255) {collation} NOT NULL");
    let table = format!("CREATE TABLE words ({columns})");
    execute(&store, &[&table, &format!("INSERT INTO words VALUES ('{WORD}', 'lab')")]).unwrap();
    block_on(store.adopt_table::<Word>(Version::new(1, 0))).unwrap();
    block_on(store.migrate(block_on(store.plan::<Word>()).unwrap())).unwrap();
    store
}

/// What an older service has changed to capitals alone is news, whatever collation somebody gave the column.
#[test]
fn another_case_is_news() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = words(&database);
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let read = || block_on(Word::get_by_id(&ctx, WORD)).unwrap().word().unwrap().concat();
        assert_eq!(read(), "lab", "{kind:?}");
        execute(&store, &["UPDATE words SET word = 'LAB'"]).unwrap();
        assert_eq!(read(), "LAB", "{kind:?}");
        block_on(store.migrate(block_on(store.plan_contract::<Word>()).unwrap())).unwrap();
        assert_eq!(read(), "LAB", "{kind:?}");
    }
}

/// What they write back is, too, though it is what was converted last.
#[test]
fn what_is_written_back_is_news_in_any_collation() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = words(&database);
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let mut word = block_on(Word::get_by_id(&ctx, WORD)).unwrap();
        word.set_word(["l", "ab"]).unwrap();
        block_on(word.save()).unwrap();
        let read = || block_on(Word::get_by_id(&ctx, WORD)).unwrap().word().unwrap().to_vec();
        assert_eq!(read(), ["l", "ab"], "{kind:?}");
        execute(&store, &["UPDATE words SET word = 'LAB'"]).unwrap();
        execute(&store, &["UPDATE words SET word = 'lab'"]).unwrap();
        assert_eq!(read(), ["lab"], "{kind:?}");
        block_on(store.migrate(block_on(store.plan_contract::<Word>()).unwrap())).unwrap();
        assert_eq!(read(), ["lab"], "{kind:?}");
    }
}
