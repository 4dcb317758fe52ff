//! How a check is called, so that what it says stands at a word of the declaration.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens as _, quote};

/// The call of a function of core that fails the build: `(function)(arguments)`.
///
/// The compiler shows a call from its first token to its last, and these are parentheses at the word. No name of the
/// call stands there: an editor that looks for what the word means finds what has its place in the expansion.
pub(super) fn call(at: Span, function: &TokenStream, arguments: TokenStream) -> TokenStream {
    let parentheses = |inner| {
        let mut group = Group::new(Delimiter::Parenthesis, inner);
        group.set_span(at);
        group.into_token_stream()
    };
    let (function, arguments) = (parentheses(quote!(__vo::__private::#function)), parentheses(arguments));
    quote!(#function #arguments)
}

/// A constant that is such a call.
pub(super) fn constant(at: Span, function: &TokenStream, arguments: TokenStream) -> TokenStream {
    let call = call(at, function, arguments);
    quote!(const _: () = #call;)
}
