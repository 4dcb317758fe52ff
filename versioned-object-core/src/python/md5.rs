//! MD5 (RFC 1321) in constants: oslo's fingerprints are made with it.
//!
//! No crate offers it as `const fn`. It guards nothing: fingerprints only tell declarations apart.

/// A hash to which text is added.
///
/// Constants are evaluated slowly, and calls most of all: hence the loops and steps that are written out.
///
/// What was added can be kept, as many bytes of it as the parameter says, for those who want to read what is hashed.
#[derive(Clone, Copy)]
pub(crate) struct Md5<const KEPT: usize = 0> {
    state: [u64; 4],
    block: [u8; 64],
    /// Bytes in the block.
    filled: usize,
    /// Bytes in the blocks before it.
    hashed: usize,
    /// The blocks before it.
    kept: [u8; KEPT],
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// The characters above Latin-1 that Python does not print as they are: format characters, separators, private use.
/// Which others are not assigned differs between releases of Python.
const UNPRINTABLE: [(u32, u32); 25] = [
    (0x0600, 0x0605),
    (0x061c, 0x061c),
    (0x06dd, 0x06dd),
    (0x070f, 0x070f),
    (0x0890, 0x0891),
    (0x08e2, 0x08e2),
    (0x1680, 0x1680),
    (0x180e, 0x180e),
    (0x2000, 0x200f),
    (0x2028, 0x202f),
    (0x205f, 0x2064),
    (0x2066, 0x206f),
    (0x3000, 0x3000),
    (0xe000, 0xf8ff),
    (0xfeff, 0xfeff),
    (0xfff9, 0xfffb),
    (0x110bd, 0x110bd),
    (0x110cd, 0x110cd),
    (0x13430, 0x13438),
    (0x1bca0, 0x1bca3),
    (0x1d173, 0x1d17a),
    (0xe0001, 0xe0001),
    (0xe0020, 0xe007f),
    (0xf0000, 0xffffd),
    (0x10_0000, 0x10_fffd),
];

const fn is_printable(code: u32) -> bool {
    let mut at = 0;
    while at < UNPRINTABLE.len() && UNPRINTABLE[at].1 < code {
        at += 1;
    }
    at == UNPRINTABLE.len() || code < UNPRINTABLE[at].0
}

/// The bits of a `u32`: the words of the hash are `u64`, whose sums need no call to wrap.
const LOW: u64 = 0xffff_ffff;

impl Md5 {
    /// One that keeps nothing.
    pub(crate) const fn new() -> Self {
        Self::keeping()
    }
}

impl<const KEPT: usize> Md5<KEPT> {
    /// One that keeps what is added.
    pub(crate) const fn keeping() -> Self {
        Self {
            state: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476],
            block: [0; 64],
            filled: 0,
            hashed: 0,
            kept: [0; KEPT],
        }
    }

    #[cfg(any(test, feature = "reference"))]
    /// What was added; none where it is more than is kept.
    pub(crate) fn added(&self) -> Option<String> {
        let (before, block) = (self.kept.get(..self.hashed)?, &self.block[..self.filled]);
        String::from_utf8([before, block].concat()).ok()
    }

    /// Adds a text.
    pub(crate) const fn text(&mut self, text: &str) -> &mut Self {
        let mut rest = text.as_bytes();
        while let [byte, others @ ..] = rest {
            self.block[self.filled] = *byte;
            self.filled += 1;
            if self.filled == 64 {
                self.compress();
            }
            rest = others;
        }
        self
    }

    /// Adds a number in decimal.
    pub(crate) const fn int(&mut self, number: i64) -> &mut Self {
        if number < 0 {
            self.push(b'-');
        }
        let magnitude = number.unsigned_abs();
        let mut power = 1;
        while magnitude / power >= 10 {
            power *= 10;
        }
        while power > 0 {
            self.push(b'0' + (magnitude / power % 10) as u8);
            power /= 10;
        }
        self
    }

    /// Adds a text as Python's `repr` prints it: in single quotes, or in double ones when it has single and no double
    /// quotes, with escapes for what cannot be printed.
    pub(crate) const fn quoted(&mut self, text: &str) -> &mut Self {
        let bytes = text.as_bytes();
        let (mut single, mut double, mut escape, mut at) = (false, false, false, 0);
        while at < bytes.len() {
            match bytes[at] {
                b'\'' => single = true,
                b'"' => double = true,
                b'\\' | ..b' ' | 0x7f | 0xc2 | 0xd8.. => escape = true,
                _ => {}
            }
            at += 1;
        }
        if !single && !escape {
            return self.text("'").text(text).text("'");
        }
        let quote = if single && !double { b'"' } else { b'\'' };
        self.push(quote);
        at = 0;
        while at < bytes.len() {
            match bytes[at] {
                byte if byte == quote || byte == b'\\' => {
                    self.push(b'\\');
                    self.push(byte);
                }
                b'\n' => self.push_all(b"\\n"),
                b'\r' => self.push_all(b"\\r"),
                b'\t' => self.push_all(b"\\t"),
                byte @ (..b' ' | 0x7f) => self.push_hex(byte),
                // U+0080 to U+00A0, and the soft hyphen.
                0xc2 if matches!(bytes[at + 1], 0x80..=0xa0 | 0xad) => {
                    at += 1;
                    self.push_hex(bytes[at]);
                }
                0xd8.. => at += self.push_character(bytes, at) - 1,
                byte => self.push(byte),
            }
            at += 1;
        }
        self.push(quote);
        self
    }

    const fn push_all(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while at < bytes.len() {
            self.push(bytes[at]);
            at += 1;
        }
    }

    /// The character above Latin-1 that starts at a byte, as it is or escaped; gives the number of its bytes.
    const fn push_character(&mut self, bytes: &[u8], at: usize) -> usize {
        let (len, first) = match bytes[at] {
            byte @ 0xf0.. => (4, byte & 7),
            byte @ 0xe0.. => (3, byte & 15),
            byte => (2, byte & 31),
        };
        let mut code = first as u32;
        let mut next = at + 1;
        while next < at + len {
            code = code << 6 | (bytes[next] & 63) as u32;
            next += 1;
        }
        if is_printable(code) {
            next = at;
            while next < at + len {
                self.push(bytes[next]);
                next += 1;
            }
        } else {
            let is_wide = code > 0xffff;
            self.push_all(if is_wide { b"\\U" } else { b"\\u" });
            let mut shift = if is_wide { 32 } else { 16 };
            while shift > 0 {
                shift -= 4;
                self.push(HEX[(code >> shift & 15) as usize]);
            }
        }
        len
    }

    /// A character of Latin-1 as `\xNN`.
    const fn push_hex(&mut self, byte: u8) {
        self.push_all(b"\\x");
        self.push(HEX[(byte >> 4) as usize]);
        self.push(HEX[(byte & 15) as usize]);
    }

    /// The hash as hex digits.
    pub(crate) const fn hex(mut self) -> [u8; 32] {
        let bits = ((self.hashed + self.filled) as u64).wrapping_mul(8).to_le_bytes();
        self.push(0x80);
        while self.filled != 56 {
            self.push(0);
        }
        let mut at = 0;
        while at < 8 {
            self.push(bits[at]);
            at += 1;
        }
        let mut hex = [0; 32];
        at = 0;
        while at < 16 {
            let byte = self.state[at / 4].to_le_bytes()[at % 4];
            hex[2 * at] = HEX[(byte >> 4) as usize];
            hex[2 * at + 1] = HEX[(byte & 15) as usize];
            at += 1;
        }
        hex
    }

    const fn push(&mut self, byte: u8) {
        self.block[self.filled] = byte;
        self.filled += 1;
        if self.filled == 64 {
            self.compress();
        }
    }

    #[rustfmt::skip]
    const fn compress(&mut self) {
        /// One step: what is mixed, the words of the state, the word of the text, the bits to rotate left and those
        /// that come back, and the sine (`floor(2^32 × |sin(i + 1)|)`, a constant of the RFC).
        macro_rules! step {
            ($mix:ident, $a:ident $b:ident $c:ident $d:ident, $word:ident, $shift:literal $back:literal, $sine:literal) => {
                let sum = ($a + step!($mix $b $c $d) + $sine + $word) & LOW;
                $a = $b + ((sum << $shift) & LOW | (sum >> $back));
            };
            (f $b:ident $c:ident $d:ident) => { ($d ^ ($b & ($c ^ $d))) };
            (g $b:ident $c:ident $d:ident) => { ($c ^ ($d & ($b ^ $c))) };
            (h $b:ident $c:ident $d:ident) => { ($b ^ $c ^ $d) };
            (i $b:ident $c:ident $d:ident) => { ($c ^ ($b | ($d ^ LOW))) };
        }
        if KEPT > 0 && self.hashed + 64 <= KEPT {
            let mut at = 0;
            while at < 64 {
                self.kept[self.hashed + at] = self.block[at];
                at += 1;
            }
        }
        let mut words = [0; 16];
        let (bytes, _) = self.block.as_chunks::<4>();
        let mut at = 0;
        while at < 16 {
            words[at] = u32::from_le_bytes(bytes[at]) as u64;
            at += 1;
        }
        let [w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15] = words;
        let [mut a, mut b, mut c, mut d] = self.state;
        step!(f, a b c d, w0, 7 25, 0xd76a_a478);
        step!(f, d a b c, w1, 12 20, 0xe8c7_b756);
        step!(f, c d a b, w2, 17 15, 0x2420_70db);
        step!(f, b c d a, w3, 22 10, 0xc1bd_ceee);
        step!(f, a b c d, w4, 7 25, 0xf57c_0faf);
        step!(f, d a b c, w5, 12 20, 0x4787_c62a);
        step!(f, c d a b, w6, 17 15, 0xa830_4613);
        step!(f, b c d a, w7, 22 10, 0xfd46_9501);
        step!(f, a b c d, w8, 7 25, 0x6980_98d8);
        step!(f, d a b c, w9, 12 20, 0x8b44_f7af);
        step!(f, c d a b, w10, 17 15, 0xffff_5bb1);
        step!(f, b c d a, w11, 22 10, 0x895c_d7be);
        step!(f, a b c d, w12, 7 25, 0x6b90_1122);
        step!(f, d a b c, w13, 12 20, 0xfd98_7193);
        step!(f, c d a b, w14, 17 15, 0xa679_438e);
        step!(f, b c d a, w15, 22 10, 0x49b4_0821);
        step!(g, a b c d, w1, 5 27, 0xf61e_2562);
        step!(g, d a b c, w6, 9 23, 0xc040_b340);
        step!(g, c d a b, w11, 14 18, 0x265e_5a51);
        step!(g, b c d a, w0, 20 12, 0xe9b6_c7aa);
        step!(g, a b c d, w5, 5 27, 0xd62f_105d);
        step!(g, d a b c, w10, 9 23, 0x0244_1453);
        step!(g, c d a b, w15, 14 18, 0xd8a1_e681);
        step!(g, b c d a, w4, 20 12, 0xe7d3_fbc8);
        step!(g, a b c d, w9, 5 27, 0x21e1_cde6);
        step!(g, d a b c, w14, 9 23, 0xc337_07d6);
        step!(g, c d a b, w3, 14 18, 0xf4d5_0d87);
        step!(g, b c d a, w8, 20 12, 0x455a_14ed);
        step!(g, a b c d, w13, 5 27, 0xa9e3_e905);
        step!(g, d a b c, w2, 9 23, 0xfcef_a3f8);
        step!(g, c d a b, w7, 14 18, 0x676f_02d9);
        step!(g, b c d a, w12, 20 12, 0x8d2a_4c8a);
        step!(h, a b c d, w5, 4 28, 0xfffa_3942);
        step!(h, d a b c, w8, 11 21, 0x8771_f681);
        step!(h, c d a b, w11, 16 16, 0x6d9d_6122);
        step!(h, b c d a, w14, 23 9, 0xfde5_380c);
        step!(h, a b c d, w1, 4 28, 0xa4be_ea44);
        step!(h, d a b c, w4, 11 21, 0x4bde_cfa9);
        step!(h, c d a b, w7, 16 16, 0xf6bb_4b60);
        step!(h, b c d a, w10, 23 9, 0xbebf_bc70);
        step!(h, a b c d, w13, 4 28, 0x289b_7ec6);
        step!(h, d a b c, w0, 11 21, 0xeaa1_27fa);
        step!(h, c d a b, w3, 16 16, 0xd4ef_3085);
        step!(h, b c d a, w6, 23 9, 0x0488_1d05);
        step!(h, a b c d, w9, 4 28, 0xd9d4_d039);
        step!(h, d a b c, w12, 11 21, 0xe6db_99e5);
        step!(h, c d a b, w15, 16 16, 0x1fa2_7cf8);
        step!(h, b c d a, w2, 23 9, 0xc4ac_5665);
        step!(i, a b c d, w0, 6 26, 0xf429_2244);
        step!(i, d a b c, w7, 10 22, 0x432a_ff97);
        step!(i, c d a b, w14, 15 17, 0xab94_23a7);
        step!(i, b c d a, w5, 21 11, 0xfc93_a039);
        step!(i, a b c d, w12, 6 26, 0x655b_59c3);
        step!(i, d a b c, w3, 10 22, 0x8f0c_cc92);
        step!(i, c d a b, w10, 15 17, 0xffef_f47d);
        step!(i, b c d a, w1, 21 11, 0x8584_5dd1);
        step!(i, a b c d, w8, 6 26, 0x6fa8_7e4f);
        step!(i, d a b c, w15, 10 22, 0xfe2c_e6e0);
        step!(i, c d a b, w6, 15 17, 0xa301_4314);
        step!(i, b c d a, w13, 21 11, 0x4e08_11a1);
        step!(i, a b c d, w4, 6 26, 0xf753_7e82);
        step!(i, d a b c, w11, 10 22, 0xbd3a_f235);
        step!(i, c d a b, w2, 15 17, 0x2ad7_d2bb);
        step!(i, b c d a, w9, 21 11, 0xeb86_d391);
        let [a0, b0, c0, d0] = self.state;
        self.hashed += 64;
        self.filled = 0;
        self.state = [(a0 + a) & LOW, (b0 + b) & LOW, (c0 + c) & LOW, (d0 + d) & LOW];
    }
}

#[cfg(test)]
mod tests {
    use super::Md5;

    fn hex(text: &str) -> String {
        String::from_utf8(Md5::new().text(text).hex().to_vec()).unwrap()
    }

    #[test]
    fn the_test_suite_of_the_rfc() {
        assert_eq!(hex(""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex("abc"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(hex("abcdefghijklmnopqrstuvwxyz"), "c3fcd3d76192e4007dfb496cca67e13b");
        assert_eq!(
            hex("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
            "57edf4a22be3c955ac49da2e2107b67a"
        );
    }

    #[test]
    fn what_was_added_is_kept() {
        let mut kept = Md5::<128>::keeping();
        assert_eq!(kept.added().unwrap(), "");
        let text = "ab\u{e9}d".repeat(37);
        for part in ["", "short", &text[..120], &text[..2]] {
            kept.text(part);
        }
        assert_eq!(kept.added().unwrap(), format!("short{}{}", &text[..120], &text[..2]));
        assert_eq!(kept.text(&text).added(), None);
    }

    #[test]
    fn numbers_and_quotes_print_as_python_prints_them() {
        assert_eq!(Md5::new().int(-1204).hex(), Md5::new().text("-1204").hex());
        assert_eq!(Md5::new().int(0).hex(), Md5::new().text("0").hex());
        assert_eq!(Md5::new().int(i64::MIN).hex(), Md5::new().text("-9223372036854775808").hex());
        assert_eq!(Md5::new().quoted("it's").hex(), Md5::new().text("\"it's\"").hex());
        assert_eq!(Md5::new().quoted("a\\\"'").hex(), Md5::new().text("'a\\\\\"\\''").hex());
        let python = r"'a\x00\x1f\x7f\x80\xa0\xad¡¿ é\t\r\n\\'";
        let text = "a\0\u{1f}\u{7f}\u{80}\u{a0}\u{ad}¡¿ é\t\r\n\\";
        assert_eq!(Md5::new().quoted(text).hex(), Md5::new().text(python).hex());
        let python = "'a\\u200b\\u2028\\ufeff\\ue000\\U000e0001ключ☃e\u{301}😀İ'";
        let text = "a\u{200b}\u{2028}\u{feff}\u{e000}\u{e0001}ключ☃e\u{301}😀İ";
        assert_eq!(Md5::new().quoted(text).hex(), Md5::new().text(python).hex());
    }
}
