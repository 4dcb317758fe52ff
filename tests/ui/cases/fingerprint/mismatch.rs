use versioned_object_core::prelude::*;

/// Cinder's 1.0 has `cluster` nullable; here somebody changed it.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", fingerprint = "c50f7a68bb4c400dd53dd219685b3992")]
struct Disk {
    size: Attr<i64>,
    cluster: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
