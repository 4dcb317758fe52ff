use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct Missing {
    host: Attr<String>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct Two {
    base: Disk,
    other: Disk,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct WithMeta {
    #[field(flatten)]
    base: Disk,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = "Disk")]
struct Quoted {
    base: Disk,
}

fn main() {}
