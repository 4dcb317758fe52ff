//! The plain structs.

use serde::{Deserialize, Serialize};

/// The envelope around a plain struct. Its texts are borrowed when it is read: the cheapest way there is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope<'a, T> {
    #[serde(rename = "versioned_object.name")]
    name: &'a str,
    #[serde(rename = "versioned_object.namespace")]
    namespace: &'a str,
    #[serde(rename = "versioned_object.version")]
    version: &'a str,
    #[serde(rename = "versioned_object.data")]
    data: T,
    #[serde(borrow, default, rename = "versioned_object.changes", skip_serializing_if = "Vec::is_empty")]
    changes: Vec<&'a str>,
}

impl<'a, T> Envelope<'a, T> {
    /// A backup, with the names of the fields that changed.
    pub fn backup(data: T, changes: Vec<&'a str>) -> Self {
        Self { name: "Backup", namespace: "cinder", version: "1.4", data, changes }
    }

    /// A list of backups.
    pub fn list(data: T) -> Self {
        Self { name: "BackupList", namespace: "cinder", version: "1.0", data, changes: Vec::new() }
    }
}

/// The data of a list of backups.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct List<'a, T> {
    /// The envelopes of the backups.
    #[serde(borrow)]
    pub objects: Vec<Envelope<'a, T>>,
}

/// Where a backup is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the same as `backup_objects::BackupStatus`")]
pub enum BackupStatus {
    Error,
    ErrorDeleting,
    Creating,
    Available,
    Deleting,
    Deleted,
    Restoring,
}

macro_rules! plain {
    ($(#[$doc:meta])* $module:ident, $($dates:tt)*) => {
        $(#[$doc])*
        pub mod $module {
            use chrono::{DateTime, Utc};
            use serde::{Deserialize, Serialize};
            use uuid::Uuid;

            use super::BackupStatus;

            /// The fields of a backup.
            #[derive(Clone, Debug, Serialize, Deserialize)]
            #[allow(missing_docs, reason = "the same as in `backup_objects::Backup`")]
            pub struct Backup {
                pub id: Uuid,
                pub user_id: String,
                pub project_id: String,
                pub volume_id: Uuid,
                pub host: Option<String>,
                pub availability_zone: Option<String>,
                pub container: Option<String>,
                pub parent_id: Option<String>,
                pub status: Option<BackupStatus>,
                pub fail_reason: Option<String>,
                pub size: Option<i64>,
                pub display_name: Option<String>,
                pub display_description: Option<String>,
                pub service_metadata: Option<String>,
                pub service: Option<String>,
                pub object_count: Option<i64>,
                pub temp_volume_id: Option<String>,
                pub temp_snapshot_id: Option<String>,
                pub num_dependent_backups: Option<i64>,
                pub snapshot_id: Option<String>,
                #[serde($($dates)*)]
                pub data_timestamp: Option<DateTime<Utc>>,
                pub restore_volume_id: Option<String>,
                #[serde($($dates)*)]
                pub created_at: Option<DateTime<Utc>>,
                #[serde($($dates)*)]
                pub updated_at: Option<DateTime<Utc>>,
                #[serde($($dates)*)]
                pub deleted_at: Option<DateTime<Utc>>,
                pub deleted: Option<bool>,
            }
        }
    };
}

plain! {
    /// With chrono's own serde for moments.
    own_serde,
}

plain! {
    /// With a formatter and a parser of the fixed layout `2016-06-14T10:28:42Z`.
    fixed_layout, with = "crate::dates"
}
