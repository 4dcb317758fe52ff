//! A migration that is killed, again and again, and goes on; and releases in processes of their own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, thread};

use databases::bench::{is_soak, until};
use databases::{Database, Kind, opened};
use pollster::block_on;
use store_tests::dice::Dice;
use store_tests::history::ledger::{Row, made, read, some_value, write};
use store_tests::history::{FIELDS, Release, name_in, v1, v3, v4};
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::Value as Json;
use versioned_object_core::store::{Access, JournalMode, Plan, Sqlite, Step, Store};

/// Where the programs of these tests find the database: its URL.
const URL: &str = "VERSIONED_OBJECT_MIGRATED";

/// The first of the rows that a program works on.
const FIRST: &str = "VERSIONED_OBJECT_FIRST";

/// How many rows were there before a program that works on them.
const BEFORE: &str = "VERSIONED_OBJECT_BEFORE";

/// The release that a program brings the table to.
const RELEASE: &str = "VERSIONED_OBJECT_RELEASE";

/// A database that programs reach, and what it was once.
struct Place {
    now: Database,
    kept: Option<Database>,
    /// How many rows its table has.
    rows: u64,
}

impl Place {
    fn new(kind: Kind, rows: u64) -> Self {
        Self { now: Database::for_programs(kind), kept: None, rows }
    }

    fn store(&self) -> Store {
        self.now.store()
    }

    /// Keeps what is there.
    fn keep(&mut self) {
        self.kept = Some(self.now.copy());
    }

    /// Brings back what was kept.
    fn bring_back(&mut self) {
        self.now = self.kept.as_ref().unwrap().copy();
    }

    /// Has SQLite keep a log, so that who reads and who writes do not wait for each other.
    fn logged(self) -> Self {
        if self.now.kind == Kind::Sqlite {
            drop(Sqlite::file(self.now.file()).journal_mode(JournalMode::Wal).open().unwrap());
        }
        self
    }

    /// A table with rows of the first release.
    fn fill(&self) {
        let store = self.store();
        Release(1).create_table(&store).unwrap();
        let ctx = admin(&store);
        let all: Vec<u64> = (0..self.rows).collect();
        for chunk in all.chunks(10_000) {
            let objects = chunk.iter().map(|number| new_row(1, *number, &first_values(*number))).collect();
            block_on(v1::Scooter::create_all(&ctx, objects)).unwrap();
        }
    }
}

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

fn rows() -> u64 {
    let usual = if is_soak() { 1_000_000 } else { 2000 };
    env::var("ROWS").map_or(usual, |text| text.parse().unwrap())
}

fn id(number: u64) -> Uuid {
    Uuid::from_u64_pair(number.wrapping_mul(0x9e37_79b9_7f4a_7c15), number)
}

/// What the first release writes into a row.
fn first_values(number: u64) -> BTreeMap<&'static str, Json> {
    values(number, 1)
}

fn values(number: u64, release: usize) -> BTreeMap<&'static str, Json> {
    let mut dice = Dice::new(number);
    let fields = FIELDS.iter().filter(|field| name_in(field, release).is_some());
    fields.map(|field| (*field, some_value(&mut dice, field, release))).collect()
}

/// A row that is in no table yet.
fn new_row<T: Persistent>(release: usize, number: u64, values: &BTreeMap<&'static str, Json>) -> T {
    let mut object = T::orphan();
    DictAccess::set(&mut object, "id", id(number).to_string()).unwrap();
    for (field, value) in values {
        DictAccess::set(&mut object, name_in(field, release).unwrap(), Value::from(value.clone())).unwrap();
    }
    if release == 4 {
        DictAccess::set(&mut object, "serial", Uuid::new_v4().to_string()).unwrap();
    }
    object
}

fn create(ctx: &Context, mut object: impl Persistent) {
    object.obj_set_context(Some(ctx));
    block_on(object.create_with_key()).unwrap();
}

fn program(name: &str, place: &Place) -> Child {
    command(name, place).spawn().unwrap()
}

fn command(name: &str, place: &Place) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "--ignored", "--nocapture", &format!("killed::{name}")]);
    command.env(URL, place.now.url()).env(BEFORE, place.rows.to_string()).stdout(Stdio::piped());
    command
}

/// The program that is killed.
#[test]
#[ignore = "it is run by the tests of this file, and killed"]
fn migrates() {
    let Ok(url) = env::var(URL) else { return };
    let release = env::var(RELEASE).map_or(4, |text| text.parse().unwrap());
    let store = opened(&url);
    println!("begun");
    std::io::stdout().flush().unwrap();
    block_on(store.migrate(Release(release).plan(&store).unwrap())).unwrap();
}

/// The other one.
#[test]
#[ignore = "it is run by the tests of this file, and killed"]
fn contracts() {
    let Ok(url) = env::var(URL) else { return };
    let store = opened(&url);
    println!("begun");
    std::io::stdout().flush().unwrap();
    block_on(store.migrate(Release(4).plan_contract(&store).unwrap())).unwrap();
}

/// Runs a program, and kills it so long after it has begun; whether it was at work still.
fn killed(name: &str, place: &Place, after: Duration) -> bool {
    let mut child = program(name, place);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("begun") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0, "it did not begin");
    }
    thread::sleep(after);
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

/// How long a program takes that nobody kills.
fn takes(name: &str, place: &Place) -> Duration {
    let mut child = program(name, place);
    let begun = Instant::now();
    assert!(child.wait().unwrap().success());
    begun.elapsed()
}

fn checked(place: &Place, changed: &BTreeMap<u64, BTreeMap<&'static str, Json>>) {
    let row = |number| {
        let mut row = made(1, &first_values(number));
        for (field, value) in changed.get(&number).into_iter().flatten() {
            write(&mut row, field, 1, value);
        }
        row
    };
    assert_eq!(reads::<v4::Scooter>(&place.store(), 4, row), place.rows);
}

/// Reads all rows, each of which has to be to the release what it is in plain Rust; how many there are.
fn reads<T: Persistent>(store: &Store, release: usize, row: impl Fn(u64) -> Row) -> u64 {
    let mut stream = T::stream(&admin(store), Query::new());
    let mut count = 0;
    while let Some(found) = block_on(stream.next()) {
        let found = found.unwrap();
        let id: Uuid = found.obj_get("id").unwrap().as_str().unwrap().parse().unwrap();
        let number = id.as_u64_pair().1;
        is_read(&found, release, number, &row(number));
        count += 1;
    }
    count
}

/// Checks that an object is what its row is to a release.
fn is_read(found: &impl DynObject, release: usize, number: u64, row: &Row) {
    for (name, value) in read(row, release) {
        let found = Json::try_from(found.obj_get(name).unwrap()).unwrap();
        assert_eq!(found, value, "{name} of row {number} to release {release}");
    }
}

#[test]
fn killed_migrations_go_on() {
    for kind in Kind::all() {
        killed_on(kind);
    }
}

fn killed_on(kind: Kind) {
    let mut place = Place::new(kind, rows());
    place.fill();
    place.keep();
    let all = takes("migrates", &place);
    let settling = takes("contracts", &place);
    checked(&place, &BTreeMap::new());
    println!("{kind:?}: {} rows: {all:?} and {settling:?} without being killed", rows());

    let mut dice = Dice::new(rows());
    let mut changed: BTreeMap<u64, BTreeMap<&'static str, Json>> = BTreeMap::new();
    place.bring_back();
    let some_moment = |dice: &mut Dice, whole: Duration| {
        Duration::from_micros(dice.roll() % (u64::try_from(whole.as_micros()).unwrap() / 4).max(1))
    };
    let mut kills = 0;
    while kills < 10 {
        if !killed("migrates", &place, some_moment(&mut dice, all)) {
            place.bring_back();
            changed.clear();
            continue;
        }
        kills += 1;
        // A service of the first release goes on.
        let store = place.store();
        let number = dice.roll() % rows();
        let mut scooter = block_on(v1::Scooter::get_by_id(&admin(&store), id(number))).unwrap();
        for field in ["price", "state", "rank", "lamp", "dock"] {
            let value = some_value(&mut dice, field, 1);
            scooter.set(name_in(field, 1).unwrap(), Value::from(value.clone())).unwrap();
            changed.entry(number).or_default().insert(field, value);
        }
        block_on(scooter.save()).unwrap();
    }
    takes("migrates", &place);
    checked(&place, &changed);

    place.keep();
    let mut kills = 0;
    while kills < 10 {
        if killed("contracts", &place, some_moment(&mut dice, settling)) {
            kills += 1;
        } else {
            checked(&place, &changed);
            place.bring_back();
        }
    }
    takes("contracts", &place);
    checked(&place, &changed);
    let store = place.store();
    for plan in [Release(4).plan(&store).unwrap(), Release(4).plan_contract(&store).unwrap()] {
        assert!(plan.is_empty(), "{plan}");
    }
}

/// MariaDB undoes no statement that alters a table: each can be the last that a program gets to.
#[test]
fn every_statement_may_be_the_last() {
    if !Kind::MariaDb.is_there() {
        return;
    }
    let mut place = Place::new(Kind::MariaDb, 20);
    place.fill();
    place.keep();
    for half in ["expand", "contract"] {
        let mut count = 0;
        loop {
            place.bring_back();
            let all = statements(&place, half);
            if count > all.len() {
                break;
            }
            all.iter().take(count).for_each(|sql| run(&place, sql));
            finish(&place, half);
            count += 1;
        }
        // And no program gets to more than one.
        place.bring_back();
        let mut ran = 0;
        while let Some(sql) = statements(&place, half).first() {
            run(&place, sql);
            ran += 1;
            assert!(ran < 100, "{sql}");
        }
        finish(&place, half);
        assert!(count > 8 && ran > 8, "{half}: {count} and {ran} statements");
        place.keep();
    }
}

/// What is to be done, without what is done row by row in Rust.
fn statements(place: &Place, half: &str) -> Vec<String> {
    let plan = plan(&place.store(), half);
    assert_eq!(plan.refused(), None);
    plan.sql().into_iter().filter(|sql| !sql.contains('?')).map(str::to_owned).collect()
}

fn plan(store: &Store, half: &str) -> Plan {
    if half == "expand" { Release(4).plan(store).unwrap() } else { Release(4).plan_contract(store).unwrap() }
}

fn run(place: &Place, sql: &str) {
    block_on(place.store().run(Access::Write, vec![Step::new(sql, Vec::new())])).unwrap();
}

/// Another program does the rest, and nothing is lost.
fn finish(place: &Place, half: &str) {
    let store = place.store();
    block_on(store.migrate(plan(&store, half))).unwrap();
    checked(place, &BTreeMap::new());
    assert!(plan(&store, half).is_empty());
}

/// How many rows two releases work on while others migrate them: many batches.
fn shared() -> u64 {
    if is_soak() { 100_000 } else { 3000 }
}

/// One of the rows that are this one's, which are every other one.
fn some_row(dice: &mut Dice, first: u64, rows: u64) -> u64 {
    first + 2 * (dice.roll() % (rows / 2))
}

/// Whoever started this program has closed what it reads.
fn ends() -> impl Fn() -> bool {
    let reader = thread::spawn(|| std::io::stdin().read_to_end(&mut Vec::new()));
    move || reader.is_finished()
}

/// The first release at work: it writes its rows over and over, makes others, and says at the end what they are.
#[test]
#[ignore = "it is run by the tests of this file"]
fn first_works() {
    let Ok(url) = env::var(URL) else { return };
    let store = opened(&url);
    let ctx = admin(&store);
    let mut dice = Dice::new(17);
    let mut rows: BTreeMap<u64, BTreeMap<&'static str, Json>> = BTreeMap::new();
    let rows_before: u64 = env::var(BEFORE).unwrap().parse().unwrap();
    let (is_over, mut new) = (ends(), rows_before);
    println!("begun");
    while !is_over() {
        let number = some_row(&mut dice, 0, rows_before);
        let mut scooter = block_on(v1::Scooter::get_by_id(&ctx, id(number))).unwrap();
        let row = rows.entry(number).or_insert_with(|| first_values(number));
        for (field, value) in &*row {
            let found = Json::try_from(scooter.obj_get(name_in(field, 1).unwrap()).unwrap()).unwrap();
            assert_eq!(found, *value, "{field} of row {number}");
        }
        for field in ["price", "state", "rank", "lamp", "dock", "note"] {
            let value = some_value(&mut dice, field, 1);
            scooter.set(name_in(field, 1).unwrap(), Value::from(value.clone())).unwrap();
            row.insert(field, value);
        }
        block_on(scooter.save()).unwrap();
        if dice.one_in(4) {
            let values = first_values(new);
            create(&ctx, new_row::<v1::Scooter>(1, new, &values));
            rows.insert(new, values);
            new += 2;
        }
        // It reads what the other release writes.
        let listed = block_on(v1::Scooter::list(&ctx, &Query::new().limit(40))).unwrap();
        assert!(listed.refused.is_empty(), "{:?}", listed.refused);
        println!("done");
    }
    for (number, row) in rows {
        println!("row {number} {}", versioned_object_core::serde_json::to_string(&row).unwrap());
    }
}

/// A program at work, which says of each round that it is done.
struct Worker {
    child: Child,
    done: Arc<AtomicUsize>,
    reader: thread::JoinHandle<Vec<String>>,
}

impl Worker {
    fn start(name: &str, place: &Place, first: u64) -> Self {
        let mut child =
            command(name, place).env(FIRST, first.to_string()).stdin(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(out.any(|line| line.unwrap().contains("begun")));
        let done = Arc::<AtomicUsize>::default();
        let count = Arc::clone(&done);
        let reader = thread::spawn(move || {
            let lines = out.map_while(Result::ok);
            lines
                .filter(|line| {
                    let is_round = line == "done";
                    count.fetch_add(is_round.into(), Ordering::Relaxed);
                    !is_round
                })
                .collect()
        });
        Self { child, done, reader }
    }

    fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Has it come to its end; what else it said.
    fn end(mut self) -> Vec<String> {
        drop(self.child.stdin.take());
        let said = self.reader.join().unwrap();
        assert!(self.child.wait().unwrap().success());
        said
    }
}

#[test]
fn two_processes_work_while_one_migrates() {
    for kind in Kind::all() {
        two_work_on::<v3::Scooter>(kind, 3);
        two_work_on::<v4::Scooter>(kind, 4);
    }
}

fn two_work_on<T: Persistent>(kind: Kind, newer: usize) {
    // SQLite is through with its rows sooner.
    let factor = if kind == Kind::Sqlite && newer == 3 && !is_soak() { 4 } else { 1 };
    let place = Place::new(kind, factor * shared()).logged();
    place.fill();
    let store = place.store();
    let ctx = admin(&store);
    let first = Worker::start("first_works", &place, 0);
    let before = first.done();
    let begun = Instant::now();
    let mut migrating = command("migrates", &place).env(RELEASE, newer.to_string()).spawn().unwrap();
    let is_marked = || !Release(newer).plan(&store).unwrap().to_string().contains("write down that");
    until("the newer release can work", is_marked);

    let mut dice = Dice::new(23);
    let mut rows: BTreeMap<u64, Row> = BTreeMap::new();
    let (mut rounds, mut new) = (0, place.rows + 1);
    while migrating.try_wait().unwrap().is_none() {
        rounds += 1;
        let number = some_row(&mut dice, 1, place.rows);
        let row = rows.entry(number).or_insert_with(|| made(1, &first_values(number)));
        let _: T = write_as(&ctx, newer, &mut dice, number, row);
        if dice.one_in(4) {
            let values = values(new, newer);
            create(&ctx, new_row::<T>(newer, new, &values));
            rows.insert(new, made(newer, &values));
            new += 2;
        }
    }
    let (took, meanwhile) = (begun.elapsed(), first.done() - before);
    assert!(migrating.wait().unwrap().success());
    let count = place.rows;
    println!("{kind:?}: {count} rows to release {newer} in {took:?}: {meanwhile} and {rounds} rounds");
    // SQLite has one writer, who does not stand in line. The first call of the fourth release gives each row a number of
    // its own, and may take as long as the migration.
    let least = if kind == Kind::Sqlite { 3 } else { 10 };
    let least = [least, if newer == 4 { 1 } else { least }];
    assert!(
        meanwhile >= least[0] && rounds >= least[1],
        "{kind:?}, release {newer}: {meanwhile} and {rounds} rounds in {took:?}"
    );
    // Between the halves, both go on.
    for _ in 0..50 {
        let number = some_row(&mut dice, 1, place.rows);
        let row = rows.entry(number).or_insert_with(|| made(1, &first_values(number)));
        let scooter: T = write_as(&ctx, newer, &mut dice, number, row);
        is_found(&ctx, newer, &scooter, row);
    }
    for line in first.end() {
        let Some(rest) = line.strip_prefix("row ") else { continue };
        let (number, row) = rest.split_once(' ').unwrap();
        let values: BTreeMap<String, Json> = versioned_object_core::serde_json::from_str(row).unwrap();
        let values = values
            .iter()
            .map(|(field, value)| (*FIELDS.iter().find(|known| *known == field).unwrap(), value.clone()));
        rows.insert(number.parse().unwrap(), made(1, &values.collect()));
    }
    let count = count + u64::try_from(rows.range(count..).count()).unwrap();
    let row = |number| rows.get(&number).cloned().unwrap_or_else(|| made(1, &first_values(number)));
    assert_eq!(reads::<v1::Scooter>(&store, 1, row), count);
    assert_eq!(reads::<T>(&store, newer, row), count);
}

/// The newest release at work, on every other row, until nobody listens to it any more.
#[test]
#[ignore = "it is run by the tests of this file"]
fn fourth_works() {
    let Ok(url) = env::var(URL) else { return };
    let first: u64 = env::var(FIRST).unwrap().parse().unwrap();
    let store = opened(&url);
    let ctx = admin(&store);
    let mut dice = Dice::new(29 + first);
    let mut rows: BTreeMap<u64, Row> = BTreeMap::new();
    let rows_before: u64 = env::var(BEFORE).unwrap().parse().unwrap();
    let is_over = ends();
    println!("begun");
    while !is_over() {
        let number = some_row(&mut dice, first, rows_before);
        let row = rows.entry(number).or_insert_with(|| made(1, &first_values(number)));
        round_of_fourth(&ctx, &mut dice, number, row);
        println!("done");
    }
    for (number, row) in &rows {
        is_read(&block_on(v4::Scooter::get_by_id(&ctx, id(*number))).unwrap(), 4, *number, row);
    }
}

/// A newer release reads a row that nobody else writes, and writes some fields.
fn write_as<T: Persistent>(ctx: &Context, release: usize, dice: &mut Dice, number: u64, row: &mut Row) -> T {
    let mut scooter = block_on(T::get_by_id(ctx, Value::from(id(number)))).unwrap();
    is_read(&scooter, release, number, row);
    let fields = ["price", "state", "rank", "gears", "dock", "place", "load"];
    // Often one alone.
    let some = if dice.below(2) == 0 { 1 } else { fields.len() };
    for field in fields.into_iter().cycle().skip(dice.below(fields.len())).take(some) {
        let value = some_value(dice, field, release);
        let name = name_in(field, release).unwrap();
        DictAccess::set(&mut scooter, name, Value::from(value.clone())).unwrap();
        write(row, field, release, &value);
    }
    block_on(scooter.save()).unwrap();
    scooter
}

/// It asks for its row by what has another name and another form to older ones.
fn is_found<T: Persistent>(ctx: &Context, release: usize, scooter: &T, row: &Row) {
    let mut query = Query::new().filter_by("id", scooter.obj_get("id").unwrap());
    let values = read(row, release);
    for field in ["dock", "price"] {
        let name = name_in(field, release).unwrap();
        query = query.filter_by(name, Value::from(values[name].clone()));
    }
    assert_eq!(block_on(T::count(ctx, &query)).unwrap(), 1);
}

/// The fourth release does the same, and asks for other rows: what is found has what is asked for, whoever writes meanwhile.
fn round_of_fourth(ctx: &Context, dice: &mut Dice, number: u64, row: &mut Row) {
    let scooter: v4::Scooter = write_as(ctx, 4, dice, number, row);
    is_found(ctx, 4, &scooter, row);
    let bound = i64::try_from(dice.below(3000)).unwrap();
    let cheap = Query::new().filter(v4::Scooter::COST.lt(bound)).limit(40);
    let listed = block_on(v4::Scooter::list(ctx, &cheap)).unwrap();
    assert!(listed.refused.is_empty(), "{:?}", listed.refused);
    assert!(listed.iter().all(|scooter| scooter.cost().unwrap() < bound));
}

/// Nobody of the newest release notices the second half, however many write while it is done.
#[test]
fn the_newest_works_through_the_second_half() {
    for kind in Kind::all() {
        let place = Place::new(kind, shared()).logged();
        place.fill();
        let store = place.store();
        block_on(store.migrate(plan(&store, "expand"))).unwrap();
        let workers = [0, 1].map(|first| Worker::start("fourth_works", &place, first));
        let before = workers.each_ref().map(Worker::done);
        let begun = Instant::now();
        block_on(store.migrate(plan(&store, "contract"))).unwrap();
        let took = begun.elapsed();
        let after = workers.each_ref().map(Worker::done);
        let meanwhile = [0, 1].map(|one| after[one] - before[one]);
        println!("{kind:?}: {} rows, second half in {took:?}: {meanwhile:?} rounds", place.rows);
        for (worker, after) in workers.into_iter().zip(after) {
            until("it works on the new table", || worker.done() > after + 5);
            worker.end();
        }
        assert!(plan(&store, "contract").is_empty(), "{kind:?}");
        assert_eq!(block_on(v4::Scooter::count(&admin(&store), &Query::new())).unwrap(), place.rows);
    }
}
