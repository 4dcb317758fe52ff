//! Texts while a crate compiles.

use crate::base::version::Version;

/// A text made while the crate compiles.
pub(crate) struct Message {
    bytes: [u8; 768],
    len: usize,
}

impl Message {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; 768], len: 0 }
    }

    pub(crate) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "the declaration has a mistake",
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// Whether something may have had no room.
    pub(crate) const fn is_full(&self) -> bool {
        self.len == self.bytes.len()
    }

    pub(crate) const fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// A name as code has it: `r#type`.
    pub(crate) const fn ident(self, name: &str) -> Self {
        let (mut at, mut me) = (0, self);
        while at < KEYWORDS.len() {
            if same(KEYWORDS[at], name) {
                me = me.text("r#");
            }
            at += 1;
        }
        me.text(name)
    }

    pub(crate) const fn version(self, version: Version) -> Self {
        self.int(version.major as u64).text(".").int(version.minor as u64)
    }

    pub(crate) const fn int(self, number: u64) -> Self {
        let me = if number >= 10 { self.int(number / 10) } else { self };
        me.bytes(&[b'0' + (number % 10) as u8])
    }

    pub(crate) const fn signed(self, number: i64) -> Self {
        let me = if number < 0 { self.text("-") } else { self };
        me.int(number.unsigned_abs())
    }

    pub(crate) const fn bytes(mut self, bytes: &[u8]) -> Self {
        let mut at = 0;
        while at < bytes.len() && self.len < self.bytes.len() {
            self.bytes[self.len] = bytes[at];
            self.len += 1;
            at += 1;
        }
        self
    }
}

/// The words that are names with `r#` in front alone, in small letters as the names of fields are.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether one text sorts before another: by code point, as Python does, which is by byte in UTF-8.
pub(crate) const fn less(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    if at < one.len() && at < other.len() { one[at] < other[at] } else { one.len() < other.len() }
}

pub(crate) const fn same(one: &str, other: &str) -> bool {
    same_bytes(one.as_bytes(), other.as_bytes())
}

pub(crate) const fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    // From behind: names of one length often begin alike.
    let mut at = one.len();
    while at > 0 {
        at -= 1;
        if one[at] != other[at] {
            return false;
        }
    }
    true
}
