//! The JSON Schema of every version of every object, asked of a validator: it takes what the writer writes at that
//! version, and refuses what it never writes.
#![allow(clippy::unwrap_used, reason = "an error fails the test")]

mod published;
mod random;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use jsonschema::Validator;
use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;
use versioned_object_core::{Form, ObjectDescriptor, TypeDescriptor, TypeKind, schema};

use crate::published::published;
use crate::random::{Dice, read};

const NAME: &str = "versioned_object.name";
const NAMESPACE: &str = "versioned_object.namespace";
const VERSION: &str = "versioned_object.version";
const DATA: &str = "versioned_object.data";
const CHANGES: &str = "versioned_object.changes";

fn every_version() -> impl Iterator<Item = (&'static ObjectDescriptor, Version)> {
    backup_objects::registry()
        .types()
        .flat_map(|object| object.versions().map(move |version| (object, version)))
}

/// What judges envelopes of an object at a version.
fn judge(object: &ObjectDescriptor, version: Version) -> Validator {
    let schema = schema::json_schema_at(object, version).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

#[track_caller]
fn takes(judge: &Validator, envelope: &Json, what: &str) {
    if let Err(error) = judge.validate(envelope) {
        panic!("{what}: {error} at {}: {envelope}", error.instance_path());
    }
}

#[test]
fn schemas_take_what_the_writer_writes() {
    let mut written = 0;
    for (index, (object, version)) in every_version().enumerate() {
        let judge = judge(object, version);
        let what = format!("{} {version}", object.name);
        for seed in 0..10 {
            let mut dice = Dice::new(index as u64 * 1_000 + seed);
            // For a peer of that version, with children as a manifest has them.
            let (made, envelope) = dice.written(object, version);
            takes(&judge, &envelope, &what);
            // As it came from there.
            let again = read(&envelope).obj_to_primitive().unwrap();
            assert_eq!(again[VERSION], version.to_string());
            takes(&judge, &again, &what);
            // Without changes, and without secrets.
            for options in [WriteOptions::default().without_changes(), WriteOptions::default().redacted()] {
                takes(&judge, &options.to_value(&*read(&envelope)).unwrap(), &what);
            }
            // Without a manifest some have no rule for their children.
            if let Ok(envelope) = WriteOptions::default().target_version(version).to_value(&*made) {
                takes(&judge, &envelope, &what);
                written += 1;
            }
        }
    }
    assert!(written > 500, "{written}");
}

#[test]
fn schemas_take_what_every_release_of_cinder_gets() {
    let judges: BTreeMap<_, _> = every_version()
        .map(|(object, version)| ((object.name, version.to_string()), judge(object, version)))
        .collect();
    let releases = backup_objects::releases();
    for (index, release) in releases.names().enumerate() {
        let options = releases.options(release).unwrap();
        for object in backup_objects::registry().types() {
            let mut dice = Dice::new(index as u64);
            let Some(envelope) = (0..100).find_map(|_| options.to_value(&*dice.object(object)).ok()) else {
                panic!("{} is not written for {release}", object.name);
            };
            let version = envelope[VERSION].as_str().unwrap();
            takes(&judges[&(object.name, version.to_owned())], &envelope, release);
        }
    }
}

#[test]
fn schemas_take_what_python_wrote() {
    let mut text = String::new();
    let packed = include_bytes!("../data/device-by-release.jsonl.gz");
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    let device = backup_objects::registry().latest("BackupDeviceInfo").unwrap();
    let judge_of_device = judge(device, Version::new(1, 0));
    let mut count = 0;
    for line in text.lines() {
        let line: Json = serde_json::from_str(line).unwrap();
        takes(&judge_of_device, line.get("envelope").unwrap_or(&line), "what a release of Cinder gets");
        count += 1;
    }
    assert_eq!(count, 29);
    for line in include_str!("../../data/envelopes.jsonl").lines() {
        let envelope: Json = serde_json::from_str(line).unwrap();
        let object = backup_objects::registry().latest(envelope[NAME].as_str().unwrap()).unwrap();
        let version = envelope[VERSION].as_str().unwrap().parse().unwrap();
        takes(&judge(object, version), &envelope, object.name);
    }
}

/// What is wrong with an envelope, and the envelope with it.
fn damaged(envelope: &Json, object: &ObjectDescriptor, version: Version) -> Vec<(String, Json)> {
    let mut all = Vec::new();
    let mut with = |what: &str, damage: &dyn Fn(&mut Json)| {
        let mut envelope = envelope.clone();
        damage(&mut envelope);
        all.push((what.to_owned(), envelope));
    };
    for other in object.versions().filter(|other| *other != version) {
        with(&format!("version {other}"), &|envelope| envelope[VERSION] = json!(other));
    }
    for other in ["0.9", "1.99", "2.0", "1", ""] {
        with(&format!("version {other:?}"), &|envelope| envelope[VERSION] = json!(other));
    }
    with("another name", &|envelope| envelope[NAME] = json!("Nobody"));
    with("another namespace", &|envelope| envelope[NAMESPACE] = json!("nova"));
    for key in [NAME, NAMESPACE, VERSION, DATA] {
        with(&format!("without {key}"), &|envelope| drop(envelope.as_object_mut().unwrap().remove(key)));
    }
    with("a key more", &|envelope| envelope["versioned_object.more"] = json!(1));
    with("an unknown field", &|envelope| envelope[DATA]["nobody"] = Json::Null);
    for changes in [json!([]), json!(["nobody"]), json!("id"), json!([1]), Json::Null, json!({})] {
        with(&format!("changes {changes}"), &|envelope| envelope[CHANGES] = changes.clone());
    }
    for data in [json!([]), Json::Null, json!("{}")] {
        with(&format!("data {data}"), &|envelope| envelope[DATA] = data.clone());
    }
    all
}

/// Values that no field of a type has: none of JSON of any shape.
fn of_another_type(ty: &TypeDescriptor) -> Vec<Json> {
    match ty.kind {
        TypeKind::Scalar if ty.form == Form::Json => Vec::new(),
        TypeKind::Dict(item) if item.form == Form::Json => vec![json!([]), json!(1.5)],
        _ => vec![json!([[]]), json!({"a": {}}), json!(1.5)],
    }
}

#[test]
fn schemas_refuse_what_the_writer_never_writes() {
    let published = published();
    let mut count = 0;
    for (index, (object, version)) in every_version().enumerate() {
        let judge = judge(object, version);
        let mut dice = Dice::new(index as u64);
        let (_, mut envelope) = dice.written(object, version);
        takes(&judge, &envelope, object.name);
        // Children are asked about one by one.
        let is_child =
            |name: &str| object.field(name).is_some_and(|field| matches!(field.ty.kind, TypeKind::Object(_)));
        envelope[DATA].as_object_mut().unwrap().retain(|name, _| !is_child(name));
        let mut refuses = |what: &str, envelope: &Json| {
            assert!(!judge.is_valid(envelope), "{} {version} with {what}: {envelope}", object.name);
            count += 1;
        };
        for (what, envelope) in damaged(&envelope, object, version) {
            refuses(&what, &envelope);
        }
        let with = |name: &str, value: Json| {
            let mut envelope = envelope.clone();
            envelope[DATA][name] = value;
            envelope
        };
        let fields = &published[&(object.name.to_owned(), version.to_string())];
        for field in object.fields().filter(|field| !fields.contains_key(field.name)) {
            refuses(&format!("{} of a newer version", field.name), &with(field.name, Json::Null));
            let mut changed = envelope.clone();
            changed[CHANGES] = json!([field.name]);
            refuses(&format!("a change of {}", field.name), &changed);
        }
        for (name, field) in fields {
            let declared = object.field(name).unwrap();
            for wrong in of_another_type(declared.ty) {
                refuses(&format!("{name}: {wrong}"), &with(name, wrong.clone()));
            }
            let null = with(name, Json::Null);
            if field.takes_null {
                takes(&judge, &null, name);
            } else if !field.has_default {
                refuses(&format!("{name}: null"), &null);
            }
            for value in &field.values {
                takes(&judge, &with(name, json!(value)), name);
            }
            if !field.values.is_empty() {
                refuses(&format!("{name} without such a value"), &with(name, json!("no such value")));
            }
            // Values that a later version added.
            if let (TypeKind::Enum(now), false) = (declared.ty.kind, field.values.is_empty()) {
                for value in now.values.iter().filter(|value| !field.values.contains(&(**value).to_owned())) {
                    refuses(&format!("{name}: {value}"), &with(name, json!(value)));
                }
            }
            // A child is judged as strictly.
            if let TypeKind::Object(child) = declared.ty.kind {
                let child = child();
                for _ in 0..2 {
                    let of = dice.version(child);
                    let (_, inner) = dice.written(child, of);
                    takes(&judge, &with(name, inner.clone()), name);
                    for (what, inner) in damaged(&inner, child, of) {
                        let is_other_version = inner[VERSION] != of.to_string() && inner[NAME] == child.name;
                        let is_known = is_other_version
                            && child.versions().any(|known| inner[VERSION] == known.to_string());
                        if !is_known {
                            refuses(&format!("{name} with {what}"), &with(name, inner));
                        }
                    }
                }
            }
        }
    }
    assert!(count > 9_000, "{count}");
}

#[test]
fn schemas_are_schemas() {
    let known: BTreeSet<_> =
        every_version().map(|(object, version)| (object.name.to_owned(), version.to_string())).collect();
    assert_eq!(known, published().into_keys().collect());
    for (object, version) in every_version() {
        let schema = schema::json_schema_at(object, version).unwrap();
        if let Err(error) = jsonschema::meta::validate(&schema) {
            panic!("{} {version}: {error}", object.name);
        }
        let fields = &published()[&(object.name.to_owned(), version.to_string())];
        let key = schema["$ref"].as_str().unwrap().strip_prefix("#/$defs/").unwrap();
        let properties = schema["$defs"][key]["properties"][DATA]["properties"].as_object().unwrap();
        let names: Vec<_> = properties.keys().collect();
        assert_eq!(names, fields.keys().collect::<Vec<_>>(), "{} {version}", object.name);
        if version == object.version {
            assert_eq!(schema, schema::json_schema(object));
        }
    }
}

#[test]
fn the_registry_is_a_document_of_openapi() {
    let document = schema::openapi(backup_objects::registry(), "Cinder's objects", "1.26");
    let of_documents: Json = serde_json::from_str(include_str!("../data/openapi-3.1.json")).unwrap();
    let judge_of_documents = jsonschema::validator_for(&of_documents).unwrap();
    judge_of_documents.validate(&document).unwrap_or_else(|error| panic!("{error}"));
    let mut damaged = document.clone();
    damaged["components"]["schemas"]["a name"] = json!({});
    assert!(!judge_of_documents.is_valid(&damaged));

    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        jsonschema::meta::validate(schema).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let judge = |name: &str| {
        let reference = format!("#/components/schemas/{name}");
        // A reference that leads nowhere is an error here.
        jsonschema::validator_for(&json!({"$ref": reference, "components": document["components"]})).unwrap()
    };
    for (index, object) in backup_objects::registry().types().enumerate() {
        let mut dice = Dice::new(index as u64);
        let plain = judge(object.name);
        for _ in 0..5 {
            let object = dice.object(object);
            for text in [object.to_json(), object.to_redacted_json()] {
                let json: Json = serde_json::from_str(&text.unwrap()).unwrap();
                takes(&plain, &json, object.obj_name());
                let mut damaged = json.clone();
                damaged["nobody"] = Json::Null;
                assert!(!plain.is_valid(&damaged), "{damaged}");
            }
            assert!(!plain.is_valid(&object.obj_to_primitive().unwrap()));
        }
        for version in object.versions() {
            let older = if version == object.version { String::new() } else { format!("-{version}") };
            let name = format!("{}.envelope{older}", object.name);
            let (_, envelope) = dice.written(object, version);
            takes(&judge(&name), &envelope, &name);
        }
    }
}
