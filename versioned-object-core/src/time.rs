//! Moments as oslo writes and reads them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike, Utc};

/// Room for `YYYY-MM-DDTHH:MM:SSZ`, and for years beyond 9999.
pub(crate) struct Buffer {
    bytes: [u8; 32],
    len: usize,
}

impl Buffer {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; 32], len: 0 }
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    fn two(&mut self, number: u32) {
        #[allow(clippy::cast_possible_truncation, reason = "two digits")]
        let number = (number % 100) as u8;
        self.push(b'0' + number / 10);
        self.push(b'0' + number % 10);
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// Writes `%Y-%m-%dT%H:%M:%S`.
fn seconds(moment: &NaiveDateTime, out: &mut Buffer) {
    let (date, time) = (moment.date(), moment.time());
    let year = date.year();
    if year < 0 {
        out.push(b'-');
    }
    let year = year.unsigned_abs();
    if year > 9999 {
        year.to_string().bytes().for_each(|byte| out.push(byte));
    } else {
        out.two(year / 100);
        out.two(year % 100);
    }
    out.push(b'-');
    out.two(date.month());
    out.push(b'-');
    out.two(date.day());
    out.push(b'T');
    out.two(time.hour());
    out.push(b':');
    out.two(time.minute());
    out.push(b':');
    out.two(time.second());
}

/// `2016-06-14T10:28:42Z`: a moment in UTC, or without an offset; fractions are dropped.
pub(crate) fn naive_text<'b>(moment: &NaiveDateTime, out: &'b mut Buffer) -> &'b str {
    seconds(moment, out);
    out.push(b'Z');
    out.as_str()
}

pub(crate) fn naive_to_text(moment: NaiveDateTime) -> String {
    naive_text(&moment, &mut Buffer::new()).to_owned()
}

/// `2016-06-14T10:28:42+02:00`, with `Z` for UTC.
pub(crate) fn to_text(moment: &DateTime<FixedOffset>) -> String {
    let offset = moment.offset().fix().local_minus_utc();
    if offset == 0 {
        return naive_to_text(moment.naive_utc());
    }
    let mut out = Buffer::new();
    seconds(&moment.naive_local(), &mut out);
    out.push(if offset < 0 { b'-' } else { b'+' });
    let minutes = offset.unsigned_abs() / 60;
    out.two(minutes / 60);
    out.push(b':');
    out.two(minutes % 60);
    out.as_str().to_owned()
}

/// Python's `str(datetime)` of a moment with an offset.
pub(crate) fn python_str(moment: &DateTime<FixedOffset>) -> String {
    moment.format("%Y-%m-%d %H:%M:%S%.6f%:z").to_string().replace(".000000", "")
}

/// Python's `str(datetime)` of a moment without one.
pub(crate) fn python_str_naive(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%d %H:%M:%S%.6f").to_string().replace(".000000", "")
}

/// Reads exactly `YYYY-MM-DDTHH:MM:SSZ`, the form that peers write; none for any other.
pub(crate) fn parse_canonical(text: &str) -> Option<DateTime<Utc>> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let punctuation = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if punctuation.iter().any(|(at, byte)| bytes[*at] != *byte) {
        return None;
    }
    let digit = |at: usize| -> Option<u32> {
        let digit = bytes[at].wrapping_sub(b'0');
        (digit < 10).then_some(u32::from(digit))
    };
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let year = two(0)? * 100 + two(2)?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, two(5)?, two(8)?)?;
    Some(date.and_hms_opt(two(11)?, two(14)?, two(17)?)?.and_utc())
}

/// Reads a moment as Python's `iso8601` does: dates with or without dashes, the time and its parts optional, `T`,
/// `t` or a blank between them, a fraction behind `.` or `,`, and `Z`, an offset or nothing (UTC) at the end.
pub(crate) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let mut rest = Cursor(text.as_bytes());
    let date = rest.date()?;
    let (time, nanos) = if rest.eat(b" tT") { rest.time()? } else { ((0, 0, 0), 0) };
    let offset = rest.offset()?;
    if !rest.0.is_empty() {
        return None;
    }
    let local = date.and_hms_nano_opt(time.0, time.1, time.2, nanos)?;
    offset.from_local_datetime(&local).single()
}

struct Cursor<'t>(&'t [u8]);

impl Cursor<'_> {
    fn eat(&mut self, any: &[u8]) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if any.contains(first) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    /// Between `least` and `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let len = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        if len < least {
            return None;
        }
        let (digits, rest) = self.0.split_at(len);
        self.0 = rest;
        Some(digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    }

    fn date(&mut self) -> Option<NaiveDate> {
        let year = i32::try_from(self.number(4, 4)?).ok()?;
        let (mut month, mut day) = (1, 1);
        if self.eat(b"-") {
            month = self.number(1, 2)?;
            if self.eat(b"-") {
                day = self.number(1, 2)?;
            }
        } else if self.0.len() > 2 && self.0[0].is_ascii_digit() {
            month = self.number(2, 2)?;
            if self.0.first().is_some_and(u8::is_ascii_digit) {
                day = self.number(2, 2)?;
            }
        }
        NaiveDate::from_ymd_opt(year, month, day)
    }

    fn time(&mut self) -> Option<((u32, u32, u32), u32)> {
        let hour = self.number(2, 2)?;
        let (mut minute, mut second, mut nanos) = (0, 0, 0);
        let digit_next = |cursor: &Self| cursor.0.first().is_some_and(u8::is_ascii_digit);
        if self.eat(b":") || digit_next(self) {
            minute = self.number(2, 2)?;
            if self.eat(b":") || digit_next(self) {
                second = self.number(2, 2)?;
                if self.eat(b".,") {
                    nanos = self.fraction()?;
                }
            }
        }
        Some(((hour, minute, second), nanos))
    }

    /// The digits behind the point, to the microsecond that Python keeps.
    fn fraction(&mut self) -> Option<u32> {
        let len = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if len == 0 {
            return None;
        }
        let (digits, rest) = self.0.split_at(len);
        self.0 = rest;
        let micros = digits.iter().chain(std::iter::repeat(&b'0')).take(6);
        Some(micros.fold(0, |number, digit| number * 10 + u32::from(digit - b'0')) * 1000)
    }

    fn offset(&mut self) -> Option<FixedOffset> {
        if self.0.is_empty() || self.eat(b"Z") {
            return FixedOffset::east_opt(0);
        }
        let west = match self.0[0] {
            b'+' => false,
            b'-' => true,
            _ => return None,
        };
        self.0 = &self.0[1..];
        let hours = i32::try_from(self.number(2, 2)?).ok()?;
        let mut minutes = 0;
        if self.eat(b":") || !self.0.is_empty() {
            minutes = i32::try_from(self.number(2, 2)?).ok()?;
        }
        if minutes > 59 {
            return None;
        }
        let seconds = (hours * 60 + minutes) * 60;
        FixedOffset::east_opt(if west { -seconds } else { seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_is_read_and_written() {
        for text in ["2016-06-14T10:28:42Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            let moment = parse_canonical(text).unwrap();
            assert_eq!(naive_to_text(moment.naive_utc()), text);
            assert_eq!(parse(text).unwrap(), moment);
        }
        for bad in
            ["2016-13-14T10:28:42Z", "2016-06-14T10:28:4xZ", "2016-06-14 10:28:42Z", "2016-06-14T24:28:42Z"]
        {
            assert!(parse_canonical(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn other_forms_are_read() {
        let cases = [
            ("2016", "2016-01-01T00:00:00Z"),
            ("2016-06", "2016-06-01T00:00:00Z"),
            ("20160614", "2016-06-14T00:00:00Z"),
            ("2016-6-4", "2016-06-04T00:00:00Z"),
            ("2016-06-14t10", "2016-06-14T10:00:00Z"),
            ("2016-06-14 10:28", "2016-06-14T10:28:00Z"),
            ("20160614T102842Z", "2016-06-14T10:28:42Z"),
            ("2016-06-14T10:28:42.5+02:00", "2016-06-14T10:28:42+02:00"),
            ("2016-06-14T10:28:42,123456789-0530", "2016-06-14T10:28:42-05:30"),
            ("2016-06-14T10:28:42+02", "2016-06-14T10:28:42+02:00"),
        ];
        for (text, written) in cases {
            assert_eq!(to_text(&parse(text).unwrap_or_else(|| panic!("{text}"))), written);
        }
        for bad in [
            "",
            "x",
            "201",
            "2016-",
            "2016-06-14T",
            "2016-06-14T10:28:42+05:99",
            "2016-06-14T10:28:42Z\n",
            "2016-02-30",
        ] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }
}
