//! Guesses at misspelt names, while a crate compiles too.

use crate::describe::const_text::{Message, same, same_bytes};
use crate::describe::descriptor::FieldDescriptor;

/// Longer names are nobody's slip of the finger, and take long to compare.
const LONGEST: usize = 64;

impl Message {
    /// `, did you mean …?`, where a field of these is near enough; the name that code has for it.
    pub(crate) const fn guess_field(self, name: &str, fields: &[FieldDescriptor]) -> Self {
        let (mut best, mut least) = ("", usize::MAX);
        let mut at = 0;
        while at < fields.len() {
            (best, least) = nearer(name, fields[at].rust_name, best, least);
            at += 1;
        }
        if best.is_empty() { self } else { self.text(", did you mean `").ident(best).text("`?") }
    }

    /// The same, of texts.
    pub(crate) const fn guess_text(self, name: &str, known: &[&'static str]) -> Self {
        let (mut best, mut least) = ("", usize::MAX);
        let mut at = 0;
        while at < known.len() {
            (best, least) = nearer(name, known[at], best, least);
            at += 1;
        }
        self.guess(best)
    }

    const fn guess(self, best: &str) -> Self {
        if best.is_empty() { self } else { self.text(", did you mean `").text(best).text("`?") }
    }
}

/// The nearer of two: a known name and the best one so far, which is as many steps away.
const fn nearer(name: &str, known: &'static str, best: &'static str, least: usize) -> (&'static str, usize) {
    match steps(name, known) {
        Some(steps) if steps < least && !same(name, known) => (known, steps),
        _ => (best, least),
    }
}

/// How far a name is from a known one; none when it is too far to be meant.
pub(crate) const fn steps(name: &str, known: &str) -> Option<usize> {
    let (name, known) = (name.as_bytes(), known.as_bytes());
    let (shorter, longer) = if name.len() < known.len() { (name, known) } else { (known, name) };
    if longer.len() > LONGEST {
        return None;
    }
    // `ascending` for `asc`.
    if shorter.len() >= 3 && same_bytes(shorter, longer.split_at(shorter.len()).0) {
        return Some(if shorter.len() == longer.len() { 0 } else { 1 });
    }
    let steps = distance(name, known);
    if steps <= longer.len() / 3 { Some(steps) } else { None }
}

/// How many letters are to be added, removed, changed or swapped with their neighbour, capitals being the same as small
/// ones; both texts have at most [`LONGEST`] bytes.
const fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before = [0; LONGEST + 1];
    let mut last = [0; LONGEST + 1];
    let mut at = 0;
    while at <= other.len() {
        last[at] = at;
        at += 1;
    }
    let mut row = 1;
    while row <= one.len() {
        let mut now = [0; LONGEST + 1];
        now[0] = row;
        let mut column = 1;
        while column <= other.len() {
            let (mine, theirs) = (small(one[row - 1]), small(other[column - 1]));
            let mut steps = last[column - 1] + if mine == theirs { 0 } else { 1 };
            steps = least(steps, least(last[column], now[column - 1]) + 1);
            let swapped =
                row > 1 && column > 1 && mine == small(other[column - 2]) && small(one[row - 2]) == theirs;
            if swapped {
                steps = least(steps, before[column - 2] + 1);
            }
            now[column] = steps;
            column += 1;
        }
        (before, last) = (last, now);
        row += 1;
    }
    last[other.len()]
}

const fn small(letter: u8) -> u8 {
    letter.to_ascii_lowercase()
}

const fn least(one: usize, other: usize) -> usize {
    if one < other { one } else { other }
}

#[cfg(any(feature = "sql", feature = "reference"))]
/// `, did you mean …?`, where a known name is near enough to be meant.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let nearest = known.into_iter().filter_map(|known| Some((steps(name, known)?, known))).min();
    nearest.map(|(_, known)| format!(", did you mean `{known}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[cfg(any(feature = "sql", feature = "reference"))]
    use super::did_you_mean;
    use super::{Message, distance};

    #[test]
    fn distances() {
        for (from, to, steps) in [
            ("", "", 0),
            ("a", "", 1),
            ("size", "szie", 1),
            ("size", "SIZE", 0),
            ("deleted", "deletd", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(from.as_bytes(), to.as_bytes()), steps, "{from} {to}");
            assert_eq!(distance(to.as_bytes(), from.as_bytes()), steps, "{to} {from}");
        }
    }

    #[test]
    fn what_is_near_is_guessed() {
        let known = ["status", "size", "display_name"];
        for (name, guess) in [
            ("staus", ", did you mean `status`?"),
            ("sizes", ", did you mean `size`?"),
            ("Size", ", did you mean `size`?"),
            ("stat", ", did you mean `status`?"),
            ("display_name_of_it", ", did you mean `display_name`?"),
            ("colour", ""),
            ("size", ""),
            ("", ""),
        ] {
            assert_eq!(Message::new().guess_text(name, &known).as_str(), guess, "{name}");
        }
        assert_eq!(Message::new().guess_text(&"status".repeat(100), &known).as_str(), "");
    }

    #[cfg(any(feature = "sql", feature = "reference"))]
    #[test]
    fn what_is_near_is_guessed_while_a_program_runs() {
        let known = ["status", "size", "display_name", "asc", "desc"];
        for (name, guess) in [
            ("staus", Some("status")),
            ("tsatus", Some("status")),
            ("SIZE", Some("size")),
            ("display-name", Some("display_name")),
            ("ascending", Some("asc")),
            ("descending", Some("desc")),
            ("stat", Some("status")),
            ("x", None),
            ("", None),
            ("colour", None),
        ] {
            let said = guess.map(|guess| format!(", did you mean `{guess}`?")).unwrap_or_default();
            assert_eq!(did_you_mean(name, known), said, "{name}");
        }
        assert_eq!(did_you_mean(&"status".repeat(1000), known), "");
        assert_eq!(did_you_mean("a", []), "");
    }
}
