//! Types as generated code speaks of them: the names that the macro does not know are asked to be what they stand for.
//!
//! `Vec<Port>` becomes `Vec<<Port as IsFieldType>::Itself>`, which is the same type. All mentions of a field's type have
//! the same tokens at the same places, so the compiler tells a mistake in it once, at the name that is wrong.

use std::borrow::Cow;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type, TypePath};

use crate::syntax::{
    Shape, last_segment, names_any_object, only_type_argument, option_argument, primitive, same_tokens, shape,
};

/// Whether a type is seen to be one of a field: it is one of the language's, or an `Option` of such. Nobody has these names
/// for others, as for `String`, so nothing has to be asked of it, and the compiler need not prove it at each mention.
pub(super) fn is_plain(ty: &Type) -> bool {
    match (shape(ty), ty) {
        (Shape::Int | Shape::Float | Shape::Bool | Shape::Copy, _) => primitive(ty).is_some(),
        (Shape::Other, Type::Path(path)) if path.path.segments.len() == 1 => {
            option_argument(ty).is_some_and(is_plain)
        }
        _ => false,
    }
}

/// The type of a field.
pub(super) fn known<'a>(ty: &'a Type, core: &dyn ToTokens) -> Cow<'a, Type> {
    asked_for(ty, "IsFieldType", core)
}

/// What a list object lists.
pub(super) fn listed(ty: &Type) -> Cow<'_, Type> {
    asked_for(ty, "IsListed", &quote!(__vo))
}

/// What describes what a list object lists: of a type in `AnyOf` it is that type that is asked.
pub(super) fn described(ty: &Type) -> TokenStream {
    let object = listed_object(ty);
    let name = if same_tokens(object, ty) { quote!(IsListed) } else { quote!(IsObject) };
    let held = held(object, &quote!(__vo));
    all_at(object, quote!(<#held as __vo::fields::known::#name>::described))
}

/// The type of the objects in a list, without `AnyOf`.
pub(super) fn listed_object(ty: &Type) -> &Type {
    match shape(ty) {
        Shape::Subclass => last_segment(ty).and_then(only_type_argument).unwrap_or(ty),
        _ => ty,
    }
}

/// The type of the field of a list object that has what it lists.
pub(super) fn elements(ty: &Type, core: &dyn ToTokens) -> TokenStream {
    let mut ty = ty.clone();
    Known { core }.arguments(&mut ty, &["IsListed"]);
    ty.into_token_stream()
}

fn asked_for<'a>(ty: &'a Type, name: &str, core: &dyn ToTokens) -> Cow<'a, Type> {
    if is_unknown_name(ty) {
        return Cow::Owned(Type::Verbatim(asked(&held(ty, core), name, core)));
    }
    if name == "IsFieldType" && shape(ty).is_scalar() {
        return Cow::Borrowed(ty);
    }
    let mut ty = ty.clone();
    Known { core }.named(&mut ty, name);
    Cow::Owned(ty)
}

/// A type that is a name alone, and none that we know, as an argument of another, which is the same type: of a name that
/// is not there the compiler says other things where it is an argument, as it is in the user's `Attr<Name>`, and where it
/// is none. What is said at the same place in the same words is told once.
pub(super) fn held<'a>(ty: &'a Type, core: &dyn ToTokens) -> Cow<'a, Type> {
    if is_unknown_name(ty) {
        Cow::Owned(Type::Verbatim(at(ty, &quote!(#core::fields::Held), &quote!(#ty))))
    } else {
        Cow::Borrowed(ty)
    }
}

/// Whether it is a name alone of a type that may not be there.
fn is_unknown_name(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => matches!(shape(ty), Shape::Other) && path.path.get_ident().is_some(),
        Type::Group(group) => is_unknown_name(&group.elem),
        _ => false,
    }
}

/// The parameters of an item that has none, where those of the user's type would stand: what the compiler advises for a
/// name that is not there in the item is then what it advises for the name in the type.
pub(super) fn no_parameters(owner: &Ident) -> TokenStream {
    quote_spanned!(owner.span()=> <>)
}

/// The name of a constant that has none, which ends there too.
pub(super) fn no_name(owner: &Ident) -> TokenStream {
    quote_spanned!(owner.span()=> _)
}

/// A type that is asked to be one of a trait of core's.
pub(super) fn asked(ty: &Type, name: &str, core: &dyn ToTokens) -> TokenStream {
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
        if !matches!(&token, TokenTree::Ident(name) if name == "$crate") {
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
    respanned(code, span, &quote!(<>))
}

/// The same of an item of the user's type.
pub(super) fn item_at(ty: &Type, owner: &Ident, code: TokenStream) -> TokenStream {
    let (span, _) = ends(ty);
    respanned(code, span, &no_parameters(owner))
}

/// The lints that speak of generated code, which stands at the user's types and counts as theirs.
pub(super) fn lints() -> TokenStream {
    quote! {
        deprecated, non_snake_case, unused_qualifications, clippy::absolute_paths, clippy::missing_inline_in_public_items,
        clippy::missing_trait_methods, clippy::option_option, clippy::type_complexity
    }
}

/// Sets the span of all tokens, but for the parameters of an `impl`: where these stand some may be proposed.
fn respanned(code: TokenStream, span: Span, parameters: &TokenStream) -> TokenStream {
    let tokens = code.into_iter().flat_map(|mut token| {
        let is_impl = matches!(&token, TokenTree::Ident(word) if word == "impl");
        let after = if is_impl { parameters.clone() } else { TokenStream::new() };
        if let TokenTree::Group(group) = &token {
            token =
                TokenTree::Group(Group::new(group.delimiter(), respanned(group.stream(), span, parameters)));
        }
        token.set_span(span);
        [token].into_iter().chain(after)
    });
    tokens.collect()
}

/// Where the tokens of a type begin, and where the last of them does.
pub(super) fn ends(ty: &Type) -> (Span, Span) {
    if let Some(ends) = ends_of_path(ty) {
        return ends;
    }
    let mut tokens = ty.to_token_stream().into_iter();
    let span = |token: &TokenTree| token.span();
    let first = tokens.next();
    let last = tokens.last();
    let first = first.as_ref().map_or_else(Span::call_site, span);
    (first, last.as_ref().map_or(first, span))
}

/// The same of a path, as most types are, without asking the compiler for its tokens.
fn ends_of_path(ty: &Type) -> Option<(Span, Span)> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let (first, last) = (path.segments.first()?, path.segments.last()?);
    let first = path.leading_colon.map_or_else(|| first.ident.span(), |colon| colon.spans[0]);
    match &last.arguments {
        PathArguments::None => Some((first, last.ident.span())),
        PathArguments::AngleBracketed(given) => Some((first, given.gt_token.span)),
        PathArguments::Parenthesized(_) => None,
    }
}

struct Known<'a> {
    core: &'a dyn ToTokens,
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
            Shape::Other if is_named(ty, "JsonOf") => self.adapted(ty, "IsInJson"),
            Shape::Other if is_named(ty, "Text") => self.adapted(ty, "IsInText"),
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

    /// Asks the type in an adapter, of which it says the whole.
    fn adapted(&self, ty: &mut Type, name: &str) {
        let whole = ty.clone();
        let Some(PathArguments::AngleBracketed(given)) = last_arguments(ty) else {
            return self.ask(ty, "IsFieldType");
        };
        if let Some(GenericArgument::Type(inner)) = given.args.first_mut() {
            let (first, last) = ends(inner);
            let (name, itself, core) = (Ident::new(name, first), Ident::new("Itself", last), self.core);
            *inner = Type::Verbatim(
                quote_spanned!(first=> <#inner as #core::fields::known::#name<#whole>>::#itself),
            );
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
