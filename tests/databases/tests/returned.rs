//! Many rows at once whose keys the database makes, or whose columns round: what `create_all` gives back against what
//! each `create` gives, row by row, and against the rows themselves.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use databases::bench::{admin, ask, on_all, on_servers};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::fields::{FieldType, Input, ReadContext};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{
    Access, Backend, BoxFuture, ColumnValue, Driver, Row, Session, Sqlite, Step,
};
use versioned_object_core::{PrimitiveWriter, TypeDescriptor};

/// Something in a book, whose number the database makes.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "entries", key = number, timestamps(created = written), comparable)]
struct Entry {
    /// Which one.
    number: Attr<i64>,
    /// What it says.
    text: Attr<String>,
    /// What it is called, if it has a name of its own.
    code: Attr<Option<String>>,
    /// When it was.
    at: Attr<Option<DateTime<Utc>>>,
    /// How much.
    price: Attr<Option<f64>>,
    /// Words that it goes by.
    labels: Attr<BTreeMap<String, String>>,
    /// Whether it is new.
    fresh: Attr<Option<bool>>,
    /// When it was written.
    written: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// A thing with a key of its own.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "parts", timestamps(created = written), comparable)]
struct Part {
    /// Its key.
    id: Attr<Uuid>,
    /// What it is called.
    text: Attr<String>,
    /// What else it is called, by no other.
    code: Attr<Option<String>>,
    /// When it was.
    at: Attr<Option<DateTime<Utc>>>,
    /// How much.
    price: Attr<Option<f64>>,
    /// When it was written.
    written: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// A word that is its own key.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "words", key = word)]
struct Word {
    /// Which one.
    word: Attr<String>,
    /// What it means.
    meaning: Attr<Option<String>>,
    meta: ObjectMeta,
}

/// A thing that has nothing but a number.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "tallies", key = number)]
struct Tally {
    /// Which one.
    number: Attr<i64>,
    meta: ObjectMeta,
}

/// How strong a signal is; it need not be a number.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Level(f64);

#[versioned_object_core::field_type]
impl FieldType for Level {
    type Ref<'a> = Level;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::number("Level");

    fn borrow_field(&self) -> Level {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Float(number) => Ok(Self(number)),
            input => f64::coerce(input, cx).map(Self),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.float(self.0)
    }

    fn to_value(&self) -> Value {
        Value::Float(self.0)
    }
}

/// A signal.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "signals", key = number)]
struct Signal {
    /// Which one.
    number: Attr<i64>,
    /// How strong it is.
    level: Attr<Level>,
    meta: ObjectMeta,
}

/// The statements that make tables as others have them: with moments and numbers that are rounded, and unique texts.
fn tables(kind: Kind) -> [String; 2] {
    let (number, moment, key) = match kind {
        Kind::Sqlite => ("INTEGER", "DATETIME", "VARCHAR(36)"),
        Kind::Postgres => ("BIGSERIAL", "TIMESTAMP(0)", "VARCHAR(36)"),
        Kind::MariaDb => ("BIGINT AUTO_INCREMENT", "DATETIME", "VARCHAR(36)"),
    };
    let price = if kind == Kind::Sqlite { "REAL" } else { "DECIMAL(10,2)" };
    let others = format!("code VARCHAR(50) UNIQUE, at {moment} NULL, price {price}, written {moment} NULL");
    [
        format!(
            "CREATE TABLE entries (number {number} PRIMARY KEY, text VARCHAR(255) NOT NULL, labels TEXT, \
             fresh BOOLEAN, {others})"
        ),
        format!("CREATE TABLE parts (id {key} PRIMARY KEY, text VARCHAR(255) NOT NULL, {others})"),
    ]
}

/// Who makes the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    ByUs,
    ByOthers,
}

const MADE: [Made; 2] = [Made::ByUs, Made::ByOthers];

/// What becomes of the rows that an insert gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    None,
    Backwards,
    /// The first comes last.
    Around,
    /// The first two in each other's place.
    Swapped,
}

/// Hands steps on; keeps their texts, turns what inserts give back, and may say that it is another database.
#[derive(Clone)]
struct Turning {
    inner: Arc<dyn Driver>,
    texts: Arc<Mutex<Vec<String>>>,
    turn: Turn,
    says: Option<Backend>,
}

/// A row that was kept.
struct Kept(Vec<Cell>);

enum Cell {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    Moment(versioned_object_core::chrono::NaiveDateTime),
}

impl Kept {
    fn of(row: &dyn Row) -> Self {
        let one = |value| match value {
            ColumnValue::Bool(truth) => Cell::Bool(truth),
            ColumnValue::Int(number) => Cell::Int(number),
            ColumnValue::Real(number) => Cell::Real(number),
            ColumnValue::Text(text) => Cell::Text(text.to_owned()),
            ColumnValue::DateTime(moment) => Cell::Moment(moment),
            _ => Cell::Null,
        };
        Self((0..).map_while(|at| row.get(at).ok()).map(one).collect())
    }
}

impl Row for Kept {
    fn get(&self, index: usize) -> Result<ColumnValue<'_>> {
        Ok(match self.0.get(index).ok_or_else(|| Error::database("no such column"))? {
            Cell::Null => ColumnValue::Null,
            Cell::Bool(truth) => ColumnValue::Bool(*truth),
            Cell::Int(number) => ColumnValue::Int(*number),
            Cell::Real(number) => ColumnValue::Real(*number),
            Cell::Text(text) => ColumnValue::Text(text),
            Cell::Moment(moment) => ColumnValue::DateTime(*moment),
        })
    }
}

impl Turning {
    fn steps(&self, steps: Vec<Step>) -> Vec<Step> {
        self.texts.lock().unwrap().extend(steps.iter().map(|step| step.sql.to_string()));
        steps.into_iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, mut step: Step) -> Step {
        if self.turn == Turn::None || !step.sql.starts_with("INSERT") {
            return step;
        }
        let Some(mut rows) = step.rows.take() else { return step };
        let (check, turn) = (step.check.take(), self.turn);
        let kept = Arc::<Mutex<Vec<Kept>>>::default();
        let sink = Arc::clone(&kept);
        let step = step.rows(move |row| {
            sink.lock().unwrap().push(Kept::of(row));
            Ok(())
        });
        step.check(move |count| {
            let mut kept = kept.lock().unwrap();
            match turn {
                Turn::Backwards => kept.reverse(),
                Turn::Around => kept.rotate_left(1),
                Turn::Swapped if kept.len() > 1 => kept.swap(0, 1),
                Turn::None | Turn::Swapped => {}
            }
            kept.iter().try_for_each(|row| rows(row))?;
            check.map_or(Ok(()), |check| check(count))
        })
    }
}

impl Driver for Turning {
    fn backend(&self) -> Backend {
        self.says.unwrap_or_else(|| self.inner.backend())
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        self.inner.run(access, self.steps(steps))
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        let (begun, driver) = (self.inner.begin(), self.clone());
        Box::pin(
            async move { Ok(Arc::new(TurningSession { inner: begun.await?, driver }) as Arc<dyn Session>) },
        )
    }

    fn once_more(&self, tried: u32, error: &Error) -> Option<BoxFuture<'static, ()>> {
        self.inner.once_more(tried, error)
    }
}

struct TurningSession {
    inner: Arc<dyn Session>,
    driver: Turning,
}

impl Session for TurningSession {
    fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        self.inner.run(self.driver.steps(steps))
    }

    fn part(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        let (begun, driver) = (self.inner.part(), self.driver.clone());
        Box::pin(async move { Ok(Arc::new(Self { inner: begun.await?, driver }) as Arc<dyn Session>) })
    }

    fn end(&self, commit: bool) -> BoxFuture<'static, Result<()>> {
        self.inner.end(commit)
    }

    fn is_over(&self) -> bool {
        self.inner.is_over()
    }
}

/// A database with both tables, and what was said to it.
struct Place {
    store: Store,
    texts: Arc<Mutex<Vec<String>>>,
    _database: Database,
}

impl Place {
    fn new(kind: Kind, made: Made, turn: Turn, says: Option<Backend>) -> Self {
        let database = Database::new(kind);
        let inner: Arc<dyn Driver> = match kind {
            Kind::Sqlite => Arc::new(Sqlite::in_memory().driver().unwrap()),
            _ => Arc::new(block_on(database.server().max_connections(1).driver()).unwrap()),
        };
        let texts = Arc::<Mutex<Vec<String>>>::default();
        let driver = Turning { inner, texts: Arc::clone(&texts), turn, says: None };
        let store = Store::new(driver.clone());
        match made {
            Made::ByUs => {
                block_on(store.create_table::<Entry>()).unwrap();
                block_on(store.create_table::<Part>()).unwrap();
                for table in ["entries", "parts"] {
                    ask(
                        &store,
                        Access::Write,
                        &format!("CREATE UNIQUE INDEX {table}_code ON {table} (code)"),
                    )
                    .unwrap();
                }
            }
            Made::ByOthers => {
                for text in tables(kind) {
                    ask(&store, Access::Write, &text).unwrap();
                }
            }
        }
        Self { store: Store::new(Turning { says, ..driver }), texts, _database: database }
    }

    /// One clock for all.
    fn ctx(&self) -> Context {
        let now: DateTime<Utc> = "2026-03-04T05:06:07.890123Z".parse().unwrap();
        admin(&self.store).to_builder().clock(move || now).build()
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.texts.lock().unwrap())
    }
}

fn moment(number: i64) -> DateTime<Utc> {
    let first: DateTime<Utc> = "2026-01-02T03:04:05.678901Z".parse().unwrap();
    first + versioned_object_core::chrono::Duration::microseconds(number * 1_234_567)
}

/// An entry like no other, with more or less in it.
fn entry(number: i64) -> Entry {
    let mut entry = Entry::orphan();
    entry.set_text(format!("é % ' \" \\ ? $1 {number}")).unwrap();
    entry
        .set_labels(BTreeMap::from([("b".to_owned(), number.to_string()), ("a".to_owned(), String::new())]))
        .unwrap();
    match (number / 9) % 4 {
        0 => {
            entry.set_at(moment(number)).unwrap();
            entry.set_price(12.345_678 + f64::from(i32::try_from(number).unwrap())).unwrap();
        }
        1 => entry.set_at(None).unwrap(),
        2 => entry.set_fresh(number % 2 == 0).unwrap(),
        _ => entry.set_written("2020-01-02T03:04:05.999999Z".parse::<DateTime<Utc>>().unwrap()).unwrap(),
    }
    entry
}

/// As [`entry`], with a number now and then that is given.
fn numbered(number: i64) -> Entry {
    let mut entry = entry(number);
    if number % 50 > 45 {
        entry.set_number(10_000 + 1_000 * number).unwrap();
    }
    entry
}

/// Entries that differ in nothing but what columns round.
fn alike(number: i64) -> Entry {
    let mut entry = Entry::orphan();
    entry.set_text("alike").unwrap();
    entry.set_labels(BTreeMap::new()).unwrap();
    entry.set_at(moment(number)).unwrap();
    entry.set_price(0.005 * f64::from(i32::try_from(number).unwrap())).unwrap();
    entry
}

fn part(number: i64) -> Part {
    let mut part = Part::orphan();
    part.set_text(format!("part {number}")).unwrap();
    // Each as it is usually written, and one in another way.
    part.set_id(Uuid::from_u128(0xabc_0000 + u128::from(number.unsigned_abs()))).unwrap();
    if number % 3 != 0 {
        part.set_at(moment(number)).unwrap();
        part.set_price(0.005 + f64::from(i32::try_from(number).unwrap())).unwrap();
    }
    part
}

/// What single calls make of objects, and what one call for all makes of them, in two databases: the same objects, which
/// are what their rows are, in the same order.
fn same<T: Persistent + Clone + PartialEq + Debug>(
    kind: Kind,
    made: Made,
    turn: Turn,
    says: Option<Backend>,
    objects: &[T],
) {
    let key = T::descriptor().table.unwrap().key;
    let one_by_one = Place::new(kind, made, Turn::None, None);
    let ctx = one_by_one.ctx();
    let single: Vec<T> = objects
        .iter()
        .map(|object| {
            let mut object = object.clone();
            object.obj_set_context(Some(&ctx));
            block_on(object.create_with_key()).unwrap();
            object
        })
        .collect();
    let place = Place::new(kind, made, turn, says);
    let ctx = place.ctx();
    let all = block_on(T::create_all(&ctx, objects.to_vec())).unwrap();
    assert_eq!(all.len(), objects.len());
    for (at, (one, single)) in all.iter().zip(&single).enumerate() {
        let case = format!("{kind:?} {made:?} {turn:?} {at}");
        assert!(one.obj_what_changed().is_empty(), "{case}");
        if turn == Turn::None {
            assert_eq!(one, single, "{case}");
        }
        // Keys that a second try made are others.
        for field in T::descriptor().fields().filter(|field| field.name != key) {
            assert_eq!(one.obj_get(field.name).unwrap(), single.obj_get(field.name).unwrap(), "{case}");
        }
        let read = block_on(T::get_by_id(&ctx, one.obj_get(key).unwrap())).unwrap();
        assert_eq!(*one, read, "{case}");
    }
    assert_eq!(block_on(T::count(&ctx, &Query::new())).unwrap(), objects.len() as u64);
    // One more has a key that none has.
    let mut more = objects[0].clone();
    if key == "number" {
        more.obj_set_context(Some(&ctx));
        block_on(more.create()).unwrap();
        assert!(all.iter().all(|one| one.obj_get(key).unwrap() != more.obj_get(key).unwrap()));
    }
}

#[test]
fn rows_that_are_read_back_are_as_rows_one_by_one() {
    on_all(|kind| {
        for made in MADE {
            same(kind, made, Turn::None, None, &(0..520).map(entry).collect::<Vec<_>>());
            same(kind, made, Turn::None, None, &(0..150).map(numbered).collect::<Vec<_>>());
            same(kind, made, Turn::None, None, &(0..520).map(part).collect::<Vec<_>>());
        }
    });
}

/// No database promises in which order it gives rows back.
#[test]
fn in_whatever_order_rows_come_back_each_object_is_its_own() {
    on_servers(|kind| {
        for made in MADE {
            for turn in [Turn::Backwards, Turn::Around, Turn::Swapped] {
                same(kind, made, turn, None, &(0..40).map(entry).collect::<Vec<_>>());
                same(kind, made, turn, None, &(0..100).map(numbered).collect::<Vec<_>>());
                same(kind, made, turn, None, &(0..40).map(alike).collect::<Vec<_>>());
                same(kind, made, turn, None, &(0..40).map(part).collect::<Vec<_>>());
            }
        }
    });
}

/// As far as that shows without a MySQL: it gives nothing back.
#[test]
fn a_database_that_gives_nothing_back_is_asked_for_each_row() {
    on_servers(|kind| {
        if kind != Kind::MariaDb {
            return;
        }
        for made in MADE {
            same(kind, made, Turn::None, Some(Backend::MySql), &(0..40).map(entry).collect::<Vec<_>>());
            same(kind, made, Turn::None, Some(Backend::MySql), &(0..100).map(numbered).collect::<Vec<_>>());
            same(kind, made, Turn::None, Some(Backend::MySql), &(0..40).map(part).collect::<Vec<_>>());
        }
        let place = Place::new(kind, Made::ByUs, Turn::None, Some(Backend::MySql));
        block_on(Entry::create_all(&place.ctx(), vec![entry(1)])).unwrap();
        assert!(place.take().iter().all(|text| !text.contains("RETURNING")));
    });
}

#[test]
fn many_rows_that_are_read_back_are_few_statements_on_servers() {
    on_servers(|kind| {
        for made in MADE {
            let place = Place::new(kind, made, Turn::None, None);
            let ctx = place.ctx();
            block_on(Entry::count(&ctx, &Query::new())).unwrap();
            place.take();
            let plain = |number: i64| {
                let mut entry = Entry::orphan();
                entry.set_text(format!("entry {number}")).unwrap();
                entry.set_labels(BTreeMap::new()).unwrap();
                entry.set_at(moment(number)).unwrap();
                entry
            };
            block_on(Entry::create_all(&ctx, (0..2_000).map(plain).collect())).unwrap();
            // 3 × 512, and 464 as 256, 128, 64 and 16.
            let said = place.take();
            assert_eq!(said.len(), 7, "{kind:?} {made:?}: {said:#?}");
            // A single one is one, too.
            let mut one = plain(1);
            one.obj_set_context(Some(&ctx));
            block_on(one.create()).unwrap();
            let said = place.take();
            assert_eq!(said.len(), 1, "{kind:?} {made:?}: {said:#?}");
        }
    });
}

#[test]
fn a_save_reads_back_only_what_a_column_rounds() {
    on_all(|kind| {
        for made in MADE {
            let place = Place::new(kind, made, Turn::None, None);
            let mut entry = entry(1);
            entry.obj_set_context(Some(&place.ctx()));
            block_on(entry.create()).unwrap();
            let mut count = |change: fn(&mut Entry) -> Result<()>| {
                change(&mut entry).unwrap();
                place.take();
                block_on(entry.save()).unwrap();
                let said = place.take();
                assert!(said[0].starts_with("UPDATE"), "{said:?}");
                said.len()
            };
            let rounds = if made == Made::ByOthers && kind != Kind::Sqlite { 2 } else { 1 };
            assert_eq!(count(|entry| entry.set_text("other")), 1, "{kind:?} {made:?}");
            // Only a text that ends in a blank may be cut.
            let cuts = if kind == Kind::Sqlite { 1 } else { 2 };
            assert_eq!(count(|entry| entry.set_text("other ")), cuts, "{kind:?} {made:?}");
            assert_eq!(count(|entry| entry.set_at(moment(2))), rounds, "{kind:?} {made:?}");
            assert_eq!(count(|entry| entry.set_price(0.123_456)), rounds, "{kind:?} {made:?}");
        }
    });
}

/// What `create_all` says of objects of which one cannot be written; and that then none was.
fn refused<T: Persistent + Clone>(place: &Place, objects: &[T]) -> Error {
    let ctx = place.ctx();
    let before = block_on(T::count(&ctx, &Query::new())).unwrap();
    let error = block_on(T::create_all(&ctx, objects.to_vec())).unwrap_err();
    assert_eq!(block_on(T::count(&ctx, &Query::new())).unwrap(), before, "{error}");
    // In a transaction of somebody's, which goes on.
    let inside = place.store.transaction(&ctx, async |tx: Context| {
        let error = T::create_all(&tx, objects.to_vec()).await.unwrap_err();
        assert_eq!(T::count(&tx, &Query::new()).await?, before);
        Ok(error)
    });
    assert_eq!(block_on(inside).unwrap(), error);
    error
}

#[test]
fn the_row_that_is_not_written_is_named_as_far_as_it_is_known() {
    on_all(|kind| {
        for made in MADE {
            let place = Place::new(kind, made, Turn::None, None);
            let ctx = place.ctx();
            let mut there = entry(5);
            there.set_code("taken").unwrap();
            there.set_number(77).unwrap();
            there.obj_set_context(Some(&ctx));
            block_on(there.create_with_key()).unwrap();
            let taken =
                |id: &str, is_key| Error::DuplicateEntry { object: "Entry", id: id.to_owned(), is_key };
            for (count, at) in [(1, 0), (40, 17), (600, 555)] {
                let mut entries: Vec<Entry> = (0..count).map(entry).collect();
                entries[at].set_code("taken").unwrap();
                // The database makes its key, and made none.
                let error = refused(&place, &entries);
                assert_eq!(error, taken("", false), "{kind:?} {made:?}");
                assert_eq!(error.to_string(), "another Entry has one of its unique values");
                entries[at].set_number(5_000).unwrap();
                let error = refused(&place, &entries);
                assert_eq!(error, taken("5000", false), "{kind:?} {made:?}");
                assert_eq!(error.to_string(), "another Entry has one of the unique values of 5000");
                entries[at].set_code(None).unwrap();
                entries[at].set_number(77).unwrap();
                assert_eq!(refused(&place, &entries), taken("77", true), "{kind:?} {made:?}");
            }
            let mut single = entry(6);
            single.obj_set_context(Some(&ctx));
            single.set_code("taken").unwrap();
            assert_eq!(block_on(single.create()).unwrap_err(), taken("", false), "{kind:?} {made:?}");
            // Whose row it is, an update knows.
            single.set_code("free").unwrap();
            block_on(single.create()).unwrap();
            single.set_code("taken").unwrap();
            let number = single.number().unwrap().to_string();
            assert_eq!(block_on(single.save()).unwrap_err(), taken(&number, false), "{kind:?} {made:?}");

            let mut there = part(5);
            there.set_code("taken").unwrap();
            there.obj_set_context(Some(&ctx));
            block_on(there.create_with_key()).unwrap();
            let id = there.id().unwrap().to_string();
            let mut parts: Vec<Part> = (100..700).map(part).collect();
            parts[555].set_id(there.id().unwrap()).unwrap();
            let duplicate = |id: String| Error::DuplicateEntry { object: "Part", id, is_key: true };
            assert_eq!(refused(&place, &parts), duplicate(id.clone()), "{kind:?} {made:?}");
            // Two of the new ones.
            let twin = parts[3].id().unwrap();
            parts[555].set_id(twin).unwrap();
            assert_eq!(refused(&place, &parts), duplicate(twin.to_string()), "{kind:?} {made:?}");
            // In another spelling, it is another key to the database.
            parts[555].set_id(there.id().unwrap()).unwrap();
            ask(&place.store, Access::Write, &format!("UPDATE parts SET id = '{}'", id.to_uppercase()))
                .unwrap();
            assert_eq!(refused(&place, &parts), duplicate(id), "{kind:?} {made:?}");
        }
    });
}

#[test]
fn what_a_trigger_makes_of_rows_is_in_their_objects() {
    on_servers(|kind| {
        let place = Place::new(kind, Made::ByUs, Turn::None, None);
        let told = match kind {
            Kind::Postgres => vec![
                "CREATE FUNCTION turn() RETURNS trigger LANGUAGE plpgsql AS \
                 'BEGIN NEW.text = concat(NEW.text, ''!''); RETURN NEW; END'",
                "CREATE TRIGGER turn BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION turn()",
            ],
            _ => vec![
                "CREATE TRIGGER turn BEFORE INSERT ON entries FOR EACH ROW SET NEW.text = concat(NEW.text, '!')",
            ],
        };
        for text in told {
            ask(&place.store, Access::Write, text).unwrap();
        }
        let ctx = place.ctx();
        let all = block_on(Entry::create_all(&ctx, (0..300).map(entry).collect())).unwrap();
        for (number, one) in all.iter().enumerate() {
            assert_eq!(one.text().unwrap(), format!("é % ' \" \\ ? $1 {number}!"));
            assert_eq!(*one, block_on(Entry::get_by_id(&ctx, one.number().unwrap())).unwrap());
        }
    });
}

/// What a driver says that it is: MariaDB also as MySQL, which gives nothing back.
fn ways(kind: Kind) -> Vec<Option<Backend>> {
    if kind == Kind::MariaDb { vec![None, Some(Backend::MySql)] } else { vec![None] }
}

#[test]
fn a_row_that_is_not_found_under_its_key_is_not_written() {
    on_servers(|kind| {
        if kind != Kind::MariaDb {
            return;
        }
        let place = Place::new(kind, Made::ByUs, Turn::None, Some(Backend::MySql));
        let create = "CREATE TABLE words (word CHAR(10) PRIMARY KEY, meaning VARCHAR(50))";
        ask(&place.store, Access::Write, create).unwrap();
        let word = |text: &str| {
            let mut word = Word::orphan();
            word.set_word(text).unwrap();
            word
        };
        let error = refused(&place, &["a", "b ", "c"].map(word));
        assert!(matches!(error, Error::Database { .. }), "{error}");
        let mut single = word("d ");
        single.obj_set_context(Some(&place.ctx()));
        assert_eq!(
            block_on(single.create_with_key()).unwrap_err().to_string(),
            error.to_string().replace("b ", "d ")
        );
        assert_eq!(block_on(Word::count(&place.ctx(), &Query::new())).unwrap(), 0);
        assert_eq!(block_on(Word::create_all(&place.ctx(), ["a", "c"].map(word).to_vec())).unwrap().len(), 2);
    });
}

#[test]
fn a_key_that_is_zero_stays_so() {
    on_all(|kind| {
        for says in ways(kind) {
            for made in MADE {
                let place = Place::new(kind, made, Turn::None, says);
                let ctx = place.ctx();
                let mut entries: Vec<Entry> = (0..30).map(entry).collect();
                entries[3].set_number(0).unwrap();
                let all = block_on(Entry::create_all(&ctx, entries)).unwrap();
                let mut numbers: Vec<i64> = all.iter().map(|entry| entry.number().unwrap()).collect();
                assert_eq!(numbers[3], 0, "{kind:?} {says:?} {made:?}");
                assert_eq!(all[3], block_on(Entry::get_by_id(&ctx, 0)).unwrap());
                numbers.sort_unstable();
                numbers.dedup();
                assert_eq!((numbers.len(), numbers[0]), (30, 0), "{kind:?} {says:?} {made:?}");

                let place = Place::new(kind, made, Turn::None, says);
                let ctx = place.ctx();
                let mut single = entry(1);
                single.set_number(0).unwrap();
                single.obj_set_context(Some(&ctx));
                block_on(single.create_with_key()).unwrap();
                assert_eq!(
                    single,
                    block_on(Entry::get_by_id(&ctx, 0)).unwrap(),
                    "{kind:?} {says:?} {made:?}"
                );
            }
            // What the database makes of a row that has nothing is no zero.
            let place = Place::new(kind, Made::ByUs, Turn::None, says);
            block_on(place.store.create_table::<Tally>()).unwrap();
            let ctx = place.ctx();
            let all = block_on(Tally::create_all(&ctx, vec![Tally::orphan(); 3])).unwrap();
            let numbers: Vec<i64> = all.iter().map(|tally| tally.number().unwrap()).collect();
            assert_eq!(numbers, [1, 2, 3], "{kind:?} {says:?}");
        }
    });
}

#[test]
fn a_key_that_the_database_makes_another_is_refused() {
    on_servers(|kind| {
        for says in ways(kind) {
            let place = Place::new(kind, Made::ByUs, Turn::None, says);
            let told = match kind {
                Kind::Postgres => vec![
                    "CREATE FUNCTION turn() RETURNS trigger LANGUAGE plpgsql AS \
                     'BEGIN IF NEW.number = 7 THEN NEW.number = 8; END IF; RETURN NEW; END'",
                    "CREATE TRIGGER turn BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION turn()",
                ],
                _ => vec![
                    "CREATE TRIGGER turn BEFORE INSERT ON entries FOR EACH ROW \
                     SET NEW.number = IF(NEW.number = 7, 8, NEW.number)",
                ],
            };
            for text in told {
                ask(&place.store, Access::Write, text).unwrap();
            }
            let mut entries: Vec<Entry> = (0..30).map(entry).collect();
            entries[3].set_number(7).unwrap();
            let error = refused(&place, &entries);
            assert!(
                matches!(error, Error::Database { .. }) && error.to_string().contains("Entry 7"),
                "{error}"
            );
            let mut single = entries[3].clone();
            single.obj_set_context(Some(&place.ctx()));
            assert_eq!(block_on(single.create_with_key()).unwrap_err(), error);
            assert_eq!(block_on(Entry::count(&place.ctx(), &Query::new())).unwrap(), 0);
        }
    });
}

#[test]
fn what_is_no_number_is_written_once() {
    on_servers(|kind| {
        // Others have no such value.
        if kind != Kind::Postgres {
            return;
        }
        let place = Place::new(kind, Made::ByUs, Turn::None, None);
        block_on(place.store.create_table::<Signal>()).unwrap();
        let ctx = place.ctx();
        let signal = |at: u32| {
            let mut signal = Signal::orphan();
            signal.set_level(Level([f64::NAN, -f64::NAN, f64::INFINITY, 0.5][at as usize % 4])).unwrap();
            signal
        };
        block_on(Signal::count(&ctx, &Query::new())).unwrap();
        place.take();
        let all = block_on(Signal::create_all(&ctx, (0..64).map(signal).collect())).unwrap();
        let said = place.take();
        assert_eq!(said.len(), 1, "{said:#?}");
        let levels: Vec<f64> = all.iter().map(|signal| signal.level().unwrap().0).collect();
        assert!(
            levels
                .chunks(4)
                .all(|four| four[0].is_nan() && four[1].is_nan() && four[2] > 1.0 && four[3] < 1.0)
        );
    });
}
