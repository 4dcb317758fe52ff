use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields(path, times))]
//                                               ^^^^ the trait bound `versioned_object_core::Value: From<PathBuf>` is not
//                                                     ^^^^^ this function takes 2 arguments but 1 argument was supplied
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

impl Disk {
    fn path(&self) -> std::path::PathBuf {
        "/".into()
    }

    fn times(&self, factor: i64) -> Result<i64> {
        Ok(self.size()? * factor)
    }
}

fn main() {}
