//! The method of an extra field takes `&self` and nothing else.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields(times, taken, raised, counted))]
//                                               ^^^^^ function is expected to take 1 argument, but it takes 2 arguments
//                                                      ^^^^^ type mismatch in function arguments
//                                                             ^^^^^^ type mismatch in function arguments
//                                                                     ^^^^^^^ function is expected to take 1 argument, but it takes 0 arguments
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

impl Disk {
    fn times(&self, factor: i64) -> Result<i64> {
        Ok(self.size()? * factor)
    }

    fn taken(self) -> Result<i64> {
        self.size()
    }

    fn raised(&mut self) -> Result<i64> {
        self.set_size(3)?;
        self.size()
    }

    fn counted() -> i64 {
        3
    }
}

fn main() {}
