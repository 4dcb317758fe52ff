//! Deleting rows, and what comes after: rows that are marked deleted are brought back, or removed for good.

use chrono::{DateTime, Utc};
use sea_query::{Cond, Expr as SqlExpr};

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::contract::{DynObject, Value};
use crate::store::compare::given;
use crate::store::condition::{Comparison, Node, Update};
use crate::store::driver::Access;
use crate::store::handle::{Store, whole};
use crate::store::lookup::context_of;
use crate::store::model::{Column, Model};
use crate::store::outcome::Outcome;
use crate::store::rows::{encode, put, to_column};
use crate::store::shape::{opened, steady};
use crate::store::sight::{Found, alive, hold, row_of, seen, visible};
use crate::store::write::{
    RowWrite, Unchanged, and_moved, checked, guarded, read_written, stored, vain, write_row,
};
use crate::store::{rows, shadow, sql};

/// Deletes the row of an object, or marks it deleted, where it is as expected; whether there was such a row.
pub(crate) fn destroy<'o>(
    object: &'o dyn DynObject,
    expected: Option<&'o Update>,
) -> BoxFuture<'o, Result<Outcome>> {
    Box::pin(async move {
        let method = if expected.is_some() { "conditional_destroy" } else { "destroy" };
        expected.map_or(Ok(()), |expected| sets_nothing(method, expected))?;
        steady!(object.obj_descriptor(), object.obj_context(), destroy_once(object, method, expected))
    })
}

/// Refuses what is said of values that are set, where none is.
fn sets_nothing(method: &str, expected: &Update) -> Result<()> {
    if let Some((name, _)) = expected.values.first() {
        return Err(Error::action(method, format!("it sets nothing, but `{name}` is set")));
    }
    let said = [
        (expected.save_all, "save_all"),
        (!expected.reflect, "leave_object"),
        (!expected.order.is_empty(), "order"),
    ];
    vain(method, said, |what| format!("it sets nothing, so `{what}` means nothing"))
}

async fn destroy_once(object: &dyn DynObject, method: &str, expected: Option<&Update>) -> Result<Outcome> {
    let context = context_of(object, method)?;
    let (model, store) = opened(&context, object.obj_descriptor(), Access::Write).await?;
    expected.map_or(Ok(()), |expected| expected.check(&model))?;
    let asked = expected.map(Update::names).unwrap_or_default();
    let places = shadow::among(&model, asked);
    if places.is_empty() {
        return destroy_in(store, &model, &context, object, method, expected).await;
    }
    whole!(store, inside => {
        for key in row_of(&model, object, method)?.keys {
            hold(&inside, &model, &key).await?;
            shadow::settle_at_once(&inside, &model, &places, &key).await?;
        }
        destroy_in(&inside, &model, &context, object, method, expected).await
    })
}

async fn destroy_in(
    store: &Store,
    model: &Model,
    context: &Context,
    object: &dyn DynObject,
    method: &str,
    expected: Option<&Update>,
) -> Result<Outcome> {
    let row = row_of(model, object, method)?;
    // What is marked deleted keeps the moment at which it was.
    let mut seen = seen(model, context, context.read_deleted())?.add(alive(model, ReadDeleted::No)?);
    let mut unchanged = None;
    if let Some(expected) = expected {
        seen = guarded(model, expected, seen)?;
        unchanged = expected.unchanged.then(|| Unchanged::of(model, object, context)).transpose()?;
    }
    let mut copy = object.obj_clone_box();
    let marks = marks(model, &mut *copy, context)?;
    let is_kept = |column: &Column| object.obj_meta().is_changed(column.slot);
    let moved = if marks.is_some() { model.moved(is_kept) } else { Vec::new() };
    let found = Found::new();
    let steps = |key: Cond| {
        let condition = key.clone().add(seen.clone());
        let write = match &marks {
            Some(marks) => sql::write(model, &sql::update(model, marks.clone(), condition)),
            None => sql::step(model.backend, &sql::delete(model, condition)),
        };
        let before = unchanged.as_ref().map(|unchanged| unchanged.step(model, key.clone()));
        let after = (!moved.is_empty()).then(|| read_written(model, context, &*copy, &moved, key, &found));
        RowWrite { before, write, after }
    };
    let done = checked(write_row(store, model, row, steps).await, unchanged.as_ref())?;
    let mut copy = found.take().pop().unwrap_or(copy);
    copy.obj_meta_mut().set_stored(marks.is_some());
    Ok(Outcome { done, object: done.then_some(copy) })
}

/// What marks a row deleted, which is put into its object too; none where the row goes.
fn marks(
    model: &Model,
    object: &mut dyn DynObject,
    context: &Context,
) -> Result<Option<Vec<(Column, SqlExpr)>>> {
    let Some(soft) = model.table.soft_delete else { return Ok(None) };
    let mut marks: Vec<(Column, Value)> = vec![(model.named(soft.flag)?, true.into())];
    if let Some(at) = soft.at {
        marks.push((model.named(at)?, model.now(context).into()));
    }
    for (field, text) in soft.set {
        marks.push((model.named(field)?, (*text).into()));
    }
    let values = marks.into_iter().map(|(column, value)| {
        put(object, &column, value)?;
        let cell = object.obj_cell(column.slot).value().unwrap_or(Value::Null);
        let value = encode(&column, to_column(&column, cell)).map_err(|error| error.at(model.name()))?;
        Ok((column, given(model.backend, &column, value)))
    });
    shadow::both(model, values.collect::<Result<Vec<_>>>()?).map(Some)
}

/// Removes the rows that are marked deleted, and were before a moment where one is given; how many they were.
pub(crate) fn purge<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    before: Option<DateTime<Utc>>,
) -> BoxFuture<'c, Result<u64>> {
    Box::pin(async move { steady!(descriptor, Some(context), purge_once(context, descriptor, before)) })
}

async fn purge_once(
    context: &Context,
    descriptor: &'static ObjectDescriptor,
    before: Option<DateTime<Utc>>,
) -> Result<u64> {
    if !context.is_admin() {
        return Err(Error::AdminRequired);
    }
    let (model, store) = opened(context, descriptor, Access::Write).await?;
    let refused = |why: &str| Error::action("purge", format!("{} {why}", model.name()));
    let soft =
        model.table.soft_delete.ok_or_else(|| refused("has no mark of deleted rows: they go at once"))?;
    let mut condition = alive(&model, ReadDeleted::Only)?;
    if let Some(before) = before {
        let at = soft.at.ok_or_else(|| refused("does not say when a row was deleted"))?;
        let at = Node::Compare(at.to_owned(), Comparison::Less, before.into());
        condition = condition.add(sql::all(&model, &[at])?);
    }
    let asked = before.and(soft.at);
    // Who may delete and not write would take away what older services brought back.
    shadow::settle(store, &model, &shadow::among(&model, asked)).await?;
    let step = sql::step(model.backend, &sql::delete(&model, condition));
    Ok(store.run(Access::Write, vec![step]).await?.first().copied().unwrap_or_default())
}

/// Writes an object into its row, which is marked deleted, and takes the mark away; what the object is then.
pub(crate) fn revive(object: &dyn DynObject) -> BoxFuture<'_, Result<Box<dyn DynObject>>> {
    Box::pin(async move { steady!(object.obj_descriptor(), object.obj_context(), revive_once(object)) })
}

async fn revive_once(object: &dyn DynObject) -> Result<Box<dyn DynObject>> {
    let context = context_of(object, "revive")?;
    let (model, store) = opened(&context, object.obj_descriptor(), Access::Write).await?;
    let Some(soft) = model.table.soft_delete else {
        let reason = format!("{} has no mark of deleted rows: they are gone", model.name());
        return Err(Error::action("revive", reason));
    };
    let row = row_of(&model, object, "revive")?;
    let mut copy = object.obj_clone_box();
    put(&mut *copy, &model.named(soft.flag)?, false.into())?;
    if let Some(at) = soft.at {
        put(&mut *copy, &model.named(at)?, Value::Null)?;
    }
    // As any write of a row; who set the time says which it is.
    let updated = model.table.updated.and_then(|field| model.column(field));
    let updated = updated.filter(|updated| !object.obj_meta().is_changed(updated.slot));
    if let Some(updated) = &updated {
        put(&mut *copy, updated, model.now(&context).into())?;
    }
    visible(&model, &*copy, &context.to_builder().read_deleted(ReadDeleted::Yes).build(), &row.id)?;
    let values = stored(&model, &*copy, |_| true)?;
    let written: Vec<Column> = values.iter().map(|(column, _)| *column).collect();
    // The time is one that its column has as it is.
    let is_time = |column: &Column| updated.is_some_and(|updated| updated.slot == column.slot);
    let rounds = written.iter().any(|column| rows::is_rounded(&model, &*copy, column) && !is_time(column));
    let written = and_moved(&model, written);
    let reads = rounds || written.len() > values.len();
    let (values, found) = (shadow::both(&model, values)?, Found::new());
    shadow::settle(store, &model, &shadow::among(&model, [])).await?;
    let seen = seen(&model, &context, ReadDeleted::Only)?;
    let steps = |key: Cond| {
        let update = sql::update(&model, values.clone(), key.clone().add(seen.clone()));
        let after = reads.then(|| read_written(&model, &context, &*copy, &written, key, &found));
        RowWrite { before: None, write: sql::write(&model, &update), after }
    };
    let id = row.id.clone();
    if !write_row(store, &model, row, steps).await? {
        return Err(model.not_found(&id));
    }
    let mut copy = found.take().pop().unwrap_or(copy);
    for column in model.columns() {
        rows::written(&mut *copy, &column)?;
    }
    copy.obj_meta_mut().set_stored(true);
    Ok(copy)
}
