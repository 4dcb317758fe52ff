//! What programs do that may be left out, to see what else goes wrong.

/// What may be left out, by name.
pub const FEATURES: [(&str, &str); 21] = [
    ("asked", "keys are asked for in other spellings"),
    ("keys", "rows have keys in other spellings"),
    ("moments", "rows have moments in other spellings"),
    ("json", "rows have JSON as others write it, or nothing where a list is"),
    ("sizes", "rows have values of a type of one's own in another spelling"),
    ("bad", "rows have what their object refuses"),
    ("bytes", "rows have bytes where texts are"),
    ("utf8", "rows have texts that are not UTF-8"),
    ("fractions", "rows have fractions where whole numbers are"),
    ("unmarked", "rows have null for the mark of deleted ones"),
    ("loose", "tables take null in every column"),
    ("computed", "updates compute what a field may refuse"),
    ("overflow", "updates compute with the largest numbers"),
    ("moves", "writers change what decides who sees a row"),
    ("stale", "objects are written whose rows are gone or deleted"),
    ("deleted", "contexts see deleted rows"),
    ("columns", "values go through their column on the way in"),
    ("rekeyed", "objects are written whose key was changed"),
    ("nobody", "contexts without a user or with an empty one"),
    ("wire", "objects go over the wire and back"),
    ("wrong", "questions have unknown fields, values and directions"),
];

/// Which features programs have.
#[derive(Clone, Debug, Default)]
pub struct Features {
    without: Vec<String>,
}

impl Features {
    /// All but the named ones, parted by commas.
    ///
    /// # Panics
    /// When there is no such feature.
    pub fn without(names: &str) -> Self {
        let without: Vec<String> =
            names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        for name in &without {
            let known = FEATURES.iter().any(|(known, _)| known == name);
            assert!(known, "`{name}` is none of {:?}", FEATURES.map(|(known, _)| known));
        }
        Self { without }
    }

    /// Whether programs have a feature.
    pub fn has(&self, name: &str) -> bool {
        debug_assert!(FEATURES.iter().any(|(known, _)| *known == name), "{name}");
        !self.without.iter().any(|known| known == name)
    }
}
