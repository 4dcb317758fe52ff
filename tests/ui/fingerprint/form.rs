//! A fingerprint is 32 hex digits in small letters, perhaps with the version of the object in front.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "c50f7a68")]
//                                                ^^^^^^^^^^ `fingerprint` takes 32 hex digits, as oslo's `ObjectVersionChecker` prints
struct Short {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "C50F7A68BB4C400DD53DD219685B3992")]
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write the fingerprint in small letters: `c50f7a68bb4c400dd53dd219685b3992`
struct Capital {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "1.4-c50f7a68bb4c400dd53dd219685b3992")]
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the fingerprint is of version 1.4, the object of 1.0: write the one of this
struct Other {
    meta: ObjectMeta,
}

fn main() {}
