//! Objects that were received at an older version: what they are until they are raised, and what raising does.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use versioned_object_core::fields::{AnyOf, NewerFields, UnknownFields};
use versioned_object_core::prelude::*;
use versioned_object_core::serializer::Serializer;
use versioned_object_core::wire::{Reader, WriteOptions};
use versioned_object_core::{DynObject, Registry};

fn to_text(seconds: i64) -> String {
    format!("{seconds} s")
}

fn to_seconds(text: &str) -> Result<i64, String> {
    text.strip_suffix(" s")
        .and_then(|number| number.parse().ok())
        .ok_or_else(|| format!("no seconds: {text:?}"))
}

fn no_zero(watts: i64) -> Result<(), String> {
    if watts == 0 { Err("0 W is no lamp".to_owned()) } else { Ok(()) }
}

/// A lamp, which grew.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.5")]
struct Lamp {
    id: Attr<i64>,
    #[field(since = "1.1", default = "white")]
    colour: Attr<String>,
    #[field(since = "1.1")]
    room: Attr<Option<String>>,
    #[field(since("1.2", fill = unset), default = 40)]
    watts: Attr<i64>,
    #[field(since("1.2", fill = default), default = true)]
    on: Attr<bool>,
    #[field(since("1.3", fill = Some("nobody")))]
    owner: Attr<Option<String>>,
    #[field(since("1.3", fill = vec!["old".to_owned()]))]
    tags: Attr<Vec<String>>,
    #[field(changed("1.4", from = String, down = to_text, up = to_seconds))]
    burns: Attr<i64>,
    #[field(renamed("1.5", "label"))]
    name: Attr<String>,
    #[field(until = "1.3")]
    bulb: Attr<Option<String>>,
    meta: ObjectMeta,
}

/// A room with lamps in every way that a room has them.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", relationships(lamp = [("1.0", "1.0"), ("1.1", "1.5")], ..))]
struct Room {
    lamp: Attr<Option<Box<Lamp>>>,
    lamps: Attr<Vec<Lamp>>,
    named: Attr<BTreeMap<String, Box<Lamp>>>,
    maybe: Attr<Vec<Option<Box<Lamp>>>>,
    any: Attr<Option<AnyOf<Lamp>>>,
    #[field(object = "Lamp")]
    late: Attr<Option<Box<dyn DynObject>>>,
    #[field(since = "1.1", default = 2)]
    doors: Attr<i64>,
    meta: ObjectMeta,
}

/// Something that runs.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Vehicle {
    wheels: Attr<i64>,
    meta: ObjectMeta,
}

/// One that carries.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Vehicle)]
struct Truck {
    load: Attr<i64>,
    vehicle: Vehicle,
}

/// It has a truck.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Yard {
    truck: Attr<Option<Box<Truck>>>,
    meta: ObjectMeta,
}

/// Its new field has a check that its default does not pass.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Strict {
    #[field(since = "1.1", default = "new")]
    kind: Attr<String>,
    #[field(since = "1.1", default = 0, validate = no_zero)]
    watts: Attr<i64>,
    meta: ObjectMeta,
}

const NO_NUMBER: f64 = f64::NAN;

/// Its new field gets what no field of its type takes.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Odd {
    #[field(since("1.1", fill = NO_NUMBER))]
    ratio: Attr<f64>,
    meta: ObjectMeta,
}

/// It began before 1.0.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", note("1.0", "it is stable"))]
struct Early {
    id: Attr<i64>,
    #[field(since = "0.3")]
    name: Attr<String>,
    meta: ObjectMeta,
}

fn envelope(name: &str, version: &str, data: Json) -> Json {
    json!({
        "versioned_object.name": name,
        "versioned_object.namespace": "versionedobjects",
        "versioned_object.version": version,
        "versioned_object.data": data,
    })
}

fn old_lamp() -> Json {
    envelope("Lamp", "1.0", json!({"id": 1, "burns": "30 s", "label": "desk", "bulb": "E27"}))
}

fn read<T: VersionedObject>(envelope: &Json) -> T {
    Reader::new().read_value(envelope.clone()).unwrap()
}

/// The data of an envelope.
fn data(envelope: &Json) -> &Json {
    &envelope["versioned_object.data"]
}

#[test]
fn until_it_is_raised_an_object_is_what_was_received() {
    let mut lamp: Lamp = read(&old_lamp());
    assert_eq!(lamp.obj_version(), Version::new(1, 0));
    for (name, value) in [("colour", Value::from("red")), ("watts", 5.into()), ("owner", Value::Null)] {
        let since = Lamp::descriptor().field(name).unwrap().since.unwrap();
        let told = format!(
            "Lamp.{name}: the object was received at 1.0, and {since} added the field: call `obj_upgrade` first"
        );
        assert_eq!(lamp.obj_set(name, value.clone()).unwrap_err().to_string(), told);
        assert_eq!(lamp.set(name, value).unwrap_err().to_string(), told);
        assert!(!lamp.obj_attr_is_set(name).unwrap());
    }
    assert!(lamp.set_colour("red").is_err() && lamp.set_watts(5).is_err());
    assert!(lamp.obj_set_defaults(&["colour"]).is_err());
    lamp.obj_set_defaults(&[]).unwrap();
    assert_eq!(lamp.obj_what_changed(), [""; 0], "no default is one of 1.0");
    lamp.set_name("shelf").unwrap();
    let written = lamp.obj_to_primitive().unwrap();
    let mut expected = old_lamp();
    expected["versioned_object.data"]["label"] = "shelf".into();
    expected["versioned_object.changes"] = json!(["label"]);
    assert_eq!(written, expected);
}

#[test]
fn what_a_sloppy_peer_sent_is_read_but_not_passed_on() {
    let mut sent = old_lamp();
    sent["versioned_object.data"]["colour"] = "red".into();
    sent["versioned_object.changes"] = json!(["colour", "id"]);
    let lamp: Lamp = read(&sent);
    assert_eq!((lamp.colour().unwrap(), lamp.obj_what_changed()), ("red", vec!["id", "colour"]));
    let written = lamp.obj_to_primitive().unwrap();
    assert_eq!(data(&written), data(&old_lamp()));
    assert_eq!(written["versioned_object.changes"], json!(["id"]));

    // Whoever passes on what it does not know passes this on too, and sets it no more than the others.
    let mut kept: Lamp = Reader::new().unknown_fields(UnknownFields::Keep).read_value(sent.clone()).unwrap();
    assert_eq!(data(&kept.obj_to_primitive().unwrap()), data(&sent));
    assert!(kept.set_colour("blue").is_err());

    let refused =
        Reader::new().newer_fields(NewerFields::Reject).read_value::<Lamp>(sent.clone()).unwrap_err();
    assert_eq!(refused.to_string(), "Lamp.colour: Lamp 1.0 has no such field, 1.1 added it");
    // At any depth, and all of them where all errors are asked for.
    let mut registry = Registry::new();
    registry.register::<Room>().unwrap().register::<Lamp>().unwrap();
    let room = envelope("Room", "1.0", json!({"lamps": [sent], "doors": 3}));
    let reader = Reader::new().registry(&registry).newer_fields(NewerFields::Reject);
    let all: Vec<String> = reader.all_errors(&room.to_string()).iter().map(ToString::to_string).collect();
    assert_eq!(
        all,
        [
            "Room.doors: Room 1.0 has no such field, 1.1 added it",
            "Room.lamps[0].colour: Lamp 1.0 has no such field, 1.1 added it",
        ]
    );
    let serializer = Serializer::new(registry).newer_fields(NewerFields::Reject);
    assert!(serializer.read_any(None, &room.to_string()).is_err());
    // What a field was called is no newer field.
    let accepted = Reader::new().newer_fields(NewerFields::Reject).read_value::<Lamp>(old_lamp());
    assert_eq!(accepted.unwrap().name().unwrap(), "desk");
}

/// What a lamp is that was raised from 1.0.
fn assert_raised(lamp: &Lamp) {
    assert_eq!(lamp.obj_version(), Version::new(1, 5));
    assert_eq!((lamp.id().unwrap(), lamp.colour().unwrap(), lamp.burns().unwrap()), (1, "white", 30));
    assert_eq!(
        (lamp.name().unwrap(), lamp.on().unwrap(), lamp.owner().unwrap()),
        ("desk", true, Some("nobody"))
    );
    assert_eq!(lamp.tags().unwrap(), ["old"]);
    for unset in ["room", "watts"] {
        assert!(!lamp.obj_attr_is_set(unset).unwrap(), "{unset}");
    }
    let filled = ["colour", "on", "owner", "tags"];
    let moved = ["burns", "name"];
    assert_eq!(lamp.obj_what_changed(), [&filled[..], &moved[..]].concat());
}

#[test]
#[allow(deprecated, reason = "older versions have it")]
fn a_raised_object_has_what_its_type_has() {
    let mut lamp: Lamp = read(&old_lamp());
    lamp.obj_upgrade().unwrap();
    assert_raised(&lamp);
    assert_eq!(lamp.bulb().unwrap(), Some("E27"), "older readers may be answered with it");
    let written = lamp.obj_to_primitive().unwrap();
    assert_eq!(written["versioned_object.version"], "1.5");
    assert_eq!(
        *data(&written),
        json!({"id": 1, "colour": "white", "on": true, "owner": "nobody", "tags": ["old"], "burns": 30,
               "name": "desk"})
    );
    let down = WriteOptions::default().target_version(Version::new(1, 0)).to_value(&lamp).unwrap();
    assert_eq!(data(&down), data(&old_lamp()));
    // Once more it changes nothing, and neither does raising what is of the type's version.
    lamp.obj_reset_changes(&[], false);
    lamp.obj_upgrade().unwrap();
    assert_eq!(lamp.obj_what_changed(), [""; 0]);
    lamp.set_watts(5).unwrap();
    // From 1.3 on only what came later.
    let mut lamp: Lamp = read(&envelope("Lamp", "1.3", json!({"id": 1, "burns": "9 s", "label": "desk"})));
    lamp.obj_upgrade().unwrap();
    assert_eq!((lamp.obj_what_changed(), lamp.burns().unwrap()), (vec!["burns", "name"], 9));
}

#[test]
fn what_is_set_already_stays() {
    let mut sent = old_lamp();
    sent["versioned_object.data"]["colour"] = "red".into();
    let mut lamp: Lamp = read(&sent);
    lamp.obj_upgrade().unwrap();
    assert_eq!(lamp.colour().unwrap(), "red");
}

#[test]
fn what_cannot_be_raised_stays_as_it_was() {
    let mut strict: Strict = read(&envelope("Strict", "1.0", json!({})));
    let before = strict.obj_to_primitive().unwrap();
    assert_eq!(
        strict.obj_upgrade().unwrap_err().to_string(),
        "Strict.watts: the default is refused: 0 W is no lamp"
    );
    assert_eq!(strict.obj_to_primitive().unwrap(), before);
    assert!(!strict.obj_attr_is_set("kind").unwrap() && !strict.obj_attr_is_set("watts").unwrap());
    let mut odd: Odd = read(&envelope("Odd", "1.0", json!({})));
    assert_eq!(
        odd.obj_upgrade().unwrap_err().to_string(),
        "Odd.ratio: the `fill` is refused: expected finite number, got nan"
    );
    assert_eq!(odd.obj_version(), Version::new(1, 0));
    let refused = Reader::new().upgrade().read_value::<Strict>(before).unwrap_err();
    assert_eq!(refused.to_string(), "Strict.watts: the default is refused: 0 W is no lamp");
}

fn old_room() -> Json {
    let lamp = old_lamp();
    envelope(
        "Room",
        "1.0",
        json!({"lamp": lamp, "lamps": [lamp, lamp], "named": {"a": lamp}, "maybe": [null, lamp], "any": lamp,
               "late": lamp}),
    )
}

/// The lamps of a room, wherever they are.
fn lamps(room: &Room) -> Vec<Lamp> {
    let mut all = vec![room.lamp().unwrap().unwrap().clone()];
    all.extend(room.lamps().unwrap().iter().cloned());
    all.extend(room.named().unwrap().values().map(|lamp| (**lamp).clone()));
    all.extend(room.maybe().unwrap().iter().flatten().map(|lamp| (**lamp).clone()));
    let others = ["any", "late"].map(|name| room.obj_get(name).unwrap());
    for other in others {
        let Value::Object(object) = other else { panic!("{other:?}") };
        all.push(*object.into_any().downcast::<Lamp>().unwrap());
    }
    all
}

#[test]
fn the_objects_in_an_object_are_raised_with_it() {
    let mut registry = Registry::new();
    registry.register::<Room>().unwrap().register::<Lamp>().unwrap();
    let reader = Reader::new().registry(&registry);
    let mut room: Room = reader.read_value(old_room()).unwrap();
    assert!(lamps(&room).iter().all(|lamp| lamp.obj_version() == Version::new(1, 0)));
    room.obj_upgrade().unwrap();
    let by_reader: Room = reader.upgrade().read_value(old_room()).unwrap();
    let serializer = Serializer::new(registry.clone()).upgrade();
    let message = pollster::block_on(serializer.entity_from_str(None, &old_room().to_string())).unwrap();
    let Value::Object(object) = message else { panic!("{message:?}") };
    let by_serializer = object.into_any().downcast::<Room>().unwrap();
    for room in [&room, &by_reader, &by_serializer] {
        assert_eq!((room.obj_version(), room.doors().unwrap()), (Version::new(1, 1), 2));
        assert_eq!(lamps(room).len(), 7);
        lamps(room).iter().for_each(assert_raised);
    }
}

#[test]
fn the_changes_of_a_child_name_what_is_in_its_data() {
    let lamp = Lamp::builder().id(1).colour("red").burns(1).name("desk").build_orphan().unwrap();
    let mut room = Room::orphan();
    room.set_lamp(Some(Box::new(lamp))).unwrap();
    let written = WriteOptions::default().target_version(Version::new(1, 0)).to_value(&room).unwrap();
    let child = &data(&written)["lamp"];
    assert_eq!(*data(child), json!({"id": 1, "burns": "1 s", "label": "desk"}));
    assert_eq!(child["versioned_object.changes"], json!(["id", "burns", "label"]));
}

#[test]
fn there_is_no_version_below_the_first() {
    let lamp = Lamp::builder().id(1).build_orphan().unwrap();
    let below = |object: &dyn DynObject, version: &str| {
        WriteOptions::default().target_version(version.parse().unwrap()).to_string(object)
    };
    assert_eq!(below(&lamp, "0.9").unwrap_err().to_string(), "Lamp: invalid target version 0.9");
    let by_manifest = WriteOptions::default().version_manifest([("Lamp", Version::new(0, 9))]);
    let mut room = Room::orphan();
    room.set_lamp(Some(Box::new(lamp))).unwrap();
    let refused = by_manifest.to_string(&room).unwrap_err();
    assert_eq!(refused.to_string(), "Room.lamp: invalid target version 0.9");
    let early = Early::builder().id(1).name("x").build_orphan().unwrap();
    assert!(below(&early, "0.2").unwrap().contains("\"id\":1"));
    assert!(!below(&early, "0.2").unwrap().contains("name\":\"x"));
}

#[test]
fn a_list_with_nulls_needs_no_rule() {
    let mut room = Room::orphan();
    let lamp = Lamp::builder().id(1).colour("red").build_orphan().unwrap();
    room.set_maybe(vec![None, Some(Box::new(lamp))]).unwrap();
    let written = WriteOptions::default().target_version(Version::new(1, 0)).to_value(&room).unwrap();
    let child = &data(&written)["maybe"][1];
    assert_eq!((&child["versioned_object.version"], &data(child)["colour"]), (&json!("1.5"), &json!("red")));
    // A manifest says what the peer reads.
    let options = WriteOptions::default().target_version(Version::new(1, 0));
    let options = options.version_manifest([("Lamp", Version::new(1, 0))]);
    let child = data(&options.to_value(&room).unwrap())["maybe"][1].clone();
    assert_eq!((&child["versioned_object.version"], data(&child)), (&json!("1.0"), &json!({"id": 1})));
}

#[test]
fn a_version_that_is_too_new_is_said_before_the_type() {
    let mut registry = Registry::new();
    registry.register::<Yard>().unwrap().register::<Vehicle>().unwrap().register::<Truck>().unwrap();
    let reader = Reader::new().registry(&registry);
    let yard =
        |version: &str| envelope("Yard", "1.0", json!({"truck": envelope("Vehicle", version, json!({}))}));
    let refused = |version: &str| reader.read_value::<Yard>(yard(version)).err().unwrap();
    let newer = refused("1.7");
    assert!(matches!(newer, Error::IncompatibleObjectVersion { .. }), "{newer}");
    assert!(newer.to_string().contains("1.7"), "{newer}");
    assert_eq!(refused("1.0").to_string(), "Yard.truck: expected an object Truck, got \"Vehicle\"");
}

/// A shelf whose containers and child came later.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", relationships(..))]
struct Shelf {
    #[field(since = "1.1")]
    labels: Attr<Vec<String>>,
    #[field(since = "1.1")]
    notes: Attr<Option<BTreeMap<String, String>>>,
    #[field(since = "1.1")]
    lamp: Attr<Box<Lamp>>,
    #[field(since = "1.1")]
    other: Attr<Option<Box<Lamp>>>,
    meta: ObjectMeta,
}

#[test]
fn what_the_version_lacks_is_not_changed_in_place() {
    let lamp = Lamp::builder().id(1).build_orphan().unwrap();
    let mut shelf = Shelf::builder()
        .labels(["a"])
        .notes(BTreeMap::new())
        .lamp(lamp.clone())
        .other(lamp)
        .build_orphan()
        .unwrap();
    let text = wire::to_string(&shelf).unwrap().replacen("\"1.1\"", "\"1.0\"", 1);
    let refused = |error: Error| {
        let text = error.to_string();
        assert!(
            text.contains(
                "the object was received at 1.0, and 1.1 added the field: call `obj_upgrade` first"
            ),
            "{text}"
        );
    };
    // The envelope has what its version lacks.
    let mut old: Shelf = Reader::new().read(&text).unwrap();
    assert_eq!(old.labels().unwrap(), ["a"]);
    refused(old.labels_mut().err().unwrap());
    refused(old.notes_mut().err().unwrap());
    refused(old.lamp_mut().err().unwrap());
    refused(old.other_mut().err().unwrap());
    shelf.labels_mut().unwrap().push("b".to_owned());
    shelf.lamp_mut().unwrap().set_id(2).unwrap();
    assert_eq!(shelf.labels().unwrap(), ["a", "b"]);
}
