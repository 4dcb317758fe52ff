//! The reference of a crate of objects: a page for each module, made of nothing but the declarations.
//!
//! A page has the shape of the pages that Sphinx makes of Python's classes, for readers who know those: a class with its
//! signature, its bases and its version, its attributes and methods by name, and the fields as Python prints them. Beside
//! that it says what the same is in Rust, what each version changed and what readers of older ones get, and it has an
//! example, a JSON Schema and the fingerprint.
//!
//! What a class or a method is in Python is said where it is declared: `#[versioned_object(python = …)]`,
//! `#[field_mixin(python = …)]`, and `#[python(…)]` at a method under `#[object_methods]`.
//!
//! [`testing::assert_reference!`](crate::testing::assert_reference) keeps the pages of a crate, as the guide says in
//! `docs/guide/testing.md`; this is for other uses:
//!
//! ```
//! use versioned_object_core::prelude::*;
//! use versioned_object_core::reference::{Format, Reference};
//!
//! /// A lamp.
//! #[derive(Clone, VersionedObject)]
//! #[versioned_object(version = "1.1", namespace = "shop")]
//! struct Lamp {
//!     /// Whether it shines.
//!     on: Attr<bool>,
//!     /// How much it takes.
//!     #[field(since = "1.1")]
//!     watts: Attr<Option<i64>>,
//!     meta: ObjectMeta,
//! }
//!
//! let page = Reference::of([Lamp::descriptor()]).to_text(Format::Text);
//! assert!(page.contains("class Lamp(context=None, **kwargs)"));
//! assert!(page.contains(
//!     "'watts': Integer(default=<class 'oslo_versionedobjects.fields.UnspecifiedDefault'>,nullable=True)"
//! ));
//! ```

pub(crate) mod class;
pub(crate) mod document;
pub(crate) mod enums;
pub(crate) mod example;
pub(crate) mod html;
pub(crate) mod inherited;
pub(crate) mod links;
pub(crate) mod markdown;
pub(crate) mod members;
pub(crate) mod names;
pub(crate) mod older;
pub(crate) mod pages;
pub(crate) mod places;
pub(crate) mod plain_text;
pub(crate) mod prose;

pub use crate::object::samples::{Sample, Samples};
pub use pages::{Format, PageFile, Reference};
