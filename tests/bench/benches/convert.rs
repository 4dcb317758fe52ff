//! `cargo bench -p bench --bench convert`: 10,000 envelopes written at older versions, against the current one.
#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::time::Duration;

use backup_objects::prelude::*;
use bench::{Case, compare};
use versioned_object_core::serializer::Serializer;
use versioned_object_core::wire::WriteOptions;

const ROUNDS: usize = 40;
const SPAN: Duration = Duration::from_millis(20);
const MANY: usize = 10_000;

/// What Python wrote: two backups, a list of backups, and a device info with a volume.
const FAMILY: &str = include_str!("../../../backup-objects/data/envelopes.jsonl");

fn main() -> Result<()> {
    println!("load: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    let current = WriteOptions::default();
    let mut backup = bench::backup()?;
    let changed = envelopes(&backup)?;
    backup.obj_reset_changes(&[], false);
    let backups = envelopes(&backup)?;
    for minor in [3, 2, 0] {
        let older = WriteOptions::default().target_version(Version::new(1, minor));
        versions(&format!("Backup 1.4 at 1.{minor}"), &backups, &older, &current)?;
    }
    let older = WriteOptions::default().target_version(Version::new(1, 2));
    versions("Backup 1.4 at 1.2, 26 changed fields", &changed, &older, &current)?;
    let releases = backup_objects::releases();
    versions("Backup 1.4 at release 1.1", &backups, &releases.options("1.1")?, &current)?;
    let lines: Vec<_> = FAMILY.lines().cycle().take(MANY).map(str::to_owned).collect();
    versions("what Python wrote, at release 1.1", &lines, &releases.options("1.1")?, &current)?;
    versions("what Python wrote, at release 1.26", &lines, &releases.options("1.26")?, &current)
}

/// The envelopes of backups that differ in their ids.
fn envelopes(backup: &backup_objects::Backup) -> Result<Vec<String>> {
    let envelope = wire::to_string(backup)?;
    let id = backup.id()?.to_string();
    Ok((0..MANY as u128).map(|index| envelope.replace(&id, &Uuid::from_u128(index).to_string())).collect())
}

/// Times the writing alone, and the reading and writing of lines.
fn versions(what: &str, lines: &[String], older: &WriteOptions, current: &WriteOptions) -> Result<()> {
    let serializer = Serializer::new(backup_objects::registry().clone());
    let objects: Vec<_> =
        lines.iter().map(|line| serializer.read_any(None, line)).collect::<Result<Vec<_>>>()?;
    let write = |options: &WriteOptions| -> Result<usize> {
        objects.iter().map(|object| options.to_string(&**object).map(|text| text.len())).sum()
    };
    let convert = |options: &WriteOptions| -> Result<usize> {
        let written =
            |line: &String| options.to_string(&*serializer.read_any(None, line)?).map(|text| text.len());
        lines.iter().map(written).sum()
    };
    println!("{what}: {} envelopes, {} bytes for {}", lines.len(), write(older)?, write(current)?);
    let cases = &mut [Case::new("older", || write(older)), Case::new("current", || write(current))];
    println!("{}", compare("  written", ROUNDS, SPAN, cases));
    let cases = &mut [Case::new("older", || convert(older)), Case::new("current", || convert(current))];
    println!("{}", compare("  read and written", ROUNDS, SPAN, cases));
    Ok(())
}
