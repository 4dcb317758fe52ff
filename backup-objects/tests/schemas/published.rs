//! The fields of every version of every object, as `versions.lock` has them: what was published, and reviewed.

use std::collections::BTreeMap;

/// A field of a version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    pub(crate) takes_null: bool,
    pub(crate) has_default: bool,
    /// The values of its enum.
    pub(crate) values: Vec<String>,
}

/// The fields of a version, by name.
pub(crate) type Fields = BTreeMap<String, Field>;

/// The fields by object and version.
pub(crate) fn published() -> BTreeMap<(String, String), Fields> {
    let (mut all, mut name, mut version) = (BTreeMap::new(), String::new(), String::new());
    let mut fields = Fields::new();
    for line in include_str!("../../versions.lock").lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match *words.as_slice() {
            ["object", object] => {
                object.clone_into(&mut name);
                version.clear();
                fields.clear();
            }
            ["version", of, _] => of.clone_into(&mut version),
            ["-", gone] => drop(fields.remove(gone.trim_end_matches(':'))),
            ["+" | "~", field, ..] => {
                let (_, ty) = line.split_once(": ").unwrap();
                fields.insert(field.trim_end_matches(':').to_owned(), field_of(ty));
            }
            _ => continue,
        }
        all.insert((name.clone(), version.clone()), fields.clone());
    }
    all.retain(|(_, version), _| !version.is_empty());
    all
}

/// A field of a type such as `Object?<Volume>`, `Kind?(one, two) = "one"` or `DateTime? read-only`.
fn field_of(ty: &str) -> Field {
    let end = ty.find([' ', '(', '<']).unwrap_or(ty.len());
    let values = ty[end..].strip_prefix('(').and_then(|values| values.split_once(')'));
    let values = values.map(|(values, _)| values.split(", ").map(str::to_owned).collect());
    Field {
        takes_null: ty[..end].ends_with('?'),
        has_default: ty.contains(" = "),
        values: values.unwrap_or_default(),
    }
}
