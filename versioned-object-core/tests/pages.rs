//! The pages for people who carry on with this code name files, functions and lines. They are there.
//!
//! A path in backticks is one of the repository, or of a crate's `src`, where it has a `/` and an ending that our files
//! have. `` `file.rs`: `one`, `other` `` says what stands in a file. What a page of `docs/how-to` has pasted stands below
//! a sentence that says where it goes, as `docs/how-to/follow` reads it: the line has to be there once, and a new file
//! must not be there.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use versioned_object_core::wire::Limits;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where a path of a page may begin.
const STARTS: [&str; 5] = [
    "",
    "versioned-object-core/src",
    // The two folders in folders, which the table of layers names.
    "versioned-object-core/src/fields",
    "versioned-object-core/src/testing",
    "versioned-object-derive/src",
];

fn found(path: &str) -> Option<PathBuf> {
    STARTS.iter().map(|start| root().join(start).join(path)).find(|path| path.exists())
}

fn markdown(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

/// The pages that are held to the sources.
fn pages() -> Vec<PathBuf> {
    let single = [
        "docs/architecture.md",
        "docs/CONTRIBUTING.md",
        "docs/SECURITY.md",
        "docs/rights.md",
        "docs/decisions/0010-the-tower.md",
    ];
    markdown("docs/how-to").into_iter().chain(single.map(|page| root().join(page))).collect()
}

/// The paragraphs and rows of a page, each in one line, without blocks of code.
fn paragraphs(text: &str) -> Vec<String> {
    let (mut paragraphs, mut is_code) = (vec![String::new()], false);
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        let begins = line.is_empty() || is_fence || line.starts_with('|') || line.starts_with('#');
        if begins {
            paragraphs.push(String::new());
        }
        if !is_code && !is_fence {
            let last = paragraphs.last_mut().unwrap();
            last.push_str(if last.is_empty() { "" } else { " " });
            last.push_str(line.trim());
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// What stands in backticks, and what stands before each: text and code in turns.
fn spans(paragraph: &str) -> Vec<(&str, &str)> {
    let (mut spans, mut rest) = (Vec::new(), paragraph);
    while let Some(start) = rest.find('`') {
        let ticks = rest[start..].bytes().take_while(|byte| *byte == b'`').count();
        let (mark, behind) = rest[start..].split_at(ticks);
        let Some(end) = behind.find(mark) else { break };
        spans.push((&rest[..start], behind[..end].trim_matches(' ')));
        rest = &behind[end + ticks..];
    }
    spans
}

fn is_path(code: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    let ending = Path::new(code).extension().and_then(|ending| ending.to_str());
    let is_file = matches!(ending, Some("rs" | "md" | "toml" | "lock" | "txt" | "py" | "stderr" | "json"));
    code.contains('/')
        && !code.starts_with('/')
        && code.chars().all(plain)
        && (is_file || code.ends_with('/'))
}

/// The files that a page has made.
fn new_files(paragraphs: &[String]) -> Vec<&str> {
    let spans = paragraphs.iter().flat_map(|paragraph| spans(paragraph));
    spans.filter(|(before, _)| before.ends_with("The new file ")).map(|(_, code)| code).collect()
}

#[test]
fn files_are_there() {
    for page in pages() {
        let paragraphs = paragraphs(&fs::read_to_string(&page).unwrap());
        let new = new_files(&paragraphs);
        for (_, code) in
            paragraphs.iter().flat_map(|paragraph| spans(paragraph)).filter(|(_, code)| is_path(code))
        {
            // What an earlier run of a test writes beside a new file is new as well.
            let is_new =
                new.iter().any(|new| Path::new(new).with_extension("") == Path::new(code).with_extension(""));
            if is_new {
                // In a copy where the page was followed, that is as it should be.
                assert!(
                    found(code).is_none(),
                    "{}: `{code}` is there: the page needs another example",
                    page.display()
                );
            } else {
                assert!(found(code).is_some(), "{}: there is no `{code}`", page.display());
            }
        }
    }
}

/// Whether a file defines a function, a type, a macro or a constant of this name.
fn defines(text: &str, name: &str) -> bool {
    let words = ["fn", "struct", "enum", "trait", "type", "const", "static", "macro_rules!"];
    let ends = |rest: &str| !rest.starts_with(|c: char| c == '_' || c.is_alphanumeric());
    let here = |word: &str| {
        text.match_indices(&format!("{word} {name}")).any(|(at, hit)| ends(&text[at + hit.len()..]))
    };
    // What the table of keys makes is named without a word before it.
    words.into_iter().any(here)
        || text.lines().any(|line| line.trim_start().starts_with(&format!("{name}: \"")))
}

#[test]
fn what_is_said_to_be_in_a_file_is_there() {
    let mut count = 0;
    for page in pages() {
        for paragraph in paragraphs(&fs::read_to_string(&page).unwrap()) {
            let mut file: Option<&str> = None;
            let spans = spans(&paragraph);
            for (index, (before, code)) in spans.iter().enumerate() {
                let behind_file = index > 0 && is_path(spans[index - 1].1) && *before == ": ";
                file = if behind_file { Some(spans[index - 1].1) } else { file.filter(|_| *before == ", ") };
                let is_name =
                    code.split("::").all(|part| part.chars().all(|c| c == '_' || c.is_alphanumeric()));
                file = file.filter(|_| is_name);
                let Some(file) = file else { continue };
                let name = code.rsplit("::").next().unwrap();
                let text = fs::read_to_string(found(file).unwrap()).unwrap();
                assert!(defines(&text, name), "{}: `{file}` has no `{name}`", page.display());
                count += 1;
            }
        }
    }
    assert!(count > 60, "{count} names were found");
}

#[test]
fn lines_to_paste_at_are_there_once() {
    let mut count = 0;
    for page in markdown("docs/how-to") {
        for paragraph in paragraphs(&fs::read_to_string(&page).unwrap()) {
            let spans = spans(&paragraph);
            let [.., (before, path), (how, line)] = &spans[..] else { continue };
            let is_place =
                [", below ", ", above ", ", in place of "].contains(how) && paragraph.ends_with(':');
            if !is_place || !before.ends_with("In ") {
                continue;
            }
            let text = fs::read_to_string(root().join(path)).unwrap();
            let times = text.lines().filter(|found| found.trim() == *line).count();
            assert_eq!(times, 1, "{}: how often `{path}` has the line\n{line}", page.display());
            count += 1;
        }
    }
    assert!(count > 30, "{count} lines were found");
}

#[test]
fn the_table_of_layers_names_their_files() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    for row in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [_, _, layer, _, listed, _] = cells[..] else { continue };
        let Some(folder) = layer.trim_matches('`').strip_suffix('/') else { continue };
        let listed = listed.split(", and ").next().unwrap();
        let listed: BTreeSet<_> = listed.split(", ").map(str::to_owned).collect();
        let entries = fs::read_dir(root().join("versioned-object-core/src").join(folder)).unwrap();
        let there = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let there = there.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned));
        assert_eq!(listed, there.filter(|name| name != "mod").collect(), "{folder}");
    }
}

#[test]
fn links_lead_somewhere() {
    let readme = root().join("README.md");
    let pages = ["docs", "docs/guide", "docs/how-to", "docs/decisions"]
        .into_iter()
        .flat_map(markdown)
        .chain([readme]);
    for page in pages {
        let text = paragraphs(&fs::read_to_string(&page).unwrap()).join("\n");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap();
            let is_here = !path.is_empty() && !path.contains(':');
            assert!(!is_here || page.parent().unwrap().join(path).exists(), "{}: {target}", page.display());
        }
    }
}

/// Every file of Rust in a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// docs.rs has no book: what rustdoc shows names its pages, and the first page of core every chapter of the guide.
#[test]
fn documentation_names_pages_that_are_there() {
    let mut found = Vec::new();
    for package in ["versioned-object-core", "versioned-object-derive", "backup-objects"] {
        sources(&root().join(package).join("src"), &mut found);
    }
    let mut named = BTreeSet::new();
    for source in found {
        let text = fs::read_to_string(&source).unwrap();
        for comment in text.lines().filter(|line| line.trim_start().starts_with("//")) {
            for (_, code) in spans(comment).iter().filter(|(_, code)| code.starts_with("docs/")) {
                assert!(root().join(code).exists(), "{}: there is no `{code}`", source.display());
                named.extend(source.ends_with("versioned-object-core/src/lib.rs").then(|| root().join(code)));
            }
        }
    }
    for chapter in markdown("docs/guide") {
        assert!(named.contains(&chapter), "lib.rs of core does not name {}", chapter.display());
    }
}

/// The figures of the page on security are those of the code.
#[test]
fn limits_are_as_promised() {
    let page = fs::read_to_string(root().join("docs/SECURITY.md")).unwrap();
    let Limits { depth, size, elements } = Limits::default();
    let elements =
        format!("{},{:03},{:03}", elements / 1_000_000, elements / 1_000 % 1_000, elements % 1_000);
    for row in [
        format!("| nesting of lists and maps | {depth} levels |"),
        format!("| bytes of a text | {} MiB |", size >> 20),
        format!("| elements of lists and entries of maps, all together | {elements} |"),
    ] {
        assert!(page.contains(&row), "{row}");
    }
}
