//! The stages of each macro: read, ask the rules, expand or stand in.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, ItemImpl};

use crate::ctxt::{Ctxt, Errors};
use crate::expand::enums::expand_enum;
use crate::expand::methods::expand_methods;
use crate::expand::mixin::expand_mixin;
use crate::expand::object::expand_object;
use crate::syntax::with_named_self;
use crate::validate::enums::enum_rules;
use crate::validate::methods::methods_rules;
use crate::validate::mixin::mixin_rules;
use crate::validate::object::object_rules;
use crate::{fallback, parse};

/// Reads what a derive stands on, and runs its stages.
pub(crate) fn derive(input: TokenStream, run: impl FnOnce(&DeriveInput) -> TokenStream) -> TokenStream {
    match syn::parse2::<DeriveInput>(input) {
        Ok(input) => run(&with_named_self(input)),
        Err(error) => error.into_compile_error(),
    }
}

/// `#[derive(VersionedObject)]`
pub(crate) fn object(input: &DeriveInput) -> TokenStream {
    let read = read(|cx| parse::object(cx, input), |cx, model| object_rules(cx, input, model));
    finished(read, expand_object, |model| fallback::object(input, model))
}

/// `#[derive(FieldMixin)]`
pub(crate) fn mixin(input: &DeriveInput) -> TokenStream {
    let read = read(|cx| parse::mixin(cx, input), |cx, model| mixin_rules(cx, input, model));
    finished(read, expand_mixin, |model| fallback::mixin(input, model))
}

/// `#[derive(EnumField)]`
pub(crate) fn enum_field(input: &DeriveInput) -> TokenStream {
    let read = read(|cx| parse::enum_field(cx, input), |cx, model| enum_rules(cx, input, model));
    finished(read, expand_enum, |model| fallback::enum_field(input, model))
}

/// `#[object_methods]`
pub(crate) fn methods(args: TokenStream, original: &TokenStream) -> TokenStream {
    let item = match syn::parse2::<ItemImpl>(original.clone()) {
        Ok(item) => item,
        Err(error) => {
            let place = syn::Error::new(error.span(), "`#[object_methods]` stands on an impl block");
            let error = place.into_compile_error();
            return quote!(#original #error);
        }
    };
    let read = read(|cx| parse::methods(cx, args, &item), |cx, _| methods_rules(cx, &item));
    finished(read, |model| expand_methods(model, original), |_| original.clone())
}

/// Runs the two stages that find mistakes. The model is there in any case: what can be known of a declaration with
/// mistakes makes the stubs.
pub(crate) fn read<M>(
    parse: impl FnOnce(&Ctxt) -> M,
    validate: impl FnOnce(&Ctxt, &M),
) -> (M, Result<(), Errors>) {
    let cx = Ctxt::new();
    let model = parse(&cx);
    validate(&cx, &model);
    (model, cx.check())
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
