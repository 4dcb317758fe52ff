//! What a backup reads from: Cinder's `BackupDeviceInfo` 1.0.

use versioned_object_core::prelude::*;

use super::snapshot::Snapshot;
use super::volume::Volume;
use crate::python::cinder;

/// The device that a backup reads its data from: a volume or a snapshot, one of the two.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.backup"),
    fingerprint = "74b3950676c690538f4bc6796bd0042e",
    extra_fields(is_snapshot, device_obj),
    dict = cinder,
    comparable,
    relationships(..)
)]
pub struct BackupDeviceInfo {
    /// The volume to read; unset when it is a snapshot.
    volume: Attr<Option<Box<Volume>>>,
    /// The snapshot to read; unset when it is a volume.
    snapshot: Attr<Option<Box<Snapshot>>>,
    /// Whether the driver opens the device without root privileges.
    #[field(default = false)]
    secure_enabled: Attr<bool>,
    meta: ObjectMeta,
}

#[object_methods]
impl BackupDeviceInfo {
    /// Whether the device is a snapshot: whether that field is set, if only to null.
    ///
    /// # Errors
    /// `ProgrammingError`, unless exactly one of `snapshot` and `volume` is set.
    pub fn is_snapshot(&self) -> Result<bool> {
        let is_snapshot = self.is_set(Self::SNAPSHOT);
        if is_snapshot == self.is_set(Self::VOLUME) {
            let reason = "Either snapshot or volume field should be set.".to_owned();
            return Err(Error::Application { kind: "ProgrammingError", reason });
        }
        Ok(is_snapshot)
    }

    /// The snapshot or the volume, whichever is set; none when it is null.
    ///
    /// # Errors
    /// `ProgrammingError`, unless exactly one of `snapshot` and `volume` is set.
    pub fn device_obj(&self) -> Result<Option<Box<dyn DynObject>>> {
        Ok(if self.is_snapshot()? {
            self.snapshot()?.map(DynObject::obj_clone_box)
        } else {
            self.volume()?.map(DynObject::obj_clone_box)
        })
    }

    /// Reads the map that services passed before there was this object:
    /// `{"backup_device": …, "secure_enabled": …, "is_snapshot": …}`. The device is an object, its envelope, or a map
    /// of its fields as a row of the database has them; columns that are no fields are left out.
    ///
    /// ```
    /// use backup_objects::BackupDeviceInfo;
    /// use versioned_object_core::prelude::*;
    ///
    /// let device = serde_json::json!({"id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "volume_size": 3});
    /// let legacy = serde_json::json!({"backup_device": device, "secure_enabled": true, "is_snapshot": true});
    /// let info = BackupDeviceInfo::from_primitive(legacy, &Context::admin())?;
    /// assert_eq!(info.snapshot()?.unwrap().volume_size()?, Some(3));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// A key is missing, or the device is not one; the error has the path.
    #[python(from_primitive(cls, primitive, context, expected_attrs = "None"))]
    pub fn from_primitive(primitive: impl Into<Value>, context: &Context) -> Result<Self> {
        let Value::Map(entries) = primitive.into() else {
            return Err(Error::invalid("expected a map").at(Self::NAME));
        };
        let [mut device, mut secure, mut snapshot] = [None, None, None];
        for (key, value) in entries {
            match key.as_str() {
                "backup_device" => device = Some(value),
                "secure_enabled" => secure = Some(value),
                "is_snapshot" => snapshot = Some(value),
                _ => {}
            }
        }
        let missing = |key: &str| Error::invalid(format!("missing key `{key}`")).at(Self::NAME);
        let device = device.ok_or_else(|| missing("backup_device"))?;
        let secure = secure.ok_or_else(|| missing("secure_enabled"))?;
        let snapshot = snapshot.ok_or_else(|| missing("is_snapshot"))?;

        let mut info = Self::new(context);
        info.set("secure_enabled", secure)?;
        if snapshot
            .as_bool()
            .ok_or_else(|| Error::invalid("expected a boolean").at("is_snapshot").at(Self::NAME))?
        {
            info.set_snapshot(read_device::<Snapshot>(device, context)?)?;
        } else {
            info.set_volume(read_device::<Volume>(device, context)?)?;
        }
        Ok(info)
    }

    /// The map that services passed before there was this object, with the fields of the device as they are set here.
    ///
    /// # Errors
    /// `ProgrammingError`, unless exactly one of `snapshot` and `volume` is set. When the device is null, or a needed field
    /// is unset.
    pub fn legacy_primitive(&self) -> Result<Value> {
        let device = self.device_obj()?.ok_or_else(null_device)?;
        let fields = wire::WriteOptions::default().plain().to_value(&*device)?;
        Ok(Value::Map(vec![
            ("backup_device".to_owned(), fields.into()),
            ("secure_enabled".to_owned(), self.secure_enabled()?.into()),
            ("is_snapshot".to_owned(), self.is_snapshot()?.into()),
        ]))
    }
}

/// A device has to be there for what services passed.
pub(crate) fn null_device() -> Error {
    Error::invalid("the device is null").at(BackupDeviceInfo::NAME)
}

/// A device that is given as an object, as an envelope, or as a map of fields, which then count as unchanged.
fn read_device<T: VersionedObject>(device: Value, context: &Context) -> Result<T> {
    let reader = wire::Reader::new().context(context);
    let named = |error: Error| error.at("backup_device").at(BackupDeviceInfo::NAME);
    match device {
        Value::Object(object) => match object.into_any().downcast::<T>() {
            Ok(object) => Ok(*object),
            Err(_) => Err(named(Error::invalid(format!("expected an object {}, got another", T::NAME)))),
        },
        device if device.get(&format!("{}.name", T::SERIAL_NAMESPACE)).is_some() => {
            reader.read_value(device).map_err(named)
        }
        device => {
            let mut object: T = reader.read_plain_value(device).map_err(named)?;
            object.obj_reset_changes(&[], true);
            Ok(object)
        }
    }
}
