//! `export` and `import`: records, one a line.

use std::collections::HashMap;
use std::future::poll_fn;
use std::io::{BufRead, IsTerminal, Write};
use std::pin::Pin;

use backup_objects::{Backup, BackupImport, BackupList};
use clap::Args;
use futures_core::Stream as _;
use indicatif::{ProgressBar, ProgressStyle};
use pollster::block_on;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;

use crate::Failure;
use crate::database::{open, operator};

/// How many records are worth a bar.
const LONG: u64 = 500;

/// How many records are stored between two looks of the bar.
const CHUNK: usize = 1000;

/// What `export` takes.
#[derive(Args)]
#[group(required = true)]
pub(crate) struct Export {
    /// The backups to export
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Every backup
    #[arg(long, conflicts_with = "ids")]
    all: bool,
}

/// A progress bar on standard error, where somebody looks and there is something to see.
fn bar(total: u64) -> ProgressBar {
    if total < LONG || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec}") {
        bar.set_style(style);
    }
    bar
}

/// Writes records; what cannot be written is reported.
pub(crate) fn export(
    url: &str,
    options: &Export,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let store = open(url, false)?;
    let ctx = operator(&store, ReadDeleted::No);
    let mut bad = false;
    let mut record = |backup: Result<Backup>| -> Result<(), Failure> {
        match backup.and_then(|backup| backup.encode_record(&[] as &[(&str, Value)])) {
            Ok(record) => writeln!(out, "{record}")?,
            Err(error) => {
                bad = true;
                writeln!(errors, "error: {error}")?;
            }
        }
        Ok(())
    };
    if options.all {
        let bar = bar(block_on(Backup::count(&ctx, &Query::new()))?);
        let mut stream = BackupList::stream_all(&ctx, Query::new());
        while let Some(backup) = block_on(poll_fn(|task| Pin::new(&mut stream).poll_next(task))) {
            record(backup)?;
            bar.inc(1);
        }
        bar.finish_and_clear();
    }
    for id in &options.ids {
        record(block_on(Backup::get_by_id(&ctx, id.as_str())))?;
    }
    if bad { Err(Failure::Data) } else { Ok(()) }
}

/// What `import` takes.
#[derive(Args)]
pub(crate) struct Import {
    /// Store the good records, and report each bad one
    #[arg(long)]
    keep_going: bool,
}

/// Stores records under the ids they have: all of them, or none.
pub(crate) fn import(
    url: &str,
    options: &Import,
    input: impl BufRead,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let store = open(url, false)?;
    let ctx = operator(&store, ReadDeleted::Yes);
    let mut bad = false;
    let mut imports = Vec::new();
    for (index, line) in input.split(b'\n').enumerate() {
        let line = line?;
        let record = std::str::from_utf8(&line).map(str::trim).map_err(|_| Error::invalid("not UTF-8"));
        if record.as_ref().is_ok_and(|record| record.is_empty()) {
            continue;
        }
        match record.and_then(BackupImport::from_record) {
            Ok(import) => imports.push((index + 1, import)),
            Err(error) => {
                bad = true;
                writeln!(errors, "error: line {}: {error}", index + 1)?;
            }
        }
    }
    if bad && !options.keep_going {
        writeln!(errors, "nothing was imported")?;
        return Err(Failure::Data);
    }
    let bar = bar(imports.len() as u64);
    let mut stored = 0;
    if options.keep_going {
        for (line, mut import) in imports {
            import.obj_set_context(Some(&ctx));
            match block_on(import.create()) {
                Ok(()) => stored += 1,
                Err(error) => {
                    bad = true;
                    writeln!(errors, "error: line {line}: {error}")?;
                }
            }
            bar.inc(1);
        }
    } else {
        let total = imports.len();
        let lines: HashMap<_, _> =
            imports.iter().filter_map(|(line, import)| Some((import.try_id()?.to_string(), *line))).collect();
        let mut imports = imports.into_iter().map(|(_, import)| import);
        let done = block_on(store.transaction(&ctx, async |tx: Context| {
            loop {
                let chunk: Vec<_> = imports.by_ref().take(CHUNK).collect();
                if chunk.is_empty() {
                    return Ok(());
                }
                bar.inc(BackupImport::create_all(&tx, chunk).await?.len() as u64);
            }
        }));
        if let Err(error) = done {
            bar.finish_and_clear();
            let line = match &error {
                Error::DuplicateEntry { id, .. } => lines.get(id),
                _ => None,
            };
            let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            writeln!(errors, "error: {place}{error}\nnothing was imported")?;
            return Err(Failure::Data);
        }
        stored = total;
    }
    bar.finish_and_clear();
    writeln!(out, "{stored} imported")?;
    if bad { Err(Failure::Data) } else { Ok(()) }
}
