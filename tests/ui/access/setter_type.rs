//! A setter takes a value of the field's type, or what turns into one without a doubt.

use versioned_object_core::fields::AnyOf;
use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Kind {
    Fast,
    Slow,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    kind: Attr<Kind>,
    host: Attr<Option<String>>,
    tags: Attr<Vec<String>>,
    spare: Attr<Option<Box<Disk>>>,
    any: Attr<Option<AnyOf<Disk>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct Drive {
    base: Disk,
}

fn main() -> Result<()> {
    let mut disk = Disk::builder().size("10").build_orphan()?;
    //                                  ^^^^ mismatched types
    disk.set_size("10")?;
    //            ^^^^ mismatched types
    disk.set_size(Some(10))?;
    //            ^^^^^^^^ mismatched types
    disk.set_kind("fast")?;
    //            ^^^^^^ mismatched types
    disk.set_host(10)?;
    //            ^^ a field of type `Option<std::string::String>` does not take a `{integer}`
    disk.set_host(Some("a"))?;
    //            ^^^^^^^^^ a field of type `Option<std::string::String>` does not take a `Option<&str>`
    disk.set_tags("a")?;
    //            ^^^ a field of type `Vec<std::string::String>` does not take a `&str`
    disk.set_tags([1])?;
    //            ^^^ a field of type `Vec<std::string::String>` does not take a `[{integer}; 1]`
    disk.set_spare(Drive::orphan())?;
    //             ^^^^^^^^^^^^^^^ a field of type `Option<Box<Disk>>` does not take a `Drive`
    disk.set_any(AnyOf::new(Drive::orphan())?)?;
    disk.set_any(Drive::orphan())?;
    //           ^^^^^^^^^^^^^^^ a field of type `Option<AnyOf<Disk>>` does not take a `Drive`
    let _ = Disk::builder().host(10);
    //                           ^^ a field of type `Option<std::string::String>` does not take a `{integer}`
    Ok(())
}
