//! Messages with objects in them, between a service and an older one.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

mod answers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use answers::without_absent;
use serde_json::Value as Json;
use versioned_object_core::prelude::*;
use versioned_object_core::serializer::{BoxFuture, InProcess, IndirectionApi, Serializer, VersionManifest};
use versioned_object_core::wire::Limits;
use versioned_object_core::{Registry, Releases};

mod old {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", note("1.1", "as it was"))]
    pub(super) struct Bulb {
        watts: Attr<i64>,
        meta: ObjectMeta,
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", relationships(bulb = [("1.0", "1.1")]))]
    pub(super) struct Lamp {
        bulb: Attr<Option<Box<Bulb>>>,
        meta: ObjectMeta,
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", note("1.1", "as it was"), note("1.3", "as it is"))]
struct Bulb {
    watts: Attr<i64>,
    #[field(since = "1.2")]
    colour: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", relationships(bulb = [("1.0", "1.1"), ("1.1", "1.3")]))]
struct Lamp {
    bulb: Attr<Option<Box<Bulb>>>,
    #[field(since = "1.1")]
    on: Attr<bool>,
    meta: ObjectMeta,
}

fn older() -> Registry {
    let mut registry = Registry::new();
    registry.register::<old::Bulb>().unwrap().register::<old::Lamp>().unwrap();
    registry
}

fn newer() -> Registry {
    let mut registry = Registry::new();
    registry.register::<Bulb>().unwrap().register::<Lamp>().unwrap();
    registry
}

fn lamp() -> Lamp {
    let bulb = Bulb::builder().watts(40).colour("red").build_orphan().unwrap();
    Lamp::builder().bulb(bulb).on(true).build_orphan().unwrap()
}

/// Answers through the older method alone.
struct OnlyTarget(InProcess, Arc<Mutex<Vec<String>>>);

impl IndirectionApi for OnlyTarget {
    fn object_backport<'a>(
        &'a self,
        context: Option<&'a Context>,
        primitive: &'a Value,
        target: Version,
    ) -> BoxFuture<'a, Result<Value>> {
        self.1.lock().unwrap().push(target.to_string());
        self.0.object_backport(context, primitive, target)
    }
}

/// Gives every object back as it came.
struct Echo;

impl IndirectionApi for Echo {
    fn object_backport_versions<'a>(
        &'a self,
        _context: Option<&'a Context>,
        primitive: &'a Value,
        _versions: &'a VersionManifest,
    ) -> BoxFuture<'a, Result<Value>> {
        Box::pin(std::future::ready(Ok(primitive.clone())))
    }
}

struct Nobody;

impl IndirectionApi for Nobody {}

/// The old lamp that is left of [`lamp`].
fn is_older(lamp: &old::Lamp) {
    let bulb = lamp.bulb().unwrap().unwrap();
    assert_eq!((lamp.obj_version(), bulb.obj_version()), (Version::new(1, 0), Version::new(1, 1)));
    assert_eq!(bulb.to_string(), "Bulb(watts=40)");
}

fn is_send<T: Send>(value: T) -> T {
    value
}

#[test]
fn what_is_too_new_is_asked_for_with_all_that_is_below_it() {
    let sent = Serializer::new(newer()).to_string(vec![Value::from(1), lamp().into()]).unwrap();
    let receiver = Serializer::new(older()).indirection(InProcess::new(newer()));
    let ctx = Context::builder().user_id("alice").build();
    let got = pollster::block_on(is_send(receiver.entity_from_str(Some(&ctx), &sent))).unwrap();
    let items = got.as_list().unwrap();
    assert_eq!(items[0], 1);
    let lamp = items[1].as_object().unwrap();
    is_older(lamp.downcast_ref().unwrap());
    assert_eq!(lamp.obj_context().and_then(Context::user_id), Some("alice"));
    assert_eq!(lamp.obj_what_changed(), ["bulb"]);
}

#[test]
fn a_peer_with_the_older_method_is_asked_through_it() {
    let sent = Serializer::new(newer()).object_to_string(&lamp()).unwrap();
    let asked = Arc::default();
    let api = OnlyTarget(InProcess::new(newer()), Arc::clone(&asked));
    let receiver = Serializer::new(older()).indirection(api);
    let got: old::Lamp = pollster::block_on(receiver.from_str(None, &sent)).unwrap();
    is_older(&got);
    assert_eq!(*asked.lock().unwrap(), ["1.0"]);
}

#[test]
fn an_answer_that_is_no_better_is_an_error_with_its_path() {
    let sent = Serializer::new(newer()).to_string([lamp()]).unwrap();
    let error = |api: fn(Serializer) -> Serializer| {
        let receiver = api(Serializer::new(older()));
        pollster::block_on(receiver.entity_from_str(None, &sent)).unwrap_err().to_string()
    };
    let incompatible = "[0]: version 1.1 of Lamp is not supported, supported version is 1.0";
    assert_eq!(error(|serializer| serializer), incompatible);
    assert_eq!(error(|serializer| serializer.indirection(Echo)), incompatible);
    assert_eq!(error(|serializer| serializer.indirection(Nobody)), "object_backport is not implemented");
    let one = Serializer::new(newer()).object_to_string(&lamp()).unwrap();
    let receiver = Serializer::new(older()).indirection(InProcess::new(newer()));
    let error = pollster::block_on(receiver.from_str::<old::Bulb>(None, &one)).unwrap_err();
    assert_eq!(error.to_string(), "Bulb: expected an object Bulb, got \"Lamp\"");
    // What the registry does not know is not asked for, and what is no envelope of its types is left alone.
    let knows_nothing = Serializer::new(Registry::new()).indirection(InProcess::new(newer()));
    let error = pollster::block_on(knows_nothing.from_str::<old::Lamp>(None, &one)).unwrap_err();
    assert_eq!(error.to_string(), "Lamp: version 1.1 of Lamp is not supported, supported version is 1.0");
    let entity = pollster::block_on(knows_nothing.entity_from_str(None, &one)).unwrap();
    assert_eq!(entity, serde_json::from_str::<Value>(&one).unwrap());
    // The older type is there too, and is another.
    let both = Serializer::new(newer()).indirection(InProcess::new(newer()));
    let error = pollster::block_on(both.from_str::<old::Lamp>(None, &one)).unwrap_err();
    assert_eq!(error.to_string(), "expected an object Lamp, got another type of Lamp");
}

#[test]
fn the_patch_level_is_forgiven_at_the_top() {
    let text = Serializer::new(newer()).object_to_string(&lamp()).unwrap();
    let serializer = Serializer::new(newer());
    let patched = text.replacen("\"1.1\"", "\"1.1.7\"", 1);
    let read: Lamp = pollster::block_on(serializer.from_str(None, &patched)).unwrap();
    assert_eq!(read.obj_version().to_string(), "1.1");
    assert_eq!(serializer.read_any(None, &patched).unwrap().obj_version().to_string(), "1.1");
    let nested = text.replacen("\"1.3\"", "\"1.3.7\"", 1);
    assert_eq!(
        serializer.read_any(None, &nested).unwrap_err().to_string(),
        "Lamp.bulb: version 1.3.7 of Bulb is not supported, supported version is 1.3"
    );
}

#[test]
fn what_is_no_patch_level_is_not_forgiven() {
    let text = Serializer::new(newer()).object_to_string(&lamp()).unwrap();
    let serializer = Serializer::new(newer());
    let read = |version: &str| {
        let text = text.replacen("\"1.1\"", &serde_json::Value::from(version).to_string(), 1);
        serializer.read_any(None, &text).map(drop)
    };
    for patch in ["0", "7", "007", "99999999999999999999"] {
        read(&format!("1.1.{patch}")).unwrap();
    }
    for patch in ["rubbish", "", "1 rubbish", "1 ", "-1", "+1", "\u{663}", "1\u{663}"] {
        let error = read(&format!("1.1.{patch}")).unwrap_err();
        assert!(matches!(error, Error::IncompatibleObjectVersion { .. }), "{patch}: {error}");
    }
}

#[test]
fn a_message_has_no_key_twice() {
    let twice = || {
        Value::Map(vec![("a".to_owned(), 1.into()), ("b".to_owned(), 2.into()), ("a".to_owned(), 3.into())])
    };
    let serializer = Serializer::new(newer());
    assert_eq!(serializer.to_string(twice()).unwrap_err().to_string(), "duplicate key `a`");
    let nested = || Value::List(vec![Value::Map(vec![("x".to_owned(), twice())])]);
    let said = "[0][\"x\"]: duplicate key `a`";
    assert_eq!(serializer.to_string(nested()).unwrap_err().to_string(), said);
    // However a value becomes JSON.
    assert_eq!(serde_json::Value::try_from(nested()).unwrap_err().to_string(), said);
    assert_eq!(serde_json::to_string(&nested()).unwrap_err().to_string(), "duplicate key `a`");
    let long: Vec<_> = (0..1000).map(|number| (format!("k{}", number % 999), number.into())).collect();
    assert_eq!(serializer.to_string(Value::Map(long)).unwrap_err().to_string(), "duplicate key `k0`");
}

#[test]
fn a_message_has_no_moment_that_no_text_has() {
    use chrono::{FixedOffset, NaiveDate, TimeZone as _};
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let odd =
        FixedOffset::east_opt(19_815).unwrap().from_utc_datetime(&day(2020).and_hms_opt(0, 0, 0).unwrap());
    let leap = day(2020).and_hms_milli_opt(23, 59, 59, 1500).unwrap();
    let far = day(10_000).and_hms_opt(0, 0, 0).unwrap();
    for (moment, said) in [
        (Value::from(odd), "expected an offset of whole minutes, got +05:30:15"),
        (leap.into(), "expected a second from 0 to 59, got the leap second 2020-01-01 23:59:60.500"),
        (
            leap.and_utc().into(),
            "expected a second from 0 to 59, got the leap second 2020-01-01 23:59:60.500",
        ),
        (far.into(), "expected a year from 1 to 9999, got 10000"),
        (far.and_utc().into(), "expected a year from 1 to 9999, got 10000"),
    ] {
        let list = || Value::List(vec![moment.clone()]);
        let error = Serializer::new(newer()).to_string(list()).unwrap_err();
        assert_eq!(error.to_string(), format!("[0]: {said}"));
        assert_eq!(serde_json::Value::try_from(list()).unwrap_err().to_string(), format!("[0]: {said}"));
        assert_eq!(serde_json::to_string(&list()).unwrap_err().to_string(), said);
        let mut held = Held::orphan();
        assert_eq!(
            held.set_any(versioned_object_core::fields::Json::from(list())).unwrap_err().to_string(),
            format!("Held.any: {said}")
        );
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Held {
    any: Attr<versioned_object_core::fields::Json>,
    meta: ObjectMeta,
}

#[test]
fn a_patch_level_below_the_cap_changes_nothing() {
    let mut releases = Releases::new();
    releases.add("1", [("Bulb", Version::new(1, 2))]).unwrap();
    releases.add("2", [("Bulb", Version::new(1, 3))]).unwrap();
    let bulb = Bulb::builder().watts(5).build_orphan().unwrap();
    let text = Serializer::new(newer()).object_to_string(&bulb).unwrap();
    for (received, capped) in [("1.1.7", "1.1.7"), ("1.2.0", "1.2"), ("1.2.7", "1.2")] {
        let serializer = Serializer::new(newer()).version_cap(&releases, "1").unwrap();
        let patched = text.replacen("\"1.3\"", &format!("\"{received}\""), 1);
        let read = serializer.read_any(None, &patched).unwrap();
        let written = serializer.object_to_string(&*read).unwrap();
        assert!(written.contains(&format!("version\":\"{capped}\"")), "{received}: {written}");
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "as it is"), list_of = Bulb)]
struct BulbList {
    objects: Attr<Vec<Bulb>>,
    meta: ObjectMeta,
}

/// A bulb as a peer sent it.
fn received(version: &str, watts: i64) -> Bulb {
    let envelope = serde_json::json!({
        "versioned_object.name": "Bulb",
        "versioned_object.namespace": "versionedobjects",
        "versioned_object.version": version,
        "versioned_object.data": {"watts": watts},
    });
    Bulb::obj_from_primitive(envelope, None).unwrap()
}

/// The message of `data/caps.py`.
fn entity() -> Value {
    let map = |entries: Vec<(&str, Value)>| {
        Value::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    let bulb = || Bulb::builder().watts(40).colour("red").build_orphan().unwrap();
    let list = vec![
        bulb().into(),
        map(vec![("old", received("1.0", 3).into())]),
        "text".into(),
        7.into(),
        Value::Null,
    ];
    let mut bulbs = BulbList::orphan();
    bulbs.set_objects(vec![bulb(), received("1.2", 1)]).unwrap();
    map(vec![
        ("lamp", lamp().into()),
        ("dark", Lamp::builder().bulb(None).build_orphan().unwrap().into()),
        ("mended", Lamp::builder().bulb(received("1.1", 5)).on(false).build_orphan().unwrap().into()),
        ("list", Value::List(list)),
        ("bulbs", bulbs.into()),
    ])
}

/// What Cinder sends, but for bulbs inside other objects that Cinder stamps with a version newer than they are: ours
/// keep their own.
fn as_ours(sent: &mut Json) {
    match sent {
        Json::Array(items) => items.iter_mut().for_each(as_ours),
        Json::Object(map) => {
            if map.get("versioned_object.name") == Some(&Json::from("Bulb")) {
                let own = match map["versioned_object.data"]["watts"].as_i64() {
                    Some(1) => Version::new(1, 2),
                    Some(3) => Version::new(1, 0),
                    Some(5) => Version::new(1, 1),
                    _ => Version::new(1, 3),
                };
                let version: Version = map["versioned_object.version"].as_str().unwrap().parse().unwrap();
                map.insert("versioned_object.version".to_owned(), version.min(own).to_string().into());
            }
            map.values_mut().for_each(as_ours);
        }
        _ => {}
    }
}

fn sort_changes(json: &mut Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(sort_changes),
        Json::Object(map) => {
            for (key, value) in map {
                match value {
                    Json::Array(names) if key.ends_with(".changes") => names.sort_by_key(Json::to_string),
                    value => sort_changes(value),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_cap_reaches_every_object_of_a_message() {
    let file: Json = serde_json::from_str(include_str!("data/caps.json")).unwrap();
    let mut releases = Releases::new();
    for release in file["releases"].as_array().unwrap() {
        let changes = release[1].as_object().unwrap().iter();
        let changes = changes.map(|(name, text)| (name.as_str(), text.as_str().unwrap().parse().unwrap()));
        releases.add(release[0].as_str().unwrap(), changes).unwrap();
    }
    let mut compared = 0;
    for (release, sent) in file["sent"].as_object().unwrap() {
        let plain = Serializer::new(newer());
        let serializer = match release.as_str() {
            "none" => plain,
            release => plain.version_cap(&releases, release).unwrap(),
        };
        let value: Json = serializer.serialize_entity(entity()).unwrap().try_into().unwrap();
        let mut text: Json = serde_json::from_str(&serializer.to_string(entity()).unwrap()).unwrap();
        assert_eq!(text, value, "{release}");
        let mut sent = sent.clone();
        as_ours(&mut sent);
        let sent = without_absent(sent);
        sort_changes(&mut text);
        assert_eq!(text, sent, "{release}");
        compared += 1;
    }
    assert_eq!(compared, releases.names().count() + 1);
    let error = Serializer::new(newer()).version_cap(&releases, "unknown").unwrap_err();
    assert_eq!(error, Error::CappedVersionUnknown { version: "unknown".to_owned() });
}

#[test]
fn the_latest_release_knows_every_object_at_its_version() {
    let (registry, mut releases) = (newer(), Releases::new());
    let said = |releases: &Releases| match releases.check(&registry) {
        Ok(()) => String::new(),
        Err(error) => error.to_string().split_once("because: ").unwrap().1.to_owned(),
    };
    assert_eq!(said(&releases), "there is no release: add the one of now");
    let mut all: Vec<(&str, Version)> = registry.types().map(|known| (known.name, known.version)).collect();
    all.sort_unstable();
    let (last, version) = all.pop().unwrap();
    releases.add("one", all.clone()).unwrap();
    assert_eq!(said(&releases), format!("no release names {last}, at {version}: it is not capped"));
    releases.add("two", [(last, Version::new(0, 9)), (all[0].0, Version::new(0, 8))]).unwrap();
    let behind = |name: &str, is: Version, was: &str| {
        format!("{name} is at {is}, and {was} in the latest release, two: add one")
    };
    assert_eq!(said(&releases), [behind(all[0].0, all[0].1, "0.8"), behind(last, version, "0.9")].join("; "));
    releases.add("three", [(last, version), all[0]]).unwrap();
    assert_eq!(said(&releases), "");
}

/// The objects in an envelope that a release cannot read, as `check` tells of them: what is written is the judge.
fn unreadable(known: &BTreeMap<String, Version>, written: &Json, told: &mut BTreeSet<String>) {
    match written {
        Json::Array(items) => items.iter().for_each(|item| unreadable(known, item, told)),
        Json::Object(entries) => {
            if let Some(name) = entries.get("versioned_object.name").and_then(Json::as_str) {
                let version: Version = entries["versioned_object.version"].as_str().unwrap().parse().unwrap();
                let limit = known.get(name);
                if limit.unwrap_or(&Version::new(1, 0)).older_than(version) {
                    let newest = limit.map_or("no version of it".to_owned(), ToString::to_string);
                    told.insert(format!("with {name} {version}, and knows {newest}"));
                }
            }
            entries.values().for_each(|value| unreadable(known, value, told));
        }
        _ => {}
    }
}

#[test]
fn no_older_release_is_sent_a_child_that_it_does_not_know() {
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.2", list_of = Bulb, child_versions(("1.0", "1.0"), ("1.1", "1.1"), ("1.2", "1.3")))]
    struct BulbList {
        objects: Attr<Vec<Bulb>>,
        meta: ObjectMeta,
    }
    let mut registry = newer();
    registry.register::<BulbList>().unwrap();
    let now = [("Bulb", Version::new(1, 3)), ("Lamp", Version::new(1, 1)), ("BulbList", Version::new(1, 2))];
    let versions = |name, most| {
        std::iter::once(None).chain((0..=most).map(move |minor| Some((name, Version::new(1, minor)))))
    };
    let (mut alike, mut wrong) = (0, 0);
    for bulb in versions("Bulb", 4) {
        for parent in versions("Lamp", 2).chain(versions("BulbList", 3)).flatten() {
            let mut releases = Releases::new();
            releases.add("old", bulb.into_iter().chain([parent])).unwrap();
            releases.add("now", now).unwrap();
            let object: Box<dyn DynObject> = if parent.0 == "Lamp" {
                Box::new(lamp())
            } else {
                Box::new(BulbList::from(vec![Bulb::builder().watts(40).build_orphan().unwrap()]))
            };
            let written = releases.options("old").unwrap().to_string(&*object).unwrap();
            let mut expected = BTreeSet::new();
            let written = serde_json::from_str(&written).unwrap();
            unreadable(releases.get("old").unwrap(), &written, &mut expected);
            match releases.check(&registry) {
                Ok(()) => assert!(expected.is_empty(), "{bulb:?} {parent:?}: {expected:?}"),
                Err(error) => {
                    let told = error.to_string();
                    let (_, told) = told.split_once("because: old is sent ").unwrap();
                    assert!(told.starts_with(&format!("{} ", parent.0)), "{told}");
                    let children: BTreeSet<String> =
                        told.split("; ").map(|told| told[told.find("with ").unwrap()..].to_owned()).collect();
                    assert_eq!(children, expected, "{bulb:?} {parent:?}");
                    wrong += 1;
                }
            }
            alike += 1;
        }
    }
    assert_eq!((alike, wrong), (6 * 7, 13));
}

#[test]
fn messages_have_limits() {
    let serializer = Serializer::new(newer()).limits(Limits { elements: 3, size: 40, ..Limits::default() });
    let read = |text: &str| pollster::block_on(serializer.entity_from_str(None, text)).map(drop);
    read(r#"{"a": [1, 2]}"#).unwrap();
    assert_eq!(read(r#"{"a": [1, 2, 3]}"#).unwrap_err().to_string(), "[\"a\"][2]: more than 3 elements");
    let long = format!("[{}]", " ".repeat(40));
    assert!(matches!(read(&long), Err(Error::LimitExceeded { .. })));
    let lamp = serializer.object_to_string(&lamp()).unwrap();
    assert!(matches!(serializer.read_any(None, &lamp), Err(Error::LimitExceeded { .. })));
}
