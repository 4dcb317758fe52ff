//! All 37 objects of Cinder's object history 1.26, one file an object.
//!
//! They refer to each other in circles, as in Cinder: a volume has snapshots, and a snapshot has its volume.

mod backup;
mod backup_device_info;
mod backup_import;
mod backup_list;
mod cg_snapshot;
mod cg_snapshot_list;
mod cleanup_request;
mod cluster;
mod cluster_list;
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
mod qos_specs;
mod quality_of_service_specs_list;
mod request_spec;
mod service;
mod service_list;
mod snapshot;
mod snapshot_list;
mod volume;
mod volume_attachment;
mod volume_attachment_list;
mod volume_list;
mod volume_properties;
mod volume_type;
mod volume_type_list;

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
pub use qos_specs::QualityOfServiceSpecs;
pub use quality_of_service_specs_list::QualityOfServiceSpecsList;
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
