//! Conditions on versions.

use std::fmt;
use std::str::FromStr;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::TypeDescriptor;
use crate::dynamic::contract::{Input, Value};
use crate::fields::field_type::{FieldType, expected};
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;
use crate::python::print;

/// oslo's `VersionPredicate`: conditions on a version with commas between them, such as `>=1.0,<2.0`.
///
/// Each is one of `<`, `<=`, `==`, `>=`, `>` and `!=` and a version as PEP 440 writes it, with blanks where one likes.
/// The text is kept as it was given. Only a text is read.
///
/// ```
/// use versioned_object_core::fields::VersionPredicate;
///
/// let predicate: VersionPredicate = ">=1.0, !=1.3rc1".parse()?;
/// assert_eq!(predicate.as_str(), ">=1.0, !=1.3rc1");
/// assert!("~=1.0".parse::<VersionPredicate>().is_err());
/// assert!("1.0".parse::<VersionPredicate>().is_err());
/// # Ok::<(), versioned_object_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionPredicate(String);

impl VersionPredicate {
    /// A predicate of this text.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] when the text is none.
    pub fn new(text: impl Into<String>) -> Result<Self> {
        let text = text.into();
        if text.split(',').all(is_condition) {
            Ok(Self(text))
        } else {
            Err(expected("version predicate such as \">=1.0,<2.0\"", &Input::Str(text.into())))
        }
    }

    /// The text as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_condition(text: &str) -> bool {
    let text = text.trim_matches(print::is_space);
    let operators = ["<=", ">=", "<", ">", "!=", "=="];
    let version = operators.iter().find_map(|operator| text.strip_prefix(operator));
    version.is_some_and(|version| is_version(version.trim_start_matches(print::is_space)))
}

/// Whether this is a version as PEP 440 writes it: epoch, release, pre-release, post-release, development release and
/// local version.
fn is_version(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut rest = Rest(text.strip_prefix('v').unwrap_or(&text));
    let before = rest.0;
    if !(rest.digits() && rest.eat("!")) {
        rest.0 = before;
    }
    if !rest.digits() {
        return false;
    }
    while rest.optional(|rest| rest.eat(".") && rest.digits()) {}
    rest.labelled(&["alpha", "a", "beta", "b", "preview", "pre", "c", "rc"]);
    if !rest.optional(|rest| rest.eat("-") && rest.digits()) {
        rest.labelled(&["post", "rev", "r"]);
    }
    rest.labelled(&["dev"]);
    if rest.eat("+") {
        loop {
            if !rest.while_ascii(u8::is_ascii_alphanumeric) {
                return false;
            }
            if !rest.separator() {
                break;
            }
        }
    }
    rest.0.is_empty()
}

/// What is left of a version.
#[derive(Clone, Copy)]
struct Rest<'t>(&'t str);

impl Rest<'_> {
    fn eat(&mut self, text: &str) -> bool {
        match self.0.strip_prefix(text) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    fn while_ascii(&mut self, is: impl Fn(&u8) -> bool) -> bool {
        let len = self.0.bytes().take_while(is).count();
        self.0 = &self.0[len..];
        len > 0
    }

    fn digits(&mut self) -> bool {
        self.while_ascii(u8::is_ascii_digit)
    }

    fn separator(&mut self) -> bool {
        self.eat(".") || self.eat("_") || self.eat("-")
    }

    /// Reads something, or nothing where it is not whole.
    fn optional(&mut self, read: impl FnOnce(&mut Self) -> bool) -> bool {
        let mut tried = *self;
        let read = read(&mut tried);
        if read {
            *self = tried;
        }
        read
    }

    /// A label with a number: `.rc1`, `post`, `_dev_2`.
    fn labelled(&mut self, labels: &[&str]) {
        self.optional(|rest| {
            rest.separator();
            let known = labels.iter().any(|label| rest.eat(label));
            rest.separator();
            rest.digits();
            known
        });
    }
}

impl fmt::Display for VersionPredicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for VersionPredicate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::new(text)
    }
}

impl From<VersionPredicate> for Value {
    fn from(predicate: VersionPredicate) -> Self {
        Self::String(predicate.0)
    }
}

impl FieldType for VersionPredicate {
    type Ref<'a> = &'a str;
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::text("VersionPredicate").samples(&[r#"">=1.0""#, r#"">=1.0, <2.0""#]);

    fn borrow_field(&self) -> &str {
        &self.0
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Str(text) => Self::new(text),
            input => Err(expected("version predicate such as \">=1.0,<2.0\"", &input)),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(&self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_pep_440() {
        let good = [
            "0",
            "1.0",
            "v1!2.3.4",
            "1.0a",
            "1.0.alpha_1",
            "1.0-1",
            "1.0.post2.dev3",
            "1.0rc1+local.7",
            "1.0rev",
            "1.0a.",
        ];
        for version in good {
            assert!(is_version(version), "{version}");
        }
        for version in ["", "v", "1.", "1..0", "1.0.*", "1!", "1.0+", "1.0+a..b", "1.0al", "１.0", "1.0 "] {
            assert!(!is_version(version), "{version}");
        }
    }
}
