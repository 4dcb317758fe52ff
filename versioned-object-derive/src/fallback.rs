//! Stubs for declarations with mistakes, so that code which uses the type is not one more mistake per use.
//!
//! They are the expansion of what can be known of the declaration, with nothing in its functions: whoever names the
//! type, its accessors, its keys or its builder finds what the declaration without the mistakes would have.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};
use syn::{
    Block, Data, DeriveInput, Expr, File, Ident, ImplItem, Item, Stmt, TraitItem, Type, UseTree, parse_quote,
};

use crate::expand::enums::expand_enum;
use crate::expand::mixin::expand_mixin;
use crate::expand::object::expand_object;
use crate::model::{Enum, Field, Mixin, Object, Table, Timestamps};
use crate::parse;
use crate::syntax::{Shape, same_tokens, same_type, shape, suffixed};
use crate::validate::types::{meant, stays_in_its_thread};

/// What stands in for the expansion of a struct that derives `VersionedObject`; `is_valid` is whether no rule was broken,
/// so that what could be read is as it should be.
pub(crate) fn object(input: &DeriveInput, mut model: Object, is_valid: bool) -> TokenStream {
    if has_generics(input) || !matches!(input.data, Data::Struct(_)) {
        return TokenStream::new();
    }
    prepare(&mut model.fields, &mut model.unread, is_valid);
    if model.list_of.as_ref().is_some_and(|listed| matches!(shape(listed), Shape::Boxed(_))) {
        model.list_of = None;
        model.fields.iter_mut().for_each(|field| field.listed = false);
    }
    if let Some(listed) = &model.list_of
        && !model.fields.iter().any(|field| field.ident == "objects")
    {
        model.fields.push(parse::elements(listed));
    }
    if model.extends.as_ref().is_some_and(|extends| is_named(&extends.ty, &model.ident)) {
        model.extends = None;
    }
    if model.subclass_of.as_ref().is_some_and(|parent| is_named(parent, &model.ident)) {
        model.subclass_of = None;
    }
    once(&mut model.fields);
    if model.extends.is_some() {
        (model.list_of, model.meta) = (None, None);
    } else {
        model.meta.get_or_insert_with(|| format_ident!("meta"));
    }
    let mut seen = Vec::new();
    model.mixins.retain(|mixin| {
        let is_new = !seen.iter().any(|ty| same_type(ty, &mixin.ty));
        seen.push(mixin.ty.clone());
        is_new
    });
    if model.builder == model.ident {
        model.builder = suffixed(&model.ident, "Builder");
    }
    model.fingerprint = None;
    // As the empty names of fields: nothing can be proved of an object with a field of this type.
    model.name = String::new();
    model.hooks.clear();
    if let Some(table) = &mut model.table {
        // What it names may be what has a mistake.
        *table = Table {
            name: table.name.clone(),
            key: None,
            project: None,
            soft_delete: None,
            timestamps: Timestamps::default(),
            zero_nulls: None,
        };
    }
    model.fields.retain_mut(has_type);
    let stubs = stubs(expand_object(&model));
    if model.members.iter().any(|member| stays_in_its_thread(&member.ty)) { inherent(stubs) } else { stubs }
}

/// What stands in for the expansion of a struct that derives `FieldMixin`, in the same way.
pub(crate) fn mixin(input: &DeriveInput, mut model: Mixin, is_valid: bool) -> TokenStream {
    if has_generics(input) || !matches!(input.data, Data::Struct(_)) {
        return TokenStream::new();
    }
    prepare(&mut model.fields, &mut model.unread, is_valid);
    // Names that are equal by mistake would be one mistake more.
    if model.access == model.ident {
        model.access = suffixed(&model.ident, "Access");
    }
    if model.build == model.ident || model.build == model.access {
        model.build = suffixed(&model.ident, "Build");
    }
    once(&mut model.fields);
    model.fields.retain_mut(has_type);
    stubs(expand_mixin(&model))
}

/// What stands in for the expansion of an enum that derives `EnumField`.
pub(crate) fn enum_field(input: &DeriveInput, mut model: Enum) -> TokenStream {
    // What has every value cannot be told from a variant of its name.
    let hides_values = model.variants.iter().any(|variant| variant.ident == "VALUES");
    if has_generics(input) || !matches!(input.data, Data::Enum(_)) || hides_values {
        return TokenStream::new();
    }
    // That a state is no variant was told.
    let states: Vec<_> = model.variants.iter().map(|variant| variant.ident.clone()).collect();
    for to in model.variants.iter_mut().filter_map(|variant| variant.to.as_mut()) {
        to.retain(|state| states.contains(state));
    }
    // As the name of an object.
    model.class_name = String::new();
    stubs(expand_enum(&model))
}

fn is_named(ty: &Type, name: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident(name))
}

/// Leaves the first of the fields of a name.
fn once(fields: &mut Vec<Field>) {
    let mut seen = BTreeSet::new();
    fields.retain(|field| seen.insert(field.ident.clone()));
}

/// Gives a field the type that was meant; false where nobody knows it.
fn has_type(field: &mut Field) -> bool {
    let Some(meant) = meant(&field.ty) else { return false };
    if !same_tokens(&meant, &field.ty) {
        field.inner = meant.clone();
        field.nullable = false;
        field.shape = shape(&meant);
        field.ty = meant;
    }
    true
}

/// What stubs have without traits of core's, of which an object that stays in one thread can have none.
fn inherent(stubs: TokenStream) -> TokenStream {
    let Ok(mut file) = syn::parse2::<File>(stubs) else { return TokenStream::new() };
    let stays = |item: &Item| match item {
        Item::Impl(item) => item
            .trait_
            .as_ref()
            .is_none_or(|(path, _)| path.segments.last().is_some_and(|last| last.ident == "Debug")),
        _ => true,
    };
    file.items.retain(stays);
    for item in &mut file.items {
        if let Item::Const(item) = item
            && let Expr::Block(inner) = &mut *item.expr
        {
            inner.block.stmts.retain(|stmt| match stmt {
                Stmt::Item(item @ (Item::Impl(_) | Item::Use(_))) => stays(item),
                _ => false,
            });
        }
    }
    quote!(#file)
}

fn has_generics(input: &DeriveInput) -> bool {
    !input.generics.params.is_empty() || input.generics.where_clause.is_some()
}

/// Makes the fields of stubs of those that could be read and of those that could not. The types of what the former say
/// are checked as ever, where no rule was broken. Their names on the wire go, which tells core that nothing can be proved
/// of an object with these fields.
fn prepare(read: &mut Vec<Field>, unread: &mut Vec<Field>, is_valid: bool) {
    if !is_valid {
        read.iter_mut().for_each(unchecked);
    }
    unread.iter_mut().for_each(unchecked);
    read.append(unread);
    for field in read {
        field.wire_name = String::new();
    }
}

/// Takes from a field what has types that may not fit.
fn unchecked(field: &mut Field) {
    field.default = None;
    field.fill = None;
    field.fingerprint_default = None;
    field.validate = None;
    field.to_column = None;
    field.changed.clear();
    field.values.clear();
}

/// The expansion without checks, without what has a name twice, and with nothing in its functions.
fn stubs(expansion: TokenStream) -> TokenStream {
    let Ok(mut file) = syn::parse2::<File>(expansion) else { return TokenStream::new() };
    // Of what is imported, the core crate stays; the macro for pages goes.
    let is_of_pages =
        |item: &Item| matches!(item, Item::Use(item) if matches!(item.tree, UseTree::Rename(_)));
    file.items.retain(|item| !matches!(item, Item::Macro(_)) && !is_of_pages(item));
    let mut seen = BTreeSet::new();
    file.items.iter_mut().for_each(|item| stub(item, &mut seen));
    quote!(#file)
}

/// `seen` has the names in the inherent blocks before, each with the type whose block it is.
fn stub(item: &mut Item, seen: &mut BTreeSet<(String, Ident)>) {
    let mut names = BTreeSet::new();
    match item {
        Item::Const(item) => {
            if let Expr::Block(inner) = &mut *item.expr {
                inner.block.stmts.retain(|stmt| !is_check(stmt));
                for stmt in &mut inner.block.stmts {
                    if let Stmt::Item(item) = stmt {
                        stub(item, seen);
                    }
                }
            }
        }
        Item::Impl(block) => {
            let owner = block.self_ty.to_token_stream().to_string();
            let mut is_new = |name: &Ident| match block.trait_ {
                Some(_) => names.insert(name.clone()),
                None => seen.insert((owner.clone(), name.clone())),
            };
            block.items.retain_mut(|item| match item {
                ImplItem::Fn(function) => {
                    // What is `const` may run while the crate compiles: the text of an enum's value, which goes nowhere.
                    function.block = if function.sig.constness.is_some() {
                        parse_quote!({
                            _ = ::core::mem::ManuallyDrop::new(self);
                            ""
                        })
                    } else {
                        endless()
                    };
                    is_new(&function.sig.ident)
                }
                ImplItem::Const(constant) => is_new(&constant.ident),
                _ => true,
            });
        }
        Item::Trait(item) => item.items.retain_mut(|item| match item {
            TraitItem::Fn(function) => {
                function.default = Some(endless());
                names.insert(function.sig.ident.clone())
            }
            TraitItem::Const(constant) => names.insert(constant.ident.clone()),
            _ => true,
        }),
        _ => {}
    }
}

/// Whether it is a `const _` that checks something.
fn is_check(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Item(Item::Const(item)) if item.ident == "_")
}

fn endless() -> Block {
    parse_quote!({ loop {} })
}
