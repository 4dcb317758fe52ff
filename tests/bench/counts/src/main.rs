//! Does one thing so often: `counts NAME COUNT`. `tests/bench/counts/run` counts the instructions of two runs, and what
//! the difference is for each time. Without a name, it prints all, each with how often it does the thing in one go.
#![allow(clippy::print_stdout, reason = "it answers there")]

#[allow(unreachable_pub, dead_code, reason = "the benchmarks have it too")]
#[path = "../../src/backup.rs"]
mod backup;
#[allow(unreachable_pub, reason = "the benchmarks have it too")]
#[path = "../../src/forms.rs"]
mod forms;

use std::error::Error;
use std::hint::black_box;

use backup_objects::{Backup, BackupImport, BackupList};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;
use versioned_object_core::wire::{Reader, WriteOptions, from_str, to_string};

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// How many objects a list has, and how many rows are read at once.
const LISTED: usize = 200;

/// What can be counted, and for how many objects each time stands.
const NAMES: &[(&str, usize)] = &[
    ("decode", 1),
    ("decode-changed", 1),
    ("decode-spaces", 1),
    ("decode-reversed", 1),
    ("decode-sorted-pretty", 1),
    ("decode-dyn", 1),
    ("decode-list", LISTED),
    ("encode", 1),
    ("encode-changed", 1),
    ("encode-list", LISTED),
    ("encode-at-1.3", 1),
    ("encode-at-1.2", 1),
    ("list-rows", LISTED),
];

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.as_slice() {
        [] => NAMES.iter().for_each(|(name, objects)| println!("{name} {objects}")),
        [name, count] => run(name, count.parse()?)?,
        _ => return Err("counts NAME COUNT".into()),
    }
    Ok(())
}

fn run(name: &str, count: usize) -> Done {
    let changed = backup::backup()?;
    let mut clean = changed.clone();
    clean.obj_reset_changes(&[], false);
    let mut list: BackupList = vec![clean.clone(); LISTED].into();
    list.obj_reset_changes(&[], true);
    let text = to_string(&clean)?;
    match name {
        "decode" => each(count, || from_str::<Backup>(&text)),
        "decode-changed" => {
            let text = to_string(&changed)?;
            each(count, || from_str::<Backup>(&text))
        }
        "decode-spaces" => {
            let text = forms::spaced(&text);
            each(count, || from_str::<Backup>(&text))
        }
        "decode-reversed" => {
            let text = forms::reversed(&text)?;
            each(count, || from_str::<Backup>(&text))
        }
        "decode-sorted-pretty" => {
            let text = forms::sorted_and_pretty(&text)?;
            each(count, || from_str::<Backup>(&text))
        }
        "decode-dyn" => {
            let reader = Reader::new().registry(backup_objects::registry());
            each(count, || reader.read_any(&text))
        }
        "decode-list" => {
            let text = to_string(&list)?;
            each(count, || from_str::<BackupList>(&text))
        }
        "encode" => each(count, || to_string(&clean)),
        "encode-changed" => each(count, || to_string(&changed)),
        "encode-list" => each(count, || to_string(&list)),
        "encode-at-1.3" | "encode-at-1.2" => {
            let minor = if name == "encode-at-1.3" { 3 } else { 2 };
            let older = WriteOptions::default().target_version(Version::new(1, minor));
            each(count, || older.to_string(&clean))
        }
        "list-rows" => list_rows(count, &text),
        _ => Err(format!("there is no {name}").into()),
    }
}

fn each<T, E: Error + 'static>(count: usize, mut run: impl FnMut() -> Result<T, E>) -> Done {
    for _ in 0..count {
        drop(black_box(run()?));
    }
    Ok(())
}

/// Lists rows of a database in memory.
fn list_rows(count: usize, text: &str) -> Done {
    let store = Sqlite::in_memory().open()?;
    let ctx = Context::builder().is_admin(true).store(&store).build();
    block_on(store.create_table::<Backup>())?;
    let imports = (0..LISTED as u128).map(|number| {
        let mut import = from_str::<BackupImport>(&text.replacen("\"Backup\"", "\"BackupImport\"", 1))?;
        import.obj_set_context(Some(&ctx));
        import.set_id(Uuid::from_u128(number))?;
        Ok(import)
    });
    block_on(BackupImport::create_all(&ctx, imports.collect::<Result<_>>()?))?;
    each(count, || {
        let rows = block_on(Backup::list(&ctx, &Query::new()))?;
        assert_eq!(rows.len(), LISTED);
        Ok::<_, versioned_object_core::Error>(rows)
    })
}
