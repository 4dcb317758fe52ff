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

pub mod config;
mod objects;
mod record;
mod releases;
#[cfg(feature = "sql")]
mod stored;

use std::sync::LazyLock;

use versioned_object_core::{Registry, Result};

pub use objects::*;
pub use releases::releases;

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
