//! A name with `r#` in front is the name.

#![deny(warnings)]

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
enum State {
    #[enum_field(to(Gone))]
    New,
    #[enum_field(to(r#Lost))]
    r#Gone,
    Lost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
enum Kind {
    r#Fast,
    r#VerySlow,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    table = "disks",
    key = r#number,
    timestamps(created = made),
    soft_delete(flag = r#gone, at = at, set(state = "lost")),
    relationships(part = [("1.0", "1.0")]),
    extra_fields(r#double)
)]
struct r#Disk {
    number: Attr<i64>,
    r#made: Attr<Option<DateTime<Utc>>>,
    #[field(default = false)]
    gone: r#Attr<bool>,
    r#at: Attr<Option<DateTime<Utc>>>,
    state: Attr<Option<State>>,
    #[field(value("1.1", VerySlow, instead = r#Fast))]
    kind: Attr<Kind>,
    #[field(value("1.1", r#VerySlow, instead = Fast))]
    other_kind: Attr<r#Option<Kind>>,
    r#part: Attr<Option<Part>>,
    r#type: Attr<BTreeMap<r#String, i64>>,
    meta: r#ObjectMeta,
}

#[object_methods]
impl r#Disk {
    pub fn r#double(&self) -> Result<i64> {
        Ok(self.number()? * 2)
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct r#Part {
    r#meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Part)]
struct Parts {
    r#objects: Attr<Vec<r#Part>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = r#Part)]
struct LargePart {
    r#base: Part,
    size: Attr<i64>,
}

fn main() {
    assert_eq!(State::New.allowed_next(), Some([State::Gone].as_slice()));
    let states = <State as EnumField>::DESCRIPTOR.transitions;
    assert_eq!(states, Some([["gone"].as_slice(), &["lost"], &[]].as_slice()));
    assert_eq!((Disk::NAME, LargePart::NAME, Parts::NAME), ("Disk", "LargePart", "Parts"));
    let disk = Disk::builder().number(2).part(Part::orphan()).build_orphan().unwrap();
    assert_eq!((disk.double(), disk.r#type().is_ok()), (Ok(4), false));
}
