//! What the derive sees of an object in full, written as literals: the compiler takes long to compute what is constant.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use crate::model::Object;
use crate::version::Version;

/// The project namespace of objects, where none is given.
pub(super) const NAMESPACE: &str = "versionedobjects";

/// The prefix of an envelope's keys, where none is given.
pub(super) const SERIAL_NAMESPACE: &str = "versioned_object";

/// Whether the object has no fields but those of its own.
pub(super) fn has_all_fields(object: &Object) -> bool {
    object.extends.is_none() && object.mixins.is_empty()
}

/// How envelopes begin. What is not given is the parent's.
pub(super) fn head(object: &Object) -> TokenStream {
    let (ident, is_whole) = (&object.ident, object.extends.is_none());
    let or =
        |given: &Option<String>, usual: &str| given.clone().or_else(|| is_whole.then(|| usual.to_owned()));
    let version = object.version.as_ref().map(|version| version.value).or(is_whole.then_some(Version::FIRST));
    let namespaces = (or(&object.namespace, NAMESPACE), or(&object.serial_namespace, SERIAL_NAMESPACE));
    let ((Some(namespace), Some(prefix)), Some(version)) = (namespaces, version) else {
        return quote!(__vo::__private::Head::<#ident>::TEXTS);
    };
    let name = &object.name;
    let before =
        format!("\"{prefix}.name\":\"{name}\",\"{prefix}.namespace\":\"{namespace}\",\"{prefix}.version\":");
    let behind = format!(",\"{prefix}.data\":");
    let whole = format!("{before}\"{version}\"{behind}");
    quote!(__vo::__private::EnvelopeHead { whole: #whole, before_version: #before, behind_version: #behind })
}

/// The places of the fields, in the order of their names.
pub(super) fn by_name(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let mut places: Vec<usize> = (0..object.fields.len()).collect();
    places.sort_by_key(|place| &object.fields[*place].wire_name);
    let places = places.into_iter().map(u8::try_from).collect::<Result<Vec<_>, _>>();
    match places {
        Ok(places) if has_all_fields(object) => Literal::byte_string(&places).into_token_stream(),
        _ => quote!(__vo::__private::ByName::<#ident>::PLACES),
    }
}
