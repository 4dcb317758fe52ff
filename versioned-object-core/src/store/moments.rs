//! Moments in columns: their texts, read and written, and what columns have of them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, SubsecRound as _, Timelike};

use crate::base::error::Result;
use crate::dynamic::contract::Value;
use crate::python::moment;
use crate::store::driver::ColumnValue;

/// Reads a moment in UTC: `2016-06-14 10:28:42.500000`, the form in the databases of Cinder, or any other of ISO 8601.
pub(crate) fn moment(text: &str) -> Option<NaiveDateTime> {
    fast_moment(text.as_bytes()).or_else(|| moment::parse(text).map(|moment| moment.naive_utc()))
}

fn fast_moment(text: &[u8]) -> Option<NaiveDateTime> {
    let (whole, fraction) = match text.len() {
        19 => (text, &[][..]),
        26 if text[19] == b'.' => (&text[..19], &text[20..]),
        _ => return None,
    };
    let punctuation = [(4, b'-'), (7, b'-'), (10, b' '), (13, b':'), (16, b':')];
    if punctuation.iter().any(|(at, byte)| whole[*at] != *byte) {
        return None;
    }
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    let date = NaiveDate::from_ymd_opt(
        i32::try_from(number(&whole[..4])?).ok()?,
        number(&whole[5..7])?,
        number(&whole[8..10])?,
    )?;
    let micros = number(fraction)?;
    date.and_hms_micro_opt(number(&whole[11..13])?, number(&whole[14..16])?, number(&whole[17..])?, micros)
}

/// The first moment of those that columns have.
pub(crate) const FIRST: NaiveDateTime =
    NaiveDate::from_ymd_opt(1, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();

/// The last one.
pub(crate) const LAST: NaiveDateTime =
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap().and_hms_micro_opt(23, 59, 59, 999_999).unwrap();

/// The instant of a moment whose year in UTC no column has; none of any other value.
pub(crate) fn beyond(value: &Value) -> Option<NaiveDateTime> {
    let instant = match value {
        Value::DateTime(moment) => moment.naive_utc(),
        Value::NaiveDateTime(moment) => *moment,
        _ => return None,
    };
    (!moment::has_year(&instant)).then_some(instant)
}

/// Cuts what the moments in a value have of the second to so many digits; whether there was any more.
pub(crate) fn cut_moments(value: &mut Value, digits: u16) -> bool {
    fn cut<T: Timelike>(moment: &mut T, kept: T) -> bool {
        let is_cut = moment.nanosecond() != kept.nanosecond();
        *moment = kept;
        is_cut
    }
    let mut is_cut = false;
    match value {
        Value::DateTime(moment) => is_cut = cut(moment, moment.trunc_subsecs(digits)),
        Value::NaiveDateTime(moment) => is_cut = cut(moment, moment.trunc_subsecs(digits)),
        Value::List(all) | Value::Set(all) => {
            for one in all {
                is_cut |= cut_moments(one, digits);
            }
        }
        Value::Map(all) => {
            for (_, one) in all {
                is_cut |= cut_moments(one, digits);
            }
        }
        _ => {}
    }
    is_cut
}

/// Makes the moments in a value the same instants in UTC, as far as that has a year for them; whether one had another offset.
pub(crate) fn to_utc(value: &mut Value) -> bool {
    let all = |values: &mut dyn Iterator<Item = &mut Value>| values.fold(false, |any, one| to_utc(one) | any);
    match value {
        Value::DateTime(moment) if moment::has_year(&moment.naive_utc()) => {
            let is_other = moment.offset().local_minus_utc() != 0;
            *moment = moment.to_utc().fixed_offset();
            is_other
        }
        Value::List(values) | Value::Set(values) => all(&mut values.iter_mut()),
        Value::Map(entries) => all(&mut entries.iter_mut().map(|(_, value)| value)),
        _ => false,
    }
}

/// Whether a moment is spelt in another way than its digits are right for, as [`parts::is_odd`](super::parts::is_odd) asks
/// the database; whether it is bytes, the database says.
pub(crate) fn is_odd(value: Result<ColumnValue<'_>>, is_blob: Result<ColumnValue<'_>>) -> bool {
    const USUAL: &[u8; 19] = b"0000-00-00 00:00:00";
    if !matches!(is_blob, Ok(ColumnValue::Int(0) | ColumnValue::Bool(false))) {
        return true;
    }
    let text = match value {
        Ok(ColumnValue::Null) => return false,
        Ok(ColumnValue::Text(text)) => text.as_bytes(),
        Ok(_) | Err(_) => return true,
    };
    let is_like = |(byte, usual): (&u8, &u8)| {
        if usual.is_ascii_digit() { byte.is_ascii_digit() } else { byte == usual }
    };
    let Some((whole, fraction)) = text.split_at_checked(USUAL.len()) else { return true };
    let is_usual = whole.iter().zip(USUAL).all(is_like)
        && fraction.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        && text.len() < 27;
    !is_usual
}

/// A moment in a column as the text of its instant; any other text is none.
pub(crate) fn instant(text: &str) -> Option<String> {
    moment(text).map(moment_text)
}

/// The text of a moment in UTC, with all six digits: `2016-06-14 10:28:42.500000`.
pub(crate) fn moment_text(moment: NaiveDateTime) -> String {
    let (date, time) = (moment.date(), moment.time());
    if !(0..=9999).contains(&date.year()) {
        return moment.format("%Y-%m-%d %H:%M:%S%.6f").to_string();
    }
    let mut text = String::with_capacity(26);
    let mut put = |number: u32, digits: u32, behind: &str| {
        for place in (0..digits).rev() {
            text.push(char::from_digit(number / 10_u32.pow(place) % 10, 10).unwrap_or('0'));
        }
        text.push_str(behind);
    };
    put(date.year().unsigned_abs(), 4, "-");
    put(date.month(), 2, "-");
    put(date.day(), 2, " ");
    put(time.hour(), 2, ":");
    put(time.minute(), 2, ":");
    put(time.second(), 2, ".");
    put(time.nanosecond() / 1000 % 1_000_000, 6, "");
    text
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::{fast_moment, moment, moment_text};

    #[test]
    fn moments_are_read_as_python_writes_them() {
        for (text, debug) in [
            ("2016-06-14 10:28:42.500000", "2016-06-14T10:28:42.500"),
            ("2016-06-14 10:28:42", "2016-06-14T10:28:42"),
            ("0001-01-01 00:00:00.000001", "0001-01-01T00:00:00.000001"),
        ] {
            assert_eq!(format!("{:?}", fast_moment(text.as_bytes()).unwrap()), debug);
        }
        for text in ["2016-06-14 10:28:4x", "2016-06-14 10:28:42,500000", "2016-13-14 10:28:42", "", "2016"] {
            assert!(fast_moment(text.as_bytes()).is_none(), "{text}");
        }
        assert_eq!(format!("{:?}", moment("2016-06-14T10:28:42+02:00").unwrap()), "2016-06-14T08:28:42");
    }

    #[test]
    fn moments_are_written_with_six_digits() {
        for text in ["2016-06-14 10:28:42.500000", "0001-01-01 00:00:00.000001", "9999-12-31 23:59:59.999999"]
        {
            let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").unwrap();
            assert_eq!(moment_text(moment), text);
        }
    }
}
