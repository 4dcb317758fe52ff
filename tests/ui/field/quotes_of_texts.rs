//! A text stands in quotes; a path, a type, a name and a key do not.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(rename = Size)]
    //               ^^^^ `rename` takes a string: `rename = "Size"`
    size: Attr<i64>,
    #[field(column = 5)]
    //               ^ `column` takes a string: `column = "name"`
    host: Attr<String>,
    #[field(validate = "check")]
    //                 ^^^^^^^ write it without quotes: `validate = check`
    zone: Attr<String>,
    #[field(changed("1.1", from = "String", as_is))]
    //                            ^^^^^^^^ write it without quotes: `from = String`
    owner: Attr<String>,
    #[field("read_only")]
    //      ^^^^^^^^^^^ write the key without quotes: `read_only`
    load: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = "Disk", name = Lamps)]
//                                            ^^^^^^ write it without quotes: `list_of = Disk`
//                                                           ^^^^^ `name` takes a string: `name = "Lamps"`
struct Lamps {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
