//! Lists of objects.

use proc_macro2::TokenStream;
use quote::quote;

use super::known;
use crate::model::Object;

/// What an object adds that is a list of others.
pub(super) fn list(object: &Object) -> Option<TokenStream> {
    let (ident, item) = (&object.ident, object.list_of.as_ref()?);
    let (listed, at) = (known::listed(item), known::listed_object(item));
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

            fn elements(&self) -> &[#item] {
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
    let object_list = known::all_at(at, object_list);
    let (shared, unique) = (
        quote!(__vo::__private::elements(&self.#objects)),
        quote!(__vo::__private::elements_mut(&mut self.#objects, &mut self.#meta, #slot)),
    );
    // Where others see the list and not what it lists, these are told.
    let target = known::all_at(at, quote!(type Target = [#item];));
    let own = known::all_at(at, quote!(type Item = #item; type IntoIter = ::std::vec::IntoIter<#item>;));
    let lent =
        known::all_at(at, quote!(type Item = &'a #item; type IntoIter = ::core::slice::Iter<'a, #item>;));
    let lent_mut = known::all_at(
        at,
        quote!(type Item = &'a mut #item; type IntoIter = ::core::slice::IterMut<'a, #item>;),
    );
    Some(quote! {
        #object_list

        #[automatically_derived]
        impl ::core::ops::Deref for #ident {
            #target

            fn deref(&self) -> &[#item] {
                #shared
            }
        }

        #[automatically_derived]
        impl ::core::ops::DerefMut for #ident {
            fn deref_mut(&mut self) -> &mut [#item] {
                #unique
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<::std::vec::Vec<#item>> for #ident {
            fn from(elements: ::std::vec::Vec<#item>) -> Self {
                let mut list = <Self as __vo::VersionedObject>::orphan();
                __vo::__private::set_elements(&mut list.#objects, &mut list.#meta, #slot, elements);
                list
            }
        }

        #[automatically_derived]
        impl ::core::iter::FromIterator<#item> for #ident {
            fn from_iter<I: ::core::iter::IntoIterator<Item = #item>>(elements: I) -> Self {
                <Self as ::core::convert::From<_>>::from(::core::iter::Iterator::collect::<::std::vec::Vec<#item>>(
                    ::core::iter::IntoIterator::into_iter(elements),
                ))
            }
        }

        #[automatically_derived]
        impl ::core::iter::IntoIterator for #ident {
            #own

            fn into_iter(mut self) -> Self::IntoIter {
                ::core::iter::IntoIterator::into_iter(::core::mem::take(#unique))
            }
        }

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

        #add
    })
}
