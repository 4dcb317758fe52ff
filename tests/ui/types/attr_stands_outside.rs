//! `Attr` stands around the whole type.

use versioned_object_core::prelude::*;

type Id = Attr<i64>;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Option<Attr<i64>>,
    //    ^^^^^^^^^^^^^^^^^ `Attr` stands around the type: write `Attr<Option<i64>>`
    tags: Vec<Attr<String>>,
    //    ^^^^^^^^^^^^^^^^^ `Attr` stands around the type: write `Attr<Vec<String>>`
    name: Atr<String>,
    //    ^^^^^^^^^^^ this field is not an attribute, did you mean `Attr<String>`?
    id: Id,
    //  ^^ this field is not an attribute: wrap its type, `Attr<Id>`, or write `Attr<…>` out
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    size: Attr<Attr<i64>>,
    //         ^^^^^^^^^ `Attr<i64>` is not the type of a field: one `Attr` says everything, write `Attr<i64>`
    meta: ObjectMeta,
}

fn main() {}
