//! `export`: backups as records, one a line.

use std::io::Write;

use backup_objects::{Backup, BackupList};
use clap::Args;
use pollster::block_on;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;

use crate::database::{next, open, operator, or_deleted};
use crate::failure::{Failure, Report};
use crate::progress::bar;

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

/// Writes records; what cannot be written is reported, and so is a number of them that is not the one of the backups.
pub(crate) fn export(
    url: &str,
    options: &Export,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let store = open(url)?;
    let ctx = operator(&store, ReadDeleted::No);
    let mut report = Report::new(errors);
    let mut written = 0;
    let mut record = |backup: Result<Backup>| -> Result<(), Failure> {
        match backup.and_then(|backup| backup.encode_record(&[] as &[(&str, Value)])) {
            Ok(record) => {
                writeln!(out, "{record}")?;
                written += 1;
            }
            Err(error) => report.error(error),
        }
        Ok(())
    };
    if options.all {
        let count = block_on(Backup::count(&ctx, &Query::new()))?;
        let bar = bar(count);
        let mut stream = BackupList::stream_all(&ctx, Query::new());
        while let Some(backup) = next(&mut stream) {
            record(backup)?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        if written != count {
            report.error(format_args!("records written: {written}, backups counted: {count}"));
        }
        return report.end();
    }
    for id in &options.ids {
        let backup = block_on(Backup::get_by_id(&ctx, id.as_str()));
        record(backup.map_err(|error| or_deleted(&ctx, error)))?;
    }
    report.end()
}
