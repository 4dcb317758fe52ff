/// A disk of a server.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", table = "disks", timestamps(created = created_at), extra_fields(label))]
pub struct Disk {
    /// Who it is.
    #[field(read_only)]
    id: Attr<Uuid>,
    /// In GiB.
    #[field(default = 10, validate = at_least_one)]
    size: Attr<Option<i64>>,
    #[field(since = "1.1", default = Status::New)]
    status: Attr<Status>,
    #[field(renamed("1.2", "labels"))]
    tags: Attr<Vec<String>>,
    created_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}
