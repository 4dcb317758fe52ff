//! Making tables, and asking whether they are those that types declare.

use crate::base::error::Result;
use crate::base::future::BoxFuture;
use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::versioned::HasTable;
use crate::store::driver::{Access, Step};
use crate::store::handle::Store;
use crate::store::migrate::mark::{self, Mark};
use crate::store::model::Model;
use crate::store::{compare, ddl, shape, sql};

impl Store {
    /// Makes the table of a type, unless there is one of its name, and the indexes that lists are read by. A table that is
    /// made is written down in the table `versioned_object_tables`: [`Store::migrate`] alters no other.
    ///
    /// # Errors
    /// What the database says. A table that is there and has other columns than the type, or no unique key, is
    /// [`Error::Database`](crate::Error::Database) too, as [`Store::check_table`] says it.
    pub async fn create_table<T: HasTable>(&self) -> Result<()> {
        create(self, T::descriptor()).await
    }

    /// Whether the table of a type is there, with every column that the type has, each of a type that holds the field's
    /// values, and a key that is unique; other columns do no harm.
    ///
    /// The first read or write of a type asks the same, but for the key, which only writing needs.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database) for the first thing that is not so, in the words of the declaration: a column of another type
    /// than the field has since a version, or one that still has the name of the field before.
    pub async fn check_table<T: HasTable>(&self) -> Result<()> {
        check(self, T::descriptor()).await
    }
}

fn create<'s>(store: &'s Store, descriptor: &'static ObjectDescriptor) -> BoxFuture<'s, Result<()>> {
    Box::pin(async move {
        let model = Model::of(descriptor, store.backend())?;
        let step = |sql: String| Step::new(sql, Vec::new());
        if let Some(there) = shape::check_if_there(store, &model).await? {
            let steps = ddl::create_table(&there).into_iter().map(step).collect();
            return store.run(Access::Write, steps).await.map(drop);
        }
        let mark = mark::write(&model, &Mark::of(&model, model.descriptor.version))?;
        let marks = mark::made(store).await?.into_iter().chain([mark]);
        let steps = ddl::new_table(&model)?.into_iter().chain(marks).map(step).collect();
        store.run(Access::Write, steps).await.map(drop)
    })
}

fn check<'s>(store: &'s Store, descriptor: &'static ObjectDescriptor) -> BoxFuture<'s, Result<()>> {
    Box::pin(async move {
        let model = Model::of(descriptor, store.backend())?;
        let model = shape::check(store, &model).await?;
        let mut select = sql::select(&model, compare::nothing());
        let step = sql::step(store.backend(), select.limit(1)).rows(|_| Ok(()));
        store.run(Access::Read, vec![step]).await.map(drop)
    })
}
