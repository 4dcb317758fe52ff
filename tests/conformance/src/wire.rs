//! `wire.json`: values set on the generated objects, the envelopes they give, and what reads them back.

use serde_json::Value as Json;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Reader, WriteOptions};

use crate::coerce::sorted_tags;
use crate::field_rules::How;
use crate::report::{Outcome, Report};
use crate::rules::CONTAINER_ID;
use crate::synthetic::{self, Found};
use crate::{data, objects, runs, values};

/// The cases of an object besides its runs.
const PARTS: [&str; 5] = ["set", "reload", "twice", "changes", "clone"];

pub(crate) fn run(report: &mut Report) {
    let file = data::json("wire");
    for (index, case) in data::list(&file, "cases").iter().enumerate() {
        report.object();
        run_case(report, &format!("cases[{index}] {}", case["name"].as_str().unwrap_or_default()), case);
    }
}

/// Runs the case of one object.
pub(crate) fn run_case(report: &mut Report, what: &str, case: &Json) {
    let spec = &case["object"]["$obj"];
    let (name, version) = (case["set"]["class"].as_str(), case["set"]["version"].as_str());
    let (name, version) = (name.unwrap_or_default(), version.unwrap_or_default());
    let mut found = Found::default();
    let mut held = case["set"]["fields"].clone();
    synthetic::of_fields(How::Assign, name, version, &spec["fields"], &mut held, &mut found);
    if let Some(overlap) = &found.overlap {
        report.case(what, Outcome::Failed(overlap.clone()));
    }
    match (found.rules.first(), synthetic::build(spec)) {
        (Some(rule), Err(error)) if found.refused => {
            for part in std::iter::repeat_n("runs", data::list(case, "runs").len()).chain(PARTS) {
                let outcome = match &error {
                    Error::InvalidValue { .. } => Outcome::Diverged(rule),
                    error => Outcome::Failed(error.to_string()),
                };
                report.case(format_args!("{what}: {part}"), outcome);
            }
        }
        (_, Err(error)) => report.case(what, Outcome::Failed(format!("cannot be built: {error}"))),
        (_, Ok(_)) if found.refused => {
            report.case(what, Outcome::Failed("a rule says that it is refused".to_owned()));
        }
        (_, Ok(object)) => run_object(report, what, case, &*object, &found, &held),
    }
}

/// Texts that Python writes, and ours; and the names of the state machines in which it writes `None` for null.
#[derive(Default)]
pub(crate) struct Pairs {
    texts: Vec<(String, String)>,
    nulls: Vec<String>,
}

impl Pairs {
    /// A text may be a part of another: `{6ba7…}` has `6ba7…` in it.
    pub(crate) fn longest_first(&mut self) {
        self.texts.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    }
}

fn run_object(
    report: &mut Report,
    what: &str,
    case: &Json,
    object: &dyn DynObject,
    rules: &Found,
    held: &Json,
) {
    let mut pairs = Pairs::default();
    differing(&case["set"]["fields"], held, &mut pairs);
    pairs.longest_first();
    let renamed = synthetic::renames();
    let names_before =
        renamed.iter().filter(|(new, _)| pairs.nulls.contains(new)).map(|(_, old)| old.clone());
    pairs.nulls.extend(names_before.collect::<Vec<_>>());
    let ours = |expected: &Json| {
        let mut expected = expected.clone();
        replace(&mut expected, &pairs);
        expected
    };
    let mut text = case["text"].clone();
    replace(&mut text, &pairs);
    let mut text = text.as_str().unwrap_or_default().to_owned();
    for name in &pairs.nulls {
        text = text.replace(&format!("\"{name}\": \"None\""), &format!("\"{name}\": null"));
    }
    let read = Reader::new().registry(synthetic::registry()).read_any(&text);
    let compare = |expected: &Json, found: Result<Json>| match found {
        Ok(mut found) => {
            let mut ours = sorted_tags(&ours(expected));
            let expected = &sorted_tags(expected);
            found = sorted_tags(&found);
            // The print depends on the order of a hash set, or there is none.
            if expected.get("repr").is_some_and(|repr| !repr.is_string()) {
                found["repr"] = expected["repr"].clone();
                ours["repr"] = expected["repr"].clone();
            }
            if ours["repr"].is_string() {
                ours["repr"] = objects::with_our_ids(object, &ours["repr"]);
                let read = read.as_ref().ok();
                ours["repr"] = read.map_or_else(
                    || ours["repr"].clone(),
                    |read| objects::with_our_ids(&**read, &ours["repr"]),
                );
            }
            let rule = rules.rules.first().copied().unwrap_or(&CONTAINER_ID);
            Outcome::of(expected, Some((rule, &ours)), &found)
        }
        Err(error) => Outcome::Failed(error.to_string()),
    };
    for (index, run) in data::list(case, "runs").iter().enumerate() {
        let (python, by_rule) = runs::answer(object, case, run);
        let (rule, answer) = match &by_rule {
            Some((rule, answer)) if *answer != python => (Some(*rule), answer),
            _ => (rules.rules.first().copied(), &python),
        };
        let mut answer = ours(answer);
        answer.get_mut("ok").into_iter().for_each(runs::normalize);
        let found = runs::written(object, &run["target"], &run["manifest"]);
        let outcome = Outcome::of(&python, rule.map(|rule| (rule, &answer)), &found);
        report.case(format_args!("{what}: runs[{index}]"), outcome);
    }
    // What Python cannot read back, we read as it was set.
    let or_set = |part: &Json| {
        let fails = !pairs.nulls.is_empty() && part.get("fields").is_none();
        printed(if fails { &case["set"] } else { part })
    };
    for part in PARTS {
        let outcome = match part {
            "set" => compare(&printed(&case[part]), Ok(described(object))),
            "clone" => compare(&or_set(&case[part]), Ok(described(&*object.obj_clone_box()))),
            "changes" => compare(&changes_of(&case[part]), Ok(changes(object))),
            "reload" => {
                let found = read.as_ref().map(|object| described(&**object)).map_err(Clone::clone);
                let mut expected = or_set(&case[part]["ok"]);
                without_fractions(&mut expected);
                compare(&expected, found)
            }
            _ => {
                let mut original: Json = serde_json::from_str(&text).unwrap_or_default();
                runs::normalize(&mut original);
                let order = read.as_ref().map_err(Clone::clone).and_then(|object| {
                    let written = WriteOptions::default().to_vec(&**object)?;
                    envelope_keys(&String::from_utf8_lossy(&written))
                });
                match order {
                    Ok(order) if envelope_keys(&text).is_ok_and(|keys| keys != order) => {
                        Outcome::Failed(format!("the keys stand in another order: {order:?}"))
                    }
                    _ => compare(
                        &original,
                        read.as_ref().map_err(Clone::clone).and_then(|object| primitive(&**object)),
                    ),
                }
            }
        };
        report.case(format_args!("{what}: {part}"), outcome);
    }
}

fn primitive(object: &dyn DynObject) -> Result<Json> {
    let mut envelope = object.obj_to_primitive()?;
    runs::normalize(&mut envelope);
    Ok(envelope)
}

fn described(object: &dyn DynObject) -> Json {
    let mut described = objects::describe_value(object);
    described["repr"] = object.obj_python_repr().into();
    described
}

/// What the file says of an object, with its print.
fn printed(expected: &Json) -> Json {
    let mut seen = synthetic::seen(expected);
    seen["repr"] = expected["repr"].clone();
    seen
}

/// The keys of an envelope and its fields, as they stand there. Those of maps in fields are sorted here.
fn envelope_keys(text: &str) -> Result<Vec<(usize, String)>> {
    let keys = values::keys_in_order(text)?;
    Ok(keys.into_iter().filter(|(depth, _)| *depth < 2).collect())
}

/// How long the fraction of a second is, with its point.
const FRACTION: usize = ".123456".len();

/// Where the fraction of a moment stands, behind its `hh:mm:ss`.
fn fraction(text: &str) -> Option<usize> {
    let is_fraction = |at: usize| {
        let (before, behind) = (text.get(at.checked_sub(9)?..at)?, text.get(at + 1..at + FRACTION)?);
        let fits = before.bytes().zip(*b" 00:00:00").all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            b' ' => byte == b' ' || byte == b'T',
            form => byte == form,
        });
        Some(fits && behind.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text.match_indices('.').map(|(at, _)| at).find(|at| is_fraction(*at) == Some(true))
}

/// Moments as the wire has them.
fn without_fractions(json: &mut Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(without_fractions),
        Json::Object(map) => {
            for (key, value) in map {
                match value {
                    // A moment is printed with its fraction where it is what an object is called by.
                    Json::String(text) if key == "$dt" || key == "repr" => {
                        while let Some(at) = fraction(text) {
                            text.replace_range(at..at + FRACTION, "");
                        }
                    }
                    value => without_fractions(value),
                }
            }
        }
        _ => {}
    }
}

fn changes(object: &dyn DynObject) -> Json {
    let changes = object.obj_get_changes();
    Json::Object(changes.iter().map(|(name, value)| ((*name).to_owned(), values::tag(value))).collect())
}

fn changes_of(expected: &Json) -> Json {
    let mut expected = expected.clone();
    synthetic::value_seen(&mut expected);
    expected
}

/// The texts in which two values differ.
pub(crate) fn differing(python: &Json, ours: &Json, pairs: &mut Pairs) {
    match (python, ours) {
        (Json::String(python), Json::String(ours)) if python != ours => {
            pairs.texts.push((python.clone(), ours.clone()));
        }
        (Json::Array(python), Json::Array(ours)) => {
            python.iter().zip(ours).for_each(|(python, ours)| differing(python, ours, pairs));
        }
        (Json::Object(python), Json::Object(ours)) => {
            for (key, python) in python {
                match ours.get(key) {
                    Some(Json::Null) if python == "None" => pairs.nulls.push(key.clone()),
                    Some(ours) => differing(python, ours, pairs),
                    // The name of a zone is part of how a moment is written.
                    None if key == "tzname" => {
                        pairs.texts.extend(python.as_str().map(|name| (name.to_owned(), "Z".to_owned())));
                    }
                    None => {}
                }
            }
        }
        _ => {}
    }
}

/// A text with `Z` for a zone behind every time as the wire has them; an object that is called by a moment is printed
/// with another.
fn with_zone(text: &str, zone: &str) -> String {
    let (mut ours, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(zone) {
        ours.push_str(&rest[..at]);
        let is_wire = at.checked_sub("T10:28:42".len()).and_then(|start| rest.get(start..at));
        ours.push_str(if is_wire.is_some_and(|time| time.starts_with('T')) { "Z" } else { zone });
        rest = &rest[at + zone.len()..];
    }
    ours + rest
}

pub(crate) fn replace(json: &mut Json, pairs: &Pairs) {
    match json {
        Json::String(text) => {
            for (from, to) in &pairs.texts {
                *text = if to == "Z" { with_zone(text, from) } else { text.replace(from.as_str(), to) };
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| replace(item, pairs)),
        Json::Object(map) => {
            let zone = map.get("tzname").and_then(Json::as_str);
            if zone.is_some_and(|zone| pairs.texts.iter().any(|(from, to)| from == zone && to == "Z")) {
                map.remove("tzname");
            } else if !map.contains_key("$dt") {
                for (key, value) in map {
                    if *value == "None" && pairs.nulls.contains(key) {
                        *value = Json::Null;
                    }
                    replace(value, pairs);
                }
            }
        }
        _ => {}
    }
}
