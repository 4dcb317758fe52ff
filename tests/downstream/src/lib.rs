//! A lending library, declared with `versioned-object-core` as a crate of its own would.

mod book;
mod fields;
mod member;

pub use book::{Audiobook, AudiobookBuilder, Book, BookBuilder, Shelf};
pub use fields::{Audit, AuditAccess, AuditBuild, Condition, DataSize, Percent};
pub use member::{Address, AddressBuilder, Member, MemberBuilder};

/// The examples of the pages for people who carry on, run as tests.
#[cfg(doctest)]
mod how_to {
    #[doc = include_str!("../../../docs/how-to/field-type.md")]
    mod field_type {}

    #[doc = include_str!("../../../docs/how-to/database-driver.md")]
    mod database_driver {}

    #[doc = include_str!("../../../docs/how-to/derive-attribute.md")]
    mod derive_attribute {}

    #[doc = include_str!("../../../docs/how-to/text-format.md")]
    mod text_format {}
}

/// Examples of a crate that declare a type of the same name are still compiled as one program, each a module of it. Where
/// that fails, rustdoc compiles each by itself, which takes a hundred times as long, and says nothing.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Stamp {
///     day: Attr<String>,
///     meta: ObjectMeta,
/// }
/// assert!(module_path!().starts_with("doctest_bundle"), "{}", module_path!());
/// ```
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Stamp {
///     hour: Attr<i64>,
///     meta: ObjectMeta,
/// }
/// assert!(module_path!().starts_with("doctest_bundle"), "{}", module_path!());
/// ```
#[cfg(doctest)]
mod as_one {}
