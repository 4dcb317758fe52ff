//! What each field type takes: a value assigned by name, and the same value read from an envelope.

use serde_json::{Value as Json, json};
use versioned_object_core::{Error, Result};

use crate::data;
use crate::field_rules::{self, How};
use crate::field_types::{self, Declared};
use crate::report::{Outcome, Report};
use crate::values;

/// Runs `coerce.json`. Moments with an offset are run once more on `DateTime<Utc>`.
pub(crate) fn run(report: &mut Report) {
    let used = run_file(report, "coerce");
    used.check(report, field_rules::COERCE);
}

/// Runs `texts.json`, which has the same form: random texts, made by `data/texts.py`.
pub(crate) fn run_texts(report: &mut Report) {
    run_file(report, "texts");
}

fn run_file(report: &mut Report, name: &str) -> field_rules::Used {
    let json = data::json(name);
    let mut used = field_rules::Used::default();
    for entry in data::list(&json, "types") {
        run_type(report, &mut used, &entry["type"], data::list(entry, "cases"));
        if entry["type"] == json!({"type": "DateTime", "tzinfo_aware": true}) {
            let mut utc = entry["type"].clone();
            utc["rust"] = json!("DateTime<Utc>");
            run_type(report, &mut used, &utc, data::list(entry, "cases"));
        }
    }
    used
}

fn run_type(report: &mut Report, used: &mut field_rules::Used, spec: &Json, cases: &[Json]) {
    report.object();
    let Some(ty) = field_types::find(spec) else {
        return report.case(spec, Outcome::Failed("no Rust type stands for it".to_owned()));
    };
    for case in cases {
        for how in [How::Assign, How::Load] {
            let expected = match how {
                How::Load if case["load"] != "same" => &case["load"],
                _ => &case["coerce"],
            };
            let what = format!("{spec} {how:?} {}", case["in"]);
            let outcome = run_case(used, spec, &ty.plain, how, &case["in"], expected);
            report.case(what, outcome);
        }
    }
}

fn run_case(
    used: &mut field_rules::Used,
    spec: &Json,
    declared: &Declared,
    how: How,
    input: &Json,
    expected: &Json,
) -> Outcome {
    if expected.is_null() {
        return Outcome::Skipped("the answer depends on the order of a hash set");
    }
    let found = match answer(declared, how, input) {
        Ok(found) => found,
        Err(message) => return Outcome::Failed(message),
    };
    let printed = expected["str"].is_string() && expected["order_dependent"] != json!(true);
    let (expected, found) = (python(spec, expected, printed), canonical(spec, &found, printed));
    let rules: Vec<_> = field_rules::of(spec, how, input, &expected);
    match &rules[..] {
        [] => Outcome::of(&expected, None, &found),
        [(rule, ours)] => {
            used.mark(rule);
            // Other texts stand in another order.
            let ours = canonical(spec, ours, printed);
            Outcome::of(&expected, Some((rule, &ours)), &found)
        }
        _ => Outcome::Failed(format!(
            "the rules {:?} overlap",
            rules.iter().map(|(rule, _)| rule.name).collect::<Vec<_>>()
        )),
    }
}

/// Our answer, checked for what every answer must have.
fn answer(declared: &Declared, how: How, input: &Json) -> Result<Json, String> {
    let found = values::untag_field(input).and_then(|value| match how {
        How::Assign => (declared.assign)(&value),
        How::Load => (declared.load)(&value),
    });
    if how == How::Load && is_json(input) {
        let read = (declared.load_text)(input);
        if read != found {
            return Err(format!("from a value {found:?}, from text {read:?}"));
        }
    }
    let error = match found {
        Ok(found) => return Ok(found),
        Err(error) => error,
    };
    let message = error.to_string();
    let says_what =
        message.contains("cannot be null") || message.contains("expected ") && message.contains(", got ");
    if says_what && (message.contains(".fld") || message.starts_with("expected a map with texts as keys")) {
        Ok(json!({"error": class(&error)}))
    } else {
        Err(format!("the message says too little: {message}"))
    }
}

/// Whether a tagged value has no tags, so that it can come in an envelope.
fn is_json(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().all(is_json),
        Json::Object(map) => map.iter().all(|(key, value)| !key.starts_with('$') && is_json(value)),
        _ => true,
    }
}

/// The name of our variant.
pub(crate) fn class(error: &Error) -> &'static str {
    match error {
        Error::NullField { .. } => "NullField",
        Error::InvalidValue { .. } => "InvalidValue",
        Error::ObjectAction { .. } => "ObjectAction",
        _ => "another",
    }
}

/// Our variant for a Python exception.
pub(crate) fn variant(expected: &Json) -> &'static str {
    let message = expected["message"].as_str().unwrap_or_default();
    match expected["error"].as_str().unwrap_or_default() {
        "ValueError" if message.ends_with("' cannot be None") => "NullField",
        "ValueError" | "TypeError" | "KeyTypeError" | "AttributeError" | "OverflowError" => "InvalidValue",
        "ObjectActionError" => "ObjectAction",
        _ => "unknown",
    }
}

/// Python's answer as ours is written.
fn python(spec: &Json, expected: &Json, printed: bool) -> Json {
    if expected.get("error").is_some() {
        return json!({"error": variant(expected)});
    }
    canonical(spec, expected, printed)
}

/// An answer with its sets sorted, and without a print that depends on their order.
fn canonical(spec: &Json, answer: &Json, printed: bool) -> Json {
    if answer.get("error").is_some() {
        return answer.clone();
    }
    let mut canonical = json!({"ok": sorted_tags(&answer["ok"]), "prim": sorted(spec, &answer["prim"])});
    if printed {
        canonical["str"] = answer["str"].clone();
    }
    canonical
}

/// A primitive with the arrays sorted that stand for sets.
fn sorted(spec: &Json, primitive: &Json) -> Json {
    match primitive {
        Json::Array(items) => {
            let mut items: Vec<_> = items.iter().map(|item| sorted(&spec["elem"], item)).collect();
            if spec["type"] == "Set" {
                items.sort_by_key(Json::to_string);
            }
            Json::Array(items)
        }
        Json::Object(map) if spec["type"] == "Dict" => {
            Json::Object(map.iter().map(|(key, value)| (key.clone(), sorted(&spec["elem"], value))).collect())
        }
        other => other.clone(),
    }
}

/// A tagged value with its sets sorted.
pub(crate) fn sorted_tags(value: &Json) -> Json {
    match value {
        Json::Array(items) => items.iter().map(sorted_tags).collect(),
        Json::Object(map) => {
            let entries = map.iter().map(|(key, value)| match value {
                Json::Array(items) if key == "$set" => {
                    let mut items: Vec<_> = items.iter().map(sorted_tags).collect();
                    items.sort_by_key(Json::to_string);
                    (key.clone(), Json::Array(items))
                }
                value => (key.clone(), sorted_tags(value)),
            });
            Json::Object(entries.collect())
        }
        other => other.clone(),
    }
}
