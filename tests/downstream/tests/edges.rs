//! Declarations and data at the edges of what is allowed.
#![allow(missing_docs, clippy::unwrap_used, reason = "types and helpers of tests")]

use downstream as _;
use versioned_object_core::fields::{Json, UnknownFields};
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::{self, json};
use versioned_object_core::wire::{Reader, WriteOptions};
use versioned_object_core::{ObjectList, Registry};

/// More fields than one word has bits.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Wide {
    f0: Attr<Option<i64>>,
    f1: Attr<Option<i64>>,
    f2: Attr<Option<i64>>,
    f3: Attr<Option<i64>>,
    f4: Attr<Option<i64>>,
    f5: Attr<Option<i64>>,
    f6: Attr<Option<i64>>,
    f7: Attr<Option<i64>>,
    f8: Attr<Option<i64>>,
    f9: Attr<Option<i64>>,
    f10: Attr<Option<i64>>,
    f11: Attr<Option<i64>>,
    f12: Attr<Option<i64>>,
    f13: Attr<Option<i64>>,
    f14: Attr<Option<i64>>,
    f15: Attr<Option<i64>>,
    f16: Attr<Option<i64>>,
    f17: Attr<Option<i64>>,
    f18: Attr<Option<i64>>,
    f19: Attr<Option<i64>>,
    f20: Attr<Option<i64>>,
    f21: Attr<Option<i64>>,
    f22: Attr<Option<i64>>,
    f23: Attr<Option<i64>>,
    f24: Attr<Option<i64>>,
    f25: Attr<Option<i64>>,
    f26: Attr<Option<i64>>,
    f27: Attr<Option<i64>>,
    f28: Attr<Option<i64>>,
    f29: Attr<Option<i64>>,
    f30: Attr<Option<i64>>,
    f31: Attr<Option<i64>>,
    f32: Attr<Option<i64>>,
    f33: Attr<Option<i64>>,
    f34: Attr<Option<i64>>,
    f35: Attr<Option<i64>>,
    f36: Attr<Option<i64>>,
    f37: Attr<Option<i64>>,
    f38: Attr<Option<i64>>,
    f39: Attr<Option<i64>>,
    f40: Attr<Option<i64>>,
    f41: Attr<Option<i64>>,
    f42: Attr<Option<i64>>,
    f43: Attr<Option<i64>>,
    f44: Attr<Option<i64>>,
    f45: Attr<Option<i64>>,
    f46: Attr<Option<i64>>,
    f47: Attr<Option<i64>>,
    f48: Attr<Option<i64>>,
    f49: Attr<Option<i64>>,
    f50: Attr<Option<i64>>,
    f51: Attr<Option<i64>>,
    f52: Attr<Option<i64>>,
    f53: Attr<Option<i64>>,
    f54: Attr<Option<i64>>,
    f55: Attr<Option<i64>>,
    f56: Attr<Option<i64>>,
    f57: Attr<Option<i64>>,
    f58: Attr<Option<i64>>,
    f59: Attr<Option<i64>>,
    f60: Attr<Option<i64>>,
    f61: Attr<Option<i64>>,
    f62: Attr<Option<i64>>,
    f63: Attr<Option<i64>>,
    f64: Attr<Option<i64>>,
    f65: Attr<Option<i64>>,
    f66: Attr<Option<i64>>,
    f67: Attr<Option<i64>>,
    f68: Attr<Option<i64>>,
    f69: Attr<Option<i64>>,
    f70: Attr<Option<i64>>,
    f71: Attr<Option<i64>>,
    f72: Attr<Option<i64>>,
    f73: Attr<Option<i64>>,
    f74: Attr<Option<i64>>,
    f75: Attr<Option<i64>>,
    f76: Attr<Option<i64>>,
    f77: Attr<Option<i64>>,
    f78: Attr<Option<i64>>,
    f79: Attr<Option<i64>>,
    f80: Attr<Option<i64>>,
    f81: Attr<Option<i64>>,
    f82: Attr<Option<i64>>,
    f83: Attr<Option<i64>>,
    f84: Attr<Option<i64>>,
    f85: Attr<Option<i64>>,
    f86: Attr<Option<i64>>,
    f87: Attr<Option<i64>>,
    f88: Attr<Option<i64>>,
    f89: Attr<Option<i64>>,
    f90: Attr<Option<i64>>,
    f91: Attr<Option<i64>>,
    f92: Attr<Option<i64>>,
    f93: Attr<Option<i64>>,
    f94: Attr<Option<i64>>,
    f95: Attr<Option<i64>>,
    f96: Attr<Option<i64>>,
    f97: Attr<Option<i64>>,
    f98: Attr<Option<i64>>,
    f99: Attr<Option<i64>>,
    f100: Attr<Option<i64>>,
    f101: Attr<Option<i64>>,
    f102: Attr<Option<i64>>,
    f103: Attr<Option<i64>>,
    f104: Attr<Option<i64>>,
    f105: Attr<Option<i64>>,
    f106: Attr<Option<i64>>,
    f107: Attr<Option<i64>>,
    f108: Attr<Option<i64>>,
    f109: Attr<Option<i64>>,
    f110: Attr<Option<i64>>,
    f111: Attr<Option<i64>>,
    f112: Attr<Option<i64>>,
    f113: Attr<Option<i64>>,
    f114: Attr<Option<i64>>,
    f115: Attr<Option<i64>>,
    f116: Attr<Option<i64>>,
    f117: Attr<Option<i64>>,
    f118: Attr<Option<i64>>,
    f119: Attr<Option<i64>>,
    f120: Attr<Option<i64>>,
    f121: Attr<Option<i64>>,
    f122: Attr<Option<i64>>,
    f123: Attr<Option<i64>>,
    f124: Attr<Option<i64>>,
    f125: Attr<Option<i64>>,
    f126: Attr<Option<i64>>,
    f127: Attr<Option<i64>>,
    f128: Attr<Option<i64>>,
    f129: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Empty {
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Stamp {
    stamp: Attr<Option<i64>>,
}

/// The names are as they are to have an order on the wire that is not the alphabet's.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", comparable, hooks(make_compatible))]
pub struct Root {
    zeta: Attr<i64>,
    alpha: Attr<i64>,
    #[field(since = "1.2")]
    newest: Attr<Option<i64>>,
    mid: Attr<f64>,
    r#type: Attr<Option<String>>,
    #[field(flatten)]
    stamp: Stamp,
    meta: ObjectMeta,
}

impl Root {
    fn hook_make_compatible(
        &self,
        data: &mut serde_json::Map<String, serde_json::Value>,
        target: Version,
    ) -> Result<()> {
        if target < Version::new(1, 1) {
            data.remove("alpha");
            data.insert("old".to_owned(), self.alpha()?.into());
        }
        Ok(())
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Root)]
pub struct Middle {
    base: Root,
    own: Attr<Option<i64>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Middle)]
pub struct Leaf {
    base: Middle,
    last: Attr<Option<i64>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Root)]
pub struct Roots {
    objects: Attr<Vec<Root>>,
    meta: ObjectMeta,
}

fn root() -> Root {
    Root::builder().zeta(1).alpha(2).newest(3).mid(0.5).stamp(4).build_orphan().unwrap()
}

#[test]
fn more_fields_than_a_word_has_bits() {
    let mut wide = Wide::orphan();
    for key in [Wide::F0, Wide::F63, Wide::F64, Wide::F129] {
        wide.set(key, 7).unwrap();
    }
    assert_eq!(wide.obj_what_changed(), ["f0", "f63", "f64", "f129"]);
    wide.obj_reset_changes(&["f64"], false);
    let read: Wide = wire::from_str(&wire::to_string(&wide).unwrap()).unwrap();
    assert_eq!(read.obj_what_changed(), ["f0", "f63", "f129"]);
    assert_eq!(read.f129().unwrap(), Some(7));
}

/// JSON that `serde_json` has otherwise, beside what a hook changes.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is shorter"), hooks(make_compatible))]
struct Passed {
    any: Attr<Json>,
    other: Attr<Json>,
    weight: Attr<f64>,
    meta: ObjectMeta,
}

impl Passed {
    fn hook_make_compatible(
        &self,
        data: &mut serde_json::Map<String, serde_json::Value>,
        target: Version,
    ) -> Result<()> {
        if target < Version::new(1, 1) {
            data["other"]["b"] = 2.into();
            data.remove("weight");
            data.insert("more".to_owned(), json!({"z": self.weight()?, "a": 2}));
        }
        Ok(())
    }
}

#[test]
fn a_hook_changes_nothing_that_it_leaves_alone() {
    let long = "1000000000000000000000000000000";
    let any = format!(r#"{{"z":{long},"a":["\u2028\"",-0.0,{{"y":1,"b":0.1}}]}}"#);
    let text = format!(r#"{{"any": {any}, "other": {{"b": 1, "a": 1}}, "weight": 0.5}}"#);
    let passed = Passed::from_json(&text).unwrap();
    let written = wire::to_string(&passed).unwrap();
    let at = |version: &str| {
        WriteOptions::default().target_version(version.parse().unwrap()).to_string(&passed).unwrap()
    };
    assert_eq!(at("1.1"), written);
    let start = written.find("\"any\":").unwrap();
    let end = written.find(",\"other\":").unwrap();
    let older = at("1.0");
    assert!(older.contains(&written[start..end]), "{older}");
    assert!(older.contains(r#""other":{"a":1,"b":2},"more":{"a":2,"z":0.5}"#), "{older}");
}

#[test]
fn an_object_may_have_no_fields() {
    let text = wire::to_string(&Empty::orphan()).unwrap();
    assert!(text.ends_with("\"versioned_object.data\":{}}"), "{text}");
    assert_eq!(wire::from_str::<Empty>(&text).unwrap().to_string(), "Empty()");
}

#[test]
fn fields_of_ancestors_come_last_and_are_reached_by_their_keys() {
    let mut leaf = Leaf::builder()
        .last(9)
        .set(Middle::OWN, 8)
        .set(Root::ZETA, 1)
        .set("type", "t")
        .build_orphan()
        .unwrap();
    leaf.set_stamp(5).unwrap();
    assert_eq!(leaf.get(Root::ZETA).unwrap(), 1);
    assert_eq!(leaf.own().unwrap(), Some(8));
    assert_eq!(leaf.obj_what_changed(), ["last", "own", "zeta", "type", "stamp"]);
    let text = wire::to_string(&leaf).unwrap();
    assert!(
        text.contains(
            "\"versioned_object.data\":{\"last\":9,\"own\":8,\"zeta\":1,\"type\":\"t\",\"stamp\":5}"
        ),
        "{text}"
    );
    assert!(text.contains("\"Leaf\"") && text.contains("\"1.2\""), "{text}");
    let read: Leaf = wire::from_str(&text).unwrap();
    assert_eq!(wire::to_string(&read).unwrap(), text);
    let root: Root = Middle::from(read).into();
    assert_eq!(root.r#type().unwrap(), Some("t"));
}

#[test]
fn a_hook_sees_the_data_of_the_target_and_keeps_the_order_of_the_wire() {
    let old = WriteOptions::default().target_version(Version::new(1, 0)).to_string(&root()).unwrap();
    assert!(
        old.contains("\"versioned_object.data\":{\"zeta\":1,\"mid\":0.5,\"stamp\":4,\"old\":2}"),
        "{old}"
    );
    assert!(old.ends_with("\"versioned_object.changes\":[\"zeta\",\"mid\",\"stamp\"]}"), "{old}");
    let leaf = Leaf::builder().set(Root::ALPHA, 2).build_orphan().unwrap();
    let old = WriteOptions::default().target_version(Version::new(1, 0)).to_value(&leaf).unwrap();
    assert_eq!(old["versioned_object.data"], json!({"old": 2}), "the parent's hook");
}

#[test]
fn changes_of_a_list_in_place_are_seen() {
    let clean = || {
        let mut list = Roots::from(vec![root(), root()]);
        list.obj_reset_changes(&[], true);
        list
    };
    assert!(clean().obj_what_changed().is_empty());
    let changes: [fn(&mut Roots); 5] = [
        |list| list[0] = root(),
        |list| list.swap(0, 1),
        |list| list.elements_mut().push(root()),
        |list| list.obj_sort_by_key(Root::alpha).unwrap(),
        |list| list.iter_mut().for_each(|root| root.set_alpha(9).unwrap()),
    ];
    for change in changes {
        let mut list = clean();
        change(&mut list);
        assert_eq!(list.obj_what_changed(), ["objects"]);
    }
}

#[test]
fn a_guard_that_is_forgotten_marks_the_change() {
    let mut list = Roots::from(vec![root()]);
    list.obj_reset_changes(&[], true);
    let mut guard = list.objects_mut().unwrap();
    guard.clear();
    std::mem::forget(guard);
    assert_eq!(list.obj_what_changed(), ["objects"]);
}

#[test]
fn fractions_come_back_to_the_bit() {
    let mut bits: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut tried = 0;
    while tried < 20_000 {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = f64::from_bits(bits);
        if !number.is_finite() {
            continue;
        }
        tried += 1;
        let root = Root::builder().mid(number).build_orphan().unwrap();
        let read: Root = wire::from_str(&wire::to_string(&root).unwrap()).unwrap();
        assert_eq!(read.mid().unwrap().to_bits(), number.to_bits(), "{number}");
        let read = Root::obj_from_primitive(root.obj_to_primitive().unwrap(), None).unwrap();
        assert_eq!(read.mid().unwrap().to_bits(), number.to_bits(), "{number}");
    }
}

fn envelope(before: &str, data: &str) -> String {
    format!(
        r#"{{{before} "versioned_object.name": "Root", "versioned_object.namespace": "versionedobjects",
            "versioned_object.version": "1.2", "versioned_object.data": {{{data}}}}}"#
    )
}

#[test]
fn other_keys_beside_the_envelope_are_passed_over() {
    let mut registry = Registry::new();
    registry.register::<Root>().unwrap();
    for other in [r#""name": 1,"#, r#""osprofiler.data": {"name": []},"#, r#""x": 0,"#] {
        let text = envelope(other, "\"alpha\": 1");
        assert_eq!(wire::from_str::<Root>(&text).unwrap().alpha().unwrap(), 1);
        assert_eq!(Reader::new().registry(&registry).read_any(&text).unwrap().obj_get("alpha").unwrap(), 1);
    }
}

#[test]
fn a_key_twice_is_an_error_at_every_level() {
    let cases = [
        (envelope(r#""x": 1, "x": 2,"#, ""), "Root: duplicate key `x`"),
        (envelope(r#""x": {"a": [{"b": 1, "b": 2}]},"#, ""), "Root.x[\"a\"][0]: duplicate key `b`"),
        (envelope("", r#""alpha": 1, "alpha": 1"#), "Root: duplicate key `alpha`"),
        (envelope("", r#""zz": 1, "zz": 2"#), "Root: duplicate key `zz`"),
        (envelope("", r#""zz": {"a": 1, "a": 2}"#), "Root.zz: duplicate key `a`"),
        (
            envelope(r#""versioned_object.version": "1.0","#, ""),
            "Root: duplicate key `versioned_object.version`",
        ),
    ];
    for (text, message) in cases {
        for unknown in [UnknownFields::Ignore, UnknownFields::Keep] {
            let read = Reader::new().unknown_fields(unknown).read::<Root>(&text);
            assert_eq!(read.unwrap_err().to_string(), message, "{text}");
        }
    }
}

#[test]
fn bad_text_is_an_error_with_its_place() {
    let deep = "[".repeat(100_000);
    let cases = [
        (envelope("", r#""type": "\ud800""#), "Root.type: not JSON: "),
        (envelope("", r#""mid": 1e400"#), "Root.mid: expected finite number, got inf"),
        (envelope("", &format!("\"zz\": {deep}")), "Root.zz[0]"),
        (envelope("", r#""alpha": 9223372036854775808"#), "Root.alpha: expected integer below 2^63"),
        (envelope("", r#""alpha": -9223372036854775809"#), "Root.alpha: expected integer"),
        (envelope("", r#""alpha": 1"#) + "x", "Root: not JSON: trailing characters"),
    ];
    for (text, message) in cases {
        let error = wire::from_str::<Root>(&text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn kept_fields_are_for_envelopes_only() {
    let text = envelope("", r#""alpha": 1, "brand_new": [1]"#);
    let root: Root = Reader::new().unknown_fields(UnknownFields::Keep).read(&text).unwrap();
    assert!(wire::to_string(&root).unwrap().contains("\"brand_new\":[1]"));
    assert_eq!(root.to_json().unwrap(), "{\"alpha\":1}");
}

#[test]
fn all_errors_of_an_envelope_are_told_at_once() {
    let mut registry = Registry::new();
    registry.register::<Root>().unwrap().register::<Roots>().unwrap();
    let bad = envelope("", r#""alpha": "x", "zeta": 1, "mid": []"#);
    let list = format!(
        r#"{{"versioned_object.name": "Roots", "versioned_object.namespace": "versionedobjects",
            "versioned_object.version": "1.0", "versioned_object.data": {{"objects": [{bad}, 5, {bad}]}}}}"#
    );
    let reader = Reader::new().registry(&registry);
    let errors: Vec<_> = reader.all_errors(&list).iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "Roots.objects[0].alpha: expected integer, got \"x\"",
            "Roots.objects[0].mid: expected finite number, got a list",
            "Roots.objects[1]: expected the envelope of an object Root, got a number",
            "Roots.objects[2].alpha: expected integer, got \"x\"",
            "Roots.objects[2].mid: expected finite number, got a list",
        ]
    );
    assert!(reader.all_errors(&envelope("", "\"alpha\": 1")).is_empty());
}

#[test]
fn years_have_four_digits() {
    use versioned_object_core::chrono::{NaiveDate, TimeZone};
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    struct Event {
        at: Attr<DateTime<Utc>>,
        meta: ObjectMeta,
    }
    let mut event = Event::orphan();
    let late = Utc.from_utc_datetime(&NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap().into());
    assert_eq!(
        event.set_at(late).unwrap_err().to_string(),
        "Event.at: expected a year from 1 to 9999, got 10000"
    );
    let early = Utc.from_utc_datetime(&NaiveDate::from_ymd_opt(7, 1, 1).unwrap().into());
    event.set_at(early).unwrap();
    assert!(wire::to_string(&event).unwrap().contains("\"0007-01-01T00:00:00Z\""));
}
