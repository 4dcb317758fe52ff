//! `validate = const path` names a `const fn`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = 5, validate = const any)]
    //                                    ^^^ cannot call non-const function `any` in constants
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn any(_: i64) -> Result<()> {
    Ok(())
}

fn main() {}
