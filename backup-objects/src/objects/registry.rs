//! All objects by name.

use std::sync::LazyLock;

use versioned_object_core::{Registry, Result};

use super::backup::{Backup, BackupImport, BackupList};
use super::backup_device_info::BackupDeviceInfo;
use super::cg_snapshot::{CGSnapshot, CGSnapshotList};
use super::cleanup_request::CleanupRequest;
use super::cluster::{Cluster, ClusterList};
use super::consistency_group::{ConsistencyGroup, ConsistencyGroupList};
use super::group::{Group, GroupList};
use super::group_snapshot::{GroupSnapshot, GroupSnapshotList};
use super::group_type::{GroupType, GroupTypeList};
use super::log_level::{LogLevel, LogLevelList};
use super::manageable::{ManageableSnapshot, ManageableSnapshotList, ManageableVolume, ManageableVolumeList};
use super::qos_specs::{QualityOfServiceSpecs, QualityOfServiceSpecsList};
use super::request_spec::{RequestSpec, VolumeProperties};
use super::service::{Service, ServiceList};
use super::snapshot::{Snapshot, SnapshotList};
use super::volume::{Volume, VolumeList};
use super::volume_attachment::{VolumeAttachment, VolumeAttachmentList};
use super::volume_type::{VolumeType, VolumeTypeList};

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
