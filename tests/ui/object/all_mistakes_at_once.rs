//! All mistakes of a declaration are told at once.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = 1.4, nam = "Drive", table)]
//                           ^^^ write it as a string: `version = "1.4"`
//                                ^^^ unknown key `nam` in `#[versioned_object(…)]`, did you mean `name`?
//                                               ^^^^^ `table` takes a value: `table = "backups"`
struct Disk {
//     ^^^^ the object's own state is missing: add `meta: ObjectMeta`
    #[field(read_only = true)]
    //      ^^^^^^^^^ `read_only` is a flag: write `read_only` alone
    size: Attr<i64>,
    #[field(sinse = "1.1", default)]
    //      ^^^^^ unknown key `sinse` in `#[field(…)]`, did you mean `since`?
    //                     ^^^^^^^ `default` takes a value: `default = …`
    host: Attr<String>,
    owner: String,
    //     ^^^^^^ this field is not an attribute: wrap it, `Attr<String>`, mark it
}

// Rules are looked at once the declaration could be read.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", extra_fields(watts))]
//                                               ^^^^^ `watts` is a field: remove it from `extra_fields`, or give it another name
struct Lamp {
    pub on: Attr<bool>,
  //^^^ remove `pub`: fields are private, the generated accessors are public
    #[field(since = "1.5", default = None)]
    //              ^^^^^ `since` is 1.5, above the object's version 1.4: raise `version`
    //                               ^^^^ null is no default: remove it, a field without default stays unset until it
    watts: Attr<Option<i64>>,
    Colour: Attr<String>,
  //^^^^^^ accessors are named after the field: name it `colour` and add
    meta: ObjectMeta,
}

fn main() {}
