//! Reading: how one object is found, and what a list has.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering as Memory};

use sea_query::{Cond, Expr as SqlExpr, SelectStatement, Value as Sql};

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::{Error, MASK, Result};
use crate::dynamic::contract::Value;
use crate::dynamic::versioned::VersionedObject;
use crate::store::carrier::Carrier;
use crate::store::driver::{Access, ColumnValue, Row};
use crate::store::handle::Store;
use crate::store::lookup::{Holder, Listed, Lookup, Refused};
use crate::store::model::{Column, Model};
use crate::store::order::{self, Range, Sorted};
use crate::store::query::{self, Asked, Filter};
use crate::store::rank::{Rank, compare};
use crate::store::rows::{self, Loader};
use crate::store::shape::opened;
use crate::store::sight::{Found, is, key_text, keys, one, row_of, seen, sight, store};
use crate::store::with::{With, load_all};
use crate::store::{compare, parts, shadow, sql, unstored};

/// What is read of the row that one of these statements finds, each tried when the one before finds none.
async fn first<R: Send + 'static>(
    store: &Store,
    model: &Model,
    selects: impl IntoIterator<Item = SelectStatement>,
    read: impl Fn(&dyn Row) -> Result<R> + Clone + Send + 'static,
) -> Result<Option<R>> {
    for select in selects {
        let (found, read) = (Found::new(), read.clone());
        let sink = found.clone();
        let step = sql::step(model.backend, &select).rows(move |row| {
            sink.push(read(row)?);
            Ok(())
        });
        store.run(Access::Read, vec![step]).await?;
        if let Some(found) = found.take().pop() {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

pub(crate) async fn get<T: VersionedObject>(context: &Context, id: &Value, lookup: &Lookup) -> Result<T> {
    let (model, store) = opened::<T>(context, Access::Read).await?;
    let selects = one(&model, context, id, lookup)?.into_iter().map(|row| sql::select(&model, row));
    shadow::settle(store, &model, &shadow::among(&model, [])).await?;
    let loader = Loader::new(&model, context);
    let found = first(store, &model, selects, move |row| loader.load(row)).await?;
    found.ok_or_else(|| model.not_found(&key_text(id)))
}

/// Reads the row of an object again, and every stored field with it; relations are as the row was, and become unset.
pub(crate) async fn refresh<T: VersionedObject>(object: &mut T, context: &Context) -> Result<()> {
    let (model, store) = opened::<T>(context, Access::Read).await?;
    let row = row_of(&model, object, "refresh")?;
    shadow::settle(store, &model, &shadow::among(&model, [])).await?;
    let seen = seen(&model, context, context.read_deleted())?;
    let selects = row.keys.into_iter().map(|key| sql::select(&model, key.add(seen.clone())));
    let (loader, before) = (Loader::new(&model, context), Arc::new(object.obj_clone()));
    let read = move |row: &dyn Row| {
        let mut read = before.obj_clone();
        loader.fill(&mut read, row)?;
        unstored::after_reading(&mut read);
        Ok(read)
    };
    *object = first(store, &model, selects, read).await?.ok_or_else(|| model.not_found(&row.id))?;
    Ok(())
}

pub(crate) async fn exists<T: VersionedObject>(context: &Context, id: &Value) -> Result<bool> {
    let (model, store) = opened::<T>(context, Access::Read).await?;
    // As in Cinder, whoever asks for deleted rows is also told of live ones.
    let read_deleted = match context.read_deleted() {
        ReadDeleted::No => ReadDeleted::No,
        ReadDeleted::Yes | ReadDeleted::Only => ReadDeleted::Yes,
    };
    let seen = seen(&model, context, read_deleted)?;
    shadow::settle(store, &model, &shadow::among(&model, [])).await?;
    for key in keys(&model, id)? {
        if number(store, &model, key.add(seen.clone())).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn number(store: &Store, model: &Model, condition: Cond) -> Result<u64> {
    let count = |row: &dyn Row| match row.get(0)? {
        ColumnValue::Int(count) => Ok(u64::try_from(count).unwrap_or_default()),
        _ => Ok(0),
    };
    Ok(first(store, model, [sql::count(model, condition)?], count).await?.unwrap_or_default())
}

/// Which rows a query sees.
fn read_deleted(context: &Context, asked: Option<ReadDeleted>) -> ReadDeleted {
    asked.unwrap_or(context.read_deleted())
}

/// The condition of a query's filters; none when they let nothing through because of a key that is no field.
fn filtered(model: &Model, query: &Asked) -> Result<Option<Cond>> {
    query.check(model)?;
    let mut condition = Cond::all();
    for (key, value) in &query.filters {
        match query::filter(model, key, value) {
            Filter::Unknown => return Ok(None),
            Filter::Nothing => condition = condition.add(compare::nothing()),
            Filter::Everything => {}
            Filter::Is(field, value) => condition = condition.add(is(model, &field, value)?),
            Filter::Contains(field, text) => {
                condition = condition.add(compare::contains(model, &model.named(&field)?, &text));
            }
        }
    }
    Ok(Some(condition.add(sql::all(model, &query.conditions)?)))
}

pub(crate) async fn count<T: VersionedObject>(context: &Context, query: &Asked) -> Result<u64> {
    let (model, store) = opened::<T>(context, Access::Read).await?;
    let seen = seen(&model, context, read_deleted(context, query.read_deleted))?;
    let filters = filtered(&model, query)?;
    shadow::settle(store, &model, &shadow::among(&model, query.names())).await?;
    match filters {
        Some(filters) => number(store, &model, seen.add(filters)).await,
        None => Ok(0),
    }
}

/// The largest number that a database takes.
const MOST: u64 = i64::MAX.unsigned_abs();

/// The values that the place of a row in an order depends on; none for null.
pub(crate) type Place = Vec<Option<SqlExpr>>;

/// A query that was checked, ready to be run page by page.
pub(crate) struct Prepared {
    pub(crate) model: Model,
    filters: Cond,
    /// Which rows are asked for, where the context does not say. Whose they are is asked anew with each page: the rights
    /// that the query began with may have ended.
    read_deleted: Option<ReadDeleted>,
    order: Vec<Sorted>,
    /// The column whose moments are not all spelt as an index has them: such rows are asked for by themselves.
    odd: Option<Column>,
    /// Where the list begins, behind its marker.
    marker: Option<Place>,
    /// How many rows are wanted; none for all.
    pub(crate) limit: Option<u64>,
    offset: u64,
    holder: Option<&'static str>,
    /// The shadows, by their places, that filters and order go by.
    leans: Vec<usize>,
    pub(crate) asked: Asked,
}

/// One page: what the rows gave, and, of a full one, the place to go on behind the last of them.
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<Result<T, Refused>>,
    pub(crate) last: Option<Result<Place>>,
}

/// Checks a query, and finds its marker. None when it lets nothing through.
pub(crate) async fn prepare<T: VersionedObject>(
    context: &Context,
    query: &Asked,
) -> Result<Option<Prepared>> {
    let (model, store) = opened::<T>(context, Access::Read).await?;
    sight(context)?;
    let Some(filters) = filtered(&model, query)? else { return Ok(None) };
    let keys = query::order(&model, query)?;
    let leans =
        shadow::among(&model, query.names().into_iter().chain(keys.iter().map(|(name, _)| name.as_str())));
    shadow::settle(store, &model, &leans).await?;
    let row = match &query.marker {
        Some(marker) => Some(marker_row(store, &model, context, marker, query).await?),
        None => None,
    };
    query::check_order(&model, &keys)?;
    let order = order::sorted(&model, &keys)?;
    let marker = row.map(|row| row.place(&order)).transpose()?;
    let digits = order.iter().find_map(Sorted::digits).copied();
    let odd = match digits {
        Some(column) if has_odd(store, &model, &column).await? => Some(column),
        _ => None,
    };
    let limit = query.limit.and_then(|limit| u64::try_from(limit).ok());
    let offset = query.offset.unwrap_or_default().min(MOST);
    let (read_deleted, holder) = (query.read_deleted, query.holder);
    let asked = query.clone();
    Ok(Some(Prepared {
        model,
        filters,
        read_deleted,
        order,
        odd,
        marker,
        limit,
        offset,
        holder,
        leans,
        asked,
    }))
}

async fn has_odd(store: &Store, model: &Model, column: &Column) -> Result<bool> {
    let is_there = |row: &dyn Row| Ok(matches!(row.get(0)?, ColumnValue::Int(1) | ColumnValue::Bool(true)));
    Ok(first(store, model, [sql::has_odd(model, column)], is_there).await?.unwrap_or_default())
}

/// The values of a row's columns, as far as they can be read.
struct MarkerRow {
    columns: Arc<[Column]>,
    values: Vec<Result<RawValue>>,
}

/// The value of a column, kept.
#[derive(Clone)]
enum RawValue {
    Text(String),
    Other(Option<Sql>),
}

impl MarkerRow {
    fn of(row: &dyn Row, columns: &Arc<[Column]>) -> Self {
        let value = |index| {
            row.get(index).map(|value| match value {
                ColumnValue::Text(text) => RawValue::Text(text.to_owned()),
                value => RawValue::Other(rows::raw(value)),
            })
        };
        Self { columns: Arc::clone(columns), values: (0..columns.len()).map(value).collect() }
    }

    /// Its place in an order.
    fn place(&self, order: &[Sorted]) -> Result<Place> {
        let value = |sorted: &Sorted| {
            let index = self.columns.iter().position(|column| column.slot == sorted.column.slot);
            match &self.values[index.unwrap_or_default()] {
                Ok(RawValue::Text(text)) => Ok(sorted.value(ColumnValue::Text(text))),
                Ok(RawValue::Other(value)) => Ok(value.clone().map(|value| sorted.bound(value))),
                Err(error) => Err(error.clone()),
            }
        };
        order.iter().map(value).collect()
    }
}

/// The row of a marker, which the query has to see but for its filters.
async fn marker_row(
    store: &Store,
    model: &Model,
    context: &Context,
    id: &str,
    query: &Asked,
) -> Result<MarkerRow> {
    let lookup = Lookup::default().read_deleted(read_deleted(context, query.read_deleted));
    let selects = one(model, context, &id.into(), &lookup)?.into_iter().map(|row| sql::select(model, row));
    let columns: Arc<[Column]> = model.columns().into();
    let found = first(store, model, selects, move |row| Ok(MarkerRow::of(row, &columns))).await?;
    found.ok_or_else(|| model.not_found(id))
}

impl Prepared {
    fn told(&self) -> Told {
        Told { key: self.model.table.key, holder: self.holder }
    }

    /// The statements of a page, each behind the one before: of one order, or of its two halves.
    fn selects(
        &self,
        seen: &Cond,
        order: &[Sorted],
        part: Cond,
        behind: Option<&Place>,
    ) -> Vec<SelectStatement> {
        let base = seen.clone().add(self.filters.clone()).add(part);
        let whole = || vec![Range { rows: Cond::all(), order }];
        let ranges = behind.map_or_else(whole, |place| order::behind(order, place, self.model.backend));
        let select = |range: Range<'_>| {
            let mut select = sql::select(&self.model, base.clone().add(range.rows));
            order::order_by(&mut select, range.order, self.model.backend);
            select
        };
        ranges.into_iter().map(select).collect()
    }
}

/// How often a page is read anew because older services wrote meanwhile, before they are made to wait.
const TRIES: usize = 4;

/// Runs a prepared query, or the part of it behind a row. `wanted` is how many rows to read at most.
///
/// What it goes by is made ours before, where older services have it in a column of their own. A row that they wrote
/// between that and the page would stand in it by what it was before; then the page is read anew.
pub(crate) async fn page<T: VersionedObject>(
    store: &Store,
    context: &Context,
    prepared: &Prepared,
    behind: Option<&Place>,
    wanted: Option<u64>,
    keep_last: bool,
) -> Result<Page<T>> {
    let news = Arc::new(AtomicU64::new(0));
    let of_page = PageOf { behind, wanted, keep_last, news: &news };
    if prepared.leans.is_empty() {
        return page_once(store, context, prepared, of_page).await;
    }
    let leans = prepared.leans.iter().fold(0, |all, place| all | 1 << place.min(&63));
    for _ in 0..TRIES {
        shadow::settle(store, &prepared.model, &prepared.leans).await?;
        let page = page_once(store, context, prepared, of_page).await?;
        if news.swap(0, Memory::Relaxed) & leans == 0 {
            return Ok(page);
        }
    }
    let joined = store.begin_or_join().await?;
    let inside = joined.store(store);
    shadow::settle(&inside, &prepared.model, &prepared.leans).await?;
    let page = page_once(&inside, context, prepared, of_page).await?;
    joined.commit().await?;
    Ok(page)
}

/// Which page is read.
#[derive(Clone, Copy)]
struct PageOf<'p> {
    behind: Option<&'p Place>,
    wanted: Option<u64>,
    keep_last: bool,
    /// The shadows of which its rows have news.
    news: &'p Arc<AtomicU64>,
}

async fn page_once<T: VersionedObject>(
    store: &Store,
    context: &Context,
    prepared: &Prepared,
    of_page: PageOf<'_>,
) -> Result<Page<T>> {
    let PageOf { behind, wanted, keep_last, news } = of_page;
    let offset = if behind.is_some() { 0 } else { prepared.offset };
    let behind = behind.or(prepared.marker.as_ref());
    if let Some(odd) = &prepared.odd {
        let by_instant = prepared.order.iter().map(|sorted| sorted.by_instant()).collect();
        let halves = [
            (prepared.order.clone(), Cond::all().add(parts::is_usual(odd))),
            (by_instant, Cond::all().add(parts::is_odd(odd))),
        ];
        return merged(store, context, prepared, &halves, PageOf { behind, ..of_page }, offset).await;
    }
    let seen = seen(&prepared.model, context, read_deleted(context, prepared.read_deleted))?;
    let selects = prepared.selects(&seen, &prepared.order, Cond::all(), behind);
    // The database passes over the first rows of one range; those of several are counted here.
    let (there, here) = if selects.len() > 1 { (0, offset) } else { (offset, 0) };
    let most = wanted.map(|wanted| wanted.saturating_add(here).min(MOST));
    let (loader, told) = (Loader::new(&prepared.model, context).telling(news), prepared.told());
    let carrier = Carrier::new(loader.width());
    let steps = selects.into_iter().map(|mut select| {
        limit(&mut select, most, there);
        carrier.load(sql::step(prepared.model.backend, &select))
    });
    let steps = steps.collect();
    let (mut rows, mut last, mut nth) = (Vec::new(), None, 0);
    let read = carrier.run(store, steps, |row| {
        nth += 1;
        if nth <= here || most.is_some_and(|most| nth > most) {
            return Ok(());
        }
        rows.push(read_row::<T>(&loader, row, told));
        if keep_last && most == Some(nth) {
            last = Some(MarkerRow::of(row, &loader.columns));
        }
        Ok(())
    });
    read.await?;
    let last = last.map(|row| row.place(&prepared.order));
    if matches!(last, Some(Err(_))) {
        // Its place is read by its bytes.
        let whole = [(prepared.order.clone(), Cond::all())];
        return merged(store, context, prepared, &whole, PageOf { behind, ..of_page }, offset).await;
    }
    Ok(Page { rows, last })
}

fn limit(select: &mut SelectStatement, wanted: Option<u64>, offset: u64) {
    if offset > 0 {
        select.offset(offset);
    }
    match wanted {
        Some(wanted) => drop(select.limit(wanted)),
        // Some databases take no offset without a limit.
        None if offset > 0 => drop(select.limit(MOST)),
        None => {}
    }
}

/// What is told of a row that is refused: its key, and what it has in another field, if one is asked for.
#[derive(Clone, Copy)]
struct Told {
    key: &'static str,
    holder: Option<&'static str>,
}

fn read_row<T: VersionedObject>(loader: &Loader, row: &dyn Row, told: Told) -> Result<T, Refused> {
    let text = |field: &str| rows::text(row, &loader.columns, field);
    let holder = || told.holder.map(|field| Box::new(Holder(text(field))));
    let is_secret = |column: &Column| column.field.name == told.key && column.field.is_secret();
    let id = || if loader.columns.iter().any(is_secret) { MASK.to_owned() } else { text(told.key) };
    loader.load(row).map_err(|error| Refused { id: id(), error, holder: holder() })
}

/// A page of rows that are not all in an index: those that are, and the others in an order of their own, put together.
async fn merged<T: VersionedObject>(
    store: &Store,
    context: &Context,
    prepared: &Prepared,
    halves: &[(Vec<Sorted>, Cond)],
    of_page: PageOf<'_>,
    offset: u64,
) -> Result<Page<T>> {
    let PageOf { behind, wanted, news, .. } = of_page;
    let model = &prepared.model;
    let seen = seen(model, context, read_deleted(context, prepared.read_deleted))?;
    // Which of the rows are passed over is only known when both halves are here.
    let most = wanted.map(|wanted| wanted.saturating_add(offset).min(MOST));
    let loader = Loader::new(model, context).telling(news);
    let (told, keys) = (prepared.told(), prepared.order.len());
    let at = |place: usize| loader.width() + 2 * place;
    let carrier = Carrier::new(at(keys));
    let mut steps = Vec::new();
    for (order, part) in halves {
        for mut select in prepared.selects(&seen, order, part.clone(), behind) {
            limit(&mut select, most, 0);
            for sorted in order {
                select.expr(sorted.expr()).expr(sql::bytes(sorted.expr()));
            }
            steps.push(carrier.load(sql::step(model.backend, &select)));
        }
    }
    let mut rows = Vec::new();
    let read = carrier.run(store, steps, |row| {
        let ranks: Result<Vec<Rank>> = (0..keys).map(|nth| Rank::of(row, at(nth))).collect();
        rows.push((ranks?, read_row::<T>(&loader, row, told)));
        Ok(())
    });
    read.await?;
    rows.sort_by(|(one, _), (other, _)| compare(&prepared.order, one, other));
    let passed = usize::try_from(offset).unwrap_or(usize::MAX);
    let kept = wanted.map_or(usize::MAX, |wanted| usize::try_from(wanted).unwrap_or(usize::MAX));
    let mut page = Page { rows: Vec::new(), last: None };
    for (ranks, row) in rows.into_iter().skip(passed).take(kept) {
        page.last = Some(Ok(ranks.into_iter().map(Rank::into_value).collect()));
        page.rows.push(row);
    }
    Ok(page)
}

/// The objects of a query, with relations loaded for them.
pub(crate) async fn list<T: VersionedObject>(
    context: &Context,
    query: &Asked,
    with: &[With<T>],
) -> Result<Listed<T>> {
    let Some(prepared) = prepare::<T>(context, query).await? else { return Ok(Listed::default()) };
    if prepared.limit == Some(0) {
        return Ok(Listed::default());
    }
    let store = store(context, prepared.model.name())?;
    let mut page = page(store, context, &prepared, None, prepared.limit, false).await?;
    load_all(context, with, &mut page.rows).await?;
    let mut refused = Vec::new();
    // Where they are: a list of many rows is moved once less.
    let objects = page.rows.into_iter().filter_map(|row| row.map_err(|row| refused.push(row)).ok()).collect();
    Ok(Listed { objects, refused })
}

/// An error for a stream that cannot go on behind a row.
pub(crate) fn stuck(model: &Model, error: Option<&Error>) -> Error {
    let why = error.map_or_else(|| "the rows behind it begin with itself".to_owned(), Error::to_string);
    Error::database(format!("the list of {} cannot go on behind a row: {why}", model.name()))
}
