//! The stages of each macro: read, ask the rules, expand or stand in.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Ident, ItemImpl};

use crate::attr::methods::without_python;
use crate::ctxt::{Ctxt, Errors};
use crate::expand::beside::of_field_type;
use crate::expand::enums::expand_enum;
use crate::expand::methods::expand_methods;
use crate::expand::mixin::expand_mixin;
use crate::expand::object::expand_object;
use crate::expand::{noted, written};
use crate::extern_names::tested;
use crate::syntax::{names_self, ungroup_fields, with_named_self, with_plain_names};
use crate::validate::enums::enum_rules;
use crate::validate::methods::methods_rules;
use crate::validate::mixin::mixin_rules;
use crate::validate::object::object_rules;
use crate::{fallback, parse};

/// Reads what a derive stands on, and runs its stages.
pub(crate) fn derive(input: TokenStream, run: impl FnOnce(&DeriveInput) -> TokenStream) -> TokenStream {
    match declaration(input) {
        Ok(input) => run(&input),
        Err(error) => error.into_compile_error(),
    }
}

/// Reads what a derive stands on.
pub(crate) fn declaration(input: TokenStream) -> syn::Result<DeriveInput> {
    // Few have these, and their text is had faster than their tokens.
    let text = input.to_string();
    let input = if text.contains("r#") { with_plain_names(input) } else { input };
    let names_self = text.contains("Self") && names_self(input.clone());
    let input = syn::parse2::<DeriveInput>(input)?;
    let mut input = if names_self { with_named_self(input) } else { input };
    ungroup_fields(&mut input.data);
    Ok(input)
}

/// `#[derive(VersionedObject)]`
pub(crate) fn object(input: &DeriveInput) -> TokenStream {
    let read = read(|cx| parse::object(cx, input), |cx, model| object_rules(cx, input, model));
    finished(read, expand_object, |model, is_valid| fallback::object(input, model, is_valid))
}

/// `#[derive(FieldMixin)]`
pub(crate) fn mixin(input: &DeriveInput) -> TokenStream {
    let read = read(|cx| parse::mixin(cx, input), |cx, model| mixin_rules(cx, input, model));
    finished(read, expand_mixin, |model, is_valid| fallback::mixin(input, model, is_valid))
}

/// `#[derive(EnumField)]`
pub(crate) fn enum_field(input: &DeriveInput) -> TokenStream {
    let read = read(|cx| parse::enum_field(cx, input), |cx, model| enum_rules(cx, input, model));
    finished(read, expand_enum, |model, _| fallback::enum_field(input, model))
}

/// `#[object_methods]`
pub(crate) fn methods(args: TokenStream, original: &TokenStream) -> TokenStream {
    let item = match syn::parse2::<ItemImpl>(with_plain_names(original.clone())) {
        Ok(item) => item,
        Err(error) => {
            let place = syn::Error::new(error.span(), "`#[object_methods]` stands on an impl block");
            let error = place.into_compile_error();
            return quote!(#original #error);
        }
    };
    let read = read(|cx| parse::methods(cx, args, &item), |cx, model| methods_rules(cx, &item, model));
    let bare = without_python(&item).map_or_else(|| original.clone(), ToTokens::into_token_stream);
    finished(read, |model| expand_methods(model, &bare), |_, _| bare.clone())
}

/// `#[field_type]`
pub(crate) fn field_type(args: TokenStream, original: &TokenStream) -> TokenStream {
    let is_field_type = |item: &ItemImpl| {
        let path = item.trait_.as_ref().map(|(path, _)| path);
        path.and_then(|path| path.segments.last()).is_some_and(|last| last.ident == "FieldType")
    };
    let error = match syn::parse2::<ItemImpl>(with_plain_names(original.clone())) {
        Ok(item) if is_field_type(&item) && args.is_empty() => return of_field_type(&item),
        Ok(_) if !args.is_empty() => {
            syn::Error::new_spanned(args, "`#[field_type]` takes no arguments: it reads the impl below it")
        }
        Ok(item) => syn::Error::new_spanned(item.self_ty, FIELD_TYPE),
        Err(error) => syn::Error::new(error.span(), FIELD_TYPE),
    };
    let error = error.into_compile_error();
    quote!(#original #error)
}

const FIELD_TYPE: &str = "`#[field_type]` stands on an `impl FieldType for …`";

/// `link_tested!()`
pub(crate) fn link_tested() -> TokenStream {
    let library = tested().and_then(|name| syn::parse_str::<Ident>(&name).ok());
    library.map(|library| quote!(use ::#library as _;)).unwrap_or_default()
}

/// `#[as_written]`, which the derives wrote, so that no rule is asked.
pub(crate) fn as_written(args: TokenStream, item: TokenStream) -> TokenStream {
    written::expand_written(args, item)
}

/// `#[as_noted]`, which `as_written` wrote.
pub(crate) fn as_noted(args: TokenStream, item: TokenStream) -> TokenStream {
    written::expand_noted(args, item)
}

/// `noted!`, which the macro beside a type calls.
pub(crate) fn noted(told: TokenStream) -> TokenStream {
    noted::note(told);
    TokenStream::new()
}

/// What the two stages that find mistakes give.
pub(crate) struct Read<M> {
    /// The model, which is there in any case: what can be known of a declaration with mistakes makes the stubs.
    pub(crate) model: M,
    /// The mistakes.
    pub(crate) checked: Result<(), Errors>,
    /// Whether no rule was broken.
    is_valid: bool,
}

/// Runs the two stages that find mistakes.
pub(crate) fn read<M>(parse: impl FnOnce(&Ctxt) -> M, validate: impl FnOnce(&Ctxt, &M)) -> Read<M> {
    let cx = Ctxt::new();
    let model = parse(&cx);
    let unread = cx.count();
    validate(&cx, &model);
    let is_valid = cx.count() == unread;
    Read { model, checked: cx.check(), is_valid }
}

/// The expansion of a model without mistakes, or the mistakes and what stands in for the expansion.
fn finished<M>(
    read: Read<M>,
    expand: impl FnOnce(&M) -> TokenStream,
    fallback: impl FnOnce(M, bool) -> TokenStream,
) -> TokenStream {
    match read.checked {
        Ok(()) => expand(&read.model),
        Err(errors) => {
            let errors = errors.to_compile_errors();
            let fallback = fallback(read.model, read.is_valid);
            quote!(#errors #fallback)
        }
    }
}
