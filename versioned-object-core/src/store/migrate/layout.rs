//! How a table stands that several versions of an object work on.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sea_query::Value as Sql;

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::describe::descriptor::{ChangeKind, FieldDescriptor, ObjectDescriptor};
use crate::store::catalog::{Actual, has, named};
use crate::store::migrate::mark::Mark;
use crate::store::migrate::{fill, past};
use crate::store::model::{Filler, Layout, Model, Shadow};

/// A shadow, in names.
#[derive(Clone, Debug)]
pub(crate) struct ShadowName {
    pub(crate) slot: usize,
    pub(crate) name: String,
    pub(crate) base: String,
    pub(crate) version: Version,
}

/// A layout in names, before it is one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    /// The columns of our version, by slot.
    pub(crate) names: Vec<(usize, String)>,
    pub(crate) shadows: Vec<ShadowName>,
    /// The columns that our version removed.
    pub(crate) removed: Vec<past::Held>,
    /// Fields with one column for all versions, whose values have to be ones of an older version, too.
    pub(crate) narrower: Vec<(usize, Version)>,
    /// Fields that have a value of their own in each row, which older services do not give.
    pub(crate) unfilled: Vec<usize>,
    /// The columns of the fields that no version before ours gave the table.
    pub(crate) added: Vec<past::Held>,
    /// Columns that are not yet called as declared, for another one is: until it is not.
    pub(crate) guards: Vec<String>,
    /// The columns that are settled, which is not written down: the database does not undo the half of a step.
    pub(crate) unwritten: Vec<&'static str>,
}

/// What a table has for our version, or is to have: the columns of every version up to ours that works on it.
pub(crate) fn outline(model: &Model, mark: &Mark, actual: &[Actual]) -> Outline {
    let is_there = |name: &str| has(actual, name);
    let (descriptor, own) = (model.descriptor, model.descriptor.version);
    let is_known = mark.versions.contains(&own);
    let mut versions: Vec<Version> = mark.versions.iter().copied().filter(|one| *one < own).collect();
    versions.push(own);
    let mut outline = Outline::default();
    let all = past::held(descriptor, &versions);
    let is_others = |column: &str, slot| all.iter().any(|held| held.slot != slot && held.name == column);
    // What our version had under another name, and has no longer, was given its own.
    let is_moved = |held: &past::Held| {
        let column = descriptor.slots[held.slot].column;
        is_known && held.name != column && !is_there(&held.name) && is_there(column)
    };
    let is_anothers = |held: &past::Held| {
        let mut others = all.iter().filter(|other| other.slot != held.slot && is_moved(other));
        others.any(|other| descriptor.slots[other.slot].column == held.name)
    };
    for held in all.iter().cloned() {
        let field = &descriptor.slots[held.slot];
        let is_settled = mark.settled.iter().any(|column| column == field.column);
        if !field.exists_in(own) {
            if is_there(&held.name) && !is_settled && !is_anothers(&held) {
                outline.removed.push(held);
            }
            continue;
        }
        if held.version != versions[0] {
            let column = named(actual, &held.name)
                .or_else(|| named(actual, field.column).filter(|_| !is_others(field.column, held.slot)));
            if column.is_some_and(|column| fill::is_each(field, column)) {
                outline.unfilled.push(held.slot);
            }
        }
        let is_renamed = is_moved(&held)
            || !is_there(&held.name) && is_there(field.column) && !is_others(field.column, held.slot);
        if is_settled || is_renamed {
            if is_known && !is_settled {
                outline.unwritten.push(field.column);
            }
            outline.names.push((held.slot, field.column.to_owned()));
            continue;
        }
        let Some(change) = past::parted(field, held.version, model.backend) else {
            outline.names.push((held.slot, held.name.clone()));
            if field
                .changes_after(held.version)
                .any(|change| matches!(change.kind, ChangeKind::Changed { .. }))
            {
                outline.narrower.push((held.slot, held.version));
            }
            if held.version == own && !is_known {
                outline.added.push(held);
            }
            continue;
        };
        let name = past::apart(past::column_in(field, change), change);
        if is_known && !is_there(&name) {
            outline.unwritten.push(field.column);
            outline.names.push((held.slot, field.column.to_owned()));
            continue;
        }
        outline.names.push((held.slot, name.clone()));
        outline.shadows.push(ShadowName { slot: held.slot, name, base: held.name, version: held.version });
    }
    let waits = |(slot, name): &&(usize, String)| {
        let column = descriptor.slots[*slot].column;
        column != name && is_others(column, *slot)
    };
    outline.guards = outline.names.iter().filter(waits).map(|(_, name)| name.clone()).collect();
    outline
}

/// The layout of a marked table, for the type that it is marked for or one that extends it.
///
/// # Errors
/// When the table is not ready for our version, or has another column under the name of one that only the heir has.
pub(crate) fn layout(model: &Model, mark: &Mark, actual: &[Actual]) -> Result<Option<&'static Layout>> {
    let Some(of) = model.descriptor.line().find(|one| one.name == mark.object) else { return Ok(None) };
    let (heir, model, own) = (model.descriptor, &Model { descriptor: of, ..*model }, of.version);
    if !mark.versions.iter().any(|version| *version <= own) {
        return Ok(None);
    }
    let outline = outline(model, mark, actual);
    let lacks = |name: &String| !has(actual, name);
    let shadows = outline.shadows.iter().map(|shadow| &shadow.name);
    if !mark.versions.contains(&own)
        && let Some(column) =
            outline.added.iter().map(|held| &held.name).chain(shadows).find(|name| lacks(name))
    {
        let (table, name) = (model.table.name, model.name());
        let stands = mark.versions.iter().map(Version::to_string).collect::<Vec<_>>().join(" and ");
        return Err(Error::database(format!(
            "the table `{table}` is that of {name} {stands}, and has no `{column}` for {own} yet: `plan` says what brings \
             it there, and `migrate` does it"
        )));
    }
    // The slots of a parent come first in those of a type that extends it.
    let Some(own_fields) = own_slots(heir, of) else {
        let (heir, table) = (heir.name, model.table.name);
        return match build(model, outline)? {
            None => Ok(None),
            Some(_) => Err(Error::database(format!(
                "the table `{table}` is on its way between two versions of {}, and {heir}, which declares its fields itself, \
                 does not know what stands in which column until the second half of the migration",
                of.name
            ))),
        };
    };
    for field in own_fields.iter().filter(|field| field.stored) {
        let is_same = |(_, name): &&(usize, String)| name.eq_ignore_ascii_case(field.column);
        let Some((slot, _)) = outline.names.iter().find(is_same) else { continue };
        let reason = format!(
            "the column `{}` of the table `{}` is still that of {}.{}, until the second half of its migration",
            field.column, model.table.name, of.name, of.slots[*slot].name
        );
        return Err(Error::database(format!("{}.{}: {reason}", heir.name, field.name)));
    }
    build(model, outline)
}

/// The fields that a type has besides those of one that it extends; none where it declares all of them itself.
fn own_slots(heir: &ObjectDescriptor, of: &ObjectDescriptor) -> Option<&'static [FieldDescriptor]> {
    let (inherited, own) = heir.slots.split_at_checked(of.slots.len())?;
    let is_same = |(one, other): (&FieldDescriptor, &FieldDescriptor)| {
        one.name == other.name && std::ptr::eq(one.ty, other.ty) && one.rust_name == other.rust_name
    };
    inherited.iter().zip(of.slots).all(is_same).then_some(own)
}

/// A layout of an outline; none where the table is as the declaration says.
pub(crate) fn build(model: &Model, mut outline: Outline) -> Result<Option<&'static Layout>> {
    let slots = model.descriptor.slots;
    outline.names.retain(|(slot, name)| slots[*slot].column != name);
    let nothing = outline.names.is_empty() && outline.shadows.is_empty() && outline.removed.is_empty();
    if nothing && outline.narrower.is_empty() && outline.unfilled.is_empty() {
        return Ok(None);
    }
    let key = (model.descriptor.type_id)();
    kept(key, format!("{:?} {:?} {outline:?}", model.backend, model.table.null_integers), || {
        let kept_field = |slot: usize, version| -> &'static FieldDescriptor {
            Box::leak(Box::new(past::field_in(&slots[slot], version)))
        };
        let mut layout = Layout {
            of: model.descriptor,
            names: Vec::new(),
            shadows: Vec::new(),
            fillers: Vec::new(),
            narrower: outline.narrower,
            unfilled: outline.unfilled,
            guards: Vec::new(),
        };
        layout.guards.extend(outline.guards.into_iter().map(|name| &*name.leak()));
        for (slot, name) in outline.names {
            layout.names.push((slot, name.leak()));
        }
        for ShadowName { slot, name, base, version } in outline.shadows {
            let (field, was) = (kept_field(slot, version), past::was(&name));
            let base = model.under(slot, field, base.leak());
            let was = model.under(slot, field, was.leak());
            layout.shadows.push(Shadow { slot, name: name.leak(), base, was, version });
        }
        for held in outline.removed {
            let field = kept_field(held.slot, held.version);
            if !field.nullable() {
                let column = model.under(held.slot, field, held.name.leak());
                let value: Sql = fill::stand_in(model, &column, held.version)?;
                layout.fillers.push(Filler { column, value });
            }
        }
        Ok(layout)
    })
    .map(Some)
}

/// The layouts that there are: each table has few, so they are kept for good.
static KEPT: Mutex<Option<HashMap<(TypeId, String), &'static Layout>>> = Mutex::new(None);

fn kept(ty: TypeId, key: String, make: impl FnOnce() -> Result<Layout>) -> Result<&'static Layout> {
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let all = all.get_or_insert_default();
    if let Some(layout) = all.get(&(ty, key.clone())) {
        return Ok(layout);
    }
    let layout: &'static Layout = Box::leak(Box::new(make()?));
    all.insert((ty, key), layout);
    Ok(layout)
}
