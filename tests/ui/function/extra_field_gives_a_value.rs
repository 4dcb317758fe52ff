//! The method of an extra field returns what turns into a `Value`, or a `Result` of it.

use versioned_object_core::prelude::*;

struct Place;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields(place, path, nothing, later, parsed, label))]
//                                               ^^^^^ an extra field cannot be a `Place`
//                                                      ^^^^ an extra field cannot be a `std::result::Result<PathBuf,
//                                                            ^^^^^^^ an extra field cannot be a `Option<Place>`
//                                                                     ^^^^^ an extra field cannot be a `impl std::future::Future<Output =
//                                                                            ^^^^^^ an extra field cannot be a `std::result::Result<i64, ParseIntError>`
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

impl Disk {
    fn place(&self) -> Place {
        Place
    }

    fn path(&self) -> Result<std::path::PathBuf> {
        Ok("/".into())
    }

    fn nothing(&self) -> Option<Place> {
        None
    }

    async fn later(&self) -> Result<i64> {
        self.size()
    }

    fn parsed(&self) -> std::result::Result<i64, std::num::ParseIntError> {
        "3".parse()
    }

    fn label(&self) -> Result<&str> {
        Ok("a disk")
    }
}

fn main() {}
