//! A field is private: all writing goes through the setters.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    pub size: Attr<i64>,
  //^^^ remove `pub`: fields are private, the generated accessors are public
    pub(crate) host: Attr<String>,
  //^^^^^^^^^^ remove `pub(crate)`: fields are private, the generated accessors are public
    pub meta: ObjectMeta,
  //^^^ remove `pub`: fields are private, the generated accessors are public
}

fn main() {}
