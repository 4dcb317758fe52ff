//! Versions as attributes give them.

use std::fmt;

/// A version `X.Y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    /// The `X`.
    pub(crate) major: u32,
    /// The `Y`.
    pub(crate) minor: u32,
}

impl Version {
    /// The one that most objects begin with.
    pub(crate) const FIRST: Self = Self { major: 1, minor: 0 };

    /// Reads `X.Y` strictly: digits only, and no leading zero except in `0` itself.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.')?;
        Some(Self { major: number(major)?, minor: number(minor)? })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

fn number(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let leading_zero = digits.len() > 1 && digits.starts_with('0');
    if plain && !leading_zero { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn strictly_two_numbers() {
        for (text, major, minor) in
            [("1.4", 1, 4), ("0.0", 0, 0), ("10.20", 10, 20), ("1.4294967295", 1, u32::MAX)]
        {
            assert_eq!(Version::parse(text), Some(Version { major, minor }), "{text}");
            assert_eq!(Version { major, minor }.to_string(), text);
        }
        for text in [
            "",
            "1",
            ".",
            "1.",
            ".1",
            "1.2.3",
            "+1.2",
            "1.+2",
            " 1.2",
            "1.2 ",
            "01.2",
            "1.02",
            "1.x",
            "1.4294967296",
        ] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn order_is_numeric() {
        assert!(Version::parse("1.9") < Version::parse("1.10"));
        assert!(Version::parse("1.10") < Version::parse("2.0"));
    }
}
