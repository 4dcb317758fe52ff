//! The derive macros of `versioned-object-core`, which re-exports them: depend on that crate, not on this one.
//!
//! A declaration goes down the stages: it is read (`attr`, `parse`), asked whether it may be so (`validate`), and
//! becomes code (`expand`), or with mistakes what stands in for it (`fallback`). Imports run from a row of this table
//! to rows above it only, and no files are in a circle. A `mod.rs` defines nothing, and nothing is imported through it.
//!
//! | layer | its one reason |
//! |---|---|
//! | `pytext`, `version`, `ctxt`, `keys`, `syntax` | literals of Python, versions, mistakes, the table of keys, syntax without attributes |
//! | `names`, `pyrepr` | guesses and cases of names; what Python prints of an expression |
//! | `model` | what a declaration says |
//! | `attr` | attributes, key by key as the table has them |
//! | `parse` | from a declaration to the model |
//! | `validate` | the rules, one function each |
//! | `expand` | from the model to code |
//! | `fallback` | from a model with mistakes to stubs |
//! | `stages` | the stages of each macro, one after the other |
//! | `lib` | the macros |

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

use syn::DeriveInput;

/// Makes a struct of `Attr<T>` fields a versioned object.
#[proc_macro_derive(VersionedObject, attributes(versioned_object, field))]
pub fn derive_versioned_object(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, stages::object)
}

/// Makes a struct of `Attr<T>` fields one that versioned objects can flatten.
#[proc_macro_derive(FieldMixin, attributes(field_mixin, field))]
pub fn derive_field_mixin(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, stages::mixin)
}

/// Makes an enum of units the type of a field.
#[proc_macro_derive(EnumField, attributes(enum_field))]
pub fn derive_enum_field(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, stages::enum_field)
}

/// Records the public methods of an impl block for the reference.
#[proc_macro_attribute]
pub fn object_methods(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    stages::methods(args.into(), &item.into()).into()
}

fn derive(
    input: proc_macro::TokenStream,
    run: impl FnOnce(&DeriveInput) -> proc_macro2::TokenStream,
) -> proc_macro::TokenStream {
    match syn::parse::<DeriveInput>(input) {
        Ok(input) => run(&syntax::with_named_self(input)).into(),
        Err(error) => error.into_compile_error().into(),
    }
}
