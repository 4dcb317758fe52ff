//! A hidden macro beside an enum, as `shared` has one beside an object: it tells pages that the type is an enum, and the
//! first of its values; and one beside a type with a `FieldType` by hand, which tells what its getters give.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::{ImplItem, ItemImpl, Type, Visibility, parse_quote};

use super::seen::Seen;
use super::shared::macro_path;
use crate::model::Enum;
use crate::syntax::{plain, same_tokens};

/// How many types of a name there were.
static SEEN: Seen = Seen::new();

pub(super) fn of_enum(model: &Enum) -> TokenStream {
    // A stub says nothing.
    let Some(first) = model.variants.first().filter(|_| !model.class_name.is_empty()) else {
        return TokenStream::new();
    };
    let first = format!("{:?}", first.value);
    beside(&model.ident, &model.vis, "enum", &quote!(enum #first))
}

/// What `#[field_type]` leaves: the impl, and beside it what it says of the getters of its type, if that is the type itself
/// or a reference to it.
pub(crate) fn of_field_type(item: &ItemImpl) -> TokenStream {
    let path = macro_path(&item.self_ty).filter(|path| path.get_ident().is_some());
    let macros = path.as_ref().and_then(|path| path.get_ident()).zip(lent(item)).map(|(ident, told)| {
        // The impl does not say who sees the type. Who does not see it does not find its macro either.
        beside(ident, &parse_quote!(pub), "type", &told)
    });
    quote!(#item #macros)
}

/// How the getters lend a value.
fn lent(item: &ItemImpl) -> Option<TokenStream> {
    let given = item.items.iter().find_map(|item| match item {
        ImplItem::Type(given) if given.ident == "Ref" => Some(&given.ty),
        _ => None,
    })?;
    let is_self = |ty: &Type| same_tokens(ty, &item.self_ty) || ty.to_token_stream().to_string() == "Self";
    match given {
        Type::Reference(reference) if reference.mutability.is_none() && is_self(&reference.elem) => {
            Some(quote!(any reference))
        }
        given if is_self(given) => Some(quote!(any value)),
        _ => None,
    }
}

/// The macro, which tells these words.
fn beside(ident: &Ident, vis: &Visibility, kind: &str, told: &TokenStream) -> TokenStream {
    let name = plain(ident);
    let before = SEEN.before(name.clone());
    // Tests expand a type several times.
    let number = if cfg!(test) { 0 } else { before };
    let name = format_ident!("__page_of_{kind}_{name}_{number}", span = Span::call_site());
    // Other crates see what is compiled without `cfg(doc)`.
    let (only_in_docs, export) = match vis {
        Visibility::Public(_) => (None, Some(quote!(#[allow(non_local_definitions)] #[macro_export]))),
        _ => (Some(quote!(#[cfg(doc)])), None),
    };
    let dollar = Punct::new('$', Spacing::Alone);
    quote! {
        #only_in_docs
        #[doc(hidden)]
        #export
        macro_rules! #name {
            ({#dollar(#dollar then:tt)*} #dollar(#dollar asked:tt)*) => {
                #dollar(#dollar then)*! { {#dollar(#dollar asked)*} {#told} }
            };
        }

        #only_in_docs
        #[doc(hidden)]
        #[allow(unused_imports, unreachable_pub, clippy::pub_use)]
        #vis use #name as #ident;
    }
}
