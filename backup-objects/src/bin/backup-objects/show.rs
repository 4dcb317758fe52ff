//! Objects for people: tables made for reading.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use backup_objects::Backup;
use comfy_table::presets::{NOTHING, UTF8_FULL_CONDENSED};
use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table};
use versioned_object_core::prelude::*;
use versioned_object_core::{FieldDescriptor, escaped, is_printable};

use crate::failure::Failure;

/// The fields of a list that are shown.
const SHOWN: [&str; 7] = ["id", "display_name", "status", "size", "host", "project_id", "created_at"];

/// Envelopes as one array.
pub(crate) fn envelopes(backups: &[Backup], out: &mut impl Write) -> Result<(), Failure> {
    let envelopes = backups.iter().map(|backup| wire::to_string(backup)).collect::<Result<Vec<_>>>()?;
    writeln!(out, "[{}]", printable(&envelopes.join(",")))?;
    Ok(())
}

/// A table with a line for every backup.
pub(crate) fn list(backups: &[Backup], out: &mut impl Write) -> Result<(), Failure> {
    let mut table = table(&SHOWN);
    for backup in backups {
        table.add_row(SHOWN.iter().map(|field| cell(backup, field)).collect::<Result<Vec<_>>>()?);
    }
    write(&table, out)
}

/// A table with a line for every field.
pub(crate) fn one(backup: &Backup, out: &mut impl Write) -> Result<(), Failure> {
    let mut table = table(&["field", "value"]);
    for field in Backup::descriptor().fields() {
        table.add_row([Cell::new(field.name), cell(backup, field.name)?]);
    }
    write(&table, out)
}

/// Whether there are colours and bold letters: on a terminal that has them, unless the environment says otherwise, as for
/// what clap writes.
fn has_styles() -> bool {
    let out = std::io::stdout();
    out.is_terminal() && AutoStream::choice(&out) != ColorChoice::Never
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    let (terminal, has_styles) = (std::io::stdout().is_terminal(), has_styles());
    table.load_style(if terminal { UTF8_FULL_CONDENSED } else { NOTHING });
    // Below that, cells of one letter each would be no help.
    if terminal && table.width().is_some_and(|width| width >= 100) {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header(header.iter().map(|name| {
        let cell = Cell::new(name);
        if has_styles { cell.add_attribute(Attribute::Bold) } else { cell }
    }));
    table
}

/// What a list shows of a backup, with tabs between.
pub(crate) fn line(backup: &Backup) -> Result<String> {
    Ok(SHOWN.iter().map(|field| text(backup, field)).collect::<Result<Vec<_>>>()?.join("\t"))
}

/// The value of a field; a dash for null.
fn text(backup: &Backup, field: &str) -> Result<String> {
    Ok(match backup.get(field)? {
        Value::Null => "-".to_owned(),
        _ if Backup::descriptor().field(field).is_some_and(FieldDescriptor::is_secret) => "***".to_owned(),
        Value::String(text) => escaped(&text).into_owned(),
        other => escaped(&other.to_string()).into_owned(),
    })
}

fn cell(backup: &Backup, field: &str) -> Result<Cell> {
    let text = text(backup, field)?;
    let colour = match (field, text.as_str()) {
        ("status", "available") => Some(Color::Green),
        ("status", "error" | "error_deleting") => Some(Color::Red),
        ("status", _) => Some(Color::Yellow),
        _ => None,
    };
    let cell = Cell::new(text);
    Ok(match colour.filter(|_| has_styles()) {
        Some(colour) => cell.fg(colour),
        None => cell,
    })
}

/// JSON with every character that a terminal would not show as it is escaped. It says the same.
pub(crate) fn printable(json: &str) -> Cow<'_, str> {
    if json.chars().all(is_printable) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len() + 64);
    for letter in json.chars() {
        if is_printable(letter) {
            shown.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a text does not fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        }
    }
    Cow::Owned(shown)
}

fn write(table: &Table, out: &mut impl Write) -> Result<(), Failure> {
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
