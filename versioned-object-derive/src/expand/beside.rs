//! A hidden macro beside an enum, as `shared` has one beside an object: it tells pages that the type is an enum, and the
//! first of its values.

use proc_macro2::{Punct, Spacing, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Visibility;

use super::seen::Seen;
use crate::model::Enum;
use crate::syntax::plain;

/// How many enums of a name there were.
static SEEN: Seen = Seen::new();

pub(super) fn of_enum(model: &Enum) -> TokenStream {
    let Enum { ident, vis, .. } = model;
    // A stub says nothing.
    let Some(first) = model.variants.first().filter(|_| !model.class_name.is_empty()) else {
        return TokenStream::new();
    };
    let first = format!("{:?}", first.value);
    let name = plain(ident);
    let before = SEEN.before(name.clone());
    // Tests expand a type several times.
    let number = if cfg!(test) { 0 } else { before };
    let name = format_ident!("__page_of_enum_{name}_{number}", span = Span::call_site());
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
                #dollar(#dollar then)*! { {#dollar(#dollar asked)*} {enum #first} }
            };
        }

        #only_in_docs
        #[doc(hidden)]
        #[allow(unused_imports, unreachable_pub)]
        #vis use #name as #ident;
    }
}
