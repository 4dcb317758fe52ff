//! What a row is found by, and what a page begins behind.

use uuid::Uuid;

use crate::dynamic::contract::Value;
use crate::dynamic::versioned::AnyType;
use crate::fields::field_type::FieldType;
use crate::fields::into_field::IntoField;
use crate::store::column_key::FieldName;
use crate::store::expr::AsConstant;

/// A key as a text.
pub(crate) fn key_text(id: &Value) -> String {
    match id {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What can stand for the key of a row, where keys are of type `K`: what the setter of the field takes, a text for a
/// UUID, and any [`Value`], for what comes from outside. `M` tells these apart, and is never written.
///
/// A field of a mixin or of a parent may be the key; then its type is not known here, and every integer, text and UUID
/// can stand for one.
#[diagnostic::on_unimplemented(
    message = "a key of type `{K}` is not found by a `{Self}`",
    label = "not a value of this key",
    note = "a row is found by what the setter of its key takes, a UUID by a text too, and any key by a `Value`"
)]
pub trait RowKey<K, M> {
    /// The value.
    fn into_value(self) -> Value;
}

/// How a text is a key.
pub enum AsText {}

/// How a value of any type is a key.
pub enum AsValue {}

#[diagnostic::do_not_recommend]
impl<K: FieldType, V: IntoField<K>> RowKey<K, AsConstant> for V {
    fn into_value(self) -> Value {
        self.into_field().to_value()
    }
}

#[diagnostic::do_not_recommend]
impl<K> RowKey<K, AsValue> for Value {
    fn into_value(self) -> Value {
        self
    }
}

/// What can be a key of any table: an integer, a text, a UUID.
pub trait PlainKey: Into<Value> {}

#[diagnostic::do_not_recommend]
impl<V: PlainKey> RowKey<AnyType, AsConstant> for V {
    fn into_value(self) -> Value {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<V: FieldName> RowKey<Uuid, AsText> for V {
    fn into_value(self) -> Value {
        Value::String(self.into())
    }
}

macro_rules! plain {
    ($($type:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl PlainKey for $type {}
    )+};
}

plain!(i8, i16, i32, i64, u8, u16, u32, u64, &str, String, &String, Uuid);

/// What a page begins behind, for [`Query::marker`](super::Query::marker): the key of a row, as it is or as a text, or
/// `None` for the first page.
#[diagnostic::on_unimplemented(
    message = "no page begins behind a `{Self}`",
    label = "not the key of a row",
    note = "a marker is the key of a row, a UUID or a whole number, or its text: what `marker()` of the page before gives"
)]
pub trait Marker {
    /// The key as a text.
    fn into_marker(self) -> Option<String>;
}

#[diagnostic::do_not_recommend]
impl<V: IntoField<Option<String>>> Marker for V {
    fn into_marker(self) -> Option<String> {
        self.into_field()
    }
}

#[diagnostic::do_not_recommend]
impl Marker for Value {
    fn into_marker(self) -> Option<String> {
        (self != Self::Null).then(|| key_text(&self))
    }
}

macro_rules! markers {
    ($($type:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl Marker for $type {
            fn into_marker(self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )+};
}

markers!(Uuid, i8, i16, i32, i64, u8, u16, u32, u64);
