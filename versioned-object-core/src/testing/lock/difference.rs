//! What may differ between a lock and the declarations.

use crate::base::version::Version;
use crate::testing::lock::model::Paired;
use crate::testing::lock::types::Type;

/// What became of something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Added {
        ty: Type,
    },
    /// A field that is gone; `into` the field with a new object that has it now.
    Removed {
        ty: Type,
        into: Option<String>,
    },
    Renamed {
        from: String,
    },
    Type {
        from: Type,
        to: Type,
    },
    Element {
        from: Type,
        to: Type,
        whole: Type,
    },
    Child {
        from: Type,
        to: Type,
        whole: Type,
    },
    NowNull {
        from: Type,
    },
    NoNull {
        from: Type,
    },
    ValueAdded(String),
    ValueRemoved(String),
    Reordered {
        from: Vec<String>,
        to: Vec<String>,
    },
    Printed {
        from: String,
        to: String,
    },
    Default {
        from: Option<String>,
        to: Option<String>,
    },
    Fill {
        from: Option<String>,
        to: Option<String>,
    },
    ReadOnly(bool),
    ChildVersion {
        from: Paired,
        to: Paired,
    },
    NoChildVersion {
        from: Paired,
    },
    MethodAdded {
        spec: String,
    },
    MethodRemoved {
        spec: String,
    },
    MethodChanged {
        from: String,
        to: String,
    },
    ChildSaid {
        to: Paired,
    },
}

/// A change of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Change {
    pub(crate) field: String,
    pub(crate) what: What,
}

/// A change of what is not told version by version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Namespace { word: &'static str, from: String, to: String },
    Extends { from: Option<String>, to: Option<String> },
    ListOf { from: Option<String>, to: Option<String> },
    Child { name: String, from: Version, to: Version },
}

/// What differs in an object.
#[derive(Clone, Debug)]
pub(crate) struct ObjectReport {
    pub(crate) name: String,
    pub(crate) locked: Option<Version>,
    pub(crate) now: Option<Version>,
    pub(crate) items: Vec<Item>,
}

impl ObjectReport {
    pub(crate) fn is_refused(&self) -> bool {
        self.items.iter().any(Item::is_refused)
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
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
pub(crate) enum Cause {
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
    pub(crate) fn change(change: Change, versions: Vec<Version>, cause: Cause) -> Self {
        Self::Change { change: Box::new(change), versions, cause }
    }

    pub(crate) fn is_refused(&self) -> bool {
        match self {
            Self::NewObject(_) | Self::NewMajor { .. } | Self::Note { .. } => false,
            Self::AsParent { refused, .. } => *refused,
            Self::Gone | Self::WentBack { .. } | Self::Fingerprint { .. } => true,
            Self::Fact { needs, .. } => needs.is_some(),
            Self::Change { cause, .. } => !matches!(cause, Cause::New | Cause::NewMajor),
        }
    }
}
