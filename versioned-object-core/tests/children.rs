//! Children at older versions: our answers against those of oslo.versionedobjects in `data/children.json`.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

mod answers;

use answers::without_absent;
use serde_json::Value as Json;
use versioned_object_core::Registry;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", note("1.3", "what it means changed"))]
struct Leaf {
    a: Attr<i64>,
    #[field(since = "1.2")]
    b: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.2",
    list_of = Leaf,
    child_versions(("1.0", "1.0"), ("1.1", "1.2"), ("1.2", "1.3")),
    fingerprint = "9f2232bd25d0eb9a2fbf3eb5965289ba"
)]
struct LeafList {
    objects: Attr<Vec<Leaf>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.4",
    relationships(
        leaf = [("1.1", "1.0"), ("1.3", "1.3")],
        leaves = [("1.0", "1.1"), ("1.2", "1.2"), ("1.4", "1.3")],
        list = [("1.0", "1.0"), ("1.2", "1.1"), ("1.4", "1.2")],
    )
)]
struct Tree {
    leaf: Attr<Option<Box<Leaf>>>,
    leaves: Attr<Vec<Leaf>>,
    list: Attr<LeafList>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "what it means changed"), relationships(..))]
struct Forest {
    name: Attr<String>,
    tree: Attr<Tree>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", relationships(rooms = [("1.1", "1.0"), ("1.2", "1.1"), ("1.3", "1.2")]))]
struct House {
    name: Attr<String>,
    #[field(since = "1.1")]
    rooms: Attr<RoomList>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", list_of = Room, child_versions(("1.0", "1.0"), ("1.1", "1.1"), ("1.2", "1.2")))]
struct RoomList {
    objects: Attr<Vec<Room>>,
    meta: ObjectMeta,
}

/// What contains a house, which contains it.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", relationships(house = [("1.0", "1.1"), ("1.1", "1.2"), ("1.2", "1.3")]))]
struct Room {
    #[field(since = "1.1")]
    floor: Attr<i64>,
    house: Attr<Option<Box<House>>>,
    meta: ObjectMeta,
}

fn registry() -> Registry {
    let mut registry = Registry::new();
    registry.register::<Leaf>().unwrap();
    registry.register::<LeafList>().unwrap();
    registry.register::<Tree>().unwrap();
    registry.register::<Forest>().unwrap();
    registry.register::<House>().unwrap();
    registry.register::<RoomList>().unwrap();
    registry.register::<Room>().unwrap();
    registry
}

fn leaf() -> Leaf {
    Leaf::builder().a(1).b(2).build_orphan().unwrap()
}

fn list(leaves: Vec<Leaf>) -> LeafList {
    LeafList::from(leaves)
}

fn tree() -> Tree {
    let tree = Tree::builder().leaf(Box::new(leaf())).leaves(vec![leaf(), leaf()]);
    tree.list(list(vec![leaf()])).build_orphan().unwrap()
}

fn house(depth: i64) -> House {
    let inner = (depth > 0).then(|| Box::new(house(depth - 1)));
    let room = Room::builder().floor(depth).house(inner).build_orphan().unwrap();
    House::builder().name("house").rooms(RoomList::from(vec![room])).build_orphan().unwrap()
}

fn object(name: &str) -> Box<dyn DynObject> {
    match name {
        "LeafList" => Box::new(list(vec![leaf(), leaf()])),
        "Tree" => Box::new(tree()),
        "House" => Box::new(house(3)),
        "Bare" => Box::new(Forest::builder().name("bare").build_orphan().unwrap()),
        _ => Box::new(Forest::builder().name("wood").tree(tree()).build_orphan().unwrap()),
    }
}

fn sorted(mut value: Json) -> Json {
    match &mut value {
        Json::Array(items) => items.iter_mut().for_each(|item| *item = sorted(item.take())),
        Json::Object(map) => {
            for (key, entry) in map {
                match entry {
                    Json::Array(names) if key.ends_with(".changes") => names.sort_by_key(ToString::to_string),
                    entry => *entry = sorted(entry.take()),
                }
            }
        }
        _ => {}
    }
    value
}

#[test]
fn children_are_written_as_oslo_writes_them() {
    let cases: Vec<Json> = serde_json::from_str(include_str!("data/children.json")).unwrap();
    assert_eq!(cases.len(), 280);
    for case in cases {
        let mut options = WriteOptions::default();
        if let Some(target) = case["target"].as_str() {
            options = options.target_version(target.parse().unwrap());
        }
        if let Some(manifest) = case["manifest"].as_object() {
            let versions = manifest.iter().map(|(name, version)| {
                (name.as_str(), version.as_str().unwrap().parse::<Version>().unwrap())
            });
            options = options.version_manifest(versions);
        }
        let object = object(case["object"].as_str().unwrap());
        let found = match options.to_value(&*object) {
            Ok(found) => sorted(found),
            Err(error) => {
                let message = error.to_string();
                let prefix = format!("{}: ", object.obj_name());
                let message = message.strip_prefix(&prefix).unwrap_or(&message);
                Json::String(format!("{}{}", message[..1].to_uppercase(), &message[1..]))
            }
        };
        // There is no version below the first, which Python does not know.
        let expected = match case["target"].as_str() {
            Some(target) if target.starts_with("0.") => format!("Invalid target version {target}").into(),
            _ => without_absent(case["result"].clone()),
        };
        assert_eq!(found, expected, "{} {} {}", case["object"], case["target"], case["manifest"]);
    }
}

#[test]
fn a_tree_has_the_versions_of_all_its_objects() {
    let versions = registry().obj_tree_get_versions("Forest").unwrap();
    let texts: Vec<_> = versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
    assert_eq!(texts, ["Forest 1.1", "Leaf 1.3", "LeafList 1.2", "Tree 1.4"]);
    let versions = registry().obj_tree_get_versions("Room").unwrap();
    assert_eq!(versions.into_keys().collect::<Vec<_>>(), ["House", "Room", "RoomList"]);
    let error = registry().obj_tree_get_versions("Meadow").unwrap_err();
    assert!(matches!(error, Error::UnsupportedObject { .. }), "{error}");
}

#[test]
fn child_versions_are_in_every_fingerprint_of_a_list() {
    let list = LeafList::descriptor();
    let at = |minor| list.fingerprint_at(Version::new(1, minor));
    assert_eq!(at(2).as_deref(), list.fingerprint);
    assert!(at(0) != at(1) && at(1) != at(2));
}
