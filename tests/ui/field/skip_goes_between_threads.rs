//! A field of Rust alone goes where its object does, from thread to thread.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(skip)]
    cache: Rc<i64>,
    //     ^^^^^^^ an object goes from thread to thread, and `Rc<i64>` does not: write `Arc<i64>`
    #[field(skip)]
    both: Option<std::rc::Rc<RefCell<Vec<i64>>>>,
    //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an object goes from thread to thread, and `std::rc::Rc<RefCell<Vec<i64>>>` does not: write `Arc<Mutex<Vec<i64>>>`
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Times {
    #[field(skip)]
    seen: Cell<i64>,
    //    ^^^^^^^^^ an object goes from thread to thread, and `Cell<i64>` does not: write `Arc<Mutex<i64>>`
    #[field(skip)]
    kind: PhantomData<*const u8>,
    //                ^^^^^^^^^ an object goes from thread to thread, and `*const u8` does not
    made: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Call {
    #[field(skip)]
    back: Option<Rc<dyn Fn()>>,
    //           ^^^^^^^^^^^^ an object goes from thread to thread, and `Rc<dyn Fn()>` does not: write `Arc<dyn Fn() + Send + Sync>`
    meta: ObjectMeta,
}

mod own {
    use versioned_object_core::prelude::*;

    #[derive(Clone, Default)]
    pub struct Cell<T>(T);

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub struct Sheet {
        #[field(skip)]
        first: self::Cell<i64>,
        #[field(skip)]
        total: std::sync::Arc<std::sync::Mutex<i64>>,
        meta: ObjectMeta,
    }
}

fn main() {}
