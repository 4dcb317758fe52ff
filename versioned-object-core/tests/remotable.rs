//! Methods that Python calls over the wire, and children of open relationships, against what Python answered.

use serde_json::json;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;

// The fingerprints are those that Python's ObjectVersionChecker prints for the same classes.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    fingerprint = "1.0-116760f4e626495995c0bd5f1b5c9c60",
    remotable(
        save(self, context, expected = "None", type = "\"it's\""),
        get_by_id(cls, context, id, *args, **kwargs),
    )
)]
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    fingerprint = "1.1-9e3e6010f1528eb0125e3f25a4c6a114",
    note("1.1", "other methods"),
    extends = Lamp,
    remotable(save(self), aim(self, at = "1.5"))
)]
struct Spot {
    angle: Attr<f64>,
    base: Lamp,
}

#[test]
fn methods_are_listed_with_those_of_the_parent_behind() {
    let names = |descriptor: &versioned_object_core::ObjectDescriptor| {
        descriptor.remotable.iter().map(|method| method.name).collect::<Vec<_>>()
    };
    assert_eq!(names(Lamp::descriptor()), ["save", "get_by_id"]);
    assert_eq!(names(Spot::descriptor()), ["save", "aim", "save", "get_by_id"]);
    let aim = Spot::descriptor().remotable[1];
    assert_eq!(aim.spec, "ArgSpec(args=['self', 'at'], varargs=None, keywords=None, defaults=(1.5,))");
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.2", "as in Python"))]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.3",
    note("1.2", "as in Python"),
    note("1.3", "as in Python"),
    relationships(disk = [("1.0", "1.0"), ("1.1", "1.1"), ..], other = [..])
)]
struct Server {
    disk: Attr<Box<Disk>>,
    other: Attr<Box<Disk>>,
    meta: ObjectMeta,
}

#[test]
fn behind_an_open_relationship_the_child_stays_as_it_is() -> Result<()> {
    let disk = |size| Disk::builder().size(size).build_orphan();
    let server = Server::builder().disk(disk(1)?).other(disk(2)?).build_orphan()?;
    for (target, expected) in [((1, 0), "1.0"), ((1, 1), "1.1"), ((1, 2), "1.2")] {
        let target = Version::new(target.0, target.1);
        let envelope = WriteOptions::default().target_version(target).to_value(&server)?;
        let version = |field: &str| &envelope["versioned_object.data"][field]["versioned_object.version"];
        assert_eq!(*version("disk"), json!(expected));
        assert_eq!(*version("other"), json!("1.2"));
    }
    Ok(())
}
