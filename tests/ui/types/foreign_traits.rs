//! What has no type of its own is an object that is known by name, or JSON.

use std::any::Any;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    data: Attr<Box<dyn Any>>,
  //^^^^^^^^^^^^^^^^^^^^^^^^ the trait bound `dyn std::any::Any: Clone` is not satisfied
    //         ^^^^^^^^^^^^ `Box<dyn Any>` is not the type of a field: objects known by name are `Box<dyn DynObject>`
    meta: ObjectMeta,
}

fn main() {}
