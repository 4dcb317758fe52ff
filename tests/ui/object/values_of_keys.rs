use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", comparable = true, table, name = Drive, list_of = "Disk", extra_fields("a"))]
//                                  ^^^^^^^^^^ `comparable` is a flag: write `comparable` alone
//                                                     ^^^^^ `table` takes a value: `table = "backups"`
//                                                                   ^^^^^ `name` takes a string: `name = "Name"`
//                                                                                    ^^^^^^ write it without quotes: `list_of = Type`
//                                                                                                         ^^^ `extra_fields` takes names without quotes: `extra_fields(name,
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object("1.0", version = "1.0" name = "Light")]
//                 ^^^^^ expected a key, one of `version`, `name`, `namespace`,
//                                        ^^^^ write `,` between `version` and the next key
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object]
//^^^^^^^^^^^^^^^^ write keys in parentheses: `#[versioned_object(…)]`
struct Chair {
//     ^^^^^ the version is missing: add `#[versioned_object(version = "1.0")]`
    legs: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
