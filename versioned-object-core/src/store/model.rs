//! Which columns a type has.

use chrono::{DateTime, SubsecRound as _, Utc};

use crate::base::context::Context;
use crate::base::error::{Error, MASK, Result};
use crate::describe::descriptor::{FieldDescriptor, Form, ObjectDescriptor, TypeKind};
use crate::describe::table::{NullIntegers, TableDescriptor};
use crate::dynamic::versioned::VersionedObject;
use crate::store::driver::Backend;
use crate::store::guess;

/// How the value of a column becomes that of its field, by the field's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decoding {
    /// As it is.
    Plain,
    /// A whole number, with null for zero.
    IntOrZero,
    /// A moment.
    Moment,
    /// A list, set or map, as JSON.
    Json,
}

/// A stored field.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    pub(crate) slot: usize,
    pub(crate) field: &'static FieldDescriptor,
    pub(crate) decoding: Decoding,
}

/// What the store knows of a type.
#[derive(Clone, Copy)]
pub(crate) struct Model {
    pub(crate) descriptor: &'static ObjectDescriptor,
    pub(crate) table: TableDescriptor,
    /// Whose SQL its rows are asked for in.
    pub(crate) backend: Backend,
    /// Whether the database orders or compares texts of its table by more than their bytes.
    pub(crate) is_collated: bool,
    /// How many digits of the second the table keeps of a time that the store writes: six, or fewer where a column has
    /// fewer.
    pub(crate) digits: u16,
    /// Whether a column of its table rounds what is written into it: what an object has then is read back.
    pub(crate) rounds: bool,
}

impl Model {
    pub(crate) fn of<T: VersionedObject>(backend: Backend) -> Result<Self> {
        let descriptor = T::descriptor();
        match descriptor.table {
            Some(table) => Ok(Self { descriptor, table, backend, is_collated: false, digits: 6, rounds: false }),
            None => Err(Error::action("store", format!("{} has no table", descriptor.name))),
        }
    }

    /// The time, as the row will have it.
    pub(crate) fn now(&self, context: &Context) -> DateTime<Utc> {
        context.now().trunc_subsecs(self.digits)
    }

    pub(crate) fn name(&self) -> &'static str {
        self.descriptor.name
    }

    /// The stored field of this name, as it is on the wire.
    pub(crate) fn column(&self, name: &str) -> Option<Column> {
        let slot = self.descriptor.slot_of(name)?;
        self.at(slot)
    }

    /// The stored field of this name.
    pub(crate) fn named(&self, name: &str) -> Result<Column> {
        self.column(name).ok_or_else(|| guess::no_column(self.descriptor, name))
    }

    /// The key.
    pub(crate) fn key(&self) -> Result<Column> {
        self.named(self.table.key)
    }

    fn at(&self, slot: usize) -> Option<Column> {
        let field = &self.descriptor.slots[slot];
        field.stored.then(|| Column { slot, field, decoding: self.decoding(field) })
    }

    /// The stored fields, in the order of the wire.
    pub(crate) fn columns(&self) -> Vec<Column> {
        self.descriptor.slots_in_order().filter_map(|slot| self.at(slot)).collect()
    }

    fn decoding(&self, field: &FieldDescriptor) -> Decoding {
        match (field.ty.kind, field.ty.form) {
            (TypeKind::List(_) | TypeKind::Set(_) | TypeKind::Dict(_), _) | (_, Form::Json) => Decoding::Json,
            (_, Form::Integer { .. }) if self.table.null_integers == NullIntegers::Zero => {
                Decoding::IntOrZero
            }
            (_, Form::Moment) => Decoding::Moment,
            _ => Decoding::Plain,
        }
    }

    /// The text of a key, as a message shows it.
    pub(crate) fn shown_key(&self, id: String) -> String {
        let is_secret = self.descriptor.field(self.table.key).is_some_and(FieldDescriptor::is_secret);
        if is_secret { MASK.to_owned() } else { id }
    }

    pub(crate) fn not_found(&self, id: &str) -> Error {
        Error::NotFound { object: self.name(), id: self.shown_key(id.to_owned()) }
    }
}
