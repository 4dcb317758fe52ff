//! What each field type takes: a value assigned by name, and the same value read from an envelope.

use serde_json::{Value as Json, json};
use versioned_object_core::{Result, TypeDescriptor, TypeKind};

use crate::field_rules::{self, How};
use crate::field_types::{self, Declared};
use crate::report::{Outcome, Report, one_of};
use crate::{data, exceptions, values};

/// Runs `coerce.json`. Moments with an offset are run once more on `DateTime<Utc>`.
pub(crate) fn run(report: &mut Report) {
    run_file(report, "coerce");
}

/// Runs `texts.json`, which has the same form: random texts, made by `data/texts.py`.
pub(crate) fn run_texts(report: &mut Report) {
    run_file(report, "texts");
}

fn run_file(report: &mut Report, name: &str) {
    let json = data::json(name);
    for entry in data::list(&json, "types") {
        run_type(report, &entry["type"], data::list(entry, "cases"));
        if entry["type"] == json!({"type": "DateTime", "tzinfo_aware": true}) {
            let mut utc = entry["type"].clone();
            utc["rust"] = json!("DateTime<Utc>");
            run_type(report, &utc, data::list(entry, "cases"));
        }
    }
}

fn run_type(report: &mut Report, spec: &Json, cases: &[Json]) {
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
            let outcome = run_case(spec, &ty.plain, how, &case["in"], expected);
            report.case(what, outcome);
        }
    }
}

fn run_case(spec: &Json, declared: &Declared, how: How, input: &Json, expected: &Json) -> Outcome {
    if expected.is_null() {
        return Outcome::Skipped("the answer depends on the order of a hash set");
    }
    let found = match answer(declared, how, input) {
        Ok(found) => found,
        Err(message) => return Outcome::Failed(message),
    };
    let printed = expected["str"].is_string() && expected["order_dependent"] != json!(true);
    let (expected, found) = (python(spec, expected, printed), canonical(spec, &found, printed));
    let mut rules = field_rules::of(spec, how, input, &expected);
    if rules.is_empty()
        && expected.get("error").is_some()
        && let Some(ours) = first_error(declared, how, input, &expected)
    {
        rules.push((&field_rules::FIRST_ERROR, ours));
    }
    match one_of(rules) {
        Ok(rule) => {
            let rule = rule.map(|(rule, ours)| (rule, canonical(spec, &ours, printed)));
            Outcome::of(&expected, rule.as_ref().map(|(rule, ours)| (*rule, ours)), &found)
        }
        Err(overlap) => Outcome::Failed(overlap),
    }
}

/// Our error where a map or a set has several that Python does not take, and names another of them: that of the first
/// in the order of the keys.
fn first_error(declared: &Declared, how: How, input: &Json, expected: &Json) -> Option<Json> {
    let found = alone(input).into_iter().filter_map(|part| answer(declared, how, &part).ok());
    let errors: Vec<_> = found.filter(|found| found.get("error").is_some()).collect();
    errors.first().filter(|first| *first != expected && errors.contains(expected)).cloned()
}

/// The input with one of its values alone, for each of them.
fn alone(input: &Json) -> Vec<Json> {
    match input {
        Json::Array(items) => items.iter().flat_map(alone).map(|item| json!([item])).collect(),
        Json::Object(map) => {
            let parts = map.iter().flat_map(|(key, value)| {
                let parts = if key.starts_with('$') && !value.is_array() {
                    vec![value.clone()]
                } else {
                    alone(value)
                };
                parts.into_iter().map(move |part| json!({ key: part }))
            });
            parts.collect()
        }
        plain => vec![plain.clone()],
    }
}

/// Our answer, checked for what every answer must have.
fn answer(declared: &Declared, how: How, input: &Json) -> Result<Json, String> {
    let found = values::untag_field(input).and_then(|value| match how {
        How::Assign => (declared.assign)(&value),
        How::Load => (declared.load)(&value),
    });
    if how == How::Load
        && let Some(text) = values::json_text(input)
    {
        let read = (declared.load_text)(&text);
        if read != found {
            return Err(format!("from a value {found:?}, from text {read:?}"));
        }
    }
    let error = match found {
        Ok(found) => return Ok(found),
        Err(error) => error,
    };
    let message = error.to_string();
    // Of a secret nothing is said but where it stands.
    let is_secret = (declared.ty)().is_some_and(is_secret);
    let says_what = is_secret && message.ends_with(": value not taken")
        || message.contains("cannot be null")
        || message.contains("expected ") && message.contains(", got ");
    if says_what && (message.contains(".fld") || message.starts_with("expected a map with texts as keys")) {
        Ok(json!({"error": exceptions::variant_of(&error)}))
    } else {
        Err(format!("the message says too little: {message}"))
    }
}

/// Whether values of a type are secrets, or have such in them.
fn is_secret(ty: &TypeDescriptor) -> bool {
    match ty.kind {
        TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item) => is_secret(item),
        _ => ty.secret,
    }
}

/// Python's answer as ours is written.
fn python(spec: &Json, expected: &Json, printed: bool) -> Json {
    if expected.get("error").is_some() {
        return json!({"error": exceptions::variant(expected)});
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
                items.dedup();
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
                    items.dedup();
                    (key.clone(), Json::Array(items))
                }
                value => (key.clone(), sorted_tags(value)),
            });
            Json::Object(entries.collect())
        }
        other => other.clone(),
    }
}
