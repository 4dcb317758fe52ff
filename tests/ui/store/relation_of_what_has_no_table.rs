//! The objects of a relation have a table.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    #[field(has_many(key = Part::NODE_ID))]
    parts: Attr<Vec<Part>>,
    //          ^^^^^^^^^ `Vec<Part>` holds no objects that have a table
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Part {
    node_id: Attr<Uuid>,
    meta: ObjectMeta,
}

fn main() {}
