//! A hook takes what its point of an object's life has, and returns a `Result` of nothing.

use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::{Map, Value as Json};

fn named(disk: &mut Disk, field: &str) {
    let _ = (disk, field);
}

fn older(disk: &Disk) -> Result<()> {
    disk.size().map(drop)
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_attr, make_compatible = older))]
//                                        ^^^^^^^^^ type mismatch in function arguments
//                                                                     ^^^^^ function is expected to take 3 arguments, but it takes 1 argument
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

impl Disk {
    fn hook_load_attr(&mut self, field: i64) -> Result<()> {
        self.set_size(field)
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_attr = named, make_compatible = Self::changed))]
//                                                    ^^^^^ type mismatch in function arguments
//                                                                             ^^^^^^^^^^^^^ type mismatch in function arguments
struct Node {
    size: Attr<i64>,
    meta: ObjectMeta,
}

impl Node {
    fn changed(&mut self, data: &mut Map<String, Json>, _: Version) -> Result<()> {
        data.clear();
        Ok(())
    }
}

fn main() {}
