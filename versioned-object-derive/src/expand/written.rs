//! Signatures as people write them, in documentation alone: an attribute that the derives put on their own blocks. What
//! stands there for the messages of the compiler goes; what only the compiler knows of a type is asked of the macro beside
//! it, see `shared`. Rustdoc reads signatures and no bodies.
//!
//! A type with no macro beside it is imported too, within a block in a block: its name is one macro of core's in the outer
//! one, and what the import finds, if there is a macro, in the inner one. A trait cannot stand in a block: see `noted`.

use std::iter::Peekable;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree, token_stream};
use quote::{ToTokens as _, format_ident, quote};
use syn::{GenericArgument, Path, PathArguments, Type};

use super::noted::{Later, Told};
use super::shared::macro_path;
use crate::syntax::{Shape, last_segment, option_argument, plain, shape, type_text};

/// The item as people would write it. The arguments are the path of core, and items that stand beside it.
pub(crate) fn expand_written(args: TokenStream, item: TokenStream) -> TokenStream {
    let args: Vec<_> = args.into_iter().collect();
    let mut args = args.splitn(2, |token| is_punct(token, ','));
    let mut next = || args.next().into_iter().flatten().cloned().collect::<TokenStream>();
    let (core, beside) = (next(), next());
    let mut written = Written::of(core);
    let is_trait = item.clone().into_iter().any(|token| is_word(&token, "trait"));
    let (plain, beside) = (written.tokens(item.clone()), written.tokens(beside));
    let Written { core, paths, words, .. } = written;
    let item_with_words = with_words(plain, &words);
    if paths.is_empty() {
        return quote!(#item_with_words #beside);
    }
    if !is_trait {
        return imported(&core, &paths, &quote!(#item_with_words #beside));
    }
    let later = Later::new(core, paths.len());
    let questions = imported(&later.core, &paths, &later.questions((0..paths.len()).map(type_name)));
    let item = later.tokens(item);
    quote!(#questions #item #beside)
}

/// The trait as people would write it, where its types have told what they are, and else the same a round later.
pub(crate) fn expand_noted(args: TokenStream, item: TokenStream) -> TokenStream {
    let Ok(later) = syn::parse2::<Later>(args) else { return item };
    match later.told() {
        Ok((core, told)) => {
            let mut written = Written { told: Some(told), ..Written::of(core) };
            let item = written.tokens(item);
            with_words(item, &written.words)
        }
        Err(later) => later.tokens(item),
    }
}

/// Items within a block in which each type is a macro by its name here.
fn imported(core: &TokenStream, paths: &[Path], items: &TokenStream) -> TokenStream {
    let names = (0..paths.len()).map(type_name);
    let also = names.clone();
    quote! {
        const _: () = {
            #(#[allow(unused_imports)] use #core::__page_of_any as #names;)*
            const _: () = {
                #(#[allow(unused_imports)] use #paths as #also;)*
                #items
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

/// Puts words behind those of an item, before what it is.
fn with_words(item: TokenStream, words: &[TokenStream]) -> TokenStream {
    let words = (!words.is_empty()).then(|| quote!(#[doc = ::core::concat!(#(#words),*)]));
    let mut rest = item.into_iter().peekable();
    let mut out = TokenStream::new();
    while rest.peek().is_some_and(|next| is_punct(next, '#')) {
        out.extend(rest.by_ref().take(2));
    }
    quote!(#out #words).into_iter().chain(rest).collect()
}

struct Written {
    /// The core crate.
    core: TokenStream,
    /// The types whose macros are asked.
    paths: Vec<Path>,
    /// What their macros told, where that is known already.
    told: Option<Vec<Told>>,
    /// Words, each of a type, for what the signatures cannot say.
    words: Vec<TokenStream>,
}

impl Written {
    fn of(core: TokenStream) -> Self {
        Self { core, paths: Vec::new(), told: None, words: Vec::new() }
    }

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
            ("TypeOf", ty, ..) => Some(match self.asked(ty) {
                Some(index) => type_name(index).into_token_stream(),
                None => {
                    let core = &self.core;
                    quote!(#core::__page_of_any)
                }
            }),
            ("FieldRef", ty, ..) => Some(self.getter(ty)),
            ("Key", owner, Some(ty), Some(state)) => self.key(owner, ty, state),
            _ => None,
        }
    }

    /// The number of a type whose macro is asked.
    fn asked(&mut self, ty: &Type) -> Option<usize> {
        let path = macro_path(ty)?;
        let same = |other: &Path| other.to_token_stream().to_string() == path.to_token_stream().to_string();
        Some(self.paths.iter().position(same).unwrap_or_else(|| {
            self.paths.push(path.clone());
            self.paths.len() - 1
        }))
    }

    /// What stands there for an enum, for an object, and for any other type.
    fn choice(&self, index: usize, [of_enum, of_object, of_any]: [TokenStream; 3]) -> TokenStream {
        let Some(told) = &self.told else {
            let (name, core) = (type_name(index), &self.core);
            return quote!(#name! { {#core::__page} choice {#of_enum} {#of_object} {#of_any} });
        };
        match told.get(index) {
            Some(Told::Enum) => of_enum,
            Some(Told::Object) => of_object,
            _ => of_any,
        }
    }

    /// What stands there for a type whose getters give a value, for one whose give a reference, and for any other type.
    fn given(&self, index: usize, [value, reference, of_any]: [TokenStream; 3]) -> TokenStream {
        let Some(told) = &self.told else {
            let (name, core) = (type_name(index), &self.core);
            return quote!(#name! { {#core::__page} given {#value} {#reference} {#of_any} });
        };
        match told.get(index) {
            Some(Told::Enum | Told::Value) => value,
            Some(Told::Object | Told::Reference) => reference,
            _ => of_any,
        }
    }

    fn getter(&mut self, ty: &Type) -> TokenStream {
        if let Some(known) = lent(ty) {
            return known;
        }
        let core = &self.core;
        let of_any = quote!(<#ty as #core::FieldType>::Ref<'_>);
        let name = type_text(ty);
        let words = format!(
            "\n`<{name} as FieldType>::Ref<'_>` stands where `{name}` itself says what is given: it is `Ref` of its \
             `FieldType`.\n"
        );
        match self.asked(ty) {
            Some(index) => {
                let words = self.given(index, [quote!(""), quote!(""), quote!(#words)]);
                if !self.words.iter().any(|known| known.to_string() == words.to_string()) {
                    self.words.push(words);
                }
                self.given(index, [quote!(#ty), quote!(&#ty), of_any])
            }
            None => {
                self.words.push(quote!(#words));
                of_any
            }
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
            (Some(index), _) => self.choice(index, [stored.clone(), unstored, stored]),
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
