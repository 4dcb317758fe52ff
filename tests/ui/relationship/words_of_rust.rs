//! A relationship that is proposed has the name of its field as Rust writes it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is larger"))]
struct Part {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Room {
    r#type: Attr<Part>,
  //^^^^^^ `Part` is at 1.1, and nothing says which of its versions goes with which of this object: write `relationships(r#type = [
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", key = tipe)]
//                                                         ^^^^ `tipe` is no field of the object, did you mean `r#type`?
struct Lamp {
    r#type: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
