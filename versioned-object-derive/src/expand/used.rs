//! What stands on the page of an enum of an object that has fields of it: since when they take which of its values.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{GenericArgument, Path, PathArguments, Type};

use super::shared::macro_path;
use crate::model::{Core, Field};
use crate::syntax::{Shape, last_segment, plain, shape};

/// For each type that may be an enum of one of the fields what its page says, if it is one.
pub(super) fn used(owner: &Ident, core: &Core, fields: &[Field], is_mixin: bool) -> TokenStream {
    let mut of_types: Vec<(Path, Vec<&Field>)> = Vec::new();
    for field in fields.iter().filter(|field| !field.listed) {
        let Some(path) = innermost(&field.inner) else { continue };
        match of_types.iter_mut().find(|(other, _)| may_be_one(other, &path)) {
            Some((_, fields)) => fields.push(field),
            None => of_types.push((path, vec![field])),
        }
    }
    let items = of_types.iter().enumerate().map(|(at, (path, fields))| {
        let lines: String = fields.iter().map(|field| line(field, owner, path, is_mixin)).collect();
        let name = |path: &Path| path.segments.last().map(|segment| plain(&segment.ident));
        // Both may lead to one type all the same, by a `use`, and it would be implemented twice.
        let number = of_types.iter().take(at).filter(|(other, _)| name(other) == name(path)).count();
        let number = (number > 0).then(|| quote!(, #number));
        quote! {
            #core::__private::TypeOf<#path>! { {#core::__page} used {
                #[doc = #lines]
                #[allow(rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
                impl #core::fields::UsedBy<#owner #number> for #path {}
            } }
        }
    });
    quote!(#(const _: () = { #items };)*)
}

/// Whether two paths may lead to one type: the names of the shorter one end the other, but for words that lead to a module.
fn may_be_one(one: &Path, other: &Path) -> bool {
    let names = |path: &Path| -> Vec<String> {
        let words = path.segments.iter().map(|segment| plain(&segment.ident));
        words.skip_while(|word| matches!(word.as_str(), "crate" | "self" | "super")).collect()
    };
    let (one, other) = (names(one), names(other));
    one.ends_with(&other) || other.ends_with(&one)
}

fn line(field: &Field, owner: &Ident, ty: &Path, is_mixin: bool) -> String {
    let name = plain(&field.ident);
    let link = if is_mixin { format!("`{name}`") } else { format!("[`{name}`][{owner}::{name}]") };
    let since = field.since.as_ref().map(|since| format!(", since {}", since.value)).unwrap_or_default();
    let until = field.until.as_ref().map(|until| format!(", until {}", until.value)).unwrap_or_default();
    let ty = quote!(#ty).to_string().replace(' ', "");
    let variant = |ident: &Ident| format!("[`{0}`][{ty}::{0}]", plain(ident));
    let values = field.values.iter().map(|value| {
        let (new, old) = (variant(&value.variant), variant(&value.instead));
        format!("{new} since {}, for which older versions get {old}", value.version.value)
    });
    let values: Vec<_> = values.collect();
    let values = if values.is_empty() { "all values".to_owned() } else { values.join("; ") };
    format!("- {link}{since}{until}: {values}.\n")
}

/// The type in lists, sets and maps, if it is a name that only the compiler knows.
fn innermost(ty: &Type) -> Option<Path> {
    match shape(ty) {
        Shape::List(item) => innermost(&item),
        Shape::Dict | Shape::Set => {
            let PathArguments::AngleBracketed(given) = &last_segment(ty)?.arguments else { return None };
            match given.args.last()? {
                GenericArgument::Type(item) => innermost(item),
                _ => None,
            }
        }
        Shape::Other if super::rows::in_core(&plain(&last_segment(ty)?.ident)).is_none() => macro_path(ty),
        _ => None,
    }
}
