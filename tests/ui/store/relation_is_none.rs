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

async fn loaded(node: &mut Node) -> Result<()> {
    node.load(Node::NODE).await?;
    node.load(Node::NODE_ID).await?;
    //        ^^^^^^^^^^^^^ this field is no relation
    node.create_with(Node::ID).await
    //               ^^^^^^^^ this field is no relation
}

fn main() {
    let _: Query<Node> = Query::new().with(Node::NODE);
    let _: Query<Node> = Query::new().with(Node::NODE_ID);
    //                                     ^^^^^^^^^^^^^ this field is no relation
    let _: Query<Node> = Query::new().with(Node::OTHERS);
    //                                     ^^^^^^^^^^^^ this field is no relation
    let _: Query<Node> = Query::new().filter(Node::NODE.is_null());
    //                                                  ^^^^^^^ this field has no column
}
