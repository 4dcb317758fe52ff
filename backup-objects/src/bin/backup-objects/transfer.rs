//! `export` and `import`: records, one a line.

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
    for (index, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match BackupImport::from_record(line.trim()) {
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
        let imports = imports.into_iter().map(|(_, import)| import).collect();
        if let Err(error) = block_on(BackupImport::create_all(&ctx, imports)) {
            writeln!(errors, "error: {error}\nnothing was imported")?;
            return Err(Failure::Data);
        }
        stored = total;
    }
    bar.finish_and_clear();
    writeln!(out, "{stored} imported")?;
    if bad { Err(Failure::Data) } else { Ok(()) }
}
