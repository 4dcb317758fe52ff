//! Cinder's named history: which version of every object each of its releases has, up to 1.26 of June 2017.

use std::sync::LazyLock;

use versioned_object_core::{Releases, Version};

/// The minor versions of objects that a release brought, by its name; the major version of all is 1.
type Release = (&'static str, &'static [(&'static str, u32)]);

const RELEASES: &[Release] = &[
    (
        "liberty",
        &[
            ("Backup", 1),
            ("BackupImport", 1),
            ("BackupList", 0),
            ("ConsistencyGroup", 1),
            ("ConsistencyGroupList", 0),
            ("Service", 0),
            ("ServiceList", 0),
            ("Snapshot", 0),
            ("SnapshotList", 0),
            ("Volume", 1),
            ("VolumeAttachment", 0),
            ("VolumeAttachmentList", 0),
            ("VolumeList", 1),
            ("VolumeType", 0),
            ("VolumeTypeList", 0),
        ],
    ),
    (
        "1.0",
        &[
            ("Backup", 3),
            ("BackupImport", 3),
            ("CGSnapshot", 0),
            ("CGSnapshotList", 0),
            ("ConsistencyGroup", 2),
            ("ConsistencyGroupList", 1),
            ("Service", 1),
            ("Volume", 3),
            ("VolumeTypeList", 1),
        ],
    ),
    ("1.1", &[("Service", 2), ("ServiceList", 1)]),
    ("1.2", &[("Backup", 4), ("BackupImport", 4)]),
    ("1.3", &[("Service", 3)]),
    ("1.4", &[("Snapshot", 1)]),
    ("1.5", &[("VolumeType", 1)]),
    ("1.6", &[("QualityOfServiceSpecs", 0), ("QualityOfServiceSpecsList", 0), ("VolumeType", 2)]),
    ("1.7", &[("Cluster", 0), ("ClusterList", 0), ("Service", 4), ("Volume", 4), ("ConsistencyGroup", 3)]),
    ("1.8", &[("RequestSpec", 0), ("VolumeProperties", 0)]),
    ("1.9", &[("GroupType", 0), ("GroupTypeList", 0)]),
    ("1.10", &[("Group", 0), ("GroupList", 0), ("Volume", 5), ("RequestSpec", 1), ("VolumeProperties", 1)]),
    ("1.11", &[("GroupSnapshot", 0), ("GroupSnapshotList", 0), ("Group", 1)]),
    ("1.12", &[("VolumeType", 3)]),
    ("1.13", &[("CleanupRequest", 0)]),
    ("1.14", &[("VolumeAttachmentList", 1)]),
    ("1.15", &[("Volume", 6), ("Snapshot", 2)]),
    ("1.16", &[("BackupDeviceInfo", 0)]),
    ("1.17", &[("VolumeAttachment", 1)]),
    ("1.18", &[("Snapshot", 3)]),
    ("1.19", &[("ConsistencyGroup", 4), ("CGSnapshot", 1)]),
    ("1.20", &[("Cluster", 1)]),
    (
        "1.21",
        &[
            ("ManageableSnapshot", 0),
            ("ManageableVolume", 0),
            ("ManageableVolumeList", 0),
            ("ManageableSnapshotList", 0),
        ],
    ),
    ("1.22", &[("Snapshot", 4)]),
    ("1.23", &[("VolumeAttachment", 2)]),
    ("1.24", &[("LogLevel", 0), ("LogLevelList", 0)]),
    ("1.25", &[("Group", 2)]),
    ("1.26", &[("Snapshot", 5)]),
];

/// Cinder's releases: `liberty`, and the versions 1.0 to 1.26 of its object history.
///
/// [`Releases::options`] writes an object as all services of a release read it; an object that the release does not know
/// is left as it is, with all that is in it.
///
/// ```
/// use versioned_object_core::Version;
///
/// let releases = backup_objects::releases();
/// assert_eq!(releases.current(), Some("1.26"));
/// assert_eq!(releases.get("liberty")?["Backup"], Version::new(1, 1));
/// assert_eq!(releases.get("1.2")?["Backup"], Version::new(1, 4));
/// assert!(!releases.get("1.15")?.contains_key("BackupDeviceInfo"));
/// # Ok::<(), versioned_object_core::Error>(())
/// ```
pub fn releases() -> &'static Releases {
    static RELEASES_OF_CINDER: LazyLock<Releases> = LazyLock::new(|| {
        let mut releases = Releases::new();
        for (name, changes) in RELEASES {
            let versions = changes.iter().map(|(object, minor)| (*object, Version::new(1, *minor)));
            let added = releases.add(*name, versions);
            debug_assert!(added.is_ok(), "the names of the releases differ");
        }
        releases
    });
    &RELEASES_OF_CINDER
}
