//! `schema.json`: the JSON Schema that oslo gives for each object.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use versioned_object_core::{FieldDescriptor, ObjectDescriptor, ObjectExt as _, TypeKind, Version, schema};

use crate::field_rules::{self, How};
use crate::report::{Outcome, Report};
use crate::rules::Rule;
use crate::{data, generated, runs, synthetic, values};

static COERCED: Rule = Rule {
    name: "coerced-default",
    reason: "[python-surprises h; the default is a value of the Rust type] a default stands in the schema as it stands in an envelope, so that the schema takes \
             it; Python prints it as it was declared",
};

static SECRET: Rule = Rule {
    name: "secret-default",
    reason: "[a schema is published] the default of a secret is left out; Python prints it",
};

pub(crate) fn run(report: &mut Report) {
    let file = data::json("schema");
    for case in data::list(&file, "schemas") {
        report.object();
        let what = format!("{} {}", case["name"], case["version"]);
        // Python gives that of the latest version, whichever is asked.
        let latest = synthetic::registry().latest(case["name"].as_str().unwrap_or_default());
        let outcome = latest.map_or_else(
            || Outcome::Failed("not declared".to_owned()),
            |latest| run_case(latest, &plain(&case["schema"])),
        );
        report.case(what, outcome);
    }
    for (index, case) in data::list(&file, "fields").iter().enumerate() {
        let name = format!("f{index}");
        let declared = generated::file("schema fields").iter().map(generated::Entry::descriptor);
        let declared = declared.into_iter().find(|descriptor| descriptor.field(&name).is_some());
        let outcome = declared.map_or_else(
            || Outcome::Failed("not declared".to_owned()),
            |descriptor| run_field(descriptor, &name, &case["field"], &plain(&case["schema"])),
        );
        report.case(format_args!("fields[{index}] {}", case["field"]), outcome);
    }
    if data::exists("wire") {
        validate(report);
    }
}

/// What we write of the objects of `wire.json` at each version, which is what Python writes there, is valid by our own
/// schema of that version, and by no other; and it is not with a field of another type.
fn validate(report: &mut Report) {
    let file = data::json("wire");
    let mut judges: BTreeMap<*const ObjectDescriptor, Result<Judges, String>> = BTreeMap::new();
    for (index, case) in data::list(&file, "cases").iter().enumerate() {
        let Ok(object) = synthetic::build(&case["object"]["$obj"]) else { continue };
        let descriptor = object.obj_descriptor();
        let judges = judges.entry(descriptor).or_insert_with(|| judges_of(descriptor));
        // With a manifest, children are at any versions; that of a stable branch stays on the envelope.
        let is_stable = |target: &Json| target.as_str().is_some_and(|text| text.matches('.').count() > 1);
        let is_plain = |run: &Json| run["manifest"].is_null() && !is_stable(&run["target"]);
        for (run_index, run) in data::list(case, "runs").iter().enumerate().filter(|(_, run)| is_plain(run)) {
            let written = runs::written(&*object, &run["target"], &Json::Null);
            let Some(written) = written.get("ok") else { continue };
            let what = format!("wire cases[{index}] {}: runs[{run_index}] is valid", case["name"]);
            let outcome =
                judges.as_ref().map_err(Clone::clone).and_then(|judges| judge(descriptor, written, judges));
            report.case(what, outcome.map_or_else(Outcome::Failed, |()| Outcome::Passed));
        }
    }
}

/// What judges the envelopes of an object, by version.
type Judges = BTreeMap<Version, jsonschema::Validator>;

fn judges_of(descriptor: &ObjectDescriptor) -> Result<Judges, String> {
    let judge = |version| {
        let schema = schema::json_schema_at(descriptor, version).map_err(|error| error.to_string())?;
        let judge = jsonschema::options().should_validate_formats(true).build(&schema);
        judge.map(|judge| (version, judge)).map_err(|error| format!("no schema: {error}"))
    };
    descriptor.versions().map(judge).collect()
}

fn judge(descriptor: &ObjectDescriptor, written: &Json, judges: &Judges) -> Result<(), String> {
    let key = |part: &str| format!("{}.{part}", descriptor.serial_namespace);
    let mut damaged = written.clone();
    damaged[key("data")] = json!([]);
    let mut is_taken = false;
    for (version, judge) in judges {
        let is_its = written[key("version")] == version.to_string();
        match judge.validate(written) {
            Ok(()) if !is_its => return Err(format!("{} is valid at {version}", written[key("version")])),
            Err(error) if is_its => return Err(format!("{error} at {}", error.instance_path())),
            Ok(()) => is_taken = true,
            Err(_) => {}
        }
        if judge.is_valid(&damaged) {
            return Err("a list is valid as data".to_owned());
        }
    }
    if is_taken { Ok(()) } else { Err(format!("there is no schema of {}", written[key("version")])) }
}

fn run_case(descriptor: &ObjectDescriptor, expected: &Json) -> Outcome {
    match schema::oslo(descriptor) {
        Err(_) if expected.get("error").is_some() => Outcome::Passed,
        Err(error) => Outcome::Failed(error.to_string()),
        Ok(found) => {
            let (ours, rule) = with_defaults(descriptor, expected);
            Outcome::of(expected, Some((rule, &ours)), &found)
        }
    }
}

fn run_field(descriptor: &ObjectDescriptor, name: &str, spec: &Json, expected: &Json) -> Outcome {
    match schema::oslo_field(descriptor, name) {
        Err(_) if expected.get("error").is_some() => Outcome::Passed,
        Err(error) => Outcome::Failed(error.to_string()),
        Ok(found) => {
            let mut ours = expected.clone();
            let rule = with_default(descriptor, name, spec, &mut ours);
            Outcome::of(expected, Some((rule, &ours)), &found)
        }
    }
}

/// Writes the default of a field as it is written once it was set; none, where the field does not take it.
fn with_default(descriptor: &ObjectDescriptor, name: &str, spec: &Json, schema: &mut Json) -> &'static Rule {
    let Some(default) = spec.get("default") else { return &COERCED };
    if descriptor.field(name).is_some_and(FieldDescriptor::is_secret) {
        schema.as_object_mut().map(|schema| schema.remove("default"));
        return &SECRET;
    }
    let mut object = descriptor.orphan();
    let set = values::untag_field(default).and_then(|default| object.obj_set(name, default));
    let data = format!("{}.data", descriptor.serial_namespace);
    match set.and_then(|()| object.obj_to_primitive()) {
        Ok(mut primitive) if !default.is_null() || spec["nullable"] == true => {
            schema["default"] = primitive[&data][name].take();
            &COERCED
        }
        _ => {
            schema.as_object_mut().and_then(|schema| schema.remove("default"));
            let rules = field_rules::of(&spec["type"], How::Assign, default, &json!({"ok": null}));
            rules.first().map_or(&field_rules::DEFAULT, |(rule, _)| *rule)
        }
    }
}

/// A tuple is a list in JSON, and so is a set.
fn plain(json: &Json) -> Json {
    match json {
        Json::Object(map) => match map.get("$tuple").or(map.get("$set")) {
            Some(items) => plain(items),
            None => Json::Object(map.iter().map(|(key, value)| (key.clone(), plain(value))).collect()),
        },
        Json::Array(items) => items.iter().map(plain).collect(),
        other => other.clone(),
    }
}

/// The schema with each default as it is written once it was set, and the rule that made the difference.
fn with_defaults(descriptor: &ObjectDescriptor, expected: &Json) -> (Json, &'static Rule) {
    let (mut ours, mut rule) = (expected.clone(), &COERCED);
    with_defaults_in(descriptor, &mut ours, &mut rule);
    (ours, rule)
}

/// The same for an object in a schema, and its children.
fn with_defaults_in(descriptor: &ObjectDescriptor, schema: &mut Json, rule: &mut &'static Rule) {
    let data = format!("{}.data", descriptor.serial_namespace);
    let specs = synthetic::specs(descriptor.name, &descriptor.version.to_string());
    for (name, field) in schema["properties"][&data]["properties"].as_object_mut().into_iter().flatten() {
        if let Some((_, spec)) = specs.iter().find(|(known, _)| known == name) {
            let before = field.clone();
            let found = with_default(descriptor, name, spec, field);
            if before != *field {
                *rule = found;
            }
        }
        if let Some(declared) = descriptor.field(name) {
            children(&declared.ty.kind, field, rule);
        }
    }
}

/// The same for the objects in the schema of a field.
fn children(kind: &TypeKind, schema: &mut Json, rule: &mut &'static Rule) {
    match kind {
        TypeKind::Object(child) => with_defaults_in(child(), schema, rule),
        TypeKind::List(item) | TypeKind::Set(item) => children(&item.kind, &mut schema["items"], rule),
        TypeKind::Dict(item) => children(&item.kind, &mut schema["additionalProperties"], rule),
        _ => {}
    }
}
