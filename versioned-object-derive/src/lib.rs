#![doc = include_str!("../README.md")]
//!
//! How a declaration is written is in the guide of the repository, `docs/guide/first-object.md` and the chapters after it,
//! and what a mistake in one looks like in `docs/diagnostics.md`.
//!
//! A declaration goes down the stages: it is read (`attr`, `parse`), asked whether it may be so (`validate`), and
//! becomes code (`expand`), or with mistakes what stands in for it (`fallback`). The layers of the files stand in
//! `docs/architecture.md`, which a test holds them to.

mod attr;
mod ctxt;
mod expand;
mod extern_names;
mod fallback;
mod hints;
mod keys;
mod model;
mod names;
mod parse;
mod pyrepr;
mod pytext;
mod stages;
mod syntax;
#[cfg(test)]
mod tests;
mod validate;
mod version;

/// Makes a struct of `Attr<T>` fields a versioned object: implements the traits `VersionedObject`, `DynObject` and
/// `FieldType`, with `list_of` `ObjectList`, with `table` `HasTable`, with `extends` `Extends`, and writes the accessors,
/// the keys and the builder.
///
/// Its attributes, `#[versioned_object(…)]` and `#[field(…)]`, are in the attribute reference on the first page of
/// `versioned_object_core`, and what a type can do in the table before it.
#[proc_macro_derive(VersionedObject, attributes(versioned_object, field))]
pub fn derive_versioned_object(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::derive(input.into(), stages::object).into()
}

/// Makes a struct of `Attr<T>` fields one that versioned objects can flatten: implements the trait `FieldMixin`, and
/// writes two traits, with the accessors and keys for the objects that have the fields, and with the methods for their
/// builders. Its attributes are in the attribute reference on the first page of `versioned_object_core`.
#[proc_macro_derive(FieldMixin, attributes(field_mixin, field))]
pub fn derive_field_mixin(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::derive(input.into(), stages::mixin).into()
}

/// Makes an enum of units the type of a field: implements the traits `EnumField` and `FieldType`, `Display`, `FromStr`
/// and `TryFrom<&str>`, and writes `VALUES` and `as_str`. Its attributes are in the attribute reference on the first page of
/// `versioned_object_core`.
#[proc_macro_derive(EnumField, attributes(enum_field))]
pub fn derive_enum_field(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::derive(input.into(), stages::enum_field).into()
}

/// Records the public methods of an impl block for the reference.
#[proc_macro_attribute]
pub fn object_methods(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    stages::methods(args.into(), &item.into()).into()
}

/// Stands on an `impl FieldType for …` by hand, and says nothing to the compiler: rustdoc then shows getters of the type as
/// `Result<Percent>`, or `Result<&Percent>`, as the impl has it at `Ref`.
///
/// Without it they are shown as `Result<<Percent as FieldType>::Ref<'_>>`, and so they are where `Ref` is neither the type nor
/// a reference to it.
#[proc_macro_attribute]
pub fn field_type(args: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::field_type(args.into(), &item.into()).into()
}

/// Names the library of the package in an integration test of it, which links it: what it registers is there then.
#[doc(hidden)]
#[proc_macro]
pub fn link_tested(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::link_tested().into()
}

/// In documentation alone, on what the derives write: signatures as people write them. See `expand/written.rs`.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn as_written(args: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::as_written(args.into(), item.into()).into()
}

/// The same of a trait, for which types were asked before. See `expand/noted.rs`.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn as_noted(args: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::as_noted(args.into(), item.into()).into()
}

/// What a type that was asked told.
#[doc(hidden)]
#[proc_macro]
pub fn noted(told: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::noted(told.into()).into()
}
