//! What a test asks of all objects at once: hashes, dependencies, older versions, rows.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use downstream::{Address, Audiobook, Book, Condition, Member, Percent, Shelf};
use versioned_object_core::chrono::{FixedOffset, NaiveDateTime, TimeZone as _};
use versioned_object_core::fields::{
    AnyOf, FieldType, FlexibleBoolean, Input, Ipv4AndV6Addr, Json, MacAddress, NonNegativeFloat, PciAddress,
    ReadContext, SensitiveString, VersionPredicate, ipnet,
};
use versioned_object_core::prelude::*;
use versioned_object_core::testing::{Comparison, ObjectVersionChecker, Sample, Samples, compare_obj};
use versioned_object_core::{PrimitiveWriter, Registry, TypeDescriptor};

fn library() -> Registry {
    let mut registry = Registry::new();
    registry.register::<Address>().unwrap().register::<Book>().unwrap().register::<Audiobook>().unwrap();
    registry.register::<Shelf>().unwrap().register::<Member>().unwrap();
    registry
}

fn checker<T: VersionedObject>() -> ObjectVersionChecker {
    let mut registry = Registry::new();
    registry.register::<T>().unwrap();
    ObjectVersionChecker::new(registry)
}

/// What oslo computes for the same classes.
const HASHES: [(&str, &str); 2] =
    [("Audiobook", "1.0-b9ad82db964d2c0a23e11aab2a8d1ad7"), ("Book", "1.3-38cbd08c8c2d2b286a15f8d389519f17")];

#[test]
fn hashes_are_those_of_oslo() {
    let hashes = ObjectVersionChecker::new(library()).get_hashes();
    for (name, hash) in HASHES {
        assert_eq!(hashes[name], hash);
    }
    assert_eq!(hashes["LibraryMember"], "2.1-unknown", "the default of `discount` has no Python form");
}

#[test]
fn hashes_that_differ_are_given_as_expected_and_as_they_are() {
    let mut registry = Registry::new();
    registry.register::<Book>().unwrap().register::<Audiobook>().unwrap();
    let checker = ObjectVersionChecker::new(registry);
    assert_eq!(checker.test_hashes(HASHES), (BTreeMap::new(), BTreeMap::new()));
    let (expected, actual) = checker.test_hashes([HASHES[0], ("Film", "1.0-0")]);
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(expected, BTreeMap::from([("Book".to_owned(), None), ("Film".to_owned(), some("1.0-0"))]));
    assert_eq!(actual, BTreeMap::from([("Book".to_owned(), some(HASHES[1].1)), ("Film".to_owned(), None)]));
}

/// oslo gives `{'LibraryMember': {'Address': '1.0', 'Shelf': '1.0', 'Book': '1.3'}}`, without the books of a shelf.
#[test]
fn the_dependency_tree_is_that_of_oslo() {
    let tree = ObjectVersionChecker::new(library()).get_dependency_tree().unwrap();
    let (first, third) = (Version::new(1, 0), Version::new(1, 3));
    let member = BTreeMap::from([("Address", first), ("Shelf", first), ("Book", third)]);
    assert_eq!(tree, BTreeMap::from([("LibraryMember", member)]));
    let error = checker::<Member>().get_dependency_tree().unwrap_err();
    assert_eq!(error.to_string(), "Address is referenced by LibraryMember but is not registered");
}

#[test]
fn relationships_that_differ_are_given_as_expected_and_as_they_are() {
    let checker = ObjectVersionChecker::new(library());
    let tree = |children: &[(&str, Version)]| {
        let children = children.iter().map(|(name, version)| ((*name).to_owned(), *version)).collect();
        BTreeMap::from([("LibraryMember".to_owned(), children)])
    };
    let (first, third) = (Version::new(1, 0), Version::new(1, 3));
    let all = tree(&[("Address", first), ("Shelf", first), ("Book", third)]);
    assert_eq!(checker.test_relationships(&all).unwrap(), (BTreeMap::new(), BTreeMap::new()));
    let wrong = tree(&[("Address", first)]);
    let (expected, actual) = checker.test_relationships(&wrong).unwrap();
    assert_eq!(expected["LibraryMember"].as_ref(), wrong.get("LibraryMember"));
    assert_eq!(actual["LibraryMember"].as_ref(), all.get("LibraryMember"));
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", relationships(light = [("1.0", "1.0")]), note("1.1", "it is brighter"))]
struct Lamp {
    /// A type that is known by name only: the compiler does not see its version.
    #[field(object = "Bulb")]
    light: Attr<Option<Box<dyn DynObject>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is brighter"))]
struct Bulb {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[test]
fn a_change_of_a_child_that_no_pair_has_is_found() {
    let mut registry = Registry::new();
    registry.register::<Lamp>().unwrap().register::<Bulb>().unwrap();
    let error = ObjectVersionChecker::new(registry).test_relationships_in_order().unwrap_err();
    assert_eq!(
        error.to_string(),
        "Lamp 1.1, `light`: the pairs end with Bulb 1.0, but it is at 1.1: a pair is missing"
    );
    ObjectVersionChecker::new(library()).test_relationships_in_order().unwrap();
}

/// A type of somebody's own that takes nothing that samples are tried with.
#[derive(Clone, Debug, PartialEq)]
struct Isbn(String);

impl FieldType for Isbn {
    type Ref<'a> = &'a Isbn;
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::scalar("Isbn").samples(&[r#""978-0000000002""#, r#""978-0262510875""#]);

    fn borrow_field(&self) -> &Isbn {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let text = String::coerce(input, cx)?;
        if text.starts_with("978-") { Ok(Self(text)) } else { Err(Error::invalid("expected an ISBN")) }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(&self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        self.0.clone().into()
    }
}

/// A field of every type.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", relationships(..))]
struct Everything {
    text: Attr<String>,
    secret: Attr<SensitiveString>,
    predicate: Attr<VersionPredicate>,
    condition: Attr<Condition>,
    uuid: Attr<Uuid>,
    mac: Attr<MacAddress>,
    pci: Attr<PciAddress>,
    number: Attr<i64>,
    count: Attr<u64>,
    fraction: Attr<f64>,
    share: Attr<NonNegativeFloat>,
    truth: Attr<bool>,
    word: Attr<FlexibleBoolean>,
    utc: Attr<DateTime<Utc>>,
    offset: Attr<DateTime<FixedOffset>>,
    naive: Attr<NaiveDateTime>,
    ip: Attr<IpAddr>,
    ipv4: Attr<Ipv4Addr>,
    ipv6: Attr<Ipv6Addr>,
    either_ip: Attr<Ipv4AndV6Addr>,
    net: Attr<ipnet::IpNet>,
    ipv4_net: Attr<ipnet::Ipv4Net>,
    ipv6_net: Attr<ipnet::Ipv6Net>,
    #[field(since = "1.1")]
    json: Attr<Json>,
    percent: Attr<Percent>,
    isbn: Attr<Isbn>,
    lists: Attr<Vec<Vec<Option<i64>>>>,
    sets: Attr<BTreeSet<String>>,
    maps: Attr<BTreeMap<String, Vec<Condition>>>,
    numbered: Attr<BTreeMap<i64, Isbn>>,
    told: Attr<BTreeMap<bool, String>>,
    identified: Attr<BTreeMap<Uuid, String>>,
    child: Attr<Box<Bulb>>,
    any: Attr<AnyOf<Bulb>>,
    #[field(object = "Bulb")]
    late: Attr<Box<dyn DynObject>>,
    children: Attr<Vec<Bulb>>,
    again: Attr<Option<Box<Everything>>>,
    meta: ObjectMeta,
}

#[test]
fn there_are_samples_of_every_type() {
    let mut registry = Registry::new();
    registry.register::<Everything>().unwrap().register::<Bulb>().unwrap();
    let samples = Samples::new().registry(registry.clone());
    let full = samples.make(Everything::descriptor(), Sample::Full).unwrap();
    let minimal = samples.make(Everything::descriptor(), Sample::Minimal).unwrap();
    for field in Everything::descriptor().fields() {
        assert!(minimal.obj_attr_is_set(field.name).unwrap(), "{}", field.name);
        let value = full.obj_get(field.name).unwrap();
        assert_eq!(value.is_null(), field.name == "again", "{}: {value}", field.name);
        let is_empty =
            value.as_list().is_some_and(<[_]>::is_empty) || value.as_map().is_some_and(<[_]>::is_empty);
        assert!(!is_empty, "{}", field.name);
    }
    assert_eq!(full.obj_get("isbn").unwrap(), "978-0262510875");
    assert_eq!(minimal.obj_get("isbn").unwrap(), "978-0000000002");
    assert!(full.obj_what_changed().is_empty());
    ObjectVersionChecker::new(registry).test_compatibility_routines().unwrap();
}

/// A hook that gives older versions what they do not know, and takes what they do.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", hooks(make_compatible))]
struct Leaky {
    a: Attr<i64>,
    #[field(since = "1.1")]
    b: Attr<i64>,
    meta: ObjectMeta,
}

impl Leaky {
    fn hook_make_compatible(
        &self,
        data: &mut versioned_object_core::serde_json::Map<String, versioned_object_core::serde_json::Value>,
        _target: Version,
    ) -> Result<()> {
        data.insert("b".to_owned(), self.b()?.into());
        Ok(())
    }
}

/// A converter that does not come back to where it started, and one that fails.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Torn {
    #[field(changed("1.1", from = String, down = one_way, up = another))]
    a: Attr<i64>,
    meta: ObjectMeta,
}

fn one_way(number: i64) -> String {
    format!("{number} W")
}

fn another(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}

#[test]
fn a_version_that_does_not_come_back_is_found() {
    let error = checker::<Leaky>().test_compatibility_routines().unwrap_err();
    assert_eq!(
        error.lines()[0],
        "Leaky 1.1 at 1.0, children by the pairs: has `b`, which 1.0 lacks (Minimal sample)"
    );
    let error = checker::<Torn>().test_compatibility_routines().unwrap_err();
    assert_eq!(
        error.lines()[0],
        "Torn 1.1 at 1.0, children by the pairs: cannot be read: Torn.a: 0 W is no number (Minimal sample)"
    );
    // Three ways to write the children, two samples.
    assert_eq!(error.lines().len(), 6);
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Stamped {
    at: Attr<DateTime<Utc>>,
    on: Attr<bool>,
    #[field(sensitive)]
    pin: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[test]
fn an_object_is_compared_with_a_row() {
    let at = Utc.with_ymd_and_hms(2020, 1, 1, 12, 0, 0).unwrap();
    let stamped = Stamped::builder().at(at).on(true).pin(7).build_orphan().unwrap();
    let row = |at: Value, on: Value, pin: Value| [("at", at), ("on", on), ("pin", pin)];
    // As databases have it: without an offset, as a text, and truth as a number.
    for stored in
        [Value::from(at.naive_utc()), "2020-01-01 12:00:00".into(), "2020-01-01T14:00:00+02:00".into()]
    {
        compare_obj(&stamped, row(stored, 1.into(), 7.into())).unwrap();
    }
    // oslo's own finds no difference between moments.
    let other =
        compare_obj(&stamped, row("2021-01-01T12:00:00Z".into(), false.into(), 8.into())).unwrap_err();
    assert_eq!(
        other.to_string(),
        "at: 2020-01-01T12:00:00Z in the object, '2021-01-01T12:00:00Z' in the row\n\
         on: True in the object, False in the row\n\
         pin: *** in the object, *** in the row"
    );
    let unset = Stamped::builder().at(at).build_orphan().unwrap();
    let error = compare_obj(&unset, [("on", true)]).unwrap_err();
    assert_eq!(
        error.lines(),
        [
            "at: 2020-01-01T12:00:00Z in the object, not in the row",
            "on: not set in the object, True in the row"
        ]
    );
    Comparison::new().allow_missing(["at", "on"]).compare_obj(&unset, [("on", true)]).unwrap();
    let named =
        Comparison::new().sub("on", "enabled").compare_obj(&stamped, row(at.into(), 1.into(), 7.into()));
    assert_eq!(named.unwrap_err().to_string(), "on (enabled): True in the object, not in the row");
}

#[test]
fn a_check_of_nothing_fails() {
    let checker = ObjectVersionChecker::new(Registry::new());
    for found in [
        checker.test_compatibility_routines(),
        checker.test_relationships_in_order(),
        checker.test_defaults(),
    ] {
        assert_eq!(
            found.unwrap_err().to_string(),
            "the registry has no type: register some; or, where they are to be collected, link the library that has them, \
             `use its_name as _;`"
        );
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Numbered {
    #[field(validate = begins)]
    name: Attr<String>,
    meta: ObjectMeta,
}

fn begins(name: &str) -> Result<(), String> {
    if name.starts_with("no ") { Ok(()) } else { Err(format!("`{name}` does not begin with `no `")) }
}

#[test]
fn a_sample_for_nothing_is_told() {
    let all = |checker: ObjectVersionChecker| {
        checker.test_compatibility_routines().map_err(|found| found.lines().join("\n"))
    };
    let given = || checker::<Bulb>().value("Bulb", "watts", 40);
    all(given()).unwrap();
    assert_eq!(
        all(given().value("Bulb", "what", 1).value("Bub", "watts", 1)).unwrap_err(),
        "`value(\"Bub\", \"watts\", …)` is of no object here\n\
         `value(\"Bulb\", \"what\", …)` is of no field: Bulb has no such field"
    );
    // One that is missing is told once, and not for each sample.
    let missing = all(checker::<Numbered>()).unwrap_err();
    assert_eq!(missing.lines().count(), 1, "{missing}");
    assert!(missing.contains("give one, `value(\"Numbered\", \"name\", …)`"), "{missing}");
    all(checker::<Numbered>().value("Numbered", "name", "no 1")).unwrap();
}
