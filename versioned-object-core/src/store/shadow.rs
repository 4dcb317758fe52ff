//! Fields that older services have in a column of their own, while two versions of an object work on its table: what we
//! write goes into both columns, and what they write is made ours.

use std::collections::HashMap;
use std::sync::Arc;

use sea_query::{Alias, Cond, Expr as SqlExpr, ExprTrait as _, Order, Query, SelectStatement, Value as Sql};

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::dynamic::cells::refused;
use crate::dynamic::contract::{Cell, DynObject, Value};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::store::column_type::cast;
use crate::store::ddl::quoted;
use crate::store::driver::{Access, Backend, ColumnValue, Row, Step, is_not_allowed};
use crate::store::handle::Store;
use crate::store::migrate::alter::{by_bytes, news};
use crate::store::migrate::fill::anew;
use crate::store::model::{Column, Model, Shadow};
use crate::store::rows::{decode, is_news, null, of_older, raw, stored};
use crate::store::sight::Found;
use crate::store::{catalog, compare, parts, sql};
use crate::wire::older;

/// What a value that goes into our column is to an older version.
fn to_version(model: &Model, version: Version, column: &Column, value: &Sql) -> Result<Value> {
    let field = model.field(column.slot);
    let mut object = model.descriptor.orphan();
    let cell = object.obj_cell_mut(column.slot);
    let mut cx = ReadContext::new(Mode::Assign);
    decode(column, as_read(value), &mut cx, |input, cx| cell.load(field, input, cx))?;
    value_at(model, version, column.slot, cell)
}

/// What the value of a field is to an older version.
fn value_at(model: &Model, version: Version, slot: usize, cell: &dyn Cell) -> Result<Value> {
    let field = model.field(slot);
    let older =
        older::lowered(cell, field, version).map_err(|error| refused(field, error).at(model.name()))?;
    Ok(older.as_deref().unwrap_or(cell).value().unwrap_or(Value::Null))
}

/// Whether older services can read what a row was found to have in some columns, of those that they have in common with us.
///
/// # Errors
/// For the first value that they cannot.
pub(crate) fn is_older(model: &Model, object: &dyn DynObject, columns: &[Column]) -> Result<()> {
    let narrower = model.layout.iter().flat_map(|layout| &layout.narrower);
    for (slot, version) in narrower.filter(|(slot, _)| columns.iter().any(|column| column.slot == *slot)) {
        value_at(model, *version, *slot, object.obj_cell(*slot))?;
    }
    Ok(())
}

/// What a value that goes into our column is in that of older services.
fn lowered(model: &Model, shadow: &Shadow, column: &Column, value: &Sql) -> Result<Sql> {
    of_older(model, &shadow.base, to_version(model, shadow.version, column, value)?)
}

/// A value as a row would have it.
fn as_read(value: &Sql) -> ColumnValue<'_> {
    match value {
        Sql::Bool(Some(truth)) => ColumnValue::Bool(*truth),
        Sql::BigInt(Some(number)) => ColumnValue::Int(*number),
        Sql::Double(Some(number)) => ColumnValue::Real(*number),
        Sql::String(Some(text)) => ColumnValue::Text(text),
        Sql::ChronoDateTime(Some(moment)) => ColumnValue::DateTime(*moment),
        _ => ColumnValue::Null,
    }
}

/// A value in an expression that is nothing but it, in whatever type.
fn constant(value: &SqlExpr) -> Option<&Sql> {
    match value {
        SqlExpr::Value(value) => Some(value),
        SqlExpr::CustomWithExpr(_, parts) => match &parts[..] {
            [SqlExpr::Value(value)] => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// What is set in a row, with what older services find of it. What is only known in the row is left to the caller.
///
/// # Errors
/// When older services have no form of a value.
pub(crate) fn both(model: &Model, mut values: Vec<(Column, SqlExpr)>) -> Result<Vec<(Column, SqlExpr)>> {
    for (slot, version) in model.layout.iter().flat_map(|layout| &layout.narrower) {
        let own = values.iter().find(|(column, _)| column.slot == *slot);
        if let Some((column, value)) = own.and_then(|(column, value)| Some((column, constant(value)?))) {
            to_version(model, *version, column, value)?;
        }
    }
    for shadow in model.shadows() {
        let own = values.iter().find(|(column, _)| column.slot == shadow.slot);
        if let Some((column, value)) = own.and_then(|(column, value)| Some((column, constant(value)?))) {
            let lowered = lowered(model, shadow, column, value)?;
            values.push((shadow.base, compare::given(model.backend, &shadow.base, lowered.clone())));
            values.push((shadow.was, compare::given(model.backend, &shadow.was, lowered)));
        }
    }
    Ok(values)
}

/// What else a new row has, for older services.
///
/// # Errors
/// As [`both`].
pub(crate) fn complete(model: &Model, columns: &mut Vec<Column>, params: &mut Vec<Sql>) -> Result<()> {
    let Some(layout) = model.layout else { return Ok(()) };
    for shadow in &layout.shadows {
        let column = model.named(model.descriptor.slots[shadow.slot].name)?;
        let given = columns.iter().position(|column| column.slot == shadow.slot);
        let value = given.map_or_else(|| null(&column), |at| params[at].clone());
        let lowered = lowered(model, shadow, &column, &value)?;
        columns.extend([shadow.base, shadow.was]);
        params.extend([lowered.clone(), lowered]);
    }
    for (slot, version) in &layout.narrower {
        if let Some(at) = columns.iter().position(|column| column.slot == *slot) {
            to_version(model, *version, &columns[at], &params[at])?;
        }
    }
    for filler in &layout.fillers {
        columns.push(filler.column);
        params.push(filler.value.clone());
    }
    // An unset one is null anyway.
    let guards = model.columns().into_iter().filter(|column| layout.guards.contains(&column.name));
    for column in guards {
        if columns.iter().all(|given| given.name != column.name) {
            params.push(null(&column));
            columns.push(column);
        }
    }
    Ok(())
}

/// The shadows, by their places, of fields with these names, and of those that say who sees a row.
pub(crate) fn among<'n>(model: &Model, names: impl IntoIterator<Item = &'n str>) -> Vec<usize> {
    if model.shadows().is_empty() {
        return Vec::new();
    }
    let always = [model.table.project, model.table.soft_delete.map(|soft| soft.flag)];
    let names: Vec<&str> = names.into_iter().chain(always.into_iter().flatten()).collect();
    let is_named = |shadow: &Shadow| names.contains(&model.descriptor.slots[shadow.slot].name);
    (0..model.shadows().len()).filter(|place| is_named(&model.shadows()[*place])).collect()
}

/// How many rows are raised at once: what is written in one go, and a lock is held for.
const BATCH: u64 = 500;

/// What became of the news in some rows.
#[derive(Default)]
pub(crate) struct Raised {
    /// How many rows were written.
    pub(crate) count: u64,
    /// The first row that has no form in our version, and why.
    pub(crate) refused: Option<(String, Error)>,
}

/// In which order rows are gone through, batch by batch.
#[derive(Clone, Copy)]
pub(crate) enum Walk {
    /// By their keys, those that are looked for: an index knows them.
    Keys,
    /// By their keys, all of them: which are looked for is seen in what they have. A database that takes them to be few,
    /// since a new column is not in its statistics, would read the whole table for each batch.
    All,
    /// As they lie in the file, by this name of their numbers: a batch is on few pages then.
    Rows(&'static str),
}

impl Walk {
    /// The order in which many rows of a table are best gone through.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) async fn of(store: &Store, model: &Model) -> Result<Self> {
        Ok(catalog::row_number(store, model.table.name).await?.map_or(Self::All, Self::Rows))
    }

    /// A statement that begins with the key of a row; behind it, where that is another, comes the row's place.
    fn select(self, model: &Model) -> Result<SelectStatement> {
        let mut select = Query::select();
        select.column(parts::name(&model.key()?)).from(parts::table(model));
        if let Self::Rows(name) = self {
            select.column(Alias::new(name));
        }
        Ok(select)
    }

    /// Whether the database leaves out the rows that are not looked for.
    fn is_choosy(self) -> bool {
        !matches!(self, Self::All)
    }

    /// The steps that read a batch. PostgreSQL takes sorting a table for less than following the index of its keys, where
    /// it has not looked at the table for long.
    fn steps(self, model: &Model, select: Step) -> Vec<Step> {
        let follows = !self.is_choosy() && model.backend == Backend::Postgres;
        let follow = follows.then(|| Step::new("SET LOCAL enable_sort = off", Vec::new()));
        follow.into_iter().chain([select]).collect()
    }

    /// How many columns that is.
    fn width(self) -> usize {
        if matches!(self, Self::Rows(_)) { 2 } else { 1 }
    }

    /// Leads a statement to the next batch, which is behind a place.
    fn next(self, model: &Model, select: &mut SelectStatement, behind: Option<&Sql>) -> Result<()> {
        let key = model.key()?;
        if let Some(behind) = behind {
            select.and_where(match self {
                Self::Keys | Self::All => {
                    parts::col(&key).gt(compare::given(model.backend, &key, behind.clone()))
                }
                Self::Rows(name) => SqlExpr::col(Alias::new(name)).gt(behind.clone()),
            });
        }
        let place = match self {
            Self::Keys | Self::All => parts::name(&key),
            Self::Rows(name) => Alias::new(name),
        };
        select.order_by(place, Order::Asc).limit(BATCH);
        Ok(())
    }

    /// The key of a row, and its place.
    fn place(self, row: &dyn Row) -> Result<(Sql, Sql)> {
        let value = |index| raw(row.get(index)?).ok_or_else(|| Error::database("a row without a key"));
        Ok((value(0)?, value(self.width() - 1)?))
    }
}

/// A row with news.
struct News {
    place: Sql,
    key: Sql,
    id: String,
    /// For each shadow that has news: its place, what is in the base, and what it is to us.
    values: Vec<(usize, Option<Sql>, Sql)>,
    refused: Option<Error>,
}

/// Makes the news of older services ours, batch by batch, for one shadow after the other: each has an index that knows
/// its rows. What is written meanwhile is left to whoever asks next.
///
/// # Errors
/// What the database says. What cannot be raised stays as it is.
pub(crate) async fn settle(store: &Store, model: &Model, places: &[usize]) -> Result<Raised> {
    let mut done = Raised::default();
    for place in places {
        let one = pass(store, model, &[*place], None, Walk::Keys).await?;
        done.count += one.count;
        done.refused = done.refused.or(one.refused);
    }
    Ok(done)
}

/// The same before rows are filtered or ordered; whether it could be written. Who can only read is told of what is there:
/// rows have the values of older services all the same, and are found by what was made ours before, but for whose they are
/// and whether they are deleted.
///
/// # Errors
/// As [`settle`].
pub(crate) async fn catch_up(store: &Store, model: &Model, places: &[usize]) -> Result<bool> {
    let (mut is_settled, guards) = (true, among(model, []));
    for place in places {
        match settle(store, model, &[*place]).await {
            Err(error) if is_not_allowed(&error) && !guards.contains(place) => is_settled = false,
            done => drop(done?),
        }
    }
    Ok(is_settled)
}

/// The same in one pass, of those rows of which a condition is true.
///
/// # Errors
/// As [`settle`].
pub(crate) async fn settle_at_once(
    store: &Store,
    model: &Model,
    places: &[usize],
    of: &Cond,
) -> Result<Raised> {
    pass(store, model, places, Some(of), Walk::Keys).await
}

/// The same in one pass of all rows, where most have news.
///
/// # Errors
/// As [`settle`].
pub(crate) async fn settle_all(store: &Store, model: &Model, places: &[usize]) -> Result<Raised> {
    pass(store, model, places, None, Walk::of(store, model).await?).await
}

async fn pass(
    store: &Store,
    model: &Model,
    places: &[usize],
    of: Option<&Cond>,
    walk: Walk,
) -> Result<Raised> {
    let mut done = Raised::default();
    let mut behind: Option<Sql> = None;
    let mut texts = HashMap::new();
    loop {
        let select = select(model, places, behind.as_ref(), of, walk)?;
        let found = read(store, model, places, walk, &select).await?;
        let Some(last) = found.last() else { return Ok(done) };
        let is_last = (found.len() as u64) < BATCH;
        behind = Some(last.place.clone());
        let mut steps = Vec::with_capacity(found.len());
        for row in found {
            if let Some(error) = row.refused {
                done.refused.get_or_insert((row.id, error));
            }
            if !row.values.is_empty() {
                steps.push(write(model, &mut texts, row.key, row.values)?);
            }
        }
        if !steps.is_empty() {
            done.count += store.run(Access::Write, steps).await?.iter().sum::<u64>();
        }
        if is_last {
            return Ok(done);
        }
    }
}

fn condition(model: &Model, places: &[usize]) -> SqlExpr {
    let news: Vec<String> = places.iter().map(|place| news(model, &model.shadows()[*place])).collect();
    SqlExpr::cust(news.join(" OR "))
}

/// Whether a row has news for one of these shadows.
///
/// # Errors
/// What the database says.
pub(crate) async fn has_news(store: &Store, model: &Model, places: &[usize]) -> Result<bool> {
    for place in places {
        let mut select = Query::select();
        select
            .expr(SqlExpr::val(1))
            .from(parts::table(model))
            .and_where(condition(model, &[*place]))
            .limit(1);
        if is_any(store, model, &select).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a query has a row.
///
/// # Errors
/// What the database says.
pub(crate) async fn is_any(store: &Store, model: &Model, select: &SelectStatement) -> Result<bool> {
    let found = Found::new();
    let sink = found.clone();
    let step = sql::step(model.backend, select).rows(move |_| {
        sink.push(());
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    Ok(!found.take().is_empty())
}

/// The statement that finds the next rows with news.
pub(crate) fn select(
    model: &Model,
    places: &[usize],
    behind: Option<&Sql>,
    of: Option<&Cond>,
    walk: Walk,
) -> Result<SelectStatement> {
    let mut select = walk.select(model)?;
    for place in places {
        let shadow = &model.shadows()[*place];
        select.columns([parts::name(&shadow.base), parts::name(&shadow.was), Alias::new(shadow.name)]);
    }
    if walk.is_choosy() {
        select.and_where(condition(model, places));
    }
    if let Some(of) = of {
        select.cond_where(of.clone());
    }
    walk.next(model, &mut select, behind)?;
    Ok(select)
}

async fn read(
    store: &Store,
    model: &Model,
    places: &[usize],
    walk: Walk,
    select: &SelectStatement,
) -> Result<Vec<News>> {
    let found = Found::new();
    let (sink, model, places) = (found.clone(), *model, places.to_vec());
    let step = sql::step(model.backend, select).rows(move |row| {
        sink.push(news_of(&model, &places, walk, row)?);
        Ok(())
    });
    store.run(Access::Read, walk.steps(&model, step)).await?;
    Ok(found.take())
}

fn news_of(model: &Model, places: &[usize], walk: Walk, row: &dyn Row) -> Result<News> {
    let (key, place) = walk.place(row)?;
    let id = match &key {
        Sql::String(Some(text)) => text.clone(),
        Sql::BigInt(Some(number)) => number.to_string(),
        _ => String::new(),
    };
    let mut found = News { place, key, id: model.shown_key(id), values: Vec::new(), refused: None };
    for (at, place) in places.iter().enumerate() {
        let shadow = &model.shadows()[*place];
        let field = model.field(shadow.slot);
        let from = walk.width() + 3 * at;
        let (base, was, own) = (row.get(from)?, row.get(from + 1)?, row.get(from + 2)?);
        if !is_news(field, own, [base, was]) {
            continue;
        }
        let mut object = model.descriptor.orphan();
        let raised = shadow
            .raise(field, object.obj_cell_mut(shadow.slot), base, &mut ReadContext::new(Mode::Assign))
            .and_then(|()| {
                let column = model.named(field.name)?;
                let value = stored(&*object, &column)?;
                Ok(value.unwrap_or_else(|| null(&column)))
            });
        match raised {
            Ok(value) => found.values.push((*place, raw(base), value)),
            Err(error) => found.refused = Some(error.at(model.name())),
        }
    }
    Ok(found)
}

/// The texts of the statements that write, by the shadows they are for and whether each base is null.
type Texts = HashMap<Vec<(usize, bool)>, Arc<str>>;

/// The step that writes the news of a row down, unless there are other ones by now, or none.
fn write(model: &Model, texts: &mut Texts, key: Sql, values: Vec<(usize, Option<Sql>, Sql)>) -> Result<Step> {
    let known: Vec<(usize, bool)> = values.iter().map(|(place, base, _)| (*place, base.is_none())).collect();
    if !texts.contains_key(&known) {
        let text = write_text(model, &known)?;
        texts.insert(known.clone(), text);
    }
    let text = Arc::clone(&texts[&known]);
    let (mut params, mut bases) = (Vec::new(), Vec::new());
    for (_, base, value) in values {
        params.push(value);
        bases.extend(base);
    }
    params.push(key);
    params.extend(bases);
    Ok(Step::new(text, params))
}

/// The place of a value in a statement, in the type that its column has.
fn placed(backend: Backend, column: &Column, nth: usize) -> String {
    match (backend, cast(column.field, backend)) {
        (Backend::Postgres, Some(ty)) => format!("CAST(${nth} AS {ty})"),
        (Backend::Postgres, None) => format!("${nth}"),
        _ => "?".to_owned(),
    }
}

/// The statement of [`write`].
pub(crate) fn write_text(model: &Model, shadows: &[(usize, bool)]) -> Result<Arc<str>> {
    let mut count = 0;
    let mut place = |column: &Column| {
        count += 1;
        placed(model.backend, column, count)
    };
    let quote = |name: &str| quoted(model.backend, name);
    let mut sets = Vec::new();
    for (at, _) in shadows {
        let shadow = &model.shadows()[*at];
        let own = model.named(model.descriptor.slots[shadow.slot].name)?;
        sets.push(format!("{} = {}", quote(own.name), place(&own)));
        sets.push(format!("{} = {}", quote(shadow.was.name), quote(shadow.base.name)));
    }
    let key = model.key()?;
    let mut wheres = vec![format!("{} = {}", quote(key.name), place(&key))];
    for (at, is_null) in shadows {
        let shadow = &model.shadows()[*at];
        wheres.push(if *is_null {
            format!("{} IS NULL", quote(shadow.base.name))
        } else {
            format!("{} = {}", by_bytes(model, &shadow.base), place(&shadow.base))
        });
        // A newer service may have written what the base is as well.
        wheres.push(news(model, shadow));
    }
    let (table, sets, wheres) = (quote(model.table.name), sets.join(", "), wheres.join(" AND "));
    Ok(sql::refusing(model, format!("UPDATE {table} SET {sets} WHERE {wheres}")).into())
}

/// Gives the rows that older services made the values of their own that they lack. By their keys, an index leads to the few
/// that lack one.
///
/// # Errors
/// What the database or a field says.
pub(crate) async fn fill_all(store: &Store, model: &Model, walk: Walk) -> Result<()> {
    for column in model.unfilled() {
        fill(store, model, &column, walk).await?;
    }
    Ok(())
}

/// The statement that gives a row a value in a column that has none.
pub(crate) fn fill_text(model: &Model, column: &Column) -> Result<String> {
    let quote = |name: &str| quoted(model.backend, name);
    let key = model.key()?;
    let (one, other) = (placed(model.backend, column, 1), placed(model.backend, &key, 2));
    let (table, name, key) = (quote(model.table.name), quote(column.name), quote(key.name));
    let mut wheres = vec![format!("{key} = {other}"), format!("{name} IS NULL")];
    wheres.extend(model.guards().iter().map(|guard| format!("(1 = 1 OR {} IS NULL)", quote(guard))));
    Ok(sql::refusing(model, format!("UPDATE {table} SET {name} = {one} WHERE {}", wheres.join(" AND "))))
}

/// Gives each row that has none a value in a column, batch by batch.
///
/// # Errors
/// What the database or the field says.
async fn fill(store: &Store, model: &Model, column: &Column, walk: Walk) -> Result<()> {
    let text: Arc<str> = fill_text(model, column)?.into();
    let mut behind: Option<Sql> = None;
    loop {
        let found = Found::new();
        let sink = found.clone();
        let mut select = walk.select(model)?;
        select.column(parts::name(column));
        if walk.is_choosy() {
            select.and_where(parts::col(column).is_null());
        }
        walk.next(model, &mut select, behind.as_ref())?;
        let step = sql::step(model.backend, &select).rows(move |row| {
            let lacks = matches!(row.get(walk.width()), Ok(ColumnValue::Null));
            sink.push((walk.place(row)?, lacks));
            Ok(())
        });
        store.run(Access::Read, walk.steps(model, step)).await?;
        let rows = found.take();
        let Some(((_, last), _)) = rows.last() else { return Ok(()) };
        behind = Some(last.clone());
        let lacking = rows.into_iter().filter(|(_, lacks)| *lacks);
        let write = |((key, _), _): ((Sql, Sql), bool)| {
            Ok(Step::new(Arc::clone(&text), vec![anew(model, column)?, key]))
        };
        let steps = lacking.map(write).collect::<Result<Vec<_>>>()?;
        if !steps.is_empty() {
            store.run(Access::Write, steps).await?;
        }
    }
}
