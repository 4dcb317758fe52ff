//! Lists of objects.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Type};

use super::known;
use crate::model::Object;

/// What an object adds that is a list of others.
pub(super) fn list(object: &Object) -> Option<TokenStream> {
    let (ident, item) = (&object.ident, object.list_of.as_ref()?);
    let (listed, held) = (known::listed(item), known::held(item, &quote!(__vo)));
    let (asked, none) = (known::listed_object(item), known::no_parameters(ident));
    let slot = object.fields.iter().position(|field| field.ident == "objects")?;
    let objects = &object.fields[slot].ident;
    let meta = object.meta.as_ref()?;
    // oslo adds lists that have nothing but elements.
    let is_plain = object.fields.len() == 1 && object.mixins.is_empty();
    let add = is_plain.then(|| {
        quote! {
            #[automatically_derived]
            impl ::core::ops::Add for #ident {
                type Output = Self;

                fn add(self, other: Self) -> Self {
                    __vo::__private::concat_lists(&self, &other)
                }
            }
        }
    });
    let object_list = quote! {
        #[automatically_derived]
        impl __vo::ObjectList for #ident {
            type Item = #listed;

            fn elements(&self) -> &[#held] {
                __vo::__private::elements(&self.#objects)
            }

            fn elements_mut(&mut self) -> &mut ::std::vec::Vec<#item> {
                __vo::__private::elements_mut(&mut self.#objects, &mut self.#meta, #slot)
            }

            fn from_elements(elements: ::std::vec::Vec<#item>) -> Self {
                ::core::convert::From::from(elements)
            }
        }
    };
    let object_list = known::item_at(asked, ident, object_list);
    let (shared, unique) = (
        quote!(__vo::__private::elements(&self.#objects)),
        quote!(__vo::__private::elements_mut(&mut self.#objects, &mut self.#meta, #slot)),
    );
    // Where others see the list and not what it lists, these are told.
    let target = known::all_at(asked, quote!(type Target = [#held];));
    let own = known::all_at(asked, quote!(type Item = #held; type IntoIter = ::std::vec::IntoIter<#item>;));
    let lent = lent(ident, item, &shared, &unique);
    Some(quote! {
        #object_list

        #[automatically_derived]
        impl #none ::core::ops::Deref for #ident {
            #target

            fn deref(&self) -> &[#held] {
                #shared
            }
        }

        #[automatically_derived]
        impl #none ::core::ops::DerefMut for #ident {
            fn deref_mut(&mut self) -> &mut [#held] {
                #unique
            }
        }

        #[automatically_derived]
        impl #none ::core::convert::From<::std::vec::Vec<#item>> for #ident {
            fn from(elements: ::std::vec::Vec<#item>) -> Self {
                let mut list = <Self as __vo::VersionedObject>::orphan();
                __vo::__private::set_elements(&mut list.#objects, &mut list.#meta, #slot, elements);
                list
            }
        }

        #[automatically_derived]
        impl #none ::core::iter::FromIterator<#item> for #ident {
            fn from_iter<I: ::core::iter::IntoIterator<Item = #held>>(elements: I) -> Self {
                <Self as ::core::convert::From<_>>::from(::core::iter::Iterator::collect::<::std::vec::Vec<#item>>(
                    ::core::iter::IntoIterator::into_iter(elements),
                ))
            }
        }

        #[automatically_derived]
        impl #none ::core::iter::IntoIterator for #ident {
            #own

            fn into_iter(mut self) -> Self::IntoIter {
                ::core::iter::IntoIterator::into_iter(::core::mem::take(#unique))
            }
        }

        #lent

        #add
    })
}

/// How a list that is borrowed is gone through.
fn lent(ident: &Ident, item: &Type, shared: &TokenStream, unique: &TokenStream) -> TokenStream {
    // A lifetime stands where the parameters would: what is borrowed has a name of its own.
    let (name, asked) = (Ident::new("__Item", ident.span()), known::listed_object(item));
    let lent =
        known::all_at(asked, quote!(type Item = &'a #name; type IntoIter = ::core::slice::Iter<'a, #name>;));
    let lent_mut = known::all_at(
        asked,
        quote!(type Item = &'a mut #name; type IntoIter = ::core::slice::IterMut<'a, #name>;),
    );
    quote! {
        type #name = __vo::fields::Held<#item>;

        #[automatically_derived]
        impl<'a> ::core::iter::IntoIterator for &'a #ident {
            #lent

            fn into_iter(self) -> Self::IntoIter {
                #shared.iter()
            }
        }

        #[automatically_derived]
        impl<'a> ::core::iter::IntoIterator for &'a mut #ident {
            #lent_mut

            fn into_iter(self) -> Self::IntoIter {
                #unique.iter_mut()
            }
        }
    }
}
