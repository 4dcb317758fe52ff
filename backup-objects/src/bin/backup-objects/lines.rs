//! Input that is read a line at a time.

use std::io::{self, BufRead};

/// The lines that are not blank, with their numbers; none for a line that is not UTF-8.
pub(crate) fn lines(input: impl BufRead) -> impl Iterator<Item = io::Result<(usize, Option<String>)>> {
    let numbered = input.split(b'\n').zip(1..);
    let read = numbered.map(|(line, number)| Ok((number, String::from_utf8(line?).ok())));
    let is_blank = |text: &Option<String>| text.as_ref().is_some_and(|text| text.trim().is_empty());
    read.filter(move |line| !line.as_ref().is_ok_and(|(_, text)| is_blank(text)))
}
