//! `#[object_methods(…)]`.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, Error, Ident, ImplItem, ItemImpl, Meta, Path};

use super::reader::each_key_of_args;
use super::slot::{Key, Slot};
use super::{remotable, value};
use crate::ctxt::Ctxt;
use crate::keys::{AttributeTable as _, FieldKey, Form, MethodsKey, ObjectKey};
use crate::model::Remotable;

/// The attribute that says what a method is in Python.
const PYTHON: &str = "python";

/// The keys of `#[object_methods(…)]` as given.
#[derive(Default)]
pub(crate) struct MethodsAttrs {
    /// `crate = path`
    pub(crate) core: Slot<Path>,
}

impl MethodsAttrs {
    /// Reads the arguments of the attribute.
    pub(crate) fn read(cx: &Ctxt, args: TokenStream) -> Self {
        let mut this = Self::default();
        each_key_of_args(cx, args, &[ObjectKey::PLACE, FieldKey::PLACE], |known, key, input| match known {
            MethodsKey::Crate => this.core.fill(cx, key, input, value::core),
        });
        this
    }

    /// What `#[python(…)]` says of a method, which has to be recorded.
    pub(crate) fn python(cx: &Ctxt, attrs: &[Attribute], is_recorded: bool) -> Option<Remotable> {
        let mut given = attrs.iter().filter(|attr| is_python(attr));
        let first = given.next()?;
        if let Some(second) = given.next() {
            cx.error_twice(
                second.span(),
                "a method is one in Python: remove one of the two",
                first.span(),
                "first given",
            );
        }
        if !is_recorded {
            cx.error_at(first, "only methods that are `pub`, and not hidden, are recorded");
            return None;
        }
        let form = Form::Parens("get_all(cls, context, filters = \"None\")");
        let key = Key { name: PYTHON.to_owned(), form, span: first.path().span() };
        let read = match &first.meta {
            Meta::List(list) => list.parse_args_with(|input: ParseStream<'_>| {
                let method = remotable::method(&key, input)?;
                value::comma(&key, input)?;
                if input.is_empty() {
                    Ok(method)
                } else {
                    Err(input.error("a method is one in Python: remove this one"))
                }
            }),
            other => Err(Error::new_spanned(
                other,
                format!("say what the method is in Python: `#[{PYTHON}({})]`", key.form.example()),
            )),
        };
        read.map_err(|error| cx.push(error)).ok()
    }
}

/// The conditions under which a method is recorded, as attributes: those under which it is there, and not hidden.
pub(crate) fn conditions(attrs: &[Attribute]) -> Vec<TokenStream> {
    attrs.iter().filter_map(|attr| condition(&attr.meta)).collect()
}

fn condition(meta: &Meta) -> Option<TokenStream> {
    let path = meta.path();
    if path.is_ident("cfg") {
        return Some(meta.to_token_stream());
    }
    if is_hidden(meta) {
        return Some(quote!(cfg(any())));
    }
    let list = meta.require_list().ok().filter(|_| path.is_ident("cfg_attr"))?;
    let tokens: Vec<_> = list.tokens.clone().into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let mut parts = tokens.split(is_comma).map(|part| part.iter().cloned().collect::<TokenStream>());
    let predicate = parts.next()?;
    let given: Vec<_> = parts.filter_map(|part| condition(&syn::parse2(part).ok()?)).collect();
    (!given.is_empty()).then(|| quote!(cfg_attr(#predicate, #(#given),*)))
}

/// Whether it is `doc(hidden)`.
pub(crate) fn is_hidden(meta: &Meta) -> bool {
    let Meta::List(list) = meta else { return false };
    list.path.is_ident("doc") && list.parse_args::<Ident>().is_ok_and(|ident| ident == "hidden")
}

fn is_python(attr: &Attribute) -> bool {
    attr.path().is_ident(PYTHON)
}

/// The block as it is without what is said of Python, which is no attribute of Rust; none where nothing is said.
pub(crate) fn without_python(item: &ItemImpl) -> Option<ItemImpl> {
    let mut bare = item.clone();
    let mut is_said = false;
    for inner in &mut bare.items {
        if let ImplItem::Fn(function) = inner {
            let before = function.attrs.len();
            function.attrs.retain(|attr| !is_python(attr));
            is_said |= function.attrs.len() < before;
        }
    }
    is_said.then_some(bare)
}
