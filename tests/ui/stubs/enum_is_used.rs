//! An enum with a mistake is used as one without: the mistake is told once.

use versioned_object_core::prelude::*;

/// The one mistake of this file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Status {
    Creating,
    #[enum_field(rename = "creating")]
    //                    ^^^^^^^^^^ another variant has the value `creating`: give one of them another `rename`
    Making,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "what it means changed"), fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e")]
struct Disk {
    #[field(default = Status::Creating)]
    status: Attr<Status>,
    before: Attr<Option<Status>>,
    all: Attr<Vec<Status>>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::builder().status(Status::Creating).before(None).build_orphan()?;
    disk.set_status("creating".parse::<Status>()?)?;
    disk.set("status", Status::Making)?;
    disk.all_mut()?.push(Status::try_from("creating")?);
    println!("{} {:?} {:?} {}", disk.status()?, disk.before()?, Status::VALUES, Status::Creating.as_str());
    println!("{}", wire::to_string(&disk)?);
    Ok(())
}
