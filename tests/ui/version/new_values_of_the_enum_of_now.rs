//! A new value is one of the enum that the field has now.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Kind {
    Fast,
    Slow,
}

fn text(kind: Kind) -> String {
    kind.as_str().to_owned()
}

fn kind(_: &str) -> Kind {
    Kind::Fast
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Disk {
    #[field(value("1.1", Slow, instead = Fast), changed("1.2", from = String, down = text, up = kind))]
    //      ^^^^^ in 1.1 the field was a `String`, and `value` is of the enum that it is since 1.2: remove it, `down` says what older versions get
    kind: Attr<Kind>,
    #[field(value("1.2", Slow, instead = Fast), changed("1.2", from = String, down = text, up = kind))]
    other: Attr<Kind>,
    meta: ObjectMeta,
}

fn main() {}
