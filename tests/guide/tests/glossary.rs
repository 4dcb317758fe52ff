//! A page of the guide links each word of the glossary where it uses it first.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Headings of the glossary that are words of every day too: what they mean is plain from where they stand.
const EVERYDAY: [&str; 4] = ["changes", "key", "lock", "version"];

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// The words that the glossary explains, in small letters.
fn words() -> Vec<String> {
    let page = fs::read_to_string(docs().join("glossary.md")).unwrap();
    page.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_lowercase).collect()
}

/// The sentences of a page, without headings, tables and code, and which part of them is a link to where.
fn prose(page: &str) -> (String, Vec<(Range<usize>, String)>) {
    let (mut text, mut is_code) = (String::new(), false);
    for line in page.lines() {
        is_code ^= line.starts_with("```");
        if !is_code && !line.starts_with(['`', '|', '#']) || line.starts_with('`') && !line.starts_with("```")
        {
            text.push_str(line);
            text.push(' ');
        }
    }
    let without_code: String = text.split('`').step_by(2).collect();
    let (mut out, mut links) = (String::new(), Vec::new());
    let mut rest = without_code.as_str();
    while let Some((before, link)) = rest.split_once('[') {
        let (shown, behind) = link.split_once("](").unwrap();
        let (target, behind) = behind.split_once(')').unwrap();
        out.push_str(before);
        links.push((out.len()..out.len() + shown.len(), target.to_owned()));
        out.push_str(shown);
        rest = behind;
    }
    (out.to_lowercase() + &rest.to_lowercase(), links)
}

/// Where a word stands first, alone or in the plural.
fn first(text: &str, word: &str) -> Option<usize> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let found = text.match_indices(word).find(|(at, _)| {
        let behind = &text[at + word.len()..];
        let ends = ["", "s", "ren"]
            .iter()
            .any(|plural| behind.strip_prefix(plural).is_some_and(|behind| !behind.starts_with(is_letter)));
        !text[..*at].ends_with(is_letter) && ends
    });
    found.map(|(at, _)| at)
}

#[test]
fn words_of_the_glossary_are_linked_where_they_are_used_first() {
    let words = words();
    assert!(words.len() > 20, "{words:?}");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for entry in fs::read_dir(docs().join("guide")).unwrap() {
        let path = entry.unwrap().path();
        let (text, links) = prose(&fs::read_to_string(&path).unwrap());
        for word in words.iter().filter(|word| !EVERYDAY.contains(&word.as_str())) {
            let Some(at) = first(&text, word) else { continue };
            count += 1;
            let leads = format!("../glossary.md#{}", word.replace(' ', "-"));
            if !links.iter().any(|(shown, target)| shown.contains(&at) && *target == leads) {
                let start = text[..at].rfind(". ").map_or(0, |dot| dot + 2);
                let name = path.file_name().unwrap().display();
                wrong.push(format!(
                    "{name}: {word}, in: {}",
                    text[start..].chars().take(110).collect::<String>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "no link to the glossary at\n{}", wrong.join("\n"));
    assert!(count > 40, "{count} words were found");
}

#[test]
fn words_stand_in_order() {
    let words = words();
    assert!(words.is_sorted(), "{words:?}");
    for word in EVERYDAY {
        assert!(words.iter().any(|found| found == word), "{word}");
    }
}
