//! Fields that held something else than an object in an older version, or an object that is none any more. What is
//! expected is what oslo.versionedobjects wrote for the declarations of those times.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Reader, WriteOptions};

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Person {
    name: Attr<String>,
    #[field(since = "1.1")]
    email: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn name_of(person: &Person) -> Result<String> {
    Ok(person.name()?.to_owned())
}

fn person(name: &str) -> Result<Box<Person>> {
    Ok(Box::new(Person::builder().name(name).build_orphan()?))
}

/// Was owned by a name, and is by a person.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", relationships(owner = [("1.1", "1.0"), ("1.2", "1.1")]))]
struct Car {
    #[field(changed("1.1", from = String, down = name_of, up = person))]
    owner: Attr<Box<Person>>,
    meta: ObjectMeta,
}

/// Was driven by a person, and is by a name.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", relationships(driver = [("1.0", "1.0"), ("1.1", "1.1"), ..]))]
struct Bus {
    #[field(changed("1.2", from = Box<Person>, down = person, up = name_of))]
    driver: Attr<String>,
    meta: ObjectMeta,
}

/// As a bus, without a rule for its driver.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Tram {
    #[field(changed("1.1", from = Box<Person>, down = person, up = name_of))]
    driver: Attr<String>,
    meta: ObjectMeta,
}

fn envelope(name: &str, version: &str, data: &Json) -> Json {
    json!({
        "versioned_object.name": name,
        "versioned_object.namespace": "versionedobjects",
        "versioned_object.version": version,
        "versioned_object.data": data,
    })
}

fn at(version: &str) -> WriteOptions {
    WriteOptions::default().target_version(version.parse().unwrap()).without_changes()
}

#[test]
fn a_child_that_was_a_text_is_a_text_in_older_versions() {
    let ann = Person::builder().name("ann").email("a@b".to_owned()).build_orphan().unwrap();
    let car = Car::builder().owner(Box::new(ann)).build_orphan().unwrap();
    let older = envelope("Car", "1.0", &json!({"owner": "ann"}));
    assert_eq!(at("1.0").to_value(&car).unwrap(), older);
    let manifest = [("Person", Version::new(1, 0))];
    assert_eq!(at("1.0").version_manifest(manifest).to_value(&car).unwrap(), older);
    let child = envelope("Person", "1.0", &json!({"name": "ann"}));
    let newer = envelope("Car", "1.1", &json!({"owner": child}));
    assert_eq!(at("1.1").to_value(&car).unwrap(), newer);
}

#[test]
fn a_child_that_a_converter_makes_is_as_one_that_was_read() {
    let older = envelope("Car", "1.0", &json!({"owner": "ann"}));
    let car: Car = Reader::new().context(&Context::admin()).read_value(older.clone()).unwrap();
    assert!(car.obj_what_changed().is_empty());
    assert!(car.owner().unwrap().obj_what_changed().is_empty());
    assert!(car.owner().unwrap().obj_context().is_some());
    assert_eq!(WriteOptions::default().to_value(&car).unwrap(), older);
    // What the peer changed stays changed.
    let mut older = older;
    older["versioned_object.changes"] = json!(["owner"]);
    let car: Car = Reader::new().read_value(older.clone()).unwrap();
    assert_eq!(car.obj_what_changed(), ["owner"]);
    assert_eq!(WriteOptions::default().to_value(&car).unwrap(), older);
}

#[test]
fn a_text_that_was_a_child_follows_the_version_in_older_ones() {
    let bus = Bus::builder().driver("ann").build_orphan().unwrap();
    let child = envelope("Person", "1.0", &json!({"name": "ann"}));
    let oldest = envelope("Bus", "1.0", &json!({"driver": child}));
    assert_eq!(at("1.0").to_value(&bus).unwrap(), oldest);
    let manifest = |minor| [("Person", Version::new(1, minor))];
    assert_eq!(at("1.0").version_manifest(manifest(0)).to_value(&bus).unwrap(), oldest);
    let newer = at("1.1").to_value(&bus).unwrap();
    assert_eq!(newer["versioned_object.data"]["driver"]["versioned_object.version"], "1.1");
    let now = envelope("Bus", "1.2", &json!({"driver": "ann"}));
    assert_eq!(WriteOptions::default().without_changes().to_value(&bus).unwrap(), now);
    assert_eq!(at("1.2").version_manifest(manifest(0)).to_value(&bus).unwrap(), now);
    let read: Bus = Reader::new().read_value(oldest).unwrap();
    assert_eq!(read.driver().unwrap(), "ann");

    let tram = Tram::builder().driver("ann").build_orphan().unwrap();
    let error = at("1.0").to_value(&tram).unwrap_err();
    assert!(error.to_string().ends_with("No rule for driver"), "{error}");
    assert!(at("1.0").version_manifest(manifest(0)).to_value(&tram).is_ok());
}
