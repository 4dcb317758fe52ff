//! What a relation may not be.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Part {
    node_id: Attr<Uuid>,
    #[field(belongs_to(key = NODE_ID))]
    //      ^^^^^^^^^^ a relation is of an object with a table: say which, `table = "things"`
    node: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes")]
struct Node {
    id: Attr<Uuid>,
    node_id: Attr<Option<Uuid>>,
    #[field(has_many(key = Node::NODE_ID), belongs_to(key = NODE_ID))]
    //      ^^^^^^^^ `has_many` and `belongs_to` exclude each other: remove one of them
    both: Attr<Vec<Node>>,
    #[field(belongs_to(key = NODE_ID), column = "node")]
    //                                 ^^^^^^ a relation has no column: remove `column`
    node: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "ports")]
struct Port {
    id: Attr<Uuid>,
    #[field(has_many)]
    //      ^^^^^^^^ `has_many` takes parentheses: `has_many(key = Port::NODE_ID)`
    one: Attr<Vec<Node>>,
    #[field(has_many())]
    //      ^^^^^^^^ say which field holds the key: `has_many(key = Port::NODE_ID)`
    two: Attr<Vec<Node>>,
    #[field(belongs_to(by = NODE_ID))]
    //                 ^^ unknown key `by` in `belongs_to(…)`; the keys here are `key`
    three: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Owned {
    node_id: Attr<Option<Uuid>>,
    #[field(belongs_to(key = NODE_ID))]
    //      ^^^^^^^^^^ a relation is of an object: declare it there, not in a mixin
    node: Attr<Option<Box<Node>>>,
}

fn main() {}
