//! Without the feature `inventory` nobody knows the types of a crate: they are named.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    on: Attr<bool>,
    meta: ObjectMeta,
}

struct NoObject;

fn main() {
    versioned_object_core::testing::assert_locked!(Lamp);
    versioned_object_core::testing::assert_locked!();
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the types of a crate are only known with the feature `inventory` of
    versioned_object_core::testing::assert_reference!("docs/reference", Lamp);
    versioned_object_core::testing::assert_reference!("docs/reference");
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the types of a crate are only known with the feature `inventory` of
    versioned_object_core::testing::assert_locked!(Lamp, NoObject);
    //                                                   ^^^^^^^^ `NoObject` is not a versioned object
}
