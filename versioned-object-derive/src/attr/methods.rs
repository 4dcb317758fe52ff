//! `#[object_methods(…)]`.

use proc_macro2::TokenStream;
use syn::Path;

use super::reader::each_key_of_args;
use super::slot::Slot;
use super::value;
use crate::ctxt::Ctxt;
use crate::keys::{AttributeTable as _, FieldKey, MethodsKey, ObjectKey};

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
}
