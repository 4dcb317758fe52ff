//! Reading: who sees what, and how it is found.

use std::sync::{Arc, Mutex, PoisonError};

use sea_query::{Cond, SelectStatement, Value as Sql};

use super::condition::Expected;
use super::driver::{Access, Step};
use super::persistent::{Listed, Lookup, Refused};
use super::query::{self, Filter, Query, SortKey};
use super::rows::{self, Loader, Model};
use super::{Store, sql};
use crate::context::{Context, ReadDeleted};
use crate::error::{Error, Result};
use crate::object::VersionedObject;
use crate::value::Value;

/// What the thread of a database finds.
pub(super) struct Found<T>(Arc<Mutex<Vec<T>>>);

impl<T> Clone for Found<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Found<T> {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Vec::new())))
    }

    pub(super) fn push(&self, found: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(found);
    }

    pub(super) fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whose objects are seen.
pub(super) enum Sight<'c> {
    /// Everybody's.
    All,
    /// Those of one project.
    Project(&'c str),
}

/// What an asking context sees: everything for an administrator, its project for a user.
pub(super) fn sight(context: &Context) -> Result<Sight<'_>> {
    if context.is_admin() {
        return Ok(Sight::All);
    }
    match (context.user_id(), context.project_id()) {
        (Some(_), Some(project)) => Ok(Sight::Project(project)),
        _ => Err(Error::NotAuthorized),
    }
}

pub(super) fn store<'c>(context: &'c Context, name: &str) -> Result<&'c Store> {
    context.store().ok_or_else(|| Error::action("store", format!("the context of {name} has no store")))
}

/// The rows of the context's project, or all.
pub(super) fn own(model: &Model, context: &Context) -> Result<Cond> {
    let all = Cond::all();
    Ok(match (sight(context)?, model.table.project) {
        (Sight::Project(project), Some(field)) => all.add(is(model, field, project.into())?),
        _ => all,
    })
}

fn is(model: &Model, field: &str, value: Value) -> Result<Cond> {
    // Inside one that takes further conditions.
    Ok(Cond::all().add(sql::expected(model, &model.named(field)?, &Expected::Is(value))))
}

/// The rows that are deleted or not, as asked.
pub(super) fn alive(model: &Model, read_deleted: ReadDeleted) -> Result<Cond> {
    match (model.table.soft_delete, read_deleted) {
        (None, ReadDeleted::Only) => Ok(sql::nothing()),
        (None, _) | (_, ReadDeleted::Yes) => Ok(Cond::all()),
        (Some(soft), ReadDeleted::No) => is(model, soft.flag, false.into()),
        (Some(soft), ReadDeleted::Only) => is(model, soft.flag, true.into()),
    }
}

pub(super) fn key_is(model: &Model, id: &Value) -> Result<Cond> {
    // One key: several are none.
    if let Value::List(_) | Value::Set(_) = id {
        return Ok(sql::nothing());
    }
    is(model, model.table.key, id.clone())
}

/// A key for messages.
pub(super) fn key_text(id: &Value) -> String {
    match id {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The condition of the one row that a lookup means.
pub(super) fn one(model: &Model, context: &Context, id: &Value, lookup: &Lookup) -> Result<Cond> {
    let mut condition = key_is(model, id)?;
    if lookup.any_project {
        sight(context)?;
    } else {
        condition = condition.add(own(model, context)?);
    }
    Ok(condition.add(alive(model, lookup.read_deleted.unwrap_or(context.read_deleted()))?))
}

pub(super) async fn get<T: VersionedObject>(context: &Context, id: Value, lookup: Lookup) -> Result<T> {
    let model = Model::of::<T>()?;
    let store = store(context, model.name())?;
    let select = sql::select(&model, one(&model, context, &id, &lookup)?);
    let (found, loader) = (Found::new(), Loader::new(&model, context));
    let sink = found.clone();
    let step = sql::step(store.backend(), &select).rows(move |row| {
        sink.push(loader.load::<T>(row)?);
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    found.take().pop().ok_or_else(|| model.not_found(&key_text(&id)))
}

/// Reads the row of an object again, and every stored field with it.
pub(super) async fn refresh<T: VersionedObject>(object: &mut T, context: &Context) -> Result<()> {
    let model = Model::of::<T>()?;
    let id = key_of(&model, object)?;
    let store = store(context, model.name())?;
    let select = sql::select(&model, one(&model, context, &id, &Lookup::default())?);
    let (found, loader) = (Found::new(), Loader::new(&model, context));
    let (sink, copy) = (found.clone(), object.clone());
    let step = sql::step(store.backend(), &select).rows(move |row| {
        let mut copy = copy.clone();
        loader.fill(&mut copy, row)?;
        sink.push(copy);
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    *object = found.take().pop().ok_or_else(|| model.not_found(&key_text(&id)))?;
    Ok(())
}

/// The key of an object.
pub(super) fn key_of(model: &Model, object: &dyn crate::DynObject) -> Result<Value> {
    let key = model.named(model.table.key)?;
    let unset = Error::NotLoaded { object: model.name(), field: key.field.name };
    object.obj_cell(key.slot).value().ok_or(unset)
}

pub(super) async fn exists<T: VersionedObject>(context: &Context, id: Value) -> Result<bool> {
    let model = Model::of::<T>()?;
    let store = store(context, model.name())?;
    // As in Cinder, whoever asks for deleted rows is also told of live ones.
    let read_deleted = match context.read_deleted() {
        ReadDeleted::No => ReadDeleted::No,
        ReadDeleted::Yes | ReadDeleted::Only => ReadDeleted::Yes,
    };
    let condition = key_is(&model, &id)?.add(own(&model, context)?).add(alive(&model, read_deleted)?);
    Ok(number(store, &model, condition).await? > 0)
}

async fn number(store: &Store, model: &Model, condition: Cond) -> Result<u64> {
    let found = Found::new();
    let sink = found.clone();
    let step = sql::step(store.backend(), &sql::count(model, condition)?).rows(move |row| {
        if let super::ColumnValue::Int(count) = row.get(0)? {
            sink.push(u64::try_from(count).unwrap_or_default());
        }
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    Ok(found.take().pop().unwrap_or_default())
}

/// The condition of a query's filters; none when they let nothing through because of a key that is no field.
fn filtered(model: &Model, context: &Context, query: &Query) -> Result<Option<Cond>> {
    let mut condition =
        own(model, context)?.add(alive(model, query.read_deleted.unwrap_or(context.read_deleted()))?);
    for (key, value) in &query.filters {
        match query::filter(model, key, value) {
            Filter::Unknown => return Ok(None),
            Filter::Nothing => condition = condition.add(sql::nothing()),
            Filter::Everything => {}
            Filter::Is(field, value) => condition = condition.add(is(model, &field, value)?),
            Filter::Contains(field, text) => {
                condition = condition.add(sql::contains(&model.named(&field)?, &text));
            }
        }
    }
    for given in &query.conditions {
        condition = condition.add(sql::condition(model, given)?);
    }
    Ok(Some(condition))
}

pub(super) async fn count<T: VersionedObject>(context: &Context, query: &Query) -> Result<u64> {
    let model = Model::of::<T>()?;
    let store = store(context, model.name())?;
    match filtered(&model, context, query)? {
        Some(condition) => number(store, &model, condition).await,
        None => Ok(0),
    }
}

/// The largest number that a database takes.
const MOST: u64 = i64::MAX.unsigned_abs();

/// A query that was checked, ready to be run page by page.
pub(super) struct Prepared {
    pub(super) model: Model,
    select: SelectStatement,
    order: Vec<SortKey>,
    /// How many rows are wanted; none for all.
    pub(super) limit: Option<u64>,
    pub(super) offset: u64,
}

/// One page: what the rows gave, and the values to go on behind the last of them.
pub(super) struct Page<T> {
    pub(super) rows: Vec<std::result::Result<T, Refused>>,
    pub(super) last: Option<Vec<Option<Sql>>>,
}

/// Checks a query, and finds its marker. None when it lets nothing through.
pub(super) async fn prepare<T: VersionedObject>(
    context: &Context,
    query: &Query,
) -> Result<Option<Prepared>> {
    let model = Model::of::<T>()?;
    let store = store(context, model.name())?;
    sight(context)?;
    let Some(mut condition) = filtered(&model, context, query)? else { return Ok(None) };
    let order = query::order(&model, query)?;
    let behind = match &query.marker {
        Some(marker) => Some(raw_row(store, &model, context, marker).await?),
        None => None,
    };
    query::check_order(&model, &order)?;
    if let Some(row) = behind {
        condition = condition.add(sql::after(&model, &order, &sort_values(&model, &order, &row))?);
    }
    let mut select = sql::select(&model, condition);
    sql::order_by(&model, &mut select, &order, store.backend())?;
    let limit = query.limit.and_then(|limit| u64::try_from(limit).ok());
    let offset = query.offset.unwrap_or_default().min(MOST);
    Ok(Some(Prepared { model, select, order, limit, offset }))
}

/// The row of a marker, which the context has to see.
async fn raw_row(store: &Store, model: &Model, context: &Context, id: &str) -> Result<Vec<Option<Sql>>> {
    let select = sql::select(model, one(model, context, &id.into(), &Lookup::default())?);
    let (found, columns) = (Found::new(), model.columns());
    let sink = found.clone();
    let step = sql::step(store.backend(), &select).rows(move |row| {
        sink.push(rows::raw(row, &columns)?);
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    found.take().pop().ok_or_else(|| model.not_found(id))
}

/// The values of a row that its place in the order depends on.
fn sort_values(model: &Model, order: &[SortKey], row: &[Option<Sql>]) -> Vec<Option<Sql>> {
    let columns = model.columns();
    let at = |key: &str| columns.iter().position(|column| column.field.name == key);
    order.iter().map(|(key, _)| at(key).and_then(|index| row[index].clone())).collect()
}

/// Runs a prepared query, or the part of it behind a row. `wanted` is how many rows to read at most.
pub(super) async fn page<T: VersionedObject>(
    store: &Store,
    context: &Context,
    prepared: &Prepared,
    behind: Option<&[Option<Sql>]>,
    wanted: Option<u64>,
    keep_last: bool,
) -> Result<Page<T>> {
    let Prepared { model, select, order, .. } = prepared;
    let mut select = select.clone();
    let offset = if behind.is_some() { 0 } else { prepared.offset };
    if let Some(values) = behind {
        select.cond_where(sql::after(model, order, values)?);
    }
    if offset > 0 {
        select.offset(offset);
    }
    match wanted {
        Some(wanted) => drop(select.limit(wanted)),
        // Some databases take no offset without a limit.
        None if offset > 0 => drop(select.limit(MOST)),
        None => {}
    }
    let (found, last) = (Found::new(), Found::new());
    let (sink, last_sink) = (found.clone(), last.clone());
    let (loader, key) = (Loader::new(model, context), model.table.key);
    let step: Step = sql::step(store.backend(), &select).rows(move |row| {
        let object = loader.load::<T>(row);
        sink.push(object.map_err(|error| Refused { id: rows::text(row, &loader.columns, key), error }));
        if keep_last {
            last_sink.take();
            last_sink.push(rows::raw(row, &loader.columns)?);
        }
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    let last = last.take().pop().map(|row| sort_values(model, order, &row));
    Ok(Page { rows: found.take(), last })
}

pub(super) async fn list<T: VersionedObject>(context: &Context, query: &Query) -> Result<Listed<T>> {
    let Some(prepared) = prepare::<T>(context, query).await? else { return Ok(Listed::default()) };
    if prepared.limit == Some(0) {
        return Ok(Listed::default());
    }
    let store = store(context, prepared.model.name())?;
    let page = page(store, context, &prepared, None, prepared.limit, false).await?;
    let mut listed = Listed::default();
    for row in page.rows {
        match row {
            Ok(object) => listed.objects.push(object),
            Err(refused) => listed.refused.push(refused),
        }
    }
    Ok(listed)
}
