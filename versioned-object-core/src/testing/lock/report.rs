//! What a comparison found, as a text for the engineer who made the change.

use std::fmt;

use super::changes::{Change, Fact};
use super::message;
use crate::version::Version;

/// What differs between a lock and the declarations; empty when nothing does.
///
/// Its `Display` says of every object what changed, what that means to older peers, and what to write.
#[derive(Clone, Debug)]
pub struct LockReport {
    pub(super) objects: Vec<ObjectReport>,
}

impl LockReport {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// Whether every change has the version and the history that it needs, so that the lock may take it.
    pub fn is_acceptable(&self) -> bool {
        !self.objects.iter().any(ObjectReport::is_refused)
    }
}

impl fmt::Display for LockReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, object) in self.objects.iter().enumerate() {
            write!(f, "{}{object}", if index == 0 { "" } else { "\n\n" })?;
        }
        Ok(())
    }
}

/// What differs in an object.
#[derive(Clone, Debug)]
pub(super) struct ObjectReport {
    pub(super) name: String,
    pub(super) locked: Option<Version>,
    pub(super) now: Option<Version>,
    pub(super) items: Vec<Item>,
}

impl ObjectReport {
    pub(super) fn is_refused(&self) -> bool {
        self.items.iter().any(Item::is_refused)
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The differences of the object that this one extends.
    AsParent {
        parent: String,
        refused: bool,
    },
    /// A new object with so many fields.
    NewObject(usize),
    /// An object that is not declared any more.
    Gone,
    WentBack {
        locked: Version,
        now: Version,
    },
    /// A major version that the lock has nothing of, perhaps `beside` a type of the one before.
    NewMajor {
        locked: Version,
        now: Version,
        beside: bool,
    },
    /// A fact that changed, with the version that this needs and has not.
    Fact {
        fact: Fact,
        needs: Option<Version>,
    },
    Change {
        change: Box<Change>,
        versions: Vec<Version>,
        cause: Cause,
    },
    Fingerprint {
        version: Version,
        from: Option<String>,
        to: Option<String>,
    },
    Note {
        version: Version,
        text: String,
    },
}

/// How a change came to differ from the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The version is the locked one: it needs this one.
    NoVersion(Version),
    /// The version was raised to this one, and the declaration tells the change of older versions too.
    NoHistory(Version),
    /// Older versions are declared in another way than they were published.
    Past,
    /// A version that is not locked yet has it, with its history.
    New,
    /// The same, in a new major version.
    NewMajor,
}

impl Item {
    pub(super) fn change(change: Change, versions: Vec<Version>, cause: Cause) -> Self {
        Self::Change { change: Box::new(change), versions, cause }
    }

    pub(super) fn is_refused(&self) -> bool {
        match self {
            Self::NewObject(_) | Self::NewMajor { .. } | Self::Note { .. } => false,
            Self::AsParent { refused, .. } => *refused,
            Self::Gone | Self::WentBack { .. } | Self::Fingerprint { .. } => true,
            Self::Fact { needs, .. } => needs.is_some(),
            Self::Change { cause, .. } => !matches!(cause, Cause::New | Cause::NewMajor),
        }
    }
}

impl fmt::Display for ObjectReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match (self.locked, self.now) {
            (Some(locked), Some(now)) if locked == now && self.is_refused() => {
                write!(f, "{name} {now}, changed without a new version")?;
            }
            (Some(locked), Some(now)) if locked == now => write!(f, "{name} {now}")?,
            (Some(locked), Some(now)) => write!(f, "{name} {locked} -> {now}")?,
            (None, Some(now)) => write!(f, "{name} {now}, new")?,
            (Some(locked), None) => write!(f, "{name} {locked}, gone")?,
            (None, None) => f.write_str(name)?,
        }
        for item in &self.items {
            let lines = message::lines(name, item);
            let mut lines = lines.iter();
            if let Some(title) = lines.next() {
                write!(f, "\n  {title}")?;
            }
            for line in lines {
                write!(f, "\n      {line}")?;
            }
        }
        Ok(())
    }
}
