//! `check`: envelopes in, normalised envelopes out.

use std::io::{Read, Write};

use clap::{Args, ValueEnum};
use serde_json::value::RawValue;
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::wire::{self, Reader};
use versioned_object_core::{Error, Path};

use crate::failure::{Failure, Report};

/// What `check` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// What to do with fields that an object does not have
    #[arg(long, value_enum, default_value = "keep")]
    unknown: Unknown,
}

/// What becomes of unknown fields.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Unknown {
    /// Leave them out
    Ignore,
    /// Write them back
    Keep,
    /// Report them as errors
    Reject,
}

impl From<Unknown> for UnknownFields {
    fn from(unknown: Unknown) -> Self {
        match unknown {
            Unknown::Ignore => Self::Ignore,
            Unknown::Keep => Self::Keep,
            Unknown::Reject => Self::Reject,
        }
    }
}

/// Reads every envelope, writes the good ones and reports the bad ones.
pub(crate) fn run(
    options: &Options,
    mut input: impl Read,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let mut report = Report::new(errors);
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').skip(1).count();
            report.error(format_args!("line {line}: the input is not UTF-8"))?;
            return report.end();
        }
    };
    let reader = Reader::new().registry(backup_objects::registry()).unknown_fields(options.unknown.into());
    for (place, envelope) in split(text) {
        let checked = envelope.and_then(|text| {
            let object = reader.read_any(text).map_err(|_| reader.all_errors(text))?;
            wire::to_string(&*object).map_err(|error| vec![error])
        });
        match checked {
            Ok(envelope) => writeln!(out, "{envelope}")?,
            Err(found) => {
                for error in found {
                    report.error(format_args!("{place}{error}"))?;
                }
            }
        }
    }
    report.end()
}

/// The envelopes in a text, each with the words that say where it stands: the elements of one array, one envelope, or
/// one a line when the text is no JSON as a whole and a line of it is.
fn split(text: &str) -> Vec<(String, Result<&str, Vec<Error>>)> {
    if text.trim_start().starts_with('[') {
        return match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(elements) => {
                let placed = elements.into_iter().enumerate();
                placed.map(|(index, element)| (format!("[{index}]: "), Ok(element.get()))).collect()
            }
            Err(error) => vec![(String::new(), Err(vec![not_json(&error)]))],
        };
    }
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let whole = serde_json::from_str::<&RawValue>(text).is_ok();
    let is_object = |line: &str| line.starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok();
    if !whole && lines().nth(1).is_some() && lines().any(|(_, line)| is_object(line.trim())) {
        lines().map(|(index, line)| (format!("line {}: ", index + 1), Ok(line))).collect()
    } else if text.trim().is_empty() {
        Vec::new()
    } else {
        vec![(String::new(), Ok(text))]
    }
}

fn not_json(error: &serde_json::Error) -> Error {
    Error::Json { path: Path::default(), message: error.to_string() }
}
