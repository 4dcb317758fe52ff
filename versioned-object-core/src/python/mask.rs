//! Passwords in texts, masked as oslo's `mask_password` masks them.
//!
//! oslo applies a dozen regular expressions for each of 35 key words. They have no alternatives, so that a list of
//! steps says the same, and a matcher that backtracks over it is enough.

use Set::{Any, Digit, Letter, Not, NotOrSpace, Of, Space};
use Step::{Hide, Key, Many, One, Optional, Show, Some as OneOrMore};

use crate::python::print;

/// What stands in place of a password.
const SECRET: &str = "***";

/// The words beside which passwords stand, in oslo's order.
const KEYS: [&str; 35] = [
    "adminpass",
    "admin_pass",
    "password",
    "admin_password",
    "auth_token",
    "new_pass",
    "auth_password",
    "secret_uuid",
    "secret",
    "sys_pswd",
    "token",
    "configdrive",
    "chappassword",
    "encrypted_key",
    "private_key",
    "fernetkey",
    "sslkey",
    "passphrase",
    "cephclusterfsid",
    "octaviaheartbeatkey",
    "rabbitcookie",
    "cephmanilaclientkey",
    "pacemakerremoteauthkey",
    "designaterndckey",
    "cephadminkey",
    "heatauthencryptionkey",
    "cephclientkey",
    "keystonecredential",
    "barbicansimplecryptokek",
    "cephrgwkey",
    "swifthashsuffix",
    "migrationsshkey",
    "cephmdskey",
    "cephmonkey",
    "chapsecret",
];

/// Some letters.
#[derive(Clone, Copy)]
enum Set {
    /// These.
    Of(&'static str),
    /// All but these.
    Not(&'static str),
    /// All but these and white space.
    NotOrSpace(&'static str),
    Digit,
    Space,
    /// `[A-z]`, which has `[\]^_` and the backtick too.
    Letter,
    Any,
}

impl Set {
    fn has(self, letter: char) -> bool {
        match self {
            Self::Of(set) => set.contains(letter),
            Self::Not(set) => !set.contains(letter),
            Self::NotOrSpace(set) => !set.contains(letter) && !print::is_space(letter),
            Self::Digit => letter.is_ascii_digit(),
            Self::Space => print::is_space(letter),
            Self::Letter => ('A'..='z').contains(&letter) || matches!(letter, 'ſ' | '\u{212a}'),
            Self::Any => true,
        }
    }
}

/// A step of a pattern.
#[derive(Clone, Copy)]
enum Step {
    /// The key word, in any case.
    Key,
    One(Set),
    Optional(Set),
    Some(Set),
    Many(Set),
    /// Here the password begins.
    Hide,
    /// Here it ends.
    Show,
}

const QUOTE: Set = Of("'\"");

const UNQUOTED: Set = Not("'\"");

/// The patterns whose end is kept.
const ENCLOSED: [&[Step]; 10] = [
    // password = "x"
    &[
        Key,
        Many(Digit),
        Many(Space),
        One(Of("=")),
        Many(Space),
        One(QUOTE),
        Hide,
        Many(UNQUOTED),
        Show,
        One(QUOTE),
    ],
    &[
        Key,
        Many(Digit),
        Many(Space),
        One(Of("=")),
        Many(Space),
        One(Of("\"")),
        Hide,
        Many(Not("\"")),
        Show,
        One(Of("\"")),
    ],
    &[
        Key,
        Many(Digit),
        Many(Space),
        One(Of("=")),
        Many(Space),
        One(Of("'")),
        Hide,
        Many(Not("'")),
        Show,
        One(Of("'")),
    ],
    // password "x"
    &[Key, Many(Digit), OneOrMore(Space), One(QUOTE), Hide, Many(UNQUOTED), Show, One(QUOTE)],
    // --password x
    &[
        One(Of("-")),
        One(Of("-")),
        Key,
        Many(Digit),
        OneOrMore(Space),
        Hide,
        OneOrMore(NotOrSpace("'^\"=")),
        Show,
        Many(Space),
    ],
    // <password>x</password>
    &[
        One(Of("<")),
        Key,
        Many(Digit),
        One(Of(">")),
        Hide,
        Many(Not("<")),
        Show,
        One(Of("<")),
        One(Of("/")),
        Key,
        Many(Digit),
        One(Of(">")),
    ],
    // "password": "x"
    &[
        One(QUOTE),
        Key,
        Many(Digit),
        One(QUOTE),
        Many(Space),
        One(Of(":")),
        Many(Space),
        One(QUOTE),
        Hide,
        Many(UNQUOTED),
        Show,
        One(QUOTE),
    ],
    // 'original_password': u'x'
    &[
        One(QUOTE),
        Many(UNQUOTED),
        Key,
        Many(Digit),
        One(QUOTE),
        Many(Space),
        One(Of(":")),
        Many(Space),
        Optional(Of("uU")),
        One(QUOTE),
        Hide,
        Many(UNQUOTED),
        Show,
        One(QUOTE),
    ],
    // 'password', '--value', 'x'
    &[
        One(QUOTE),
        Many(UNQUOTED),
        Key,
        Many(Digit),
        One(QUOTE),
        Many(Space),
        One(Of(",")),
        Many(Space),
        One(Of("'")),
        One(Of("-")),
        Optional(Of("-")),
        OneOrMore(Letter),
        One(Of("'")),
        Many(Space),
        One(Of(",")),
        Many(Space),
        Optional(Of("uU")),
        One(QUOTE),
        Hide,
        Many(UNQUOTED),
        Show,
        One(QUOTE),
    ],
    // password --value x
    &[
        Key,
        Many(Digit),
        Many(Space),
        One(Of("-")),
        Optional(Of("-")),
        OneOrMore(Letter),
        Many(Space),
        Hide,
        OneOrMore(NotOrSpace("")),
        Show,
        Many(Space),
    ],
];

/// The pattern whose end is the end of the password: `password = x`.
const OPEN: &[Step] =
    &[Key, Many(Digit), Many(Space), One(Of("=")), Many(Space), Hide, OneOrMore(NotOrSpace("^'\""))];

/// The pattern behind which what follows is dropped: passwords that hold quotes themselves.
const QUOTED: &[Step] = &[
    One(QUOTE),
    Many(UNQUOTED),
    Key,
    Many(Digit),
    One(QUOTE),
    Many(Space),
    One(Of(":")),
    Many(Space),
    Optional(Of("uU")),
    One(QUOTE),
    Many(Any),
    One(QUOTE),
    Hide,
    Many(UNQUOTED),
    One(QUOTE),
];

/// The text with the passwords in it masked.
pub(crate) fn mask_password(text: &str) -> String {
    let mut text = text.to_owned();
    for key in KEYS {
        if !text.to_lowercase().contains(key) {
            continue;
        }
        for steps in ENCLOSED {
            text = replace(&text, key, steps, SECRET);
        }
        text = replace(&text, key, OPEN, SECRET);
        text = replace(&text, key, QUOTED, "");
    }
    text
}

/// Where a match ends, and the password in it.
#[derive(Clone, Copy, Default)]
struct Found {
    end: usize,
    hide: usize,
    show: usize,
}

fn replace(text: &str, key: &str, steps: &[Step], secret: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let key: Vec<char> = key.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let start = Found { show: letters.len(), ..Found::default() };
        match search(&letters, &key, steps, at, start) {
            Some(found) if found.end > at => {
                masked.extend(&letters[at..found.hide]);
                masked.push_str(secret);
                masked.extend(&letters[found.show.min(found.end)..found.end]);
                at = found.end;
            }
            _ => {
                masked.push(letters[at]);
                at += 1;
            }
        }
    }
    masked
}

fn search(letters: &[char], key: &[char], steps: &[Step], at: usize, found: Found) -> Option<Found> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(Found { end: at, ..found });
    };
    let is = |set: Set, at: usize| letters.get(at).is_some_and(|letter| set.has(*letter));
    let (set, least, most) = match *step {
        Hide => return search(letters, key, rest, at, Found { hide: at, ..found }),
        Show => return search(letters, key, rest, at, Found { show: at, ..found }),
        Key => {
            let end = at + key.len();
            let fits = letters.get(at..end)?.iter().zip(key).all(|(letter, key)| same(*letter, *key));
            return if fits { search(letters, key, rest, end, found) } else { None };
        }
        One(set) => (set, 1, 1),
        Optional(set) => (set, 0, 1),
        OneOrMore(set) => (set, 1, usize::MAX),
        Many(set) => (set, 0, usize::MAX),
    };
    let mut count = 0;
    while count < most && is(set, at + count) {
        count += 1;
    }
    // As many as there are, then one less each time.
    loop {
        if count < least {
            return None;
        }
        if let Some(found) = search(letters, key, rest, at + count, found) {
            return Some(found);
        }
        count = count.checked_sub(1)?;
    }
}

/// Whether a letter is that of a key word, in any case.
fn same(letter: char, key: char) -> bool {
    let folded = match letter {
        'ſ' => 's',
        '\u{130}' | 'ı' => 'i',
        '\u{212a}' => 'k',
        letter => letter.to_ascii_lowercase(),
    };
    folded == key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of oslo.utils.
    #[test]
    fn passwords_are_masked_as_oslo_masks_them() {
        let cases = [
            ("plain", "plain"),
            ("'adminPass' : 'aaaaa'", "'adminPass' : '***'"),
            ("'original_password' : 'aaaaa'", "'original_password' : '***'"),
            ("password=hunter2", "password=***"),
            ("<password>abc</password>", "<password>***</password>"),
            ("--password x y", "--password *** y"),
        ];
        for (text, masked) in cases {
            assert_eq!(mask_password(text), masked);
        }
    }

    #[test]
    fn a_long_text_of_quotes_ends_soon() {
        let text = "'password".repeat(2_000) + &"\"password\":\"".repeat(200);
        assert!(mask_password(&text).contains(SECRET));
    }
}
