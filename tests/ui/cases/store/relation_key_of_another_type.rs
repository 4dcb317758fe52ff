//! The field that holds a key has the type of the key.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    #[field(has_many(key = Port::NODE_NAME))]
    ports: Attr<Vec<Port>>,
    rack_number: Attr<i64>,
    #[field(belongs_to(key = RACK_NUMBER))]
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
