//! `fingerprints`: what oslo's `ObjectVersionChecker` would print.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use versioned_object_core::ObjectDescriptor;

use crate::failure::Failure;

/// What `fingerprints` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// As one JSON map
    #[arg(long)]
    json: bool,

    /// The objects to print; all when none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// The version and the fingerprint, as oslo writes them together.
pub(crate) fn fingerprint(object: &ObjectDescriptor) -> String {
    let hash = object.compute_fingerprint().unwrap_or_else(|| "unknown".to_owned());
    format!("{}-{hash}", object.version)
}

/// Prints the fingerprints.
pub(crate) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let registry = backup_objects::registry();
    let mut found = BTreeMap::new();
    for name in &options.names {
        match registry.latest(name) {
            Some(object) => found.insert(object.name, fingerprint(object)),
            None => {
                let known: Vec<_> = registry.types().map(|object| object.name).collect();
                return Err(Failure::Usage(format!(
                    "there is no object {name}; there are {}",
                    known.join(", ")
                )));
            }
        };
    }
    if options.names.is_empty() {
        found.extend(registry.types().map(|object| (object.name, fingerprint(object))));
    }
    if options.json {
        let json = serde_json::to_string(&found).map_err(std::io::Error::from)?;
        writeln!(out, "{json}")?;
        return Ok(());
    }
    for (name, fingerprint) in found {
        writeln!(out, "{name:<25} {fingerprint}")?;
    }
    Ok(())
}
