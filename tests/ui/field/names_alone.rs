//! A field, a variant or a method is named alone: without its type, parentheses or quotes.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    #[enum_field(to(State::On))]
    //              ^^^^^^^^^ write the variant alone: `to(On)`
    Off,
    #[enum_field(to("Off"))]
    //              ^^^^^ write it without quotes: `to(Off)`
    On,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(value("1.1", State::On, instead = State::Off))]
    //                   ^^^^^^^^^ write the variant alone: `value(…, On, …)`
    state: Attr<State>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields(label(), Self::size_in_bytes), table = "lamps", key = Self::id)]
//                                               ^^^^^^^ write the method alone: `extra_fields(label)`
//                                                                                                     ^^^^^^^^ write the name alone: `key = id`
struct Lamp {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "chairs", key = "size", soft_delete(gone))]
//                                                          ^^^^^^ write it without quotes: `key = size`
//                                                                              ^^^^ write `soft_delete(flag = gone)`
struct Chair {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
