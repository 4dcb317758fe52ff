//! The parts of an object put together.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

use super::as_value::{as_field, formats};
use super::builder::builder;
use super::checks::checks;
use super::core_import::core_import;
use super::dyn_object::dyn_object;
use super::flattened::mixins;
use super::inherent::inherent;
use super::list::list;
use super::literals::NAMESPACE;
use super::subclass::extends;
use super::tables::{tables, versioned_object};
use super::{known, names, page, shared};
use crate::model::Object;

/// What `derive(VersionedObject)` adds to a struct.
pub(crate) fn expand_object(object: &Object) -> TokenStream {
    let core = &object.core;
    let (inherent, builder) = (inherent(object), builder(object));
    let parts = [
        tables(object),
        versioned_object(object),
        dyn_object(object),
        as_field(object),
        mixins(object),
        formats(object),
        extends(object).unwrap_or_default(),
        list(object).unwrap_or_default(),
        checks(object),
        names::uses(object),
        names::of_object(object),
    ];
    let ident = &object.ident;
    let (import, once, shared) = (core_import(core), once(object), shared::of_object(object));
    let lints = known::lints();
    // Of a list, it says what it lists.
    let written = object.list_of.as_ref().map(|_| page::as_written(core, TokenStream::new()));
    quote! {
        #import
        #inherent
        #once
        #shared
        #builder
        #written
        #[allow(unexpected_cfgs, private_interfaces, #lints)]
        const _: () = {
            use #core as __vo;
            #[allow(unused_imports)]
            use __vo::__private::{IsNoEnum as _, IsNoField as _, LacksDerives as _, NoMethods as _, OtherDefault as _};
            #(#parts)*
        };
        #core::__submit!(#core, || <#ident as #core::VersionedObject>::descriptor());
    }
}

/// Something of the type's name, namespace and version, so that two such types are an error of the compiler's: a macro,
/// whose name is the crate's wherever it stands; in tests, where modules declare a type before and after a change, a
/// constant of the module. What a subclass has from its parent is not known here.
fn once(object: &Object) -> Option<TokenStream> {
    let version = object.version.as_ref()?.value;
    let namespace = match &object.namespace {
        Some(namespace) => namespace.as_str(),
        None if object.extends.is_some() => return None,
        None => NAMESPACE,
    };
    if object.name.is_empty() {
        return None;
    }
    let text = format!("{}_{}_{}_of_{namespace}", object.name, version.major, version.minor);
    // Letters and digits of other scripts may stand in no identifier, or be another character to the compiler.
    let spelt = text.chars().map(|c| {
        if c.is_ascii_alphanumeric() || c == '_' { c.into() } else { format!("_{:x}_", u32::from(c)) }
    });
    let name = format_ident!("the_{}", spelt.collect::<String>(), span = object.name_span);
    let constant = quote_spanned! {object.name_span=>
        #[doc(hidden)]
        #[allow(dead_code, non_upper_case_globals)]
        const #name: () = ();
    };
    if is_doctest() {
        return Some(constant);
    }
    Some(quote_spanned! {object.name_span=>
        #[cfg(test)]
        #constant
        #[cfg(not(test))]
        #[doc(hidden)]
        #[allow(non_local_definitions, clippy::cfg_not_test)]
        #[macro_export]
        macro_rules! #name { () => {} }
    })
}

/// Whether this is the one file into which rustdoc writes the examples of a crate, each a module, to compile them as one.
/// They are programs of their own. Where they do not compile as one, rustdoc compiles each by itself, without a word.
fn is_doctest() -> bool {
    proc_macro::is_available() && proc_macro::Span::call_site().file().contains("doctest_bundle_")
}
