//! Reading: who sees what, and how it is found.

use sea_query::{Cond, SelectStatement, Value as Sql};

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::Result;
use crate::dynamic::contract::Value;
use crate::dynamic::versioned::VersionedObject;
use crate::store::driver::{Access, ColumnValue, Step};
use crate::store::handle::Store;
use crate::store::lookup::{Listed, Lookup, Refused};
use crate::store::model::Model;
use crate::store::query::{Asked, Filter, SortKey};
use crate::store::rows::Loader;
use crate::store::sight::{Found, alive, is, key_is, key_of, key_text, one, own, sight, store};
use crate::store::{query, rows, sql};

pub(crate) async fn get<T: VersionedObject>(context: &Context, id: Value, lookup: Lookup) -> Result<T> {
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
pub(crate) async fn refresh<T: VersionedObject>(object: &mut T, context: &Context) -> Result<()> {
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

pub(crate) async fn exists<T: VersionedObject>(context: &Context, id: Value) -> Result<bool> {
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
        if let ColumnValue::Int(count) = row.get(0)? {
            sink.push(u64::try_from(count).unwrap_or_default());
        }
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    Ok(found.take().pop().unwrap_or_default())
}

/// The condition of a query's filters; none when they let nothing through because of a key that is no field.
fn filtered(model: &Model, context: &Context, query: &Asked) -> Result<Option<Cond>> {
    query.check(model)?;
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
    Ok(Some(condition.add(sql::all(model, &query.conditions)?)))
}

pub(crate) async fn count<T: VersionedObject>(context: &Context, query: &Asked) -> Result<u64> {
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
pub(crate) struct Prepared {
    pub(crate) model: Model,
    select: SelectStatement,
    order: Vec<SortKey>,
    /// How many rows are wanted; none for all.
    pub(crate) limit: Option<u64>,
    pub(crate) offset: u64,
}

/// One page: what the rows gave, and the values to go on behind the last of them.
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<std::result::Result<T, Refused>>,
    pub(crate) last: Option<Vec<Option<Sql>>>,
}

/// Checks a query, and finds its marker. None when it lets nothing through.
pub(crate) async fn prepare<T: VersionedObject>(
    context: &Context,
    query: &Asked,
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
pub(crate) async fn page<T: VersionedObject>(
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

pub(crate) async fn list<T: VersionedObject>(context: &Context, query: &Asked) -> Result<Listed<T>> {
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
