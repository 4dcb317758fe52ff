//! The attributes and methods of a class.

use crate::base::version::Version;
use crate::describe::descriptor::{
    DefaultRepr, FieldDescriptor, MethodDescriptor, ObjectDescriptor, Relation, TypeKind,
};
use crate::describe::table::TableDescriptor;
use crate::reference::document::{Block, Entry, FieldRow, Line, Rank, code, joined, names, text};
use crate::reference::inherited::INHERITED;
use crate::reference::names::{key, member_anchor};
use crate::reference::places::Places;

/// Every attribute and method, by name.
pub(crate) fn members(object: &'static ObjectDescriptor, places: &Places) -> Vec<Entry> {
    let mut members = vec![entry(format!("VERSION = '{}'", object.version), Vec::new())];
    members
        .extend(object.fields().map(|field| entry(field.name.to_owned(), attribute(object, field, places))));
    members.extend(extra_fields(object, places));
    members.extend(methods(object, places));
    let rows = object.fields().map(|field| FieldRow {
        name: field.name,
        python: python_type(field, object.version),
        rust: field.rust_type,
    });
    members.push(entry("fields".to_owned(), vec![Block::Fields(rows.collect())]));
    if let Some(table) = object.table {
        members.push(entry("model".to_owned(), model(object, table, places)));
    }
    members.sort_by(|one, other| key(&one.title).cmp(key(&other.title)));
    for member in &mut members {
        member.anchor = member_anchor(object, &member.title);
    }
    members
}

fn entry(title: String, blocks: Vec<Block>) -> Entry {
    Entry { rank: Rank::Member, title, anchor: String::new(), blocks }
}

/// The field as Python prints it in a version, but for the default of a secret.
pub(crate) fn python_type(field: &FieldDescriptor, version: Version) -> String {
    let is_hidden = field.default.is_some() && field.is_secret();
    field.python_type_in(version).filter(|_| !is_hidden).unwrap_or_else(|| {
        let ty = field.type_in(version);
        let null = if ty.nullable { "True" } else { "False" };
        format!("{}(default=…,nullable={null})", ty.name)
    })
}

fn attribute(object: &ObjectDescriptor, field: &'static FieldDescriptor, places: &Places) -> Vec<Block> {
    let doc = places.said(object, field.doc);
    let mut facts = Vec::new();
    if !field.rust_type.is_empty() {
        facts.push(vec![text("in Rust "), code(field.rust_type)]);
    }
    facts.extend(field.nullable().then(|| vec![text("may be null")]));
    facts.extend(default(field));
    facts.extend(field.validator.map(|function| vec![text("checked by "), code(function)]));
    facts.extend(field.read_only.then(|| vec![text("is set once")]));
    facts.extend(field.is_secret().then(|| vec![text("is secret")]));
    facts.extend(field.object.map(|name| vec![text("takes objects "), code(name)]));
    facts.extend(field.since.map(|since| vec![text(format!("since {since}"))]));
    facts.extend(field.relation.map(relation));
    facts.extend(
        (field.stored && field.column != field.name)
            .then(|| vec![text("in the column "), code(field.column)]),
    );
    match field.ty.innermost().kind {
        TypeKind::Object(child) => facts.push(vec![text("of "), places.class(child())]),
        TypeKind::Enum(values) => {
            facts.push([vec![text("one of ")], names(values.values.iter().copied())].concat());
        }
        _ => {}
    }
    let facts = (!facts.is_empty()).then(|| Block::Paragraph(joined(facts, "; ")));
    doc.into_iter().chain(facts).collect()
}

fn default(field: &FieldDescriptor) -> Option<Line> {
    let python = match field.default?.repr {
        _ if field.is_secret() => return Some(vec![text("has a default")]),
        DefaultRepr::Text(python) => python.to_owned(),
        DefaultRepr::Bool(true) => "True".to_owned(),
        DefaultRepr::Bool(false) => "False".to_owned(),
        DefaultRepr::Int(number) => number.to_string(),
        DefaultRepr::Unknown => return Some(vec![text("has a default")]),
    };
    Some(vec![text("by default "), code(python)])
}

fn relation(relation: Relation) -> Line {
    match relation {
        Relation::HasMany { key } => vec![text("objects whose "), code(key), text(" is our key")],
        Relation::BelongsTo { key } => vec![text("the object whose key is "), code(key)],
    }
}

/// What is computed: an attribute of each, and the list of them where the class itself adds some.
fn extra_fields(object: &'static ObjectDescriptor, places: &Places) -> Vec<Entry> {
    let is_own = |name: &str| {
        object.parent.is_none_or(|parent| parent().extra_index(name).is_none())
            || object.methods.iter().any(|method| method.name == name)
    };
    let mut entries: Vec<_> = object
        .extra_fields
        .iter()
        .filter(|extra| is_own(extra.name))
        .map(|extra| {
            let method = object.methods.iter().find(|method| method.name == extra.name);
            let mut blocks: Vec<_> =
                method.into_iter().filter_map(|method| places.said(object, method.doc)).collect();
            blocks.push(Block::Paragraph(match method {
                Some(method) => vec![text("computed; in Rust "), code(method.signature)],
                None => vec![text("computed")],
            }));
            entry(extra.name.to_owned(), blocks)
        })
        .collect();
    if !entries.is_empty() {
        let all: Vec<_> = object.extra_fields.iter().map(|extra| format!("'{}'", extra.name)).collect();
        entries.push(entry(format!("obj_extra_fields = [{}]", all.join(", ")), Vec::new()));
    }
    entries
}

/// The methods: what the declaration records, what Python calls over the wire, and what the class has from traits.
fn methods(object: &'static ObjectDescriptor, places: &Places) -> Vec<Entry> {
    let is_extra = |method: &&MethodDescriptor| object.extra_index(method.name).is_some();
    let mut entries = Vec::new();
    for method in object.methods.iter().filter(|method| !is_extra(method)) {
        let mut blocks: Vec<_> = places.said(object, method.doc).into_iter().collect();
        let title = match method.python {
            Some(python) => {
                blocks.push(Block::Paragraph(vec![text("in Rust "), code(method.signature)]));
                python
            }
            None => method.signature,
        };
        entries.push(entry(title.to_owned(), blocks));
    }
    let named = |entries: &[Entry], name: &str| entries.iter().any(|known| key(&known.title) == name);
    let is_inherited = |name: &str| {
        object.parent.is_some_and(|parent| parent().remotable.iter().any(|method| method.name == name))
    };
    for method in object.remotable {
        if !named(&entries, method.name) && !is_inherited(method.name) {
            let line = vec![text("called over the wire")];
            entries.push(entry(method.signature.to_owned(), vec![Block::Paragraph(line)]));
        }
    }
    for method in INHERITED.iter().filter(|method| (method.is_of)(object)) {
        let title = method.python.unwrap_or(method.signature);
        if !named(&entries, key(title)) {
            let rust = method.python.map(|_| {
                Block::Paragraph(vec![
                    text("in Rust "),
                    code(method.signature),
                    text(" of "),
                    code(method.owner),
                ])
            });
            let from = match method.python {
                Some(_) => None,
                None => Some(Block::Paragraph(vec![text("of "), code(method.owner)])),
            };
            let blocks = [places.said(object, method.doc), rust, from].into_iter().flatten().collect();
            entries.push(entry(title.to_owned(), blocks));
        }
    }
    entries
}

/// The table that objects are stored in, which is that of the first class in the line of parents.
fn model(object: &'static ObjectDescriptor, table: TableDescriptor, places: &Places) -> Vec<Block> {
    let mut first = object;
    while let Some(parent) = first.parent.map(|parent| parent())
        && parent.table.is_some_and(|above| above.name == table.name)
    {
        first = parent;
    }
    let mut facts =
        vec![vec![text("the table "), code(table.name)], vec![text("by the key "), code(table.key)]];
    facts.extend(table.project.map(|field| vec![text("a row belongs to the project in "), code(field)]));
    facts.extend(table.soft_delete.map(|deletion| {
        let set = [Some(deletion.flag), deletion.at].into_iter().flatten();
        let set = set.chain(deletion.set.iter().map(|(field, _)| *field));
        [vec![text("a deleted row stays, and says so in ")], names(set)].concat()
    }));
    facts.extend(table.created.map(|field| vec![text("when it was made is in "), code(field)]));
    facts.extend(table.updated.map(|field| vec![text("when it was changed is in "), code(field)]));
    let alias = if std::ptr::eq(first, object) { text(first.name) } else { places.class(first) };
    vec![Block::Paragraph(vec![text("alias of "), alias]), Block::Paragraph(joined(facts, "; "))]
}
