//! Lists of backups out of their rows, at once or as a stream, and who may have which.

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ObjectStream, field};

use crate::objects::backup::{Backup, BackupList};

impl BackupList {
    /// Every backup, for an administrator.
    ///
    /// Rows that a backup refuses are left out; `Backup::list` names them.
    ///
    /// # Errors
    /// [`Error::AdminRequired`]; also see [`Persistent::list`].
    pub async fn get_all(context: &Context, query: &Query) -> Result<Self> {
        read(context, &for_admin(context, query.clone())?).await
    }

    /// [`BackupList::get_all`] as a stream.
    pub fn stream_all(context: &Context, query: Query) -> ObjectStream<Backup> {
        stream(context, for_admin(context, query))
    }

    /// The backups of a host's service, for an administrator; null is a host too.
    ///
    /// # Errors
    /// [`Error::AdminRequired`].
    pub async fn get_all_by_host(context: &Context, host: impl Into<Option<&str>> + Send) -> Result<Self> {
        read(context, &for_admin(context, of_host(host.into()))?).await
    }

    /// [`BackupList::get_all_by_host`] as a stream.
    pub fn stream_all_by_host<'h>(
        context: &Context,
        host: impl Into<Option<&'h str>>,
    ) -> ObjectStream<Backup> {
        stream(context, for_admin(context, of_host(host.into())))
    }

    /// The backups of a project, for an administrator or a user of it.
    ///
    /// # Errors
    /// [`Error::NotAuthorized`]; also see [`Persistent::list`].
    pub async fn get_all_by_project(context: &Context, project_id: &str, query: &Query) -> Result<Self> {
        read(context, &of_project(context, project_id, query.clone())?).await
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
        read(context, &query.clone().filter("volume_id", volume_id)).await
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
        read(context, &in_window(begin, end.into())).await
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

/// What a query finds, as a list with the context it was read for, which does not count as changed.
async fn read(context: &Context, query: &Query) -> Result<BackupList> {
    let mut list = BackupList::from(Backup::list(context, query).await?.objects);
    list.obj_reset_changes(&[], false);
    list.obj_set_context(Some(context));
    Ok(list)
}

/// What a query finds, or why it was refused.
fn stream(context: &Context, query: Result<Query>) -> ObjectStream<Backup> {
    match query {
        Ok(query) => Backup::stream(context, query),
        Err(error) => ObjectStream::failed(context, error),
    }
}

fn for_admin(context: &Context, query: Query) -> Result<Query> {
    if context.is_admin() { Ok(query) } else { Err(Error::AdminRequired) }
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
