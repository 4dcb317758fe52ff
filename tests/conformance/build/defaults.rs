//! Which defaults the Rust types hold.

use serde_json::Value as Json;

use crate::objects::Objects;

/// The first number above those of an `i64`.
const WIDE: f64 = 9_223_372_036_854_775_808.0;

/// Whether the Rust type holds a default. One that it does not hold enters the fingerprint alone: Python finds out when
/// the default is set.
pub(crate) fn holds(objects: &Objects<'_>, ty: &Json, nullable: bool, default: &Json) -> bool {
    if default.is_null() {
        return nullable;
    }
    let text = default.as_str();
    match ty["type"].as_str().unwrap_or_default() {
        "Integer" => {
            let is_wide = default.as_i64().is_none()
                && default.as_f64().is_some_and(|number| !(-WIDE..WIDE).contains(&number));
            default["$int"].is_null() && !is_wide && text.is_none_or(number::<i64>)
        }
        "NonNegativeInteger" => {
            default["$int"].is_null()
                && default.as_i64().is_none_or(|number| number >= 0)
                && text.is_none_or(number::<u64>)
        }
        "Float" => default["$float"].is_null() && text.is_none_or(is_finite),
        "NonNegativeFloat" => {
            default["$float"].is_null()
                && default.as_f64().is_none_or(|number| number >= 0.0)
                && text.is_none_or(is_finite)
        }
        "UUID" => text.is_some_and(is_uuid),
        "MACAddress" | "PCIAddress" => text.is_none_or(|text| !text.ends_with('\n')),
        "DateTime" => text.is_none_or(|text| !text.ends_with('\n') && !has_wide_minutes(text)),
        "Enum" | "NamedEnum" | "StateMachine" => {
            ty["valid_values"].as_array().is_some_and(|values| values.contains(default))
        }
        "List" | "Set" => items(default).is_none_or(|items| {
            items.iter().all(|item| holds(objects, &ty["elem"], ty["elem_nullable"] == true, item))
        }),
        "Dict" => default.as_object().is_none_or(|entries| {
            entries.values().all(|item| holds(objects, &ty["elem"], ty["elem_nullable"] == true, item))
        }),
        "Object" => holds_fields(objects, &default["$obj"]),
        _ => true,
    }
}

/// Whether the fields of an object hold their values.
fn holds_fields(objects: &Objects<'_>, object: &Json) -> bool {
    let fields = object["class"].as_str().and_then(|class| objects.fields_of(class));
    fields.is_some_and(|fields| {
        fields.into_iter().all(|(name, spec)| {
            let nullable = spec["nullable"] == true;
            let value = object["fields"].get(name);
            // Null stands for a default.
            let value = value.map(|value| match spec.get("default") {
                Some(default) if value.is_null() && !nullable => default,
                _ => value,
            });
            value.is_none_or(|value| holds(objects, &spec["type"], nullable, value))
        })
    })
}

fn items(default: &Json) -> Option<&Vec<Json>> {
    default.as_array().or(default["$set"].as_array()).or(default["$tuple"].as_array())
}

/// Digits in a text; what does not look like a number is left to the type.
fn number<T: std::str::FromStr>(text: &str) -> bool {
    let digits = text.trim().replace('_', "");
    digits.parse::<T>().is_ok()
}

fn is_finite(text: &str) -> bool {
    text.trim().replace('_', "").parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether the offset of a moment has more than 59 minutes: two digits of hours, perhaps a colon, and they.
fn has_wide_minutes(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().rev().filter(u8::is_ascii_digit).take(2).collect();
    let time = text.find([' ', 'T']).map_or("", |at| &text[at..]);
    let offset = time.rfind(['+', '-']).map_or("", |at| &time[at + 1..]);
    offset.bytes().filter(u8::is_ascii_digit).count() == 4 && digits.get(1).is_some_and(|tens| *tens > b'5')
}

/// What Python's `uuid.UUID` takes.
fn is_uuid(text: &str) -> bool {
    let digits = text.replace("urn:", "").replace("uuid:", "");
    let digits = digits.trim_matches(['{', '}']).replace('-', "");
    digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
