//! What is done to one object: read by a registry, written at an older version, fields by name.

use std::collections::HashMap;

use backup_objects::Backup;
use bench::{Done, run};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Reader, WriteOptions};

use crate::{Bench, wire};

const GROUP: &str = "objects";
const MAP: &str = "`HashMap<String, Value>`";

pub(crate) fn all(bench: &mut Bench) -> Done {
    let backup = wire::clean()?;
    let text = versioned_object_core::wire::to_string(&backup)?;
    let reader = Reader::new().registry(backup_objects::registry());
    let typed = run(|| reader.read::<Backup>(&text));
    bench.compare(
        GROUP,
        "decode to `dyn` by a registry",
        || reader.read_any(&text),
        vec![("ours, typed", typed)],
    )?;
    let current = WriteOptions::default();
    for minor in [3, 2, 0] {
        let older = WriteOptions::default().target_version(Version::new(1, minor));
        let peers = vec![("ours at 1.4", run(|| current.to_string(&backup)))];
        bench.compare(GROUP, &format!("encode at 1.{minor}"), || older.to_string(&backup), peers)?;
    }
    fields(bench, &backup)
}

/// All fields by their names, taken out as values of their own, and put in.
fn fields(bench: &mut Bench, backup: &Backup) -> Done {
    let names = backup.keys();
    let plain = serde_json::to_value(bench::own_serde_backup())?;
    let mut map: HashMap<String, serde_json::Value> =
        plain.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect();
    assert!(names.iter().filter(|name| map.contains_key(**name)).count() == 26, "{names:?}");
    let names: Vec<&str> = names.into_iter().filter(|name| map.contains_key(*name)).collect();
    let get = || names.iter().map(|name| backup.get(*name)).collect::<Result<Vec<_>>>();
    let theirs = run(|| names.iter().map(|name| map.get(*name).cloned()).collect::<Option<Vec<_>>>());
    bench.compare(GROUP, "get each of 26 fields by `&str`", get, vec![(MAP, theirs)])?;
    let values = get()?;
    let plain: Vec<_> = names.iter().filter_map(|name| map.get(*name).cloned()).collect();
    let mut written = backup.clone();
    let set = || names.iter().zip(&values).try_for_each(|(name, value)| written.set(*name, value.clone()));
    let theirs = run(|| {
        for (name, value) in names.iter().zip(&plain) {
            if let Some(place) = map.get_mut(*name) {
                *place = value.clone();
            }
        }
    });
    bench.compare(GROUP, "set each of 26 fields by `&str`", set, vec![(MAP, theirs)])
}
