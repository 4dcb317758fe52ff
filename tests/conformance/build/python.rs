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
            Some((tag, Json::String(moment))) if tag == "$dt" => printed(moment),
            Some((tag, Json::String(plain))) if tag == "$ip" || tag == "$net" => plain.clone(),
            _ => repr(value),
        },
        value => repr(value),
    }
}

/// A tagged value as `repr()` prints it, which is what stands inside a container.
pub(crate) fn repr(value: &Json) -> String {
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
                Some((tag, Json::String(plain))) if ["$int", "$float", "$repr"].contains(&tag.as_str()) => {
                    plain.clone()
                }
                Some((tag, Json::String(moment))) if tag == "$dt" => datetime(moment),
                Some((tag, Json::String(hex))) if tag == "$bytes" => bytes(hex),
                Some((tag, Json::String(text))) if tag == "$ip" => {
                    format!("IPAddress({})", pytext::quoted(text))
                }
                Some((tag, Json::String(text))) if tag == "$net" => {
                    format!("IPNetwork({})", pytext::quoted(text))
                }
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

/// A moment in ISO 8601 as `str()` of a `datetime` prints it.
fn printed(moment: &str) -> String {
    moment.replacen('T', " ", 1)
}

/// A moment in ISO 8601 as `repr()` of a `datetime` prints it.
fn datetime(moment: &str) -> String {
    let (day, time) = moment.split_once('T').unwrap_or((moment, "00:00:00"));
    let (time, offset) = match time.find(['+', '-', 'Z']) {
        Some(at) => (&time[..at], &time[at..]),
        None => (time, ""),
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let number = |text: &str| text.parse::<i64>().unwrap_or_default();
    let mut parts: Vec<i64> = day.split('-').chain(time.split(':')).map(number).collect();
    parts.resize(6, 0);
    let micros = number(&format!("{fraction:0<6}"));
    if micros != 0 {
        parts.push(micros);
    } else if parts[5] == 0 {
        parts.pop();
    }
    let parts = parts.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    let zone = match offset {
        "" => String::new(),
        "Z" => ", tzinfo=datetime.timezone.utc".to_owned(),
        offset => {
            let (hours, minutes) = offset[1..].split_once(':').unwrap_or((&offset[1..], "0"));
            let seconds = number(hours) * 3600 + number(minutes) * 60;
            let delta = if seconds == 0 {
                "0".to_owned()
            } else if offset.starts_with('-') {
                format!("days=-1, seconds={}", 86_400 - seconds)
            } else {
                format!("seconds={seconds}")
            };
            let name = pytext::quoted(offset);
            format!(", tzinfo=datetime.timezone(datetime.timedelta({delta}), {name})")
        }
    };
    format!("datetime.datetime({parts}{zone})")
}

/// Bytes in hexadecimal as `repr()` prints them.
fn bytes(hex: &str) -> String {
    let mut out = String::from("b'");
    for at in (0..hex.len()).step_by(2) {
        let byte =
            hex.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or_default();
        out.push_str(&byte.escape_ascii().to_string());
    }
    out.push('\'');
    out
}
