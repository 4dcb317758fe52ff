//! Declarations in a crate that has the core crate under another name.

use vo::prelude::*;

/// A status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(crate = vo)]
pub enum Status {
    /// It is being made.
    Creating,
    /// It can be used.
    Available,
}

/// When a thing was made.
#[derive(Clone, FieldMixin)]
#[field_mixin(crate = vo)]
pub struct Times {
    /// When.
    created_at: Attr<Option<DateTime<Utc>>>,
}

/// A disk.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", crate = vo, extra_fields(twice))]
pub struct Disk {
    /// Size in GiB.
    #[field(default = 10)]
    size: Attr<i64>,
    /// Its status.
    #[field(default = Status::Creating)]
    status: Attr<Status>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[object_methods(crate = vo)]
impl Disk {
    /// Twice the size.
    ///
    /// # Errors
    /// When the size is not set.
    pub fn twice(&self) -> Result<i64> {
        Ok(self.size()? * 2)
    }
}

/// Disks.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", crate = "vo", list_of = Disk)]
pub struct DiskList {
    /// The disks.
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

/// A disk that turns.
#[derive(Clone, VersionedObject)]
#[versioned_object(crate = ::vo, extends = Disk)]
pub struct Drive {
    base: Disk,
    /// Rounds in a minute.
    rounds: Attr<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_works() -> Result<()> {
        let mut disk = Disk::builder().created_at(None).build_orphan()?;
        disk.obj_set_defaults(&[])?;
        let mut drive = Drive::from(disk.clone());
        drive.set_rounds(7200)?;
        let read: Drive = wire::from_str(&wire::to_string(&drive)?)?;
        assert_eq!((read.twice()?, read.rounds()?, read.created_at()?), (20, 7200, None));
        let disks: DiskList = [disk].into_iter().collect();
        assert_eq!(disks[0].status()?, Status::Creating);
        assert_eq!(disks[0].get("twice")?, 20);
        Ok(())
    }
}
