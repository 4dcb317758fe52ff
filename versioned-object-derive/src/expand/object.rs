//! The parts of an object put together.

use proc_macro2::TokenStream;
use quote::quote;

use super::as_value::{as_field, formats};
use super::builder::builder;
use super::checks::checks;
use super::dyn_object::dyn_object;
use super::flattened::mixins;
use super::inherent::inherent;
use super::list::list;
use super::names;
use super::subclass::extends;
use super::tables::{tables, versioned_object};
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
    quote! {
        #inherent
        #builder
        #[allow(deprecated, unexpected_cfgs)]
        const _: () = {
            use #core as __vo;
            #[allow(unused_imports)]
            use __vo::__private::NoMethods as _;
            #(#parts)*
        };
        #core::__submit!(#core, || <#ident as #core::VersionedObject>::descriptor());
    }
}
