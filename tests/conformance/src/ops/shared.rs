//! Python's variables share objects, ours own them. What a step does to an object is done to every copy of it.
//!
//! Each object that a script names has a context of its own, which goes with it wherever it is put.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;
use versioned_object_core::{TypeDescriptor, TypeKind};

/// Which object it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity(pub(super) u32);

pub(super) fn context(identity: Identity) -> Context {
    Context::builder().extension(identity).build()
}

pub(super) fn identity(object: &dyn DynObject) -> Option<Identity> {
    object.obj_context()?.extension::<Identity>().copied()
}

/// The objects below an object, each before those below it.
pub(super) fn below(object: &dyn DynObject) -> Vec<Box<dyn DynObject>> {
    let mut found = Vec::new();
    for field in object.obj_descriptor().fields().filter(|field| holds_objects(field.ty)) {
        if let Ok(value) = object.obj_get(field.name) {
            in_value(value, &mut found);
        }
    }
    found
}

/// The objects that an object prints, in the order in which they stand there.
pub(crate) fn printed(object: &dyn DynObject) -> Vec<Box<dyn DynObject>> {
    let mut fields: Vec<_> =
        object.obj_descriptor().fields().filter(|field| holds_objects(field.ty)).collect();
    fields.sort_by_key(|field| field.name);
    let mut found = Vec::new();
    for field in fields {
        if let Ok(value) = object.obj_get(field.name) {
            in_print(value, &mut found);
        }
    }
    found
}

fn in_print(value: Value, found: &mut Vec<Box<dyn DynObject>>) {
    match value {
        Value::Object(object) => found.push(object),
        Value::List(items) | Value::Set(items) => items.into_iter().for_each(|item| in_print(item, found)),
        Value::Map(entries) => entries.into_iter().for_each(|(_, item)| in_print(item, found)),
        _ => {}
    }
}

fn in_value(value: Value, found: &mut Vec<Box<dyn DynObject>>) {
    match value {
        Value::Object(object) => {
            let inner = below(&*object);
            found.push(object);
            found.extend(inner);
        }
        Value::List(items) | Value::Set(items) => items.into_iter().for_each(|item| in_value(item, found)),
        Value::Map(entries) => entries.into_iter().for_each(|(_, item)| in_value(item, found)),
        _ => {}
    }
}

/// What stands in the place of an object; none where it stays.
type With<'w> = &'w mut dyn FnMut(&dyn DynObject) -> Option<Box<dyn DynObject>>;

/// Puts other objects in the place of some below an object, which does not count as a change.
pub(super) fn replace(object: &mut dyn DynObject, with: With<'_>) -> Result<()> {
    for field in object.obj_descriptor().fields().filter(|field| holds_objects(field.ty)) {
        let Ok(mut value) = object.obj_get(field.name) else { continue };
        if replace_in(&mut value, with)? {
            let was_changed = object.obj_own_changes().contains(&field.name);
            object.obj_set(field.name, value)?;
            if !was_changed {
                object.obj_reset_changes(&[field.name], false);
            }
        }
    }
    Ok(())
}

fn replace_in(value: &mut Value, with: With<'_>) -> Result<bool> {
    match value {
        Value::Object(object) => {
            if let Some(other) = with(&**object) {
                *object = other;
            }
            replace(&mut **object, with)?;
            Ok(true)
        }
        Value::List(items) | Value::Set(items) => {
            items.iter_mut().try_fold(false, |any, item| Ok(replace_in(item, with)? | any))
        }
        Value::Map(entries) => {
            entries.iter_mut().try_fold(false, |any, (_, item)| Ok(replace_in(item, with)? | any))
        }
        _ => Ok(false),
    }
}

/// Gives an object another identity, and leaves those below it theirs.
pub(super) fn rename(object: &mut dyn DynObject, identity: Identity) -> Result<()> {
    let mut inner = below(object).into_iter();
    object.obj_set_context(Some(&context(identity)));
    // Each before those below it, which get theirs back after it.
    replace(object, &mut |child| {
        let mut child = child.obj_clone_box();
        child.obj_set_context(inner.next()?.obj_context());
        Some(child)
    })
}

/// A copy, and copies of what is below it: those of one object are one object again.
pub(super) fn copy(object: &dyn DynObject, mut next: impl FnMut() -> Identity) -> Result<Box<dyn DynObject>> {
    let mut copy = object.obj_clone_box();
    rename(&mut *copy, next())?;
    let mut names = BTreeMap::new();
    replace(&mut *copy, &mut |child| {
        let new_name = *names.entry(identity(child)?).or_insert_with(&mut next);
        let mut child = child.obj_clone_box();
        rename(&mut *child, new_name).is_ok().then_some(child)
    })?;
    Ok(copy)
}

fn holds_objects(ty: &TypeDescriptor) -> bool {
    match ty.kind {
        TypeKind::Object(_) | TypeKind::AnyObject => true,
        TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item) => holds_objects(item),
        _ => false,
    }
}
