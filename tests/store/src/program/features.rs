//! What programs do that may be left out, to see what else goes wrong.

/// What may be left out, by name.
pub const FEATURES: [(&str, &str); 23] = [
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
    ("twins", "a row is to be made under a key that another row has in another spelling"),
    (
        "outdated",
        "what decides who sees a row is saved by an object that has the rest of that as the row had it once",
    ),
];

/// What programs do only where they are asked to: nobody has decided yet what is right.
pub const UNDECIDED: [(&str, &str); 2] = [
    ("respelt", "the key of a row gets another spelling while somebody has its object"),
    ("nameless", "rows have no key at all"),
];

/// Which features programs have.
#[derive(Clone, Debug, Default)]
pub struct Features {
    without: Vec<String>,
    with: Vec<String>,
}

fn parted(names: &str, known: &[(&str, &str)]) -> Vec<String> {
    let names: Vec<String> = names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    for name in &names {
        assert!(known.iter().any(|(known, _)| known == name), "`{name}` is none of {known:?}");
    }
    names
}

impl Features {
    /// All that are decided but the ones of the first list, and those of the second; names are parted by commas.
    ///
    /// # Panics
    /// When there is no such feature.
    pub fn new(without: &str, with: &str) -> Self {
        Self { without: parted(without, &FEATURES), with: parted(with, &UNDECIDED) }
    }

    /// Whether programs have a feature.
    pub fn has(&self, name: &str) -> bool {
        if UNDECIDED.iter().any(|(known, _)| *known == name) {
            return self.with.iter().any(|known| known == name);
        }
        debug_assert!(FEATURES.iter().any(|(known, _)| *known == name), "{name}");
        !self.without.iter().any(|known| known == name)
    }
}
