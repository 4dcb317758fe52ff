//! The objects of a relation have the field that holds our key.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    #[field(has_many(key = Port::HOST_ID))]
    //                           ^^^^^^^ no … named `HOST_ID` found for struct `Port` in the
    ports: Attr<Vec<Port>>,
    #[field(belongs_to(key = RACK_ID))]
    //                       ^^^^^^^ no … named `RACK_ID` found for struct `Node` in the
    rack: Attr<Option<Box<Node>>>,
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
