//! Reading the fields of an object.

use crate::base::error::{Error, Result};
use crate::dynamic::cells;
use crate::dynamic::contract::{DynObject, MapInput, ReadFields};
use crate::dynamic::input::{Keys, skip};
use crate::primitive::limits::{Mode, NewerFields, UnknownFields};
use crate::primitive::read::ReadContext;
use crate::wire::older;

impl<M: MapInput> ReadFields for M {
    fn read_fields(&mut self, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
        read_fields(self, object, cx)
    }
}

/// Reads the fields of an object, which has none set yet. In plain data every field counts as changed.
fn read_fields<M: MapInput>(map: &mut M, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
    let descriptor = object.obj_descriptor();
    if cx.context.is_some() {
        object.obj_meta_mut().set_context(cx.context.clone());
    }
    let past = descriptor.past(object.obj_version());
    let stamp = object.obj_meta().received_version();
    // Fields of another version may have other names, and in plain data there is more to do.
    let mut in_runs = past.is_none() && stamp.is_none() && cx.mode == Mode::Envelope;
    let mut fresh = 0;
    // Where in the order the next field should be. From `fresh` on none was met.
    let mut expected = 0;
    let (mut unknown, mut unknown_keys) = (String::new(), Keys::default());
    loop {
        if in_runs {
            in_runs = map.load_known(object, fresh > 0, cx)?;
            fresh = if in_runs { descriptor.order.len() } else { 0 };
        }
        let mut found = None;
        let name = if past.is_none() { descriptor.name_at(expected) } else { "" };
        let is_expected = map.key_is(cx, name, &mut |key| {
            found = descriptor.place_in(key, expected, past);
            if found.is_none() {
                key.clone_into(&mut unknown);
            }
        })?;
        match is_expected {
            None => break,
            Some(true) if !name.is_empty() => found = Some(expected),
            // No field is expected, and the key is empty.
            Some(true) => unknown.clear(),
            Some(false) => {}
        }
        let Some(place) = found else {
            unknown_keys.add(&unknown)?;
            let read = read_unknown(map, &unknown, object, cx).map_err(|error| error.at(&unknown));
            cx.note(read)?;
            continue;
        };
        expected = place + 1;
        let slot = descriptor.slot_at(place);
        let field = &descriptor.slots[slot];
        if let (Some(stamp), Some(since)) = (stamp, field.since)
            && stamp.older_than(since)
        {
            if cx.newer == NewerFields::Reject {
                map.value(cx, &mut skip)?;
                let reason = format!("{} {stamp} has no such field, {since} added it", descriptor.name);
                cx.note(Err(Error::invalid(reason).at(field.name)))?;
                continue;
            }
            if cx.unknown == UnknownFields::Keep {
                object.obj_meta_mut().keep_newer();
            }
        }
        let cell = object.obj_cell_mut(slot);
        if place < fresh && cell.is_set() {
            return Err(Error::twice(field.name));
        }
        fresh = fresh.max(expected);
        let read = match past {
            Some(version) if !field.history.is_empty() => {
                map.value(cx, &mut |input, cx| older::load(cell, field, version, input, cx))
            }
            _ => map.load(cx, cell, field),
        };
        match read {
            Ok(()) if cx.mode == Mode::Plain => object.obj_meta_mut().set_changed(slot, true),
            Ok(()) => {}
            Err(error) => cx.note(Err(error))?,
        }
    }
    cells::fill_list(object);
    Ok(())
}

fn read_unknown<M: MapInput>(
    map: &mut M,
    key: &str,
    object: &mut dyn DynObject,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    match cx.unknown {
        UnknownFields::Ignore => map.value(cx, &mut skip),
        UnknownFields::Keep => map.value(cx, &mut |input, cx| {
            let value = input.into_json(cx)?;
            object.obj_meta_mut().keep(key.to_owned(), value);
            Ok(())
        }),
        UnknownFields::Reject => {
            map.value(cx, &mut skip)?;
            Err(Error::invalid(format!("{} has no such field", object.obj_descriptor().name)))
        }
    }
}
