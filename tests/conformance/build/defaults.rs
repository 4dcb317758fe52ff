//! Which defaults the Rust types hold.

use serde_json::Value as Json;

/// The first number above those of an `i64`.
const WIDE: f64 = 9_223_372_036_854_775_808.0;

/// Whether the Rust type holds a default. One that it does not hold enters the fingerprint alone: Python finds out when
/// the default is set.
pub(crate) fn holds(ty: &Json, nullable: bool, default: &Json) -> bool {
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
        "MACAddress" | "PCIAddress" | "DateTime" => text.is_none_or(|text| !text.ends_with('\n')),
        "Enum" | "NamedEnum" | "StateMachine" => {
            ty["valid_values"].as_array().is_some_and(|values| values.contains(default))
        }
        "List" | "Set" => items(default).is_none_or(|items| {
            items.iter().all(|item| holds(&ty["elem"], ty["elem_nullable"] == true, item))
        }),
        "Dict" => default.as_object().is_none_or(|entries| {
            entries.values().all(|item| holds(&ty["elem"], ty["elem_nullable"] == true, item))
        }),
        "Object" => false,
        _ => true,
    }
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

/// What Python's `uuid.UUID` takes.
fn is_uuid(text: &str) -> bool {
    let digits = text.replace("urn:", "").replace("uuid:", "");
    let digits = digits.trim_matches(['{', '}']).replace('-', "");
    digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
