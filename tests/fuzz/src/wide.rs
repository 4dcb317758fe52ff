//! Numbers in a text of JSON that `serde_json` has as others, or takes for too large: integers beyond 64 bits, the integer `-0`,
//! and what no float is near to. Here they are told apart without our reader.

use std::ops::Range;

use serde_json::Value as Json;
use versioned_object_core::Value;

/// A text, and where such numbers stand in it.
pub(crate) struct Wide<'t> {
    text: &'t str,
    numbers: Vec<Range<usize>>,
    /// What no text in it begins with.
    mark: char,
}

impl<'t> Wide<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let lower = text.to_lowercase();
        let is_free =
            |mark: &char| !text.contains(*mark) && !lower.contains(&format!("\\u{:04x}", u32::from(*mark)));
        let mark = ('\u{e000}'..'\u{f8ff}').find(is_free).unwrap();
        Self { text, numbers: numbers(text), mark }
    }

    pub(crate) fn has_some(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// What is in the text, with a marked text in the place of each such integer.
    ///
    /// # Errors
    /// Where it is no JSON, whatever the integers are.
    pub(crate) fn json(&self) -> serde_json::Result<Json> {
        // With a small number of the same length in the place of each.
        let small = |digits: &str| {
            if digits == "-0" {
                return digits.to_owned();
            }
            let zero = if digits.starts_with('-') { "-0." } else { "0." };
            format!("{zero}{}", "0".repeat(digits.len() - zero.len()))
        };
        serde_json::from_str::<Json>(&self.replaced(small))?;
        serde_json::from_str(&self.marked())
    }

    /// The same as a value, with the integers themselves.
    ///
    /// # Errors
    /// Where it is no JSON, or has a key twice.
    pub(crate) fn value(&self) -> serde_json::Result<Value> {
        self.json()?;
        serde_json::from_str(&self.marked()).map(|value| self.unmarked_value(value))
    }

    /// A text with the integers themselves, of one with marked texts.
    pub(crate) fn unmarked(&self, text: &str) -> String {
        let start = format!("\"{}", self.mark);
        let mut parts = text.split(&*start);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (digits, rest) = part.split_once('"').unwrap();
            whole.push_str(digits);
            whole.push_str(rest);
        }
        whole
    }

    fn marked(&self) -> String {
        self.replaced(|digits| format!("\"{}{digits}\"", self.mark))
    }

    fn replaced(&self, with: impl Fn(&str) -> String) -> String {
        let (mut replaced, mut end) = (String::new(), 0);
        for number in &self.numbers {
            replaced.push_str(&self.text[end..number.start]);
            replaced.push_str(&with(&self.text[number.clone()]));
            end = number.end;
        }
        replaced + &self.text[end..]
    }

    fn unmarked_value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => match text.strip_prefix(self.mark) {
                Some("-0") => Value::Int(0),
                Some(digits) => match digits.parse() {
                    Ok(digits) => Value::Digits(digits),
                    Err(_) => Value::Float(digits.parse().unwrap()),
                },
                None => Value::String(text),
            },
            Value::List(items) => {
                Value::List(items.into_iter().map(|item| self.unmarked_value(item)).collect())
            }
            Value::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| (key, self.unmarked_value(value)));
                Value::Map(entries.collect())
            }
            plain => plain,
        }
    }
}

/// Where the numbers stand that are others to `serde_json`, integers with no more digits than Python reads; in texts there are
/// none.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let (bytes, mut numbers, mut at) = (text.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'-' | b'0'..=b'9' => {
                while at < bytes.len() && matches!(bytes[at], b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
                {
                    at += 1;
                }
                if is_wide(&text[start..at]) {
                    numbers.push(start..at);
                }
            }
            _ => at += 1,
        }
    }
    numbers
}

/// Whether a number of JSON with a fraction or an exponent is infinite.
fn is_infinite(word: &str) -> bool {
    let (mantissa, exponent) = word.split_once(['e', 'E']).unwrap_or((word, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    word.contains(['e', 'E', '.'])
        && [digits, fraction, exponent].into_iter().all(is_digits)
        && (digits.len() == 1 || !digits.starts_with('0'))
        && word.parse::<f64>().is_ok_and(f64::is_infinite)
}

fn is_wide(word: &str) -> bool {
    if word == "-0" || is_infinite(word) {
        return true;
    }
    let digits = word.strip_prefix('-').unwrap_or(word);
    let is_integer = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    let fits = |number: i128| i64::try_from(number).is_ok() || u64::try_from(number).is_ok();
    is_integer
        && match digits.len() {
            0..=38 => word.parse().is_ok_and(|number| !fits(number)),
            digits => digits <= 4300,
        }
}
