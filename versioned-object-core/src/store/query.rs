//! What to list: filters, order, page.

use crate::base::context::ReadDeleted;
use crate::base::error::{Error, Result};
use crate::dynamic::contract::Value;
use crate::store::condition::Condition;
use crate::store::model::Model;

/// What to list, in which order, and which page of it.
///
/// ```
/// use versioned_object_core::store::Query;
///
/// let page = Query::new()
///     .filter("status", ["available", "error"]) // one of them
///     .filter("host", None::<&str>)             // null
///     .filter("display_name~", "night")         // contains
///     .sort("size", "asc")
///     .limit(20);
/// # drop(page);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Query {
    pub(crate) filters: Vec<(String, Value)>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) marker: Option<String>,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<u64>,
    pub(crate) sort_keys: Vec<String>,
    pub(crate) sort_dirs: Vec<String>,
    pub(crate) read_deleted: Option<ReadDeleted>,
}

impl Query {
    /// Everything that the context may see, the newest first.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only objects whose field has this value: null is a value, and of a list any element will do. A second filter of
    /// the same field takes the place of the first.
    ///
    /// With `~` behind the field, objects whose field contains this text or number: `%` stands for any text in it and
    /// `_` for any character, and whether case matters is the database's business. Another value is no filter.
    ///
    /// A field that the type does not have, or that has no column, filters everything out.
    pub fn filter(mut self, field: impl Into<String>, value: impl Into<Value>) -> Self {
        let (field, value) = (field.into(), value.into());
        match self.filters.iter_mut().find(|(known, _)| *known == field) {
            Some((_, known)) => *known = value,
            None => self.filters.push((field, value)),
        }
        self
    }

    /// Several filters.
    pub fn filters<K: Into<String>, V: Into<Value>>(self, filters: impl IntoIterator<Item = (K, V)>) -> Self {
        filters.into_iter().fold(self, |query, (field, value)| query.filter(field, value))
    }

    /// Only objects of which this is true.
    pub fn condition(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    /// Only objects that come after the one with this key, which the context has to see but the filters need not.
    pub fn marker(mut self, key: impl Into<Option<String>>) -> Self {
        self.marker = key.into();
        self
    }

    /// At most so many; a negative number is no limit.
    pub fn limit(mut self, limit: impl Into<Option<i64>>) -> Self {
        self.limit = limit.into();
        self
    }

    /// Without the first so many, behind the marker if there is one.
    pub fn offset(mut self, offset: impl Into<Option<u64>>) -> Self {
        self.offset = offset.into();
        self
    }

    /// Ordered by a field, `asc` or `desc`, after those that were given before.
    pub fn sort(mut self, key: impl Into<String>, direction: impl Into<String>) -> Self {
        self.sort_keys.push(key.into());
        self.sort_dirs.push(direction.into());
        self
    }

    /// The fields to order by. The time of creation and the key follow when they are not among them, so that the order
    /// is complete.
    pub fn sort_keys<K: Into<String>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.sort_keys = keys.into_iter().map(Into::into).collect();
        self
    }

    /// The direction of each field, `asc` or `desc`; the first counts for those that have none, and `desc` when none
    /// is given.
    pub fn sort_dirs<K: Into<String>>(mut self, dirs: impl IntoIterator<Item = K>) -> Self {
        self.sort_dirs = dirs.into_iter().map(Into::into).collect();
        self
    }

    /// Which rows to see, whatever the context says.
    pub fn read_deleted(mut self, read_deleted: ReadDeleted) -> Self {
        self.read_deleted = Some(read_deleted);
        self
    }
}

/// A field to order by, and whether it is descending.
pub(crate) type SortKey = (String, bool);

/// The whole order: what the query says, the time of creation, the key.
pub(crate) fn order(model: &Model, query: &Query) -> Result<Vec<SortKey>> {
    let mut dirs = Vec::new();
    for dir in &query.sort_dirs {
        dirs.push(match dir.as_str() {
            "asc" => false,
            "desc" => true,
            _ => return Err(Error::invalid_input("unknown sort direction, must be `desc` or `asc`")),
        });
    }
    if dirs.len() > query.sort_keys.len() {
        return Err(Error::invalid_input("sort direction array size exceeds sort key array size"));
    }
    let default = dirs.first().copied().unwrap_or(true);
    dirs.resize(query.sort_keys.len(), default);
    let mut order: Vec<SortKey> = query.sort_keys.iter().cloned().zip(dirs).collect();
    for key in model.table.created.into_iter().chain([model.table.key]) {
        if !order.iter().any(|(known, _)| known == key) {
            order.push((key.to_owned(), default));
        }
    }
    Ok(order)
}

/// What of an object can be listed by: fields with a column.
pub(crate) fn check_order(model: &Model, order: &[SortKey]) -> Result<()> {
    match order.iter().find(|(key, _)| model.column(key).is_none()) {
        Some((key, _)) => Err(Error::invalid_input(format!("invalid sort key `{key}`"))),
        None => Ok(()),
    }
}

/// One filter, taken apart.
pub(crate) enum Filter {
    /// There is no such field: no row passes, whatever else is wrong with the query.
    Unknown,
    /// No row passes.
    Nothing,
    /// Every row does.
    Everything,
    /// The field is expected to be this.
    Is(String, Value),
    /// The field contains this.
    Contains(String, String),
}

/// Takes a filter apart; its key decides before its value does.
pub(crate) fn filter(model: &Model, key: &str, value: &Value) -> Filter {
    let name = key.trim_end_matches('~');
    let is_extra = model.descriptor.extra_index(name).is_some();
    match (model.column(name), name.len() == key.len()) {
        (Some(_), true) => Filter::Is(name.to_owned(), value.clone()),
        (Some(_), false) => match value {
            Value::String(text) => Filter::Contains(name.to_owned(), text.clone()),
            Value::Int(number) => Filter::Contains(name.to_owned(), number.to_string()),
            // A number too, in Python.
            Value::Bool(truth) => {
                Filter::Contains(name.to_owned(), if *truth { "True" } else { "False" }.to_owned())
            }
            _ => Filter::Everything,
        },
        (None, false) if is_extra => Filter::Everything,
        (None, true) if is_extra => Filter::Nothing,
        (None, _) => Filter::Unknown,
    }
}
