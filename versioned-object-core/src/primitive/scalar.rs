//! A value without parts.

use chrono::NaiveDateTime;

/// A value without parts, as a column of a table has it.
#[derive(Clone, Copy, Debug)]
pub enum Scalar<'a> {
    /// Null.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// A text.
    Text(&'a str),
    /// A moment in UTC.
    Moment(NaiveDateTime),
}
