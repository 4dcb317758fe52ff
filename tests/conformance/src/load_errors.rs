//! `load_errors.json`: good and damaged envelopes, and what reading them gives.

use serde_json::Value as Json;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;

use crate::coerce::sorted_tags;
use crate::field_rules::How;
use crate::report::{Outcome, Report, one_of};
use crate::rules::Rule;
use crate::synthetic::{self, Found};
use crate::{data, exceptions, field_rules, generated, objects, values};

static LOOSE: Rule = Rule {
    name: "loose-envelope",
    reason: "[surprise b] the data of an envelope is a map, and its changes are a list of names: a text or a map in \
             their place is refused",
};

static PEP440: Rule = Rule {
    name: "pep-440",
    reason: "[surprise e] a version is X.Y or X.Y.Z: what else PEP 440 allows is refused",
};

pub(crate) fn run(report: &mut Report) {
    let file = data::json("load_errors");
    let mut known = Vec::new();
    for (index, case) in data::list(&file, "cases").iter().enumerate() {
        if !known.contains(&case["via"]) {
            known.push(case["via"].clone());
            report.object();
        }
        let what = format!("cases[{index}] {} via {}", case["label"], case["via"]);
        report.case(what, run_case(case));
    }
}

fn read(case: &Json, envelope: &Json) -> Result<Box<dyn DynObject>> {
    let reader = Reader::new().registry(synthetic::registry());
    values::untag(envelope).and_then(|value| match class_of(case) {
        Some(class) => class.typed.read(&reader, value),
        None => reader.read_any_value(value),
    })
}

/// Whether an envelope has another fault behind those that are found first: Python's, which it finds in the order of
/// its fields, and we in the order of the message.
fn has_both(case: &Json, mut error: Error) -> bool {
    let mut envelope = case["primitive"].clone();
    loop {
        if exceptions::stands_for(&case["result"], &error) {
            return true;
        }
        let data = envelope.as_object_mut().and_then(|map| {
            map.iter_mut().find(|(key, _)| key.rsplit('.').next() == Some("data")).map(|(_, data)| data)
        });
        // Without the field that has the fault.
        let Some(data) = data.and_then(Json::as_object_mut) else { return false };
        let path = error.path().map(ToString::to_string).unwrap_or_default();
        let in_field = |name: &&String| {
            let path = path.trim_end_matches(": ");
            let behind = path.split_once('.').and_then(|(_, path)| path.strip_prefix(name.as_str()));
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(['.', '[']))
        };
        let Some(name) = data.keys().find(in_field).cloned() else { return false };
        data.remove(&name);
        match read(case, &envelope) {
            Ok(_) => return false,
            Err(next) => error = next,
        }
    }
}

/// What reading an envelope from its text gives otherwise than reading the value.
fn other_from_text(case: &Json, found: &Result<Box<dyn DynObject>>) -> Option<String> {
    let text = values::json_text(&case["primitive"]).filter(|_| class_of(case).is_none())?;
    let read = Reader::new().registry(synthetic::registry()).read_any(&text);
    let same = match (found, &read) {
        (Ok(found), Ok(read)) => described(&**found) == described(&**read),
        (Err(found), Err(read)) => exceptions::variant_of(found) == exceptions::variant_of(read),
        _ => false,
    };
    (!same).then(|| format!("from a value {found:?}, from text {read:?}"))
}

fn run_case(case: &Json) -> Outcome {
    let (envelope, result) = (&case["primitive"], &case["result"]);
    let found = read(case, envelope);
    if let Some(other) = other_from_text(case, &found) {
        return Outcome::Failed(other);
    }
    let part = |name: &str| {
        let key = |prefix: &str| envelope.get(format!("{prefix}.{name}"));
        let others = synthetic::registry().types().map(|ty| ty.serial_namespace);
        std::iter::once("versioned_object").chain(others).find_map(key)
    };
    let text = |name: &str| part(name).and_then(Json::as_str).unwrap_or_default();
    let mut expected = synthetic::seen(&result["ok"]);
    let mut fields = Found::default();
    let is_readable = result.get("ok").is_some();
    if let Some(data) = part("data") {
        let (name, version) = (text("name"), text("version"));
        synthetic::of_fields(How::Load, name, version, data, &mut expected["fields"], &mut fields);
    }
    if let Some(overlap) = fields.overlap {
        return Outcome::Failed(overlap);
    }
    // An envelope is read from outside inwards: its version, its parts, its fields.
    let bad_version = part("version").is_some_and(Json::is_string) && !is_version(text("version"));
    let has_parts = part("data").is_none_or(Json::is_object) && part("changes").is_none_or(Json::is_array);
    let refused = fields.refused_by.filter(|_| !bad_version);
    let held = is_readable && !bad_version && has_parts && refused.is_none();
    let with_zeros = held && has_zeros(text("version"));
    if with_zeros {
        expected["version"] = without_zeros(text("version")).into();
    }
    // What we answer where a rule holds: the variant of the error; none where the envelope is read.
    let rules = [
        bad_version.then_some((&PEP440, Some("IncompatibleObjectVersion"))),
        refused.map(|rule| (rule, Some("InvalidValue"))),
        (is_readable && !bad_version && !has_parts && refused.is_none())
            .then_some((&LOOSE, Some("InvalidEnvelope"))),
        with_zeros.then_some((&PEP440, None)),
        fields.rules.first().filter(|_| held && !with_zeros).map(|rule| (*rule, None)),
    ];
    let by_rule = match one_of(rules.into_iter().flatten()) {
        Ok(rule) => rule,
        Err(overlap) => return Outcome::Failed(overlap),
    };
    let expected = sorted_tags(&expected);
    match (by_rule, found) {
        // Of two faults, either may be found first.
        (Some(_), Err(error)) if !is_readable && exceptions::stands_for(result, &error) => Outcome::Passed,
        (Some((rule, Some(variant))), Err(error)) if exceptions::variant_of(&error) == variant => {
            Outcome::Diverged(rule)
        }
        // Null, where the default is what the rule refuses.
        (Some((rule, Some("InvalidValue"))), Err(Error::NullField { .. })) => Outcome::Diverged(rule),
        (Some((rule, None)), Ok(object)) => {
            let seen = sorted_tags(&synthetic::seen(&result["ok"]));
            Outcome::of(&seen, Some((rule, &expected)), &described(&*object))
        }
        (None, Err(error)) if !is_readable && exceptions::stands_for(result, &error) => Outcome::Passed,
        (_, Err(error)) if !is_readable && has_both(case, error.clone()) => {
            Outcome::Diverged(&field_rules::FIRST_ERROR)
        }
        (Some((rule, ours)), found) => {
            let found = found.map(|object| object.to_string());
            Outcome::Failed(format!("by the rule {}: expected {ours:?}, got {found:?}", rule.name))
        }
        (None, Ok(object)) if is_readable => Outcome::of(&expected, None, &described(&*object)),
        (None, found) => {
            let found = found.map(|object| object.to_string());
            Outcome::Failed(format!("expected {result}, got {found:?}"))
        }
    }
}

fn described(object: &dyn DynObject) -> Json {
    sorted_tags(&objects::describe_value(object))
}

/// X.Y or X.Y.Z.
fn is_version(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a part of a version has a zero before its digits.
fn has_zeros(version: &str) -> bool {
    version.split('.').any(|part| part.len() > 1 && part.starts_with('0'))
}

fn without_zeros(version: &str) -> String {
    let parts = version.split('.').map(|part| match part.trim_start_matches('0') {
        "" => "0",
        part => part,
    });
    parts.collect::<Vec<_>>().join(".")
}

/// The class that reads, where the case is about that: it refuses other namespaces than its own.
fn class_of(case: &Json) -> Option<&'static generated::Entry> {
    let label = case["label"].as_str().filter(|label| label.starts_with("via "));
    let class = synthetic::registry().latest(case["via"].as_str().filter(|_| label.is_some())?)?;
    let keys = case["primitive"].as_object()?;
    let namespace =
        keys.iter().find(|(key, _)| key.ends_with(".namespace")).map(|(_, namespace)| namespace)?;
    generated::entry(class).filter(|_| *namespace != class.namespace)
}
