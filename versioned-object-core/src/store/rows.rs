//! Between rows and objects: which columns a type has, what a column's value is to a field, and what a field's value is
//! to a column.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::SubsecRound as _;
use sea_query::Value as Sql;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::describe::descriptor::{FieldDescriptor, Form, Matching, TypeDescriptor, TypeKind};
use crate::dynamic::cells::refused;
use crate::dynamic::contract::{Cell, DynObject, Input, Value};
use crate::fields::types::scalar::loose_uuid;
use crate::primitive::limits::{Limits, Mode};
use crate::primitive::read::ReadContext;
use crate::primitive::scalar::Scalar;
use crate::store::column_type::{Family, cast, family_of};
use crate::store::driver::{Backend, ColumnValue, Row};
use crate::store::model::{Column, Decoding, Model, Shadow};
use crate::store::moments::{cut_moments, moment};
use crate::store::{moments, pg_json, spelling};
use crate::wire::older;

/// How many digits of the second a column has of a moment, at most.
const DIGITS: u16 = 6;

/// What is said of a moment with an offset at the end of all years.
const BEYOND: &str = "expected a year from 1 to 9999 in UTC too, which is what a column of moments has";

/// Makes objects of rows that have the columns of [`Model::selected`].
#[derive(Clone)]
pub(crate) struct Loader {
    /// The stored fields, which are the first columns.
    pub(crate) columns: Arc<[Column]>,
    pub(crate) context: Context,
    shadows: &'static [Shadow],
    /// The shadows, by their places, of which a row had news that can be made ours.
    news: Arc<AtomicU64>,
}

/// Whether older services have written what is not in our column yet: what they have, and what they had when it was made.
pub(crate) fn is_news(field: &FieldDescriptor, own: ColumnValue<'_>, others: [ColumnValue<'_>; 2]) -> bool {
    others[0] != others[1] || (own == ColumnValue::Null && !field.nullable())
}

impl Shadow {
    /// Puts the value of older services into a cell.
    pub(crate) fn raise(
        &self,
        field: &FieldDescriptor,
        cell: &mut dyn Cell,
        value: ColumnValue<'_>,
        cx: &mut ReadContext<'_>,
    ) -> Result<()> {
        decode(&self.base, value, cx, |input, cx| older::load(cell, field, self.version, input, cx))
    }
}

/// The value of a column; what it cannot be read as is said of its field.
pub(crate) fn get<'r>(
    row: &'r dyn Row,
    index: usize,
    object: &str,
    column: &Column,
) -> Result<ColumnValue<'r>> {
    row.get(index).map_err(|error| unread(error, object, column))
}

/// Why the value of a column is none, said of its field.
#[cold]
fn unread(error: Error, object: &str, column: &Column) -> Error {
    match error {
        Error::Database { reason } => refused(column.field, Error::invalid(reason)).at(object),
        error => error,
    }
}

impl Loader {
    pub(crate) fn new(model: &Model, context: &Context) -> Self {
        Self {
            columns: model.columns().into(),
            context: context.clone(),
            shadows: model.shadows(),
            news: Arc::default(),
        }
    }

    /// How many columns of a row are its own; others may stand behind them.
    pub(crate) fn width(&self) -> usize {
        self.columns.len() + 2 * self.shadows.len()
    }

    /// The same, saying which shadows had news.
    pub(crate) fn telling(self, news: &Arc<AtomicU64>) -> Self {
        Self { news: Arc::clone(news), ..self }
    }

    /// Puts one field of a row into an object.
    fn put(
        &self,
        object: &mut dyn DynObject,
        row: &dyn Row,
        index: usize,
        cx: &mut ReadContext<'_>,
    ) -> Result<()> {
        let column = &self.columns[index];
        let value = get(row, index, object.obj_name(), column)?;
        let Some(place) = self.shadows.iter().position(|shadow| shadow.slot == column.slot) else {
            return fill_one(object, column, value, cx);
        };
        let (shadow, at) = (&self.shadows[place], self.columns.len() + 2 * place);
        let base = get(row, at, object.obj_name(), &shadow.base)?;
        let was = get(row, at + 1, object.obj_name(), &shadow.was)?;
        if !is_news(column.field, value, [base, was]) {
            return fill_one(object, column, value, cx);
        }
        let (cell, _) = object.obj_parts_mut(column.slot);
        let raised = shadow.raise(column.field, cell, base, cx);
        raised.map_err(|error| error.at(object.obj_name()))?;
        // What has no form of ours stays where it is, however often it is read.
        if stored(object, column).is_ok() {
            self.news.fetch_or(1 << place.min(63), Ordering::Relaxed);
        }
        Ok(())
    }

    /// Makes an object of which nothing is set that of a row. Of a new one, nothing counts as changed.
    pub(crate) fn load(&self, object: &mut dyn DynObject, row: &dyn Row) -> Result<()> {
        self.read(object, row)?;
        object.obj_meta_mut().set_context(Some(self.context.clone()));
        Ok(())
    }

    /// Puts some fields of a row into an object; none of them counts as changed afterwards.
    pub(crate) fn fill_some(
        &self,
        object: &mut dyn DynObject,
        row: &dyn Row,
        wanted: &[Column],
    ) -> Result<()> {
        for (index, column) in self.columns.iter().enumerate() {
            if wanted.iter().any(|wanted| wanted.slot == column.slot) {
                self.put(object, row, index, &mut ReadContext::new(Mode::Assign))?;
                object.obj_meta_mut().set_changed(column.slot, false);
            }
        }
        Ok(())
    }

    /// Puts a row into an object: every stored field, none of which counts as changed afterwards.
    pub(crate) fn fill(&self, object: &mut dyn DynObject, row: &dyn Row) -> Result<()> {
        self.read(object, row)?;
        let meta = object.obj_meta_mut();
        for column in &*self.columns {
            meta.set_changed(column.slot, false);
        }
        // A row has the fields of the type.
        meta.set_received_version(None);
        Ok(())
    }

    fn read(&self, object: &mut dyn DynObject, row: &dyn Row) -> Result<()> {
        let mut cx = ReadContext::new(Mode::Assign);
        if !self.shadows.is_empty() {
            return (0..self.columns.len()).try_for_each(|index| self.put(object, row, index, &mut cx));
        }
        for (index, column) in self.columns.iter().enumerate() {
            match row.get(index) {
                Ok(value) => fill_one(object, column, value, &mut cx)?,
                Err(error) => return Err(unread(error, object.obj_name(), column)),
            }
        }
        Ok(())
    }
}

#[inline]
fn fill_one(
    object: &mut dyn DynObject,
    column: &Column,
    value: ColumnValue<'_>,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let cell = object.obj_cell_mut(column.slot);
    let scalar = column.decoding.scalar(value);
    let is_loaded = scalar.is_some_and(|scalar| cell.load_scalar(column.field, scalar, cx).is_ok());
    if !is_loaded {
        // This way says why a value is refused.
        let loaded = decode(column, value, cx, |input, cx| cell.load(column.field, input, cx));
        loaded.map_err(|error| error.at(object.obj_name()))?;
    }
    if column.field.is_key {
        let (cell, meta) = object.obj_parts_mut(column.slot);
        meta.set_stored(true);
        meta.set_row_key(key_as_it_stands(column, cell, value));
    }
    Ok(())
}

impl Decoding {
    /// The value of a column as its field has it; none of a text that is JSON.
    #[inline]
    fn scalar(self, value: ColumnValue<'_>) -> Option<Scalar<'_>> {
        Some(match (self, value) {
            (Self::Json, ColumnValue::Text(_)) => return None,
            (Self::IntOrZero, ColumnValue::Null) => Scalar::Int(0),
            (Self::Moment, ColumnValue::Text(text)) => {
                moment(text).map_or(Scalar::Text(text), Scalar::Moment)
            }
            (_, ColumnValue::Null) => Scalar::Null,
            (_, ColumnValue::Bool(truth)) => Scalar::Bool(truth),
            (_, ColumnValue::Int(number)) => Scalar::Int(number),
            (_, ColumnValue::Real(number)) => Scalar::Real(number),
            (_, ColumnValue::Text(text)) => Scalar::Text(text),
            (_, ColumnValue::DateTime(moment)) => Scalar::Moment(moment),
        })
    }
}

/// The key of a row, where the object would write it in another way.
fn key_as_it_stands(column: &Column, cell: &dyn Cell, value: ColumnValue<'_>) -> Option<Value> {
    let raw = match (column.field.ty.form, value) {
        (Form::Integer { .. }, ColumnValue::Int(_)) => return None,
        (Form::Uuid, ColumnValue::Text(text)) if spelling::is_canonical(text) => return None,
        (_, ColumnValue::Text(text)) => Value::String(text.to_owned()),
        (_, ColumnValue::Int(number)) => Value::Int(number),
        (_, ColumnValue::Real(number)) => Value::Float(number),
        (_, ColumnValue::Bool(truth)) => Value::Bool(truth),
        _ => return None,
    };
    let written = cell.value().map(|value| to_column(column, value));
    (written.as_ref() != Some(&raw)).then_some(raw)
}

/// A value as it is; none for null.
pub(crate) fn raw(value: ColumnValue<'_>) -> Option<Sql> {
    match value {
        ColumnValue::Null => None,
        ColumnValue::Bool(truth) => Some(Sql::Bool(Some(truth))),
        ColumnValue::Int(number) => Some(Sql::BigInt(Some(number))),
        ColumnValue::Real(number) => Some(Sql::Double(Some(number))),
        ColumnValue::Text(text) => Some(Sql::String(Some(text.to_owned()))),
        ColumnValue::DateTime(moment) => Some(Sql::ChronoDateTime(Some(moment))),
    }
}

/// The value of one field in a row, as text.
pub(crate) fn text(row: &dyn Row, columns: &[Column], field: &str) -> String {
    let index = columns.iter().position(|column| column.field.name == field).unwrap_or_default();
    match row.get(index) {
        Ok(ColumnValue::Text(text)) => text.to_owned(),
        Ok(ColumnValue::Int(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Gives the value of a column to `read` in the form its field reads.
pub(crate) fn decode(
    column: &Column,
    value: ColumnValue<'_>,
    cx: &mut ReadContext<'_>,
    mut read: impl FnMut(Input<'_>, &mut ReadContext<'_>) -> Result<()>,
) -> Result<()> {
    let input = match (column.decoding, value) {
        // What nothing was written into, in a column of texts.
        (Decoding::Json, ColumnValue::Text("")) if column.field.nullable() => Input::Null,
        (Decoding::Json, ColumnValue::Text(text)) => {
            let json = Limits::DEFAULT.read_json(text).map_err(|error| {
                let error = match error {
                    Error::Json { message, .. } => {
                        Error::invalid(format!("the column holds no JSON: {message}"))
                    }
                    error => error,
                };
                refused(column.field, error)
            })?;
            // JSON has no sets.
            let mut plain = ReadContext::new(Mode::Plain);
            return json.read(&mut plain, &mut read);
        }
        (decoding, value) => decoding.scalar(value).map_or(Input::Null, Input::from),
    };
    read(input, cx)
}

/// The value of a field as its column takes it.
pub(crate) fn encode(column: &Column, value: Value) -> Result<Sql> {
    Ok(match value {
        Value::Null => null(column),
        // A text or a truth value alone would be read as something else.
        value if column.field.ty.form == Form::Json => Sql::String(Some(json_text(column, &value)?)),
        Value::Bool(truth) => Sql::Bool(Some(truth)),
        Value::Int(number) => Sql::BigInt(Some(number)),
        Value::UInt(number) => {
            let number = i64::try_from(number).map_err(|_| too_large(column, &number))?;
            Sql::BigInt(Some(number))
        }
        Value::Digits(number) => return Err(too_large(column, &number)),
        Value::Float(number) => Sql::Double(Some(number)),
        Value::String(text) => Sql::String(Some(text)),
        Value::DateTime(_) | Value::NaiveDateTime(_) if moments::beyond(&value).is_some() => {
            return Err(refused(column.field, Error::invalid(BEYOND)));
        }
        Value::DateTime(moment) => Sql::ChronoDateTime(Some(moment.naive_utc().trunc_subsecs(DIGITS))),
        Value::NaiveDateTime(moment) => Sql::ChronoDateTime(Some(moment.trunc_subsecs(DIGITS))),
        value @ (Value::List(_) | Value::Set(_) | Value::Map(_)) => {
            Sql::String(Some(json_text(column, &value)?))
        }
        value @ (Value::Ip(_) | Value::Network(_)) => match serde_json::Value::try_from(value)? {
            serde_json::Value::String(text) => Sql::String(Some(text)),
            other => Sql::String(Some(other.to_string())),
        },
        Value::Object(object) => {
            return Err(Error::invalid(format!("an object {} fits no column", object.obj_name())));
        }
    })
}

/// The value of a field that an update sets, as its column takes it. Where the field says so, it goes in without what others
/// go through, unless the column holds nothing else: no text goes into one of numbers.
pub(crate) fn encode_set(column: &Column, value: Value) -> Result<Sql> {
    let holds_text = matches!(family_of(column.field, Backend::Postgres), Family::Text | Family::Other);
    let is_as_it_is = column.field.updates_as_is && (holds_text || !matches!(value, Value::String(_)));
    encode(column, if is_as_it_is { value } else { to_column(column, value) })
}

/// The JSON of a value, within what is read again.
fn json_text(column: &Column, value: &Value) -> Result<String> {
    let Limits { elements, size, .. } = Limits::DEFAULT;
    let beyond = |limit, what| refused(column.field, Error::beyond(limit, what));
    if elements_of(value) > elements {
        return Err(beyond(elements, "elements"));
    }
    let text = serde_json::to_string(value).map_err(|error| Error::invalid(error.to_string()))?;
    if text.len() > size { Err(beyond(size, "bytes of text")) } else { Ok(text) }
}

/// How many elements of lists and entries of maps there are in a value.
fn elements_of(value: &Value) -> usize {
    match value {
        Value::List(all) | Value::Set(all) => all.len() + all.iter().map(elements_of).sum::<usize>(),
        Value::Map(all) => all.len() + all.iter().map(|(_, one)| elements_of(one)).sum::<usize>(),
        _ => 0,
    }
}

/// The error for a number that no column has.
fn too_large(column: &Column, number: &dyn fmt::Display) -> Error {
    let reason = format!("{number} is beyond what a column of whole numbers holds, which is {}", i64::MAX);
    refused(column.field, Error::invalid(reason))
}

/// Null, of the column's type for databases that care.
pub(crate) fn null(column: &Column) -> Sql {
    match family_of(column.field, Backend::Postgres) {
        Family::Moment => Sql::ChronoDateTime(None),
        Family::Integer => Sql::BigInt(None),
        Family::Number => Sql::Double(None),
        Family::Truth => Sql::Bool(None),
        Family::Text | Family::Other => Sql::String(None),
    }
}

/// The value of an object's field as its column takes it; none when the field is unset.
pub(crate) fn stored(object: &dyn DynObject, column: &Column) -> Result<Option<Sql>> {
    let Some(value) = object.obj_cell(column.slot).value() else { return Ok(None) };
    encode(column, to_column(column, value)).map(Some)
}

/// A value that older services find in a column of theirs, as it takes it; the error has its whole path.
pub(crate) fn of_older(model: &Model, column: &Column, value: Value) -> Result<Sql> {
    let value = encode(column, to_column(column, value));
    let is_taken = |value: &Sql| {
        fits(model.backend, column, value)?;
        match (value, family_of(column.field, model.backend)) {
            (Sql::String(Some(_)), Family::Integer | Family::Number | Family::Truth) => {
                let reason = format!(
                    "what older services find here is a text, and none is in their column `{}`",
                    column.name
                );
                Err(refused(column.field, Error::invalid(reason)))
            }
            _ => Ok(()),
        }
    };
    value.and_then(|value| is_taken(&value).map(|()| value)).map_err(|error| error.at(model.name()))
}

/// The same where it is about to be written, as far as the database has it; the error has its whole path.
pub(crate) fn to_write(model: &Model, object: &dyn DynObject, column: &Column) -> Result<Option<Sql>> {
    let value = stored(object, column).and_then(|value| {
        value.as_ref().map_or(Ok(()), |value| fits(model.backend, column, value)).map(|()| value)
    });
    value.map_err(|error| error.at(model.name()))
}

/// Whether the row of an object may have something else in a column than what is written into it.
pub(crate) fn is_rounded(model: &Model, object: &dyn DynObject, column: &Column) -> bool {
    model.is_rounded(column, || stored(object, column).ok().flatten())
}

/// A value after what it goes through on its way into the column.
pub(crate) fn to_column(column: &Column, mut value: Value) -> Value {
    if let Some(to_column) = column.field.to_column {
        to_column(&mut value);
    }
    value
}

/// Puts a value into a field that the store writes itself, without marking it changed.
pub(crate) fn put(object: &mut dyn DynObject, column: &Column, value: Value) -> Result<()> {
    let mut cx = ReadContext::new(Mode::Assign);
    let (cell, meta) = object.obj_parts_mut(column.slot);
    let read = value.read(&mut cx, |input, cx| cell.load(column.field, input, cx));
    if read.is_ok() {
        meta.set_changed(column.slot, false);
    }
    read.map_err(|error| error.at(object.obj_name()))
}

/// Makes a field what it is once it was written: unchanged, and as its column has it.
pub(crate) fn written(object: &mut dyn DynObject, column: &Column) -> Result<()> {
    object.obj_meta_mut().set_changed(column.slot, false);
    cut(object, column)
}

/// Makes the moments in a field what its column has of them: JSON has none of their fractions.
pub(crate) fn cut(object: &mut dyn DynObject, column: &Column) -> Result<()> {
    let digits = if column.decoding == Decoding::Moment { DIGITS } else { 0 };
    change_moments(object, column, |value| cut_moments(value, digits))
}

/// Makes the moments in a field the same instants in UTC: a column of moments keeps no offsets.
pub(crate) fn to_utc(object: &mut dyn DynObject, column: &Column) -> Result<()> {
    change_moments(object, column, moments::to_utc)
}

/// Changes a field that has moments in it; `change` says whether it did.
fn change_moments(
    object: &mut dyn DynObject,
    column: &Column,
    change: impl Fn(&mut Value) -> bool,
) -> Result<()> {
    let has_any = match column.decoding {
        Decoding::Moment => true,
        Decoding::Json => has_moments(column.field.ty),
        _ => false,
    };
    if !has_any {
        return Ok(());
    }
    let (cell, _) = object.obj_parts_mut(column.slot);
    let Some(mut value) = cell.value() else { return Ok(()) };
    if !change(&mut value) {
        return Ok(());
    }
    value.read(&mut ReadContext::new(Mode::Assign), |input, cx| cell.load(column.field, input, cx))
}

/// Whether a list, set or map has moments in it.
fn has_moments(ty: &TypeDescriptor) -> bool {
    match ty.kind {
        TypeKind::List(inner) | TypeKind::Set(inner) | TypeKind::Dict(inner) => {
            inner.form == Form::Moment || has_moments(inner)
        }
        _ => false,
    }
}

/// Makes an object what it would be, were it read from the row that was just made of it: nothing is unset, nothing
/// changed, and what columns change is as they have it.
pub(crate) fn settle<'c>(
    object: &mut dyn DynObject,
    columns: impl IntoIterator<Item = &'c Column>,
) -> Result<()> {
    let mut cx = ReadContext::new(Mode::Assign);
    for column in columns {
        let cell = object.obj_cell_mut(column.slot);
        if !cell.is_set() || cell.is_null() {
            let null = if cell.is_set() { to_column(column, Value::Null) } else { Value::Null };
            let value = match (column.decoding, null) {
                (Decoding::IntOrZero, Value::Null) => Value::Int(0),
                (_, value) => value,
            };
            value.read(&mut cx, |input, cx| cell.load(column.field, input, cx))?;
        } else if let (Some(_), Some(value)) = (column.field.to_column, cell.value()) {
            to_column(column, value).read(&mut cx, |input, cx| cell.load(column.field, input, cx))?;
        }
        written(object, column)?;
    }
    Ok(())
}

/// Whether a value is what its type has in JSON, without being read as such.
fn is_of_form(form: Form, value: &Value) -> bool {
    match form {
        Form::Any | Form::Json => true,
        Form::Text | Form::Uuid => matches!(value, Value::String(_) | Value::Ip(_) | Value::Network(_)),
        Form::Integer { .. } => matches!(value, Value::Int(_) | Value::UInt(_) | Value::Digits(_)),
        Form::Number { .. } => {
            matches!(value, Value::Int(_) | Value::UInt(_) | Value::Digits(_) | Value::Float(_))
        }
        Form::Truth => matches!(value, Value::Bool(_)),
        Form::Moment => matches!(value, Value::DateTime(_) | Value::NaiveDateTime(_)),
    }
}

/// A value to compare a column with, in the form the column has: read as the field reads it, and as it goes into the
/// column. None when no row can have it.
pub(crate) fn comparable(model: &Model, column: &Column, value: Value) -> Option<Sql> {
    let value = read_as(model, column, value).ok()?;
    fits(model.backend, column, &value).ok()?;
    of_type(model.backend, column, value)
}

/// A value as the type of a column spells it; none where that has no such value, and would not even be compared with it.
pub(crate) fn of_type(backend: Backend, column: &Column, value: Sql) -> Option<Sql> {
    let is_uuid = cast(column.field, backend).is_some_and(|ty| ty.eq_ignore_ascii_case("UUID"));
    match value {
        Sql::String(Some(text)) if is_uuid => {
            loose_uuid(&text).map(|id| Sql::String(Some(id.hyphenated().to_string())))
        }
        value => Some(value),
    }
}

/// Refuses a value that no column of the database has.
pub(crate) fn fits(backend: Backend, column: &Column, value: &Sql) -> Result<()> {
    match value {
        Sql::String(Some(text))
            if backend == Backend::Postgres
                && (text.contains('\0')
                    || column.decoding == Decoding::Json && pg_json::has_null_character(text)) =>
        {
            Err(refused(column.field, Error::invalid("PostgreSQL has no texts with a null character")))
        }
        _ => Ok(()),
    }
}

/// As [`comparable`]; an error says why no row can have it.
pub(crate) fn read_as(model: &Model, column: &Column, value: Value) -> Result<Sql> {
    if matches!(value, Value::Null) {
        return Ok(null(column));
    }
    let ty = column.field.ty;
    // Beyond the years that there are: equal to no row, and above or below them all.
    let beyond = |value: &Value| moments::beyond(value).filter(|_| ty.form == Form::Moment);
    if let Some(moment) = beyond(&value) {
        return Ok(Sql::ChronoDateTime(Some(moment)));
    }
    let value = match (ty.matching, ty.form, value) {
        (Matching::AsItStands, _, Value::String(text)) => return Ok(Sql::String(Some(text))),
        // What is between two whole numbers is neither.
        (_, Form::Integer { .. }, Value::Float(number)) => return Ok(Sql::Double(Some(number))),
        // Beyond the whole numbers of a column, which all compare with it.
        #[allow(clippy::cast_precision_loss, reason = "it is above them all, rounded or not")]
        (_, Form::Integer { .. }, Value::UInt(number)) if i64::try_from(number).is_err() => {
            return Ok(Sql::Double(Some(number as f64)));
        }
        (_, Form::Integer { .. }, Value::Digits(number)) => {
            return Ok(Sql::Double(Some(number.nearest().clamp(f64::MIN, f64::MAX))));
        }
        // Beyond the bounds of the type: equal to no row, and above or below them all.
        (_, Form::Integer { .. } | Form::Number { .. }, Value::Int(number))
            if !ty.form.holds(&Value::Int(number)) =>
        {
            return Ok(Sql::BigInt(Some(number)));
        }
        (_, Form::Number { .. }, Value::Float(number))
            if !number.is_nan() && !ty.form.holds(&Value::Float(number)) =>
        {
            return Ok(Sql::Double(Some(number)));
        }
        // SQL's truth values are numbers.
        (Matching::Strict, Form::Truth, Value::Int(number @ (0 | 1))) => Value::Bool(number == 1),
        (Matching::Strict, form, value) if !is_of_form(form, &value) => {
            return Err(refused(
                column.field,
                Error::invalid(format!("expected {}, got {value}", ty.noun())),
            ));
        }
        // Columns hold UTC.
        (_, _, Value::NaiveDateTime(moment)) => Value::DateTime(moment.and_utc().fixed_offset()),
        (_, _, value) => value,
    };
    let mut scratch = model.descriptor.orphan();
    let mut cx = ReadContext::new(if column.decoding == Decoding::Json { Mode::Plain } else { Mode::Assign });
    let cell = scratch.obj_cell_mut(column.slot);
    let field = FieldDescriptor { validate: None, ..*column.field };
    value.read(&mut cx, |input, cx| cell.load(&field, input, cx))?;
    let value = to_column(column, cell.value().unwrap_or(Value::Null));
    match beyond(&value) {
        Some(moment) => Ok(Sql::ChronoDateTime(Some(moment))),
        None => encode(column, value),
    }
}

/// Refuses a value that no row can have in a column that it is compared with.
pub(crate) fn check_comparable(model: &Model, column: &Column, value: &Value) -> Result<()> {
    let usual = matches!(
        (column.field.ty.form, value),
        (Form::Integer { .. }, Value::Int(_))
            | (Form::Number { .. }, Value::Int(_) | Value::Float(_))
            | (Form::Truth, Value::Bool(_))
            | (Form::Moment, Value::DateTime(_))
    );
    if usual { Ok(()) } else { read_as(model, column, value.clone()).map(drop) }
}
