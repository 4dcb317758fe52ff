//! What is said of a class.

use crate::base::version::Version;
use crate::describe::descriptor::{ChangeKind, FieldDescriptor, Fill, ObjectDescriptor, TypeKind};
use crate::reference::document::{Block, Entry, Line, Rank, code, joined, names, text};
use crate::reference::example::Example;
use crate::reference::members::members;
use crate::reference::names::{anchor, bases, module};
use crate::reference::older::older;
use crate::reference::places::Places;
use crate::schema::modern::{Definition, Shape, definition};
use crate::wire::write::{default_of, put_json};

/// A class, with everything that is known of it.
pub(crate) fn class(object: &'static ObjectDescriptor, places: &Places, example: &Example) -> Entry {
    let parameters = if object.list_of.is_some() { "*args" } else { "context=None" };
    let mut blocks = vec![Block::Paragraph(vec![text(format!("Bases: {}", bases(object).join(", ")))])];
    blocks.extend(places.said(object, object.doc));
    blocks.push(Block::Paragraph(origin(object)));
    blocks.extend(members(object, places).into_iter().map(Block::Entry));
    let parts = [
        part(Rank::Part, "Versions", versions(object, places)),
        part(Rank::Part, "What readers of older versions get", older(object, example)),
        part(Rank::Part, "Fingerprint", fingerprint(object)),
        part(Rank::Part, "Example", example.blocks()),
        part(Rank::Folded, "JSON Schema", schema(object, places)),
    ];
    blocks.extend(parts.into_iter().flatten());
    Entry {
        rank: Rank::Class,
        title: format!("class {}({parameters}, **kwargs)", object.name),
        anchor: anchor(object),
        blocks,
    }
}

fn part(rank: Rank, title: &str, blocks: Vec<Block>) -> Option<Block> {
    (!blocks.is_empty())
        .then(|| Block::Entry(Entry { rank, title: title.to_owned(), anchor: String::new(), blocks }))
}

/// Where it is declared, and what it is called on the wire.
fn origin(object: &ObjectDescriptor) -> Line {
    let mut line = vec![text("Declared in "), code(object.module)];
    if let Some(package) = object.package {
        line.extend([text(" of the package "), code(package)]);
    }
    line.extend([text("; on the wire "), code(object.name), text(" of "), code(object.namespace), text(".")]);
    line
}

fn fingerprint(object: &ObjectDescriptor) -> Vec<Block> {
    let hash = object.compute_fingerprint();
    let line = match hash {
        Some(hash) => vec![code(format!("{}-{hash}", object.version))],
        None => vec![text("A default has no known form in Python, so that there is none.")],
    };
    vec![Block::Paragraph(line)]
}

/// The definition of the class itself. Those of the objects in it stand with their classes: all of them would be half of a
/// project on every page.
fn schema(object: &'static ObjectDescriptor, places: &Places) -> Vec<Block> {
    let Definition { schema, references } = definition(object);
    let children = object.fields().filter_map(|field| match field.ty.innermost().kind {
        TypeKind::Object(child) => Some(child()),
        _ => None,
    });
    let children: Vec<_> = children.collect();
    let lines = references.into_iter().filter_map(|(reference, (id, shape))| {
        let child = children.iter().find(|child| (child.type_id)() == id)?;
        Some([vec![code(reference), text(": ")], definition_of(child, shape, places)].concat())
    });
    let lines: Vec<_> = lines.collect();
    let others = (!lines.is_empty()).then(|| {
        let lead = vec![
            text("What it refers to stands with the class of the object; "),
            code("schema::json_schema"),
            text(" gives all of it as one document."),
        ];
        [Block::Paragraph(lead), Block::Items(lines)]
    });
    others.into_iter().flatten().chain([Block::json(&schema)]).collect()
}

/// Where a definition stands.
fn definition_of(object: &ObjectDescriptor, shape: Shape, places: &Places) -> Line {
    let mut line = vec![places.class(object)];
    match shape {
        Shape::AnyVersion => line.push(text(", in any of its versions")),
        Shape::Envelope(version) if version != object.version => {
            line.push(text(format!(", in version {version}")));
        }
        Shape::Envelope(_) | Shape::Plain => {}
    }
    if !places.has(object) {
        line.extend([text(" of "), code(module(object)), text(", which is on none of these pages")]);
    }
    line
}

/// What each version changed.
fn versions(object: &ObjectDescriptor, places: &Places) -> Vec<Block> {
    let lines = object.versions().map(|version| {
        let is_first = version.minor == 0;
        let mut changes = Vec::new();
        if is_first {
            let there = object.all_fields().filter(|field| field.exists_in(version));
            let there = names(there.map(|field| field.name_in(version)));
            changes.push(if there.is_empty() {
                vec![text("the first, without fields")]
            } else {
                [vec![text("the first, with ")], there].concat()
            });
        }
        for slot in object.slots_in_order() {
            changes.extend(changes_of(object, slot, version, is_first));
        }
        changes.extend(children(object, version, places));
        let notes = object.notes.iter().filter(|(noted, _)| *noted == version);
        changes.extend(notes.map(|(_, note)| vec![text(*note)]));
        if changes.is_empty() {
            changes.push(vec![text("nothing that a field shows")]);
        }
        [vec![code(version.to_string()), text(": ")], joined(changes, "; ")].concat()
    });
    vec![Block::Items(lines.collect())]
}

/// What a version did to a field.
fn changes_of(object: &ObjectDescriptor, slot: usize, version: Version, is_first: bool) -> Vec<Line> {
    let field = &object.slots[slot];
    let mut lines = Vec::new();
    let name = || code(field.name_in(version));
    if field.until == Some(version) {
        lines.push(vec![code(field.name), text(" is gone")]);
    }
    if field.since == Some(version) && !is_first {
        lines.push([vec![name(), text(" is new")], raised(object, slot)].concat());
    }
    for change in field.history.iter().filter(|change| change.version == version) {
        lines.push(match change.kind {
            ChangeKind::Renamed { from } => {
                vec![code(from), text(" is called "), name(), text(" from here on")]
            }
            ChangeKind::Changed { from, .. } => {
                let null = if from.nullable { " that may be null" } else { "" };
                vec![name(), text(" was "), code(from.whole_name()), text(null)]
            }
            ChangeKind::Value { value, instead } => {
                let instead = code(instead.text);
                vec![name(), text(" may be "), code(value), text(", for which older versions get "), instead]
            }
        });
    }
    lines
}

/// What an object of a version before gets in a new field when it is raised.
fn raised(object: &ObjectDescriptor, slot: usize) -> Line {
    let field = &object.slots[slot];
    let value = match field.fill {
        Fill::DefaultValue => default_of(object, slot, None),
        Fill::Value(put) => put_json(object, slot, put, None),
        Fill::Unset => None,
    };
    match value.filter(|_| !field.is_secret()) {
        Some(value) => {
            vec![text(", and "), code(value.to_string()), text(" in an older object that is raised")]
        }
        None => Line::new(),
    }
}

/// The versions of children that go with a version from there on.
fn children(object: &ObjectDescriptor, version: Version, places: &Places) -> Vec<Line> {
    let of_field = |field: &FieldDescriptor| {
        let pairs = object.relationship(field.name)?;
        let (_, child) = pairs.iter().find(|(ours, _)| *ours == version)?;
        Some(vec![text("objects in "), code(field.name), text(format!(" are at {child}"))])
    };
    let mut lines: Vec<_> = object.fields().filter_map(of_field).collect();
    if let (Some(listed), Some((_, child))) =
        (object.list_of, object.child_versions.iter().find(|(ours, _)| *ours == version))
    {
        lines.push(vec![text("its "), places.class(listed()), text(format!(" are at {child}"))]);
    }
    lines
}
