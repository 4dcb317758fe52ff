//! JSON in memory, token by token: only what is right. What is wrong with a text, `serde_json` says.

use std::borrow::Cow;

use crate::primitive::digits::Digits;
use crate::primitive::read::ReadContext;
use crate::primitive::special;

/// Why reading ended: no reason, for the reader that goes through serde reads the text once more and has one.
#[derive(Debug)]
pub struct Unread;

/// What reading by token gives.
pub type Taken<T> = std::result::Result<T, Unread>;

/// A number, as `serde_json` has it; of an integer beyond 64 bits, of which that has the nearest float, the digits.
#[derive(Debug, PartialEq)]
pub(crate) enum Number {
    Int(i64),
    /// Beyond `i64`.
    UInt(u64),
    Digits(Digits),
    Float(f64),
}

/// What a value begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Null,
    True,
    False,
    Number,
    Text,
    Array,
    Map,
}

/// A place in a JSON text.
///
/// It takes what `serde_json` takes, and makes the same of it, but for integers beyond 64 bits. Texts with a `\`, and other
/// numbers that are not just digits or are long, it gives to `serde_json`.
pub struct JsonText<'t> {
    text: &'t str,
    at: usize,
}

/// How many levels `serde_json` reads.
const DEEPEST: usize = 127;

/// How many digits always make an `i64`.
pub(crate) const SHORT: usize = 18;

impl<'t> JsonText<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The byte here; at the end one that begins nothing.
    #[inline]
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    /// The first byte behind blanks.
    #[inline]
    fn next_byte(&mut self) -> u8 {
        loop {
            match self.byte() {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// Goes past this byte, and blanks before it; false where another stands there.
    #[inline]
    pub(crate) fn passes(&mut self, byte: u8) -> bool {
        let is_next = self.next_byte() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    /// Goes past a piece of text that stands exactly here; false where it does not.
    #[inline]
    pub(crate) fn passes_text(&mut self, piece: &str) -> bool {
        let is_here = starts_with(self.rest(), piece.as_bytes());
        self.at += if is_here { piece.len() } else { 0 };
        is_here
    }

    /// What stands here must be this byte, behind blanks.
    #[inline]
    pub(crate) fn expect(&mut self, byte: u8) -> Taken<()> {
        if self.passes(byte) { Ok(()) } else { Err(Unread) }
    }

    /// Goes past a comma and a key, `,"name":`, that stand exactly here; with `SPACED`, past blanks where Python writes them.
    #[inline]
    pub(crate) fn passes_key<const SPACED: bool>(&mut self, key: &str) -> bool {
        if !SPACED {
            return !key.is_empty() && self.passes_text(key);
        }
        let (rest, name) = (self.rest().strip_prefix(b", "), key.as_bytes().get(1..));
        let passed = rest.zip(name).is_some_and(|(rest, name)| starts_with(rest, name));
        self.at += if passed { key.len() + 1 } else { 0 };
        passed
    }

    /// Whether a comma and a blank stand here, as Python writes them.
    pub(crate) fn is_spaced(&self) -> bool {
        self.rest().starts_with(b", ")
    }

    /// Goes past the name in a key, `,"name":`, that stands here, and the colon behind it; false where something else does.
    #[inline]
    pub(crate) fn passes_name(&mut self, key: &str) -> bool {
        let name = key.get(1..key.len().saturating_sub(1)).unwrap_or_default();
        self.next_byte();
        !name.is_empty() && self.passes_text(name) && self.passes(b':')
    }

    /// Goes past a piece of JSON, `,"name":`, that stands here with or without blanks between its tokens; false, and stays,
    /// where something else does. In its texts nothing is escaped.
    #[inline]
    pub(crate) fn passes_tokens(&mut self, piece: &str) -> bool {
        self.passes_text(piece) || self.passes_spaced(piece)
    }

    fn passes_spaced(&mut self, piece: &str) -> bool {
        let (start, mut rest) = (self.at, piece);
        while let Some(byte) = rest.bytes().next() {
            let end = if byte == b'"' { special::first(&rest.as_bytes()[1..]) } else { None };
            let (token, behind) = rest.split_at(end.map_or(1, |end| end + 2));
            self.next_byte();
            if !self.passes_text(token) {
                self.at = start;
                return false;
            }
            rest = behind;
        }
        true
    }

    /// Whether nothing but blanks is left.
    pub(crate) fn is_at_end(&mut self) -> bool {
        self.next_byte();
        self.at == self.text.len()
    }

    /// What the value here begins with.
    #[inline]
    pub(crate) fn start(&mut self) -> Taken<Start> {
        Ok(match self.next_byte() {
            b'"' => Start::Text,
            b'-' | b'0'..=b'9' => Start::Number,
            b'n' => Start::Null,
            b't' => Start::True,
            b'f' => Start::False,
            b'[' => Start::Array,
            b'{' => Start::Map,
            _ => return Err(Unread),
        })
    }

    /// Goes past null; false where something else stands here.
    #[inline]
    pub(crate) fn null(&mut self) -> Taken<bool> {
        if self.next_byte() != b'n' {
            return Ok(false);
        }
        self.word("null").map(|()| true)
    }

    /// A truth value or null, letter by letter.
    #[inline]
    pub(crate) fn word(&mut self, word: &str) -> Taken<()> {
        if self.passes_text(word) { Ok(()) } else { Err(Unread) }
    }

    /// Goes past a text in which nothing is escaped, and gives it; none, and stays, where something else stands here.
    pub fn plain_text(&mut self) -> Option<&'t str> {
        if self.next_byte() != b'"' {
            return None;
        }
        let start = self.at + 1;
        let end = start + special::first(self.text.as_bytes().get(start..)?)?;
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// What `read` makes of a text of so many bytes that stands here; none, and stays, where something else does. `read` takes
    /// no text with a character in it that JSON escapes, and so nobody has to look for them.
    #[inline]
    pub(crate) fn sized<T>(&mut self, size: usize, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if self.next_byte() != b'"' {
            return None;
        }
        let (start, end) = (self.at + 1, self.at + 1 + size);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        let value = read(self.text.get(start..end)?)?;
        self.at = end + 1;
        Some(value)
    }

    /// The truth value here; none, and stays, where something else stands here.
    #[inline]
    pub(crate) fn truth(&mut self) -> Option<bool> {
        match self.next_byte() {
            b't' if self.passes_text("true") => Some(true),
            b'f' if self.passes_text("false") => Some(false),
            _ => None,
        }
    }

    /// The text here.
    #[inline]
    pub(crate) fn text(&mut self) -> Taken<Cow<'t, str>> {
        match self.plain_text() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped().map(Cow::Owned),
        }
    }

    /// A text in which something is escaped.
    #[cold]
    fn escaped(&mut self) -> Taken<String> {
        let start = self.at;
        self.expect(b'"')?;
        loop {
            self.at += special::first(self.rest()).ok_or(Unread)? + 1;
            if self.text.as_bytes().get(self.at - 1) != Some(&b'\\') {
                break;
            }
            // The byte behind the backslash stands for itself, whatever it is.
            self.at += 1;
        }
        let text = self.text.get(start..self.at).ok_or(Unread)?;
        serde_json::from_str(text).map_err(|_| Unread)
    }

    /// Goes past a number of a few digits, and gives it; none, and stays, where something else stands here.
    #[inline]
    pub(crate) fn short_int(&mut self) -> Option<i64> {
        self.next_byte();
        let bytes = self.rest();
        let (mut value, mut at) = (0_i64, 0);
        while let Some(digit @ b'0'..=b'9') = bytes.get(at)
            && at < SHORT
        {
            value = value * 10 + i64::from(digit - b'0');
            at += 1;
        }
        let goes_on = matches!(bytes.get(at), Some(b'0'..=b'9' | b'.' | b'e' | b'E'));
        // No number begins with a zero but zero.
        if goes_on || at == 0 || (bytes[0] == b'0' && at > 1) {
            return None;
        }
        self.at += at;
        Some(value)
    }

    /// The number here.
    pub(crate) fn number(&mut self) -> Taken<Number> {
        match self.short_int() {
            Some(number) => Ok(Number::Int(number)),
            None => self.long_number(self.rest()),
        }
    }

    fn long_number(&mut self, bytes: &'t [u8]) -> Taken<Number> {
        let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let end = self.at + bytes.iter().take_while(is_part).count();
        let text = self.text.get(self.at..end).ok_or(Unread)?;
        if let Some(digits) = Digits::of(text) {
            self.at = end;
            return Ok(Number::Digits(digits));
        }
        let number = match serde_json::from_str::<serde_json::Number>(text) {
            Ok(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Number::Int(number),
                (_, Some(number)) => Number::UInt(number),
                _ if text == NEGATIVE_ZERO => Number::Int(0),
                _ => number.as_f64().map(Number::Float).ok_or(Unread)?,
            },
            Err(_) => infinite(text).map(Number::Float).ok_or(Unread)?,
        };
        self.at = end;
        Ok(number)
    }

    /// Goes into an array or a map, within the limits.
    #[inline]
    pub(crate) fn enter(&mut self, open: u8, cx: &mut ReadContext<'_>) -> Taken<()> {
        self.expect(open)?;
        if cx.depth >= cx.limits.depth.min(DEEPEST) {
            return Err(Unread);
        }
        cx.depth += 1;
        Ok(())
    }

    /// Whether there is another element in the array that `close` ends; goes past what stands before it, or past the end.
    #[inline]
    pub(crate) fn has_next(&mut self, is_first: bool, close: u8, cx: &mut ReadContext<'_>) -> Taken<bool> {
        if self.passes(close) {
            return Ok(false);
        }
        if !is_first {
            self.expect(b',')?;
        }
        cx.count().map(|()| true).map_err(|_| Unread)
    }

    /// The elements of an array, each of which `read` has to go past.
    #[inline]
    pub(crate) fn items(
        &mut self,
        cx: &mut ReadContext<'_>,
        mut read: impl FnMut(&mut Self, &mut ReadContext<'_>) -> Taken<()>,
    ) -> Taken<()> {
        self.enter(b'[', cx)?;
        let mut is_first = true;
        while self.has_next(std::mem::take(&mut is_first), b']', cx)? {
            read(self, cx)?;
        }
        cx.depth -= 1;
        Ok(())
    }

    /// The entries of a map, of which `read` has to go past the value.
    pub(crate) fn entries(
        &mut self,
        cx: &mut ReadContext<'_>,
        mut read: impl FnMut(&str, &mut Self, &mut ReadContext<'_>) -> Taken<()>,
    ) -> Taken<()> {
        self.enter(b'{', cx)?;
        let mut is_first = true;
        while self.has_next(std::mem::take(&mut is_first), b'}', cx)? {
            read(&self.key()?, self, cx)?;
        }
        cx.depth -= 1;
        Ok(())
    }

    /// The key of an entry, and the colon behind it.
    #[inline]
    pub(crate) fn key(&mut self) -> Taken<Cow<'t, str>> {
        let key = self.text()?;
        self.expect(b':')?;
        Ok(key)
    }

    /// How many bytes were gone past.
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// Goes back to a place.
    pub(crate) fn back_to(&mut self, place: usize) {
        self.at = place;
    }

    /// The same text from a place on.
    pub(crate) fn at(&self, place: usize) -> Self {
        Self { text: self.text, at: place }
    }

    /// Goes past a value that is read later, and gives its place. Only brackets and texts are looked at.
    pub(crate) fn pass(&mut self) -> Taken<usize> {
        self.next_byte();
        let place = self.at;
        let mut open = 0_usize;
        loop {
            match self.next_byte() {
                b'"' => drop(self.text()?),
                b'[' | b'{' => {
                    open += 1;
                    self.at += 1;
                }
                b']' | b'}' => {
                    open = open.checked_sub(1).ok_or(Unread)?;
                    self.at += 1;
                }
                b',' | b':' if open > 0 => self.at += 1,
                b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E' => self.pass_word(),
                _ => return Err(Unread),
            }
            if open == 0 {
                return Ok(place);
            }
        }
    }

    fn pass_word(&mut self) {
        let is_part = |byte: &&u8| matches!(byte, b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E');
        self.at += self.rest().iter().take_while(is_part).count();
    }
}

/// An integer, which `serde_json` has as a float.
pub(crate) const NEGATIVE_ZERO: &str = "-0";

/// A number of JSON with a fraction or an exponent, to which no float is near: infinite in Python, and none to `serde_json`.
#[cold]
pub(crate) fn infinite(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_infinite())?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = parted(text, &['e', 'E']);
    let (whole, fraction) = parted(mantissa, &['.']);
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let is_number = is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|text| is_digits(text.strip_prefix(['-', '+']).unwrap_or(text)));
    (is_number && (fraction.is_some() || exponent.is_some())).then_some(number)
}

fn parted<'t>(text: &'t str, at: &[char]) -> (&'t str, Option<&'t str>) {
    text.split_once(at).map_or((text, None), |(text, rest)| (text, Some(rest)))
}

/// As `starts_with` of slices, which calls a function of C's library for it. Most pieces are short: their first bytes and
/// their last are compared, which may overlap.
#[inline]
fn starts_with(text: &[u8], piece: &[u8]) -> bool {
    let Some(text) = text.get(..piece.len()) else { return false };
    match piece.len() {
        4..8 => has_ends::<4>(text, piece),
        8..=16 => has_ends::<8>(text, piece),
        17..=32 => has_ends::<16>(text, piece),
        _ => text == piece,
    }
}

#[inline]
fn has_ends<const N: usize>(text: &[u8], piece: &[u8]) -> bool {
    text.first_chunk::<N>() == piece.first_chunk() && text.last_chunk::<N>() == piece.last_chunk()
}
