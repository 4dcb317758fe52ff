//! What the macros beside types told, for the signatures of traits: a trait cannot stand in a block, where such a macro is
//! found whether it is there or not, so that the macros write down here what the types are, and the trait is written
//! later.
//!
//! The compiler expands what a crate has in rounds, in one process. What an import is needed for is expanded in a later
//! round than what asked for it, and there the answers are. Where one is missing after some rounds, the type is taken for
//! one of which nothing is known.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::LitInt;
use syn::parse::{Parse, ParseStream};

use super::seen::Seen;

/// What the macro beside a type tells of it.
#[derive(Clone, Copy)]
pub(super) enum Told {
    /// It is an enum.
    Enum,
    /// It is an object.
    Object,
    /// It is another type, whose getters give a value.
    Value,
    /// It is another type, whose getters give a reference.
    Reference,
    /// It is another type, and nothing is known of it.
    Any,
}

/// How many traits asked.
static TRAITS: Seen = Seen::new();

/// What was told, by the number of the trait and that of the type in it.
static TOLD: Mutex<BTreeMap<(usize, usize), Told>> = Mutex::new(BTreeMap::new());

/// How many rounds are waited for an answer that is not there.
const ROUNDS: usize = 3;

/// A trait that is written later.
pub(super) struct Later {
    /// Its number.
    key: usize,
    /// How many types were asked.
    count: usize,
    /// How many rounds are left.
    rounds: usize,
    /// The core crate.
    pub(super) core: TokenStream,
}

impl Later {
    pub(super) fn new(core: TokenStream, count: usize) -> Self {
        Self { key: TRAITS.before(String::new()), count, rounds: ROUNDS, core }
    }

    /// What asks the types, whose macros have these names there. It stands in a block of its own: a macro that was not
    /// expanded yet might define any name where it stands, those of the types too.
    pub(super) fn questions(&self, names: impl Iterator<Item = Ident>) -> TokenStream {
        let Self { key, core, .. } = self;
        let types = 0..self.count;
        quote! {
            const _: () = {
                #(#names! { {#core::__private::noted} #key #types })*
            };
        }
    }

    /// The trait, which an import delays.
    pub(super) fn tokens(&self, item: TokenStream) -> TokenStream {
        let Self { key, count, rounds, core } = self;
        let name = format_ident!("__as_noted_{key}_{rounds}", span = Span::call_site());
        quote! {
            #[allow(unused_imports)]
            use #core::__private::as_noted as #name;
            #[#name(#key #count #rounds #core)]
            #item
        }
    }

    /// The core crate and what was told; if not all was, the trait waits.
    pub(super) fn told(self) -> Result<(TokenStream, Vec<Told>), Self> {
        let told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
        let told: Vec<_> = (0..self.count).map(|ty| told.get(&(self.key, ty)).copied()).collect();
        if self.rounds > 0 && told.iter().any(Option::is_none) {
            return Err(Self { rounds: self.rounds - 1, ..self });
        }
        Ok((self.core, told.into_iter().map(|told| told.unwrap_or(Told::Any)).collect()))
    }
}

impl Parse for Later {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (key, count, rounds) = (number(input)?, number(input)?, number(input)?);
        Ok(Self { key, count, rounds, core: input.parse()? })
    }
}

/// Writes down what a macro tells: the numbers it was asked with, in braces, and what it says of its type, in others.
pub(crate) fn note(tokens: TokenStream) {
    let groups = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let groups: Vec<_> = groups.collect();
    let [asked, told] = groups.as_slice() else { return };
    let mut told = told.clone().into_iter();
    let told = match (told.next(), told.next()) {
        (Some(TokenTree::Ident(word)), _) if word == "enum" => Told::Enum,
        (Some(TokenTree::Group(group)), _) if group.delimiter() == Delimiter::Bracket => Told::Object,
        (_, Some(TokenTree::Ident(word))) if word == "value" => Told::Value,
        (_, Some(TokenTree::Ident(word))) if word == "reference" => Told::Reference,
        _ => Told::Any,
    };
    if let Ok(Asked(key, ty)) = syn::parse2(asked.clone()) {
        TOLD.lock().unwrap_or_else(PoisonError::into_inner).insert((key, ty), told);
    }
}

/// The numbers that a macro is asked with.
struct Asked(usize, usize);

impl Parse for Asked {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self(number(input)?, number(input)?))
    }
}

fn number(input: ParseStream<'_>) -> syn::Result<usize> {
    input.parse::<LitInt>()?.base10_parse()
}
