//! What writing does to a table, and to the object that is written.

use versioned_object_core::ReadDeleted;
use versioned_object_core::chrono::{DateTime, Utc};
use versioned_object_core::prelude::*;

use crate::model::answer::{Answer, Why};
use crate::model::cells;
use crate::model::condition::{Comparison, Formula, Test, Trouble, Truth};
use crate::model::shape::Kind;
use crate::model::table::{Actor, Row, Table, Thing, Who};
use crate::raw::Raw;

/// What a write leaves.
#[derive(Clone, Debug)]
pub struct Written {
    /// The table.
    pub table: Table,
    /// The object; none where it is not known, or nobody has it.
    pub thing: Option<Thing>,
    /// Values that a row may have instead.
    pub instead: Vec<(usize, usize, Raw)>,
}

/// An update, as the model has it.
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// What is set.
    pub sets: Vec<(&'static str, Formula)>,
    /// What is expected.
    pub tests: Vec<Test>,
    /// Whether the rest is expected to be as it was read.
    pub unchanged: bool,
    /// Whether the changes of the object are written too.
    pub save_all: bool,
    /// Whether the object is left as it is.
    pub leave: bool,
}

/// What a new row is, or why there is none.
fn new_row(
    table: &Table,
    thing: &Thing,
    actor: Actor,
    keep_key: bool,
    (key, now): (Value, DateTime<Utc>),
) -> std::result::Result<Row, Vec<Why>> {
    let shape = table.shape;
    let (mut row, mut wrong) = (Vec::new(), Vec::new());
    for (at, field) in shape.fields.iter().enumerate() {
        let given = thing.value(at);
        let is_flag = shape.soft.is_some_and(|soft| soft.flag == field.name);
        let value = match given {
            Some(value) => {
                if field.name == shape.key && table.makes_key() && !keep_key {
                    wrong.push(Why::Action);
                }
                value.clone()
            }
            None if field.name == shape.key => key.clone(),
            None if Some(field.name) == shape.created => now.into(),
            None if is_flag => false.into(),
            None if field.nullable => Value::Null,
            None => match field.default {
                Some(default) => default(),
                None => {
                    wrong.push(Why::NotLoaded(field.name));
                    Value::Null
                }
            },
        };
        row.push(cells::stored(field, &value));
    }
    match actor.sight() {
        None => wrong.push(Why::NotAuthorized),
        Some(sight) if !table.sees(&row, actor, sight) => wrong.push(Why::NotFound),
        Some(_) => {}
    }
    let meaning = table.key_of(&row);
    if table.rows.iter().any(|other| table.key_of(other) == meaning) {
        wrong.push(Why::Duplicate);
    }
    if wrong.is_empty() { Ok(row) } else { Err(wrong) }
}

/// Writes new rows, all or none. `keys` are those that are made for objects without one.
pub fn create(
    table: &Table,
    things: &[Thing],
    actor: Actor,
    keep_key: bool,
    keys: &[Value],
    now: DateTime<Utc>,
) -> Answer<(Table, Vec<Thing>)> {
    if things.is_empty() && actor.sight().is_none() {
        return Answer::Either((table.clone(), Vec::new()), vec![Why::NotAuthorized]);
    }
    let mut after = table.clone();
    let mut made = Vec::new();
    for (thing, key) in things.iter().zip(keys) {
        match new_row(&after, thing, actor, keep_key, (key.clone(), now)) {
            Ok(row) => {
                // Every value is one that the field took, but through `to_column`.
                let Some(thing) = after.read(&row).thing else { return Answer::Unsure };
                made.push(thing);
                after.rows.push(row);
            }
            // What is wrong with others behind it may be said first.
            Err(wrong) if things.len() == 1 => return Answer::Refused(wrong),
            Err(_) => return Answer::Refused(vec![Why::Any]),
        }
    }
    Answer::Is((after, made))
}

/// Whether the key of an object was changed since it was read.
fn key_changed(table: &Table, thing: &Thing) -> bool {
    thing.changed[table.shape.key_at()]
}

/// Writes the changes of an object.
pub fn save(table: &Table, thing: &Thing, actor: Actor, now: DateTime<Utc>) -> Answer<Written> {
    let shape = table.shape;
    let mut wrong = Vec::new();
    if key_changed(table, thing) {
        wrong.push(Why::Names(shape.key));
    }
    let Some(sight) = actor.sight() else {
        wrong.push(Why::NotAuthorized);
        return Answer::Refused(wrong);
    };
    if !wrong.is_empty() {
        return Answer::Refused(wrong);
    }
    let mut done = thing.clone();
    if !thing.changed.contains(&true) {
        return Answer::Is(Written { table: table.clone(), thing: Some(done), instead: Vec::new() });
    }
    let Some(at) = table.row_of(thing).filter(|at| table.sees(&table.rows[*at], actor, sight)) else {
        return Answer::Refused(vec![Why::NotFound]);
    };
    let mut row = table.rows[at].clone();
    for (index, field) in shape.fields.iter().enumerate() {
        if let (true, Some(value)) = (thing.changed[index], &thing.values[index]) {
            row[index] = cells::stored(field, value);
        } else if shape.updated == Some(field.name) {
            row[index] = cells::stored(field, &now.into());
            done.values[index] = Some(now.into());
        }
        done.changed[index] = false;
    }
    if !table.sees(&row, actor, sight) {
        return Answer::Refused(vec![Why::NotFound]);
    }
    let mut after = table.clone();
    after.rows[at] = row;
    Answer::Is(Written { table: after, thing: Some(done), instead: Vec::new() })
}

/// Deletes the row of an object, or marks it, if it is as expected; whether there is such a row.
pub fn destroy(
    table: &Table,
    thing: &Thing,
    expected: &Update,
    actor: Actor,
    now: DateTime<Utc>,
) -> Answer<(bool, Written)> {
    let mut wrong = Vec::new();
    if key_changed(table, thing) {
        wrong.push(Why::Names(table.shape.key));
    }
    let Some(sight) = actor.sight() else {
        wrong.push(Why::NotAuthorized);
        return Answer::Refused(wrong);
    };
    if !wrong.is_empty() {
        return Answer::Refused(wrong);
    }
    let same = Written { table: table.clone(), thing: Some(thing.clone()), instead: Vec::new() };
    let found = table.row_of(thing).filter(|at| table.sees(&table.rows[*at], actor, sight));
    let Some(at) = found.filter(|at| !table.is_deleted(&table.rows[*at])) else {
        return Answer::Is((false, same));
    };
    match expected.truth(table, &table.rows[at], Some(thing)) {
        Truth::Yes => {}
        Truth::Unsure => return Answer::Unsure,
        Truth::No | Truth::Unknown => return Answer::Is((false, same)),
    }
    let (mut after, mut done) = (table.clone(), thing.clone());
    match table.shape.soft {
        None => drop(after.rows.remove(at)),
        Some(soft) => {
            let (field, text) = soft.set;
            for (name, value) in [(soft.flag, true.into()), (soft.at, now.into()), (field, text.into())] {
                let index = table.shape.at(name);
                after.rows[at][index] = cells::stored(table.field(name), &value);
                done.values[index] = Some(value);
                done.changed[index] = false;
            }
        }
    }
    Answer::Is((true, Written { table: after, thing: Some(done), instead: Vec::new() }))
}

/// Writes an object into its row, which is marked deleted, and takes the mark away.
pub fn revive(table: &Table, thing: &Thing, actor: Actor, now: DateTime<Utc>) -> Answer<Written> {
    let Some(soft) = table.shape.soft else { return Answer::Refused(vec![Why::Action, Why::NotAuthorized]) };
    let mut wrong = Vec::new();
    if key_changed(table, thing) {
        wrong.push(Why::Names(table.shape.key));
    }
    let Some(sight) = actor.sight() else {
        wrong.push(Why::NotAuthorized);
        return Answer::Refused(wrong);
    };
    if !wrong.is_empty() {
        return Answer::Refused(wrong);
    }
    let found = table.row_of(thing).filter(|at| {
        let row = &table.rows[*at];
        table.is_own(row, sight) && table.is_deleted(row)
    });
    let Some(at) = found else { return Answer::Refused(vec![Why::NotFound]) };
    let mut done = thing.clone();
    done.values[table.shape.at(soft.flag)] = Some(false.into());
    done.values[table.shape.at(soft.at)] = Some(Value::Null);
    if let Some(updated) =
        table.shape.updated.map(|name| table.shape.at(name)).filter(|at| !thing.changed[*at])
    {
        done.values[updated] = Some(now.into());
    }
    done.changed.fill(false);
    let mut after = table.clone();
    for (index, field) in table.shape.fields.iter().enumerate() {
        if let (true, Some(value)) = (field.name != table.shape.key, &done.values[index]) {
            after.rows[at][index] = cells::stored(field, value);
        }
    }
    if !table.is_own(&after.rows[at], sight) {
        return Answer::Refused(vec![Why::NotFound]);
    }
    Answer::Is(Written { table: after, thing: Some(done), instead: Vec::new() })
}

/// Removes the rows that are marked deleted, all or those that were before a moment; how many they were.
pub fn purge(table: &Table, before: Option<DateTime<Utc>>, actor: Actor) -> Answer<(u64, Table)> {
    if actor.who != Who::Admin {
        return Answer::Refused(vec![Why::AdminRequired]);
    }
    let Some(soft) = table.shape.soft else { return Answer::Refused(vec![Why::Action]) };
    let mut after = table.clone();
    after.rows.clear();
    for row in &table.rows {
        let early = match before {
            None => Truth::Yes,
            Some(before) => Test::Compare(soft.at, Comparison::Less, before.into()).truth(table, row),
        };
        match early {
            _ if !table.is_deleted(row) => after.rows.push(row.clone()),
            Truth::Yes => {}
            Truth::No | Truth::Unknown => after.rows.push(row.clone()),
            Truth::Unsure => return Answer::Unsure,
        }
    }
    Answer::Is(((table.rows.len() - after.rows.len()) as u64, after))
}

impl Update {
    /// Whether a row is as expected.
    fn truth(&self, table: &Table, row: &[Raw], thing: Option<&Thing>) -> Truth {
        let expected = Test::All(self.tests.clone()).truth(table, row);
        match (self.unchanged, expected, thing) {
            (true, Truth::Yes | Truth::Unsure, Some(thing)) => match unchanged(table, row, thing) {
                Truth::Yes => expected,
                other => other,
            },
            _ => expected,
        }
    }
}

/// Whether every field that an object has set and not changed is in the row what it is in the object.
fn unchanged(table: &Table, row: &[Raw], thing: &Thing) -> Truth {
    let mut truth = Truth::Yes;
    for (index, field) in table.shape.fields.iter().enumerate() {
        let Some(held) = thing.values[index].as_ref().filter(|_| !thing.changed[index]) else { continue };
        let same = cells::value(table.shape, field, &row[index])
            .is_some_and(|value| cells::same_on_wire(table.shape, field, held, &value));
        if same {
            continue;
        }
        // The object may have what reading its row would not give: what the column cuts, or a null that stands for zero.
        if cells::stored(field, held) == row[index] {
            truth = Truth::Unsure;
        } else {
            return Truth::No;
        }
    }
    truth
}

/// What an update does to a row: the new row, and what the object has of it.
type Applied = (Row, Vec<(usize, Value)>);

fn apply(
    table: &Table,
    row: &[Raw],
    sets: &[(&'static str, Formula)],
) -> std::result::Result<Applied, Option<Vec<Why>>> {
    let (mut after, mut known) = (row.to_vec(), Vec::new());
    let mut wrong = Vec::new();
    for (name, formula) in sets {
        let (index, field) = (table.shape.at(name), table.field(name));
        if let Formula::Value(value) = formula {
            let Ok(value) = (table.shape.take)(name, value.clone()) else {
                wrong.push(Why::Names(name));
                continue;
            };
            after[index] = cells::stored(field, &value);
            known.push((index, value));
            continue;
        }
        match formula.value(table, row, Some(field)) {
            Err(Trouble::Overflow) => wrong.push(Why::Names(name)),
            Err(Trouble::Unsure) => return Err(None),
            Ok(raw) => {
                let raw = cells::computed(field, raw);
                if field.kind == Kind::Int && matches!(raw, Raw::Real(_)) {
                    // A fraction of one that another program put there.
                    return Err(None);
                }
                let refused = raw == Raw::Null && !field.nullable && !table.loose;
                match cells::value(table.shape, field, &raw).filter(|_| !refused) {
                    None => wrong.push(Why::Names(name)),
                    Some(value) => known.push((index, value)),
                }
                after[index] = raw;
            }
        }
    }
    if wrong.is_empty() { Ok((after, known)) } else { Err(Some(wrong)) }
}

/// What is wrong with the constants of an update, whatever the row is.
fn refused_constants(table: &Table, sets: &[(&'static str, Formula)]) -> Vec<Why> {
    let mut wrong = Vec::new();
    for (name, formula) in sets {
        let refused = |value: &&Value| (table.shape.take)(name, (*value).clone()).is_err();
        if formula.outcomes().iter().any(refused) {
            wrong.push(Why::Names(name));
        }
        if *name == table.shape.key {
            wrong.push(Why::Names(name));
        }
    }
    wrong
}

/// What an update sets, with what the object adds and the time.
fn all_sets(
    table: &Table,
    thing: Option<&Thing>,
    update: &Update,
    now: DateTime<Utc>,
) -> Vec<(&'static str, Formula)> {
    let mut sets = update.sets.clone();
    let mut add = |name: &'static str, value: Value| {
        if !sets.iter().any(|(known, _)| *known == name) {
            sets.push((name, Formula::Value(value)));
        }
    };
    if let (true, Some(thing)) = (update.save_all, thing) {
        for (index, field) in table.shape.fields.iter().enumerate() {
            if let (true, Some(value)) = (thing.changed[index], &thing.values[index]) {
                add(field.name, value.clone());
            }
        }
    }
    if let Some(updated) = table.shape.updated {
        add(updated, now.into());
    }
    sets
}

/// Updates the row of an object, or of a key, if it is as expected.
pub fn update(
    table: &Table,
    (key, thing): (&Value, Option<&Thing>),
    update: &Update,
    actor: Actor,
    now: DateTime<Utc>,
) -> Answer<(bool, Written)> {
    let sets = all_sets(table, thing, update, now);
    let mut wrong = refused_constants(table, &sets);
    if thing.is_some_and(|thing| key_changed(table, thing)) {
        wrong.push(Why::Names(table.shape.key));
    }
    let Some(sight) = actor.sight() else {
        wrong.push(Why::NotAuthorized);
        return Answer::Refused(wrong);
    };
    if !wrong.is_empty() {
        return Answer::Refused(wrong);
    }
    let same = Written { table: table.clone(), thing: thing.cloned(), instead: Vec::new() };
    let alive = if thing.is_some() { ReadDeleted::No } else { actor.read_deleted };
    let found = table.find(key).filter(|at| {
        let row = &table.rows[*at];
        table.is_own(row, sight) && table.is_alive(row, alive)
    });
    // Whoever would not see the outcome may be told so first.
    let decides = |name: &str| {
        table.shape.project == Some(name) || table.shape.soft.is_some_and(|soft| soft.flag == name)
    };
    let moves = sets.iter().any(|(name, _)| decides(name));
    let no = |same: Written| {
        if moves { Answer::Either((false, same), vec![Why::NotFound]) } else { Answer::Is((false, same)) }
    };
    let Some(at) = found else { return no(same) };
    let row = &table.rows[at];
    match update.truth(table, row, thing) {
        Truth::Yes => {}
        Truth::Unsure => return Answer::Unsure,
        Truth::No | Truth::Unknown => return no(same),
    }
    let (after, known) = match apply(table, row, &sets) {
        Ok(applied) => applied,
        Err(None) => return Answer::Unsure,
        Err(Some(mut wrong)) => {
            if moves {
                wrong.push(Why::NotFound);
            }
            return Answer::Refused(wrong);
        }
    };
    if !table.sees(&after, actor, sight) {
        return Answer::Refused(vec![Why::NotFound]);
    }
    let mut done = same;
    done.table.rows[at] = after;
    if let (false, Some(thing)) = (update.leave, &mut done.thing) {
        for (index, value) in known {
            thing.values[index] = Some(value);
            thing.changed[index] = false;
        }
    }
    Answer::Is((true, done))
}
