//! The files of answers.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::Value as Json;

/// The text of a file of `data/`.
pub(crate) fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(format!("{name}.json.gz"));
    let read = || -> std::io::Result<String> {
        let mut text = String::new();
        GzDecoder::new(File::open(&path)?).read_to_string(&mut text)?;
        Ok(text)
    };
    read().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A file of `data/`.
pub(crate) fn json(name: &str) -> Json {
    serde_json::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The items of a list that the file must have.
pub(crate) fn list<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    json[key].as_array().unwrap_or_else(|| panic!("`{key}` is no list"))
}
