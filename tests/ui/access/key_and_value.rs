//! A field that is set by its key takes what its setter takes, by its name what turns into a `Value`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    host: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::orphan();
    disk.set(Disk::SIZE, "10")?;
    //                   ^^^^ mismatched types
    disk.set(Disk::HOST, 10)?;
    //       ^^^^^^^^^^ a field of type `Option<std::string::String>` does not take a `{integer}`
    disk.set("host", std::path::Path::new("/"))?;
    //       ^^^^^^ a field of `Disk` with the key `&str` cannot be set to a `&std::path::Path`
    disk.set(String::from("size"), 10)?;
    //       ^^^^^^^^^^^^^^^^^^^^ a field of `Disk` with the key `std::string::String` cannot be set to a
    let _ = Disk::builder().set(Disk::SIZE, "10");
    //                                      ^^^^ mismatched types
    Ok(())
}
