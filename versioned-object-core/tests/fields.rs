//! Field types in objects: what the files of answers cannot ask.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, TimeZone as _};
use versioned_object_core::Registry;
use versioned_object_core::fields::ipnet::{IpNet, Ipv4Net};
use versioned_object_core::fields::{AnyOf, Ipv4AndV6Addr, NonNegativeFloat, SensitiveString};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "what it means changed"))]
struct Shape {
    id: Attr<i64>,
    area: Attr<Option<f64>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Shape)]
struct Circle {
    radius: Attr<f64>,
    base: Shape,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(..))]
struct Drawing {
    outline: Attr<Option<AnyOf<Shape>>>,
    parts: Attr<Vec<AnyOf<Shape>>>,
    #[field(object = "Circle")]
    late: Attr<Option<Box<dyn DynObject>>>,
    #[field(object = "Circle")]
    circles: Attr<Vec<Box<dyn DynObject>>>,
    any: Attr<BTreeMap<String, Box<dyn DynObject>>>,
    meta: ObjectMeta,
}

fn circle(id: i64) -> Circle {
    let mut circle = Circle::new(&Context::admin());
    circle.set_id(id).unwrap();
    circle.set_radius(2.0).unwrap();
    circle
}

fn boxed(object: impl DynObject) -> Box<dyn DynObject> {
    Box::new(object)
}

fn registry() -> Registry {
    let mut registry = Registry::new();
    registry.register::<Shape>().unwrap().register::<Circle>().unwrap().register::<Drawing>().unwrap();
    registry
}

#[test]
fn subclasses_come_back_as_what_they_are() {
    let mut drawing = Drawing::new(&Context::admin());
    drawing.set_outline(AnyOf::new(circle(7)).unwrap()).unwrap();
    let mut shape = Shape::new(&Context::admin());
    shape.set_area(1.5).unwrap();
    drawing.set_parts(vec![shape.into(), AnyOf::new(circle(8)).unwrap()]).unwrap();
    drawing.set_late(boxed(circle(9))).unwrap();
    drawing.set_circles(vec![boxed(circle(10))]).unwrap();
    drawing.set_any(BTreeMap::from([("x".to_owned(), boxed(circle(11)))])).unwrap();
    assert_eq!(
        drawing.to_string(),
        "Drawing(any={x=Circle(11)},circles=[Circle(10)],late=Circle(9),outline=Circle(7),parts=[Shape(UNKNOWN),Circle(8)])"
    );

    let text = wire::to_string(&drawing).unwrap();
    let registry = registry();
    let read: Drawing = Reader::new().registry(&registry).context(&Context::admin()).read(&text).unwrap();
    assert_eq!(wire::to_string(&read).unwrap(), text);
    assert_eq!(read.outline().unwrap().unwrap().obj_name(), "Circle");
    assert!(read.parts().unwrap()[0].exact().is_some_and(|shape| shape.area().unwrap() == Some(1.5)));
    assert!(read.parts().unwrap()[1].exact().is_none());
    assert!(read.late().unwrap().unwrap().obj_context().is_some());
}

#[test]
fn without_a_registry_only_the_type_itself_is_known() {
    let mut drawing = Drawing::new(&Context::admin());
    drawing.set_outline(Shape::new(&Context::admin())).unwrap();
    let read: Drawing = wire::from_str(&wire::to_string(&drawing).unwrap()).unwrap();
    assert_eq!(read.outline().unwrap().unwrap().obj_name(), "Shape");

    drawing.set_outline(AnyOf::new(circle(7)).unwrap()).unwrap();
    let error = wire::from_str::<Drawing>(&wire::to_string(&drawing).unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "Drawing.outline: the reader has no registry to find `Circle` in");

    let mut drawing = Drawing::new(&Context::admin());
    drawing.set_late(boxed(circle(7))).unwrap();
    let error = wire::from_str::<Drawing>(&wire::to_string(&drawing).unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "Drawing.late: the reader has no registry to find `Circle` in");
}

#[test]
fn other_objects_are_refused() {
    let mut drawing = Drawing::new(&Context::admin());
    let other = Drawing::new(&Context::admin());
    let error = drawing.set("outline", boxed(other.clone())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Drawing.outline: expected an object Shape or one that extends it, got an object Drawing"
    );
    let error = drawing.set_circles(vec![boxed(circle(1)), boxed(other)]).unwrap_err();
    assert_eq!(error.to_string(), "Drawing.circles[1]: expected an object Circle, got an object Drawing");
    assert_eq!(
        drawing.set("late", "x").unwrap_err().to_string(),
        "Drawing.late: expected an object, got a text"
    );

    // What another declaration of the field wrote.
    let text = wire::to_string(&{
        let mut wrong = Drawing::new(&Context::admin());
        wrong.set_any(BTreeMap::from([("x".to_owned(), boxed(Shape::new(&Context::admin())))])).unwrap();
        wrong
    });
    let text = text
        .unwrap()
        .replace("{\"any\":{\"x\":", "{\"late\":")
        .replace("}}},\"versioned_object.changes\":[\"any\"]", "}}");
    let error = Reader::new().registry(&registry()).read::<Drawing>(&text).unwrap_err();
    assert_eq!(error.to_string(), "Drawing.late: expected an object Circle, got an object Shape");
}

#[test]
fn changes_of_children_are_seen() {
    let mut drawing = Drawing::new(&Context::admin());
    drawing.set_outline(AnyOf::new(circle(7)).unwrap()).unwrap();
    drawing.set_late(boxed(circle(9))).unwrap();
    drawing.obj_reset_changes(&[], true);
    assert!(drawing.obj_what_changed().is_empty());
    let outline = drawing.outline_mut().unwrap().unwrap();
    (outline as &mut dyn std::any::Any).downcast_mut::<Circle>().unwrap().set_radius(3.0).unwrap();
    assert_eq!(drawing.obj_what_changed(), ["outline"]);
    let parts: Vec<AnyOf<Shape>> = vec![AnyOf::new(circle(8)).unwrap()];
    drawing.set("parts", parts).unwrap();
    drawing.obj_reset_changes(&["parts"], false);
    let late = drawing.late_mut().unwrap().unwrap();
    (late as &mut dyn std::any::Any).downcast_mut::<Circle>().unwrap().set_radius(3.0).unwrap();
    assert_eq!(drawing.obj_what_changed(), ["outline", "late"]);
    let copy = drawing.clone();
    drawing.obj_reset_changes(&[], true);
    assert_eq!(copy.obj_what_changed(), ["outline", "late"]);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    #[enum_field(to(Busy, Gone))]
    Idle,
    #[enum_field(to(Idle, Busy))]
    Busy,
    Gone,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Worker {
    state: Attr<Option<State>>,
    history: Attr<Vec<State>>,
    meta: ObjectMeta,
}

#[test]
fn state_machines_change_as_they_are_told() {
    let mut worker = Worker::new(&Context::admin());
    worker.set("state", "busy").unwrap();
    worker.set_state(State::Busy).unwrap();
    let error = worker.set("state", "gone").unwrap_err();
    assert_eq!(
        error.to_string(),
        "Worker.state: cannot change from `busy` to `gone`: expected one of `idle`, `busy`"
    );
    assert_eq!(worker.state().unwrap(), Some(State::Busy));
    worker.set_state(State::Idle).unwrap();
    assert!(worker.set_state(State::Idle).is_err());
    worker.set_state(State::Gone).unwrap();
    let error = worker.set_state(State::Idle).unwrap_err();
    assert_eq!(error.to_string(), "Worker.state: cannot change from `gone` to `idle`: `gone` is final");
    worker.set_state(None).unwrap();
    worker.set_state(State::Idle).unwrap();
    // A list of states is no state.
    worker.set_history([State::Gone, State::Idle]).unwrap();
    worker.set_history([State::Idle]).unwrap();

    let ty = Worker::descriptor().field("state").unwrap().ty;
    assert_eq!(ty.name, "Enum");
    let versioned_object_core::TypeKind::Enum(descriptor) = ty.kind else { panic!("{ty:?}") };
    let transitions: &[&[&str]] = &[&["busy", "gone"], &["idle", "busy"], &[]];
    assert_eq!(descriptor.transitions, Some(transitions));
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Mixed {
    ip: Attr<IpAddr>,
    either: Attr<Option<Ipv4AndV6Addr>>,
    net: Attr<IpNet>,
    at: Attr<DateTime<Utc>>,
    fixed: Attr<DateTime<FixedOffset>>,
    naive: Attr<NaiveDateTime>,
    weights: Attr<BTreeSet<NonNegativeFloat>>,
    by_id: Attr<BTreeMap<Uuid, i64>>,
    secret: Attr<SensitiveString>,
    secrets: Attr<Vec<Option<SensitiveString>>>,
    meta: ObjectMeta,
}

#[test]
fn setters_take_what_is_narrower() {
    let mut mixed = Mixed::new(&Context::admin());
    mixed.set_ip(Ipv6Addr::LOCALHOST).unwrap();
    mixed.set_either(Ipv4Addr::LOCALHOST).unwrap();
    mixed.set_net(Ipv4Net::new_assert(Ipv4Addr::new(192, 0, 2, 7), 24)).unwrap();
    let now = Utc.with_ymd_and_hms(2016, 6, 14, 10, 28, 42).unwrap();
    mixed.set_fixed(now).unwrap();
    mixed
        .set_weights(BTreeSet::from([1.5, 0.0].map(|weight| NonNegativeFloat::new(weight).unwrap())))
        .unwrap();
    assert_eq!(mixed.either().unwrap(), Some(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    assert_eq!(mixed.get("net").unwrap().to_string(), "192.0.2.7/24");
    assert_eq!(
        mixed.to_json().unwrap(),
        "{\"ip\":\"::1\",\"either\":\"127.0.0.1\",\"net\":\"192.0.2.7/24\",\
         \"fixed\":\"2016-06-14T10:28:42Z\",\"weights\":[0.0,1.5]}"
    );
    // Any form that dict access gives, it takes.
    let mut other = Mixed::new(&Context::admin());
    other.update(mixed.items().unwrap()).unwrap();
    assert_eq!(other.to_json().unwrap(), mixed.to_json().unwrap());
}

#[test]
fn years_are_those_that_python_has() {
    let far = NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let mut mixed = Mixed::new(&Context::admin());
    let expected = "expected a year from 1 to 9999, got 10000";
    assert_eq!(mixed.set_at(far.and_utc()).unwrap_err().to_string(), format!("Mixed.at: {expected}"));
    assert_eq!(mixed.set_naive(far).unwrap_err().to_string(), format!("Mixed.naive: {expected}"));
    assert_eq!(mixed.set_fixed(far.and_utc()).unwrap_err().to_string(), format!("Mixed.fixed: {expected}"));
    let error = mixed.set("at", "9999-12-31T23:59:59-01:00").unwrap_err();
    assert_eq!(error.to_string(), format!("Mixed.at: {expected}"));
    mixed.set("fixed", "9999-12-31T23:59:59-01:00").unwrap();
}

#[test]
fn an_offset_is_one_of_whole_minutes() {
    let at = |offset| FixedOffset::east_opt(offset).unwrap().with_ymd_and_hms(2020, 1, 1, 0, 0, 0).unwrap();
    let mut mixed = Mixed::new(&Context::admin());
    for (offset, text) in
        [(19_815, "+05:30:15"), (-19_815, "-05:30:15"), (1, "+00:00:01"), (-59, "-00:00:59")]
    {
        let expected = format!("Mixed.fixed: expected an offset of whole minutes, got {text}");
        assert_eq!(mixed.set_fixed(at(offset)).unwrap_err().to_string(), expected);
        assert_eq!(mixed.set("fixed", at(offset)).unwrap_err().to_string(), expected);
        // What becomes UTC is the same moment.
        mixed.set("at", at(offset)).unwrap();
        assert_eq!(mixed.at().unwrap(), at(offset));
    }
    // A text is what Python prints.
    let mut label = Label::orphan();
    label
        .set(
            "id",
            Value::Map(vec![("made".to_owned(), at(19_815).into()), ("sold".to_owned(), at(19_800).into())]),
        )
        .unwrap();
    assert_eq!(label.id().unwrap()["made"], "2020-01-01 00:00:00+05:30:15");
    assert_eq!(label.id().unwrap()["sold"], "2020-01-01 00:00:00+05:30");
    mixed.set_fixed(at(-19_800)).unwrap();
    let read = Mixed::from_json(&mixed.to_json().unwrap()).unwrap();
    assert_eq!(read.fixed().unwrap(), at(-19_800));
}

#[test]
fn keys_are_read_as_their_type() {
    let mut mixed = Mixed::new(&Context::admin());
    mixed.set_by_id(BTreeMap::from([(Uuid::nil(), 1)])).unwrap();
    assert_eq!(mixed.to_json().unwrap(), "{\"by_id\":{\"00000000-0000-0000-0000-000000000000\":1}}");
    let twice =
        "{\"by_id\":{\"00000000-0000-0000-0000-000000000000\":1,\"00000000000000000000000000000000\":2}}";
    let error = Mixed::from_json(twice).unwrap_err();
    assert_eq!(error.to_string(), "Mixed.by_id: duplicate key `00000000-0000-0000-0000-000000000000`");
    *mixed.by_id_mut().unwrap().entry(Uuid::nil()).or_default() += 1;
    assert_eq!(mixed.by_id().unwrap()[&Uuid::nil()], 2);
}

#[test]
fn secrets_are_masked_whole_and_as_in_python_where_that_is_asked_for() {
    let mut mixed = Mixed::new(&Context::admin());
    mixed.set_secret("password=hunter2 plain").unwrap();
    mixed.set_secrets(vec![Some("token: 'x'".into()), None]).unwrap();
    let shown = mixed.to_string();
    assert!(shown.contains("secret='***'") && shown.contains("secrets=['***',None]"), "{shown}");
    let python = mixed.obj_python_repr();
    assert!(python.contains("secret='password=*** plain'"), "{python}");
    assert!(python.contains("secrets=['token: 'x'',None]"), "{python}");
    let debug = format!("{mixed:?}");
    assert!(debug.contains("secret*: '***'") && debug.contains("secrets*: '***'"), "{debug}");
    assert!(!debug.contains("hunter2") && !debug.contains("plain"), "{debug}");
}

/// An object that is known by a map.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Label {
    id: Attr<BTreeMap<String, String>>,
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Shelf {
    label: Attr<Option<Box<Label>>>,
    counts: Attr<BTreeMap<String, i64>>,
    meta: ObjectMeta,
}

#[test]
fn an_object_known_by_a_map_is_printed_by_it_as_the_field_prints_it() {
    let label =
        Label::builder().id(BTreeMap::from([("k".to_owned(), "v".to_owned())])).build_orphan().unwrap();
    let shelf = Shelf::builder().label(label).build_orphan().unwrap();
    assert!(shelf.to_string().contains("label=Label({k='v'})"), "{shelf}");
}

#[test]
fn of_several_faults_the_first_of_the_message_is_told() {
    let told = |counts: &str, label: &str| {
        let parts = [("label", label), ("counts", counts)];
        let data = |first: usize| {
            let (one, other) = (parts[first], parts[1 - first]);
            format!(
                r#"{{"versioned_object.name": "Shelf", "versioned_object.namespace": "versionedobjects",
                    "versioned_object.version": "1.0",
                    "versioned_object.data": {{"{}": {}, "{}": {}}}}}"#,
                one.0, one.1, other.0, other.1
            )
        };
        [0, 1].map(|first| wire::from_str::<Shelf>(&data(first)).unwrap_err().to_string())
    };
    let [label_first, counts_first] = told(r#"{"b": "x", "a": "y"}"#, "3");
    assert!(label_first.starts_with("Shelf.label: "), "{label_first}");
    assert!(counts_first.starts_with("Shelf.counts[\"b\"]: "), "{counts_first}");
    // A map of Rust has its keys in order.
    let mut shelf = Shelf::orphan();
    let counts = BTreeMap::from([("b".to_owned(), "x"), ("a".to_owned(), "y")]);
    let error = shelf.set("counts", Value::from(counts)).unwrap_err();
    assert!(error.to_string().starts_with("Shelf.counts[\"a\"]: "), "{error}");
}

#[test]
fn a_guard_takes_no_object_of_another_name() {
    let mut drawing = Drawing::new(&Context::admin());
    drawing.set_circles(vec![boxed(circle(10))]).unwrap();
    drawing.obj_reset_changes(&[], true);
    let mut circles = drawing.circles_mut().unwrap();
    circles.push(boxed(Shape::new(&Context::admin())));
    let error = circles.finish().unwrap_err().to_string();
    assert!(
        error.starts_with("Drawing.circles")
            && error.ends_with("expected an object Circle, got an object Shape")
    );
    assert_eq!(drawing.circles().unwrap().len(), 1);
    assert!(drawing.obj_what_changed().is_empty());
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Bell {
    rings: Attr<DateTime<Utc>>,
    #[field(read_only)]
    made: Attr<DateTime<Utc>>,
    meta: ObjectMeta,
}

#[test]
fn a_part_of_a_second_makes_another_moment() {
    let at = |millis| DateTime::from_timestamp_millis(millis).unwrap();
    let mut bell = Bell::builder().rings(at(100)).made(at(100)).build_orphan().unwrap();
    bell.obj_reset_changes(&[], true);
    assert!(!bell.set_if_different(Bell::RINGS, at(100)).unwrap());
    assert!(bell.set_if_different(Bell::RINGS, at(900)).unwrap());
    assert_eq!(bell.obj_what_changed(), ["rings"]);
    bell.set_made(at(100)).unwrap();
    assert!(matches!(bell.set_made(at(900)), Err(Error::ReadOnlyField { .. })));
    assert!(matches!(bell.set_if_different(Bell::MADE, at(900)), Err(Error::ReadOnlyField { .. })));
    assert_eq!(bell.made().unwrap(), at(100));
}
