//! Relations: the objects that belong to some are read with one statement for all of them.

use std::any::Any;
use std::collections::HashMap;

use sea_query::Value as Sql;

use crate::access::dict::{Extends, Key};
use crate::access::relation::{IsRelation, RelationField};
use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::base::shown::MASK;
use crate::describe::descriptor::{FieldDescriptor, Form, Relation};
use crate::describe::table::TableDescriptor;
use crate::dynamic::attr::Attr;
use crate::dynamic::contract::{DynObject as _, Value};
use crate::dynamic::versioned::{HasTable, VersionedObject};
use crate::fields::field_type::FieldType;
use crate::fields::types::scalar::loose_uuid;
use crate::object::ext::ObjectExt as _;
use crate::object::methods::set_value;
use crate::store::condition::{Expected, Node};
use crate::store::handle::whole;
use crate::store::lookup::{Refused, context_of};
use crate::store::model::{Column, Model};
use crate::store::outcome::typed;
use crate::store::query::{Asked, Query};
use crate::store::row_key::key_text;
use crate::store::rows::comparable;
use crate::store::sight::store;
use crate::store::with::{With, id_of};
use crate::store::{create_all, read, write};
use crate::wire::upgrade::upgrade_one;

impl<O: HasTable> Query<O> {
    /// With a relation loaded for all objects that are found, by one more query for a page of them, or for 20,000 keys of a
    /// list without pages; see [`Persistent::load`](crate::store::Persistent::load). A count does not need it.
    ///
    /// An object that cannot have it is refused, as one whose row is: it is in
    /// [`Listed::refused`](crate::store::Listed::refused), or an error of the stream.
    pub fn with<B, T, S: IsRelation<T, M>, M: 'static>(mut self, relation: Key<B, T, S>) -> Self
    where
        O: Extends<B>,
    {
        self.with.push(With { slot: relation.slot(), load: load_boxed::<O, S::Field, M> });
        self
    }
}

fn load_boxed<'a, O: VersionedObject, T: RelationField<M>, M: 'static>(
    context: &'a Context,
    slot: usize,
    objects: Vec<&'a mut O>,
) -> BoxFuture<'a, Result<Vec<Result<()>>>> {
    Box::pin(load_for::<O, T, M>(context, slot, objects))
}

/// Loads a relation of one object.
pub(crate) async fn load<O: VersionedObject, T: RelationField<M>, M: 'static>(
    object: &mut O,
    slot: usize,
) -> Result<()> {
    let context = context_of(object, "load")?;
    load_for::<O, T, M>(&context, slot, vec![object]).await?.into_iter().collect()
}

/// The fields that a relation is by: ours, and the one of the others that has the same in it.
fn ends<O: VersionedObject, C: HasTable>(field: &FieldDescriptor) -> Result<(&'static str, &'static str)> {
    let no_relation = || Error::action("load", format!("`{}` of {} is no relation", field.name, O::NAME));
    let key = |table: Option<TableDescriptor>| table.map(|table| table.key).ok_or_else(no_relation);
    match field.relation {
        Some(Relation::HasMany { key: theirs }) => Ok((key(O::TABLE)?, theirs)),
        Some(Relation::BelongsTo { key: ours }) => Ok((ours, key(C::TABLE)?)),
        None => Err(no_relation()),
    }
}

/// What an object has in a field, if it is set.
fn value_of<O: VersionedObject>(object: &O, name: &str) -> Option<Value> {
    object.obj_cell(O::descriptor().slot_of(name)?).value()
}

/// By what two objects of a relation meet: a value as it is compared with the column of those that are read, so however it
/// is spelt.
fn met(model: &Model, column: &Column, value: &Value) -> String {
    match (value, column.field.ty.form) {
        (Value::Int(number), Form::Integer { .. }) if column.field.to_column.is_none() => {
            return number.to_string();
        }
        (Value::String(text), Form::Text) if column.field.to_column.is_none() => return text.clone(),
        _ => {}
    }
    match comparable(model, column, value.clone()) {
        Some(Sql::String(Some(text))) if column.field.ty.form == Form::Uuid => {
            loose_uuid(&text).map_or(text, |id| id.hyphenated().to_string())
        }
        Some(Sql::String(Some(text))) => text,
        Some(Sql::BigInt(Some(number))) => number.to_string(),
        Some(other) => format!("{other:?}"),
        None => key_text(value),
    }
}

/// The same of a value that a row has: it went through what its field's `to_column` does.
fn met_in_row(model: &Model, column: &Column, value: &Value) -> String {
    if column.field.to_column.is_some() { key_text(value) } else { met(model, column, value) }
}

/// How many keys a statement asks for at most, and how many bytes of texts unless it is one text that has more: servers take
/// only so long ones.
const KEYS: usize = 20_000;
const BYTES: usize = 1 << 20;

/// Keys in as few parts as there have to be.
fn in_parts(keys: impl Iterator<Item = Value>) -> Vec<Vec<Value>> {
    let (mut parts, mut bytes) = (Vec::<Vec<Value>>::new(), 0);
    for key in keys {
        bytes += key.as_str().map_or(0, str::len);
        match parts.last_mut() {
            Some(part) if part.len() < KEYS && bytes <= BYTES => part.push(key),
            _ => {
                bytes = key.as_str().map_or(0, str::len);
                parts.push(vec![key]);
            }
        }
    }
    parts
}

/// Loads a relation for objects, with one query, or a few for very many; what is wrong with one of them stands in its place.
async fn load_for<O: VersionedObject, T: RelationField<M>, M: 'static>(
    context: &Context,
    slot: usize,
    objects: Vec<&mut O>,
) -> Result<Vec<Result<()>>> {
    let field = &O::SLOTS[slot];
    let (ours, theirs) = ends::<O, T::Target>(field)?;
    let model = Model::of(T::Target::descriptor(), store(context, T::Target::NAME)?.backend())?;
    let column = model.named(theirs)?;
    let met = |value: &Value| met(&model, &column, value);
    let mut wanted: HashMap<String, Value> = HashMap::new();
    for object in &objects {
        match value_of(&**object, ours) {
            None | Some(Value::Null) => {}
            Some(value) => drop(wanted.insert(met(&value), value)),
        }
    }
    let mut found: HashMap<String, Vec<T::Target>> = HashMap::new();
    let mut refused: HashMap<String, Refused> = HashMap::new();
    for keys in in_parts(wanted.into_values()) {
        let keys = Expected::Is(Value::List(keys));
        let conditions = vec![Node::Expected(theirs.to_owned(), keys)];
        let asked = Asked::relating(theirs, conditions);
        let listed = read::list::<T::Target>(context, &asked, &[]).await?;
        for object in listed.objects {
            if let Some(value) = value_of(&object, theirs) {
                found.entry(met_in_row(&model, &column, &value)).or_default().push(object);
            }
        }
        for mut row in listed.refused {
            if let Some(holder) = row.holder.take() {
                refused.insert(met_in_row(&model, &column, &Value::String(holder.0)), row);
            }
        }
    }
    let loaded = objects.into_iter().map(|object| {
        let key = value_of(&*object, ours).ok_or(Error::NotLoaded { object: O::NAME, field: ours })?;
        let shown = if matches!(key, Value::Null) { None } else { Some(key_text(&key)) };
        let key = shown.as_ref().map(|_| met(&key));
        if let Some(row) = key.as_ref().and_then(|key| refused.get(key)) {
            return Err(row.error.clone().at_key(&row.id).at(field.name).at(O::NAME));
        }
        let mine = key.as_ref().and_then(|key| {
            // Many objects may belong to one, but one to no more than one has it among its many.
            if T::MANY {
                found.remove(key)
            } else {
                found.get(key).map(|found| found.iter().map(VersionedObject::obj_clone).collect())
            }
        });
        match T::of(mine.unwrap_or_default()) {
            Some(value) => put(object, slot, value, context),
            None => {
                let is_secret = O::descriptor().field(ours).is_some_and(FieldDescriptor::is_secret);
                let shown = if is_secret { Some(MASK) } else { shown.as_deref() };
                Err(missing::<O, T::Target>(object, field, shown))
            }
        }
    });
    Ok(loaded.collect())
}

/// The error of an object that belongs to one that is not there to be seen.
fn missing<O: VersionedObject, C: VersionedObject>(
    object: &O,
    field: &FieldDescriptor,
    key: Option<&str>,
) -> Error {
    let key = key.unwrap_or("null");
    Error::NotFound {
        object: C::NAME,
        id: format!("{key} (`{}` of {} {})", field.name, O::NAME, id_of(object)),
    }
}

/// Puts what was loaded into its field, which does not count as changed.
fn put<O: VersionedObject, T: FieldType>(
    object: &mut O,
    slot: usize,
    mut value: T,
    context: &Context,
) -> Result<()> {
    value.set_context(Some(context));
    let (cell, meta) = object.obj_parts_mut(slot);
    (cell as &mut dyn Any).downcast_mut::<Attr<T>>().ok_or_else(|| other_type::<O>(slot))?.0 = Some(value);
    meta.set_changed(slot, false);
    Ok(())
}

/// Takes what is in a field out of it.
fn take<O: VersionedObject, T: 'static>(object: &mut O, slot: usize) -> Result<Option<T>> {
    let cell = object.obj_parts_mut(slot).0 as &mut dyn Any;
    Ok(cell.downcast_mut::<Attr<T>>().ok_or_else(|| other_type::<O>(slot))?.0.take())
}

fn other_type<O: VersionedObject>(slot: usize) -> Error {
    Error::invalid("the field is of another type than its key").at(O::SLOTS[slot].name).at(O::NAME)
}

/// Writes the children of a stored object that have no row yet.
pub(crate) async fn create_related<O: VersionedObject, T: RelationField<M>, M: 'static>(
    object: &mut O,
    slot: usize,
) -> Result<()> {
    let context = context_of(object, "create_related")?;
    let field = &O::SLOTS[slot];
    let (ours, theirs) = ends::<O, T::Target>(field)?;
    if !T::MANY {
        let reason =
            format!("`{}` is what the object belongs to: create it first, and set `{ours}`", field.name);
        return Err(Error::action("create_related", reason));
    }
    let key = value_of(object, ours).filter(|key| !matches!(key, Value::Null));
    let key = key.ok_or(Error::NotLoaded { object: O::NAME, field: ours })?;
    let mut copy = object.obj_clone();
    let children = take::<O, T>(&mut copy, slot)?.map(T::into_targets).unwrap_or_default();
    let is_new: Vec<bool> = children.iter().map(|child| !child.obj_meta().is_stored()).collect();
    let (mut new, mut old) = (Vec::new(), Vec::new());
    for (mut child, is_new) in children.into_iter().zip(&is_new) {
        if *is_new {
            // As `create` does: the field may be one that came later.
            upgrade_one(&mut child).map_err(|error| error.at(T::Target::NAME))?;
            set_value(&mut child, theirs, key.clone())?;
            new.push(child);
        } else {
            old.push(child);
        }
    }
    let (mut new, mut old) = (create_all::create_typed(&context, new).await?.into_iter(), old.into_iter());
    let children = is_new.iter().filter_map(|is_new| if *is_new { new.next() } else { old.next() }).collect();
    let value = T::of(children).ok_or_else(|| other_type::<O>(slot))?;
    put(object, slot, value, &context)
}

/// Writes an object and its children, all or none.
pub(crate) async fn create_with<O: VersionedObject, T: RelationField<M>, M: 'static>(
    object: &mut O,
    slot: usize,
) -> Result<()> {
    let context = context_of(object, "create_with")?;
    let store = store(&context, O::NAME)?;
    let given = &*object;
    let mut copy = whole!(store, inside => {
        let mut copy = given.obj_clone();
        let within = context.to_builder().store(&inside).build();
        copy.obj_set_context(Some(&within));
        let children = take::<O, T>(&mut copy, slot)?;
        copy.obj_meta_mut().set_changed(slot, false);
        let mut copy: O = typed(write::create(copy.obj_dyn(), false).await?)?;
        if let Some(children) = children {
            put(&mut copy, slot, children, &within)?;
            create_related::<O, T, M>(&mut copy, slot).await?;
        }
        Ok::<O, Error>(copy)
    })?;
    copy.obj_set_context(Some(&context));
    *object = copy;
    Ok(())
}
