//! Typed setters, builders, getters and conditions: what only Rust code can give.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use pollster::block_on;
use serde_json::{Value as Json, json};
use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Sqlite, field};

/// What a new user writes first.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "servers")]
pub struct Server {
    id: Attr<u32>,
    port: Attr<u16>,
    level: Attr<i8>,
    retries: Attr<Option<u8>>,
    offset: Attr<Option<i32>>,
    ratio: Attr<Option<f32>>,
    percent: Attr<Option<Bounded<0, 100>>>,
    timeout: Attr<Option<Duration>>,
    started: Attr<Option<SystemTime>>,
    options: Attr<Option<Json>>,
    name: Attr<Option<Arc<str>>>,
    root: Attr<Option<PathBuf>>,
    labels: Attr<Option<HashMap<String, u16>>>,
    zones: Attr<Option<HashSet<String>>>,
    meta: ObjectMeta,
}

#[test]
fn setters_builders_and_getters_have_the_types_of_rust() {
    let started = SystemTime::UNIX_EPOCH + Duration::from_millis(1500);
    let port: u16 = "8776".parse().unwrap();
    let mut server = Server::builder()
        .id(7_u32)
        .port(port)
        .level(-3)
        .retries(3)
        .offset(Some(-1))
        .ratio(0.1)
        .percent(50)
        .timeout(Duration::from_millis(1500))
        .started(started)
        .options(json!({"a": 1}))
        .name("api")
        .root("/srv")
        .labels([("b", 2), ("a", 1)])
        .zones(HashSet::from(["z".to_owned(), "a".to_owned()]))
        .build_orphan()
        .unwrap();
    assert_eq!(
        (server.id().unwrap(), server.port().unwrap(), server.level().unwrap()),
        (7_u32, 8776_u16, -3_i8)
    );
    assert_eq!((server.retries().unwrap(), server.offset().unwrap()), (Some(3_u8), Some(-1_i32)));
    assert_eq!((server.ratio().unwrap(), server.percent().unwrap()), (Some(0.1_f32), Some(50_i64)));
    assert_eq!(server.timeout().unwrap(), Some(Duration::from_millis(1500)));
    assert_eq!(server.started().unwrap(), Some(started));
    assert_eq!(server.options().unwrap().unwrap()["a"], 1);
    assert_eq!(server.name().unwrap(), Some("api"));
    assert_eq!(server.root().unwrap(), Some(Path::new("/srv")));
    assert_eq!(server.labels().unwrap().unwrap()["b"], 2_u16);
    assert!(server.zones().unwrap().unwrap().contains("z"));
    assert_eq!(
        server.to_json().unwrap(),
        concat!(
            r#"{"id":7,"port":8776,"level":-3,"retries":3,"offset":-1,"ratio":0.1,"percent":50,"timeout":1.5,"#,
            r#""started":"1970-01-01T00:00:01Z","options":{"a":1},"name":"api","root":"/srv","#,
            r#""labels":{"a":1,"b":2},"zones":["a","z"]}"#,
        )
    );
    server.set_port(8080_u16).unwrap();
    server.set_name(Arc::from("other")).unwrap();
    server.set_root(PathBuf::from("/")).unwrap();
    server.set_percent(None).unwrap();
    server.set_percent(Bounded::new(7).unwrap()).unwrap();
    server.labels_mut().unwrap().unwrap().insert("c".to_owned(), 3);
    server.zones_mut().unwrap().unwrap().remove("z");
    assert_eq!(server.labels().unwrap().unwrap().len(), 3);
    assert_eq!(server.obj_clone().to_string(), server.to_string());
}

#[test]
fn maps_and_sets_are_written_alike_whatever_their_order_in_memory() {
    let labels = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), 1)).collect::<HashMap<_, _>>();
    let names: Vec<String> = (0..50).map(|number| format!("n{}", number * 7 % 50)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut reversed = names.clone();
    reversed.reverse();
    let text = |names: &[&str]| {
        let zones: HashSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let server = Server::builder().labels(labels(names)).zones(zones).build_orphan().unwrap();
        (wire::to_string(&server).unwrap(), server.to_string())
    };
    assert_eq!(text(&names), text(&reversed));
    let mut sorted = names.clone();
    sorted.sort_unstable();
    let json: Json = serde_json::from_str(&text(&names).0).unwrap();
    assert_eq!(json["versioned_object.data"]["zones"], json!(sorted));
    // The same keys twice, and an element of another type.
    let error = Server::from_json(r#"{"labels": {"a": 1, "a": 2}}"#).unwrap_err();
    assert_eq!(error.to_string(), "Server.labels: duplicate key `a`");
    let error = Server::from_json(r#"{"labels": {"a": 70000}}"#).unwrap_err();
    assert_eq!(error.to_string(), "Server.labels[\"a\"]: expected integer from 0 to 65535, got 70000");
    let error = Server::from_json(r#"{"zones": ["a", []]}"#).unwrap_err();
    assert_eq!(error.to_string(), "Server.zones[1]: expected text, got a list");
}

/// What a setter, a builder and a guard refuse, each with these words; the field keeps what it had.
fn refused(set: impl Fn(&mut Server) -> Result<()>, field: &str, words: &str) {
    let mut server = Server::orphan();
    let error = set(&mut server).unwrap_err();
    assert_eq!(error.to_string(), format!("Server.{field}: {words}"));
    assert!(!server.is_set(field));
}

#[test]
fn what_the_wire_cannot_have_is_refused() {
    refused(|server| server.set_percent(101), "percent", "expected integer from 0 to 100, got 101");
    refused(|server| server.set_percent(-1), "percent", "expected integer from 0 to 100, got -1");
    for (number, found) in [(f32::NAN, "nan"), (f32::INFINITY, "inf"), (f32::NEG_INFINITY, "-inf")] {
        refused(|server| server.set_ratio(number), "ratio", &format!("expected finite number, got {found}"));
    }
    for duration in [Duration::MAX, Duration::new(200 * 86_400, 1)] {
        let words = format!("expected duration that a number of seconds holds, got {duration:?}");
        refused(|server| server.set_timeout(duration), "timeout", &words);
    }
    let year = |years: u64| Duration::from_secs(years * 31_556_952);
    for (moment, found) in [
        (SystemTime::UNIX_EPOCH + year(8100), "10069"),
        (SystemTime::UNIX_EPOCH - year(2000), "-30"),
        (SystemTime::UNIX_EPOCH + Duration::from_secs(i64::MAX.unsigned_abs()), "one that no calendar has"),
        (SystemTime::UNIX_EPOCH - Duration::from_secs(i64::MAX.unsigned_abs()), "one that no calendar has"),
    ] {
        let words = format!("expected a year from 1 to 9999, got {found}");
        refused(|server| server.set_started(moment), "started", &words);
        assert!(Server::orphan().set("started", moment).is_err());
    }
    let path = PathBuf::from(OsString::from_vec(b"/srv/\xff".to_vec()));
    refused(|server| server.set_root(path.clone()), "root", "expected path in UTF-8, got \"/srv/\u{fffd}\"");
    assert!(Value::try_from(path).is_err());
    assert_eq!(Value::try_from(Path::new("/srv")).unwrap(), "/srv");
    // The null of JSON is that of the field.
    let null = Server::builder().options(json!(null)).build_orphan().unwrap();
    assert!(null.get("options").unwrap().is_null());
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    assert!(Server::orphan().set_options(deep).is_err());
}

#[test]
fn moments_before_1970_keep_their_fractions() {
    for nanos in [0, 1, 500_000_000, 999_999_999] {
        let moment = SystemTime::UNIX_EPOCH - Duration::new(5, nanos);
        let value = Value::from(moment);
        assert_eq!(value.coerce::<SystemTime>().unwrap(), moment);
    }
}

#[test]
fn every_number_of_32_bits_comes_back() {
    // Spread over all of them, and the ends.
    let bits = (0..200_000_u32).map(|step| step.wrapping_mul(2_654_435_761));
    let numbers =
        bits.map(f32::from_bits).chain([f32::MAX, f32::MIN, f32::MIN_POSITIVE, f32::from_bits(1), 0.1]);
    for number in numbers.filter(|number| number.is_finite()) {
        let value = Value::from(number);
        let text = serde_json::to_string(&value).unwrap();
        let json: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(Value::from(json).coerce::<f32>().unwrap().to_bits(), number.to_bits(), "{number}");
    }
}

#[test]
fn rows_are_found_by_values_within_the_bounds_and_beyond() {
    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Server>().await?;
        let ctx = Context::builder().is_admin(true).store(&store).build();
        for (port, percent) in [(80, Some(10)), (8776, Some(60)), (65_535, None)] {
            let percent = percent.map(|percent| Bounded::new(percent).unwrap());
            let server = Server::builder().port(port).level(0).percent(percent).ratio(0.1);
            let server = server.timeout(Duration::from_secs(u64::from(port))).started(SystemTime::UNIX_EPOCH);
            server.root("/srv").name("api").build(&ctx)?.create().await?;
        }
        let count = async |query: Query<Server>| Server::count(&ctx, &query).await;
        assert_eq!(count(Query::new().filter(Server::PORT.gt(80_u16))).await?, 2);
        assert_eq!(count(Query::new().filter(Server::PERCENT.lt(50))).await?, 1);
        assert_eq!(count(Query::new().filter(Server::RATIO.eq(0.1))).await?, 3);
        assert_eq!(count(Query::new().filter(Server::TIMEOUT.le(Duration::from_secs(8776)))).await?, 2);
        assert_eq!(count(Query::new().filter(Server::STARTED.eq(SystemTime::UNIX_EPOCH))).await?, 3);
        assert_eq!(count(Query::new().filter(Server::ROOT.eq("/srv"))).await?, 3);
        assert_eq!(count(Query::new().filter(Server::NAME.like("a%"))).await?, 3);
        assert_eq!(count(Query::new().filter(Server::ID.is_in([1_u32, 3]))).await?, 2);
        // No row has a value beyond the bounds: it is above or below them all.
        assert_eq!(count(Query::new().filter(Server::PERCENT.lt(1000))).await?, 2);
        assert_eq!(count(Query::new().filter(Server::PERCENT.eq(1000))).await?, 0);
        assert_eq!(count(Query::new().filter(field("port").lt(70_000))).await?, 3);
        assert_eq!(count(Query::new().filter(field("port").gt(-1))).await?, 3);
        assert_eq!(count(Query::new().filter_by("port", 70_000)).await?, 0);
        assert_eq!(count(Query::new().filter(field("ratio").lt(1e300))).await?, 3);
        let update = ConditionalUpdate::new().set("port", 70_000);
        let error = Server::get_by_id(&ctx, 1).await?.conditional_update(update).await.unwrap_err();
        assert_eq!(error.to_string(), "Server.port: expected integer from 0 to 65535, got 70000");
        assert_eq!(Server::get_by_id(&ctx, 1).await?.port()?, 80);
        // By key too, where nothing is a setter.
        let path = PathBuf::from(OsString::from_vec(b"/srv/\xff".to_vec()));
        let error = count(Query::new().filter(Server::ROOT.eq(path.clone()))).await.unwrap_err();
        assert!(error.to_string().starts_with("invalid input received: Server.root: expected "), "{error}");
        for (update, field) in [
            (ConditionalUpdate::new().set(Server::PERCENT, 101), "percent"),
            (ConditionalUpdate::new().set(Server::RATIO, f32::NAN), "ratio"),
            (ConditionalUpdate::new().set(Server::TIMEOUT, Duration::MAX), "timeout"),
            (
                ConditionalUpdate::new()
                    .set(Server::STARTED, SystemTime::UNIX_EPOCH - Duration::from_secs(1 << 40)),
                "started",
            ),
            (ConditionalUpdate::new().set(Server::ROOT, path), "root"),
        ] {
            let mut server = Server::get_by_id(&ctx, 1).await?;
            let error = server.conditional_update(update).await.unwrap_err();
            assert!(error.to_string().starts_with(&format!("Server.{field}: expected ")), "{error}");
            let found = Server::get_by_id(&ctx, 1).await?;
            assert_eq!((found.percent()?, found.root()?), (Some(10), Some(Path::new("/srv"))));
        }
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn values_of_rust_become_values_and_come_back() {
    assert_eq!(Value::from(255_u8), 255);
    assert_eq!(Value::from(-128_i8), -128);
    assert_eq!(Value::from(65_535_u16), 65_535);
    assert_eq!(Value::from(-32_768_i16), -32_768);
    assert_eq!(Value::from(Bounded::<0, 9>::new(7).unwrap()), 7);
    assert_eq!(Value::from(0.1_f32).as_f64(), Some(0.1));
    assert_eq!(Value::from(Duration::from_millis(1500)).as_f64(), Some(1.5));
    assert_eq!(Value::from(Arc::<str>::from("a")), "a");
    assert_eq!(
        Value::from(HashMap::from([("b".to_owned(), 1_u16), ("a".to_owned(), 2)])).to_string(),
        "{a=2,b=1}"
    );
    assert_eq!(Value::from(HashSet::from([10_u8, 9])).to_string(), "set([9,10])");
    assert_eq!(Value::from(Some(3_u8)).coerce::<u8>().unwrap(), 3);
    assert_eq!(
        Value::from("300").coerce::<u8>().unwrap_err().to_string(),
        "expected integer from 0 to 255, got \"300\""
    );
    assert!(Value::from(256).coerce::<Option<u8>>().is_err());
    assert!(Value::Null.coerce::<u8>().is_err());
    let moment = SystemTime::UNIX_EPOCH + Duration::new(1, 500);
    assert_eq!(Value::from(moment).coerce::<SystemTime>().unwrap(), moment);
    assert!("10".parse::<Bounded<0, 9>>().is_err() && Bounded::<0, 9>::try_from(-1).is_err());
    assert_eq!(i64::from("9".parse::<Bounded<0, 9>>().unwrap()), 9);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
enum Level {
    Low,
    High,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Guest {
    pins: Attr<BTreeMap<u64, String>>,
    levels: Attr<Option<BTreeMap<Level, Vec<String>>>>,
    percents: Attr<BTreeMap<Bounded<0, 9>, i64>>,
    owners: Attr<HashMap<Uuid, bool>>,
    labels: Attr<BTreeMap<String, String>>,
    meta: ObjectMeta,
}

#[test]
fn a_map_is_set_to_the_pairs_of_an_array_whatever_its_keys() {
    let mut guest = Guest::orphan();
    guest.set_pins([(7, "cpu3")]).unwrap();
    guest.set_levels([(Level::High, ["a", "b"])]).unwrap();
    guest.set_percents([(Bounded::new(5).unwrap(), 1)]).unwrap();
    guest.set_owners([(Uuid::nil(), true)]).unwrap();
    guest.set_labels([("a".to_owned(), "b"), ("c".to_owned(), "d")]).unwrap();
    assert_eq!(guest.pins().unwrap()[&7], "cpu3");
    assert_eq!(guest.levels().unwrap().unwrap()[&Level::High].len(), 2);
    assert_eq!((guest.percents().unwrap().len(), guest.owners().unwrap()[&Uuid::nil()]), (1, true));
    assert_eq!(guest.labels().unwrap().len(), 2);
}
