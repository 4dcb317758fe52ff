//! Signatures as people write them, in documentation alone: an attribute that the derives put on their own blocks. What
//! stands there for the messages of the compiler goes; what only the compiler knows of a type is asked of the macro beside
//! it, see `shared`. Rustdoc reads signatures and no bodies.
//!
//! A type with no macro beside it is imported too, within a block in a block: its name is one macro of core's in the outer
//! one, and what the import finds, if there is a macro, in the inner one.

use std::iter::Peekable;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree, token_stream};
use quote::{ToTokens as _, format_ident, quote};
use syn::{GenericArgument, Path, PathArguments, Type};

use super::shared::macro_path;
use crate::syntax::{Shape, last_segment, option_argument, plain, shape};

/// The item as people would write it. The arguments are the path of core, and items that stand beside it.
pub(crate) fn expand_written(args: TokenStream, item: TokenStream) -> TokenStream {
    let args: Vec<_> = args.into_iter().collect();
    let mut args = args.splitn(2, |token| is_punct(token, ','));
    let mut next = || args.next().into_iter().flatten().cloned().collect::<TokenStream>();
    let (core, beside) = (next(), next());
    let is_trait = item.clone().into_iter().any(|token| is_word(&token, "trait"));
    let mut written = Written { core, is_trait, paths: Vec::new() };
    let (item, beside) = (written.tokens(item), written.tokens(beside));
    let Written { core, paths, .. } = written;
    if paths.is_empty() {
        return quote!(#item #beside);
    }
    let names = (0..paths.len()).map(type_name);
    let also = names.clone();
    quote! {
        const _: () = {
            #(#[allow(unused_imports)] use #core::__page_of_any as #names;)*
            const _: () = {
                #(#[allow(unused_imports)] use #paths as #also;)*
                #item
                #beside
            };
        };
    }
}

fn type_name(index: usize) -> Ident {
    format_ident!("__Type{index}", span = Span::call_site())
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

struct Written {
    /// The core crate.
    core: TokenStream,
    /// Whether it is a trait, which cannot stand in a block.
    is_trait: bool,
    /// The types whose macros are asked.
    paths: Vec<Path>,
}

impl Written {
    fn tokens(&mut self, tokens: TokenStream) -> TokenStream {
        let mut out = Vec::new();
        let mut rest = tokens.into_iter().peekable();
        while let Some(token) = rest.next() {
            match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.tokens(group.stream()));
                    inner.set_span(group.span());
                    out.push(TokenTree::Group(inner));
                }
                TokenTree::Ident(word) if rest.peek().is_some_and(|next| is_punct(next, '<')) => {
                    self.word(word, &mut out, &mut rest);
                }
                token => out.push(token),
            }
        }
        out.into_iter().collect()
    }

    /// A word before `<`: a path of core's is written otherwise.
    fn word(&mut self, word: Ident, out: &mut Vec<TokenTree>, rest: &mut Peekable<token_stream::IntoIter>) {
        let within = match word.to_string().as_str() {
            "Held" => quote!(fields::),
            "TypeOf" => quote!(__private::),
            "FieldRef" | "Key" => TokenStream::new(),
            _ => return out.push(TokenTree::Ident(word)),
        };
        let core = &self.core;
        let before = [quote!(#core::#within), quote!(__vo::#within)];
        let before = before.map(|path| path.into_iter().collect::<Vec<_>>());
        let Some(before) = before.iter().find(|path| ends_with(out, path)) else {
            return out.push(TokenTree::Ident(word));
        };
        let given = arguments(rest);
        if let Some(instead) = self.instead(&word, given.clone()) {
            out.truncate(out.len() - before.len());
            out.extend(instead);
        } else {
            let given = self.tokens(given);
            out.extend(quote!(#word<#given>));
        }
    }

    fn instead(&mut self, word: &Ident, given: TokenStream) -> Option<TokenStream> {
        if word == "Held" {
            return Some(given);
        }
        let Type::Path(whole) = syn::parse2::<Type>(quote!(#word<#given>)).ok()? else { return None };
        let PathArguments::AngleBracketed(given) = &whole.path.segments.last()?.arguments else {
            return None;
        };
        let mut types = given.args.iter().filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
        match (word.to_string().as_str(), types.next()?, types.next(), types.next()) {
            ("TypeOf", ty, ..) => Some(self.asked(ty).unwrap_or_else(|| {
                let core = &self.core;
                quote!(#core::__page_of_any)
            })),
            ("FieldRef", ty, ..) => Some(self.getter(ty)),
            ("Key", owner, Some(ty), Some(state)) => self.key(owner, ty, state),
            _ => None,
        }
    }

    /// The macro beside a type.
    fn asked(&mut self, ty: &Type) -> Option<TokenStream> {
        let path = macro_path(ty).filter(|_| !self.is_trait)?;
        let same = |other: &Path| other.to_token_stream().to_string() == path.to_token_stream().to_string();
        let index = self.paths.iter().position(same).unwrap_or_else(|| {
            self.paths.push(path.clone());
            self.paths.len() - 1
        });
        Some(type_name(index).into_token_stream())
    }

    fn getter(&mut self, ty: &Type) -> TokenStream {
        if let Some(known) = lent(ty) {
            return known;
        }
        let asked = self.asked(ty);
        let core = &self.core;
        let of_any = quote!(<#ty as #core::FieldType>::Ref<'_>);
        match asked {
            Some(name) => quote!(#name! { {#core::__page} choice {#ty} {&#ty} {#of_any} }),
            None => of_any,
        }
    }

    /// A key whose column depends on a type; none for any other.
    fn key(&mut self, owner: &Type, ty: &Type, state: &Type) -> Option<TokenStream> {
        let PathArguments::AngleBracketed(given) =
            &last_segment(state).filter(|last| last.ident == "ColumnOf")?.arguments
        else {
            return None;
        };
        let Some(GenericArgument::Type(state)) = given.args.last() else { return None };
        let asked = match column(ty) {
            Column::Of(ty) => self.asked(&ty),
            _ => None,
        };
        let core = &self.core;
        // What is usual is left out.
        let is_usual = last_segment(state).is_some_and(|last| last.ident == "Stored");
        let state = (!is_usual).then(|| quote!(, #state));
        let stored = quote!(#core::Key<#owner, #ty #state>);
        let unstored = quote!(#core::Key<#owner, #ty, #core::fields::NoColumn>);
        Some(match (asked, column(ty)) {
            (Some(name), _) => quote!(#name! { {#core::__page} choice {#stored} {#unstored} {#stored} }),
            (None, Column::None) => unstored,
            (None, _) => stored,
        })
    }
}

/// Whether a type has a column.
enum Column {
    /// It has one.
    Some,
    /// It holds objects, which have none.
    None,
    /// As this one, which only the compiler knows.
    Of(Box<Type>),
}

fn column(ty: &Type) -> Column {
    let last = |ty: &Type| match &last_segment(ty)?.arguments {
        PathArguments::AngleBracketed(given) => match given.args.last()? {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        },
        _ => None,
    };
    match shape(ty) {
        Shape::Boxed(_) | Shape::Subclass => Column::None,
        Shape::List(item) => column(&item),
        Shape::Dict | Shape::Set => last(ty).map_or(Column::Some, |item| column(&item)),
        Shape::Other => match option_argument(ty) {
            Some(inner) => column(inner),
            None if lent(ty).is_none() => Column::Of(Box::new(ty.clone())),
            None => Column::Some,
        },
        _ => Column::Some,
    }
}

/// What the getter gives of a type of core's that is not a shape of its own, and of its like.
fn lent(ty: &Type) -> Option<TokenStream> {
    let last = last_segment(ty)?;
    let first = || match &last.arguments {
        PathArguments::AngleBracketed(given) => given.args.first(),
        _ => None,
    };
    Some(match plain(&last.ident).as_str() {
        "SensitiveString" | "Json" => quote!(&#ty),
        "Text" | "JsonOf" => {
            let inner = first()?;
            quote!(&#inner)
        }
        "VersionPredicate" => quote!(&::core::primitive::str),
        "PathBuf" => quote!(&::std::path::Path),
        "Bounded" => quote!(::core::primitive::i64),
        "NonNegativeFloat" => quote!(::core::primitive::f64),
        "FlexibleBoolean" => quote!(::core::primitive::bool),
        "Ipv4AndV6Addr" => quote!(::core::net::IpAddr),
        _ => return None,
    })
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn ends_with(tokens: &[TokenTree], end: &[TokenTree]) -> bool {
    let Some(start) = tokens.len().checked_sub(end.len()) else { return false };
    tokens[start..].iter().zip(end).all(|(one, other)| one.to_string() == other.to_string())
}

/// What stands between `<` and its `>`, both of which are taken.
fn arguments(rest: &mut Peekable<token_stream::IntoIter>) -> TokenStream {
    let mut given = Vec::new();
    let mut depth = 0;
    for token in rest {
        let is_arrow = is_punct(&token, '>') && given.last().is_some_and(|before| is_punct(before, '-'));
        if is_punct(&token, '<') {
            depth += 1;
        } else if is_punct(&token, '>') && !is_arrow {
            depth -= 1;
        }
        if depth == 0 {
            break;
        }
        given.push(token);
    }
    given.into_iter().skip(1).collect()
}
