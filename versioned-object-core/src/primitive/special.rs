//! Bytes of a text that do not stand for themselves in JSON: a quote, a backslash, and those below the blank.

/// Where the first of them is.
#[inline]
pub(crate) fn first(bytes: &[u8]) -> Option<usize> {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut at = 0;
    for eight in eights {
        let found = specials(u64::from_le_bytes(*eight));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    at_the_end(rest).map(|behind| at + behind)
}

/// The same of the last bytes of a text.
#[cold]
fn at_the_end(rest: &[u8]) -> Option<usize> {
    rest.iter().position(|byte| is_special(*byte))
}

/// Whether there is one. What is longer than a few bytes is looked at in pieces of one length, of which the last one may
/// overlap the one before.
#[inline]
pub(crate) fn any(bytes: &[u8]) -> bool {
    let word = |piece: Option<&[u8; 4]>| piece.map_or(0, |piece| u64::from(u32::from_le_bytes(*piece)));
    let words = |piece: Option<&[u8; 8]>| piece.map_or(0, |piece| specials(u64::from_le_bytes(*piece)));
    match bytes.len() {
        0..4 => bytes.iter().any(|byte| is_special(*byte)),
        4..8 => specials(word(bytes.first_chunk()) | word(bytes.last_chunk()) << 32) != 0,
        8..16 => words(bytes.first_chunk()) | words(bytes.last_chunk()) != 0,
        _ => {
            // Without an early end, several bytes are looked at in one step.
            let has = |piece: &[u8; 16]| piece.iter().fold(false, |found, byte| found | is_special(*byte));
            let (pieces, _) = bytes.as_chunks::<16>();
            pieces.iter().fold(false, |found, piece| found | has(piece)) | bytes.last_chunk().is_some_and(has)
        }
    }
}

#[inline]
fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..=0x1f)
}

/// The bytes of the kind: the highest bit of the first of them is set, and none of the bytes before it.
#[inline]
const fn specials(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    // Where such a byte stands, these have the highest bit; so may bytes behind it, which do not count, and bytes beyond
    // ASCII, which have it themselves.
    let quote = (eight ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslash = (eight ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    let control = eight.wrapping_sub(ONES * b' ' as u64);
    (quote | backslash | control) & !eight & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_found_wherever_it_stands() {
        for length in 0..70 {
            let plain = "aä€~ ".repeat(20).into_bytes()[..length].to_vec();
            assert!(!any(&plain) && first(&plain).is_none(), "{length}");
            for (place, byte) in (0..length).flat_map(|place| (0..=u8::MAX).map(move |byte| (place, byte))) {
                let mut bytes = plain.clone();
                bytes[place] = byte;
                let is_escaped = byte < b' ' || byte == b'"' || byte == b'\\';
                assert_eq!(any(&bytes), is_escaped, "{byte} at {place} of {length}");
                assert_eq!(first(&bytes), is_escaped.then_some(place), "{byte} at {place} of {length}");
            }
        }
    }
}
