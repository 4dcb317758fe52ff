//! Groups of fields.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Ident, Visibility};

use super::accessors::{Accessors, builder_methods, field_type};
use super::core_import::core_import;
use super::descriptor;
use super::subclass::skipped;
use super::{known, names, page, shared, table};
use crate::model::Mixin;
use crate::syntax::plain;

/// What `derive(FieldMixin)` adds to a struct.
pub(crate) fn expand_mixin(mixin: &Mixin) -> TokenStream {
    let Mixin { ident, vis, core, access, build, .. } = mixin;
    let fields = mixin.fields.iter().map(|field| descriptor::field(field, ident, true));
    let idents: Vec<_> = mixin.fields.iter().map(|field| &field.ident).collect();
    let (cell, cell_mut) = cells(mixin, &idents);
    let accessors = Accessors {
        core,
        vis: &Visibility::Inherited,
        descriptor: quote!(<Self as #core::VersionedObject>::descriptor()).into(),
        meta: quote!(meta).into(),
        receiver: quote!(mixin).into(),
        table_key: None,
        prelude: Some([
            quote!(let mixin = <Self as #core::HasMixin<#ident>>::mixin(self);).into(),
            quote!(let (mixin, meta) = <Self as #core::HasMixin<#ident>>::mixin_parts(self);).into(),
        ]),
    };
    let changed = descriptor::change_checks(&mixin.fields, ident);
    let defaults = descriptor::value_checks(&mixin.fields, ident);
    let validated = descriptor::validator_checks(&mixin.fields, None);
    let columns = table::mixin_checks(&mixin.fields, ident);
    let names = names::of_mixin(ident, &mixin.fields);
    let check = quote_spanned! {ident.span()=>
        const _: () = __vo::__private::check_mixin_derives(__vo::__private::Derives::<#ident>::CLONE);
    };
    let slot = |index: usize| quote!(<Self as #core::HasMixin<#ident>>::OFFSET + #index);
    let methods = mixin.fields.iter().enumerate().map(|(index, field)| accessors.field(field, &slot(index)));
    let keys = mixin.fields.iter().enumerate().map(|(index, field)| accessors.key(field, &slot(index)));
    let (page, shared) = (page::of_mixin(mixin), shared::of_mixin(mixin));
    let builder = builder_methods(
        &mixin.fields,
        core,
        &Visibility::Inherited,
        |set| quote!(#core::ObjectBuilder::with(self, |object| <Self::Object as #access>::#set(object, value))),
    );
    let skipped = skipped(&mixin.members);
    let accessor_names = mixin.fields.iter().map(|field| plain(&field.ident));
    let access_doc = format!("The accessors of the fields of [`{ident}`], on every object that has them.");
    let build_doc = format!("Sets the fields of [`{ident}`] while an object is built.");
    let (name, python) = (plain(ident), python(mixin));
    let (import, lints, none) = (core_import(core), known::lints(), known::no_parameters(ident));
    let written = page::as_written(core, TokenStream::new());
    quote! {
        #import
        #page
        #shared

        #[doc = #access_doc]
        #written
        #[allow(dead_code, #lints)]
        #vis trait #access #none: #core::HasMixin<#ident> {
            #(#methods)*
            #(#keys)*
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl<O: #core::HasMixin<#ident>> #access for O {}

        #[doc = #build_doc]
        #written
        #[allow(dead_code, #lints)]
        #vis trait #build #none: #core::ObjectBuilder
        where
            Self::Object: #core::HasMixin<#ident>,
        {
            #builder
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl<B: #core::ObjectBuilder> #build for B where B::Object: #core::HasMixin<#ident> {}

        #[allow(unexpected_cfgs, #lints)]
        const _: () = {
            use #core as __vo;
            #[allow(unused_imports)]
            use __vo::__private::{IsNoEnum as _, IsNoField as _, LacksDerives as _, OtherDefault as _};

            #check
            #changed
            #defaults
            #validated
            #columns
            #names

            #[automatically_derived]
            impl ::core::default::Default for #ident {
                fn default() -> Self {
                    Self { #skipped #(#idents: __vo::__private::empty()),* }
                }
            }

            #[automatically_derived]
            impl #none __vo::FieldMixin for #ident {
                const FIELDS: &'static [__vo::FieldDescriptor] = &[#(#fields),*];
                const MIXIN: __vo::__private::MixinDescriptor =
                    __vo::__private::MixinDescriptor { name: #name, python: #python };
                const ACCESSORS: &'static [&'static ::core::primitive::str] = &[#(#accessor_names),*];

                fn mixin_cell(&self, index: ::core::primitive::usize) -> &dyn __vo::__private::FieldCell {
                    #cell
                }

                fn mixin_cell_mut(&mut self, index: ::core::primitive::usize) -> &mut dyn __vo::__private::FieldCell {
                    #cell_mut
                }
            }
        };
    }
}

/// What it is called in Python.
fn python(mixin: &Mixin) -> TokenStream {
    match &mixin.python {
        Some(python) => quote!(::core::option::Option::Some(#python)),
        None => quote!(::core::option::Option::None),
    }
}

/// The fields by their places, to read and to change.
fn cells(mixin: &Mixin, idents: &[&Ident]) -> (TokenStream, TokenStream) {
    if idents.is_empty() {
        let none = |function: TokenStream| {
            quote!({
                let _ = index;
                __vo::__private::#function()
            })
        };
        return (none(quote!(no_cell)), none(quote!(no_cell_mut)));
    }
    let arms = |cell: TokenStream, borrow: TokenStream| {
        let arms = mixin.fields.iter().enumerate().map(|(index, field)| {
            let pattern = if index + 1 == idents.len() { quote!(_) } else { quote!(#index) };
            let (ident, field_type) = (&field.ident, field_type(field, &quote!(__vo)));
            quote!(#pattern => #field_type::#cell(#borrow self.#ident),)
        });
        quote!(match index { #(#arms)* })
    };
    (arms(quote!(cell), quote!(&)), arms(quote!(cell_mut), quote!(&mut)))
}
