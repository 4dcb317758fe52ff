//! The generated types and the Backup family, found by name: their registry, and what the files say of their fields.

use std::sync::OnceLock;

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::{ObjectDescriptor, Registry};

use crate::field_rules::{self, How};
use crate::report::one_of;
use crate::rules::Rule;
use crate::{data, generated, values};

/// Every type that the answers name.
pub(crate) fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let mut registry = Registry::new();
        let fill = |registry: &mut Registry| -> Result<()> {
            for entry in generated::file("objects") {
                entry.typed.register(registry)?;
            }
            for entry in generated::file("stand-ins-objects") {
                // A file may have objects of these names.
                if registry.latest(entry.descriptor().name).is_none() {
                    entry.typed.register(registry)?;
                }
            }
            registry.register::<backup_objects::Backup>()?;
            registry.register::<backup_objects::BackupImport>()?;
            registry.register::<backup_objects::BackupList>()?;
            Ok(())
        };
        fill(&mut registry).unwrap_or_else(|error| panic!("{error}"));
        registry
    })
}

/// The type of a class, the one declared last where no version is given.
pub(crate) fn declared(name: &str, version: Option<&str>) -> Result<&'static ObjectDescriptor> {
    if let Some(version) = version {
        return registry().find(name, version);
    }
    let declared = generated::file("objects").iter().rev().map(generated::Entry::descriptor);
    let last = declared.into_iter().find(|descriptor| descriptor.name == name);
    last.or_else(|| registry().latest(name)).ok_or_else(|| Error::invalid(format!("no type {name:?}")))
}

/// Makes an object as its description says, with the fields that it names as changed.
pub(crate) fn build(spec: &Json) -> Result<Box<dyn DynObject>> {
    let descriptor = declared(spec["class"].as_str().unwrap_or_default(), spec["version"].as_str())?;
    let mut object = descriptor.orphan();
    if descriptor.list_of.is_some() {
        object.obj_set("objects", Value::List(Vec::new()))?;
        object.obj_reset_changes(&[], false);
    }
    let changed = spec["changed"].as_array();
    let is_changed = |name: &String| changed.is_none_or(|changed| changed.iter().any(|known| known == name));
    let entries: Vec<_> = spec["fields"].as_object().into_iter().flatten().collect();
    for (name, value) in entries.iter().filter(|(name, _)| !is_changed(name)) {
        object.obj_set(name, values::untag_field(value)?)?;
    }
    object.obj_reset_changes(&[], false);
    for (name, value) in entries.iter().filter(|(name, _)| is_changed(name)) {
        object.obj_set(name, values::untag_field(value)?)?;
    }
    Ok(object)
}

/// The names that rules for older versions give to fields: the present ones and those of before.
pub(crate) fn renames() -> Vec<(String, String)> {
    let file = data::json("objects");
    let rules =
        data::list(&file, "objects").iter().filter_map(|object| object["compat"].as_array()).flatten();
    let name = |name: &Json| name.as_str().map(str::to_owned);
    rules.filter_map(|rule| Some((name(&rule["rename"][0])?, name(&rule["rename"][1])?))).collect()
}

/// What the files say of the fields of a class.
pub(crate) fn specs(name: &str, version: &str) -> Vec<(&'static str, Json)> {
    static FILES: OnceLock<Vec<(&str, Json)>> = OnceLock::new();
    let files = FILES.get_or_init(|| {
        let names = ["objects", "stand-ins-objects", "cinder-objects-1.26"];
        let known = |name: &&str| *name != "objects" || data::exists(name);
        names.into_iter().filter(known).map(|name| (name, data::json(name))).collect()
    });
    let version =
        registry().find(name, version).map_or_else(|_| String::new(), |found| found.version.to_string());
    for (file, json) in files {
        let objects = data::list(json, "objects");
        let Some(object) =
            objects.iter().find(|object| object["name"] == *name && object["version"] == *version)
        else {
            continue;
        };
        let mut specs = Vec::new();
        let mut next = Some(object);
        while let Some(object) = next {
            for field in data::list(object, "fields") {
                let Some(name) =
                    field[0].as_str().filter(|name| specs.iter().all(|(known, _)| known != name))
                else {
                    continue;
                };
                let mut spec = field[1].clone();
                if *file == "cinder-objects-1.26" && spec["type"]["type"] == "DateTime" {
                    spec["type"]["rust"] = json!("DateTime<Utc>");
                }
                specs.push((name, spec));
            }
            next = objects.iter().find(|parent| parent["name"] == object["bases"][0]);
        }
        return specs;
    }
    Vec::new()
}

/// The rules for the fields of an object, and whether one refuses a value.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) rules: Vec<&'static Rule>,
    pub(crate) refused: bool,
    /// The rule by which it is refused.
    pub(crate) refused_by: Option<&'static Rule>,
    /// Two rules for one value, which fails whatever asks.
    pub(crate) overlap: Option<String>,
}

/// Finds the rules for the values of an object's fields, and writes our answers into `expected`, which has the fields
/// as Python holds them.
pub(crate) fn of_fields(
    how: How,
    name: &str,
    version: &str,
    input: &Json,
    expected: &mut Json,
    found: &mut Found,
) {
    for (field, spec) in specs(name, version) {
        let Some(value) = input.get(field) else { continue };
        let mut unset = Json::Null;
        let held = expected.get_mut(field);
        of_value(how, &spec, &spec["type"], value, held.unwrap_or(&mut unset), found);
    }
}

/// As [`of_fields`], for one value that a field, or a part of it, is given.
pub(crate) fn of_one(field: &Json, ty: &Json, value: &Json, found: &mut Found) {
    of_value(How::Assign, field, ty, value, &mut Json::Null, found);
}

fn of_value(how: How, field: &Json, ty: &Json, value: &Json, held: &mut Json, found: &mut Found) {
    let mut nothing = Json::Null;
    match (ty["type"].as_str().unwrap_or_default(), value) {
        ("Object", Json::Object(map)) => {
            let of = |part: &str| map.iter().find(|(key, _)| key.ends_with(part)).map(|(_, value)| value);
            let (name, version, data) = match value.get("$obj") {
                Some(spec) => (spec.get("class"), spec.get("version"), spec.get("fields")),
                None => (of(".name"), of(".version"), of(".data")),
            };
            let name = name.and_then(Json::as_str).unwrap_or_default();
            let latest = declared(name, None).map(|latest| latest.version.to_string()).unwrap_or_default();
            let version = version.and_then(Json::as_str).unwrap_or(&latest);
            let fields = held.get_mut("$obj").and_then(|object| object.get_mut("fields"));
            if let Some(data) = data {
                of_fields(how, name, version, data, fields.unwrap_or(&mut nothing), found);
            }
        }
        ("List", Json::Array(items)) if has_objects(ty) => {
            for (index, item) in items.iter().enumerate() {
                let held = held.get_mut(index);
                of_value(how, field, &ty["elem"], item, held.unwrap_or(&mut nothing), found);
            }
        }
        ("Dict", Json::Object(items)) if has_objects(ty) => {
            for (key, item) in items {
                let held = held.get_mut(key);
                of_value(how, field, &ty["elem"], item, held.unwrap_or(&mut nothing), found);
            }
        }
        ("Object" | "List" | "Dict", Json::Null) if has_objects(ty) => {
            let default =
                field.get("default").filter(|default| field["nullable"] != true && !default.is_null());
            if let Some(default) = default {
                of_value(How::Assign, field, ty, default, held, found);
            }
        }
        ("StateMachine", Json::Null) if held == "None" => {
            found.rules.push(&field_rules::NONE_STATE);
            *held = field.get("default").filter(|_| field["nullable"] != true).cloned().unwrap_or_default();
        }
        _ => {
            let default = field.get("default").filter(|_| value.is_null() && field["nullable"] != true);
            let value = default.unwrap_or(value);
            if value.is_null() {
                return;
            }
            let python = json!({"ok": held.clone(), "prim": null});
            match one_of(field_rules::of(ty, how, value, &python)) {
                Err(overlap) => found.overlap = Some(overlap),
                Ok(None) => {}
                Ok(Some((rule, ours))) => {
                    found.rules.push(rule);
                    if ours.get("error").is_some() {
                        found.refused = true;
                        found.refused_by.get_or_insert(rule);
                    } else {
                        *held = ours["ok"].clone();
                    }
                }
            }
        }
    }
}

fn has_objects(ty: &Json) -> bool {
    ty["type"] == "Object" || ty.get("elem").is_some_and(has_objects)
}

/// An object of the files with the names of changed fields as `obj_what_changed` gives them, here and below.
pub(crate) fn seen(object: &Json) -> Json {
    let mut object = object.clone();
    let changed = children_seen(&mut object);
    if let Some(map) = object.as_object_mut() {
        map.remove("raw_changed");
        map.remove("repr");
        map.remove("what_changed");
        map.insert("changed".to_owned(), json!(changed));
    }
    object
}

/// Completes the children of an object; gives the names of its own changed fields.
fn children_seen(object: &mut Json) -> Vec<String> {
    let own = object.get("raw_changed").or_else(|| object.get("changed"));
    let mut changed: Vec<String> = own
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .map(str::to_owned)
        .collect();
    let class = object["class"].as_str().and_then(|name| registry().latest(name));
    let is_list = class.is_some_and(|class| class.list_of.is_some());
    for (name, value) in object["fields"].as_object_mut().into_iter().flatten() {
        let counts = value.get("$obj").is_some() || is_list && name == "objects";
        if value_seen(value) && counts {
            changed.push(name.clone());
        }
    }
    changed.sort_unstable();
    changed.dedup();
    changed
}

/// Completes the objects in a value; whether one of them has changes.
pub(crate) fn value_seen(value: &mut Json) -> bool {
    match value {
        Json::Array(items) => items.iter_mut().filter_map(|item| value_seen(item).then_some(())).count() > 0,
        Json::Object(map) => match map.get_mut("$obj") {
            Some(object) => {
                let changed = children_seen(object);
                object["changed"] = json!(changed);
                !changed.is_empty()
            }
            None => map.values_mut().filter_map(|item| value_seen(item).then_some(())).count() > 0,
        },
        _ => false,
    }
}
