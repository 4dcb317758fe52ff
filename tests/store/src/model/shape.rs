//! What is known of the three types, once more and by hand: the model asks no descriptor.

use versioned_object_core::prelude::*;
use versioned_object_core::serde_json;

use crate::objects::{self, Job, Line, Tally};

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A UUID.
    Uuid,
    /// Any of these texts, and others.
    Text(&'static [&'static str]),
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A whole number.
    Int,
    /// A number with a fraction.
    Real,
    /// A truth value.
    Truth,
    /// A moment.
    Moment,
    /// A list of texts, as JSON.
    List,
    /// A map of texts, as JSON.
    Map,
    /// A size of data.
    Size,
}

/// What SQLite does to a value on its way into a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Affinity {
    /// Numbers become texts.
    Text,
    /// Texts that are numbers become them, and numbers without a fraction lose it.
    Numeric,
    /// Numbers have a fraction.
    Real,
}

/// A field and its column.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The name of its column.
    pub column: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether null is one.
    pub nullable: bool,
    /// Whether it has a default, which a null becomes where it is none of the values.
    pub default: Option<fn() -> Value>,
    /// What values go through on their way into the column.
    pub to_column: Option<fn(Value) -> Value>,
    /// What the column does to values.
    pub affinity: Affinity,
}

impl Field {
    const fn new(name: &'static str, kind: Kind) -> Self {
        let affinity = match kind {
            Kind::Int | Kind::Truth | Kind::Moment => Affinity::Numeric,
            Kind::Real => Affinity::Real,
            _ => Affinity::Text,
        };
        Self { name, column: name, kind, nullable: true, default: None, to_column: None, affinity }
    }

    const fn never_null(mut self) -> Self {
        self.nullable = false;
        self
    }

    const fn or(mut self, default: fn() -> Value) -> Self {
        self.default = Some(default);
        self
    }

    const fn through(mut self, to_column: fn(Value) -> Value, affinity: Affinity) -> Self {
        self.to_column = Some(to_column);
        self.affinity = affinity;
        self
    }

    const fn column(mut self, column: &'static str) -> Self {
        self.column = column;
        self
    }

    /// Whether a null in the column is a value of the field, if only as its default.
    pub const fn takes_null(&self) -> bool {
        self.nullable || self.default.is_some()
    }
}

/// What deleting leaves.
#[derive(Clone, Copy, Debug)]
pub struct Soft {
    /// The field that is true.
    pub flag: &'static str,
    /// The field that says when.
    pub at: &'static str,
    /// The field that gets a text, and the text.
    pub set: (&'static str, &'static str),
}

/// A type and its table.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The type.
    pub object: &'static str,
    /// The table.
    pub table: &'static str,
    /// The field that is the key.
    pub key: &'static str,
    /// The field that says whose a row is.
    pub project: Option<&'static str>,
    /// What deleting leaves.
    pub soft: Option<Soft>,
    /// The field that says when a row was made.
    pub created: Option<&'static str>,
    /// The field that says when a row was changed.
    pub updated: Option<&'static str>,
    /// Whether a null among whole numbers is a zero.
    pub zero: bool,
    /// The fields, in the order of the wire.
    pub fields: &'static [Field],
    /// What a field makes of a value.
    pub take: fn(&str, Value) -> Result<Value>,
    /// What a field's value is on the wire.
    pub wire: fn(&str, Value) -> Result<serde_json::Value>,
}

impl Shape {
    /// Where a field is.
    pub fn at(&self, name: &str) -> usize {
        self.fields.iter().position(|field| field.name == name).unwrap()
    }

    /// Where the key is.
    pub fn key_at(&self) -> usize {
        self.at(self.key)
    }

    /// Whether the database makes the keys.
    pub fn made_by_database(&self) -> bool {
        self.fields[self.key_at()].kind == Kind::Int
    }
}

/// A type that programs run with.
pub trait Subject: Persistent + Clone {
    /// What is known of it.
    const SHAPE: &'static Shape;
}

fn take<T: VersionedObject>(name: &str, value: Value) -> Result<Value> {
    let mut object = T::orphan();
    object.obj_set(name, value)?;
    object.obj_get(name)
}

fn wire<T: VersionedObject>(name: &str, value: Value) -> Result<serde_json::Value> {
    let mut object = T::orphan();
    object.obj_set(name, value)?;
    Ok(object.obj_to_primitive()?["versioned_object.data"][name].take())
}

const STATUS: Kind = Kind::Choice(&["queued", "running", "failed", "deleted"]);
const NAMES: Kind = Kind::Text(&["a", "b", "night shift", "night"]);
const USERS: Kind = Kind::Text(&["alice", "bob", "queued"]);
/// The projects that there are.
pub const PROJECTS: [&str; 2] = ["lab", "shop"];
const REASONS: Kind = Kind::Text(&["", "none", "much too long for the column", "shop"]);
const SECRETS: Kind = Kind::Text(&["hunter2", ""]);

impl Subject for Job {
    const SHAPE: &'static Shape = &Shape {
        object: "Job",
        table: "jobs",
        key: "id",
        project: Some("project_id"),
        soft: Some(Soft { flag: "deleted", at: "deleted_at", set: ("status", "deleted") }),
        created: Some("created_at"),
        updated: Some("updated_at"),
        zero: false,
        fields: &[
            Field::new("id", Kind::Uuid).never_null(),
            Field::new("user_id", USERS).never_null(),
            Field::new("project_id", Kind::Text(&PROJECTS)).never_null(),
            Field::new("status", STATUS).never_null().or(|| "queued".into()),
            Field::new("name", NAMES).never_null(),
            Field::new("parts", Kind::Int).never_null().or(|| 0.into()),
            Field::new("done", Kind::Int).column("parts_done"),
            Field::new("load", Kind::Real),
            Field::new("urgent", Kind::Truth).never_null().or(|| false.into()),
            Field::new("due", Kind::Moment),
            Field::new("tags", Kind::List),
            Field::new("labels", Kind::Map).never_null().or(|| Value::Map(Vec::new())),
            Field::new("reason", REASONS).through(objects::cut, Affinity::Text),
            Field::new("memory", Kind::Size),
            Field::new("disk", Kind::Size).through(objects::in_bytes, Affinity::Numeric),
            Field::new("secret", SECRETS),
            Field::new("created_at", Kind::Moment),
            Field::new("updated_at", Kind::Moment),
            Field::new("deleted", Kind::Truth).or(|| false.into()),
            Field::new("deleted_at", Kind::Moment),
        ],
        take: take::<Self>,
        wire: wire::<Self>,
    };
}

impl Subject for Line {
    const SHAPE: &'static Shape = &Shape {
        object: "Line",
        table: "lines",
        key: "number",
        project: None,
        soft: None,
        created: None,
        updated: None,
        zero: false,
        fields: &[
            Field::new("number", Kind::Int).never_null(),
            Field::new("text", REASONS).never_null(),
            Field::new("weight", Kind::Int),
            Field::new("at", Kind::Moment),
        ],
        take: take::<Self>,
        wire: wire::<Self>,
    };
}

impl Subject for Tally {
    const SHAPE: &'static Shape = &Shape {
        object: "Tally",
        table: "tallies",
        key: "id",
        project: None,
        soft: None,
        created: None,
        updated: None,
        zero: true,
        fields: &[
            Field::new("id", Kind::Uuid).never_null(),
            Field::new("count", Kind::Int).never_null(),
            Field::new("most", Kind::Int),
            Field::new("note", REASONS),
        ],
        take: take::<Self>,
        wire: wire::<Self>,
    };
}
