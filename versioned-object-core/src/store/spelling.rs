//! The spellings of a UUID that a column may hold: Python keeps the one that it was given.

use uuid::Uuid;

/// Whether a text is a UUID as it is usually written: in small letters, with hyphens where they belong.
pub(crate) fn is_canonical(text: &str) -> bool {
    let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else { return false };
    // All of them, without a question at each whether to go on: every key of a list comes here.
    bytes.iter().enumerate().fold(true, |is, (at, byte)| {
        is & match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        }
    })
}

/// The usual spellings: with hyphens and without, in braces and as a URN, each in small letters and in capitals.
pub(crate) fn usual(id: Uuid) -> Vec<String> {
    let (hyphenated, simple) = (id.hyphenated().to_string(), id.simple().to_string());
    let mut all = vec![simple.to_ascii_uppercase(), simple];
    for text in [hyphenated.to_ascii_uppercase(), hyphenated] {
        all.extend([format!("{{{text}}}"), format!("urn:uuid:{text}"), text]);
    }
    all
}

/// By how many digits of its beginning a UUID is looked for: at least, and at most.
const LEAST: usize = 4;
const MOST: usize = 8;

/// In how many ways that beginning is written at most, in capitals and small letters.
const WAYS: usize = 8;

/// Ranges of texts, from the first up to but without the second, that have every spelling in them with capitals and
/// small letters in any mixture and hyphens anywhere behind the first digits: few rows are in them besides, also where keys
/// begin with the time at which they were made.
pub(crate) fn ranges(id: Uuid) -> Vec<(String, String)> {
    let simple = id.simple().to_string();
    let mut heads = vec![String::new()];
    // Those that end with a hyphen, where none is expected.
    let mut odd = Vec::new();
    for (nth, digit) in simple.chars().take(MOST).enumerate() {
        let cases = [digit, digit.to_ascii_uppercase()];
        let cases = if digit.is_ascii_digit() { &cases[..1] } else { &cases[..] };
        if nth >= LEAST {
            if heads.len() * cases.len() > WAYS {
                break;
            }
            odd.extend(heads.iter().map(|head| format!("{head}-")));
        }
        heads = heads.iter().flat_map(|head| cases.iter().map(move |case| format!("{head}{case}"))).collect();
    }
    let prefixes = ["", "{", "urn:uuid:"];
    let all = prefixes.iter().flat_map(|prefix| heads.iter().map(move |head| format!("{prefix}{head}")));
    all.chain(odd)
        .map(|from| {
            let mut to = from.clone();
            let last = to.pop().and_then(|last| char::from_u32(u32::from(last) + 1));
            to.extend(last);
            (from, to)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{LEAST, MOST, WAYS, is_canonical, ranges, usual};
    use uuid::Uuid;

    const ID: Uuid = Uuid::from_u128(0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8);

    #[test]
    fn usual_spellings_are_read_back() {
        let all = usual(ID);
        assert_eq!(all.len(), 8);
        for text in &all {
            assert_eq!(Uuid::parse_str(text).unwrap(), ID, "{text}");
        }
        assert!(all.iter().filter(|text| is_canonical(text)).eq([&ID.to_string()]));
    }

    #[test]
    fn every_mixture_of_cases_is_in_a_range() {
        let mixed = "6bA7b810-9Dad-11d1-80b4-00C04fd430c8";
        for text in [
            mixed.to_owned(),
            mixed.replace('-', ""),
            format!("{{{mixed}}}"),
            format!("urn:uuid:{mixed}"),
            mixed.replace("6bA7b8", "6bA7-b8"),
            mixed.replace("6bA7b8", "6bA7b-8"),
        ] {
            assert!(ranges(ID).iter().any(|(from, to)| *from <= text && text < *to), "{text}");
        }
        assert!(ranges(ID).iter().all(|(from, to)| from < to && !(from.as_str()..to).contains(&"7ba7")));
    }

    #[test]
    fn keys_that_begin_with_their_time_are_not_all_in_a_range() {
        // UUIDs of version 7, a minute and a half after the other.
        let at = |millis: u128| Uuid::from_u128(millis << 80 | 0x7000_8000_0000_0000_0000);
        for start in [0x0189_b5c8_0000, 0xabcd_efab_0000, 0x0190_0000_0000] {
            let (made, later) = (ranges(at(start)), at(start + 90_000).to_string());
            assert!(made.len() <= 3 * 16 + (MOST - LEAST) * WAYS);
            let holds_later = made.iter().any(|(from, to)| *from <= later && later < *to);
            // Letters alone are looked for by their first four.
            assert_eq!(holds_later, start == 0xabcd_efab_0000, "{start:x}");
        }
    }
}
