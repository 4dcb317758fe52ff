//! A case as written: its rule and its marks.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::report::{self, Reported};

/// The folders of this crate that hold no cases.
const OTHERS: [&str; 5] = ["renamed", "src", "strict", "target", "tests"];

/// The folder of what must compile: a package, with each case as a program that runs.
pub const PASS: &str = "pass";

/// A case.
#[derive(Debug)]
pub struct Case {
    /// The folder it stands in.
    pub topic: String,
    /// Its file without the ending.
    pub name: String,
    /// What its first comment says.
    pub rule: String,
    /// Its marks, from top to bottom.
    pub marks: Vec<Mark>,
    /// What the compiler said, by the file beside it; nothing where there is none.
    pub reported: Vec<Reported>,
    /// The text of the case.
    pub text: String,
}

/// A token that is wrong, and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The line of the token, from 1.
    pub line: usize,
    /// The column of its first character, from 1.
    pub column: usize,
    /// How many characters it has.
    pub width: usize,
    /// What its error begins with.
    pub text: String,
}

impl Case {
    /// Where it stands, from the folder of this crate.
    pub fn path(&self) -> String {
        format!("{}/{}.rs", self.topic, self.name)
    }
}

/// The folders with cases, in the order of the alphabet.
///
/// # Errors
/// When the folder of this crate cannot be read.
pub fn topics() -> io::Result<Vec<String>> {
    let mut topics = Vec::new();
    for entry in fs::read_dir(root())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() && !OTHERS.contains(&name.as_str()) {
            topics.push(name);
        }
    }
    topics.sort();
    Ok(topics)
}

/// All cases, in the order of their paths.
///
/// # Errors
/// When a file cannot be read.
pub fn cases() -> io::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for topic in topics()? {
        let mut files: Vec<PathBuf> = fs::read_dir(root().join(&topic))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
        files.sort();
        for file in files {
            cases.push(read(&topic, &file)?);
        }
    }
    Ok(cases)
}

fn read(topic: &str, file: &Path) -> io::Result<Case> {
    let text = fs::read_to_string(file)?;
    let answer = file.with_extension("stderr");
    let reported = if answer.exists() { report::parse(&fs::read_to_string(answer)?) } else { Vec::new() };
    Ok(Case {
        topic: topic.to_owned(),
        name: file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        rule: rule(&text),
        marks: marks(&text),
        reported,
        text,
    })
}

/// The folder of this crate, or of the copy of it that another compiler is asked about.
pub fn root() -> PathBuf {
    env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

/// The first comment, up to an empty line of it.
fn rule(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The marks: comments of white space, carets and words, each about the line of code above it.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut code = 0;
    for (index, line) in text.lines().enumerate() {
        match mark(line) {
            Some((column, width, words)) => {
                marks.push(Mark { line: code, column, width, text: words.to_owned() });
            }
            None => code = index + 1,
        }
    }
    marks.sort();
    marks
}

fn mark(line: &str) -> Option<(usize, usize, &str)> {
    let rest = line.trim_start().strip_prefix("//")?.trim_start();
    let words = rest.trim_start_matches('^');
    let width = rest.len() - words.len();
    let column = line.len() - rest.len() + 1;
    (width > 0).then(|| (column, width, words.trim()))
}

#[cfg(test)]
mod tests {
    use super::{Mark, marks, rule};

    #[test]
    fn marks_are_of_the_line_above() {
        let text = "//! A rule\n//! in two lines.\n//!\n//! More.\n\nfn main() {\n    a(b);\n    //^ wrong\n    //  ^ too\n}\n";
        assert_eq!(rule(text), "A rule in two lines.");
        let mark = |column, words: &str| Mark { line: 7, column, width: 1, text: words.to_owned() };
        assert_eq!(marks(text), [mark(7, "wrong"), mark(9, "too")]);
    }
}
