//! Writing: what goes into a row, and what of it comes back.

use std::collections::VecDeque;
use std::sync::Arc;

use sea_query::{Cond, Expr as SqlExpr, ExprTrait as _, Value as Sql};

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::describe::descriptor::{DefaultDescriptor, Form};
use crate::dynamic::contract::{DynObject, Value};
use crate::dynamic::versioned::VersionedObject;
use crate::object::ext::ObjectExt as _;
use crate::object::methods::set_value;
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::store::condition::{Expected, Node, Term, Update};
use crate::store::driver::{Access, Backend, Row, Step};
use crate::store::handle::Store;
use crate::store::lookup::{Lookup, context_of};
use crate::store::model::{Column, Decoding, Model};
use crate::store::rows::{Loader, encode};
use crate::store::sight::{Found, Sight, key_is, key_of, key_text, own, sight};
use crate::store::{rows, sight, sql};

/// A row to be inserted.
struct NewRow {
    /// Which columns it has.
    columns: Vec<Column>,
    /// The value of each.
    params: Vec<Sql>,
    id: String,
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
struct RowPlan<'m> {
    model: &'m Model,
    columns: Vec<(Column, OnInsert)>,
    /// The fields that say whether the context sees the row.
    project: Option<Column>,
    flag: Option<Column>,
}

impl<'m> RowPlan<'m> {
    fn new(model: &'m Model) -> Self {
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
        let column = |field: Option<&str>| field.and_then(|field| model.column(field));
        Self {
            model,
            columns: model.columns().into_iter().map(part).collect(),
            project: column(model.table.project),
            flag: column(flag),
        }
    }

    /// What a new object's row is, after its key and times were set; the object is changed only in those.
    fn row(&self, object: &mut dyn DynObject, context: &Context, keep_key: bool) -> Result<NewRow> {
        let count = self.columns.len();
        let (mut columns, mut params) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut id = String::new();
        for (column, part) in &self.columns {
            let cell = object.obj_cell(column.slot);
            let (unset, missing) = (!cell.is_set(), !cell.is_set() || cell.is_null());
            match part {
                OnInsert::MadeKey if missing => put(object, column, context.new_id().into())?,
                OnInsert::MadeKey if !keep_key => return Err(Error::action("create", "already created")),
                OnInsert::GivenKey if missing => continue,
                OnInsert::Created if missing => put(object, column, context.now().into())?,
                OnInsert::Flag if missing => put(object, column, false.into())?,
                OnInsert::Key | OnInsert::Plain | OnInsert::Created | OnInsert::Flag
                    if unset && !column.field.nullable() =>
                {
                    let (cell, meta) = object.obj_parts_mut(column.slot);
                    let Some(DefaultDescriptor { put: Some(put), .. }) = column.field.default else {
                        return Err(Error::NotLoaded { object: self.model.name(), field: column.field.name });
                    };
                    put(cell);
                    meta.set_changed(column.slot, true);
                }
                _ => {}
            }
            if let OnInsert::MadeKey | OnInsert::GivenKey | OnInsert::Key = part {
                id = object.obj_cell(column.slot).value().as_ref().map(key_text).unwrap_or_default();
            }
            if let Some(value) = rows::stored(object, column)? {
                columns.push(*column);
                params.push(value);
            }
        }
        self.visible(object, context, &id)?;
        Ok(NewRow { columns, params, id })
    }

    /// Refuses what the context would not see once it is written.
    fn visible(&self, object: &dyn DynObject, context: &Context, id: &str) -> Result<()> {
        let value = |column: Option<Column>| object.obj_cell(column?.slot).value();
        if let (Sight::Project(project), Some(field)) = (sight(context)?, self.project)
            && value(Some(field)).as_ref().and_then(Value::as_str) != Some(project)
        {
            return Err(self.model.not_found(id));
        }
        let deleted = value(self.flag).and_then(|flag| flag.as_bool()).unwrap_or_default();
        match (context.read_deleted(), deleted) {
            (ReadDeleted::No, true) | (ReadDeleted::Only, false) => Err(self.model.not_found(id)),
            _ => Ok(()),
        }
    }
}

/// The steps that insert a row and read it back, into a copy of its object.
fn insert<T: VersionedObject>(
    model: &Model,
    backend: Backend,
    loader: Loader,
    object: T,
    row: NewRow,
    found: &Found<T>,
) -> Result<Vec<Step>> {
    let (sink, mut object) = (found.clone(), Some(object));
    let read_back = move |row: &dyn Row| {
        if let Some(mut object) = object.take() {
            loader.fill(&mut object, row)?;
            sink.push(object);
        }
        Ok(())
    };
    let gives_back = backend != Backend::MySql;
    let inserted = sql::step(backend, &sql::insert(model, &row.columns, row.params, backend, gives_back)?);
    if gives_back {
        return Ok(vec![inserted.rows(read_back)]);
    }
    let select = sql::select(model, key_is(model, &row.id.into())?);
    Ok(vec![inserted, sql::step(backend, &select).rows(read_back)])
}

/// An error of the database, with the object it is about.
fn about(model: &Model, id: &str, error: Error) -> Error {
    match error {
        Error::DuplicateEntry { object: "", .. } => {
            Error::DuplicateEntry { object: model.name(), id: id.to_owned() }
        }
        error => error,
    }
}

/// An error of the database that has the key already, with the name of the type.
fn named(model: &Model, error: Error) -> Error {
    match error {
        Error::DuplicateEntry { object: "", id } => Error::DuplicateEntry { object: model.name(), id },
        error => error,
    }
}

pub(crate) async fn create<T: VersionedObject>(object: &mut T, keep_key: bool) -> Result<()> {
    let context = context_of(object, "create")?;
    let model = Model::of::<T>()?;
    let store = sight::store(&context, model.name())?;
    let mut copy = object.clone();
    let row = RowPlan::new(&model).row(&mut copy, &context, keep_key)?;
    let id = row.id.clone();
    let (found, loader) = (Found::new(), Loader::new(&model, &context));
    let steps = insert(&model, store.backend(), loader, copy, row, &found)?;
    store.run(Access::Write, steps).await.map_err(|error| about(&model, &id, error))?;
    *object = found.take().pop().ok_or_else(|| model.not_found(&id))?;
    Ok(())
}

/// How many rows are handed over at once.
const CHUNK: usize = 100;

/// How many chunks are made ready ahead of the one that is written.
const AHEAD: usize = 4;

/// Waits for the oldest chunk.
async fn done(model: &Model, written: &mut VecDeque<BoxFuture<'static, Result<Vec<u64>>>>) -> Result<()> {
    let Some(chunk) = written.pop_front() else { return Ok(()) };
    chunk.await.map(drop).map_err(|error| named(model, error))
}

/// Writes many new rows. While the thread of the database writes some, the next are made ready here.
pub(crate) async fn create_all<T: VersionedObject>(context: &Context, mut objects: Vec<T>) -> Result<Vec<T>> {
    let model = Model::of::<T>()?;
    let store = sight::store(context, model.name())?;
    if made_by_database(&model)? {
        return create_and_read(&model, store, context, objects).await;
    }
    let plan = RowPlan::new(&model);
    let mut known = None;
    let transaction = store.begin_or_join().await?;
    // What goes with another's transaction is handed over as one, to be undone as one.
    let size = if transaction.is_own() { CHUNK } else { objects.len().max(1) };
    let mut written = VecDeque::new();
    for chunk in objects.chunks_mut(size) {
        let mut steps = Vec::with_capacity(chunk.len());
        for object in chunk {
            object.obj_meta_mut().set_context(Some(context.clone()));
            let row = plan.row(object, context, true)?;
            steps.push(insert_only(&model, store.backend(), row, &mut known)?);
            rows::settle(object, plan.columns.iter().map(|(column, _)| column))?;
        }
        written.push_back(transaction.run(steps));
        if written.len() > AHEAD {
            done(&model, &mut written).await?;
        }
    }
    while !written.is_empty() {
        done(&model, &mut written).await?;
    }
    transaction.commit().await?;
    Ok(objects)
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
        let id = row.id.clone();
        let made = insert(model, store.backend(), Loader::new(model, context), object, row, &found)?;
        steps.extend(made.into_iter().map(|mut step| {
            step.subject = Some(id.clone());
            step
        }));
    }
    store.run(Access::Write, steps).await.map_err(|error| named(model, error))?;
    Ok(found.take())
}

/// The step that inserts a row and gives none back.
fn insert_only(
    model: &Model,
    backend: Backend,
    row: NewRow,
    known: &mut Option<(Vec<usize>, Arc<str>)>,
) -> Result<Step> {
    let slots = || row.columns.iter().map(|column| column.slot);
    let mut step = match known {
        // The same columns as last time: the same statement.
        Some((known, text)) if slots().eq(known.iter().copied()) => Step::new(Arc::clone(text), row.params),
        _ => {
            let slots = slots().collect();
            let insert = sql::insert(model, &row.columns, row.params, backend, false)?;
            let step = sql::step(backend, &insert);
            *known = Some((slots, Arc::clone(&step.sql)));
            step
        }
    };
    step.subject = Some(row.id);
    Ok(step)
}

/// The row of an object, where the context may change it.
fn row_of(model: &Model, object: &dyn DynObject, context: &Context) -> Result<(Cond, String)> {
    let id = key_of(model, object)?;
    Ok((key_is(model, &id)?.add(own(model, context)?), key_text(&id)))
}

/// Puts a value into a field that the store writes itself, without marking it changed.
fn put(object: &mut dyn DynObject, column: &Column, value: Value) -> Result<()> {
    let mut cx = ReadContext::new(Mode::Assign);
    let (cell, meta) = object.obj_parts_mut(column.slot);
    value.read(&mut cx, |input, cx| cell.load(column.field, input, cx))?;
    meta.set_changed(column.slot, false);
    Ok(())
}

/// Runs an update of one row, and says whether there was one.
async fn hit(store: &Store, step: Step) -> Result<bool> {
    Ok(store.run(Access::Write, vec![step]).await?.first().is_some_and(|count| *count != 0))
}

pub(crate) async fn save<T: VersionedObject>(object: &mut T) -> Result<()> {
    let context = context_of(object, "save")?;
    let model = Model::of::<T>()?;
    sight(&context)?;
    let mut values = Vec::new();
    for column in model.columns().into_iter().filter(|column| object.obj_meta().is_changed(column.slot)) {
        if let Some(value) = rows::stored(object, &column)? {
            values.push((column, SqlExpr::val(value)));
        }
    }
    if values.is_empty() {
        return Ok(());
    }
    let store = sight::store(&context, model.name())?;
    let now = context.now();
    let updated = model.table.updated.and_then(|field| model.column(field));
    let updated = updated.filter(|updated| values.iter().all(|(column, _)| column.slot != updated.slot));
    if let Some(column) = &updated {
        values.push((*column, SqlExpr::val(encode(column, now.into())?)));
    }
    let (condition, id) = row_of(&model, object, &context)?;
    let step = sql::step(store.backend(), &sql::update(&model, values, condition));
    if !hit(store, step).await.map_err(|error| about(&model, &id, error))? {
        return Err(model.not_found(&id));
    }
    if let Some(column) = &updated {
        put(object, column, now.into())?;
    }
    for column in model.columns() {
        object.obj_meta_mut().set_changed(column.slot, false);
    }
    Ok(())
}

pub(crate) async fn destroy<T: VersionedObject>(object: &mut T) -> Result<()> {
    let context = context_of(object, "destroy")?;
    let model = Model::of::<T>()?;
    let store = sight::store(&context, model.name())?;
    let (condition, id) = row_of(&model, object, &context)?;
    let condition = condition.add(sight::alive(&model, context.read_deleted())?);
    let Some(soft) = model.table.soft_delete else {
        let step = sql::step(store.backend(), &sql::delete(&model, condition));
        return if hit(store, step).await? { Ok(()) } else { Err(model.not_found(&id)) };
    };
    let mut marks: Vec<(Column, Value)> = vec![(model.named(soft.flag)?, true.into())];
    if let Some(at) = soft.at {
        marks.push((model.named(at)?, context.now().into()));
    }
    for (field, text) in soft.set {
        marks.push((model.named(field)?, (*text).into()));
    }
    let mut copy = object.clone();
    let mut values = Vec::new();
    for (column, value) in marks {
        put(&mut copy, &column, value)?;
        let cell = copy.obj_cell(column.slot).value().unwrap_or(Value::Null);
        values.push((column, SqlExpr::val(encode(&column, cell)?)));
    }
    let step = sql::step(store.backend(), &sql::update(&model, values, condition));
    if !hit(store, step).await? {
        return Err(model.not_found(&id));
    }
    *object = copy;
    Ok(())
}

/// What an update sets, checked.
struct Changes<T> {
    /// The object with the constants that are set.
    after: T,
    values: Vec<(Column, SqlExpr)>,
    /// Whether a value is only known once the row is written.
    computed: bool,
    /// The fields that are set.
    columns: Vec<Column>,
}

/// Checks every value before anything is written: what a field does not take never reaches its row.
fn changes<T: VersionedObject>(model: &Model, object: &T, update: &Update, now: Value) -> Result<Changes<T>> {
    update.check(model)?;
    let mut named = update.values.clone();
    if update.save_all {
        for column in model.columns().into_iter().filter(|column| object.obj_meta().is_changed(column.slot)) {
            let known = named.iter().any(|(name, _)| name == column.field.name);
            if let (false, Some(value)) = (known, object.obj_cell(column.slot).value()) {
                named.push((column.field.name.to_owned(), Term::Value(value)));
            }
        }
    }
    if let Some(updated) = model.table.updated
        && !named.iter().any(|(name, _)| name == updated)
    {
        named.push((updated.to_owned(), Term::Value(now)));
    }
    named.sort_by_key(|(name, value)| {
        let given = update.order.iter().position(|known| known == name);
        let class = match value {
            Term::Value(_) => 2,
            Term::Case(..) => 1,
            _ => 0,
        };
        (given.unwrap_or(usize::MAX), class)
    });
    let mut after = object.clone();
    let (mut values, mut columns, mut computed) = (Vec::new(), Vec::new(), false);
    for (name, expr) in named {
        let column = model.named(&name)?;
        for outcome in expr.outcomes() {
            set_value(&mut after, &name, outcome.clone())?;
        }
        if let Term::Value(_) = expr {
            let value = after.obj_cell(column.slot).value().unwrap_or(Value::Null);
            values.push((column, SqlExpr::val(encode(&column, value)?)));
        } else {
            computed = true;
            values.push((column, sql::expression(model, Some(&column), &expr)?));
        }
        columns.push(column);
    }
    if values.is_empty() {
        // A statement has to set something; whether the row is as expected is still the question.
        let key = model.named(model.table.key)?;
        values.push((key, SqlExpr::col(sql::name(&key))));
    }
    Ok(Changes { after, values, computed, columns })
}

/// The condition of an update: the row, not deleted, as expected.
fn guarded<T: VersionedObject>(
    model: &Model,
    object: Option<&T>,
    update: &Update,
    row: Cond,
) -> Result<Cond> {
    let mut condition = row.add(sql::all(model, &update.conditions)?);
    if let Some(expected) = &update.expected {
        let others = expected.iter().filter(|(field, _)| field != model.table.key);
        let others = others.map(|(field, wanted)| Node::Expected(field.clone(), wanted.clone()));
        return Ok(condition.add(sql::all(model, &others.collect::<Vec<_>>())?));
    }
    let Some(object) = object else { return Ok(condition) };
    for column in model.columns() {
        let unchanged = !object.obj_meta().is_changed(column.slot);
        if let (true, Some(value)) = (unchanged, object.obj_cell(column.slot).value()) {
            // A zero may have been read from a null.
            let value = match (column.decoding, value) {
                (Decoding::IntOrZero, Value::Int(0)) => Value::List(vec![Value::Int(0), Value::Null]),
                (Decoding::Json, value) => {
                    condition = condition.add(same_json(&column, value)?);
                    continue;
                }
                (_, value) => value,
            };
            condition = condition.add(sql::expected(model, &column, &Expected::Is(value)));
        }
    }
    Ok(condition)
}

fn same_json(column: &Column, value: Value) -> Result<SqlExpr> {
    let col = SqlExpr::col(sql::name(column));
    Ok(if value.is_null() { col.is_null() } else { col.eq(encode(column, value)?) })
}

pub(crate) async fn conditional_update<T: VersionedObject>(object: &mut T, update: Update) -> Result<bool> {
    let context = context_of(object, "conditional_update")?;
    let model = Model::of::<T>()?;
    let store = sight::store(&context, model.name())?;
    let changes = changes(&model, object, &update, context.now().into())?;
    let (row, id) = row_of(&model, object, &context)?;
    // A key that is set is the one there may be already.
    let id = key_of(&model, &changes.after).map_or(id, |key| key_text(&key));
    let alive = row.clone().add(sight::alive(&model, ReadDeleted::No)?);
    let condition = guarded(&model, Some(object), &update, alive)?;
    let step = sql::step(store.backend(), &sql::update(&model, changes.values, condition));
    let mut steps = vec![step];
    let found = Found::new();
    if changes.computed && update.reflect {
        // Read in the same transaction: what was written, not what another has made of it.
        let (sink, loader) = (found.clone(), Loader::new(&model, &context));
        let (slots, copy) = (changes.columns.clone(), changes.after.clone());
        steps.push(sql::step(store.backend(), &sql::select(&model, row)).rows(move |row| {
            let mut copy = copy.clone();
            loader.fill_some(&mut copy, row, &slots)?;
            sink.push(copy);
            Ok(())
        }));
        steps[0].stop_if_none = true;
    }
    let done = store.run(Access::Write, steps).await.map_err(|error| about(&model, &id, error))?;
    if done.first().is_none_or(|count| *count == 0) {
        return Ok(false);
    }
    if update.reflect {
        let mut after = found.take().pop().unwrap_or(changes.after);
        for column in changes.columns {
            after.obj_meta_mut().set_changed(column.slot, false);
        }
        *object = after;
    }
    Ok(true)
}

pub(crate) async fn update_by_id<T: VersionedObject>(
    context: &Context,
    id: Value,
    update: Update,
) -> Result<bool> {
    let model = Model::of::<T>()?;
    let store = sight::store(context, model.name())?;
    let changes = changes(&model, &T::orphan(), &update, context.now().into())?;
    let row = sight::one(&model, context, &id, &Lookup::default())?;
    let id = key_of(&model, &changes.after).unwrap_or(id);
    let condition = guarded::<T>(&model, None, &update, row)?;
    let step = sql::step(store.backend(), &sql::update(&model, changes.values, condition));
    hit(store, step).await.map_err(|error| about(&model, &key_text(&id), error))
}
