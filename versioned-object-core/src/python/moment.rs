//! Moments as oslo writes and reads them.

use std::time::{Duration, SystemTime};

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

    fn push(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.push_all(&[*byte]);
        }
    }

    /// Bytes whose number the compiler knows, which are copied without a loop.
    #[inline]
    fn push_all<const N: usize>(&mut self, bytes: &[u8; N]) {
        if let Some(place) = self.bytes.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            *place = *bytes;
            self.len += N;
        }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// Writes `%Y-%m-%dT%H:%M:%S`.
fn seconds(moment: &NaiveDateTime, out: &mut Buffer) {
    let (date, time) = (moment.date(), moment.time());
    let year = date.year();
    match u32::try_from(year) {
        Ok(year @ 0..=9999) => {
            let [century, year] = [year / 100, year % 100].map(two);
            out.push_all(&[century[0], century[1], year[0], year[1]]);
        }
        _ => out.push(format!("{year:05}").as_bytes()),
    }
    let [month, day, hour] = [date.month(), date.day(), time.hour()].map(two);
    let [minute, second] = [time.minute(), time.second()].map(two);
    out.push_all(&[
        b'-', month[0], month[1], b'-', day[0], day[1], b'T', hour[0], hour[1], b':', minute[0], minute[1],
        b':', second[0], second[1],
    ]);
}

/// The two digits of a number below a hundred.
#[allow(clippy::cast_possible_truncation, reason = "two digits")]
fn two(number: u32) -> [u8; 2] {
    let number = (number % 100) as u8;
    [b'0' + number / 10, b'0' + number % 10]
}

/// `2016-06-14T10:28:42Z`: a moment in UTC, or without an offset; fractions are dropped.
pub(crate) fn naive_text<'b>(moment: &NaiveDateTime, out: &'b mut Buffer) -> &'b str {
    seconds(moment, out);
    out.push_all(b"Z");
    out.as_str()
}

pub(crate) fn naive_to_text(moment: NaiveDateTime) -> String {
    naive_text(&moment, &mut Buffer::new()).to_owned()
}

/// The moment of the system's clock; none where chrono has no such year.
pub(crate) fn of_system_time(time: SystemTime) -> Option<DateTime<Utc>> {
    let (since, before) = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => (since, false),
        Err(error) => (error.duration(), true),
    };
    let (seconds, nanos) = (i64::try_from(since.as_secs()).ok()?, since.subsec_nanos());
    match (before, nanos) {
        (false, nanos) => DateTime::from_timestamp(seconds, nanos),
        (true, 0) => DateTime::from_timestamp(-seconds, 0),
        (true, nanos) => DateTime::from_timestamp(-seconds - 1, 1_000_000_000 - nanos),
    }
}

/// A moment as the system's clock has it; none where that does not go so far.
pub(crate) fn to_system_time(moment: &DateTime<Utc>) -> Option<SystemTime> {
    let (seconds, nanos) = (moment.timestamp(), moment.timestamp_subsec_nanos());
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let time = if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(whole)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(whole)
    };
    time?.checked_add(Duration::from_nanos(nanos.into()))
}

/// The moment as clocks show it there; for one beside which chrono has no other, as they show it in UTC.
pub(crate) fn local(moment: &DateTime<FixedOffset>) -> NaiveDateTime {
    moment.naive_utc().checked_add_offset(*moment.offset()).unwrap_or_else(|| moment.naive_utc())
}

/// `2016-06-14T10:28:42+02:00`, with `Z` for UTC.
pub(crate) fn to_text(moment: &DateTime<FixedOffset>) -> String {
    let offset = moment.offset().fix().local_minus_utc();
    if offset == 0 {
        return naive_to_text(moment.naive_utc());
    }
    let mut out = Buffer::new();
    seconds(&local(moment), &mut out);
    let minutes = offset.unsigned_abs() / 60;
    let [hours, minutes] = [minutes / 60, minutes % 60].map(two);
    out.push_all(if offset < 0 { b"-" } else { b"+" });
    out.push_all(&[hours[0], hours[1], b':', minutes[0], minutes[1]]);
    out.as_str().to_owned()
}

/// Python's `str(datetime)` of a moment with an offset.
pub(crate) fn python_str(moment: &DateTime<FixedOffset>) -> String {
    let zone = if is_of_minutes(moment) { "%:z" } else { "%::z" };
    moment.format(&format!("%Y-%m-%d %H:%M:%S%.6f{zone}")).to_string().replace(".000000", "")
}

/// Python's `str(datetime)` of a moment without one.
pub(crate) fn python_str_naive(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%d %H:%M:%S%.6f").to_string().replace(".000000", "")
}

/// How long the form is that peers write: `YYYY-MM-DDTHH:MM:SSZ`.
pub(crate) const CANONICAL: usize = 20;

/// Reads exactly that form; none for any other.
pub(crate) fn parse_canonical(text: &str) -> Option<DateTime<Utc>> {
    let bytes: &[u8; CANONICAL] = text.as_bytes().try_into().ok()?;
    let punctuation = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if punctuation.iter().any(|(at, byte)| bytes[*at] != *byte) {
        return None;
    }
    let digit = |at: usize| -> Option<u32> {
        let digit = bytes[at].wrapping_sub(b'0');
        (digit < 10).then_some(u32::from(digit))
    };
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let year = Some(two(0)? * 100 + two(2)?).filter(|year| *year > 0)?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, two(5)?, two(8)?)?;
    Some(date.and_hms_opt(two(11)?, two(14)?, two(17)?)?.and_utc())
}

/// Reads a moment as Python's `iso8601` does: dates with or without dashes, the time and its parts optional, `T` or a
/// blank between them, a fraction behind `.` or `,`, and `Z`, an offset or nothing (UTC) at the end.
pub(crate) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = Digits(text.as_bytes());
    let (year, at) = text.number(0, 4)?;
    let parts = if at == text.0.len() {
        MomentParts { month: 1, day: 1, ..MomentParts::default() }
    } else {
        text.month(at)?
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, parts.month, parts.day)?;
    let (hour, minute, second) = parts.time;
    let local = date.and_hms_micro_opt(hour, minute, second, parts.micros)?;
    let (hours, minutes) = parts.offset;
    if minutes > 59 || date.year() < 1 {
        return None;
    }
    let offset = FixedOffset::east_opt(parts.sign * i32::try_from((hours * 60 + minutes) * 60).ok()?)?;
    offset.from_local_datetime(&local).single()
}

/// What a text says of a moment, before it is known whether there is such a moment.
#[derive(Clone, Copy, Default)]
struct MomentParts {
    month: u32,
    day: u32,
    time: (u32, u32, u32),
    micros: u32,
    sign: i32,
    offset: (u32, u32),
}

/// The bytes of a text, tried in the order in which `iso8601`'s regular expression tries them: where one digit less
/// makes the rest fit, it is one less.
#[derive(Clone, Copy)]
struct Digits<'t>(&'t [u8]);

impl Digits<'_> {
    fn ends(self, at: usize) -> bool {
        at == self.0.len()
    }

    fn is(self, at: usize, any: &[u8]) -> bool {
        self.0.get(at).is_some_and(|byte| any.contains(byte))
    }

    /// Behind one of these bytes, or where it would stand.
    fn skip(self, at: usize, any: &[u8]) -> usize {
        at + usize::from(self.is(at, any))
    }

    /// The number of exactly `len` digits, and where it ends.
    fn number(self, at: usize, len: usize) -> Option<(u32, usize)> {
        let digits = self.0.get(at..at + len)?;
        let all = digits.iter().all(u8::is_ascii_digit);
        let number = digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit.wrapping_sub(b'0')));
        all.then_some((number, at + len))
    }

    /// A month or a day: two digits, or one or two behind a dash.
    fn dashed(self, at: usize) -> impl Iterator<Item = (u32, usize)> {
        let dash = self.is(at, b"-");
        let lengths: &[usize] = if dash { &[2, 1] } else { &[2] };
        lengths.iter().filter_map(move |len| self.number(at + usize::from(dash), *len))
    }

    fn month(self, at: usize) -> Option<MomentParts> {
        let dash = self.is(at, b"-");
        self.dashed(at).find_map(|(month, at)| {
            let parts = MomentParts { month, day: 1, ..MomentParts::default() };
            // `201606` may be short for 2020-16-06, and is refused.
            if self.ends(at) { dash.then_some(parts) } else { self.day(at, parts) }
        })
    }

    fn day(self, at: usize, parts: MomentParts) -> Option<MomentParts> {
        self.dashed(at).find_map(|(day, at)| {
            let parts = MomentParts { day, ..parts };
            if self.ends(at) { Some(parts) } else { self.time(at, parts) }
        })
    }

    fn time(self, at: usize, parts: MomentParts) -> Option<MomentParts> {
        let (hour, at) = self.is(at, b" T").then(|| self.number(at + 1, 2))??;
        let minute = self.number(self.skip(at, b":"), 2);
        minute.into_iter().chain([(0, at)]).find_map(|(minute, at)| {
            let second = |len: usize| {
                let (second, at) = self.number(self.skip(at, b":"), len)?;
                let (micros, at) = self.fraction(at).unwrap_or((0, at));
                self.offset(at, MomentParts { time: (hour, minute, second), micros, ..parts })
            };
            let none = || self.offset(at, MomentParts { time: (hour, minute, 0), ..parts });
            second(2).or_else(|| second(1)).or_else(none)
        })
    }

    /// The digits behind the point, to the microsecond that Python keeps.
    fn fraction(self, at: usize) -> Option<(u32, usize)> {
        if !self.is(at, b".,") {
            return None;
        }
        let digits = self.0.get(at + 1..)?;
        let len = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let micros = digits.get(..len)?.iter().chain(std::iter::repeat(&b'0')).take(6);
        let micros = micros.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        (len > 0).then_some((micros, at + 1 + len))
    }

    /// The end of the text: `Z`, an offset, or nothing.
    fn offset(self, at: usize, parts: MomentParts) -> Option<MomentParts> {
        if self.ends(self.skip(at, b"Z")) {
            return Some(parts);
        }
        let sign = if self.is(at, b"+") { 1 } else { -1 };
        let (hours, at) = self.is(at, b"+-").then(|| self.number(at + 1, 2))??;
        let at = self.skip(at, b":");
        let (minutes, at) = self.number(at, 2).unwrap_or((0, at));
        self.ends(at).then_some(MomentParts { sign, offset: (hours, minutes), ..parts })
    }
}

/// Whether Python has a year for this moment as it is written: from 1 to 9999.
pub(crate) fn has_year(moment: &NaiveDateTime) -> bool {
    (1..=9999).contains(&moment.year())
}

/// Whether its offset is one that ISO 8601 has: of whole minutes.
pub(crate) fn is_of_minutes(moment: &DateTime<FixedOffset>) -> bool {
    moment.offset().local_minus_utc() % 60 == 0
}

/// Whether it is in a leap second, which chrono has behind the last second of a minute.
pub(crate) fn is_leap(moment: &NaiveDateTime) -> bool {
    moment.nanosecond() >= 1_000_000_000
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
            ("2016-06-14T10", "2016-06-14T10:00:00Z"),
            ("2016-06-14T10:28:4", "2016-06-14T10:28:04Z"),
            ("2016-06-14T10285", "2016-06-14T10:28:05Z"),
            ("2016-06-14T10:5", "2016-06-14T10:00:05Z"),
            ("2016-06-14T10:28.5", "2016-06-14T10:00:28Z"),
            ("2016-112", "2016-01-12T00:00:00Z"),
            ("201606-14", "2016-06-14T00:00:00Z"),
            ("2016-06-14T10+05:", "2016-06-14T10:00:00+05:00"),
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
            "2016-06-14t10",
            "201606",
            "0000-01-01",
            "2016-06-14T10:28:42z",
            "2016-06-14T10:28:42.",
            "2016-06-14T10:28:42+24:00",
            "2016-06-14T24:00:00",
            "2016-06-14T10:28:42+05:99",
            "2016-06-14T10:28:42Z\n",
            "2016-02-30",
        ] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }
}
