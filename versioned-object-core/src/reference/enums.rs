//! What is said of the enums in fields.

use crate::describe::descriptor::{EnumDescriptor, ObjectDescriptor, TypeKind};
use crate::reference::document::{Block, Entry, Line, Rank, Span, code, names};

/// The enums of the fields of these classes, by name.
pub(crate) fn enums(objects: &[&'static ObjectDescriptor]) -> Vec<Entry> {
    let mut found: Vec<(String, &'static EnumDescriptor)> = Vec::new();
    for field in objects.iter().flat_map(|object| object.fields()) {
        if let TypeKind::Enum(descriptor) = field.ty.innermost().kind {
            let name = name(descriptor, field.rust_type);
            if !found.iter().any(|(known, other)| *known == name && other.values == descriptor.values) {
                found.push((name, descriptor));
            }
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(name, descriptor)| entry(name, descriptor)).collect()
}

/// The name in Python, or that in Rust where Python's has none of its own.
fn name(descriptor: &EnumDescriptor, rust_type: &str) -> String {
    if descriptor.class_name != "Enum" {
        return descriptor.class_name.to_owned();
    }
    let inner = rust_type.rsplit(['<', ':', ',', ' ']).next().unwrap_or_default();
    inner.trim_end_matches('>').to_owned()
}

fn entry(name: String, descriptor: &'static EnumDescriptor) -> Entry {
    let doc = (!descriptor.doc.is_empty()).then_some(Block::Prose(descriptor.doc));
    let rows = descriptor.values.iter().enumerate().map(|(index, value)| {
        let doc: Line = descriptor.docs.get(index).map(|doc| Span::Prose(doc)).into_iter().collect();
        let mut row = vec![vec![code(*value)], doc];
        if let Some(transitions) = descriptor.transitions {
            row.push(names(transitions.get(index).copied().unwrap_or_default().iter().copied()));
        }
        row
    });
    let head: &[&str] = if descriptor.transitions.is_some() {
        &["value", "meaning", "may become"]
    } else {
        &["value", "meaning"]
    };
    let table = Block::Table(head, rows.collect());
    let title = format!("enum {name}");
    Entry {
        rank: Rank::Class,
        title,
        anchor: String::new(),
        blocks: doc.into_iter().chain([table]).collect(),
    }
}
