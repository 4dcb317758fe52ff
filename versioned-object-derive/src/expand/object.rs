//! The impls of an object.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned as _;

use super::accessors::{Accessors, builder_methods, field_type};
use super::{descriptor, list, relationships};
use crate::model::{DictFlavour, Extends, HookKind, Object};

/// What `derive(VersionedObject)` adds to a struct.
pub(crate) fn object(object: &Object) -> TokenStream {
    let core = &object.core;
    let builder = builder_struct(object);
    let parts = [
        tables(object),
        versioned_object(object),
        dyn_object(object),
        as_field(object),
        inherent(object),
        builder_impl(object),
        mixins(object),
        formats(object),
        extends(object).unwrap_or_default(),
        list::list(object).unwrap_or_default(),
        checks(object),
        relationships::checks(object),
    ];
    let ident = &object.ident;
    quote! {
        #builder
        const _: () = {
            use #core as __vo;
            #[allow(unused_imports)]
            use __vo::__private::NoMethods as _;
            #(#parts)*
        };
        #core::__submit!(#core, || <#ident as #core::VersionedObject>::descriptor());
    }
}

/// A mixin as one: that it is none is reported at its type, once, for all mentions are alike.
fn mixin_type(ty: &Type) -> TokenStream {
    quote_spanned!(ty.span()=> <#ty as __vo::FieldMixin>)
}

/// The parent as an object, in the same way.
fn parent_type(extends: &Extends) -> TokenStream {
    let ty = &extends.ty;
    quote_spanned!(ty.span()=> <#ty as __vo::VersionedObject>)
}

/// The parent as an object whatever its type.
fn parent_object(extends: &Extends) -> TokenStream {
    let ty = &extends.ty;
    quote_spanned!(ty.span()=> <#ty as __vo::DynObject>)
}

/// The number of fields of the parent: the first slot of the object's own.
fn base_len(object: &Object) -> TokenStream {
    match &object.extends {
        Some(extends) => {
            let parent = parent_type(extends);
            quote!(#parent::SLOTS.len())
        }
        None => quote!(0),
    }
}

fn tables(object: &Object) -> TokenStream {
    let (ident, docs) = (&object.ident, &object.docs);
    let own = object.fields.iter().map(|field| descriptor::field(field, object.fingerprint.is_some()));
    let own_len = object.fields.len();
    let base_len = base_len(object);
    let mixin_types: Vec<_> = object.mixins.iter().map(|mixin| mixin_type(&mixin.ty)).collect();
    let option = |present: Option<TokenStream>| match present {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    };
    let fingerprint = option(object.fingerprint.as_ref().map(|hex| {
        let hex = &hex.value;
        quote!(#hex)
    }));
    let list_of =
        option(object.list_of.as_ref().map(|ty| quote!(<#ty as __vo::fields::ListItem>::item_descriptor)));
    let parent = object.extends.as_ref().map(parent_type);
    let parent = parent.or(object.subclass_of.as_ref().map(|ty| quote!(<#ty as __vo::VersionedObject>)));
    let parent = option(parent.map(|parent| quote!(#parent::descriptor)));
    let relationships = object.relationships.iter().map(|relationship| {
        let (name, pairs) = (
            relationships::wire_name(object, relationship),
            relationships::pairs(&relationship.versions.pairs),
        );
        quote!(__vo::Relationship { field: #name, versions: #pairs })
    });
    let child_versions =
        object.child_versions.as_ref().map_or(quote!(&[]), |given| relationships::pairs(&given.value.pairs));
    let notes = object.notes.iter().map(|note| {
        let (version, text) = (descriptor::version(note.version.value), &note.text);
        quote!((#version, #text))
    });
    let base_slots = object.extends.as_ref().map(|extends| {
        let parent = parent_type(extends);
        // Its own version may be below those in which the parent changed.
        if let Some(version) = &object.version {
            let version = descriptor::version(version.value);
            quote!(&__vo::__private::up_to::<{ __BASE }>(#parent::SLOTS, #version),)
        } else {
            quote!(#parent::SLOTS,)
        }
    });
    let base_order = object.extends.as_ref().map_or(quote!(&[]), |extends| {
        let parent = parent_type(extends);
        quote!(#parent::ORDER)
    });
    quote! {
        const __BASE: ::core::primitive::usize = #base_len;
        const __OWN: [__vo::FieldDescriptor; #own_len] = [#(#own),*];
        const __LEN: ::core::primitive::usize = __BASE + #own_len #(+ #mixin_types::FIELDS.len())*;
        static __SLOTS: [__vo::FieldDescriptor; __LEN] =
            __vo::__private::concat(&[#base_slots &__OWN, #(#mixin_types::FIELDS),*]);
        static __ORDER: [::core::primitive::u16; __LEN] = __vo::__private::order(#base_order);
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
            methods: #ident::__OBJECT_METHODS,
            type_id: ::core::any::TypeId::of::<#ident>,
        }
        .descriptor::<#ident>();
    }
}

fn versioned_object(object: &Object) -> TokenStream {
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
    let own_extra = object.extra_fields.iter().map(|extra| {
        let name = syn::ext::IdentExt::unraw(extra).to_string();
        quote!(__vo::ExtraFieldDescriptor { name: #name })
    });
    let own_extra_len = object.extra_fields.len();
    let extra = match &base {
        Some(base) => quote! {
            &__vo::__private::concat_extra::<{ #own_extra_len + #base::EXTRA_FIELDS.len() }>(
                &[&[#(#own_extra),*], #base::EXTRA_FIELDS],
            )
        },
        None => quote!(&[#(#own_extra),*]),
    };
    let remotable = remotable(object, base.as_ref());
    let table = object.table.as_ref().map(|table| {
        let table = descriptor::table(table, base.as_ref());
        quote!(const TABLE: ::core::option::Option<__vo::TableDescriptor> = ::core::option::Option::Some(#table);)
    });
    let has_table = object.table.as_ref().map(|_| {
        quote! {
            #[automatically_derived]
            impl __vo::HasTable for #ident {}
        }
    });
    let hooks = hooks(object);
    let orphan = orphan(object);
    quote! {
        #[automatically_derived]
        impl __vo::VersionedObject for #ident {
            const NAME: &'static ::core::primitive::str = #name;
            const VERSION: __vo::Version = #version;
            const NAMESPACE: &'static ::core::primitive::str = #namespace;
            const SERIAL_NAMESPACE: &'static ::core::primitive::str = #serial;
            const DICT: __vo::DictFlavour = #dict;
            const EXTRA_FIELDS: &'static [__vo::ExtraFieldDescriptor] = #extra;
            #remotable
            #table
            const HOOKS: __vo::Hooks = #hooks;
            const SLOTS: &'static [__vo::FieldDescriptor] = &__SLOTS;
            const ORDER: &'static [::core::primitive::u16] = &__ORDER;

            fn descriptor() -> &'static __vo::ObjectDescriptor {
                &__DESCRIPTOR
            }

            fn orphan() -> Self {
                Self { #orphan }
            }
        }

        #has_table

        #[automatically_derived]
        impl __vo::Extends<#ident> for #ident {}

        #[automatically_derived]
        impl ::core::default::Default for #ident {
            fn default() -> Self {
                __vo::__private::new(::core::option::Option::None)
            }
        }
    }
}

/// The methods that Python calls over the wire: its own before the parent's, which they may replace.
fn remotable(object: &Object, base: Option<&TokenStream>) -> Option<TokenStream> {
    let own = object.remotable.iter().map(|method| {
        let (name, spec) = (&method.name, &method.spec);
        quote!(__vo::RemotableMethod { name: #name, spec: #spec })
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
    let mixins = object.mixins.iter().map(|mixin| &mixin.ident);
    let meta = object.meta.iter();
    let defaults = fields.chain(mixins).chain(meta);
    let base = object.extends.as_ref().map(|extends| {
        let (field, parent) = (&extends.field, parent_type(extends));
        quote!(#field: #parent::orphan(),)
    });
    quote!(#base #(#defaults: ::core::default::Default::default()),*)
}

fn hooks(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let mut load_attr = quote!(::core::option::Option::None);
    let mut make_compatible = load_attr.clone();
    for hook in &object.hooks {
        let path = &hook.path;
        match hook.kind {
            HookKind::LoadAttr => {
                load_attr = quote_spanned! {hook.span=>
                    ::core::option::Option::Some(|__object, __field| {
                        __vo::__private::load_hook::<#ident>(__object, __field, #path)
                    })
                };
            }
            HookKind::MakeCompatible => {
                make_compatible = quote_spanned! {hook.span=>
                    ::core::option::Option::Some(|__object, __data, __target| {
                        __vo::__private::compat_hook::<#ident>(__object, __data, __target, #path)
                    })
                };
            }
        }
    }
    let own = quote!(__vo::Hooks { load_attr: #load_attr, make_compatible: #make_compatible });
    match &object.extends {
        Some(extends) => {
            let ty = &extends.ty;
            quote!(__vo::__private::inherit_hooks::<#ident, #ty>(#own))
        }
        None => own,
    }
}

/// Where the meta is: in the object, or in its parent.
fn meta(object: &Object, mutable: bool) -> TokenStream {
    match (&object.meta, &object.extends) {
        (Some(meta), _) if mutable => quote!(&mut self.#meta),
        (Some(meta), _) => quote!(&self.#meta),
        (None, Some(extends)) => {
            let (field, parent) = (&extends.field, parent_object(extends));
            if mutable {
                quote!(#parent::obj_meta_mut(&mut self.#field))
            } else {
                quote!(#parent::obj_meta(&self.#field))
            }
        }
        // Validation asks for one of the two.
        (None, None) => quote!(::core::compile_error!("the object has no `ObjectMeta`")),
    }
}

fn dyn_object(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let (meta, meta_mut) = (meta(object, false), meta(object, true));
    let cell = cells(object, false);
    let cell_mut = cells(object, true);
    let parts_mut = match &object.extends {
        Some(extends) => {
            let (base, parent) = (&extends.field, parent_object(extends));
            quote! {
                if slot < __BASE {
                    return #parent::obj_parts_mut(&mut self.#base, slot);
                }
                (#cell_mut, #parent::obj_meta_mut(&mut self.#base))
            }
        }
        None => quote!((#cell_mut, #meta_mut)),
    };
    let cell = match &object.extends {
        Some(extends) => {
            let (base, parent) = (&extends.field, parent_object(extends));
            quote! {
                if slot < __BASE {
                    return #parent::obj_cell(&self.#base, slot);
                }
                #cell
            }
        }
        None => cell,
    };
    let extra = extra(object);
    quote! {
        #[automatically_derived]
        impl __vo::DynObject for #ident {
            fn obj_descriptor(&self) -> &'static __vo::ObjectDescriptor {
                &__DESCRIPTOR
            }

            fn obj_meta(&self) -> &__vo::ObjectMeta {
                #meta
            }

            fn obj_meta_mut(&mut self) -> &mut __vo::ObjectMeta {
                #meta_mut
            }

            fn obj_cell(&self, slot: ::core::primitive::usize) -> &dyn __vo::__private::FieldCell {
                #cell
            }

            fn obj_parts_mut(
                &mut self,
                slot: ::core::primitive::usize,
            ) -> (&mut dyn __vo::__private::FieldCell, &mut __vo::ObjectMeta) {
                #parts_mut
            }

            fn obj_extra(&self, index: ::core::primitive::usize) -> __vo::Result<__vo::Value> {
                #extra
            }

            fn obj_clone_box(&self) -> ::std::boxed::Box<dyn __vo::DynObject> {
                ::std::boxed::Box::new(::core::clone::Clone::clone(self))
            }

            fn into_any(self: ::std::boxed::Box<Self>) -> ::std::boxed::Box<dyn ::core::any::Any> {
                self
            }

            fn obj_dyn(&self) -> &dyn __vo::DynObject {
                self
            }

            fn obj_dyn_mut(&mut self) -> &mut dyn __vo::DynObject {
                self
            }
        }
    }
}

/// The cell of each slot above the parent's: the last one answers for whatever else is asked.
fn cells(object: &Object, mutable: bool) -> TokenStream {
    let borrow = if mutable { quote!(&mut) } else { quote!(&) };
    let from_mixin = if mutable { format_ident!("mixin_cell_mut") } else { format_ident!("mixin_cell") };
    let own_cell = if mutable { format_ident!("__cell_mut") } else { format_ident!("__cell") };
    let mut offset = object.fields.len();
    let mut arms = TokenStream::new();
    for (index, field) in object.fields.iter().enumerate() {
        let last = index + 1 == offset && object.mixins.is_empty();
        let pattern = if last { quote!(_) } else { quote!(#index) };
        let (ident, field_type) = (&field.ident, field_type(field, &quote!(__vo)));
        arms.extend(quote!(#pattern => #field_type::#own_cell(#borrow self.#ident),));
    }
    let mut before = TokenStream::new();
    for (index, mixin) in object.mixins.iter().enumerate() {
        let (ident, ty) = (&mixin.ident, &mixin.ty);
        let start = quote!(#offset #before);
        let mixin_type = mixin_type(ty);
        before.extend(quote!(+ #mixin_type::FIELDS.len()));
        let cell = quote!(#mixin_type::#from_mixin(#borrow self.#ident, slot - (#start)));
        let last = index + 1 == object.mixins.len();
        let pattern = if last { quote!(slot) } else { quote!(slot if slot < #offset #before) };
        arms.extend(quote!(#pattern => #cell,));
    }
    offset += object.mixins.len();
    if offset == 0 {
        let none = if mutable { format_ident!("no_cell_mut") } else { format_ident!("no_cell") };
        return quote!({
            let _ = slot;
            __vo::__private::#none()
        });
    }
    let slot = if object.extends.is_some() { quote!(slot - __BASE) } else { quote!(slot) };
    quote!(match #slot { #arms })
}

fn extra(object: &Object) -> TokenStream {
    let arms = object.extra_fields.iter().enumerate().map(|(index, extra)| {
        let call = quote_spanned!(extra.span()=> Self::#extra(self));
        quote!(#index => __vo::__private::extra(#call),)
    });
    let own_len = object.extra_fields.len();
    let rest = match &object.extends {
        Some(extends) => {
            let (base, parent) = (&extends.field, parent_object(extends));
            quote!(index => #parent::obj_extra(&self.#base, index.saturating_sub(#own_len)),)
        }
        None => quote!(index => __vo::__private::no_extra(&__DESCRIPTOR, index),),
    };
    quote!(match index { #(#arms)* #rest })
}

fn as_field(object: &Object) -> TokenStream {
    let ident = &object.ident;
    quote! {
        #[automatically_derived]
        impl __vo::FieldType for #ident {
            type Ref<'a> = &'a Self;
            const TYPE: &'static __vo::TypeDescriptor = &__vo::TypeDescriptor::new(
                "Object",
                __vo::TypeKind::Object(<Self as __vo::VersionedObject>::descriptor),
            );

            fn borrow_field(&self) -> &Self {
                self
            }

            fn coerce(
                input: __vo::fields::Input<'_>,
                cx: &mut __vo::fields::ReadContext<'_>,
            ) -> __vo::Result<Self> {
                __vo::__private::object_coerce(input, cx)
            }

            fn write_primitive(&self, out: &mut __vo::PrimitiveWriter<'_>) -> __vo::Result<()> {
                __vo::__private::object_write(self, out)
            }

            fn to_value(&self) -> __vo::Value {
                ::core::convert::From::from(__vo::DynObject::obj_clone_box(self))
            }

            fn has_changes(&self) -> ::core::primitive::bool {
                __vo::__private::object_has_changes(self)
            }

            fn reset_changes(&mut self) {
                __vo::ObjectExt::obj_reset_changes(self, &[], true);
            }

            fn set_context(&mut self, context: ::core::option::Option<&__vo::Context>) {
                __vo::ObjectExt::obj_set_context(self, context);
            }

            fn display(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __vo::__private::object_display(self, f)
            }
        }

        #[automatically_derived]
        impl __vo::Mutable for #ident {
            type Guard<'a> = &'a mut Self;

            fn guard<'a>(&'a mut self, _: __vo::__private::GuardPlace<'a>) -> &'a mut Self {
                self
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for __vo::Value {
            fn from(object: #ident) -> Self {
                Self::Object(::std::boxed::Box::new(object))
            }
        }

        #[automatically_derived]
        impl __vo::__private::serde::Serialize for #ident {
            fn serialize<S: __vo::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                __vo::__private::serialize(self, serializer)
            }
        }

        #[automatically_derived]
        impl<'de> __vo::__private::serde::Deserialize<'de> for #ident {
            fn deserialize<D: __vo::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                __vo::__private::deserialize(deserializer)
            }
        }
    }
}

fn inherent(object: &Object) -> TokenStream {
    let (ident, vis) = (&object.ident, &object.vis);
    let accessors = Accessors {
        core: quote!(__vo),
        vis: quote!(#vis),
        descriptor: quote!(&__DESCRIPTOR),
        meta: meta(object, true),
        receiver: quote!(self),
        prelude: None,
    };
    let own = object.fields.iter().enumerate().map(|(index, field)| {
        let slot = if object.extends.is_some() { quote!(__BASE + #index) } else { quote!(#index) };
        accessors.field(field, &slot)
    });
    let new_doc = format!("A new `{}`, with nothing set.", object.name);
    let builder_doc = format!("A builder of a `{}`, which sets what it is given.", object.name);
    let builder = builder_ident(object);
    quote! {
        #[automatically_derived]
        impl #ident {
            #[doc = #new_doc]
            #[must_use]
            #[allow(dead_code)]
            #vis fn new(context: &__vo::Context) -> Self {
                __vo::__private::new(::core::option::Option::Some(context))
            }

            #[doc = #builder_doc]
            #[allow(dead_code)]
            #vis fn builder() -> #builder {
                #builder {
                    object: __vo::__private::new(::core::option::Option::None),
                    error: ::core::option::Option::None,
                }
            }

            #(#own)*
        }
    }
}

fn builder_ident(object: &Object) -> syn::Ident {
    format_ident!("{}Builder", object.ident, span = object.ident.span())
}

fn builder_struct(object: &Object) -> TokenStream {
    let (ident, vis, core, builder) = (&object.ident, &object.vis, &object.core, builder_ident(object));
    let doc = format!(
        "Builds a [`{ident}`]: each method sets a field, `build` gives the object or the first error."
    );
    quote! {
        #[doc = #doc]
        #[must_use]
        #[derive(::core::fmt::Debug)]
        #vis struct #builder {
            object: #ident,
            error: ::core::option::Option<#core::Error>,
        }
    }
}

fn builder_impl(object: &Object) -> TokenStream {
    let (ident, vis, builder) = (&object.ident, &object.vis, builder_ident(object));
    let methods = builder_methods(&object.fields, &quote!(__vo), &quote!(#vis), &quote!(#ident::));
    quote! {
        #[automatically_derived]
        impl #builder {
            /// The object, with a context.
            ///
            /// # Errors
            /// The first value that a field did not take.
            #[allow(dead_code)]
            #vis fn build(self, context: &__vo::Context) -> __vo::Result<#ident> {
                __vo::__private::build(self.object, self.error, ::core::option::Option::Some(context))
            }

            /// The object, without a context.
            ///
            /// # Errors
            /// The first value that a field did not take.
            #[allow(dead_code)]
            #vis fn build_orphan(self) -> __vo::Result<#ident> {
                __vo::__private::build(self.object, self.error, ::core::option::Option::None)
            }

            #methods
        }

        #[automatically_derived]
        impl __vo::ObjectBuilder for #builder {
            type Object = #ident;

            fn with(mut self, set: impl ::core::ops::FnOnce(&mut #ident) -> __vo::Result<()>) -> Self {
                if self.error.is_none() {
                    self.error = set(&mut self.object).err();
                }
                self
            }
        }
    }
}

fn mixins(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let own_len = object.fields.len();
    let meta = meta(object, true);
    let mut before = TokenStream::new();
    let mut out = TokenStream::new();
    for mixin in &object.mixins {
        let (field, ty) = (&mixin.ident, &mixin.ty);
        let span = ty.span();
        let head = quote_spanned!(span=> impl __vo::HasMixin<#ty> for #ident);
        out.extend(quote! {
            #[automatically_derived]
            #head {
                const OFFSET: ::core::primitive::usize = __BASE + #own_len #before;

                fn mixin(&self) -> &#ty {
                    &self.#field
                }

                fn mixin_parts(&mut self) -> (&mut #ty, &mut __vo::ObjectMeta) {
                    (&mut self.#field, #meta)
                }
            }
        });
        let mixin_type = mixin_type(ty);
        before.extend(quote!(+ #mixin_type::FIELDS.len()));
    }
    out
}

fn formats(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let comparable = object.comparable.then(|| {
        quote! {
            #[automatically_derived]
            impl ::core::cmp::PartialEq for #ident {
                fn eq(&self, other: &Self) -> ::core::primitive::bool {
                    __vo::__private::same_object(self, other)
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __vo::__private::display(self, f)
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __vo::__private::debug(self, f)
            }
        }

        #comparable
    }
}

fn extends(object: &Object) -> Option<TokenStream> {
    let extends = object.extends.as_ref()?;
    let (ident, field, ty) = (&object.ident, &extends.field, &extends.ty);
    let promoted = if object.fields.is_empty() && object.mixins.is_empty() {
        quote!(Self { #field: object })
    } else {
        quote!(Self { #field: object, ..<Self as __vo::VersionedObject>::orphan() })
    };
    Some(quote! {
        #[automatically_derived]
        impl<__B> __vo::Extends<__B> for #ident where #ty: __vo::Extends<__B> {}

        #[automatically_derived]
        impl ::core::ops::Deref for #ident {
            type Target = #ty;

            fn deref(&self) -> &#ty {
                &self.#field
            }
        }

        #[automatically_derived]
        impl ::core::ops::DerefMut for #ident {
            fn deref_mut(&mut self) -> &mut #ty {
                &mut self.#field
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for #ty {
            fn from(object: #ident) -> Self {
                object.#field
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ty> for #ident {
            fn from(object: #ty) -> Self {
                #promoted
            }
        }
    })
}

/// What is checked while the crate compiles: names across mixins and the parent, and the fingerprint.
fn checks(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let own_len = object.fields.len();
    let own = object.extends.as_ref().map(|extends| {
        quote_spanned! {extends.field.span()=>
            const _: () = __vo::__private::check_names(&__SLOTS, __BASE, __BASE + #own_len);
            const _: () = __vo::__private::check_old_names(&__SLOTS, __BASE, __BASE + #own_len);
        }
    });
    let mut start = quote!(__BASE + #own_len);
    let version = quote!(<#ident as __vo::VersionedObject>::VERSION);
    let mixins: Vec<_> = object
        .mixins
        .iter()
        .map(|mixin| {
            let mixin_type = mixin_type(&mixin.ty);
            let end = quote!(#start + #mixin_type::FIELDS.len());
            let check = quote_spanned! {mixin.ident.span()=>
                const _: () = __vo::__private::check_names(&__SLOTS, #start, #end);
                const _: () = __vo::__private::check_old_names(&__SLOTS, #start, #end);
                const _: () = __vo::__private::check_newest(&__SLOTS, #start, #end, #version);
            };
            start = end;
            check
        })
        .collect();
    let fingerprint = object.fingerprint.as_ref().map(|fingerprint| {
        let hex = &fingerprint.value;
        quote_spanned! {fingerprint.span=>
            const _: () = __vo::__private::check_fingerprint(&__DESCRIPTOR, #hex);
        }
    });
    let table = object.table.as_ref().map(|_| {
        quote_spanned! {ident.span()=>
            const _: () = __vo::__private::check_table(&__DESCRIPTOR);
        }
    });
    // Validation sees the object's own fields; those of mixins and of the parent are known to the compiler alone.
    let foreign = !object.mixins.is_empty() || object.extends.is_some();
    let extras = object.extra_fields.iter().filter(|_| foreign).map(|extra| {
        let name = syn::ext::IdentExt::unraw(extra).to_string();
        quote_spanned!(extra.span()=> const _: () = __vo::__private::check_extra(&__SLOTS, #name);)
    });
    let as_is = descriptor::as_is_checks(&object.fields);
    quote!(#own #(#mixins)* #(#extras)* #as_is #table #fingerprint)
}
