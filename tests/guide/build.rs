//! Takes the programs out of the pages of `docs/guide`.
//!
//! The first block of Rust of each page is a program. It becomes a module of the crate, named as the page, so that the
//! blocks below it use what it declares. A block of `text` below a paragraph that ends with `prints:` is what the block
//! of Rust before it prints: that becomes a test. Functions with `#[test]` become tests of the package.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/blocks.rs"]
mod blocks;

use blocks::{Block, blocks, output_of};

fn main() -> Result<(), Box<dyn Error>> {
    let docs = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../docs");
    println!("cargo::rerun-if-changed={}", docs.display());
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(docs.join("guide"))? {
        paths.push(entry?.path());
    }
    paths.push(docs.join("locking.md"));
    paths.sort();
    let (mut modules, mut tests) = (String::new(), String::new());
    for path in paths {
        page(&path, &mut modules, &mut tests)?;
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("pages.rs"), modules)?;
    fs::write(out.join("tests.rs"), tests)?;
    Ok(())
}

fn page(path: &Path, modules: &mut String, tests: &mut String) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().replace('-', "_");
    let blocks = blocks(&text);
    let rust = blocks.iter().enumerate().filter(|(_, block)| block.language == "rust");
    for (index, (at, block)) in rust.enumerate() {
        let source = source_of(block);
        if source.contains("#[test]") {
            write!(tests, "mod {stem}_{index} {{\n{source}\n}}\n")?;
            continue;
        }
        let output = output_of(&blocks, at);
        if index > 0 && output.is_none() {
            continue;
        }
        // What stands first is used by the others, and by name.
        let name = if index == 0 { stem.clone() } else { format!("{stem}_{index}") };
        let visible = if index == 0 { "pub mod" } else { "#[cfg(test)]\nmod" };
        let source = if source.contains("fn main()") { source } else { in_main(&source) };
        write!(modules, "/// A program of the page `{stem}`.\n{visible} {name} {{\n{source}\n")?;
        if output.is_some() {
            write!(
                modules,
                "#[test]\nfn prints_what_the_page_says() {{\n\
                 crate::printed::check(\"{}\", {at}, || main().unwrap());\n}}\n",
                path.display(),
            )?;
        }
        modules.push_str("}\n");
    }
    Ok(())
}

/// What the compiler is given: also the lines that a reader of the book does not see.
fn source_of(block: &Block<'_>) -> String {
    let shown = block.lines.iter().map(|line| match line.trim_start().strip_prefix('#') {
        Some("") => "",
        Some(rest) if rest.starts_with(' ') => &rest[1..],
        _ => line,
    });
    shown.collect::<Vec<_>>().join("\n")
}

/// As rustdoc has it: what is no item stands in a function.
fn in_main(source: &str) -> String {
    let (uses, body): (Vec<&str>, Vec<&str>) = source.lines().partition(|line| line.starts_with("use "));
    format!("{}\nfn main() -> Result<()> {{\n{}\n}}\n", uses.join("\n"), body.join("\n"))
}
