//! The derive macros of `versioned-object-core`, which re-exports them: depend on that crate, not on this one.

mod attr;
mod ctxt;
mod expand;
mod fallback;
#[allow(dead_code, reason = "the model says more than the expansion uses yet")]
mod model;
mod names;
mod parse;
mod pyrepr;
mod pytext;
mod syntax;
#[cfg(test)]
mod tests;
mod validate;
mod version;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, ItemImpl};

use crate::ctxt::{Ctxt, Errors};

/// Makes a struct of `Attr<T>` fields a versioned object.
#[proc_macro_derive(VersionedObject, attributes(versioned_object, field))]
pub fn derive_versioned_object(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, |input| {
        let staged = staged(|cx| parse::object(cx, input), |cx, model| validate::object(cx, input, model));
        finished(staged, expand::object, |model| fallback::object(input, model))
    })
}

/// Makes a struct of `Attr<T>` fields one that versioned objects can flatten.
#[proc_macro_derive(FieldMixin, attributes(field_mixin, field))]
pub fn derive_field_mixin(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, |input| {
        let staged = staged(|cx| parse::mixin(cx, input), |cx, model| validate::mixin(cx, input, model));
        finished(staged, expand::mixin, |model| fallback::mixin(input, model))
    })
}

/// Makes an enum of units the type of a field.
#[proc_macro_derive(EnumField, attributes(enum_field))]
pub fn derive_enum_field(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, |input| {
        let staged =
            staged(|cx| parse::enum_field(cx, input), |cx, model| validate::enum_field(cx, input, model));
        finished(staged, expand::enum_field, |model| fallback::enum_field(input, model))
    })
}

/// Records the public methods of an impl block for the reference.
#[proc_macro_attribute]
pub fn object_methods(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    methods(args.into(), &item.into()).into()
}

fn derive(
    input: proc_macro::TokenStream,
    run: impl FnOnce(&DeriveInput) -> TokenStream,
) -> proc_macro::TokenStream {
    match syn::parse::<DeriveInput>(input) {
        Ok(input) => run(&syntax::with_named_self(input)).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

fn methods(args: TokenStream, original: &TokenStream) -> TokenStream {
    let item = match syn::parse2::<ItemImpl>(original.clone()) {
        Ok(item) => item,
        Err(error) => {
            let place = syn::Error::new(error.span(), "`#[object_methods]` stands on an impl block");
            let error = place.into_compile_error();
            return quote!(#original #error);
        }
    };
    let staged = staged(|cx| parse::methods(cx, args, &item), |cx, _| validate::methods(cx, &item));
    finished(staged, |model| expand::methods(model, original), |_| original.clone())
}

/// Runs the two stages that find mistakes, and stops after the first one that found some. The model is there in any
/// case: what can be known of a declaration with mistakes makes the stubs.
fn staged<M>(parse: impl FnOnce(&Ctxt) -> M, validate: impl FnOnce(&Ctxt, &M)) -> (M, Result<(), Errors>) {
    let cx = Ctxt::new();
    let model = parse(&cx);
    let checked = cx.check().and_then(|()| {
        let cx = Ctxt::new();
        validate(&cx, &model);
        cx.check()
    });
    (model, checked)
}

/// The expansion of a model without mistakes, or the mistakes and what stands in for the expansion.
fn finished<M>(
    (model, checked): (M, Result<(), Errors>),
    expand: impl FnOnce(&M) -> TokenStream,
    fallback: impl FnOnce(M) -> TokenStream,
) -> TokenStream {
    match checked {
        Ok(()) => expand(&model),
        Err(errors) => {
            let errors = errors.to_compile_errors();
            let fallback = fallback(model);
            quote!(#errors #fallback)
        }
    }
}
