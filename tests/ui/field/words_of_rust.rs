//! A name that is a word of Rust's has `r#` in front where an attribute says it, and where a message says what to write.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is larger"))]
struct Part {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    Type: Attr<i64>,
  //^^^^ accessors are named after the field: name it `r#type` and add `#[field(rename = "Type")]`
    _loop: Attr<i64>,
  //^^^^^ accessors are named after the field: name it `r#loop` and add `#[field(rename = "_loop")]`
    Self_: Attr<i64>,
  //^^^^^ accessors are named after the field: name it `self_` and add `#[field(rename = "Self_")]`
    Crate: Attr<i64>,
  //^^^^^ accessors are named after the field: name it `crate_` and add `#[field(rename = "Crate")]`
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", key = type, extra_fields(static))]
//                                                         ^^^^ `type` is a word of Rust's: write `key = r#type`
//                                                                            ^^^^^^ `static` is a word of Rust's: write `extra_fields(r#static)`
struct Lamp {
    r#type: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "racks", key = self, soft_delete(flag = r#in, set(type = "gone")))]
//                                                         ^^^^ `self` is a word of Rust's, and no name
//                                                                                            ^^^^ `type` is a word of Rust's: write `set(r#type = "deleted")`
struct Rack {
    r#in: Attr<bool>,
    r#type: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(type = [("1.0", "1.1")]))]
//                                                ^^^^ `type` is a word of Rust's: write `relationships(r#type = […])`
struct Room {
    r#type: Attr<Part>,
    meta: ObjectMeta,
}

fn main() {}
