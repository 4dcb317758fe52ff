//! The method of an extra field is visible where the object is declared.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields(twice))]
//                                               ^^^^^ method `twice` is private
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

mod sizes {
    use super::*;

    impl Disk {
        fn twice(&self) -> Result<i64> {
            Ok(self.size()? * 2)
        }
    }
}

fn main() {}
