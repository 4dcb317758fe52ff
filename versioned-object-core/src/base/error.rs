//! What can go wrong, named after oslo's exceptions.

use std::fmt;
use std::str::FromStr;

use crate::base::shown::{self, MASK, NAME, SENTENCE, VALUE};
use crate::base::version::{Version, parse};

/// The result of an operation on an object.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where in an object the data is wrong: `BackupList.objects[3].size`.
///
/// ```
/// use versioned_object_core::Error;
///
/// let error = Error::invalid("expected integer, got \"a\"").at("size").at("Disk");
/// assert_eq!(error.to_string(), "Disk.size: expected integer, got \"a\"");
/// assert_eq!(error.path().map(ToString::to_string).as_deref(), Some("Disk.size"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path(String);

impl Path {
    /// The text of the path; empty for the whole input.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One level further out. `segment` is escaped, as a message shows it.
    fn prepend(&mut self, segment: &str) {
        let joint = if self.0.is_empty() || self.0.starts_with('[') { "" } else { "." };
        self.0 = format!("{segment}{joint}{}", self.0);
    }
}

impl fmt::Display for Path {
    /// The text of the path, cut where a message cuts it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&shown::sentence(&self.0), f)
    }
}

/// A path in front of a message: with a colon, or nothing of the whole input.
struct Before<'p>(&'p Path);

impl fmt::Display for Before<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.0.is_empty() { Ok(()) } else { write!(f, "{}: ", self.0) }
    }
}

/// An object and its key, if that is known.
struct Such<'e>(&'e str, &'e str);

impl fmt::Display for Such<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (object, id) = (shown::name(self.0), shown::name(self.1));
        if self.1.is_empty() { write!(f, "such a {object}") } else { write!(f, "a {object} {id}") }
    }
}

/// What is taken of an object that is not written: its key, or another value.
struct Taken<'e>(&'e str, &'e str, bool);

impl fmt::Display for Taken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (object, id) = (shown::name(self.0), shown::name(self.1));
        match (self.2, self.1.is_empty()) {
            (true, _) => write!(f, "there is {} already", Such(self.0, self.1)),
            (false, true) => write!(f, "another {object} has one of its unique values"),
            (false, false) => write!(f, "another {object} has one of the unique values of {id}"),
        }
    }
}

/// Everything that can go wrong with an object. The variants are named after oslo's exceptions where oslo has one.
///
/// A message is one line: what came from outside is escaped in it ([`escaped`](crate::escaped)), and cut where it is
/// long, with how many characters more there are: a value behind 60, a name, a version or a key behind 200, a sentence
/// or a path behind 4,000. Of a secret, nothing stands in it.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// No class can read this version (`IncompatibleObjectVersion`).
    #[error("{}version {} of {} is not supported, supported version is {supported}", Before(.path), shown::name(.version), shown::name(.name))]
    IncompatibleObjectVersion {
        /// Where the object is.
        path: Path,
        /// Its name.
        name: String,
        /// The version received.
        version: String,
        /// The newest version that is known here.
        supported: Version,
    },
    /// The name or the namespace is not known here (`UnsupportedObjectError`).
    #[error("{}unsupported object type {}", Before(.path), shown::name(.name))]
    UnsupportedObject {
        /// Where the object is.
        path: Path,
        /// Its name, after its namespace when that is the wrong part.
        name: String,
    },
    /// An object cannot be written at a version newer than its own (`InvalidTargetVersion`).
    #[error("{}invalid target version {version}", Before(.path))]
    InvalidTargetVersion {
        /// Where the object is.
        path: Path,
        /// The version asked for.
        version: Version,
    },
    /// Peers are capped to a release that is not known here (`CappedVersionUnknown`).
    #[error("objects are capped to the unknown release {}", shown::name(.version))]
    CappedVersionUnknown {
        /// The release.
        version: String,
    },
    /// A read-only field already has another value (`ReadOnlyFieldError`).
    #[error("{}cannot modify a read-only field", Before(.path))]
    ReadOnlyField {
        /// The field.
        path: Path,
    },
    /// An action is not possible in the object's present state (`ObjectActionError`).
    #[error("object action {} failed because: {}", shown::name(.action), shown::sentence(.reason))]
    ObjectAction {
        /// The action.
        action: String,
        /// Why it failed.
        reason: String,
    },
    /// A method needs the object's context and there is none (`OrphanedObjectError`).
    #[error("cannot call {} on orphaned {} object", shown::name(.method), shown::name(.name))]
    OrphanedObject {
        /// The method.
        method: String,
        /// The object's name.
        name: String,
    },
    /// A child's type is not registered (`UnregisteredSubobject`).
    #[error("{} is referenced by {} but is not registered", shown::name(.child), shown::name(.parent))]
    UnregisteredSubobject {
        /// The type that is missing.
        child: String,
        /// The type that has a field of it.
        parent: String,
    },
    /// The field is not set, and the type has no `load_attr` hook (`NotImplementedError`).
    #[error("{}.{} is not set", shown::name(.object), shown::name(.field))]
    NotLoaded {
        /// The object's name.
        object: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The object has no such field (`AttributeError`).
    #[error("{} has no field `{}`", shown::name(.object), shown::name(.field))]
    UnknownField {
        /// The object's name.
        object: String,
        /// The name asked for.
        field: String,
    },
    /// Null in a field that takes none (`ValueError`).
    #[error("{}field cannot be null", Before(.path))]
    NullField {
        /// The field.
        path: Path,
    },
    /// A value the field does not take (`ValueError`).
    #[error("{}{}", Before(.path), shown::sentence(.reason))]
    InvalidValue {
        /// The field, or the element in it.
        path: Path,
        /// What was expected and what was found.
        reason: String,
    },
    /// An envelope that is not one: a key is missing, or has the wrong type.
    #[error("{}{}", Before(.path), shown::sentence(.reason))]
    InvalidEnvelope {
        /// Where the envelope is.
        path: Path,
        /// What is wrong.
        reason: String,
    },
    /// The same key twice in one JSON object.
    #[error("{}duplicate key `{}`", Before(.path), shown::name(.key))]
    DuplicateKey {
        /// The object that has it twice.
        path: Path,
        /// The key.
        key: String,
    },
    /// What is read goes beyond the [`Limits`](crate::wire::Limits) of its reader.
    #[error("{}more than {limit} {}", Before(.path), shown::name(.what))]
    LimitExceeded {
        /// How far reading had come.
        path: Path,
        /// The limit.
        limit: usize,
        /// What it counts: `elements`.
        what: &'static str,
    },
    /// The text is not JSON.
    #[error("{}not JSON: {}", Before(.path), shown::sentence(.message))]
    Json {
        /// How far reading had come.
        path: Path,
        /// What the parser says, with line and column.
        message: String,
    },
    /// An error of a type's own methods, under the name its Python counterpart has.
    #[error("{}", shown::sentence(.reason))]
    Application {
        /// The name of the exception: `InvalidInput`.
        kind: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// No object of this key is there to be seen (`BackupNotFound` and its like).
    #[error("{} {} could not be found", shown::name(.object), shown::name(.id))]
    NotFound {
        /// The object's name.
        object: &'static str,
        /// Its key.
        id: String,
    },
    /// Who asks may not (`NotAuthorized`).
    #[error("not authorized")]
    NotAuthorized,
    /// Who asks is no administrator (`AdminRequired`).
    #[error("user does not have admin privileges")]
    AdminRequired,
    /// A call that makes no sense (`InvalidInput`).
    #[error("invalid input received: {}", shown::sentence(.reason))]
    InvalidInput {
        /// What is wrong.
        reason: String,
    },
    /// An object of this key is there already, or one with the same in another column that takes nothing twice
    /// (`DBDuplicateEntry`).
    #[error("{}", Taken(.object, .id, *.is_key))]
    DuplicateEntry {
        /// The object's name.
        object: &'static str,
        /// The key of what is not written; empty where it gave none.
        id: String,
        /// Whether it is the key that is taken, as far as the database tells: where it does not, it is said to be. Where it
        /// is not the key, another object has a value that no two may have.
        is_key: bool,
    },
    /// The database refused, or failed (`DBError`).
    #[error("database: {}", shown::sentence(.reason))]
    Database {
        /// What it says.
        reason: String,
    },
    /// An interface has no such method (`NotImplementedError`).
    #[error("{} is not implemented", shown::name(.method))]
    NotImplemented {
        /// The method.
        method: &'static str,
    },
    /// Two types were registered under one name, namespace and version.
    #[error("{} {version} is registered twice, for different types", shown::name(.name))]
    DuplicateRegistration {
        /// The name.
        name: &'static str,
        /// The version.
        version: Version,
    },
}

/// The path of an error that is about data.
macro_rules! path_of {
    ($error:expr) => {
        match $error {
            Self::IncompatibleObjectVersion { path, .. }
            | Self::UnsupportedObject { path, .. }
            | Self::InvalidTargetVersion { path, .. }
            | Self::ReadOnlyField { path }
            | Self::NullField { path }
            | Self::InvalidValue { path, .. }
            | Self::InvalidEnvelope { path, .. }
            | Self::DuplicateKey { path, .. }
            | Self::LimitExceeded { path, .. }
            | Self::Json { path, .. } => Some(path),
            _ => None,
        }
    };
}

impl Error {
    /// An [`Error::InvalidValue`] with no path yet: what a field type answers to a value it does not take.
    ///
    /// The path is added on the way out, by whoever knows it.
    pub fn invalid(reason: impl Into<String>) -> Self {
        Self::InvalidValue { path: Path::default(), reason: shown::kept(reason, SENTENCE) }
    }

    pub(crate) fn envelope(reason: impl Into<String>) -> Self {
        Self::InvalidEnvelope { path: Path::default(), reason: shown::kept(reason, SENTENCE) }
    }

    pub(crate) fn beyond(limit: usize, what: &'static str) -> Self {
        Self::LimitExceeded { path: Path::default(), limit, what }
    }

    pub(crate) fn action(action: &str, reason: impl Into<String>) -> Self {
        Self::ObjectAction { action: action.to_owned(), reason: shown::kept(reason, SENTENCE) }
    }

    /// An [`Error::InvalidInput`].
    pub fn invalid_input(reason: impl Into<String>) -> Self {
        Self::InvalidInput { reason: shown::kept(reason, SENTENCE) }
    }

    /// An [`Error::Database`]: for drivers.
    pub fn database(reason: impl fmt::Display) -> Self {
        Self::Database { reason: shown::kept(reason.to_string(), SENTENCE) }
    }

    /// The path of a data error; none for an error that is not about data.
    pub fn path(&self) -> Option<&Path> {
        path_of!(self)
    }

    /// The same error one level further out: below the field or object `segment`. Of a long name, as data from outside
    /// may have it, only the beginning is kept.
    #[must_use]
    pub fn at(self, segment: &str) -> Self {
        let segment = match shown::beginning(segment, VALUE) {
            None => shown::escaped(segment),
            Some((beginning, more)) => format!("{}… ({more} more)", shown::escaped(beginning)).into(),
        };
        self.below(&segment)
    }

    fn below(mut self, segment: &str) -> Self {
        if let Some(path) = self.path_mut() {
            path.prepend(segment);
        }
        self
    }

    /// The same error one level further out: in the element with this index.
    #[must_use]
    pub fn at_index(self, index: usize) -> Self {
        self.below(&format!("[{index}]"))
    }

    /// The same error one level further out: in the value of this key of a map.
    #[must_use]
    pub fn at_key(self, key: &str) -> Self {
        self.below(&format!("[{}]", shown::quoted(key)))
    }

    /// The same key twice in one map.
    pub(crate) fn twice(key: &str) -> Self {
        Self::DuplicateKey { path: Path::default(), key: shown::kept(key, NAME) }
    }

    /// The same error with nothing in it of what was found. `expected` is what was asked for, `list`, and `innermost`
    /// what was asked for in it: `text`.
    pub(crate) fn masked(self, expected: &str, innermost: &str) -> Self {
        let shape = |expected: &str| format!("expected {expected}, got {MASK}");
        let hidden = || MASK.to_owned();
        let refused = || "value not taken".to_owned();
        match self {
            Self::InvalidValue { path, reason } => {
                let is_shape = reason.starts_with("expected ") && reason.contains(", got ");
                // What is in a list or a map has another shape, which a type may have masked itself.
                let reason = match path.0.is_empty() {
                    true if is_shape => shape(expected),
                    false if reason == shape(innermost) => reason,
                    _ => refused(),
                };
                Self::InvalidValue { path, reason }
            }
            Self::InvalidEnvelope { path, .. } => Self::InvalidEnvelope { path, reason: refused() },
            Self::DuplicateKey { path, .. } => Self::DuplicateKey { path, key: hidden() },
            Self::UnsupportedObject { path, .. } => Self::UnsupportedObject { path, name: hidden() },
            Self::IncompatibleObjectVersion { path, name, version, supported } => {
                let version = if parse(&version).is_some() { version } else { hidden() };
                Self::IncompatibleObjectVersion { path, name, version, supported }
            }
            Self::UnknownField { object, .. } => Self::UnknownField { object, field: hidden() },
            Self::ObjectAction { action, .. } => Self::ObjectAction { action, reason: refused() },
            Self::Application { kind, .. } => Self::Application { kind, reason: refused() },
            Self::InvalidInput { .. } => Self::InvalidInput { reason: refused() },
            Self::Database { .. } => Self::Database { reason: refused() },
            Self::NotFound { object, .. } => Self::NotFound { object, id: hidden() },
            Self::DuplicateEntry { object, is_key, .. } => {
                Self::DuplicateEntry { object, id: hidden(), is_key }
            }
            Self::CappedVersionUnknown { .. } => Self::CappedVersionUnknown { version: hidden() },
            Self::Json { path, .. } => Self::Json { path, message: refused() },
            error @ (Self::InvalidTargetVersion { .. }
            | Self::ReadOnlyField { .. }
            | Self::OrphanedObject { .. }
            | Self::UnregisteredSubobject { .. }
            | Self::NotLoaded { .. }
            | Self::NullField { .. }
            | Self::LimitExceeded { .. }
            | Self::NotAuthorized
            | Self::AdminRequired
            | Self::NotImplemented { .. }
            | Self::DuplicateRegistration { .. }) => error,
        }
    }

    /// The same error without the path that it has so far: the keys of a map may be secrets too.
    pub(crate) fn without_path(mut self) -> Self {
        if let Some(path) = self.path_mut() {
            path.0.clear();
        }
        self
    }

    fn path_mut(&mut self) -> Option<&mut Path> {
        path_of!(self)
    }
}

pub(crate) fn unsupported(name: impl Into<String>) -> Error {
    Error::UnsupportedObject { path: Path::default(), name: shown::kept(name, NAME) }
}

pub(crate) fn incompatible(name: &str, version: &str, supported: Version) -> Error {
    Error::IncompatibleObjectVersion {
        path: Path::default(),
        name: shown::kept(name, NAME),
        version: shown::kept(version, NAME),
        supported,
    }
}

impl FromStr for Version {
    type Err = Error;

    /// Reads `X.Y` or `X.Y.Z`. Python also takes what PEP 440 allows (`v1.4`, `1.4.dev1`); we do not.
    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| Error::InvalidValue {
            path: Path::default(),
            reason: format!("expected a version X.Y or X.Y.Z, got {}", shown::quoted(text)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_grow_outwards() {
        let error = Error::invalid("expected integer, got \"abc\"")
            .at("size")
            .at_index(3)
            .at("objects")
            .at("BackupList");
        assert_eq!(error.to_string(), "BackupList.objects[3].size: expected integer, got \"abc\"");
        let error = Error::invalid("no").at_key("a.b").at("metadata").at("Volume");
        assert_eq!(error.to_string(), "Volume.metadata[\"a.b\"]: no");
        let long = "é".repeat(1_000);
        let error = Error::invalid("no").at_key(&long).at(&long);
        let cut = &long[..120];
        assert_eq!(error.to_string(), format!("{cut}… (940 more)[\"{cut}\"… (940 more)]: no"));
    }
}
