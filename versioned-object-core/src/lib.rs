#![doc = include_str!("../README.md")]
//!
//! # Where things are
//!
//! | what | where |
//! |---|---|
//! | what a type can do that derives `VersionedObject` | its accessors; [`VersionedObject`] and [`DynObject`], what is known of it; [`ObjectExt`], oslo's methods; [`DictAccess`], fields by name and by [`Key`] |
//! | one that declares `list_of` | besides, [`ObjectList`] and a slice of its elements |
//! | one that declares `table` | besides, [`HasTable`], and every method of `store::Persistent`; a list object of it has `store::StoredList` |
//! | one that declares `extends` | besides, [`Extends`] of its parent, to which it derefs |
//! | its builder | [`ObjectBuilder`] |
//! | a group of fields that derives [`FieldMixin`](trait@FieldMixin) | [`HasMixin`], and the traits that the derive writes: `TimesAccess` and `TimesBuild` for `Times` |
//! | an enum that derives [`EnumField`](trait@EnumField) | its texts: `VALUES`, `as_str`, `FromStr`, `Display` |
//! | types of fields | [`fields`]; of one's own, [`FieldType`], which reads an [`Input`](fields::Input) and writes with a [`PrimitiveWriter`] |
//! | the envelope, and JSON without it | [`wire`], [`wire::Plain`] |
//! | messages between services | [`serializer`] |
//! | JSON Schema | [`schema`] |
//! | tables | the module `store`, with the feature `sql`: `Store`, `Query`, what it finds in `Listed` or an `ObjectStream`, and `ConditionalUpdate` |
//! | tests of a crate of objects | the module `testing`, with the feature of that name |
//! | pages about objects, made of their declarations | the module `reference`, with the feature of that name |
//!
//! # The guide
//!
//! The folder `docs` of the repository is a book, for readers who have not seen objects like these before. Its chapters:
//!
//! | chapter | in the repository |
//! |---|---|
//! | your first object in ten minutes | `docs/guide/first-object.md` |
//! | evolving an object: what each word of a history does to older peers | `docs/guide/evolving.md` |
//! | exchanging objects: [`serializer`], version caps, indirection, limits | `docs/guide/exchanging.md` |
//! | storing objects: tables, queries, paging, relations | `docs/guide/storing.md` |
//! | answering users: [`Plain`], secrets, [`schema`] | `docs/guide/answering.md` |
//! | testing objects: the lock, samples, the reference | `docs/guide/testing.md` |
//! | the list of field types, and a type of one's own: [`fields`] | `docs/guide/field-types.md`, `docs/guide/own-types.md` |
//! | words in a sense of their own | `docs/glossary.md` |
//!
//! # Attributes
//!
#![doc = include_str!("attributes.md")]

// The name that generated code imports it by, wherever a declaration says that it is.
#[doc(hidden)]
pub extern crate self as versioned_object_core;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod access;
mod base;
mod describe;
mod dynamic;
pub mod fields;
mod object;
mod primitive;
mod python;
#[cfg(feature = "reference")]
pub mod reference;
pub mod schema;
pub mod serializer;
#[cfg(feature = "sql")]
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod wire;

pub use access::build::IntoExtra;
pub use access::dict::{AssignKey, DictAccess, Extends, FieldKey, Key};
pub use access::list::ObjectList;
#[doc(hidden)]
pub use access::mixin::IsMixin;
pub use access::mixin::{FieldMixin, HasMixin, ObjectBuilder};
pub use access::relation::{IsRelation, RelationField};
pub use base::context::{Context, ContextBuilder, ReadDeleted};
pub use base::error::{Error, Path, Result};
pub use base::shown::{escaped, is_printable};
pub use base::version::Version;
pub use describe::descriptor::{
    ChangeKind, CompatHook, DEFAULT_NAMESPACE, DEFAULT_SERIAL_NAMESPACE, DefaultDescriptor, DefaultRepr,
    DictFlavour, EnumDescriptor, ExtraFieldDescriptor, FieldChange, FieldDescriptor, Fill, Form, Hooks,
    LoadHook, Matching, MethodDescriptor, ObjectDescriptor, OsloSchema, Put, Relation, Relationship,
    RemotableMethod, TypeDescriptor, TypeKind,
};
pub use describe::history::FieldStatus;
pub use describe::python_class::{MixinDescriptor, PythonClass};
pub use describe::registry::Registry;
pub use describe::table::{NullIntegers, SoftDelete, TableDescriptor};
pub use dynamic::attr::Attr;
pub use dynamic::contract::{DynObject, ObjectMeta, Value};
pub use dynamic::versioned::{HasTable, VersionedObject};
pub use fields::field_type::FieldType;
pub use fields::guard::{FieldGuard, Mutable};
pub use fields::into_field::{FieldFrom, IntoField};
pub use fields::known::FieldRef;
#[doc(hidden)]
pub use fields::known::IsFieldType;
pub use fields::types::enums::EnumField;
pub use object::diff::FieldDiff;
pub use object::ext::ObjectExt;
pub use primitive::digits::Digits;
pub use primitive::write::PrimitiveWriter;
pub use wire::plain::Plain;
pub use wire::releases::Releases;

/// The crates whose types are in the interface: JSON values, moments and UUIDs.
pub use {chrono, serde_json, uuid};

#[cfg(feature = "derive")]
pub use versioned_object_derive::{EnumField, FieldMixin, VersionedObject, field_type, object_methods};

/// Everything a declaration and its use need, for `use versioned_object_core::prelude::*`.
pub mod prelude {
    pub use chrono::{DateTime, Utc};
    pub use uuid::Uuid;

    #[cfg(not(feature = "derive"))]
    pub use crate::{EnumField, FieldMixin, VersionedObject};
    #[cfg(feature = "derive")]
    pub use crate::{EnumField, FieldMixin, VersionedObject, object_methods};

    #[cfg(not(feature = "sql"))]
    #[doc(hidden)]
    pub use crate::access::no_store::NoStore as _;
    #[cfg(feature = "sql")]
    pub use crate::store::{Persistent, Query, Store, StoredList};
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
