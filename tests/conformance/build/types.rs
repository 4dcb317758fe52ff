//! The Rust type of a field.

use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::objects::Objects;

/// What the types of the fields of one object need beside the object.
#[derive(Default)]
pub(crate) struct Types {
    /// Enums and types of the file's own, by what describes them.
    known: Vec<(Json, String)>,
    /// Their declarations.
    pub(crate) code: String,
}

/// A field's type, and the name that a late-bound field asks for.
pub(crate) struct Type {
    pub(crate) rust: String,
    pub(crate) object: Option<String>,
}

impl Types {
    /// The Rust type of a type, null left out.
    pub(crate) fn of(&mut self, spec: &Json, objects: &Objects<'_>) -> Type {
        let plain = |rust: &str| Type { rust: rust.to_owned(), object: None };
        let name = spec["type"].as_str().unwrap_or_default();
        match name {
            "String" => plain("String"),
            "SensitiveString" => plain("fields::SensitiveString"),
            "VersionPredicate" => plain("fields::VersionPredicate"),
            "UUID" => plain("Uuid"),
            "MACAddress" => plain("fields::MacAddress"),
            "PCIAddress" => plain("fields::PciAddress"),
            "Integer" => plain("i64"),
            "NonNegativeInteger" => plain("u64"),
            "Float" => plain("f64"),
            "NonNegativeFloat" => plain("fields::NonNegativeFloat"),
            "Boolean" => plain("bool"),
            "FlexibleBoolean" => plain("fields::FlexibleBoolean"),
            "DateTime" if spec["tzinfo_aware"] == false => plain("NaiveDateTime"),
            "DateTime" => plain("DateTime<FixedOffset>"),
            "IPAddress" => plain("IpAddr"),
            "IPV4Address" => plain("Ipv4Addr"),
            "IPV6Address" => plain("Ipv6Addr"),
            "IPV4AndV6Address" => plain("fields::Ipv4AndV6Addr"),
            "IPNetwork" => plain("fields::ipnet::IpNet"),
            "IPV4Network" => plain("fields::ipnet::Ipv4Net"),
            "IPV6Network" => plain("fields::ipnet::Ipv6Net"),
            "FieldType" => plain("fields::Json"),
            "Enum" | "NamedEnum" | "StateMachine" => plain(&self.known(spec, enumeration)),
            "List" | "Dict" | "Set" => {
                let Type { mut rust, object } = self.of(&spec["elem"], objects);
                // What stands in a set has an order.
                if name == "Set" && rust == "f64" {
                    "crate::generated::Ordered".clone_into(&mut rust);
                } else if name == "Set" && rust == "fields::Json" {
                    rust = self.known(&spec["elem"], foreign);
                }
                if spec["elem_nullable"] == true {
                    rust = format!("Option<{rust}>");
                }
                // A child in a list needs no box of its own.
                if let Some(inner) = rust.strip_prefix("Box<super::") {
                    rust = format!("super::{}", inner.trim_end_matches('>'));
                }
                let rust = match name {
                    "List" => format!("Vec<{rust}>"),
                    "Dict" => format!("BTreeMap<String, {rust}>"),
                    _ => format!("BTreeSet<{rust}>"),
                };
                Type { rust, object }
            }
            "Object" => object(spec, objects),
            _ => plain(&self.known(spec, foreign)),
        }
    }

    fn known(&mut self, spec: &Json, declare: fn(&str, &Json) -> String) -> String {
        if let Some((_, name)) = self.known.iter().find(|(known, _)| known == spec) {
            return name.clone();
        }
        let name = format!("Type{}", self.known.len());
        self.code.push_str(&declare(&name, spec));
        self.known.push((spec.clone(), name.clone()));
        name
    }
}

/// A child: by type where its name has one version, by name where it has none or several.
fn object(spec: &Json, objects: &Objects<'_>) -> Type {
    let name = spec["name"].as_str().unwrap_or_default();
    let any_subclass = spec["subclasses"] == true;
    match objects.module(name) {
        Some(module) if any_subclass => {
            Type { rust: format!("fields::AnyOf<super::{module}::Declared>"), object: None }
        }
        Some(module) => Type { rust: format!("Box<super::{module}::Declared>"), object: None },
        _ => Type { rust: "Box<dyn DynObject>".to_owned(), object: (!any_subclass).then(|| name.to_owned()) },
    }
}

fn texts(values: &Json) -> Vec<&str> {
    values.as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

fn enumeration(name: &str, spec: &Json) -> String {
    let listed = texts(&spec["valid_values"]);
    let mut values: Vec<&str> = Vec::new();
    for value in &listed {
        if !values.contains(value) {
            values.push(value);
        }
    }
    let mut code = String::from(
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]\n#[enum_field(",
    );
    match spec["type_name"].as_str() {
        Some(class) => {
            let brackets = if spec["tuple"] == true { "tuple" } else { "list" };
            let _ = write!(code, "name = {class:?}, brackets = {brackets}");
        }
        None => code.push_str("anonymous"),
    }
    if values != listed {
        let _ = write!(code, ", fingerprint_values({})", quoted(&listed));
    }
    let _ = writeln!(code, ")]\npub(crate) enum {name} {{");
    for (index, value) in values.iter().enumerate() {
        let to: Vec<_> = texts(&spec["transitions"][*value])
            .into_iter()
            .filter_map(|to| values.iter().position(|value| *value == to))
            .map(|to| format!("V{to}"))
            .collect();
        // The first says that there are transitions at all.
        let is_machine = index == 0 && spec["type"] == "StateMachine";
        let to =
            if to.is_empty() && !is_machine { String::new() } else { format!(", to({})", to.join(", ")) };
        // In Python a field may begin with every value.
        let start = if index > 0 && spec["type"] == "StateMachine" { ", start" } else { "" };
        let _ = writeln!(code, "    #[enum_field(rename = {value:?}{to}{start})]\n    V{index},");
    }
    code.push_str("}\n");
    code
}

fn quoted(values: &[&str]) -> String {
    values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", ")
}

/// A field type of somebody else: any JSON value, under the name that it has there.
fn foreign(name: &str, spec: &Json) -> String {
    let printed = spec["type_name"].as_str().or(spec["type"].as_str()).unwrap_or("FieldType");
    format!("crate::generated::foreign!({name}, {printed:?});\n")
}
