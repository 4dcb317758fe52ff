//! `schema`: JSON Schema of the objects.

use std::io::Write;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use versioned_object_core::{ObjectDescriptor, Version, schema};

use crate::failure::Failure;
use crate::show::printable;

/// What `schema` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// The object
    #[arg(required_unless_present = "openapi", value_parser = PossibleValuesParser::new(names()), hide_possible_values = true)]
    name: Option<String>,

    /// The version of its envelopes; the newest when none is given
    #[arg(long, value_name = "VERSION")]
    at: Option<Version>,

    /// The dialect: that of 2020-12, or draft 4 as Python writes it, which has the newest version only
    #[arg(long, value_enum, default_value = "2020-12")]
    dialect: Dialect,

    /// Without the envelope, as answers to users are
    #[arg(long, conflicts_with_all = ["at", "dialect"])]
    plain: bool,

    /// All objects, with envelopes and without, as components of OpenAPI 3.1
    #[arg(long, conflicts_with_all = ["name", "at", "dialect", "plain"])]
    openapi: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Dialect {
    #[value(name = "2020-12")]
    Modern,
    Oslo,
}

fn names() -> Vec<&'static str> {
    backup_objects::registry().types().map(|object| object.name).collect()
}

/// Prints the schema.
pub(crate) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let registry = backup_objects::registry();
    // Only `--openapi` comes without a name, and clap has found that there is an object of it.
    let found = match options.name.as_deref().and_then(|name| registry.latest(name)) {
        Some(object) => schema_of(object, options)?,
        None => {
            let release = backup_objects::releases().current().unwrap_or_default();
            schema::openapi(registry, "Cinder's objects", release)
        }
    };
    let text = serde_json::to_string_pretty(&found).map_err(std::io::Error::from)?;
    for line in text.lines() {
        writeln!(out, "{}", printable(line))?;
    }
    Ok(())
}

fn schema_of(object: &ObjectDescriptor, options: &Options) -> Result<serde_json::Value, Failure> {
    if options.plain {
        return Ok(schema::plain_json_schema(object));
    }
    let at = options.at.unwrap_or(object.version);
    // Whether there is such a version is asked in any dialect.
    let modern = schema::json_schema_at(object, at).map_err(|error| Failure::Usage(error.to_string()))?;
    match options.dialect {
        Dialect::Modern => Ok(modern),
        Dialect::Oslo if at != object.version => Err(Failure::Usage(format!(
            "`--dialect oslo` has {} {} only, as `to_json_schema` of Python: leave `--at {at}` out, or take `--dialect 2020-12`",
            object.name, object.version
        ))),
        Dialect::Oslo => Ok(schema::oslo(object)?),
    }
}
