//! MD5 (RFC 1321) in constants: oslo's fingerprints are made with it.
//!
//! No crate offers it as `const fn`. It guards nothing: fingerprints only tell declarations apart.

/// A hash to which text is added.
#[derive(Clone, Copy)]
pub(crate) struct Md5 {
    state: [u32; 4],
    block: [u8; 64],
    /// Bytes so far.
    len: usize,
}

const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

/// `floor(2^32 × |sin(i + 1)|)`, the constants of the RFC.
const SINES: [u32; 64] = [
    0xd76a_a478,
    0xe8c7_b756,
    0x2420_70db,
    0xc1bd_ceee,
    0xf57c_0faf,
    0x4787_c62a,
    0xa830_4613,
    0xfd46_9501,
    0x6980_98d8,
    0x8b44_f7af,
    0xffff_5bb1,
    0x895c_d7be,
    0x6b90_1122,
    0xfd98_7193,
    0xa679_438e,
    0x49b4_0821,
    0xf61e_2562,
    0xc040_b340,
    0x265e_5a51,
    0xe9b6_c7aa,
    0xd62f_105d,
    0x0244_1453,
    0xd8a1_e681,
    0xe7d3_fbc8,
    0x21e1_cde6,
    0xc337_07d6,
    0xf4d5_0d87,
    0x455a_14ed,
    0xa9e3_e905,
    0xfcef_a3f8,
    0x676f_02d9,
    0x8d2a_4c8a,
    0xfffa_3942,
    0x8771_f681,
    0x6d9d_6122,
    0xfde5_380c,
    0xa4be_ea44,
    0x4bde_cfa9,
    0xf6bb_4b60,
    0xbebf_bc70,
    0x289b_7ec6,
    0xeaa1_27fa,
    0xd4ef_3085,
    0x0488_1d05,
    0xd9d4_d039,
    0xe6db_99e5,
    0x1fa2_7cf8,
    0xc4ac_5665,
    0xf429_2244,
    0x432a_ff97,
    0xab94_23a7,
    0xfc93_a039,
    0x655b_59c3,
    0x8f0c_cc92,
    0xffef_f47d,
    0x8584_5dd1,
    0x6fa8_7e4f,
    0xfe2c_e6e0,
    0xa301_4314,
    0x4e08_11a1,
    0xf753_7e82,
    0xbd3a_f235,
    0x2ad7_d2bb,
    0xeb86_d391,
];

impl Md5 {
    pub(crate) const fn new() -> Self {
        Self { state: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476], block: [0; 64], len: 0 }
    }

    /// Adds a text.
    pub(crate) const fn text(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            self.push(bytes[at]);
            at += 1;
        }
        self
    }

    /// Adds a number in decimal.
    pub(crate) const fn int(mut self, number: i64) -> Self {
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

    /// Adds a text as Python's `repr` prints it, for texts without control characters: in single quotes, or in double
    /// ones when it has single and no double quotes.
    pub(crate) const fn quoted(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut single, mut double, mut at) = (false, false, 0);
        while at < bytes.len() {
            single = single || bytes[at] == b'\'';
            double = double || bytes[at] == b'"';
            at += 1;
        }
        let quote = if single && !double { b'"' } else { b'\'' };
        self.push(quote);
        at = 0;
        while at < bytes.len() {
            if bytes[at] == quote || bytes[at] == b'\\' {
                self.push(b'\\');
            }
            self.push(bytes[at]);
            at += 1;
        }
        self.push(quote);
        self
    }

    /// The hash as hex digits.
    pub(crate) const fn hex(mut self) -> [u8; 32] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let bits = (self.len as u64).wrapping_mul(8).to_le_bytes();
        self.push(0x80);
        while self.len % 64 != 56 {
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
            hex[2 * at] = DIGITS[(byte >> 4) as usize];
            hex[2 * at + 1] = DIGITS[(byte & 15) as usize];
            at += 1;
        }
        hex
    }

    const fn push(&mut self, byte: u8) {
        self.block[self.len % 64] = byte;
        self.len += 1;
        if self.len.is_multiple_of(64) {
            self.compress();
        }
    }

    const fn compress(&mut self) {
        let mut words = [0_u32; 16];
        let mut at = 0;
        while at < 16 {
            let bytes =
                [self.block[4 * at], self.block[4 * at + 1], self.block[4 * at + 2], self.block[4 * at + 3]];
            words[at] = u32::from_le_bytes(bytes);
            at += 1;
        }
        let [mut a, mut b, mut c, mut d] = self.state;
        let mut step = 0;
        while step < 64 {
            let (mix, word) = match step / 16 {
                0 => ((b & c) | (!b & d), step),
                1 => ((d & b) | (!d & c), (5 * step + 1) % 16),
                2 => (b ^ c ^ d, (3 * step + 5) % 16),
                _ => (c ^ (b | !d), (7 * step) % 16),
            };
            let sum = a.wrapping_add(mix).wrapping_add(SINES[step]).wrapping_add(words[word]);
            let rotated = sum.rotate_left(SHIFTS[step / 16][step % 4]);
            (a, d, c, b) = (d, c, b, b.wrapping_add(rotated));
            step += 1;
        }
        self.state = [
            self.state[0].wrapping_add(a),
            self.state[1].wrapping_add(b),
            self.state[2].wrapping_add(c),
            self.state[3].wrapping_add(d),
        ];
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
    fn numbers_and_quotes_print_as_python_prints_them() {
        assert_eq!(Md5::new().int(-1204).hex(), Md5::new().text("-1204").hex());
        assert_eq!(Md5::new().int(0).hex(), Md5::new().text("0").hex());
        assert_eq!(Md5::new().int(i64::MIN).hex(), Md5::new().text("-9223372036854775808").hex());
        assert_eq!(Md5::new().quoted("it's").hex(), Md5::new().text("\"it's\"").hex());
        assert_eq!(Md5::new().quoted("a\\\"'").hex(), Md5::new().text("'a\\\\\"\\''").hex());
    }
}
