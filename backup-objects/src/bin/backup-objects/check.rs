//! `check`: envelopes in, normalised envelopes out.

use std::fmt;
use std::io::{self, Read, Write};

use clap::{Args, ValueEnum};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::wire::{self, Reader};
use versioned_object_core::{Error, Path};

use crate::failure::{Failure, Report};
use crate::input::{in_line, whole};
use crate::show::printable;

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
    input: impl Read,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> Result<(), Failure> {
    let text = whole(input)?;
    let mut report = Report::new(errors);
    let reader = Reader::new().registry(backup_objects::registry()).unknown_fields(options.unknown.into());
    each(&text, &mut |place, envelope| {
        let checked = envelope.and_then(|text| {
            let object = reader.read_any(text).map_err(|_| reader.all_errors(text))?;
            wire::to_string(&*object).map_err(|error| vec![error])
        });
        match checked {
            Ok(envelope) => writeln!(out, "{}", printable(&envelope)),
            Err(found) => {
                for error in &found {
                    report.error(place.said(error));
                }
                Ok(())
            }
        }
    })?;
    report.end()
}

/// Where an envelope stands.
enum Place {
    Alone,
    Line(usize),
    Element(usize),
}

impl Place {
    /// An error of what stands there, with the place.
    fn said(&self, error: &Error) -> String {
        match self {
            Self::Alone => error.to_string(),
            Self::Line(line) => format!("line {line}: {}", in_line(error)),
            Self::Element(index) => format!("[{index}]: {error}"),
        }
    }
}

/// What is done with an envelope that stands somewhere.
type Each<'f> = &'f mut dyn FnMut(&Place, Result<&str, Vec<Error>>) -> io::Result<()>;

/// Gives the envelopes in a text to `each`: the elements of one array, one envelope, or one a line when the text is no
/// JSON as a whole and a line of it is.
fn each(text: &str, each: Each<'_>) -> io::Result<()> {
    if text.trim_start().starts_with('[') {
        return match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => Elements(each).deserialize(&mut serde_json::Deserializer::from_str(text))?,
            Err(error) => each(&Place::Alone, Err(vec![not_json(&error)])),
        };
    }
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let whole = serde_json::from_str::<&RawValue>(text).is_ok();
    let is_object = |line: &str| line.starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok();
    if !whole && lines().nth(1).is_some() && lines().any(|(_, line)| is_object(line.trim())) {
        lines().try_for_each(|(index, line)| each(&Place::Line(index + 1), Ok(line)))
    } else if text.trim().is_empty() {
        Ok(())
    } else {
        each(&Place::Alone, Ok(text))
    }
}

/// The elements of an array, one after the other: there may be more of them than memory has room for.
struct Elements<'f>(Each<'f>);

impl<'de> DeserializeSeed<'de> for Elements<'_> {
    type Value = io::Result<()>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = io::Result<()>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let (mut index, mut done) = (0, Ok(()));
        // What comes behind an error is passed over.
        while let Some(element) = elements.next_element::<&RawValue>()? {
            if done.is_ok() {
                done = (self.0)(&Place::Element(index), Ok(element.get()));
            }
            index += 1;
        }
        Ok(done)
    }
}

fn not_json(error: &serde_json::Error) -> Error {
    Error::Json { path: Path::default(), message: error.to_string() }
}
