//! A version is two numbers in a string.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = 1.4)]
//                           ^^^ write it as a string: `version = "1.4"`
struct Number {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1")]
//                           ^^^ `1` is not a version: write two numbers with a dot between, such as
struct Short {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.04")]
//                           ^^^^^^ `1.04` is not a version: write two numbers with a dot between, such
struct Zero {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version)]
//                 ^^^^^^^ `version` takes a value: `version = "1.4"`
struct Alone {
    meta: ObjectMeta,
}

fn main() {}
