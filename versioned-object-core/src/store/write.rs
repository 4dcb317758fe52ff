//! Writing: what goes into a row, and what of it comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_query::{Cond, Expr as SqlExpr};

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::{Error, Path, Result};
use crate::base::future::BoxFuture;
use crate::describe::descriptor::{FieldDescriptor, Form, ObjectDescriptor};
use crate::dynamic::contract::{DynObject, Value};
use crate::object::methods::set_value;
use crate::store::assign::{in_turn, no_fraction};
use crate::store::condition::{Node, Term, Update};
use crate::store::driver::{Access, Backend, ColumnValue, OUT_OF_RANGE, Step};
use crate::store::handle::{Store, whole};
use crate::store::lookup::context_of;
use crate::store::model::{Column, Model};
use crate::store::new_row::{RowPlan, Texts, insert, no_twin};
use crate::store::outcome::Outcome;
use crate::store::row_key::key_text;
use crate::store::rows::{Loader, encode, put, to_column};
use crate::store::shape::{opened, steady};
use crate::store::sight::{Found, RowOf, Sight, keys, row_of, seen, sight, visible};
use crate::store::unfit::{at_field, or_used_up};
use crate::store::{compare, parts, rows, shadow, sight, sql, unstored};
use crate::wire::same::same_values;

/// An error of the database that has the key already, with the name of the type; whose key it is says the step.
pub(crate) fn named(model: &Model, error: Error) -> Error {
    match error {
        Error::DuplicateEntry { object: "", id, is_key } => {
            Error::DuplicateEntry { object: model.name(), id: model.shown_key(id), is_key }
        }
        error => error,
    }
}

/// Writes a new row; what its object is then.
pub(crate) fn create(object: &dyn DynObject, keep_key: bool) -> BoxFuture<'_, Result<Box<dyn DynObject>>> {
    Box::pin(
        async move { steady!(object.obj_descriptor(), object.obj_context(), create_once(object, keep_key)) },
    )
}

async fn create_once(object: &dyn DynObject, keep_key: bool) -> Result<Box<dyn DynObject>> {
    let context = context_of(object, "create")?;
    let (model, store) = opened(&context, object.obj_descriptor(), Access::Write).await?;
    let mut copy = object.obj_clone_box();
    let row = RowPlan::new(&model).row(&mut *copy, &context, keep_key)?;
    let id = row.id.clone();
    let (found, loader) = (Found::new(), Loader::new(&model, &context));
    let mut steps = Vec::from_iter(no_twin(&model, &row)?);
    steps.extend(insert(&model, &mut Texts::new(true), loader, copy, row, &found)?);
    if let Err(error) = store.run(Access::Write, steps).await {
        let error = or_used_up(store, &model, named(&model, error)).await;
        return Err(at_field(&model, [object], error));
    }
    found.take().pop().ok_or_else(|| model.not_found(&id))
}

/// A write of one row: what is asked before it, the write itself, and what is read after it.
pub(crate) struct RowWrite {
    pub(crate) before: Option<Step>,
    pub(crate) write: Step,
    pub(crate) after: Option<Step>,
}

/// Runs a write of one row, which is looked for under each key until it is found; whether it was.
pub(crate) async fn write_row(
    store: &Store,
    model: &Model,
    row: RowOf,
    steps: impl Fn(Cond) -> RowWrite,
) -> Result<bool> {
    let column = model.key()?.name;
    for key in row.keys {
        let RowWrite { before, mut write, after } = steps(key);
        let at = usize::from(before.is_some());
        write.stop_if_none = after.is_some();
        write.subject = Some(row.id.clone());
        write.key = Some(column);
        let steps = before.into_iter().chain([write]).chain(after).collect();
        let done = store.run(Access::Write, steps).await.map_err(|error| named(model, error))?;
        if done.get(at).is_some_and(|count| *count != 0) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an update may put a row out of its writer's sight.
fn decides_sight(model: &Model, column: &Column) -> bool {
    let name = Some(column.field.name);
    name == model.table.project || name == model.table.soft_delete.map(|soft| soft.flag)
}

/// What some of an object's columns but the key are to be set to.
pub(crate) fn stored(
    model: &Model,
    object: &dyn DynObject,
    wanted: impl Fn(&Column) -> bool,
) -> Result<Vec<(Column, SqlExpr)>> {
    let mut values = Vec::new();
    for column in model.columns().into_iter().filter(|column| !column.field.is_key && wanted(column)) {
        if model.made.all.contains(&column.slot) {
            if object.obj_meta().is_changed(column.slot) {
                model.is_written(&column)?;
            }
            continue;
        }
        if let Some(value) = rows::to_write(model, object, &column)? {
            values.push((column, compare::given(model.backend, &column, value)));
        }
    }
    Ok(values)
}

/// Writes what changed of an object into its row.
pub(crate) fn save(object: &mut dyn DynObject) -> BoxFuture<'_, Result<Outcome>> {
    Box::pin(async move { steady!(object.obj_descriptor(), object.obj_context(), save_once(object)) })
}

async fn save_once(object: &mut dyn DynObject) -> Result<Outcome> {
    let descriptor = object.obj_descriptor();
    let context = context_of(object, "save")?;
    let store = sight::store(&context, descriptor.name);
    let model = Model::of(descriptor, store.as_ref().map_or(Backend::Sqlite, |store| store.backend()))?;
    let done = |object| Outcome { done: true, object };
    sight(&context)?;
    unstored::before_saving(&model, object)?;
    let row = match row_of(&model, object, "save") {
        Err(Error::NotLoaded { .. }) if !has_changes(&model, object) => {
            unstored::after_writing(object);
            return Ok(done(None));
        }
        row => row?,
    };
    let is_changed = |column: &Column| object.obj_meta().is_changed(column.slot);
    let is_empty = stored(&model, object, is_changed)?.is_empty();
    let moves = model.columns().iter().any(|column| is_changed(column) && decides_sight(&model, column));
    if is_empty {
        unstored::after_writing(object);
        return Ok(done(None));
    }
    store?;
    let (model, store) = opened(&context, descriptor, Access::Write).await?;
    let mut values = stored(&model, object, is_changed)?;
    if moves {
        let mut after = object.obj_clone_box();
        as_it_stands(&model, &mut *after, &context, |column| object.obj_meta().is_changed(column.slot))?;
        visible(&model, &*after, &context, &row.id)?;
    }
    let now = model.now(&context);
    let updated = model.table.updated.and_then(|field| model.column(field));
    let updated = updated.filter(|updated| values.iter().all(|(column, _)| column.slot != updated.slot));
    if let Some(column) = &updated {
        values.push((*column, SqlExpr::val(encode(column, to_column(column, now.into()))?)));
    }
    let values = shadow::both(&model, values)?;
    shadow::settle(store, &model, &shadow::among(&model, [])).await?;
    let row = row_of(&model, object, "save")?;
    let seen = seen(&model, &context, context.read_deleted())?;
    let written: Vec<Column> = values.iter().map(|(column, _)| *column).collect();
    // The time is one that its column has as it is.
    let is_time = |column: &Column| updated.is_some_and(|updated| updated.slot == column.slot);
    let rounds = written.iter().any(|column| rows::is_rounded(&model, object, column) && !is_time(column));
    let read = and_moved(&model, written);
    let reads = rounds || read.len() > values.len();
    let found = Found::new();
    let update = |key: Cond| {
        let update = sql::update(&model, values.clone(), key.clone().add(seen.clone()));
        let after = reads.then(|| read_written(&model, &context, object, &read, key, &found));
        RowWrite { before: None, write: sql::write(&model, &update), after }
    };
    let id = row.id.clone();
    let written = write_row(store, &model, row, update).await;
    if !written.map_err(|error| at_field(&model, [&*object], error))? {
        return Err(model.not_found(&id));
    }
    if let Some(column) = &updated {
        put(object, column, now.into())?;
    }
    let mut read = found.take().pop();
    let object = read.as_deref_mut().unwrap_or(object);
    for column in model.columns() {
        rows::written(object, &column)?;
    }
    unstored::after_writing(object);
    Ok(done(read))
}

/// The columns that were written, and those that the database wrote with them.
pub(crate) fn and_moved(model: &Model, mut written: Vec<Column>) -> Vec<Column> {
    let moved = model.moved(|column| written.iter().any(|one| one.slot == column.slot));
    written.extend(moved);
    written
}

/// The step that reads what a row has by now in the columns that were written, into a copy of its object.
pub(crate) fn read_written(
    model: &Model,
    context: &Context,
    object: &dyn DynObject,
    written: &[Column],
    key: Cond,
    found: &Found<Box<dyn DynObject>>,
) -> Step {
    let (loader, written) = (Loader::new(model, context), written.to_vec());
    let (sink, before) = (found.clone(), object.obj_clone_box());
    sql::step(model.backend, &sql::select(model, key)).rows(move |row| {
        let mut read = before.obj_clone_box();
        loader.fill_some(&mut *read, row, &written)?;
        sink.push(read);
        Ok(())
    })
}

/// Whether a stored field of an object was changed.
fn has_changes(model: &Model, object: &dyn DynObject) -> bool {
    model.columns().iter().any(|column| object.obj_meta().is_changed(column.slot))
}

/// What an update sets, checked.
struct Changes {
    /// The object with the constants that are set.
    after: Box<dyn DynObject>,
    values: Vec<(Column, SqlExpr)>,
    /// Whether a value is only known once the row is written.
    computed: bool,
    /// The fields that are set.
    columns: Vec<Column>,
    /// Whether each is computed of a field that another sets.
    at_once: bool,
}

/// Checks every value before anything is written: what a field does not take never reaches its row.
fn changes(model: &Model, object: &dyn DynObject, update: &Update, now: Value) -> Result<Changes> {
    set_once(model, object, update)?;
    update.check(model)?;
    let mut named = update.values.clone();
    if update.save_all {
        let is_saved = |column: &Column| object.obj_meta().is_changed(column.slot) && !column.field.is_key;
        for column in model.columns().into_iter().filter(is_saved) {
            let known = named.iter().any(|(name, _)| name == column.field.name);
            if let (false, Some(value)) = (known, object.obj_cell(column.slot).value()) {
                named.push((column.field.name.to_owned(), Term::Value(value)));
            }
        }
    }
    // The time is one that its column has as it is.
    let time = model.table.updated.filter(|updated| !named.iter().any(|(name, _)| name == updated));
    if let Some(updated) = time {
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
    let at_once = model.backend.is_mysql() && !in_turn(&mut named);
    let mut after = object.obj_clone_box();
    let (mut values, mut columns, mut computed) = (Vec::new(), Vec::new(), false);
    for (name, expr) in named {
        let column = model.named(&name)?;
        model.is_written(&column)?;
        if let Term::Value(value) = &expr {
            set_value(&mut *after, &name, value.clone())?;
            rows::cut(&mut *after, &column)?;
            let value = after.obj_cell(column.slot).value().unwrap_or(Value::Null);
            let value = rows::encode_set(&column, value).map_err(|error| error.at(model.name()))?;
            computed |= model.is_rounded(&column, || Some(&value)) && time != Some(column.field.name);
            rows::fits(model.backend, &column, &value).map_err(|error| error.at(model.name()))?;
            values.push((column, compare::given(model.backend, &column, value)));
        } else {
            computed = true;
            // One of them comes to be: none follows another.
            for outcome in expr.outcomes() {
                set_value(&mut *object.obj_clone_box(), &name, outcome.clone())?;
            }
            no_fraction(model, &column, &expr)?;
            let value = sql::expression(model, Some(&column), &expr)?;
            values.push((column, compare::computed(model.backend, &column, value)));
        }
        columns.push(column);
    }
    if values.is_empty() {
        // A statement has to set something; whether the row is as expected is still the question.
        let key = model.named(model.table.key)?;
        values.push((key, SqlExpr::col(parts::name(&key))));
    }
    computed |= !model.moved(|column| columns.iter().any(|set: &Column| set.slot == column.slot)).is_empty();
    Ok(Changes { after, values, computed, columns, at_once })
}

/// The condition of an update: the row as expected.
pub(crate) fn guarded(model: &Model, update: &Update, row: Cond) -> Result<Cond> {
    let condition = row.add(sql::all(model, &update.conditions)?);
    let others = update.expected.iter().filter(|(field, _)| field != model.table.key);
    let others = others.map(|(field, wanted)| Node::Expected(field.clone(), wanted.clone()));
    Ok(condition.add(sql::all(model, &others.collect::<Vec<_>>())?))
}

/// The question whether a row is as an object was read: whether what was not changed would be written on the wire as the
/// row's would. So a row may spell moments and JSON in any way, and an object that came over the wire, where moments have
/// no fractions, says the same as one that was read here. So does one that was written here: of what it holds, the row has
/// the instants of moments, and what [`rows::to_column`] makes of the rest.
pub(crate) struct Unchanged {
    /// The object, with its moments in UTC.
    object: Box<dyn DynObject>,
    /// What it would be, were it read from the row that was made of it.
    written: Box<dyn DynObject>,
    columns: Vec<Column>,
    loader: Loader,
    differs: Arc<AtomicBool>,
}

impl Unchanged {
    pub(crate) fn of(model: &Model, object: &dyn DynObject, context: &Context) -> Result<Self> {
        let is_asked = |column: &Column| {
            let is_changed = object.obj_meta().is_changed(column.slot);
            !is_changed && !column.field.is_key && object.obj_cell(column.slot).is_set()
        };
        let columns: Vec<Column> = model.columns().into_iter().filter(is_asked).collect();
        let mut object = object.obj_clone_box();
        columns.iter().try_for_each(|column| rows::to_utc(&mut *object, column))?;
        let mut written = object.obj_clone_box();
        rows::settle(&mut *written, &columns)?;
        let loader = Loader::new(model, context);
        Ok(Self { object, written, columns, loader, differs: Arc::default() })
    }

    /// The step that asks; a row that differs ends the steps with an error.
    pub(crate) fn step(&self, model: &Model, key: Cond) -> Step {
        // What an earlier try found was undone with it.
        self.differs.store(false, Ordering::Relaxed);
        let (object, written) = (self.object.obj_clone_box(), self.written.obj_clone_box());
        let columns = self.columns.clone();
        let (loader, differs) = (self.loader.clone(), Arc::clone(&self.differs));
        // Nobody writes it until this is done.
        sql::step(model.backend, &sql::select_to_write(model, key)).rows(move |row| {
            let mut read = object.obj_clone_box();
            let is_read = loader.fill_some(&mut *read, row, &columns).is_ok()
                && columns.iter().all(|column| rows::to_utc(&mut *read, column).is_ok());
            let is_same = |column: &Column| {
                let read = read.obj_cell(column.slot);
                [&object, &written].iter().any(|held| same_values(read, held.obj_cell(column.slot)))
            };
            if is_read && columns.iter().all(is_same) {
                return Ok(());
            }
            differs.store(true, Ordering::Relaxed);
            Err(Error::action("conditional_update", "the row is not as it was read"))
        })
    }
}

/// The answer of a write; one that found its row other than it was read did not take place.
pub(crate) fn checked(done: Result<bool>, unchanged: Option<&Unchanged>) -> Result<bool> {
    match done {
        Err(_) if unchanged.is_some_and(|unchanged| unchanged.differs.load(Ordering::Relaxed)) => Ok(false),
        done => done,
    }
}

/// A key of a stored object that an update sets.
fn no_key(model: &Model, update: &Update, method: &str) -> Result<()> {
    let field = model.table.key;
    if update.values.iter().any(|(name, _)| name == field) {
        let reason = format!("`{field}` is the key of a stored {}, and cannot be changed", model.name());
        return Err(Error::action(method, reason));
    }
    Ok(())
}

/// Refuses to set a field that is set once, whatever the row has: no object says that it would be the same. A constant that
/// the object has changes nothing.
fn set_once(model: &Model, object: &dyn DynObject, update: &Update) -> Result<()> {
    for (name, term) in &update.values {
        let Some(column) = model.column(name).filter(|column| column.field.read_only) else { continue };
        match term {
            Term::Value(value) if object.obj_cell(column.slot).is_set() => {
                set_value(&mut *object.obj_clone_box(), name, value.clone())?;
            }
            _ => return Err(Error::ReadOnlyField { path: Path::default() }.at(name).at(model.name())),
        }
    }
    Ok(())
}

/// Refuses the first word of an update that is said in vain, with the reason.
pub(crate) fn vain<const N: usize>(
    method: &str,
    said: [(bool, &str); N],
    reason: impl Fn(&str) -> String,
) -> Result<()> {
    let first = said.iter().find(|(is_said, _)| *is_said);
    first.map_or(Ok(()), |(_, what)| Err(Error::action(method, reason(what))))
}

/// What an update asks of an object, where there is none.
fn no_object(update: &Update) -> Result<()> {
    let asked = [(update.unchanged, "expect_unchanged"), (update.save_all, "save_all")];
    vain("update_by_id", asked, |what| {
        format!("`{what}` is about an object, and there is none: a row is updated by its key")
    })
}

/// Whether a number left the whole numbers: in a column of SQLite's that takes any, one that stood there or that a trigger
/// wrote.
fn overflows(column: &Column, value: ColumnValue<'_>) -> bool {
    matches!((column.field.ty.form, value), (Form::Integer { .. }, ColumnValue::Real(_)))
}

/// An update of one row, ready to be run.
struct RowUpdate<'u> {
    model: Model,
    context: &'u Context,
    given: &'u Update,
    changes: Changes,
    unchanged: Option<Unchanged>,
    /// What a row is after computed values were written.
    found: Found<Box<dyn DynObject>>,
}

impl RowUpdate<'_> {
    /// Updates the row under one of these keys, if it is seen and as expected. What is asked of a field that older
    /// services have in a column of their own, or computed from one, goes by what is there when nobody else writes it.
    async fn run(&self, store: &Store, row: RowOf, seen: Cond) -> Result<bool> {
        let model = &self.model;
        let places = shadow::among(model, self.given.names());
        if places.is_empty() {
            return self.write(store, row, seen).await;
        }
        whole!(store, inside => { self.settled(&inside, &places, &row, &seen).await })
    }

    /// The same, of a row that nobody else writes meanwhile: what older services have of it is made ours before.
    async fn settled(&self, inside: &Store, places: &[usize], row: &RowOf, seen: &Cond) -> Result<bool> {
        let model = &self.model;
        for key in &row.keys {
            sight::hold(inside, model, key).await?;
            shadow::settle_at_once(inside, model, places, key).await?;
        }
        let done = self.write(inside, row.clone(), seen.clone()).await?;
        let computed = |column: &Column| {
            let is_computed =
                |(name, term): &(String, Term)| *name == column.field.name && !matches!(term, Term::Value(_));
            self.given.values.iter().any(is_computed)
        };
        if let (true, Some(after)) = (done, self.found.last()) {
            let is_shadowed =
                |column: &Column| model.shadows().iter().any(|shadow| shadow.slot == column.slot);
            let values = stored(model, &*after, |column| computed(column) && is_shadowed(column))?;
            if !values.is_empty() {
                let values = shadow::both(model, values)?;
                let update = |key: &Cond| sql::write(model, &sql::update(model, values.clone(), key.clone()));
                inside.run(Access::Write, row.keys.iter().map(update).collect()).await?;
            }
        }
        Ok(done)
    }

    async fn write(&self, store: &Store, row: RowOf, seen: Cond) -> Result<bool> {
        let (model, changes) = (&self.model, &self.changes);
        if !changes.computed && changes.columns.iter().any(|column| decides_sight(model, column)) {
            let mut after = changes.after.obj_clone_box();
            let is_set = |column: &Column| changes.columns.iter().any(|set| set.slot == column.slot);
            as_it_stands(model, &mut *after, self.context, is_set)?;
            visible(model, &*after, self.context, &row.id)?;
        }
        let condition = guarded(model, self.given, seen)?;
        let values = shadow::both(model, changes.values.clone())?;
        let (id, keyed) = (row.id.clone(), model.key()?);
        let steps = |key: Cond| {
            let (values, condition) = (values.clone(), key.clone().add(condition.clone()));
            let write = if changes.at_once {
                sql::update_at_once(model, &keyed, values, condition)
            } else {
                sql::update(model, values, condition)
            };
            RowWrite {
                before: self.unchanged.as_ref().map(|unchanged| unchanged.step(model, key.clone())),
                write: sql::write(model, &write),
                after: changes.computed.then(|| self.read_back(key, id.clone())),
            }
        };
        let done = write_row(store, model, row, steps).await.map_err(|error| self.named(error));
        checked(done, self.unchanged.as_ref())
    }

    /// An error of a database that computed what a column does not take, at the field that would have had it; at all that
    /// are computed, where the database does not say which.
    fn named(&self, error: Error) -> Error {
        let error = at_field(&self.model, [&*self.changes.after], error);
        let is_computed = |column: &&Column| {
            let sets = |(name, value): &(String, Term)| {
                name == column.field.name && !matches!(value, Term::Value(_))
            };
            self.given.values.iter().any(sets)
        };
        let fields: Vec<_> =
            self.changes.columns.iter().filter(is_computed).map(|column| column.field.name).collect();
        match &error {
            Error::InvalidValue { path, .. } if *path == Path::default() && !fields.is_empty() => {
                error.at(&fields.join(" or ")).at(self.model.name())
            }
            _ => error,
        }
    }

    /// Whether what is computed goes by a field that nobody is to see.
    fn goes_by_secrets(&self) -> bool {
        let mut names = Vec::new();
        self.given.values.iter().for_each(|(_, term)| term.names(&mut names));
        let field = |name: &&str| self.model.descriptor.field(name);
        names.iter().filter_map(field).any(FieldDescriptor::is_secret)
    }

    /// The step that reads what an update made of a row: a value that its field does not take, or a row that its writer
    /// does not see, ends the steps with an error, and undoes them.
    fn read_back(&self, key: Cond, id: String) -> Step {
        let (sink, loader) = (self.found.clone(), Loader::new(&self.model, self.context));
        let (set, after, model) =
            (self.changes.columns.clone(), self.changes.after.obj_clone_box(), self.model);
        let (context, is_secret) = (self.context.clone(), self.goes_by_secrets());
        let moves = set.iter().any(|column| decides_sight(&model, column));
        let mut wanted = set.clone();
        // What is changed and not written yet stays.
        let is_kept = |column: &Column| after.obj_meta().is_changed(column.slot);
        wanted.extend(model.moved(|column| is_kept(column) || set.iter().any(|set| set.slot == column.slot)));
        if moves {
            // What decides who sees the row is looked at, whether it was set or not.
            wanted.extend(model.columns().into_iter().filter(|column| decides_sight(&model, column)));
        }
        sql::step(model.backend, &sql::select(&self.model, key)).rows(move |row| {
            for (index, column) in loader.columns.iter().enumerate() {
                let is_set = set.iter().any(|set| set.slot == column.slot);
                if is_set && overflows(column, rows::get(row, index, model.name(), column)?) {
                    let error = Error::invalid(OUT_OF_RANGE);
                    return Err(error.at(column.field.name).at(model.name()));
                }
            }
            let mut read = after.obj_clone_box();
            let filled = loader.fill_some(&mut *read, row, &wanted);
            let filled = filled.and_then(|()| shadow::is_older(&model, &*read, &set));
            filled.map_err(|error| if is_secret { Error::invalid("value not taken") } else { error })?;
            if moves {
                visible(&model, &*read, &context, &id)?;
            }
            sink.push(read);
            Ok(())
        })
    }
}

/// Updates the row of an object while it is as expected.
pub(crate) fn conditional_update<'o>(
    object: &'o dyn DynObject,
    given: &'o Update,
) -> BoxFuture<'o, Result<Outcome>> {
    Box::pin(async move {
        steady!(object.obj_descriptor(), object.obj_context(), conditional_update_once(object, given))
    })
}

async fn conditional_update_once(object: &dyn DynObject, given: &Update) -> Result<Outcome> {
    let context = context_of(object, "conditional_update")?;
    let (model, store) = opened(&context, object.obj_descriptor(), Access::Write).await?;
    no_key(&model, given, "conditional_update")?;
    let row = row_of(&model, object, "conditional_update")?;
    let changes = changes(&model, object, given, model.now(&context).into())?;
    let seen = seen(&model, &context, ReadDeleted::No)?;
    let unchanged = given.unchanged.then(|| Unchanged::of(&model, object, &context)).transpose()?;
    let update = RowUpdate { model, context: &context, given, changes, unchanged, found: Found::new() };
    let done = update.run(store, row, seen).await?;
    if !done || !given.reflect {
        return Ok(Outcome { done, object: None });
    }
    let mut after = update.found.take().pop().unwrap_or(update.changes.after);
    for column in update.changes.columns {
        after.obj_meta_mut().set_changed(column.slot, false);
    }
    Ok(Outcome { done, object: Some(after) })
}

/// What decides who sees a row, where an update does not set it: the row was seen, so its project is its writer's, and it
/// is marked deleted where the writer sees no others. What an object has of these may be older.
fn as_it_stands(
    model: &Model,
    object: &mut dyn DynObject,
    context: &Context,
    is_set: impl Fn(&Column) -> bool,
) -> Result<()> {
    let unset = |field: Option<&str>| model.column(field?).filter(|column| !is_set(column));
    if let (Sight::Project(project), Some(column)) = (sight(context)?, unset(model.table.project))
        && put(object, &column, project.into()).is_err()
    {
        // A name that the field does not take is the project of no row.
        object.obj_cell_mut(column.slot).unset();
    }
    if let Some(column) = unset(model.table.soft_delete.map(|soft| soft.flag)) {
        put(object, &column, (context.read_deleted() == ReadDeleted::Only).into())?;
    }
    Ok(())
}

/// Updates the row of a key.
pub(crate) fn update_by_id<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    id: Value,
    given: Update,
) -> BoxFuture<'c, Result<bool>> {
    Box::pin(async move {
        steady!(descriptor, Some(context), update_by_id_once(context, descriptor, &id, &given))
    })
}

async fn update_by_id_once(
    context: &Context,
    descriptor: &'static ObjectDescriptor,
    id: &Value,
    given: &Update,
) -> Result<bool> {
    let (model, store) = opened(context, descriptor, Access::Write).await?;
    no_key(&model, given, "update_by_id")?;
    no_object(given)?;
    let changes = changes(&model, &*descriptor.orphan(), given, model.now(context).into())?;
    let seen = seen(&model, context, context.read_deleted())?;
    let row = RowOf { keys: keys(&model, id)?, id: key_text(id) };
    let update = RowUpdate { model, context, given, changes, unchanged: None, found: Found::new() };
    update.run(store, row, seen).await
}
