//! A text is a `String`, or an `Arc<str>` where it is shared.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    label: Attr<char>,
    //          ^^^^ `char` is not the type of a field: write `String`
    name: Attr<&'static str>,
    //         ^^^^^^^^^^^^ a field owns its value: write `Attr<String>`
    host: Attr<Cow<'static, str>>,
    //         ^^^^^^^^^^^^^^^^^ `Cow<'static, str>` is not the type of a field: a field owns its value, write `String`
    pool: Attr<Rc<str>>,
    //         ^^^^^^^ `Rc<str>` is not the type of a field: write `String`, or `Arc<str>`
    kind: Attr<Option<Arc<String>>>,
    //                ^^^^^^^^^^^ `Arc<String>` is not the type of a field: write `Arc<str>` or `String`
    meta: ObjectMeta,
}

fn main() {}
