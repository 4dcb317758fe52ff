//! A migration that is killed, again and again, and goes on; and releases in processes of their own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::dice::Dice;
use store_tests::history::ledger::{Row, made, read, some_value, write};
use store_tests::history::{FIELDS, Release, name_in, v1, v4};
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::Value as Json;
use versioned_object_core::store::{Access, Plan, Server, Sqlite, Step, Store, Tls};

/// Where the programs of these tests find the database: its URL.
const URL: &str = "VERSIONED_OBJECT_MIGRATED";

/// The first of the rows that a program works on.
const FIRST: &str = "VERSIONED_OBJECT_FIRST";

/// A database that programs reach, and what it was once.
struct Place {
    /// Of SQLite: the folder of the file.
    folder: PathBuf,
    /// Of a server: what is there now, and what is kept.
    now: Option<Database>,
    kept: Option<Database>,
    /// How many rows its table has.
    rows: u64,
}

impl Place {
    fn new(kind: Kind, name: &str, rows: u64) -> Self {
        let folder = env::temp_dir().join(format!("versioned-object-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self { folder, now: (kind != Kind::Sqlite).then(|| Database::new(kind)), kept: None, rows }
    }

    fn url(&self) -> String {
        match &self.now {
            Some(database) => database.url(),
            None => format!("sqlite:{}", self.folder.join("scooters.sqlite").display()),
        }
    }

    fn store(&self) -> Store {
        opened(&self.url())
    }

    /// Keeps what is there.
    fn keep(&mut self) {
        match &self.now {
            Some(now) => self.kept = Some(now.copy()),
            None => {
                fs::copy(self.folder.join("scooters.sqlite"), self.folder.join("kept")).unwrap();
            }
        }
    }

    /// Brings back what was kept.
    fn bring_back(&mut self) {
        if let Some(kept) = &self.kept {
            self.now = Some(kept.copy());
            return;
        }
        for ending in ["", "-wal", "-shm", "-journal"] {
            drop(fs::remove_file(self.folder.join(format!("scooters.sqlite{ending}"))));
        }
        fs::copy(self.folder.join("kept"), self.folder.join("scooters.sqlite")).unwrap();
    }

    /// A table with rows of the first release.
    fn fill(&self) {
        let store = self.store();
        Release(1).create_table(&store).unwrap();
        let ctx = admin(&store);
        let all: Vec<u64> = (0..self.rows).collect();
        for chunk in all.chunks(10_000) {
            let objects = chunk.iter().map(|number| first_row(*number, &first_values(*number))).collect();
            block_on(v1::Scooter::create_all(&ctx, objects)).unwrap();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn opened(url: &str) -> Store {
    if url.starts_with("sqlite:") {
        return Sqlite::url(url).unwrap().open().unwrap();
    }
    block_on(Server::url(url).unwrap().tls(Tls::Disabled).open()).unwrap()
}

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

fn rows() -> u64 {
    env::var("ROWS").map_or(2000, |text| text.parse().unwrap())
}

fn id(number: u64) -> Uuid {
    Uuid::from_u64_pair(number.wrapping_mul(0x9e37_79b9_7f4a_7c15), number)
}

/// What the first release writes into a row.
fn first_values(number: u64) -> BTreeMap<&'static str, Json> {
    let mut dice = Dice::new(number);
    let fields = FIELDS.iter().filter(|field| name_in(field, 1).is_some());
    fields.map(|field| (*field, some_value(&mut dice, field, 1))).collect()
}

fn first_row(number: u64, values: &BTreeMap<&'static str, Json>) -> v1::Scooter {
    let mut object = v1::Scooter::orphan();
    object.set("id", id(number).to_string()).unwrap();
    for (field, value) in values {
        object.set(name_in(field, 1).unwrap(), Value::from(value.clone())).unwrap();
    }
    object
}

fn program(name: &str, place: &Place) -> Child {
    command(name, place).spawn().unwrap()
}

fn command(name: &str, place: &Place) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "--ignored", "--nocapture", &format!("killed::{name}")]);
    command.env(URL, place.url()).stdout(Stdio::piped());
    command
}

/// The program that is killed.
#[test]
#[ignore = "it is run by the tests of this file, and killed"]
fn migrates() {
    let Ok(url) = env::var(URL) else { return };
    let store = opened(&url);
    println!("begun");
    std::io::stdout().flush().unwrap();
    block_on(store.migrate(Release(4).plan(&store).unwrap())).unwrap();
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
    let store = place.store();
    let ctx = admin(&store);
    let mut stream = v4::Scooter::stream(&ctx, Query::new());
    let mut count = 0;
    while let Some(found) = block_on(stream.next()) {
        let found = found.unwrap();
        let number = found.id().unwrap().as_u64_pair().1;
        let mut row = made(1, &first_values(number));
        for (field, value) in changed.get(&number).into_iter().flatten() {
            write(&mut row, field, 1, value);
        }
        for (name, value) in read(&row, 4) {
            assert_eq!(
                Json::try_from(found.obj_get(name).unwrap()).unwrap(),
                value,
                "{name} of row {number}"
            );
        }
        count += 1;
    }
    assert_eq!(count, place.rows);
}

#[test]
fn killed_migrations_go_on() {
    for kind in Kind::all() {
        killed_on(kind);
    }
}

fn killed_on(kind: Kind) {
    let mut place = Place::new(kind, "killed", rows());
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
    let mut place = Place::new(Kind::MariaDb, "cut", 20);
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

/// The rows that the first release writes while the fourth writes the others.
const SHARED: u64 = 40;

/// The first release at work: it writes its rows over and over, and says at the end what they are.
#[test]
#[ignore = "it is run by the tests of this file"]
fn first_works() {
    let Ok(url) = env::var(URL) else { return };
    let store = opened(&url);
    let ctx = admin(&store);
    let mut dice = Dice::new(17);
    let mut rows: BTreeMap<u64, BTreeMap<&'static str, Json>> =
        (0..SHARED).step_by(2).map(|number| (number, first_values(number))).collect();
    println!("begun");
    let rounds = if url.starts_with("sqlite:") { 400 } else { 150 };
    for _ in 0..rounds {
        let number = 2 * (dice.roll() % (SHARED / 2));
        let mut scooter = block_on(v1::Scooter::get_by_id(&ctx, id(number))).unwrap();
        let row = rows.get_mut(&number).unwrap();
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
        // It reads what the other release writes.
        let listed = block_on(v1::Scooter::list(&ctx, &Query::new())).unwrap();
        assert!(listed.refused.is_empty(), "{:?}", listed.refused);
    }
    for (number, row) in rows {
        println!("row {number} {}", versioned_object_core::serde_json::to_string(&row).unwrap());
    }
}

#[test]
fn two_processes_work_while_one_migrates() {
    for kind in Kind::all() {
        two_work_on(kind);
    }
}

fn two_work_on(kind: Kind) {
    let place = Place::new(kind, "two", SHARED);
    let store = place.store();
    place.fill();
    let ctx = admin(&store);

    let mut child = program("first_works", &place);
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(out.any(|line| line.unwrap().contains("begun")));
    block_on(store.migrate(Release(4).plan(&store).unwrap())).unwrap();
    let mut dice = Dice::new(23);
    let mut rows: BTreeMap<u64, _> =
        (1..SHARED).step_by(2).map(|number| (number, made(1, &first_values(number)))).collect();
    let mut rounds = 0;
    while child.try_wait().unwrap().is_none() || rounds < 50 {
        rounds += 1;
        let number = 2 * (dice.roll() % (SHARED / 2)) + 1;
        round_of_fourth(&ctx, &mut dice, number, rows.get_mut(&number).unwrap());
    }
    assert!(child.wait().unwrap().success());
    let mut theirs = 0;
    for line in out.map_while(Result::ok) {
        let Some(rest) = line.strip_prefix("row ") else { continue };
        let (number, row) = rest.split_once(' ').unwrap();
        let number: u64 = number.parse().unwrap();
        let values: BTreeMap<String, Json> = versioned_object_core::serde_json::from_str(row).unwrap();
        let values = values
            .iter()
            .map(|(field, value)| (*FIELDS.iter().find(|known| *known == field).unwrap(), value.clone()));
        rows.insert(number, made(1, &values.collect()));
        theirs += 1;
    }
    assert_eq!(theirs, SHARED / 2);
    for release in [1, 4] {
        for (number, row) in &rows {
            for (name, value) in read(row, release) {
                let found = match release {
                    1 => block_on(v1::Scooter::get_by_id(&ctx, id(*number))).unwrap().obj_get(name),
                    _ => block_on(v4::Scooter::get_by_id(&ctx, id(*number))).unwrap().obj_get(name),
                };
                assert_eq!(Json::try_from(found.unwrap()).unwrap(), value, "{name} of row {number}");
            }
        }
    }
    println!("{kind:?}: {rounds} rounds of the fourth release");
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
    let mut rows: BTreeMap<u64, _> =
        (first..SHARED).step_by(2).map(|number| (number, made(1, &first_values(number)))).collect();
    let ends = thread::spawn(|| std::io::stdin().read_to_end(&mut Vec::new()));
    println!("begun");
    let mut rounds = 0;
    while !ends.is_finished() || rounds < 50 {
        rounds += 1;
        let number = first + 2 * (dice.roll() % (SHARED / 2));
        round_of_fourth(&ctx, &mut dice, number, rows.get_mut(&number).unwrap());
    }
}

/// What the fourth release does with a row that nobody else writes: it reads it, writes some fields, and asks for it.
fn round_of_fourth(ctx: &Context, dice: &mut Dice, number: u64, row: &mut Row) {
    let mut scooter = block_on(v4::Scooter::get_by_id(ctx, id(number))).unwrap();
    for (name, value) in read(row, 4) {
        let found = Json::try_from(scooter.obj_get(name).unwrap()).unwrap();
        assert_eq!(found, value, "{name} of row {number}");
    }
    let fields = ["price", "state", "rank", "gears", "dock", "place", "load"];
    // Often one alone.
    let some = if dice.below(2) == 0 { 1 } else { fields.len() };
    for field in fields.into_iter().cycle().skip(dice.below(fields.len())).take(some) {
        let value = some_value(dice, field, 4);
        scooter.set(name_in(field, 4).unwrap(), Value::from(value.clone())).unwrap();
        write(row, field, 4, &value);
    }
    block_on(scooter.save()).unwrap();
    let dock = scooter.dock().unwrap().to_owned();
    let docked = Query::new().filter(v4::Scooter::DOCK.eq(&dock)).filter(v4::Scooter::ID.eq(id(number)));
    assert_eq!(block_on(v4::Scooter::count(ctx, &docked)).unwrap(), 1, "row {number}");
    // What a filter finds has what it asks for, whoever writes meanwhile.
    let bound = i64::try_from(dice.below(3000)).unwrap();
    let listed = block_on(v4::Scooter::list(ctx, &Query::new().filter(v4::Scooter::COST.lt(bound)))).unwrap();
    assert!(listed.refused.is_empty(), "{:?}", listed.refused);
    assert!(listed.iter().all(|scooter| scooter.cost().unwrap() < bound));
}

/// Nobody of the newest release notices the second half, however many write while it is done.
#[test]
fn the_newest_works_through_the_second_half() {
    for kind in Kind::all() {
        let place = Place::new(kind, "through", SHARED);
        place.fill();
        let store = place.store();
        block_on(store.migrate(plan(&store, "expand"))).unwrap();
        let works = |first: u64| {
            let mut child = command("fourth_works", &place)
                .env(FIRST, first.to_string())
                .stdin(Stdio::piped())
                .spawn()
                .unwrap();
            let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
            assert!(out.any(|line| line.unwrap().contains("begun")));
            (child, out)
        };
        let children = [works(0), works(1)];
        block_on(store.migrate(plan(&store, "contract"))).unwrap();
        for (mut child, out) in children {
            drop(child.stdin.take());
            out.for_each(drop);
            assert!(child.wait().unwrap().success(), "{kind:?}");
        }
        assert!(plan(&store, "contract").is_empty(), "{kind:?}");
    }
}
