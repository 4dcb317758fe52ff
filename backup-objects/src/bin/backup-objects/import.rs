//! `import`: records, one a line, into rows.

use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, Write};

use backup_objects::BackupImport;
use clap::Args;
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::{FieldDiff, ReadDeleted};

use crate::database::{deletion, is_deleted, open, operator};
use crate::failure::{Failure, Report, said};
use crate::input::{beyond, lines};
use crate::progress::bar;

/// How many records are looked at and stored at once.
const CHUNK: usize = 1000;

/// After how many bytes of records there is no further one with them.
const CHUNK_SIZE: usize = 64 << 20;

/// How many bytes of memory the records may take that are stored all or none.
const MOST: usize = 1 << 30;

/// What a line takes besides its text.
const LINE: usize = 64;

/// What `import` takes.
#[derive(Args)]
pub(crate) struct Import {
    /// Store the good records, and report each bad one
    #[arg(long)]
    keep_going: bool,
    /// A record whose backup is there already, and equal, is no error
    #[arg(long)]
    skip_existing: bool,
    /// Bring deleted backups back: a record of a live one is written into the row that is marked deleted
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
    let tally = if options.keep_going {
        store_each(&ctx, input, options, &mut report)
    } else {
        let records = read(input, &mut report);
        if report.is_bad() {
            Tally::default()
        } else {
            store_all(&store, &ctx, records, options, &mut report)
        }
    };
    if report.is_bad() && !options.keep_going {
        report.note("nothing was imported");
        return report.end();
    }
    let told = writeln!(out, "{tally}").and_then(|()| out.flush());
    said(format_args!("the records are imported ({tally})"), told)?;
    report.end()
}

/// The lines with records that can be read, as texts: these are what they are, objects are larger than short texts.
fn read(input: impl BufRead, report: &mut Report<impl Write>) -> Vec<(usize, Box<str>)> {
    let (mut records, mut size) = (Vec::new(), 0);
    for (line, text) in lines(input) {
        match text.and_then(|text| record(line, &text).map(|_| text)) {
            Ok(text) => {
                let text: Box<str> = text.trim().into();
                size += text.len() + LINE;
                if size > MOST {
                    let limit = beyond(MOST, "bytes of records at once, `--keep-going` takes any number");
                    report.error(format_args!("line {line}: {limit}"));
                    break;
                }
                records.push((line, text));
            }
            Err(error) => report.error(format_args!("line {line}: {error}")),
        }
    }
    records
}

/// The record of a line.
fn record(line: usize, text: &str) -> Result<Record> {
    BackupImport::from_record(text.trim()).map(|import| Record { line, import })
}

/// The next records that are looked at together; none when there are no more lines.
fn chunk<T: AsRef<str>>(
    lines: &mut impl Iterator<Item = (usize, Result<T>)>,
    bad: &mut dyn FnMut(String),
) -> Option<Vec<Record>> {
    let (mut records, mut size, mut ended) = (Vec::new(), 0, true);
    for (line, text) in lines {
        ended = false;
        let text = text.inspect(|text| size += text.as_ref().len());
        match text.and_then(|text| record(line, text.as_ref())) {
            Ok(record) => records.push(record),
            Err(error) => bad(format!("line {line}: {error}")),
        }
        if records.len() >= CHUNK || size >= CHUNK_SIZE {
            break;
        }
    }
    (!ended).then_some(records)
}

/// What is to be done with records that are stored all or none.
#[derive(Default)]
struct Plan {
    new: Vec<Record>,
    /// Those whose rows are marked deleted.
    deleted: Vec<Record>,
    there: usize,
    /// What is wrong with others, each with its line.
    bad: Vec<String>,
}

/// What is to be done with a record.
enum Verdict {
    /// It is a new row.
    New,
    /// Its row is marked deleted, and brought back.
    Deleted,
    There,
    Refused(String),
}

/// The rows of records: those that are there, and those that are made of the records before.
struct Rows(HashMap<Uuid, BackupImport>);

impl Rows {
    /// Those that are there.
    async fn of(ctx: &Context, records: &[Record]) -> Result<Self> {
        let ids: Vec<Value> =
            records.iter().filter_map(|record| record.import.try_id()).map(Value::from).collect();
        let rows = BackupImport::list(ctx, &Query::new().filter_by("id", ids)).await?;
        Ok(Self(rows.into_iter().filter_map(|row| Some((row.try_id()?, row))).collect()))
    }

    fn verdict(&self, import: &BackupImport, options: &Import) -> Verdict {
        match import.try_id().and_then(|id| self.0.get(&id)) {
            None => Verdict::New,
            Some(row) if options.skip_existing && is_there(row, import) => Verdict::There,
            Some(row) if options.revive && is_revivable(row, import) => Verdict::Deleted,
            Some(row) => Verdict::Refused(refusal(row, import, options)),
        }
    }

    /// From here on, there is a row of this record.
    fn add(&mut self, import: BackupImport) {
        if let Some(id) = import.try_id() {
            self.0.insert(id, import);
        }
    }
}

/// Compares records with the rows that are there, as if those before were stored.
async fn plan(ctx: &Context, records: Vec<Record>, options: &Import) -> Result<Plan> {
    let mut rows = Rows::of(ctx, &records).await?;
    let mut plan = Plan::default();
    for record in records {
        let taken = match rows.verdict(&record.import, options) {
            Verdict::New => &mut plan.new,
            Verdict::Deleted => &mut plan.deleted,
            Verdict::There => {
                plan.there += 1;
                continue;
            }
            Verdict::Refused(why) => {
                plan.bad.push(format!("line {}: {why}", record.line));
                continue;
            }
        };
        rows.add(record.import.clone());
        taken.push(record);
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

/// Whether a record brings a row back: it is live, and the row is not.
fn is_revivable(row: &BackupImport, import: &BackupImport) -> bool {
    is_deleted(row) && !is_deleted(import)
}

/// Why a record does not go into the row that is there.
fn refusal(row: &BackupImport, import: &BackupImport, options: &Import) -> String {
    if is_revivable(row, import) {
        return format!("{}: `--revive` brings it back, `purge` removes it for good", deletion(row));
    }
    let there = Error::DuplicateEntry { object: BackupImport::NAME, id: text(import), is_key: true };
    if !options.skip_existing {
        return there.to_string();
    }
    let differences: Vec<_> = differences(row, import).iter().map(ToString::to_string).collect();
    format!("{there}, and the record differs: {}", differences.join(", "))
}

/// Where a row is not what storing a record would make.
fn differences(row: &BackupImport, import: &BackupImport) -> Vec<FieldDiff> {
    let mut found = row.obj_diff(import);
    found.retain(|FieldDiff { field, left, right, .. }| {
        match (left, right.as_ref().or(Some(&Value::Null))) {
            (left, right) if left.as_ref() == right => false,
            // What the store has for null.
            (Some(Value::Int(0) | Value::Bool(false)), Some(Value::Null)) => false,
            (_, Some(Value::Null)) if *field == "created_at" => false,
            (Some(Value::String(left)), Some(Value::Null)) => *field != "fail_reason" || !left.is_empty(),
            // Of which the column keeps the beginning.
            (Some(Value::String(left)), Some(Value::String(right))) if *field == "fail_reason" => {
                !right.chars().take(255).eq(left.chars())
            }
            _ => true,
        }
    });
    found
}

/// Writes a record into its row, which is marked deleted, and makes it live.
async fn revive(ctx: &Context, import: &mut BackupImport) -> Result<()> {
    for field in BackupImport::descriptor().fields() {
        // What a new row would have of it.
        if field.nullable() && field.name != "created_at" && !import.obj_attr_is_set(field.name)? {
            import.set(field.name, Value::Null)?;
        }
    }
    import.obj_set_context(Some(ctx));
    import.revive().await
}

/// Stores each by itself, as they come, and says what became of them.
fn store_each(
    ctx: &Context,
    input: impl BufRead,
    options: &Import,
    report: &mut Report<impl Write>,
) -> Tally {
    let (mut stored, mut there) = (0, 0);
    let mut lines = lines(input);
    loop {
        let mut bad = Vec::new();
        let chunk = chunk(&mut lines, &mut |message| bad.push(message));
        for message in bad {
            report.error(message);
        }
        let Some(chunk) = chunk else { break };
        let mut rows = match block_on(Rows::of(ctx, &chunk)) {
            Ok(rows) => rows,
            Err(error) => {
                let line = |record: Option<&Record>| record.map(|record| record.line).unwrap_or_default();
                let (first, last) = (line(chunk.first()), line(chunk.last()));
                report.error(format_args!("lines {first} to {last}: {error}"));
                continue;
            }
        };
        for Record { line, mut import } in chunk {
            let done = match rows.verdict(&import, options) {
                Verdict::New => {
                    import.obj_set_context(Some(ctx));
                    block_on(import.create())
                }
                Verdict::Deleted => block_on(revive(ctx, &mut import)),
                Verdict::There => {
                    there += 1;
                    continue;
                }
                Verdict::Refused(why) => {
                    report.error(format_args!("line {line}: {why}"));
                    continue;
                }
            };
            match done {
                Ok(()) => {
                    stored += 1;
                    rows.add(import);
                }
                Err(error) => report.error(format_args!("line {line}: {error}")),
            }
        }
    }
    Tally { stored, there: options.skip_existing.then_some(there) }
}

/// Stores all or none, and says what became of them.
fn store_all(
    store: &Store,
    ctx: &Context,
    records: Vec<(usize, Box<str>)>,
    options: &Import,
    report: &mut Report<impl Write>,
) -> Tally {
    let total = records.len();
    let bar = bar(total as u64);
    let mut records = records.into_iter().map(|(line, text)| (line, Ok(text)));
    let mut there = 0;
    let mut tell = |message: String| report.error(message);
    let done = block_on(store.transaction(ctx, async |tx: Context| {
        let mut is_good = true;
        while let Some(chunk) = chunk(&mut records, &mut tell) {
            bar.inc(chunk.len() as u64);
            let plan = plan(&tx, chunk, options).await?;
            there += plan.there;
            let mut bad = plan.bad;
            if is_good && bad.is_empty() {
                bad.extend(store_plan(&tx, plan.new, plan.deleted).await?);
            }
            is_good &= bad.is_empty();
            bad.into_iter().for_each(&mut tell);
        }
        // An error undoes all of it.
        if is_good { Ok(()) } else { Err(Error::invalid_input("bad records")) }
    }));
    bar.finish_and_clear();
    if let (false, Err(error)) = (report.is_bad(), done) {
        report.error(error);
    }
    Tally { stored: total - there, there: options.skip_existing.then_some(there) }
}

/// Stores records, and says what is wrong with one that cannot be, with its line.
async fn store_plan(tx: &Context, new: Vec<Record>, deleted: Vec<Record>) -> Result<Option<String>> {
    // What is brought back may be one of the new.
    let bad = create_all(tx, new).await?;
    if bad.is_some() {
        return Ok(bad);
    }
    for Record { line, mut import } in deleted {
        if let Err(error) = revive(tx, &mut import).await {
            return Ok(Some(format!("line {line}: {error}")));
        }
    }
    Ok(None)
}

async fn create_all(tx: &Context, new: Vec<Record>) -> Result<Option<String>> {
    match BackupImport::create_all(tx, new.iter().map(|record| record.import.clone()).collect()).await {
        Ok(_) => Ok(None),
        // Which of them it was is found out one by one: they are undone with all the others.
        Err(error) if is_of_record(&error) => {
            for Record { line, mut import } in new {
                import.obj_set_context(Some(tx));
                match import.create().await {
                    Err(error) if is_of_record(&error) => return Ok(Some(format!("line {line}: {error}"))),
                    done => done?,
                }
            }
            Err(error)
        }
        Err(error) => Err(error),
    }
}

/// Whether a record is at fault, and not the database.
fn is_of_record(error: &Error) -> bool {
    !matches!(error, Error::Database { .. })
}
