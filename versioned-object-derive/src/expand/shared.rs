//! A hidden macro beside a type, which has the type's name and tells the pages of other types what its fields are: a macro
//! cannot see the declaration of another type, but the compiler finds the macro wherever it finds the type.

use std::env;

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Path, Type, Visibility};

use super::literals::{NAMESPACE, SERIAL_NAMESPACE};
use super::rows::{Page, change_rows, code, left_out, link, members, rows};
use super::seen::Seen;
use crate::model::{Core, Mixin, Object};
use crate::syntax::{Shape, plain, type_text};

/// How many types of a name there were.
static SEEN: Seen = Seen::new();

/// What a macro tells.
struct Told<'a> {
    ident: &'a Ident,
    vis: &'a Visibility,
    core: &'a Core,
    /// In brackets, each perhaps empty: rows, what versions changed, an example, extra fields; version, namespace and
    /// prefix.
    parts: [Vec<String>; 7],
    /// What pages of other crates say of the accessors, which they have as they were compiled.
    as_compiled: Option<String>,
    /// What the example leaves out, a line each; these stand in its brackets, in brackets of their own.
    left: Vec<String>,
    /// The mixins and the parent, whose fields are told after these, each with the row above its own.
    groups: Vec<(&'a Type, String)>,
}

pub(super) fn of_object(object: &Object) -> TokenStream {
    // A stub says nothing.
    if object.name.is_empty() {
        return TokenStream::new();
    }
    let or = |given: Option<String>, otherwise: &str| match given {
        Some(given) => given,
        None if object.extends.is_some() => String::new(),
        None => otherwise.to_owned(),
    };
    let extra: Vec<_> = object.extra_fields.iter().map(|name| code(&plain(name))).collect();
    let version = object.version.as_ref().map(|version| version.value.to_string());
    let name = plain(&object.ident);
    let parts = [
        rows(&object.fields, Page::OfSubclass),
        change_rows(&object.fields, &object.notes),
        members(&object.fields),
        extra.join(", "),
        or(version, ""),
        or(object.namespace.clone(), NAMESPACE),
        or(object.serial_namespace.clone(), SERIAL_NAMESPACE),
    ];
    let told = Told {
        ident: &object.ident,
        vis: &object.vis,
        core: &object.core,
        parts: parts.map(listed),
        as_compiled: as_compiled(object),
        left: left_out(&object.fields, Some(&format!("the page of {} has an example with it", code(&name)))),
        groups: groups(object, |ty| code(&type_text(ty))),
    };
    told.tokens()
}

pub(super) fn of_mixin(mixin: &Mixin) -> TokenStream {
    let fields = &mixin.fields;
    let none = String::new;
    let parts = [
        rows(fields, Page::OfUser),
        change_rows(fields, &[]),
        members(fields),
        none(),
        none(),
        none(),
        none(),
    ];
    let told = Told {
        ident: &mixin.ident,
        vis: &mixin.vis,
        core: &mixin.core,
        parts: parts.map(listed),
        as_compiled: None,
        left: left_out(
            fields,
            Some(&format!("{} alone can ask its type for a value", code(&plain(&mixin.ident)))),
        ),
        groups: Vec::new(),
    };
    told.tokens()
}

fn listed(text: String) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { vec![text] }
}

impl Told<'_> {
    fn tokens(&self) -> TokenStream {
        let Self { ident, vis, core, .. } = self;
        let name = self.name();
        let is_public = matches!(vis, Visibility::Public(_));
        // Other crates see what is compiled without `cfg(doc)`.
        let only_in_docs = (!is_public).then(|| quote!(#[cfg(doc)]));
        let export = is_public.then(|| quote!(#[allow(non_local_definitions)] #[macro_export]));
        let dollar = Punct::new('$', Spacing::Alone);
        let joined: Option<Vec<(Path, String)>> =
            self.groups.iter().map(|(ty, header)| Some((macro_path(ty)?, header.clone()))).collect();
        let joined = joined.unwrap_or_default().into_iter().rev().fold(
            None,
            |after: Option<TokenStream>, (path, header)| {
                let after = after.unwrap_or_default();
                Some(quote!({#path} #header #after))
            },
        );
        let mut parts = self.parts.clone();
        let with_joined = joined.map(|groups| {
            let lists = lists(&parts, &self.left);
            quote! {
                #[cfg(doc)]
                #core::__page! { {join #dollar #name [#export] {#lists} #groups} {[] [] [] [] [] [] []} }
            }
        });
        let of_words = |lists: TokenStream, condition: Option<TokenStream>| {
            quote! {
                #condition
                #only_in_docs
                #[doc(hidden)]
                #export
                macro_rules! #name {
                    ({#dollar(#dollar then:tt)*} #dollar(#dollar asked:tt)*) => {
                        #dollar(#dollar then)*! { {#dollar(#dollar asked)*} {#lists} }
                    };
                }
            }
        };
        let as_compiled = self.as_compiled.clone().filter(|_| is_public);
        let is_otherwise = with_joined.is_some() || as_compiled.is_some();
        let here = (with_joined.is_none() && is_otherwise)
            .then(|| of_words(lists(&parts, &self.left), Some(quote!(#[cfg(doc)]))));
        let [rows, ..] = &mut parts;
        // A mistake in the type of a mixin is told once, so its macro is asked for nothing but pages.
        rows.extend(self.groups.iter().map(|(ty, _)| elsewhere(ty)));
        rows.extend(as_compiled);
        let alone = (is_public || with_joined.is_none())
            .then(|| of_words(lists(&parts, &self.left), is_otherwise.then(|| quote!(#[cfg(not(doc))]))));
        quote! {
            #with_joined
            #here
            #alone

            #only_in_docs
            #[doc(hidden)]
            #[allow(unused_imports, unreachable_pub, clippy::pub_use)]
            #vis use #name as #ident;
        }
    }

    /// A name of its own among the macros of the crate: types of one name may stand in several modules, and the types of a
    /// crate are expanded one after the other.
    fn name(&self) -> Ident {
        let name = plain(self.ident);
        let before = SEEN.before(name.clone());
        // Tests expand a type several times.
        let number = if cfg!(test) { 0 } else { before };
        format_ident!("__page_of_{name}_{number}", span = Span::call_site())
    }
}

fn lists(parts: &[Vec<String>; 7], left: &[String]) -> TokenStream {
    let [rows, versions, example, rest @ ..] = parts;
    quote!([#(#rows)*] [#(#versions)*] [#(#example)* #([#left])*] #([#(#rest)*])*)
}

/// The row that tells other crates what the getters are that subclasses there show: what the compiler alone knows of a type
/// is as it was compiled, without documentation.
fn as_compiled(object: &Object) -> Option<String> {
    let name = code(&plain(&object.ident));
    object.fields.iter().any(|field| matches!(field.shape, Shape::Other)).then(|| {
        format!(
            "| *of* {name} | | | its getters stand below as its crate was compiled: `<T as IsFieldType>::Ref<'_>` is what \
             the getter gives of a `T`, which the page of {name} has as people write it | |\n"
        )
    })
}

/// The row of a type whose fields are told on its own page: to other crates, which do not find it by its name here.
fn elsewhere(ty: &Type) -> String {
    let name = type_text(ty);
    let (named, of) = match (env::var("CARGO_CRATE_NAME"), macro_path(ty)) {
        (Ok(within), Some(path)) => {
            let path =
                path.segments.iter().map(|segment| plain(&segment.ident)).filter(|word| word != "crate");
            let path = path.collect::<Vec<_>>().join("::");
            (link(&name, &format!("::{within}::{path}")), format!("of the crate `{within}`: "))
        }
        _ => (name, String::new()),
    };
    format!("| *of* <code>{named}</code> | | | {of}its fields are on its own page | |\n")
}

/// The mixins and the parent of an object, each with the row that stands above its fields.
pub(super) fn groups(object: &Object, name: impl Fn(&Type) -> String) -> Vec<(&Type, String)> {
    let of_mixins = object.mixins.iter().map(|mixin| (&mixin.ty, String::new()));
    let of_parent = object.extends.as_ref().map(|extends| {
        let own =
            object.version.as_ref().map(|own| format!("versions above {} are those of it alone", own.value));
        (&extends.ty, own.unwrap_or_default())
    });
    let groups = of_mixins.chain(of_parent);
    groups.map(|(ty, note)| (ty, format!("| *of* {} | | | {note} | |\n", name(ty)))).collect()
}

/// The macro that has the name of a type, by the path to the type.
pub(super) fn macro_path(ty: &Type) -> Option<Path> {
    match ty {
        Type::Path(path) if path.qself.is_none() => {
            let plain = path.path.segments.iter().all(|segment| segment.arguments.is_none());
            plain.then(|| path.path.clone())
        }
        Type::Group(group) => macro_path(&group.elem),
        Type::Paren(paren) => macro_path(&paren.elem),
        _ => None,
    }
}
