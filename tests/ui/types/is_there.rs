//! A type that a declaration names is there.

use std::collections::BTreeMap;

use versioned_object_core::fields::AnyOf;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "disks")]
struct Disk {
    id: Attr<Widget>,
    //       ^^^^^^ cannot find type `Widget` in this scope
    #[field(default = 5)]
    size: Attr<Volumen>,
    //         ^^^^^^^ cannot find type `Volumen` in this scope
    #[field(read_only, validate = any)]
    mode: Attr<Option<Modus>>,
    //                ^^^^^ cannot find type `Modus` in this scope
    tags: Attr<Vec<Sticker>>,
    //             ^^^^^^^ cannot find type `Sticker` in this scope
    parts: Attr<BTreeMap<String, Chunk>>,
    //                           ^^^^^ cannot find type `Chunk` in this scope
    child: Attr<Option<Box<Kindred>>>,
    //                     ^^^^^^^ cannot find type `Kindred` in this scope
    shapes: Attr<Vec<AnyOf<Polygon>>>,
    //                     ^^^^^^^ cannot find type `Polygon` in this scope
    #[field(changed("1.1", from = Quantity, down = down, up = up))]
    //                            ^^^^^^^^ cannot find type `Quantity` in this scope
    count: Attr<i64>,
    #[field(value("1.1", New, instead = Old))]
    state: Attr<Phase>,
    //          ^^^^^ cannot find type `Phase` in this scope
    #[field(flatten)]
    times: Moments,
    //     ^^^^^^^ cannot find type `Moments` in this scope
    meta: ObjectMeta,
}

fn any<T>(_: T) -> Result<()> {
    Ok(())
}

fn down(count: i64) -> i64 {
    count
}

fn up<T>(_: T) -> i64 {
    0
}

#[derive(Clone, FieldMixin)]
struct Owner {
    #[field(column = "owner")]
    name: Attr<Username>,
    //         ^^^^^^^^ cannot find type `Username` in this scope
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Gadget)]
//                                            ^^^^^^ cannot find type `Gadget` in this scope
struct Gadgets {
    objects: Attr<Vec<Gadget>>,
    //                ^^^^^^ cannot find type `Gadget` in this scope
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Ancestor)]
//                                            ^^^^^^^^ cannot find type `Ancestor` in this scope
struct Heir {
    base: Ancestor,
    //    ^^^^^^^^ cannot find type `Ancestor` in this scope
}

fn main() -> Result<()> {
    let mut disk = Disk::builder().size(4).tags(["a"]).build_orphan()?;
    disk.set_size(5)?;
    let _ = (disk.size()?, disk.tags()?, disk.count()?, Disk::SIZE);
    Ok(())
}
