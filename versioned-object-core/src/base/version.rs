//! Versions of objects: `X.Y`, and `X.Y.Z` where a peer sends one.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A version of an object: `X.Y`, with the `.Z` of a backported fix where a peer sends one.
///
/// A major step breaks readers, a minor one adds; the patch level of oslo's stable branches is kept so that an
/// object is written back as it was received, and takes part in comparisons as zero when it is absent.
///
/// ```
/// use versioned_object_core::Version;
///
/// let ours: Version = "1.4".parse()?;
/// assert!(ours.can_read("1.2".parse()?));
/// assert!(!ours.can_read("1.5".parse()?));
/// assert!(!ours.can_read("2.0".parse()?));
/// # Ok::<(), versioned_object_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Version {
    /// A change that old readers cannot read.
    pub major: u32,
    /// An addition.
    pub minor: u32,
    /// The patch level of a stable branch; zero when it is absent.
    pub patch: Option<u32>,
}

impl Version {
    /// Version `major.minor`.
    pub const fn new(major: u32, minor: u32) -> Self {
        Self { major, minor, patch: None }
    }

    /// Whether a reader of this version can read data of version `other`: the same major version, and not newer
    /// than this one (oslo's `is_compatible`).
    pub const fn can_read(self, other: Self) -> bool {
        self.major == other.major && !self.older_than(other)
    }

    /// `self < other`, in constants too.
    ///
    /// ```
    /// use versioned_object_core::Version;
    ///
    /// const HAS_ZONES: bool = !Version::new(1, 2).older_than(Version::new(1, 10));
    /// assert!(!HAS_ZONES); // 1.2 is before 1.10
    /// ```
    pub const fn older_than(self, other: Self) -> bool {
        self.key() < other.key()
    }

    /// This version without its patch level.
    #[must_use]
    pub const fn without_patch(self) -> Self {
        Self::new(self.major, self.minor)
    }

    /// A number in whose order versions are.
    #[allow(clippy::cast_lossless, reason = "`From` is not for constants")]
    pub(crate) const fn key(self) -> u128 {
        let patch = match self.patch {
            Some(patch) => patch,
            None => 0,
        };
        (self.major as u128) << 64 | (self.minor as u128) << 32 | patch as u128
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl std::hash::Hash for Version {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        match self.patch {
            Some(patch) => write!(f, ".{patch}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Version {
    /// As a text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    /// From a text.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

pub(crate) fn parse(text: &str) -> Option<Version> {
    let mut parts = text.split('.').map(|part| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    });
    let major = parts.next()??;
    let minor = parts.next()??;
    let patch = match parts.next() {
        Some(patch) => Some(patch?),
        None => None,
    };
    parts.next().is_none().then_some(Version { major, minor, patch })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_versions_parse() {
        assert_eq!("01.04".parse::<Version>().unwrap(), Version::new(1, 4));
        for good in ["1.4", "0.9", "1.0.7", "12.34"] {
            let version: Version = good.parse().unwrap();
            assert_eq!(version.to_string(), good);
            let json = serde_json::to_string(&version).unwrap();
            assert_eq!(serde_json::from_str::<Version>(&json).unwrap(), version);
        }
        for bad in
            ["", "1", "v1.4", " 1.4", "1.4 ", "1.4.dev1", "1!1.4", "1.+4", "1..4", "1.4.5.6", "99999999999.1"]
        {
            assert!(bad.parse::<Version>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_patch_level_counts_as_oslo_counts_it() {
        let v = |text: &str| text.parse::<Version>().unwrap();
        assert_eq!(v("1.4"), v("1.4.0"));
        assert!(v("1.4").can_read(v("1.4.0")));
        assert!(!v("1.4").can_read(v("1.4.1")));
        assert!(v("1.4").can_read(v("1.3.7")));
        assert!(!v("2.0").can_read(v("1.3")));
    }
}
