//! The field that holds a key has the type of the key.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    #[field(rename = "uuid")]
    id: Attr<Uuid>,
    #[field(has_many(key = Port::NODE_NAME))]
    //                     ^^^^ `node_name` of Port is of type String, but `id`, the key of Node, is
    ports: Attr<Vec<Port>>,
    #[field(rename = "number")]
    rack_number: Attr<i64>,
    #[field(belongs_to(key = RACK_NUMBER))]
    //                       ^^^^^^^^^^^ `rack_number` of Node is of type Integer, but `id`, the key of Node,
    rack: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "ports")]
struct Port {
    id: Attr<Uuid>,
    node_name: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn main() {}
