//! How often memory is asked for: to read an object once for each text and container that it owns, to write one once.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::hint::black_box;

use backup_objects::{Backup, BackupList};
use bench::{fixed_layout_backup, own_serde_backup};
use dhat::{HeapStats, Profiler};
use versioned_object_core::{ObjectExt as _, ObjectList as _, wire};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// How many backups are in a list.
const LISTED: usize = 100;

/// How often it asks for memory, when it is not done for the first time.
fn asked<T>(mut run: impl FnMut() -> T) -> u64 {
    drop(black_box(run()));
    let before = HeapStats::get().total_blocks;
    let made = black_box(run());
    let asked = HeapStats::get().total_blocks - before;
    drop(made);
    asked
}

/// The profiler is one for the whole process: all of it is one test.
#[test]
fn memory_is_asked_for_as_often_as_an_object_needs() {
    let _profiler = Profiler::builder().testing().build();

    // The judge: a copy of a plain struct asks once for each of its texts that is not empty.
    let texts = asked(|| own_serde_backup().clone()) / 2;
    assert_eq!(texts, 9, "user, project, host, zone, container, name, description, metadata, service");
    assert_eq!(asked(|| vec![String::from("a"), String::from("b")]), 3);
    assert_eq!(asked(|| fixed_layout_backup().clone()), 2 * texts);

    let changed = bench::backup().unwrap();
    let mut clean = changed.clone();
    clean.obj_reset_changes(&[], false);
    let mut list: BackupList = vec![clean.clone(); LISTED].into();
    list.obj_reset_changes(&[], true);
    let (one, all) = (wire::to_string(&clean).unwrap(), wire::to_string(&changed).unwrap());
    let spaced = bench::spaced(&one);
    let many = wire::to_string(&list).unwrap();
    assert_eq!(list.elements().len(), LISTED);
    // A text does not say how long its list is: room for it doubles as it grows, from four on.
    let grown = 1 + (LISTED / 4).ilog2() + 1;
    let needed = texts * u64::try_from(LISTED).unwrap() + u64::from(grown);
    let cases = [
        ("decode", asked(|| wire::from_str::<Backup>(&one).unwrap()), texts),
        ("decode, all changed", asked(|| wire::from_str::<Backup>(&all).unwrap()), texts),
        ("decode with spaces", asked(|| wire::from_str::<Backup>(&spaced).unwrap()), texts),
        ("decode a list", asked(|| wire::from_str::<BackupList>(&many).unwrap()), needed),
        ("encode", asked(|| wire::to_string(&clean).unwrap()), 1),
        ("encode, all changed", asked(|| wire::to_string(&changed).unwrap()), 1),
        // Once more when the first element says how long the others are.
        ("encode a list", asked(|| wire::to_string(&list).unwrap()), 2),
    ];
    let wrong: Vec<_> = cases.iter().filter(|(_, asked, needed)| asked > needed).collect();
    assert!(wrong.is_empty(), "what, how often it asks, how often it may: {wrong:?}");
}
