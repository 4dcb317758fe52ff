//! The files of answers: those of `VECTORS_DIR` when the package was built, else our own.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::Value as Json;

/// Our own files.
const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// Those that describe the Backup family, which every folder has answers about.
const OF_FAMILY: [&str; 2] = ["stand-ins-objects", "cinder-objects-1.26"];

/// Whether the files are our own.
pub(crate) fn is_own() -> bool {
    Path::new(env!("VECTORS_FOLDER")) == Path::new(OWN)
}

/// Whether the folder has a file.
pub(crate) fn exists(name: &str) -> bool {
    exists_in(env!("VECTORS_FOLDER"), name)
}

fn exists_in(folder: &str, name: &str) -> bool {
    ["json", "json.gz"].iter().any(|ending| Path::new(folder).join(format!("{name}.{ending}")).exists())
}

/// The text of a file, which lies there as it is or compressed.
pub(crate) fn text(name: &str) -> String {
    let is_missing = OF_FAMILY.contains(&name) && !exists(name);
    let folder = if is_missing { OWN } else { env!("VECTORS_FOLDER") };
    let path = Path::new(folder).join(format!("{name}.json"));
    let read = || -> io::Result<String> {
        if path.exists() {
            return fs::read_to_string(&path);
        }
        let mut text = String::new();
        GzDecoder::new(File::open(path.with_extension("json.gz"))?).read_to_string(&mut text)?;
        Ok(text)
    };
    read().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A file of the folder.
pub(crate) fn json(name: &str) -> Json {
    serde_json::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The items of a list that the file must have.
pub(crate) fn list<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    json[key].as_array().unwrap_or_else(|| panic!("`{key}` is no list"))
}
