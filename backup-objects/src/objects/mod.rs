//! All 37 objects of Cinder's object history 1.26, a list beside its object, and a registry of them.
//!
//! They refer to each other in circles, as in Cinder: a volume has snapshots, and a snapshot has its volume.

pub(crate) mod backup;
pub(crate) mod backup_device_info;
mod cg_snapshot;
mod cleanup_request;
mod cluster;
mod consistency_group;
mod enums;
mod group;
mod group_snapshot;
mod group_type;
mod log_level;
mod manageable;
mod persistent;
mod qos_specs;
mod registry;
mod request_spec;
mod service;
pub(crate) mod snapshot;
pub(crate) mod volume;
mod volume_attachment;
mod volume_type;

pub use backup::{Backup, BackupImport, BackupList};
pub use backup_device_info::BackupDeviceInfo;
pub use cg_snapshot::{CGSnapshot, CGSnapshotList};
pub use cleanup_request::CleanupRequest;
pub use cluster::{Cluster, ClusterList};
pub use consistency_group::{ConsistencyGroup, ConsistencyGroupList};
pub use enums::{
    BackupStatus, ConsistencyGroupStatus, GroupStatus, QoSConsumerValues, ReplicationStatus, SnapshotStatus,
    VolumeAttachStatus,
};
pub use group::{Group, GroupList};
pub use group_snapshot::{GroupSnapshot, GroupSnapshotList};
pub use group_type::{GroupType, GroupTypeList};
pub use log_level::{LogLevel, LogLevelList};
pub use manageable::{
    ManageableFields, ManageableFieldsAccess, ManageableFieldsBuild, ManageableSnapshot,
    ManageableSnapshotList, ManageableVolume, ManageableVolumeList,
};
pub use persistent::{PersistentFields, PersistentFieldsAccess, PersistentFieldsBuild};
pub use qos_specs::{QualityOfServiceSpecs, QualityOfServiceSpecsList};
pub use registry::{register_all, registry};
pub use request_spec::{RequestSpec, VolumeProperties};
pub use service::{Service, ServiceList};
pub use snapshot::{Snapshot, SnapshotList};
pub use volume::{Volume, VolumeList};
pub use volume_attachment::{VolumeAttachment, VolumeAttachmentList};
pub use volume_type::{VolumeType, VolumeTypeList};
