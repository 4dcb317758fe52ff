//! What every stored type can do.

use chrono::{DateTime, Utc};

use crate::access::dict::{Extends, Key};
use crate::access::relation::IsRelation;
use crate::base::context::{Context, ReadDeleted, Right};
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::dynamic::versioned::HasTable;
use crate::fields::into_field::IntoField;
use crate::store::lookup::{Listed, Lookup, Scoped, context_of};
use crate::store::outcome::{accept, typed};
use crate::store::query::Query;
use crate::store::row_key::RowKey;
use crate::store::stream::ObjectStream;
use crate::store::update::ConditionalUpdate;
use crate::store::with::id_of;
use crate::store::{create_all, deletion, read, relation, write};

/// What an object that has a table can do with it. Every type that declares `table` has these methods.
///
/// The store is the context's. An administrator sees every row; a user, who has a user and a project, sees those of the
/// project where the type says which field has it; anybody else is refused with [`Error::NotAuthorized`](crate::Error::NotAuthorized). What is not
/// seen is not there: reading it, changing it and deleting it all end with [`Error::NotFound`](crate::Error::NotFound).
///
/// What takes a value or a key of several types gives a future of one type, whatever they are: so the compiler says what is
/// wrong with them once.
///
/// The accessor of a field goes first: with a field `count`, write `<Line as Persistent>::count(…)`.
pub trait Persistent: HasTable {
    /// Writes a new row, with a key of the context's making where keys are UUIDs, and reads it back. A field that takes no
    /// null and is unset gets its default.
    ///
    /// # Errors
    /// [`Error::ObjectAction`](crate::Error::ObjectAction) when the key is set and is one that is made here, and when a
    /// relation holds children, which would not be stored ([`Persistent::create_with`] stores them), or an object that
    /// the new one would not belong to; [`Error::NotLoaded`](crate::Error::NotLoaded) when a field that
    /// takes no null is unset and has no default, [`Error::NotFound`](crate::Error::NotFound) when the context would not
    /// see the object, [`Error::DuplicateEntry`](crate::Error::DuplicateEntry); nothing is written then.
    fn create(&mut self) -> impl Future<Output = Result<()>> + Send {
        async move {
            *self = typed(write::create(self.obj_dyn(), false).await?)?;
            Ok(())
        }
    }

    /// Writes a new row under the key the object has, or under a new one if it has none: for imports.
    ///
    /// # Errors
    /// As [`Persistent::create`], without the first.
    fn create_with_key(&mut self) -> impl Future<Output = Result<()>> + Send {
        async move {
            *self = typed(write::create(self.obj_dyn(), true).await?)?;
            Ok(())
        }
    }

    /// Writes new rows, all of them or none, as [`Persistent::create_with_key`] does for each.
    ///
    /// # Errors
    /// As [`Persistent::create_with_key`].
    fn create_all(context: &Context, objects: Vec<Self>) -> impl Future<Output = Result<Vec<Self>>> + Send {
        create_all::create_typed(context, objects)
    }

    /// Writes the changed fields, after which none is. Without changes, nothing is written.
    ///
    /// What has no column, or was removed, is not written, and does not stay changed: objects in it are written by their own
    /// methods, and keep changes of their own until then.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is no such row to be seen.
    /// [`Error::ObjectAction`](crate::Error::ObjectAction) when a relation was given what no row would say: children that
    /// have no row ([`Persistent::create_related`] writes them) or belong to another object, or an object that this one
    /// belongs to under another key than it has.
    fn save(&mut self) -> impl Future<Output = Result<()>> + Send {
        async move {
            let saved = write::save(self.obj_dyn_mut()).await?;
            accept(self, saved).map(drop)
        }
    }

    /// Deletes the row, or marks it deleted where the type says how, and sets the fields that say so.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is no such row to be seen, or it is deleted already.
    fn destroy(&mut self) -> impl Future<Output = Result<()>> + Send {
        async move {
            let destroyed = deletion::destroy(self.obj_dyn(), None).await?;
            if accept(self, destroyed)? {
                return Ok(());
            }
            Err(Error::NotFound { object: Self::NAME, id: id_of(self) })
        }
    }

    /// Deletes the row as [`Persistent::destroy`] does, if it is as expected, in one statement, and says whether it did.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::store::{ConditionalUpdate, Sqlite};
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "lamps")]
    /// struct Lamp {
    ///     id: Attr<Uuid>,
    ///     room: Attr<String>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// # pollster::block_on(async {
    /// let store = Sqlite::in_memory().open()?;
    /// store.create_table::<Lamp>().await?;
    /// let ctx = Context::builder().is_admin(true).store(&store).build();
    /// let mut lamp = Lamp::builder().room("study").build(&ctx)?;
    /// lamp.create().await?;
    /// // Somebody else moves it meanwhile.
    /// Lamp::update_by_id(&ctx, lamp.id()?, ConditionalUpdate::new().set(Lamp::ROOM, "attic")).await?;
    /// assert!(!lamp.conditional_destroy(ConditionalUpdate::new().expect(Lamp::ROOM.eq("study"))).await?);
    /// assert!(!lamp.conditional_destroy(ConditionalUpdate::new().expect_unchanged()).await?);
    /// lamp.refresh().await?;
    /// assert!(lamp.conditional_destroy(ConditionalUpdate::new().expect_unchanged()).await?);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    /// [`Error::ObjectAction`](crate::Error::ObjectAction) when the update sets a field, or says something of those that are
    /// set; [`Error::InvalidInput`](crate::Error::InvalidInput) for a name or a value that the type does not have.
    fn conditional_destroy(
        &mut self,
        expected: ConditionalUpdate<Self>,
    ) -> impl Future<Output = Result<bool>> + Send {
        async move {
            let destroyed = deletion::destroy(self.obj_dyn(), Some(&expected.update)).await?;
            accept(self, destroyed)
        }
    }

    /// Brings a deleted object back: writes what it has into the row of its key, which is marked deleted, and takes the
    /// mark away. That is an update of the row, and its time is set, unless the object was given one.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when no row of the key is marked deleted, or the context does not see it;
    /// [`Error::ObjectAction`](crate::Error::ObjectAction) for a type whose rows are not marked.
    fn revive(&mut self) -> impl Future<Output = Result<()>> + Send {
        async move {
            *self = typed(deletion::revive(self.obj_dyn()).await?)?;
            Ok(())
        }
    }

    /// Removes for good the rows that are marked deleted, those of all projects, and says how many they were; with a
    /// moment, those that were deleted before it.
    ///
    /// # Errors
    /// [`Error::AdminRequired`](crate::Error::AdminRequired) for anybody but an administrator;
    /// [`Error::ObjectAction`](crate::Error::ObjectAction) for a type whose rows are not marked, or not with the moment that is asked for.
    fn purge(context: &Context, before: impl IntoField<Option<DateTime<Utc>>>) -> BoxFuture<'_, Result<u64>> {
        deletion::purge(context, Self::descriptor(), before.into_field())
    }

    /// Reads the row again. Changes that were not saved are lost, and relations that were loaded are unset: they were of
    /// the row as it was.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is no such row to be seen.
    fn refresh(&mut self) -> impl Future<Output = Result<()>> + Send {
        async move {
            *self = typed(read::refresh(self.obj_dyn()).await?)?;
            Ok(())
        }
    }

    /// Loads a relation: the field is what its objects are now, and does not count as changed. They have the context of
    /// this object, which says which of them are seen; children come in the order in which a list has them, the newest
    /// first. [`Query::with`] does so for all objects of a list.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// # use versioned_object_core::store::Sqlite;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "nodes")]
    /// struct Node {
    ///     id: Attr<Uuid>,
    ///     name: Attr<String>,
    ///     #[field(has_many(key = Port::NODE_ID))]
    ///     ports: Attr<Vec<Port>>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "ports")]
    /// struct Port {
    ///     id: Attr<Uuid>,
    ///     node_id: Attr<Option<Uuid>>,
    ///     #[field(belongs_to(key = NODE_ID))]
    ///     node: Attr<Option<Box<Node>>>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// # pollster::block_on(async {
    /// # let store = Sqlite::in_memory().open()?;
    /// # let ctx = Context::builder().is_admin(true).store(&store).build();
    /// # store.create_table::<Node>().await?;
    /// # store.create_table::<Port>().await?;
    /// let mut node = Node::builder().name("one").ports(vec![Port::new(&ctx)]).build(&ctx)?;
    /// assert!(node.create().await.is_err()); // it would not store the ports
    /// node.create_with(Node::PORTS).await?;
    ///
    /// let mut port = Port::get_by_id(&ctx, node.ports()?[0].id()?).await?;
    /// port.load(Port::NODE).await?;
    /// assert_eq!(port.node()?.map(|node| node.name()).transpose()?, Some("one"));
    ///
    /// // Two queries, however many nodes there are.
    /// let nodes = Node::list(&ctx, &Query::new().with(Node::PORTS)).await?;
    /// assert_eq!(nodes[0].ports()?.len(), 1);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    /// [`Error::NotLoaded`](crate::Error::NotLoaded) when the field that it goes by is unset,
    /// [`Error::NotFound`](crate::Error::NotFound) when there is nothing to be seen that the object belongs to and the field
    /// takes no null; what a field of the others does not take, with its path.
    fn load<B, T, S: IsRelation<T, M>, M: 'static>(
        &mut self,
        relation: Key<B, T, S>,
    ) -> BoxFuture<'_, Result<()>>
    where
        Self: Extends<B>,
    {
        Box::pin(relation::load::<Self, S::Field, M>(self, relation.slot()))
    }

    /// Writes the children in a relation that have no row yet, as children of this object, all of them or none.
    ///
    /// # Errors
    /// As [`Persistent::create_all`] of the children; [`Error::NotLoaded`](crate::Error::NotLoaded) when this object has
    /// no key yet, [`Error::ObjectAction`](crate::Error::ObjectAction) for what this object belongs to.
    fn create_related<B, T, S: IsRelation<T, M>, M: 'static>(
        &mut self,
        relation: Key<B, T, S>,
    ) -> BoxFuture<'_, Result<()>>
    where
        Self: Extends<B>,
    {
        Box::pin(relation::create_related::<Self, S::Field, M>(self, relation.slot()))
    }

    /// [`Persistent::create`], and [`Persistent::create_related`] after it, in one transaction: one of its own, or the
    /// one of the context.
    ///
    /// # Errors
    /// As both.
    fn create_with<B, T, S: IsRelation<T, M>, M: 'static>(
        &mut self,
        relation: Key<B, T, S>,
    ) -> BoxFuture<'_, Result<()>>
    where
        Self: Extends<B>,
    {
        Box::pin(relation::create_with::<Self, S::Field, M>(self, relation.slot()))
    }

    /// The object with this key.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is none to be seen; what a field does not take, with its path.
    fn get_by_id<M>(context: &Context, id: impl RowKey<Self::Key, M>) -> BoxFuture<'_, Result<Self>> {
        Self::look_up(context, id, Lookup::default())
    }

    /// The object with this key, looked for in another way than the context says; [`Lookup`] has an example.
    ///
    /// # Errors
    /// As [`Persistent::get_by_id`].
    fn look_up<M>(
        context: &Context,
        id: impl RowKey<Self::Key, M>,
        lookup: Lookup,
    ) -> BoxFuture<'_, Result<Self>> {
        let found = read::get(context, Self::descriptor(), id.into_value(), lookup);
        Box::pin(async move { typed(found.await?) })
    }

    /// Whether there is an object with this key to be seen.
    ///
    /// # Errors
    /// [`Error::NotAuthorized`](crate::Error::NotAuthorized), or what the database says.
    fn exists<M>(context: &Context, id: impl RowKey<Self::Key, M>) -> BoxFuture<'_, Result<bool>> {
        read::exists(context, Self::descriptor(), id.into_value())
    }

    /// The objects of a query.
    ///
    /// A row that the object refuses does not break the list: it is left out, and named in [`Listed::refused`].
    ///
    /// # Errors
    /// [`Error::InvalidInput`](crate::Error::InvalidInput) for a name, a value or a direction that the type does not have, [`Error::NotFound`](crate::Error::NotFound) for a marker that is not to be seen.
    fn list(context: &Context, query: &Query<Self>) -> impl Future<Output = Result<Listed<Self>>> + Send {
        read::list(context, &query.asked, &query.with)
    }

    /// The objects of a query, one after the other. They are read page by page, each page behind the last row of the
    /// one before: rows that come or go meanwhile make no other row come twice or not at all.
    fn stream(context: &Context, query: Query<Self>) -> ObjectStream<Self> {
        ObjectStream::new(context, query.asked, query.with)
    }

    /// How many objects a query has, whatever its page.
    ///
    /// # Errors
    /// As [`Persistent::list`].
    fn count(context: &Context, query: &Query<Self>) -> impl Future<Output = Result<u64>> + Send {
        async move { read::count(context, Self::descriptor(), &query.asked).await }
    }

    /// Updates the row if it is as expected and not deleted, in one statement, and says whether it did. The object
    /// takes on what was written.
    ///
    /// # Errors
    /// What a field does not take; then nothing is written.
    fn conditional_update(
        &mut self,
        update: ConditionalUpdate<Self>,
    ) -> impl Future<Output = Result<bool>> + Send {
        async move {
            let updated = write::conditional_update(self.obj_dyn(), &update.update).await?;
            accept(self, updated)
        }
    }

    /// Updates the row of a key as [`Persistent::conditional_update`] does, without an object. Rows are looked for as the
    /// context says.
    ///
    /// # Errors
    /// What a field does not take, and [`Error::ObjectAction`](crate::Error::ObjectAction) for what is asked of an object:
    /// `expect_unchanged` and `save_all`; then nothing is written.
    fn update_by_id<M>(
        context: &Context,
        id: impl RowKey<Self::Key, M>,
        update: ConditionalUpdate<Self>,
    ) -> BoxFuture<'_, Result<bool>> {
        write::update_by_id(context, Self::descriptor(), id.into_value(), update.update)
    }

    /// The object with the rights of an administrator, while what is returned lives. They end with it, for copies of the
    /// object and of its context too.
    ///
    /// # Errors
    /// [`Error::OrphanedObject`](crate::Error::OrphanedObject) without a context.
    fn obj_as_admin(&mut self) -> Result<Scoped<'_, Self>> {
        let context = context_of(self, "obj_as_admin")?;
        Ok(Scoped::new(self, &context, Right::Admin))
    }

    /// The object with a context that sees deleted rows or not, while what is returned lives.
    ///
    /// # Errors
    /// [`Error::OrphanedObject`](crate::Error::OrphanedObject) without a context.
    fn as_read_deleted(&mut self, read_deleted: ReadDeleted) -> Result<Scoped<'_, Self>> {
        let context = context_of(self, "as_read_deleted")?;
        Ok(Scoped::new(self, &context, Right::ReadDeleted(read_deleted)))
    }
}

#[diagnostic::do_not_recommend]
impl<T: HasTable> Persistent for T {}
