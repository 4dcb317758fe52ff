//! `#[object_methods]` takes `crate` alone, and stands on an impl block.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[object_methods(crat = versioned_object_core, version = "1.0")]
//               ^^^^ unknown key `crat` in `#[object_methods(…)]`, did you mean `crate`?
//                                             ^^^^^^^ `version` belongs on the struct: write `#[versioned_object(version …)]`
impl Disk {
    pub fn double(&self) -> Result<i64> {
        Ok(self.size()? * 2)
    }
}

mod free {
    use versioned_object_core::object_methods;

    #[object_methods]
    fn free() {}
  //^^ `#[object_methods]` stands on an impl block
}

fn main() {}
