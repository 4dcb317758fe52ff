//! Many new rows, all or none: one by one in SQLite, which is fastest with that, and with few statements on servers.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use sea_query::{Cond, Value as Sql};
use uuid::Uuid;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::describe::descriptor::Form;
use crate::dynamic::versioned::VersionedObject;
use crate::object::ext::ObjectExt as _;
use crate::store::driver::{Access, Backend, Step};
use crate::store::handle::Store;
use crate::store::model::Model;
use crate::store::rows::{self, Loader};
use crate::store::shape::{Stood, opened};
use crate::store::sight::{Found, sight};
use crate::store::write::{NewRow, RowPlan, insert, named, no_twin, one_row};
use crate::store::{compare, shadow, sql};

/// How many rows are handed to SQLite at once.
const CHUNK: usize = 100;

/// How many chunks are made ready ahead of the one that is written.
const AHEAD: usize = 4;

/// How many rows a statement of a server writes at most. Others write a smaller power of two, so that a server has few
/// statements to keep.
const ROWS: usize = 512;

/// How many values a statement of a server has at most: it counts them in 16 bits.
const VALUES: usize = u16::MAX as usize;

/// How many bytes the texts of a statement have, unless its first row alone has more: servers take only so many.
const BYTES: usize = 1 << 20;

/// How many keys are asked for at once.
const KEYS: usize = 50;

/// Writes many new rows.
pub(crate) async fn create_all<T: VersionedObject>(context: &Context, objects: Vec<T>) -> Result<Vec<T>> {
    let is_shared = context.store().is_some_and(|store| store.is_shared(T::descriptor()));
    if !is_shared {
        return create_all_once(context, objects).await;
    }
    // The table may turn out to stand in another way.
    let mut stood = Stood::of::<T>(Some(context));
    loop {
        let copies = objects.iter().map(VersionedObject::obj_clone).collect();
        match create_all_once(context, copies).await {
            Err(error) if stood.has_moved::<T>(Some(context), &error).await => {}
            done => return done,
        }
    }
}

async fn create_all_once<T: VersionedObject>(context: &Context, mut objects: Vec<T>) -> Result<Vec<T>> {
    let (model, store) = opened::<T>(context, Access::Write).await?;
    sight(context)?;
    if made_by_database(&model)? || model.rounds {
        return create_and_read(&model, store, context, objects).await;
    }
    let mut bulk = if store.backend() == Backend::Sqlite { 0 } else { objects.len() };
    loop {
        match write_all(&model, store, context, &mut objects, bulk).await {
            Ok(()) => return Ok(objects),
            // What is wrong with which of its rows is only known when each is written by itself.
            Err(Failed {
                at: Some(at),
                error: Error::DuplicateEntry { .. } | Error::InvalidValue { .. },
            }) if at < bulk => {
                bulk = at;
            }
            Err(Failed { error, .. }) => return Err(error),
        }
    }
}

/// What is said of rows in bulk, where each by itself is to be looked at.
fn again() -> Error {
    Error::invalid("one of many rows is not written")
}

/// Why not all rows were written.
struct Failed {
    /// The first object of the chunk that the database says it of.
    at: Option<usize>,
    error: Error,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { at: None, error }
    }
}

/// A chunk that was handed over, and its first object.
type Chunk = (usize, BoxFuture<'static, Result<Vec<u64>>>);

/// Waits for the oldest chunk.
async fn done(model: &Model, written: &mut VecDeque<Chunk>) -> Result<(), Failed> {
    let Some((at, chunk)) = written.pop_front() else { return Ok(()) };
    chunk.await.map(drop).map_err(|error| Failed { at: Some(at), error: named(model, error) })
}

/// Writes new rows, so many of them in bulk, and makes each object what its row would give. While the database writes
/// some, the next are made ready here.
async fn write_all<T: VersionedObject>(
    model: &Model,
    store: &Store,
    context: &Context,
    objects: &mut [T],
    bulk: usize,
) -> Result<(), Failed> {
    let plan = RowPlan::new(model);
    let transaction = store.begin_or_join().await?;
    let mut written = VecDeque::new();
    // One look at all keys is less than one for each of many.
    let asks = objects.len() <= CHUNK
        || shadow::is_any(&transaction.store(store), model, &sql::has_respelt(model)?).await?;
    let (mut texts, mut given) = (Texts::default(), HashSet::new());
    let settle = |object: &mut T| -> Result<()> {
        rows::settle(object, plan.columns())?;
        object.obj_meta_mut().set_stored(true);
        Ok(())
    };
    let mut at = 0;
    while at < objects.len() {
        let in_bulk = at < bulk;
        let size = match (transaction.is_own(), in_bulk) {
            (true, true) => ROWS.min(bulk - at),
            (true, false) => CHUNK,
            // What goes with another's transaction is handed over as one, to be undone as one.
            (false, _) => objects.len(),
        };
        let chunk = &mut objects[at..];
        let size = size.min(chunk.len());
        let mut rows = Vec::with_capacity(size);
        for object in &mut chunk[..size] {
            object.obj_meta_mut().set_context(Some(context.clone()));
            rows.push(plan.row(object, context, true)?);
            if bulk == 0 {
                settle(object)?;
            }
        }
        let mut steps = Vec::new();
        if in_bulk {
            if asks && !rows.iter().filter_map(|row| row.given).all(|id| given.insert(id)) {
                return Err(Failed { at: Some(at), error: again() });
            }
            if asks {
                steps.extend(no_twins(model, &rows)?);
            }
            steps.extend(texts.inserts(model, rows)?);
        } else {
            for row in rows {
                if asks {
                    steps.extend(no_twin(model, &row)?);
                }
                let id = row.id.clone();
                steps.push(one_row(model, id, texts.insert(model, row, Vec::new())?));
            }
        }
        written.push_back((at, transaction.run(steps)));
        if written.len() > AHEAD {
            done(model, &mut written).await?;
        }
        at += size;
    }
    while !written.is_empty() {
        done(model, &mut written).await?;
    }
    // Those that may have to be written once more are left as they were until now.
    if bulk > 0 {
        objects.iter_mut().try_for_each(settle)?;
    }
    Ok(transaction.commit().await?)
}

/// Whether the keys of new objects are only known once their rows are written.
fn made_by_database(model: &Model) -> Result<bool> {
    Ok(matches!(model.named(model.table.key)?.field.ty.form, Form::Integer { .. }))
}

/// Writes many new rows, and reads each back.
async fn create_and_read<T: VersionedObject>(
    model: &Model,
    store: &Store,
    context: &Context,
    objects: Vec<T>,
) -> Result<Vec<T>> {
    let (found, plan) = (Found::new(), RowPlan::new(model));
    let mut steps = Vec::with_capacity(objects.len());
    for mut object in objects {
        object.obj_set_context(Some(context));
        let row = plan.row(&mut object, context, true)?;
        steps.extend(insert(model, store.backend(), Loader::new(model, context), object, row, &found)?);
    }
    store.run(Access::Write, steps).await.map_err(|error| named(model, error))?;
    Ok(found.take())
}

/// The steps that ask what [`no_twin`] asks of each row.
fn no_twins(model: &Model, rows: &[NewRow]) -> Result<Vec<Step>> {
    let given: Vec<Uuid> = rows.iter().filter_map(|row| row.given).collect();
    let ask = |ids: &[Uuid]| {
        let mut any = Cond::any();
        for id in ids {
            any = any.add(compare::key_means(model, *id)?);
        }
        Ok(sql::step(model.backend, &sql::select(model, any)).rows(|_| Err(again())))
    };
    given.chunks(KEYS).map(ask).collect()
}

/// The statements that were written: which columns, how many rows, and the text.
#[derive(Default)]
struct Texts(Vec<(Vec<usize>, usize, Arc<str>)>);

impl Texts {
    /// The steps that insert rows and give none back, in their order.
    fn inserts(&mut self, model: &Model, rows: Vec<NewRow>) -> Result<Vec<Step>> {
        let mut steps = Vec::new();
        let mut left = rows.into_iter().peekable();
        while let Some(first) = left.next() {
            let slots: Vec<usize> = slots(&first).collect();
            let most = ROWS.min(VALUES / slots.len().max(1)).max(1);
            let (mut bytes, mut alike) = (size(&first), vec![first]);
            let fits = |row: &NewRow, bytes: &mut usize| {
                *bytes += size(row);
                *bytes <= BYTES && !slots.is_empty() && self::slots(row).eq(slots.iter().copied())
            };
            while alike.len() < most
                && let Some(next) = left.next_if(|row| fits(row, &mut bytes))
            {
                alike.push(next);
            }
            let mut alike = alike.into_iter();
            while let Some(first) = alike.next() {
                let count = 1 << (1 + alike.len()).ilog2();
                let others = alike.by_ref().take(count - 1).collect();
                let insert = self.insert(model, first, others)?;
                let is_all = move |written| if written == count as u64 { Ok(()) } else { Err(again()) };
                steps.push(insert.check(is_all));
            }
        }
        Ok(steps)
    }

    /// The step that inserts rows of the same columns; the same as many of the same columns before: the same statement.
    fn insert(&mut self, model: &Model, first: NewRow, others: Vec<NewRow>) -> Result<Step> {
        let count = 1 + others.len();
        let is_known = |(known, rows, _): &&(Vec<usize>, usize, Arc<str>)| {
            *rows == count && slots(&first).eq(known.iter().copied())
        };
        if let Some((.., text)) = self.0.iter().find(is_known) {
            let mut params = first.params;
            params.extend(others.into_iter().flat_map(|row| row.params));
            return Ok(Step::new(Arc::clone(text), params));
        }
        let (known, columns) = (slots(&first).collect(), first.columns);
        let rows = std::iter::once(first.params).chain(others.into_iter().map(|row| row.params));
        let insert = sql::insert(model, &columns, rows.collect(), model.backend, false)?;
        let step = sql::step(model.backend, &insert);
        self.0.push((known, count, Arc::clone(&step.sql)));
        Ok(step)
    }
}

fn slots(row: &NewRow) -> impl Iterator<Item = usize> {
    row.columns.iter().map(|column| column.slot)
}

/// How many bytes the texts of a row have.
fn size(row: &NewRow) -> usize {
    let text = |value: &Sql| match value {
        Sql::String(Some(text)) => text.len(),
        _ => 0,
    };
    row.params.iter().map(text).sum()
}
