//! `cargo bench -p bench --bench wire`: a backup to text and back, against plain structs with serde's derives.
#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::time::Duration;

use backup_objects::{Backup, BackupList};
use bench::{Case, Envelope, List, compare, fixed_layout, own_serde};
use versioned_object_core::{ObjectExt as _, ObjectList as _, Result, wire};

const ROUNDS: usize = 40;
const SPAN: Duration = Duration::from_millis(8);
const OURS: &str = "Backup";
const OWN: &str = "plain, chrono's serde (a)";
const FIXED: &str = "plain, fixed layout (b)";

fn main() -> Result<()> {
    println!("load: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    let dirty = bench::backup()?;
    let mut clean = dirty.clone();
    clean.obj_reset_changes(&[], false);
    bytes(&clean)?;
    one("clean", &clean)?;
    one("26 changed fields", &dirty)?;
    list(&clean)
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
}

fn one(what: &str, backup: &Backup) -> Result<()> {
    let own = Envelope::backup(bench::own_serde_backup(), backup.obj_what_changed());
    let fixed = Envelope::backup(bench::fixed_layout_backup(), backup.obj_what_changed());
    let text = wire::to_string(backup)?;
    assert_eq!([json(&own), json(&fixed)], [text.as_str(), text.as_str()]);
    let encode = &mut [
        Case::new(OURS, || wire::to_string(backup)),
        Case::new(OWN, || serde_json::to_string(&own)),
        Case::new(FIXED, || serde_json::to_string(&fixed)),
    ];
    println!("{}", compare(&format!("encode a backup, {what}, {} bytes", text.len()), ROUNDS, SPAN, encode));
    let decode = &mut [
        Case::new(OURS, || wire::from_str::<Backup>(&text)),
        Case::new(OWN, || serde_json::from_str::<Envelope<'_, own_serde::Backup>>(&text)),
        Case::new(FIXED, || serde_json::from_str::<Envelope<'_, fixed_layout::Backup>>(&text)),
    ];
    println!("{}", compare(&format!("decode a backup, {what}"), ROUNDS, SPAN, decode));
    Ok(())
}

fn list(backup: &Backup) -> Result<()> {
    const LEN: usize = 1000;
    let mut list: BackupList = vec![backup.clone(); LEN].into();
    list.obj_reset_changes(&[], true);
    assert_eq!(list.elements().len(), LEN);
    let text = wire::to_string(&list)?;
    let own =
        Envelope::list(List { objects: vec![Envelope::backup(bench::own_serde_backup(), Vec::new()); LEN] });
    let fixed = Envelope::list(List {
        objects: vec![Envelope::backup(bench::fixed_layout_backup(), Vec::new()); LEN],
    });
    assert_eq!([json(&own), json(&fixed)], [text.as_str(), text.as_str()]);
    let encode = &mut [
        Case::new(OURS, || wire::to_string(&list)),
        Case::new(OWN, || serde_json::to_string(&own)),
        Case::new(FIXED, || serde_json::to_string(&fixed)),
    ];
    println!(
        "{}",
        compare(&format!("encode a list of {LEN} backups, {} bytes", text.len()), ROUNDS, SPAN, encode)
    );
    let decode = &mut [
        Case::new(OURS, || wire::from_str::<BackupList>(&text)),
        Case::new(OWN, || serde_json::from_str::<Envelope<'_, List<'_, own_serde::Backup>>>(&text)),
        Case::new(FIXED, || serde_json::from_str::<Envelope<'_, List<'_, fixed_layout::Backup>>>(&text)),
    ];
    println!("{}", compare(&format!("decode a list of {LEN} backups"), ROUNDS, SPAN, decode));
    Ok(())
}

/// Bytes of a backup: of the struct, and of what the process grows by with many that were read from text.
fn bytes(backup: &Backup) -> Result<()> {
    const MANY: usize = 50_000;
    let (ours, plain) = (size_of::<Backup>(), size_of::<own_serde::Backup>());
    println!("bytes of a backup");
    println!("  struct: {ours} against {plain} of a plain one: {}", ratio(ours, plain));
    let text = wire::to_string(&backup.clone())?;
    let data = json(&bench::own_serde_backup());
    let start = resident();
    let many: Vec<Backup> = (0..MANY).map(|_| wire::from_str(&text)).collect::<Result<_>>()?;
    let middle = resident();
    let plain: Vec<own_serde::Backup> = (0..MANY).filter_map(|_| serde_json::from_str(&data).ok()).collect();
    let end = resident();
    assert_eq!([many.len(), plain.len()], [MANY, MANY]);
    let (ours, plain) = ((middle - start) / MANY, (end - middle) / MANY);
    println!("  with its texts, as the process grows: {ours} against {plain}: {}\n", ratio(ours, plain));
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn ratio(ours: usize, plain: usize) -> String {
    format!("{:.3}", ours as f64 / plain as f64)
}

/// Bytes of memory that the process has now; none where there is no `/proc`.
fn resident() -> usize {
    const PAGE: usize = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default() * PAGE
}
