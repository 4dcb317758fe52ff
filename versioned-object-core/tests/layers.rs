//! The house stands: folders are layers, imports run downwards only, and no file is in a circle. The layers and their
//! order are those of the tables in `docs/architecture.md`.
//!
//! The sources are read as tokens. Every `use crate::…`, `use super::…` and every such path in code and in macros leads
//! to the file that defines the module it names. Comments, strings, attributes and tests do not count.
//!
//! `cargo test -p versioned-object-core --test layers -- --nocapture` prints the figures, and with `every_arrow
//! --ignored` behind it every place where a file names another one. `LAYERS_SRC=/path/to/a/crate/src` before that makes
//! the list, and its figures, those of the crate there: of an older state, for example.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

#[path = "layers/circle.rs"]
mod circle;
#[path = "layers/find.rs"]
mod find;
#[path = "layers/house.rs"]
mod house;
#[path = "layers/judge.rs"]
mod judge;
#[path = "layers/module.rs"]
mod module;
#[path = "layers/page.rs"]
mod page;
#[path = "layers/planted.rs"]
mod planted;
#[path = "layers/tokens.rs"]
mod tokens;

use std::path::Path;
use std::{env, fs, io};

use crate::judge::{Case, Kind, Report};
use crate::page::ranks;

/// The root of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Reads a crate of the workspace.
fn case(name: &str) -> io::Result<Case> {
    let src = format!("{name}/src");
    Ok(Case::new(&house::texts(&Path::new(ROOT).join(&src))?, &format!("{src}/")))
}

#[expect(clippy::print_stdout, reason = "the figures are asked for")]
fn stands(name: &str, kind: Kind) {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/architecture.md")).unwrap();
    let ranks = ranks(&page, name);
    let case = case(name).unwrap();
    let count = case.count(Some(&ranks));
    println!("{name}: {count}");
    let faults = case.faults(&ranks, kind);
    assert!(faults.is_empty(), "{name}: {count}\n{}", Report(&faults));
}

#[test]
fn core_stands() {
    stands("versioned-object-core", Kind::Library);
}

#[test]
fn derive_stands() {
    stands("versioned-object-derive", Kind::Macros);
}

/// Prints every arrow of core, or of the folder that `LAYERS_SRC` names.
#[test]
#[ignore = "it prints, and judges nothing"]
#[expect(clippy::print_stdout, reason = "the list is asked for")]
fn every_arrow() {
    let case = match env::var_os("LAYERS_SRC") {
        Some(src) => Case::new(&house::texts(Path::new(&src)).unwrap(), ""),
        None => case("versioned-object-core").unwrap(),
    };
    println!("{}\n{}", case.list(), case.count(None));
}
