//! Pairs are of versions of the object that have the field.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Storage {
    #[field(since = "1.2", rename = "spare_disk")]
    spare: Attr<Option<Box<Disk>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.4",
    note("1.4", "it is faster"),
    relationships(
        disk = [("1.0", "1.0"), ("1.1", "1.2")],
        //       ^^^^^ `disk` is not there before 1.1: begin its pairs with that version
        old = [("1.0", "1.0"), ("1.3", "1.1")],
        //                      ^^^^^ `old` is gone since 1.3: end its pairs below
        spare = [("1.1", "1.1"), ("1.2", "1.2")],
        //        ^^^^^ `spare` is not there before 1.2: begin its pairs with that version
        typed = [("1.1", "1.1"), ("1.2", "1.2")],
        //        ^^^^^ `typed` held no object in 1.1: remove this pair
    ),
)]
struct Server {
    #[field(since = "1.1", rename = "main_disk")]
    disk: Attr<Vec<Disk>>,
    #[field(until = "1.3", rename = "old_disk")]
    old: Attr<Option<Disk>>,
    #[field(rename = "kind", changed("1.2", from = Option<String>, down = name, up = named))]
    typed: Attr<Option<Box<Disk>>>,
    #[field(flatten)]
    storage: Storage,
    meta: ObjectMeta,
}

fn name(_: &Disk) -> String {
    String::new()
}

fn named(_: &str) -> Box<Disk> {
    Box::default()
}

fn main() {}
