//! What is said of a column stands in an object with a table, or in a mixin.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    #[field(column = "dimension")]
    //      ^^^^^^ `column` is about a table, and the object has none: say which, `table = "things"`, or remove it
    size: Attr<i64>,
    #[field(sql_type = "VARCHAR(36)")]
    //      ^^^^^^^^ `sql_type` is about a table, and the object has none
    name: Attr<String>,
    #[field(to_column = same)]
    //      ^^^^^^^^^ `to_column` is about a table, and the object has none
    label: Attr<String>,
    meta: ObjectMeta,
}

fn same(value: Value) -> Value {
    value
}

fn main() {}
