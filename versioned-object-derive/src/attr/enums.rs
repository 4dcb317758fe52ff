//! `#[enum_field(…)]` on an enum and on its variants.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Attribute, Error, Ident, Path, Result};

use super::reader::each_key;
use super::slot::{Key, Slot};
use super::value;
use crate::ctxt::Ctxt;
use crate::keys::{AttributeTable as _, EnumKey, VariantKey};
use crate::model::GivenKeys;
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
    /// `serde`
    pub(crate) serde: Slot<()>,
    /// `crate = path`
    pub(crate) core: Slot<Path>,
    /// Every key, in order.
    pub(crate) given: GivenKeys<EnumKey>,
}

impl EnumAttrs {
    /// Reads the attributes of an enum.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        this.given = each_key(cx, attrs, &[VariantKey::PLACE], |known, key, input| match known {
            EnumKey::Name => this.name.fill(cx, key, input, value::name),
            EnumKey::Anonymous => this.anonymous.fill(cx, key, input, value::flag),
            EnumKey::Brackets => this.tuple.fill(cx, key, input, |key, input| {
                value::word(key, input).map(|(word, span)| (word == "tuple", span))
            }),
            EnumKey::RenameAll => this.rename_all.fill(cx, key, input, case),
            EnumKey::FingerprintValues => this.fingerprint_values.fill(cx, key, input, value::texts),
            EnumKey::Serde => this.serde.fill(cx, key, input, value::flag),
            EnumKey::Crate => this.core.fill(cx, key, input, value::core),
        });
        this
    }
}

fn case(key: &Key, input: ParseStream<'_>) -> Result<(Case, Span)> {
    let (text, span) = value::text(key, input)?;
    let case = Case::parse(&text).ok_or_else(|| {
        let guess = names::did_you_mean_or(&text, &Case::NAMES, "the cases are");
        Error::new(span, format!("unknown case `{text}`{guess}"))
    })?;
    Ok((case, span))
}

/// The keys of `#[enum_field(…)]` on a variant as given.
#[derive(Default)]
pub(crate) struct VariantAttrs {
    /// `rename = "value"`
    pub(crate) rename: Slot<String>,
    /// `to(Variant, Other)`
    pub(crate) to: Slot<Vec<Ident>>,
    /// `start`
    pub(crate) start: Slot<()>,
}

impl VariantAttrs {
    /// Reads the attributes of a variant.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        each_key(cx, attrs, &[EnumKey::PLACE], |known, key, input| match known {
            VariantKey::Rename => this.rename.fill(cx, key, input, value::text),
            VariantKey::To => this.to.fill(cx, key, input, |key, input| value::idents(key, input, "variant")),
            VariantKey::Start => this.start.fill(cx, key, input, value::flag),
        });
        this
    }
}
