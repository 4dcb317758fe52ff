//! The rules of what a macro stands on.

use quote::ToTokens as _;
use syn::{Data, DeriveInput, Fields, Generics, ItemImpl, Visibility};

use crate::ctxt::Ctxt;
use crate::model::{Member, skipped};
use crate::syntax::{enum_variants, spaced, type_text};

/// Rule: the derive stands on a struct with named fields. Whether it does is also the answer.
pub(super) fn named_fields(cx: &Ctxt, input: &DeriveInput, derive: &str) -> bool {
    let wanted = format!("`{derive}` is for structs with named fields");
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(_) => return true,
            Fields::Unnamed(fields) => {
                cx.error_at(fields, format!("{wanted}: write `{{ name: Attr<T>, … }}`"));
            }
            Fields::Unit => {
                cx.error(input.ident.span(), format!("{wanted}: write `{} {{ … }}`", input.ident));
            }
        },
        Data::Enum(data) => {
            cx.error(data.enum_token.span, format!("{wanted}; an enum derives `EnumField`"));
        }
        Data::Union(data) => cx.error(data.union_token.span, wanted),
    }
    false
}

/// Rule: `EnumField` stands on an enum.
pub(super) fn an_enum(cx: &Ctxt, input: &DeriveInput) {
    match &input.data {
        Data::Enum(_) => {}
        Data::Struct(data) => {
            cx.error(data.struct_token.span, "`EnumField` is for enums: a struct derives `VersionedObject`");
        }
        Data::Union(data) => cx.error(data.union_token.span, "`EnumField` is for enums, not for unions"),
    }
}

/// Rule: the variants of an enum hold nothing.
pub(super) fn variants_are_units(cx: &Ctxt, input: &DeriveInput) {
    for variant in enum_variants(&input.data).into_iter().flatten() {
        if !matches!(variant.fields, Fields::Unit) {
            cx.error_at(
                &variant.fields,
                format!("the variants are units: write `{}` without fields", variant.ident),
            );
        }
    }
}

/// Rule: a declaration has no type, lifetime or const parameters; its descriptor is one static.
pub(super) fn no_generics(cx: &Ctxt, generics: &Generics) {
    if !generics.params.is_empty() {
        cx.error_at(
            &generics.params,
            "no parameters are possible here: name the types, remove the parameters",
        );
    } else if let Some(clause) = &generics.where_clause {
        cx.error(clause.where_token.span, "no `where` is possible here: remove it");
    }
}

/// Rule: no field is `pub`; writing past the setters would not be tracked.
pub(super) fn private_fields(cx: &Ctxt, input: &DeriveInput, members: &[Member]) {
    let Data::Struct(data) = &input.data else { return };
    let is_skipped =
        |field: &syn::Field| skipped(members).any(|member| Some(&member.ident) == field.ident.as_ref());
    for field in &data.fields {
        if !matches!(field.vis, Visibility::Inherited) && !is_skipped(field) {
            let vis = spaced(field.vis.to_token_stream());
            cx.error_at(
                &field.vis,
                format!("remove `{vis}`: fields are private, the generated accessors are public"),
            );
        }
    }
}

/// Rule: `#[object_methods]` stands on an inherent impl block; a trait's methods are documented with the trait.
pub(super) fn inherent_impl(cx: &Ctxt, item: &ItemImpl) {
    if let Some((path, _)) = &item.trait_ {
        let ty = type_text(&item.self_ty);
        cx.error_at(
            path,
            format!("`#[object_methods]` is for methods of the type itself: put it on `impl {ty} {{ … }}`"),
        );
    }
}
