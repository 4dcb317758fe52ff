//! What becomes of the indexes of columns that change: those that somebody else made, and those that lists are read by.

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Plan, Store};

fn to_text(number: i64) -> String {
    number.to_string()
}

fn to_number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    text.parse()
}

mod old {
    use versioned_object_core::prelude::*;

    /// A ticket.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "tickets")]
    pub(super) struct Ticket {
        id: Attr<Uuid>,
        code: Attr<String>,
        place: Attr<i64>,
        seat: Attr<i64>,
        meta: ObjectMeta,
    }
}

/// A ticket, whose code is a number.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "tickets")]
struct Ticket {
    id: Attr<Uuid>,
    #[field(changed("1.1", from = String, down = to_text, up = to_number))]
    code: Attr<i64>,
    #[field(renamed("1.1", "place"))]
    hall: Attr<i64>,
    #[field(until = "1.1", default = 1)]
    seat: Attr<i64>,
    meta: ObjectMeta,
}

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

fn expanded(database: &Database, indexes: &[&str]) -> Store {
    let store = database.store();
    block_on(store.create_table::<old::Ticket>()).unwrap();
    raw::execute(&store, indexes).unwrap();
    for code in ["5", "6"] {
        let ticket = old::Ticket::builder().code(code).place(1).seat(2).build(&admin(&store));
        block_on(ticket.unwrap().create()).unwrap();
    }
    block_on(async { store.migrate(store.plan::<Ticket>().await?).await }).unwrap();
    store
}

fn second_half(store: &Store) -> Plan {
    block_on(store.plan_contract::<Ticket>()).unwrap()
}

/// The columns of an index, in their order, and whether it is unique.
fn columns(store: &Store, kind: Kind, index: &str) -> String {
    let sql = match kind {
        Kind::Sqlite => format!(
            "SELECT coalesce((SELECT group_concat(coalesce(name, 'x') || iif(\"desc\", ' desc', '')) FROM \
             pragma_index_xinfo('{index}') WHERE key = 1), '') || coalesce((SELECT iif(sql LIKE '%unique%', ' unique', '') \
             FROM sqlite_master WHERE name = '{index}'), '')"
        ),
        Kind::Postgres => format!(
            "SELECT coalesce((SELECT string_agg(a.attname || CASE WHEN i.indoption[n] & 1 = 1 THEN ' desc' ELSE '' END, ',' \
             ORDER BY n) || CASE WHEN bool_and(i.indisunique) THEN ' unique' ELSE '' END FROM pg_index i CROSS JOIN \
             generate_series(0, i.indnkeyatts - 1) AS n JOIN pg_attribute a ON a.attrelid = i.indrelid AND \
             a.attnum = i.indkey[n] WHERE i.indexrelid = to_regclass('{index}') AND i.indisvalid), '')"
        ),
        Kind::MariaDb => format!(
            "SELECT COALESCE((SELECT CONCAT(GROUP_CONCAT(CONCAT(COLUMN_NAME, IF(COLLATION = 'D', ' desc', '')) \
             ORDER BY SEQ_IN_INDEX), IF(MAX(NON_UNIQUE) = 0, ' unique', '')) FROM information_schema.STATISTICS \
             WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME = '{index}'), '')"
        ),
    };
    raw::all(store, &sql).unwrap()[0][0].as_str().unwrap().to_owned()
}

#[test]
fn an_index_of_somebody_else_is_made_of_the_column_that_takes_its_place() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::new(kind);
        let word = if kind == Kind::Postgres { "ALTER TABLE tickets ADD CONSTRAINT" } else { "" };
        let declared = match kind {
            Kind::Postgres => format!("{word} tickets_said UNIQUE (code)"),
            _ => "CREATE UNIQUE INDEX tickets_said ON tickets (code)".to_owned(),
        };
        let store = expanded(
            &database,
            &[
                "CREATE UNIQUE INDEX tickets_code ON tickets (code)",
                "CREATE UNIQUE INDEX tickets_both ON tickets (place, code)",
                "CREATE INDEX tickets_down ON tickets (code DESC, place)",
                "CREATE INDEX tickets_place ON tickets (place)",
                &declared,
            ],
        );
        let plan = second_half(&store);
        let says = plan.to_string();
        for part in [
            "; the unique index `tickets_code` is made of it anew",
            "; the unique index `tickets_both` is made of it anew",
            "; the index `tickets_down` is made of it anew",
            "; the unique index `tickets_said` is made of it anew",
        ] {
            assert!(says.contains(part), "{says}");
        }
        assert!(!says.contains("tickets_place"), "{says}");
        block_on(store.migrate(plan)).unwrap();
        assert!(second_half(&store).is_empty() && block_on(store.plan::<Ticket>()).unwrap().is_empty());
        let of = |index| columns(&store, kind, index);
        assert_eq!(of("tickets_code"), "code unique", "{kind:?}");
        assert_eq!(of("tickets_both"), "hall,code unique", "{kind:?}");
        assert_eq!(of("tickets_down"), "code desc,hall", "{kind:?}");
        assert_eq!(of("tickets_place"), "hall", "{kind:?}");
        assert_eq!(of("tickets_said"), "code unique", "{kind:?}");
        let mut twice = Ticket::builder().code(5).hall(7).build(&admin(&store)).unwrap();
        assert!(block_on(twice.create()).is_err(), "{kind:?}");
    }
}

/// What cannot be made of the new column is not taken from the old one.
#[test]
fn an_index_that_cannot_be_made_anew_is_told() {
    for kind in Kind::all() {
        let indexes = match kind {
            Kind::MariaDb => &["CREATE UNIQUE INDEX tickets_odd ON tickets (code(3))"][..],
            _ => &[
                "CREATE UNIQUE INDEX tickets_odd ON tickets (code) WHERE place = 1",
                "CREATE INDEX tickets_odd ON tickets (lower(code))",
                "CREATE INDEX tickets_odd ON tickets (place) WHERE code <> 'x'",
            ],
        };
        for index in indexes {
            let database = Database::new(kind);
            let store = expanded(&database, &[index]);
            let plan = second_half(&store);
            assert_eq!(
                plan.refused().unwrap(),
                "the index `tickets_odd` cannot be made of the column in the place of `code`: it has a condition, an \
                 expression or something else of its own, or that is too long for it; drop it, and make another one when this half is done",
                "{kind:?} {index}"
            );
            assert!(block_on(store.migrate(plan)).is_err());
            raw::execute(&store, &[&format!("DROP INDEX tickets_odd{}", on(kind))]).unwrap();
            block_on(store.migrate(second_half(&store))).unwrap();
        }
    }
}

fn on(kind: Kind) -> &'static str {
    if kind == Kind::MariaDb { " ON tickets" } else { "" }
}

/// Two texts may be one number: then nothing is done, and the values are there to be set right.
#[test]
fn what_would_be_there_twice_is_left_as_it_is() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = expanded(&database, &["CREATE UNIQUE INDEX tickets_code ON tickets (code)"]);
        raw::execute(&store, &["UPDATE tickets SET code = '05' WHERE code = '6'"]).unwrap();
        assert!(block_on(store.migrate(second_half(&store))).is_err(), "{kind:?}");
        assert_eq!(columns(&store, kind, "tickets_code"), "code unique");
        raw::execute(&store, &["UPDATE tickets SET code = '7' WHERE code = '05'"]).unwrap();
        block_on(store.migrate(second_half(&store))).unwrap();
        assert_eq!(columns(&store, kind, "tickets_code"), "code unique");
    }
}

/// A table of somebody else's may say itself that a column is unique, which SQLite takes from no table.
#[test]
fn what_a_table_of_sqlite_says_itself_is_told() {
    let database = Database::new(Kind::Sqlite);
    let store = database.store();
    let columns = "id VARCHAR(36) PRIMARY KEY, code VARCHAR(255) NOT NULL UNIQUE, place INTEGER NOT NULL, seat INTEGER NOT NULL";
    raw::execute(&store, &[&format!("CREATE TABLE tickets ({columns})")]).unwrap();
    block_on(store.adopt_table::<Ticket>(Version::new(1, 0))).unwrap();
    block_on(async { store.migrate(store.plan::<Ticket>().await?).await }).unwrap();
    assert_eq!(
        second_half(&store).refused().unwrap(),
        "the table `tickets` declares that `code` is unique, which SQLite takes from no table: make it anew without the word, \
         and with a unique index"
    );
}

#[test]
fn an_index_goes_with_the_column_of_a_removed_field_and_the_plan_says_so() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = expanded(
            &database,
            &[
                "CREATE UNIQUE INDEX tickets_seat ON tickets (code, seat)",
                "CREATE INDEX tickets_seats ON tickets (seat, place)",
            ],
        );
        // One of them is of a column that changes, too, and is made anew before.
        let plan = second_half(&store);
        let says = plan.to_string();
        assert!(says.contains("; the unique index `tickets_seat` is made of it anew"), "{says}");
        let line = says.lines().find(|line| line.contains("1.1 removed the field `seat`")).unwrap();
        assert!(line.contains(", and with it the indexes ") && line.contains("`tickets_seat`"), "{says}");
        assert!(line.contains("`tickets_seats`"), "{says}");
        block_on(store.migrate(plan)).unwrap();
        assert_eq!(columns(&store, kind, "tickets_seat"), "", "{kind:?}");
        assert_eq!(columns(&store, kind, "tickets_seats"), "", "{kind:?}");
    }
}

fn to_id(text: &str) -> std::result::Result<Uuid, String> {
    Uuid::parse_str(text).map_err(|error| error.to_string())
}

fn of_id(id: Uuid) -> String {
    id.to_string()
}

fn to_seconds(moment: DateTime<Utc>) -> String {
    moment.timestamp().to_string()
}

fn of_seconds(seconds: &str) -> std::result::Result<DateTime<Utc>, String> {
    let number = seconds.parse().map_err(|_| "expected a number".to_owned())?;
    DateTime::from_timestamp(number, 0).ok_or_else(|| "no moment".to_owned())
}

mod shops {
    use versioned_object_core::prelude::*;

    /// A thing of a shop.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "things", project = shop)]
    pub(super) struct Thing {
        id: Attr<i64>,
        shop: Attr<Uuid>,
        made: Attr<Option<String>>,
        meta: ObjectMeta,
    }
}

/// A thing of a shop, whose name is any text.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "things", project = shop, timestamps(created = made))]
struct Thing {
    id: Attr<i64>,
    #[field(changed("1.1", from = Uuid, down = to_id, up = of_id))]
    shop: Attr<String>,
    #[field(changed("1.1", from = Option<String>, down = to_seconds, up = of_seconds))]
    made: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

#[test]
fn lists_are_read_by_an_index_when_its_columns_have_changed_their_types() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::new(kind);
        let store = database.store();
        block_on(store.create_table::<shops::Thing>()).unwrap();
        let plan = block_on(store.plan::<Thing>()).unwrap();
        // Older services go on reading by what they have.
        assert!(!plan.sql().join("\n").contains("things_owned_idx"), "{plan}");
        block_on(store.migrate(plan)).unwrap();
        let plan = block_on(store.plan_contract::<Thing>()).unwrap();
        let text = plan.sql().join("\n");
        assert!(text.contains("things_owned_idx"), "{text}");
        block_on(store.migrate(plan)).unwrap();
        let made = if kind == Kind::Sqlite { "x" } else { "made" };
        let of = |index| columns(&store, kind, index);
        assert_eq!(of("things_owned_idx"), format!("shop,{made},id"), "{kind:?}");
        assert_eq!(of("things_listed_idx"), format!("{made},id"), "{kind:?}");
        let left = block_on(store.plan::<Thing>()).unwrap();
        assert!(left.is_empty(), "{kind:?} {left}");
        let left = block_on(store.plan_contract::<Thing>()).unwrap();
        assert!(left.is_empty(), "{kind:?} {left}");
    }
}

/// Its name says nothing of what it is of.
#[test]
fn an_index_of_other_columns_is_made_anew() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = database.store();
        block_on(store.create_table::<shops::Thing>()).unwrap();
        let on = if kind == Kind::MariaDb { " ON things" } else { "" };
        let wrong = [
            format!("DROP INDEX things_owned_idx{on}"),
            "CREATE INDEX things_owned_idx ON things (id)".into(),
        ];
        raw::execute(&store, &wrong.each_ref().map(String::as_str)).unwrap();
        let plan = block_on(store.plan::<shops::Thing>()).unwrap();
        assert_eq!(
            plan.to_string(),
            "things, for Thing 1.0:\n  1. drop the index `things_owned_idx`, which is not of the columns that lists are read by\n  \
             2. make the index `things_owned_idx`, which lists are read by"
        );
        block_on(store.migrate(plan)).unwrap();
        assert_eq!(columns(&store, kind, "things_owned_idx"), "shop,id", "{kind:?}");
        assert!(block_on(store.plan::<shops::Thing>()).unwrap().is_empty(), "{kind:?}");
    }
}
