//! `#[field_mixin(…)]`.

use syn::{Attribute, Ident, Path};

use super::reader::{each_key, misplaced};
use super::slot::Slot;
use super::value;
use crate::ctxt::Ctxt;
use crate::keys::{AttributeTable as _, FieldKey, MixinKey, ObjectKey};

/// The keys of `#[field_mixin(…)]` as given.
#[derive(Default)]
pub(crate) struct MixinAttrs {
    /// `access = Name`
    pub(crate) access: Slot<Ident>,
    /// `build = Name`
    pub(crate) build: Slot<Ident>,
    /// `python = "module.Class"`
    pub(crate) python: Slot<String>,
    /// `crate = path`
    pub(crate) core: Slot<Path>,
}

impl MixinAttrs {
    /// Reads the attributes of a struct.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        misplaced(cx, attrs, MixinKey::PLACE.on, &[FieldKey::PLACE]);
        each_key(cx, attrs, &[FieldKey::PLACE, ObjectKey::PLACE], |known, key, input| match known {
            MixinKey::Access => this.access.fill(cx, key, input, value::ident),
            MixinKey::Build => this.build.fill(cx, key, input, value::ident),
            MixinKey::Python => this.python.fill(cx, key, input, value::name),
            MixinKey::Crate => this.core.fill(cx, key, input, value::core),
        });
        this
    }
}
