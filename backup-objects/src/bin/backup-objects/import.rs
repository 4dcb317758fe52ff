//! `import`: records, one a line, into rows.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, Write};

use backup_objects::BackupImport;
use clap::Args;
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::{FieldDiff, ReadDeleted};

use crate::database::{deletion, is_deleted, open, operator};
use crate::failure::{Failure, Report};
use crate::lines::lines;
use crate::progress::bar;
use crate::show::safe;

/// How many records are looked at and stored at once.
const CHUNK: usize = 1000;

/// What `import` takes.
#[derive(Args)]
pub(crate) struct Import {
    /// Store the good records, and report each bad one
    #[arg(long)]
    keep_going: bool,
    /// A record whose backup is there already, and equal, is no error
    #[arg(long)]
    skip_existing: bool,
    /// Bring deleted backups back: a record is written into the row that is marked deleted
    #[arg(long)]
    revive: bool,
}

/// A record that was read.
struct Record {
    line: usize,
    import: BackupImport,
}

/// What became of the records.
#[derive(Default)]
struct Tally {
    stored: usize,
    /// None where it is not asked for.
    there: Option<usize>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} imported", self.stored)?;
        self.there.map_or(Ok(()), |there| write!(f, ", {there} were there already"))
    }
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
    let records = read(input, &mut report)?;
    let tally = if options.keep_going {
        store_each(&ctx, records, options, &mut report)?
    } else if report.is_bad() {
        Tally::default()
    } else {
        store_all(&store, &ctx, records, options, &mut report)?
    };
    if report.is_bad() && !options.keep_going {
        report.note("nothing was imported")?;
        return report.end();
    }
    let told = writeln!(out, "{tally}").and_then(|()| out.flush());
    told.map_err(|error| {
        let text = format!("the records are imported ({tally}), but that could not be written: {error}");
        io::Error::new(error.kind(), text)
    })?;
    report.end()
}

/// The records that can be read.
fn read(input: impl BufRead, report: &mut Report<impl Write>) -> Result<Vec<Record>, Failure> {
    let mut records = Vec::new();
    for line in lines(input) {
        let (line, record) = line?;
        let record = record.ok_or_else(|| Error::invalid("not UTF-8"));
        match record.and_then(|record| BackupImport::from_record(record.trim())) {
            Ok(import) => records.push(Record { line, import }),
            Err(error) => report.error(format_args!("line {line}: {error}"))?,
        }
    }
    Ok(records)
}

/// What is to be done with records.
#[derive(Default)]
struct Plan {
    new: Vec<Record>,
    /// Those whose rows are marked deleted.
    deleted: Vec<Record>,
    there: usize,
    /// What is wrong with others, each with its line.
    bad: Vec<String>,
}

/// Compares records with the rows that are there.
async fn plan(ctx: &Context, records: Vec<Record>, options: &Import) -> Result<Plan> {
    let ids: Vec<Value> =
        records.iter().filter_map(|record| record.import.try_id()).map(Value::from).collect();
    let rows = BackupImport::list(ctx, &Query::new().filter_by("id", ids)).await?;
    let mut known: HashMap<_, _> = rows.into_iter().filter_map(|row| Some((row.try_id()?, row))).collect();
    let mut plan = Plan::default();
    for Record { line, import } in records {
        let id = import.try_id();
        let taken = match id.and_then(|id| known.get(&id)) {
            None => &mut plan.new,
            Some(row) if options.skip_existing && is_there(row, &import) => {
                plan.there += 1;
                continue;
            }
            Some(row) if options.revive && is_deleted(row) => &mut plan.deleted,
            Some(row) => {
                plan.bad.push(format!("line {line}: {}", refusal(row, &import, options)));
                continue;
            }
        };
        if let Some(id) = id {
            known.insert(id, import.clone());
        }
        taken.push(Record { line, import });
    }
    Ok(plan)
}

/// The id of a record, for messages.
fn text(import: &BackupImport) -> String {
    import.try_id().map(|id| id.to_string()).unwrap_or_default()
}

/// Whether a row is what storing a record would make.
fn is_there(row: &BackupImport, import: &BackupImport) -> bool {
    is_deleted(row) == is_deleted(import) && differences(row, import).is_empty()
}

/// Why a record does not go into the row that is there.
fn refusal(row: &BackupImport, import: &BackupImport, options: &Import) -> String {
    if is_deleted(row) {
        return format!("{}: `--revive` brings it back, `purge` removes it for good", deletion(row));
    }
    let there = Error::DuplicateEntry { object: BackupImport::NAME, id: text(import) };
    if !options.skip_existing {
        return there.to_string();
    }
    let differences: Vec<_> = differences(row, import).iter().map(|one| safe(&one.to_string())).collect();
    format!("{there}, and the record differs: {}", differences.join(", "))
}

/// Where a row is not what storing a record would make.
fn differences(row: &BackupImport, import: &BackupImport) -> Vec<FieldDiff> {
    let mut found = row.obj_diff(import);
    found.retain(|FieldDiff { field, left, right, .. }| match (left, right) {
        // What the store has for null.
        (_, None) | (Some(Value::Int(0) | Value::Bool(false)), Some(Value::Null)) => false,
        (_, Some(Value::Null)) if *field == "created_at" => false,
        (Some(Value::String(left)), Some(Value::Null)) => *field != "fail_reason" || !left.is_empty(),
        // Of which the column keeps the beginning.
        (Some(Value::String(left)), Some(Value::String(right))) if *field == "fail_reason" => {
            !right.chars().take(255).eq(left.chars())
        }
        _ => true,
    });
    found
}

/// Writes a record into its row, which is marked deleted, and makes it live.
async fn revive(ctx: &Context, mut import: BackupImport) -> Result<()> {
    for field in BackupImport::descriptor().fields() {
        // What a new row would have of it.
        if field.nullable() && field.name != "created_at" && !import.obj_attr_is_set(field.name)? {
            import.set(field.name, Value::Null)?;
        }
    }
    import.obj_set_context(Some(ctx));
    import.revive().await
}

/// Stores each by itself, and says what became of them.
fn store_each(
    ctx: &Context,
    mut records: Vec<Record>,
    options: &Import,
    report: &mut Report<impl Write>,
) -> Result<Tally, Failure> {
    let bar = bar(records.len() as u64);
    let (mut stored, mut there) = (0, 0);
    while !records.is_empty() {
        let rest = records.split_off(records.len().min(CHUNK));
        let chunk = std::mem::replace(&mut records, rest);
        let (first, last) = (chunk[0].line, chunk[chunk.len() - 1].line);
        let plan = match block_on(plan(ctx, chunk, options)) {
            Ok(plan) => plan,
            Err(error) => {
                report.error(format_args!("lines {first} to {last}: {error}"))?;
                continue;
            }
        };
        there += plan.there;
        for message in &plan.bad {
            report.error(message)?;
        }
        bar.inc((plan.there + plan.bad.len()) as u64);
        let new = plan.new.into_iter().map(|record| (record, false));
        for (Record { line, mut import }, is_deleted) in
            new.chain(plan.deleted.into_iter().map(|record| (record, true)))
        {
            let done = if is_deleted {
                block_on(revive(ctx, import))
            } else {
                import.obj_set_context(Some(ctx));
                block_on(import.create())
            };
            match done {
                Ok(()) => stored += 1,
                Err(error) => report.error(format_args!("line {line}: {error}"))?,
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    Ok(Tally { stored, there: options.skip_existing.then_some(there) })
}

/// Stores all or none, and says what became of them.
fn store_all(
    store: &Store,
    ctx: &Context,
    records: Vec<Record>,
    options: &Import,
    report: &mut Report<impl Write>,
) -> Result<Tally, Failure> {
    let total = records.len();
    let bar = bar(total as u64);
    let mut records = records.into_iter();
    let (mut there, mut bad) = (0, Vec::new());
    let done = block_on(store.transaction(ctx, async |tx: Context| {
        loop {
            let chunk: Vec<_> = records.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                // Which undoes all of it.
                return if bad.is_empty() { Ok(()) } else { Err(Error::invalid_input("bad records")) };
            }
            bar.inc(chunk.len() as u64);
            let plan = plan(&tx, chunk, options).await?;
            there += plan.there;
            bad.extend(plan.bad);
            if bad.is_empty() {
                bad.extend(store_plan(&tx, plan.new, plan.deleted).await?);
            }
        }
    }));
    bar.finish_and_clear();
    if let (true, Err(error)) = (bad.is_empty(), done) {
        report.error(error)?;
    }
    for message in bad {
        report.error(message)?;
    }
    Ok(Tally { stored: total - there, there: options.skip_existing.then_some(there) })
}

/// Stores records, and says what is wrong with one that cannot be, with its line.
async fn store_plan(tx: &Context, new: Vec<Record>, deleted: Vec<Record>) -> Result<Option<String>> {
    for Record { line, import } in deleted {
        if let Err(error) = revive(tx, import).await {
            return Ok(Some(format!("line {line}: {error}")));
        }
    }
    let lines: Vec<_> = new.iter().map(|record| (record.line, text(&record.import))).collect();
    let imports = new.into_iter().map(|record| record.import).collect();
    match BackupImport::create_all(tx, imports).await {
        Ok(_) => Ok(None),
        Err(Error::DuplicateEntry { object, id }) => {
            let line = lines.iter().find(|(_, known)| *known == id);
            let place = line.map(|(line, _)| format!("line {line}: ")).unwrap_or_default();
            Ok(Some(format!("{place}{}", Error::DuplicateEntry { object, id })))
        }
        Err(error) => Err(error),
    }
}
