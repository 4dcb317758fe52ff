//! One object is what the object belongs to; many belong to it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    node_id: Attr<Option<Uuid>>,
    #[field(has_many(key = Node::NODE_ID))]
    //                     ^^^^ `has_many` is for a list of objects: an object that this one belongs
    child: Attr<Option<Box<Node>>>,
    #[field(belongs_to(key = NODE_ID))]
    //                       ^^^^^^^ `belongs_to` is for one object: objects that belong to this one are
    parents: Attr<Vec<Node>>,
    meta: ObjectMeta,
}

fn main() {}
