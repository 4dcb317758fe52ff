//! The enumerations that the fields take their values from.

use versioned_object_core::prelude::*;

/// Where a backup is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumField)]
pub enum BackupStatus {
    /// The last operation failed.
    Error,
    /// Its deletion failed.
    ErrorDeleting,
    /// It is being written.
    Creating,
    /// It is complete and can be restored.
    Available,
    /// It is being deleted.
    Deleting,
    /// It is gone.
    Deleted,
    /// It is being restored to a volume.
    Restoring,
}

/// Where a snapshot is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumField)]
pub enum SnapshotStatus {
    /// The last operation failed.
    Error,
    /// It is complete and can be used.
    Available,
    /// It is being taken.
    Creating,
    /// It is being deleted.
    Deleting,
    /// It is gone.
    Deleted,
    /// It is being changed.
    Updating,
    /// Its deletion failed.
    ErrorDeleting,
    /// Cinder is giving up its management, without deleting the data.
    Unmanaging,
    /// A backup is being made of it.
    #[enum_field(rename = "backing-up")]
    BackingUp,
    /// Its volume is being reverted to it.
    Restoring,
}

/// How far attaching or detaching a volume is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumField)]
pub enum VolumeAttachStatus {
    /// It is attached.
    Attached,
    /// It is being attached.
    Attaching,
    /// It is not attached.
    Detached,
    /// Attaching failed.
    ErrorAttaching,
    /// Detaching failed.
    ErrorDetaching,
    /// It is set aside for an attachment that is to come.
    Reserved,
    /// The attachment is gone.
    Deleted,
}

/// State of the replication of a backend or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumField)]
#[enum_field(rename_all = "kebab-case")]
pub enum ReplicationStatus {
    /// Replication failed.
    Error,
    /// Replication runs.
    Enabled,
    /// Replication is configured and switched off.
    Disabled,
    /// The backend does not replicate.
    NotCapable,
    /// The failover failed.
    FailoverError,
    /// It is failing over to the replication target.
    FailingOver,
    /// It has failed over to the replication target.
    FailedOver,
    /// Replication is being switched on.
    Enabling,
    /// Replication is being switched off.
    Disabling,
}

/// Where a consistency group is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumField)]
pub enum ConsistencyGroupStatus {
    /// The last operation failed.
    Error,
    /// It is complete and can be used.
    Available,
    /// It is being created.
    Creating,
    /// It is being deleted.
    Deleting,
    /// It is gone.
    Deleted,
    /// Its volumes or its description are being changed.
    Updating,
    /// Its deletion failed.
    ErrorDeleting,
}

/// Where a generic volume group is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumField)]
pub enum GroupStatus {
    /// The last operation failed.
    Error,
    /// It is complete and can be used.
    Available,
    /// It is being created.
    Creating,
    /// It is being deleted.
    Deleting,
    /// It is gone.
    Deleted,
    /// Its volumes or its description are being changed.
    Updating,
    /// Its volumes are in use.
    #[enum_field(rename = "in-use")]
    InUse,
    /// Its deletion failed.
    ErrorDeleting,
}

/// Who enforces quality of service specs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumField)]
#[enum_field(rename_all = "kebab-case")]
pub enum QoSConsumerValues {
    /// The storage backend.
    BackEnd,
    /// The hypervisor.
    FrontEnd,
    /// The storage backend and the hypervisor.
    Both,
}
