//! Making tables, and asking whether they are those that types declare.

use crate::base::error::Result;
use crate::dynamic::versioned::HasTable;
use crate::store::driver::Access;
use crate::store::handle::Store;
use crate::store::model::Model;
use crate::store::{compare, ddl, shape, sql};

impl Store {
    /// Makes the table of a type, unless there is one of its name, and the indexes that lists are read by.
    ///
    /// # Errors
    /// What the database says. A table that is there and has other columns than the type, or no unique key, is
    /// [`Error::Database`](crate::Error::Database) too, as [`Store::check_table`] says it.
    pub async fn create_table<T: HasTable>(&self) -> Result<()> {
        let model = Model::of::<T>(self.backend())?;
        shape::check_if_there(self, &model).await?;
        self.run(Access::Write, ddl::create_table(&model)).await.map(drop)
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
        let model = Model::of::<T>(self.backend())?;
        shape::check(self, &model).await?;
        let mut select = sql::select(&model, compare::nothing());
        let step = sql::step(self.backend(), select.limit(1)).rows(|_| Ok(()));
        self.run(Access::Read, vec![step]).await.map(drop)
    }
}
