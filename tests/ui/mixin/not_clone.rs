//! A mixin is copied with its object.

use versioned_object_core::prelude::*;

#[derive(FieldMixin)]
struct Times {
//     ^^^^^ a mixin is copied with its object: write `#[derive(Clone, FieldMixin)]`
    created_at: Attr<Option<DateTime<Utc>>>,
}

fn main() {}
