//! A field's name is in snake case, and its name on the wire is one that can stand in a path.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    _name_id: Attr<String>,
  //^^^^^^^^ accessors are named after the field: name it `name_id` and add
    #[field(rename = "CG_backend")]
    CG_backend: Attr<bool>,
  //^^^^^^^^^^ accessors are named after the field: name it `cg_backend` and add
    #[field(rename = "host name")]
    //               ^^^^^^^^^^^ a name on the wire must not be empty or hold a dot, white space, a quote or
    host: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
