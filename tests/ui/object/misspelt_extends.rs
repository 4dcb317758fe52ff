//! A misspelt key is told alone: what it says is not missing.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extend = Disk)]
//                 ^^^^^^ unknown key `extend` in `#[versioned_object(…)]`, did you mean `extends`?
struct Drive {
    base: Disk,
    rounds: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(versoin = "1.1")]
//                 ^^^^^^^ unknown key `versoin` in `#[versioned_object(…)]`, did you mean `version`?
struct Lamp {
    #[field(flaten)]
    //      ^^^^^^ unknown key `flaten` in `#[field(…)]`, did you mean `flatten`?
    place: Place,
    #[field(skp)]
    //      ^^^ unknown key `skp` in `#[field(…)]`, did you mean `skip`?
    cache: u8,
    #[field(since = "1.1")]
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Place {
    host: Attr<String>,
}

fn used(drive: &mut Drive) -> Result<i64> {
    drive.set_rounds(3)?;
    drive.rounds()
}

fn main() {}
