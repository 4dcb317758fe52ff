//! The direction of an order.

use crate::base::error::{Error, Result};
use crate::base::shown;
use crate::describe::const_guess::did_you_mean;
use crate::dynamic::versioned::AnyType;
use crate::store::column_key::FieldName;

/// The direction of an order. Null is below everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The lowest first.
    Asc,
    /// The highest first.
    Desc,
}

/// A direction, perhaps by its name.
#[derive(Clone, Debug)]
pub struct Given(Toward);

#[derive(Clone, Debug)]
enum Toward {
    Known(Direction),
    Named(String),
}

impl Given {
    /// Whether the direction, of a field, is descending.
    pub(crate) fn is_descending(&self, name: &str) -> Result<bool> {
        let given = match &self.0 {
            Toward::Known(direction) => return Ok(*direction == Direction::Desc),
            Toward::Named(given) => given,
        };
        match given.as_str() {
            "asc" => Ok(false),
            "desc" => Ok(true),
            _ => {
                let guess = did_you_mean(given, ["asc", "desc"]);
                let known = if guess.is_empty() { ", must be `desc` or `asc`" } else { &guess };
                Err(Error::invalid_input(format!(
                    "unknown sort direction `{}` of `{}`{known}",
                    shown::name(given),
                    shown::name(name)
                )))
            }
        }
    }
}

impl From<Direction> for Given {
    fn from(direction: Direction) -> Self {
        Self(Toward::Known(direction))
    }
}

/// What can stand for the direction of a field of type `T`: a [`Direction`], or its name, `asc` or `desc`, where the field
/// is found by its name too.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is not the direction of a key",
    label = "not a direction",
    note = "beside a key stands `Direction::Asc` or `Direction::Desc`; beside the name of a field, `\"asc\"` or `\"desc\"` too"
)]
pub trait IntoDirection<T> {
    #[doc(hidden)]
    fn into_direction(self) -> Given;
}

#[diagnostic::do_not_recommend]
impl<T> IntoDirection<T> for Direction {
    fn into_direction(self) -> Given {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<V: FieldName> IntoDirection<AnyType> for V {
    fn into_direction(self) -> Given {
        Given(Toward::Named(self.into()))
    }
}
