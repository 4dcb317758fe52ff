//! Defaults, and how Python prints them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use versioned_object_core::DefaultRepr;
use versioned_object_core::fields::{Bounded, JsonOf, NonNegativeFloat};
use versioned_object_core::prelude::*;

const PORT: u16 = 8776;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "6f6c286481263b7c2fbec086d08c44ee")]
struct Server {
    #[field(default = 3)]
    retries: Attr<u8>,
    #[field(default = -3_i32)]
    offset: Attr<Option<i32>>,
    #[field(default = PORT)]
    port: Attr<u16>,
    #[field(default = 50)]
    percent: Attr<Bounded<0, 100>>,
    #[field(default = 0.1)]
    ratio: Attr<f32>,
    #[field(default = 0.25f32)]
    other_ratio: Attr<f32>,
    #[field(default = Duration::from_secs(90))]
    timeout: Attr<Duration>,
    #[field(default = "api")]
    name: Attr<Arc<str>>,
    #[field(default = PathBuf::from("/srv"))]
    root: Attr<PathBuf>,
    #[field(default = HashMap::new())]
    labels: Attr<HashMap<String, String>>,
    #[field(default = HashSet::from(["b".to_owned(), "a".to_owned()]))]
    zones: Attr<HashSet<String>>,
    meta: ObjectMeta,
}

/// The same with the types that oslo has.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Peer {
    #[field(default = 3)]
    retries: Attr<u64>,
    #[field(default = -3)]
    offset: Attr<Option<i64>>,
    #[field(default = 8776)]
    port: Attr<u64>,
    #[field(default = 50)]
    percent: Attr<u64>,
    #[field(default = 0.1)]
    ratio: Attr<f64>,
    #[field(default = 0.25)]
    other_ratio: Attr<f64>,
    #[field(default = 90.0)]
    timeout: Attr<NonNegativeFloat>,
    #[field(default = "api")]
    name: Attr<String>,
    #[field(default = "/srv")]
    root: Attr<String>,
    #[field(default = BTreeMap::new())]
    labels: Attr<BTreeMap<String, String>>,
    #[field(default = std::collections::BTreeSet::from(["a".to_owned(), "b".to_owned()]))]
    zones: Attr<std::collections::BTreeSet<String>>,
    meta: ObjectMeta,
}

#[test]
fn defaults_are_put_and_printed_as_those_of_oslo_s_types() {
    assert_eq!(Server::descriptor().compute_fingerprint(), Peer::descriptor().compute_fingerprint());
    let (mut server, mut peer) = (Server::orphan(), Peer::orphan());
    server.obj_set_defaults(&[]).unwrap();
    peer.obj_set_defaults(&[]).unwrap();
    assert_eq!(server.to_json().unwrap(), peer.to_json().unwrap());
    let null: Server = Server::from_json(r#"{"port": null, "percent": null}"#).unwrap();
    assert_eq!((null.port().unwrap(), null.percent().unwrap()), (8776, 50));
}

fn made() -> i64 {
    101
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Wrong {
    #[field(default = made())]
    percent: Attr<Bounded<0, 100>>,
    meta: ObjectMeta,
}

#[test]
fn a_default_that_the_type_refuses_is_not_put() {
    let mut wrong = Wrong::orphan();
    let error = wrong.obj_set_defaults(&[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Wrong.percent: the default is refused: expected integer from 0 to 100, got 101"
    );
    assert!(!wrong.is_set("percent"));
    assert!(Wrong::from_json(r#"{"percent": null}"#).is_err());
}

/// An enum that serde writes, with a text that says nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Plan {
    Basic,
    Pro,
}

impl Plan {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "a plan",
            Self::Pro => "a better plan",
        }
    }
}

struct Values;

impl Values {
    const N: Json = Json::Bool(true);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Status {
    Active,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Contract {
    #[field(default = Plan::Pro)]
    plan: Attr<JsonOf<Plan>>,
    #[field(default = Some(Plan::Basic))]
    next: Attr<Option<JsonOf<Plan>>>,
    #[field(since("1.1", fill = Plan::Basic))]
    last: Attr<JsonOf<Plan>>,
    #[field(default = Values::N)]
    more: Attr<Json>,
    #[field(default = Status::Active)]
    status: Attr<Option<Status>>,
    meta: ObjectMeta,
}

#[test]
fn a_variant_is_a_default_whose_enum_need_not_be_one_of_texts() {
    let mut contract = Contract::orphan();
    contract.obj_set_defaults(&[]).unwrap();
    assert_eq!((contract.plan().unwrap(), contract.next().unwrap()), (&Plan::Pro, Some(&Plan::Basic)));
    assert_eq!(Plan::Pro.as_str(), "a better plan");
    let printed = |name| Contract::descriptor().field(name).unwrap().default.unwrap().repr;
    assert!(["plan", "next", "more"].map(printed).iter().all(|repr| *repr == DefaultRepr::Unknown));
    assert_eq!(printed("status"), DefaultRepr::Text("active"));
}
