//! What rows are filtered by, as it is typed.

use backup_objects::Backup;
use versioned_object_core::Form;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Condition, field};

/// How a field is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Is,
    IsNot,
    Contains,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The operators as they are written, none behind one that it begins with.
const OPERATORS: [(&str, Operator); 8] = [
    (">=", Operator::GreaterOrEqual),
    ("<=", Operator::LessOrEqual),
    ("!=", Operator::IsNot),
    ("~=", Operator::Contains),
    ("~", Operator::Contains),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("=", Operator::Is),
];

/// `size>=10`, taken apart.
#[derive(Clone)]
pub(crate) struct Filter {
    field: String,
    operator: Operator,
    value: Value,
}

impl Filter {
    /// Reads a filter; a name that is no field is left for the library to refuse.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let none = || format!("`{text}` is no filter: write K=V, or one of != < <= > >= ~ for =");
        let (name, rest) = text.split_at(text.find(['=', '!', '<', '>', '~']).ok_or_else(none)?);
        let (operator, value) = OPERATORS
            .iter()
            .find_map(|(sign, operator)| Some((*operator, rest.strip_prefix(sign)?)))
            .ok_or_else(none)?;
        let value = if operator == Operator::Contains { value.into() } else { value_of(name, value)? };
        if value.is_null() && !matches!(operator, Operator::Is | Operator::IsNot) {
            return Err(format!("`{text}`: null is neither more nor less than anything"));
        }
        Ok(Self { field: name.to_owned(), operator, value })
    }
}

/// What is typed for a field as a value: `null`, what a field takes that is no text, or the text.
pub(crate) fn value_of(name: &str, text: &str) -> Result<Value, String> {
    if text == "null" {
        return Ok(Value::Null);
    }
    let form = Backup::descriptor().field(name).map(|field| field.ty.form);
    match (form, text) {
        (Some(Form::Truth), "true") => Ok(true.into()),
        (Some(Form::Truth), "false") => Ok(false.into()),
        (Some(Form::Truth), _) => Err(format!("`{name}` is `true` or `false`, not `{text}`")),
        (Some(Form::Integer { .. } | Form::Number { .. } | Form::Moment), _) => {
            let mut backup = Backup::default();
            let value = backup.set(name, text).and_then(|()| backup.get(name));
            value.map_err(|error| error.to_string())
        }
        _ => Ok(text.into()),
    }
}

/// All filters together. Several values that one field is to have, or to contain, are alternatives.
pub(crate) fn query(filters: &[Filter]) -> Query<Backup> {
    let mut query = Query::new();
    for (index, Filter { field: name, operator, value }) in filters.iter().enumerate() {
        let same = |other: &&Filter| other.field == *name && other.operator == *operator;
        let alternatives = || filters.iter().filter(same).map(|other| other.value.clone());
        let is_first = !filters[..index].iter().any(|other| same(&other));
        let key = field(name.as_str());
        let condition = match operator {
            Operator::Is if is_first => key.eq(alternatives().collect::<Vec<_>>()),
            Operator::Contains if is_first => Condition::any(
                alternatives().map(|value| field(name.as_str()).contains(value.as_str().unwrap_or_default())),
            ),
            Operator::Is | Operator::Contains => continue,
            Operator::IsNot => key.ne(value.clone()),
            Operator::Less => key.lt(value.clone()),
            Operator::LessOrEqual => key.le(value.clone()),
            Operator::Greater => key.gt(value.clone()),
            Operator::GreaterOrEqual => key.ge(value.clone()),
        };
        query = query.filter(condition);
    }
    query
}
