//! A child that has versions has a relationship, or `relationships(..)` says that they come from a manifest.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

type Boxed = Option<Box<Disk>>;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is faster"))]
struct Server {
    disk: Attr<Box<Disk>>,
  //^^^^ `Disk` is at 1.2, and nothing says which of its versions goes with which of this object: write `relationships(disk = [("1.0", "1.0"), ("1.1", "1.2")])`
    spare: Attr<Option<Box<Disk>>>,
  //^^^^^ `Disk` is at 1.2
    disks: Attr<Vec<Disk>>,
  //^^^^^ `Disk` is at 1.2
    any: Attr<versioned_object_core::fields::AnyOf<Disk>>,
  //^^^ `Disk` is at 1.2
    bare: Attr<Disk>,
  //^^^^ `Disk` is at 1.2
    #[field(rename = "alias_of")]
    alias: Attr<Boxed>,
  //^^^^^ `Disk` is at 1.2, and nothing says which of its versions goes with which of this object: write `relationships(alias = [
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Storage {
    #[field(rename = "main_disk")]
    disk: Attr<Option<Box<Disk>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", relationships(spare = [("1.1", "1.1"), ("1.2", "1.2")]))]
struct Rack {
    spare: Attr<Option<Box<Disk>>>,
    #[field(flatten)]
    storage: Storage,
  //^^^^^^^ `Disk` is at 1.2, and nothing says which of its versions goes with which of this object: write `relationships(disk = [
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct First {
    disk: Attr<Option<Box<Disk>>>,
  //^^^^ `Disk` is at 1.2, and nothing says which of its versions goes with which of this object: write `relationships(disk = [("1.0", "1.2")])`
    meta: ObjectMeta,
}

fn main() {}
