//! The Rust side of the live peer: objects on standard output, objects read and written again. `tests/interop/peer.py`
//! runs it, with the real oslo.versionedobjects at the other end.

mod random;

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use serde_json::{Value as Json, json};
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Reader, WriteOptions};
use versioned_object_core::{Registry, Releases};

use crate::generated;
use random::Randoms;

const USAGE: &str = "\
types GROUP             names, versions and fingerprints
write GROUP SEED COUNT  random objects
older NAME SEED COUNT   random objects of the family at the versions of each release that is given, one a line:
                        {\"release\": …, \"versions\": {…}}
full NAME SEED COUNT    as `older`, with every field set
echo GROUP              reads each line that is given, and writes it again
echo-all GROUP          the same, unknown fields included
GROUP is `family` or `synthetic`";

/// Runs a command; what goes wrong with it is printed.
pub(crate) fn main(arguments: &[String]) -> ExitCode {
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["types", group] => registry(group).and_then(|registry| types(&registry)),
        ["write", group, seed, count] => write(group, seed, count),
        ["older", name, seed, count] => older(name, seed, count, false),
        ["full", name, seed, count] => older(name, seed, count, true),
        ["echo", group] => registry(group).and_then(|registry| echo(&registry, UnknownFields::Ignore)),
        ["echo-all", group] => registry(group).and_then(|registry| echo(&registry, UnknownFields::Keep)),
        _ => Err(Error::invalid(format!("usage: conformance interop …\n{USAGE}"))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn registry(group: &str) -> Result<Registry> {
    let mut registry = Registry::new();
    match group {
        "family" => backup_objects::register_all(&mut registry)?,
        "synthetic" => {
            generated::file("objects").iter().try_for_each(|entry| entry.typed.register(&mut registry))?;
        }
        _ => return Err(Error::invalid(format!("no group {group:?}"))),
    }
    Ok(registry)
}

fn number(text: &str) -> Result<u64> {
    text.parse().map_err(|_| Error::invalid(format!("expected a number, got {text:?}")))
}

fn print(line: impl std::fmt::Display) -> Result<()> {
    writeln!(io::stdout(), "{line}").map_err(|error| Error::invalid(error.to_string()))
}

fn lines() -> impl Iterator<Item = Result<String>> {
    io::stdin().lock().lines().map(|line| line.map_err(|error| Error::invalid(error.to_string())))
}

fn types(registry: &Registry) -> Result<()> {
    registry.types().try_for_each(|descriptor| {
        let fingerprint = descriptor.compute_fingerprint().unwrap_or_default();
        print(format_args!("{}:{} {fingerprint}", descriptor.name, descriptor.version))
    })
}

fn write(group: &str, seed: &str, count: &str) -> Result<()> {
    let registry = registry(group)?;
    let types: Vec<_> = registry.types().collect();
    let mut randoms = Randoms::new(number(seed)?, &registry);
    for _ in 0..number(count)? {
        let ty = *randoms.pick(&types);
        print(WriteOptions::default().to_string(&*randoms.object(ty)?)?)?;
    }
    Ok(())
}

/// The releases that are given.
fn releases() -> Result<(Vec<String>, Releases)> {
    let (mut names, mut releases) = (Vec::new(), Releases::new());
    for line in lines() {
        let release: Json =
            serde_json::from_str(&line?).map_err(|error| Error::invalid(error.to_string()))?;
        let name = release["release"].as_str().unwrap_or_default();
        let versions = release["versions"].as_object().into_iter().flatten();
        let versions =
            versions.map(|(name, version)| Ok((name, version.as_str().unwrap_or_default().parse()?)));
        releases.add(name, versions.collect::<Result<Vec<_>>>()?)?;
        names.push(name.to_owned());
    }
    Ok((names, releases))
}

fn older(name: &str, seed: &str, count: &str, is_full: bool) -> Result<()> {
    let registry = registry("family")?;
    let ty = registry.latest(name).ok_or_else(|| Error::invalid(format!("no type {name:?}")))?;
    let mut randoms = Randoms::new(number(seed)?, &registry);
    let (names, releases) = releases()?;
    for _ in 0..number(count)? {
        let object = if is_full { randoms.full(ty)? } else { randoms.object(ty)? };
        for name in &names {
            print(releases.options(name)?.to_string(&*object)?)?;
        }
    }
    Ok(())
}

/// What cannot be read or written is a line with `error` alone.
fn echo(registry: &Registry, unknown: UnknownFields) -> Result<()> {
    let reader = Reader::new().registry(registry).unknown_fields(unknown);
    for line in lines() {
        let object = reader.read_any(&line?);
        match object.and_then(|object| WriteOptions::default().to_string(&*object)) {
            Ok(text) => print(text)?,
            Err(error) => print(json!({"error": error.to_string()}))?,
        }
    }
    Ok(())
}
