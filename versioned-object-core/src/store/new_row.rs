//! New rows: what goes into them, and the statements that write them and may give them back.

use std::sync::Arc;

use sea_query::Value as Sql;
use uuid::Uuid;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::describe::descriptor::Form;
use crate::dynamic::contract::{DynObject, Value};
use crate::fields::types::scalar::loose_uuid;
use crate::object::methods::set_default;
use crate::store::driver::{Backend, Row, Step};
use crate::store::model::{Column, Model};
use crate::store::row_key::key_text;
use crate::store::rows::{Loader, put};
use crate::store::sight::{Found, visible};
use crate::store::{compare, rows, shadow, sql, unstored};
use crate::wire::upgrade::upgrade_one;

/// A row to be inserted.
pub(crate) struct NewRow {
    /// Which columns it has.
    pub(crate) columns: Vec<Column>,
    /// The value of each.
    pub(crate) params: Vec<Sql>,
    pub(crate) id: String,
    /// The key, if it is a UUID that was given: another row may have it in another spelling.
    pub(crate) given: Option<Uuid>,
    /// The key, unless the database makes it.
    pub(crate) key: Option<Value>,
    /// Whether the key was made up for the row: nobody knows it.
    pub(crate) is_made: bool,
}

impl NewRow {
    /// The key that its object gave; nothing where it gave none.
    pub(crate) fn given_id(&self) -> String {
        if self.is_made { String::new() } else { self.id.clone() }
    }

    pub(crate) fn slots(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|column| column.slot)
    }
}

/// What the store itself does about a column of a new row.
#[derive(Clone, Copy)]
enum OnInsert {
    /// It makes the key.
    MadeKey,
    /// The database makes the key.
    GivenKey,
    /// The key is a plain value.
    Key,
    /// The time of creation.
    Created,
    /// The mark of a deleted row.
    Flag,
    /// Nothing.
    Plain,
}

/// The columns of a type, and what the store does about each in a new row.
pub(crate) struct RowPlan<'m> {
    model: &'m Model,
    columns: Vec<(Column, OnInsert)>,
}

impl<'m> RowPlan<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let flag = model.table.soft_delete.map(|soft| soft.flag);
        let part = |column: Column| {
            let name = column.field.name;
            let part = match column.field.ty.form {
                Form::Uuid if name == model.table.key => OnInsert::MadeKey,
                Form::Integer { .. } if name == model.table.key => OnInsert::GivenKey,
                _ if name == model.table.key => OnInsert::Key,
                _ if Some(name) == model.table.created => OnInsert::Created,
                _ if Some(name) == flag => OnInsert::Flag,
                _ => OnInsert::Plain,
            };
            (column, part)
        };
        Self { model, columns: model.columns().into_iter().map(part).collect() }
    }

    /// The columns of the type.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().map(|(column, _)| column)
    }

    /// What a new object's row is, after its key and times were set; the object is changed only in those.
    pub(crate) fn row(
        &self,
        object: &mut dyn DynObject,
        context: &Context,
        keep_key: bool,
    ) -> Result<NewRow> {
        // A row has the fields of the type.
        upgrade_one(object).map_err(|error| error.at(self.model.name()))?;
        let count = self.columns.len();
        let (mut columns, mut params) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut id, mut given, mut key, mut is_made) = (String::new(), None, None, false);
        for (column, part) in &self.columns {
            let cell = object.obj_cell(column.slot);
            let (unset, missing) = (!cell.is_set(), !cell.is_set() || cell.is_null());
            if !missing {
                self.model.is_written(column)?;
            } else if self.model.made.all.contains(&column.slot) {
                continue;
            }
            match part {
                OnInsert::MadeKey if missing => {
                    is_made = true;
                    put(object, column, context.new_id().into())?;
                }
                OnInsert::MadeKey if !keep_key => {
                    let field = column.field.name;
                    let reason =
                        format!("already created; `create_with_key` takes a key of one's own in `{field}`");
                    return Err(Error::action("create", reason));
                }
                OnInsert::MadeKey => {
                    given = cell.value().as_ref().and_then(Value::as_str).and_then(loose_uuid);
                }
                OnInsert::GivenKey if missing => continue,
                OnInsert::Created if missing => put(object, column, self.model.now(context).into())?,
                OnInsert::Flag if missing => put(object, column, false.into())?,
                OnInsert::Key | OnInsert::Plain | OnInsert::Created | OnInsert::Flag
                    if unset && !column.field.nullable() =>
                {
                    if !column.field.has_default() {
                        return Err(Error::NotLoaded { object: self.model.name(), field: column.field.name });
                    }
                    set_default(object.obj_parts_mut(column.slot), self.model.descriptor, column.slot)?;
                }
                _ => {}
            }
            if let OnInsert::MadeKey | OnInsert::GivenKey | OnInsert::Key = part {
                key = object.obj_cell(column.slot).value().map(|value| rows::to_column(column, value));
                id = object.obj_cell(column.slot).value().as_ref().map(key_text).unwrap_or_default();
            }
            let unset = || self.model.made.older.contains(&column.slot).then(|| rows::null(column));
            if let Some(value) = rows::to_write(self.model, object, column)?.or_else(unset) {
                columns.push(*column);
                params.push(value);
            }
        }
        shadow::complete(self.model, &mut columns, &mut params)?;
        visible(self.model, object, context, &id)?;
        unstored::before_creating(self.model, object)?;
        unstored::after_writing(object);
        Ok(NewRow { columns, params, id, given, key, is_made })
    }
}

/// The statements that were written: which columns, how many rows, and the text.
pub(crate) struct Texts {
    /// Whether they give their rows back, where the database can.
    gives_back: bool,
    known: Vec<(Vec<usize>, usize, Arc<str>)>,
}

impl Texts {
    pub(crate) fn new(gives_back: bool) -> Self {
        Self { gives_back, known: Vec::new() }
    }

    /// The step that inserts rows of the same columns; the same as many of the same columns before: the same statement.
    pub(crate) fn insert(&mut self, model: &Model, first: NewRow, others: Vec<NewRow>) -> Result<Step> {
        let count = 1 + others.len();
        let is_known = |(known, rows, _): &&(Vec<usize>, usize, Arc<str>)| {
            *rows == count && first.slots().eq(known.iter().copied())
        };
        if let Some((.., text)) = self.known.iter().find(is_known) {
            let mut params = first.params;
            params.extend(others.into_iter().flat_map(|row| row.params));
            return Ok(Step::new(Arc::clone(text), params));
        }
        let (known, columns) = (first.slots().collect(), first.columns);
        let rows = std::iter::once(first.params).chain(others.into_iter().map(|row| row.params));
        let step = sql::insert(model, &columns, rows.collect(), self.gives_back)?;
        self.known.push((known, count, Arc::clone(&step.sql)));
        Ok(step)
    }
}

/// The steps that insert a row and read it back, into a copy of its object.
pub(crate) fn insert(
    model: &Model,
    texts: &mut Texts,
    loader: Loader,
    object: Box<dyn DynObject>,
    row: NewRow,
    found: &Found<Box<dyn DynObject>>,
) -> Result<Vec<Step>> {
    let (id, key) = (row.id.clone(), row.key.clone());
    let given = key.as_ref().and_then(Value::as_i64);
    let (sink, mut object, slot) = (found.clone(), Some(object), model.key()?.slot);
    let (name, shown) = (model.name(), model.shown_key(id.clone()));
    let is_another =
        move || Error::database(format!("{name} {shown} is not found under the key that was written"));
    let lost = is_another.clone();
    let back = move |row: &dyn Row| {
        if let Some(mut object) = object.take() {
            loader.fill(&mut *object, row)?;
            let made = object.obj_cell(slot).value().as_ref().and_then(Value::as_i64);
            if given.is_some() && made != given {
                return Err(is_another());
            }
            sink.push(object);
        }
        Ok(())
    };
    let subject = row.given_id();
    let inserted = one_row(model, id, subject, texts.insert(model, row, Vec::new())?)?;
    if model.gives_back() {
        return Ok([Some(inserted.rows(back)), count_on(model, given)?].into_iter().flatten().collect());
    }
    let key = match &key {
        Some(key) => compare::key_stands(model, key)?,
        None => compare::key_made(model)?,
    };
    let read = sql::step(model.backend, &sql::select(model, key)).rows(back);
    let read = read.check(move |count| if count == 1 { Ok(()) } else { Err(lost()) });
    Ok([Some(inserted), Some(read), count_on(model, given)?].into_iter().flatten().collect())
}

/// The step that has PostgreSQL make no key up to one that was given; other databases do so by themselves.
pub(crate) fn count_on(model: &Model, given: Option<i64>) -> Result<Option<Step>> {
    let (Some(key), Backend::Postgres) = (given, model.backend) else { return Ok(None) };
    let names = [model.table.name, model.key()?.name].map(|name| Sql::String(Some(name.to_owned())));
    let params = names.into_iter().chain([Sql::BigInt(Some(key.max(1)))]).collect();
    Ok(Some(Step::new(
        "SELECT setval(s, GREATEST($3, COALESCE(pg_sequence_last_value(s::regclass), 1))) \
         FROM (SELECT pg_get_serial_sequence(quote_ident($1), $2) AS s) AS made WHERE s IS NOT NULL",
        params,
    )))
}

/// The step that asks whether a row has the key in another spelling, which the database would take for another key.
pub(crate) fn no_twin(model: &Model, row: &NewRow) -> Result<Option<Step>> {
    let Some(given) = row.given else { return Ok(None) };
    let (object, id) = (model.name(), row.id.clone());
    let asked = sql::step(model.backend, &sql::select(model, compare::key_means(model, given)?));
    let taken = move |_: &dyn Row| Err(Error::DuplicateEntry { object, id: id.clone(), is_key: true });
    Ok(Some(asked.rows(taken)))
}

/// An insert of one row, which has to write it: a trigger of the database may be of another mind. The subject is the key
/// that was given.
pub(crate) fn one_row(model: &Model, id: String, subject: String, insert: Step) -> Result<Step> {
    let (name, key, id) = (model.name(), model.key()?.name, model.shown_key(id));
    let insert = insert.check(move |count| match count {
        1 => Ok(()),
        _ => Err(Error::database(format!("no row was written for {name} {id}").trim_end())),
    });
    Ok(Step { subject: Some(subject), key: Some(key), ..insert })
}
