//! Objects that belong together, each in a table of its own: nodes, their ports, and what is plugged in.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_core::Stream;
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Backend, BoxFuture, Driver, Session, Sqlite, Step};
use versioned_object_core::{ReadDeleted, Relation};

/// Counts the statements that it hands on.
struct Counting<D> {
    inner: D,
    count: Arc<AtomicUsize>,
}

impl<D: Driver> Driver for Counting<D> {
    fn backend(&self) -> Backend {
        self.inner.backend()
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        self.count.fetch_add(steps.len(), Ordering::Relaxed);
        self.inner.run(access, steps)
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        self.inner.begin()
    }
}

/// When a row was marked deleted.
#[derive(Clone, FieldMixin)]
pub struct Marks {
    /// Whether it is.
    deleted: Attr<Option<bool>>,
    /// The rack that holds it.
    rack_name: Attr<Option<String>>,
}

/// A rack, known by its name.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "racks", key = name)]
pub struct Rack {
    /// Its name.
    name: Attr<String>,
    /// The nodes in it.
    #[field(has_many(key = Node::RACK_NAME))]
    nodes: Attr<Option<Box<NodeList>>>,
    meta: ObjectMeta,
}

/// A node.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes", project = owner, soft_delete(flag = deleted))]
pub struct Node {
    /// Its UUID.
    id: Attr<Uuid>,
    /// Whose it is.
    owner: Attr<String>,
    /// Its name.
    name: Attr<String>,
    /// Its ports.
    #[field(has_many(key = Port::NODE_ID))]
    ports: Attr<Vec<Port>>,
    /// The rack that holds it.
    #[field(belongs_to(key = RACK_NAME))]
    rack: Attr<Option<Box<Rack>>>,
    /// What is not kept.
    #[field(no_column)]
    hint: Attr<Option<String>>,
    #[field(flatten)]
    marks: Marks,
    meta: ObjectMeta,
}

/// Nodes.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Node)]
pub struct NodeList {
    /// The nodes.
    objects: Attr<Vec<Node>>,
    meta: ObjectMeta,
}

/// A port of a node.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "ports", key = number)]
pub struct Port {
    /// Its number, which the database makes.
    number: Attr<i64>,
    /// The node it is of.
    node_id: Attr<Option<Uuid>>,
    /// How fast it is.
    speed: Attr<u64>,
    /// The node it is of; there always is one.
    #[field(belongs_to(key = NODE_ID))]
    node: Attr<Box<Node>>,
    meta: ObjectMeta,
}

/// A port that can be told from afar, with the fields of a port.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Port, table = "far_ports", key = number)]
pub struct FarPort {
    base: Port,
    /// The key under which it is known elsewhere.
    elsewhere: Attr<Option<Uuid>>,
    /// The node that it is another port of.
    #[field(belongs_to(key = Port::NODE_ID))]
    far_node: Attr<Option<Box<Hub>>>,
}

/// Where far ports are known.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "hubs")]
pub struct Hub {
    /// Its UUID.
    id: Attr<Uuid>,
    /// Those that say so in a field of their parent.
    #[field(has_many(key = Port::NODE_ID))]
    ports: Attr<Vec<FarPort>>,
    meta: ObjectMeta,
}

struct World {
    store: Store,
    count: Arc<AtomicUsize>,
    ctx: Context,
}

impl World {
    fn new() -> Self {
        let count = Arc::new(AtomicUsize::new(0));
        let driver = Counting { inner: Sqlite::in_memory().driver().unwrap(), count: Arc::clone(&count) };
        let store = Store::new(driver);
        block_on(async {
            store.create_table::<Rack>().await?;
            store.create_table::<Node>().await?;
            store.create_table::<Port>().await
        })
        .unwrap();
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let world = Self { store, count, ctx };
        // What the tables are like is asked for once.
        block_on(world.ctx_of("lab").count_all());
        world.count.store(0, Ordering::Relaxed);
        world
    }

    fn ctx_of(&self, project: &str) -> Context {
        Context::builder().user_id("u").project_id(project).store(&self.store).build()
    }

    fn statements(&self) -> usize {
        self.count.swap(0, Ordering::Relaxed)
    }
}

trait CountAll {
    async fn count_all(&self);
}

impl CountAll for Context {
    async fn count_all(&self) {
        Rack::count(self, &Query::new()).await.unwrap();
        Node::count(self, &Query::new()).await.unwrap();
        Port::count(self, &Query::new()).await.unwrap();
    }
}

fn port(ctx: &Context, speed: u64) -> Port {
    Port::builder().speed(speed).build(ctx).unwrap()
}

fn node(ctx: &Context, name: &str, speeds: &[u64]) -> Node {
    let ports = speeds.iter().map(|speed| port(ctx, *speed)).collect::<Vec<_>>();
    Node::builder().owner("lab").name(name).ports(ports).build(ctx).unwrap()
}

fn speeds(node: &Node) -> Vec<u64> {
    node.ports().unwrap().iter().map(|port| port.speed().unwrap()).collect()
}

fn collect<T: Unpin + Stream>(mut stream: T) -> Vec<T::Item> {
    let mut items = Vec::new();
    while let Some(item) = block_on(poll_fn(|task| Pin::new(&mut stream).poll_next(task))) {
        items.push(item);
    }
    items
}

#[test]
fn the_descriptor_says_what_belongs_to_what() {
    let relation = |name| Node::descriptor().field(name).unwrap().relation;
    assert_eq!(relation("ports"), Some(Relation::HasMany { key: "node_id" }));
    assert_eq!(relation("rack"), Some(Relation::BelongsTo { key: "rack_name" }));
    assert_eq!(relation("name"), None);
    assert!(!Node::descriptor().field("ports").unwrap().stored);
}

#[test]
fn a_page_of_parents_costs_one_statement_more() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        for number in 0..100_u64 {
            let speeds = [number * 10, number * 10 + 1];
            node(ctx, &format!("n{number:03}"), &speeds[..usize::from(number % 3 != 0) * 2])
                .create_with(Node::PORTS)
                .await?;
        }
        world.statements();
        let query = Query::new().sort(Node::NAME.asc());
        let listed = Node::list(ctx, &query.clone().with(Node::PORTS)).await?;
        assert_eq!((listed.len(), world.statements()), (100, 2));
        assert!(speeds(&listed[0]).is_empty());
        // The newest first.
        assert_eq!(speeds(&listed[1]), [11, 10]);
        assert!(listed.iter().all(|node| node.obj_what_changed().is_empty()));
        assert!(listed[1].ports()?[0].obj_context().is_some());

        let streamed = collect(Node::stream(ctx, query.with(Node::PORTS).with(Node::RACK)));
        assert_eq!(streamed.len(), 100);
        assert_eq!(speeds(streamed[1].as_ref().unwrap()), [11, 10]);
        // No node is in a rack, so nothing is asked of racks.
        assert_eq!(world.statements(), 2);

        let ports = Port::list(ctx, &Query::new().with(Port::NODE)).await?;
        assert_eq!((ports.len(), world.statements()), (132, 2));
        assert!(ports.iter().all(|port| port.node().unwrap().name().is_ok()));
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn a_page_of_parents_may_be_long() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        let nodes = (0..1500)
            .map(|number| Node::builder().owner("lab").name(format!("{number}")).build(ctx).unwrap());
        let nodes = Node::create_all(ctx, nodes.collect()).await?;
        let ports =
            nodes.iter().map(|node| Port::builder().speed(1).node_id(node.id().unwrap()).build(ctx).unwrap());
        Port::create_all(ctx, ports.collect()).await?;
        world.statements();
        let listed = Node::list(ctx, &Query::new().with(Node::PORTS)).await?;
        assert_eq!((listed.len(), world.statements()), (1500, 2));
        assert!(listed.iter().all(|node| speeds(node) == [1]));
        let streamed = collect(Node::stream(ctx, Query::new().with(Node::PORTS)));
        // Two pages.
        assert_eq!((streamed.len(), world.statements()), (1500, 4));
        assert!(streamed.iter().all(|node| speeds(node.as_ref().unwrap()) == [1]));
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn children_are_written_explicitly() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        let mut node = node(ctx, "one", &[10, 20]);
        node.set_hint("none")?;
        let refused = node.create().await.unwrap_err().to_string();
        assert_eq!(
            refused,
            "object action create failed because: the 2 objects in `ports` would not be stored: `create_with` \
             writes them too; or unset `ports`, and create them by themselves"
        );
        let refused = Node::create_all(ctx, vec![node.clone()]).await.unwrap_err().to_string();
        assert!(refused.contains("the 2 objects in `ports`"), "{refused}");
        assert_eq!(Node::count(ctx, &Query::new()).await?, 0);

        node.create_with(Node::PORTS).await?;
        assert!(node.obj_what_changed().is_empty(), "{:?}", node.obj_what_changed());
        assert_eq!(node.hint()?, Some("none"));
        assert_eq!(speeds(&node), [10, 20]);
        assert!(node.ports()?.iter().all(|port| port.node_id() == node.id().map(Some)));
        assert_eq!(Port::count(ctx, &Query::new()).await?, 2);

        // What has a row already is left alone.
        node.ports_mut()?.push(port(ctx, 30));
        assert_eq!(node.obj_what_changed(), ["ports"]);
        node.create_related(Node::PORTS).await?;
        assert!(node.obj_what_changed().is_empty());
        assert_eq!(speeds(&node), [10, 20, 30]);
        assert_eq!(Port::count(ctx, &Query::new()).await?, 3);

        // A save would write none of it, and says so; otherwise nothing stays changed.
        node.set_name("two")?;
        node.set_hint(None)?;
        node.set_ports(vec![port(ctx, 40)])?;
        let refused = node.save().await.unwrap_err().to_string();
        assert!(refused.contains("1 object in `ports` would not be stored: `create_related`"), "{refused}");
        assert_eq!(node.obj_what_changed(), ["name", "ports", "hint"]);
        node.set_ports(vec![])?;
        node.save().await?;
        assert!(node.obj_what_changed().is_empty());
        assert_eq!(Port::count(ctx, &Query::new()).await?, 3);

        // Changes of a child that has a row are its own, until they are saved.
        node.load(Node::PORTS).await?;
        assert_eq!(speeds(&node), [30, 20, 10]);
        node.ports_mut()?[0].set_speed(31_u64)?;
        node.save().await?;
        assert!(node.obj_what_changed().is_empty());
        assert_eq!(node.ports()?[0].obj_what_changed(), ["speed"]);
        node.ports_mut()?[0].save().await?;
        node.save().await?;

        // As everywhere, a field with one object counts as changed while the object has changes of its own.
        let mut rack = Rack::builder().name("r1").build(ctx)?;
        rack.create().await?;
        node.set_rack_name("r1")?;
        node.save().await?;
        rack.set_nodes(Box::new([node.clone()].into_iter().collect::<NodeList>()))?;
        rack.save().await?;
        assert!(rack.obj_what_changed().is_empty(), "{:?}", rack.obj_what_changed());
        rack.nodes_mut()?.unwrap().elements_mut()[0].set_name("three")?;
        rack.save().await?;
        assert_eq!(rack.obj_what_changed(), ["nodes"]);
        rack.nodes_mut()?.unwrap().elements_mut()[0].save().await?;
        rack.save().await?;
        assert!(rack.obj_what_changed().is_empty());

        // What was loaded was of the row as it was.
        node.refresh().await?;
        assert!(!node.is_set(Node::PORTS) && node.obj_what_changed().is_empty());
        node.load(Node::PORTS).await?;
        assert_eq!(speeds(&node), [31, 20, 10]);

        let mut orphan = node.ports()?[0].clone();
        orphan.set_node(Box::new(node.clone()))?;
        let refused = orphan.create_related(Port::NODE).await.unwrap_err().to_string();
        assert!(refused.ends_with("create it first, and set `node_id`"), "{refused}");
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn all_is_written_or_nothing() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        let mut node = node(ctx, "one", &[10]);
        node.ports_mut()?.push(Port::new(ctx));
        let refused = node.create_with(Node::PORTS).await.unwrap_err();
        assert_eq!(refused, Error::NotLoaded { object: "Port", field: "speed" });
        assert!(!node.is_set(Node::ID) && node.ports()?.len() == 2);
        ctx.count_all().await;
        assert_eq!(Node::count(ctx, &Query::new()).await?, 0);
        assert_eq!(Port::count(ctx, &Query::new()).await?, 0);
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn what_an_object_belongs_to_is_by_its_key() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        let mut rack = Rack::builder().name("r1").build(ctx)?;
        rack.create().await?;
        let mut one = node(ctx, "one", &[]);
        one.set_rack(Box::new(rack.clone()))?;
        assert_eq!(
            one.create().await.unwrap_err().to_string(),
            "object action create failed because: `rack` is Rack r1, but `rack_name` of the Node is another: set \
             `rack_name`"
        );
        one.set_rack_name("r1")?;
        one.create().await?;
        assert!(one.obj_what_changed().is_empty());

        let listed = Rack::list(ctx, &Query::new().with(Rack::NODES)).await?;
        let nodes = listed[0].nodes()?.unwrap();
        assert_eq!((nodes.len(), nodes[0].name()?), (1, "one"));
        assert!(nodes.obj_context().is_some() && listed[0].obj_what_changed().is_empty());

        let mut found = Node::get_by_id(ctx, one.id()?).await?;
        found.load(Node::RACK).await?;
        assert_eq!(found.rack()?.unwrap().name()?, "r1");
        rack.destroy().await?;
        found.load(Node::RACK).await?;
        assert!(found.rack()?.is_none());

        // One that has to be there and is not.
        let nowhere = Uuid::from_u128(7);
        let mut lost = Port::builder().speed(1).node_id(nowhere).build(ctx)?;
        lost.create().await?;
        let error = lost.load(Port::NODE).await.unwrap_err();
        assert_eq!(error.to_string(), format!("Node {nowhere} (`node` of Port 1) could not be found"));
        assert!(matches!(error, Error::NotFound { object: "Node", .. }));
        let listed = Port::list(ctx, &Query::new().with(Port::NODE)).await?;
        assert_eq!((listed.len(), listed.refused.len()), (0, 1));
        assert_eq!((listed.refused[0].id.as_str(), &listed.refused[0].error), ("1", &error));
        let streamed = collect(Port::stream(ctx, Query::new().with(Port::NODE)));
        assert!(streamed[0].is_err() && streamed.len() == 1);

        let unset = Node::new(ctx).load(Node::PORTS).await.unwrap_err();
        assert_eq!(unset, Error::NotLoaded { object: "Node", field: "id" });
        assert!(matches!(Node::orphan().load(Node::PORTS).await, Err(Error::OrphanedObject { .. })));
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn keys_of_a_parent_and_relations_of_a_parent_work() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        world.store.create_table::<Hub>().await?;
        world.store.create_table::<FarPort>().await?;
        let mut hub = Hub::new(ctx);
        let mut far = FarPort::new(ctx);
        far.set_speed(5_u64)?;
        hub.set_ports(vec![far])?;
        hub.create_with(Hub::PORTS).await?;
        let listed = FarPort::list(ctx, &Query::new().with(FarPort::FAR_NODE)).await?;
        assert_eq!(listed[0].far_node()?.map(Hub::id), Some(hub.id()));
        // There is no such node.
        let listed = FarPort::list(ctx, &Query::new().with(Port::NODE)).await?;
        assert_eq!((listed.len(), listed.refused.len()), (0, 1));
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn the_context_says_what_is_seen() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        let mut rack = Rack::builder().name("r1").build(ctx)?;
        rack.create().await?;
        for (name, owner) in [("a", "lab"), ("b", "lab"), ("c", "shop")] {
            let mut node = Node::builder().name(name).owner(owner).rack_name("r1").build(ctx)?;
            node.create().await?;
            if name == "b" {
                node.destroy().await?;
            }
        }
        let names = async |ctx: &Context| {
            let mut rack = Rack::get_by_id(ctx, "r1").await?;
            rack.load(Rack::NODES).await?;
            let nodes = rack.nodes()?.unwrap().iter().map(|node| node.name().unwrap().to_owned());
            let mut names = nodes.collect::<Vec<_>>();
            names.sort();
            Ok::<_, Error>(names.concat())
        };
        assert_eq!(names(ctx).await?, "ac");
        assert_eq!(names(&world.ctx_of("lab")).await?, "a");
        assert_eq!(names(&world.ctx_of("nobody")).await?, "");
        let all = world.ctx_of("lab").to_builder().read_deleted(ReadDeleted::Yes).build();
        assert_eq!(names(&all).await?, "ab");
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn a_child_that_is_refused_is_told_of_its_parent() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        for name in ["one", "two"] {
            node(ctx, name, &[1]).create_with(Node::PORTS).await?;
        }
        let bad = Step::new("UPDATE ports SET speed = -1 WHERE number = 2", Vec::new());
        world.store.run(Access::Write, vec![bad]).await?;
        let listed = Node::list(ctx, &Query::new().with(Node::PORTS)).await?;
        assert_eq!((listed.len(), listed[0].name()?), (1, "one"));
        assert_eq!(listed.refused.len(), 1);
        let error = listed.refused[0].error.to_string();
        assert!(error.starts_with("Node.ports[\"2\"].Port.speed: "), "{error}");
        Ok::<(), Error>(())
    })
    .unwrap();
}

/// The fields of a rack, of which none is a relation.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Shelf {
    /// Its name.
    name: Attr<String>,
    /// The nodes in it.
    nodes: Attr<Option<Box<NodeList>>>,
    meta: ObjectMeta,
}

#[test]
fn to_peers_a_relation_is_a_field_like_any_other() {
    let world = World::new();
    let ctx = &world.ctx;
    block_on(async {
        let mut node = node(ctx, "one", &[100]);
        node.create_with(Node::PORTS).await?;
        let mut node = Node::get_by_id(ctx, node.id()?).await?;
        assert!(!wire::to_string(&node)?.contains("ports"));
        node.load(Node::PORTS).await?;
        let read: Node = wire::from_str(&wire::to_string(&node)?)?;
        assert_eq!(read.ports()?[0].speed()?, 100);
        Ok::<(), Error>(())
    })
    .unwrap();
    assert_eq!(Rack::descriptor().compute_fingerprint(), Shelf::descriptor().compute_fingerprint());
}
