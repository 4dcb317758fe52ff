//! What we hold for what Python holds.
//!
//! Where we refuse a value that Python takes, a stand-in takes its place in the script, in what is set and in every
//! answer, so that the steps behind it can be asked too.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::rules::Rule;
use crate::{field_rules, generated, python, rules, synthetic, values};

const UUID: &str = "UUID";
const NUMBERS: &str = "numbers";

/// How much of a moment with an offset stands before its `T`, and from there on.
const DATE: usize = "2016-06-14".len();
const TIME: usize = "T10:28:42+05:30".len();

/// The number in the place of those that 64 bits do not hold.
const NUMBER: i64 = 4_242_424_242;

/// Texts of Python's, and ours in their place, each for fields of one type.
#[derive(Default)]
pub(super) struct Texts {
    known: Vec<(&'static str, String, String)>,
    /// The rule by which the last of them was taken.
    rule: Option<&'static Rule>,
}

impl Texts {
    fn note(&mut self, ty: &'static str, rule: &'static Rule, python: &str, ours: &str) {
        if python == ours {
            return;
        }
        self.rule = Some(rule);
        if !self.known.iter().any(|(known, text, _)| *known == ty && text == python) {
            self.known.push((ty, python.to_owned(), ours.to_owned()));
        }
    }

    /// The rule by which an answer became another.
    pub(super) fn rule(&mut self) -> &'static Rule {
        self.rule.take().unwrap_or(&field_rules::UUID)
    }

    /// What a field holds; for an object or an envelope, all of its fields.
    pub(super) fn of_value(&mut self, field: &Json, ty: &Json, value: &Json) -> Json {
        let name = ty["type"].as_str().unwrap_or_default();
        match (name, value) {
            ("StateMachine", Json::String(text)) if text == "None" => {
                self.rule = Some(&field_rules::NONE_STATE);
                let default = field.get("default").filter(|_| field["nullable"] != true);
                default.cloned().unwrap_or_default()
            }
            ("UUID", Json::Null) => {
                // The default may be printed with what is set to null.
                if let Some(default) = field.get("default").filter(|default| !default.is_null()) {
                    self.of_value(field, ty, default);
                }
                Json::Null
            }
            (_, Json::Null) => Json::Null,
            ("UUID", value) => {
                let text = python::text(value);
                let ours = field_rules::uuid(&text).unwrap_or_else(|| stand_in(&text));
                self.note(UUID, &field_rules::UUID, &text, &ours);
                json!(ours)
            }
            ("Integer" | "NonNegativeInteger", value) if is_beyond(name, value) => {
                self.note(NUMBERS, &field_rules::WIDE, &python::text(value), &NUMBER.to_string());
                json!(NUMBER)
            }
            ("Float" | "NonNegativeFloat", value) if value["$float"].is_string() => {
                self.note(NUMBERS, &field_rules::FINITE, &python::text(value), "0.5");
                json!(0.5)
            }
            ("DateTime", value) => self.of_moment(ty, value),
            ("List" | "Set", Json::Array(items)) => self.of_items(field, ty, items).into(),
            ("List" | "Set", Json::Object(map)) => match map.iter().next() {
                Some((tag, Json::Array(items))) if tag == "$set" || tag == "$tuple" => {
                    json!({ tag: self.of_items(field, ty, items) })
                }
                _ => value.clone(),
            },
            ("Dict", Json::Object(map)) if !map.keys().any(|key| key.starts_with('$')) => {
                let items =
                    map.iter().map(|(key, item)| (key.clone(), self.of_value(field, &ty["elem"], item)));
                Json::Object(items.collect())
            }
            ("Object", value) => self.of_object(value),
            _ => value.clone(),
        }
    }

    fn of_items(&mut self, field: &Json, ty: &Json, items: &[Json]) -> Vec<Json> {
        let mut items: Vec<_> = items.iter().map(|item| self.of_value(field, &ty["elem"], item)).collect();
        if ty["type"] == "Set" {
            items.sort_by_key(|item| (item.as_i64(), item.to_string()));
            items.dedup();
        }
        items
    }

    fn of_moment(&mut self, ty: &Json, value: &Json) -> Json {
        if ty["tzinfo_aware"] == false {
            return value.clone();
        }
        let text = value.as_str().or_else(|| value["$dt"].as_str()).unwrap_or_default();
        if ty["rust"] == "DateTime<Utc>"
            && let Some(moment) = rules::other_offset(text)
        {
            self.rule = Some(&rules::UTC);
            return if value.is_string() {
                json!(rules::wire_utc(moment))
            } else {
                values::tag_moment(&moment.to_utc().fixed_offset())
            };
        }
        let Some(local) = ["+00:00", "-00:00"].iter().find_map(|zone| text.strip_suffix(zone)) else {
            return value.clone();
        };
        self.rule = Some(&field_rules::ZERO);
        if value.is_string() { json!(format!("{local}Z")) } else { json!({ "$dt": text }) }
    }

    /// What is printed of a field of moments, with every moment as we write it.
    fn of_moments(&mut self, ty: &Json, printed: &str) -> String {
        let mut ours = printed.to_owned();
        let mut at = 0;
        while let Some(found) = ours.get(at..) {
            let Some(start) = found.find('T').map(|time| at + time) else { break };
            at = start + 1;
            let (start, end) = (start.saturating_sub(DATE), start + TIME);
            let Some(moment) =
                ours.get(start..end).filter(|text| text.parse::<DateTime<FixedOffset>>().is_ok())
            else {
                continue;
            };
            if let Json::String(moment) = self.of_moment(ty, &json!(moment)) {
                ours.replace_range(start..end, &moment);
            }
        }
        ours
    }

    /// A tagged object, or an envelope.
    pub(super) fn of_object(&mut self, object: &Json) -> Json {
        let mut ours = object.clone();
        if let Some(spec) = ours.get_mut("$obj") {
            *spec = self.of_snapshot(spec);
            return ours;
        }
        let Some(map) = ours.as_object_mut() else { return ours };
        let part = |end: &str| map.iter().find(|(key, _)| key.ends_with(end)).map(|(_, part)| part.clone());
        let (Some(name), Some(version)) = (part(".name"), part(".version")) else { return ours };
        if let Some((_, data)) =
            map.iter_mut().find(|(key, _)| key.rsplit_once('.').is_some_and(|(_, end)| end == "data"))
        {
            *data =
                self.of_fields(name.as_str().unwrap_or_default(), version.as_str().unwrap_or_default(), data);
        }
        ours
    }

    /// An object with its class, version and fields.
    pub(super) fn of_snapshot(&mut self, object: &Json) -> Json {
        let mut ours = object.clone();
        let text = |key: &str| object[key].as_str().unwrap_or_default();
        ours["fields"] = self.of_fields(text("class"), text("version"), &object["fields"]);
        // The files have a small stand-in for it.
        if text("class") == "Snapshot"
            && let Some(shipped) = generated::shipped("Snapshot")
        {
            ours["version"] = json!(shipped.version.to_string());
        }
        if let Some(printed) = object["repr"].as_str() {
            ours["repr"] = json!(self.of_print(text("class"), text("version"), printed));
        }
        ours
    }

    /// The fields of an object, by name. The names that are no fields stay as they are.
    pub(super) fn of_fields(&mut self, class: &str, version: &str, fields: &Json) -> Json {
        let mut specs = synthetic::specs(class, version);
        if specs.is_empty() {
            specs = synthetic::specs(class, &latest(class));
        }
        let mut ours = fields.clone();
        for (name, spec) in specs {
            if let Some(value) = ours.get_mut(name) {
                *value = self.of_value(&spec, &spec["type"], value);
            }
        }
        ours
    }

    /// The print of an object of a class, with our texts in the place of Python's. A text in a field of another type
    /// stays as it is.
    pub(super) fn of_print(&mut self, class: &str, version: &str, printed: &str) -> String {
        let mut specs = synthetic::specs(class, version);
        specs.sort_unstable_by_key(|(name, _)| *name);
        for (_, spec) in &specs {
            let default = spec.get("default").unwrap_or(&Json::Null);
            self.of_value(spec, &spec["type"], default);
        }
        let starts: Vec<_> = specs.iter().map(|(name, spec)| (format!("{name}="), spec)).collect();
        let mut ours = String::new();
        let mut rest = printed;
        for (index, (start, spec)) in starts.iter().enumerate() {
            let Some(at) = rest.find(start.as_str()) else { continue };
            let at = at + start.len();
            let next = starts.get(index + 1).and_then(|(next, _)| rest[at..].find(&format!(",{next}")));
            let end = next.map_or(rest.len() - 1, |next| at + next);
            ours.push_str(&rest[..at]);
            ours.push_str(&self.of_field(spec, &rest[at..end]));
            rest = &rest[end..];
        }
        ours + rest
    }

    /// What is printed of a field.
    fn of_field(&mut self, spec: &Json, printed: &str) -> String {
        let ty = innermost(&spec["type"]);
        let types: &[&str] = match ty["type"].as_str().unwrap_or_default() {
            "Integer" | "NonNegativeInteger" | "Float" | "NonNegativeFloat" => &[NUMBERS],
            "DateTime" => return self.of_moments(ty, printed),
            "UUID" => &[UUID],
            // An object is printed by its id.
            "Object" => &[UUID, NUMBERS],
            _ => return printed.to_owned(),
        };
        let mut ours = printed.to_owned();
        let known =
            || self.known.iter().filter(|(known, python, _)| types.contains(known) && !python.is_empty());
        if let Some((_, _, text)) = known().find(|(_, python, _)| *python == printed) {
            return text.clone();
        }
        for (_, python, text) in known() {
            for (before, after) in
                [("(", ")"), ("[", "]"), ("[", ","), (",", "]"), (",", ","), ("=", ","), ("=", "}")]
            {
                ours = ours.replace(&format!("{before}{python}{after}"), &format!("{before}{text}{after}"));
            }
        }
        ours
    }
}

/// The type of the elements of the elements.
fn innermost(ty: &Json) -> &Json {
    ty.get("elem").map_or(ty, innermost)
}

/// The version of a class where the file names none.
fn latest(class: &str) -> String {
    synthetic::declared(class, None).map_or_else(|_| String::new(), |found| found.version.to_string())
}

fn is_beyond(name: &str, value: &Json) -> bool {
    let fits = |text: &str| match name {
        "Integer" => text.parse::<i64>().is_ok(),
        _ => text.parse::<u64>().is_ok(),
    };
    match value {
        Json::Number(number) if number.is_f64() => {
            number.as_f64().is_some_and(|number| number.abs() >= 9.3e18)
        }
        Json::Number(number) => !fits(&number.to_string()),
        Json::String(text) => {
            text.len() > 18 && text.bytes().all(|byte| byte.is_ascii_digit()) && !fits(text)
        }
        value => value["$int"].as_str().is_some_and(|text| !fits(text)),
    }
}

/// A UUID in the place of a text that is none: another for each text.
pub(super) fn stand_in(text: &str) -> String {
    let hash = text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
    });
    Uuid::from_u128(hash).to_string()
}
