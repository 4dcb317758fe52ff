/// A disk that is received.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", extends = Disk)]
pub struct ImportedDisk {
    base: Disk,
    #[field(since = "1.3")]
    origin: Attr<Option<String>>,
    #[field(flatten)]
    times: Times,
}
