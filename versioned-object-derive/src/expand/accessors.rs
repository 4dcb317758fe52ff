//! Getters, setters, guards and keys.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream};
use quote::{ToTokens, TokenStreamExt as _, format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Ident, Type, Visibility};

use super::known::{at, elements, ends, held, is_plain, known};
use crate::model::{Core, Field};
use crate::syntax::{Code, DocText, Shape, adapted, shape, type_text};

/// What the accessors of all fields of a type have in common.
pub(super) struct Accessors<'a> {
    /// The core crate.
    pub(super) core: &'a Core,
    /// Their visibility.
    pub(super) vis: &'a Visibility,
    /// The descriptor of the object.
    pub(super) descriptor: Code,
    /// A mutable borrow of the meta.
    pub(super) meta: Code,
    /// What holds the cells.
    pub(super) receiver: Code,
    /// The field that identifies an object in its table, if it is known here.
    pub(super) table_key: Option<Ident>,
    /// For a mixin: what makes `receiver` and `meta` of `&self` and of `&mut self`.
    pub(super) prelude: Option<[Code; 2]>,
}

impl Accessors<'_> {
    /// The accessors of one field, in the slot given.
    pub(super) fn field(&self, field: &Field, slot: &TokenStream) -> TokenStream {
        let Self { core, vis, descriptor, meta, receiver, prelude, .. } = self;
        let (shared, unique) = prelude.as_ref().map(|[shared, unique]| (shared, unique)).unzip();
        let (ident, ty, held) = (&field.ident, &field.ty, held(&field.ty, core));
        let deprecated = deprecated(field);
        let set_cell = if is_plain(ty) {
            quote!(#core::__private::set_from::<#ty, __V>)
        } else {
            let field_type = field_type(field, core);
            quote!(#field_type::set::<__V>)
        };
        let docs = Docs::of(field);
        let (get_doc, try_doc, set_doc) = (&docs.get, &docs.try_get, &docs.set);
        let output = getter_type(field, core);
        // What the compiler alone knows to be no type of a field is told at the type, once, for all mentions end there.
        let is_known = !matches!(field.shape, Shape::Other);
        let option = quote!(::core::option::Option);
        let (result, option) = if is_known {
            (quote!(#core::Result<#output>), quote!(#option<#output>))
        } else {
            (at(&field.inner, &quote!(#core::Result), &output), at(&field.inner, &option, &output))
        };
        let get = lend(field, core, "", quote!(&#receiver.#ident, #descriptor, #slot));
        let try_value = lend(field, core, "try_", quote!(&#receiver.#ident));
        let try_get = named("try_", field);
        let set = named("set_", field);
        let guard = guard_type(field, core).map(|guard| {
            let mutable = mutable(field);
            let mut_doc = &docs.mutable;
            // Who calls that of a read-only field is told so.
            let (hidden, bound) = if field.read_only {
                (Some(quote!(#[doc(hidden)])), Some(quote!(where #held: #core::fields::NotReadOnly<'__a>,)))
            } else {
                (None, None)
            };
            let lifetime = field.read_only.then(|| quote!('__a));
            let open = open(field, core, &quote!(&mut #receiver.#ident), meta, &quote!(#descriptor, #slot));
            quote! {
                #[doc = #mut_doc]
                #hidden
                #deprecated
                #[inline]
                #vis fn #mutable<#lifetime>(&#lifetime mut self) -> #core::Result<#guard> #bound {
                    #unique
                    #open
                }
            }
        });
        // Whether a type that only the compiler knows can be changed in place is asked where this is called. The guard is
        // a parameter, for a result that is not known hides the method, and what is missing is told of the method.
        let maybe_guard = matches!(field.shape, Shape::Other).then(|| {
            let mutable = mutable(field);
            let bound = field.read_only.then(|| quote!(#held: #core::fields::NotReadOnly<'__a>,));
            quote! {
                #[doc(hidden)]
                #deprecated
                #[inline]
                #vis fn #mutable<'__a, __T, __G>(&'__a mut self) -> #core::Result<__G>
                where
                    #bound
                    #core::Attr<#ty>: #core::__private::CellOf<__T>,
                    __T: #core::fields::MutableIn<'__a, GuardIn = __G>,
                {
                    #unique
                    let cell = #core::__private::CellOf::<__T>::cell_of(&mut #receiver.#ident);
                    __T::guard_in(cell, #meta, #descriptor, #slot)
                }
            }
        });
        quote! {
            #[doc = #get_doc]
            #deprecated
            #[inline]
            #vis fn #ident(&self) -> #result {
                #shared
                #get
            }

            #[doc = #try_doc]
            #deprecated
            #[inline]
            #vis fn #try_get(&self) -> #option {
                #shared
                #try_value
            }

            #[doc = #set_doc]
            #deprecated
            #vis fn #set<__V>(&mut self, value: __V) -> #core::Result<()>
            where
                #held: #core::FieldFrom<__V>,
            {
                #unique
                #set_cell(&mut #receiver.#ident, #meta, #descriptor, #slot, value)
            }

            #guard
            #maybe_guard
        }
    }
}

impl Accessors<'_> {
    /// The key of one field, in the slot given.
    pub(super) fn key(&self, field: &Field, slot: &TokenStream) -> TokenStream {
        let Self { core, vis, .. } = self;
        let (ident, ty, name) = (key_ident(field), &field.ty, &field.wire_name);
        let doc = Docs::of_key(field);
        let state = self.column_state(field).map(|state| quote!(, #state));
        let deprecated = deprecated(field);
        quote! {
            #[doc = #doc]
            #deprecated
            #vis const #ident: #core::Key<Self, #ty #state> = #core::Key::new(#slot, #name);
        }
    }

    /// What the key says of the field's column; none for what is usual.
    fn column_state(&self, field: &Field) -> Option<TokenStream> {
        let core = &self.core;
        if field.relation().is_some() {
            return Some(quote!(#core::fields::Related));
        }
        if field.no_column || matches!(field.shape, Shape::Subclass) {
            return Some(quote!(#core::fields::NoColumn));
        }
        let fixed = field.read_only || self.table_key.as_ref() == Some(&field.ident);
        let fixed = fixed.then(|| quote!(#core::fields::Fixed));
        let is_scalar = |ty: &Type| shape(ty).is_scalar() || adapted(ty).is_some();
        if is_scalar(&field.inner) || matches!(&field.shape, Shape::List(item) if is_scalar(item)) {
            return fixed;
        }
        let state = fixed.unwrap_or(quote!(#core::fields::Stored));
        let field_type = field_type(field, core);
        Some(quote!(#core::__private::ColumnOf<{ #core::__private::has_column(#field_type::TYPE) }, #state>))
    }
}

/// The field's type as one of fields. That it is none is reported at the type: once, for all mentions are alike.
pub(super) fn field_type(field: &Field, core: &dyn ToTokens) -> TokenStream {
    if field.listed {
        let ty = elements(&field.ty, core);
        return quote!(<#ty as #core::IsFieldType>);
    }
    as_field_type(&field.ty, core)
}

/// A type as one of fields, in the same way.
pub(super) fn as_field_type(ty: &Type, core: &dyn ToTokens) -> TokenStream {
    as_trait(ty, "IsFieldType", core)
}

/// A field's type as one of a trait of core's.
pub(super) fn as_trait(ty: &Type, name: &str, core: &dyn ToTokens) -> TokenStream {
    let (first, last) = ends(ty);
    let name = name.split("::").map(|name| Ident::new(name, first));
    let ty = known(ty, core);
    let mut out = quote_spanned!(first=> <#ty as #core #(::#name)*);
    let mut close = Punct::new('>', Spacing::Alone);
    close.set_span(last);
    out.append(close);
    out
}

/// The methods of a builder. `with` says what the builder becomes, of the name of a setter.
pub(super) fn builder_methods(
    fields: &[Field],
    core: &dyn ToTokens,
    vis: &dyn ToTokens,
    with: impl Fn(Ident) -> TokenStream,
) -> TokenStream {
    let methods = fields.iter().map(|field| {
        let (ident, held, with) = (&field.ident, held(&field.ty, core), with(named("set_", field)));
        let doc = format!("Sets the field `{}`.", field.wire_name);
        let deprecated = deprecated(field);
        quote! {
            #[doc = #doc]
            #deprecated
            #vis fn #ident<__V>(self, value: __V) -> Self
            where
                #held: #core::FieldFrom<__V>,
            {
                #with
            }
        }
    });
    quote!(#(#methods)*)
}

/// What deprecates everything that reads or sets a field: its own attribute, or that a version removed it.
fn deprecated(field: &Field) -> Option<TokenStream> {
    if let Some(given) = &field.deprecated {
        return Some(quote!(#given));
    }
    let until = field.until.as_ref()?.value;
    let note = format!("removed in {}.{}: older data has it", until.major, until.minor);
    Some(quote!(#[deprecated(note = #note)]))
}

/// The name of a key: the field's in capitals.
pub(super) fn key_ident(field: &Field) -> Ident {
    format_ident!("{}", field.ident.unraw().to_string().to_uppercase(), span = field.ident.span())
}

/// The name of what changes a field in place.
fn mutable(field: &Field) -> Ident {
    format_ident!("{}_mut", field.ident.unraw(), span = field.ident.span())
}

fn named(prefix: &str, field: &Field) -> Ident {
    format_ident!("{prefix}{}", field.ident.unraw(), span = field.ident.span())
}

/// What the getter gives, spelled as people would.
pub(super) fn getter_type(field: &Field, core: &dyn ToTokens) -> TokenStream {
    let inner = &field.inner;
    let plain = match &field.shape {
        Shape::Text => quote!(&::core::primitive::str),
        Shape::Int | Shape::Float | Shape::Bool | Shape::Copy => quote!(#inner),
        Shape::List(item) => quote!(&[#item]),
        Shape::Dict | Shape::Set => quote!(&#inner),
        Shape::Boxed(child) => quote!(&#child),
        Shape::Subclass => quote!(&dyn #core::DynObject),
        Shape::Other => match adapted(inner) {
            Some(adapted) => quote!(&#adapted),
            None => at(inner, &quote!(#core::FieldRef), &quote!('_, #inner)),
        },
    };
    match &field.shape {
        _ if !field.nullable => plain,
        Shape::Other => at(&field.inner, &quote!(::core::option::Option), &plain),
        _ => quote!(::core::option::Option<#plain>),
    }
}

/// What a getter does. Where the shape of the type says what it gives, nothing is asked of the types in it.
fn lend(field: &Field, core: &dyn ToTokens, way: &str, arguments: TokenStream) -> TokenStream {
    let function = match field.shape {
        Shape::List(_) | Shape::Boxed(_) | Shape::Subclass => "lent",
        Shape::Dict | Shape::Set => "whole",
        Shape::Other if adapted(&field.inner).is_some() => "lent",
        Shape::Int | Shape::Float | Shape::Bool | Shape::Copy => {
            let function = format_ident!("{way}copied");
            return quote!(#core::__private::#function(#arguments));
        }
        Shape::Text | Shape::Other => {
            let (first, last) = ends(&field.inner);
            let ty = known(&field.ty, core);
            let close = quote_spanned!(last=> >);
            let field_type = quote_spanned!(first=> <#ty as #core::IsFieldType #close);
            // The call ends where the type does: what is wrong with the type is told there.
            let get = format_ident!("{way}get", span = last);
            let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
            arguments.set_span(last);
            return quote_spanned!(last=> #field_type::#get #arguments);
        }
    };
    let function = format_ident!("{way}{function}{}", or_null(field));
    quote!(#core::__private::#function(#arguments))
}

fn or_null(field: &Field) -> &'static str {
    if field.nullable { "_or_null" } else { "" }
}

/// What the `_mut` accessor gives; none for what has none.
fn guard_type(field: &Field, core: &dyn ToTokens) -> Option<TokenStream> {
    let inner = &field.inner;
    let plain = match &field.shape {
        Shape::List(_) | Shape::Dict | Shape::Set => quote!(#core::FieldGuard<'_, #inner>),
        Shape::Boxed(child) => quote!(&mut #child),
        Shape::Subclass => quote!(&mut dyn #core::DynObject),
        _ => return None,
    };
    Some(if field.nullable { quote!(::core::option::Option<#plain>) } else { plain })
}

/// What the `_mut` accessor does.
fn open(
    field: &Field,
    core: &dyn ToTokens,
    cell: &TokenStream,
    meta: &Code,
    place: &TokenStream,
) -> TokenStream {
    if matches!(field.shape, Shape::Boxed(_) | Shape::Subclass) {
        let function = format_ident!("opened{}", or_null(field));
        return quote!(#core::__private::#function(#cell, #meta, #place));
    }
    let container = if field.listed {
        let ty = elements(&field.ty, core);
        quote!(<#ty as #core::__private::Contained>)
    } else {
        as_trait(&field.inner, "__private::Contained", core)
    };
    let function = format_ident!("guard_of{}", or_null(field));
    quote!(#container::#function(#cell, #meta, #place))
}

/// The documentation of a field's accessors.
struct Docs {
    get: DocText,
    try_get: DocText,
    set: String,
    mutable: String,
}

impl Docs {
    fn of_key(field: &Field) -> String {
        let key = format!("Key of the field [`{}`](Self::{}).", field.wire_name, field.ident);
        match field.docs.sentence() {
            Some(words) => format!("{words}\n\n{key}"),
            None => key,
        }
    }

    fn of(field: &Field) -> Self {
        let name = &field.wire_name;
        let lead = field.docs.or(format!("The field `{name}`."));
        let mut notes = vec![format!("Field `{name}` of type `{}`", type_text(&field.ty))];
        if field.nullable {
            notes.push("nullable".to_owned());
        }
        if field.read_only {
            notes.push("read-only".to_owned());
        }
        if let Some(since) = &field.since {
            notes.push(format!("since {}.{}", since.value.major, since.value.minor));
        }
        if let Some(until) = &field.until {
            notes.push(format!("until {}.{}", until.value.major, until.value.minor));
        }
        let notes = notes.join(", ");
        let meaning = lead.sentence().map_or_else(|| ".".to_owned(), |words| format!(": {words}"));
        Self {
            get: lead.with(format!("\n{notes}.\n\n# Errors\nWhen the field is not set.")),
            try_get: lead.with(format!("\n{notes}; none when it is not set.")),
            set: format!(
                "Sets `{name}` and marks it changed{meaning}\n\n# Errors\nWhen the field does not take the value; it \
                 keeps the one it had."
            ),
            mutable: format!(
                "`{name}`, to be changed in place{meaning}\n\n# Errors\nWhen the field is not set."
            ),
        }
    }
}
