//! What classes have from traits, and is declared nowhere for each of them.

use crate::describe::descriptor::ObjectDescriptor;

/// A method of a trait, or what stands for one of Python.
pub(crate) struct Inherited {
    /// The trait or the type that has it.
    pub(crate) owner: &'static str,
    /// What it is in Python, where Python has it.
    pub(crate) python: Option<&'static str>,
    /// Its signature in Rust.
    pub(crate) signature: &'static str,
    /// What it does.
    pub(crate) doc: &'static str,
    /// Whether a class has it, without its parent having it already.
    pub(crate) is_of: fn(&ObjectDescriptor) -> bool,
}

/// All of them.
pub(crate) const INHERITED: &[Inherited] = &[
    #[cfg(feature = "sql")]
    Inherited {
        owner: "store::Persistent",
        python: Some("create()"),
        signature: "fn create(&mut self) -> impl Future<Output = Result<()>> + Send",
        doc: "Writes a new row, with a key of the context's making where keys are UUIDs, and reads it back.",
        is_of: is_stored,
    },
    #[cfg(feature = "sql")]
    Inherited {
        owner: "store::Persistent",
        python: Some("save()"),
        signature: "fn save(&mut self) -> impl Future<Output = Result<()>> + Send",
        doc: "Writes the changed fields, after which none is. Without changes, nothing is written.",
        is_of: is_stored,
    },
    #[cfg(feature = "sql")]
    Inherited {
        owner: "store::Persistent",
        python: Some("destroy()"),
        signature: "fn destroy(&mut self) -> impl Future<Output = Result<()>> + Send",
        doc: "Deletes the row, or marks it deleted where the type says how, and sets the fields that say so.",
        is_of: is_stored,
    },
    #[cfg(feature = "sql")]
    Inherited {
        owner: "store::StoredList",
        python: None,
        signature: "fn list(context: &Context, query: &Query<Self::Item>) -> impl Future<Output = Result<Self>> + Send",
        doc: "The objects of a query as a list object, with the context they were read for; nothing counts as changed.",
        is_of: is_stored_list,
    },
    Inherited {
        owner: "wire::WriteOptions",
        python: Some("obj_make_compatible(primitive, target_version)"),
        signature: "fn target_version(mut self, version: Version) -> Self",
        doc: "At an older version, for a peer that knows no newer one: fields that it lacks are left out.",
        is_of: changes_by_version,
    },
];

#[cfg(feature = "sql")]
fn is_stored(object: &ObjectDescriptor) -> bool {
    object.table.is_some() && object.parent.is_none_or(|parent| parent().table.is_none())
}

#[cfg(feature = "sql")]
fn is_stored_list(object: &ObjectDescriptor) -> bool {
    object.list_of.is_some_and(|listed| listed().table.is_some())
}

/// Whether an older version is otherwise than the declaration, by what the class itself declares: Python's has code of its
/// own then.
fn changes_by_version(object: &ObjectDescriptor) -> bool {
    let inherited = |name: &str| object.parent.is_some_and(|parent| parent().field(name).is_some());
    let mut own = object.all_fields().filter(|field| !inherited(field.name));
    let has_hook = object.hooks.make_compatible.is_some() && object.parent.is_none();
    has_hook
        || own.any(|field| field.since.is_some() || field.until.is_some() || !field.history.is_empty())
        || object.relationships.iter().any(|relationship| relationship.versions.len() > 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "an error fails the test")]

    use std::fs;
    use std::path::Path;

    use super::INHERITED;

    #[test]
    fn rows_say_what_the_traits_say() {
        for row in INHERITED {
            let file = match row.owner {
                "store::Persistent" => "store/persistent.rs",
                "store::StoredList" => "store/stored_list.rs",
                "wire::WriteOptions" => "primitive/options.rs",
                other => panic!("{other} stands nowhere"),
            };
            let source =
                fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file)).unwrap();
            let words =
                source.lines().flat_map(|line| line.trim().trim_start_matches("///").split_whitespace());
            let flat = words.collect::<Vec<_>>().join(" ");
            let at = flat.find(&format!("{} {{", row.signature));
            let before = &flat[..at.unwrap_or_else(|| panic!("{file} has no `{}`", row.signature))];
            let docs = before.rsplit("fn ").next().unwrap();
            assert!(docs.contains(row.doc), "{}: {docs}", row.signature);
        }
    }
}
