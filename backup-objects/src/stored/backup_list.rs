//! Lists of backups out of their rows, at once or as a stream, and who may have which.

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::ObjectStream;

use crate::PersistentFieldsAccess as _;
use crate::objects::backup::{Backup, BackupList};

#[object_methods]
impl BackupList {
    /// Every backup, for an administrator.
    ///
    /// Here and in the other lists, a filter by a name that is no field lists nothing, as in Cinder; in `Backup::list` it
    /// is an error.
    ///
    /// Rows that a backup refuses are left out; `Backup::list` names them.
    ///
    /// # Errors
    /// [`Error::AdminRequired`] for anybody else.
    /// When the query sorts by what is no field, or has a value or a direction that backups do not have
    /// ([`Error::InvalidInput`]), or a marker that the context does not see ([`Error::NotFound`]).
    #[python(get_all(
        cls,
        context,
        filters = "None",
        marker = "None",
        limit = "None",
        offset = "None",
        sort_keys = "None",
        sort_dirs = "None",
    ))]
    pub async fn get_all(context: &Context, query: &Query<Backup>) -> Result<Self> {
        read(context, for_admin(context, query.clone())?).await
    }

    /// [`BackupList::get_all`] as a stream.
    pub fn stream_all(context: &Context, query: Query<Backup>) -> ObjectStream<Backup> {
        stream(context, for_admin(context, query))
    }

    /// The backups of a host's service, for an administrator; null is a host too.
    ///
    /// # Errors
    /// [`Error::AdminRequired`] for anybody else.
    #[python(get_all_by_host(cls, context, host))]
    pub async fn get_all_by_host(context: &Context, host: impl Into<Option<&str>> + Send) -> Result<Self> {
        read(context, for_admin(context, of_host(host.into()))?).await
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
    /// [`Error::NotAuthorized`] for anybody else.
    /// When the query sorts by what is no field, or has a value or a direction that backups do not have
    /// ([`Error::InvalidInput`]), or a marker that the context does not see ([`Error::NotFound`]).
    #[python(get_all_by_project(
        cls,
        context,
        project_id,
        filters = "None",
        marker = "None",
        limit = "None",
        offset = "None",
        sort_keys = "None",
        sort_dirs = "None",
    ))]
    pub async fn get_all_by_project(
        context: &Context,
        project_id: &str,
        query: &Query<Backup>,
    ) -> Result<Self> {
        read(context, of_project(context, project_id, query.clone())?).await
    }

    /// [`BackupList::get_all_by_project`] as a stream.
    pub fn stream_all_by_project(
        context: &Context,
        project_id: &str,
        query: Query<Backup>,
    ) -> ObjectStream<Backup> {
        stream(context, of_project(context, project_id, query))
    }

    /// The backups of a volume that the context sees: of every project for an administrator, of its own for a user.
    ///
    /// # Errors
    /// When the query sorts by what is no field, or has a value or a direction that backups do not have
    /// ([`Error::InvalidInput`]), or a marker that the context does not see ([`Error::NotFound`]).
    #[python(get_all_by_volume(cls, context, volume_id, filters = "None"))]
    pub async fn get_all_by_volume(
        context: &Context,
        volume_id: impl Into<Value> + Send,
        query: &Query<Backup>,
    ) -> Result<Self> {
        read(context, query.clone().filter_by("volume_id", volume_id)).await
    }

    /// [`BackupList::get_all_by_volume`] as a stream.
    pub fn stream_all_by_volume(
        context: &Context,
        volume_id: impl Into<Value>,
        query: Query<Backup>,
    ) -> ObjectStream<Backup> {
        stream(context, Ok(query.filter_by("volume_id", volume_id)))
    }

    /// The backups that were there at some time after `begin` and before `end`, deleted ones too: of every project for
    /// an administrator, of its own for a user.
    ///
    /// # Errors
    /// When the context is neither an administrator's nor that of a user in a project ([`Error::NotAuthorized`]).
    #[python(get_all_active_by_window(cls, context, begin, end))]
    pub async fn get_all_active_by_window(
        context: &Context,
        begin: DateTime<Utc>,
        end: impl Into<Option<DateTime<Utc>>> + Send,
    ) -> Result<Self> {
        read(context, in_window(begin, end.into())).await
    }

    /// [`BackupList::get_all_active_by_window`] as a stream.
    pub fn stream_all_active_by_window(
        context: &Context,
        begin: DateTime<Utc>,
        end: impl Into<Option<DateTime<Utc>>>,
    ) -> ObjectStream<Backup> {
        stream(context, Ok(in_window(begin, end.into())))
    }
}

/// A query that takes any filter, as Cinder does: one by what is no field lists nothing, and a status that is none is
/// compared with the rows as any other text.
fn as_in_cinder(query: Query<Backup>) -> Query<Backup> {
    query.unknown_fields_match_nothing().values_as_they_stand()
}

/// What a query finds, as a list.
async fn read(context: &Context, query: Query<Backup>) -> Result<BackupList> {
    BackupList::list(context, &as_in_cinder(query)).await
}

/// What a query finds, or why it was refused.
fn stream(context: &Context, query: Result<Query<Backup>>) -> ObjectStream<Backup> {
    match query {
        Ok(query) => Backup::stream(context, as_in_cinder(query)),
        Err(error) => ObjectStream::failed(context, error),
    }
}

fn for_admin(context: &Context, query: Query<Backup>) -> Result<Query<Backup>> {
    if context.is_admin() { Ok(query) } else { Err(Error::AdminRequired) }
}

fn of_host(host: Option<&str>) -> Query<Backup> {
    Query::new().filter_by("host", host)
}

fn of_project(context: &Context, project_id: &str, query: Query<Backup>) -> Result<Query<Backup>> {
    let member = context.user_id().is_some() && context.project_id() == Some(project_id);
    if context.is_admin() || member {
        return Ok(query.filter_by("project_id", project_id));
    }
    Err(Error::NotAuthorized)
}

fn in_window(begin: DateTime<Utc>, end: Option<DateTime<Utc>>) -> Query<Backup> {
    let not_before = Backup::DELETED_AT.is_null().or(Backup::DELETED_AT.gt(begin));
    let query = Query::new().read_deleted(ReadDeleted::Yes).filter(not_before);
    match end {
        Some(end) => query.filter(Backup::CREATED_AT.lt(end)),
        None => query,
    }
}
