//! Children at older versions, in every way that says what goes with what.

#![deny(warnings)]
#![allow(dead_code)]

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

/// At its first version: nobody has to say anything.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Plain {
    name: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

/// Nothing is older than the first version: what a peer that knows it knows of the child.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(disk = [("1.0", "1.2")]))]
struct First {
    disk: Attr<Option<Box<Disk>>>,
    disks: Attr<DiskList>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Storage {
    disk: Attr<Option<Box<Disk>>>,
    #[field(since = "1.1", until = "1.2")]
    spare: Attr<Option<Box<Disk>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.3",
    note("1.3", "it is faster"),
    relationships(
        disk = [("1.0", "1.0"), ("1.3", "1.2")],
        spare = [("1.1", "1.1")],
        disks = [("1.0", "1.0"), ("1.1", "1.0")],
        named = [("1.0", "1.0"), ("1.1", "1.2")],
        any = [("1.0", "1.1"), ..],
        late = [("1.2", "7.7")],
        owner = [("1.2", "1.0")],
        newest = [("1.3", "1.2")],
        typed = [("1.3", "1.2")],
        gone = [("1.0", "1.0")],
    ),
)]
struct Server {
    plain: Attr<Option<Box<Plain>>>,
    plains: Attr<Vec<Plain>>,
    disks: Attr<DiskList>,
    #[field(rename = "on_the_wire")]
    named: Attr<Vec<Box<Disk>>>,
    any: Attr<Option<versioned_object_core::fields::AnyOf<Disk>>>,
    #[field(object = "Disk")]
    late: Attr<Option<Box<dyn DynObject>>>,
    /// Older versions do not have it.
    #[field(since = "1.3")]
    newest: Attr<Option<Box<Disk>>>,
    /// Older versions have a text.
    #[field(changed("1.3", from = Option<String>, down = name, up = named))]
    typed: Attr<Option<Box<Disk>>>,
    #[field(changed("1.2", from = Option<String>, down = plain_name, up = plain_named))]
    owner: Attr<Option<Box<Plain>>>,
    #[field(until = "1.2")]
    gone: Attr<Option<Box<Disk>>>,
    maps: Attr<BTreeMap<String, Disk>>,
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

fn plain_name(_: &Plain) -> String {
    String::new()
}

fn plain_named(_: &str) -> Box<Plain> {
    Box::default()
}

/// A manifest says it.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is taller"), relationships(disk = [("1.0", "1.2"), ..,], ..,))]
struct Rack {
    disk: Attr<Option<Box<Disk>>>,
    spare: Attr<Option<Box<Disk>>>,
    itself: Attr<Option<Box<Rack>>>,
    meta: ObjectMeta,
}

/// Nobody asks.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is taller"), relationships(disk = [..]))]
struct Shelf {
    disk: Attr<Option<Box<Disk>>>,
    meta: ObjectMeta,
}

fn main() {}
