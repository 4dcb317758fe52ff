//! What every stored type can do.

use crate::base::context::{Context, ReadDeleted};
use crate::base::error::Result;
use crate::dynamic::contract::Value;
use crate::dynamic::versioned::HasTable;
use crate::store::condition::ConditionalUpdate;
use crate::store::lookup::{Listed, Lookup, Scoped, context_of};
use crate::store::query::Query;
use crate::store::stream::ObjectStream;
use crate::store::{read, write};

/// What an object that has a table can do with it. Every type that declares `table` has these methods.
///
/// The store is the context's. An administrator sees every row; a user, who has a user and a project, sees those of the
/// project where the type says which field has it; anybody else is refused with [`Error::NotAuthorized`](crate::Error::NotAuthorized). What is not
/// seen is not there: reading it, changing it and deleting it all end with [`Error::NotFound`](crate::Error::NotFound).
///
/// The accessor of a field goes first: with a field `count`, write `<Line as Persistent>::count(…)`.
pub trait Persistent: HasTable {
    /// Writes a new row, with a key of the context's making where keys are UUIDs, and reads it back.
    ///
    /// # Errors
    /// [`Error::ObjectAction`](crate::Error::ObjectAction) when the key is set and is one that is made here, [`Error::NotLoaded`](crate::Error::NotLoaded) when a field that
    /// takes no null is unset, [`Error::NotFound`](crate::Error::NotFound) when the context would not see the object,
    /// [`Error::DuplicateEntry`](crate::Error::DuplicateEntry); nothing is written then.
    fn create(&mut self) -> impl Future<Output = Result<()>> + Send {
        write::create(self, false)
    }

    /// Writes a new row under the key the object has, or under a new one if it has none: for imports.
    ///
    /// # Errors
    /// As [`Persistent::create`], without the first.
    fn create_with_key(&mut self) -> impl Future<Output = Result<()>> + Send {
        write::create(self, true)
    }

    /// Writes new rows, all of them or none, as [`Persistent::create_with_key`] does for each.
    ///
    /// # Errors
    /// As [`Persistent::create_with_key`].
    fn create_all(context: &Context, objects: Vec<Self>) -> impl Future<Output = Result<Vec<Self>>> + Send {
        write::create_all(context, objects)
    }

    /// Writes the changed fields, after which none is. Without changes, nothing is written.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is no such row to be seen.
    fn save(&mut self) -> impl Future<Output = Result<()>> + Send {
        write::save(self)
    }

    /// Deletes the row, or marks it deleted where the type says how, and sets the fields that say so.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is no such row to be seen, or it is deleted already.
    fn destroy(&mut self) -> impl Future<Output = Result<()>> + Send {
        async move {
            if write::destroy(self, "destroy", None).await? { Ok(()) } else { Err(write::not_found(self)) }
        }
    }

    /// Reads the row again. Changes that were not saved are lost.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is no such row to be seen.
    fn refresh(&mut self) -> impl Future<Output = Result<()>> + Send {
        async move {
            let context = context_of(self, "refresh")?;
            read::refresh(self, &context).await
        }
    }

    /// The object with this key.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is none to be seen; what a field does not take, with its path.
    fn get_by_id(
        context: &Context,
        id: impl Into<Value> + Send,
    ) -> impl Future<Output = Result<Self>> + Send {
        read::get(context, id.into(), Lookup::default())
    }

    /// The object with this key, looked for in another way than the context says.
    ///
    /// # Errors
    /// As [`Persistent::get_by_id`].
    fn look_up(
        context: &Context,
        id: impl Into<Value> + Send,
        lookup: Lookup,
    ) -> impl Future<Output = Result<Self>> + Send {
        read::get(context, id.into(), lookup)
    }

    /// Whether there is an object with this key to be seen.
    ///
    /// # Errors
    /// [`Error::NotAuthorized`](crate::Error::NotAuthorized), or what the database says.
    fn exists(context: &Context, id: impl Into<Value> + Send) -> impl Future<Output = Result<bool>> + Send {
        read::exists::<Self>(context, id.into())
    }

    /// The objects of a query.
    ///
    /// A row that the object refuses does not break the list: it is left out, and named in [`Listed::refused`].
    ///
    /// # Errors
    /// [`Error::InvalidInput`](crate::Error::InvalidInput) for an order that is none, [`Error::NotFound`](crate::Error::NotFound) for a marker that is not to be seen.
    fn list(context: &Context, query: &Query) -> impl Future<Output = Result<Listed<Self>>> + Send {
        read::list(context, query)
    }

    /// The objects of a query, one after the other. They are read page by page, each page behind the last row of the
    /// one before: rows that come or go meanwhile make no other row come twice or not at all.
    fn stream(context: &Context, query: Query) -> ObjectStream<Self> {
        ObjectStream::new(context, query)
    }

    /// How many objects a query has, whatever its page.
    ///
    /// # Errors
    /// As [`Persistent::list`].
    fn count(context: &Context, query: &Query) -> impl Future<Output = Result<u64>> + Send {
        read::count::<Self>(context, query)
    }

    /// Updates the row if it is as expected and not deleted, in one statement, and says whether it did. The object
    /// takes on what was written.
    ///
    /// # Errors
    /// What a field does not take; then nothing is written.
    fn conditional_update(&mut self, update: ConditionalUpdate) -> impl Future<Output = Result<bool>> + Send {
        write::conditional_update(self, update)
    }

    /// Updates the row of a key as [`Persistent::conditional_update`] does, without an object; what is expected and not
    /// given by name is not checked. Rows are looked for as the context says.
    ///
    /// # Errors
    /// What a field does not take; then nothing is written.
    fn update_by_id(
        context: &Context,
        id: impl Into<Value> + Send,
        update: ConditionalUpdate,
    ) -> impl Future<Output = Result<bool>> + Send {
        write::update_by_id::<Self>(context, id.into(), update)
    }

    /// The object with the rights of an administrator, while what is returned lives.
    ///
    /// # Errors
    /// [`Error::OrphanedObject`](crate::Error::OrphanedObject) without a context.
    fn obj_as_admin(&mut self) -> Result<Scoped<'_, Self>> {
        let context = context_of(self, "obj_as_admin")?.to_builder().is_admin(true).build();
        Ok(Scoped::new(self, context))
    }

    /// The object with a context that sees deleted rows or not, while what is returned lives.
    ///
    /// # Errors
    /// [`Error::OrphanedObject`](crate::Error::OrphanedObject) without a context.
    fn as_read_deleted(&mut self, read_deleted: ReadDeleted) -> Result<Scoped<'_, Self>> {
        let context = context_of(self, "as_read_deleted")?.to_builder().read_deleted(read_deleted).build();
        Ok(Scoped::new(self, context))
    }
}

impl<T: HasTable> Persistent for T {}
