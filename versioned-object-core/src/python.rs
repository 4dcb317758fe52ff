//! Python's way of printing and reading plain values, where the wire or the fingerprint depend on it.

use std::fmt;

/// `repr(float)`: the shortest digits that read back, with an exponent below 1e-4 and from 1e16.
pub(crate) fn float(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let text = format!("{number:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = match exponent.strip_prefix('-') {
            Some(exponent) => ('-', exponent),
            None => ('+', exponent),
        };
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    let text = number.to_string();
    if text.contains('.') { text } else { text + ".0" }
}

/// A text for a message: quoted, and cut when it is long.
pub(crate) fn short_quote(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?}…", &text[..end]),
    }
}

/// Items between brackets, with commas and no spaces.
pub(crate) fn bracketed<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    open: &str,
    items: &[T],
    close: &str,
) -> fmt::Result {
    f.write_str(open)?;
    for (index, item) in items.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(f, "{comma}{item}")?;
    }
    f.write_str(close)
}

/// What `int(text)` reads: blanks around it, a sign, underscores between digits.
pub(crate) fn parse_int(text: &str) -> Option<i64> {
    plain_number(text)?.parse().ok()
}

/// What `float(text)` reads, but for infinities and NaN.
pub(crate) fn parse_float(text: &str) -> Option<f64> {
    let number: f64 = plain_number(text)?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// A number's text without the blanks and underscores that Python allows; none where they stand wrong.
fn plain_number(text: &str) -> Option<String> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let misplaced =
        |(at, byte): (usize, &u8)| *byte == b'_' && !(digit(at.checked_sub(1)) && digit(Some(at + 1)));
    if bytes.iter().enumerate().any(misplaced) {
        return None;
    }
    Some(text.replace('_', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_python_prints_them() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (1.5, "1.5"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (0.0001, "0.0001"),
            (1e-5, "1e-05"),
            (1.25e-7, "1.25e-07"),
            (1e22, "1e+22"),
            (f64::MAX, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
        ];
        for (number, text) in cases {
            assert_eq!(float(number), text);
        }
    }

    #[test]
    fn numbers_read_as_python_reads_them() {
        assert_eq!(parse_int(" 1_000\n"), Some(1000));
        assert_eq!(parse_int("-7"), Some(-7));
        assert_eq!(parse_int("+7"), Some(7));
        for bad in ["", "_1", "1_", "1__0", "1.0", "0x1", "1 0", "9223372036854775808"] {
            assert_eq!(parse_int(bad), None, "{bad}");
        }
        assert_eq!(parse_float(" 1_0.5e3 "), Some(10500.0));
        assert_eq!(parse_float("nan"), None);
        assert_eq!(parse_float("1e400"), None);
    }
}
