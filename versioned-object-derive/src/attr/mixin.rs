//! `#[field_mixin(…)]`.

use syn::{Attribute, Ident, Path};

use super::{FIELD, Handled, MIXIN, OBJECT, Slot, each_key, misplaced, value};
use crate::ctxt::Ctxt;

/// The keys of `#[field_mixin(…)]` as given.
#[derive(Default)]
pub(crate) struct MixinAttrs {
    /// `access = Name`
    pub(crate) access: Slot<Ident>,
    /// `build = Name`
    pub(crate) build: Slot<Ident>,
    /// `crate = path`
    pub(crate) core: Slot<Path>,
}

impl MixinAttrs {
    /// Reads the attributes of a struct.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        misplaced(cx, attrs, "the struct", &[&FIELD]);
        each_key(cx, attrs, &MIXIN, &[&FIELD, &OBJECT], |key, input| match key.name.as_str() {
            "access" => this.access.fill(cx, key, || value::ident(key, input)),
            "build" => this.build.fill(cx, key, || value::ident(key, input)),
            "crate" => this.core.fill(cx, key, || value::core(key, input)),
            _ => Ok(Handled::Unknown),
        });
        this
    }
}
