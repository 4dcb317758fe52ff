//! A subclass has one field of its parent's type, and neither keys nor an `ObjectMeta` beside it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
//                           ^^^^ no field is of this type: add `base: Disk`
struct Missing {
    host: Attr<String>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct Two {
    base: Disk,
    other: Disk,
  //^^^^^ a second field of the parent's type: remove one of them
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct WithMeta {
    #[field(flatten)]
    //      ^^^^^^^ `flatten` is not for the parent: remove it
    base: Disk,
    meta: ObjectMeta,
  //^^^^ with `extends`, the parent has the `ObjectMeta`: remove this field
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = "Disk")]
//                           ^^^^^^ write it without quotes: `extends = Disk`
struct Quoted {
    base: Disk,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = crate::Disk)]
//                           ^^^^^^^^^^^ `extends` says `crate::Disk`, the field `base` is a `Disk`: write both alike
struct OtherPath {
    base: Disk,
}

fn main() {}
