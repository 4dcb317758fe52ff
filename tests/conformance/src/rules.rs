//! Where we answer differently on purpose. The list is closed: what no rule says must be the same.
//!
//! A rule has a predicate on the input and the exact answer that we give instead, computed from the input.

use std::collections::BTreeSet;

use backup_objects::Backup;
use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde_json::{Map, Value as Json, json};
use versioned_object_core::{Value, Version, VersionedObject};

use crate::{synthetic, values};

/// A difference, and why there is one.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) reason: &'static str,
}

/// A moment with another offset: we hold `DateTime<Utc>`, and write the same instant with `Z`.
pub(crate) static UTC: Rule = Rule {
    name: "utc",
    reason: "[≠ the same instant] a `DateTime<Utc>`, as in the Backup family: another offset becomes the same instant, \
             written with `Z`",
};

/// A moment as an extra entry of a record.
pub(crate) static MOMENT_ENTRY: Rule = Rule {
    name: "moment-entry",
    reason: "[≠ the same instant] Python's jsonutils drops the offset of a date-time among the extra entries of a record; we write it as \
             every other one, with `Z` and without the fraction",
};

/// A number that is not finite.
pub(crate) static NOT_FINITE: Rule = Rule {
    name: "not-finite",
    reason: "[≠ NaN and infinities are refused] they are no JSON: we refuse to write and to read them, and a number that overflows",
};

/// An extra entry of a type that only Python has.
pub(crate) static PYTHON_ENTRY: Rule = Rule {
    name: "python-entry",
    reason: "[not to be asked in Rust] tuples, bytes and maps with other keys than texts do not exist here: passed as list, text and map with \
             text keys, they give the same record",
};

/// A record given as bytes.
pub(crate) static BYTES_RECORD: Rule = Rule {
    name: "bytes-record",
    reason: "[not to be asked in Rust] `decode_record` takes a text: bytes that are one give the same answer",
};

/// An older version with fields that it did not have.
pub(crate) static NEWER_FIELDS: Rule = Rule {
    name: "newer-fields",
    reason: "[≠ Cinder wrote no rule] Cinder's Backup 1.4 removes nothing from older versions; we remove what `since` \
             says",
};

/// A version below the first one of an object.
pub(crate) static FIRST_VERSION: Rule = Rule {
    name: "first-version",
    reason: "[≠ below the first version] no object that began at 1.0 is written at 0.9",
};

/// An envelope that says more than its version has.
pub(crate) static AT_STAMP: Rule = Rule {
    name: "at-stamp",
    reason: "[≠ what the stamp lacks] an object that was received at an older version is written at it without what it lacks, \
             and the changes of a child name only fields that are in its data",
};

/// A version that is no `X.Y` or `X.Y.Z`.
pub(crate) static VERSION_TEXT: Rule = Rule {
    name: "version-text",
    reason: "[python-surprises e] a version is `X.Y` or `X.Y.Z`: `1` and `1.0rc1` are none",
};

/// A version that ends with a zero.
pub(crate) static ZERO_PATCH: Rule =
    Rule { name: "zero-patch", reason: "[python-surprises e] `1.4.0` is 1.4, in targets too" };

/// A version of a list object between two of its child versions.
pub(crate) static CHILD_GAP: Rule = Rule {
    name: "child-gap",
    reason: "[oslo-behaviour, Versions] between two child versions of a list the lower one counts, as between two \
             relationships; Python means that too and fails with a TypeError",
};

/// An object that is called by a list or a map.
pub(crate) static CONTAINER_ID: Rule = Rule {
    name: "container-id",
    reason: "[not to be asked in Rust] an object whose `uuid` or `id` is a list or a map is printed in its parent with \
             that as the field prints it; Python prints its own literals",
};

/// The names of the date-time fields of the family.
fn moments() -> BTreeSet<&'static str> {
    Backup::descriptor()
        .fields()
        .filter(|field| field.ty.name == "DateTime")
        .map(|field| field.name)
        .collect()
}

/// Whether a tagged value has a date-time field that is set with another offset than UTC.
pub(crate) fn has_offset(json: &Json) -> bool {
    match json {
        Json::Array(items) => items.iter().any(has_offset),
        Json::Object(map) => map.iter().any(|(key, value)| {
            has_offset(value)
                || moments().contains(key.as_str()) && value.as_str().and_then(other_offset).is_some()
        }),
        _ => false,
    }
}

/// A moment whose offset is not zero, in any form of ISO 8601.
pub(crate) fn other_offset(text: &str) -> Option<DateTime<FixedOffset>> {
    let moment: DateTime<FixedOffset> = Value::from(text).coerce().ok()?;
    (moment.offset().local_minus_utc() != 0).then_some(moment)
}

/// A moment as the wire has it, in UTC.
pub(crate) fn wire_utc(moment: DateTime<FixedOffset>) -> String {
    moment.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The answer of [`UTC`]: every date-time field with another offset is the same instant in UTC, in values, in
/// envelopes and in what `repr` prints.
pub(crate) fn in_utc(json: &Json) -> Json {
    in_utc_of(json, &moments())
}

fn in_utc_of(json: &Json, moments: &BTreeSet<&str>) -> Json {
    match json {
        Json::Array(items) => items.iter().map(|item| in_utc_of(item, moments)).collect(),
        Json::Object(map) => {
            let entries = map.iter().map(|(key, value)| {
                let value = match value {
                    Json::String(text) if key == "repr" => Json::String(repr_in_utc(text, moments)),
                    Json::String(text) if moments.contains(key.as_str()) => {
                        other_offset(text).map_or_else(|| value.clone(), |moment| wire_utc(moment).into())
                    }
                    Json::Object(tagged) if moments.contains(key.as_str()) => {
                        let moment = tagged.get("$dt").and_then(Json::as_str).and_then(other_offset);
                        moment.map_or_else(
                            || value.clone(),
                            |moment| values::tag_moment(&moment.to_utc().fixed_offset()),
                        )
                    }
                    value => in_utc_of(value, moments),
                };
                (key.clone(), value)
            });
            Json::Object(entries.collect())
        }
        plain => plain.clone(),
    }
}

fn repr_in_utc(text: &str, moments: &BTreeSet<&str>) -> String {
    let mut text = text.to_owned();
    for name in moments {
        for before in ["(", ","] {
            let field = format!("{before}{name}=");
            let Some(start) = text.find(&field).map(|at| at + field.len()) else { continue };
            let len = text[start..].find([',', ')']).unwrap_or(text.len() - start);
            if let Some(moment) = other_offset(&text[start..start + len]) {
                text.replace_range(start..start + len, &wire_utc(moment));
            }
        }
    }
    text
}

/// The answer of [`FIRST_VERSION`] to a target.
pub(crate) fn below_first(target: Option<&str>) -> Option<Json> {
    let version = target?.parse::<Version>().ok().filter(|version| version.major == 0)?;
    Some(json!({"error": "InvalidTargetVersion", "message": format!("Invalid target version {version}")}))
}

/// The answer of [`AT_STAMP`]: every envelope in a value names no changes but of what is in
/// its data, which is cut down to the fields of its version, if asked for.
pub(crate) fn at_stamp(json: &Json, data_too: bool) -> Json {
    let Json::Object(map) = json else {
        return match json {
            Json::Array(items) => items.iter().map(|item| at_stamp(item, data_too)).collect(),
            plain => plain.clone(),
        };
    };
    let mut map: Map<String, Json> =
        map.iter().map(|(key, value)| (key.clone(), at_stamp(value, data_too))).collect();
    let Some(prefix) = map.keys().find_map(|key| key.strip_suffix(".data")).map(str::to_owned) else {
        return Json::Object(map);
    };
    let text = |part: &str| map.get(&format!("{prefix}.{part}")).and_then(Json::as_str).unwrap_or_default();
    let version = text("version").parse::<Version>().ok();
    let known = synthetic::registry().latest(text("name")).zip(version);
    let Some(Json::Object(mut data)) = map.remove(&format!("{prefix}.data")) else {
        return Json::Object(map);
    };
    if let Some((descriptor, version)) =
        known.filter(|(descriptor, version)| data_too && version.older_than(descriptor.version))
    {
        data.retain(|name, _| descriptor.field(name).is_none_or(|field| field.exists_in(version)));
    }
    let key = format!("{prefix}.changes");
    if let Some(Json::Array(mut changes)) = map.remove(&key) {
        changes.retain(|name| name.as_str().is_some_and(|name| data.contains_key(name)));
        if !changes.is_empty() {
            map.insert(key, changes.into());
        }
    }
    map.insert(format!("{prefix}.data"), Json::Object(data));
    Json::Object(map)
}

/// The answer of [`NEWER_FIELDS`]: no object has fields newer than its version. It does not name
/// them as changed either.
pub(crate) fn without_newer(envelope: &Json) -> Json {
    let mut envelope = envelope.clone();
    let text = envelope["versioned_object.version"].as_str().unwrap_or_default();
    let Ok(version) = text.parse::<Version>() else { return envelope };
    let is_list = envelope["versioned_object.name"] == "BackupList";
    let newer = |name: &str| {
        !is_list && Backup::descriptor().field(name).is_some_and(|field| !field.exists_in(version))
    };
    if let Some(data) = envelope["versioned_object.data"].as_object_mut() {
        data.retain(|name, _| !newer(name));
        for element in data.get_mut("objects").and_then(Json::as_array_mut).into_iter().flatten() {
            *element = without_newer(element);
        }
    }
    if let Some(map) = envelope.as_object_mut()
        && let Some(Json::Array(changes)) = map.get_mut("versioned_object.changes")
    {
        changes.retain(|name| !newer(name.as_str().unwrap_or_default()));
        if changes.is_empty() {
            map.remove("versioned_object.changes");
        }
    }
    envelope
}
