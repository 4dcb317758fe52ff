//! `#[enum_field(…)]` on an enum and on its variants.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Attribute, Error, Ident, Path, Result};

use super::{ENUM, Handled, Key, Slot, VARIANT, each_key, value};
use crate::ctxt::Ctxt;
use crate::names::{self, Case};

/// The keys of `#[enum_field(…)]` on an enum as given.
#[derive(Default)]
pub(crate) struct EnumAttrs {
    /// `name = "Name"`
    pub(crate) name: Slot<String>,
    /// `anonymous`
    pub(crate) anonymous: Slot<()>,
    /// `brackets = tuple`: whether it is that
    pub(crate) tuple: Slot<bool>,
    /// `rename_all = "snake_case"`
    pub(crate) rename_all: Slot<Case>,
    /// `fingerprint_values("a", "b")`
    pub(crate) fingerprint_values: Slot<Vec<(String, Span)>>,
    /// `crate = path`
    pub(crate) core: Slot<Path>,
}

impl EnumAttrs {
    /// Reads the attributes of an enum.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        each_key(cx, attrs, &ENUM, &[&VARIANT], |key, input| match key.name.as_str() {
            "name" => this.name.fill(cx, key, || value::name(key, input, "\"Name\"")),
            "anonymous" => this.anonymous.fill(cx, key, || value::flag(key, input)),
            "brackets" => this.tuple.fill(cx, key, || {
                let (index, span) = value::word(key, input, &["tuple", "list"])?;
                Ok((index == 0, span))
            }),
            "rename_all" => this.rename_all.fill(cx, key, || case(key, input)),
            "fingerprint_values" => {
                this.fingerprint_values.fill(cx, key, || value::texts(key, input, "\"a\", \"b\""))
            }
            "crate" => this.core.fill(cx, key, || value::core(key, input)),
            _ => Ok(Handled::Unknown),
        });
        this
    }
}

fn case(key: &Key, input: ParseStream<'_>) -> Result<(Case, Span)> {
    let (text, span) = value::text(key, input, "\"snake_case\"")?;
    let Some(case) = Case::parse(&text) else {
        let guess = names::guess(&text, &Case::NAMES)
            .map_or(String::new(), |guess| format!(", did you mean `{guess}`?"));
        let end = if guess.is_empty() { ";" } else { "" };
        let known = names::list(&Case::NAMES);
        return Err(Error::new(
            span,
            format!("unknown case `{text}`{guess}{end} `rename_all` takes {known}"),
        ));
    };
    Ok((case, span))
}

/// The keys of `#[enum_field(…)]` on a variant as given.
#[derive(Default)]
pub(crate) struct VariantAttrs {
    /// `rename = "value"`
    pub(crate) rename: Slot<String>,
    /// `to(Variant, Other)`
    pub(crate) to: Slot<Vec<Ident>>,
}

impl VariantAttrs {
    /// Reads the attributes of a variant.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        each_key(cx, attrs, &VARIANT, &[&ENUM], |key, input| match key.name.as_str() {
            "rename" => this.rename.fill(cx, key, || value::text(key, input, "\"value\"")),
            "to" => this.to.fill(cx, key, || value::idents(key, input, "Variant, Other")),
            _ => Ok(Handled::Unknown),
        });
        this
    }
}
