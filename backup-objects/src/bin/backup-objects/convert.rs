//! `convert`: envelopes in, the same at older versions out.

use std::io::{BufRead, BufWriter, Write};

use clap::Args;
use versioned_object_core::serializer::Serializer;
use versioned_object_core::wire::{Reader, WriteOptions};
use versioned_object_core::{Error, Result, Version};

use crate::check::Unknown;
use crate::failure::{Failure, Report};
use crate::input::{in_line, lines};
use crate::show::printable;

/// What `convert` takes.
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    target: Target,
    /// What to do with fields that an object does not have
    #[arg(long, value_enum, default_value = "keep")]
    unknown: Unknown,
}

/// What the envelopes are written for.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct Target {
    /// The version of the objects, such as 1.2
    #[arg(long, value_name = "VERSION")]
    to: Option<Version>,
    /// The release of Cinder's objects whose versions to write, `liberty` or 1.0 to 1.26
    #[arg(long, value_name = "RELEASE")]
    pin: Option<String>,
}

impl Target {
    fn options(&self) -> Result<WriteOptions, Failure> {
        if let Some(release) = &self.pin {
            let releases = backup_objects::releases();
            return releases.options(release).map_err(|error| {
                let known: Vec<_> = releases.names().collect();
                Failure::Usage(format!("{error}; known are {}", known.join(", ")))
            });
        }
        let options = WriteOptions::default();
        Ok(self.to.into_iter().fold(options, WriteOptions::target_version))
    }
}

/// Reads an envelope a line and writes it at the version asked for; what is bad is reported, and nothing written for it.
pub(crate) fn run(
    options: &Options,
    input: impl BufRead,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let write = options.target.options()?;
    let unknown = options.unknown.into();
    let registry = backup_objects::registry();
    let serializer = Serializer::new(registry.clone()).unknown_fields(unknown);
    let reader = Reader::new().registry(registry).unknown_fields(unknown);
    let mut out = BufWriter::new(out);
    let mut report = Report::new(errors);
    for (number, text) in lines(input) {
        let converted = match text {
            Ok(text) => convert(&text, &serializer, &reader, &write),
            Err(error) => Err(vec![error.to_string()]),
        };
        match converted {
            Ok(envelope) => writeln!(out, "{}", printable(&envelope))?,
            Err(found) => {
                for error in found {
                    report.error(format_args!("line {number}: {error}"));
                }
            }
        }
    }
    out.flush()?;
    report.end()
}

fn convert(
    text: &str,
    serializer: &Serializer,
    reader: &Reader<'_>,
    write: &WriteOptions,
) -> Result<String, Vec<String>> {
    let object = serializer.read_any(None, text).map_err(|error| {
        let all = reader.all_errors(text);
        // The serializer reads more: X.Y.Z as X.Y.
        let errors = if all.contains(&error) { all } else { vec![error] };
        errors.iter().map(in_line).collect::<Vec<_>>()
    })?;
    write.to_string(&*object).map_err(|error| match error {
        Error::InvalidTargetVersion { .. } => {
            vec![format!("{error}: the object is at {}", object.obj_version())]
        }
        error => vec![error.to_string()],
    })
}
