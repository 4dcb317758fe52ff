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

pub mod config;
mod objects;
mod python;
mod record;
mod releases;
#[cfg(feature = "sql")]
mod stored;

pub use objects::*;
pub use releases::releases;

/// What most uses need: the prelude of [`versioned_object_core`] and the accessors that all stored objects share.
pub mod prelude {
    pub use versioned_object_core::prelude::*;

    pub use crate::{
        ManageableFieldsAccess, ManageableFieldsBuild, PersistentFieldsAccess, PersistentFieldsBuild,
    };
}

/// The examples of the porting guides, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../docs/porting-from-cinder.md")]
#[doc = include_str!("../../docs/porting-from-oslo.md")]
mod porting {}
