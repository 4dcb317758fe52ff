//! The reference of the objects: it is kept in `docs/reference`, and its page of the Backup module has all that Cinder's own
//! page has, `data/cinder-objects-backup.txt`.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeMap;

use versioned_object_core::reference::{Format, Reference};
use versioned_object_core::{ChangeKind, TypeKind, testing};

#[test]
fn the_reference_is_that_of_the_declarations() {
    testing::assert_reference!("../docs/reference");
}

/// What Cinder's page says of a class.
#[derive(Debug, Default)]
struct Class {
    signature: String,
    bases: Vec<String>,
    /// Attributes and methods as they stand there, one a line.
    members: Vec<String>,
    fields: BTreeMap<String, String>,
    /// The rest: what it says in sentences, which ours says in its own.
    docs: Vec<String>,
}

/// Whether a line names an attribute or a method: the others are documentation.
fn is_member(line: &str) -> bool {
    let bare =
        ["static ", "classmethod "].into_iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line);
    let end = bare.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(bare.len());
    let rest = &bare[end..];
    end > 0 && (rest.is_empty() || rest.starts_with('(') && rest.ends_with(')') || rest.starts_with(" = "))
}

/// The entries of `{'name': Type(…), …}`.
fn entries(map: &str) -> BTreeMap<String, String> {
    let inner = map.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
    let (mut depth, mut start, mut entries) = (0, 0, Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                entries.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    entries.push(&inner[start..]);
    let pair = |entry: &str| {
        let (name, ty) = entry.trim().split_once(": ").unwrap();
        (name.trim_matches('\'').to_owned(), ty.to_owned())
    };
    entries.into_iter().map(pair).collect()
}

/// The classes of Cinder's page.
fn seed() -> Vec<Class> {
    let page = include_str!("data/cinder-objects-backup.txt").replace(['‘', '’'], "'");
    let mut classes: Vec<Class> = Vec::new();
    for line in page.lines().map(str::trim) {
        if line.starts_with("class ") {
            let signature = line.to_owned();
            classes.push(Class { signature, ..Class::default() });
        }
        let Some(class) = classes.last_mut().filter(|class| class.signature != line) else { continue };
        if let Some(bases) = line.strip_prefix("Bases: ") {
            class.bases = bases.split(", ").map(str::to_owned).collect();
        } else if let Some(fields) = line.strip_prefix("fields = ") {
            class.fields = entries(fields);
        } else if is_member(line) || line.starts_with("alias of ") {
            class.members.push(line.to_owned());
        } else if !line.is_empty() {
            class.docs.push(line.to_owned());
        }
    }
    classes
}

/// The lines of our text page, by class.
fn ours() -> BTreeMap<String, Vec<String>> {
    let reference =
        Reference::of(backup_objects::registry().types()).only(&["cinder.objects.backup"]).unwrap();
    let mut classes = BTreeMap::new();
    let mut signature = String::new();
    for line in reference.to_text(Format::Text).lines() {
        if line.starts_with("class ") || line.starts_with("enum ") {
            line.clone_into(&mut signature);
        }
        classes.entry(signature.clone()).or_insert_with(Vec::new).push(line.trim().to_owned());
    }
    classes
}

#[test]
fn the_judge_reads_the_whole_page() {
    let classes = seed();
    let counts: Vec<_> = classes.iter().map(|class| (class.members.len(), class.fields.len())).collect();
    assert_eq!(counts, [(39, 26), (9, 3), (29, 26), (7, 1)]);
    let docs: Vec<_> = classes.iter().map(|class| class.docs.len()).collect();
    assert_eq!(docs, [4, 0, 4, 0], "{classes:#?}");
    assert_eq!(classes[1].fields["secure_enabled"], "Boolean(default=False,nullable=False)");
    assert!(classes[0].members.contains(&"static decode_record(backup_url)".to_owned()));
    assert!(
        is_member("VERSION = '1.0'") && !is_member("Raises:InvalidInput") && !is_member("Make an object")
    );
}

#[test]
fn the_page_of_the_backup_module_has_all_that_the_page_of_cinder_has() {
    let ours = ours();
    let mut missing = Vec::new();
    for class in seed() {
        let Some(lines) = ours.get(&class.signature) else {
            missing.push(class.signature);
            continue;
        };
        let bases = format!("Bases: {}", class.bases.join(", "));
        let fields = class.fields.iter().map(|(name, ty)| format!("'{name}': {ty}"));
        let wanted = class.members.iter().cloned().chain(fields).chain([bases]);
        let of_class = wanted.filter(|wanted| !lines.contains(wanted));
        missing.extend(of_class.map(|line| format!("{}: {line}", class.signature)));
        // And no other field.
        let count = lines.iter().filter(|line| line.starts_with('\'') && line.contains("(default=")).count();
        assert_eq!(count, class.fields.len(), "{}", class.signature);
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn enums_say_which_fields_have_them_and_since_when_they_take_a_value() {
    let mut values = 0;
    for object in backup_objects::registry().types() {
        let page = Reference::of([object]).to_text(Format::Markdown);
        for field in object.fields() {
            let TypeKind::Enum(of) = field.ty.kind else { continue };
            let entry =
                page.split("\n## `enum ").skip(1).find(|entry| entry.starts_with(of.class_name)).unwrap();
            let lead = format!("- `{}.{}`", object.name, field.name);
            let line = entry.lines().find(|line| line.starts_with(&lead));
            let line = line.unwrap_or_else(|| panic!("{lead} in {entry}"));
            let mut added = 0;
            for change in field.history {
                let ChangeKind::Value { value, .. } = change.kind else { continue };
                assert!(line.contains(&format!("`{value}` since {}", change.version)), "{line}");
                added += 1;
            }
            assert_eq!(line.contains("all values"), added == 0, "{line}");
            assert_eq!(line.contains(", since "), field.since.is_some(), "{line}");
            values += added;
        }
    }
    assert!(values > 6, "{values}");
}
