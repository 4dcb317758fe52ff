//! What a JSON text in memory holds, as an input.

use std::borrow::Cow;

use crate::base::error::{Error, Path, Result};
use crate::describe::descriptor::{FieldDescriptor, ObjectDescriptor};
use crate::dynamic::contract::{
    Cell, DynObject, Input, MapInput, ObjectMeta, ReadFields as _, ReadInput, SeqInput,
};
use crate::primitive::json_text::{JsonText, Number, Start, Taken, Unread};
use crate::primitive::read::ReadContext;

/// What stands for the reason that is not known here.
#[cold]
fn unread(_: Unread) -> Error {
    Error::Json { path: Path::default(), message: String::new() }
}

impl<'t> JsonText<'t> {
    /// Gives the value here to `read`, which has to take all of it.
    ///
    /// # Errors
    /// When `read` has one, or this is no value.
    #[inline]
    pub fn value<R>(
        &mut self,
        cx: &mut ReadContext<'_>,
        read: impl FnOnce(Input<'_>, &mut ReadContext<'_>) -> Result<R>,
    ) -> Taken<R> {
        let input = match self.start()? {
            Start::Text => Input::Str(self.text()?),
            Start::Number => match self.number()? {
                Number::Int(number) => Input::Int(number),
                Number::UInt(number) => Input::UInt(number),
                Number::Digits(number) => Input::Digits(number),
                Number::Float(number) => Input::Float(number),
            },
            Start::Null => self.word("null").map(|()| Input::Null)?,
            Start::True => self.word("true").map(|()| Input::Bool(true))?,
            Start::False => self.word("false").map(|()| Input::Bool(false))?,
            Start::Array => {
                let mut items = Items(Parts::open(self, b'[', cx)?);
                let read = read(Input::Seq(&mut items), cx);
                return items.0.closed(read, cx);
            }
            Start::Map => return self.entries_with(cx, |entries, cx| read(Input::Map(entries), cx)),
        };
        read(input, cx).map_err(|_| Unread)
    }

    /// Gives the entries of the map here to `read`, which has to take all of them.
    ///
    /// # Errors
    /// When `read` has one, or this is no map.
    pub(crate) fn entries_with<R>(
        &mut self,
        cx: &mut ReadContext<'_>,
        read: impl FnOnce(&mut Entries<'_, 't>, &mut ReadContext<'_>) -> Result<R>,
    ) -> Taken<R> {
        let mut entries = Entries(Parts::open(self, b'{', cx)?);
        let read = read(&mut entries, cx);
        entries.0.closed(read, cx)
    }
}

/// Where the next key should be: keys stand in the order of the table, most often, or in the order of their names, as
/// `sort_keys` writes them, or in the other direction.
struct Next {
    order: Order,
    /// The place in the table behind the last field, and where its name stands among the names, and one more.
    place: usize,
    rank: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Table,
    Back,
    Names,
    None,
}

impl Next {
    /// Goes past the key of a field, and gives the place of that; stays where none of a field stands.
    fn look(
        &mut self,
        descriptor: &ObjectDescriptor,
        text: &mut JsonText<'_>,
        is_first: bool,
    ) -> Option<usize> {
        let start = text.place();
        let found = self.find(descriptor, text, is_first);
        if found.is_none() {
            text.back_to(start);
        }
        found
    }

    fn find(
        &mut self,
        descriptor: &ObjectDescriptor,
        text: &mut JsonText<'_>,
        is_first: bool,
    ) -> Option<usize> {
        if !is_first && !text.passes(b',') || text.start().ok()? != Start::Text {
            return None;
        }
        let guess = match self.order {
            Order::Table => Some(self.place),
            Order::Back => self.place.checked_sub(2),
            Order::Names => descriptor.by_name.get(self.rank).map(|place| usize::from(*place)),
            Order::None => None,
        };
        if let Some(place) = guess
            && let Some(slot) = descriptor.order.get(place)
        {
            let start = text.place();
            if text.passes_name(descriptor.slots[usize::from(*slot)].key) {
                (self.place, self.rank) = (place + 1, self.rank + 1);
                return Some(place);
            }
            text.back_to(start);
        }
        let key = text.key().ok()?;
        let rank = descriptor.rank_of(&key);
        let place = match rank {
            Some(rank) => usize::from(descriptor.by_name[rank]),
            // So many fields have no order of their names.
            None if descriptor.by_name.is_empty() => descriptor.place_of(&key, self.place)?,
            None => return None,
        };
        self.order = match () {
            () if rank == Some(self.rank) => Order::Names,
            () if place == self.place => Order::Table,
            () if place + 2 == self.place || place + 1 == descriptor.order.len() => Order::Back,
            () => Order::None,
        };
        (self.rank, self.place) = (rank.map_or(0, |rank| rank + 1), place + 1);
        Some(place)
    }
}

/// How many times a value is gone past, that stands before what says how to read it.
const MOST_TIMES: usize = 3;

/// What is between two brackets.
struct Parts<'x, 't> {
    text: &'x mut JsonText<'t>,
    close: u8,
    is_first: bool,
    is_open: bool,
}

impl<'x, 't> Parts<'x, 't> {
    fn open(text: &'x mut JsonText<'t>, open: u8, cx: &mut ReadContext<'_>) -> Taken<Self> {
        text.enter(open, cx)?;
        // `]` and `}` stand two behind `[` and `{`.
        Ok(Self { text, close: open + 2, is_first: true, is_open: true })
    }

    #[inline]
    fn has_next(&mut self, cx: &mut ReadContext<'_>) -> Result<bool> {
        let is_first = std::mem::take(&mut self.is_first);
        self.is_open = self.is_open && self.text.has_next(is_first, self.close, cx).map_err(unread)?;
        Ok(self.is_open)
    }

    /// Reads fields that none of is set, as long as they stand in the order of the table, behind others; gives the place behind
    /// the last.
    fn load_run<const SPACED: bool>(
        &mut self,
        object: &mut dyn DynObject,
        from: usize,
        cx: &mut ReadContext<'_>,
    ) -> Taken<usize> {
        let descriptor = object.obj_descriptor();
        let mut place = from;
        while let Some(slot) = descriptor.order.get(place) {
            let slot = usize::from(*slot);
            let field = &descriptor.slots[slot];
            if !self.text.passes_key::<SPACED>(field.key) {
                break;
            }
            object.obj_cell_mut(slot).load_text(field, self.text, cx)?;
            place += 1;
        }
        Ok(place)
    }

    /// What was read, if it was all of it.
    fn closed<R>(self, read: Result<R>, cx: &mut ReadContext<'_>) -> Taken<R> {
        cx.depth -= 1;
        match read {
            Ok(read) if !self.is_open => Ok(read),
            _ => Err(Unread),
        }
    }
}

struct Items<'x, 't>(Parts<'x, 't>);

impl SeqInput for Items<'_, '_> {
    fn mark_in_order(
        &mut self,
        descriptor: &ObjectDescriptor,
        from: usize,
        meta: &mut ObjectMeta,
        cx: &mut ReadContext<'_>,
    ) -> Result<usize> {
        let mut place = from;
        while let Some(slot) = descriptor.order.get(place) {
            let slot = usize::from(*slot);
            // From the comma or the quote to the quote.
            let key = descriptor.slots[slot].key;
            let name = key.get(usize::from(self.0.is_first)..key.len().saturating_sub(1));
            if key.is_empty() || !self.0.text.passes_tokens(name.unwrap_or_default()) {
                break;
            }
            self.0.is_first = false;
            meta.set_changed(slot, true);
            place += 1;
        }
        cx.count_all(place - from)?;
        Ok(place)
    }

    fn next(&mut self, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<bool> {
        if !self.0.has_next(cx)? {
            return Ok(false);
        }
        self.0.text.value(cx, read).map(|()| true).map_err(unread)
    }
}

pub(crate) struct Entries<'x, 't>(Parts<'x, 't>);

impl<'t> Entries<'_, 't> {
    /// Goes past a piece of the map that has some of its first entries, and the key of the next; false where it begins with
    /// something else.
    pub(crate) fn passes(&mut self, piece: &str, keys: usize, cx: &mut ReadContext<'_>) -> Result<bool> {
        let passed = self.0.is_first && !piece.is_empty() && self.0.text.passes_tokens(piece);
        if passed {
            self.0.is_first = false;
            cx.count_all(keys)?;
        }
        Ok(passed)
    }

    /// The key and the text of the next entry, if it has one.
    pub(crate) fn next_text(&self) -> Option<(Cow<'t, str>, Cow<'t, str>)> {
        let mut ahead = self.0.text.at(self.0.text.place());
        Some((ahead.key().ok()?, ahead.text().ok()?))
    }

    /// Reads the fields of an object, where the value of the last key is a map of them.
    pub(crate) fn fields(&mut self, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
        self.0.text.entries_with(cx, |fields, cx| fields.read_fields(object, cx)).map_err(unread)
    }
}

impl MapInput for Entries<'_, '_> {
    fn key(&mut self, cx: &mut ReadContext<'_>, read: &mut dyn FnMut(&str)) -> Result<bool> {
        if !self.0.has_next(cx)? {
            return Ok(false);
        }
        read(&self.0.text.key().map_err(unread)?);
        Ok(true)
    }

    fn load_known(
        &mut self,
        object: &mut dyn DynObject,
        some_set: bool,
        cx: &mut ReadContext<'_>,
    ) -> Result<bool> {
        let descriptor = object.obj_descriptor();
        // From this place on no field is set.
        let mut fresh = if some_set { descriptor.order.len() } else { 0 };
        let mut next = Next { order: Order::Table, place: 0, rank: 0 };
        let mut loaded = 0;
        loop {
            if next.place >= fresh && !self.0.is_first {
                let run = if self.0.text.is_spaced() {
                    self.0.load_run::<true>(object, next.place, cx)
                } else {
                    self.0.load_run::<false>(object, next.place, cx)
                };
                fresh = run.map_err(unread)?;
                loaded += fresh - next.place;
                next.place = fresh;
            }
            let start = self.0.text.place();
            let Some(place) = next.look(descriptor, self.0.text, self.0.is_first) else { break };
            let slot = descriptor.slot_at(place);
            let cell = object.obj_cell_mut(slot);
            if place < fresh && cell.is_set() {
                // Whoever reads the key once more has an error for it.
                self.0.text.back_to(start);
                break;
            }
            fresh = fresh.max(place + 1);
            self.0.is_first = false;
            cell.load_text(&descriptor.slots[slot], self.0.text, cx).map_err(unread)?;
            loaded += 1;
        }
        cx.count_all(loaded)?;
        Ok(true)
    }

    fn pass(&mut self, cx: &ReadContext<'_>) -> Result<Option<usize>> {
        // What is in each other so many times would be gone past as many times.
        if cx.again > MOST_TIMES { Ok(None) } else { self.0.text.pass().map(Some).map_err(unread) }
    }

    fn value_at(&mut self, place: usize, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<()> {
        cx.again += 1;
        let value = self.0.text.at(place).value(cx, read).map_err(unread);
        cx.again -= 1;
        value
    }

    fn value(&mut self, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<()> {
        self.0.text.value(cx, read).map_err(unread)
    }

    #[inline]
    fn load(&mut self, cx: &mut ReadContext<'_>, cell: &mut dyn Cell, field: &FieldDescriptor) -> Result<()> {
        cell.load_text(field, self.0.text, cx).map_err(unread)
    }
}
