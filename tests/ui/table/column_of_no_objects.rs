//! A field that holds objects has no column to say something of.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Part {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(column = "part_text")]
    //      ^^^^^^ `part` holds objects, which have no column: remove `column`
    part: Attr<Option<Box<Part>>>,
    #[field(sql_type = "TEXT")]
    //      ^^^^^^^^ `parts` holds objects, which have no column: remove `sql_type`
    parts: Attr<Vec<Part>>,
    #[field(to_column = same)]
    //      ^^^^^^^^^ `by_name` holds objects, which have no column: remove `to_column`
    by_name: Attr<BTreeMap<String, Part>>,
    #[field(column = "any_text")]
    //      ^^^^^^ `any` holds objects, which have no column: remove `column`
    any: Attr<Box<dyn DynObject>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Parts {
    #[field(column = "spare_text")]
    //      ^^^^^^ `spare` holds objects, which have no column: remove `column`
    spare: Attr<Box<Part>>,
}

fn same(value: Value) -> Value {
    value
}

fn main() {}
