//! A key of a field is one of those there are; a misspelt one is guessed.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(readonly, quux = 3)]
    //      ^^^^^^^^ unknown key `readonly` in `#[field(…)]`, did you mean `read_only`?
    //                ^^^^ unknown key `quux` in `#[field(…)]`; the keys here are `default`,
    size: Attr<i64>,
    #[field(changed("1.1", form = String))]
    //                     ^^^^ unknown key `form` in `changed(…)`, did you mean `from`?
    host: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn main() {}
