//! Cinder's Backup family, [`Backup`] 1.4, [`BackupImport`], [`BackupDeviceInfo`] and [`BackupList`], and its neighbours:
//! all 37 objects of Cinder's object history 1.26 with what each of their versions changed, declared with
//! [`versioned_object_core`] and proved equal to Cinder's by its published fingerprints.
//!
//! [`releases`] is the history itself. It says which version of a child goes with which of its parent, for Cinder's objects
//! have no relationships: an older version of an object with others in it is written with a manifest.
//!
//! ```
//! use backup_objects::{Backup, BackupStatus};
//! use versioned_object_core::prelude::*;
//!
//! let envelope = r#"{"versioned_object.name": "Backup", "versioned_object.namespace": "cinder",
//!     "versioned_object.version": "1.4",
//!     "versioned_object.data": {"id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "status": "creating", "parent_id": null}}"#;
//! let mut backup: Backup = wire::from_str(envelope)?;
//! assert_eq!(backup.get("name")?, "backup-6ba7b810-9dad-11d1-80b4-00c04fd430c8");
//! assert!(!backup.is_incremental()?);
//!
//! backup.set_status(BackupStatus::Available)?;
//! assert_eq!(backup.obj_what_changed(), ["status"]);
//! # Ok::<(), Error>(())
//! ```

#![allow(clippy::struct_field_names, reason = "the names are Cinder's")]

mod backup;
mod backup_device_info;
mod backup_import;
mod backup_list;
mod cg_snapshot;
mod cg_snapshot_list;
mod cleanup_request;
mod cluster;
mod cluster_list;
pub mod config;
mod consistency_group;
mod consistency_group_list;
mod enums;
mod group;
mod group_list;
mod group_snapshot;
mod group_snapshot_list;
mod group_type;
mod group_type_list;
mod log_level;
mod log_level_list;
mod manageable;
mod manageable_snapshot;
mod manageable_snapshot_list;
mod manageable_volume;
mod manageable_volume_list;
mod persistent;
mod quality_of_service_specs;
mod quality_of_service_specs_list;
mod record;
mod releases;
mod request_spec;
mod service;
mod service_list;
mod snapshot;
mod snapshot_list;
#[cfg(feature = "sql")]
mod stored;
mod volume;
mod volume_attachment;
mod volume_attachment_list;
mod volume_list;
mod volume_properties;
mod volume_type;
mod volume_type_list;

use std::sync::LazyLock;

use versioned_object_core::{Registry, Result};

pub use backup::Backup;
pub use backup_device_info::BackupDeviceInfo;
pub use backup_import::BackupImport;
pub use backup_list::BackupList;
pub use cg_snapshot::CGSnapshot;
pub use cg_snapshot_list::CGSnapshotList;
pub use cleanup_request::CleanupRequest;
pub use cluster::Cluster;
pub use cluster_list::ClusterList;
pub use consistency_group::ConsistencyGroup;
pub use consistency_group_list::ConsistencyGroupList;
pub use enums::{
    BackupStatus, ConsistencyGroupStatus, GroupStatus, QoSConsumerValues, ReplicationStatus, SnapshotStatus,
    VolumeAttachStatus,
};
pub use group::Group;
pub use group_list::GroupList;
pub use group_snapshot::GroupSnapshot;
pub use group_snapshot_list::GroupSnapshotList;
pub use group_type::GroupType;
pub use group_type_list::GroupTypeList;
pub use log_level::LogLevel;
pub use log_level_list::LogLevelList;
pub use manageable::{ManageableFields, ManageableFieldsAccess, ManageableFieldsBuild};
pub use manageable_snapshot::ManageableSnapshot;
pub use manageable_snapshot_list::ManageableSnapshotList;
pub use manageable_volume::ManageableVolume;
pub use manageable_volume_list::ManageableVolumeList;
pub use persistent::{PersistentFields, PersistentFieldsAccess, PersistentFieldsBuild};
pub use quality_of_service_specs::QualityOfServiceSpecs;
pub use quality_of_service_specs_list::QualityOfServiceSpecsList;
pub use releases::releases;
pub use request_spec::RequestSpec;
pub use service::Service;
pub use service_list::ServiceList;
pub use snapshot::Snapshot;
pub use snapshot_list::SnapshotList;
pub use volume::Volume;
pub use volume_attachment::VolumeAttachment;
pub use volume_attachment_list::VolumeAttachmentList;
pub use volume_list::VolumeList;
pub use volume_properties::VolumeProperties;
pub use volume_type::VolumeType;
pub use volume_type_list::VolumeTypeList;

/// What most uses need: the prelude of [`versioned_object_core`] and the accessors that all stored objects share.
pub mod prelude {
    pub use versioned_object_core::prelude::*;

    pub use crate::{
        ManageableFieldsAccess, ManageableFieldsBuild, PersistentFieldsAccess, PersistentFieldsBuild,
    };
}

/// Makes every object known to a registry: Cinder's `objects.register_all`.
///
/// # Errors
/// When the registry knows another type of the same name and version.
pub fn register_all(registry: &mut Registry) -> Result<()> {
    registry
        .register::<Backup>()?
        .register::<BackupDeviceInfo>()?
        .register::<BackupImport>()?
        .register::<BackupList>()?
        .register::<CGSnapshot>()?
        .register::<CGSnapshotList>()?
        .register::<CleanupRequest>()?
        .register::<Cluster>()?
        .register::<ClusterList>()?
        .register::<ConsistencyGroup>()?
        .register::<ConsistencyGroupList>()?
        .register::<Group>()?
        .register::<GroupList>()?
        .register::<GroupSnapshot>()?
        .register::<GroupSnapshotList>()?
        .register::<GroupType>()?
        .register::<GroupTypeList>()?
        .register::<LogLevel>()?
        .register::<LogLevelList>()?
        .register::<ManageableSnapshot>()?
        .register::<ManageableSnapshotList>()?
        .register::<ManageableVolume>()?
        .register::<ManageableVolumeList>()?
        .register::<QualityOfServiceSpecs>()?
        .register::<QualityOfServiceSpecsList>()?
        .register::<RequestSpec>()?
        .register::<Service>()?
        .register::<ServiceList>()?
        .register::<Snapshot>()?
        .register::<SnapshotList>()?
        .register::<Volume>()?
        .register::<VolumeAttachment>()?
        .register::<VolumeAttachmentList>()?
        .register::<VolumeList>()?
        .register::<VolumeProperties>()?
        .register::<VolumeType>()?
        .register::<VolumeTypeList>()
        .map(drop)
}

/// A registry of all objects of Cinder, and nothing else.
///
/// ```
/// let registry = backup_objects::registry();
/// assert_eq!(registry.latest("Backup").unwrap().version.to_string(), "1.4");
/// ```
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
        let mut registry = Registry::new();
        let registered = register_all(&mut registry);
        debug_assert!(registered.is_ok(), "the names of the objects differ");
        registry
    });
    &REGISTRY
}

/// The examples of the porting guides, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../docs/porting-from-cinder.md")]
#[doc = include_str!("../../docs/porting-from-oslo.md")]
mod porting {}
