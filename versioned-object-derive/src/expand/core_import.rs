//! The core crate where a declaration says it is.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::Ident;

use crate::model::Core;

/// The import of the core crate under the name that the code of a type has for it, where `crate` gives a path: all else
/// goes through it, so that a path to nothing is one error, at the path. What is imported is the name that the core crate
/// has for itself, which another crate has not.
pub(super) fn core_import(core: &Core) -> Option<TokenStream> {
    let given = core.imported.as_ref()?;
    let last = given.to_token_stream().into_iter().last().map_or_else(Span::call_site, |token| token.span());
    let itself = Ident::new("versioned_object_core", last);
    let mut name = core.path.require_ident().ok()?.clone();
    name.set_span(last);
    Some(quote_spanned! {last=>
        #[doc(hidden)]
        #[allow(unused_imports, unused_qualifications)]
        use #given::#itself as #name;
    })
}
