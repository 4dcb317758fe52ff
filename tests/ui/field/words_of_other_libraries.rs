//! Words of other libraries are told what stands for them here.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(alias = "capacity")]
    //      ^^^^^ unknown key `alias` in `#[field(…)]`: a name that older versions had is
    size: Attr<i64>,
    #[field(skip_serializing_if = "Option::is_none")]
    //      ^^^^^^^^^^^^^^^^^^^ unknown key `skip_serializing_if` in `#[field(…)]`: what is not set is not
    host: Attr<Option<String>>,
    #[field(with = "hex")]
    //      ^^^^ unknown key `with` in `#[field(…)]`: the type says how its values are
    zone: Attr<String>,
    #[field(primary_key)]
    //      ^^^^^^^^^^^ unknown key `primary_key` in `#[field(…)]`: the struct names it,
    id: Attr<i64>,
    #[field(nullable)]
    //      ^^^^^^^^ unknown key `nullable` in `#[field(…)]`: the type says it, null is
    owner: Attr<String>,
    #[field(max = 100)]
    //      ^^^ unknown key `max` in `#[field(…)]`: name a function that checks values,
    load: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", rename_all = "camelCase", deny_unknown_fields, unique)]
//                                  ^^^^^^^^^^ unknown key `rename_all` in `#[versioned_object(…)]`: a field has its name:
//                                                            ^^^^^^^^^^^^^^^^^^^ unknown key `deny_unknown_fields` in `#[versioned_object(…)]`: how values
//                                                                                 ^^^^^^ unknown key `unique` in `#[versioned_object(…)]`: indices and constraints
struct Lamp {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
