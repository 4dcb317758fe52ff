//! Reading a line of `versions.lock` word by word.

use std::fmt;

use crate::base::version::Version;

/// What is left of a line.
pub(crate) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(line: &'a str) -> Self {
        Self { rest: line }
    }

    /// Passes over `token`, if it comes next.
    pub(crate) fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    pub(crate) fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.eat(token) { Ok(()) } else { Err(self.expected(&format!("`{token}`"))) }
    }

    pub(crate) fn expected(&self, what: &str) -> String {
        if self.rest.is_empty() {
            format!("expected {what} at the end of the line")
        } else {
            format!("expected {what}, got `{}`", self.rest)
        }
    }

    /// A text as [`Text`] writes it.
    pub(crate) fn text(&mut self, what: &str) -> Result<String, String> {
        if self.rest.starts_with('"') {
            return self.json(what).map(|value| value.as_str().unwrap_or_default().to_owned());
        }
        let end = self.rest.find(|letter| !is_plain(letter)).unwrap_or(self.rest.len());
        if end == 0 {
            return Err(self.expected(what));
        }
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(text.to_owned())
    }

    /// A JSON value.
    pub(crate) fn json(&mut self, what: &str) -> Result<serde_json::Value, String> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter();
        match values.next() {
            Some(Ok(value)) => {
                let end = values.byte_offset();
                self.rest = &self.rest[end..];
                Ok(value)
            }
            _ => Err(self.expected(what)),
        }
    }

    pub(crate) fn version(&mut self) -> Result<Version, String> {
        let end = self.rest.find(' ').unwrap_or(self.rest.len());
        let version = self.rest[..end].parse().map_err(|_| self.expected("a version X.Y"))?;
        self.rest = &self.rest[end..];
        Ok(version)
    }

    /// All that is left.
    pub(crate) fn all(&mut self) -> &'a str {
        std::mem::take(&mut self.rest)
    }

    pub(crate) fn end(&self) -> Result<(), String> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.expected("the end of the line")) }
    }
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_-.".contains(letter)
}

/// A text: as it is where it is a plain word, else in quotes as JSON has it.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.is_empty() && self.0.chars().all(is_plain) {
            f.write_str(self.0)
        } else {
            write!(f, "{}", serde_json::Value::from(self.0))
        }
    }
}
