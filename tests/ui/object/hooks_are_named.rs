//! A hook is named, not called, and there are two of them.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_attr = load()))]
//                                                        ^^ nothing is called in `hooks(…)`: remove this
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_attr: load))]
//                                                 ^ write `=`: `load_attr = load`
struct Lamp {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(loadattr))]
//                                        ^^^^^^^^ unknown key `loadattr` in `hooks(…)`, did you mean `load_attr`?
struct Chair {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks = load)]
//                                  ^^^^^ `hooks` takes parentheses: `hooks(load_attr, make_compatible =
struct Table {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_attr make_compatible))]
//                                                  ^^^^^^^^^^^^^^^ expected `,` in `hooks(…)`
struct Room {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
