//! What is deprecated may be declared: an enum, a variant, a mixin, an object, a list, a subclass, and what is recorded of its
//! methods.

#![deny(warnings)]

use versioned_object_core::prelude::*;

/// A state that nobody should name.
#[deprecated = "use `Phase`"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(serde, name = "OldState")]
pub enum State {
    On,
    Off,
}

/// What follows on what, with variants that nobody should name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(serde, fingerprint_values("old", "new", "older"))]
pub enum Phase {
    #[deprecated]
    #[enum_field(start, to(New, Older))]
    Old,
    #[enum_field(to(Old))]
    New,
    #[deprecated(note = "it is too old")]
    #[enum_field(rename = "older", to(Old))]
    Older,
}

#[deprecated]
#[derive(Clone, FieldMixin)]
pub struct Place {
    #[field(default = 3)]
    rack: Attr<Option<i64>>,
    rows: Attr<Vec<i64>>,
}

/// A mixin of this module.
#[deprecated]
#[derive(Clone, FieldMixin)]
struct Empty {}

#[deprecated = "use `Drive`"]
#[allow(deprecated)]
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "it is faster"),
    fingerprint = "b9b0853b1ade8902afd1c58df8a01149",
    table = "disks",
    comparable,
    extra_fields(twice),
    hooks(load_attr, make_compatible),
    relationships(spare = [("1.0", "1.0"), ("1.1", "1.1")])
)]
pub struct Disk {
    id: Attr<Uuid>,
    node_id: Attr<Uuid>,
    #[field(default = State::Off)]
    state: Attr<State>,
    #[field(value("1.1", Older, instead = Old))]
    phase: Attr<Phase>,
    spare: Attr<Option<Box<Disk>>>,
    #[field(flatten)]
    place: Place,
    #[field(flatten)]
    empty: Empty,
    meta: ObjectMeta,
}

#[allow(deprecated)]
#[object_methods]
impl Disk {
    /// Twice the rack.
    #[deprecated]
    pub fn twice(&self) -> Result<Option<i64>> {
        Ok(self.rack()?.map(|rack| rack * 2))
    }

    fn hook_load_attr(&mut self, _: &'static str) -> Result<()> {
        Ok(())
    }

    fn hook_make_compatible(
        &self,
        _: &mut versioned_object_core::serde_json::Map<String, versioned_object_core::serde_json::Value>,
        _: Version,
    ) -> Result<()> {
        Ok(())
    }
}

#[deprecated]
#[allow(deprecated)]
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, child_versions(("1.0", "1.1")))]
pub struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[deprecated]
#[allow(deprecated)]
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk, table = "drives")]
struct Drive {
    base: Disk,
    rounds: Attr<i64>,
}

#[deprecated]
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Disk)]
struct Tape {
    meta: ObjectMeta,
}

#[allow(deprecated)]
fn main() -> Result<()> {
    let disk = Disk::builder().rack(3).state(State::On).build_orphan()?;
    assert_eq!((disk.twice()?, disk.state()?), (Some(6), State::On));
    assert_eq!(Disk::descriptor().methods.len(), 1);
    assert_eq!("older".parse::<Phase>()?, Phase::Older);
    assert!(DiskList::orphan().objects().is_err() && Tape::orphan().obj_what_changed().is_empty());
    assert!(Drive::orphan().rounds().is_err() && Drive::orphan().rows().is_err());
    Ok(())
}
