//! A field owns its value, and its setter changes it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<RefCell<i64>>,
    //         ^^^^^^^^^^^^ `RefCell<i64>` is not the type of a field: its setter changes it, write `i64`
    heads: Attr<Arc<i64>>,
    //          ^^^^^^^^ `Arc<i64>` is not the type of a field: a field owns its value, write `i64`
    parts: Attr<Vec<Rc<i64>>>,
    //              ^^^^^^^ `Rc<i64>` is not the type of a field: a field owns its value, write `i64`
    bytes: Attr<&'static [u8]>,
    //          ^^^^^^^^^^^^^ a field owns its value: write `Attr<Vec<u8>>`
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    next: Attr<Option<Arc<Lamp>>>,
    //                ^^^^^^^^^ an object is in another of its type in a box: write `Box<Lamp>`
    meta: ObjectMeta,
}

fn main() {}
