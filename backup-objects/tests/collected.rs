//! The registry of every type of the program.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use versioned_object_core::Registry;

#[test]
fn every_object_of_cinder_registers_itself() {
    let collected = Registry::collected().unwrap();
    let names: Vec<_> = collected.types().map(|object| object.name).collect();
    let registered: Vec<_> = backup_objects::registry().types().map(|object| object.name).collect();
    assert_eq!(registered.len(), 37);
    assert_eq!(names, registered);
    let tree = |name: &str| collected.obj_tree_get_versions(name).unwrap().len();
    assert_eq!([tree("BackupDeviceInfo"), tree("RequestSpec"), tree("LogLevelList")], [19, 20, 2]);
}
