//! `serializer.json`: messages with objects in them, written and read.

use std::sync::{Arc, Mutex};

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::serializer::{BoxFuture, IndirectionApi, Serializer, VersionManifest};

use crate::exceptions::{stands_for, variant_of};
use crate::field_rules::{self, How};
use crate::report::{Outcome, Report};
use crate::synthetic::{self, Found};
use crate::wire::{self, Pairs};
use crate::{data, objects, values};

/// What the backport of the files gives instead of an object.
const BACKPORTED: &str = "BACKPORTED";

pub(crate) fn run(report: &mut Report) {
    let file = data::json("serializer");
    for (way, run_case) in [("serialize", serialize as fn(&Json) -> Outcome), ("deserialize", deserialize)] {
        for (index, case) in data::list(&file, way).iter().enumerate() {
            if case["indirection"] != true {
                report.object();
            }
            report.case(format_args!("{way}[{index}] {}", case["label"]), run_case(case));
        }
    }
}

fn serializer() -> Serializer {
    Serializer::new(synthetic::registry().clone())
}

fn serialize(case: &Json) -> Outcome {
    let (entity, result) = (&case["entity"], &case["result"]);
    let (mut ours, mut rules) = (result["ok"].clone(), Found::default());
    written(entity, &mut ours, &mut rules);
    let found = values::untag(entity).and_then(|entity| {
        let serializer = serializer();
        let text = serializer.to_string(entity.clone())?;
        let found = serializer.serialize_entity(entity)?;
        let again: Json = found.clone().try_into()?;
        let streamed: Json = serde_json::from_str(&text).unwrap_or_default();
        if again == streamed {
            Ok(found)
        } else {
            Err(Error::invalid_input(format!("the text is another: {text}")))
        }
    });
    compare(result, &ours, &rules, found.map(|found| values::tag(&found)))
}

fn deserialize(case: &Json) -> Outcome {
    let (entity, result) = (&case["entity"], &case["result"]);
    let (mut ours, mut rules) = (result["ok"].clone(), Found::default());
    read(entity, &mut ours, &mut rules);
    let calls = Calls::default();
    let mut serializer = serializer();
    if case["indirection"] == true {
        serializer = serializer.indirection(Backports(Arc::clone(&calls)));
    }
    let found = values::untag(entity)
        .and_then(|entity| pollster::block_on(serializer.deserialize_entity(None, entity)));
    let outcome = compare(result, &ours, &rules, found.map(|found| loaded(&found)));
    let calls = calls.lock().map(|calls| json!(*calls)).unwrap_or_default();
    let expected = case.get("backport_calls").cloned().unwrap_or_else(|| json!([]));
    match outcome {
        Outcome::Passed | Outcome::Diverged(_) if calls != expected => {
            Outcome::Failed(format!("expected the calls {expected}, got {calls}"))
        }
        outcome => outcome,
    }
}

fn compare(result: &Json, ours: &Json, rules: &Found, found: Result<Json>) -> Outcome {
    let is_readable = result.get("ok").is_some();
    match (found, rules.rules.first()) {
        (Ok(mut found), rule) if is_readable && !rules.refused => {
            values::sort_changes(&mut found);
            let mut expected = result["ok"].clone();
            as_seen(&mut expected);
            let mut ours = ours.clone();
            as_seen(&mut ours);
            without_prints(&expected, &mut found);
            Outcome::of(&expected, rule.map(|rule| (*rule, &ours)), &found)
        }
        (Err(error), Some(rule)) if rules.refused && variant_of(&error) == "InvalidValue" => {
            Outcome::Diverged(rule)
        }
        (Err(error), _) if !is_readable && stands_for(result, &error) => Outcome::Passed,
        (found, _) => Outcome::Failed(format!("expected {result}, got {found:?}")),
    }
}

/// The objects of the files as [`loaded`] gives them.
fn as_seen(json: &mut Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(as_seen),
        Json::Object(map) => match map.get_mut("$loaded") {
            Some(object) => {
                let mut seen = synthetic::seen(object);
                seen["repr"] = object["repr"].clone();
                *object = seen;
            }
            None => map.values_mut().for_each(as_seen),
        },
        _ => {}
    }
}

/// Takes a print away where the files have none, because it depends on the order of a hash set.
fn without_prints(expected: &Json, found: &mut Json) {
    match (expected, found) {
        (Json::Array(expected), Json::Array(found)) => {
            expected.iter().zip(found).for_each(|(expected, found)| without_prints(expected, found));
        }
        (Json::Object(expected), Json::Object(found)) => {
            for (key, expected) in expected {
                match found.get_mut(key) {
                    Some(print) if key == "repr" && expected.is_null() => *print = Json::Null,
                    Some(found) => without_prints(expected, found),
                    None => {}
                }
            }
        }
        _ => {}
    }
}

/// A message with the objects in it described.
fn loaded(value: &Value) -> Json {
    match value {
        Value::Object(object) => {
            let mut described = objects::describe_value(&**object);
            described["repr"] = object.obj_python_repr().into();
            json!({"$loaded": described})
        }
        Value::List(items) => items.iter().map(loaded).collect(),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), loaded(value))).collect())
        }
        plain => values::tag(plain),
    }
}

/// Finds the rules for the values of a message that is written, and puts our answers into `expected`.
fn written(entity: &Json, expected: &mut Json, found: &mut Found) {
    match entity {
        Json::Array(items) => {
            let expected = expected.as_array_mut().into_iter().flatten();
            items.iter().zip(expected).for_each(|(item, expected)| written(item, expected, found));
        }
        Json::Object(map) => match map.iter().next() {
            Some((tag, items)) if tag == "$tuple" || tag == "$set" => written(items, expected, found),
            Some((tag, object)) if tag == "$obj" => {
                let data = part(expected, "data");
                let name = object["class"].as_str().unwrap_or_default();
                let latest = synthetic::registry().latest(name).map(|known| known.version.to_string());
                let version = object["version"].as_str().map(str::to_owned).or(latest).unwrap_or_default();
                for (field, spec) in synthetic::specs(name, &version) {
                    if let (Some(value), Some(data)) = (object["fields"].get(field), data.as_ref()) {
                        let mut primitive = data[field].clone();
                        written_field(&spec, value, &mut primitive, found);
                        if let Some(data) = part_mut(expected, "data") {
                            data[field] = primitive;
                        }
                    }
                }
            }
            Some((tag, _)) if tag == "$dt" => {
                let python = json!({"ok": expected.clone(), "prim": null});
                for (rule, ours) in
                    field_rules::of(&json!({"type": "DateTime"}), How::Assign, entity, &python)
                {
                    found.rules.push(rule);
                    *expected = ours["ok"].clone();
                }
            }
            _ => {
                for (key, value) in map {
                    if let Some(expected) = expected.get_mut(key) {
                        written(value, expected, found);
                    }
                }
            }
        },
        _ => {}
    }
}

fn written_field(field: &Json, value: &Json, primitive: &mut Json, found: &mut Found) {
    let default = field.get("default").filter(|_| value.is_null() && field["nullable"] != true);
    if field["type"]["type"] == "StateMachine" && value.is_null() && primitive == "None" {
        found.rules.push(&field_rules::NONE_STATE);
        *primitive = default.cloned().unwrap_or_default();
        return;
    }
    let value = default.unwrap_or(value);
    if value.is_null() {
        return;
    }
    let python = json!({"ok": null, "prim": primitive.clone()});
    for (rule, ours) in field_rules::of(&field["type"], How::Assign, value, &python) {
        found.rules.push(rule);
        if ours.get("error").is_some() {
            found.refused = true;
        } else {
            *primitive = ours["prim"].clone();
        }
    }
    written(value, primitive, found);
}

/// Finds the rules for the values of a message that is read, and puts our answers into `expected`.
fn read(entity: &Json, expected: &mut Json, found: &mut Found) {
    if let Some(object) = expected.get_mut("$loaded") {
        let text = |name: &str| part(entity, name).and_then(|text| text.as_str().map(str::to_owned));
        let (name, version) = (text("name").unwrap_or_default(), text("version").unwrap_or_default());
        let data = part(entity, "data").unwrap_or_default();
        let python = object["fields"].clone();
        synthetic::of_fields(How::Load, &name, &version, &data, &mut object["fields"], found);
        let mut pairs = Pairs::default();
        wire::differing(&python, &object["fields"], &mut pairs);
        pairs.longest_first();
        wire::replace(&mut object["repr"], &pairs);
        return;
    }
    match (entity, expected) {
        (Json::Array(items), Json::Array(expected)) => {
            items.iter().zip(expected).for_each(|(item, expected)| read(item, expected, found));
        }
        (Json::Object(map), Json::Object(expected)) => {
            for (key, value) in map {
                if let Some(expected) = expected.get_mut(key) {
                    read(value, expected, found);
                }
            }
        }
        _ => {}
    }
}

/// A part of an envelope.
fn part(envelope: &Json, name: &str) -> Option<Json> {
    let mut entries = envelope.as_object()?.iter();
    entries.find(|(key, _)| key.rsplit('.').next() == Some(name)).map(|(_, value)| value.clone())
}

fn part_mut<'j>(envelope: &'j mut Json, name: &str) -> Option<&'j mut Json> {
    let mut entries = envelope.as_object_mut()?.iter_mut();
    entries.find(|(key, _)| key.rsplit('.').next() == Some(name)).map(|(_, value)| value)
}

type Calls = Arc<Mutex<Vec<Json>>>;

/// Notes what it is asked for, as the class of the files does.
struct Backports(Calls);

impl IndirectionApi for Backports {
    fn object_backport_versions<'a>(
        &'a self,
        _context: Option<&'a Context>,
        primitive: &'a Value,
        versions: &'a VersionManifest,
    ) -> BoxFuture<'a, Result<Value>> {
        let part = |name: &str| primitive.get(&format!("versioned_object.{name}")).map(values::tag);
        if let Ok(mut calls) = self.0.lock() {
            calls
                .push(json!({"name": part("name"), "version": part("version"), "object_versions": versions}));
        }
        Box::pin(std::future::ready(Ok(BACKPORTED.into())))
    }
}
