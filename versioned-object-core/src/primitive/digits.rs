//! Integers beyond 64 bits.

use std::fmt;
use std::str::FromStr;

use crate::base::error::Error;
use crate::base::shown;

/// An integer that neither an `i64` nor a `u64` holds, by its digits: in JSON as in Python there are such.
///
/// It has no more digits than Python reads, which is 4300.
///
/// ```
/// use versioned_object_core::{Digits, Value};
///
/// let large: Digits = "1000000000000000000000000000000".parse()?;
/// assert_eq!(Value::from(10_u128.pow(30)), Value::Digits(large));
/// assert!("17".parse::<Digits>().is_err());
/// # Ok::<(), versioned_object_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Digits(Box<str>);

impl Digits {
    /// How many digits Python reads.
    const MOST: usize = 4300;

    /// The integer that stands in a text as JSON has it; none where it is another number, or has too many digits.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_beyond = digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
            && (1..=Self::MOST).contains(&digits.len())
            && text.parse::<i64>().is_err()
            && text.parse::<u64>().is_err();
        is_beyond.then(|| Self(text.into()))
    }

    /// The digits, behind a `-` where the integer is negative.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the integer is below zero.
    pub(crate) fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    /// The float nearest to it, as Python's `float` gives it; infinite where there is none.
    pub(crate) fn nearest(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Digits {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::of(text).ok_or_else(|| {
            Error::invalid(format!("expected integer beyond 64 bits, got {}", shown::quoted(text)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_beyond_64_bits_are_taken_up_to_what_python_reads() {
        let long = "9".repeat(Digits::MOST);
        for text in ["18446744073709551616", "-9223372036854775809", &long, &format!("-{long}")] {
            assert_eq!(Digits::of(text).map(|digits| digits.to_string()).as_deref(), Some(text));
        }
        let longer = format!("{long}0");
        for text in [
            "",
            "-",
            "0",
            "17",
            "18446744073709551615",
            "-9223372036854775808",
            "018446744073709551616",
            "+18446744073709551616",
            "18446744073709551616.0",
            "18446744073709551616e1",
            "1844674407370955161٦",
            &longer,
        ] {
            assert_eq!(Digits::of(text), None, "{text}");
        }
    }
}
