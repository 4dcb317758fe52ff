//! The field that holds a key has a column.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    #[field(has_many(key = Port::NODE_ID))]
    //                     ^^^^ `node_id` of Port has no column
    ports: Attr<Vec<Port>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "ports")]
struct Port {
    id: Attr<Uuid>,
    #[field(no_column, rename = "node_uuid")]
    node_id: Attr<Uuid>,
    meta: ObjectMeta,
}

fn main() {}
