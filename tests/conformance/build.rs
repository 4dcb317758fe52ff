//! Declares every object that the files describe: `objects.json`, and each `*-objects*.json`.
//!
//! The files lie in the folder that `VECTORS_DIR` names, or in `data/`, as they are or compressed with gzip.

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
#[path = "../../versioned-object-derive/src/pytext.rs"]
mod pytext;
#[path = "build/python.rs"]
mod python;
#[path = "build/types.rs"]
mod types;

use std::error::Error;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::read::GzDecoder;
use serde_json::Value as Json;

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo::rerun-if-env-changed=VECTORS_DIR");
    let own = here.join("data");
    let folder = env::var("VECTORS_DIR").map_or_else(|_| own.clone(), |folder| here.join(folder));
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
    code.push_str("/// The files, and what they declare.\n");
    code.push_str("pub(crate) static FILES: &[(&str, &[super::Entry])] = &[\n");
    for (module, stem) in &modules {
        let _ = writeln!(code, "    ({stem:?}, {module}::TYPES),");
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("objects.rs"), code)?;
    Ok(())
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
