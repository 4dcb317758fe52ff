//! Only relations are loaded.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    node_id: Attr<Option<Uuid>>,
    #[field(belongs_to(key = NODE_ID))]
    node: Attr<Option<Box<Node>>>,
    others: Attr<Vec<Node>>,
    meta: ObjectMeta,
}

fn main() {
    let _query: Query<Node> = Query::new().with(Node::NODE);
    let _query: Query<Node> = Query::new().with(Node::NODE_ID);
    //                                          ^^^^^^^^^^^^^ `Option<versioned_object_core::prelude::Uuid>` holds no objects that
    let _query: Query<Node> = Query::new().with(Node::OTHERS);
    //                                          ^^^^^^^^^^^^ this field is no relation
    let _query: Query<Node> = Query::new().filter(Node::NODE.is_null());
    //                                                       ^^^^^^^ this field has no column
}
