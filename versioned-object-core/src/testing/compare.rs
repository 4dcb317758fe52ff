//! oslo's `compare_obj`: an object against a row of a database.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDateTime;

use crate::dynamic::contract::{DynObject, Value};
use crate::python::moment;
use crate::testing::checker::Mismatch;

/// Compares a value of the row with that of the object.
type Comparator = Box<dyn Fn(&Value, &Value) -> bool>;

/// How an object is compared with a row: oslo's keyword arguments of `compare_obj`.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::testing::Comparison;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     name: Attr<String>,
///     watts: Attr<i64>,
///     room: Attr<Option<String>>,
///     meta: ObjectMeta,
/// }
///
/// let lamp = Lamp::builder().name("desk").watts(40).build_orphan()?;
/// let row = serde_json::json!({"display_name": "desk", "watts": "40 W", "room": "study"});
/// let comparison = Comparison::new()
///     .sub("name", "display_name")
///     .allow_missing(["room"])
///     .comparator("watts", |row, own| row.as_str().is_some_and(|text| text == format!("{own} W")));
/// comparison.compare_obj(&lamp, row.as_object().unwrap().clone()).unwrap();
///
/// let different = Comparison::new().compare_obj(&lamp, [("name", "desk")]).unwrap_err();
/// assert_eq!(different.to_string(), "watts: 40 in the object, not in the row");
/// # Ok::<(), Error>(())
/// ```
#[derive(Default)]
pub struct Comparison {
    subs: BTreeMap<String, String>,
    allow_missing: BTreeSet<String>,
    comparators: BTreeMap<String, Comparator>,
}

impl Comparison {
    /// Every field under its own name.
    pub fn new() -> Self {
        Self::default()
    }

    /// The column in which a field is, where it has another name.
    #[must_use]
    pub fn sub(mut self, field: impl Into<String>, column: impl Into<String>) -> Self {
        self.subs.insert(field.into(), column.into());
        self
    }

    /// Fields that the row, or the object, need not have.
    #[must_use]
    pub fn allow_missing<N: Into<String>>(mut self, fields: impl IntoIterator<Item = N>) -> Self {
        self.allow_missing.extend(fields.into_iter().map(Into::into));
        self
    }

    /// What compares the values of a field: it is given the row's and the object's.
    #[must_use]
    pub fn comparator(
        mut self,
        field: impl Into<String>,
        same: impl Fn(&Value, &Value) -> bool + 'static,
    ) -> Self {
        self.comparators.insert(field.into(), Box::new(same));
        self
    }

    /// Compares the fields of an object with a row.
    ///
    /// A moment is the same in every offset, and one without an offset is in UTC; a text in ISO 8601 is a moment where
    /// the object has one. A truth value is 0 or 1, as Python has it. Columns that are no field are not looked at.
    ///
    /// # Errors
    /// A line for every field that differs.
    pub fn compare_obj<K: Into<String>, V: Into<Value>>(
        &self,
        obj: &dyn DynObject,
        db_obj: impl IntoIterator<Item = (K, V)>,
    ) -> Result<(), Mismatch> {
        let row: BTreeMap<String, Value> =
            db_obj.into_iter().map(|(column, value)| (column.into(), value.into())).collect();
        let descriptor = obj.obj_descriptor();
        let mut lines = Vec::new();
        for slot in descriptor.slots_in_order().filter(|slot| descriptor.slots[*slot].until.is_none()) {
            let field = &descriptor.slots[slot];
            let column = self.subs.get(field.name).map_or(field.name, String::as_str);
            let place =
                if column == field.name { column.to_owned() } else { format!("{} ({column})", field.name) };
            let secret = field.is_secret();
            let shown = |value: &Value| if secret { "***".to_owned() } else { value.to_string() };
            match (row.get(column), obj.obj_cell(slot).value()) {
                (Some(stored), Some(own)) => {
                    let same = self.comparators.get(field.name);
                    if !same.map_or_else(|| same_value(stored, &own), |same| same(stored, &own)) {
                        let (stored, own) = (shown(stored), shown(&own));
                        lines.push(format!("{place}: {own} in the object, {stored} in the row"));
                    }
                }
                (None, None) => {}
                _ if self.allow_missing.contains(field.name) => {}
                (None, Some(own)) => {
                    lines.push(format!("{place}: {} in the object, not in the row", shown(&own)));
                }
                (Some(stored), None) => {
                    lines.push(format!("{place}: not set in the object, {} in the row", shown(stored)));
                }
            }
        }
        Mismatch::of(lines)
    }
}

impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Comparison")
            .field("subs", &self.subs)
            .field("allow_missing", &self.allow_missing)
            .field("comparators", &self.comparators.keys())
            .finish()
    }
}

/// Compares the fields of an object with a row that has them all under their own names; see
/// [`Comparison::compare_obj`].
///
/// # Errors
/// A line for every field that differs.
pub fn compare_obj<K: Into<String>, V: Into<Value>>(
    obj: &dyn DynObject,
    db_obj: impl IntoIterator<Item = (K, V)>,
) -> Result<(), Mismatch> {
    Comparison::new().compare_obj(obj, db_obj)
}

fn same_value(stored: &Value, own: &Value) -> bool {
    match (stored, own) {
        (Value::List(a) | Value::Set(a), Value::List(b) | Value::Set(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, value)| own.get(key).is_some_and(|own| same_value(value, own)))
        }
        (_, Value::DateTime(_) | Value::NaiveDateTime(_)) => moment(stored) == moment(own),
        _ => stored == own || number(stored).is_some_and(|stored| Some(stored) == number(own)),
    }
}

fn moment(value: &Value) -> Option<NaiveDateTime> {
    match value {
        Value::DateTime(moment) => Some(moment.naive_utc()),
        Value::NaiveDateTime(moment) => Some(*moment),
        Value::String(text) => moment::parse(text).map(|moment| moment.naive_utc()),
        _ => None,
    }
}

/// A number or a truth value as one number.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        value => value.as_f64(),
    }
}
