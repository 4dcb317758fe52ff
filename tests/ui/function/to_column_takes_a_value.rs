//! What a value goes through on its way into a column takes a `Value` and returns one.

use versioned_object_core::prelude::*;

fn upper(name: String) -> Value {
    name.to_uppercase().into()
}

fn text(value: Value) -> String {
    value.to_string()
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps")]
struct Lamp {
    id: Attr<i64>,
    #[field(to_column = upper)]
    //                  ^^^^^ type mismatch in function arguments
    label: Attr<String>,
    #[field(to_column = text)]
    //                  ^^^^ expected `text` to return `Value`, but it returns `String`
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
