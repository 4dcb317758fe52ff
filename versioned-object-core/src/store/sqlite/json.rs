//! One text for all that say the same JSON.

use std::borrow::Cow;

/// How deep JSON may go: as deep as `serde_json` reads.
const DEPTH: usize = 127;

/// The text without blanks, with the keys of every object in their order, and the last value of one that stands there
/// twice, and each number in one form. None for what is no JSON.
pub(crate) fn canonical(text: &str) -> Option<String> {
    let mut reader = Reader { text, at: 0, out: String::with_capacity(text.len()) };
    reader.blanks();
    reader.value(DEPTH)?;
    reader.blanks();
    (reader.at == text.len()).then_some(reader.out)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    out: String,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Steps over this byte, if it stands here.
    fn is(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    /// Steps over digits, and says whether there were any.
    fn digits(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > from
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b'"' => {
                let text = self.string()?;
                write(&text, &mut self.out);
                Some(())
            }
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text[self.at..].starts_with(word).then(|| {
            self.at += word.len();
            self.out.push_str(word);
        })
    }

    fn number(&mut self) -> Option<()> {
        let from = self.at;
        self.is(b'-');
        let whole = self.at;
        if !self.is(b'0') && !self.digits() {
            return None;
        }
        let point = self.at;
        if self.is(b'.') && !self.digits() {
            return None;
        }
        let end = self.at;
        if self.is(b'e') || self.is(b'E') {
            let _ = self.is(b'+') || self.is(b'-');
            if !self.digits() {
                return None;
            }
        }
        let (text, last) = (&self.text[from..self.at], self.text.as_bytes()[self.at - 1]);
        if point == self.at && last != b'0' {
            self.out.push_str(text);
            return Some(());
        }
        let power = self.text[end..self.at].trim_start_matches(['e', 'E', '+']);
        let parts = [&self.text[whole..point], self.text[point..end].trim_start_matches('.')];
        match if power.is_empty() { Ok(0) } else { power.parse() } {
            Ok(power) => write_number(whole > from, parts, power, &mut self.out),
            // No number has so many digits.
            Err(_) => self.out.push_str(text),
        }
        Some(())
    }

    /// A text, as it is meant.
    fn string(&mut self) -> Option<Cow<'t, str>> {
        let from = self.at;
        self.at += 1;
        let mut plain = true;
        loop {
            match self.peek()? {
                b'"' => break,
                // A blank or more than one byte behind it is for serde_json to judge.
                b'\\' => {
                    plain = false;
                    self.at += 2;
                }
                0..0x20 => return None,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        if plain {
            return Some(Cow::Borrowed(&self.text[from + 1..self.at - 1]));
        }
        serde_json::from_str(self.text.get(from..self.at)?).ok().map(Cow::Owned)
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        self.out.push('[');
        self.blanks();
        if !self.is(b']') {
            loop {
                self.blanks();
                self.value(depth)?;
                self.blanks();
                if self.is(b']') {
                    break;
                }
                self.is(b',').then(|| self.out.push(','))?;
            }
        }
        self.out.push(']');
        Some(())
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        self.out.push('{');
        let start = self.out.len();
        // The keys, and where each has its part of what is written.
        let mut members: Vec<(Cow<'t, str>, usize, usize)> = Vec::new();
        self.blanks();
        if !self.is(b'}') {
            loop {
                self.blanks();
                let key = (self.peek()? == b'"').then(|| self.string())??;
                self.blanks();
                self.is(b':').then_some(())?;
                self.blanks();
                let from = self.out.len();
                write(&key, &mut self.out);
                self.out.push(':');
                self.value(depth)?;
                members.push((key, from, self.out.len()));
                self.blanks();
                if self.is(b'}') {
                    break;
                }
                self.is(b',').then(|| self.out.push(','))?;
            }
        }
        if !members.is_sorted_by(|(one, ..), (next, ..)| one < next) {
            members.sort_by(|(one, ..), (next, ..)| one.cmp(next));
            let mut sorted = String::with_capacity(self.out.len() - start);
            for (index, (key, from, to)) in members.iter().enumerate() {
                // Of one key, the last.
                if members.get(index + 1).is_some_and(|(next, ..)| next == key) {
                    continue;
                }
                if !sorted.is_empty() {
                    sorted.push(',');
                }
                sorted.push_str(&self.out[*from..*to]);
            }
            self.out.truncate(start);
            self.out.push_str(&sorted);
        }
        self.out.push('}');
        Some(())
    }
}

/// Writes a number as digits, none of them a zero at an end, times a power of ten: it is another number than that of other
/// digits or another power.
fn write_number(is_negative: bool, [whole, fraction]: [&str; 2], power: i64, out: &mut String) {
    let digits = [whole, fraction].concat();
    let length = digits.len();
    let digits = digits.trim_end_matches('0');
    let power = power
        .saturating_sub_unsigned(fraction.len() as u64)
        .saturating_add_unsigned((length - digits.len()) as u64);
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        out.push('0');
        return;
    }
    if is_negative {
        out.push('-');
    }
    out.push_str(digits);
    if power != 0 {
        out.push('e');
        out.push_str(&power.to_string());
    }
}

/// Writes a text as `serde_json` does.
fn write(text: &str, out: &mut String) {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)) {
        // A text is always JSON.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::canonical;

    #[test]
    fn what_says_the_same_has_one_text() {
        for (given, made) in [
            (" {\"b\" : 1 , \"a\" : {\"d\": [ ], \"c\": { } } }\n", r#"{"a":{"c":{},"d":[]},"b":1}"#),
            (r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#),
            (r#"{"a":1,"\u0061":3}"#, r#"{"a":3}"#),
            (r#""\u00e9\/\u001F\ud83d\ude00""#, "\"é/\\u001f😀\""),
            (r#"{"é":1,"z":2,"\ud83d\ude00":3,"ﬀ":4}"#, r#"{"z":2,"é":1,"ﬀ":4,"😀":3}"#),
            ("[1.0,1e5,1E+05,100000,-0.0,0,-0]", "[1,1e5,1e5,1e5,0,0,0]"),
            ("[100000000000000000000,100000000000000000001]", "[1e20,100000000000000000001]"),
            ("[0.10,1e-05,-1.5e300,15e-1,0.000]", "[1e-1,1e-5,-15e299,15e-1,0]"),
            ("[10,-20.50,7,0e9]", "[1e1,-205e-1,7,0]"),
            ("[1e99999999999999999999]", "[1e99999999999999999999]"),
            ("null", "null"),
        ] {
            assert_eq!(canonical(given).as_deref(), Some(made), "{given}");
        }
    }

    #[test]
    fn what_is_no_json_has_none() {
        let deep = "[".repeat(100_000);
        for text in [
            "",
            " ",
            "{",
            "}",
            "[1,]",
            "[,1]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"a\":1,}",
            "01",
            "1.",
            ".1",
            "-",
            "+1",
            "1e",
            "1e+",
            "NaN",
            "nul",
            "\"",
            "\"\\",
            "\"\\\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\é\"",
            "\"a\nb\"",
            "1 2",
            "[1]]",
            "'a'",
            "é",
            &deep,
        ] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            any::<String>().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    /// The same, in which every number is one that may have a fraction, and zero has no sign.
    fn in_fractions(value: serde_json::Value) -> serde_json::Value {
        use serde_json::Value as J;
        match value {
            J::Number(number) => J::from(number.as_f64().unwrap() + 0.0),
            J::Array(items) => items.into_iter().map(in_fractions).collect(),
            J::Object(members) => {
                J::Object(members.into_iter().map(|(key, value)| (key, in_fractions(value))).collect())
            }
            value => value,
        }
    }

    proptest! {
        #[test]
        fn serde_json_reads_and_refuses_the_same(text in "[\\[\\]{}:,\"\\\\ue0-9.+\\- truefalsn\n]{0,12}") {
            let read = serde_json::from_str::<serde_json::Value>(&text);
            // A number that is too large is one all the same.
            prop_assume!(!read.as_ref().is_err_and(|error| error.to_string().contains("out of range")));
            prop_assert_eq!(canonical(&text).is_some(), read.is_ok(), "{}", text);
        }

        #[test]
        fn both_ways_of_writing_have_one_text(value in json()) {
            let compact = canonical(&value.to_string()).unwrap();
            let pretty = canonical(&serde_json::to_string_pretty(&value).unwrap()).unwrap();
            prop_assert_eq!(&compact, &pretty);
            prop_assert_eq!(&canonical(&compact).unwrap(), &compact);
            prop_assert_eq!(in_fractions(serde_json::from_str(&compact).unwrap()), in_fractions(value));
        }
    }
}
