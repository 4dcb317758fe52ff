//! The methods of Python's lists, sets and dicts, on values: whether an element fits is seen when the field takes them.

use versioned_object_core::prelude::*;

/// What a method gives.
pub(super) enum Done {
    /// What it returns.
    Returned(Value),
    /// Nothing is there: where Python raises `IndexError` or `KeyError`, and Rust has an `Option`.
    Nothing,
}

/// Whether a method gives a new collection and leaves its own.
pub(super) fn is_pure(method: &str) -> bool {
    matches!(method, "__add__" | "__or__")
}

pub(super) fn call(collection: &mut Value, method: &str, arguments: &[Value]) -> Result<Done> {
    let known = match collection {
        Value::List(items) => list(items, method, arguments)?,
        Value::Set(items) => set(items, method, arguments)?,
        Value::Map(entries) => map(entries, method, arguments)?,
        _ => None,
    };
    known.ok_or_else(|| Error::invalid(format!("no method {method} of {collection}")))
}

/// What is iterated over: a text is its letters.
fn items_of(value: &Value) -> Result<Vec<Value>> {
    match value {
        Value::List(items) | Value::Set(items) => Ok(items.clone()),
        Value::String(text) => Ok(text.chars().map(|letter| letter.to_string().into()).collect()),
        other => Err(Error::invalid(format!("expected a list, got {other}"))),
    }
}

/// An index as Python counts, from the end when it is negative.
fn index(value: &Value, len: usize) -> usize {
    let index = value.as_i64().unwrap_or_default();
    let from_end = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
    if index < 0 { len.saturating_sub(from_end) } else { from_end }
}

fn list(items: &mut Vec<Value>, method: &str, arguments: &[Value]) -> Result<Option<Done>> {
    let len = items.len();
    let returned = match (method, arguments) {
        ("append", [item]) => {
            items.push(item.clone());
            Value::Null
        }
        ("extend" | "__iadd__" | "__add__", [more]) => {
            items.extend(items_of(more)?);
            Value::Null
        }
        ("insert", [at, item]) => {
            items.insert(index(at, len).min(len), item.clone());
            Value::Null
        }
        ("__setitem__", [at, item]) => match items.get_mut(index(at, len)) {
            Some(place) => {
                *place = item.clone();
                Value::Null
            }
            None => return Ok(Some(Done::Nothing)),
        },
        ("setslice", [start, end, more]) => {
            let end = index(end, len).min(len);
            items.splice(index(start, len).min(end)..end, items_of(more)?);
            Value::Null
        }
        ("pop", []) => match items.pop() {
            Some(last) => last,
            None => return Ok(Some(Done::Nothing)),
        },
        ("remove", [item]) => match items.iter().position(|known| known == item) {
            Some(at) => items.remove(at),
            None => return Ok(Some(Done::Nothing)),
        },
        ("clear", []) => {
            items.clear();
            Value::Null
        }
        _ => return Ok(None),
    };
    Ok(Some(Done::Returned(returned)))
}

fn set(items: &mut Vec<Value>, method: &str, arguments: &[Value]) -> Result<Option<Done>> {
    match (method, arguments) {
        ("add", [item]) => items.push(item.clone()),
        ("update" | "__or__" | "__ior__", [more]) => items.extend(items_of(more)?),
        ("discard", [item]) => items.retain(|known| known != item),
        ("remove", [item]) if items.contains(item) => items.retain(|known| known != item),
        ("remove", [_]) => return Ok(Some(Done::Nothing)),
        ("symmetric_difference_update", [more]) => {
            // The others are coerced first.
            for item in items_of(more)? {
                let number = item.as_str().and_then(|text| text.parse::<i64>().ok());
                let item = number.map_or(item, Value::from);
                match items.iter().position(|known| *known == item) {
                    Some(at) => drop(items.remove(at)),
                    None => items.push(item),
                }
            }
        }
        _ => return Ok(None),
    }
    Ok(Some(Done::Returned(Value::Null)))
}

fn key(value: &Value) -> Result<String> {
    let text = value.as_str().map(str::to_owned);
    text.ok_or_else(|| Error::invalid(format!("expected a map with texts as keys, got the key {value}")))
}

fn put(entries: &mut Vec<(String, Value)>, key: String, value: Value) {
    match entries.iter_mut().find(|(known, _)| *known == key) {
        Some((_, place)) => *place = value,
        None => entries.push((key, value)),
    }
}

fn map(entries: &mut Vec<(String, Value)>, method: &str, arguments: &[Value]) -> Result<Option<Done>> {
    let returned = match (method, arguments) {
        ("__setitem__", [name, value]) => {
            put(entries, key(name)?, value.clone());
            Value::Null
        }
        ("update", [Value::Map(more)]) => {
            for (name, value) in more {
                put(entries, name.clone(), value.clone());
            }
            Value::Null
        }
        ("setdefault", [name, ..]) => {
            let name = key(name)?;
            let value = arguments.get(1).cloned().unwrap_or(Value::Null);
            match entries.iter().find(|(known, _)| *known == name) {
                Some((_, known)) => known.clone(),
                None => {
                    put(entries, name.clone(), value);
                    // As the field holds it, which is seen behind the call.
                    return Ok(Some(Done::Returned(Value::String(name))));
                }
            }
        }
        ("pop", [name]) => match entries.iter().position(|(known, _)| name.as_str() == Some(known)) {
            Some(at) => entries.remove(at).1,
            None => return Ok(Some(Done::Nothing)),
        },
        _ => return Ok(None),
    };
    Ok(Some(Done::Returned(returned)))
}
