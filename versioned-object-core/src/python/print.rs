//! Python's way of printing and reading plain values, where the wire or the fingerprint depend on it.

use std::borrow::Cow;
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

/// A number of 32 bits as the one of 64 bits that is written with the same digits.
pub(crate) fn as_written(number: f32) -> f64 {
    // The digits of serde, which are not always those of `Display` where two texts are as short and as near.
    let digits = serde_json::to_string(&number).ok().and_then(|text| text.parse().ok());
    digits.unwrap_or_else(|| number.into())
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

/// What Python takes for white space; std lacks the four separators of ASCII.
pub(crate) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&letter)
}

/// The value of a decimal digit of any script.
fn digit(letter: char) -> Option<u32> {
    /// The zeros of Unicode 14, the version of `CPython` 3.11; each is followed by its other nine digits.
    const ZEROS: [u32; 65] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
        0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
        0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x10_4a0, 0x10_d30, 0x11_066,
        0x11_0f0, 0x11_136, 0x11_1d0, 0x11_2f0, 0x11_450, 0x11_4d0, 0x11_650, 0x11_6c0, 0x11_730, 0x11_8e0,
        0x11_950, 0x11_c50, 0x11_d50, 0x11_da0, 0x16_a60, 0x16_ac0, 0x16_b50, 0x1_d7ce, 0x1_d7d8, 0x1_d7e2,
        0x1_d7ec, 0x1_d7f6, 0x1_e140, 0x1_e2f0, 0x1_e950, 0x1_fbf0,
    ];
    letter.to_digit(10).or_else(|| {
        let code = u32::from(letter);
        let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
        Some(code - zero).filter(|digit| *digit < 10)
    })
}

/// What `int(text)` reads: blanks around it, a sign, underscores between digits, digits of any script.
pub(crate) fn parse_int(text: &str) -> Option<i128> {
    plain_number(text)?.parse().ok()
}

/// What `float(text)` reads, but for infinities and NaN.
pub(crate) fn parse_float(text: &str) -> Option<f64> {
    let number: f64 = plain_number(text)?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// A number's text without the blanks and underscores that Python allows, in digits of ASCII; none where one of them
/// stands wrong.
fn plain_number(text: &str) -> Option<Cow<'_, str>> {
    // `int` and `float` do not take the separators of ASCII for blanks, unlike `str.strip`.
    let text = text.trim();
    if text.is_ascii() && !text.contains('_') {
        return Some(Cow::Borrowed(text));
    }
    let letters: Vec<char> = text
        .chars()
        .map(|letter| digit(letter).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(letter))
        .collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let misplaced = |at: usize| !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)));
    if letters.iter().enumerate().any(|(at, letter)| *letter == '_' && misplaced(at)) {
        return None;
    }
    Some(Cow::Owned(letters.into_iter().filter(|letter| *letter != '_').collect()))
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
        assert_eq!(parse_int("\u{3000}１２"), Some(12));
        assert_eq!(parse_int("٣_0\u{3000}"), Some(30));
        assert_eq!(parse_int("9223372036854775808"), Some(1 << 63));
        for bad in ["", "_1", "1_", "1__0", "+_1", "1.0", "0x1", "1 0", "²", "- 1", "\u{1c}1"] {
            assert_eq!(parse_int(bad), None, "{bad}");
        }
        assert_eq!(parse_float(" 1_0.5e3 "), Some(10500.0));
        assert_eq!(parse_float("nan"), None);
        assert_eq!(parse_float("1e400"), None);
    }
}
