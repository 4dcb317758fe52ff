//! An object with all of them.

use versioned_object_core::prelude::*;

use crate::base::{Base, Rack};
use crate::times::Times;

#[derive(Clone, VersionedObject)]
#[versioned_object(
    extends = Base,
    table = "disks",
    key = serial,
    project = tenant,
    timestamps(created = created_at),
    soft_delete(flag = gone, set(owner = "none")),
    relationships(part = [("1.0", "1.0")]),
    extra_fields(label)
)]
pub struct Disk {
    base: Base,
    tenant: Attr<String>,
    part: Attr<Box<Rack>>,
    rack_id: Attr<Uuid>,
    #[field(belongs_to(key = RACK_ID))]
    rack: Attr<Option<Box<Rack>>>,
    #[field(flatten)]
    times: Times,
}

impl Disk {
    pub fn label(&self) -> Result<String> {
        self.tenant().map(ToString::to_string)
    }
}
