//! Functions that attributes name.
//!
//! Each is made a `&dyn Fn` of the type that it should have: a function that has another is one error at its name, which
//! shows it, what it takes or returns, and what is expected; and nobody proposes to write arguments into the attribute.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{ExprPath, Path, Type};

use super::accessors::as_field_type;

/// The function, borrowed as one of this type.
fn function(path: &impl ToTokens, ty: &TokenStream) -> TokenStream {
    let borrow = quote_spanned!(path.span()=> &);
    quote!(let __function: &dyn #ty = #borrow #path;)
}

/// What an argument of a field's type is: what its getter gives.
fn given(ty: &Type) -> TokenStream {
    let ty = as_field_type(ty, &quote!(__vo));
    quote_spanned!(ty.span()=> #ty::Ref<'a>)
}

/// A validator of values of a type.
pub(super) fn validator(path: &ExprPath, ty: &Type) -> TokenStream {
    let given = given(ty);
    let function = function(path, &quote!(for<'a> ::core::ops::Fn(#given) -> ::core::result::Result<(), _>));
    // What is told at the path or at the type names what is bound here, also where these come from another macro.
    let [value, reason] = ["__value", "__reason"].map(|name| Ident::new(name, Span::call_site()));
    let refused = quote_spanned!(path.span()=> <_ as __vo::fields::Reason>::refusal(&#reason));
    let checked = quote! {
        #function
        ::core::result::Result::map_err(__function(#value), |#reason| #refused)
    };
    // The closure stands at the type: that it is none of fields is told there.
    quote_spanned!(ty.span()=> |#value| { #checked })
}

/// A converter from one type to another.
pub(super) fn converter(path: &Path, from: &Type, to: &Type) -> TokenStream {
    let given = given(from);
    let function = function(path, &quote!(for<'a> ::core::ops::Fn(#given) -> _));
    let converted = converted(path, to);
    quote! {
        |__value, __to| {
            #function
            #converted(__function(__value), __to)
        }
    }
}

/// A converter from the type that the `from` of the next change says.
pub(super) fn converter_of_next(path: &Path, from: &Type, to: &Type) -> TokenStream {
    let call = quote_spanned!(path.span()=> <_ as __vo::fields::TakesNextFrom<#from, _>>::call);
    let converted = converted(path, to);
    quote!(|__value, __to| #converted(#call(&#path, __value), __to))
}

fn converted(path: &Path, to: &Type) -> TokenStream {
    quote_spanned!(path.span()=> <_ as __vo::fields::Converted<#to, _>>::converted)
}

/// The `load_attr` hook of a type.
pub(super) fn load_attr(path: &Path, object: &Ident) -> TokenStream {
    let ty = quote!(::core::ops::Fn(&mut #object, &'static ::core::primitive::str) -> __vo::Result<()>);
    let function = function(path, &ty);
    quote! {
        |__object, __field| {
            #function
            __function(__object, __field)
        }
    }
}

/// The `make_compatible` hook of a type.
pub(super) fn make_compatible(path: &Path, object: &Ident) -> TokenStream {
    let data = quote!(__vo::serde_json::Map<::std::string::String, __vo::serde_json::Value>);
    let ty = quote!(::core::ops::Fn(&#object, &mut #data, __vo::Version) -> __vo::Result<()>);
    let function = function(path, &ty);
    quote! {
        |__object, __data, __target| {
            #function
            __function(__object, __data, __target)
        }
    }
}

/// What a value goes through on its way into a column.
pub(super) fn to_column(path: &Path) -> TokenStream {
    let function = function(path, &quote!(::core::ops::Fn(__vo::Value) -> __vo::Value));
    quote! {
        |__value| {
            #function
            __function(__value)
        }
    }
}

/// The value of an extra field, of a `self` that lives for `'a`.
pub(super) fn extra(method: &Ident) -> TokenStream {
    let mut path = Path::from(Ident::new("Self", method.span()));
    path.segments.push(method.clone().into());
    let function = function(&path, &quote!(::core::ops::Fn(&'a Self) -> _));
    let value = quote_spanned!(method.span()=> <_ as __vo::IntoExtra>::into_extra);
    quote! {{
        #function
        #value(__function(self))
    }}
}
