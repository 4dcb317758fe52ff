//! Whole numbers: their bounds in JSON, and a regular expression of their texts.

use serde_json::Value as Json;

/// A bound, as JSON has it.
pub(crate) fn json(bound: i128) -> Json {
    match (i64::try_from(bound), u64::try_from(bound)) {
        (Ok(bound), _) => bound.into(),
        (_, Ok(bound)) => bound.into(),
        _ => Json::Null,
    }
}

/// The regular expression of the texts of the numbers from one to another, as they are written.
pub(crate) fn pattern(least: i128, most: i128) -> String {
    let mut all = Vec::new();
    if least <= 0 && most >= 0 {
        all.push("0".to_owned());
    }
    if most > 0 {
        all.extend(positive(least.max(1).unsigned_abs(), most.unsigned_abs()));
    }
    if least < 0 {
        let below = positive(most.min(-1).unsigned_abs(), least.unsigned_abs());
        all.extend(below.into_iter().map(|digits| format!("-{digits}")));
    }
    format!("^({})$", all.join("|"))
}

/// The same of numbers above zero, in the order of their size, an expression for each run of numbers that begin alike.
fn positive(mut from: u128, most: u128) -> Vec<String> {
    let mut all = Vec::new();
    // How many digits the numbers have behind the first that are there whole.
    let mut whole: Option<(u32, u32)> = None;
    while from <= most {
        let mut behind = 0;
        let mut step = 1;
        while from.is_multiple_of(step * 10) && from + step * 10 - 1 <= most {
            (behind, step) = (behind + 1, step * 10);
        }
        let (before, first) = (from / step / 10, from / step % 10);
        let last = (first..=9).rev().find(|last| from + (last - first + 1) * step - 1 <= most);
        let last = last.unwrap_or(first);
        from += (last - first + 1) * step;
        match &mut whole {
            _ if (before, first, last) != (0, 1, 9) => {
                let before = if before == 0 { String::new() } else { before.to_string() };
                let first = if first == last { first.to_string() } else { format!("[{first}-{last}]") };
                all.push(format!("{before}{first}{}", digits(behind, behind)));
            }
            Some((_, most)) => *most = behind,
            none => *none = Some((behind, behind)),
        }
    }
    all.extend(whole.map(|(least, most)| format!("[1-9]{}", digits(least, most))));
    all
}

/// So many digits.
fn digits(least: u32, most: u32) -> String {
    match (least, most) {
        (0, 0) => String::new(),
        (1, 1) => "[0-9]".to_owned(),
        (least, most) if least == most => format!("[0-9]{{{least}}}"),
        (least, most) => format!("[0-9]{{{least},{most}}}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_begin_alike_are_told_at_once() {
        for (least, most, wanted) in [
            (0, 0, "^(0)$"),
            (3, 7, "^([3-7])$"),
            (0, 255, "^(0|1[0-9]{2}|2[0-4][0-9]|25[0-5]|[1-9][0-9]{0,1})$"),
            (-128, -9, "^(-9|-1[0-1][0-9]|-12[0-8]|-[1-9][0-9])$"),
            (-1, 1000, "^(0|1000|[1-9][0-9]{0,2}|-1)$"),
        ] {
            assert_eq!(pattern(least, most), wanted);
        }
    }

    #[test]
    fn bounds_are_numbers_of_64_bits() {
        assert_eq!(json(u64::MAX.into()), serde_json::json!(u64::MAX));
        assert_eq!(json(i64::MIN.into()), serde_json::json!(i64::MIN));
    }
}
