#![doc = "Objects that services of different releases exchange: oslo.versionedobjects for Rust."]
//!
//! One `#[derive(VersionedObject)]` on a plain struct gives attributes that know whether they are set and whether they
//! changed, a field table, checks, dict access, computed fields, the wire envelope that Python services read and
//! write, and a fingerprint that is compared with the published one while the crate is compiled.
//!
//! ```
//! use versioned_object_core::prelude::*;
//!
//! /// Where a disk stands in its life.
//! #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
//! pub enum DiskStatus {
//!     /// It is being made.
//!     Creating,
//!     /// It can be used.
//!     Available,
//! }
//!
//! /// A disk.
//! #[derive(Clone, VersionedObject)]
//! #[versioned_object(version = "1.1", namespace = "shop")]
//! pub struct Disk {
//!     /// UUID of the disk.
//!     id: Attr<Uuid>,
//!     /// Size in GiB.
//!     size: Attr<Option<i64>>,
//!     /// Where it stands in its life.
//!     #[field(since = "1.1", default = DiskStatus::Creating)]
//!     status: Attr<DiskStatus>,
//!     meta: ObjectMeta,
//! }
//!
//! let ctx = Context::builder().user_id("alice").build();
//! let mut disk = Disk::builder().id(Uuid::nil()).size(10).build(&ctx)?;
//! disk.obj_set_defaults(&[])?;
//! assert_eq!(disk.status()?, DiskStatus::Creating);
//! assert_eq!(disk.obj_what_changed(), ["id", "size", "status"]);
//!
//! let text = wire::to_string(&disk)?;
//! let read: Disk = wire::from_str(&text)?;
//! assert_eq!(read.size()?, Some(10));
//! # Ok::<(), Error>(())
//! ```
//!
//! # Attributes
//!
#![doc = include_str!("attributes.md")]

#[doc(hidden)]
#[path = "private.rs"]
#[allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    reason = "not public interface"
)]
pub mod __private;
mod attr;
mod cell;
mod context;
mod declared;
mod descriptor;
mod dict;
mod display;
mod dynamic;
mod error;
pub mod fields;
mod fingerprint;
mod guard;
mod history;
mod list;
mod md5;
mod mixin;
mod object;
mod python;
mod registry;
mod releases;
pub mod schema;
pub mod serializer;
#[cfg(feature = "sql")]
pub mod store;
mod table;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod value;
mod version;
pub mod wire;

pub use attr::{Attr, ObjectMeta};
pub use context::{Context, ContextBuilder, ReadDeleted};
pub use descriptor::{
    CompatHook, DefaultDescriptor, DefaultRepr, DictFlavour, EnumDescriptor, ExtraFieldDescriptor,
    FieldDescriptor, Hooks, LoadHook, MethodDescriptor, ObjectDescriptor, Relationship, RemotableMethod,
    TypeDescriptor, TypeKind,
};
pub use dict::{AssignTo, DictAccess, Extends, FieldKey, Key};
pub use error::{Error, Path, Result};
pub use guard::{FieldGuard, Mutable};
pub use history::{ChangeKind, FieldChange, FieldStatus};
pub use list::ObjectList;
pub use mixin::{FieldMixin, HasMixin, ObjectBuilder};
pub use object::{DynObject, FieldDiff, ObjectExt, VersionedObject};
pub use registry::Registry;
pub use releases::Releases;
pub use table::{HasTable, NullIntegers, SoftDelete, TableDescriptor};
pub use value::Value;
pub use version::Version;
pub use wire::PrimitiveWriter;

/// The crates whose types are in the interface: JSON values, moments and UUIDs.
pub use {chrono, serde_json, uuid};

pub use fields::{EnumField, FieldType, IntoField};

/// What the getter of a field of type `T` gives: `&str` for a `String`, the value itself for a `Copy` type.
pub type FieldRef<'a, T> = <T as FieldType>::Ref<'a>;

#[cfg(feature = "derive")]
pub use versioned_object_derive::{EnumField, FieldMixin, VersionedObject, object_methods};

/// The prefix of the envelope's keys, unless a type says otherwise.
pub const DEFAULT_SERIAL_NAMESPACE: &str = "versioned_object";

/// The project namespace, unless a type says otherwise.
pub const DEFAULT_NAMESPACE: &str = "versionedobjects";

/// Everything a declaration and its use need, for `use versioned_object_core::prelude::*`.
pub mod prelude {
    pub use chrono::{DateTime, Utc};
    pub use uuid::Uuid;

    #[cfg(not(feature = "derive"))]
    pub use crate::{EnumField, FieldMixin, VersionedObject};
    #[cfg(feature = "derive")]
    pub use crate::{EnumField, FieldMixin, VersionedObject, object_methods};

    #[cfg(feature = "sql")]
    pub use crate::store::{Persistent, Query, Store};
    pub use crate::wire;
    pub use crate::{
        Attr, Context, DictAccess, DynObject, Error, ObjectBuilder, ObjectExt, ObjectList, ObjectMeta,
        Result, Value, Version,
    };
}

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
