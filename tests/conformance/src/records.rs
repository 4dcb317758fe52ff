//! `records.json`: backups as records, and back.

use backup_objects::{Backup, BackupImport};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;

use crate::report::{Outcome, Report};
use crate::rules::{self, Rule};
use crate::{data, objects, values};

pub(crate) fn run(report: &mut Report) {
    // Extra entries come first in a record, in the order in which they were given.
    let file: Value =
        serde_json::from_str(&data::text("records")).unwrap_or_else(|error| panic!("records: {error}"));
    for (index, case) in items(&file, "encode").iter().enumerate() {
        report.object();
        report.case(format_args!("encode[{index}]"), encode(case));
    }
    for (index, case) in items(&file, "decode").iter().enumerate() {
        report.case(format_args!("decode[{index}]"), decode(&plain(case)));
    }
}

fn items<'v>(file: &'v Value, key: &str) -> &'v [Value] {
    match file.get(key) {
        Some(Value::List(items)) => items,
        _ => panic!("`{key}` is no list"),
    }
}

fn plain(value: &Value) -> Json {
    Json::try_from(value.clone()).unwrap_or_default()
}

/// What we do otherwise with the extra entries of a record.
enum Extra {
    /// Nothing.
    Same,
    /// The same record, though the entry cannot be passed as it is.
    Passed(&'static Rule),
    /// The record has another text for the entry.
    Text(&'static Rule, [String; 2]),
    /// There is no record.
    Refused(&'static Rule, &'static str),
}

fn encode(case: &Value) -> Outcome {
    let case_json = plain(case);
    let spec = &case_json["object"]["$obj"];
    let Some(Value::Map(kwargs)) = case.get("kwargs") else {
        return Outcome::Failed("the runner does not know such entries".to_owned());
    };
    let mut extra = Vec::new();
    for (key, value) in kwargs {
        match values::untag(&plain(value)) {
            Ok(value) => extra.push((key.as_str(), value)),
            Err(error) => return Outcome::Failed(error.to_string()),
        }
    }
    let record = match spec["class"].as_str() {
        Some("BackupImport") => {
            objects::build::<BackupImport>(spec).map(|import| import.encode_record(&extra))
        }
        _ => objects::build::<Backup>(spec).map(|backup| backup.encode_record(&extra)),
    };
    let found = match record {
        Ok(found) => found,
        Err(error) => return Outcome::Failed(format!("cannot be built: {error}")),
    };
    let result = &case_json["result"];
    if let Some(message) = result["message"].as_str() {
        return unset(message, &found);
    }
    let python = result["ok"].as_str().and_then(|record| STANDARD.decode(record).ok());
    let Some(python) = python.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return Outcome::Failed("the runner does not know such a result".to_owned());
    };
    let mut ours = python.clone();
    let mut rule = None;
    for (name, value) in spec["fields"].as_object().into_iter().flatten() {
        let Some(moment) = value.as_str().and_then(rules::other_offset) else { continue };
        if rules::has_offset(&json!({ name: value })) {
            let entry = |text: &str| format!("\"{name}\": \"{text}\"");
            let theirs = moment.format("%Y-%m-%dT%H:%M:%S%:z").to_string();
            ours = ours.replace(&entry(&theirs), &entry(&rules::wire_utc(moment)));
            rule = Some(&rules::UTC);
        }
    }
    for (key, value) in kwargs {
        match extra_rule(key, &plain(value)) {
            Extra::Same => {}
            Extra::Passed(passed) => rule = Some(passed),
            Extra::Text(changed, [theirs, text]) => {
                ours = ours.replace(&theirs, &text);
                rule = Some(changed);
            }
            Extra::Refused(refused, expected) => {
                return match found {
                    Err(error) if error.to_string() == expected => Outcome::Diverged(refused),
                    found => Outcome::Failed(format!("expected {expected:?}, got {found:?}")),
                };
            }
        }
    }
    match (found, rule) {
        (Ok(found), rule) if found == STANDARD.encode(&ours) => {
            rule.map_or(Outcome::Passed, Outcome::Diverged)
        }
        (found, _) => {
            let found = found.map(|record| {
                STANDARD.decode(record).map(|json| String::from_utf8_lossy(&json).into_owned())
            });
            Outcome::Failed(format!("expected {ours}, got {found:?}"))
        }
    }
}

/// A record of an object that is not complete.
fn unset(message: &str, found: &Result<String>) -> Outcome {
    match found {
        Err(Error::NotLoaded { field, .. })
            if message == format!("Cannot load '{field}' in the base class") =>
        {
            Outcome::Passed
        }
        found => Outcome::Failed(format!("expected {message:?}, got {found:?}")),
    }
}

fn extra_rule(key: &str, value: &Json) -> Extra {
    let entry = |text: &str| format!("\"{key}\": {text}");
    let tagged = |tag: &str| value.get(tag).and_then(Json::as_str);
    if let Some(moment) =
        tagged("$dt").and_then(|text| text.parse::<chrono::DateTime<chrono::FixedOffset>>().ok())
    {
        let theirs = moment.format("\"%Y-%m-%dT%H:%M:%S%.6f\"").to_string();
        Extra::Text(
            &rules::MOMENT_ENTRY,
            [entry(&theirs), entry(&format!("\"{}\"", rules::wire_utc(moment)))],
        )
    } else if let Some(float) = tagged("$float") {
        Extra::Refused(
            &rules::NOT_FINITE,
            match float {
                "nan" => "expected finite number, got nan",
                "inf" => "expected finite number, got inf",
                _ => "expected finite number, got -inf",
            },
        )
    } else if is_python(value) {
        Extra::Passed(&rules::PYTHON_ENTRY)
    } else {
        Extra::Same
    }
}

/// Whether a tuple, bytes or a map with other keys than texts is in the value.
fn is_python(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().any(is_python),
        Json::Object(map) => {
            ["$tuple", "$bytes", "$dict"].iter().any(|tag| map.contains_key(*tag))
                || map.values().any(is_python)
        }
        _ => false,
    }
}

fn decode(case: &Json) -> Outcome {
    let bytes = case["in"]["$bytes"].as_str().map(values::bytes_text);
    let (record, rule) = match (&case["in"], bytes) {
        (Json::String(record), _) => (record.clone(), None),
        (_, Some(Some(record))) => (record, Some(&rules::BYTES_RECORD)),
        _ => return Outcome::Skipped("`decode_record` takes a text, and this record is none"),
    };
    let found = match Backup::decode_record(&record) {
        Ok(value) => json!({"ok": value}),
        Err(Error::Application { kind, reason }) => json!({"error": kind, "message": reason}),
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let expected = &case["result"];
    let numbers = rule_of_numbers(expected);
    let ours = numbers.as_ref().map(|(rule, ours)| (*rule, ours));
    match (Outcome::of(expected, ours, &found), rule) {
        (Outcome::Passed, Some(rule)) => Outcome::Diverged(rule),
        (outcome, _) => outcome,
    }
}

/// What we answer to numbers that are not finite.
fn rule_of_numbers(expected: &Json) -> Option<(&'static Rule, Json)> {
    fn has(json: &Json, tag: &str) -> bool {
        match json {
            Json::Array(items) => items.iter().any(|item| has(item, tag)),
            Json::Object(map) => map.contains_key(tag) || map.values().any(|value| has(value, tag)),
            _ => false,
        }
    }
    let message = "Invalid input received: Can't parse backup record.";
    has(expected, "$float")
        .then(|| (&rules::NOT_FINITE, json!({"error": "InvalidInput", "message": message})))
}
