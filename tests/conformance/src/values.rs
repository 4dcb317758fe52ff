//! The tagged values of the files, and ours.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Timelike};
use serde_json::{Value as Json, json};
use versioned_object_core::{Error, ObjectDescriptor, Registry, Result, TypeKind, Value};

use crate::objects;

/// Our value of a tagged one. What Rust has no type for becomes its plain equivalent: a tuple a list, bytes a text, and the
/// keys of a map texts.
pub(crate) fn untag(json: &Json) -> Result<Value> {
    match json {
        Json::Array(items) => items.iter().map(untag).collect::<Result<_>>().map(Value::List),
        Json::Object(map) => match map.iter().next() {
            Some((tag, value)) if tag.starts_with('$') => untag_one(tag, value),
            _ => {
                let entries = map.iter().map(|(key, value)| Ok((key.clone(), untag(value)?)));
                entries.collect::<Result<_>>().map(Value::Map)
            }
        },
        plain => Ok(plain.clone().into()),
    }
}

fn untag_one(tag: &str, value: &Json) -> Result<Value> {
    let text = value.as_str().unwrap_or_default();
    let items = || value.as_array().into_iter().flatten();
    let unknown = || Error::invalid(format!("cannot read {tag} {value}"));
    Ok(match tag {
        "$int" => integer(text)?,
        "$float" => Value::Float(text.parse().map_err(|_| unknown())?),
        "$dt" => match (text.parse::<DateTime<FixedOffset>>(), text.parse::<NaiveDateTime>()) {
            (Ok(moment), _) => Value::DateTime(moment),
            (_, Ok(moment)) => Value::NaiveDateTime(moment),
            // Python's `iso8601` reads the others, and holds what has no offset without one.
            _ if has_offset(text) => Value::DateTime(Value::from(text).coerce()?),
            _ => Value::NaiveDateTime(Value::from(text).coerce()?),
        },
        "$set" => Value::Set(items().map(untag).collect::<Result<_>>()?),
        "$tuple" => Value::List(items().map(untag).collect::<Result<_>>()?),
        "$bytes" => Value::String(bytes_text(text).ok_or_else(unknown)?),
        "$dict" => {
            let entry = |entry: &Json| {
                let key = entry[0].as_str().map_or_else(|| entry[0].to_string(), str::to_owned);
                Ok((key, untag(&entry[1])?))
            };
            Value::Map(items().map(entry).collect::<Result<_>>()?)
        }
        "$obj" => objects::build_value(value)?,
        _ => return Err(unknown()),
    })
}

fn integer(digits: &str) -> Result<Value> {
    digits.parse().map_or_else(|_| digits.parse().map(Value::Digits), |number: i64| Ok(number.into()))
}

/// A tagged value as the text of JSON that Python writes for it; none where that has no such text.
pub(crate) fn json_text(json: &Json) -> Option<String> {
    match json {
        Json::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(json_text).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Json::Object(map) => match map.iter().next() {
            Some((tag, digits)) if tag == "$int" => digits.as_str().map(str::to_owned),
            _ => {
                let entry = |(key, value): (&String, &Json)| {
                    let text = json_text(value).filter(|_| !key.starts_with('$'))?;
                    Some(format!("{}: {text}", json!(key)))
                };
                let entries: Option<Vec<_>> = map.iter().map(entry).collect();
                Some(format!("{{{}}}", entries?.join(", ")))
            }
        },
        plain => Some(plain.to_string()),
    }
}

/// Whether a text in any form of ISO 8601 says the offset of its moment.
fn has_offset(moment: &str) -> bool {
    let time = moment.find([' ', 'T']).map_or("", |at| &moment[at..]);
    time.contains(['+', '-', 'Z'])
}

/// As [`untag`], for a value that a field is given: bytes are a list of numbers, as a `Vec<u8>` is, and the keys of a
/// map are texts.
pub(crate) fn untag_field(json: &Json) -> Result<Value> {
    let bad = |what: &str| Error::invalid(format!("expected {what}, got {json}"));
    match json {
        Json::Array(items) => items.iter().map(untag_field).collect::<Result<_>>().map(Value::List),
        Json::Object(map) => match map.iter().next() {
            Some((tag, Json::Array(items))) if tag == "$set" => {
                items.iter().map(untag_field).collect::<Result<_>>().map(Value::Set)
            }
            Some((tag, Json::Array(items))) if tag == "$tuple" => {
                items.iter().map(untag_field).collect::<Result<_>>().map(Value::List)
            }
            Some((tag, Json::String(hex))) if tag == "$bytes" => {
                let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
                let bytes = digits.map(|pair| i64::from_str_radix(pair?, 16).ok());
                let bytes = bytes.collect::<Option<Vec<_>>>().ok_or_else(|| bad("bytes"))?;
                Ok(Value::List(bytes.into_iter().map(Value::Int).collect()))
            }
            Some((tag, _)) if tag == "$dict" => Err(bad("a map with texts as keys")),
            Some((tag, Json::String(text))) if tag == "$ip" => {
                text.parse().map(Value::Ip).map_err(|_| bad("IP address"))
            }
            Some((tag, Json::String(text))) if tag == "$net" => {
                text.parse().map(Value::Network).map_err(|_| bad("IP network"))
            }
            Some((tag, _)) if tag.starts_with('$') => untag(json),
            _ => {
                let entries = map.iter().map(|(key, value)| Ok((key.clone(), untag_field(value)?)));
                entries.collect::<Result<_>>().map(Value::Map)
            }
        },
        plain => Ok(plain.clone().into()),
    }
}

/// The text that bytes in hexadecimal digits are; none when they are none.
pub(crate) fn bytes_text(hex: &str) -> Option<String> {
    let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    let bytes = digits.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok()
}

/// The tagged value of ours. Sets are sorted.
pub(crate) fn tag(value: &Value) -> Json {
    match value {
        Value::Bool(truth) => json!(truth),
        Value::Int(number) => json!(number),
        Value::UInt(number) => json!(number),
        Value::Digits(number) => json!({"$int": number.as_str()}),
        Value::Float(number) if number.is_nan() => json!({"$float": "nan"}),
        Value::Float(number) if number.is_infinite() => {
            json!({"$float": if *number > 0.0 { "inf" } else { "-inf" }})
        }
        Value::Float(number) => json!(number),
        Value::String(text) => json!(text),
        Value::DateTime(moment) => tag_moment(moment),
        Value::NaiveDateTime(moment) => json!({"$dt": isoformat(*moment)}),
        Value::Ip(_) => json!({"$ip": value.to_string()}),
        Value::Network(_) => json!({"$net": value.to_string()}),
        Value::List(items) => Json::Array(items.iter().map(tag).collect()),
        Value::Set(items) => {
            let mut items: Vec<_> = items.iter().map(tag).collect();
            items.sort_by(|one, other| match (one.as_f64(), other.as_f64()) {
                (Some(one), Some(other)) => one.total_cmp(&other),
                _ => one.to_string().cmp(&other.to_string()),
            });
            json!({"$set": items})
        }
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), tag(value))).collect())
        }
        Value::Object(object) => json!({"$obj": objects::describe_value(&**object)}),
        _ => Json::Null,
    }
}

/// A moment with its offset, and the name of a zone that is not UTC.
pub(crate) fn tag_moment(moment: &DateTime<FixedOffset>) -> Json {
    let text = format!("{}{}", isoformat(moment.naive_local()), moment.offset());
    if moment.offset().local_minus_utc() == 0 {
        json!({"$dt": text})
    } else {
        json!({"$dt": text, "tzname": moment.offset().to_string()})
    }
}

/// Python's `isoformat`, which drops a fraction that is zero.
fn isoformat(moment: NaiveDateTime) -> String {
    let format = if moment.nanosecond() == 0 { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%dT%H:%M:%S%.6f" };
    moment.format(format).to_string()
}

/// An envelope with the lists of changes sorted, here and in the objects below.
pub(crate) fn sort_changes(json: &mut Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(sort_changes),
        Json::Object(map) => {
            for (key, value) in map {
                match value {
                    Json::Array(names) if key.ends_with(".changes") => names.sort_by_key(Json::to_string),
                    value => sort_changes(value),
                }
            }
        }
        _ => {}
    }
}

/// The keys of a JSON text in the order in which they stand there, with their depth.
pub(crate) fn keys_in_order(text: &str) -> Result<Vec<(usize, String)>> {
    fn walk(value: &Value, depth: usize, keys: &mut Vec<(usize, String)>) {
        match value {
            Value::List(items) => items.iter().for_each(|item| walk(item, depth, keys)),
            Value::Map(entries) => {
                for (key, value) in entries {
                    keys.push((depth, key.clone()));
                    walk(value, depth + 1, keys);
                }
            }
            _ => {}
        }
    }
    let value: Value = serde_json::from_str(text).map_err(|error| Error::invalid(error.to_string()))?;
    let mut keys = Vec::new();
    walk(&value, 0, &mut keys);
    Ok(keys)
}

/// An envelope with the arrays sorted that stand for sets, and those under names that are no fields.
pub(crate) fn sort_sets(envelope: &mut Json, registry: &Registry) {
    let Some(map) = envelope.as_object_mut() else { return };
    let text = |ending: &str| {
        let found = map.iter().find(|(key, _)| key.ends_with(ending));
        found.and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned()
    };
    let (name, version) = (text(".name"), text(".version"));
    let data = map.iter_mut().find(|(key, _)| key.rsplit('.').next() == Some("data"));
    let Some((_, data)) = data else { return };
    // Written at an older version, it may have fields that a class of that version lacks.
    let has_all = |descriptor: &&ObjectDescriptor| {
        let names = data.as_object().into_iter().flatten().map(|(name, _)| name);
        descriptor.name == name && names.into_iter().all(|name| descriptor.field(name).is_some())
    };
    let of_version = registry.find(&name, &version).ok();
    let descriptor = of_version
        .filter(has_all)
        .or_else(|| registry.types().find(has_all))
        .or(of_version)
        .or_else(|| registry.latest(&name));
    for (name, value) in data.as_object_mut().into_iter().flatten() {
        let field = descriptor.and_then(|descriptor| descriptor.field(name));
        sort_value(value, field.map(|field| &field.ty.kind), registry);
    }
}

fn sort_value(value: &mut Json, kind: Option<&TypeKind>, registry: &Registry) {
    // A class of the version may have another type under the name than the object that was written at it.
    let kind = kind.filter(|kind| match value {
        Json::Array(_) => matches!(kind, TypeKind::List(_) | TypeKind::Set(_)),
        Json::Object(_) => matches!(kind, TypeKind::Dict(_) | TypeKind::Object(_) | TypeKind::AnyObject),
        _ => true,
    });
    match (value, kind) {
        (Json::Array(items), kind) => {
            let item = match kind {
                Some(TypeKind::List(item) | TypeKind::Set(item)) => Some(&item.kind),
                _ => None,
            };
            for value in items.iter_mut() {
                sort_value(value, item, registry);
            }
            if matches!(kind, Some(TypeKind::Set(_)) | None) {
                items.sort_by_key(Json::to_string);
            }
            // Two spellings of one value are one.
            if matches!(kind, Some(TypeKind::Set(_))) {
                items.dedup();
            }
        }
        (Json::Object(map), Some(TypeKind::Dict(item))) => {
            for value in map.values_mut() {
                sort_value(value, Some(&item.kind), registry);
            }
        }
        (Json::Object(map), None) => {
            for value in map.values_mut() {
                sort_value(value, None, registry);
            }
        }
        (value @ Json::Object(_), Some(TypeKind::Object(_) | TypeKind::AnyObject)) => {
            sort_sets(value, registry);
        }
        _ => {}
    }
}
