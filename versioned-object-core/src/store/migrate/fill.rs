//! What rows have in a column that is new to them.

use chrono::Utc;
use sea_query::Value as Sql;

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::describe::descriptor::{
    DefaultDescriptor, FieldDescriptor, Fill, Form, Put, TypeDescriptor, TypeKind,
};
use crate::dynamic::cells;
use crate::dynamic::contract::Value;
use crate::store::catalog::{Actual, Makes};
use crate::store::model::{Column, Model};
use crate::store::rows::{of_older, stored};
use crate::wire::older;

/// What older rows have in the column of a field that a version added.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filled {
    /// Null.
    Null,
    /// This.
    Constant(Sql),
    /// Each another value.
    Each,
    /// Nothing that the field takes.
    Nothing,
}

/// What the declaration says of an added field.
///
/// # Errors
/// When the field refuses its own value.
pub(crate) fn of(model: &Model, column: &Column) -> Result<Filled> {
    let field = column.field;
    let Some(put) = put(field) else {
        return Ok(if field.nullable() { Filled::Null } else { Filled::Nothing });
    };
    let one = value(model, column, put)?;
    // Where null is a value, nobody could tell which rows lack one.
    if field.nullable() {
        return Ok(Filled::Constant(one));
    }
    next_moment();
    let is_constant = one == value(model, column, put)?;
    Ok(if is_constant { Filled::Constant(one) } else { Filled::Each })
}

/// Waits until the clock is another one in a column: what is made of it is not taken for a constant.
fn next_moment() {
    let begun = Utc::now().timestamp_micros();
    while Utc::now().timestamp_micros() == begun {
        std::hint::spin_loop();
    }
}

/// Whether each older row has a value of its own in the column of a field, which is there. The column says which it was
/// when it was added, so all services agree, and it stays so: a constant is its `DEFAULT`.
pub(crate) fn is_each(field: &FieldDescriptor, column: &Actual) -> bool {
    field.since.is_some()
        && !field.nullable()
        && put(field).is_some()
        && column.is_nullable
        && column.makes == Makes::Nothing
}

/// What gives older rows a value, where something does.
fn put(field: &FieldDescriptor) -> Option<Put> {
    match (field.fill, field.default) {
        (Fill::Value(put), _) => Some(put),
        (Fill::Unset, _) if field.nullable() => None,
        (_, Some(DefaultDescriptor { put, .. })) => put,
        _ => None,
    }
}

/// A value of an added field, made anew.
///
/// # Errors
/// When the field refuses it.
pub(crate) fn anew(model: &Model, column: &Column) -> Result<Sql> {
    match put(column.field) {
        Some(put) => value(model, column, put),
        None => Err(Error::invalid("nothing says what the field is in older rows").at(column.field.name)),
    }
}

fn value(model: &Model, column: &Column, put: Put) -> Result<Sql> {
    let mut object = model.descriptor.orphan();
    cells::put(column.field, object.obj_cell_mut(column.slot), "value of older rows", put)?;
    let value = stored(&*object, column)?;
    value.ok_or_else(|| Error::invalid("a value of older rows is unset").at(column.field.name))
}

/// What older services find in a row of ours in the column of a field that our version removed: its default, else the
/// least that its type has.
///
/// # Errors
/// When the default has no such form as that version has.
pub(crate) fn stand_in(model: &Model, column: &Column, version: Version) -> Result<Sql> {
    let field: &FieldDescriptor = &model.descriptor.slots[column.slot];
    if let Some(DefaultDescriptor { put: Some(put), .. }) = field.default {
        let mut object = model.descriptor.orphan();
        let cell = object.obj_cell_mut(column.slot);
        cells::put(field, cell, "default", put)?;
        let older = older::lowered(cell, field, version)
            .map_err(|error| cells::refused(field, error).at(model.name()))?;
        let value = older.as_deref().unwrap_or(cell).value();
        return of_older(model, column, value.unwrap_or(Value::Null));
    }
    of_older(model, column, least(column.field.ty))
}

fn least(ty: &TypeDescriptor) -> Value {
    let sample = ty.samples.first().and_then(|sample| serde_json::from_str::<serde_json::Value>(sample).ok());
    match (sample, ty.kind, ty.form) {
        (Some(sample), ..) => sample.into(),
        (_, TypeKind::Enum(known), _) => known.values.first().copied().unwrap_or_default().into(),
        (_, TypeKind::List(_) | TypeKind::Set(_), _) => Value::List(Vec::new()),
        (_, TypeKind::Dict(_), _) => Value::Map(Vec::new()),
        (_, _, Form::Integer { minimum, .. }) => Value::Int(minimum.unwrap_or(0).max(0)),
        (_, _, Form::Number { minimum, .. }) => Value::Float(minimum.unwrap_or(0.0).max(0.0)),
        (_, _, Form::Truth) => Value::Bool(false),
        (_, _, Form::Moment) => Value::DateTime(chrono::DateTime::UNIX_EPOCH.fixed_offset()),
        (_, _, Form::Uuid) => uuid::Uuid::nil().into(),
        (_, _, Form::Json) => Value::Null,
        (_, _, Form::Text | Form::Any) => "".into(),
    }
}
