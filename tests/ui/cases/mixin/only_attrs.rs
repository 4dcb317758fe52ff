use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created: Option<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Places {
    pub host: Attr<String>,
}

fn main() {}
