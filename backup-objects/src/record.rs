//! Backups as one line of text, for another cloud to import.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Serialize as _;
use serde_json::ser::Formatter;
use versioned_object_core::Path;
use versioned_object_core::prelude::*;

/// A record is one backup: what is larger is none.
const LIMITS: wire::Limits = wire::Limits { size: 16 << 20, ..wire::Limits::DEFAULT };

/// Cinder's `InvalidInput`, with Cinder's text.
fn invalid_input(reason: &str) -> Error {
    Error::Application { kind: "InvalidInput", reason: format!("Invalid input received: {reason}") }
}

fn unreadable() -> Error {
    invalid_input("Can't parse backup record.")
}

/// All fields of an object and the extra entries, as base64 of the JSON that Python writes; no more than is read.
pub(crate) fn encode(object: &dyn DynObject, extra: Vec<(String, Value)>) -> Result<String> {
    let mut entries = extra;
    for field in object.obj_descriptor().fields() {
        let value = object.obj_get(field.name)?;
        match entries.iter_mut().find(|(key, _)| key == field.name) {
            Some(entry) => entry.1 = value,
            None => entries.push((field.name.to_owned(), value)),
        }
    }
    let mut json = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut json, PythonFormatter);
    Value::Map(entries).serialize(&mut serializer).map_err(|error| Error::invalid(error.to_string()))?;
    let record = STANDARD.encode(json);
    if record.len() > LIMITS.size { Err(too_large()) } else { Ok(record) }
}

/// The error of a record that is larger than any: none is written that could not be read.
fn too_large() -> Error {
    Error::LimitExceeded { path: Path::default(), limit: LIMITS.size, what: "bytes in a backup record" }
}

/// The JSON value in a record.
pub(crate) fn decode(record: &str) -> Result<serde_json::Value> {
    value_of(&text_of(record)?)?.try_into().map_err(|_| unreadable())
}

/// The object whose fields a record holds.
pub(crate) fn object<T: VersionedObject>(record: &str) -> Result<T> {
    let json = text_of(record)?;
    let reader = wire::Reader::new().limits(LIMITS);
    // Most records are what Python writes, and need no tree. The tree says what is wrong with the others, and of a key
    // twice it keeps the last.
    match std::str::from_utf8(&json).map(|text| reader.read_plain(text)) {
        Ok(Ok(object)) => return Ok(object),
        Ok(Err(error @ Error::LimitExceeded { .. })) => return Err(error),
        Ok(Err(_)) | Err(_) => {}
    }
    match value_of(&json)? {
        fields @ Value::Map(_) => reader.read_plain_value(fields),
        _ => Err(invalid_input("Backup record is not a map of fields.")),
    }
}

/// The JSON text in a record.
fn text_of(record: &str) -> Result<Vec<u8>> {
    if record.len() > LIMITS.size {
        return Err(too_large());
    }
    if !record.is_ascii() {
        return Err(unreadable());
    }
    let json = STANDARD.decode(record).ok().or_else(|| decode_base64(record));
    let json = json.ok_or_else(|| invalid_input("Can't decode backup record."))?;
    // A reader passes over the mark of UTF-8; Cinder does not.
    if json.starts_with("\u{feff}".as_bytes()) { Err(unreadable()) } else { Ok(json) }
}

fn value_of(json: &[u8]) -> Result<Value> {
    let text = std::str::from_utf8(json).map_err(|_| unreadable())?;
    LIMITS.read_json(text).map_err(|error| match error {
        Error::LimitExceeded { .. } => error,
        _ => unreadable(),
    })
}

/// Decodes as Python's `binascii` does: what is not in the alphabet is skipped, padding ends the text, and the text
/// must be whole there.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone);
    let mut digits = Vec::with_capacity(text.len());
    let mut pads = 0;
    let mut ended = false;
    for byte in text.bytes() {
        match byte {
            b'=' if digits.len() % 4 >= 2 => {
                pads += 1;
                if digits.len() % 4 + pads >= 4 {
                    ended = true;
                    break;
                }
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => {
                digits.push(byte);
                pads = 0;
            }
            _ => {}
        }
    }
    if !ended && digits.len() % 4 != 0 {
        return None;
    }
    GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT).decode(digits).ok()
}

/// Writes JSON as Python's `json.dumps` does: a blank behind commas and colons, and ASCII only.
struct PythonFormatter;

impl Formatter for PythonFormatter {
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        for character in fragment.chars() {
            match character {
                '\u{7f}' => out.write_all(b"\\u007f")?,
                character if character.is_ascii() => out.write_all(&[character as u8])?,
                character => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        write!(out, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
}
