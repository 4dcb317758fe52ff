//! Stubs for declarations with mistakes, so that code which uses the type is not one more mistake per use.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident, Path};

use crate::attr::mixin::MixinAttrs;
use crate::attr::{self, suffixed};
use crate::ctxt::Ctxt;
use crate::model::{Field, Shape};
use crate::parse;

/// What stands in for the expansion of a struct that derives `VersionedObject`.
pub(crate) fn object(input: &DeriveInput) -> TokenStream {
    if has_generics(input) {
        return TokenStream::new();
    }
    let ident = &input.ident;
    let core = attr::core_or_default(&input.attrs, &attr::OBJECT);
    let fields = parse::attr_fields(input);
    let mut names = Names::default();
    let made = [made(&mut names, "new"), made(&mut names, "builder")];
    let start = made[0].as_ref().map(|new| quote!(pub fn #new<C>(_context: C) -> Self { loop {} }));
    let build = made[1].as_ref().map(|builder| quote!(pub fn #builder() -> Builder { loop {} }));
    let accessors = accessors(&mut names, &fields, &core, &quote!(pub));
    let setters = builder_methods(&fields, &core, &quote!(pub));
    let trait_impls = trait_impls(ident, &core);
    quote! {
        const _: () = {
            #[allow(missing_docs)]
            pub struct Builder;
            #[automatically_derived]
            #[allow(missing_docs, clippy::empty_loop)]
            impl Builder {
                #setters
                pub fn build<C>(self, _context: C) -> #core::Result<#ident> { loop {} }
            }
            #[automatically_derived]
            #[allow(missing_docs, clippy::empty_loop)]
            impl #ident {
                #start
                #build
                #accessors
            }
            #trait_impls
        };
    }
}

/// What stands in for the expansion of a struct that derives `FieldMixin`: its traits, the accessors for every type.
/// The builder's methods have the same names, so that only one of the two can be there for every type.
pub(crate) fn mixin(input: &DeriveInput) -> TokenStream {
    if has_generics(input) {
        return TokenStream::new();
    }
    let (ident, vis) = (&input.ident, &input.vis);
    let core = attr::core_or_default(&input.attrs, &attr::MIXIN);
    let cx = Ctxt::new();
    let attrs = MixinAttrs::read(&cx, &input.attrs);
    let _ = cx.check();
    let mut access = attrs.access.value().unwrap_or_else(|| suffixed(ident, "Access"));
    let mut build = attrs.build.value().unwrap_or_else(|| suffixed(ident, "Build"));
    // Names that are equal by mistake would be one mistake more.
    if access == *ident {
        access = suffixed(ident, "Access");
    }
    if build == *ident || build == access {
        build = suffixed(ident, "Build");
    }
    let fields = parse::attr_fields(input);
    let accessors = accessors(&mut Names::default(), &fields, &core, &TokenStream::new());
    let setters = builder_methods(&fields, &core, &TokenStream::new());
    let trait_impls = mixin_trait_impls(ident, &core);
    quote! {
        #[allow(missing_docs, clippy::empty_loop)]
        #vis trait #access: Sized { #accessors }
        #[allow(missing_docs, clippy::empty_loop)]
        #vis trait #build: Sized { #setters }
        impl<T> #access for T {}
        #trait_impls
    }
}

/// What stands in for the expansion of an enum that derives `EnumField`.
pub(crate) fn enum_field(input: &DeriveInput) -> TokenStream {
    if has_generics(input) {
        return TokenStream::new();
    }
    field_type_impls(&input.ident, &attr::core_or_default(&input.attrs, &attr::ENUM))
}

/// The traits of an object.
fn trait_impls(_ident: &Ident, _core: &Path) -> TokenStream {
    TokenStream::new()
}

/// The traits of a mixin.
fn mixin_trait_impls(_ident: &Ident, _core: &Path) -> TokenStream {
    TokenStream::new()
}

/// The traits of an enum.
fn field_type_impls(_ident: &Ident, _core: &Path) -> TokenStream {
    TokenStream::new()
}

fn has_generics(input: &DeriveInput) -> bool {
    !input.generics.params.is_empty() || input.generics.where_clause.is_some()
}

/// The names of functions made so far: two of a name would be one mistake more.
#[derive(Default)]
struct Names(BTreeSet<String>);

/// The name as an ident, unless there is a function of that name.
fn made(names: &mut Names, name: &str) -> Option<Ident> {
    names.0.insert(name.to_owned()).then(|| format_ident!("{name}"))
}

fn accessors(names: &mut Names, fields: &[Field], core: &Path, vis: &TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    for field in fields {
        let (ident, ty, name) = (&field.ident, &field.ty, field.ident.unraw().to_string());
        if names.0.insert(name.clone()) {
            out.extend(quote! {
                #vis fn #ident(&self) -> #core::Result<<#ty as #core::fields::FieldType>::Ref<'_>> { loop {} }
            });
        }
        if let Some(try_get) = made(names, &format!("try_{name}")) {
            out.extend(quote! {
                #vis fn #try_get(&self) -> ::core::option::Option<<#ty as #core::fields::FieldType>::Ref<'_>> {
                    loop {}
                }
            });
        }
        if let Some(set) = made(names, &format!("set_{name}")) {
            out.extend(quote! {
                #vis fn #set(&mut self, _: impl #core::fields::IntoField<#ty>) -> #core::Result<()> { loop {} }
            });
        }
        let by_value = matches!(field.shape, Shape::Int | Shape::Float | Shape::Bool | Shape::Copy);
        if !by_value
            && !field.read_only
            && let Some(mutable) = made(names, &format!("{name}_mut"))
        {
            out.extend(quote!(#vis fn #mutable(&mut self) -> #core::Result<&mut #ty> { loop {} }));
        }
    }
    out
}

fn builder_methods(fields: &[Field], core: &Path, vis: &TokenStream) -> TokenStream {
    let mut names = Names(BTreeSet::from(["build".to_owned()]));
    let mut out = TokenStream::new();
    for Field { ident, ty, .. } in fields {
        if names.0.insert(ident.unraw().to_string()) {
            out.extend(
                quote!(#vis fn #ident(self, _: impl #core::fields::IntoField<#ty>) -> Self { loop {} }),
            );
        }
    }
    out
}
