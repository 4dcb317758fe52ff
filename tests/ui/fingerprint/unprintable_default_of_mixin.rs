//! The default of a mixin or a parent is one that Python prints, too, where the object has a fingerprint.

use versioned_object_core::prelude::*;

fn host() -> String {
    "a".to_owned()
}

#[derive(Clone, FieldMixin)]
struct Place {
    #[field(default = host())]
    host: Attr<String>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "c50f7a68bb4c400dd53dd219685b3992")]
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a default of a mixin or of the parent has no known Python form: give it
struct Disk {
    #[field(flatten)]
    place: Place,
    meta: ObjectMeta,
}

fn main() {}
