//! A text is in no column of numbers, unless `to_column` makes a number of it.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum Size {
    Small,
    Large,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(sql_type = "DECIMAL(30,18)")]
    //                 ^^^^^^^^^^^^^^^^ `price` is a text, and a column of `DECIMAL(30,18)` has numbers: write the type of a text, or `to_column` with what makes a number of it
    price: Attr<Option<String>>,
    #[field(sql_type = "bigint")]
    //                 ^^^^^^^^ `size` is one of some values, and a column of `bigint` has numbers: write the type of a text, or `to_column` with what makes a number of it
    size: Attr<Size>,
    #[field(sql_type = "BIGINT", to_column = number)]
    weight: Attr<String>,
    #[field(sql_type = "INTERVAL")]
    span: Attr<String>,
    meta: ObjectMeta,
}

fn number(value: Value) -> Value {
    value
}

fn main() {}
