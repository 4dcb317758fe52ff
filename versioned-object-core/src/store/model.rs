//! Which columns a type has, and which of them a table has under other names while two versions of the type work on it.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use sea_query::Value as Sql;

use chrono::{DateTime, SubsecRound as _, Utc};

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::base::shown::MASK;
use crate::base::version::Version;
use crate::describe::descriptor::{FieldDescriptor, Form, ObjectDescriptor, TypeKind};
use crate::describe::table::{NullIntegers, TableDescriptor};
use crate::dynamic::contract::DynObject;
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
    /// What it is called in the table.
    pub(crate) name: &'static str,
}

/// A field whose values older services have in a column of their own, of the type that they know.
pub(crate) struct Shadow {
    pub(crate) slot: usize,
    /// The column of ours.
    pub(crate) name: &'static str,
    /// The column of older services.
    pub(crate) base: Column,
    /// What the base was when our column was last made of it, or it of ours: what differs from it is news.
    pub(crate) was: Column,
    /// The version whose values are in the base.
    pub(crate) version: Version,
}

/// A column of older services alone, and what they find there in rows of ours.
pub(crate) struct Filler {
    pub(crate) column: Column,
    pub(crate) value: Sql,
}

/// How a table differs from the declaration while older versions work on it. Layouts are kept for good, for each table
/// has few.
pub(crate) struct Layout {
    /// Whose history the table has: the type itself, or one that it extends.
    pub(crate) of: &'static ObjectDescriptor,
    /// The names of columns that have another than the declaration says, by slot.
    pub(crate) names: Vec<(usize, &'static str)>,
    pub(crate) shadows: Vec<Shadow>,
    pub(crate) fillers: Vec<Filler>,
    /// Other fields whose values have to be ones of an older version, too: by slot.
    pub(crate) narrower: Vec<(usize, Version)>,
    /// Fields that have a value of their own in each row, which older services do not give: by slot.
    pub(crate) unfilled: Vec<usize>,
    /// Columns that every statement names. Once one of them has its own name, which another column has now, no statement
    /// is right that was made before: and none is taken then.
    pub(crate) guards: Vec<&'static str>,
}

/// Some of a type's slots; those behind the 63rd are in it together.
#[derive(Clone, Copy, Default)]
pub(crate) struct Slots(u64);

impl Slots {
    pub(crate) fn of(slots: impl IntoIterator<Item = usize>) -> Self {
        Self(slots.into_iter().fold(0, |all, slot| all | 1 << slot.min(63)))
    }

    pub(crate) fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    pub(crate) fn has(self, slot: usize) -> bool {
        self.0 & (1 << slot.min(63)) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Slots that are kept for good: few tables have such, and each has few.
pub(crate) fn kept_slots(slots: Vec<usize>) -> &'static [usize] {
    static KEPT: Mutex<BTreeSet<&'static [usize]>> = Mutex::new(BTreeSet::new());
    if slots.is_empty() {
        return &[];
    }
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(&*slots) {
        return known;
    }
    let slots: &'static [usize] = slots.leak();
    kept.insert(slots);
    slots
}

/// What a table does by itself where a row is written: the columns whose values the database makes, and more.
#[derive(Clone, Copy, Default)]
pub(crate) struct Made {
    /// In new rows that have none.
    pub(crate) first: Slots,
    /// The same, where a migration says so for the sake of older services: rows of ours say null.
    pub(crate) older: &'static [usize],
    /// In each row that is written without one.
    pub(crate) each_time: Slots,
    /// In all rows: no other is written.
    pub(crate) all: &'static [usize],
    /// Whether another row may go for the sake of one that is written.
    pub(crate) replaces: bool,
}

/// What triggers make of rows that are written, as far as their texts say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Triggers {
    /// Nothing.
    None,
    /// Other rows, before they are written.
    Before,
    /// Other rows, or none, once they are written: what a statement gives back is not what is there.
    Behind,
}

/// What the store knows of a type.
#[derive(Clone, Copy)]
pub(crate) struct Model {
    pub(crate) descriptor: &'static ObjectDescriptor,
    pub(crate) table: TableDescriptor,
    /// Whose SQL its rows are asked for in.
    pub(crate) backend: Backend,
    /// How the table differs from the declaration; none where it does not.
    pub(crate) layout: Option<&'static Layout>,
    /// Whether the database orders or compares texts of its table by more than their bytes.
    pub(crate) is_collated: bool,
    /// Whether a row may lack its key.
    pub(crate) lacks_keys: bool,
    /// How many digits of the second the table keeps of a time that the store writes: six, or fewer where a column has
    /// fewer.
    pub(crate) digits: u16,
    /// The fields whose columns make something else of what is written into them: what an object has then is read back.
    pub(crate) rounds: Slots,
    /// The fields whose columns do so with texts that end in a blank.
    pub(crate) trims: Slots,
    /// The fields whose columns have no numbers below zero: what a server computes of one has none either.
    pub(crate) unsigned: Slots,
    /// What triggers of the table make of what is written into it.
    pub(crate) triggers: Triggers,
    /// What the table does by itself where a row is written.
    pub(crate) made: Made,
}

impl Model {
    pub(crate) fn of(descriptor: &'static ObjectDescriptor, backend: Backend) -> Result<Self> {
        match descriptor.table {
            Some(table) => Ok(Self {
                descriptor,
                table,
                backend,
                layout: None,
                is_collated: false,
                lacks_keys: false,
                digits: 6,
                rounds: Slots::default(),
                trims: Slots::default(),
                unsigned: Slots::default(),
                triggers: Triggers::None,
                made: Made::default(),
            }),
            None => Err(Error::action("store", format!("{} has no table", descriptor.name))),
        }
    }

    /// Whether what is written into a column may be another value in the row. The value is only asked for where that
    /// depends on it.
    pub(crate) fn is_rounded<V: Borrow<Sql>>(
        &self,
        column: &Column,
        value: impl FnOnce() -> Option<V>,
    ) -> bool {
        let is_other = |value: V| match value.borrow() {
            Sql::String(Some(text)) => text.ends_with(' '),
            // A zero below zero, which is not kept.
            Sql::Double(Some(number)) => *number == 0.0 && number.is_sign_negative(),
            _ => false,
        };
        self.triggers != Triggers::None
            || self.rounds.has(column.slot)
            || (self.may_round(column) && value().is_some_and(is_other))
    }

    /// Whether a column makes something else of some of its values.
    pub(crate) fn may_round(&self, column: &Column) -> bool {
        let is_number = matches!(column.field.ty.form, Form::Number { .. });
        self.trims.has(column.slot) || (is_number && self.backend != Backend::Postgres)
    }

    /// Refuses what is to be written into a column whose values the database computes.
    pub(crate) fn is_written(&self, column: &Column) -> Result<()> {
        if self.made.all.contains(&column.slot) {
            let reason =
                format!("the database computes the column `{}`, and takes no value for it", column.name);
            return Err(Error::invalid(reason).at(column.field.name).at(self.name()));
        }
        Ok(())
    }

    /// The columns besides these that the database writes with every other one.
    pub(crate) fn moved(&self, is_known: impl Fn(&Column) -> bool) -> Vec<Column> {
        let moves = |slot| self.made.each_time.has(slot) || self.made.all.contains(&slot);
        if self.made.each_time.is_empty() && self.made.all.is_empty() {
            return Vec::new();
        }
        let is_one = |column: &Column| moves(column.slot) && !column.field.is_key && !is_known(column);
        self.columns().into_iter().filter(is_one).collect()
    }

    /// Whether the database makes a value of the new row of an object: one that neither it has nor the store gives it.
    pub(crate) fn makes_some(&self, object: &dyn DynObject) -> bool {
        let (flag, created) = (self.table.soft_delete.map(|soft| soft.flag), self.table.created);
        let is_given = |field: &FieldDescriptor| {
            (field.is_key && field.ty.form == Form::Uuid)
                || [flag, created].contains(&Some(field.name))
                || (!field.nullable() && field.has_default())
        };
        let makes = |column: &Column| {
            (self.made.first.has(column.slot) || self.made.each_time.has(column.slot))
                && !object.obj_cell(column.slot).is_set()
                && !is_given(column.field)
        };
        !self.made.all.is_empty() || self.columns().iter().any(makes)
    }

    /// Whether a statement gives back the rows that it writes, as they are.
    pub(crate) fn gives_back(&self) -> bool {
        self.backend.gives_back() && self.triggers != Triggers::Behind
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
        is_in_row(self.descriptor, field)
            .then(|| self.under(slot, self.field(slot), self.name_of(slot).unwrap_or(field.column)))
    }

    /// A field with what older services of the table know of it: a type with a version of its own has not the history of
    /// the type that it extends.
    pub(crate) fn field(&self, slot: usize) -> &'static FieldDescriptor {
        let inherited = self.layout.and_then(|layout| layout.of.slots.get(slot));
        inherited.unwrap_or(&self.descriptor.slots[slot])
    }

    /// The column of a field under a name.
    pub(crate) fn under(&self, slot: usize, field: &'static FieldDescriptor, name: &'static str) -> Column {
        Column { slot, field, decoding: decoding(field, self.table.null_integers), name }
    }

    fn name_of(&self, slot: usize) -> Option<&'static str> {
        self.layout?.names.iter().find(|(known, _)| *known == slot).map(|(_, name)| *name)
    }

    /// The stored fields, in the order of the wire.
    pub(crate) fn columns(&self) -> Vec<Column> {
        self.descriptor.slots_in_order().filter_map(|slot| self.at(slot)).collect()
    }

    /// The fields that older services have in a column of their own.
    pub(crate) fn shadows(&self) -> &'static [Shadow] {
        self.layout.map_or(&[], |layout| &layout.shadows)
    }

    /// The columns that every statement names.
    pub(crate) fn guards(&self) -> &'static [&'static str] {
        self.layout.map_or(&[], |layout| &layout.guards)
    }

    /// The columns that have a value of their own in each row, which older services do not give.
    pub(crate) fn unfilled(&self) -> Vec<Column> {
        let slots = self.layout.map_or(&[][..], |layout| &layout.unfilled);
        slots.iter().filter_map(|slot| self.at(*slot)).collect()
    }

    /// What is read of a row: the stored fields, and behind them the two other columns of each shadow.
    pub(crate) fn selected(&self) -> Vec<Column> {
        let others = self.shadows().iter().flat_map(|shadow| [shadow.base, shadow.was]);
        self.columns().into_iter().chain(others).collect()
    }

    /// The text of a key, as a message shows it; nothing of one that is not known.
    pub(crate) fn shown_key(&self, id: String) -> String {
        let is_secret = self.descriptor.field(self.table.key).is_some_and(FieldDescriptor::is_secret);
        if is_secret && !id.is_empty() { MASK.to_owned() } else { id }
    }

    pub(crate) fn not_found(&self, id: &str) -> Error {
        Error::NotFound { object: self.name(), id: self.shown_key(id.to_owned()) }
    }
}

/// Whether rows have a field: what a version removed is in no row of that version.
pub(crate) fn is_in_row(descriptor: &ObjectDescriptor, field: &FieldDescriptor) -> bool {
    field.stored && !field.removed_in(descriptor.version)
}

fn decoding(field: &FieldDescriptor, null_integers: NullIntegers) -> Decoding {
    match (field.ty.kind, field.ty.form) {
        (TypeKind::List(_) | TypeKind::Set(_) | TypeKind::Dict(_), _) | (_, Form::Json) => Decoding::Json,
        (_, Form::Integer { .. }) if null_integers == NullIntegers::Zero => Decoding::IntOrZero,
        (_, Form::Moment) => Decoding::Moment,
        _ => Decoding::Plain,
    }
}
