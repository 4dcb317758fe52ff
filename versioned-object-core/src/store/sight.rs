//! Who sees what, and how a row is found.

use std::sync::{Arc, Mutex, PoisonError};

use sea_query::Cond;

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::{Error, Result};
use crate::describe::descriptor::Form;
use crate::dynamic::contract::{DynObject, Value};
use crate::fields::types::scalar::loose_uuid;
use crate::store::condition::Expected;
use crate::store::driver::{Access, Backend};
use crate::store::guess;
use crate::store::handle::Store;
use crate::store::lookup::Lookup;
use crate::store::model::{Column, Model};
use crate::store::row_key::key_text;
use crate::store::rows::{comparable, of_type, read_as};
use crate::store::{compare, sql};

/// What the thread of a database finds.
pub(crate) struct Found<T>(Arc<Mutex<Vec<T>>>);

impl<T> Clone for Found<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Found<T> {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(Vec::new())))
    }

    pub(crate) fn push(&self, found: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(found);
    }

    pub(crate) fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Found<Box<dyn DynObject>> {
    /// A copy of the last.
    pub(crate) fn last(&self) -> Option<Box<dyn DynObject>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).last().map(|last| last.obj_clone_box())
    }
}

/// Keeps others from writing a row until the transaction ends that `inside` takes part in.
pub(crate) async fn hold(inside: &Store, model: &Model, key: &Cond) -> Result<()> {
    // In SQLite, whoever has a transaction is the only one who writes.
    if model.backend == Backend::Sqlite {
        return Ok(());
    }
    let step = sql::step(model.backend, &sql::select_to_write(model, key.clone())).rows(|_| Ok(()));
    inside.run(Access::Write, vec![step]).await.map(drop)
}

/// Whose objects are seen.
pub(crate) enum Sight<'c> {
    /// Everybody's.
    All,
    /// Those of one project.
    Project(&'c str),
}

/// What an asking context sees: everything for an administrator, its project for a user.
pub(crate) fn sight<'c>(context: &'c Context) -> Result<Sight<'c>> {
    if context.is_admin() {
        return Ok(Sight::All);
    }
    // An empty name is nobody's.
    let named = |name: Option<&'c str>| name.filter(|name| !name.is_empty());
    match (named(context.user_id()), named(context.project_id())) {
        (Some(_), Some(project)) => Ok(Sight::Project(project)),
        _ => Err(Error::NotAuthorized),
    }
}

pub(crate) fn store<'c>(context: &'c Context, name: &str) -> Result<&'c Store> {
    context.store().ok_or_else(|| Error::action("store", format!("the context of {name} has no store")))
}

/// The rows of the context's project, or all.
fn own(model: &Model, context: &Context) -> Result<Cond> {
    let all = Cond::all();
    let (Sight::Project(project), Some(field)) = (sight(context)?, model.table.project) else {
        return Ok(all);
    };
    Ok(all.add(is(model, field, project.into())?))
}

/// The rows that a context sees, of those that are deleted or not, as asked.
pub(crate) fn seen(model: &Model, context: &Context, read_deleted: ReadDeleted) -> Result<Cond> {
    Ok(own(model, context)?.add(alive(model, read_deleted)?))
}

pub(crate) fn is(model: &Model, field: &str, value: Value) -> Result<Cond> {
    // Inside one that takes further conditions.
    Ok(Cond::all().add(sql::expected(model, &model.named(field)?, &Expected::Is(value))))
}

/// The rows that are deleted or not, as asked.
pub(crate) fn alive(model: &Model, read_deleted: ReadDeleted) -> Result<Cond> {
    match (model.table.soft_delete, read_deleted) {
        (None, ReadDeleted::Only) => Ok(compare::nothing()),
        (None, _) | (_, ReadDeleted::Yes) => Ok(Cond::all()),
        (Some(soft), read_deleted) => {
            let marked = read_deleted == ReadDeleted::Only;
            Ok(Cond::all().add(compare::is_marked(model, &model.named(soft.flag)?, marked)))
        }
    }
}

/// The conditions that the row of a key meets, each to be tried when the one before finds none: the key as it is usually
/// written, and a UUID however it is spelt.
pub(crate) fn keys(model: &Model, id: &Value) -> Result<Vec<Cond>> {
    let column = model.key()?;
    match (column.field.ty.form, id) {
        // One key: several are none.
        (_, Value::List(_) | Value::Set(_)) => Ok(vec![compare::nothing()]),
        (Form::Uuid, Value::String(text)) => match loose_uuid(text) {
            Some(id) => Ok(vec![compare::key_stands(model, &id.into())?, compare::key_means(model, id)?]),
            None => Ok(vec![compare::key_stands(model, &text.as_str().into())?]),
        },
        _ => match read_as(model, &column, id.clone()) {
            Ok(value) => Ok(vec![match of_type(model.backend, &column, value) {
                Some(value) => Cond::all().add(compare::one_of(model, &column, vec![value])),
                None => compare::nothing(),
            }]),
            Err(error) => Err(guess::refused_value(model.descriptor, error)),
        },
    }
}

/// The conditions of the one row that a lookup means, each to be tried when the one before finds none.
pub(crate) fn one(model: &Model, context: &Context, id: &Value, lookup: &Lookup) -> Result<Vec<Cond>> {
    let read_deleted = lookup.read_deleted.unwrap_or(context.read_deleted());
    let seen = if lookup.any_project {
        sight(context)?;
        alive(model, read_deleted)?
    } else {
        seen(model, context, read_deleted)?
    };
    Ok(keys(model, id)?.into_iter().map(|key| key.add(seen.clone())).collect())
}

/// The key of an object.
pub(crate) fn key_of(model: &Model, object: &dyn DynObject) -> Result<Value> {
    let key = model.key()?;
    let unset = Error::NotLoaded { object: model.name(), field: key.field.name };
    object.obj_cell(key.slot).value().ok_or(unset)
}

/// The row of an object.
#[derive(Clone)]
pub(crate) struct RowOf {
    /// The conditions that it meets, each to be tried when the one before finds none.
    pub(crate) keys: Vec<Cond>,
    /// Its key, for messages.
    pub(crate) id: String,
}

/// The row of an object, for a method that reads or writes it: the one that it was read from, under the key that stands
/// there. A key that was changed since is refused.
pub(crate) fn row_of(model: &Model, object: &dyn DynObject, method: &str) -> Result<RowOf> {
    let key = key_of(model, object)?;
    let id = model.shown_key(key_text(&key));
    let meta = object.obj_meta();
    let keys = match meta.row_key() {
        Some(stands) if is_same(model, &model.key()?, stands, &key) => {
            vec![compare::key_stands(model, stands)?]
        }
        Some(stands) => {
            let (field, stands) = (model.table.key, model.shown_key(key_text(stands)));
            let reason =
                format!("`{field}` is the key of {} {stands}, and cannot be changed to {id}", model.name());
            return Err(Error::action(method, reason));
        }
        None if meta.is_stored() => keys(model, &key)?.into_iter().take(1).collect(),
        None => keys(model, &key)?,
    };
    Ok(RowOf { keys, id })
}

/// Whether a value in the column of a key or a project means the same as another.
fn is_same(model: &Model, column: &Column, one: &Value, other: &Value) -> bool {
    match (column.field.ty.form, one, other) {
        (Form::Uuid, Value::String(one), Value::String(other)) => {
            one == other || loose_uuid(one).is_some_and(|one| Some(one) == loose_uuid(other))
        }
        (_, Value::String(one), Value::String(other)) if one == other => true,
        _ => {
            let one = comparable(model, column, one.clone());
            one.is_some() && one == comparable(model, column, other.clone())
        }
    }
}

/// Refuses what a context would not see once it is written: the row of another project, or one that is marked deleted
/// where it does not look for such.
pub(crate) fn visible(model: &Model, object: &dyn DynObject, context: &Context, id: &str) -> Result<()> {
    let value = |column: &Column| object.obj_cell(column.slot).value();
    if let (Sight::Project(project), Some(field)) = (sight(context)?, model.table.project) {
        let column = model.named(field)?;
        if !value(&column).is_some_and(|owner| is_same(model, &column, &owner, &project.into())) {
            return Err(model.not_found(id));
        }
    }
    let flag = model.table.soft_delete.and_then(|soft| model.column(soft.flag));
    let deleted = flag.and_then(|flag| value(&flag)?.as_bool()).unwrap_or_default();
    match (context.read_deleted(), deleted) {
        (ReadDeleted::No, true) | (ReadDeleted::Only, false) => Err(model.not_found(id)),
        _ => Ok(()),
    }
}
