//! `sql_type` is the type of a column and nothing else.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(sql_type = "")]
    //                 ^^ a column has a type: write one such as `VARCHAR(36)`, `BIGINT` or `DOUBLE PRECISION`
    size: Attr<i64>,
    #[field(sql_type = "INT); DROP TABLE disks; --")]
    //                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `INT); DROP TABLE disks; --` is not the type of a column: write one such as
    length: Attr<i64>,
    #[field(sql_type = "VARCHR(36)")]
    //                 ^^^^^^^^^^^^ `VARCHR(36)` is not the type of a column, did you mean `VARCHAR(36)`?
    name: Attr<String>,
    #[field(sql_type = "VARCHAR(36) NOT NULL")]
    //                 ^^^^^^^^^^^^^^^^^^^^^^ `VARCHAR(36) NOT NULL` is not the type of a column
    label: Attr<String>,
    #[field(sql_type = "DUBLE PRECISION")]
    //                 ^^^^^^^^^^^^^^^^^ `DUBLE PRECISION` is not the type of a column, did you mean `DOUBLE PRECISION`?
    ratio: Attr<f64>,
    #[field(sql_type = "VARCHAR(many)")]
    //                 ^^^^^^^^^^^^^^^ `VARCHAR(many)` is not the type of a column
    note: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Labels {
    #[field(sql_type = "TEXT; DROP TABLE disks")]
    //                 ^^^^^^^^^^^^^^^^^^^^^^^^ `TEXT; DROP TABLE disks` is not the type of a column
    label: Attr<String>,
}

fn main() {}
