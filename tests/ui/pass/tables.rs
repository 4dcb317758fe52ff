//! A table names fields of the object, of its mixins and of its parent, and of every type that fits.

#![deny(warnings)]

use std::collections::BTreeMap;

use versioned_object_core::fields::FlexibleBoolean;
use versioned_object_core::prelude::*;
use versioned_object_core::{TableDescriptor, serde_json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum Status {
    Available,
    ErrorDeleting,
    Deleted,
}

#[derive(Clone, FieldMixin)]
pub struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
    updated_at: Attr<Option<DateTime<Utc>>>,
    #[field(rename = "is_gone", column = "gone", sql_type = "TINYINT(1)")]
    gone: Attr<Option<bool>>,
    deleted_at: Attr<Option<DateTime<Utc>>>,
}

/// What it names is in a mixin, under another name on the wire, or in a column of another name.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "volumes",
    key = number,
    project = owner,
    soft_delete(
        flag = gone,
        at = deleted_at,
        set(status = "deleted", host = "", size = "0", note = "{}", locked = "false", ratio = "0.5")
    ),
    timestamps(created = created_at, updated = updated_at),
    null_integers = zero,
    relationships(part = [("1.0", "1.0")])
)]
pub struct Volume {
    #[field(rename = "serial", column = "serial_number", sql_type = "BIGINT")]
    number: Attr<u64>,
    #[field(rename = "project_id", sql_type = "character varying(36)")]
    owner: Attr<Option<String>>,
    status: Attr<Option<Status>>,
    host: Attr<Option<String>>,
    size: Attr<i64>,
    locked: Attr<FlexibleBoolean>,
    ratio: Attr<f64>,
    note: Attr<Option<serde_json::Value>>,
    labels: Attr<BTreeMap<String, String>>,
    // A child has no column: the text beside it may have that name.
    part: Attr<Option<Box<Part>>>,
    #[field(column = "part")]
    part_text: Attr<String>,
    #[field(no_column)]
    hint: Attr<String>,
    #[field(column = "hint")]
    hint_kept: Attr<String>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

/// A key by its usual name, whatever that is on the wire.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "parts")]
pub struct Part {
    #[field(rename = "uuid")]
    id: Attr<Uuid>,
    #[field(column = "type", sql_type = "TIMESTAMP(6) WITH TIME ZONE")]
    at: Attr<DateTime<Utc>>,
    meta: ObjectMeta,
}

/// A key of the parent, and a column of its own.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Volume, table = "big_volumes", key = number, project = owner)]
pub struct BigVolume {
    base: Volume,
    extent: Attr<Option<u64>>,
}

/// What describes the parent's table goes on.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = BigVolume, table = "huge_volumes")]
pub struct HugeVolume {
    base: BigVolume,
}

/// A parent without a table.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Named {
    name: Attr<String>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

/// A text as the key, from the parent; times from the parent's mixin.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Named, table = "hosts", key = name, soft_delete(flag = gone), timestamps(created = created_at))]
pub struct Host {
    base: Named,
}

/// An enum as the key, and the key as the project.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "colours", key = colour)]
pub struct Colour {
    colour: Attr<Status>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "projects", project = id, timestamps(updated = seen_at))]
pub struct Project {
    id: Attr<Uuid>,
    #[field(since = "1.1")]
    seen_at: Attr<DateTime<Utc>>,
    meta: ObjectMeta,
}

fn main() {
    let table = |table: Option<TableDescriptor>| table.map(|table| (table.key, table.project)).unwrap();
    assert_eq!(table(Volume::TABLE), ("serial", Some("project_id")));
    assert_eq!(table(BigVolume::TABLE), ("serial", Some("project_id")));
    assert_eq!(table(HugeVolume::TABLE), ("serial", Some("project_id")));
    assert_eq!(table(Part::TABLE), ("uuid", None));
    assert_eq!(table(Host::TABLE), ("name", None));
    let soft = Volume::TABLE.and_then(|table| table.soft_delete).unwrap();
    assert_eq!((soft.flag, soft.at, soft.set[0]), ("is_gone", Some("deleted_at"), ("status", "deleted")));
    assert_eq!(Host::TABLE.and_then(|table| table.soft_delete).unwrap().flag, "is_gone");
}
