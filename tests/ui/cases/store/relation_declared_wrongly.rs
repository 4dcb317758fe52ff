//! What a relation may not be.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Part {
    node_id: Attr<Uuid>,
    #[field(belongs_to(key = NODE_ID))]
    node: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    node_id: Attr<Option<Uuid>>,
    #[field(has_many(key = Node::NODE_ID), belongs_to(key = NODE_ID))]
    both: Attr<Vec<Node>>,
    #[field(belongs_to(key = NODE_ID), column = "node")]
    node: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "ports")]
struct Port {
    id: Attr<Uuid>,
    #[field(has_many)]
    one: Attr<Vec<Node>>,
    #[field(has_many())]
    two: Attr<Vec<Node>>,
    #[field(belongs_to(by = NODE_ID))]
    three: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Owned {
    node_id: Attr<Option<Uuid>>,
    #[field(belongs_to(key = NODE_ID))]
    node: Attr<Option<Box<Node>>>,
}

fn main() {}
