//! `const` at a validator is for values that the declaration has, and that are made while the crate compiles.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(validate = const any)]
    //                 ^^^^^ `const` is for the values of `default`, `fill` and `soft_delete`, and there is none: remove it
    size: Attr<i64>,
    #[field(default = ["a"], validate = const any)]
    //                                  ^^^^^ no `Vec<String>` is made while the crate compiles: remove `const`
    tags: Attr<Vec<String>>,
    meta: ObjectMeta,
}

const fn any<T: Copy>(_: T) -> Result<()> {
    Ok(())
}

fn main() {}
