//! `#[object_methods]` records the methods of a versioned object.

use versioned_object_core::prelude::*;

pub struct Plain;

#[object_methods]
impl Plain {
//   ^^^^^ `Plain` is not a versioned object
    pub fn double(&self) -> i64 {
        2
    }
}

fn main() {}
