//! The texts of moments in rows.

use chrono::{Datelike, NaiveDateTime, Timelike};

/// `2016-06-14 10:28:42.500000`.
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

    use super::moment_text;

    #[test]
    fn moments_are_written_with_six_digits() {
        for text in ["2016-06-14 10:28:42.500000", "0001-01-01 00:00:00.000001", "9999-12-31 23:59:59.999999"]
        {
            let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").unwrap();
            assert_eq!(moment_text(moment), text);
        }
    }
}
