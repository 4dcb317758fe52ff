//! The methods of a backup that reach its row.

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Expected, Expr, Lookup, RowKey, Scoped};

use crate::objects::backup::{Backup, BackupImport};

/// The columns that Cinder's model gives a value on insertion, besides those every table has.
fn set_counter(backup: &mut Backup) -> Result<()> {
    // A row has the fields of the type, whatever version the backup was received at.
    backup.obj_upgrade()?;
    if backup.try_num_dependent_backups().flatten().is_none() {
        backup.set_num_dependent_backups(0)?;
    }
    Ok(())
}

#[object_methods]
impl Backup {
    /// Writes the backup as a new row, under a UUID that the context makes, and reads it back.
    ///
    /// ```
    /// use backup_objects::{Backup, BackupStatus};
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::store::Sqlite;
    ///
    /// # pollster::block_on(async {
    /// let store = Sqlite::in_memory().open()?;
    /// store.create_table::<Backup>().await?;
    /// let ctx = Context::builder().user_id("alice").project_id("lab").store(&store).build();
    /// let mut backup = Backup::builder()
    ///     .user_id("alice")
    ///     .project_id("lab")
    ///     .volume_id(Uuid::nil())
    ///     .status(BackupStatus::Creating)
    ///     .build(&ctx)?;
    /// backup.create().await?;
    /// assert!(backup.update_single_status_where("available", "creating").await?);
    /// backup.destroy().await?;
    /// assert!(Backup::get_by_id(&ctx, backup.id()?).await.is_err());
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    /// When the UUID is set, a field that takes no null is unset and has no default, or the context would not see the
    /// backup; nothing is written then.
    #[python(create(self))]
    pub async fn create(&mut self) -> Result<()> {
        let mut copy = self.clone();
        set_counter(&mut copy)?;
        Persistent::create(&mut copy).await?;
        *self = copy;
        Ok(())
    }

    /// Writes the changed fields.
    ///
    /// # Errors
    /// When there is no such row that the context sees ([`Error::NotFound`]).
    #[python(save(self))]
    pub async fn save(&mut self) -> Result<()> {
        Persistent::save(self).await
    }

    /// Marks the row deleted: its status, `deleted` and `deleted_at`.
    ///
    /// # Errors
    /// When there is no such row that the context sees, or it is deleted already ([`Error::NotFound`]).
    #[python(destroy(self))]
    pub async fn destroy(&mut self) -> Result<()> {
        Persistent::destroy(self).await
    }

    /// Reads the row again; changes that were not saved are lost.
    ///
    /// # Errors
    /// When there is no such row that the context sees ([`Error::NotFound`]).
    #[python(refresh(self))]
    pub async fn refresh(&mut self) -> Result<()> {
        Persistent::refresh(self).await
    }

    /// The backup with this UUID.
    ///
    /// # Errors
    /// When there is none that the context sees ([`Error::NotFound`]), or a column has what its field does not take.
    pub async fn get_by_id<M>(context: &Context, id: impl RowKey<Uuid, M>) -> Result<Self> {
        <Self as Persistent>::get_by_id(context, id).await
    }

    /// The backup with this UUID, looked for in another way than the context says.
    ///
    /// # Errors
    /// When there is none that is seen that way ([`Error::NotFound`]), or a column has what its field does not take.
    pub async fn look_up<M>(context: &Context, id: impl RowKey<Uuid, M>, lookup: Lookup) -> Result<Self> {
        <Self as Persistent>::look_up(context, id, lookup).await
    }

    /// Whether there is a backup with this UUID.
    ///
    /// # Errors
    /// When the context is neither an administrator's nor that of a user in a project ([`Error::NotAuthorized`]).
    pub async fn exists<M>(context: &Context, id: impl RowKey<Uuid, M>) -> Result<bool> {
        <Self as Persistent>::exists(context, id).await
    }

    /// Updates the row if it is as expected, and says whether it did.
    ///
    /// # Errors
    /// When a field does not take what it is set to, or the type lacks a field that is named; nothing is written then.
    pub async fn conditional_update(&mut self, update: ConditionalUpdate<Self>) -> Result<bool> {
        Persistent::conditional_update(self, update).await
    }

    /// Sets the status if it is as expected: one value, one of several, or another than
    /// [`not`](versioned_object_core::store::not) says.
    ///
    /// # Errors
    /// When a field does not take what it is set to, or the type lacks a field that is named; nothing is written then.
    pub async fn update_single_status_where(
        &mut self,
        new: impl Into<Value> + Send,
        expected: impl Into<Expected> + Send,
    ) -> Result<bool> {
        let update = ConditionalUpdate::new().set("status", new.into()).expect_by("status", expected.into());
        Persistent::conditional_update(self, update).await
    }

    /// The backup with the rights of an administrator, while what is returned lives.
    ///
    /// # Errors
    /// When the backup has no context ([`Error::OrphanedObject`]).
    pub fn obj_as_admin(&mut self) -> Result<Scoped<'_, Self>> {
        Persistent::obj_as_admin(self)
    }

    /// The backup with a context that sees deleted rows or not, while what is returned lives.
    ///
    /// # Errors
    /// When the backup has no context ([`Error::OrphanedObject`]).
    pub fn as_read_deleted(&mut self, read_deleted: ReadDeleted) -> Result<Scoped<'_, Self>> {
        Persistent::as_read_deleted(self, read_deleted)
    }

    /// Counts one more incremental backup on this one, in the row: Cinder's `backup_add_dependent`. Says whether there
    /// was such a row.
    ///
    /// ```
    /// use backup_objects::Backup;
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::store::Sqlite;
    ///
    /// # pollster::block_on(async {
    /// let store = Sqlite::in_memory().open()?;
    /// store.create_table::<Backup>().await?;
    /// let ctx = Context::builder().user_id("alice").project_id("lab").store(&store).build();
    /// let parent = Backup::builder().user_id("alice").project_id("lab").volume_id(Uuid::nil());
    /// let mut parent = parent.build(&ctx)?;
    /// parent.create().await?;
    ///
    /// assert!(Backup::add_dependent(&ctx, parent.id()?).await?);
    /// parent.refresh().await?;
    /// assert_eq!(parent.num_dependent_backups()?, Some(1));
    /// assert!(Backup::remove_dependent(&ctx, parent.id()?).await?);
    /// assert!(!Backup::remove_dependent(&ctx, parent.id()?).await?); // it has none
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    /// When the context is neither an administrator's nor that of a user in a project ([`Error::NotAuthorized`]).
    pub async fn add_dependent<M>(context: &Context, id: impl RowKey<Uuid, M>) -> Result<bool> {
        let update = ConditionalUpdate::new().set(Self::NUM_DEPENDENT_BACKUPS, dependents().plus(1));
        <Self as Persistent>::update_by_id(context, id, update).await
    }

    /// Counts one incremental backup less, in the row, but never below none: Cinder's `backup_remove_dependent`;
    /// [`add_dependent`](Self::add_dependent) has an example.
    ///
    /// # Errors
    /// When the context is neither an administrator's nor that of a user in a project ([`Error::NotAuthorized`]).
    pub async fn remove_dependent<M>(context: &Context, id: impl RowKey<Uuid, M>) -> Result<bool> {
        let update = ConditionalUpdate::new()
            .set(Self::NUM_DEPENDENT_BACKUPS, dependents().minus(1))
            .expect(dependents().ge(1));
        <Self as Persistent>::update_by_id(context, id, update).await
    }
}

/// The counter, with null for none.
fn dependents() -> Expr<Backup, Option<i64>> {
    Backup::NUM_DEPENDENT_BACKUPS.or(0)
}

#[object_methods]
impl BackupImport {
    /// Writes the backup as a new row under the UUID it has, or under a new one if it has none.
    ///
    /// # Errors
    /// When there is a row with that UUID ([`Error::DuplicateEntry`]), a field that takes no null is unset and has no
    /// default, or the context would not see the backup; nothing is written then.
    #[python(create(self))]
    pub async fn create(&mut self) -> Result<()> {
        let mut copy = self.clone();
        set_counter(&mut copy)?;
        Persistent::create_with_key(&mut copy).await?;
        *self = copy;
        Ok(())
    }

    /// Writes many backups, all of them or none.
    ///
    /// # Errors
    /// When one of them cannot be written: there is a row with its UUID ([`Error::DuplicateEntry`]), a field that takes
    /// no null is unset and has no default, or the context would not see it.
    pub async fn create_all(context: &Context, mut imports: Vec<Self>) -> Result<Vec<Self>> {
        for import in &mut imports {
            set_counter(import)?;
        }
        <Self as Persistent>::create_all(context, imports).await
    }
}
