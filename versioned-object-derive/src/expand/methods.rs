//! Impl blocks whose methods are recorded.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;

use crate::model::Methods;

/// What `#[object_methods]` leaves: the block itself, and a table of its methods.
pub(crate) fn expand_methods(model: &Methods, original: &TokenStream) -> TokenStream {
    let (ty, core) = (&model.self_ty, &model.core);
    let methods = model.methods.iter().map(|method| {
        let (name, docs, signature) = (method.ident.unraw().to_string(), &method.docs, &method.signature);
        let (is_async, is_static) = (method.is_async, method.is_static);
        quote! {
            #core::MethodDescriptor {
                name: #name,
                doc: #docs,
                signature: #signature,
                is_async: #is_async,
                is_static: #is_static,
            }
        }
    });
    quote! {
        #original

        #[automatically_derived]
        impl #ty {
            #[doc(hidden)]
            pub const __OBJECT_METHODS: &'static [#core::MethodDescriptor] = &[#(#methods),*];
        }
    }
}
