//! Types as generated code speaks of them: the names that the macro does not know are asked to be what they stand for.
//!
//! `Vec<Port>` becomes `Vec<<Port as IsFieldType>::Itself>`, which is the same type. All mentions of a field's type have
//! the same tokens at the same places, so the compiler tells a mistake in it once, at the name that is wrong.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type};

use crate::syntax::{Shape, last_segment, names_any_object, only_type_argument, same_tokens, shape};

/// The type of a field.
pub(super) fn known(ty: &Type, core: &TokenStream) -> TokenStream {
    asked_for(ty, "IsFieldType", core)
}

/// What a list object lists.
pub(super) fn listed(ty: &Type) -> TokenStream {
    asked_for(ty, "IsListed", &quote!(__vo))
}

/// What describes what a list object lists: of a type in `AnyOf` it is that type that is asked.
pub(super) fn described(ty: &Type) -> TokenStream {
    let object = listed_object(ty);
    let name = if same_tokens(object, ty) { quote!(IsListed) } else { quote!(IsObject) };
    all_at(object, quote!(<#object as __vo::fields::known::#name>::described))
}

/// The type of the objects in a list, without `AnyOf`.
pub(super) fn listed_object(ty: &Type) -> &Type {
    match shape(ty) {
        Shape::Subclass => last_segment(ty).and_then(only_type_argument).unwrap_or(ty),
        _ => ty,
    }
}

/// The type of the field of a list object that has what it lists.
pub(super) fn elements(ty: &Type, core: &TokenStream) -> TokenStream {
    let mut ty = ty.clone();
    Known { core }.arguments(&mut ty, &["IsListed"]);
    ty.into_token_stream()
}

fn asked_for(ty: &Type, name: &str, core: &TokenStream) -> TokenStream {
    let mut ty = ty.clone();
    Known { core }.named(&mut ty, name);
    ty.into_token_stream()
}

/// A type that is asked to be one of a trait of core's.
pub(super) fn asked(ty: &Type, name: &str, core: &TokenStream) -> TokenStream {
    let (first, last) = ends(ty);
    let name = Ident::new(name, first);
    let itself = Ident::new("Itself", last);
    quote_spanned!(first=> <#ty as #core::fields::known::#name>::#itself)
}

/// A path of core's with arguments, at a type as if it stood there: what is wrong with the type is reported there then.
pub(super) fn at(ty: &Type, path: &TokenStream, arguments: &TokenStream) -> TokenStream {
    let (first, last) = ends(ty);
    let path = path.clone().into_iter().map(|mut token| {
        // `$crate` is told from `crate` by its span.
        if token.to_string() != "$crate" {
            token.set_span(first);
        }
        token
    });
    let path: TokenStream = path.collect();
    let close = quote_spanned!(last=> >);
    quote_spanned!(first=> #path<#arguments #close)
}

/// Code that stands at a type, with all of its tokens: what is wrong with the type is told there.
pub(super) fn all_at(ty: &Type, code: TokenStream) -> TokenStream {
    let (span, _) = ends(ty);
    respanned(code, span)
}

/// The lints that speak of generated code, which stands at the user's types and counts as theirs.
pub(super) fn lints() -> TokenStream {
    quote! {
        deprecated, unused_qualifications, clippy::absolute_paths, clippy::missing_inline_in_public_items,
        clippy::option_option, clippy::type_complexity
    }
}

fn respanned(code: TokenStream, span: Span) -> TokenStream {
    let tokens = code.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = TokenTree::Group(Group::new(group.delimiter(), respanned(group.stream(), span)));
        }
        token.set_span(span);
        token
    });
    tokens.collect()
}

/// Where the tokens of a type begin, and where the last of them does.
pub(super) fn ends(ty: &Type) -> (Span, Span) {
    let mut tokens = ty.to_token_stream().into_iter();
    let span = |token: &TokenTree| token.span();
    let first = tokens.next();
    let last = tokens.last();
    let first = first.as_ref().map_or_else(Span::call_site, span);
    (first, last.as_ref().map_or(first, span))
}

struct Known<'a> {
    core: &'a TokenStream,
}

impl Known<'_> {
    /// Asks for the trait where the type has no parts that are asked.
    fn named(&self, ty: &mut Type, name: &str) {
        match shape(ty) {
            Shape::Subclass => self.arguments(ty, &["IsObject"]),
            _ if name == "IsListed" => self.ask(ty, name),
            Shape::Text | Shape::Int | Shape::Float | Shape::Bool | Shape::Copy => {}
            Shape::Boxed(inner) => match inner {
                Type::TraitObject(object) if names_any_object(&object) => {}
                Type::TraitObject(_) => self.ask(ty, name),
                _ => self.arguments(ty, &["IsBoxed"]),
            },
            Shape::List(_) => self.arguments(ty, &["IsFieldType"]),
            Shape::Dict if is_named(ty, "BTreeMap") => self.arguments(ty, &["IsSortedKey", "IsFieldType"]),
            Shape::Dict => self.arguments(ty, &["IsHashedKey", "IsFieldType"]),
            Shape::Set if is_named(ty, "BTreeSet") => self.arguments(ty, &["IsSorted"]),
            Shape::Set => self.arguments(ty, &["IsHashed"]),
            Shape::Other if is_named(ty, "Option") => self.arguments(ty, &["IsFieldType"]),
            Shape::Other => self.ask(ty, name),
        }
    }

    /// Asks each of the first arguments of a type for its trait.
    fn arguments(&self, ty: &mut Type, names: &[&str]) {
        let Some(PathArguments::AngleBracketed(given)) = last_arguments(ty) else { return };
        let types = given.args.iter_mut().filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
        for (ty, name) in types.zip(names) {
            self.named(ty, name);
        }
    }

    fn ask(&self, ty: &mut Type, name: &str) {
        *ty = Type::Verbatim(asked(ty, name, self.core));
    }
}

fn is_named(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name)
}

fn last_arguments(ty: &mut Type) -> Option<&mut PathArguments> {
    match ty {
        Type::Path(path) => path.path.segments.last_mut().map(|segment| &mut segment.arguments),
        Type::Group(group) => last_arguments(&mut group.elem),
        Type::Paren(paren) => last_arguments(&mut paren.elem),
        _ => None,
    }
}
