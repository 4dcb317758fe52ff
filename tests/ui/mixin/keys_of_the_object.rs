//! What is said of an object stands on the struct that flattens the mixin.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
#[field_mixin(version = "1.0")]
//            ^^^^^^^ `version` belongs on the object that flattens the mixin: write
struct Audit {
    by: Attr<String>,
}

fn main() {}
