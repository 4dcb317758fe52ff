//! Impl blocks whose methods are recorded.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use super::seen::Seen;
use crate::model::Methods;
use crate::syntax::last_segment;

/// How many blocks of a type are recorded: `NoMethods` has a constant for each that is not there.
const BLOCKS: usize = 8;

/// How many blocks were seen of each name of a type.
static SEEN: Seen = Seen::new();

/// The names of the constants that blocks leave, one for each block of a type.
pub(super) fn block_constants(span: Span) -> impl Iterator<Item = Ident> {
    (0..BLOCKS).map(move |block| {
        format_ident!("__OBJECT_METHODS_{block}", span = span.resolved_at(Span::call_site()))
    })
}

/// The constant of this block, the next one of its type; none where the type has no name. The blocks of a crate are
/// expanded one after the other, and what they leave is the type's own and needs names that differ. Types of one name in
/// several modules share the names, which does no harm: each looks at all of them.
fn block_constant(model: &Methods) -> Option<Ident> {
    let name = last_segment(&model.self_ty)?.ident.unraw().to_string();
    block_constants(model.self_ty.span()).nth(SEEN.before(name) % BLOCKS)
}

/// What `#[object_methods]` leaves: the block itself, and a table of its methods.
pub(crate) fn expand_methods(model: &Methods, original: &TokenStream) -> TokenStream {
    let (ty, core, constant) = (&model.self_ty, &model.core, block_constant(model));
    let methods = model.methods.iter().map(|method| {
        let (name, docs, signature) = (method.ident.unraw().to_string(), &method.docs, &method.signature);
        let (is_async, is_static, conditions) = (method.is_async, method.is_static, &method.conditions);
        let python = match &method.python {
            Some(python) => {
                let signature = &python.signature;
                quote!(::core::option::Option::Some(#signature))
            }
            None => quote!(::core::option::Option::None),
        };
        quote! {
            #(#[#conditions])*
            #core::MethodDescriptor {
                name: #name,
                doc: #docs,
                signature: #signature,
                is_async: #is_async,
                is_static: #is_static,
                python: #python,
            }
        }
    });
    let is_object = quote_spanned! {ty.span()=>
        #[allow(deprecated)]
        const _: fn() -> &'static #core::ObjectDescriptor = <#ty as #core::VersionedObject>::descriptor;
    };
    quote! {
        #original

        #is_object

        #[automatically_derived]
        #[allow(deprecated, unexpected_cfgs)]
        impl #ty {
            #[doc(hidden)]
            pub const #constant: &'static [#core::MethodDescriptor] = &[#(#methods),*];
        }
    }
}
