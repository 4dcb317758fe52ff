use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_attr, make_compatible = older))]
//                                        ^^^^^^^^^ mismatched types
//                                                                     ^^^^^ mismatched types
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

impl Disk {
    fn hook_load_attr(&mut self, field: i64) -> Result<()> {
        self.set_size(field)
    }
}

fn older(disk: &Disk) -> Result<()> {
    disk.size().map(drop)
}

fn main() {}
