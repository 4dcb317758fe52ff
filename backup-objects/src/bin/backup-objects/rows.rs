//! `init`, `create`, `list`, `show`, `set` and `delete`.

use std::io::{Read, Write};

use backup_objects::{Backup, Snapshot, Volume};
use clap::{Args, ValueEnum};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Lookup, ObjectStream};
use versioned_object_core::{ReadDeleted, escaped};

use crate::database::{self, deletion, is_deleted, next, open, operator, or_deleted};
use crate::failure::{Failure, Report, said};
use crate::filter::{self, Filter, value_of};
use crate::input::whole;
use crate::migration;
use crate::show;

/// What `init` takes.
#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Init {
    /// Switch the database to a log beside it (WAL), for good: reads and writes do not wait for each other then
    #[arg(long)]
    wal: bool,
    /// Say in words and SQL what would bring the tables to the versions of the objects, and do nothing
    #[arg(long, conflicts_with_all = ["migrate", "wal"])]
    plan: bool,
    /// Do that: services of older releases can go on meanwhile
    #[arg(long)]
    migrate: bool,
    /// With one of these two, what takes from the tables what only older releases need, once none is left
    #[arg(long)]
    contract: bool,
}

impl Init {
    /// Whether it does nothing but say something.
    pub(crate) fn is_only_told(&self) -> bool {
        self.plan
    }
}

/// Makes the tables, or checks those that are there.
pub(crate) fn init(url: &str, options: &Init, out: &mut impl Write) -> Result<(), Failure> {
    if options.plan || options.migrate {
        // A plan leaves everything as it is, and does not make a file.
        let store = if options.migrate { database::init(url, options.wal)? } else { open(url)? };
        return migration::run(&store, options.migrate, options.contract, out);
    }
    if options.contract {
        return Err(Failure::Usage("`--contract` goes with `--plan` or `--migrate`".to_owned()));
    }
    let store = database::init(url, options.wal)?;
    block_on(async {
        store.create_table::<Backup>().await?;
        store.create_table::<Volume>().await?;
        store.create_table::<Snapshot>().await?;
        store.check_table::<Backup>().await?;
        store.check_table::<Volume>().await?;
        store.check_table::<Snapshot>().await
    })?;
    let tables = [Backup::descriptor(), Volume::descriptor(), Snapshot::descriptor()];
    let mut names = tables.iter().filter_map(|object| object.table).map(|table| table.name);
    said("the tables are ready", names.try_for_each(|name| writeln!(out, "{name}: ready")))
}

/// Writes the backup of a JSON object of fields, and gives its envelope.
pub(crate) fn create(url: &str, input: impl Read, out: &mut impl Write) -> Result<(), Failure> {
    let mut backup = Backup::from_json(&whole(input)?)?;
    if is_deleted(&backup) {
        let reason = "a new backup is not deleted: `delete` marks one that is there";
        return Err(Error::invalid_input(reason).into());
    }
    if backup.try_id().is_some() {
        let reason = "a new backup is given its `id`: `import` stores one under the id it has";
        return Err(Error::invalid_input(reason).into());
    }
    let store = open(url)?;
    backup.obj_set_context(Some(&operator(&store, ReadDeleted::No)));
    block_on(backup.create())?;
    let envelope = wire::to_string(&backup)?;
    let id = backup.id()?;
    said(format_args!("Backup {id} is stored"), writeln!(out, "{}", show::printable(&envelope)))
}

/// `KEY=VALUE`, taken apart.
fn pair(text: &str) -> Result<(String, Value), String> {
    let (key, value) = text.split_once('=').ok_or_else(|| format!("`{text}` is no KEY=VALUE"))?;
    Ok((key.to_owned(), value_of(key, value)?))
}

/// What `list` takes.
#[derive(Args)]
pub(crate) struct List {
    /// Only backups of this project
    #[arg(long, value_name = "P")]
    project: Option<String>,
    /// Only backups of this host
    #[arg(long, value_name = "H")]
    host: Option<String>,
    /// Only backups of this volume
    #[arg(long, value_name = "V")]
    volume: Option<String>,
    /// Only backups of which this is true: also != < <= > >=, and ~ for those that contain the text. `null` is no
    /// value; of several K=V or K~V of one K, any will do
    #[arg(long, value_name = "K=V", value_parser = Filter::parse)]
    filter: Vec<Filter>,
    /// Order by a field, descending unless said otherwise; without this, the newest first
    #[arg(long, value_name = "KEY[:asc|desc]")]
    sort: Vec<String>,
    /// At most so many; a negative number is no limit
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    limit: Option<i64>,
    /// Without the first so many
    #[arg(long, value_name = "N")]
    offset: Option<u64>,
    /// Those that come after this backup
    #[arg(long, value_name = "ID")]
    marker: Option<String>,
    /// Whether to show deleted backups
    #[arg(long, value_enum, default_value = "no")]
    read_deleted: Deleted,
    /// An array of envelopes
    #[arg(long)]
    json: bool,
    /// A line for each backup as it comes, with tabs between what it shows; with `--json`, its envelope
    #[arg(long)]
    stream: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deleted {
    /// Live ones
    No,
    /// All
    Yes,
    /// Deleted ones
    Only,
}

impl From<Deleted> for ReadDeleted {
    fn from(deleted: Deleted) -> Self {
        match deleted {
            Deleted::No => Self::No,
            Deleted::Yes => Self::Yes,
            Deleted::Only => Self::Only,
        }
    }
}

impl List {
    fn query(&self) -> Query<Backup> {
        let query = filter::query(&self.filter);
        let mut query = query.marker(self.marker.clone()).limit(self.limit).offset(self.offset);
        for (key, value) in [("project_id", &self.project), ("host", &self.host), ("volume_id", &self.volume)]
        {
            if let Some(value) = value {
                query = query.filter_by(key, value);
            }
        }
        for sort in &self.sort {
            let (key, direction) = sort.split_once(':').unwrap_or((sort, "desc"));
            query = query.sort_by(key, direction);
        }
        query
    }
}

/// What is wrong with a query is wrong with the call.
fn misused(error: Error) -> Failure {
    match error {
        Error::InvalidInput { reason } => Failure::Usage(reason),
        error => Failure::Object(error),
    }
}

/// Writes each backup as it comes.
fn stream(
    mut stream: ObjectStream<Backup>,
    json: bool,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let mut report = Report::new(errors);
    while let Some(backup) = next(&mut stream) {
        match backup {
            Ok(backup) if json => writeln!(out, "{}", show::printable(&wire::to_string(&backup)?))?,
            Ok(backup) => writeln!(out, "{}", show::line(&backup)?)?,
            Err(error @ Error::InvalidInput { .. }) => return Err(misused(error)),
            Err(error) => report.error(error),
        }
    }
    report.end()
}

/// Lists backups.
pub(crate) fn list(
    url: &str,
    options: &List,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let query = options.query();
    let store = open(url)?;
    let ctx = operator(&store, options.read_deleted.into());
    if options.stream {
        return stream(Backup::stream(&ctx, query), options.json, out, errors);
    }
    let listed = block_on(Backup::list(&ctx, &query)).map_err(misused)?;
    if options.json {
        show::envelopes(&listed, out)?;
    } else {
        show::list(&listed, out)?;
    }
    let mut report = Report::new(errors);
    for refused in &listed.refused {
        report.error(format_args!("{}: {}", refused.id, refused.error));
    }
    report.end()
}

/// What `show` takes.
#[derive(Args)]
pub(crate) struct Show {
    /// The backup, deleted or not
    #[arg(value_name = "ID")]
    id: String,
    /// An array with its envelope
    #[arg(long)]
    json: bool,
}

/// Shows one backup.
pub(crate) fn show(
    url: &str,
    options: &Show,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let store = open(url)?;
    let lookup = Lookup::new().read_deleted(ReadDeleted::Yes);
    let backup = block_on(Backup::look_up(&operator(&store, ReadDeleted::No), options.id.as_str(), lookup))?;
    let mut report = Report::new(errors);
    if is_deleted(&backup) {
        report.note(&deletion(&backup));
    }
    if options.json {
        show::envelopes(&[backup], out)?;
    } else {
        show::one(&backup, out)?;
    }
    report.end()
}

/// What `set` takes.
#[derive(Args)]
pub(crate) struct Set {
    /// The backup
    #[arg(value_name = "ID")]
    id: String,
    /// The fields, but for `id` and `deleted`, and their values; `null` is no value
    #[arg(value_name = "KEY=VALUE", required = true, value_parser = pair)]
    fields: Vec<(String, Value)>,
}

/// Changes fields of a backup, all or none.
pub(crate) fn set(url: &str, options: &Set, out: &mut impl Write) -> Result<(), Failure> {
    for (field, _) in &options.fields {
        let refusal = match &**field {
            "id" => "the `id` of a backup stays what it is",
            "deleted" => "`deleted` is not set: `delete` marks a backup, `import --revive` brings it back",
            _ => continue,
        };
        return Err(Failure::Usage(refusal.to_owned()));
    }
    let store = open(url)?;
    let ctx = operator(&store, ReadDeleted::No);
    let backup = block_on(Backup::get_by_id(&ctx, options.id.as_str()));
    let mut backup = backup.map_err(|error| or_deleted(&ctx, error))?;
    let before = backup.clone();
    backup.update(options.fields.iter().cloned())?;
    block_on(backup.save())?;
    let mut differences = before.obj_diff(&backup);
    let is_asked = |name: &str| options.fields.iter().any(|(field, _)| field == name);
    differences.retain(|difference| difference.field != "updated_at" || is_asked("updated_at"));
    let mut told = differences.iter().map(|one| writeln!(out, "{}", escaped(&one.to_string())));
    said(format_args!("Backup {} is changed", options.id), told.try_for_each(|told| told))
}

/// Deletes backups; what cannot be deleted is reported.
pub(crate) fn delete(
    url: &str,
    ids: &[String],
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let store = open(url)?;
    let ctx = operator(&store, ReadDeleted::No);
    let mut report = Report::new(errors);
    for id in ids {
        let deleted = block_on(async { Backup::get_by_id(&ctx, id.as_str()).await?.destroy().await });
        match deleted {
            Ok(()) => {
                said(format_args!("Backup {id} is deleted"), writeln!(out, "{}: deleted", escaped(id)))?;
            }
            Err(error) => report.error(or_deleted(&ctx, error)),
        }
    }
    report.end()
}
