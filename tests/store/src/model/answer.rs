//! What a call is to answer.

use versioned_object_core::prelude::*;

/// What a call is to answer.
#[derive(Clone, Debug)]
pub enum Answer<T> {
    /// This.
    Is(T),
    /// One of these errors, and nothing is written.
    Refused(Vec<Why>),
    /// This, or one of these errors.
    Either(T, Vec<Why>),
    /// Nothing is fixed, but that other rows stay as they are.
    Unsure,
}

/// Why a call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Who asks may see nothing.
    NotAuthorized,
    /// Who asks is no administrator.
    AdminRequired,
    /// There is no such row to be seen, or what is written would not be.
    NotFound,
    /// There is such a row already.
    Duplicate,
    /// The call makes no sense.
    Action,
    /// A field is not set.
    NotLoaded(&'static str),
    /// A field does not take a value; the message names it.
    Names(&'static str),
    /// The question makes no sense; the message names what does not.
    Input(&'static str),
    /// For any reason.
    Any,
}

impl Why {
    /// Whether an error says this.
    pub fn fits(self, error: &Error) -> bool {
        match self {
            Self::NotAuthorized => *error == Error::NotAuthorized,
            Self::AdminRequired => matches!(error, Error::AdminRequired | Error::NotAuthorized),
            Self::NotFound => matches!(error, Error::NotFound { .. }),
            Self::Duplicate => matches!(error, Error::DuplicateEntry { .. }),
            Self::Action => matches!(error, Error::ObjectAction { .. }),
            Self::NotLoaded(name) => matches!(error, Error::NotLoaded { field, .. } if *field == name),
            Self::Names(name) => {
                let is_no_data = matches!(error, Error::NotFound { .. } | Error::DuplicateEntry { .. });
                !is_no_data && names(error, name)
            }
            Self::Input(name) => matches!(error, Error::InvalidInput { .. }) && names(error, name),
            Self::Any => true,
        }
    }
}

/// Whether a message has a word, as itself and not as part of another.
pub fn names(error: &Error, word: &str) -> bool {
    let message = error.to_string();
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    message.match_indices(word).any(|(at, _)| {
        let before = message[..at].chars().next_back().is_some_and(is_part);
        let behind = message[at + word.len()..].chars().next().is_some_and(is_part);
        !before && !behind
    })
}
