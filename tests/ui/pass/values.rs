//! Values of all kinds that fields take, as defaults and for older objects.

#![deny(warnings)]

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::Duration;

use versioned_object_core::fields::{Bounded, SensitiveString};
use versioned_object_core::prelude::*;

type Maybe = Option<i64>;

const WATTS: u16 = 60;
const HOURS: i64 = 8;
const RATIO: f64 = 0.5;
const NIL: Uuid = Uuid::nil();
const NOTHING: String = String::new();
const NAMES: [&str; 2] = ["a", "b"];
static ROOM: &str = "hall";

fn room() -> String {
    "hall".to_owned()
}

fn perhaps() -> Option<i64> {
    None
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Colour {
    Warm,
    Cold,
    RGB,
}

impl Colour {
    const USUAL: Self = Self::Warm;
}

#[derive(Clone, FieldMixin)]
struct Power {
    #[field(default = 230)]
    volts: Attr<u16>,
    #[field(default = None::<i64>.unwrap_or(3))]
    amperes: Attr<i64>,
    #[field(default = WATTS)]
    watt_hours: Attr<u16>,
    #[field(default = u64::MAX)]
    limit: Attr<u64>,
    #[field(default = Some(u64::MAX))]
    other_limit: Attr<Option<u64>>,
    #[field(default = f32::MAX)]
    most_volts: Attr<f32>,
    #[field(default = RATIO)]
    ratio: Attr<f64>,
    #[field(default = Duration::ZERO)]
    patience: Attr<Duration>,
    #[field(default = Ipv4Addr::LOCALHOST)]
    meter: Attr<Ipv4Addr>,
    #[field(default = Colour::USUAL)]
    light: Attr<Colour>,
    #[field(default = NOTHING)]
    seller: Attr<String>,
    #[field(default = ROOM)]
    meter_room: Attr<String>,
    #[field(default = &ROOM[1..])]
    part_of_room: Attr<String>,
    #[field(default = Some(&*ROOM))]
    same_room: Attr<Option<String>>,
    #[field(default = &room())]
    next_room: Attr<String>,
    #[field(default = NAMES)]
    phases: Attr<Vec<String>>,
    #[field(default = RATIO, fingerprint_default = "0.5")]
    printed_ratio: Attr<f64>,
    #[field(default = Uuid::nil())]
    contract: Attr<Uuid>,
    #[field(default = NIL)]
    last_contract: Attr<Uuid>,
}

/// Its fingerprint has how Python prints the constants of types that it knows.
#[derive(Clone, FieldMixin)]
struct Printed {
    #[field(default = WATTS)]
    watts: Attr<u16>,
    #[field(default = ROOM)]
    room: Attr<String>,
    #[field(default = RATIO, fingerprint_default = "0.5")]
    ratio: Attr<f64>,
    #[field(default = Colour::RGB)]
    screen: Attr<Colour>,
    #[field(default = Some(Colour::USUAL))]
    light: Attr<Option<Colour>>,
    #[field(default = HOURS)]
    hours: Attr<Maybe>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "353dd455aa075df8bad8a0ac21ff61fc")]
struct Meter {
    #[field(default = i64::MIN)]
    least: Attr<i64>,
    #[field(default = u64::MAX, fingerprint_default = "18446744073709551615")]
    most: Attr<u64>,
    #[field(flatten)]
    printed: Printed,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", relationships(spare = [("1.0", "1.0"), ("1.1", "1.1")]))]
struct Lamp {
    #[field(default = WATTS)]
    watts: Attr<u16>,
    #[field(default = 5u8)]
    small: Attr<u8>,
    #[field(default = -128)]
    least: Attr<i8>,
    #[field(default = 18_446_744_073_709_551_615)]
    most: Attr<u64>,
    #[field(default = 0x10)]
    hex: Attr<i64>,
    #[field(default = Some(5))]
    hours: Attr<Option<i64>>,
    #[field(default = Some(5))]
    days: Attr<Maybe>,
    #[field(default = Some(Default::default()))]
    months: Attr<Option<i64>>,
    #[field(default = perhaps())]
    weeks: Attr<Option<i64>>,
    #[field(default = 5.0, fingerprint_default = "5")]
    height: Attr<f64>,
    #[field(default = 1e3)]
    weight: Attr<f64>,
    #[field(default = -0.5)]
    depth: Attr<Option<f32>>,
    #[field(default = true, fingerprint_default = "1")]
    on: Attr<bool>,
    #[field(default = room())]
    room: Attr<String>,
    #[field(default = "hall".to_string())]
    hall: Attr<String>,
    #[field(default = Default::default())]
    empty: Attr<String>,
    #[field(default = "5".parse().unwrap_or_default())]
    parsed: Attr<Option<i64>>,
    #[field(default = "a b".split(' ').map(str::to_owned).collect())]
    words: Attr<Vec<String>>,
    #[field(default = "a".into())]
    turned: Attr<String>,
    #[field(default = "secret")]
    password: Attr<SensitiveString>,
    #[field(default = Colour::Cold)]
    colour: Attr<Colour>,
    #[field(default = ["a", "b"])]
    tags: Attr<Vec<String>>,
    #[field(default = vec![1, 2])]
    slots: Attr<Vec<u8>>,
    #[field(default = Vec::new())]
    rooms: Attr<Vec<i64>>,
    #[field(default = BTreeMap::new())]
    labels: Attr<BTreeMap<String, String>>,
    #[field(default = 100)]
    percent: Attr<Bounded<0, 100>>,
    #[field(default = Lamp::orphan())]
    spare: Attr<Option<Box<Lamp>>>,
    #[field(default = Utc::now())]
    made: Attr<DateTime<Utc>>,
    #[field(since("1.1", fill = None))]
    owner: Attr<Option<String>>,
    #[field(since("1.1", fill = Some("none")))]
    maker: Attr<Option<String>>,
    #[field(since("1.1", fill = 3))]
    grade: Attr<Bounded<-5, 5>>,
    #[field(flatten)]
    power: Power,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<i64>,
    #[field(has_many(key = Port::NODE_ID), default = Vec::new())]
    ports: Attr<Vec<Port>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "ports")]
struct Port {
    id: Attr<i64>,
    node_id: Attr<i64>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut lamp = Lamp::orphan();
    lamp.obj_set_defaults(&[])?;
    assert_eq!(
        (lamp.watts()?, lamp.days()?, lamp.weeks()?, lamp.colour()?),
        (60, Some(5), None, Colour::Cold)
    );
    assert_eq!((lamp.tags()?.len(), lamp.volts()?, lamp.amperes()?), (2, 230, 3));
    assert_eq!((lamp.limit()?, lamp.ratio()?, lamp.patience()?), (u64::MAX, RATIO, Duration::ZERO));
    assert_eq!((lamp.meter()?, lamp.light()?, lamp.seller()?), (Ipv4Addr::LOCALHOST, Colour::Warm, ""));
    assert_eq!((lamp.meter_room()?, lamp.phases()?.len(), lamp.last_contract()?), ("hall", 2, NIL));
    assert!(Lamp::descriptor().fingerprint_at(Version::new(1, 1)).is_none());
    lamp.set_colour(Colour::Warm)?;
    let mut node = Node::orphan();
    node.obj_set_defaults(&[])?;
    assert!(node.ports()?.is_empty() && !node.is_set(Node::ID) && Port::orphan().node_id().is_err());
    Ok(())
}
