//! Declarations at the edges: nothing but a meta, raw names, types that refer to each other, everything private.

#![deny(warnings)]

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "0.0")]
struct Empty {
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Nothing {}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct OnlyMixins {
    #[field(flatten)]
    nothing: Nothing,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Empty)]
struct Child {
    base: Empty,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Child, version = "4294967295.0")]
struct Grandchild {
    base: Child,
    #[field(rename = "CG_backend")]
    cg_backend: Attr<String>,
    #[field(flatten)]
    nothing: Nothing,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Volume {
    snapshots: Attr<Vec<Snapshot>>,
    parent: Attr<Option<Box<Volume>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Snapshot {
    volume: Attr<Box<Volume>>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let text = wire::to_string(&Empty::orphan())?;
    let _: Empty = wire::from_str(&text)?;
    assert!(Child::orphan().keys().is_empty() && OnlyMixins::orphan().keys().is_empty());
    let child = Grandchild::builder().cg_backend("a").build_orphan()?;
    assert_eq!(child.get("CG_backend")?, "a");
    assert_eq!(child.keys(), ["CG_backend"]);
    let mut volume = Volume::builder().parent(Volume::orphan()).build_orphan()?;
    volume.parent_mut()?.unwrap().set_parent(None)?;
    let snapshot = Snapshot::builder().volume(volume.clone()).build_orphan()?;
    volume.set_snapshots([snapshot])?;
    assert_eq!(volume.snapshots()?.len(), 1);
    assert!(volume.snapshots()?[0].volume()?.parent()?.is_some());
    Ok(())
}
