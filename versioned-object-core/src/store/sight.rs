//! Who sees what, and how a row is found.

use std::sync::{Arc, Mutex, PoisonError};

use sea_query::Cond;

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::{Error, Result};
use crate::dynamic::contract::{DynObject, Value};
use crate::store::condition::Expected;
use crate::store::handle::Store;
use crate::store::lookup::Lookup;
use crate::store::model::Model;
use crate::store::sql;

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

/// Whose objects are seen.
pub(crate) enum Sight<'c> {
    /// Everybody's.
    All,
    /// Those of one project.
    Project(&'c str),
}

/// What an asking context sees: everything for an administrator, its project for a user.
pub(crate) fn sight(context: &Context) -> Result<Sight<'_>> {
    if context.is_admin() {
        return Ok(Sight::All);
    }
    match (context.user_id(), context.project_id()) {
        (Some(_), Some(project)) => Ok(Sight::Project(project)),
        _ => Err(Error::NotAuthorized),
    }
}

pub(crate) fn store<'c>(context: &'c Context, name: &str) -> Result<&'c Store> {
    context.store().ok_or_else(|| Error::action("store", format!("the context of {name} has no store")))
}

/// The rows of the context's project, or all.
pub(crate) fn own(model: &Model, context: &Context) -> Result<Cond> {
    let all = Cond::all();
    Ok(match (sight(context)?, model.table.project) {
        (Sight::Project(project), Some(field)) => all.add(is(model, field, project.into())?),
        _ => all,
    })
}

pub(crate) fn is(model: &Model, field: &str, value: Value) -> Result<Cond> {
    // Inside one that takes further conditions.
    Ok(Cond::all().add(sql::expected(model, &model.named(field)?, &Expected::Is(value))))
}

/// The rows that are deleted or not, as asked.
pub(crate) fn alive(model: &Model, read_deleted: ReadDeleted) -> Result<Cond> {
    match (model.table.soft_delete, read_deleted) {
        (None, ReadDeleted::Only) => Ok(sql::nothing()),
        (None, _) | (_, ReadDeleted::Yes) => Ok(Cond::all()),
        (Some(soft), ReadDeleted::No) => is(model, soft.flag, false.into()),
        (Some(soft), ReadDeleted::Only) => is(model, soft.flag, true.into()),
    }
}

pub(crate) fn key_is(model: &Model, id: &Value) -> Result<Cond> {
    // One key: several are none.
    if let Value::List(_) | Value::Set(_) = id {
        return Ok(sql::nothing());
    }
    is(model, model.table.key, id.clone())
}

/// A key for messages.
pub(crate) fn key_text(id: &Value) -> String {
    match id {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The condition of the one row that a lookup means.
pub(crate) fn one(model: &Model, context: &Context, id: &Value, lookup: &Lookup) -> Result<Cond> {
    let mut condition = key_is(model, id)?;
    if lookup.any_project {
        sight(context)?;
    } else {
        condition = condition.add(own(model, context)?);
    }
    Ok(condition.add(alive(model, lookup.read_deleted.unwrap_or(context.read_deleted()))?))
}

/// The key of an object.
pub(crate) fn key_of(model: &Model, object: &dyn DynObject) -> Result<Value> {
    let key = model.named(model.table.key)?;
    let unset = Error::NotLoaded { object: model.name(), field: key.field.name };
    object.obj_cell(key.slot).value().ok_or(unset)
}
