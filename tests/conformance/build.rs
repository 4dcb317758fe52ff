//! Declares every object that the files describe: `objects.json`, and each `*-objects*.json`.
//!
//! The files lie in the folder that `VECTORS_DIR` names, or in `data/`, as they are or compressed with gzip.

#[path = "build/alone.rs"]
mod alone;
#[path = "build/compat.rs"]
mod compat;
#[path = "build/declare.rs"]
mod declare;
#[path = "build/defaults.rs"]
mod defaults;
#[path = "build/names.rs"]
mod names;
#[path = "build/objects.rs"]
mod objects;
#[path = "build/prints.rs"]
mod prints;
#[path = "../../versioned-object-derive/src/pytext.rs"]
mod pytext;
#[path = "build/python.rs"]
mod python;
#[path = "build/specs.rs"]
mod specs;
#[path = "build/types.rs"]
mod types;

use std::error::Error;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::read::GzDecoder;
use serde_json::{Value as Json, json};

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo::rerun-if-env-changed=VECTORS_DIR");
    let own = here.join("data");
    let folder = env::var("VECTORS_DIR").map_or_else(
        |_| own.clone(),
        |folder| {
            // One that is no whole path is one from here, or from the top of the workspace.
            let folders = [here.join(&folder), here.join("../..").join(&folder)];
            folders.iter().find(|folder| folder.is_dir()).unwrap_or(&folders[0]).clone()
        },
    );
    println!("cargo::rustc-env=VECTORS_FOLDER={}", folder.display());
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build");
    let mut paths: Vec<_> =
        fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    // The answers about the Backup family stand on these in every folder.
    paths.push(own.join("stand-ins-objects.json.gz"));
    let mut code = String::new();
    let mut modules = Vec::new();
    for path in paths {
        let Some(stem) = described(&path) else { continue };
        println!("cargo::rerun-if-changed={}", path.display());
        let module = format!("file_{}", names::snake(&stem));
        if modules.iter().any(|(known, _)| *known == module) {
            continue;
        }
        let file: Json = serde_json::from_str(&text(&path)?)?;
        let objects = file["objects"].as_array().cloned().unwrap_or_default();
        code.push_str(&declare::module(&module, &objects));
        modules.push((module, stem));
    }
    if let Some(file) = find(&folder, "schema")? {
        let objects = fields_alone(objects::list(&file, "fields"));
        code.push_str(&declare::module("schema_fields", &objects));
        modules.push(("schema_fields".to_owned(), "schema fields".to_owned()));
    }
    code.push_str("/// The files, and what they declare.\n");
    code.push_str("pub(crate) static FILES: &[(&str, &[super::Entry])] = &[\n");
    for (module, stem) in &modules {
        let _ = writeln!(code, "    ({stem:?}, {module}::TYPES),");
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("objects.rs"), code)?;
    fs::write(out.join("types.rs"), alone::types(&types_alone(&folder)?))?;
    Ok(())
}

/// The types of which `coerce.json`, `texts.json` and `nulls.json` ask what they take.
fn types_alone(folder: &Path) -> Result<Vec<Json>, Box<dyn Error>> {
    let mut types = Vec::new();
    for name in ["coerce", "texts"] {
        let file = find(folder, name)?.unwrap_or_default();
        types.extend(objects::list(&file, "types").iter().map(|entry| entry["type"].clone()));
    }
    let nulls = find(folder, "nulls")?.unwrap_or_default();
    types.extend(objects::list(&nulls, "cases").iter().map(|case| case["field"]["type"].clone()));
    Ok(types)
}

/// A file of the folder.
fn find(folder: &Path, name: &str) -> Result<Option<Json>, Box<dyn Error>> {
    let paths = [folder.join(format!("{name}.json")), folder.join(format!("{name}.json.gz"))];
    let Some(path) = paths.iter().find(|path| path.exists()) else { return Ok(None) };
    println!("cargo::rerun-if-changed={}", path.display());
    Ok(Some(serde_json::from_str(&text(path)?)?))
}

/// How many fields stand together.
const TOGETHER: usize = 200;

/// Objects that have the fields of `schema.json`, each under its place there.
fn fields_alone(entries: &[Json]) -> Vec<Json> {
    let chunks = entries.chunks(TOGETHER).enumerate();
    let object = |(index, entries): (usize, &[Json])| {
        let name = |place: usize| format!("f{}", index * TOGETHER + place);
        let fields = entries.iter().enumerate().map(|(place, entry)| json!([name(place), entry["field"]]));
        json!({"name": format!("Fields{index}"), "version": "1.0", "fields": fields.collect::<Vec<_>>()})
    };
    chunks.map(object).collect()
}

/// The name of a file that describes objects, without its endings.
fn described(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let stem = name.strip_suffix(".json").or_else(|| name.strip_suffix(".json.gz"))?;
    (stem == "objects" || stem.contains("-objects")).then(|| stem.to_owned())
}

fn text(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        GzDecoder::new(fs::File::open(path)?).read_to_string(&mut text)?;
    } else {
        text = fs::read_to_string(path)?;
    }
    Ok(text)
}
