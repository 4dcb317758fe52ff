//! The device that a backup reads from, with its row as it is now.

use versioned_object_core::prelude::*;

use crate::objects::backup_device_info::{BackupDeviceInfo, null_device};
use crate::objects::snapshot::Snapshot;
use crate::objects::volume::Volume;

#[object_methods]
impl BackupDeviceInfo {
    /// The map that services passed before there was this object, with the device as its row has it now: Cinder's
    /// `to_primitive(context)`.
    ///
    /// [`BackupDeviceInfo::legacy_primitive`] gives the device as it is here.
    ///
    /// # Errors
    /// `ProgrammingError`, unless exactly one of `snapshot` and `volume` is set. When the device is null, or has no row that the
    /// context sees.
    #[python(to_primitive(self, context))]
    pub async fn to_primitive(&self, context: &Context) -> Result<Value> {
        let mut fresh = self.clone();
        if self.is_snapshot()? {
            let id = self.snapshot()?.ok_or_else(null_device)?.id()?;
            fresh.set_snapshot(<Snapshot as Persistent>::get_by_id(context, id).await?)?;
        } else {
            let id = self.volume()?.ok_or_else(null_device)?.id()?;
            fresh.set_volume(<Volume as Persistent>::get_by_id(context, id).await?)?;
        }
        fresh.legacy_primitive()
    }
}
