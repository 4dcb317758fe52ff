//! A migration that is killed, again and again, and goes on; and releases in processes of their own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use pollster::block_on;
use store_tests::dice::Dice;
use store_tests::history::ledger::{made, read, some_value, write};
use store_tests::history::{FIELDS, Release, name_in, v1, v4};
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::Value as Json;
use versioned_object_core::store::{Sqlite, Store};

/// Where the programs of these tests find the database.
const PATH: &str = "VERSIONED_OBJECT_MIGRATED";

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

fn rows() -> u64 {
    env::var("ROWS").map_or(3000, |text| text.parse().unwrap())
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

/// A table with rows of the first release.
fn filled(path: &Path) {
    let store = Sqlite::file(path).open().unwrap();
    Release(1).create_table(&store).unwrap();
    let ctx = admin(&store);
    let all: Vec<u64> = (0..rows()).collect();
    for chunk in all.chunks(10_000) {
        let objects = chunk.iter().map(|number| first_row(*number, &first_values(*number))).collect();
        block_on(v1::Scooter::create_all(&ctx, objects)).unwrap();
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("versioned-object-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn program(name: &str, path: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", &format!("killed::{name}")])
        .env(PATH, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The program that is killed.
#[test]
#[ignore = "it is run by the tests of this file, and killed"]
fn migrates() {
    let Some(path) = env::var_os(PATH) else { return };
    let store = Sqlite::file(path).open().unwrap();
    println!("begun");
    std::io::stdout().flush().unwrap();
    block_on(store.migrate(Release(4).plan(&store).unwrap())).unwrap();
}

/// The other one.
#[test]
#[ignore = "it is run by the tests of this file, and killed"]
fn contracts() {
    let Some(path) = env::var_os(PATH) else { return };
    let store = Sqlite::file(path).open().unwrap();
    println!("begun");
    std::io::stdout().flush().unwrap();
    block_on(store.migrate(Release(4).plan_contract(&store).unwrap())).unwrap();
}

/// Runs a program, and kills it so long after it has begun; whether it was at work still.
fn killed(name: &str, path: &Path, after: Duration) -> bool {
    let mut child = program(name, path);
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
fn takes(name: &str, path: &Path) -> Duration {
    let mut child = program(name, path);
    let begun = Instant::now();
    assert!(child.wait().unwrap().success());
    begun.elapsed()
}

fn checked(path: &Path, changed: &BTreeMap<u64, BTreeMap<&'static str, Json>>) {
    let store = Sqlite::file(path).open().unwrap();
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
    assert_eq!(count, rows());
}

#[test]
fn killed_migrations_go_on() {
    let folder = folder("killed");
    let (path, copy) = (folder.join("scooters.sqlite"), folder.join("copy.sqlite"));
    filled(&copy);
    fs::copy(&copy, &path).unwrap();
    let all = takes("migrates", &path);
    let settling = takes("contracts", &path);
    checked(&path, &BTreeMap::new());
    println!("{} rows: {all:?} and {settling:?} without being killed", rows());

    let mut dice = Dice::new(rows());
    let mut changed: BTreeMap<u64, BTreeMap<&'static str, Json>> = BTreeMap::new();
    let fresh = |path: &Path| {
        for ending in ["", "-wal", "-shm", "-journal"] {
            drop(fs::remove_file(format!("{}{ending}", path.display())));
        }
        fs::copy(&copy, path).unwrap();
    };
    fresh(&path);
    let some_moment = |dice: &mut Dice, whole: Duration| {
        Duration::from_micros(dice.roll() % (u64::try_from(whole.as_micros()).unwrap() / 4).max(1))
    };
    let mut kills = 0;
    while kills < 10 {
        if !killed("migrates", &path, some_moment(&mut dice, all)) {
            fresh(&path);
            changed.clear();
            continue;
        }
        kills += 1;
        // A service of the first release goes on.
        let store = Sqlite::file(&path).open().unwrap();
        let number = dice.roll() % rows();
        let mut scooter = block_on(v1::Scooter::get_by_id(&admin(&store), id(number))).unwrap();
        for field in ["price", "state", "rank", "lamp", "dock"] {
            let value = some_value(&mut dice, field, 1);
            scooter.set(name_in(field, 1).unwrap(), Value::from(value.clone())).unwrap();
            changed.entry(number).or_default().insert(field, value);
        }
        block_on(scooter.save()).unwrap();
    }
    takes("migrates", &path);
    checked(&path, &changed);

    fs::copy(&path, &copy).unwrap();
    let mut kills = 0;
    while kills < 10 {
        if killed("contracts", &path, some_moment(&mut dice, settling)) {
            kills += 1;
        } else {
            checked(&path, &changed);
            for ending in ["", "-wal", "-shm", "-journal"] {
                drop(fs::remove_file(format!("{}{ending}", path.display())));
            }
            fs::copy(&copy, &path).unwrap();
        }
    }
    takes("contracts", &path);
    checked(&path, &changed);
    let store = Sqlite::file(&path).open().unwrap();
    for plan in [Release(4).plan(&store).unwrap(), Release(4).plan_contract(&store).unwrap()] {
        assert!(plan.is_empty(), "{plan}");
    }
    drop(store);
    fs::remove_dir_all(&folder).unwrap();
}

/// The rows that the first release writes while the fourth writes the others.
const SHARED: u64 = 40;

/// The first release at work: it writes its rows over and over, and says at the end what they are.
#[test]
#[ignore = "it is run by the tests of this file"]
fn first_works() {
    let Some(path) = env::var_os(PATH) else { return };
    let store = Sqlite::file(path).open().unwrap();
    let ctx = admin(&store);
    let mut dice = Dice::new(17);
    let mut rows: BTreeMap<u64, BTreeMap<&'static str, Json>> =
        (0..SHARED).step_by(2).map(|number| (number, first_values(number))).collect();
    println!("begun");
    for _ in 0..400 {
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
    let folder = folder("two");
    let path = folder.join("scooters.sqlite");
    let store = Sqlite::file(&path).open().unwrap();
    Release(1).create_table(&store).unwrap();
    let ctx = admin(&store);
    let objects = (0..SHARED).map(|number| first_row(number, &first_values(number))).collect();
    block_on(v1::Scooter::create_all(&ctx, objects)).unwrap();

    let mut child = program("first_works", &path);
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
        let row = rows.get_mut(&number).unwrap();
        let mut scooter = block_on(v4::Scooter::get_by_id(&ctx, id(number))).unwrap();
        for (name, value) in read(row, 4) {
            assert_eq!(
                Json::try_from(scooter.obj_get(name).unwrap()).unwrap(),
                value,
                "{name} of row {number}"
            );
        }
        for field in ["price", "state", "rank", "gears", "dock", "place", "load"] {
            let value = some_value(&mut dice, field, 4);
            scooter.set(name_in(field, 4).unwrap(), Value::from(value.clone())).unwrap();
            write(row, field, 4, &value);
        }
        block_on(scooter.save()).unwrap();
        // What a filter finds has what it asks for, whoever writes meanwhile.
        let bound = i64::try_from(dice.below(3000)).unwrap();
        let listed =
            block_on(v4::Scooter::list(&ctx, &Query::new().filter(v4::Scooter::COST.lt(bound)))).unwrap();
        assert!(listed.refused.is_empty(), "{:?}", listed.refused);
        assert!(listed.iter().all(|scooter| scooter.cost().unwrap() < bound));
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
    println!("{rounds} rounds of the fourth release");
    drop((ctx, store));
    fs::remove_dir_all(&folder).unwrap();
}
