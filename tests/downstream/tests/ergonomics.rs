//! What a new user writes without having read much.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]
#![allow(clippy::default_trait_access, reason = "that it is inferred is what is asked")]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::panic::{RefUnwindSafe, UnwindSafe, catch_unwind};
use std::str::FromStr;

use pollster::block_on;
use serde::{Deserialize, Serialize};
use versioned_object_core::fields::{AnyOf, SensitiveString};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Listed, Sqlite};
use versioned_object_core::wire::Plain;
use versioned_object_core::{Key, Path, Registry, Version};

/// When a thing was made.
#[derive(Clone, FieldMixin)]
pub struct Times {
    /// When it was made.
    created_at: Attr<Option<DateTime<Utc>>>,
}

/// A node.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", table = "nodes", project = owner)]
pub struct Node {
    /// What it is known by.
    id: Attr<Uuid>,
    /// Whose it is.
    owner: Attr<Option<String>>,
    /// Its name.
    name: Attr<String>,
    /// How many cores it has.
    cores: Attr<u16>,
    /// Its memory, in GiB.
    memory: Attr<Option<i64>>,
    /// How it is loaded.
    load: Attr<f64>,
    /// Whether it runs.
    runs: Attr<bool>,
    /// Words for it.
    tags: Attr<Vec<String>>,
    /// What it is good for.
    roles: Attr<BTreeSet<String>>,
    /// Where it may stand.
    racks: Attr<HashSet<String>>,
    /// Notes by topic.
    notes: Attr<BTreeMap<String, String>>,
    /// What opens it.
    password: Attr<Option<SensitiveString>>,
    /// How many there are.
    #[field(until = "1.2")]
    count: Attr<Option<i64>>,
    /// The times of it.
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

/// Nodes.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Node)]
pub struct NodeList {
    objects: Attr<Vec<Node>>,
    meta: ObjectMeta,
}

/// A rack with nodes of every kind.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(..))]
pub struct Rack {
    /// The first of them.
    first: Attr<Option<Box<Node>>>,
    /// One of any kind.
    any: Attr<Option<AnyOf<Node>>>,
    /// Something else.
    other: Attr<Option<Box<dyn DynObject>>>,
    meta: ObjectMeta,
}

/// A node with a fan.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Node)]
pub struct Fanned {
    base: Node,
    /// How fast it turns.
    speed: Attr<i64>,
}

/// An answer with a node in it.
#[derive(Serialize, Deserialize)]
struct Answer {
    node: Plain<Fanned>,
}

fn node(name: &str) -> Node {
    Node::builder()
        .name(name)
        .cores(8)
        .load(0.5)
        .runs(true)
        .tags(["fast"])
        .roles(Default::default())
        .racks(Default::default())
        .notes([("door", "green")])
        .memory(64)
        .password(SensitiveString::from("s3cret"))
        .build_orphan()
        .unwrap()
}

/// What a text says of the field with a key.
fn read<T: FromStr, S>(key: Key<Node, T, S>, text: &str) -> Option<T> {
    text.parse().ok().map(|value| key.of(value))
}

#[test]
fn types_follow_from_the_field() -> Result<(), Box<dyn std::error::Error>> {
    let words = || "fast quiet".split(' ').map(str::to_owned);
    // A field that takes nothing but its own type says which type is meant.
    let mut node = Node::builder()
        .id("67e55044-10b1-426f-9247-bb680e5fe0c8".parse()?)
        .cores("8".parse()?)
        .load("0.5".parse()?)
        .runs(Default::default())
        .roles(words().collect())
        .racks(words().collect())
        .build_orphan()?;
    node.set_cores("16".parse()?)?;
    node.set_cores(2_i64.try_into()?)?;
    node.set_load(Default::default())?;
    node.set_roles(words().collect())?;
    assert_eq!((node.cores()?, node.roles()?.len()), (2, 2));

    node.set(Node::CORES, "4".parse()?)?;
    assert!(node.set_if_different(Node::ROLES, Default::default())?);
    node = Node::builder().set(Node::CORES, "4".parse()?).roles(Default::default()).build_orphan()?;

    // What is nullable says it from `Some` on.
    node.set_memory(Some("64".parse()?))?;
    node.set_created_at(Some("2030-07-08T09:10:11Z".parse()?))?;
    node.set_memory(None)?;
    node.set_memory(32)?;

    // A text, a list, a map and a bare nullable take several types. The key of the field says which one is meant: in
    // builders, in setters, and where a field is set by key.
    node.set_name(Node::NAME.of(Default::default()))?;
    node.set_tags(Node::TAGS.of(words().collect()))?;
    node.set_notes(Node::NOTES.of(words().map(|word| (word.clone(), word)).collect()))?;
    node.set_memory(Node::MEMORY.of("many".parse().ok()))?;
    node.set(Node::TAGS, Node::TAGS.of(words().collect()))?;
    node.set_created_at(Node::CREATED_AT.of(Default::default()))?;
    assert_eq!((node.name()?, node.tags()?.len(), node.memory()?), ("", 2, None));
    let built = Node::builder().tags(Node::TAGS.of(words().collect())).build_orphan()?;
    assert_eq!(built.tags()?, node.tags()?);
    // So does a turbofish.
    node.set_tags(words().collect::<Vec<_>>())?;

    // Through a generic function the type of the key goes along.
    assert_eq!(read(Node::CORES, "7"), Some(7));
    Ok(())
}

#[test]
fn a_handler_takes_and_gives_plain_json() {
    /// What frameworks call `Json`: a body that serde reads and writes.
    fn handled<I: for<'a> Deserialize<'a>, O: Serialize>(body: &str, handler: impl Fn(I) -> O) -> String {
        match serde_json::from_str(body) {
            Ok(input) => serde_json::to_string(&handler(input)).unwrap(),
            Err(error) => error.to_string(),
        }
    }
    let rename = |Plain(mut node): Plain<Node>| {
        node.set_name("b").unwrap();
        assert_eq!(node.obj_what_changed(), ["name", "cores"]);
        Plain::from(node)
    };
    assert_eq!(handled(r#"{"name": "a", "cores": 4}"#, rename), r#"{"name":"b","cores":4}"#);
    assert!(handled(r#"{"cores": -1}"#, rename).starts_with("Node.cores: "));
    assert!(handled(r#"{"colour": 1}"#, rename).starts_with("Node.colour: Node has no such field"));
    assert!(handled("[]", rename).starts_with("Node: "));
    assert!(handled(r#"{"cores": 1, "cores": 2}"#, rename).contains("duplicate key `cores`"));

    // It is what `to_json` and `from_json` have, nested too, secrets in clear.
    let node = node("a");
    let plain: Plain<Node> = node.clone().into();
    assert_eq!(serde_json::to_string(&plain).unwrap(), node.to_json().unwrap());
    assert!(serde_json::to_string(&plain).unwrap().contains("s3cret"));
    assert!(!node.to_redacted_json().unwrap().contains("s3cret"));
    assert!(!format!("{plain:?}").contains("s3cret"));
    assert_eq!(plain.name().unwrap(), "a");
    let back: Node = plain.clone().into();
    assert_eq!(back.to_json().unwrap(), plain.into_inner().to_json().unwrap());

    let list: NodeList = vec![node.clone()].into();
    let text = serde_json::to_string(&Plain(list)).unwrap();
    assert!(text.starts_with(r#"{"objects":[{"name":"a""#), "{text}");
    let read: Plain<NodeList> = serde_json::from_str(&text).unwrap();
    assert_eq!(read[0].name().unwrap(), "a");
    let error = serde_json::from_str::<Plain<NodeList>>(r#"{"objects": [{"cores": "x"}]}"#).unwrap_err();
    assert!(error.to_string().starts_with("NodeList.objects[0].cores: "), "{error}");
    let value = serde_json::to_value(Plain(node.clone())).unwrap();
    assert_eq!(value["notes"]["door"], "green");
    assert_eq!(serde_json::from_value::<Plain<Node>>(value).unwrap().memory().unwrap(), Some(64));

    // In a struct of one's own, and of a subclass.
    let fanned = r#"{"node":{"speed":3,"name":"a"}}"#;
    let answer: Answer = serde_json::from_str(fanned).unwrap();
    assert_eq!(serde_json::to_string(&answer).unwrap(), fanned);

    // serde of the object itself keeps the envelope.
    let text = serde_json::to_string(&node).unwrap();
    assert!(text.starts_with(r#"{"versioned_object.name":"Node""#), "{text}");
    assert!(serde_json::from_str::<Node>(r#"{"name": "a"}"#).is_err());
}

#[test]
fn a_path_is_printed_alone() {
    let error = Node::from_json(r#"{"cores": "x"}"#).unwrap_err();
    let path: &Path = error.path().unwrap();
    assert_eq!(path.to_string(), "Node.cores");
    assert_eq!(path.to_string(), path.as_str());
    assert!(error.to_string().starts_with("Node.cores: expected"));
    assert_eq!(Path::default().to_string(), "");
    assert_eq!(Error::invalid("no").to_string(), "no");
}

#[test]
#[allow(deprecated, reason = "older data has it")]
fn what_a_version_removed_can_still_be_read() {
    let mut node = Node::builder().count(3).build_orphan().unwrap();
    assert_eq!(node.count().unwrap(), Some(3));
    node.set_count(4).unwrap();
    assert_eq!(node.get(Node::COUNT).unwrap(), Some(4));
}

#[test]
fn objects_go_through_catch_unwind() {
    fn safe<T: UnwindSafe + RefUnwindSafe>() {}
    safe::<Node>();
    safe::<NodeList>();
    safe::<Rack>();
    safe::<Fanned>();
    safe::<NodeBuilder>();
    safe::<Times>();
    safe::<ObjectMeta>();
    safe::<Context>();
    safe::<Store>();
    safe::<Sqlite>();
    safe::<Value>();
    safe::<Error>();
    safe::<Version>();
    safe::<Registry>();
    safe::<Plain<Node>>();
    safe::<Listed<Node>>();
    safe::<Query<Node>>();
    safe::<ConditionalUpdate<Node>>();
    safe::<AnyOf<Node>>();

    let mut node = node("a");
    let panicked = catch_unwind(|| {
        let text = node.to_json().unwrap();
        assert!(text.is_empty());
    });
    assert!(panicked.is_err());
    node.set_name("b").unwrap();
    assert_eq!(node.name().unwrap(), "b");
}

#[test]
fn streams_and_lists_need_nothing_else() -> Result<()> {
    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Node>().await?;
        let ctx = Context::builder().user_id("ann").project_id("lab").store(&store).build();
        for name in ["a", "b", "c"] {
            let mut node = node(name);
            node.set_owner("lab")?;
            node.obj_set_context(Some(&ctx));
            node.create().await?;
        }

        let (mut nodes, mut names) = (Node::stream(&ctx, Query::new().sort(Node::NAME.asc())), Vec::new());
        while let Some(node) = nodes.next().await {
            names.push(node?.name()?.to_owned());
        }
        assert_eq!(names, ["a", "b", "c"]);
        assert!(nodes.next().await.is_none(), "it stays at its end");

        let list = NodeList::list(&ctx, &Query::new().sort(Node::NAME.desc()).limit(2)).await?;
        assert_eq!(list.iter().map(Node::name).collect::<Result<Vec<_>>>()?, ["c", "b"]);
        assert!(list.obj_what_changed().is_empty() && list.obj_own_changes().is_empty());
        assert_eq!(list.obj_context().and_then(Context::project_id), Some("lab"));
        assert_eq!(list[0].obj_context().and_then(Context::project_id), Some("lab"));
        let nobody = Context::builder().store(&store).build();
        assert_eq!(NodeList::list(&nobody, &Query::new()).await.unwrap_err(), Error::NotAuthorized);
        assert_eq!(OwnList::list(&ctx).await, "my own");
        Ok(())
    })
}

/// Nodes, with a list function of its own.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Node)]
pub struct OwnList {
    objects: Attr<Vec<Node>>,
    meta: ObjectMeta,
}

impl OwnList {
    #[allow(clippy::unused_async, reason = "as those that read")]
    async fn list(_: &Context) -> &'static str {
        "my own"
    }
}
