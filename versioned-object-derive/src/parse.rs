//! From syntax to the model. What cannot be modelled is reported here; what can, but must not be, in `validate`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident};
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Data, DataEnum, DeriveInput, Fields, FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, Pat, Token,
    Type, Visibility, parse_quote,
};

use crate::attr;
use crate::attr::enums::{EnumAttrs, VariantAttrs};
use crate::attr::field::FieldAttrs;
use crate::attr::mixin::MixinAttrs;
use crate::attr::object::ObjectAttrs;
use crate::ctxt::Ctxt;
use crate::model::{
    DefaultValue, DictFlavour, Enum, Extends, Field, Method, Methods, Mixin, MixinField, Object, Table,
    Variant,
};
use crate::names::Case;
use crate::pyrepr;
use crate::syntax::{
    Shape, docs, last_segment, only_type_argument, option_argument, same_tokens, shape, spaced, suffixed,
};

/// Reads a struct that derives `VersionedObject`.
pub(crate) fn object(cx: &Ctxt, input: &DeriveInput) -> Object {
    let attrs = ObjectAttrs::read(cx, &input.attrs);
    let table_keys = table_keys(&attrs);
    let syntax = named_fields(cx, input, "VersionedObject");
    let mut metas = Vec::new();
    let mut bases = Vec::new();
    let mut fields = Vec::new();
    let mut mixins = Vec::new();
    for field in syntax.into_iter().flatten() {
        let Some(ident) = field.ident.clone() else { continue };
        let keys = FieldAttrs::read(cx, &field.attrs, &attr::OBJECT);
        match kind(field, &keys, attrs.extends.get().map(|extends| &extends.value)) {
            Kind::Base => {
                no_keys(cx, &keys, "the parent");
                bases.push(ident);
            }
            Kind::Meta => {
                no_keys(cx, &keys, "`ObjectMeta`");
                metas.push(ident);
            }
            Kind::Mixin => {
                no_keys_beside_flatten(cx, &keys);
                mixins.push(MixinField { ident, ty: field.ty.clone() });
            }
            Kind::Attr(ty) => {
                not_flattened(cx, &keys);
                fields.push(attr_field(ident, field, *ty, keys));
            }
            Kind::AttrWithoutType => attr_takes_one_type(cx, &field.ty),
            // With `extends` misspelt, this may be the parent.
            Kind::Other if attrs.extends.is_given() && attrs.extends.get().is_none() => {}
            Kind::Other => {
                wrap_it(cx, &field.ty, "or mark it `#[field(flatten)]` if it derives `FieldMixin`");
                fields.extend(as_if_wrapped(ident, field, keys));
            }
        }
    }
    let is_subclass = attrs.extends.is_given();
    let has_fields = syntax.is_some();
    if has_fields {
        one_meta(cx, &input.ident, &metas, is_subclass);
    }
    let extends = attrs.extends.spanned().map(|extends| {
        if has_fields {
            one_base(cx, &extends.value, extends.span, &bases);
        }
        let field = bases.into_iter().next().unwrap_or_else(|| format_ident!("base"));
        Extends { ty: extends.value, field }
    });
    let (fingerprint, fingerprint_version) = match attrs.fingerprint.spanned() {
        None => (None, None),
        Some(given) => {
            let (digits, version) = given.value;
            (Some(crate::model::Spanned { value: digits, span: given.span, key: given.key }), version)
        }
    };
    if has_fields && !attrs.version.is_given() && !is_subclass {
        version_is_required(cx, &input.ident);
    }
    Object {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        docs: docs(&input.attrs),
        core: attrs.core.value().unwrap_or_else(attr::default_core),
        name: attrs.name.value().unwrap_or_else(|| input.ident.unraw().to_string()),
        version: attrs.version.spanned(),
        namespace: attrs.namespace.value(),
        serial_namespace: attrs.serial_namespace.value(),
        fingerprint,
        fingerprint_version,
        extra_fields: attrs.extra_fields.value().unwrap_or_default(),
        table: attrs.table.value().map(|name| Table {
            name,
            key: attrs.key.value(),
            project: attrs.project.value(),
            soft_delete: attrs.soft_delete.value(),
            timestamps: attrs.timestamps.value().unwrap_or_default(),
            zero_nulls: attrs.null_integers.value(),
        }),
        table_keys,
        list_of: attrs.list_of.value(),
        relationships: attrs.relationships.value().unwrap_or_default(),
        child_versions: attrs.child_versions.spanned(),
        notes: attrs.notes,
        remotable: attrs.remotable.value().unwrap_or_default(),
        extends,
        subclass_of: attrs.subclass_of.value(),
        comparable: attrs.comparable.is_given(),
        dict: attrs.dict.value().unwrap_or(DictFlavour::Oslo),
        hooks: attrs.hooks.value().unwrap_or_default(),
        meta: metas.into_iter().next(),
        fields,
        mixins,
    }
}

/// The keys that describe a table, as given.
fn table_keys(attrs: &ObjectAttrs) -> Vec<(&'static str, Span)> {
    let places = [
        ("key", attrs.key.get().map(|key| key.key)),
        ("project", attrs.project.get().map(|key| key.key)),
        ("soft_delete", attrs.soft_delete.get().map(|key| key.key)),
        ("timestamps", attrs.timestamps.get().map(|key| key.key)),
        ("null_integers", attrs.null_integers.get().map(|key| key.key)),
    ];
    places.into_iter().filter_map(|(name, place)| Some((name, place?))).collect()
}

/// Reads a struct that derives `FieldMixin`.
pub(crate) fn mixin(cx: &Ctxt, input: &DeriveInput) -> Mixin {
    let attrs = MixinAttrs::read(cx, &input.attrs);
    let syntax = named_fields(cx, input, "FieldMixin");
    let mut fields = Vec::new();
    for field in syntax.into_iter().flatten() {
        let Some(ident) = field.ident.clone() else { continue };
        let keys = FieldAttrs::read(cx, &field.attrs, &attr::MIXIN);
        if let Some(flatten) = keys.flatten.get() {
            cx.error(
                flatten.key,
                "a mixin holds no mixins: flatten both in the struct that derives `VersionedObject`",
            );
            continue;
        }
        match kind(field, &keys, None) {
            Kind::Attr(ty) => fields.push(attr_field(ident, field, *ty, keys)),
            Kind::AttrWithoutType => attr_takes_one_type(cx, &field.ty),
            Kind::Meta => {
                cx.error_at(
                    &field.ty,
                    "a mixin has no `ObjectMeta`: the struct that flattens it has it, remove this field",
                );
            }
            Kind::Base | Kind::Mixin | Kind::Other => {
                wrap_it(cx, &field.ty, "the only kind of field in a mixin");
                fields.extend(as_if_wrapped(ident, field, keys));
            }
        }
    }
    Mixin {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        docs: docs(&input.attrs),
        core: attrs.core.value().unwrap_or_else(attr::default_core),
        access: attrs.access.value().unwrap_or_else(|| suffixed(&input.ident, "Access")),
        build: attrs.build.value().unwrap_or_else(|| suffixed(&input.ident, "Build")),
        fields,
    }
}

/// Reads an enum that derives `EnumField`.
pub(crate) fn enum_field(cx: &Ctxt, input: &DeriveInput) -> Enum {
    let attrs = EnumAttrs::read(cx, &input.attrs);
    let syntax = an_enum(cx, input);
    if let (Some(anonymous), Some(name)) = (attrs.anonymous.get(), attrs.name.get()) {
        cx.error_twice(
            name.key,
            "`name` and `anonymous` exclude each other: remove one of them",
            anonymous.key,
            "`anonymous` given here",
        );
    }
    let case = attrs.rename_all.get().map_or(Case::Snake, |case| case.value);
    let mut variants = Vec::new();
    let mut state_machine = false;
    for variant in syntax.into_iter().flat_map(|data| &data.variants) {
        let VariantAttrs { rename, to } = VariantAttrs::read(cx, &variant.attrs);
        state_machine |= to.is_given();
        if !matches!(variant.fields, Fields::Unit) {
            cx.error_at(
                &variant.fields,
                format!("the variants are units: write `{}` without fields", variant.ident),
            );
            continue;
        }
        let (value, value_span) = match rename.spanned() {
            Some(rename) => (rename.value, rename.span),
            None => (case.apply(&variant.ident.unraw().to_string()), variant.ident.span()),
        };
        let ident = variant.ident.clone();
        let docs = docs(&variant.attrs);
        variants.push(Variant { ident, docs, value, value_span, to: to.value() });
    }
    // oslo's state machines have no name of their own.
    let anonymous = attrs.anonymous.is_given() || state_machine && !attrs.name.is_given();
    let mut fingerprint_values = None;
    let mut fingerprint_spans = Vec::new();
    if let Some(given) = attrs.fingerprint_values.spanned() {
        let (values, spans): (Vec<_>, Vec<_>) = given.value.into_iter().unzip();
        fingerprint_values = Some(values);
        fingerprint_spans = spans;
        fingerprint_spans.push(given.key);
    }
    Enum {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        docs: docs(&input.attrs),
        core: attrs.core.value().unwrap_or_else(attr::default_core),
        class_name: match attrs.name.value() {
            Some(name) => name,
            None if anonymous => "Enum".to_owned(),
            None => input.ident.unraw().to_string(),
        },
        tuple: attrs.tuple.value().unwrap_or(!anonymous),
        variants,
        state_machine,
        fingerprint_values,
        fingerprint_spans,
    }
}

/// Reads an impl block under `#[object_methods]`.
pub(crate) fn methods(cx: &Ctxt, args: TokenStream, item: &ItemImpl) -> Methods {
    let core = attr::methods(cx, args);
    let methods = item
        .items
        .iter()
        .filter_map(|item| match item {
            ImplItem::Fn(function) if is_listed(function) => Some(method(function)),
            _ => None,
        })
        .collect();
    Methods { self_ty: (*item.self_ty).clone(), core, methods }
}

/// The field that a list object has, for stubs.
pub(crate) fn elements(listed: &Type) -> Field {
    let field: syn::Field = parse_quote!(objects: Attr<::std::vec::Vec<#listed>>);
    attr_field(
        format_ident!("objects"),
        &field,
        parse_quote!(::std::vec::Vec<#listed>),
        FieldAttrs::default(),
    )
}

/// For stubs, a field that should have been an `Attr` of its type, where that is a type fields are known to have.
fn as_if_wrapped(ident: Ident, field: &syn::Field, keys: FieldAttrs) -> Option<Field> {
    let inner = option_argument(&field.ty).unwrap_or(&field.ty);
    is_known(inner).then(|| attr_field(ident, field, field.ty.clone(), keys))
}

fn is_known(ty: &Type) -> bool {
    match shape(ty) {
        Shape::Text | Shape::Int | Shape::Float | Shape::Bool | Shape::Copy => true,
        Shape::List(element) => is_known(&element),
        Shape::Dict | Shape::Set | Shape::Boxed(_) | Shape::Subclass | Shape::Other => false,
    }
}

/// What a field of a struct is.
enum Kind {
    Base,
    Meta,
    Mixin,
    Attr(Box<Type>),
    AttrWithoutType,
    Other,
}

fn kind(field: &syn::Field, keys: &FieldAttrs, parent: Option<&Type>) -> Kind {
    let attr = last_segment(&field.ty).filter(|segment| segment.ident == "Attr");
    if parent.is_some_and(|parent| same_tokens(parent, &field.ty)) {
        Kind::Base
    } else if last_segment(&field.ty).is_some_and(|segment| segment.ident == "ObjectMeta") {
        Kind::Meta
    } else if let Some(attr) = attr {
        only_type_argument(attr).map_or(Kind::AttrWithoutType, |ty| Kind::Attr(Box::new(ty.clone())))
    } else if keys.flatten.is_given() {
        Kind::Mixin
    } else {
        Kind::Other
    }
}

fn attr_field(ident: Ident, field: &syn::Field, ty: Type, keys: FieldAttrs) -> Field {
    let (inner, nullable) = match option_argument(&ty) {
        Some(inner) => (inner.clone(), true),
        None => (ty.clone(), false),
    };
    let (wire_name, wire_span) = match keys.rename.spanned() {
        Some(rename) => (rename.value, rename.span),
        None => (ident.unraw().to_string(), ident.span()),
    };
    let default = keys.default.value().map(|expr| DefaultValue {
        inner: pyrepr::without_some(&expr).clone(),
        repr: pyrepr::default_repr(&expr),
        expr,
    });
    Field {
        docs: docs(&field.attrs),
        attr_ty: field.ty.clone(),
        shape: shape(&inner),
        ty,
        inner,
        nullable,
        wire_name,
        wire_span,
        default,
        fingerprint_default: keys.fingerprint_default.spanned(),
        read_only: keys.read_only.is_given(),
        since: keys.since.spanned(),
        until: keys.until.spanned(),
        changed: keys.changed,
        renamed: keys.renamed,
        values: keys.values,
        sensitive: keys.sensitive.is_given(),
        object: keys.object.spanned(),
        validate: keys.validate.value(),
        column: keys.column.value(),
        no_column: keys.no_column.is_given(),
        sql_type: keys.sql_type.value(),
        to_column: keys.to_column.value(),
        ident,
    }
}

/// Rule: the derive stands on a struct with named fields.
fn named_fields<'a>(
    cx: &Ctxt,
    input: &'a DeriveInput,
    derive: &str,
) -> Option<&'a Punctuated<syn::Field, Token![,]>> {
    let wanted = format!("`{derive}` is for structs with named fields");
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(&fields.named),
            Fields::Unnamed(fields) => {
                cx.error_at(fields, format!("{wanted}: write `{{ name: Attr<T>, … }}`"));
            }
            Fields::Unit => {
                cx.error(input.ident.span(), format!("{wanted}: write `{} {{ … }}`", input.ident));
            }
        },
        Data::Enum(data) => {
            cx.error(data.enum_token.span, format!("{wanted}; an enum derives `EnumField`"));
        }
        Data::Union(data) => cx.error(data.union_token.span, wanted),
    }
    None
}

/// Rule: `EnumField` stands on an enum.
fn an_enum<'a>(cx: &Ctxt, input: &'a DeriveInput) -> Option<&'a DataEnum> {
    match &input.data {
        Data::Enum(data) => return Some(data),
        Data::Struct(data) => {
            cx.error(data.struct_token.span, "`EnumField` is for enums: a struct derives `VersionedObject`");
        }
        Data::Union(data) => cx.error(data.union_token.span, "`EnumField` is for enums, not for unions"),
    }
    None
}

/// Rule: an object has a version; a subclass may leave it to its parent.
fn version_is_required(cx: &Ctxt, ident: &Ident) {
    cx.error(ident.span(), "the version is missing: add `#[versioned_object(version = \"1.0\")]`");
}

/// Rule: an object has exactly one `ObjectMeta`, a subclass none, for its parent has it.
fn one_meta(cx: &Ctxt, ident: &Ident, metas: &[Ident], extends: bool) {
    match metas {
        [first, ..] if extends => {
            cx.error(first.span(), "with `extends`, the parent has the `ObjectMeta`: remove this field");
        }
        [] if !extends => cx.error(ident.span(), "the object's own state is missing: add `meta: ObjectMeta`"),
        [first, second, ..] => {
            cx.error_twice(
                second.span(),
                "a second `ObjectMeta`: remove one of them",
                first.span(),
                "first given here",
            );
        }
        _ => {}
    }
}

/// Rule: with `extends`, exactly one field is of the parent's type.
fn one_base(cx: &Ctxt, ty: &Type, span: Span, bases: &[Ident]) {
    match bases {
        [] => {
            let ty = spaced(ty.to_token_stream());
            cx.error(span, format!("no field is of this type: add `base: {ty}`"));
        }
        [_] => {}
        [first, second, ..] => {
            cx.error_twice(
                second.span(),
                "a second field of the parent's type: remove one of them",
                first.span(),
                "first given here",
            );
        }
    }
}

/// Rule: `#[field(…)]` stands on attributes and mixins only.
fn no_keys(cx: &Ctxt, keys: &FieldAttrs, what: &str) {
    let flatten = keys.flatten.get().map(|flatten| ("flatten", flatten.key));
    for (name, span) in keys.given.iter().map(|(name, span)| (name.as_str(), *span)).chain(flatten) {
        cx.error(span, format!("`{name}` is not for {what}: remove it"));
    }
}

/// Rule: `flatten` stands alone; what it flattens has attributes of its own.
fn no_keys_beside_flatten(cx: &Ctxt, keys: &FieldAttrs) {
    for (name, span) in &keys.given {
        cx.error(
            *span,
            format!("`{name}` cannot stand beside `flatten`: write it on the fields of the mixin"),
        );
    }
}

/// Rule: `flatten` is not for an `Attr`.
fn not_flattened(cx: &Ctxt, keys: &FieldAttrs) {
    if let Some(flatten) = keys.flatten.get() {
        cx.error(flatten.key, "`flatten` is for mixins, this field is an `Attr`: remove `flatten`");
    }
}

/// Rule: `Attr` has one argument, a type.
fn attr_takes_one_type(cx: &Ctxt, ty: &Type) {
    cx.error_at(ty, "`Attr` takes one type: write `Attr<T>`");
}

/// Rule: a field is of a kind that the macro knows.
fn wrap_it(cx: &Ctxt, ty: &Type, or: &str) {
    let inner = spaced(ty.to_token_stream());
    cx.error_at(ty, format!("this field is not an attribute: wrap it, `Attr<{inner}>`, {or}"));
}

/// Whether the reference lists the method: it is public, and not hidden.
fn is_listed(function: &ImplItemFn) -> bool {
    let hidden = |attr: &Attribute| {
        attr.path().is_ident("doc") && attr.parse_args::<Ident>().is_ok_and(|ident| ident == "hidden")
    };
    matches!(function.vis, Visibility::Public(_)) && !function.attrs.iter().any(hidden)
}

fn method(function: &ImplItemFn) -> Method {
    let mut signature = function.sig.clone();
    signature.inputs.pop_punct();
    let mut params = Vec::new();
    for input in &mut signature.inputs {
        match input {
            FnArg::Receiver(receiver) => {
                receiver.attrs.clear();
                receiver.mutability = None;
            }
            FnArg::Typed(typed) => {
                typed.attrs.clear();
                if let Pat::Ident(pat) = &mut *typed.pat {
                    pat.mutability = None;
                    params.push(pat.ident.unraw().to_string());
                } else {
                    params.push(spaced(typed.pat.to_token_stream()));
                }
            }
        }
    }
    Method {
        ident: signature.ident.clone(),
        docs: docs(&function.attrs),
        is_async: signature.asyncness.is_some(),
        is_static: signature.receiver().is_none(),
        signature: spaced(signature.to_token_stream()),
        params,
    }
}
