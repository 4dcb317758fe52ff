//! Defaults that are objects, as Python prints them in a fingerprint.

use serde_json::{Value as Json, json};

use crate::objects::Objects;
use crate::{pytext, python};

/// A default with the print of each object in its place; none where the build step does not know one.
pub(crate) fn with_prints(objects: &Objects<'_>, default: &Json) -> Option<Json> {
    match default {
        Json::Array(items) => items.iter().map(|item| with_prints(objects, item)).collect(),
        Json::Object(map) => match map.get("$obj") {
            Some(object) => Some(json!({"$repr": object_print(objects, object)?})),
            None => {
                let entries = map.iter().map(|(key, item)| Some((key.clone(), with_prints(objects, item)?)));
                entries.collect::<Option<_>>().map(Json::Object)
            }
        },
        plain => Some(plain.clone()),
    }
}

fn object_print(objects: &Objects<'_>, object: &Json) -> Option<String> {
    let class = object["class"].as_str()?;
    let mut fields = objects.fields_of(class)?;
    fields.sort_by_key(|(name, _)| *name);
    let printed = fields.into_iter().map(|(name, spec)| {
        let printed = match object["fields"].get(name) {
            None => String::new(),
            Some(Json::Null) if spec["nullable"] == true => "None".to_owned(),
            Some(Json::Null) => value_print(&spec["type"], spec.get("default")?)?,
            Some(value) => value_print(&spec["type"], value)?,
        };
        // Python prints an empty text as if there were none.
        Some(format!("{name}={}", if printed.is_empty() { "<?>" } else { &printed }))
    });
    Some(format!("{class}({})", printed.collect::<Option<Vec<_>>>()?.join(",")))
}

/// A value of a field as the field prints it.
fn value_print(ty: &Json, value: &Json) -> Option<String> {
    let all = |items: &[Json]| {
        let printed = items.iter().map(|item| match item {
            Json::Null => Some("None".to_owned()),
            item => value_print(&ty["elem"], item),
        });
        printed.collect::<Option<Vec<_>>>()
    };
    match ty["type"].as_str()? {
        "String" | "Enum" | "NamedEnum" | "StateMachine" => Some(format!("'{}'", python::text(value))),
        "UUID" => Some(python::text(value)),
        "Integer" | "NonNegativeInteger" => value.as_i64().map(|number| number.to_string()),
        "Float" | "NonNegativeFloat" => value.as_f64().map(pytext::float),
        "Boolean" => value.as_bool().map(|truth| python::repr(&json!(truth))),
        // In the form that is written.
        "DateTime" => {
            value.as_str().filter(|text| text.len() == 20 && text.ends_with('Z')).map(str::to_owned)
        }
        "List" => Some(format!("[{}]", all(value.as_array()?)?.join(","))),
        _ => None,
    }
}
