//! An object whose type is not known: its cells, its meta and its computed values.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::accessors::field_type;
use super::calls;
use super::known::{is_plain, no_parameters};
use super::subclass::{mixin_type, parent_object};
use crate::model::Object;
use crate::syntax::Code;

/// Where the meta is: in the object, or in its parent.
pub(super) fn meta(object: &Object, mutable: bool) -> TokenStream {
    match (&object.meta, &object.extends) {
        (Some(meta), _) if mutable => quote!(&mut self.#meta),
        (Some(meta), _) => quote!(&self.#meta),
        (None, Some(extends)) => {
            let (field, parent) = (&extends.field, parent_object(extends));
            if mutable {
                quote!(#parent::obj_meta_mut(&mut self.#field))
            } else {
                quote!(#parent::obj_meta(&self.#field))
            }
        }
        // Validation asks for one of the two.
        (None, None) => quote!(::core::compile_error!("the object has no `ObjectMeta`")),
    }
}

pub(super) fn dyn_object(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let (meta, meta_mut) = (meta(object, false), meta(object, true));
    let types: Vec<_> =
        object.fields.iter().map(|field| Code::from(field_type(field, &quote!(__vo)))).collect();
    let cell = cells(object, &types, false);
    let cell_mut = cells(object, &types, true);
    let parts_mut = match &object.extends {
        Some(extends) => {
            let (base, parent) = (&extends.field, parent_object(extends));
            quote! {
                if slot < __BASE {
                    return #parent::obj_parts_mut(&mut self.#base, slot);
                }
                (#cell_mut, #parent::obj_meta_mut(&mut self.#base))
            }
        }
        None => quote!((#cell_mut, #meta_mut)),
    };
    let cell = match &object.extends {
        Some(extends) => {
            let (base, parent) = (&extends.field, parent_object(extends));
            quote! {
                if slot < __BASE {
                    return #parent::obj_cell(&self.#base, slot);
                }
                #cell
            }
        }
        None => cell,
    };
    let (extra, none) = (extra(object), no_parameters(ident));
    let named = !object.extra_fields.is_empty();
    let (lifetime, borrowed) = (named.then(|| quote!(<'a>)), named.then(|| quote!('a)));
    quote! {
        #[automatically_derived]
        impl #none __vo::DynObject for #ident {
            fn obj_descriptor(&self) -> &'static __vo::ObjectDescriptor {
                &__DESCRIPTOR
            }

            fn obj_meta(&self) -> &__vo::ObjectMeta {
                #meta
            }

            fn obj_meta_mut(&mut self) -> &mut __vo::ObjectMeta {
                #meta_mut
            }

            fn obj_cell(&self, slot: ::core::primitive::usize) -> &dyn __vo::__private::FieldCell {
                #cell
            }

            fn obj_parts_mut(
                &mut self,
                slot: ::core::primitive::usize,
            ) -> (&mut dyn __vo::__private::FieldCell, &mut __vo::ObjectMeta) {
                #parts_mut
            }

            fn obj_extra #lifetime (& #borrowed self, index: ::core::primitive::usize) -> __vo::Result<__vo::Value> {
                #extra
            }

            fn obj_clone_box(&self) -> ::std::boxed::Box<dyn __vo::DynObject> {
                ::std::boxed::Box::new(__vo::VersionedObject::obj_clone(self))
            }

            fn into_any(self: ::std::boxed::Box<Self>) -> ::std::boxed::Box<dyn ::core::any::Any> {
                self
            }

            fn obj_dyn(&self) -> &dyn __vo::DynObject {
                self
            }

            fn obj_dyn_mut(&mut self) -> &mut dyn __vo::DynObject {
                self
            }
        }
    }
}

/// The cell of each slot above the parent's: the last one answers for whatever else is asked.
fn cells(object: &Object, types: &[Code], mutable: bool) -> TokenStream {
    let borrow = if mutable { quote!(&mut) } else { quote!(&) };
    let from_mixin = if mutable { format_ident!("mixin_cell_mut") } else { format_ident!("mixin_cell") };
    let own_cell = if mutable { format_ident!("cell_mut") } else { format_ident!("cell") };
    let mut offset = object.fields.len();
    let mut arms = TokenStream::new();
    for (index, (field, field_type)) in object.fields.iter().zip(types).enumerate() {
        let last = index + 1 == offset && object.mixins.is_empty();
        let pattern = if last { quote!(_) } else { quote!(#index) };
        let ident = &field.ident;
        arms.extend(if is_plain(&field.ty) {
            quote!(#pattern => #borrow self.#ident,)
        } else {
            quote!(#pattern => #field_type::#own_cell(#borrow self.#ident),)
        });
    }
    let mut before = TokenStream::new();
    for (index, mixin) in object.mixins.iter().enumerate() {
        let (ident, ty) = (&mixin.ident, &mixin.ty);
        let start = quote!(#offset #before);
        let mixin_type = mixin_type(ty);
        before.extend(quote!(+ #mixin_type::FIELDS.len()));
        let cell = quote!(#mixin_type::#from_mixin(#borrow self.#ident, slot - (#start)));
        let last = index + 1 == object.mixins.len();
        let pattern = if last { quote!(slot) } else { quote!(slot if slot < #offset #before) };
        arms.extend(quote!(#pattern => #cell,));
    }
    offset += object.mixins.len();
    if offset == 0 {
        let none = if mutable { format_ident!("no_cell_mut") } else { format_ident!("no_cell") };
        return quote!({
            let _ = slot;
            __vo::__private::#none()
        });
    }
    let slot = if object.extends.is_some() { quote!(slot - __BASE) } else { quote!(slot) };
    quote!(match #slot { #arms })
}

fn extra(object: &Object) -> TokenStream {
    let arms = object.extra_fields.iter().enumerate().map(|(index, extra)| {
        let value = calls::extra(extra);
        quote!(#index => #value,)
    });
    let rest = match &object.extends {
        Some(extends) => {
            let (base, parent) = (&extends.field, parent_object(extends));
            quote! {
                index => #parent::obj_extra(&self.#base, __vo::__private::extra_of_parent(&__DESCRIPTOR, index)),
            }
        }
        None => quote!(index => __vo::__private::no_extra(&__DESCRIPTOR, index),),
    };
    quote!(match index { #(#arms)* #rest })
}
