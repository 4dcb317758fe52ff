//! Names hashed while a crate compiles: that one is none of hundreds of others is known without comparing them all.

/// The hash of a text, of which those of longer ones are made.
#[derive(Clone, Copy)]
pub(crate) struct Hash {
    value: u64,
    /// What another hash is multiplied with that stands before this one.
    power: u64,
}

impl Hash {
    pub(crate) const fn of(text: &str) -> Self {
        Self::folded(text, 0)
    }

    /// That of the text in small letters, where these are ASCII; of others, another one too.
    pub(crate) const fn of_any_case(text: &str) -> Self {
        Self::folded(text, 0x20)
    }

    /// With some bits set in each byte.
    const fn folded(text: &str, set: u8) -> Self {
        let (bytes, mut at) = (text.as_bytes(), 0);
        let (mut value, mut power) = (0_u64, 1_u64);
        while at < bytes.len() {
            value = value.wrapping_mul(BASE).wrapping_add((bytes[at] | set) as u64 + 1);
            power = power.wrapping_mul(BASE);
            at += 1;
        }
        Self { value, power }
    }

    /// That of the two texts, one behind the other.
    pub(crate) const fn then(self, other: Self) -> Self {
        Self {
            value: self.value.wrapping_mul(other.power).wrapping_add(other.value),
            power: self.power.wrapping_mul(other.power),
        }
    }
}

const BASE: u64 = 0x0100_0000_01b3;

/// Names, of which it is known that others are not among them.
pub(crate) struct Names {
    bits: [u64; 2048],
}

impl Names {
    pub(crate) const fn new() -> Self {
        Self { bits: [0; 2048] }
    }

    pub(crate) const fn add(&mut self, name: Hash) {
        let (word, bit) = place(name);
        self.bits[word] |= bit;
    }

    /// Whether the name may be among them: seldom, it is not.
    pub(crate) const fn may_have(&self, name: Hash) -> bool {
        let (word, bit) = place(name);
        self.bits[word] & bit != 0
    }
}

/// Where the bit of a name stands: the upper ones of the product depend on all of the hash.
const fn place(name: Hash) -> (usize, u64) {
    let mixed = name.value.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 47;
    ((mixed / 64) as usize, 1 << (mixed % 64))
}

#[cfg(test)]
mod tests {
    use super::{Hash, Names};

    #[test]
    fn a_hash_is_that_of_the_whole() {
        let (whole, made) = (Hash::of("set_size_mut"), Hash::of("set_").then(Hash::of("size_mut")));
        assert_eq!((whole.value, whole.power), (made.value, made.power));
    }

    #[test]
    fn what_was_added_is_found() {
        let names: Vec<_> = (0..600).map(|number| format!("name_{number}")).collect();
        let mut known = Names::new();
        for name in &names {
            known.add(Hash::of(name));
        }
        assert!(names.iter().all(|name| known.may_have(Hash::of(name))));
        let others = (0..600).filter(|number| known.may_have(Hash::of(&format!("other_{number}"))));
        assert!(others.count() < 30);
    }
}
