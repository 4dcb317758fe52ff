//! Objects that have a field of every type.

#![allow(missing_docs, reason = "the fields are named after their types")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};

use chrono::{FixedOffset, NaiveDateTime};
use versioned_object_core::Registry;
use versioned_object_core::fields::ipnet::{IpNet, Ipv4Net, Ipv6Net};
use versioned_object_core::fields::{
    AnyOf, Bounded, FlexibleBoolean, Ipv4AndV6Addr, Json, JsonOf, MacAddress, NonNegativeFloat, PciAddress,
    SensitiveString, Text, VersionPredicate,
};
use versioned_object_core::prelude::*;

/// One of a few texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumField)]
pub enum Kind {
    /// `"one"`.
    One,
    /// `"two_halves"`.
    TwoHalves,
    /// `"Drei"`.
    #[enum_field(rename = "Drei")]
    Three,
}

/// A state machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum State {
    /// May become all.
    #[enum_field(to(Busy, Gone))]
    Idle,
    /// May become idle.
    #[enum_field(to(Idle))]
    Busy,
    /// The end.
    Gone,
}

/// A field of every type that is read from a text.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "texts", key = id)]
pub struct Texts {
    id: Attr<Uuid>,
    text: Attr<Option<String>>,
    secret: Attr<Option<SensitiveString>>,
    #[field(sensitive)]
    hidden: Attr<Option<i64>>,
    predicate: Attr<Option<VersionPredicate>>,
    kind: Attr<Option<Kind>>,
    state: Attr<Option<State>>,
    mac: Attr<Option<MacAddress>>,
    pci: Attr<Option<PciAddress>>,
    int: Attr<Option<i64>>,
    uint: Attr<Option<u64>>,
    float: Attr<Option<f64>>,
    positive: Attr<Option<NonNegativeFloat>>,
    truth: Attr<Option<bool>>,
    flexible: Attr<Option<FlexibleBoolean>>,
    utc: Attr<Option<DateTime<Utc>>>,
    fixed: Attr<Option<DateTime<FixedOffset>>>,
    naive: Attr<Option<NaiveDateTime>>,
    ip: Attr<Option<IpAddr>>,
    ipv4: Attr<Option<Ipv4Addr>>,
    ipv6: Attr<Option<Ipv6Addr>>,
    either: Attr<Option<Ipv4AndV6Addr>>,
    net: Attr<Option<IpNet>>,
    net4: Attr<Option<Ipv4Net>>,
    net6: Attr<Option<Ipv6Net>>,
    items: Attr<Option<Vec<String>>>,
    members: Attr<Option<BTreeSet<i64>>>,
    dict: Attr<Option<BTreeMap<String, Option<i64>>>>,
    any: Attr<Option<Json>>,
    byte: Attr<Option<u8>>,
    short: Attr<Option<i16>>,
    long: Attr<Option<i32>>,
    ratio: Attr<Option<f32>>,
    bounded: Attr<Option<Bounded<-5, 500>>>,
    span: Attr<Option<Duration>>,
    clock: Attr<Option<SystemTime>>,
    path: Attr<Option<PathBuf>>,
    shared: Attr<Option<Arc<str>>>,
    labels: Attr<Option<HashMap<String, u16>>>,
    zones: Attr<Option<HashSet<String>>>,
    kinds: Attr<Option<HashMap<Kind, i8>>>,
    plain: Attr<Option<serde_json::Value>>,
    socket: Attr<Option<Text<SocketAddr>>>,
    shape: Attr<Option<JsonOf<BTreeMap<String, u8>>>>,
    meta: ObjectMeta,
}

/// Fields that hold others, and such as take no null.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", namespace = "hostile", relationships(..))]
pub struct Nested {
    #[field(read_only)]
    id: Attr<i64>,
    #[field(default = "none")]
    name: Attr<String>,
    kinds: Attr<Vec<Kind>>,
    moments: Attr<Vec<Option<DateTime<FixedOffset>>>>,
    grid: Attr<Vec<Vec<Option<f64>>>>,
    words: Attr<BTreeSet<String>>,
    numbers: Attr<BTreeSet<u64>>,
    proxy: Attr<BTreeMap<i64, BTreeMap<String, Vec<bool>>>>,
    addresses: Attr<BTreeMap<String, IpAddr>>,
    any: Attr<BTreeMap<String, Json>>,
    texts: Attr<Option<Texts>>,
    child: Attr<Option<Box<Nested>>>,
    children: Attr<Vec<Nested>>,
    timers: Attr<BTreeMap<String, Timer>>,
    subclass: Attr<Option<AnyOf<Timer>>>,
    #[field(object = "Timer")]
    late: Attr<Option<Box<dyn DynObject>>>,
    #[field(since = "1.1", default = State::Idle)]
    state: Attr<State>,
    #[field(since = "1.2", default = Vec::new())]
    late_list: Attr<Vec<Box<dyn DynObject>>>,
    meta: ObjectMeta,
}

/// A list object.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "hostile", list_of = Nested)]
pub struct NestedList {
    objects: Attr<Vec<Nested>>,
    meta: ObjectMeta,
}

fn to_minutes(seconds: i64) -> i64 {
    seconds / 60
}

fn to_seconds(minutes: i64) -> Result<i64, String> {
    minutes.checked_mul(60).ok_or_else(|| format!("expected fewer minutes, got {minutes}"))
}

fn to_text(minutes: i64) -> String {
    format!("{minutes} min")
}

fn from_text(text: &str) -> Result<i64, String> {
    let number = text.strip_suffix(" min").and_then(|number| number.parse().ok());
    number.ok_or_else(|| "expected minutes".to_owned())
}

/// An object with a history of every kind.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.5")]
pub struct Timer {
    id: Attr<i64>,
    #[field(
        renamed("1.1", "span"),
        renamed("1.3", "duration"),
        changed("1.2", from = Option<String>, down = to_text, up = from_text),
        changed("1.4", from = Option<i64>, down = to_minutes, up = to_seconds)
    )]
    seconds: Attr<i64>,
    #[field(until = "1.3", default = false)]
    loud: Attr<bool>,
    #[field(since = "1.2")]
    label: Attr<Option<String>>,
    #[field(value("1.5", Three, instead = One))]
    kind: Attr<Option<Kind>>,
    meta: ObjectMeta,
}

/// Extends a timer.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Timer)]
pub struct Alarm {
    volume: Attr<Option<u64>>,
    base: Timer,
}

/// The objects of this module, and the backup family.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
        let mut registry = Registry::new();
        registry.register::<Texts>().unwrap().register::<Nested>().unwrap();
        registry.register::<NestedList>().unwrap().register::<Timer>().unwrap();
        registry.register::<Alarm>().unwrap();
        backup_objects::register_all(&mut registry).unwrap();
        registry
    });
    &REGISTRY
}
