//! `family_wire.json`: values set on the Backup family, the envelopes they give, and what reads them back.

use serde_json::{Map, Value as Json, json};
use versioned_object_core::prelude::*;

use crate::objects::{self, with_type};
use crate::report::{Outcome, Report};
use crate::rules::Rule;
use crate::{data, rules, runs, values, wire as generated};

/// The cases of an object besides its runs.
const PARTS: [&str; 5] = ["set", "reload", "twice", "changes", "clone"];

pub(crate) fn run(report: &mut Report) {
    let file = data::json("family_wire");
    for (index, case) in data::list(&file, "cases").iter().enumerate() {
        report.object();
        let name = case["name"].as_str().unwrap_or_default();
        let what = format!("cases[{index}] {name} {}", case["compat"].as_str().unwrap_or_default());
        if with_type!(name, T => object::<T>(report, &what, case)).is_none() {
            // BackupDeviceInfo, on small stand-ins for Volume and Snapshot.
            generated::run_case(report, &what, case);
        }
    }
}

fn object<T: VersionedObject>(report: &mut Report, what: &str, case: &Json) {
    let built = match objects::build::<T>(&case["object"]["$obj"]) {
        Ok(object) => object,
        Err(error) => {
            report.case(what, Outcome::Failed(format!("cannot be built: {error}")));
            return;
        }
    };
    let offset = rules::has_offset(&case["object"]);
    let compare = |expected: &Json, found: Result<Json>| match found {
        Ok(found) => {
            let ours = offset.then(|| rules::in_utc(expected));
            Outcome::of(expected, ours.as_ref().map(|ours| (&rules::UTC, ours)), &found)
        }
        Err(error) => Outcome::Failed(error.to_string()),
    };
    let is_faithful = case["compat"] == "faithful";
    for (index, run) in data::list(case, "runs").iter().enumerate() {
        let (expected, by_rule) = answer(&built, case, run, is_faithful);
        let found = runs::written(&built, &run["target"], &run["manifest"]);
        let outcome = match by_rule {
            // Both hold: what the one makes of it, and then the other.
            rule if offset => {
                let (rule, answer) = rule.unwrap_or_else(|| (&rules::UTC, expected.clone()));
                Outcome::of(&expected, Some((rule, &rules::in_utc(&answer))), &found)
            }
            rule => Outcome::of(&expected, rule.as_ref().map(|(rule, answer)| (*rule, answer)), &found),
        };
        report.case(format_args!("{what}: runs[{index}]"), outcome);
    }
    let text = case["text"].as_str().unwrap_or_default();
    let read = wire::from_str::<T>(text);
    for part in PARTS {
        let outcome = match part {
            "set" => compare(&seen(&case[part]), Ok(snapshot(&built))),
            "clone" => compare(&seen(&case[part]), Ok(snapshot(&built.obj_clone()))),
            "changes" => compare(&case[part], Ok(changes(&built))),
            "reload" => {
                let found = read.as_ref().map(snapshot).map_err(Clone::clone);
                compare(&json!({"ok": seen(&case[part]["ok"])}), found.map(|found| json!({"ok": found})))
            }
            _ => twice(&case[part], text, &read, &compare),
        };
        report.case(format_args!("{what}: {part}"), outcome);
    }
}

/// What was read is written again as it came, key by key in the same order.
fn twice<T: VersionedObject>(
    expected: &Json,
    text: &str,
    read: &Result<T>,
    compare: &dyn Fn(&Json, Result<Json>) -> Outcome,
) -> Outcome {
    if *expected != json!({"same": true}) {
        return Outcome::Failed(format!("the runner does not know {expected}"));
    }
    let written = match read {
        Ok(object) => wire::to_string(object),
        Err(error) => Err(error.clone()),
    };
    let keys = |text: &str| {
        let keys = values::keys_in_order(text)?;
        Ok::<_, Error>(keys)
    };
    match written.as_deref().map_err(Clone::clone).and_then(keys) {
        Ok(found) if Some(&found) != keys(text).ok().as_ref() => {
            return Outcome::Failed(format!("the keys stand in another order: {found:?}"));
        }
        _ => {}
    }
    let mut original: Json = serde_json::from_str(text).unwrap_or_default();
    values::sort_changes(&mut original);
    compare(&original, read.as_ref().map_err(Clone::clone).and_then(primitive))
}

fn primitive<T: VersionedObject>(object: &T) -> Result<Json> {
    let mut envelope = object.obj_to_primitive()?;
    values::sort_changes(&mut envelope);
    Ok(envelope)
}

/// What the file says of an object, without the changes that do not count those of children.
fn seen(expected: &Json) -> Json {
    let mut expected = expected.clone();
    if let Some(map) = expected.as_object_mut() {
        map.remove("raw_changed");
    }
    expected
}

fn snapshot<T: VersionedObject>(object: &T) -> Json {
    let mut snapshot = objects::describe(object);
    if let Some(map) = snapshot.as_object_mut() {
        let changed = map.remove("changed").unwrap_or_default();
        map.insert("what_changed".to_owned(), changed);
        map.insert("repr".to_owned(), object.obj_python_repr().into());
    }
    snapshot
}

fn changes<T: VersionedObject>(object: &T) -> Json {
    let changes = object.obj_get_changes();
    Json::Object(
        changes.iter().map(|(name, value)| ((*name).to_owned(), values::tag(value))).collect::<Map<_, _>>(),
    )
}

/// What the file says of a run, or what we answer instead and by which rule.
fn answer(
    object: &dyn DynObject,
    case: &Json,
    run: &Json,
    is_faithful: bool,
) -> (Json, Option<(&'static Rule, Json)>) {
    let (python, ours) = runs::answer(object, case, run);
    let answer = ours.as_ref().map_or(&python, |(_, answer)| answer);
    if is_faithful && answer.get("ok").is_some() {
        let without = rules::without_newer(&answer["ok"]);
        if without != answer["ok"] {
            return (python, Some((&rules::NEWER_FIELDS, json!({"ok": without}))));
        }
    }
    (python, ours)
}
