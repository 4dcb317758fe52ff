//! What differs between a lock and the declarations, and which of it may be accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::version::Version;
use crate::describe::descriptor::DEFAULT_SERIAL_NAMESPACE;
use crate::describe::lookup::LIST_FIELD;
use crate::testing::lock::difference::{Cause, Change, Fact, Item, ObjectReport, What};
use crate::testing::lock::message::rust;
use crate::testing::lock::model::{Facts, Field, Lock, Object, Table, hidden};
use crate::testing::lock::renames;
use crate::testing::lock::report::LockReport;
use crate::testing::lock::types::Type;

/// Which changes are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Those that a declaration tells the history of.
    Historied,
    /// The others.
    Plain,
}

impl Lock {
    /// What the declarations, `now`, have that this lock has not, and the other way round.
    #[must_use]
    pub fn compare(&self, now: &Lock) -> LockReport {
        let names: BTreeSet<_> = self.objects.keys().chain(now.objects.keys()).collect();
        let objects = names.into_iter().filter_map(|name| {
            let (old, new) = (self.objects.get(name), now.objects.get(name));
            let items = match (old, new) {
                (Some(old), Some(new)) => split(compare_object(old, new), new, self, now),
                (None, Some(new)) => {
                    new.latest().map(|(_, table)| Item::NewObject(table.fields.len())).into_iter().collect()
                }
                _ => vec![Item::Gone],
            };
            let version =
                |object: Option<&Object>| object.and_then(Object::latest).map(|(version, _)| version);
            let report = ObjectReport { name: name.clone(), locked: version(old), now: version(new), items };
            (!report.items.is_empty()).then_some(report)
        });
        LockReport { objects: said_once(objects.collect(), now) }
    }
}

/// A field that is gone may be in an object that is new, and that a field holds in its place.
fn split(mut items: Vec<Item>, object: &Object, locked: &Lock, now: &Lock) -> Vec<Item> {
    let Some((_, table)) = object.latest() else { return items };
    let parts = table.fields.iter().filter_map(|(holder, field)| {
        let child = field.ty.child()?;
        let part = now.objects.get(child).filter(|_| !locked.objects.contains_key(child))?;
        Some((holder, part.latest()?.1))
    });
    let parts: Vec<_> = parts.collect();
    for item in &mut items {
        let Item::Change { change, .. } = item else { continue };
        let What::Removed { ty, into } = &mut change.what else { continue };
        let has_it = |part: &Table| part.fields.get(&change.field).is_some_and(|field| field.ty == *ty);
        *into = parts.iter().find(|(_, part)| has_it(part)).map(|(holder, _)| (*holder).clone());
    }
    items
}

/// A subclass that changed as its parent did says just that.
fn said_once(mut objects: Vec<ObjectReport>, now: &Lock) -> Vec<ObjectReport> {
    let all = objects.clone();
    for object in &mut objects {
        let parent = now.objects.get(&object.name).and_then(|object| object.facts.extends.clone());
        let Some(parent) = all.iter().find(|other| Some(&other.name) == parent.as_ref()) else { continue };
        if (parent.locked, parent.now, &parent.items) == (object.locked, object.now, &object.items) {
            let refused = parent.is_refused();
            object.items = vec![Item::AsParent { parent: parent.name.clone(), refused }];
        }
    }
    objects
}

fn compare_object(old: &Object, new: &Object) -> Vec<Item> {
    let (Some((locked, old_latest)), Some((current, new_latest))) = (old.latest(), new.latest()) else {
        return Vec::new();
    };
    if current < locked {
        return vec![Item::WentBack { locked, now: current }];
    }
    let elements = elements(&old.facts, old_latest).zip(elements(&new.facts, new_latest));
    let other_elements = elements.filter(|(from, to)| from != to);
    let is_other_list = other_elements.is_some() || old.facts.list_of != new.facts.list_of;
    let mut items: Vec<_> = facts(&old.facts, &new.facts, other_elements)
        .into_iter()
        .map(|fact| {
            let needs = needed(&fact, locked).filter(|needed| current < *needed);
            Item::Fact { fact, needs }
        })
        .collect();
    let majors: BTreeSet<u32> = new.versions.keys().map(|version| version.major).collect();
    for major in majors {
        let of =
            |object: &Object| object.versions.keys().filter(|version| version.major == major).max().copied();
        match (of(old), of(new)) {
            (Some(locked), Some(now)) if now < locked => items.push(Item::WentBack { locked, now }),
            (Some(locked), Some(now)) => compare_major(old, new, locked, now, &mut items),
            (None, Some(now)) => {
                let beside = new.versions.keys().any(|version| version.major == locked.major);
                items.push(Item::NewMajor { locked, now, beside });
                if now == current {
                    let changes = both(old_latest, new_latest);
                    items.extend(
                        changes.into_iter().map(|change| Item::change(change, vec![now], Cause::NewMajor)),
                    );
                }
            }
            (_, None) => {}
        }
    }
    // A list has `objects` in every version, and no history of them.
    items.retain(|item| !(is_other_list && item.is_refused() && is_of_elements(item)));
    items
}

/// What a list object holds, as its declaration has it.
fn elements(facts: &Facts, table: &Table) -> Option<String> {
    let list = table.fields.get(LIST_FIELD).and_then(|objects| rust(&objects.ty));
    let item = list.as_deref().and_then(|list| list.strip_prefix("Vec<")?.strip_suffix('>'));
    facts.list_of.as_ref().map(|name| item.unwrap_or(name).to_owned())
}

fn is_of_elements(item: &Item) -> bool {
    let Item::Change { change, .. } = item else { return matches!(item, Item::Fingerprint { .. }) };
    change.field == LIST_FIELD
        && matches!(change.what, What::Type { .. } | What::Element { .. } | What::Child { .. })
}

/// Compares the versions of one major version.
fn compare_major(old: &Object, new: &Object, locked: Version, now: Version, items: &mut Vec<Item>) {
    let in_major = |version: &Version| version.major == locked.major;
    let mut found: BTreeMap<Change, Vec<Version>> = BTreeMap::new();
    for (version, was) in old.versions.iter().filter(|(version, _)| in_major(version)) {
        let Some(is) = new.versions.get(version) else { continue };
        let mut changes = table_changes(was, is, Scope::Historied, false);
        let plain = table_changes(was, is, Scope::Plain, false);
        let only_said = changes.iter().all(|change| matches!(change.what, What::ChildSaid { .. }));
        if only_said && plain.is_empty() && was.fingerprint != is.fingerprint {
            let (from, to) = (was.fingerprint.clone(), is.fingerprint.clone());
            items.push(Item::Fingerprint { version: *version, from, to });
        }
        if *version == locked && locked == now {
            changes.extend(plain);
        }
        if was.notes != is.notes {
            items.push(Item::Note { version: *version, text: is.notes.join("; ") });
        }
        for change in changes {
            found.entry(change).or_default().push(*version);
        }
    }
    let renamed = match (old.versions.get(&locked), new.versions.get(&now)) {
        (Some(was), Some(is)) if now > locked => half_told(&mut found, was, is),
        _ => BTreeSet::new(),
    };
    for (change, versions) in found {
        let cause = if matches!(change.what, What::ChildSaid { .. }) {
            Cause::New
        } else if !versions.contains(&locked) {
            Cause::Past
        } else if locked == now {
            Cause::NoVersion(Version::new(locked.major, locked.minor + 1))
        } else {
            Cause::NoHistory(now)
        };
        items.push(Item::change(change, versions, cause));
    }
    let mut before = new.versions.get(&locked);
    for (version, table) in new.versions.iter().filter(|(version, _)| in_major(version) && **version > locked)
    {
        for text in &table.notes {
            items.push(Item::Note { version: *version, text: text.clone() });
        }
        let changes = before.map(|before| table_changes(before, table, Scope::Historied, true));
        let is_told =
            |change: &Change| matches!(change.what, What::Added { .. }) && renamed.contains(&change.field);
        for change in changes.unwrap_or_default().into_iter().filter(|change| !is_told(change)) {
            items.push(Item::change(change, vec![*version], Cause::New));
        }
        before = Some(table);
    }
    if let (Some(was), Some(is)) =
        (old.versions.get(&locked), new.versions.get(&now).filter(|_| now > locked))
    {
        for change in table_changes(was, is, Scope::Plain, false) {
            items.push(Item::change(change, vec![now], Cause::New));
        }
    }
}

/// A new version says that a field came, and forgets that another went: where that is most likely a new name of the same
/// field, the change is that. Gives the new names.
fn half_told(found: &mut BTreeMap<Change, Vec<Version>>, was: &Table, is: &Table) -> BTreeSet<String> {
    let gone = |change: &Change| {
        matches!(change.what, What::Removed { .. }) && was.fields.contains_key(&change.field)
    };
    let removed: Vec<_> = found.keys().filter(|change| gone(change)).cloned().collect();
    let names: Vec<_> = removed.iter().map(|change| &change.field).collect();
    let added: Vec<_> = is.fields.keys().filter(|name| !was.fields.contains_key(*name)).collect();
    let likely = renames::likely((was, &names), (is, &added));
    let mut renamed = BTreeSet::new();
    for (from, to) in likely {
        let change = removed.iter().find(|change| change.field == *from);
        if let Some(versions) = change.and_then(|change| found.remove(change)) {
            found.insert(Change { field: to.clone(), what: What::Renamed { from: from.clone() } }, versions);
            renamed.insert(to.clone());
        }
    }
    renamed
}

fn both(old: &Table, new: &Table) -> Vec<Change> {
    let mut changes = table_changes(old, new, Scope::Historied, false);
    changes.extend(table_changes(old, new, Scope::Plain, false));
    changes
}

/// What differs between two tables; `consecutive` of two versions in a row, where a field may say its name before.
fn table_changes(old: &Table, new: &Table, scope: Scope, consecutive: bool) -> Vec<Change> {
    let mut sources: BTreeMap<&String, &String> = BTreeMap::new();
    for (name, field) in &new.fields {
        let was = field.was.as_ref().filter(|was| old.fields.contains_key(*was));
        let source = if consecutive && was.is_some() {
            was
        } else if old.fields.contains_key(name) {
            Some(name)
        } else {
            was.filter(|was| !new.fields.contains_key(*was))
        };
        if let Some(source) = source {
            sources.insert(name, source);
        }
    }
    let mut removed: Vec<_> =
        old.fields.keys().filter(|name| !sources.values().any(|source| source == name)).collect();
    let mut added: Vec<_> = new.fields.keys().filter(|name| !sources.contains_key(name)).collect();
    if !consecutive {
        for (from, to) in renames::likely((old, &removed), (new, &added)) {
            sources.insert(to, from);
            removed.retain(|name| *name != from);
            added.retain(|name| *name != to);
        }
    }
    let mut changes = Vec::new();
    let mut push = |field: &String, what: What| changes.push(Change { field: field.clone(), what });
    if scope == Scope::Historied {
        for name in removed {
            push(name, What::Removed { ty: old.fields[name].ty.clone(), into: None });
        }
        for name in added {
            push(name, What::Added { ty: new.fields[name].ty.clone() });
        }
    }
    if scope == Scope::Plain {
        method_changes(&old.methods, &new.methods, &mut push);
    }
    for (name, source) in sources {
        if scope == Scope::Historied && name != source {
            push(name, What::Renamed { from: source.clone() });
        }
        for what in field_changes(&old.fields[source], &new.fields[name], scope) {
            push(name, what);
        }
    }
    changes
}

fn method_changes(
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
    push: &mut dyn FnMut(&String, What),
) {
    for name in old.keys().chain(new.keys().filter(|name| !old.contains_key(*name))) {
        match (old.get(name).cloned(), new.get(name).cloned()) {
            (Some(from), Some(to)) if from != to => push(name, What::MethodChanged { from, to }),
            (Some(spec), None) => push(name, What::MethodRemoved { spec }),
            (None, Some(spec)) => push(name, What::MethodAdded { spec }),
            _ => {}
        }
    }
}

/// Whether a value is the same, and was written down before secrets were hidden.
fn is_hidden_now(old: Option<&str>, new: Option<&str>) -> bool {
    old.is_some_and(|old| new.is_some_and(|new| hidden(old) == new))
}

fn field_changes(old: &Field, new: &Field, scope: Scope) -> Vec<What> {
    let mut changes = Vec::new();
    match scope {
        Scope::Historied => {
            type_changes(&old.ty, &new.ty, &mut changes);
            // Where only one of the two holds objects, the type says so.
            let children =
                (old.ty.holds_objects() && new.ty.holds_objects()).then_some((old.child, new.child));
            match children.unwrap_or_default() {
                (Some(from), Some(to)) if from != to => changes.push(What::ChildVersion { from, to }),
                (Some(from), None) => changes.push(What::NoChildVersion { from }),
                (None, Some(to)) => changes.push(What::ChildSaid { to }),
                _ => {}
            }
        }
        Scope::Plain => {
            order_changes(&old.ty, &new.ty, &mut changes);
            let text = |field: &Field| match (&field.default, &field.printed) {
                (default, None) => default.clone(),
                (Some(default), Some(printed)) => Some(format!("{default}, printed `{printed}`")),
                (None, Some(printed)) => Some(format!("none, printed `{printed}`")),
            };
            let (from, to) = (text(old), text(new));
            if from != to && !is_hidden_now(old.default.as_deref(), new.default.as_deref()) {
                changes.push(What::Default { from, to });
            }
            if old.fill != new.fill && !is_hidden_now(old.fill.as_deref(), new.fill.as_deref()) {
                changes.push(What::Fill { from: old.fill.clone(), to: new.fill.clone() });
            }
            if old.read_only != new.read_only {
                changes.push(What::ReadOnly(new.read_only));
            }
        }
    }
    changes
}

fn type_changes(old: &Type, new: &Type, changes: &mut Vec<What>) {
    if old.historied() == new.historied() {
        return;
    }
    if old.name != new.name
        || old.item.is_some() != new.item.is_some()
        || old.values.is_some() != new.values.is_some()
    {
        changes.push(What::Type { from: old.clone(), to: new.clone() });
        return;
    }
    match (old.nullable, new.nullable) {
        (false, true) => changes.push(What::NowNull { from: old.clone() }),
        (true, false) => changes.push(What::NoNull { from: old.clone() }),
        _ => {}
    }
    if let (Some(from), Some(to)) = (&old.item, &new.item) {
        let only_values = from.name == to.name && from.nullable == to.nullable && from.item == to.item;
        if only_values {
            type_changes(from, to, changes);
        } else {
            let (from, to, whole) = (*from.clone(), *to.clone(), old.clone());
            changes.push(if old.is_object() || from.is_object() && to.is_object() {
                What::Child { from, to, whole }
            } else {
                What::Element { from, to, whole }
            });
        }
    }
    if let (Some(from), Some(to)) = (&old.values, &new.values) {
        let missing = |from: &[String], to: &[String]| -> Vec<String> {
            from.iter().filter(|value| !to.contains(value)).cloned().collect()
        };
        changes.extend(missing(&to.values, &from.values).into_iter().map(What::ValueAdded));
        changes.extend(missing(&from.values, &to.values).into_iter().map(What::ValueRemoved));
    }
}

/// What of a type only the fingerprint sees.
fn order_changes(old: &Type, new: &Type, changes: &mut Vec<What>) {
    if let (Some(from), Some(to)) = (&old.item, &new.item) {
        order_changes(from, to, changes);
    }
    let (Some(from), Some(to)) = (&old.values, &new.values) else { return };
    let kept = |values: &[String], other: &[String]| -> Vec<String> {
        values.iter().filter(|value| other.contains(value)).cloned().collect()
    };
    let (before, after) = (kept(&from.values, &to.values), kept(&to.values, &from.values));
    if before != after {
        changes.push(What::Reordered { from: before, to: after });
    }
    if from.tuple != to.tuple || (from.printed != to.printed && from.values == to.values) {
        changes.push(What::Printed { from: old.to_string(), to: new.to_string() });
    }
}

fn facts(old: &Facts, new: &Facts, other_elements: Option<(String, String)>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let usual = || DEFAULT_SERIAL_NAMESPACE.to_owned();
    let serial = |facts: &Facts| facts.serial_namespace.clone().unwrap_or_else(usual);
    let namespaces = [
        ("namespace", old.namespace.clone(), new.namespace.clone()),
        ("serial namespace", serial(old), serial(new)),
    ];
    for (word, from, to) in namespaces.into_iter().filter(|(_, from, to)| from != to) {
        facts.push(Fact::Namespace { word, from, to });
    }
    if old.extends != new.extends {
        facts.push(Fact::Extends { from: old.extends.clone(), to: new.extends.clone() });
    }
    if let Some((from, to)) = other_elements {
        facts.push(Fact::ListOf { from: Some(from), to: Some(to) });
    } else if old.list_of != new.list_of {
        facts.push(Fact::ListOf { from: old.list_of.clone(), to: new.list_of.clone() });
    }
    for (name, to) in &new.children {
        if let (Some(Some(from)), Some(to)) = (old.children.get(name), to)
            && from != to
        {
            facts.push(Fact::Child { name: name.clone(), from: *from, to: *to });
        }
    }
    facts
}

/// The version that a change needs; none when it needs none.
fn needed(fact: &Fact, locked: Version) -> Option<Version> {
    let minor = Version::new(locked.major, locked.minor + 1);
    let major = Version::new(locked.major + 1, 0);
    match fact {
        Fact::Namespace { .. } | Fact::ListOf { .. } | Fact::Extends { from: Some(_), .. } => Some(major),
        Fact::Child { from, to, .. } if from.major == to.major && from < to => None,
        Fact::Extends { from: None, .. } | Fact::Child { .. } => Some(minor),
    }
}
