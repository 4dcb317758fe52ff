//! The indexes that serve a migration: one for each column, of whatever type, and none of them left.

use std::sync::atomic::{AtomicU32, Ordering};

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Store;

fn next() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn next_text() -> String {
    next().to_string()
}

fn to_text(number: i64) -> String {
    number.to_string()
}

fn to_number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    text.parse()
}

mod v1 {
    use versioned_object_core::prelude::*;

    /// The first release.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "reels")]
    pub(super) struct Reel {
        id: Attr<Uuid>,
        size: Attr<String>,
        meta: ObjectMeta,
    }
}

mod v2 {
    use versioned_object_core::prelude::*;

    use super::next_text;

    /// The second: three values that are each row's own.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", table = "reels")]
    pub(super) struct Reel {
        id: Attr<Uuid>,
        size: Attr<String>,
        #[field(since("1.1", fill = Uuid::new_v4()))]
        serial: Attr<Uuid>,
        #[field(since("1.1", fill = next_text()))]
        tag: Attr<String>,
        #[field(since("1.1", fill = Uuid::new_v4()))]
        gone: Attr<Uuid>,
        meta: ObjectMeta,
    }
}

mod v3 {
    use versioned_object_core::prelude::*;

    use super::{next, to_number, to_text};

    /// The third: one has another name, one another type, and one is gone.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.2", table = "reels")]
    pub(super) struct Reel {
        id: Attr<Uuid>,
        size: Attr<String>,
        #[field(since("1.1", fill = Uuid::new_v4()), renamed("1.2", "serial"))]
        code: Attr<Uuid>,
        #[field(since("1.1", fill = i64::from(next())), changed("1.2", from = String, down = to_text, up = to_number))]
        tag: Attr<i64>,
        #[field(since = "1.1", until = "1.2")]
        gone: Attr<Uuid>,
        meta: ObjectMeta,
    }
}

mod long {
    use versioned_object_core::prelude::*;

    /// One with a long name.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "reels_of_films_that_were_shown_in_a_cinema")]
    pub(super) struct Film {
        id: Attr<Uuid>,
        length_of_the_film_in_the_first_year: Attr<String>,
        length_of_the_film_in_the_first_hour: Attr<String>,
        meta: ObjectMeta,
    }
}

/// The same, with more names that are long.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "reels_of_films_that_were_shown_in_a_cinema")]
struct Film {
    id: Attr<Uuid>,
    #[field(changed("1.1", from = String, down = to_text, up = to_number))]
    length_of_the_film_in_the_first_year: Attr<i64>,
    #[field(changed("1.1", from = String, down = to_text, up = to_number))]
    length_of_the_film_in_the_first_hour: Attr<i64>,
    #[field(since("1.1", fill = Uuid::new_v4()))]
    number_of_the_first_reel: Attr<Uuid>,
    #[field(since("1.1", fill = Uuid::new_v4()))]
    number_of_the_first_row: Attr<Uuid>,
    meta: ObjectMeta,
}

mod strips {
    use versioned_object_core::prelude::*;

    /// One that has no tag yet.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "strips")]
    pub(super) struct Strip {
        id: Attr<Uuid>,
        meta: ObjectMeta,
    }
}

fn tag() -> String {
    format!("::{}", next() % 10)
}

fn to_bytes(value: Value) -> Value {
    value.as_str().and_then(|text| text.parse().ok()).map_or(Value::Null, Value::Int)
}

/// One with a tag.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "strips")]
struct Strip {
    id: Attr<Uuid>,
    #[field(since("1.1", fill = tag()))]
    tag: Attr<String>,
    #[field(since("1.1", fill = next_text()), to_column = to_bytes, sql_type = "BIGINT")]
    size: Attr<String>,
    #[field(since("1.1", fill = tag()), sql_type = "CHAR(3)")]
    short: Attr<String>,
    #[field(since("1.1", fill = vec![next_text()]))]
    many: Attr<Vec<String>>,
    meta: ObjectMeta,
}

/// The names of what serves a migration: indexes and triggers.
fn serving(store: &Store, kind: Kind) -> Vec<String> {
    let sql = match kind {
        Kind::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'trigger' OR type = 'index' AND name NOT LIKE 'sqlite%'"
        }
        Kind::Postgres => {
            "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%_pkey' \
             UNION ALL SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal"
        }
        Kind::MariaDb => {
            "SELECT DISTINCT INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() \
             AND INDEX_NAME <> 'PRIMARY' UNION ALL SELECT TRIGGER_NAME FROM information_schema.TRIGGERS \
             WHERE TRIGGER_SCHEMA = DATABASE()"
        }
    };
    raw::all(store, sql).unwrap().iter().map(|row| row[0].as_str().unwrap().to_owned()).collect()
}

fn migrate<T: Persistent>(store: &Store) {
    block_on(store.migrate(block_on(store.plan::<T>()).unwrap())).unwrap();
    assert!(block_on(store.plan::<T>()).unwrap().is_empty());
}

fn contract<T: Persistent>(store: &Store) {
    block_on(store.migrate(block_on(store.plan_contract::<T>()).unwrap())).unwrap();
    assert!(block_on(store.plan_contract::<T>()).unwrap().is_empty());
}

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

#[test]
fn no_index_is_left_whatever_its_column_was_called() {
    for kind in Kind::all() {
        for way in 0..3 {
            let database = Database::new(kind);
            let store = database.store();
            block_on(store.create_table::<v1::Reel>()).unwrap();
            for _ in 0..3 {
                block_on(v1::Reel::builder().size("x").build(&admin(&store)).unwrap().create()).unwrap();
            }
            if way > 0 {
                migrate::<v2::Reel>(&store);
                assert!(serving(&store, kind).len() >= 3, "{kind:?} {way}");
            }
            if way > 1 {
                contract::<v2::Reel>(&store);
                assert_eq!(serving(&store, kind), [""; 0], "{kind:?} {way}");
            }
            migrate::<v3::Reel>(&store);
            contract::<v3::Reel>(&store);
            assert_eq!(serving(&store, kind), [""; 0], "{kind:?} {way}");
            assert_eq!(block_on(v3::Reel::count(&admin(&store), &Query::new())).unwrap(), 3);
        }
    }
}

#[test]
fn each_column_has_an_index_and_a_trigger_of_its_own_however_long_its_name_is() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = database.store();
        block_on(store.create_table::<long::Film>()).unwrap();
        let film = long::Film::builder()
            .length_of_the_film_in_the_first_year("1")
            .length_of_the_film_in_the_first_hour("2");
        let mut film = film.build(&admin(&store)).unwrap();
        block_on(film.create()).unwrap();
        migrate::<Film>(&store);
        // MySQL and MariaDB have no index of some rows alone.
        let indexes = if kind == Kind::MariaDb { 2 } else { 4 };
        let names = serving(&store, kind);
        assert_eq!(names.len(), indexes + 2, "{kind:?} {names:#?}");
        // What older services write is seen in both.
        film.set_length_of_the_film_in_the_first_year("3").unwrap();
        film.set_length_of_the_film_in_the_first_hour("4").unwrap();
        block_on(film.save()).unwrap();
        contract::<Film>(&store);
        assert_eq!(serving(&store, kind), [""; 0], "{kind:?}");
        let film = block_on(Film::get_by_id(&admin(&store), film.id().unwrap())).unwrap();
        assert_eq!(film.length_of_the_film_in_the_first_year().unwrap(), 3);
        assert_eq!(film.length_of_the_film_in_the_first_hour().unwrap(), 4);
    }
}

#[test]
fn a_column_has_an_index_whatever_its_type_is() {
    for kind in Kind::all() {
        let types = match kind {
            Kind::MariaDb => &[
                "VARCHAR(255)",
                "VARCHAR(3)",
                "VARCHAR(4)",
                "CHAR(5)",
                "VARCHAR(4000)",
                "TINYTEXT",
                "LONGTEXT",
                "JSON",
                "BLOB",
                "VARBINARY(3)",
                "INET6",
                "ENUM('::0','::1','::2','::3','::4','::5','::6','::7','::8','::9')",
            ][..],
            _ => &["VARCHAR(255)", "CHAR(3)", "TEXT"],
        };
        for ty in types {
            let database = Database::new(kind);
            let store = database.store();
            block_on(store.create_table::<strips::Strip>()).unwrap();
            for _ in 0..3 {
                block_on(strips::Strip::builder().build(&admin(&store)).unwrap().create()).unwrap();
            }
            let check = if *ty == "JSON" { " CHECK (TRUE)" } else { "" };
            raw::execute(&store, &[&format!("ALTER TABLE strips ADD COLUMN tag {ty}{check}")]).unwrap();
            println!("on {kind:?} as {ty}");
            migrate::<Strip>(&store);
            assert_eq!(serving(&store, kind).len(), 4, "{kind:?} {ty}");
            contract::<Strip>(&store);
            assert_eq!(serving(&store, kind), [""; 0], "{kind:?} {ty}");
        }
    }
}

mod named {
    use versioned_object_core::prelude::*;

    /// A table whose name is as long as servers take one.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(
        version = "1.0",
        table = "strips_of_film_that_nobody_has_looked_at_since_the_year_1999_s",
        timestamps(created = created_at)
    )]
    pub(super) struct Strip {
        id: Attr<Uuid>,
        created_at: Attr<DateTime<Utc>>,
        meta: ObjectMeta,
    }
}

#[test]
fn the_indexes_of_a_table_with_a_long_name_are_found_again() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = database.store();
        block_on(store.create_table::<named::Strip>()).unwrap();
        assert!(block_on(store.plan::<named::Strip>()).unwrap().is_empty(), "{kind:?}");
    }
}

/// A spool.
mod wide {
    use versioned_object_core::prelude::*;

    /// A spool.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "spools", project = project)]
    pub(super) struct Spool {
        id: Attr<Uuid>,
        project: Attr<String>,
        size: Attr<String>,
        meta: ObjectMeta,
    }
}

/// A spool.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "spools", project = project)]
struct Spool {
    id: Attr<Uuid>,
    project: Attr<String>,
    #[field(changed("1.1", from = String, down = to_text, up = to_number))]
    size: Attr<i64>,
    meta: ObjectMeta,
}

/// A reel.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "reels")]
struct Reel {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[test]
fn a_table_is_migrated_where_it_stands_on_the_search_path() {
    if !Kind::Postgres.is_there() {
        return;
    }
    let database = Database::new(Kind::Postgres);
    let store = database.store();
    block_on(store.create_table::<wide::Spool>()).unwrap();
    let mut old = wide::Spool::builder().project("p").size("7").build(&admin(&store)).unwrap();
    block_on(old.create()).unwrap();
    let name = raw::all(&store, "SELECT current_database()::text").unwrap();
    let name = name[0][0].as_str().unwrap();
    let path = format!("ALTER ROLE CURRENT_USER IN DATABASE {name} SET search_path = other, public");
    raw::execute(&store, &["CREATE SCHEMA other", &path]).unwrap();
    let store = database.store();
    // The marks stay where they are.
    block_on(store.create_table::<Reel>()).unwrap();
    assert!(block_on(store.plan::<Reel>()).unwrap().is_empty());
    migrate::<Spool>(&store);
    let ctx = admin(&store);
    assert_eq!(block_on(Spool::get_by_id(&ctx, old.id().unwrap())).unwrap().size().unwrap(), 7);
    contract::<Spool>(&store);
    assert_eq!(block_on(Spool::get_by_id(&ctx, old.id().unwrap())).unwrap().size().unwrap(), 7);
    let left = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'other' UNION ALL \
                SELECT indexname::text FROM pg_indexes WHERE tablename = 'spools' ORDER BY 1";
    let left: Vec<_> =
        raw::all(&store, left).unwrap().into_iter().map(|row| row[0].as_str().unwrap().to_owned()).collect();
    assert_eq!(left, ["reels", "spools_owned_idx", "spools_pkey"]);
}
