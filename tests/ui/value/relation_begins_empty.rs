//! The objects of a relation have rows of their own: no default gives a new object some.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<i64>,
    #[field(has_many(key = Port::NODE_ID), default = vec![Port::orphan()])]
    //                                               ^^^^^^^^^^^^^^^^^^^^ the objects of a relation have rows of their own, which a new one has not:
    ports: Attr<Vec<Port>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "ports")]
struct Port {
    id: Attr<i64>,
    node_id: Attr<i64>,
    #[field(belongs_to(key = NODE_ID), default = Node::orphan())]
    //                                           ^^^^^^^^^^^^^^ the objects of a relation have rows of their own, which a new one has not:
    node: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

fn main() {}
