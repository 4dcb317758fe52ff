//! How Python prints a constant is known of texts, truth values and whole numbers that an `i64` has room for; a constant of
//! another type says it, where there is a fingerprint.

use std::time::Duration;

use versioned_object_core::prelude::*;

const RATIO: f64 = 0.5;
const MOST: u64 = u64::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Kind {
    Fast,
    Slow,
}

impl Kind {
    const USUAL: Self = Self::Fast;
}

#[allow(non_upper_case_globals)]
const Usual: i64 = 5;

#[derive(Clone, FieldMixin)]
struct Place {
    #[field(default = RATIO)]
    share: Attr<f64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "c50f7a68bb4c400dd53dd219685b3992")]
struct Disk {
    #[field(default = RATIO)]
    //                ^^^^^ the fingerprint needs this default as Python prints it: add `fingerprint_default = "…"`
    ratio: Attr<f64>,
    #[field(default = Some(MOST))]
    //                ^^^^^^^^^^ the fingerprint needs this default as Python prints it: add
    most: Attr<Option<u64>>,
    #[field(default = Kind::USUAL)]
    kind: Attr<Kind>,
    #[field(default = Duration::ZERO)]
    //                ^^^^^^^^^^^^^^ the fingerprint needs this default as Python prints it: add
    patience: Attr<Duration>,
    #[field(default = Usual)]
    //                ^^^^^ the fingerprint needs this default as Python prints it: add
    usual: Attr<i64>,
    #[field(default = RATIO, fingerprint_default = "0.5")]
    other: Attr<f64>,
    #[field(default = i64::MAX)]
    size: Attr<i64>,
    #[field(default = Kind::Slow)]
    next: Attr<Kind>,
    #[field(flatten)]
    place: Place,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "c50f7a68bb4c400dd53dd219685b3992")]
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a default of a mixin or of the parent has no known Python form: give it
struct Lamp {
    #[field(flatten)]
    place: Place,
    meta: ObjectMeta,
}

fn main() {}
