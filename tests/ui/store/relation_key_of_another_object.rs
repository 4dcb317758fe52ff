//! The key is of the objects in the field.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    node_id: Attr<Uuid>,
    #[field(has_many(key = Node::NODE_ID))]
    //                     ^^^^^^^^^^^^^ mismatched types
    ports: Attr<Vec<Port>>,
    #[field(belongs_to(key = Port::NODE_ID))]
    //                       ^^^^^^^^^^^^^ mismatched types
    node: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "ports")]
struct Port {
    id: Attr<Uuid>,
    node_id: Attr<Uuid>,
    meta: ObjectMeta,
}

fn main() {}
