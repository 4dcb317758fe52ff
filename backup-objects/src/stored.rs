//! The methods of the family that reach a database.
//!
//! The rules are those of [`Persistent`]; where Cinder's differ, and why, is in `docs/decisions/0007-store.md`.

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{
    ConditionalUpdate, Expected, Expr, Listed, Lookup, ObjectStream, Scoped, field,
};

use crate::{Backup, BackupDeviceInfo, BackupImport, BackupList, Snapshot, Volume};

/// The columns that Cinder's model gives a value on insertion, besides those every table has.
fn set_counter(backup: &mut Backup) -> Result<()> {
    if backup.try_num_dependent_backups().flatten().is_none() {
        backup.set_num_dependent_backups(0)?;
    }
    Ok(())
}

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
    /// See [`Persistent::create`].
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
    /// See [`Persistent::save`].
    pub async fn save(&mut self) -> Result<()> {
        Persistent::save(self).await
    }

    /// Marks the row deleted: its status, `deleted` and `deleted_at`.
    ///
    /// # Errors
    /// See [`Persistent::destroy`].
    pub async fn destroy(&mut self) -> Result<()> {
        Persistent::destroy(self).await
    }

    /// Reads the row again; changes that were not saved are lost.
    ///
    /// # Errors
    /// See [`Persistent::refresh`].
    pub async fn refresh(&mut self) -> Result<()> {
        Persistent::refresh(self).await
    }

    /// The backup with this UUID.
    ///
    /// # Errors
    /// See [`Persistent::get_by_id`].
    pub async fn get_by_id(context: &Context, id: impl Into<Value> + Send) -> Result<Self> {
        <Self as Persistent>::get_by_id(context, id).await
    }

    /// The backup with this UUID, looked for in another way than the context says.
    ///
    /// # Errors
    /// See [`Persistent::look_up`].
    pub async fn look_up(context: &Context, id: impl Into<Value> + Send, lookup: Lookup) -> Result<Self> {
        <Self as Persistent>::look_up(context, id, lookup).await
    }

    /// Whether there is a backup with this UUID.
    ///
    /// # Errors
    /// See [`Persistent::exists`].
    pub async fn exists(context: &Context, id: impl Into<Value> + Send) -> Result<bool> {
        <Self as Persistent>::exists(context, id).await
    }

    /// Updates the row if it is as expected, and says whether it did.
    ///
    /// # Errors
    /// See [`Persistent::conditional_update`].
    pub async fn conditional_update(&mut self, update: ConditionalUpdate) -> Result<bool> {
        Persistent::conditional_update(self, update).await
    }

    /// Sets the status if it is as expected: one value, one of several, or another than
    /// [`not`](versioned_object_core::store::not) says.
    ///
    /// # Errors
    /// See [`Persistent::conditional_update`].
    pub async fn update_single_status_where(
        &mut self,
        new: impl Into<Value> + Send,
        expected: impl Into<Expected> + Send,
    ) -> Result<bool> {
        let update = ConditionalUpdate::new().set("status", new.into()).expect("status", expected);
        Persistent::conditional_update(self, update).await
    }

    /// The backup with the rights of an administrator, while what is returned lives.
    ///
    /// # Errors
    /// See [`Persistent::obj_as_admin`].
    pub fn obj_as_admin(&mut self) -> Result<Scoped<'_, Self>> {
        Persistent::obj_as_admin(self)
    }

    /// The backup with a context that sees deleted rows or not, while what is returned lives.
    ///
    /// # Errors
    /// See [`Persistent::as_read_deleted`].
    pub fn as_read_deleted(&mut self, read_deleted: ReadDeleted) -> Result<Scoped<'_, Self>> {
        Persistent::as_read_deleted(self, read_deleted)
    }

    /// Counts one more incremental backup on this one, in the row: Cinder's `backup_add_dependent`. Says whether there
    /// was such a row.
    ///
    /// # Errors
    /// See [`Persistent::update_by_id`].
    pub async fn add_dependent(context: &Context, id: impl Into<Value> + Send) -> Result<bool> {
        let update = ConditionalUpdate::new().set("num_dependent_backups", dependents().plus(1));
        <Self as Persistent>::update_by_id(context, id, update).await
    }

    /// Counts one incremental backup less, in the row, but never below none: Cinder's `backup_remove_dependent`.
    ///
    /// # Errors
    /// See [`Persistent::update_by_id`].
    pub async fn remove_dependent(context: &Context, id: impl Into<Value> + Send) -> Result<bool> {
        let update = ConditionalUpdate::new()
            .set("num_dependent_backups", dependents().minus(1))
            .filter(dependents().ge(1));
        <Self as Persistent>::update_by_id(context, id, update).await
    }
}

/// The counter, with null for none.
fn dependents() -> Expr {
    Expr::from(field("num_dependent_backups")).or(0)
}

impl BackupImport {
    /// Writes the backup as a new row under the UUID it has, or under a new one if it has none.
    ///
    /// # Errors
    /// See [`Persistent::create_with_key`].
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
    /// See [`Persistent::create_all`].
    pub async fn create_all(context: &Context, mut imports: Vec<Self>) -> Result<Vec<Self>> {
        for import in &mut imports {
            set_counter(import)?;
        }
        <Self as Persistent>::create_all(context, imports).await
    }
}

impl BackupList {
    /// A list with the context it was read for, which does not count as changed.
    fn of(context: &Context, listed: Listed<Backup>) -> Self {
        let mut list = Self::from(listed.objects);
        list.obj_reset_changes(&[], false);
        list.obj_set_context(Some(context));
        list
    }

    /// Every backup, for an administrator.
    ///
    /// Rows that a backup refuses are left out; `Backup::list` names them.
    ///
    /// # Errors
    /// [`Error::AdminRequired`]; also see [`Persistent::list`].
    pub async fn get_all(context: &Context, query: &Query) -> Result<Self> {
        admin(context)?;
        Ok(Self::of(context, Backup::list(context, query).await?))
    }

    /// [`BackupList::get_all`] as a stream.
    pub fn stream_all(context: &Context, query: Query) -> ObjectStream<Backup> {
        stream(context, admin(context).map(|()| query))
    }

    /// The backups of a host's service, for an administrator; null is a host too.
    ///
    /// # Errors
    /// [`Error::AdminRequired`].
    pub async fn get_all_by_host(context: &Context, host: impl Into<Option<&str>> + Send) -> Result<Self> {
        let query = of_host(host.into());
        admin(context)?;
        Ok(Self::of(context, Backup::list(context, &query).await?))
    }

    /// [`BackupList::get_all_by_host`] as a stream.
    pub fn stream_all_by_host<'h>(
        context: &Context,
        host: impl Into<Option<&'h str>>,
    ) -> ObjectStream<Backup> {
        let query = of_host(host.into());
        stream(context, admin(context).map(|()| query))
    }

    /// The backups of a project, for an administrator or a user of it.
    ///
    /// # Errors
    /// [`Error::NotAuthorized`]; also see [`Persistent::list`].
    pub async fn get_all_by_project(context: &Context, project_id: &str, query: &Query) -> Result<Self> {
        let query = of_project(context, project_id, query.clone())?;
        Ok(Self::of(context, Backup::list(context, &query).await?))
    }

    /// [`BackupList::get_all_by_project`] as a stream.
    pub fn stream_all_by_project(context: &Context, project_id: &str, query: Query) -> ObjectStream<Backup> {
        stream(context, of_project(context, project_id, query))
    }

    /// The backups of a volume that the context sees: of every project for an administrator, of its own for a user.
    ///
    /// # Errors
    /// See [`Persistent::list`].
    pub async fn get_all_by_volume(
        context: &Context,
        volume_id: impl Into<Value> + Send,
        query: &Query,
    ) -> Result<Self> {
        let query = query.clone().filter("volume_id", volume_id);
        Ok(Self::of(context, Backup::list(context, &query).await?))
    }

    /// [`BackupList::get_all_by_volume`] as a stream.
    pub fn stream_all_by_volume(
        context: &Context,
        volume_id: impl Into<Value>,
        query: Query,
    ) -> ObjectStream<Backup> {
        Backup::stream(context, query.filter("volume_id", volume_id))
    }

    /// The backups that were there at some time after `begin` and before `end`, deleted ones too: of every project for
    /// an administrator, of its own for a user.
    ///
    /// # Errors
    /// See [`Persistent::list`].
    pub async fn get_all_active_by_window(
        context: &Context,
        begin: DateTime<Utc>,
        end: impl Into<Option<DateTime<Utc>>> + Send,
    ) -> Result<Self> {
        let query = in_window(begin, end.into());
        Ok(Self::of(context, Backup::list(context, &query).await?))
    }

    /// [`BackupList::get_all_active_by_window`] as a stream.
    pub fn stream_all_active_by_window(
        context: &Context,
        begin: DateTime<Utc>,
        end: impl Into<Option<DateTime<Utc>>>,
    ) -> ObjectStream<Backup> {
        Backup::stream(context, in_window(begin, end.into()))
    }
}

fn admin(context: &Context) -> Result<()> {
    if context.is_admin() { Ok(()) } else { Err(Error::AdminRequired) }
}

fn of_host(host: Option<&str>) -> Query {
    Query::new().filter("host", host)
}

fn of_project(context: &Context, project_id: &str, query: Query) -> Result<Query> {
    let member = context.user_id().is_some() && context.project_id() == Some(project_id);
    if context.is_admin() || member {
        return Ok(query.filter("project_id", project_id));
    }
    Err(Error::NotAuthorized)
}

fn in_window(begin: DateTime<Utc>, end: Option<DateTime<Utc>>) -> Query {
    let deleted = field("deleted_at").is_null().or(field("deleted_at").gt(begin));
    let query = Query::new().read_deleted(ReadDeleted::Yes).condition(deleted);
    match end {
        Some(end) => query.condition(field("created_at").lt(end)),
        None => query,
    }
}

fn stream(context: &Context, query: Result<Query>) -> ObjectStream<Backup> {
    match query {
        Ok(query) => Backup::stream(context, query),
        Err(error) => ObjectStream::failed(context, error),
    }
}

impl BackupDeviceInfo {
    /// The map that services passed before there was this object, with the device as its row has it now: Cinder's
    /// `to_primitive(context)`.
    ///
    /// [`BackupDeviceInfo::legacy_primitive`] gives the device as it is here.
    ///
    /// # Errors
    /// As [`BackupDeviceInfo::is_snapshot`]; also when there is no such row to be seen, or the device is null.
    pub async fn to_primitive(&self, context: &Context) -> Result<Value> {
        let null = || Error::invalid("the device is null").at(Self::NAME);
        let mut fresh = self.clone();
        if self.is_snapshot()? {
            let id = self.snapshot()?.ok_or_else(null)?.id()?;
            fresh.set_snapshot(<Snapshot as Persistent>::get_by_id(context, id).await?)?;
        } else {
            let id = self.volume()?.ok_or_else(null)?.id()?;
            fresh.set_volume(<Volume as Persistent>::get_by_id(context, id).await?)?;
        }
        fresh.legacy_primitive()
    }
}
