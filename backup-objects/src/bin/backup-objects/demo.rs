//! `demo`: the main job, narrated, on what Python wrote.

use std::collections::BTreeMap;
use std::io::{self, Write};

use backup_objects::{Backup, BackupDeviceInfo, BackupImport, BackupList, BackupStatus};
use pollster::block_on;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;
use versioned_object_core::wire::Reader;

use crate::failure::{Failure, named};
use crate::fingerprints::fingerprint;

const ENVELOPES: &str = include_str!("../../../data/envelopes.jsonl");
const RECORDS: &str = include_str!("../../../data/records.txt");
const PUBLISHED: &str = include_str!("../../../data/published-fingerprints.json");

/// Runs the demo.
pub(crate) fn run(out: &mut impl Write) -> Result<(), Failure> {
    match tell(out) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::Data),
        Err(Failure::Object(error)) => {
            writeln!(out, "the demo failed: {error}")?;
            Err(Failure::Data)
        }
        Err(failure) => Err(failure),
    }
}

/// Tells it all; false when something is not equal to what Python wrote or published.
fn tell(out: &mut impl Write) -> Result<bool, Failure> {
    let ctx = Context::builder().user_id("operator").is_admin(true).build();
    let reader = Reader::new().registry(backup_objects::registry()).context(&ctx);
    let (envelopes, read_equal) = read_all(out, &reader)?;
    let backup = change_one(out, &reader, envelopes[0])?;
    refuse(out, &reader, &backup)?;
    show_list_and_device(out, &reader, envelopes[2], envelopes[3])?;
    let records_equal = exchange_records(out)?;
    tell_store(out)?;
    let fingerprints_equal = compare_fingerprints(out)?;
    Ok(read_equal && records_equal && fingerprints_equal)
}

/// Reads every envelope and writes it back; gives them, and whether each was equal.
fn read_all(out: &mut impl Write, reader: &Reader<'_>) -> Result<(Vec<&'static str>, bool), Failure> {
    let mut all_equal = true;
    writeln!(out, "1. Envelopes that oslo.versionedobjects 3.12 wrote, read by name and version:")?;
    for line in ENVELOPES.lines() {
        let object = reader.read_any(line)?;
        let same = json(&wire::to_string(&*object)?)? == json(line)?;
        all_equal &= same;
        let verdict = if same { "written back equal" } else { "NOT written back equal" };
        writeln!(
            out,
            "   {} {}, {} bytes, {} fields set, changed: {:?}, {verdict}",
            object.obj_name(),
            object.obj_version(),
            line.len(),
            object.obj_descriptor().fields().filter(|f| object.obj_attr_is_set(f.name) == Ok(true)).count(),
            object.obj_what_changed(),
        )?;
    }
    Ok((ENVELOPES.lines().collect(), all_equal))
}

/// Shows one backup, and changes it.
fn change_one(out: &mut impl Write, reader: &Reader<'_>, envelope: &str) -> Result<Backup, Failure> {
    writeln!(out, "\n2. One of them, typed:")?;
    let mut backup: Backup = reader.read(envelope)?;
    let before = backup.clone();
    writeln!(out, "   name            {}", backup.name()?)?;
    writeln!(out, "   status          {}", backup.get("status")?)?;
    writeln!(out, "   size            {} GiB", backup.size()?.unwrap_or_default())?;
    writeln!(out, "   is_incremental  {}", backup.is_incremental()?)?;
    writeln!(out, "   dependent ones  {}", backup.has_dependent_backups()?)?;

    writeln!(out, "\n3. A change, by setter and by name:")?;
    backup.set_status(BackupStatus::Restoring)?;
    backup.set("restore_volume_id", "7d444840-9dc0-11d1-b245-5ffdce74fad2")?;
    for difference in before.obj_diff(&backup) {
        writeln!(out, "   {difference}")?;
    }
    writeln!(out, "   obj_what_changed() = {:?}", backup.obj_what_changed())?;
    writeln!(
        out,
        "   on the wire: …{}",
        wire::to_string(&backup)?.split_once("},").map_or("", |(_, rest)| rest)
    )?;

    Ok(backup)
}

/// Shows what is not accepted.
fn refuse(out: &mut impl Write, reader: &Reader<'_>, backup: &Backup) -> Result<(), Failure> {
    writeln!(out, "\n4. What is not accepted, with its path:")?;
    for (from, to) in
        [("\"restoring\"", "\"lost\""), ("\"size\":10", "\"size\":\"abc\""), ("\"1.4\"", "\"1.5\"")]
    {
        let broken = wire::to_string(backup)?.replacen(from, to, 1);
        let error =
            reader.read::<Backup>(&broken).err().map_or("accepted".to_owned(), |error| error.to_string());
        writeln!(out, "   {to:<14} {error}")?;
    }
    writeln!(
        out,
        "   {:<14} {}",
        "unset field",
        Backup::default().size().err().map_or(String::new(), |e| e.to_string())
    )?;

    Ok(())
}

/// Shows a list, and a device with a volume in it.
fn show_list_and_device(
    out: &mut impl Write,
    reader: &Reader<'_>,
    list: &str,
    device: &str,
) -> Result<(), Failure> {
    let mut list: BackupList = reader.read(list)?;
    writeln!(out, "\n5. A list, and the device that a backup reads from:")?;
    list.obj_sort_by_key(|backup| backup.object_count().map(std::cmp::Reverse))?;
    for backup in &list {
        let parent = backup.parent_id()?.unwrap_or("none");
        writeln!(out, "   {} {:<10} parent {parent}", backup.id()?, backup.display_name()?.unwrap_or("-"))?;
    }
    let info: BackupDeviceInfo = reader.read(device)?;
    if let Some(volume) = info.volume()? {
        let kind =
            volume.volume_type()?.map_or(Ok(None), backup_objects::VolumeType::name)?.unwrap_or("no type");
        let snapshots = volume.snapshots()?.map_or(0, |snapshots| snapshots.len());
        writeln!(
            out,
            "   {} ({kind}) with {snapshots} snapshot, is_snapshot = {}",
            volume.name()?,
            info.is_snapshot()?
        )?;
    }

    Ok(())
}

/// Imports the records that Python exported, and exports them again.
fn exchange_records(out: &mut impl Write) -> Result<bool, Failure> {
    let mut all_equal = true;
    writeln!(out, "\n6. Records: exported here, imported from Python, exported again:")?;
    for record in RECORDS.lines() {
        let import = BackupImport::from_record(record)?;
        let again = import.encode_record(&[("driver_info", Value::Map(Vec::new()))])?;
        all_equal &= again == record;
        let verdict = if again == record { "the same bytes" } else { "OTHER bytes" };
        let promoted = import.promote();
        writeln!(
            out,
            "   {} {} bytes, {verdict}, now a {}",
            promoted.id()?,
            record.len(),
            promoted.obj_name()
        )?;
    }
    Ok(all_equal)
}

/// Compares every fingerprint with the one that Cinder published.
fn compare_fingerprints(out: &mut impl Write) -> Result<bool, Failure> {
    writeln!(
        out,
        "\n8. Fingerprints, proved when this program was compiled, against those Cinder published:"
    )?;
    let published: BTreeMap<String, String> = serde_json::from_str(PUBLISHED).map_err(io::Error::from)?;
    let mut differing = 0;
    for object in backup_objects::registry().types() {
        let ours = fingerprint(object);
        let equal = published.get(object.name) == Some(&ours);
        differing += usize::from(!equal);
        writeln!(out, "   {:<25} {ours} {}", object.name, if equal { "equal" } else { "DIFFERENT" })?;
    }
    writeln!(out, "\n{} objects, {differing} differ.", backup_objects::registry().types().count())?;
    Ok(differing == 0)
}

/// A folder that goes when the demo ends, however it does.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// The same objects in a database.
fn tell_store(out: &mut impl Write) -> Result<(), Failure> {
    let folder = Folder(std::env::temp_dir().join(format!("backup-objects-demo-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).map_err(|error| named(&folder.0, error))?;
    writeln!(out, "\n7. A database in a temporary folder:")?;
    let store = Sqlite::file(folder.0.join("demo.sqlite")).open()?;
    let ctx = Context::builder().is_admin(true).store(&store).build();
    block_on(store.create_table::<Backup>())?;

    let mut imports = Vec::new();
    for record in RECORDS.lines() {
        imports.push(BackupImport::from_record(record)?);
    }
    let template = imports[0].clone();
    for number in 1..=8 {
        let mut copy = template.clone();
        copy.set_id(Uuid::from_u128(number))?;
        copy.set_size(i64::try_from(number).unwrap_or_default())?;
        copy.set_status(BackupStatus::Available)?;
        imports.push(copy);
    }
    let imports = block_on(BackupImport::create_all(&ctx, imports))?;
    writeln!(out, "   imported        {} backups, all or none", imports.len())?;

    let by_size = Query::new().sort(Backup::SIZE.desc());
    let first = block_on(BackupList::get_all(&ctx, &by_size.clone().limit(4)))?;
    let last = first.last().and_then(|backup| backup.id().ok()).map(|id| id.to_string());
    let second = block_on(BackupList::get_all(&ctx, &by_size.marker(last).limit(4)))?;
    let sizes = |list: &BackupList| -> Result<Vec<_>, Error> {
        list.iter().map(|backup| Ok(backup.size()?.unwrap_or_default())).collect()
    };
    writeln!(out, "   two pages       of sizes {:?} and {:?}", sizes(&first)?, sizes(&second)?)?;
    let small =
        Query::new().filter(Backup::STATUS.eq(BackupStatus::Available)).filter(Backup::SIZE.is_in([1, 2, 3]));
    writeln!(
        out,
        "   filtered        {} available of 1, 2 or 3 GiB",
        block_on(Backup::count(&ctx, &small))?
    )?;

    let wanted = block_on(Backup::get_by_id(&ctx, Uuid::from_u128(1)))?;
    let swaps = std::thread::scope(|scope| {
        let swap = || {
            let mut mine = wanted.clone();
            block_on(mine.update_single_status_where("restoring", "available"))
        };
        let racing: Vec<_> = (0..4).map(|_| scope.spawn(swap)).collect();
        racing.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
    });
    let won = swaps.iter().filter(|swap| matches!(swap, Ok(Ok(true)))).count();
    writeln!(out, "   swapped         a status that 4 threads want: {won} got it")?;

    let mut wanted = wanted;
    block_on(wanted.destroy())?;
    let left = block_on(Backup::count(&ctx, &Query::new()))?;
    let deleted = block_on(Backup::count(&ctx, &Query::new().read_deleted(ReadDeleted::Only)))?;
    writeln!(out, "   destroyed       {left} left, {deleted} deleted")?;
    Ok(())
}

/// A text as JSON, with the names of changed fields sorted: Python writes them in no order.
fn json(text: &str) -> Result<serde_json::Value, Failure> {
    let mut value: serde_json::Value = serde_json::from_str(text).map_err(io::Error::from)?;
    if let Some(changes) = value["versioned_object.changes"].as_array_mut() {
        changes.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    }
    Ok(value)
}
