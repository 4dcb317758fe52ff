//! Cinder's object history: which versions every release knows.

use std::sync::LazyLock;

use versioned_object_core::{Releases, Version};

/// The changes that each release made: Cinder's `CinderObjectVersionsHistory` of June 2017.
const HISTORY: &[(&str, &[(&str, Version)])] = &[
    (
        "liberty",
        &[
            ("Backup", Version::new(1, 1)),
            ("BackupImport", Version::new(1, 1)),
            ("BackupList", Version::new(1, 0)),
            ("ConsistencyGroup", Version::new(1, 1)),
            ("ConsistencyGroupList", Version::new(1, 0)),
            ("Service", Version::new(1, 0)),
            ("ServiceList", Version::new(1, 0)),
            ("Snapshot", Version::new(1, 0)),
            ("SnapshotList", Version::new(1, 0)),
            ("Volume", Version::new(1, 1)),
            ("VolumeAttachment", Version::new(1, 0)),
            ("VolumeAttachmentList", Version::new(1, 0)),
            ("VolumeList", Version::new(1, 1)),
            ("VolumeType", Version::new(1, 0)),
            ("VolumeTypeList", Version::new(1, 0)),
        ],
    ),
    (
        "1.0",
        &[
            ("Backup", Version::new(1, 3)),
            ("BackupImport", Version::new(1, 3)),
            ("CGSnapshot", Version::new(1, 0)),
            ("CGSnapshotList", Version::new(1, 0)),
            ("ConsistencyGroup", Version::new(1, 2)),
            ("ConsistencyGroupList", Version::new(1, 1)),
            ("Service", Version::new(1, 1)),
            ("Volume", Version::new(1, 3)),
            ("VolumeTypeList", Version::new(1, 1)),
        ],
    ),
    ("1.1", &[("Service", Version::new(1, 2)), ("ServiceList", Version::new(1, 1))]),
    ("1.2", &[("Backup", Version::new(1, 4)), ("BackupImport", Version::new(1, 4))]),
    ("1.3", &[("Service", Version::new(1, 3))]),
    ("1.4", &[("Snapshot", Version::new(1, 1))]),
    ("1.5", &[("VolumeType", Version::new(1, 1))]),
    (
        "1.6",
        &[
            ("QualityOfServiceSpecs", Version::new(1, 0)),
            ("QualityOfServiceSpecsList", Version::new(1, 0)),
            ("VolumeType", Version::new(1, 2)),
        ],
    ),
    (
        "1.7",
        &[
            ("Cluster", Version::new(1, 0)),
            ("ClusterList", Version::new(1, 0)),
            ("Service", Version::new(1, 4)),
            ("Volume", Version::new(1, 4)),
            ("ConsistencyGroup", Version::new(1, 3)),
        ],
    ),
    ("1.8", &[("RequestSpec", Version::new(1, 0)), ("VolumeProperties", Version::new(1, 0))]),
    ("1.9", &[("GroupType", Version::new(1, 0)), ("GroupTypeList", Version::new(1, 0))]),
    (
        "1.10",
        &[
            ("Group", Version::new(1, 0)),
            ("GroupList", Version::new(1, 0)),
            ("Volume", Version::new(1, 5)),
            ("RequestSpec", Version::new(1, 1)),
            ("VolumeProperties", Version::new(1, 1)),
        ],
    ),
    (
        "1.11",
        &[
            ("GroupSnapshot", Version::new(1, 0)),
            ("GroupSnapshotList", Version::new(1, 0)),
            ("Group", Version::new(1, 1)),
        ],
    ),
    ("1.12", &[("VolumeType", Version::new(1, 3))]),
    ("1.13", &[("CleanupRequest", Version::new(1, 0))]),
    ("1.14", &[("VolumeAttachmentList", Version::new(1, 1))]),
    ("1.15", &[("Volume", Version::new(1, 6)), ("Snapshot", Version::new(1, 2))]),
    ("1.16", &[("BackupDeviceInfo", Version::new(1, 0))]),
    ("1.17", &[("VolumeAttachment", Version::new(1, 1))]),
    ("1.18", &[("Snapshot", Version::new(1, 3))]),
    ("1.19", &[("ConsistencyGroup", Version::new(1, 4)), ("CGSnapshot", Version::new(1, 1))]),
    ("1.20", &[("Cluster", Version::new(1, 1))]),
    (
        "1.21",
        &[
            ("ManageableSnapshot", Version::new(1, 0)),
            ("ManageableVolume", Version::new(1, 0)),
            ("ManageableVolumeList", Version::new(1, 0)),
            ("ManageableSnapshotList", Version::new(1, 0)),
        ],
    ),
    ("1.22", &[("Snapshot", Version::new(1, 4))]),
    ("1.23", &[("VolumeAttachment", Version::new(1, 2))]),
    ("1.24", &[("LogLevel", Version::new(1, 0)), ("LogLevelList", Version::new(1, 0))]),
    ("1.25", &[("Group", Version::new(1, 2))]),
    ("1.26", &[("Snapshot", Version::new(1, 5))]),
];

/// The releases of Cinder's objects, from `liberty` to `1.26`: Cinder's `OBJ_VERSIONS`.
///
/// An object that a release does not know yet is written as it is, with all that is in it.
///
/// ```
/// use backup_objects::Backup;
/// use versioned_object_core::prelude::*;
///
/// let releases = backup_objects::releases();
/// assert_eq!(releases.current(), Some("1.26"));
/// let backup = Backup::builder().size(3).restore_volume_id("v").build_orphan()?;
/// let sent = releases.options("1.1")?.to_string(&backup)?;
/// assert!(sent.contains(r#""versioned_object.version":"1.3""#) && !sent.contains("restore_volume_id"));
/// # Ok::<(), Error>(())
/// ```
pub fn releases() -> &'static Releases {
    static RELEASES: LazyLock<Releases> = LazyLock::new(|| {
        let mut releases = Releases::new();
        for (release, changes) in HISTORY {
            let added = releases.add(*release, changes.iter().copied());
            debug_assert!(added.is_ok(), "the names of the releases differ");
        }
        releases
    });
    &RELEASES
}
