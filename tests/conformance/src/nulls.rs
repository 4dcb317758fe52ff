//! Null in every field: taken, turned into the default, or refused; and the defaults themselves.

use serde_json::{Value as Json, json};
use versioned_object_core::{Result, TypeKind, Value};

use crate::coerce::sorted_tags;
use crate::field_rules;
use crate::field_types::{self, Declared};
use crate::report::{Outcome, Report};
use crate::{data, exceptions, pytext};

/// What is asked of each field.
const ASKED: [&str; 4] = ["set_null", "load_null", "obj_set_defaults", "obj_set_defaults_named"];

/// Runs `nulls.json`.
pub(crate) fn run(report: &mut Report) {
    let json = data::json("nulls");
    for case in data::list(&json, "cases") {
        report.object();
        let field = &case["field"];
        let nullable = field["nullable"] == json!(true);
        let Some(ty) = field_types::find(&field["type"]) else {
            report.case(field, Outcome::Failed("no Rust type stands for it".to_owned()));
            continue;
        };
        let default = field.get("default");
        let declared = match default {
            None => Some(ty.declared(nullable)),
            Some(default) => ty.with_default(nullable, default),
        };
        if default.is_none() {
            let printed = json!(printed(ty.declared(nullable)));
            report.case(format!("{field} repr"), Outcome::of(&case["repr"], None, &printed));
        }
        for asked in ASKED {
            let mut expected = python(&case[asked]);
            for name in expected.get_mut("changed").and_then(Json::as_array_mut).into_iter().flatten() {
                // The file says what its one field is called.
                if *name == json["attr"] {
                    *name = json!("fld");
                }
            }
            let found =
                declared.map_or_else(|| json!({"error": "InvalidValue"}), |declared| ours(declared, asked));
            let rule = field_rules::of_null(field, asked, &expected);
            let rule = rule.map(|(rule, ours)| (rule, sorted_tags(&ours)));
            let rule = rule.as_ref().map(|(rule, ours)| (*rule, ours));
            report.case(format!("{field} {asked}"), Outcome::of(&expected, rule, &found));
        }
    }
}

fn ours(declared: &Declared, asked: &str) -> Json {
    let only_value = |found: Json| json!({"ok": found["ok"]});
    let found: Result<Json> = match asked {
        "set_null" => (declared.assign)(&Value::Null).map(only_value),
        "load_null" => (declared.load)(&Value::Null).map(only_value),
        "obj_set_defaults" => (declared.set_defaults)(&[]),
        _ => (declared.set_defaults)(&["fld"]).map(only_value),
    };
    found.map_or_else(|error| json!({"error": exceptions::variant_of(&error)}), |found| sorted_tags(&found))
}

/// What Python prints for a field without default, and so what the fingerprint is made of.
fn printed(declared: &Declared) -> Option<String> {
    let ty = (declared.ty)()?;
    let inner = match ty.kind {
        TypeKind::List(inner) => inner,
        _ => ty,
    };
    let values = match inner.kind {
        TypeKind::Enum(values) => Some(values),
        _ => None,
    };
    let values = values.map_or(String::new(), |values| {
        let quoted: Vec<_> = values.fingerprint_values.iter().map(|value| pytext::quoted(value)).collect();
        match (values.tuple, quoted.as_slice()) {
            (true, [one]) => format!(",valid_values=({one},)"),
            (true, all) => format!(",valid_values=({})", all.join(", ")),
            (false, all) => format!(",valid_values=[{}]", all.join(", ")),
        }
    });
    let nullable = if ty.nullable { "True" } else { "False" };
    let default = "<class 'oslo_versionedobjects.fields.UnspecifiedDefault'>";
    Some(format!("{}(default={default},nullable={nullable}{values})", ty.name))
}

/// Python's answer as ours is written.
fn python(expected: &Json) -> Json {
    match expected.get("error") {
        Some(_) => json!({"error": exceptions::variant(expected)}),
        None => sorted_tags(expected),
    }
}
