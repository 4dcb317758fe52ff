//! A mixin has attributes alone, which are private.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created: Option<i64>,
    //       ^^^^^^^^^^^ this field is not an attribute: wrap it, `Attr<Option<i64>>`, or mark
    meta: ObjectMeta,
    //    ^^^^^^^^^^ a mixin has no `ObjectMeta`: the struct that flattens it has it,
}

#[derive(Clone, FieldMixin)]
struct Places {
    pub host: Attr<String>,
  //^^^ remove `pub`: fields are private, the generated accessors are public
}

fn main() {}
