//! What is constant of an object: its tables of fields, and its impl of `VersionedObject`.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Ident, Visibility};

use super::methods::block_constants;
use super::names::wire_name;
use super::subclass::{self, base, mixin_type, parent_type};
use super::{calls, descriptor, known, literals, relationships, table};
use crate::keys::HookKey;
use crate::model::{DictFlavour, Extends, Field, Object};

pub(super) fn tables(object: &Object) -> TokenStream {
    let (ident, docs) = (&object.ident, &object.docs);
    let mixin_types: Vec<_> = object.mixins.iter().map(|mixin| mixin_type(&mixin.ty)).collect();
    let (slots, head, by_name) =
        (slots(object, &mixin_types), literals::head(object), literals::by_name(object));
    let option = |present: Option<TokenStream>| match present {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    };
    let fingerprint = option(object.fingerprint.as_ref().map(|hex| {
        let hex = &hex.value.digits;
        quote!(#hex)
    }));
    let listed = object.list_of.as_ref().map(|ty| {
        let (described, name) = (known::described(ty), Ident::new("__LISTED", ident.span()));
        quote!(const #name: fn() -> &'static __vo::ObjectDescriptor = #described;)
    });
    let list_of = option(listed.as_ref().map(|_| quote!(__LISTED)));
    let parent = option(object.parent().map(|ty| {
        let parent = subclass::object(ty);
        known::all_at(ty, quote!(#parent::descriptor))
    }));
    let relationships = object.relationships.iter().map(|relationship| {
        let (name, pairs) =
            (wire_name(object, &relationship.field), relationships::pairs(&relationship.versions.pairs));
        quote!(__vo::Relationship { field: #name, versions: #pairs })
    });
    let child_versions =
        object.child_versions.as_ref().map_or(quote!(&[]), |given| relationships::pairs(&given.value.pairs));
    let notes = object.notes.iter().map(|note| {
        let (version, text) = (descriptor::version(note.version.value), &note.text);
        quote!((#version, #text))
    });
    let blocks = block_constants(ident.span());
    let python = option(object.python.as_ref().map(|python| quote!(#python)));
    let comparable = object.comparable;
    quote! {
        #listed
        const __METHODS: &[&[__vo::MethodDescriptor]] = &[#(#ident::#blocks),*];
        #slots
        static __DESCRIPTOR: __vo::ObjectDescriptor = __vo::__private::Parts {
            doc: #docs,
            module: ::core::module_path!(),
            package: ::core::option_env!("CARGO_PKG_NAME"),
            fingerprint: #fingerprint,
            list_of: #list_of,
            relationships: &[#(#relationships),*],
            child_versions: #child_versions,
            notes: &[#(#notes),*],
            parent: #parent,
            mixins: &[#(#mixin_types::MIXIN),*],
            python: #python,
            comparable: #comparable,
            head: #head,
            by_name: #by_name,
            methods: &__vo::__private::concat_methods::<{ __vo::__private::count_methods(__METHODS) }>(__METHODS),
        }
        .descriptor::<#ident>();
    }
}

/// Whether it is asked how Python prints the default of a field: for a fingerprint, and of what marks rows as deleted.
fn is_printed(object: &Object, field: &Field) -> bool {
    let flag = object.table.as_ref().and_then(|table| table.soft_delete.as_ref()).map(|soft| &soft.flag);
    object.fingerprint.is_some() || flag == Some(&field.ident)
}

/// The fields by slot where not all are the object's own.
fn slots(object: &Object, mixin_types: &[TokenStream]) -> Option<TokenStream> {
    if literals::has_all_fields(object) {
        return None;
    }
    let ident = &object.ident;
    let own = object.fields.iter().map(|field| descriptor::field(field, ident, is_printed(object, field)));
    let own_len = object.fields.len();
    let own_name = Ident::new("__OWN", ident.span());
    let parent = object.extends.as_ref().map(parent_type);
    let base_len =
        parent.as_ref().map(|parent| quote!(const __BASE: ::core::primitive::usize = #parent::SLOTS.len();));
    let base = base(object);
    let base_slots = parent.as_ref().map(|parent| {
        // Its own version may be below those in which the parent changed.
        if let Some(version) = &object.version {
            let version = descriptor::version(version.value);
            quote!(&__vo::__private::up_to::<{ __BASE }>(#parent::SLOTS, #version),)
        } else {
            quote!(#parent::SLOTS,)
        }
    });
    let order = parent.map(|parent| {
        quote!(static __ORDER: [::core::primitive::u16; __LEN] = __vo::__private::order(#parent::ORDER);)
    });
    Some(quote! {
        #base_len
        const #own_name: [__vo::FieldDescriptor; #own_len] = [#(#own),*];
        const __LEN: ::core::primitive::usize = #base + #own_len #(+ #mixin_types::FIELDS.len())*;
        static __SLOTS: [__vo::FieldDescriptor; __LEN] =
            __vo::__private::concat(
                &[#base_slots &#own_name, #(#mixin_types::FIELDS),*],
                <#ident as __vo::VersionedObject>::TABLE,
            );
        #order
    })
}

/// The fields by slot where all are the object's own. They stand where they are asked for: each constant or static that
/// hands them on is checked by the compiler once more.
fn own_slots(object: &Object) -> Option<TokenStream> {
    let key = table::own_key(object).map(|key| &key.ident);
    let own = object.fields.iter().map(|field| {
        let descriptor = descriptor::field(field, &object.ident, is_printed(object, field));
        let is_key = (key == Some(&field.ident)).then(|| quote!(.key_of_table()));
        quote!(#descriptor #is_key)
    });
    literals::has_all_fields(object).then(|| quote!(&[#(#own),*]))
}

/// The slots in the order of the wire.
fn order(object: &Object) -> TokenStream {
    if object.extends.is_some() {
        return quote!(&__ORDER);
    }
    let own_len = object.fields.len();
    let len = if literals::has_all_fields(object) { quote!(#own_len) } else { quote!(__LEN) };
    quote!(__vo::__private::InOrder::<#len>::SLOTS)
}

pub(super) fn versioned_object(object: &Object) -> TokenStream {
    let (ident, name) = (&object.ident, &object.name);
    let base = object.extends.as_ref().map(parent_type);
    let given = |value: Option<TokenStream>, constant: TokenStream, default: TokenStream| match (&base, value)
    {
        (_, Some(value)) => value,
        (Some(base), None) => quote!(#base::#constant),
        (None, None) => default,
    };
    let version = given(
        object.version.as_ref().map(|version| descriptor::version(version.value)),
        quote!(VERSION),
        quote!(__vo::Version::new(1, 0)),
    );
    let namespace = given(
        object.namespace.as_ref().map(|namespace| quote!(#namespace)),
        quote!(NAMESPACE),
        quote!(__vo::DEFAULT_NAMESPACE),
    );
    let serial = given(
        object.serial_namespace.as_ref().map(|namespace| quote!(#namespace)),
        quote!(SERIAL_NAMESPACE),
        quote!(__vo::DEFAULT_SERIAL_NAMESPACE),
    );
    let cinder = (object.dict == DictFlavour::Cinder).then(|| quote!(__vo::DictFlavour::Cinder));
    let dict = given(cinder, quote!(DICT), quote!(__vo::DictFlavour::Oslo));
    let extra = extra_fields(object, base.as_ref());
    let remotable = remotable(object, base.as_ref());
    let table = object.table.as_ref().map(|table| {
        let table = table::table(object, table);
        quote!(const TABLE: ::core::option::Option<__vo::TableDescriptor> = ::core::option::Option::Some(#table);)
    });
    let has_table = has_table(object);
    let hooks = hooks(object);
    // What is wrong with the parent is told there: without it, both impls of a subclass would be of the same type.
    let (hidden, itself) = match &object.extends {
        Some(Extends { ty, .. }) => {
            (Some(quote!(#[doc(hidden)])), quote!(<#ident as __vo::__private::Beside<#ty>>::Itself))
        }
        None => (None, ident.to_token_stream()),
    };
    let parent = match object.parent() {
        Some(ty) => {
            let parent = subclass::object(ty);
            known::all_at(ty, quote!(type Parent = #parent::Own;))
        }
        None => quote!(
            type Parent = __vo::__private::NoParent;
        ),
    };
    let (slots, order, orphan) =
        (own_slots(object).unwrap_or(quote!(&__SLOTS)), order(object), orphan(object));
    // The types of fields stand in it where the table of them does.
    let none = literals::has_all_fields(object).then(|| known::no_parameters(ident));
    quote! {
        #[automatically_derived]
        impl #none __vo::VersionedObject for #ident {
            const NAME: &'static ::core::primitive::str = #name;
            const VERSION: __vo::Version = #version;
            const NAMESPACE: &'static ::core::primitive::str = #namespace;
            const SERIAL_NAMESPACE: &'static ::core::primitive::str = #serial;
            const DICT: __vo::DictFlavour = #dict;
            const EXTRA_FIELDS: &'static [__vo::ExtraFieldDescriptor] = #extra;
            #remotable
            #table
            const HOOKS: __vo::Hooks = #hooks;
            const SLOTS: &'static [__vo::FieldDescriptor] = #slots;
            const ORDER: &'static [::core::primitive::u16] = #order;
            type Own = Self;
            #parent

            fn descriptor() -> &'static __vo::ObjectDescriptor {
                &__DESCRIPTOR
            }

            fn orphan() -> Self {
                Self { #orphan }
            }

            fn obj_clone(&self) -> Self {
                __vo::__private::Derives::<Self>::copy(self)
            }
        }

        #has_table

        #hidden
        #[automatically_derived]
        impl __vo::Extends<#itself> for #ident {}

        #[automatically_derived]
        impl ::core::default::Default for #ident {
            fn default() -> Self {
                __vo::__private::new(::core::option::Option::None)
            }
        }
    }
}

/// The computed fields: its own before those of the parent, which they may replace.
fn extra_fields(object: &Object, base: Option<&TokenStream>) -> TokenStream {
    let own_extra = object.extra_fields.iter().map(|extra| {
        let name = syn::ext::IdentExt::unraw(extra).to_string();
        quote!(__vo::ExtraFieldDescriptor { name: #name })
    });
    match base {
        Some(base) => quote! {{
            const __OWN: &[__vo::ExtraFieldDescriptor] = &[#(#own_extra),*];
            &__vo::__private::concat_extra::<{ __vo::__private::count_extra(__OWN, #base::EXTRA_FIELDS) }>(
                __OWN,
                #base::EXTRA_FIELDS,
            )
        }},
        None => quote!(&[#(#own_extra),*]),
    }
}

/// The methods that Python calls over the wire: its own before the parent's, which they may replace.
fn remotable(object: &Object, base: Option<&TokenStream>) -> Option<TokenStream> {
    let own = object.remotable.iter().map(|method| {
        let (name, spec, signature) = (&method.name, &method.spec, &method.signature);
        quote!(__vo::RemotableMethod { name: #name, spec: #spec, signature: #signature })
    });
    let own_len = object.remotable.len();
    let all = match base {
        Some(base) => quote! {
            &__vo::__private::concat_remotable::<{ #own_len + #base::REMOTABLE.len() }>(
                &[&[#(#own),*], #base::REMOTABLE],
            )
        },
        None if object.remotable.is_empty() => return None,
        None => quote!(&[#(#own),*]),
    };
    Some(quote!(const REMOTABLE: &'static [__vo::RemotableMethod] = #all;))
}

fn orphan(object: &Object) -> TokenStream {
    let fields = object.fields.iter().map(|field| &field.ident);
    let mixins = object.mixins.iter().map(|mixin| {
        let (ident, mixin_type) = (&mixin.ident, mixin_type(&mixin.ty));
        quote!(#ident: #mixin_type::__new(),)
    });
    let meta = object.meta.iter();
    let base = object.extends.as_ref().map(|extends| {
        let (field, parent) = (&extends.field, parent_type(extends));
        quote!(#field: #parent::orphan(),)
    });
    let skipped = subclass::skipped(&object.members);
    quote!(#base #skipped #(#mixins)* #(#fields: __vo::__private::empty(),)* #(#meta: ::core::default::Default::default(),)*)
}

/// What an object with a table adds.
fn has_table(object: &Object) -> Option<TokenStream> {
    object.table.as_ref()?;
    let (ident, key, none) = (&object.ident, key_type(object), known::no_parameters(&object.ident));
    Some(quote! {
        #[automatically_derived]
        impl #none __vo::HasTable for #ident {
            type Key = #key;
        }
    })
}

/// The type of a table's key: of an own field it is known, of one of a mixin or of a parent it is not.
fn key_type(object: &Object) -> TokenStream {
    // The type of a user may be one that those who see the object do not.
    let is_seen = |field: &&Field| field.shape.is_scalar() || matches!(object.vis, Visibility::Inherited);
    match table::own_key(object).filter(is_seen) {
        Some(field) => known::held(&field.ty, &quote!(__vo)).into_token_stream(),
        None => quote!(__vo::__private::AnyType),
    }
}

fn hooks(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let mut load_attr = quote!(::core::option::Option::None);
    let mut make_compatible = load_attr.clone();
    for hook in &object.hooks {
        let path = &hook.path;
        match hook.kind {
            HookKey::LoadAttr => {
                let hook = calls::load_attr(path, ident);
                load_attr = quote! {
                    ::core::option::Option::Some(|__object, __field| {
                        __vo::__private::load_hook::<#ident>(__object, __field, #hook)
                    })
                };
            }
            HookKey::MakeCompatible => {
                let hook = calls::make_compatible(path, ident);
                make_compatible = quote! {
                    ::core::option::Option::Some(|__object, __data, __target| {
                        __vo::__private::compat_hook::<#ident>(__object, __data, __target, #hook)
                    })
                };
            }
        }
    }
    let own = quote!(__vo::Hooks { load_attr: #load_attr, make_compatible: #make_compatible });
    match &object.extends {
        Some(extends) => {
            let parent = known::asked(&extends.ty, "IsObject", &quote!(__vo));
            quote!(__vo::__private::inherit_hooks::<#ident, #parent>(#own))
        }
        None => own,
    }
}
