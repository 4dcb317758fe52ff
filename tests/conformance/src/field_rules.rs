//! Where field types answer differently on purpose: for each rule a predicate on the input, and our exact answer.
//!
//! The names in brackets are where the difference is agreed: a "≠" of the notes on oslo's behaviour, or a letter of the
//! list of Python's surprises that are not to be copied.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value as Json, json};

use crate::rules::{self, Rule};
use crate::values;

/// How a value comes to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Assign,
    Load,
}

pub(crate) static UUID: Rule = Rule {
    name: "uuid",
    reason: "[≠ UUID is validated] a text that `uuid.UUID` takes is kept in lower case with hyphens, anything else is \
             refused",
};

pub(crate) static WIDE: Rule = Rule {
    name: "64-bit",
    reason: "[≠ integers are i64] an integer that 64 bits do not hold is refused; `NonNegativeInteger` is a `u64`",
};

pub(crate) static FINITE: Rule = Rule {
    name: "finite",
    reason: "[≠ NaN and infinities are refused] a float field takes finite numbers",
};

pub(crate) static ZERO: Rule = Rule {
    name: "zero-offset",
    reason: "[≠ the same instant] `DateTime<FixedOffset>` has offsets, not zones: `+00:00` is UTC, written `Z`",
};

pub(crate) static FIRST_ERROR: Rule = Rule {
    name: "first-error",
    reason: "[surprise i] of several values that are refused the first is named: here in the order of the message, or \
             of a map's keys; in Python in the order of the fields, of a map's entries, or of a hash",
};

static LETTERS: Rule = Rule {
    name: "letters",
    reason: "[surprise b] reading is as strict as setting: a text or a map is no list and no set",
};

static LINE_BREAK: Rule = Rule {
    name: "line-break",
    reason: "[surprise c] a line break behind a MAC address, a PCI address or a date-time is refused",
};

static PCI_POINT: Rule = Rule {
    name: "pci-point",
    reason: "[surprise c] before the function of a PCI address stands a point, and nothing else",
};

static ZONE_NAME: Rule = Rule {
    name: "zone-name",
    reason: "[surprise d] an offset is written `+05:30`, which can be read again, not `UTC+05:30`",
};

static SHORT_YEAR: Rule = Rule {
    name: "short-year",
    reason: "[surprise d] years below 1000 are written with four digits, and can be read again",
};

static MINUTES: Rule = Rule { name: "minutes", reason: "[surprise d] an offset has no more than 59 minutes" };

static NETWORK: Rule = Rule {
    name: "network-version",
    reason: "[surprise j] a network field of one version refuses networks and addresses of the other",
};

static PYTHON: Rule = Rule {
    name: "python-value",
    reason: "[not to be asked in Rust] neither JSON nor Rust has bytes that are a number, or a pair that is a network: a `Vec<u8>` is a list of \
             numbers, and a tuple a list; both are refused",
};

/// What we answer by a rule, when it is not that the value is refused.
type Answer = fn(&Json) -> Json;

/// The rules for an input, with our answers. `expected` is Python's.
pub(crate) fn of(spec: &Json, how: How, input: &Json, expected: &Json) -> Vec<(&'static Rule, Json)> {
    let mut found: Vec<(&'static Rule, Option<Answer>)> = Vec::new();
    each(spec, how, input, &mut |spec, value| {
        let Some((rule, answer)) = at(spec, how, value) else { return };
        match found.iter_mut().find(|(known, _)| known.name == rule.name) {
            // One element that is refused is enough.
            Some((_, known)) if answer.is_none() => *known = None,
            Some(_) => {}
            None => found.push((rule, answer)),
        }
    });
    let refused = json!({"error": "InvalidValue"});
    let answers = found.into_iter().map(|(rule, answer)| match answer {
        None => (rule, refused.clone()),
        Some(_) if expected.get("error").is_some() => (rule, expected.clone()),
        Some(answer) => (rule, answer(expected)),
    });
    answers.filter(|(_, ours)| ours != expected).collect()
}

/// Calls `visit` with every value of the input that a type of the spec takes, the containers first.
fn each(spec: &Json, how: How, input: &Json, visit: &mut dyn FnMut(&Json, &Json)) {
    visit(spec, input);
    let items = match (spec["type"].as_str().unwrap_or_default(), input) {
        ("List", Json::Array(items)) => items.iter().collect(),
        ("Set", Json::Array(items)) if how == How::Load => items.iter().collect(),
        ("List" | "Set", Json::Object(map)) => {
            let tagged = map.get("$set").or_else(|| map.get("$tuple"));
            tagged.and_then(Json::as_array).map(|items| items.iter().collect()).unwrap_or_default()
        }
        ("Dict", Json::Object(map)) if !is_tagged(input) => map.values().collect(),
        _ => Vec::new(),
    };
    for item in items {
        each(&spec["elem"], how, item, visit);
    }
}

fn is_tagged(input: &Json) -> bool {
    input.as_object().is_some_and(|map| map.keys().any(|key| key.starts_with('$')))
}

/// The rule for one value, and our answer where it is not refused.
fn at(spec: &Json, how: How, value: &Json) -> Option<(&'static Rule, Option<Answer>)> {
    let refused = |rule, holds: bool| holds.then_some((rule, None));
    let text = value.as_str();
    match spec["type"].as_str().unwrap_or_default() {
        "UUID" if !value.is_null() => match text.and_then(uuid) {
            None => Some((&UUID, None)),
            Some(_) => Some((&UUID, Some(with_uuids))),
        },
        "Integer" | "NonNegativeInteger" | "Float" | "NonNegativeFloat" if value["$bytes"].is_string() => {
            Some((&PYTHON, None))
        }
        "Integer" => refused(&WIDE, is_integer_beyond(value, &|number| i64::try_from(number).is_err())),
        "NonNegativeInteger" => {
            refused(&WIDE, is_integer_beyond(value, &|number| u64::try_from(number).is_err()))
        }
        "Float" | "NonNegativeFloat" => refused(&FINITE, is_not_finite(value)),
        "DateTime" => moment(spec, value),
        "MACAddress" => refused(&LINE_BREAK, text.is_some_and(|text| text.ends_with('\n'))),
        "PCIAddress" => match text {
            Some(text) if text.ends_with('\n') => Some((&LINE_BREAK, None)),
            Some(text) => refused(&PCI_POINT, text.chars().nth(10).is_some_and(|letter| letter != '.')),
            None => None,
        },
        "List" | "Set" if value["$bytes"].is_string() => refused(&UUID, spec["elem"]["type"] == "UUID"),
        "List" | "Set" if how == How::Load => {
            let is_map = value.is_object() && (!is_tagged(value) || !value["$dict"].is_null());
            refused(&LETTERS, text.is_some() || is_map)
        }
        "IPNetwork" | "IPV4Network" | "IPV6Network" if value["$tuple"].is_array() => Some((&PYTHON, None)),
        "IPV4Network" => refused(&NETWORK, address(value).is_some_and(|address| address.contains(':'))),
        "IPV6Network" => refused(&NETWORK, address(value).is_some_and(|address| !address.contains(':'))),
        _ => None,
    }
}

/// The text of an address or a network that is given as one.
fn address(value: &Json) -> Option<&str> {
    value["$ip"].as_str().or_else(|| value["$net"].as_str())
}

#[allow(clippy::cast_possible_truncation, reason = "what is cut off is a fraction, or beyond all bounds")]
fn is_integer_beyond(value: &Json, beyond: &dyn Fn(i128) -> bool) -> bool {
    let of_text = |text: &str| {
        let digits: String = text.trim().chars().filter(|letter| *letter != '_').collect();
        let plain = digits.trim_start_matches(['+', '-']);
        !plain.is_empty() && plain.chars().all(char::is_numeric) && digits.parse().is_ok_and(beyond)
            || plain.len() > 38 && plain.chars().all(|letter| letter.is_ascii_digit())
    };
    match value {
        Json::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), ..) => beyond(number.into()),
            (None, Some(number), _) => beyond(number.into()),
            // The least of them stands for those below it, too.
            (.., number) => {
                number.is_some_and(|number| number <= -9_223_372_036_854_775_808.0 || beyond(number as i128))
            }
        },
        Json::String(text) => of_text(text),
        value => value["$int"].as_str().is_some_and(of_text) || value["$float"].is_string(),
    }
}

fn is_not_finite(value: &Json) -> bool {
    // Arabic and wide digits, which the files have.
    let plain = |letter: char| match u32::from(letter) {
        code @ 0x660..=0x669 => char::from_digit(code - 0x660, 10).unwrap_or(letter),
        code @ 0xff10..=0xff19 => char::from_digit(code - 0xff10, 10).unwrap_or(letter),
        _ => letter,
    };
    let of_text = |text: &str| {
        let text: String = text.trim().chars().filter(|letter| *letter != '_').map(plain).collect();
        text.parse().is_ok_and(|number: f64| !number.is_finite())
    };
    value["$float"].is_string() || value.as_str().is_some_and(of_text)
}

/// The rule for a date-time.
fn moment(spec: &Json, value: &Json) -> Option<(&'static Rule, Option<Answer>)> {
    let text = value.as_str().or_else(|| value["$dt"].as_str())?;
    let is_aware = spec["tzinfo_aware"] != json!(false);
    let is_utc = spec["rust"] == "DateTime<Utc>";
    let time = text.find([' ', 'T']).map_or("", |at| &text[at..]);
    let offset = time.rfind(['+', '-']).map(|at| &time[at + 1..]);
    let digits: String = offset.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    if text.ends_with('\n') {
        Some((&LINE_BREAK, None))
    } else if digits
        .get(2..)
        .and_then(|minutes| minutes.parse::<u32>().ok())
        .is_some_and(|minutes| minutes > 59)
    {
        Some((&MINUTES, None))
    } else if text.starts_with('0') {
        Some((&SHORT_YEAR, Some(with_long_years)))
    } else if is_aware && is_utc && offset.is_some() {
        Some((&rules::UTC, Some(with_utc)))
    } else if is_aware && value["pytz"] == json!(true) {
        Some((&ZONE_NAME, Some(without_zone_names)))
    } else if is_aware && !digits.is_empty() && digits.chars().all(|digit| digit == '0') {
        Some((&ZERO, Some(with_z)))
    } else {
        None
    }
}

/// The UUID that Python's `uuid.UUID` reads, in lower case with hyphens.
pub(crate) fn uuid(text: &str) -> Option<String> {
    let text = text.replace("urn:", "").replace("uuid:", "");
    let digits = text.trim_matches(['{', '}']).replace('-', "").to_lowercase();
    let is_one = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_one.then(|| [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-"))
}

/// An answer with every text of the primitive, and where it is printed, turned into another; `ok` is turned by `tag`.
fn rewritten(answer: &Json, tag: &dyn Fn(&Json) -> Json, turn: &dyn Fn(&str) -> String) -> Json {
    let mut texts = Vec::new();
    let primitive = map_texts(&answer["prim"], &mut |text| {
        let turned = turn(text);
        texts.push((text.to_owned(), turned.clone()));
        turned
    });
    let mut rewritten = json!({"ok": tag(&answer["ok"]), "prim": primitive});
    if let Some(printed) = answer["str"].as_str() {
        let mut printed = printed.to_owned();
        // A text may be a part of another.
        texts.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        for (from, to) in texts.iter().filter(|(from, to)| from != to) {
            printed = printed.replace(from.as_str(), to);
        }
        rewritten["str"] = json!(printed);
    }
    rewritten
}

fn map_texts(json: &Json, turn: &mut dyn FnMut(&str) -> String) -> Json {
    match json {
        Json::String(text) => json!(turn(text)),
        Json::Array(items) => items.iter().map(|item| map_texts(item, turn)).collect(),
        Json::Object(map) => {
            Json::Object(map.iter().map(|(key, value)| (key.clone(), map_texts(value, turn))).collect())
        }
        other => other.clone(),
    }
}

/// A tagged value with its moments turned into others.
fn map_moments(json: &Json, turn: &dyn Fn(&Json) -> Json) -> Json {
    match json {
        Json::Array(items) => items.iter().map(|item| map_moments(item, turn)).collect(),
        Json::Object(map) if map.contains_key("$dt") => turn(json),
        Json::Object(map) => {
            Json::Object(map.iter().map(|(key, value)| (key.clone(), map_moments(value, turn))).collect())
        }
        other => other.clone(),
    }
}

fn with_uuids(answer: &Json) -> Json {
    let turn = |text: &str| uuid(text).unwrap_or_else(|| text.to_owned());
    rewritten(answer, &|ok| map_texts(ok, &mut |text| turn(text)), &turn)
}

fn with_long_years(answer: &Json) -> Json {
    rewritten(answer, &Json::clone, &|text| {
        let year = text.find('-').unwrap_or(4);
        format!("{}{text}", "0".repeat(4_usize.saturating_sub(year)))
    })
}

fn with_utc(answer: &Json) -> Json {
    let moment = |text: &str| text.replace("UTC", "").parse::<DateTime<FixedOffset>>().ok();
    let tag = |value: &Json| {
        let utc = value["$dt"].as_str().and_then(moment).map(|moment| moment.to_utc().fixed_offset());
        utc.map_or_else(|| value.clone(), |utc| values::tag_moment(&utc))
    };
    rewritten(answer, &|ok| map_moments(ok, &tag), &|text| {
        moment(text).map_or_else(|| text.to_owned(), rules::wire_utc)
    })
}

fn with_z(answer: &Json) -> Json {
    let tag = |value: &Json| {
        let text = value["$dt"].as_str().unwrap_or_default();
        if text.ends_with("+00:00") { json!({"$dt": text}) } else { value.clone() }
    };
    rewritten(answer, &|ok| map_moments(ok, &tag), &|text| text.replace("+00:00", "Z").replace("-00:00", "Z"))
}

fn without_zone_names(answer: &Json) -> Json {
    let tag = |value: &Json| {
        let text = value["$dt"].as_str().unwrap_or_default();
        match text.get(text.len().saturating_sub(6)..) {
            Some(name) if value["pytz"] == json!(true) => json!({"$dt": text, "tzname": name}),
            _ => value.clone(),
        }
    };
    rewritten(answer, &|ok| map_moments(ok, &tag), &|text| text.replace("UTC", ""))
}

pub(crate) static DEFAULT: Rule = Rule {
    name: "default-type",
    reason: "[not to be asked in Rust] a default that the Rust type does not hold does not compile, so that nothing can be asked of the field; \
             Python finds out when the default is set",
};

pub(crate) static NONE_STATE: Rule = Rule {
    name: "none-state",
    reason: "[surprise a] null in a state machine is null, the default, or refused, and not the text `None`",
};

/// The rule for a field of `nulls.json`, with our answer. `expected` is Python's.
pub(crate) fn of_null(field: &Json, asked: &str, expected: &Json) -> Option<(&'static Rule, Json)> {
    let (ty, default, nullable) = (&field["type"], field.get("default"), field["nullable"] == json!(true));
    if let Some(default) = default {
        let refused = json!({"error": "InvalidValue"});
        let rules = of(ty, How::Assign, default, &json!({"ok": null}));
        if let Some((rule, ours)) = rules.into_iter().next()
            && ours == refused
        {
            return Some((rule, refused));
        }
        let takes_lists = ["List", "Boolean", "FlexibleBoolean"].iter().any(|name| ty["type"] == *name);
        if default.is_null() && !nullable || default["$tuple"].is_array() && !takes_lists {
            return Some((&DEFAULT, refused));
        }
    }
    let gives_null = match asked {
        "set_null" | "load_null" => nullable || default.is_some(),
        _ => default.is_some_and(Json::is_null),
    };
    // Where null becomes the default, it is held as it would be if it were set.
    let held = default.filter(|default| !default.is_null() && expected["ok"] != "<unset>");
    if let Some(default) = held.filter(|_| expected.get("ok").is_some_and(|held| !held.is_null())) {
        let python = json!({"ok": expected["ok"], "prim": null});
        if let Some((rule, ours)) = of(ty, How::Assign, default, &python).into_iter().next() {
            let mut answer = expected.clone();
            answer["ok"] = ours["ok"].clone();
            return Some((rule, answer));
        }
    }
    (ty["type"] == "StateMachine" && gives_null).then(|| {
        let mut ours = expected.clone();
        ours["ok"] = default.filter(|_| !nullable).cloned().unwrap_or_default();
        (&NONE_STATE, ours)
    })
}
