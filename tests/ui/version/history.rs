//! A field is added, then changed, then removed, up to the version of the object.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4")]
struct Disk {
    #[field(since = "1.5")]
    //              ^^^^^ `since` is 1.5, above the object's version 1.4: raise `version`
    size: Attr<i64>,
    #[field(since = "1.3", until = "1.2")]
    //                             ^^^^^ the field is removed in 1.2 but added in 1.3: give `until` a version
    host: Attr<String>,
    #[field(changed("1.3", as_is))]
    //      ^^^^^^^ the type before is missing: write `changed("1.3", from = OldType)`
    owner: Attr<String>,
    #[field(since = "1.2", renamed("1.1", "sort"))]
    //                             ^^^^^ the field was renamed in 1.1 but only added in 1.2: give a version
    kind: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
