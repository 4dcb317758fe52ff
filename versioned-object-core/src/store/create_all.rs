//! Many new rows, all or none: one by one in SQLite, which is fastest with that, and with few statements on servers.

use std::collections::{HashSet, VecDeque};

use sea_query::{Cond, Value as Sql};
use uuid::Uuid;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::describe::descriptor::{Form, ObjectDescriptor};
use crate::dynamic::contract::{DynObject, Value};
use crate::dynamic::versioned::VersionedObject;
use crate::object::ext::ObjectExt as _;
use crate::store::driver::{Access, Backend, Row, Step, VALUES};
use crate::store::handle::{Joined, Store};
use crate::store::model::{Column, Model, Slots, Triggers};
use crate::store::new_row::{NewRow, RowPlan, Texts, count_on, insert, no_twin, one_row};
use crate::store::outcome::typed;
use crate::store::rows::{self, Loader};
use crate::store::shape::{opened, steady};
use crate::store::sight::{self, Found};
use crate::store::unfit::{at_field, or_used_up};
use crate::store::write::named;
use crate::store::{compare, shadow, sql};

/// How many rows are handed to SQLite at once.
const CHUNK: usize = 100;

/// How many chunks are made ready ahead of the one that is written.
const AHEAD: usize = 4;

/// How many rows a statement of a server writes at most. Others write a smaller power of two, so that a server has few
/// statements to keep.
const ROWS: usize = 512;

/// How many bytes the texts of a statement have, unless its first row alone has more: servers take only so many.
const BYTES: usize = 1 << 20;

/// How many keys are asked for at once.
const KEYS: usize = 50;

/// Writes many new rows.
pub(crate) async fn create_typed<T: VersionedObject>(
    context: &Context,
    mut objects: Vec<T>,
) -> Result<Vec<T>> {
    let borrowed = objects.iter_mut().map(DynObject::obj_dyn_mut).collect();
    match create_all(context, T::descriptor(), borrowed).await? {
        Some(read) => read.into_iter().map(typed).collect(),
        None => Ok(objects),
    }
}

/// The objects of new rows, as the rows are.
type ReadBack = Vec<Box<dyn DynObject>>;

/// Writes many new rows. Given is what takes the place of the objects, where their rows are read back; none where the objects
/// are what their rows are.
pub(crate) fn create_all<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    mut objects: Vec<&'c mut dyn DynObject>,
) -> BoxFuture<'c, Result<Option<ReadBack>>> {
    Box::pin(async move {
        let is_shared = context.store().is_some_and(|store| store.is_shared(descriptor));
        if !is_shared {
            return create_all_once(context, descriptor, &mut objects).await;
        }
        // The table may turn out to stand in another way.
        steady!(descriptor, Some(context), async {
            let mut copies: Vec<_> = objects.iter().map(|object| object.obj_clone_box()).collect();
            let mut borrowed: Vec<_> = copies.iter_mut().map(|copy| &mut **copy).collect();
            let read = create_all_once(context, descriptor, &mut borrowed).await?;
            Ok(Some(read.unwrap_or(copies)))
        })
    })
}

async fn create_all_once(
    context: &Context,
    descriptor: &'static ObjectDescriptor,
    objects: &mut [&mut dyn DynObject],
) -> Result<Option<ReadBack>> {
    let (model, store) = opened(context, descriptor, Access::Write).await?;
    sight::sight(context)?;
    let may_round: Vec<Column> =
        model.columns().into_iter().filter(|column| model.may_round(column)).collect();
    let cut = |object: &dyn DynObject| {
        Slots::of(
            may_round
                .iter()
                .filter(|column| rows::is_rounded(&model, object, column))
                .map(|column| column.slot),
        )
    };
    let rounds = objects.iter().fold(model.rounds, |all, object| all.with(cut(&**object)));
    let model = Model { rounds, ..model };
    let reads = made_by_database(&model)?
        || !model.rounds.is_empty()
        || model.triggers != Triggers::None
        || objects.iter().any(|object| model.makes_some(&**object));
    let is_single = store.backend() == Backend::Sqlite || (reads && !model.gives_back());
    let slot = model.key()?.slot;
    let lacks_key =
        |object: &dyn DynObject| !object.obj_cell(slot).is_set() || object.obj_cell(slot).is_null();
    // Whatever is done once more finds the keys that were made before.
    let unkeyed: Vec<bool> =
        if is_single { Vec::new() } else { objects.iter().map(|object| lacks_key(&**object)).collect() };
    let (mut bulk, mut tried) = (if is_single { 0 } else { objects.len() }, 0);
    loop {
        let found = reads.then(Found::new);
        let transaction = store.begin_or_join().await?;
        let is_repeated = transaction.is_own() && (settles_late(store) || reads);
        let writing = Writing {
            model: &model,
            store,
            context,
            found: found.as_ref(),
            transaction,
            tried: is_repeated.then_some(tried),
            unkeyed: &unkeyed,
            chunks: VecDeque::new(),
        };
        match writing.write(objects, bulk).await {
            Ok(()) => return Ok(found.map(|found| found.take())),
            // What is wrong with which of its rows is only known when each is written by itself.
            Err(failed) => match failed.at {
                Some(at) if failed.is_of_row() && at < bulk => bulk = at,
                _ => match failed.again {
                    Some(wait) => {
                        wait.await;
                        tried += 1;
                    }
                    None => {
                        let error = or_used_up(store, &model, failed.error).await;
                        let objects = objects.iter().map(|object| &**object);
                        return Err(at_field(&model, objects, error));
                    }
                },
            },
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
    /// What to wait for before all of it is done once more, where it is undone and is to be.
    again: Option<BoxFuture<'static, ()>>,
}

impl Failed {
    /// Whether one of the rows is refused, and not the database out of reach.
    fn is_of_row(&self) -> bool {
        matches!(self.error, Error::DuplicateEntry { .. } | Error::InvalidValue { .. })
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { at: None, error, again: None }
    }
}

/// A chunk that was handed over, and its first object.
type Chunk = (usize, BoxFuture<'static, Result<Vec<u64>>>);

/// New rows on their way: a transaction, and the chunks of it that are under way.
struct Writing<'w> {
    model: &'w Model,
    store: &'w Store,
    context: &'w Context,
    /// Where what the rows give goes, where that is read back.
    found: Option<&'w Found<Box<dyn DynObject>>>,
    transaction: Joined,
    /// How often all of it was done already; none where it cannot be done once more.
    tried: Option<u32>,
    /// Which objects came without a key, where that is not seen any longer.
    unkeyed: &'w [bool],
    chunks: VecDeque<Chunk>,
}

impl Writing<'_> {
    /// Writes new rows, so many of them in bulk, and makes each object what its row would give; what it gives, where that
    /// is read back.
    async fn write(mut self, objects: &mut [&mut dyn DynObject], bulk: usize) -> Result<(), Failed> {
        let (store, tried) = (self.store, self.tried);
        let once_more = |error: &Error| store.once_more(tried?, error);
        match self.hand_over(objects, bulk).await {
            Ok(()) => {
                let ended = self.transaction.commit().await;
                ended.map_err(|error| Failed { again: once_more(&error), ..error.into() })
            }
            Err(mut failed) => {
                failed.again = once_more(&failed.error);
                if failed.is_of_row() || failed.again.is_some() {
                    self.undo().await;
                }
                Err(failed)
            }
        }
    }

    /// Waits for the oldest chunk.
    async fn next(&mut self) -> Result<(), Failed> {
        let Some((at, chunk)) = self.chunks.pop_front() else { return Ok(()) };
        chunk.await.map(drop).map_err(|error| Failed {
            at: Some(at),
            error: named(self.model, error),
            again: None,
        })
    }

    /// Undoes all of it, and waits until it is undone: what comes next would wait for its rows, or meet them.
    async fn undo(self) {
        for (_, chunk) in self.chunks {
            // Whatever became of it is undone.
            drop(chunk.await);
        }
        self.transaction.roll_back().await;
    }

    /// Hands the rows over, and waits for them. While the database writes some, the next are made ready here.
    async fn hand_over(&mut self, objects: &mut [&mut dyn DynObject], bulk: usize) -> Result<(), Failed> {
        let Self { model, store, context, found, .. } = *self;
        let is_late = settles_late(store);
        let plan = RowPlan::new(model);
        // One look at all keys is less than one for each of many.
        let asks = model.key()?.field.ty.form == Form::Uuid
            && (objects.len() <= CHUNK
                || shadow::is_any(&self.transaction.store(store), model, &sql::has_respelt(model)?).await?);
        let (mut texts, mut given) = (Texts::new(found.is_some()), HashSet::new());
        let loader = Loader::new(model, context);
        let mut at = 0;
        while at < objects.len() {
            let in_bulk = at < bulk;
            let size = match (self.transaction.is_own(), in_bulk) {
                (true, true) => ROWS.min(bulk - at),
                (true, false) => CHUNK,
                // What goes with another's transaction is handed over as one, to be undone as one.
                (false, _) => objects.len(),
            };
            let chunk = &mut objects[at..];
            let size = size.min(chunk.len());
            let chunk = &mut chunk[..size];
            let mut rows = Vec::with_capacity(size);
            for object in &mut *chunk {
                object.obj_set_context(Some(context));
                rows.push(plan.row(*object, context, true)?);
                if !is_late && found.is_none() {
                    settle(*object, &plan)?;
                }
            }
            let mut steps = Vec::new();
            if in_bulk {
                if asks && !rows.iter().filter_map(|row| row.given).all(|id| given.insert(id)) {
                    return Err(Failed { at: Some(at), error: again(), again: None });
                }
                if asks {
                    steps.extend(no_twins(model, &rows)?);
                }
                let mut objects = chunk.iter();
                for alike in alike(rows) {
                    let objects = objects.by_ref().take(alike.len());
                    match found {
                        Some(found) => {
                            let objects = objects.map(|object| object.obj_clone_box()).collect();
                            steps.extend(insert_and_read(model, &mut texts, &loader, objects, alike, found)?);
                        }
                        None => steps.push(insert_alike(model, &mut texts, alike)?),
                    }
                }
            } else {
                for (nth, (mut row, object)) in rows.into_iter().zip(chunk.iter()).enumerate() {
                    row.is_made |= self.unkeyed.get(at + nth).is_some_and(|unkeyed| *unkeyed);
                    if asks {
                        steps.extend(no_twin(model, &row)?);
                    }
                    if let Some(found) = found {
                        let (object, loader) = (object.obj_clone_box(), loader.clone());
                        steps.extend(insert(model, &mut texts, loader, object, row, found)?);
                    } else {
                        let (id, given) = (row.id.clone(), row.given_id());
                        steps.push(one_row(model, id, given, texts.insert(model, row, Vec::new())?)?);
                    }
                }
            }
            self.chunks.push_back((at, self.transaction.run(steps)));
            if self.chunks.len() > AHEAD {
                self.next().await?;
            }
            at += size;
        }
        while !self.chunks.is_empty() {
            self.next().await?;
        }
        if is_late && found.is_none() {
            objects.iter_mut().try_for_each(|object| settle(*object, &plan))?;
        }
        Ok(())
    }
}

/// Whether objects become what their rows give when all of them are written, and not on the way: where all of it may have to
/// be done once more, they are what they were until then.
fn settles_late(store: &Store) -> bool {
    store.backend() != Backend::Sqlite
}

/// Makes an object what its new row gives.
fn settle(object: &mut dyn DynObject, plan: &RowPlan<'_>) -> Result<()> {
    rows::settle(object, plan.columns())?;
    object.obj_meta_mut().set_stored(true);
    Ok(())
}

/// Whether the keys of new objects are only known once their rows are written.
fn made_by_database(model: &Model) -> Result<bool> {
    Ok(matches!(model.key()?.field.ty.form, Form::Integer { .. }))
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

/// Rows in their order, as many together as go into one statement: of the same columns, and a power of two of them.
fn alike(rows: Vec<NewRow>) -> Vec<Vec<NewRow>> {
    let mut all = Vec::new();
    let mut left = rows.into_iter().peekable();
    while let Some(first) = left.next() {
        let slots: Vec<usize> = first.slots().collect();
        let most = ROWS.min(VALUES / slots.len().max(1)).max(1);
        let (mut bytes, mut alike) = (size(&first), vec![first]);
        let fits = |row: &NewRow, bytes: &mut usize| {
            *bytes += size(row);
            *bytes <= BYTES && !slots.is_empty() && row.slots().eq(slots.iter().copied())
        };
        while alike.len() < most
            && let Some(next) = left.next_if(|row| fits(row, &mut bytes))
        {
            alike.push(next);
        }
        let mut alike = alike.into_iter();
        while alike.len() > 0 {
            let count = 1 << alike.len().ilog2();
            all.push(alike.by_ref().take(count).collect());
        }
    }
    all
}

/// The step that inserts rows of the same columns, all of them.
fn insert_alike(model: &Model, texts: &mut Texts, rows: Vec<NewRow>) -> Result<Step> {
    let (count, mut rows) = (rows.len() as u64, rows.into_iter());
    let first = rows.next().ok_or_else(again)?;
    let insert = texts.insert(model, first, rows.collect())?;
    Ok(insert.check(move |written| if written == count { Ok(()) } else { Err(again()) }))
}

/// The same, and what they give back, into these copies of their objects. No database promises an order of what it gives
/// back: so each row has to be what its object says, in every value that a column keeps as it is, and keys that the
/// database makes have to be in the order of the objects. Where one is not, all rows are written one by one.
fn insert_and_read(
    model: &Model,
    texts: &mut Texts,
    loader: &Loader,
    objects: Vec<Box<dyn DynObject>>,
    rows: Vec<NewRow>,
    found: &Found<Box<dyn DynObject>>,
) -> Result<Vec<Step>> {
    let key = model.key()?;
    let given = rows.iter().filter_map(|row| row.key.as_ref()?.as_i64()).max();
    let is_made = rows.iter().all(|row| row.key.is_none());
    let is_kept = |column: &Column| {
        let is_given = rows.first().is_some_and(|row| row.columns.iter().any(|own| own.name == column.name));
        is_given && !model.rounds.has(column.slot)
    };
    let kept: Vec<Column> = model.columns().into_iter().filter(is_kept).collect();
    let (loader, sink, mut objects) = (loader.clone(), found.clone(), objects.into_iter());
    let mut last = None;
    let back = move |row: &dyn Row| {
        let mut object = objects.next().ok_or_else(again)?;
        rows::settle(&mut *object, &kept)?;
        let wanted: Vec<_> = kept.iter().map(|column| object.obj_cell(column.slot).value()).collect();
        loader.fill(&mut *object, row)?;
        let is_own = kept
            .iter()
            .zip(wanted)
            .all(|(column, wanted)| is_same(object.obj_cell(column.slot).value().as_ref(), wanted.as_ref()));
        let made = object.obj_cell(key.slot).value().and_then(|key| key.as_i64());
        if !is_own || (is_made && made <= last) {
            return Err(again());
        }
        last = made;
        sink.push(object);
        Ok(())
    };
    let insert = insert_alike(model, texts, rows)?.rows(back);
    Ok([Some(insert), count_on(model, given)?].into_iter().flatten().collect())
}

/// Whether a row has a value that was written; what is no number is itself here.
fn is_same(found: Option<&Value>, wanted: Option<&Value>) -> bool {
    match (found, wanted) {
        (Some(Value::Float(found)), Some(Value::Float(wanted))) if found.is_nan() => wanted.is_nan(),
        _ => found == wanted,
    }
}

/// How many bytes the texts of a row have.
fn size(row: &NewRow) -> usize {
    let text = |value: &Sql| match value {
        Sql::String(Some(text)) => text.len(),
        _ => 0,
    };
    row.params.iter().map(text).sum()
}
