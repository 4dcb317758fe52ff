//! A backup of an older version, raised to the present one: against serde-evolve, a crate of migrations between structs.

use backup_objects::Backup;
use bench::{Done, own_serde, run};
use chrono::{DateTime, Utc};
use serde::de::IntoDeserializer as _;
use serde::de::value::StrDeserializer;
use serde::{Deserialize, Serialize};
use serde_evolve::Versioned;
use uuid::Uuid;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Plain, Reader, WriteOptions};

use crate::{Bench, wire};

type Moment = Option<DateTime<Utc>>;
type Text = Option<String>;
type Status = Option<bench::PlainStatus>;

/// Declares the data of a version, and how it becomes that of the next.
macro_rules! version {
    ($name:ident, $status:ty $(, $newer:ident)?) => {
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub(crate) struct $name {
            id: Uuid,
            user_id: String,
            project_id: String,
            volume_id: Uuid,
            host: Text,
            availability_zone: Text,
            container: Text,
            parent_id: Text,
            status: $status,
            fail_reason: Text,
            size: Option<i64>,
            display_name: Text,
            display_description: Text,
            service_metadata: Text,
            service: Text,
            object_count: Option<i64>,
            temp_volume_id: Text,
            temp_snapshot_id: Text,
            num_dependent_backups: Option<i64>,
            snapshot_id: Text,
            data_timestamp: Moment,
            $($newer: Text,)?
            created_at: Moment,
            updated_at: Moment,
            deleted_at: Moment,
            deleted: Option<bool>,
        }
    };
}

/// One version out of another.
macro_rules! raised {
    ($from:ty => $to:ty, |$old:ident| $($changed:ident: $value:expr),*) => {
        raised!(@ $from, $to, $old, [$($changed: $value),*]);
    };
    (@ $from:ty, $to:ty, $old:ident, [$($changed:ident: $value:expr),*]) => {
        impl From<$from> for $to {
            fn from($old: $from) -> Self {
                Self {
                    $($changed: $value,)*
                    id: $old.id,
                    user_id: $old.user_id,
                    project_id: $old.project_id,
                    volume_id: $old.volume_id,
                    host: $old.host,
                    availability_zone: $old.availability_zone,
                    container: $old.container,
                    parent_id: $old.parent_id,
                    fail_reason: $old.fail_reason,
                    size: $old.size,
                    display_name: $old.display_name,
                    display_description: $old.display_description,
                    service_metadata: $old.service_metadata,
                    service: $old.service,
                    object_count: $old.object_count,
                    temp_volume_id: $old.temp_volume_id,
                    temp_snapshot_id: $old.temp_snapshot_id,
                    num_dependent_backups: $old.num_dependent_backups,
                    snapshot_id: $old.snapshot_id,
                    data_timestamp: $old.data_timestamp,
                    created_at: $old.created_at,
                    updated_at: $old.updated_at,
                    deleted_at: $old.deleted_at,
                    deleted: $old.deleted,
                }
            }
        }
    };
}

version!(Backup2, Text);
version!(Backup3, Status);
version!(Backup4, Status, restore_volume_id);

/// What all of them become.
#[derive(Clone, Debug, Versioned)]
#[versioned(mode = "infallible", chain(Backup2, Backup3, Backup4))]
pub(crate) struct Current(own_serde::Backup);

raised!(Backup2 => Backup3, |old| status: old.status.and_then(|text| from_text(&text)));
raised!(Backup3 => Backup4, |old| status: old.status, restore_volume_id: None);
raised!(Backup4 => own_serde::Backup, |old| status: old.status, restore_volume_id: old.restore_volume_id);
raised!(own_serde::Backup => Backup4, |old| status: old.status, restore_volume_id: old.restore_volume_id);

impl From<Backup4> for Current {
    fn from(data: Backup4) -> Self {
        Self(data.into())
    }
}

impl From<&Current> for Backup4 {
    fn from(current: &Current) -> Self {
        current.0.clone().into()
    }
}

fn from_text(text: &str) -> Status {
    let text: StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
    bench::PlainStatus::deserialize(text).ok()
}

pub(crate) fn all(bench: &mut Bench) -> Done {
    let backup = wire::clean()?;
    let reader = Reader::new().upgrade();
    for (name, minor) in [("read a Backup 1.4", 4), ("read a Backup 1.2, raised to 1.4", 2)] {
        let ours = WriteOptions::default().target_version(Version::new(1, minor)).to_string(&backup)?;
        let theirs = match minor {
            4 => {
                let data = Backup4::from(&Current(bench::own_serde_backup()));
                serde_json::to_string(&CurrentVersions::V3(data))?
            }
            _ => tagged(&ours)?,
        };
        let read = |text: &str| serde_json::from_str::<CurrentVersions>(text).map(Current::from);
        // Both give the same, but that ours leaves unset what the older version did not have.
        let (our, their) = (reader.read::<Backup>(&ours)?, read(&theirs)?.0);
        let mut their = serde_json::to_value(&their)?;
        if let Some(fields) = their.as_object_mut().filter(|_| minor < 4) {
            assert_eq!(fields.remove("restore_volume_id"), Some(serde_json::Value::Null));
        }
        assert_eq!(serde_json::to_value(Plain(our))?, their);
        let peers = vec![("serde-evolve", run(|| read(&theirs)))];
        bench.compare("evolve", name, || reader.read::<Backup>(&ours), peers)?;
    }
    Ok(())
}

/// The data of an envelope at 1.2, as the crate wants it: flat, with the number of its version in the chain.
fn tagged(envelope: &str) -> Done<String> {
    let (_, data) = envelope.split_once("\"versioned_object.data\":{").ok_or("no data")?;
    let (fields, _) = data.split_once('}').ok_or("no end of the data")?;
    Ok(format!("{{\"_version\":\"1\",{fields}}}"))
}
