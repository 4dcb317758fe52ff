//! The versions of children.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;

use super::descriptor::version;
use crate::model::{Object, Relationship, VersionPair};

/// The name of the field on the wire.
pub(super) fn wire_name(object: &Object, relationship: &Relationship) -> String {
    let own = object.fields.iter().find(|field| field.ident == relationship.field);
    own.map_or_else(|| relationship.field.unraw().to_string(), |field| field.wire_name.clone())
}

/// A table of versions.
pub(super) fn pairs(pairs: &[VersionPair]) -> TokenStream {
    let pairs = pairs.iter().map(|pair| {
        let (ours, child) = (version(pair.ours), version(pair.child));
        quote!((#ours, #child))
    });
    quote!(&[#(#pairs),*])
}
