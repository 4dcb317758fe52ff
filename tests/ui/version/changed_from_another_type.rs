//! A change gives a field another type.

use versioned_object_core::prelude::*;

type Watts = i64;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Lamp {
    #[field(changed("1.1", from = i64, as_is))]
    //                            ^^^ `i64` is the type since 1.1: `from` takes the type before
    watts: Attr<i64>,
    #[field(changed("1.1", from = String, as_is), changed("1.2", from = String, as_is))]
    //                            ^^^^^^ `String` is the type since 1.1: `from` takes the type before
    room: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Power {
    #[field(changed("1.1", from = Watts, as_is))]
    //                            ^^^^^ this is the type since that version too: `from` takes the type before
    watts: Attr<i64>,
}

fn main() {}
