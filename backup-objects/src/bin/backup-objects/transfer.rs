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

use crate::database::{open, operator};
use crate::failure::{Failure, Report};
use crate::lines::lines;

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
    let store = open(url)?;
    let ctx = operator(&store, ReadDeleted::No);
    let mut report = Report::new(errors);
    let mut record = |backup: Result<Backup>| -> Result<(), Failure> {
        match backup.and_then(|backup| backup.encode_record(&[] as &[(&str, Value)])) {
            Ok(record) => writeln!(out, "{record}")?,
            Err(error) => report.error(error)?,
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
    report.end()
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
    let store = open(url)?;
    let ctx = operator(&store, ReadDeleted::Yes);
    let mut report = Report::new(errors);
    let imports = read(input, &mut report)?;
    let stored = if options.keep_going {
        store_each(&ctx, imports, &mut report)?
    } else if report.is_bad() {
        0
    } else {
        store_all(&store, &ctx, imports, &mut report)?
    };
    if report.is_bad() && !options.keep_going {
        report.note("nothing was imported")?;
    } else {
        writeln!(out, "{stored} imported")?;
    }
    report.end()
}

/// The records that can be read, each with the number of its line.
fn read(input: impl BufRead, report: &mut Report<impl Write>) -> Result<Vec<(usize, BackupImport)>, Failure> {
    let mut imports = Vec::new();
    for line in lines(input) {
        let (number, record) = line?;
        let record = record.ok_or_else(|| Error::invalid("not UTF-8"));
        match record.and_then(|record| BackupImport::from_record(record.trim())) {
            Ok(import) => imports.push((number, import)),
            Err(error) => report.error(format_args!("line {number}: {error}"))?,
        }
    }
    Ok(imports)
}

/// Stores each by itself, and says how many it could.
fn store_each(
    ctx: &Context,
    imports: Vec<(usize, BackupImport)>,
    report: &mut Report<impl Write>,
) -> Result<usize, Failure> {
    let bar = bar(imports.len() as u64);
    let mut stored = 0;
    for (line, mut import) in imports {
        import.obj_set_context(Some(ctx));
        match block_on(import.create()) {
            Ok(()) => stored += 1,
            Err(error) => report.error(format_args!("line {line}: {error}"))?,
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(stored)
}

/// Stores all or none, and says how many.
fn store_all(
    store: &Store,
    ctx: &Context,
    imports: Vec<(usize, BackupImport)>,
    report: &mut Report<impl Write>,
) -> Result<usize, Failure> {
    let total = imports.len();
    let bar = bar(total as u64);
    let lines: HashMap<_, _> =
        imports.iter().filter_map(|(line, import)| Some((import.try_id()?.to_string(), *line))).collect();
    let mut imports = imports.into_iter().map(|(_, import)| import);
    let done = block_on(store.transaction(ctx, async |tx: Context| {
        loop {
            let chunk: Vec<_> = imports.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(());
            }
            bar.inc(BackupImport::create_all(&tx, chunk).await?.len() as u64);
        }
    }));
    bar.finish_and_clear();
    let Err(error) = done else {
        return Ok(total);
    };
    let line = match &error {
        Error::DuplicateEntry { id, .. } => lines.get(id),
        _ => None,
    };
    let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
    report.error(format_args!("{place}{error}"))?;
    Ok(0)
}
