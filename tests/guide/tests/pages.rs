//! No page of the book has code that nobody compiles.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "../src/blocks.rs"]
mod blocks;

use blocks::{Block, blocks, output_of};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file below a folder whose name ends so, but for what was built.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            files(&path, ending, found);
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}

fn pages() -> Vec<PathBuf> {
    let folders = ["", "versioned-object-core", "versioned-object-derive", "backup-objects"];
    let mut pages: Vec<_> = folders.iter().map(|folder| root().join(folder).join("README.md")).collect();
    files(&root().join("docs"), ".md", &mut pages);
    pages
}

/// The pages that some crate has for documentation, and so runs.
fn documented() -> BTreeSet<PathBuf> {
    let mut sources = Vec::new();
    files(&root(), ".rs", &mut sources);
    let mut documented = BTreeSet::new();
    for source in sources {
        let text = fs::read_to_string(&source).unwrap();
        let of_doc = |line: &str| line.trim_start().starts_with("#[doc = ") || line.starts_with("#![doc = ");
        for line in text.lines().filter(|line| of_doc(line)) {
            let Some((_, rest)) = line.split_once("include_str!(\"") else { continue };
            let (path, _) = rest.split_once('"').unwrap();
            documented.extend(source.parent().unwrap().join(path).canonicalize());
        }
    }
    documented
}

/// Whether `docs/how-to/follow` puts the block into a copy, where it is compiled.
fn is_put(block: &Block<'_>) -> bool {
    let before = &block.before;
    before.ends_with("`:") && (before.contains("The new file `") || before.contains("In `"))
}

/// Whether a line could be one of a program.
fn is_rust(line: &str) -> bool {
    let line = line.trim_start();
    let starts =
        ["let ", "fn ", "pub ", "use ", "impl ", "struct ", "enum ", "#[derive", "#[versioned_object"];
    starts.iter().any(|start| line.starts_with(start)) && (line.ends_with([';', '{', ']']))
}

#[test]
fn every_block_of_rust_is_compiled() {
    let documented = documented();
    let (mut wrong, mut count) = (Vec::new(), 0);
    // Pages of the reference are made from documentation, which is run where it stands.
    let written = pages().into_iter().filter(|page| !page.parent().unwrap().ends_with("docs/reference"));
    for page in written {
        let text = fs::read_to_string(&page).unwrap();
        let shown = page.strip_prefix(root()).unwrap().display();
        for block in blocks(&text) {
            let first = block.lines.first().unwrap_or(&"");
            match block.language {
                "rust" | "rust,compile_fail" => {
                    count += 1;
                    if !documented.contains(&page.canonicalize().unwrap()) {
                        wrong.push(format!("{shown}: no crate has the page for documentation: {first}"));
                    }
                    // rustdoc leaves these out; `programs.rs` has those of the pages that it takes.
                    let is_taken = page.parent().unwrap().ends_with("docs/guide")
                        || page.ends_with("docs/locking.md")
                        || block.lines.iter().all(|line| !line.contains("#[test]"));
                    if !is_taken {
                        wrong.push(format!("{shown}: nobody runs this test: {first}"));
                    }
                }
                "rust,ignore" if is_put(&block) => count += 1,
                "text" | "sh" | "toml" | "diff" | "json" => {
                    if let Some(line) = block.lines.iter().find(|line| is_rust(line)) {
                        wrong.push(format!("{shown}: this is Rust: {line}"));
                    }
                }
                other => wrong.push(format!("{shown}: nobody compiles a block of `{other}`: {first}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 80, "{count} blocks were found");
}

/// What stands below a program of the guide is what it prints: `printed.rs` compares them.
#[test]
fn what_is_printed_is_what_a_program_prints() {
    for page in pages().iter().filter(|page| page.parent().unwrap().ends_with("docs/guide")) {
        let text = fs::read_to_string(page).unwrap();
        let blocks = blocks(&text);
        for (at, block) in blocks.iter().enumerate() {
            let prints = block.language == "rust" && block.lines.iter().any(|line| line.contains("println!"));
            assert_eq!(prints, output_of(&blocks, at).is_some(), "{}: block {at}", page.display());
            let is_output = |text: &Block<'_>| {
                (0..at)
                    .any(|program| output_of(&blocks, program).is_some_and(|block| std::ptr::eq(block, text)))
            };
            assert!(block.language != "text" || is_output(block), "{}: block {at}", page.display());
        }
        assert!(blocks.iter().any(|block| block.language == "text"), "{} has no output", page.display());
    }
}
