//! `fingerprints.json`, what oslo's checker prints for a declaration, and `cinder-objects-1.26.json`, what Cinder
//! published, field by field.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use versioned_object_core::{EnumDescriptor, FieldDescriptor, ObjectDescriptor, TypeDescriptor, TypeKind};

use crate::data;
use crate::generated::{self, Entry};
use crate::report::{Outcome, Report};

pub(crate) fn run(report: &mut Report) {
    let file = data::json("fingerprints");
    for object in data::list(&file, "synthetic") {
        report.object();
        let (name, version) = (&object["name"], &object["version"]);
        let declared = generated::file("objects").iter().map(Entry::descriptor);
        let ours =
            declared.into_iter().find(|ours| ours.name == *name && ours.version.to_string() == *version);
        let outcome = match ours {
            None => Outcome::Failed("not declared".to_owned()),
            Some(ours) => Outcome::of(&object["fingerprint"], None, &fingerprint(ours)),
        };
        report.case(format_args!("{name} {version}"), outcome);
    }
    for object in data::list(&file, "backup_family") {
        let name = object["name"].as_str().unwrap_or_default();
        report.object();
        let mut stand_ins = generated::file("stand-ins-objects").iter().map(Entry::descriptor);
        let outcome = match stand_ins
            .find(|ours| ours.name == name)
            .or_else(|| backup_objects::registry().latest(name))
        {
            None => Outcome::Failed("not registered".to_owned()),
            Some(ours) => Outcome::of(&object["fingerprint"], None, &fingerprint(ours)),
        };
        report.case(name, outcome);
    }
}

pub(crate) fn run_published(report: &mut Report) {
    let file = data::json("cinder-objects-1.26");
    let published = data::list(&file, "objects");
    let by_name: BTreeMap<_, _> = published.iter().map(|object| (object["name"].as_str(), object)).collect();
    let registry = backup_objects::registry();
    for object in published {
        report.object();
        let name = object["name"].as_str().unwrap_or_default();
        match registry.latest(name) {
            Some(descriptor) => declaration(report, descriptor, object, &by_name),
            None => report.case(name, Outcome::Failed("it is not declared".to_owned())),
        }
    }
    for ours in registry.types().filter(|ours| !by_name.contains_key(&Some(ours.name))) {
        report.case(ours.name, Outcome::Failed("Cinder has no such object".to_owned()));
    }
}

/// The fingerprints that stand beside the objects of the files.
pub(crate) fn run_files(report: &mut Report) {
    for entry in generated::FILES.iter().flat_map(|(_, types)| types.iter()) {
        report.object();
        let ours = entry.descriptor();
        if let Some(published) = entry.published {
            report.case(ours.name, Outcome::of(&json!(published), None, &fingerprint(ours)));
        }
    }
}

fn fingerprint(descriptor: &ObjectDescriptor) -> Json {
    let hash = descriptor.compute_fingerprint();
    hash.map_or(Json::Null, |hash| format!("{}-{hash}", descriptor.version).into())
}

type Published<'j> = BTreeMap<Option<&'j str>, &'j Json>;

fn declaration(report: &mut Report, descriptor: &ObjectDescriptor, object: &Json, published: &Published<'_>) {
    let name = descriptor.name;
    let mut same = |what: &str, expected: &Json, found: &Json| {
        report.case(format_args!("{name}: {what}"), Outcome::of(expected, None, found));
    };
    same("fingerprint", &object["fingerprint"], &fingerprint(descriptor));
    same("version", &object["version"], &descriptor.version.to_string().into());
    same("namespace", &object["namespace"], &descriptor.namespace.into());
    let extra: Vec<_> = descriptor.extra_fields.iter().map(|extra| extra.name).collect();
    same("extra fields", &extra_fields(object, published).into(), &extra.into());

    let fields: Vec<_> = descriptor.fields().collect();
    let order: Vec<_> = fields.iter().map(|field| field.name).collect();
    let expected: Vec<_> = data::list(object, "fields").iter().map(|field| field[0].clone()).collect();
    same("order of fields", &expected.into(), &order.into());
    for (expected, field) in data::list(object, "fields").iter().zip(fields) {
        same(field.name, &field_of_python(&expected[1]), &field_of_rust(field));
    }
}

/// The computed fields: those the object names, and those of an object that it extends.
fn extra_fields(object: &Json, published: &Published<'_>) -> Vec<Json> {
    let own = object["extra_fields"].as_array().into_iter().flatten().map(|extra| extra[0].clone());
    let parents = data::list(object, "mixins").iter().filter_map(|mixin| published.get(&mixin.as_str()));
    own.chain(parents.flat_map(|parent| extra_fields(parent, published))).collect()
}

fn field_of_python(spec: &Json) -> Json {
    json!({
        "nullable": spec["nullable"],
        "read_only": spec["read_only"],
        "has_default": spec.get("default").is_some(),
        "type": type_of_python(&spec["type"]),
    })
}

fn type_of_python(spec: &Json) -> Json {
    match spec["type"].as_str().unwrap_or_default() {
        "NamedEnum" => json!({
            "name": spec["type_name"],
            "values": spec["valid_values"],
            "tuple": spec["tuple"].as_bool().unwrap_or_default(),
        }),
        name @ ("List" | "Dict" | "Set") => json!({
            "name": name,
            "of": type_of_python(&spec["elem"]),
            "null_in_it": spec["elem_nullable"].as_bool().unwrap_or_default(),
        }),
        "Object" => json!({"name": "Object", "of": spec["name"]}),
        name => json!({ "name": name }),
    }
}

fn field_of_rust(field: &FieldDescriptor) -> Json {
    json!({
        "nullable": field.nullable(),
        "read_only": field.read_only,
        "has_default": field.has_default(),
        "type": type_of_rust(field.ty),
    })
}

fn type_of_rust(ty: &TypeDescriptor) -> Json {
    match ty.kind {
        TypeKind::Enum(EnumDescriptor { fingerprint_values, tuple, .. }) => {
            json!({"name": ty.name, "values": fingerprint_values, "tuple": tuple})
        }
        TypeKind::List(item) | TypeKind::Dict(item) | TypeKind::Set(item) => {
            json!({"name": ty.name, "of": type_of_rust(item), "null_in_it": item.nullable})
        }
        TypeKind::Object(object) => json!({"name": "Object", "of": object().name}),
        _ => json!({"name": ty.name}),
    }
}
