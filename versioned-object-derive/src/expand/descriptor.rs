//! The tables of fields.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use super::accessors::field_type;
use crate::model::{DefaultRepr, Field, Table, Version};

/// A version as a constant.
pub(super) fn version(version: Version) -> TokenStream {
    let Version { major, minor } = version;
    quote!(__vo::Version::new(#major, #minor))
}

/// The descriptor of a field. A default is turned into what Python prints only where a fingerprint needs it.
pub(super) fn field(field: &Field, printed: bool) -> TokenStream {
    let (name, docs, field_type) = (&field.wire_name, &field.docs, field_type(field, &quote!(__vo)));
    let default = default(field, printed).map(|default| quote!(.with_default(#default)));
    let read_only = field.read_only.then(|| quote!(.read_only()));
    let sensitive = field.sensitive.then(|| quote!(.sensitive()));
    let object = field.object.as_ref().map(|object| {
        let name = &object.value;
        quote!(.object(#name))
    });
    let since = field.since.as_ref().map(|since| {
        let version = version(since.value);
        quote!(.since(#version))
    });
    let until = field.until.as_ref().map(|until| {
        let version = version(until.value);
        quote!(.until(#version))
    });
    let column = field.column.as_ref().map(|column| quote!(.column(#column)));
    let no_column = field.no_column.then(|| quote!(.no_column()));
    let sql_type = field.sql_type.as_ref().map(|sql_type| quote!(.sql_type(#sql_type)));
    let to_column = field.to_column.as_ref().map(|path| quote_spanned!(path.span()=> .to_column(#path)));
    let validate = field.validate.as_ref().map(|path| {
        let inner = &field.inner;
        quote_spanned! {path.span()=>
            .validate(|__cell| __vo::__private::validate::<#inner, _>(__cell, #path))
        }
    });
    quote! {
        __vo::FieldDescriptor::new(#name, #docs, #field_type::TYPE)
            #default #read_only #sensitive #object #since #until #column #no_column #sql_type #to_column #validate
    }
}

fn default(field: &Field, printed: bool) -> Option<TokenStream> {
    let given = field.fingerprint_default.as_ref().map(|text| {
        let text = &text.value;
        quote!(__vo::DefaultRepr::Text(#text))
    });
    let Some(default) = &field.default else {
        return given.map(|repr| quote!(__vo::DefaultDescriptor::fingerprint_only(#repr)));
    };
    let (ty, value) = (&field.ty, &default.inner);
    let put = quote_spanned!(value.span()=> |__cell| __vo::__private::put_default::<#ty>(__cell, #value));
    let repr = given.unwrap_or_else(|| match &default.repr {
        DefaultRepr::Text(text) => quote!(__vo::DefaultRepr::Text(#text)),
        DefaultRepr::EnumPath => quote_spanned!(value.span()=> __vo::DefaultRepr::Text((#value).as_str())),
        DefaultRepr::ConstPath if printed => {
            quote_spanned!(value.span()=> __vo::__private::ConstDefault(#value).repr())
        }
        DefaultRepr::ConstPath | DefaultRepr::Unprintable => quote!(__vo::DefaultRepr::Unknown),
    });
    Some(quote!(__vo::DefaultDescriptor::new(#put, #repr)))
}

/// The table of an object; a subclass starts from its parent's.
pub(super) fn table(table: &Table, parent: Option<&TokenStream>) -> TokenStream {
    let name = &table.name;
    let start = match parent {
        Some(parent) => quote!(__vo::__private::inherit_table(#parent::TABLE, #name)),
        None => quote!(__vo::TableDescriptor::new(#name)),
    };
    let call = |method: &str, field: Option<&Ident>| {
        field.map(|field| {
            let (method, field) = (format_ident!("{method}"), field.unraw().to_string());
            quote!(.#method(#field))
        })
    };
    let key = call("key", table.key.as_ref());
    let project = call("project", table.project.as_ref());
    let created = call("created", table.timestamps.created.as_ref());
    let updated = call("updated", table.timestamps.updated.as_ref());
    let soft_delete = table.soft_delete.as_ref().map(|soft| {
        let flag = soft.flag.unraw().to_string();
        let at = match &soft.at {
            Some(at) => {
                let at = at.unraw().to_string();
                quote!(::core::option::Option::Some(#at))
            }
            None => quote!(::core::option::Option::None),
        };
        let set = soft.set.iter().map(|(field, text)| {
            let field = field.unraw().to_string();
            quote!((#field, #text))
        });
        quote!(.soft_delete(__vo::SoftDelete { flag: #flag, at: #at, set: &[#(#set),*] }))
    });
    let null_integers = table.zero_nulls.map(|zero| {
        let rule = if zero { quote!(Zero) } else { quote!(Keep) };
        quote!(.null_integers(__vo::NullIntegers::#rule))
    });
    quote!(#start #key #project #soft_delete #created #updated #null_integers)
}
