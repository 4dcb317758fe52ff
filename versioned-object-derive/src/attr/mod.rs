//! Reading attributes: one key at a time, so that a mistake in one does not hide the others.

pub(crate) mod enums;
pub(crate) mod field;
pub(crate) mod mixin;
pub(crate) mod object;
mod remotable;
mod value;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Ident, Meta, Path, Token};

use crate::ctxt::Ctxt;
use crate::model::Spanned;
use crate::names;

/// A place where keys may stand.
pub(crate) struct Place {
    /// The attribute's name.
    pub(crate) attr: &'static str,
    /// What it stands on.
    pub(crate) on: &'static str,
    /// The keys it takes.
    pub(crate) keys: &'static [&'static str],
}

/// `#[versioned_object(…)]` on a struct.
pub(crate) const OBJECT: Place = Place {
    attr: "versioned_object",
    on: "the struct",
    keys: &[
        "version",
        "name",
        "namespace",
        "serial_namespace",
        "fingerprint",
        "extra_fields",
        "table",
        "key",
        "project",
        "soft_delete",
        "timestamps",
        "null_integers",
        "list_of",
        "relationships",
        "child_versions",
        "note",
        "remotable",
        "extends",
        "subclass_of",
        "comparable",
        "dict",
        "hooks",
        "crate",
    ],
};

/// `#[field(…)]` on a field.
pub(crate) const FIELD: Place = Place {
    attr: "field",
    on: "a field",
    keys: &[
        "default",
        "fingerprint_default",
        "read_only",
        "since",
        "until",
        "changed",
        "renamed",
        "value",
        "rename",
        "sensitive",
        "object",
        "validate",
        "column",
        "no_column",
        "sql_type",
        "to_column",
        "flatten",
    ],
};

/// `#[field_mixin(…)]` on a struct.
pub(crate) const MIXIN: Place =
    Place { attr: "field_mixin", on: "the struct", keys: &["access", "build", "crate"] };

/// `#[enum_field(…)]` on an enum.
pub(crate) const ENUM: Place = Place {
    attr: "enum_field",
    on: "the enum",
    keys: &["name", "anonymous", "brackets", "rename_all", "fingerprint_values", "crate"],
};

/// `#[enum_field(…)]` on a variant.
pub(crate) const VARIANT: Place = Place { attr: "enum_field", on: "a variant", keys: &["rename", "to"] };

/// `#[object_methods(…)]` on an impl block.
pub(crate) const METHODS: Place = Place { attr: "object_methods", on: "the impl block", keys: &["crate"] };

/// A key as written.
pub(crate) struct Key {
    /// Its text.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) span: Span,
}

/// What a handler made of a key.
pub(crate) enum Handled {
    /// It is known, and its value was read.
    Yes,
    /// It is not one of this place.
    Unknown,
}

/// A key that may be given once.
pub(crate) struct Slot<T> {
    value: Option<Spanned<T>>,
    /// Where the key was first given, also when its value was wrong.
    given: Option<Span>,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { value: None, given: None }
    }
}

impl<T> Slot<T> {
    /// Reads the key's value with `read`; a second time it is a mistake.
    fn fill(
        &mut self,
        cx: &Ctxt,
        key: &Key,
        read: impl FnOnce() -> syn::Result<(T, Span)>,
    ) -> syn::Result<Handled> {
        if let Some(first) = self.given {
            twice(cx, key, first);
            read()?;
            return Ok(Handled::Yes);
        }
        self.given = Some(key.span);
        let (value, span) = read()?;
        self.value = Some(Spanned { value, span, key: key.span });
        Ok(Handled::Yes)
    }

    /// The value with its places.
    pub(crate) fn spanned(self) -> Option<Spanned<T>> {
        self.value
    }

    /// The value alone.
    pub(crate) fn value(self) -> Option<T> {
        self.value.map(|spanned| spanned.value)
    }

    /// A look at the value.
    pub(crate) fn get(&self) -> Option<&Spanned<T>> {
        self.value.as_ref()
    }

    /// Whether the key was given, even with a wrong value.
    pub(crate) fn is_given(&self) -> bool {
        self.given.is_some()
    }
}

/// Reports a key that was given before.
fn twice(cx: &Ctxt, key: &Key, first: Span) {
    cx.error_twice(
        key.span,
        format!("`{}` is given twice: remove one of the two", key.name),
        first,
        "first given here",
    );
}

/// Reads every attribute of a place and calls `handle` for every key in it.
pub(crate) fn each_key(
    cx: &Ctxt,
    attrs: &[Attribute],
    place: &Place,
    others: &[&Place],
    mut handle: impl FnMut(&Key, ParseStream<'_>) -> syn::Result<Handled>,
) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(place.attr)) {
        let Meta::List(list) = &attr.meta else {
            cx.error_at(&attr.meta, format!("write keys in parentheses: `#[{}(…)]`", place.attr));
            continue;
        };
        let before = cx.count();
        let read = |input: ParseStream<'_>| {
            walk(cx, input, place, others, &mut handle);
            Ok(())
        };
        // Parentheses that a mistake left half read are one more error of syn's, about what was reported already.
        if let Err(error) = list.parse_args_with(read)
            && cx.count() == before
        {
            cx.push(error);
        }
    }
}

/// As [`each_key`], for what stands in the parentheses of an attribute macro.
pub(crate) fn each_key_of_args(
    cx: &Ctxt,
    args: TokenStream,
    place: &Place,
    others: &[&Place],
    mut handle: impl FnMut(&Key, ParseStream<'_>) -> syn::Result<Handled>,
) {
    let before = cx.count();
    let read = |input: ParseStream<'_>| {
        walk(cx, input, place, others, &mut handle);
        Ok(())
    };
    if let Err(error) = read.parse2(args)
        && cx.count() == before
    {
        cx.push(error);
    }
}

fn walk(
    cx: &Ctxt,
    input: ParseStream<'_>,
    place: &Place,
    others: &[&Place],
    handle: &mut impl FnMut(&Key, ParseStream<'_>) -> syn::Result<Handled>,
) {
    while !input.is_empty() {
        if let Ok(ident) = input.call(Ident::parse_any) {
            let key = Key { name: ident.to_string(), span: ident.span() };
            match handle(&key, input) {
                Ok(Handled::Yes) if !input.is_empty() && !input.peek(Token![,]) => {
                    cx.error(input.span(), format!("write `,` between `{}` and the next key", key.name));
                }
                Ok(Handled::Yes) => {}
                Ok(Handled::Unknown) => unknown(cx, &key, place, others),
                Err(error) => cx.push(error),
            }
        } else {
            cx.error(input.span(), format!("expected a key, one of {}", names::list(place.keys)));
        }
        while !input.is_empty() && !input.peek(Token![,]) && input.parse::<TokenTree>().is_ok() {}
        if input.parse::<Token![,]>().is_err() {
            break;
        }
    }
}

fn unknown(cx: &Ctxt, key: &Key, place: &Place, others: &[&Place]) {
    let name = &key.name;
    if let Some(other) = others.iter().find(|other| other.keys.contains(&name.as_str())) {
        let hint = if name == "rename" && place.on != FIELD.on {
            "; the name of the type itself is `name`"
        } else {
            ""
        };
        cx.error(
            key.span,
            format!("`{name}` belongs on {}: write `#[{}({name} …)]` there{hint}", other.on, other.attr),
        );
        return;
    }
    let guess =
        names::guess(name, place.keys).map_or(String::new(), |guess| format!(", did you mean `{guess}`?"));
    let end = if guess.is_empty() { ";" } else { "" };
    cx.error(
        key.span,
        format!(
            "unknown key `{name}` in `#[{}(…)]`{guess}{end} the keys here are {}",
            place.attr,
            names::list(place.keys)
        ),
    );
}

/// Reports attributes of another place: `#[field(…)]` on a struct, `#[versioned_object(…)]` on a field.
pub(crate) fn misplaced(cx: &Ctxt, attrs: &[Attribute], here: &str, others: &[&Place]) {
    for attr in attrs {
        if let Some(other) = others.iter().find(|other| attr.path().is_ident(other.attr)) {
            cx.error_at(
                attr.path(),
                format!("`#[{}(…)]` belongs on {}, not on {here}", other.attr, other.on),
            );
        }
    }
}

/// Where the core crate is, when nothing says otherwise.
pub(crate) fn default_core() -> Path {
    syn::parse_quote!(::versioned_object_core)
}

/// Reads the arguments of `#[object_methods]`: where the core crate is.
pub(crate) fn methods(cx: &Ctxt, args: TokenStream) -> Path {
    let mut core = Slot::default();
    each_key_of_args(cx, args, &METHODS, &[&OBJECT, &FIELD], |key, input| match key.name.as_str() {
        "crate" => core.fill(cx, key, || value::core(key, input)),
        _ => Ok(Handled::Unknown),
    });
    core.value().unwrap_or_else(default_core)
}
