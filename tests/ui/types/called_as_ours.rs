//! A type that is called as one of a field's, and is none, is told so once.

use versioned_object_core::{Attr, FieldMixin, ObjectMeta, VersionedObject};

#[derive(Clone, Debug)]
pub struct String(i64);

#[derive(Clone, Debug)]
pub struct Uuid(u128);

pub mod own {
    #[allow(non_camel_case_types)]
    #[derive(Clone, Debug)]
    pub struct i64(pub u8);
}

#[derive(Clone, FieldMixin)]
pub struct Named {
    name: Attr<String>,
    //         ^^^^^^ `String` is not the type of a field
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    id: Attr<Uuid>,
    //       ^^^^ `Uuid` is not the type of a field
    size: Attr<i64>,
    own: Attr<own::i64>,
    //        ^^^^^^^^ `own::i64` is not the type of a field
    meta: ObjectMeta,
}

fn main() {}
