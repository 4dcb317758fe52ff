//! The judge of single rows: what a release wrote is what the newest reads of the same object's envelope.

use std::collections::{BTreeMap, BTreeSet};

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::dice::Dice;
use store_tests::history::ledger::some_value;
use store_tests::history::{FIELDS, Release, name_in, v1, v2, v3, v4};
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::Value as Json;
use versioned_object_core::store::Store;

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

/// Makes rows as a release does, and gives the envelope of each.
fn rows_of<T: Persistent>(store: &Store, version: usize, dice: &mut Dice) -> Vec<String> {
    let ctx = admin(store);
    let mut envelopes = Vec::new();
    for _ in 0..30 {
        let mut object = T::orphan();
        object.obj_set_context(Some(&ctx));
        for field in FIELDS {
            if let Some(name) = name_in(field, version) {
                let value = some_value(dice, field, version);
                DictAccess::set(&mut object, name, Value::from(value)).unwrap();
            }
        }
        if version == 4 {
            DictAccess::set(&mut object, "serial", Uuid::new_v4().to_string()).unwrap();
        }
        block_on(object.create()).unwrap();
        envelopes.push(wire::to_string(&object).unwrap());
    }
    envelopes
}

fn data(object: &v4::Scooter) -> BTreeMap<String, Json> {
    let envelope: Json =
        versioned_object_core::serde_json::from_str(&wire::to_string(object).unwrap()).unwrap();
    let data = envelope["versioned_object.data"].as_object().unwrap().clone();
    data.into_iter().collect()
}

/// What the newest release makes of an envelope of any. A row has no unset fields: what is unset is null in it, or the
/// default where null is no value.
fn expected(envelope: &str) -> v4::Scooter {
    let mut object: v4::Scooter = wire::from_str(envelope).unwrap();
    object.obj_upgrade().unwrap();
    if object.try_weight().is_none() {
        object.set_weight(None).unwrap();
    }
    object
}

fn newest(store: &Store, id: &str) -> v4::Scooter {
    block_on(v4::Scooter::get_by_id(&admin(store), id)).unwrap()
}

fn same(store: &Store, envelopes: &[(usize, String)]) {
    let mut serials = BTreeSet::new();
    for (version, envelope) in envelopes {
        let expected = expected(envelope);
        let found = newest(store, &expected.id().unwrap().to_string());
        serials.insert(found.serial().unwrap());
        let (mut expected, mut found) = (data(&expected), data(&found));
        if *version < 4 {
            // Each has one of its own, here as there.
            assert!(expected.remove("serial").is_some() && found.remove("serial").is_some());
        }
        assert_eq!(expected, found, "of release {version}");
    }
    assert_eq!(serials.len(), envelopes.len(), "each serial number once");
}

fn migrate(store: &Store, release: usize) {
    let plan = Release(release).plan(store).unwrap();
    block_on(store.migrate(plan)).unwrap();
    let left = Release(release).plan(store).unwrap();
    assert!(left.is_empty(), "{left}");
}

fn contract(store: &Store, release: usize) {
    let plan = Release(release).plan_contract(store).unwrap();
    block_on(store.migrate(plan)).unwrap();
    let left = Release(release).plan_contract(store).unwrap();
    assert!(left.is_empty(), "{left}");
    let left = Release(release).plan(store).unwrap();
    assert!(left.is_empty(), "{left}");
}

/// Every way from the first release to the fourth: which of the releases between take the table over, and which of them
/// take it away from those before.
#[test]
fn rows_are_what_their_envelopes_are() {
    for kind in Kind::all() {
        // A server is slower: some of the ways will do.
        for way in (0..32).filter(|way| kind == Kind::Sqlite || [0, 9, 15, 19, 31].contains(way)) {
            go(&Database::new(kind), way);
        }
    }
}

fn go(database: &Database, way: u64) {
    let store = database.store();
    let mut dice = Dice::new(way);
    let mut envelopes: Vec<(usize, String)> = Vec::new();
    let mut add = |version: usize, rows: Vec<String>| {
        envelopes.extend(rows.into_iter().map(|row| (version, row)));
    };
    let mut has_first = true;
    Release(1).create_table(&store).unwrap();
    add(1, rows_of::<v1::Scooter>(&store, 1, &mut dice));
    for release in [2, 3] {
        if way & (1 << (release - 2)) == 0 {
            continue;
        }
        migrate(&store, release);
        let rows = match release {
            2 => rows_of::<v2::Scooter>(&store, 2, &mut dice),
            _ => rows_of::<v3::Scooter>(&store, 3, &mut dice),
        };
        add(release, rows);
        if way & (1 << release) != 0 {
            contract(&store, release);
            has_first = false;
        }
        if has_first {
            add(1, rows_of::<v1::Scooter>(&store, 1, &mut dice));
        }
    }
    migrate(&store, 4);
    add(4, rows_of::<v4::Scooter>(&store, 4, &mut dice));
    same(&store, &envelopes);
    if way & 16 != 0 {
        contract(&store, 4);
        same(&store, &envelopes);
    }
}
