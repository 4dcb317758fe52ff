//! Documentation for those who read it without rustdoc.

use std::borrow::Cow;

/// A text without links that only rustdoc follows: what stands in their brackets is left. Links to pages of the web stay.
pub(crate) fn words(doc: &str) -> Cow<'_, str> {
    if !doc.contains('[') {
        return Cow::Borrowed(doc);
    }
    let (mut out, mut rest) = (String::with_capacity(doc.len()), doc);
    while let Some(at) = rest.find(['[', '`', '\\']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let link = if tail.starts_with('[') { link(tail) } else { None };
        let (kept, behind) = match link {
            Some(link) => link,
            None => tail.split_at(if tail.starts_with('`') { code(tail) } else { plain(tail) }),
        };
        out.push_str(kept);
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How long a bracket is, or a backslash with what it escapes.
fn plain(text: &str) -> usize {
    let escaped = text.strip_prefix('\\').and_then(|behind| behind.chars().next());
    1 + escaped.map_or(0, char::len_utf8)
}

/// How long the code is that a text begins with; where it does not end, its backticks alone.
fn code(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mut at = ticks;
    while let Some(next) = text[at..].find('`') {
        at += next;
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        at += run;
        if run == ticks {
            return at;
        }
    }
    ticks
}

/// What is left of the link that a text begins with, and what stands behind it; none for a link that anybody can follow,
/// and for what is no link.
fn link(text: &str) -> Option<(&str, &str)> {
    let (label, behind) = bracketed(text, '[', ']')?;
    if let Some((target, behind)) = bracketed(behind, '(', ')') {
        let is_everybodys = target.contains("://") || target.starts_with(['#', '/', '.']);
        return (!is_everybodys).then_some((label, behind));
    }
    if let Some((_, behind)) = bracketed(behind, '[', ']') {
        return Some((label, behind));
    }
    let is_code = label.starts_with('`') && code(label) == label.len() && !behind.starts_with(':');
    is_code.then_some((label, behind))
}

/// What stands between two brackets at the beginning of a text, and behind them.
fn bracketed(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(open)?;
    let (mut at, mut depth) = (0, 0);
    while let Some(next) = inside[at..].find(['`', '\\', open, close]) {
        at += next;
        let tail = &inside[at..];
        if tail.starts_with(close) {
            if depth == 0 {
                return Some((&inside[..at], &tail[1..]));
            }
            depth -= 1;
        } else if tail.starts_with(open) {
            depth += 1;
        }
        at += if tail.starts_with('`') { code(tail) } else { plain(tail) };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn links_of_rustdoc_are_their_words() {
        for (doc, wanted) in [
            ("The [`Shelf`] it is on.", "The `Shelf` it is on."),
            ("A [member](crate::Member), of `a[0](b)`.", "A member, of `a[0](b)`."),
            ("[One][Self::one] of [`a`, or `b`](Self::set).", "One of `a`, or `b`."),
            (
                "See [the page](https://example.org/a_(b)) and [below](#here).",
                "See [the page](https://example.org/a_(b)) and [below](#here).",
            ),
            ("`[`Shelf`]`, [1, 2] and \\[`x`]", "`[`Shelf`]`, [1, 2] and \\[`x`]"),
            ("``[`Shelf`]`` stays, [`Vec<[u8]>`] does not", "``[`Shelf`]`` stays, `Vec<[u8]>` does not"),
            ("[`never` closed", "[`never` closed"),
            ("[`a`]: crate::a", "[`a`]: crate::a"),
            ("größer als [`Maß`][maß] ]", "größer als `Maß` ]"),
        ] {
            assert_eq!(words(doc), wanted);
        }
    }
}
