//! `purge`: deleted backups, removed for good.

use std::io::Write;

use backup_objects::{Backup, PersistentFieldsAccess as _};
use clap::Args;
use pollster::block_on;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;

use crate::database::{open, operator};
use crate::failure::{Failure, said};

/// What `purge` takes.
#[derive(Args)]
pub(crate) struct Purge {
    /// Only what was deleted longer ago: `30d` for days, `12h` for hours
    #[arg(long, value_name = "AGE", value_parser = age, conflicts_with = "before")]
    older_than: Option<DateTime<Utc>>,
    /// Only what was deleted before that, such as 2026-01-31T12:00:00Z
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    before: Option<DateTime<Utc>>,
    /// Remove them; without this, they are only counted
    #[arg(long)]
    yes: bool,
}

/// The moment that is so long ago.
fn age(text: &str) -> Result<DateTime<Utc>, String> {
    let seconds = text.strip_suffix('d').map(|days| (days, 24 * 60 * 60));
    let seconds = seconds.or_else(|| text.strip_suffix('h').map(|hours| (hours, 60 * 60)));
    let seconds = seconds.and_then(|(count, unit)| i64::from(count.parse::<u32>().ok()?).checked_mul(unit));
    let seconds = seconds.ok_or_else(|| format!("`{text}` is no age: write `30d` or `12h`"))?;
    let then = DateTime::from_timestamp(Utc::now().timestamp() - seconds, 0);
    then.ok_or_else(|| format!("`{text}` ago is before all calendars"))
}

/// A moment as the field takes it.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    let mut backup = Backup::default();
    let moment = backup.set("deleted_at", text).and_then(|()| backup.deleted_at());
    moment.map_err(|error| error.to_string())?.ok_or_else(|| "a moment is wanted".to_owned())
}

/// Removes the rows that are marked deleted, and says how many they were.
pub(crate) fn purge(url: &str, options: &Purge, out: &mut impl Write) -> Result<(), Failure> {
    let store = open(url)?;
    let ctx = operator(&store, ReadDeleted::Only);
    let before = options.older_than.or(options.before);
    if !options.yes {
        let query =
            before.map_or_else(Query::new, |before| Query::new().filter(Backup::DELETED_AT.lt(before)));
        let count = block_on(Backup::count(&ctx, &query))?;
        return Err(Failure::Usage(format!("{count} would be removed for good: confirm it with `--yes`")));
    }
    let count = block_on(Backup::purge(&ctx, before))?;
    let done = format!("{count} removed for good");
    said(&done, writeln!(out, "{done}"))
}
