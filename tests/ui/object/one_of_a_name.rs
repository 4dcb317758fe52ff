//! A crate has one type of a name, a namespace and a version, in whatever modules.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", name = "Disk")]
//                                         ^^^^^^ the name `the_Disk_1_0_of_versionedobjects` is defined multiple times
struct Drive {
    size: Attr<String>,
    meta: ObjectMeta,
}

mod elsewhere {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub struct Lamp {
        watts: Attr<i64>,
        meta: ObjectMeta,
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
     //^^^^ the name `the_Lamp_1_0_of_versionedobjects` is defined multiple times
    meta: ObjectMeta,
}

fn main() {}
