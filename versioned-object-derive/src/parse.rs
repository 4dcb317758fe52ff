//! From syntax to the model: what is declared, whatever it means. Whether it may be so is asked in `validate`.

use std::collections::BTreeSet;
use std::mem;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{
    Data, DeriveInput, Expr, Fields, FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, Pat, Path, Type,
    Visibility, parse_quote,
};

use crate::attr::enums::{EnumAttrs, VariantAttrs};
use crate::attr::field::FieldAttrs;
use crate::attr::methods::{MethodsAttrs, conditions, is_hidden};
use crate::attr::mixin::MixinAttrs;
use crate::attr::object::ObjectAttrs;
use crate::attr::slot::Slot;
use crate::attr::value::default_core;
use crate::ctxt::Ctxt;
use crate::extern_names::other_name;
use crate::keys::{AttributeTable as _, EnumKey, FieldKey, MethodsKey, MixinKey, ObjectKey};
use crate::model::{
    Core, DefaultValue, DictFlavour, Enum, Extends, Field, Fill, Member, MemberKind, Method, Methods, Mixin,
    MixinField, Object, Remotable, Spanned, Table, Variant,
};
use crate::names::Case;
use crate::pyrepr;
use crate::syntax::{
    Shape, docs, enum_variants, is_name_alone, last_segment, named_fields, only_type_argument,
    option_argument, same_tokens, same_type, shape, spaced, suffixed,
};

/// Reads a struct that derives `VersionedObject`.
pub(crate) fn object(cx: &Ctxt, input: &DeriveInput) -> Object {
    let attrs = ObjectAttrs::read(cx, &input.attrs);
    let (mut fields, mut unread, mut mixins, mut members) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (ident, field) in fields_of(&input.data) {
        let before = cx.count();
        let mut keys = FieldAttrs::read(cx, &field.attrs, ObjectKey::PLACE);
        let perhaps = attrs.given.place(ObjectKey::Extends).is_some();
        let member = member(&ident, field, &input.data, &mut keys, attrs.extends.get(), perhaps);
        match member.kind {
            MemberKind::Attr if cx.count() > before => unread.extend(attribute(ident, field, keys)),
            MemberKind::Attr => fields.extend(attribute(ident, field, keys)),
            MemberKind::Mixin => mixins.push(MixinField { ident, ty: field.ty.clone() }),
            MemberKind::WrappedMixin => {
                let mixin = last_segment(&field.ty).and_then(only_type_argument);
                mixins.extend(mixin.map(|ty| MixinField { ident, ty: ty.clone() }));
            }
            MemberKind::Other => unread.extend(as_if_wrapped(ident, field, keys)),
            MemberKind::Parent
            | MemberKind::PerhapsParent
            | MemberKind::MisnamedParent
            | MemberKind::Meta
            | MemberKind::WrappedMeta
            | MemberKind::Skipped
            | MemberKind::AttrWithoutType => {}
        }
        members.push(member);
    }
    if attrs.given.place(ObjectKey::Extends).is_none() {
        aliased_meta(&mut members);
    }
    let mut extends = attrs.extends.get().cloned();
    misnamed_parent(&mut extends, &mut members, &mut fields);
    if let Some(listed) = attrs.list_of.get() {
        elements_are_listed(&mut fields, listed);
    }
    let first = |kind| members.iter().find(|member| member.kind == kind).map(|member| member.ident.clone());
    let (name, name_span) = match attrs.name.spanned() {
        Some(name) => (name.value, name.span),
        None => (input.ident.unraw().to_string(), input.ident.span()),
    };
    let (relationships, other_relationships) = attrs.relationships.value().unwrap_or_default();
    let meta = first(MemberKind::Meta).or_else(|| first(MemberKind::WrappedMeta));
    let parent = first(MemberKind::Parent).or_else(|| first(MemberKind::MisnamedParent));
    Object {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        docs: docs(&input.attrs),
        core: imported_core(cx, attrs.core, &input.ident, ObjectKey::PLACE.attr),
        name,
        name_span,
        version: attrs.version.spanned(),
        namespace: attrs.namespace.value(),
        serial_namespace: attrs.serial_namespace.value(),
        fingerprint: attrs.fingerprint.spanned(),
        extra_fields: attrs.extra_fields.value().unwrap_or_default(),
        table: attrs.table.spanned().map(|name| Table {
            name,
            key: attrs.key.value(),
            project: attrs.project.value(),
            soft_delete: attrs.soft_delete.value(),
            timestamps: attrs.timestamps.value().unwrap_or_default(),
            zero_nulls: attrs.null_integers.spanned(),
        }),
        list_of: attrs.list_of.value(),
        relationships,
        other_relationships,
        child_versions: attrs.child_versions.spanned(),
        notes: attrs.notes,
        remotable: attrs.remotable.value().unwrap_or_default(),
        python: attrs.python.value(),
        extends: extends.zip(attrs.extends.value()).map(|(ty, given)| Extends {
            ty,
            given,
            field: parent.unwrap_or_else(|| format_ident!("base")),
        }),
        subclass_of: attrs.subclass_of.value(),
        comparable: attrs.comparable.is_given(),
        dict: attrs.dict.value().unwrap_or(DictFlavour::Oslo),
        builder: attrs.builder.value().unwrap_or_else(|| suffixed(&input.ident, "Builder")),
        hooks: attrs.hooks.value().unwrap_or_default(),
        meta,
        fields,
        unread,
        mixins,
        keys: attrs.given,
        members,
    }
}

/// Reads a struct that derives `FieldMixin`.
pub(crate) fn mixin(cx: &Ctxt, input: &DeriveInput) -> Mixin {
    let attrs = MixinAttrs::read(cx, &input.attrs);
    let (mut fields, mut unread, mut members) = (Vec::new(), Vec::new(), Vec::new());
    for (ident, field) in fields_of(&input.data) {
        let before = cx.count();
        let mut keys = FieldAttrs::read(cx, &field.attrs, MixinKey::PLACE);
        let member = member(&ident, field, &input.data, &mut keys, None, false);
        if keys.flatten.get().is_none() {
            match member.kind {
                MemberKind::Attr if cx.count() > before => unread.extend(attribute(ident, field, keys)),
                MemberKind::Attr => fields.extend(attribute(ident, field, keys)),
                MemberKind::Meta
                | MemberKind::WrappedMeta
                | MemberKind::WrappedMixin
                | MemberKind::Skipped
                | MemberKind::AttrWithoutType => {}
                MemberKind::Parent
                | MemberKind::MisnamedParent
                | MemberKind::PerhapsParent
                | MemberKind::Mixin
                | MemberKind::Other => {
                    unread.extend(as_if_wrapped(ident, field, keys));
                }
            }
        }
        members.push(member);
    }
    Mixin {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        core: imported_core(cx, attrs.core, &input.ident, MixinKey::PLACE.attr),
        python: attrs.python.value(),
        access: attrs.access.value().unwrap_or_else(|| suffixed(&input.ident, "Access")),
        build: attrs.build.value().unwrap_or_else(|| suffixed(&input.ident, "Build")),
        fields,
        unread,
        members,
    }
}

/// Reads an enum that derives `EnumField`.
pub(crate) fn enum_field(cx: &Ctxt, input: &DeriveInput) -> Enum {
    let attrs = EnumAttrs::read(cx, &input.attrs);
    let case = attrs.rename_all.get().copied().unwrap_or(Case::Snake);
    let mut variants = Vec::new();
    let mut seen = BTreeSet::new();
    let mut state_machine = false;
    for variant in enum_variants(&input.data).into_iter().flatten() {
        let VariantAttrs { rename, to, start } = VariantAttrs::read(cx, &variant.attrs);
        state_machine |= to.is_given();
        if !matches!(variant.fields, Fields::Unit) {
            continue;
        }
        if !seen.insert(variant.ident.unraw()) {
            cx.told_by_the_compiler();
            continue;
        }
        let (value, value_span) = match rename.spanned() {
            Some(rename) => (rename.value, rename.span),
            None => (case.apply(&variant.ident.unraw().to_string()), variant.ident.span()),
        };
        let ident = variant.ident.clone();
        let docs = docs(&variant.attrs);
        let start = start.spanned().map(|start| start.span);
        variants.push(Variant { ident, docs, value, value_span, to: to.value(), start });
    }
    // oslo's state machines have no name of their own.
    let anonymous = attrs.anonymous.is_given() || state_machine && !attrs.name.is_given();
    Enum {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        docs: docs(&input.attrs),
        core: imported_core(cx, attrs.core, &input.ident, EnumKey::PLACE.attr),
        class_name: match attrs.name.value() {
            Some(name) => name,
            None if anonymous => "Enum".to_owned(),
            None => input.ident.unraw().to_string(),
        },
        tuple: attrs.tuple.value().unwrap_or(!anonymous),
        variants,
        state_machine,
        serde: attrs.serde.is_given(),
        fingerprint_values: attrs.fingerprint_values.spanned(),
        keys: attrs.given,
    }
}

/// Reads an impl block under `#[object_methods]`.
pub(crate) fn methods(cx: &Ctxt, args: TokenStream, item: &ItemImpl) -> Methods {
    let core = core(cx, MethodsAttrs::read(cx, args).core, item.self_ty.span(), MethodsKey::PLACE.attr);
    let methods = item
        .items
        .iter()
        .filter_map(|item| match item {
            ImplItem::Fn(function) => {
                let python = MethodsAttrs::python(cx, &function.attrs, is_listed(function));
                is_listed(function).then(|| method(function, python))
            }
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

/// Where no field is of the type that `extends` names, and one alone is not what a field can be, that one is meant: the
/// model has its type, and `extends` is told to name it.
fn misnamed_parent(extends: &mut Option<Type>, members: &mut [Member], fields: &mut Vec<Field>) {
    let Some(parent) = extends else { return };
    if members.iter().any(|member| member.kind == MemberKind::Parent) {
        return;
    }
    let mut others = members.iter_mut().filter(|member| {
        member.kind == MemberKind::Other
            && last_segment(&member.ty).is_some_and(|last| last.arguments.is_none())
    });
    if let (Some(other), None) = (others.next(), others.next())
        && !is_known(&other.ty)
    {
        other.kind = MemberKind::MisnamedParent;
        fields.retain(|field| field.ident != other.ident);
        *parent = other.ty.clone();
    }
}

/// The state of an object that has none: a field `meta` of a type that may be an alias of it.
fn aliased_meta(members: &mut [Member]) {
    if members.iter().any(|member| matches!(member.kind, MemberKind::Meta | MemberKind::WrappedMeta)) {
        return;
    }
    let is_meta = |member: &&mut Member| {
        member.kind == MemberKind::Other && member.ident == "meta" && is_name_alone(&member.ty)
    };
    if let Some(meta) = members.iter_mut().find(is_meta) {
        meta.kind = MemberKind::WrappedMeta;
    }
}

/// What a list object has in it is told to be no object where `list_of` names it, and there alone.
fn elements_are_listed(fields: &mut [Field], listed: &Type) {
    for field in fields.iter_mut().filter(|field| field.ident == "objects") {
        if let Shape::List(element) = &field.shape
            && same_tokens(element, listed)
            && !field.nullable
        {
            field.ty = parse_quote!(::std::vec::Vec<#listed>);
            field.listed = true;
        }
    }
}

/// The `ObjectMeta` that is in another type.
fn held_meta(ty: &Type) -> Option<&Type> {
    let inner = last_segment(ty).and_then(only_type_argument)?;
    if last_segment(inner)?.ident == "ObjectMeta" { Some(inner) } else { held_meta(inner) }
}

/// Whether a field has a type of the same name by another path.
fn is_another(ty: &Type, all: &Data) -> bool {
    let Some((path, name)) = path_and_name(ty) else { return false };
    let others = named_fields(all).into_iter().flatten().filter_map(|field| path_and_name(&field.ty));
    others.into_iter().any(|other| other.1 == name && other.0 != path)
}

/// The path of a type, and its name, without what is in it.
fn path_and_name(ty: &Type) -> Option<(String, &Ident)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let before = path.path.segments.iter().rev().skip(1).map(|segment| segment.ident.to_string());
    Some((before.collect(), &last.ident))
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

/// Where the core crate is: where it is said, or under its usual name. That it has another is a mistake that is told
/// once, so what is generated looks there.
fn core(cx: &Ctxt, given: Slot<Path>, place: Span, attr: &str) -> Core {
    let other = if given.is_given() { None } else { other_name() };
    let path = match other {
        Some(name) => {
            cx.error(
                place,
                format!("the core crate is called `{name}` here: add `#[{attr}(crate = {name})]`"),
            );
            let name = Ident::new(&name, Span::call_site());
            parse_quote!(::#name)
        }
        None => given.value().unwrap_or_else(default_core),
    };
    Core { path, imported: None }
}

/// The same for the code of a type, which imports what is given.
fn imported_core(cx: &Ctxt, given: Slot<Path>, ident: &Ident, attr: &str) -> Core {
    let is_given = given.get().is_some();
    let Core { path, .. } = core(cx, given, ident.span(), attr);
    if !is_given {
        return Core { path, imported: None };
    }
    let name = format_ident!("__core_of_{}", ident.unraw(), span = Span::call_site());
    Core { path: name.into(), imported: Some(path) }
}

/// The fields of a struct, each name once: that it is there twice is an error of the compiler's.
fn fields_of(data: &Data) -> impl Iterator<Item = (Ident, &syn::Field)> {
    let mut seen = BTreeSet::new();
    named_fields(data).into_iter().flatten().filter_map(move |field| {
        let ident = field.ident.clone()?;
        seen.insert(ident.unraw()).then_some((ident, field))
    })
}

/// A field of a struct, by its type and by the keys that it takes with it. A subclass may have a parent whose type could
/// not be read.
fn member(
    ident: &Ident,
    field: &syn::Field,
    all: &Data,
    keys: &mut FieldAttrs,
    extends: Option<&Type>,
    is_subclass: bool,
) -> Member {
    let given = |key| keys.given.place(key).is_some();
    // Somebody's own type of one of our names: a key that ours has not tells, and ours by another path.
    let is_own = (given(FieldKey::Skip) || given(FieldKey::Flatten)) && is_another(&field.ty, all);
    let named = |name| last_segment(&field.ty).filter(|segment| segment.ident == name && !is_own);
    let kind = if extends.is_some_and(|parent| same_type(parent, &field.ty)) {
        MemberKind::Parent
    } else if named("ObjectMeta").is_some() {
        MemberKind::Meta
    } else if held_meta(&field.ty).is_some_and(|meta| !is_another(meta, all)) {
        MemberKind::WrappedMeta
    } else if let Some(attr) = named("Attr") {
        match only_type_argument(attr) {
            Some(inner) if given(FieldKey::Flatten) && is_name_alone(inner) => MemberKind::WrappedMixin,
            Some(_) => MemberKind::Attr,
            None => MemberKind::AttrWithoutType,
        }
    } else if given(FieldKey::Skip) {
        MemberKind::Skipped
    } else if given(FieldKey::Flatten) {
        MemberKind::Mixin
    } else if is_subclass && extends.is_none() {
        MemberKind::PerhapsParent
    } else {
        MemberKind::Other
    };
    Member { ident: ident.clone(), ty: field.ty.clone(), kind, keys: mem::take(&mut keys.given) }
}

/// A field that is an `Attr` of a type.
fn attribute(ident: Ident, field: &syn::Field, keys: FieldAttrs) -> Option<Field> {
    let ty = last_segment(&field.ty).and_then(only_type_argument)?;
    Some(attr_field(ident, field, ty.clone(), keys))
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
        listed: false,
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
        fill: keys.fill.spanned().map(|fill| Spanned {
            value: self::fill(&fill.value),
            span: fill.span,
            key: fill.key,
        }),
        until: keys.until.spanned(),
        deprecated: field.attrs.iter().find(|attr| attr.path().is_ident("deprecated")).cloned(),
        changed: keys.changed,
        renamed: keys.renamed,
        values: keys.values,
        sensitive: keys.sensitive.is_given(),
        object: keys.object.spanned(),
        validate: keys.validate.value(),
        column: keys.column.spanned(),
        no_column: keys.no_column.is_given(),
        sql_type: keys.sql_type.spanned(),
        to_column: keys.to_column.spanned(),
        has_many: keys.has_many.spanned(),
        belongs_to: keys.belongs_to.spanned(),
        ident,
    }
}

/// What `fill` says: one of two words, or a value.
fn fill(given: &Expr) -> Fill {
    match given {
        Expr::Path(path) if path.path.is_ident("default") => Fill::Default,
        Expr::Path(path) if path.path.is_ident("unset") => Fill::Unset,
        value => Fill::Value(Box::new(value.clone())),
    }
}

/// Whether the reference lists the method: it is public, and not hidden.
fn is_listed(function: &ImplItemFn) -> bool {
    matches!(function.vis, Visibility::Public(_)) && !function.attrs.iter().any(|attr| is_hidden(&attr.meta))
}

fn method(function: &ImplItemFn, python: Option<Remotable>) -> Method {
    let mut signature = function.sig.clone();
    signature.inputs.pop_punct();
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
                }
            }
        }
    }
    Method {
        ident: signature.ident.clone(),
        docs: docs(&function.attrs),
        conditions: conditions(&function.attrs),
        python,
        is_async: signature.asyncness.is_some(),
        is_static: signature.receiver().is_none(),
        signature: spaced(signature.to_token_stream()),
    }
}
