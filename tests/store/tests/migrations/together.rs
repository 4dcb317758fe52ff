//! Releases that work on one table at once, against a model in plain Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::env;

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::dice::Dice;
use store_tests::history::ledger::{Ledger, made, read, some_value, write};
use store_tests::history::{FIELDS, Release, is_new_in, name_in, v1, v2, v3, v4};
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::Value as Json;
use versioned_object_core::store::{ConditionalUpdate, Sqlite, Store};

/// Calls a generic function with the type of a release.
macro_rules! with_type {
    ($version:expr, $call:ident ( $($argument:expr),* )) => {
        match $version {
            1 => $call::<v1::Scooter>($($argument),*),
            2 => $call::<v2::Scooter>($($argument),*),
            3 => $call::<v3::Scooter>($($argument),*),
            _ => $call::<v4::Scooter>($($argument),*),
        }
    };
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}

/// A release that is at work: a store of its own, which knows nothing of what others do.
struct Service {
    version: usize,
    ctx: Context,
}

impl Service {
    fn start(open: &dyn Fn() -> Store, version: usize) -> Self {
        let store = open();
        Self { version, ctx: Context::builder().is_admin(true).store(&store).build() }
    }

    fn store(&self) -> &Store {
        self.ctx.store().unwrap()
    }
}

fn values(dice: &mut Dice, version: usize) -> BTreeMap<&'static str, Json> {
    let fields = FIELDS.iter().filter(|field| name_in(field, version).is_some());
    fields.map(|field| (*field, some_value(dice, field, version))).collect()
}

fn create<T: Persistent>(
    ctx: &Context,
    version: usize,
    id: Uuid,
    values: &BTreeMap<&'static str, Json>,
) -> String {
    let mut object = T::orphan();
    object.obj_set_context(Some(ctx));
    DictAccess::set(&mut object, "id", id.to_string()).unwrap();
    for (field, value) in values {
        DictAccess::set(&mut object, name_in(field, version).unwrap(), Value::from(value.clone())).unwrap();
    }
    if version == 4 {
        DictAccess::set(&mut object, "serial", Uuid::new_v4().to_string()).unwrap();
    }
    block_on(object.create_with_key()).unwrap();
    id_of(&object)
}

fn id_of(object: &dyn DynObject) -> String {
    object.obj_get("id").unwrap().as_str().unwrap().to_owned()
}

fn save<T: Persistent>(ctx: &Context, id: &str, sets: &[(&str, Json)]) {
    let mut object: T = get(ctx, id);
    for (name, value) in sets {
        DictAccess::set(&mut object, *name, Value::from(value.clone())).unwrap();
    }
    block_on(object.save()).unwrap();
}

fn get<T: Persistent>(ctx: &Context, id: &str) -> T {
    let query = Query::new().filter_by("id", id);
    block_on(T::list(ctx, &query)).unwrap().objects.pop().unwrap()
}

fn json(object: &impl DynObject, name: &str) -> Json {
    Json::try_from(object.obj_get(name).unwrap()).unwrap()
}

/// What a release reads, row by row.
fn all<T: Persistent>(ctx: &Context, version: usize) -> BTreeMap<String, BTreeMap<&'static str, Json>> {
    let listed = block_on(T::list(ctx, &Query::new())).unwrap();
    assert!(listed.refused.is_empty(), "{:?}", listed.refused);
    let names: Vec<&'static str> = FIELDS.iter().filter_map(|field| name_in(field, version)).collect();
    let row = |object: &T| names.iter().map(|name| (*name, json(object, name))).collect();
    listed.iter().map(|object| (id_of(object), row(object))).collect()
}

/// The keys of the rows that have a value, by a filter, as a list and as a count have them.
fn having<T: Persistent>(ctx: &Context, name: &str, value: &Json) -> BTreeSet<String> {
    let query = Query::new().filter_by(name, Value::from(value.clone()));
    let listed = block_on(T::list(ctx, &query)).unwrap();
    assert!(listed.iter().all(|object| json(object, name) == *value));
    assert_eq!(block_on(T::count(ctx, &query)).unwrap(), listed.len() as u64);
    listed.iter().map(|object| id_of(object)).collect()
}

/// The values of a field, in order, read page by page.
fn in_order<T: Persistent>(ctx: &Context, name: &str) -> Vec<Json> {
    let mut found: Vec<Json> = Vec::new();
    let mut marker: Option<String> = None;
    loop {
        let query = Query::new().sort_by(name, "asc").limit(3).marker(marker.take());
        let page = block_on(T::list(ctx, &query)).unwrap();
        let Some(last) = page.last() else { return found };
        marker = Some(id_of(last));
        found.extend(page.iter().map(|object| json(object, name)));
    }
}

/// Adds to a price in one statement, while it is below a bound.
fn raise(ctx: &Context, version: usize, id: &str, below: i64) -> bool {
    let id: Uuid = id.parse().unwrap();
    if version == 3 {
        let price = v3::Scooter::PRICE;
        let update = ConditionalUpdate::new().set(price, price.plus(13)).expect(price.lt(below));
        let mut object: v3::Scooter = block_on(v3::Scooter::get_by_id(ctx, id)).unwrap();
        let done = block_on(object.conditional_update(update)).unwrap();
        let there = block_on(v3::Scooter::get_by_id(ctx, id)).unwrap();
        assert_eq!(object.price().unwrap(), there.price().unwrap());
        return done;
    }
    let cost = v4::Scooter::COST;
    let update = ConditionalUpdate::new().set(cost, cost.plus(13)).expect(cost.lt(below));
    block_on(v4::Scooter::update_by_id(ctx, id, update)).unwrap()
}

/// A price that is only set while the row is in a state.
fn switch<T: Persistent>(ctx: &Context, id: &str, from: &Json, to: &Json) -> bool {
    let mut object: T = get(ctx, id);
    let update = ConditionalUpdate::new()
        .set("state", Value::from(to.clone()))
        .expect_by("state", Value::from(from.clone()));
    block_on(object.conditional_update(update)).unwrap()
}

fn destroy<T: Persistent>(ctx: &Context, id: &str) {
    let mut object: T = get(ctx, id);
    block_on(object.destroy()).unwrap();
}

struct World {
    services: Vec<Service>,
    ledger: Ledger,
    log: Vec<String>,
}

impl World {
    fn check(&self, service: &Service) {
        let (version, ctx) = (service.version, &service.ctx);
        let found = with_type!(version, all(ctx, version));
        let expected: BTreeMap<_, _> =
            self.ledger.0.iter().map(|(id, row)| (id.clone(), read(row, version))).collect();
        let differs = expected.iter().find(|(id, row)| found.get(*id) != Some(row));
        if let Some((id, row)) = differs {
            assert_eq!(Some(row), found.get(id), "{id} to release {version} after\n{}", self.log.join("\n"));
        }
        assert_eq!(expected.len(), found.len());
    }

    fn step(&mut self, dice: &mut Dice) {
        let at = dice.below(self.services.len());
        let (version, ctx) = (self.services[at].version, self.services[at].ctx.clone());
        let some = || self.ledger.0.keys().cloned().collect::<Vec<_>>();
        let ids = some();
        match dice.below(8) {
            0 => {
                let values = values(dice, version);
                self.log.push(format!("{version} creates {values:?}"));
                let id = Uuid::from_u64_pair(dice.roll(), dice.roll());
                let id = with_type!(version, create(&ctx, version, id, &values));
                self.ledger.0.insert(id, made(version, &values));
            }
            _ if ids.is_empty() => {}
            1..=3 => {
                let (id, mut sets) = (dice.pick(&ids).clone(), Vec::new());
                for field in FIELDS {
                    if let Some(name) = name_in(field, version).filter(|_| dice.one_in(4)) {
                        let value = some_value(dice, field, version);
                        write(self.ledger.0.get_mut(&id).unwrap(), field, version, &value);
                        sets.push((name, value));
                    }
                }
                self.log.push(format!("{version} saves {id} {sets:?}"));
                with_type!(version, save(&ctx, &id, &sets));
            }
            4 => {
                let field = *dice.pick(&FIELDS);
                let Some(name) = name_in(field, version) else { return };
                let value = some_value(dice, field, version);
                self.log.push(format!("{version} asks for {name} {value}"));
                let found = with_type!(version, having(&ctx, name, &value));
                let is_wanted = |id: &&String| read(&self.ledger.0[*id], version)[name] == value;
                let expected: BTreeSet<String> = ids.iter().filter(is_wanted).cloned().collect();
                assert_eq!(expected, found, "{}", self.log.join("\n"));
            }
            5 => {
                let name = name_in(["price", "frame", "load"][dice.below(3)], version).unwrap();
                self.log.push(format!("{version} lists by {name}"));
                let found = with_type!(version, in_order(&ctx, name));
                let mut expected: Vec<Json> =
                    self.ledger.0.values().map(|row| read(row, version)[name].clone()).collect();
                expected.sort_by(|one, other| match (one.as_i64(), other.as_i64()) {
                    (Some(one), Some(other)) => one.cmp(&other),
                    _ => one.as_str().cmp(&other.as_str()),
                });
                assert_eq!(expected, found, "{}", self.log.join("\n"));
            }
            6 if version >= 3 => {
                let (id, below) = (dice.pick(&ids).clone(), i64::try_from(dice.below(1200)).unwrap());
                self.log.push(format!("{version} raises {id} below {below}"));
                let row = self.ledger.0.get_mut(&id).unwrap();
                let now = row["price"].new.as_i64().unwrap();
                assert_eq!(raise(&ctx, version, &id, below), now < below, "{}", self.log.join("\n"));
                if now < below {
                    write(row, "price", version, &Json::from(now + 13));
                }
            }
            6 => {
                let (id, from, to) = (
                    dice.pick(&ids).clone(),
                    some_value(dice, "state", version),
                    some_value(dice, "state", version),
                );
                self.log.push(format!("{version} switches {id} from {from} to {to}"));
                let row = self.ledger.0.get_mut(&id).unwrap();
                let is_so = read(row, version)["state"] == from;
                assert_eq!(
                    with_type!(version, switch(&ctx, &id, &from, &to)),
                    is_so,
                    "{}",
                    self.log.join("\n")
                );
                if is_so {
                    write(row, "state", version, &to);
                }
            }
            _ => {
                let id = dice.pick(&ids).clone();
                self.log.push(format!("{version} destroys {id}"));
                with_type!(version, destroy(&ctx, &id));
                self.ledger.0.remove(&id);
            }
        }
    }

    /// The next release takes part, or the oldest goes.
    fn turn(&mut self, open: &dyn Fn() -> Store, dice: &mut Dice) {
        let newest = self.services.iter().map(|service| service.version).max().unwrap();
        if newest < 4 && dice.one_in(2) {
            let next = (newest + 1 + dice.below(4 - newest)).min(4);
            self.log.push(format!("{next} comes"));
            let service = Service::start(open, next);
            block_on(service.store().migrate(Release(next).plan(service.store()).unwrap())).unwrap();
            self.services.push(service);
        } else if dice.one_in(3) {
            self.log.push(format!("{newest} is alone"));
            self.services.retain(|service| service.version == newest);
            // Somebody else does it; what services of the release know of the table is of before.
            let other = Service::start(open, newest);
            block_on(other.store().migrate(Release(newest).plan_contract(other.store()).unwrap())).unwrap();
            // It must not be a value that old releases still see.
            for row in self.ledger.0.values_mut() {
                for (field, both) in row {
                    if is_new_in(field, newest) {
                        both.old = Json::from("gone");
                    }
                }
            }
        } else {
            let version = self.services[dice.below(self.services.len())].version;
            self.services.push(Service::start(open, version));
        }
    }
}

fn program(open: &dyn Fn() -> Store, seed: u64, steps: u64) {
    let mut dice = Dice::new(seed);
    let first = Service::start(open, 1);
    Release(1).create_table(first.store()).unwrap();
    let mut world =
        World { services: vec![first], ledger: Ledger::default(), log: vec![format!("seed {seed}")] };
    for _ in 0..steps {
        if dice.one_in(12) {
            world.turn(open, &mut dice);
        }
        world.step(&mut dice);
        let service = dice.below(world.services.len());
        world.check(&world.services[service]);
    }
    for service in &world.services {
        world.check(service);
    }
}

#[test]
fn releases_work_together() {
    let first = number("SEED").unwrap_or(1);
    for seed in first..first + number("PROGRAMS").unwrap_or(12) {
        let folder = env::temp_dir().join(format!("versioned-object-together-{}-{seed}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("scooters.sqlite");
        program(&|| Sqlite::file(&path).open().unwrap(), seed, number("STEPS").unwrap_or(80));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

/// The same on the servers that are there.
#[test]
fn releases_work_together_on_servers() {
    let first = number("SEED").unwrap_or(1);
    for kind in Kind::servers() {
        for seed in first..first + number("PROGRAMS").unwrap_or(4) {
            let database = Database::new(kind);
            program(&|| database.store(), seed, number("STEPS").unwrap_or(60));
        }
    }
}
