//! No two fields have the same name on the wire.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(rename = "host")]
    node: Attr<String>,
    host: Attr<String>,
  //^^^^ another field is `host` on the wire: give one of them another `rename`
    size: Attr<i64>,
    set_size: Attr<bool>,
  //^^^^^^^^ the field `size` has a generated `set_size`: give the field another
    new: Attr<bool>,
  //^^^ the object has a generated function `new`: give the field another
    build: Attr<i64>,
  //^^^^^ the builder has a generated function `build`: give the field another
    meta: ObjectMeta,
}

fn main() {}
