//! An object has no parameters: no types, lifetimes, constants or `where`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk<T> {
//          ^ no parameters are possible here: name the types, remove the parameters
    size: Attr<T>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp<'a> {
//          ^^ no parameters are possible here: name the types, remove the parameters
    watts: Attr<i64>,
    #[field(skip)]
    name: std::marker::PhantomData<&'a str>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Chair<const LEGS: usize> {
//           ^^^^^^^^^^^^^^^^^ no parameters are possible here: name the types, remove the parameters
    weight: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Table where i64: Copy {
//           ^^^^^ no `where` is possible here: remove it
    weight: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
