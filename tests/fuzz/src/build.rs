//! Envelopes out of bytes: most of them good, with something wrong here and there.

use std::fmt::Write as _;

use crate::objects::registry;

/// Values that fields have, and such that they hardly have.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "1",
    "-1",
    "12",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
    "-0.0",
    "1.5",
    "5e-324",
    "\"\"",
    "\"abc\"",
    "\"12\"",
    "\" 1_0 \"",
    "\"-1.5e3\"",
    "\"yes\"",
    "\"one\"",
    "\"two_halves\"",
    "\"Drei\"",
    "\"idle\"",
    "\"busy\"",
    "\"gone\"",
    "\"7 min\"",
    "\"creating\"",
    "\"2016-06-14T10:28:42Z\"",
    "\"2016-06-14 10:28:42.5+05:30\"",
    "\"0001-01-01\"",
    "\"9999-12-31T23:59:59-14:00\"",
    "\"00:11:22:33:44:55\"",
    "\"0000:00:1f.7\"",
    "\"192.0.2.1\"",
    "\"192.0.2.77/24\"",
    "\"2001:db8::1\"",
    "\"::/0\"",
    "\"0d4ce8ae-d60e-4d0e-9c9b-0d4ce8aed60e\"",
    "\">=1.0,<2.0\"",
    "\"password = \\\"x\\\"\"",
    "\"\\u0000\\ud83d\\ude00\"",
    "[]",
    "{}",
];

const MOST_NESTED: usize = 12;

struct Bytes<'d>(std::slice::Iter<'d, u8>);

impl Bytes<'_> {
    fn byte(&mut self) -> u8 {
        self.0.next().copied().unwrap_or_default()
    }

    fn next(&mut self) -> usize {
        self.byte().into()
    }
}

/// The text of an envelope that the bytes describe.
pub fn envelope(data: &[u8]) -> String {
    let (mut bytes, mut out) = (Bytes(data.iter()), String::new());
    object(&mut bytes, &mut out, 0);
    out
}

fn object(bytes: &mut Bytes<'_>, out: &mut String, depth: usize) {
    const NAMES: [&str; 8] =
        ["Nested", "Texts", "Timer", "Alarm", "NestedList", "Backup", "BackupDeviceInfo", "BackupList"];
    let name = NAMES[bytes.next() % NAMES.len()];
    let descriptor = registry().latest(name).unwrap();
    let version = match bytes.next() {
        odd @ 240.. => ["2.0", "1.99", "1.4.1", "x", ""][odd % 5].to_owned(),
        byte => format!("1.{}", usize::try_from(descriptor.version.minor).unwrap().saturating_sub(byte % 6)),
    };
    let names: Vec<&str> = descriptor.fields().map(|field| field.name).collect();
    let mut data = String::new();
    for index in 0..bytes.next() % 12 {
        let odd = ["span", "duration", "loud", "new", "versioned_object.name", "id"];
        let place = bytes.next();
        let field = if place > 240 { odd[place % odd.len()] } else { names[place % names.len()] };
        let _ = write!(data, "{}\"{field}\":", if index == 0 { "" } else { "," });
        value(bytes, &mut data, depth + 1);
    }
    let prefix = descriptor.serial_namespace;
    let mut parts = vec![
        format!("\"{prefix}.name\":\"{name}\""),
        format!("\"{prefix}.namespace\":\"{}\"", descriptor.namespace),
        format!("\"{prefix}.version\":\"{version}\""),
        format!("\"{prefix}.data\":{{{data}}}"),
    ];
    if bytes.next().is_multiple_of(2) {
        let changed = names[bytes.next() % names.len()];
        parts.push(format!("\"{prefix}.changes\":[\"{changed}\",\"new\"]"));
    }
    let order = bytes.next();
    let len = parts.len();
    parts.rotate_left(order % len);
    if order > 250 {
        parts.pop();
    }
    let _ = write!(out, "{{{}}}", parts.join(","));
}

fn value(bytes: &mut Bytes<'_>, out: &mut String, depth: usize) {
    let kind = bytes.next();
    match kind {
        _ if depth > MOST_NESTED => out.push_str("null"),
        0..160 => out.push_str(VALUES[kind % VALUES.len()]),
        160..200 => object(bytes, out, depth),
        200..225 => {
            out.push('[');
            for index in 0..bytes.next() % 5 {
                out.push_str(if index == 0 { "" } else { "," });
                value(bytes, out, depth + 1);
            }
            out.push(']');
        }
        225..245 => {
            out.push('{');
            for index in 0..bytes.next() % 5 {
                let _ = write!(out, "{}\"{}\":", if index == 0 { "" } else { "," }, bytes.next());
                value(bytes, out, depth + 1);
            }
            out.push('}');
        }
        _ => {
            let text: String = (0..bytes.next() % 24).map(|_| char::from(bytes.byte())).collect();
            out.push_str(&serde_json::Value::from(text).to_string());
        }
    }
}
