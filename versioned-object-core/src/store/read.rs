//! Reading: how one object is found, and what a list has.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering as Memory};

use sea_query::{Alias, Cond, Expr as SqlExpr, SelectStatement, Value as Sql};

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::base::shown::MASK;
use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::contract::{DynObject, Value};
use crate::dynamic::versioned::VersionedObject;
use crate::store::carrier::Carrier;
use crate::store::driver::{Access, Backend, ColumnValue, Row};
use crate::store::handle::{Store, whole};
use crate::store::lookup::{Holder, Listed, Lookup, Refused, context_of};
use crate::store::model::{Column, Model};
use crate::store::order::{self, Range, Sorted};
use crate::store::query::{self, Asked, Filter, SortKey};
use crate::store::rank::{Rank, compare};
use crate::store::row_key::key_text;
use crate::store::rows::{self, Loader};
use crate::store::shape::{opened, steady};
use crate::store::sight::{Found, is, keys, one, row_of, seen, sight, store};
use crate::store::with::{With, key_of, load_all};
use crate::store::{compare, moments, parts, shadow, sql, unstored};

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

/// The object of a key.
pub(crate) fn get<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    id: Value,
    lookup: Lookup,
) -> BoxFuture<'c, Result<Box<dyn DynObject>>> {
    Box::pin(async move { steady!(descriptor, Some(context), get_once(context, descriptor, &id, &lookup)) })
}

async fn get_once(
    context: &Context,
    descriptor: &'static ObjectDescriptor,
    id: &Value,
    lookup: &Lookup,
) -> Result<Box<dyn DynObject>> {
    let (model, store) = opened(context, descriptor, Access::Read).await?;
    let selects = one(&model, context, id, lookup)?.into_iter().map(|row| sql::select(&model, row));
    shadow::settle(store, &model, &shadow::among(&model, [])).await?;
    let loader = Loader::new(&model, context);
    let load = move |row: &dyn Row| {
        let mut object = descriptor.orphan();
        loader.load(&mut *object, row)?;
        Ok(object)
    };
    let found = first(store, &model, selects, load).await?;
    found.ok_or_else(|| model.not_found(&key_text(id)))
}

/// Reads the row of an object again, and every stored field with it; relations are as the row was, and become unset.
pub(crate) fn refresh(object: &dyn DynObject) -> BoxFuture<'_, Result<Box<dyn DynObject>>> {
    Box::pin(async move {
        let context = context_of(object, "refresh")?;
        steady!(object.obj_descriptor(), Some(&context), refresh_once(object, &context))
    })
}

async fn refresh_once(object: &dyn DynObject, context: &Context) -> Result<Box<dyn DynObject>> {
    let (model, store) = opened(context, object.obj_descriptor(), Access::Read).await?;
    let row = row_of(&model, object, "refresh")?;
    shadow::settle(store, &model, &shadow::among(&model, [])).await?;
    let seen = seen(&model, context, context.read_deleted())?;
    let selects = row.keys.into_iter().map(|key| sql::select(&model, key.add(seen.clone())));
    let (loader, before) = (Loader::new(&model, context), Arc::from(object.obj_clone_box()));
    let read = move |row: &dyn Row| {
        let before: &Arc<dyn DynObject> = &before;
        let mut read = before.obj_clone_box();
        loader.fill(&mut *read, row)?;
        unstored::after_reading(&mut *read);
        Ok(read)
    };
    first(store, &model, selects, read).await?.ok_or_else(|| model.not_found(&row.id))
}

/// Whether there is a row of a key.
pub(crate) fn exists<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    id: Value,
) -> BoxFuture<'c, Result<bool>> {
    Box::pin(async move { steady!(descriptor, Some(context), exists_once(context, descriptor, &id)) })
}

async fn exists_once(context: &Context, descriptor: &'static ObjectDescriptor, id: &Value) -> Result<bool> {
    let (model, store) = opened(context, descriptor, Access::Read).await?;
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
    Ok(first(store, model, [sql::count(model, condition)], count).await?.unwrap_or_default())
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

/// How many rows a query has.
pub(crate) fn count<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    query: &'c Asked,
) -> BoxFuture<'c, Result<u64>> {
    Box::pin(async move { steady!(descriptor, Some(context), count_once(context, descriptor, query)) })
}

async fn count_once(context: &Context, descriptor: &'static ObjectDescriptor, query: &Asked) -> Result<u64> {
    let (model, store) = opened(context, descriptor, Access::Read).await?;
    let seen = seen(&model, context, read_deleted(context, query.read_deleted))?;
    let filters = filtered(&model, query)?;
    shadow::catch_up(store, &model, &shadow::among(&model, query.names())).await?;
    match filters {
        Some(filters) => number(store, &model, seen.add(filters)).await,
        None => Ok(0),
    }
}

/// The largest number that a database takes.
const MOST: u64 = i64::MAX.unsigned_abs();

/// The values that the place of a row in an order depends on; none for null.
pub(crate) type Place = Vec<Option<SqlExpr>>;

/// Whether moments that the order goes by are spelt in another way than an index has them.
#[derive(Clone, Copy)]
enum Odd {
    None,
    /// Some of this column: such rows are asked for by themselves.
    In(Column),
    /// It is seen when the rows are read, all of them at once.
    Unknown(Column),
}

/// A query that was checked, ready to be run page by page.
pub(crate) struct Prepared {
    pub(crate) model: Model,
    filters: Cond,
    /// Which rows are asked for, where the context does not say. Whose they are is asked anew with each page: the rights
    /// that the query began with may have ended.
    read_deleted: Option<ReadDeleted>,
    order: Vec<Sorted>,
    odd: Odd,
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

/// Where the rows of a page go: what makes objects of them, and the one thing here that knows their type.
pub(crate) trait Rows: Send {
    /// A row that its object may refuse.
    fn push(&mut self, loader: &Loader, row: &dyn Row, told: Told);

    /// What was pushed so far is not wanted.
    fn clear(&mut self);

    /// Of all that was pushed, these are wanted, in this order.
    fn pick(&mut self, places: &[usize]);
}

impl<T: VersionedObject> Rows for Vec<Result<T, Refused>> {
    fn push(&mut self, loader: &Loader, row: &dyn Row, told: Told) {
        let mut object = T::orphan();
        Self::push(
            self,
            match loader.load(&mut object, row) {
                Ok(()) => Ok(object),
                Err(error) => Err(refused(loader, row, told, error)),
            },
        );
    }

    fn clear(&mut self) {
        Self::clear(self);
    }

    fn pick(&mut self, places: &[usize]) {
        let mut rows: Vec<_> = self.drain(..).map(Some).collect();
        self.extend(places.iter().filter_map(|place| rows.get_mut(*place)?.take()));
    }
}

/// The place to go on behind the last row of a full page.
pub(crate) type Last = Option<Result<Place>>;

/// How the rows of a query are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reads {
    /// As one list.
    Once,
    /// As one page after the other.
    Pages,
}

/// Checks a query, and finds its marker. None when it lets nothing through.
pub(crate) fn prepare<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    query: &'c Asked,
    reads: Reads,
) -> BoxFuture<'c, Result<Option<Prepared>>> {
    Box::pin(async move {
        let (model, store) = opened(context, descriptor, Access::Read).await?;
        sight(context)?;
        let Some(filters) = filtered(&model, query)? else { return Ok(None) };
        let keys = query::order(&model, query)?;
        let leans = shadow::among(
            &model,
            query.names().into_iter().chain(keys.iter().map(|(name, _)| name.as_str())),
        );
        let marker = match &query.marker {
            Some(id) => {
                // It is where its row is by now.
                shadow::catch_up(store, &model, &leans).await?;
                let rows = marked(&model, context, id, query)?;
                let row = marker_row(store, &model, rows.clone(), id, &keys).await?;
                Some((id, rows, row))
            }
            None => None,
        };
        query::check_order(&model, &keys)?;
        let order = order::sorted(&model, &keys)?;
        let marker = match marker {
            Some((id, rows, row)) => match row.place(&order) {
                Ok(place) if !row.has_bytes => Some(place),
                _ => Some(marker_place(store, &model, rows, id, &order).await?),
            },
            None => None,
        };
        let digits = order.iter().find_map(Sorted::digits).copied();
        // Where all rows are read from the first on, it is seen in them.
        let reads_all =
            reads == Reads::Once && marker.is_none() && query.limit.is_none() && query.offset.is_none();
        let odd = match digits {
            Some(column) if reads_all => Odd::Unknown(column),
            Some(column) if has_odd(store, &model, &column).await? => Odd::In(column),
            _ => Odd::None,
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
    })
}

impl Prepared {
    /// Looks once more for rows that are asked for by themselves: others may have written such since the page before.
    pub(crate) async fn look_again(&mut self, store: &Store) -> Result<()> {
        if let (Odd::None, Some(column)) = (&self.odd, self.order.iter().find_map(Sorted::digits).copied())
            && has_odd(store, &self.model, &column).await?
        {
            self.odd = Odd::In(column);
        }
        Ok(())
    }
}

async fn has_odd(store: &Store, model: &Model, column: &Column) -> Result<bool> {
    let is_there = |row: &dyn Row| Ok(matches!(row.get(0)?, ColumnValue::Int(1) | ColumnValue::Bool(true)));
    Ok(first(store, model, [sql::has_odd(model, column)], is_there).await?.unwrap_or_default())
}

/// The values of a row's columns, as far as they can be read.
struct MarkerRow {
    columns: Arc<[Column]>,
    values: Vec<Result<RawValue>>,
    /// Whether one that the order goes by is bytes to SQLite, which are behind all texts.
    has_bytes: bool,
}

/// The value of a column, kept.
#[derive(Clone)]
enum RawValue {
    Text(String),
    Other(Option<Sql>),
}

impl MarkerRow {
    /// Whether it has bytes is in the column behind its values, if it was asked.
    fn of(row: &dyn Row, columns: &Arc<[Column]>, behind: usize) -> Self {
        let has_bytes = matches!(row.get(behind), Ok(ColumnValue::Int(1)));
        let value = |index| {
            row.get(index).map(|value| match value {
                ColumnValue::Text(text) => RawValue::Text(text.to_owned()),
                value => RawValue::Other(rows::raw(value)),
            })
        };
        Self { columns: Arc::clone(columns), values: (0..columns.len()).map(value).collect(), has_bytes }
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

/// The conditions of the row of a marker, which the query has to see but for its filters.
fn marked(model: &Model, context: &Context, id: &str, query: &Asked) -> Result<Vec<Cond>> {
    one(
        model,
        context,
        &id.into(),
        &Lookup::default().read_deleted(read_deleted(context, query.read_deleted)),
    )
}

/// The row of a marker.
async fn marker_row(
    store: &Store,
    model: &Model,
    rows: Vec<Cond>,
    id: &str,
    keys: &[SortKey],
) -> Result<MarkerRow> {
    let ordering: Vec<Column> = keys.iter().filter_map(|(key, _)| model.column(key)).collect();
    let selects = rows.into_iter().map(|row| {
        let mut select = sql::select(model, row);
        if model.backend == Backend::Sqlite {
            select.expr(parts::are_blobs(&ordering));
        }
        select
    });
    let (columns, behind): (Arc<[Column]>, _) = (model.columns().into(), model.selected().len());
    let found = first(store, model, selects, move |row| Ok(MarkerRow::of(row, &columns, behind))).await?;
    found.ok_or_else(|| model.not_found(id))
}

/// Its place in an order, by its values as the database spells them.
async fn marker_place(
    store: &Store,
    model: &Model,
    rows: Vec<Cond>,
    id: &str,
    order: &[Sorted],
) -> Result<Place> {
    let selects = rows.into_iter().map(|row| {
        let mut select = sql::select(model, row);
        rank(&mut select, order);
        select
    });
    let (order, behind) = (order.to_vec(), model.selected().len());
    let found = first(store, model, selects, move |row| ranks(row, &order, behind)).await?;
    let found = found.ok_or_else(|| model.not_found(id))?;
    Ok(found.into_iter().map(Rank::into_value).collect())
}

/// Has a statement give what an order goes by, behind all that it gives.
fn rank(select: &mut SelectStatement, order: &[Sorted]) {
    // Under names of their own: the order would not know which of two columns of one name it goes by.
    let name = |what: &str, nth: usize| Alias::new(format!("vo_{what}_{nth}"));
    for (nth, sorted) in order.iter().enumerate() {
        select.expr_as(sorted.expr(), name("order", nth)).expr_as(sorted.spelt(), name("spelt", nth));
    }
}

/// What a row has there.
fn ranks(row: &dyn Row, order: &[Sorted], behind: usize) -> Result<Vec<Rank>> {
    order.iter().enumerate().map(|(nth, sorted)| Rank::of(row, behind + 2 * nth, sorted)).collect()
}

impl Prepared {
    /// Whether there is no key in a place, which others may share with its row then.
    pub(crate) fn has_no_key(&self, place: &Place) -> bool {
        self.order.iter().zip(place).any(|(sorted, value)| sorted.column.field.is_key && value.is_none())
    }

    fn told(&self) -> Told {
        Told { key: self.model.table.key, holder: self.holder }
    }

    /// The rows that an index has in their order, and the others.
    fn halves(&self, odd: &Column) -> [(Vec<Sorted>, Cond); 2] {
        let by_instant = self.order.iter().map(|sorted| sorted.by_instant()).collect();
        [
            (self.order.clone(), Cond::all().add(parts::is_usual(odd))),
            (by_instant, Cond::all().add(parts::is_odd(odd))),
        ]
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

/// Which page is read.
#[derive(Clone, Copy)]
pub(crate) struct PageOf<'p> {
    /// The row behind which it begins; none for the beginning of the list.
    pub(crate) behind: Option<&'p Place>,
    /// How many rows to read at most; none for all.
    pub(crate) wanted: Option<u64>,
    /// Whether the list goes on behind it.
    pub(crate) keep_last: bool,
}

/// Runs a prepared query, or the part of it behind a row.
///
/// What it goes by is made ours before, where older services have it in a column of their own. A row that they wrote
/// between that and the page would stand in it by what it was before; then the page is read anew.
pub(crate) fn page<'c>(
    store: &'c Store,
    context: &'c Context,
    prepared: &'c Prepared,
    of_page: PageOf<'c>,
    rows: &'c mut dyn Rows,
) -> BoxFuture<'c, Result<Last>> {
    Box::pin(async move {
        let news = Arc::new(AtomicU64::new(0));
        let reading = Reading { store, context, prepared, news: &news };
        if prepared.leans.is_empty() {
            return reading.once(of_page, rows).await;
        }
        let leans = prepared.leans.iter().fold(0, |all, place| all | 1 << place.min(&63));
        for _ in 0..TRIES {
            let is_settled = shadow::catch_up(store, &prepared.model, &prepared.leans).await?;
            let last = reading.once(of_page, rows).await?;
            if !is_settled || news.swap(0, Memory::Relaxed) & leans == 0 {
                return Ok(last);
            }
        }
        whole!(store, inside => {
            shadow::catch_up(&inside, &prepared.model, &prepared.leans).await?;
            Reading { store: &inside, ..reading }.once(of_page, &mut *rows).await
        })
    })
}

/// Pages on their way.
#[derive(Clone, Copy)]
struct Reading<'r> {
    store: &'r Store,
    context: &'r Context,
    prepared: &'r Prepared,
    /// The shadows of which the rows have news.
    news: &'r Arc<AtomicU64>,
}

impl Reading<'_> {
    async fn once(&self, of_page: PageOf<'_>, rows: &mut dyn Rows) -> Result<Last> {
        rows.clear();
        let Self { store, context, prepared, news } = *self;
        let PageOf { behind, wanted, keep_last } = of_page;
        let offset = if behind.is_some() { 0 } else { prepared.offset };
        let behind = behind.or(prepared.marker.as_ref());
        let of_page = PageOf { behind, ..of_page };
        if let Odd::In(odd) = &prepared.odd {
            return self.merged(&prepared.halves(odd), of_page, offset, rows).await;
        }
        let seen = seen(&prepared.model, context, read_deleted(context, prepared.read_deleted))?;
        let selects = prepared.selects(&seen, &prepared.order, Cond::all(), behind);
        // The database passes over the first rows of one range; those of several are counted here.
        let (there, here) = if selects.len() > 1 { (0, offset) } else { (offset, 0) };
        let most = wanted.map(|wanted| wanted.saturating_add(here).min(MOST));
        let (loader, told) = (Loader::new(&prepared.model, context).telling(news), prepared.told());
        let width = loader.width();
        let doubtful = if let Odd::Unknown(column) = &prepared.odd { Some(column) } else { None };
        let doubtful_at =
            doubtful.and_then(|column| loader.columns.iter().position(|own| own.slot == column.slot));
        let asked: Vec<Column> = match doubtful {
            Some(column) => vec![*column],
            None if keep_last && prepared.model.backend == Backend::Sqlite => {
                prepared.order.iter().map(|sorted| sorted.column).collect()
            }
            None => Vec::new(),
        };
        let carrier = Carrier::new(width + usize::from(!asked.is_empty()));
        let steps = selects.into_iter().map(|mut select| {
            limit(&mut select, most, there);
            if !asked.is_empty() {
                select.expr(parts::are_blobs(&asked));
            }
            carrier.load(sql::step(prepared.model.backend, &select))
        });
        let steps = steps.collect();
        let (mut last, mut nth, mut has_odd) = (None, 0, false);
        let read = carrier.run(store, steps, |row| {
            nth += 1;
            if nth <= here || most.is_some_and(|most| nth > most) {
                return Ok(());
            }
            has_odd = has_odd
                || (doubtful.is_some()
                    && doubtful_at.is_none_or(|at| moments::is_odd(row.get(at), row.get(width))));
            // All of them are read once more then.
            if has_odd {
                return Ok(());
            }
            rows.push(&loader, row, told);
            if keep_last && most == Some(nth) {
                last = Some(MarkerRow::of(row, &loader.columns, width));
            }
            Ok(())
        });
        read.await?;
        if let (true, Some(odd)) = (has_odd, doubtful) {
            rows.clear();
            return self.merged(&prepared.halves(odd), of_page, offset, rows).await;
        }
        let last = last.map(|row| (row.has_bytes, row.place(&prepared.order)));
        if matches!(last, Some((true, _) | (_, Err(_)))) {
            // Its place is read as the database spells it.
            rows.clear();
            let whole = [(prepared.order.clone(), Cond::all())];
            return self.merged(&whole, of_page, offset, rows).await;
        }
        Ok(last.map(|(_, place)| place))
    }

    /// A page of rows that are not all in an index: those that are, and the others in an order of their own, put together.
    async fn merged(
        &self,
        halves: &[(Vec<Sorted>, Cond)],
        of_page: PageOf<'_>,
        offset: u64,
        rows: &mut dyn Rows,
    ) -> Result<Last> {
        let Self { store, context, prepared, news } = *self;
        let PageOf { behind, wanted, .. } = of_page;
        let model = &prepared.model;
        let seen = seen(model, context, read_deleted(context, prepared.read_deleted))?;
        // Which of the rows are passed over is only known when both halves are here.
        let most = wanted.map(|wanted| wanted.saturating_add(offset).min(MOST));
        let loader = Loader::new(model, context).telling(news);
        let (told, order) = (prepared.told(), &prepared.order);
        let width = loader.width();
        let carrier = Carrier::new(width + 2 * order.len());
        let mut steps = Vec::new();
        for (order, part) in halves {
            for mut select in prepared.selects(&seen, order, part.clone(), behind) {
                limit(&mut select, most, 0);
                rank(&mut select, order);
                steps.push(carrier.load(sql::step(model.backend, &select)));
            }
        }
        let mut found: Vec<Vec<Rank>> = Vec::new();
        let read = carrier.run(store, steps, |row| {
            found.push(ranks(row, order, width)?);
            rows.push(&loader, row, told);
            Ok(())
        });
        read.await?;
        let mut places: Vec<usize> = (0..found.len()).collect();
        places.sort_by(|one, other| compare(order, &found[*one], &found[*other]));
        let passed = usize::try_from(offset).unwrap_or(usize::MAX);
        let kept = wanted.map_or(usize::MAX, |wanted| usize::try_from(wanted).unwrap_or(usize::MAX));
        let places: Vec<usize> = places.into_iter().skip(passed).take(kept).collect();
        rows.pick(&places);
        let last = places.last().map(|place| found.swap_remove(*place));
        Ok(last.map(|ranks| Ok(ranks.into_iter().map(Rank::into_value).collect())))
    }
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
pub(crate) struct Told {
    key: &'static str,
    holder: Option<&'static str>,
}

/// A row that its object refuses.
#[cold]
fn refused(loader: &Loader, row: &dyn Row, told: Told, error: Error) -> Refused {
    let text = |field: &str| rows::text(row, &loader.columns, field);
    let is_secret = |column: &Column| column.field.name == told.key && column.field.is_secret();
    let key = text(told.key);
    let id = if loader.columns.iter().any(is_secret) { MASK.to_owned() } else { key.clone() };
    Refused { id, error, key: Holder(key), holder: told.holder.map(|field| Box::new(Holder(text(field)))) }
}

/// The objects of a query, with relations loaded for them.
pub(crate) async fn list<T: VersionedObject>(
    context: &Context,
    query: &Asked,
    with: &[With<T>],
) -> Result<Listed<T>> {
    let mut rows: Vec<Result<T, Refused>> = Vec::new();
    all(context, T::descriptor(), query, &mut rows).await?;
    let last =
        rows.last().map(|row| row.as_ref().map_or_else(|row| row.key.clone(), |one| Holder(key_of(one))));
    load_all(context, with, &mut rows).await?;
    let mut refused = Vec::new();
    // Where they are: a list of many rows is moved once less.
    let objects = rows.into_iter().filter_map(|row| row.map_err(|row| refused.push(row)).ok()).collect();
    Ok(Listed { objects, refused, last })
}

/// Reads all rows of a query.
fn all<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    query: &'c Asked,
    rows: &'c mut dyn Rows,
) -> BoxFuture<'c, Result<()>> {
    Box::pin(async move {
        steady!(descriptor, Some(context), async {
            rows.clear();
            let Some(prepared) = prepare(context, descriptor, query, Reads::Once).await? else {
                return Ok(());
            };
            if prepared.limit == Some(0) {
                return Ok(());
            }
            let store = store(context, descriptor.name)?;
            let of_page = PageOf { behind: None, wanted: prepared.limit, keep_last: false };
            page(store, context, &prepared, of_page, rows).await.map(drop)
        })
    })
}

/// An error for a stream that cannot go on behind a row.
pub(crate) fn stuck(model: &Model, error: Option<&Error>) -> Error {
    let why = error.map_or_else(|| "the rows behind it begin with itself".to_owned(), Error::to_string);
    Error::database(format!("the list of {} cannot go on behind a row: {why}", model.name()))
}
