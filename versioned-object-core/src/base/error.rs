//! What can go wrong, named after oslo's exceptions.

use std::fmt;
use std::str::FromStr;

use crate::base::version::{Version, parse};
use crate::python::print;

/// The result of an operation on an object.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where in an object the data is wrong: `BackupList.objects[3].size`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path(String);

impl Path {
    /// The text of the path; empty for the whole input.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn prepend(&mut self, segment: &str) {
        let joint = if self.0.is_empty() || self.0.starts_with('[') { "" } else { "." };
        self.0 = format!("{segment}{joint}{}", self.0);
    }
}

impl fmt::Display for Path {
    /// The path and a colon, or nothing: made to stand before a message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "{}: ", self.0) }
    }
}

/// Everything that can go wrong with an object. The variants are named after oslo's exceptions where oslo has one.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// No class can read this version (`IncompatibleObjectVersion`).
    #[error("{path}version {version} of {name} is not supported, supported version is {supported}")]
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
    #[error("{path}unsupported object type {name}")]
    UnsupportedObject {
        /// Where the object is.
        path: Path,
        /// Its name, after its namespace when that is the wrong part.
        name: String,
    },
    /// An object cannot be written at a version newer than its own (`InvalidTargetVersion`).
    #[error("{path}invalid target version {version}")]
    InvalidTargetVersion {
        /// Where the object is.
        path: Path,
        /// The version asked for.
        version: Version,
    },
    /// Peers are capped to a release that is not known here (`CappedVersionUnknown`).
    #[error("objects are capped to the unknown release {version}")]
    CappedVersionUnknown {
        /// The release.
        version: String,
    },
    /// A read-only field already has another value (`ReadOnlyFieldError`).
    #[error("{path}cannot modify a read-only field")]
    ReadOnlyField {
        /// The field.
        path: Path,
    },
    /// An action is not possible in the object's present state (`ObjectActionError`).
    #[error("object action {action} failed because: {reason}")]
    ObjectAction {
        /// The action.
        action: String,
        /// Why it failed.
        reason: String,
    },
    /// A method needs the object's context and there is none (`OrphanedObjectError`).
    #[error("cannot call {method} on orphaned {name} object")]
    OrphanedObject {
        /// The method.
        method: String,
        /// The object's name.
        name: String,
    },
    /// A child's type is not registered (`UnregisteredSubobject`).
    #[error("{child} is referenced by {parent} but is not registered")]
    UnregisteredSubobject {
        /// The type that is missing.
        child: String,
        /// The type that has a field of it.
        parent: String,
    },
    /// The field is not set, and the type has no `load_attr` hook (`NotImplementedError`).
    #[error("{object}.{field} is not set")]
    NotLoaded {
        /// The object's name.
        object: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The object has no such field (`AttributeError`).
    #[error("{object} has no field `{field}`")]
    UnknownField {
        /// The object's name.
        object: String,
        /// The name asked for.
        field: String,
    },
    /// Null in a field that takes none (`ValueError`).
    #[error("{path}field cannot be null")]
    NullField {
        /// The field.
        path: Path,
    },
    /// A value the field does not take (`ValueError`).
    #[error("{path}{reason}")]
    InvalidValue {
        /// The field, or the element in it.
        path: Path,
        /// What was expected and what was found.
        reason: String,
    },
    /// An envelope that is not one: a key is missing, or has the wrong type.
    #[error("{path}{reason}")]
    InvalidEnvelope {
        /// Where the envelope is.
        path: Path,
        /// What is wrong.
        reason: String,
    },
    /// The same key twice in one JSON object.
    #[error("{path}duplicate key `{key}`")]
    DuplicateKey {
        /// The object that has it twice.
        path: Path,
        /// The key.
        key: String,
    },
    /// What is read goes beyond the [`Limits`](crate::wire::Limits) of its reader.
    #[error("{path}more than {limit} {what}")]
    LimitExceeded {
        /// How far reading had come.
        path: Path,
        /// The limit.
        limit: usize,
        /// What it counts: `elements`.
        what: &'static str,
    },
    /// The text is not JSON.
    #[error("{path}not JSON: {message}")]
    Json {
        /// How far reading had come.
        path: Path,
        /// What the parser says, with line and column.
        message: String,
    },
    /// An error of a type's own methods, under the name its Python counterpart has.
    #[error("{reason}")]
    Application {
        /// The name of the exception: `InvalidInput`.
        kind: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// No object of this key is there to be seen (`BackupNotFound` and its like).
    #[error("{object} {id} could not be found")]
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
    #[error("invalid input received: {reason}")]
    InvalidInput {
        /// What is wrong.
        reason: String,
    },
    /// An object of this key is there already (`DBDuplicateEntry`).
    #[error("there is a {object} {id} already")]
    DuplicateEntry {
        /// The object's name.
        object: &'static str,
        /// Its key.
        id: String,
    },
    /// The database refused, or failed (`DBError`).
    #[error("database: {reason}")]
    Database {
        /// What it says.
        reason: String,
    },
    /// An interface has no such method (`NotImplementedError`).
    #[error("{method} is not implemented")]
    NotImplemented {
        /// The method.
        method: &'static str,
    },
    /// Two types were registered under one name and version.
    #[error("{name} {version} is registered twice, for different types")]
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
        Self::InvalidValue { path: Path::default(), reason: reason.into() }
    }

    pub(crate) fn envelope(reason: impl Into<String>) -> Self {
        Self::InvalidEnvelope { path: Path::default(), reason: reason.into() }
    }

    pub(crate) fn beyond(limit: usize, what: &'static str) -> Self {
        Self::LimitExceeded { path: Path::default(), limit, what }
    }

    pub(crate) fn action(action: &str, reason: impl Into<String>) -> Self {
        Self::ObjectAction { action: action.to_owned(), reason: reason.into() }
    }

    /// An [`Error::InvalidInput`].
    pub fn invalid_input(reason: impl Into<String>) -> Self {
        Self::InvalidInput { reason: reason.into() }
    }

    /// An [`Error::Database`]: for drivers.
    pub fn database(reason: impl fmt::Display) -> Self {
        Self::Database { reason: reason.to_string() }
    }

    /// The path of a data error; none for an error that is not about data.
    pub fn path(&self) -> Option<&Path> {
        path_of!(self)
    }

    /// The same error one level further out: below the field or object `segment`. Of a long name, as data from outside
    /// may have it, only the beginning is kept.
    #[must_use]
    pub fn at(self, segment: &str) -> Self {
        match print::beginning(segment) {
            None => self.below(segment),
            Some(beginning) => self.below(&format!("{beginning}…")),
        }
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
        self.below(&format!("[{}]", print::short_quote(key)))
    }

    /// The same error without the value that was found.
    pub(crate) fn masked(self) -> Self {
        match self {
            Self::InvalidValue { path, reason } => {
                let expected =
                    reason.split_once(", got ").filter(|(before, _)| before.starts_with("expected "));
                let reason =
                    expected.map_or("value not taken".to_owned(), |(before, _)| format!("{before}, got ***"));
                Self::InvalidValue { path, reason }
            }
            error => error,
        }
    }

    fn path_mut(&mut self) -> Option<&mut Path> {
        path_of!(self)
    }
}

pub(crate) fn unsupported(name: impl Into<String>) -> Error {
    Error::UnsupportedObject { path: Path::default(), name: name.into() }
}

pub(crate) fn incompatible(name: &str, version: &str, supported: Version) -> Error {
    Error::IncompatibleObjectVersion {
        path: Path::default(),
        name: name.to_owned(),
        version: version.to_owned(),
        supported,
    }
}

impl FromStr for Version {
    type Err = Error;

    /// Reads `X.Y` or `X.Y.Z`. Python also takes what PEP 440 allows (`v1.4`, `1.4.dev1`); we do not.
    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| Error::InvalidValue {
            path: Path::default(),
            reason: format!("expected a version X.Y or X.Y.Z, got {text:?}"),
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
        assert_eq!(error.to_string(), format!("{cut}…[\"{cut}\"…]: no"));
    }
}
