use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "c50f7a68")]
struct Short {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "C50F7A68BB4C400DD53DD219685B3992")]
struct Capital {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "1.4-c50f7a68bb4c400dd53dd219685b3992")]
struct Other {
    meta: ObjectMeta,
}

fn main() {}
