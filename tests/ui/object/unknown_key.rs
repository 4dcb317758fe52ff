//! A key of the struct is one of those there are; a misspelt one is guessed.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(versoin = "1.0", version = "1.0", quux(1, 2))]
//                 ^^^^^^^ unknown key `versoin` in `#[versioned_object(…)]`, did you mean `version`?
//                                                   ^^^^ unknown key `quux` in `#[versioned_object(…)]`; the keys here are
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_atr), dict = nova)]
//                                        ^^^^^^^^ unknown key `load_atr` in `hooks(…)`, did you mean `load_attr`?
//                                                          ^^^^ `dict` takes one of 2 words: write `dict = oslo` or `dict = cinder`
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
