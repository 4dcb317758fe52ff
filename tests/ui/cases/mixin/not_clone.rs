use versioned_object_core::prelude::*;

#[derive(FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

fn main() {}
