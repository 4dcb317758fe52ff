//! 10,000 envelopes written at older versions, against the current one.

use backup_objects::prelude::*;
use bench::{Done, run};
use versioned_object_core::serializer::Serializer;
use versioned_object_core::wire::WriteOptions;

use crate::{Bench, wire};

const GROUP: &str = "convert";
const MANY: usize = 10_000;

/// What Python wrote: two backups, a list of backups, and a device info with a volume.
const FAMILY: &str = include_str!("../../../../backup-objects/data/envelopes.jsonl");

pub(crate) fn all(bench: &mut Bench) -> Done {
    let changed = envelopes(&bench::backup()?)?;
    let backups = envelopes(&wire::clean()?)?;
    let at = |minor| WriteOptions::default().target_version(Version::new(1, minor));
    for minor in [3, 2, 0] {
        versions(bench, &format!("10,000 at 1.{minor}"), "ours at 1.4", &backups, &at(minor))?;
    }
    versions(bench, "10,000 at 1.2, all 26 fields changed", "ours at 1.4", &changed, &at(2))?;
    let releases = backup_objects::releases();
    versions(bench, "10,000 for release 1.1", "ours at 1.4", &backups, &releases.options("1.1")?)?;
    let lines: Vec<_> = FAMILY.lines().cycle().take(MANY).map(str::to_owned).collect();
    for release in ["1.1", "1.26"] {
        let what = format!("what Python wrote, for release {release}");
        versions(bench, &what, "ours as it is", &lines, &releases.options(release)?)?;
    }
    Ok(())
}

/// The envelopes of backups that differ in their ids.
fn envelopes(backup: &backup_objects::Backup) -> Result<Vec<String>> {
    let envelope = versioned_object_core::wire::to_string(backup)?;
    let id = backup.id()?.to_string();
    Ok((0..MANY as u128).map(|index| envelope.replace(&id, &Uuid::from_u128(index).to_string())).collect())
}

/// Times the writing alone, and the reading and writing of lines.
fn versions(bench: &mut Bench, what: &str, peer: &str, lines: &[String], older: &WriteOptions) -> Done {
    let names = [format!("write {what}"), format!("read and write {what}")];
    if !names.iter().any(|name| bench.wants(GROUP, name)) {
        return Ok(());
    }
    let current = WriteOptions::default();
    let serializer = Serializer::new(backup_objects::registry().clone());
    let read = |line: &String| serializer.read_any(None, line);
    let objects = lines.iter().map(read).collect::<Result<Vec<_>>>()?;
    let write = |options: &WriteOptions| -> Result<usize> {
        objects.iter().map(|object| options.to_string(&**object).map(|text| text.len())).sum()
    };
    let convert = |options: &WriteOptions| -> Result<usize> {
        lines.iter().map(|line| options.to_string(&*read(line)?).map(|text| text.len())).sum()
    };
    write(older)?;
    bench.compare(GROUP, &names[0], || write(older), vec![(peer, run(|| write(&current)))])?;
    bench.compare(GROUP, &names[1], || convert(older), vec![(peer, run(|| convert(&current)))])
}
