//! Texts that came from outside, as messages show them: nothing in them speaks to a terminal, and none is endless.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// What stands in a message for what must not be seen.
pub(crate) const MASK: &str = "***";

/// How many characters of a value or of a part of a path stand in a message.
pub(crate) const VALUE: usize = 60;

/// How many characters of a name, a version or a key stand in a message.
pub(crate) const NAME: usize = 200;

/// How many characters of a sentence, or of a whole path, stand in a message.
pub(crate) const SENTENCE: usize = 4_000;

/// Room for the words that say how much was cut: what was cut once is not cut again.
const ROOM: usize = 40;

/// Whether a terminal shows the character as it is, and nothing else happens.
///
/// Controls, the marks that turn the direction of writing, those without width, and the separators of lines and
/// paragraphs are none of these. Letters of every script are, and blanks of every width.
///
/// ```
/// use versioned_object_core::is_printable;
///
/// assert!("aé漢 \u{a0}".chars().all(is_printable));
/// assert!(!['\u{1b}', '\n', '\u{7f}', '\u{85}', '\u{202e}', '\u{200b}', '\u{2028}'].into_iter().any(is_printable));
/// ```
pub fn is_printable(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_control();
    }
    if letter.is_whitespace() {
        return !letter.is_control() && !matches!(letter, '\u{2028}' | '\u{2029}');
    }
    // Behind another letter, so that an accent that has one is not escaped.
    let mut pair = [b'a'; 5];
    let length = 1 + letter.encode_utf8(&mut pair[1..]).len();
    std::str::from_utf8(&pair[..length]).is_ok_and(|pair| pair.escape_debug().nth(1) == Some(letter))
}

/// The text with what is not [printable](is_printable) as it is written in a program: `\n`, `\u{1b}`. A line stays a
/// line, and whoever wrote the text does not speak to the terminal.
///
/// Every text of an [`Error`](crate::Error) is shown so; this is for what a program prints beside them. A backslash
/// stays as it is, so that a text that was escaped before does not change again.
///
/// ```
/// use versioned_object_core::escaped;
///
/// assert_eq!(escaped("disk\u{1b}[2J\nerror: none"), r"disk\u{1b}[2J\nerror: none");
/// ```
pub fn escaped(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(|letter| !is_printable(letter)) else {
        return Cow::Borrowed(text);
    };
    let (plain, rest) = text.split_at(first);
    let mut shown = plain.to_owned();
    for letter in rest.chars() {
        push(&mut shown, letter);
    }
    Cow::Owned(shown)
}

fn push(out: &mut String, letter: char) {
    if is_printable(letter) {
        out.push(letter);
    } else if matches!(letter, '\0' | '\t' | '\n' | '\r') {
        out.extend(letter.escape_debug());
    } else {
        out.extend(letter.escape_unicode());
    }
}

/// The beginning of a text that is longer than so many characters, and how many are left; none of one that is not.
pub(crate) fn beginning(text: &str, longest: usize) -> Option<(&str, usize)> {
    if text.len() <= longest {
        return None;
    }
    let (end, _) = text.char_indices().nth(longest)?;
    let (beginning, rest) = text.split_at(end);
    Some((beginning, rest.chars().count()))
}

/// A text in a message: escaped, and cut when it is long.
pub(crate) struct Shown<'t> {
    text: &'t str,
    longest: usize,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match beginning(self.text, self.longest) {
            None => f.write_str(&escaped(self.text)),
            Some((beginning, more)) => write!(f, "{}… ({more} more)", escaped(beginning)),
        }
    }
}

/// A name, a version or a key in a message.
pub(crate) fn name(text: &str) -> Shown<'_> {
    Shown { text, longest: NAME + ROOM }
}

/// A sentence in a message.
pub(crate) fn sentence(text: &str) -> Shown<'_> {
    Shown { text, longest: SENTENCE + ROOM }
}

/// A value in a message: quoted, and cut when it is long.
pub(crate) fn quoted(text: &str) -> String {
    match beginning(text, VALUE) {
        None => format!("{text:?}"),
        Some((beginning, more)) => format!("{beginning:?}… ({more} more)"),
    }
}

/// The URL of a database in a message: quoted, without its password.
///
/// Nobody knows where the password ends in a text that is no URL, or in one whose password should have been escaped. So
/// all is left out from the first `:` behind the scheme to the last `@`; and what the parameters of a query say that are
/// called so.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub(crate) fn url(text: &str) -> String {
    let scheme = match text.split_once(':') {
        Some((scheme, rest)) if rest.starts_with("//") => scheme.len() + "://".len(),
        Some(("sqlite", _)) => "sqlite:".len(),
        _ => 0,
    };
    let (scheme, rest) = text.split_at(scheme);
    let shown = match (rest.find(':'), rest.rfind('@')) {
        (Some(from), Some(to)) if from < to => format!("{scheme}{}:{MASK}{}", &rest[..from], &rest[to..]),
        _ => text.to_owned(),
    };
    let Some((place, query)) = shown.split_once('?') else { return quoted(&shown) };
    let parameters = query.split('&').map(|parameter| match parameter.split_once('=') {
        Some((key, _)) if is_of_password(key) => format!("{key}={MASK}"),
        _ => parameter.to_owned(),
    });
    quoted(&format!("{place}?{}", parameters.collect::<Vec<_>>().join("&")))
}

/// Whether a parameter is called as one that says a password, or a key.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
fn is_of_password(key: &str) -> bool {
    let key = key.to_lowercase();
    ["pass", "pwd", "secret", "token", "key"].into_iter().any(|word| key.contains(word))
}

/// A text as an error keeps it: its beginning, with how much was cut, when it is long.
pub(crate) fn kept(text: impl Into<String>, longest: usize) -> String {
    let mut text = text.into();
    if let Some((beginning, more)) = beginning(&text, longest) {
        let end = beginning.len();
        text.truncate(end);
        // Writing to a text does not fail.
        let _ = write!(text, "… ({more} more)");
        text.shrink_to_fit();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_that_is_more_than_itself_is_escaped() {
        let hostile = ('\0'..='\u{1f}')
            .chain('\u{7f}'..='\u{9f}')
            .chain('\u{200b}'..='\u{200f}')
            .chain('\u{2028}'..='\u{202e}')
            .chain('\u{2060}'..='\u{206f}')
            .chain(['\u{ad}', '\u{61c}', '\u{180e}', '\u{feff}', '\u{fff9}', '\u{e0001}', '\u{e0041}']);
        for letter in hostile {
            assert!(!is_printable(letter), "{letter:?}");
            let text = format!("a{letter}b");
            let shown = escaped(&text);
            assert!(shown.chars().all(is_printable) && shown.starts_with("a\\"), "{shown:?}");
            assert_eq!(escaped(&shown), shown, "once is enough");
        }
        for text in ["plain \\ \"'`", "ü漢字かな", "e\u{301}", "हिन्दी", "\u{3000}\u{a0}", "🙂"]
        {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn what_is_cut_says_how_much() {
        let long = "é".repeat(1_000);
        assert_eq!(quoted(&long), format!("{:?}… (940 more)", "é".repeat(60)));
        let once = kept(long.as_str(), NAME);
        assert_eq!(once, format!("{}… (800 more)", "é".repeat(200)));
        assert_eq!(name(&once).to_string(), once, "it is not cut again");
        assert_eq!(name(&"\n".repeat(1_000)).to_string(), format!("{}… (760 more)", "\\n".repeat(240)));
        assert_eq!(kept("short", NAME), "short");
    }
}
