//! A backup to text and back, against plain structs with serde's derives.

use backup_objects::{Backup, BackupList};
use bench::{Done, Envelope, List, Measured, fixed_layout, own_serde, resident, run};
use serde_json::Value;
use versioned_object_core::{ObjectExt as _, ObjectList as _, Result, wire};

use crate::Bench;

const GROUP: &str = "wire";
const OWN: &str = "plain (a)";
const FIXED: &str = "plain (b)";
/// How many are in a list.
pub(crate) const LISTED: usize = 1000;

type Own<'a> = Envelope<'a, own_serde::Backup>;
type Fixed<'a> = Envelope<'a, fixed_layout::Backup>;

/// A backup without changes.
pub(crate) fn clean() -> Result<Backup> {
    let mut backup = bench::backup()?;
    backup.obj_reset_changes(&[], false);
    Ok(backup)
}

/// A list of them.
pub(crate) fn list() -> Result<BackupList> {
    let mut list: BackupList = vec![clean()?; LISTED].into();
    list.obj_reset_changes(&[], true);
    assert_eq!(list.elements().len(), LISTED);
    Ok(list)
}

pub(crate) fn all(bench: &mut Bench) -> Done {
    let clean = clean()?;
    one(bench, "", &clean)?;
    one(bench, ", all 26 fields changed", &bench::backup()?)?;
    lists(bench)?;
    forms(bench, &wire::to_string(&clean)?)
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
}

fn one(bench: &mut Bench, what: &str, backup: &Backup) -> Done {
    let own = Envelope::backup(bench::own_serde_backup(), backup.obj_what_changed());
    let fixed = Envelope::backup(bench::fixed_layout_backup(), backup.obj_what_changed());
    let text = wire::to_string(backup)?;
    assert_eq!([json(&own), json(&fixed)], [text.as_str(), text.as_str()]);
    let peers = vec![
        (OWN, run(|| serde_json::from_str::<Own<'_>>(&text))),
        (FIXED, run(|| serde_json::from_str::<Fixed<'_>>(&text))),
    ];
    bench.compare(GROUP, &format!("decode{what}"), || wire::from_str::<Backup>(&text), peers)?;
    let peers =
        vec![(OWN, run(|| serde_json::to_string(&own))), (FIXED, run(|| serde_json::to_string(&fixed)))];
    bench.compare(GROUP, &format!("encode{what}"), || wire::to_string(backup), peers)
}

fn lists(bench: &mut Bench) -> Done {
    let list = list()?;
    let text = wire::to_string(&list)?;
    let own = vec![Envelope::backup(bench::own_serde_backup(), Vec::new()); LISTED];
    let own = Envelope::list(List { objects: own });
    let fixed = vec![Envelope::backup(bench::fixed_layout_backup(), Vec::new()); LISTED];
    let fixed = Envelope::list(List { objects: fixed });
    assert_eq!([json(&own), json(&fixed)], [text.as_str(), text.as_str()]);
    let peers = vec![
        (OWN, run(|| serde_json::from_str::<Envelope<'_, List<'_, own_serde::Backup>>>(&text))),
        (FIXED, run(|| serde_json::from_str::<Envelope<'_, List<'_, fixed_layout::Backup>>>(&text))),
    ];
    bench.compare(GROUP, "decode a list of 1,000", || wire::from_str::<BackupList>(&text), peers)?;
    let peers =
        vec![(OWN, run(|| serde_json::to_string(&own))), (FIXED, run(|| serde_json::to_string(&fixed)))];
    bench.compare(GROUP, "encode a list of 1,000", || wire::to_string(&list), peers)
}

/// The same backup, written by others: ours against what ours takes for its own text, and against the plain struct.
fn forms(bench: &mut Bench, text: &str) -> Done {
    let forms = [
        ("decode with spaces, as Python writes", "ours without", bench::spaced(text)),
        ("decode, fields in reverse order", "ours in order", bench::reversed(text)?),
        ("decode, keys sorted, pretty-printed", "ours as written", bench::sorted_and_pretty(text)?),
    ];
    for (name, peer, form) in forms {
        let value = |text: &str| serde_json::from_str::<Value>(text);
        assert_eq!(value(&form)?, value(text)?);
        assert_eq!(wire::to_string(&wire::from_str::<Backup>(&form)?)?, text);
        let peers = vec![
            (peer, run(|| wire::from_str::<Backup>(text))),
            (OWN, run(|| serde_json::from_str::<Own<'_>>(&form))),
        ];
        bench.compare(GROUP, name, || wire::from_str::<Backup>(&form), peers)?;
    }
    Ok(())
}

/// Bytes of a backup: of the struct, and of what the process grows by with many that were read from text.
pub(crate) fn bytes(bench: &mut Bench) -> Done {
    const MANY: usize = 50_000;
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    let sizes = |ours: usize, plain: usize| Measured::once(ours as f64, plain as f64);
    bench.put("bytes", "the struct", "plain", sizes(size_of::<Backup>(), size_of::<own_serde::Backup>()))?;
    let text = wire::to_string(&clean()?)?;
    let data = json(&bench::own_serde_backup());
    let start = resident();
    let many: Vec<Backup> = (0..MANY).map(|_| wire::from_str(&text)).collect::<Result<_>>()?;
    let middle = resident();
    let plain: Vec<own_serde::Backup> = (0..MANY).filter_map(|_| serde_json::from_str(&data).ok()).collect();
    let end = resident();
    assert_eq!([many.len(), plain.len()], [MANY, MANY]);
    let grown = sizes((middle - start) / MANY, (end - middle) / MANY);
    bench.put("bytes", "with its texts, of 50,000 that were read", "plain", grown)
}
