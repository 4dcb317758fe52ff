//! `family_wire.json`: values set on the Backup family, the envelopes they give, and what reads them back.

use backup_objects::{Backup, BackupList};
use serde_json::{Map, Value as Json, json};
use versioned_object_core::prelude::*;

use crate::objects::{self, with_type};
use crate::report::{Outcome, Report};
use crate::{data, rules, values};

/// The cases of an object besides its runs.
const PARTS: [&str; 5] = ["set", "reload", "twice", "changes", "clone"];

pub(crate) fn run(report: &mut Report) {
    let file = data::json("family_wire");
    for (index, case) in data::list(&file, "cases").iter().enumerate() {
        report.object();
        let name = case["name"].as_str().unwrap_or_default();
        let what = format!("cases[{index}] {name} {}", case["compat"].as_str().unwrap_or_default());
        let runs = data::list(case, "runs").len();
        if with_type!(name, T => object::<T>(report, &what, case)).is_none() {
            report.skip(
                runs + PARTS.len(),
                "BackupDeviceInfo stands on small stand-ins for Volume and Snapshot",
            );
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
    for (index, run) in data::list(case, "runs").iter().enumerate() {
        let outcome = if needs_backport::<T>(run) {
            Outcome::Skipped("the run needs a backport")
        } else {
            compare(&run["result"], primitive(&built).map(|envelope| json!({"ok": envelope})))
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
        map.insert("repr".to_owned(), object.to_string().into());
    }
    snapshot
}

fn changes<T: VersionedObject>(object: &T) -> Json {
    let changes = object.obj_get_changes();
    Json::Object(
        changes.iter().map(|(name, value)| ((*name).to_owned(), values::tag(value))).collect::<Map<_, _>>(),
    )
}

/// Whether a run writes the object, or a child, at another version than its own. A manifest is about children alone:
/// where there is one, a child that it does not name at its own version is written at another.
fn needs_backport<T: VersionedObject>(run: &Json) -> bool {
    let older = match &run["target"] {
        Json::Null => false,
        target => *target != json!(T::VERSION.to_string()),
    };
    let children = match &run["manifest"] {
        Json::Object(manifest) if !manifest.is_empty() && T::NAME == BackupList::NAME => {
            manifest.get(Backup::NAME) != Some(&json!(Backup::VERSION.to_string()))
        }
        _ => false,
    };
    older || children
}
