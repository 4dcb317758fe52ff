/// Disks.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", list_of = Disk, child_versions(("1.0", "1.0"), ("1.1", "1.2")))]
pub struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}
