//! How much of a table each statement reads that finds the next rows of a migration: asked of the database itself, which
//! carries the statement out and counts.

use std::sync::{Arc, Mutex};

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Backend, BoxFuture, ColumnValue, Driver, Session, Step, Store};

mod old {
    use versioned_object_core::prelude::*;

    /// The first release of a thing that only gets a field.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "hubs")]
    pub(super) struct Hub {
        id: Attr<Uuid>,
        size: Attr<String>,
        meta: ObjectMeta,
    }

    /// The first release of a thing whose field changes.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "rims")]
    pub(super) struct Rim {
        id: Attr<Uuid>,
        size: Attr<String>,
        meta: ObjectMeta,
    }
}

/// The second: each has a number of its own.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "hubs")]
struct Hub {
    id: Attr<Uuid>,
    size: Attr<String>,
    #[field(since("1.1", fill = Uuid::new_v4()))]
    serial: Attr<Uuid>,
    meta: ObjectMeta,
}

/// The second: sizes are numbers.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "rims")]
struct Rim {
    id: Attr<Uuid>,
    #[field(changed("1.1", from = String, down = to_text, up = to_number))]
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn to_text(number: i64) -> String {
    number.to_string()
}

fn to_number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    text.parse()
}

/// How many rows the tables have.
const ROWS: u64 = 100_000;

/// How many rows a batch has.
const BATCH: u64 = 500;

/// Hands steps on, asks the database how each statement goes that finds the next rows, and ends a migration after so many
/// batches that were written.
#[derive(Clone)]
struct Asking {
    store: Store,
    /// The statements, the rows that each read (of SQLite, whether it is a scan), and what the database said.
    asked: Arc<Mutex<Vec<(String, u64, String)>>>,
    left: Arc<Mutex<u64>>,
}

impl Asking {
    fn new(store: &Store, left: u64) -> Self {
        Self { store: store.clone(), asked: Arc::default(), left: Arc::new(Mutex::new(left)) }
    }

    /// How one statement goes, behind another that says how it is to go.
    fn ask(&self, before: Option<&Step>, step: &Step) -> BoxFuture<'static, Result<()>> {
        let (words, at) = match self.backend() {
            Backend::Sqlite => ("EXPLAIN QUERY PLAN", 3),
            Backend::Postgres => ("EXPLAIN ANALYZE", 0),
            _ => ("ANALYZE FORMAT=JSON", 0),
        };
        let (sql, told) = (step.sql.to_string(), Arc::<Mutex<String>>::default());
        let sink = Arc::clone(&told);
        let step = Step::new(format!("{words} {sql}"), step.params.clone()).rows(move |row| {
            if let ColumnValue::Text(line) = row.get(at)? {
                let mut told = sink.lock().unwrap();
                told.push_str(line);
                told.push('\n');
            }
            Ok(())
        });
        let before = before.map(|step| Step::new(Arc::clone(&step.sql), Vec::new()));
        let steps = before.into_iter().chain([step]).collect();
        let (store, asked) = (self.store.clone(), Arc::clone(&self.asked));
        Box::pin(async move {
            store.run(Access::Write, steps).await?;
            let told = std::mem::take(&mut *told.lock().unwrap());
            let count = rows_of(store.backend(), &told);
            asked.lock().unwrap().push((sql, count, told));
            Ok(())
        })
    }

    fn take(&self) -> Vec<(String, u64, String)> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

/// The sum of the whole numbers behind a word.
fn numbers(text: &str, word: &str) -> u64 {
    let number = |rest: &str| {
        let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u64>().unwrap()
    };
    text.split(word).skip(1).map(number).sum()
}

/// How many rows of the table were looked at.
fn rows_of(backend: Backend, told: &str) -> u64 {
    match backend {
        // It does not count: all of them, unless the way leads to a part, or from the beginning of an order.
        Backend::Sqlite => {
            let is_part = told.lines().all(|line| line.starts_with("SEARCH") || line.contains("_news"));
            let is_sorted = told.contains("TEMP B-TREE");
            if is_part && !is_sorted { 0 } else { ROWS }
        }
        Backend::Postgres => {
            let scans: Vec<&str> =
                told.lines().filter(|line| line.contains("Scan") && line.contains("actual")).collect();
            assert!(!scans.is_empty(), "{told}");
            let read = scans.iter().map(|line| {
                let (_, actual) = line.split_once("actual").unwrap();
                numbers(actual, "rows=")
            });
            read.sum::<u64>() + numbers(told, "Rows Removed by Filter:")
        }
        _ => numbers(told, "\"r_rows\":"),
    }
}

impl Driver for Asking {
    fn backend(&self) -> Backend {
        self.store.backend()
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let is_batch = |step: &&Step| step.sql.starts_with("SELECT") && step.sql.contains("ORDER BY");
        let before = steps.iter().find(|step| step.sql.starts_with("SET LOCAL"));
        let asks: Vec<_> = steps.iter().filter(is_batch).map(|step| self.ask(before, step)).collect();
        let writes = steps.iter().any(|step| step.sql.starts_with("UPDATE"));
        let mut left = self.left.lock().unwrap();
        if writes && *left == 0 {
            return Box::pin(async { Err(Error::invalid("enough")) });
        }
        *left -= u64::from(writes);
        let (store, done) = (self.store.clone(), asks);
        Box::pin(async move {
            for ask in done {
                ask.await?;
            }
            store.run(access, steps).await
        })
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        Box::pin(async { Err(Error::invalid("nothing is done at length here")) })
    }
}

/// A table of the first release, with many rows.
fn filled<T: Persistent>(kind: Kind, database: &Database, is_known: bool) -> Store {
    let store = database.store();
    block_on(store.create_table::<T>()).unwrap();
    let table = T::descriptor().table.unwrap().name;
    let (id, size, from) = match kind {
        Kind::Sqlite => (
            "printf('%08x-9dad-41d1-80b4-%012x', i * 7919 % 100003, i)",
            "i",
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n)",
        ),
        Kind::Postgres => (
            "substr(md5(i::text), 1, 8) || '-9dad-41d1-80b4-' || lpad(to_hex(i), 12, '0')",
            "i::text",
            "generate_series(1, 100000) AS i",
        ),
        Kind::MariaDb => (
            "concat(substr(md5(seq), 1, 8), '-9dad-41d1-80b4-', lpad(lower(hex(seq)), 12, '0'))",
            "seq",
            "seq_1_to_100000",
        ),
    };
    if kind == Kind::Postgres {
        // What it knows of the table changes only when it is told to look.
        raw::execute(&store, &[&format!("ALTER TABLE {table} SET (autovacuum_enabled = false)")]).unwrap();
    }
    raw::execute(&store, &[&format!("INSERT INTO {table} (id, size) SELECT {id}, {size} FROM {from}")])
        .unwrap();
    match kind {
        Kind::Sqlite | Kind::Postgres if is_known => {
            drop(raw::execute(&store, &[&format!("ANALYZE {table}")]).unwrap());
        }
        Kind::MariaDb if is_known => drop(raw::all(&store, &format!("ANALYZE TABLE {table}")).unwrap()),
        _ => {}
    }
    store
}

/// Begins a migration, and looks at what its batches read.
fn begun<Old: Persistent, New: Persistent>(kind: Kind, is_known: bool) {
    let database = Database::new(kind);
    let inner = filled::<Old>(kind, &database, is_known);
    let asking = Asking::new(&inner, 6);
    let store = Store::new(asking.clone());
    let error = block_on(store.migrate(block_on(store.plan::<New>()).unwrap())).unwrap_err();
    assert_eq!(error.to_string(), "enough");
    let asked = asking.take();
    assert!(asked.len() >= 7, "{asked:#?}");
    // The first of them begins where the table does.
    let from = usize::from(kind == Kind::Sqlite);
    for (sql, count, told) in &asked[from..] {
        assert!(*count <= 2 * BATCH, "{kind:?}, {is_known}: {count} rows\n{sql}\n{told}");
    }
}

#[test]
fn a_batch_of_a_migration_reads_no_more_than_it_gives() {
    for kind in Kind::all() {
        for is_known in [true, false] {
            begun::<old::Hub, Hub>(kind, is_known);
            begun::<old::Rim, Rim>(kind, is_known);
        }
    }
}

/// Between the halves, each call looks for rows of older services that lack a value.
#[test]
fn rows_that_lack_a_value_are_found_in_an_index() {
    for (kind, is_known) in Kind::all().into_iter().flat_map(|kind| [(kind, true), (kind, false)]) {
        let database = Database::new(kind);
        let inner = filled::<old::Hub>(kind, &database, is_known);
        // The column is made, and filled at once.
        let failed = Store::new(Asking::new(&inner, 0));
        block_on(failed.migrate(block_on(failed.plan::<Hub>()).unwrap())).unwrap_err();
        raw::execute(&inner, &["UPDATE hubs SET serial = id"]).unwrap();
        let asking = Asking::new(&inner, ROWS);
        let store = Store::new(asking.clone());
        block_on(store.migrate(block_on(store.plan::<Hub>()).unwrap())).unwrap();
        assert!(block_on(store.plan::<Hub>()).unwrap().is_empty());
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let id = |nth: u32| Uuid::from_u128(u128::from(nth));
        for round in 0..3_u32 {
            for nth in 0..round {
                let insert = format!("INSERT INTO hubs (id, size) VALUES ('{}', 'x')", id(10 * round + nth));
                raw::execute(&inner, &[&insert]).unwrap();
            }
            asking.take();
            let count = block_on(Hub::count(&ctx, &Query::new())).unwrap();
            assert_eq!(count, ROWS + u64::from(round * (round + 1) / 2));
            let asked = asking.take();
            assert!(!asked.is_empty());
            for (sql, count, told) in asked {
                assert!(count <= BATCH, "{kind:?}, {is_known}: {count} rows\n{sql}\n{told}");
            }
            if round > 0 {
                let found = block_on(Hub::get_by_id(&ctx, id(10 * round))).unwrap();
                assert!(!found.serial().unwrap().is_nil());
            }
        }
        // The second half takes the index away.
        block_on(inner.migrate(block_on(inner.plan_contract::<Hub>()).unwrap())).unwrap();
        assert!(block_on(inner.plan_contract::<Hub>()).unwrap().is_empty());
        let left = match kind {
            Kind::Sqlite => "SELECT name FROM sqlite_master WHERE name LIKE '%news%'",
            Kind::Postgres => "SELECT indexname::text FROM pg_indexes WHERE indexname LIKE '%news%'",
            Kind::MariaDb => {
                "SELECT INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND \
                 INDEX_NAME LIKE '%news%'"
            }
        };
        assert!(raw::all(&inner, left).unwrap().is_empty(), "{kind:?}");
    }
}
