//! All objects of Cinder's history 1.26: their versions, and what the services of its releases get.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use backup_objects::prelude::*;
use backup_objects::*;
use serde_json::{Value as Json, json};
use versioned_object_core::wire::{Reader, WriteOptions};
use versioned_object_core::{FieldStatus, ObjectDescriptor};

const PUBLISHED: &str = include_str!("../data/published-fingerprints.json");
const BY_VERSION: &str = include_str!("data/object-fingerprints-by-version.json");
const HISTORY: &str = include_str!("data/cinder-history-1.26.json");

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

fn versions_of(object: &ObjectDescriptor) -> impl Iterator<Item = Version> + use<> {
    (0..=object.version.minor).map(|minor| Version::new(1, minor))
}

#[test]
fn every_object_of_cinder_is_declared_with_its_published_fingerprint() {
    let printed = registry().types().map(|object| {
        let fingerprint = format!("{}-{}", object.version, object.compute_fingerprint().unwrap());
        (object.name.to_owned(), fingerprint)
    });
    let published: BTreeMap<String, String> = parsed(PUBLISHED);
    assert_eq!(published.len(), 37);
    assert_eq!(printed.collect::<BTreeMap<_, _>>(), published);
}

/// What oslo computes for the field tables that each version had; `versions.rs` asks it of a `Backup`.
#[test]
fn every_older_version_has_the_fingerprint_of_its_time() {
    let computed = registry().types().filter(|object| !object.name.starts_with("BackupI"));
    let computed = computed.filter(|object| object.name != "Backup").map(|object| {
        let versions = versions_of(object);
        let versions =
            versions.map(|version| (version.to_string(), object.fingerprint_at(version).unwrap())).collect();
        (object.name.to_owned(), versions)
    });
    let computed: BTreeMap<String, BTreeMap<String, String>> = computed.collect();
    let expected: BTreeMap<String, BTreeMap<String, String>> = parsed(BY_VERSION);
    assert_eq!(expected.len(), 35);
    assert_eq!(expected.values().map(BTreeMap::len).sum::<usize>(), 70);
    assert_eq!(computed, expected);
}

#[test]
fn every_version_changed_a_field_or_says_what_else() {
    for object in registry().types().filter(|object| object.name != "BackupImport") {
        for version in versions_of(object).skip(1) {
            let changed = object
                .all_fields()
                .any(|field| !matches!(field.status_in(version), FieldStatus::Same | FieldStatus::Absent));
            let noted = object.notes.iter().any(|(noted, _)| *noted == version);
            assert!(changed != noted, "{} {version}", object.name);
        }
    }
}

#[test]
fn the_releases_are_those_of_cinder() {
    let file: Json = parsed(HISTORY);
    let initial =
        file["initial"].as_object().unwrap().iter().map(|(name, versions)| (name.as_str(), versions));
    let updates = file["updates"].as_array().unwrap().iter();
    let updates = updates.map(|update| (update["version"].as_str().unwrap(), &update["changes"]));
    let mut expected = BTreeMap::new();
    let mut names = releases().names();
    for (release, changes) in initial.chain(updates) {
        assert_eq!(names.next(), Some(release));
        for (object, version) in changes.as_object().unwrap() {
            expected.insert(object.clone(), version.as_str().unwrap().parse().unwrap());
        }
        assert_eq!(*releases().get(release).unwrap(), expected, "{release}");
    }
    assert_eq!(names.next(), None);
    assert_eq!(releases().current(), Some("1.26"));
    let latest: BTreeMap<_, _> =
        registry().types().map(|object| (object.name.to_owned(), object.version)).collect();
    assert_eq!(expected, latest);
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn service() -> Result<Service> {
    let cluster = Cluster::builder().id(1).name("lvm").binary("cinder-volume").num_hosts(1).build_orphan()?;
    Service::builder()
        .id(7)
        .host("lvm1@lvm")
        .binary("cinder-volume")
        .cluster_name("lvm")
        .cluster(cluster)
        .disabled(false)
        .rpc_current_version("3.13")
        .object_current_version("1.26")
        .replication_status(ReplicationStatus::Enabling)
        .frozen(false)
        .active_backend_id(None)
        .deleted(false)
        .build_orphan()
}

fn cluster() -> Result<Cluster> {
    Cluster::builder()
        .id(1)
        .name("lvm")
        .binary("cinder-volume")
        .disabled(false)
        .num_hosts(1)
        .services(ServiceList::from(vec![service()?]))
        .replication_status(ReplicationStatus::Enabled)
        .frozen(false)
        .active_backend_id(None)
        .build_orphan()
}

fn volume_type() -> Result<VolumeType> {
    let fast = || VolumeType::builder().id(id(1)).name("fast");
    let extra_specs =
        BTreeMap::from([("tier".to_owned(), None), ("thin".to_owned(), Some("yes".to_owned()))]);
    let specs = QualityOfServiceSpecs::builder()
        .id(id(2))
        .name("limits")
        .consumer(QoSConsumerValues::FrontEnd)
        .specs(BTreeMap::from([("iops".to_owned(), Some("500".to_owned()))]))
        .volume_types(VolumeTypeList::from(vec![fast().qos_specs_id(id(2)).build_orphan()?]))
        .build_orphan()?;
    fast()
        .is_public(true)
        .projects(vec!["lab".to_owned()])
        .extra_specs(extra_specs)
        .qos_specs_id(id(2))
        .qos_specs(specs)
        .created_at(DateTime::UNIX_EPOCH)
        .build_orphan()
}

fn group() -> Result<Group> {
    let snapshot = GroupSnapshot::builder()
        .id(id(3))
        .group_id(id(4))
        .status("available")
        .group(Group::builder().id(id(4)).replication_status(None).build_orphan()?)
        .snapshots(SnapshotList::from(vec![Snapshot::builder().id(id(5)).build_orphan()?]))
        .build_orphan()?;
    Group::builder()
        .id(id(4))
        .user_id("alice")
        .project_id("lab")
        .cluster_name("lvm")
        .group_type_id("default")
        .volume_type_ids(vec![id(1).to_string()])
        .status(GroupStatus::Available)
        .group_snapshot_id(None)
        .source_group_id(None)
        .replication_status(ReplicationStatus::NotCapable)
        .volumes(VolumeList::from(vec![bare_volume()?]))
        .volume_types(VolumeTypeList::from(vec![volume_type()?]))
        .group_snapshots(GroupSnapshotList::from(vec![snapshot]))
        .build_orphan()
}

fn consistency_group() -> Result<ConsistencyGroup> {
    let snapshot = CGSnapshot::builder()
        .id(id(6))
        .consistencygroup_id(id(7))
        .consistencygroup(ConsistencyGroup::builder().id(id(7)).cluster_name(None).build_orphan()?)
        .snapshots(SnapshotList::from(vec![
            Snapshot::builder().id(id(5)).group_snapshot_id(None).build_orphan()?,
        ]))
        .build_orphan()?;
    ConsistencyGroup::builder()
        .id(id(7))
        .user_id("alice")
        .project_id("lab")
        .cluster_name("lvm")
        .cluster(cluster()?)
        .volume_type_id("one,two")
        .status(ConsistencyGroupStatus::Updating)
        .cgsnapshots(CGSnapshotList::from(vec![snapshot]))
        .volumes(VolumeList::from(vec![bare_volume()?]))
        .build_orphan()
}

fn bare_volume() -> Result<Volume> {
    Volume::builder().id(id(8)).size(1).cluster_name(None).group_id(None).multiattach(false).build_orphan()
}

/// A snapshot whose group snapshot is not given: releases 1.4 to 1.10 have the field, but not the object in it.
fn snapshot() -> Result<Snapshot> {
    Snapshot::builder()
        .id(id(5))
        .volume_id(id(9))
        .status(SnapshotStatus::Restoring)
        .metadata(texts(&[("for", "tests")]))
        .volume(bare_volume()?)
        .cgsnapshot(CGSnapshot::builder().id(id(6)).status("available").build_orphan()?)
        .group_snapshot_id(None)
        .group_snapshot(None)
        .build_orphan()
}

fn volume() -> Result<Volume> {
    let attachment = VolumeAttachment::builder()
        .id(id(10))
        .volume_id(id(9))
        .attach_status(VolumeAttachStatus::Reserved)
        .attach_mode("rw")
        .volume(bare_volume()?)
        .connection_info(BTreeMap::new())
        .build_orphan()?;
    Volume::builder()
        .id(id(9))
        .internal_name_id(None)
        .user_id("alice")
        .project_id("lab")
        .cluster_name("lvm")
        .cluster(cluster()?)
        .host("lvm1@lvm#pool")
        .size(10)
        .availability_zone("nova")
        .status("backing-up")
        .attach_status(VolumeAttachStatus::Attached)
        .provider_id("lvm-9")
        .volume_type_id(id(1))
        .consistencygroup_id(id(7))
        .group_id(id(4))
        .deleted(false)
        .bootable(true)
        .multiattach(false)
        .metadata(texts(&[("role", "database")]))
        .admin_metadata(texts(&[("attached_mode", "rw")]))
        .glance_metadata(texts(&[]))
        .volume_type(volume_type()?)
        .volume_attachment(VolumeAttachmentList::from(vec![attachment]))
        .consistencygroup(consistency_group()?)
        .snapshots(SnapshotList::from(vec![snapshot()?]))
        .group(group()?)
        .created_at(DateTime::UNIX_EPOCH)
        .build_orphan()
}

/// Holds an envelope against the one of the same object at its present version: every object in it has the version of
/// the release, or its own where the release does not know it, and exactly the fields of that version. Adds the names
/// of the objects to `met`.
fn compare(known: &BTreeMap<String, Version>, present: &Json, found: &Json, met: &mut BTreeSet<String>) {
    match (present, found) {
        (Json::Object(present), Json::Object(found)) if present.contains_key("versioned_object.data") => {
            let name = found["versioned_object.name"].as_str().unwrap();
            met.insert(name.to_owned());
            let object = registry().latest(name).unwrap();
            let version: Version = found["versioned_object.version"].as_str().unwrap().parse().unwrap();
            assert_eq!(version, known.get(name).copied().unwrap_or(object.version), "{name}");
            let (present, found) = (&present["versioned_object.data"], &found["versioned_object.data"]);
            let mut expected = present.as_object().unwrap().clone();
            expected.retain(|field, _| object.field(field).unwrap().exists_in(version));
            let found = found.as_object().unwrap();
            assert_eq!(
                expected.keys().collect::<Vec<_>>(),
                found.keys().collect::<Vec<_>>(),
                "{name} {version}"
            );
            for (field, value) in &expected {
                compare(known, value, &found[field], met);
            }
        }
        (Json::Array(present), Json::Array(found)) => {
            assert_eq!(present.len(), found.len());
            for (present, found) in present.iter().zip(found) {
                compare(known, present, found, met);
            }
        }
        _ => {}
    }
}

#[test]
fn every_release_reads_the_device_of_a_backup() {
    let of_volume = BackupDeviceInfo::builder().volume(volume().unwrap()).secure_enabled(true);
    let of_snapshot = BackupDeviceInfo::builder().snapshot(snapshot().unwrap()).secure_enabled(false);
    let mut met = BTreeMap::new();
    for mut info in [of_volume.build_orphan().unwrap(), of_snapshot.build_orphan().unwrap()] {
        // As in oslo, the changes of a child name fields that its older version has not.
        info.obj_reset_changes(&[], true);
        let present = WriteOptions::default().to_value(&info).unwrap();
        for release in releases().names() {
            let known = releases().get(release).unwrap();
            let envelope = releases().options(release).unwrap().to_value(&info).unwrap();
            compare(known, &present, &envelope, met.entry(release.to_owned()).or_default());

            // It reads back as what it is, and goes out as it came in.
            let read: BackupDeviceInfo =
                Reader::new().registry(registry()).read_value(envelope.clone()).unwrap();
            assert_eq!(WriteOptions::default().to_value(&read).unwrap(), envelope, "{release}");
        }
    }
    assert_eq!(met.len(), 28);
    let oldest = [
        "BackupDeviceInfo",
        "CGSnapshot",
        "Snapshot",
        "Volume",
        "VolumeAttachment",
        "VolumeAttachmentList",
        "VolumeType",
    ];
    assert_eq!(met["liberty"].iter().collect::<Vec<_>>(), oldest.iter().collect::<Vec<_>>());
    // Everything that the tree of a device has, at the latest release.
    let tree = registry().obj_tree_get_versions("BackupDeviceInfo").unwrap();
    assert_eq!(met["1.26"].iter().collect::<Vec<_>>(), tree.keys().collect::<Vec<_>>());
}

/// The real oslo.versionedobjects with the rules that Cinder wrote, and those that it should have.
#[test]
fn every_release_gets_the_device_that_oslo_writes() {
    let mut text = String::new();
    let packed = include_bytes!("data/device-by-release.jsonl.gz");
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    let mut lines = text.lines().map(parsed::<Json>);
    let present = lines.next().unwrap();
    let reader = Reader::new().registry(registry());
    let tree = registry().obj_tree_get_versions("BackupDeviceInfo").unwrap();
    assert!(tree.keys().all(|name| text.contains(&format!(r#""versioned_object.name":"{name}""#))));
    let device: BackupDeviceInfo = reader.read_value(present.clone()).unwrap();
    assert_eq!(WriteOptions::default().to_value(&device).unwrap(), present);
    let mut count = 0;
    for line in lines {
        count += 1;
        let release = line["release"].as_str().unwrap();
        let written = releases().options(release).unwrap().to_value(&device).unwrap();
        assert!(written == line["envelope"], "{release}");
        let read: BackupDeviceInfo = reader.read_value(written).unwrap();
        assert!(WriteOptions::default().to_value(&read).unwrap() == line["envelope"], "{release}");
    }
    assert_eq!(count, 28);
}

fn at(object: &dyn DynObject, version: &str) -> Json {
    let options = WriteOptions::default().target_version(version.parse().unwrap());
    options.to_value(object).unwrap()["versioned_object.data"].take()
}

/// Cinder's own rule, and the only one it has for values that are no statuses.
#[test]
fn extra_specs_without_a_value_are_empty_for_old_peers() {
    let specs = BTreeMap::from([("tier".to_owned(), None), ("thin".to_owned(), Some("yes".to_owned()))]);
    let kind = VolumeType::builder().extra_specs(specs).build_orphan().unwrap();
    assert_eq!(at(&kind, "1.1"), json!({"extra_specs": {"tier": null, "thin": "yes"}}));
    assert_eq!(at(&kind, "1.0"), json!({"extra_specs": {"tier": "", "thin": "yes"}}));
    let kind = VolumeType::builder().extra_specs(None).build_orphan().unwrap();
    assert_eq!(at(&kind, "1.0"), json!({"extra_specs": null}));
}

#[test]
fn old_peers_get_the_values_that_they_know() {
    let service = |status| Service::builder().replication_status(status).build_orphan().unwrap();
    for (status, older) in
        [(ReplicationStatus::Enabling, "disabled"), (ReplicationStatus::Disabling, "enabled")]
    {
        assert_eq!(at(&service(status), "1.3"), json!({"replication_status": older}));
        assert_eq!(at(&service(status), "1.4"), json!({"replication_status": status.as_str()}));
    }
    let attachment = |status| VolumeAttachment::builder().attach_status(status).build_orphan().unwrap();
    for (status, older) in
        [(VolumeAttachStatus::Reserved, "attaching"), (VolumeAttachStatus::Deleted, "detached")]
    {
        assert_eq!(at(&attachment(status), "1.0"), json!({"attach_status": older}));
        assert_eq!(at(&attachment(status), "1.1"), json!({"attach_status": status.as_str()}));
    }
}

/// Before 1.3 these fields took no null, and what is no UUID was a user all the same.
#[test]
fn a_volume_of_1_2_has_the_types_of_its_time() {
    let volume = Volume::builder().user_id("alice").size(1).deleted(None).build_orphan().unwrap();
    assert_eq!(at(&volume, "1.2"), json!({"user_id": "alice", "size": 1, "deleted": null}));
    let volume = Volume::builder().size(None).build_orphan().unwrap();
    let options = WriteOptions::default().target_version(Version::new(1, 2));
    let error = options.to_string(&volume).unwrap_err().to_string();
    assert_eq!(error, "Volume.size: null is no value of this field before 1.3");
}

/// Cinder has no relationships, only manifests: without one there is no saying which child an older peer reads.
#[test]
fn children_need_a_manifest() {
    let options = || WriteOptions::default().target_version(Version::new(1, 2));
    let error = options().to_string(&volume().unwrap()).unwrap_err().to_string();
    assert!(error.contains("No rule for volume_type"), "{error}");
    let tree = registry().obj_tree_get_versions("Volume").unwrap();
    let written = options().version_manifest(tree).to_value(&volume().unwrap()).unwrap();
    assert_eq!(written["versioned_object.data"]["volume_type"]["versioned_object.version"], "1.3");
}
