//! `load_errors.json`: good and damaged envelopes, and what reading them gives.

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;

use crate::coerce::sorted_tags;
use crate::field_rules::{How, Used};
use crate::report::{Outcome, Report};
use crate::rules::Rule;
use crate::synthetic::{self, Found};
use crate::{data, objects, values};

static LOOSE: Rule = Rule {
    name: "loose-envelope",
    reason: "[surprise b] the data of an envelope is a map, and its changes are a list of names: a text or a map in \
             their place is refused",
};

static PEP440: Rule = Rule {
    name: "pep-440",
    reason: "[surprise e] a version is X.Y or X.Y.Z: what else PEP 440 allows is refused",
};

static VIA: Rule = Rule {
    name: "own-namespace",
    reason: "[≠ Registry and serializer] a reader with a registry belongs to no class: what a class of another \
             namespace refuses, it reads as the type that the envelope names",
};

pub(crate) fn run(report: &mut Report) {
    let file = data::json("load_errors");
    let mut used = Used::default();
    let mut known = Vec::new();
    for (index, case) in data::list(&file, "cases").iter().enumerate() {
        if !known.contains(&case["via"]) {
            known.push(case["via"].clone());
            report.object();
        }
        let what = format!("cases[{index}] {} via {}", case["label"], case["via"]);
        report.case(what, run_case(&mut used, case));
    }
    used.check(report, &[&LOOSE, &PEP440, &VIA]);
}

fn run_case(used: &mut Used, case: &Json) -> Outcome {
    let (envelope, result) = (&case["primitive"], &case["result"]);
    let found = values::untag(envelope)
        .and_then(|value| Reader::new().registry(synthetic::registry()).read_any_value(value));
    let part = |name: &str| {
        let key = |prefix: &str| envelope.get(format!("{prefix}.{name}"));
        let others = synthetic::registry().types().map(|ty| ty.serial_namespace);
        std::iter::once("versioned_object").chain(others).find_map(key)
    };
    let text = |name: &str| part(name).and_then(Json::as_str).unwrap_or_default();
    // What we answer where a rule holds: the variant of the error; none where the envelope is read.
    let mut by_rule: Option<(&'static Rule, Option<&str>)> = None;
    let mut expected = synthetic::seen(&result["ok"]);
    let mut fields = Found::default();
    let is_readable = result.get("ok").is_some();
    if let Some(data) = part("data") {
        let (name, version) = (text("name"), text("version"));
        synthetic::of_fields(How::Load, name, version, data, &mut expected["fields"], &mut fields);
    }
    if part("version").is_some_and(Json::is_string) && !is_version(text("version")) {
        by_rule = Some((&PEP440, Some("IncompatibleObjectVersion")));
    } else if let Some(rule) = fields.rules.first().filter(|_| fields.refused) {
        by_rule = Some((rule, Some("InvalidValue")));
    } else if is_readable
        && (!part("data").is_none_or(Json::is_object) || !part("changes").is_none_or(Json::is_array))
    {
        by_rule = Some((&LOOSE, Some("InvalidEnvelope")));
    } else if is_readable && has_zeros(text("version")) {
        expected["version"] = without_zeros(text("version")).into();
        by_rule = Some((&PEP440, None));
    } else if !is_readable && part("data").is_some() && is_foreign(case, part("namespace")) {
        by_rule = Some((&VIA, None));
    } else if let Some(rule) = fields.rules.first().filter(|_| is_readable) {
        by_rule = Some((rule, None));
    }
    let expected = sorted_tags(&expected);
    match (by_rule, found) {
        // Of two faults, either may be found first.
        (Some(_), Err(error)) if !is_readable && stands_for(result, &error) => Outcome::Passed,
        (Some((rule, Some(variant))), Err(error)) if variant_of(&error) == variant => diverged(used, rule),
        // Null, where the default is what the rule refuses.
        (Some((rule, Some("InvalidValue"))), Err(Error::NullField { .. })) => diverged(used, rule),
        (Some((rule, None)), Ok(_)) if !is_readable => diverged(used, rule),
        (Some((rule, None)), Ok(object)) if is_readable => {
            match Outcome::of(&expected, None, &described(&*object)) {
                Outcome::Passed if expected == sorted_tags(&synthetic::seen(&result["ok"])) => {
                    Outcome::Passed
                }
                Outcome::Passed => diverged(used, rule),
                other => other,
            }
        }
        (Some((rule, ours)), found) => {
            let found = found.map(|object| object.to_string());
            Outcome::Failed(format!("by the rule {}: expected {ours:?}, got {found:?}", rule.name))
        }
        (None, Ok(object)) if is_readable => Outcome::of(&expected, None, &described(&*object)),
        (None, Err(error)) if !is_readable && stands_for(result, &error) => Outcome::Passed,
        (None, found) => {
            let found = found.map(|object| object.to_string());
            Outcome::Failed(format!("expected {result}, got {found:?}"))
        }
    }
}

fn described(object: &dyn DynObject) -> Json {
    sorted_tags(&objects::describe_value(object))
}

fn diverged(used: &mut Used, rule: &'static Rule) -> Outcome {
    used.mark(rule);
    Outcome::Diverged(rule)
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

/// Whether the class that reads has another namespace than the object, which the registry knows.
fn is_foreign(case: &Json, namespace: Option<&Json>) -> bool {
    case["label"].as_str().is_some_and(|label| label.starts_with("via "))
        && synthetic::registry()
            .latest(case["via"].as_str().unwrap_or_default())
            .is_some_and(|class| namespace.is_some_and(|namespace| *namespace != json!(class.namespace)))
}

/// The name of an error's variant.
pub(crate) fn variant_of(error: &Error) -> String {
    let text = format!("{error:?}");
    text.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

/// Which of our errors stand for an exception of Python's.
pub(crate) fn stands_for(result: &Json, error: &Error) -> bool {
    let ours = variant_of(error);
    let is_other_object =
        result["message"].as_str().is_some_and(|text| text.starts_with("An object of type"));
    let theirs: &[&str] = match result["error"].as_str().unwrap_or_default() {
        // The name in the envelope of a child says that already.
        "ValueError" if is_other_object => &["InvalidValue", "InvalidEnvelope"],
        "ValueError" | "OverflowError" => &["InvalidValue", "NullField"],
        // What is no map, or no text, is found where the envelope is read.
        "TypeError" => &["InvalidValue", "InvalidEnvelope"],
        "AttributeError" => &["InvalidValue", "UnknownField"],
        "KeyError" => &["InvalidEnvelope"],
        "KeyTypeError" => &["InvalidValue"],
        "InvalidVersion" => &["IncompatibleObjectVersion", "InvalidEnvelope"],
        "UnsupportedObjectError" => &["UnsupportedObject", "InvalidEnvelope"],
        "IncompatibleObjectVersion" => &["IncompatibleObjectVersion"],
        "InvalidTargetVersion" => &["InvalidTargetVersion"],
        "ReadOnlyFieldError" => &["ReadOnlyField"],
        "NotImplementedError" => &["NotLoaded"],
        "ObjectActionError" => &["ObjectAction"],
        _ => &[],
    };
    theirs.contains(&ours.as_str())
}
