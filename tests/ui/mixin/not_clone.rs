use versioned_object_core::prelude::*;

#[derive(FieldMixin)]
struct Times {
//     ^^^^^ the trait bound `Times: Clone` is not satisfied
    created_at: Attr<Option<DateTime<Utc>>>,
}

fn main() {}
