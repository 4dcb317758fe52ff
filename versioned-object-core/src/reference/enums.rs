//! What is said of the enums in fields.

use crate::describe::descriptor::{ChangeKind, EnumDescriptor, FieldDescriptor, ObjectDescriptor, TypeKind};
use crate::reference::document::{Block, Entry, Line, Rank, Span, code, joined, names, text};
use crate::reference::names::{enum_anchor, enum_name};
use crate::reference::places::Places;

/// An enum by its name, with the fields that have it.
type Found = (String, &'static EnumDescriptor, Vec<Line>);

/// The enums of the fields of these classes, by name, for the page of the classes.
pub(crate) fn enums(objects: &[&'static ObjectDescriptor], stem: &str, places: &Places) -> Vec<Entry> {
    let mut found: Vec<Found> = Vec::new();
    for (object, field) in objects.iter().flat_map(|object| object.fields().map(move |field| (object, field)))
    {
        if let TypeKind::Enum(descriptor) = field.ty.innermost().kind {
            let name = enum_name(descriptor, field.rust_type);
            let known = found
                .iter_mut()
                .find(|(known, other, _)| *known == name && other.values == descriptor.values);
            match known {
                Some((_, _, uses)) => uses.push(used(object, field)),
                None => found.push((name, descriptor, vec![used(object, field)])),
            }
        }
    }
    found.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    found.into_iter().map(|found| entry(found, stem, places)).collect()
}

/// A field with the enum, and which versions of its object added a value.
fn used(object: &ObjectDescriptor, field: &FieldDescriptor) -> Line {
    let mut line = vec![code(format!("{}.{}", object.name, field.name))];
    line.extend(field.since.map(|since| text(format!(", since {since}"))));
    line.extend(field.until.map(|until| text(format!(", until {until}"))));
    line.push(text(": "));
    let values = field.history.iter().filter_map(|change| match change.kind {
        ChangeKind::Value { value, instead } => Some(vec![
            code(value),
            text(format!(" since {}, for which older versions get ", change.version)),
            code(instead.text),
        ]),
        _ => None,
    });
    let values = joined(values, "; ");
    line.extend(if values.is_empty() { vec![text("all values")] } else { values });
    line
}

fn entry((name, descriptor, uses): Found, stem: &str, places: &Places) -> Entry {
    let doc = places.said_of_enum(stem, descriptor.doc);
    let rows = descriptor.values.iter().enumerate().map(|(index, value)| {
        let doc = descriptor.docs.get(index).map(|doc| Span::Prose(places.prose_of_enum(stem, doc)));
        let doc: Line = doc.into_iter().collect();
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
        anchor: enum_anchor(stem, &name),
        blocks: doc
            .into_iter()
            .chain([table, Block::Paragraph(vec![text("In the fields:")]), Block::Items(uses)])
            .collect(),
    }
}
