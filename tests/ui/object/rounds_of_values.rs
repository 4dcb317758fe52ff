//! A key that cannot be read does not hide what is wrong with the values of others.

use versioned_object_core::prelude::*;

const TEN: &str = "ten";

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", tabel = "disks")]
//                                  ^^^^^ unknown key `tabel` in `#[versioned_object(…)]`, did you mean `table`?
struct Disk {
    #[field(default = TEN)]
    //                ^^^ a field of type `i64` does not take a `&str`
    size: Attr<i64>,
    #[field(sinse = "1.1", default = TEN)]
    //      ^^^^^ unknown key `sinse` in `#[field(…)]`, did you mean `since`?
    free: Attr<i64>,
    #[field(since = "1.1", default = 10)]
    load: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
#[field_mixin(acess = Places)]
//            ^^^^^ unknown key `acess` in `#[field_mixin(…)]`, did you mean `access`?
struct Place {
    #[field(default = TEN)]
    //                ^^^ a field of type `i64` does not take a `&str`
    rack: Attr<i64>,
}

fn main() {}
