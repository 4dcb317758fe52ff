//! Fields of Rust alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;
use versioned_object_core::{schema, testing};

/// What is no field type, and no `Copy`, `Debug` or `PartialEq`.
#[derive(Clone)]
struct Connection(Arc<AtomicU32>);

impl Default for Connection {
    fn default() -> Self {
        Self(Arc::new(AtomicU32::new(7)))
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes", comparable)]
pub struct Node {
    id: Attr<i64>,
    name: Attr<Option<String>>,
    /// What was found out last.
    #[field(skip)]
    cache: Option<u8>,
    #[field(skip)]
    connection: Connection,
    /// Of Rust alone, so it may be seen.
    #[field(skip)]
    pub seen: Vec<String>,
    meta: ObjectMeta,
}

mod bare {
    use versioned_object_core::prelude::*;

    /// The same without them.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(name = "Node", version = "1.0", table = "nodes")]
    pub(super) struct Bare {
        id: Attr<i64>,
        name: Attr<Option<String>>,
        meta: ObjectMeta,
    }
}
use bare::Bare;

#[derive(Clone, FieldMixin)]
pub struct Audit {
    by: Attr<Option<String>>,
    #[field(skip)]
    checked: bool,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Node)]
pub struct Server {
    rack: Attr<Option<String>>,
    #[field(skip)]
    hits: u32,
    #[field(flatten)]
    audit: Audit,
    base: Node,
}

/// Nothing of its own but what Rust has.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Node)]
pub struct Plain {
    #[field(skip)]
    hits: u32,
    base: Node,
}

fn node() -> Node {
    let mut node = Node::builder().id(1).name("a").build_orphan().unwrap();
    node.cache = Some(3);
    node.connection.0.store(9, Ordering::Relaxed);
    node.seen.push("x".to_owned());
    node
}

#[test]
fn they_are_in_no_table_and_on_no_wire() {
    let names: Vec<_> = Node::descriptor().fields().map(|field| field.name).collect();
    assert_eq!(names, ["id", "name"]);
    assert_eq!(Node::descriptor().compute_fingerprint(), Bare::descriptor().compute_fingerprint());
    let properties = |descriptor| schema::json_schema(descriptor)["$defs"]["Node"]["properties"].clone();
    assert_eq!(properties(Node::descriptor()), properties(Bare::descriptor()));
    let lock = |descriptor| testing::Lock::of([descriptor]).to_string();
    assert_eq!(lock(Node::descriptor()), lock(Bare::descriptor()));
    let node = node();
    assert_eq!(node.to_json().unwrap(), r#"{"id":1,"name":"a"}"#);
    assert!(Node::orphan().get("cache").is_err() && Node::orphan().set("cache", 1).is_err());
    assert_eq!(node.to_string(), "Node(id=1,name='a')");
    assert!(!format!("{node:?}").contains("cache"));
    assert_eq!(node.obj_what_changed(), ["id", "name"]);
}

#[test]
fn they_are_copied_with_the_object_and_start_with_their_default() {
    let node = node();
    let copy = node.obj_clone();
    assert_eq!((copy.cache, copy.connection.0.load(Ordering::Relaxed), copy.seen.len()), (Some(3), 9, 1));
    let boxed = node.obj_clone_box();
    assert_eq!(boxed.downcast_ref::<Node>().unwrap().cache, Some(3));
    let read: Node = wire::from_str(&wire::to_string(&node).unwrap()).unwrap();
    assert_eq!((read.cache, read.connection.0.load(Ordering::Relaxed), read.seen.len()), (None, 7, 0));
    // Objects with the same values are equal, whatever else they have.
    let mut other = node.clone();
    other.cache = None;
    assert!(other == node);
    other.set_name("b").unwrap();
    assert!(other != node);
}

#[test]
fn subclasses_and_mixins_have_them_too() {
    let mut server = Server::from(node());
    assert_eq!((server.hits, server.audit.checked, server.cache), (0, false, Some(3)));
    server.hits = 4;
    server.audit.checked = true;
    server.set_by("alice").unwrap();
    let copy = server.clone();
    assert!(copy.hits == 4 && copy.audit.checked);
    assert_eq!(
        server.to_json().unwrap(),
        r#"{"rack":null,"by":"alice","id":1,"name":"a"}"#.replace(r#""rack":null,"#, "")
    );
    assert_eq!(Node::from(server).cache, Some(3));
    assert_eq!(Plain::from(node()).hits, 0);
}

#[test]
fn refresh_and_save_leave_them_alone() {
    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Node>().await?;
        store.check_table::<Bare>().await?;
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let mut node = Node::builder().name("a").build(&ctx)?;
        node.cache = Some(5);
        node.create().await?;
        node.set_name("b")?;
        node.save().await?;
        node.refresh().await?;
        assert_eq!((node.name()?, node.cache), (Some("b"), Some(5)));
        assert_eq!(Node::get_by_id(&ctx, 1).await?.cache, None);
        Ok::<(), Error>(())
    })
    .unwrap();
}
