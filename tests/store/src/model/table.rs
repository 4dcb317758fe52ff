//! A table, its rows, and who sees which.

use std::fmt;

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;

use crate::model::cells::{self, Cell};
use crate::model::shape::{Field, Kind, Shape};
use crate::raw::Raw;

/// A row: a value for each field, as SQLite holds it.
pub type Row = Vec<Raw>;

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What is known of it.
    pub shape: &'static Shape,
    /// Whether every column takes null, but for the key: as in tables that others made.
    pub loose: bool,
    /// The rows, in the order they were made.
    pub rows: Vec<Row>,
}

/// What an object has, or would have.
#[derive(Clone, Debug)]
pub struct Thing {
    /// The value of each field; none where it is unset.
    pub values: Vec<Option<Value>>,
    /// Whether each field is changed.
    pub changed: Vec<bool>,
}

impl Thing {
    /// What an object has.
    pub fn of(shape: &Shape, object: &dyn DynObject) -> Self {
        let changes = object.obj_own_changes();
        Self {
            values: shape.fields.iter().map(|field| object.obj_get(field.name).ok()).collect(),
            changed: shape.fields.iter().map(|field| changes.contains(&field.name)).collect(),
        }
    }

    /// The value of a field that is set, and not to null.
    pub fn value(&self, at: usize) -> Option<&Value> {
        self.values[at].as_ref().filter(|value| !value.is_null())
    }
}

/// What a row is as an object.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The values, where nothing is wrong.
    pub thing: Option<Thing>,
    /// The fields that refuse what the row has.
    pub bad: Vec<&'static str>,
    /// The fields that may.
    pub odd: Vec<&'static str>,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A user of the first project.
    Alice,
    /// A user of the second.
    Bob,
    /// An administrator.
    Admin,
    /// Somebody with a project and no user.
    Nobody,
    /// Somebody with a project whose user is an empty text.
    Empty,
}

/// Who asks, and for which rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it is.
    pub who: Who,
    /// Which rows they see.
    pub read_deleted: ReadDeleted,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.who)?;
        match self.read_deleted {
            ReadDeleted::No => Ok(()),
            ReadDeleted::Yes => f.write_str(" (sees all)"),
            ReadDeleted::Only => f.write_str(" (sees deleted)"),
        }
    }
}

/// What somebody may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All rows.
    All,
    /// Those of a project, where rows have one.
    Project(&'static str),
}

impl Actor {
    /// What they may see; none for whoever may see nothing at all.
    pub fn sight(self) -> Option<Sight> {
        match self.who {
            Who::Alice => Some(Sight::Project("lab")),
            Who::Bob => Some(Sight::Project("shop")),
            Who::Admin => Some(Sight::All),
            Who::Nobody | Who::Empty => None,
        }
    }
}

impl Table {
    /// A field.
    pub fn field(&self, name: &str) -> &'static Field {
        &self.shape.fields[self.shape.at(name)]
    }

    /// The value of a row in a field, as SQLite holds it.
    pub fn raw<'r>(&self, row: &'r [Raw], name: &str) -> &'r Raw {
        &row[self.shape.at(name)]
    }

    /// A key as it is compared: of a UUID, what it means.
    pub fn key_meaning(&self, key: &Raw) -> Option<String> {
        match key {
            Raw::Int(number) => Some(number.to_string()),
            Raw::Text(_) => key.as_str().map(|text| cells::uuid(text).unwrap_or_else(|| text.to_owned())),
            _ => None,
        }
    }

    /// What the key of a row means, in the form that an object has it.
    pub fn key_of(&self, row: &[Raw]) -> Option<String> {
        self.key_meaning(&row[self.shape.key_at()])
    }

    /// The row that a key means, however it is spelt.
    pub fn find(&self, key: &Value) -> Option<usize> {
        let meaning = match key {
            Value::Int(number) => number.to_string(),
            Value::String(text) => cells::uuid(text).unwrap_or_else(|| text.clone()),
            _ => return None,
        };
        self.rows.iter().position(|row| self.key_of(row).as_ref() == Some(&meaning))
    }

    /// The row of an object.
    pub fn row_of(&self, thing: &Thing) -> Option<usize> {
        self.find(thing.values[self.shape.key_at()].as_ref()?)
    }

    /// What a row is as an object.
    pub fn read(&self, row: &[Raw]) -> Reading {
        let (mut values, mut bad, mut odd) = (Vec::new(), Vec::new(), Vec::new());
        for (field, raw) in self.shape.fields.iter().zip(row) {
            match cells::cell(self.shape, field, raw) {
                Cell::Is(value) => values.push(Some(value)),
                Cell::Bad => bad.push(field.name),
                Cell::Odd => odd.push(field.name),
            }
        }
        let whole = values.len() == self.shape.fields.len();
        let thing = whole.then(|| Thing { values, changed: vec![false; self.shape.fields.len()] });
        Reading { thing, bad, odd }
    }

    /// Whether it is the store's own business what it makes of a row.
    pub fn is_odd(&self, row: &[Raw]) -> bool {
        let flag = self.shape.soft.map(|soft| self.raw(row, soft.flag));
        row.iter().any(|raw| matches!(raw, Raw::Blob(_)))
            || flag.is_some_and(|flag| !matches!(flag, Raw::Null | Raw::Int(0 | 1)))
    }

    /// Whether a row is marked deleted. Null is no mark.
    pub fn is_deleted(&self, row: &[Raw]) -> bool {
        self.shape.soft.is_some_and(|soft| *self.raw(row, soft.flag) == Raw::Int(1))
    }

    /// Whether a row is live or deleted as asked.
    pub fn is_alive(&self, row: &[Raw], read_deleted: ReadDeleted) -> bool {
        match read_deleted {
            ReadDeleted::Yes => true,
            ReadDeleted::No => !self.is_deleted(row),
            ReadDeleted::Only => self.is_deleted(row),
        }
    }

    /// Whether a row is of the project of whoever asks.
    pub fn is_own(&self, row: &[Raw], sight: Sight) -> bool {
        match (sight, self.shape.project) {
            (Sight::Project(own), Some(field)) => self.raw(row, field).as_str() == Some(own),
            _ => true,
        }
    }

    /// Whether somebody sees a row.
    pub fn sees(&self, row: &[Raw], actor: Actor, sight: Sight) -> bool {
        self.is_own(row, sight) && self.is_alive(row, actor.read_deleted)
    }

    /// Whether a key is the store's to make.
    pub fn makes_key(&self) -> bool {
        matches!(self.shape.fields[self.shape.key_at()].kind, Kind::Uuid)
    }
}
