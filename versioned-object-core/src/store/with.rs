//! What is loaded for the objects that a query finds.

use crate::base::context::Context;
use crate::base::error::Result;
use crate::base::future::BoxFuture;
use crate::base::shown::MASK;
use crate::dynamic::versioned::VersionedObject;
use crate::store::lookup::{Holder, Refused};
use crate::store::row_key::key_text;

/// Loads the relation in a slot for objects; what is wrong with one of them stands in its place.
type Load<O> = for<'a> fn(&'a Context, usize, Vec<&'a mut O>) -> BoxFuture<'a, Result<Vec<Result<()>>>>;

/// A relation that is loaded.
pub(crate) struct With<O> {
    pub(crate) slot: usize,
    pub(crate) load: Load<O>,
}

impl<O> Clone for With<O> {
    fn clone(&self) -> Self {
        Self { slot: self.slot, load: self.load }
    }
}

/// Loads relations for the objects of a page, each for all of them at once. An object that cannot have one of them is
/// refused.
pub(crate) async fn load_all<O: VersionedObject>(
    context: &Context,
    with: &[With<O>],
    rows: &mut [Result<O, Refused>],
) -> Result<()> {
    for With { slot, load } in with {
        let objects = rows.iter_mut().filter_map(|row| row.as_mut().ok()).collect();
        let mut loaded = load(context, *slot, objects).await?.into_iter();
        for row in rows.iter_mut() {
            if let Ok(object) = row
                && let Some(Err(error)) = loaded.next()
            {
                *row = Err(Refused { id: id_of(object), error, key: Holder(key_of(object)), holder: None });
            }
        }
    }
    Ok(())
}

/// The key of an object, for messages.
pub(crate) fn id_of<O: VersionedObject>(object: &O) -> String {
    let is_secret = key_slot::<O>().is_some_and(|slot| O::SLOTS[slot].is_secret());
    if is_secret { MASK.to_owned() } else { key_of(object) }
}

/// The key of an object, as a text.
pub(crate) fn key_of<O: VersionedObject>(object: &O) -> String {
    let key = key_slot::<O>().and_then(|slot| object.obj_cell(slot).value());
    key.as_ref().map(key_text).unwrap_or_default()
}

fn key_slot<O: VersionedObject>() -> Option<usize> {
    O::TABLE.and_then(|table| O::descriptor().slot_of(table.key))
}
