//! A value of a key has the form of the key.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", comparable = true, table, name = Drive, list_of = "Disk", extra_fields("a"))]
//                                  ^^^^^^^^^^ `comparable` is a flag: write `comparable` alone
//                                                     ^^^^^ `table` takes a value: `table = "backups"`
//                                                                   ^^^^^ `name` takes a string: `name = "Drive"`
//                                                                                    ^^^^^^ write it without quotes: `list_of = Disk`
//                                                                                                         ^^^ write it without quotes: `extra_fields(a)`
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object("1.0", version = "1.0" name = "Light")]
//                 ^^^^^ say what it is: `version = "1.0"`
//                                        ^^^^ write `,` between `version` and the next key
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object]
//^^^^^^^^^^^^^^^^ write keys in parentheses: `#[versioned_object(…)]`
struct Chair {
    legs: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
