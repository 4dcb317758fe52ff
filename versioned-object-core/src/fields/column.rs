//! What can be asked of a field's column. A key carries it, so that the compiler knows it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use uuid::Uuid;

use crate::describe::descriptor::TypeDescriptor;
use crate::fields::types::numbers::NonNegativeFloat;
use crate::fields::types::text::SensitiveString;

/// In a key: the field has a column, which an update may set.
pub enum Stored {}

/// In a key: the field has a column that no update may set, for the field is read-only, or the key of its table.
pub enum Fixed {}

/// In a key: the field has no column.
pub enum NoColumn {}

/// In a key: the field is a relation. It has no column; what is in it is kept in a table of its own, and loaded.
pub enum Related {}

/// What a key says of a field that has a column.
#[diagnostic::on_unimplemented(
    message = "this field has no column",
    label = "not in the table of its object",
    note = "fields that hold objects and fields with `no_column` are not in the table: rows are not found, ordered or \
            updated by them"
)]
pub trait HasColumn {}

#[diagnostic::do_not_recommend]
impl HasColumn for Stored {}
#[diagnostic::do_not_recommend]
impl HasColumn for Fixed {}

/// What a key says of a field that an update may set.
#[diagnostic::on_unimplemented(
    message = "this field is read-only, or the key of its table: an update cannot set it",
    label = "not to be set"
)]
pub trait Settable {}

#[diagnostic::do_not_recommend]
impl Settable for Stored {}
// That it has no column is the mistake to be told.
#[diagnostic::do_not_recommend]
impl Settable for NoColumn {}
#[diagnostic::do_not_recommend]
impl Settable for Related {}

/// A field type whose values have the same order in a column as in Rust: numbers, moments, texts and UUIDs, and their
/// `Option`s. A type of one's own says so by an impl.
#[diagnostic::on_unimplemented(
    message = "values of `{Self}` have no order in a column",
    label = "not an ordered type",
    note = "numbers, moments, texts and UUIDs have one; a type of one's own implements \
            `versioned_object_core::fields::Ordered`"
)]
pub trait Ordered {}

/// A field type whose values are numbers in a column, to calculate with. A type of one's own says so by an impl.
#[diagnostic::on_unimplemented(
    message = "values of `{Self}` are no numbers in a column",
    label = "not a number",
    note = "a type of one's own that is one implements `versioned_object_core::fields::Numeric`"
)]
pub trait Numeric {}

/// A field type whose values are texts in a column, to be looked into. A type of one's own says so by an impl.
#[diagnostic::on_unimplemented(
    message = "values of `{Self}` are no texts to look into",
    label = "not a text",
    note = "a type of one's own that is one implements `versioned_object_core::fields::Textual`"
)]
pub trait Textual {}

/// A field type that has null: every `Option`.
#[diagnostic::on_unimplemented(message = "a field of type `{Self}` is never null", label = "not an `Option`")]
pub trait Nullable {}

#[diagnostic::do_not_recommend]
impl<T> Nullable for Option<T> {}

macro_rules! are {
    ($trait:ident: $($type:ty),+ $(,)?) => {
        $(#[diagnostic::do_not_recommend] impl $trait for $type {})+
        #[diagnostic::do_not_recommend]
        impl<T: $trait> $trait for Option<T> {}
    };
}

are! {
    Ordered: i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, NonNegativeFloat, Duration, String, Arc<str>, Uuid,
        DateTime<Utc>, DateTime<FixedOffset>, NaiveDateTime, SystemTime,
}
are!(Numeric: i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, NonNegativeFloat);
are!(Textual: String, Arc<str>, PathBuf, SensitiveString);

/// What a key says of a field, where only its type says whether it has a column.
pub struct Given<const HAS_COLUMN: bool, S>(std::marker::PhantomData<S>);

/// What [`Given`] comes to.
pub trait ColumnState {
    /// What the key says.
    type State;
}

impl<S> ColumnState for Given<true, S> {
    type State = S;
}

impl<S> ColumnState for Given<false, S> {
    type State = NoColumn;
}

/// What a key says of a field: `S` if its type has a column.
pub type ColumnOf<const HAS_COLUMN: bool, S> = <Given<HAS_COLUMN, S> as ColumnState>::State;

/// Whether values of a type have a column: objects do not.
pub const fn has_column(ty: &TypeDescriptor) -> bool {
    !ty.has_objects()
}
