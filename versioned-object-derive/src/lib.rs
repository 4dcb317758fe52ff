//! The derive macros of `versioned-object-core`, which re-exports them: depend on that crate, not on this one.
//!
//! A declaration goes down the stages: it is read (`attr`, `parse`), asked whether it may be so (`validate`), and
//! becomes code (`expand`), or with mistakes what stands in for it (`fallback`). The layers of the files stand in
//! `docs/architecture.md`, which a test holds them to.

mod attr;
mod ctxt;
mod expand;
mod fallback;
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

/// Makes a struct of `Attr<T>` fields a versioned object.
#[proc_macro_derive(VersionedObject, attributes(versioned_object, field))]
pub fn derive_versioned_object(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::derive(input.into(), stages::object).into()
}

/// Makes a struct of `Attr<T>` fields one that versioned objects can flatten.
#[proc_macro_derive(FieldMixin, attributes(field_mixin, field))]
pub fn derive_field_mixin(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    stages::derive(input.into(), stages::mixin).into()
}

/// Makes an enum of units the type of a field.
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
