use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", comparable = true, table, name = Drive, list_of = "Disk", extra_fields("a"))]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object("1.0", version = "1.0" name = "Light")]
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object]
struct Chair {
    legs: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
