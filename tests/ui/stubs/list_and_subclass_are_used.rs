//! A list object and a subclass with a mistake are used as those without.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

/// The first mistake of this file.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct DiskList {
//     ^^^^^^^^ the list is missing: add `objects: Attr<Vec<Disk>>`
    meta: ObjectMeta,
}

/// The second one.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
//                           ^^^^ no field is of this type: add `base: Disk`
struct Drive {
    rounds: Attr<i64>,
}

/// The third one.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
//     ^^^^ the object's own state is missing: add `meta: ObjectMeta`
    watts: Attr<i64>,
    colour: String,
    //      ^^^^^^ this field is not an attribute: wrap it, `Attr<String>`, mark it
}

fn main() -> Result<()> {
    let mut disks: DiskList = [Disk::orphan()].into_iter().collect();
    disks.objects_mut()?.push(Disk::orphan());
    for disk in &disks {
        println!("{}", disk.size()?);
    }
    let slice: &[Disk] = &disks;
    println!("{} {}", slice.len(), (disks.clone() + disks.obj_slice(1..)).len());
    let mut drive = Drive::builder().rounds(3).build_orphan()?;
    drive.set_size(10)?;
    println!("{} {}", drive.get(Drive::ROUNDS)?, drive.get(Disk::SIZE)?);
    let disk: Disk = drive.into();
    let lamp = Lamp::builder().watts(60).colour("red").build_orphan()?;
    println!("{disk} {}", lamp.colour()?);
    Ok(())
}
