//! Defaults as Python prints them.

use serde_json::Value as Json;

use crate::pytext;

/// A tagged value as `str()` prints it; a set as oslo prints one in a fingerprint.
pub(crate) fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Object(map) => match map.iter().next() {
            Some((tag, Json::Array(items))) if tag == "$set" => {
                let mut items: Vec<_> = items.iter().map(text).collect();
                items.sort_unstable();
                format!("set([{}])", items.join(","))
            }
            Some((tag, Json::String(moment))) if tag == "$dt" => moment.replacen('T', " ", 1),
            Some((tag, Json::String(plain))) if tag == "$ip" || tag == "$net" => plain.clone(),
            _ => repr(value),
        },
        value => repr(value),
    }
}

/// A tagged value as `repr()` prints it, which is what stands inside a container.
fn repr(value: &Json) -> String {
    let all = |items: &[Json]| items.iter().map(repr).collect::<Vec<_>>().join(", ");
    match value {
        Json::Null => "None".to_owned(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::Number(number) if number.is_f64() => pytext::float(number.as_f64().unwrap_or_default()),
        Json::Number(number) => number.to_string(),
        Json::String(text) => pytext::quoted(text),
        Json::Array(items) => format!("[{}]", all(items)),
        Json::Object(map) => {
            let entry = |(key, value): (&Json, &Json)| format!("{}: {}", repr(key), repr(value));
            match map.iter().next() {
                Some((tag, Json::String(plain))) if tag == "$int" || tag == "$float" => plain.clone(),
                Some((tag, Json::Array(items))) if tag == "$set" && items.is_empty() => "set()".to_owned(),
                Some((tag, Json::Array(items))) if tag == "$set" => format!("{{{}}}", all(items)),
                Some((tag, Json::Array(items))) if tag == "$tuple" && items.len() == 1 => {
                    format!("({},)", all(items))
                }
                Some((tag, Json::Array(items))) if tag == "$tuple" => format!("({})", all(items)),
                Some((tag, Json::Array(items))) if tag == "$dict" => {
                    let items: Vec<_> = items.iter().map(|item| entry((&item[0], &item[1]))).collect();
                    format!("{{{}}}", items.join(", "))
                }
                _ => {
                    let items: Vec<_> =
                        map.iter().map(|(key, value)| entry((&Json::String(key.clone()), value))).collect();
                    format!("{{{}}}", items.join(", "))
                }
            }
        }
    }
}
