//! List objects.

use std::ops::RangeBounds;

use crate::base::error::{Error, Result};
use crate::describe::lookup::LIST_FIELD;
use crate::dynamic::attr::Attr;
use crate::dynamic::contract::{DynObject, ObjectMeta};
use crate::dynamic::versioned::VersionedObject;
use crate::fields::types::any_object::ListItem;
use crate::object::ext::ObjectExt as _;

/// An object that is a list of objects: `#[versioned_object(list_of = Item)]`.
///
/// It derefs to a slice of its elements, so indexing, iteration and whatever a slice has work on it. Its one field,
/// `objects`, counts as changed when an element has changes.
pub trait ObjectList: VersionedObject {
    /// The type of the elements: an object, or [`AnyOf`](crate::fields::AnyOf) where they are of subclasses too.
    type Item: ListItem;

    /// The elements.
    fn elements(&self) -> &[Self::Item];

    /// The elements, to be changed in place: the list counts as changed.
    fn elements_mut(&mut self) -> &mut Vec<Self::Item>;

    /// A list with these elements, which counts as changed.
    fn from_elements(elements: Vec<Self::Item>) -> Self;

    /// A list with the elements in this range, as slicing gives in Python: with the context of this list, not changed.
    ///
    /// A range that ends behind the last element ends with it.
    #[must_use]
    fn obj_slice(&self, range: impl RangeBounds<usize>) -> Self {
        use std::ops::Bound;
        let len = self.elements().len();
        let start = match range.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(start) => start.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(end) => end.saturating_add(1),
            Bound::Excluded(end) => *end,
            Bound::Unbounded => len,
        };
        let part = self.elements().get(start..end.min(len)).unwrap_or_default();
        let mut list = Self::from_elements(part.to_vec());
        list.obj_meta_mut().clear_changed();
        list.obj_meta_mut().set_context(self.obj_context().cloned());
        list
    }

    /// A list with the elements of both, which counts as changed, and the context of this one.
    ///
    /// A list object that has no field besides `objects` also has `+`.
    ///
    /// # Errors
    /// [`Error::ObjectAction`] when the type has other fields: nobody knows what their sum would be.
    fn obj_concat(&self, other: &Self) -> Result<Self> {
        let descriptor = Self::descriptor();
        if descriptor.fields().any(|field| field.name != LIST_FIELD) {
            let reason = format!("{} has other fields than `{LIST_FIELD}`", descriptor.name);
            return Err(Error::action("obj_concat", reason));
        }
        Ok(concat_lists(self, other))
    }

    /// Where an object stands in the list: the first element that is written like it, which is how oslo compares.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Lamp {
    ///     watts: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", list_of = Lamp)]
    /// struct LampList {
    ///     objects: Attr<Vec<Lamp>>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let lamp = |watts| Lamp::builder().watts(watts).build_orphan();
    /// let list: LampList = [lamp(40)?, lamp(60)?, lamp(60)?].into_iter().collect();
    /// assert_eq!(list.obj_index(&lamp(60)?), Some(1));
    /// assert_eq!(list.obj_count(&lamp(60)?), 2);
    /// assert!(!list.obj_contains(&lamp(75)?));
    /// # Ok::<(), Error>(())
    /// ```
    fn obj_index(&self, object: &dyn DynObject) -> Option<usize> {
        self.elements().iter().position(|element| element.item_object().obj_same_primitive(object))
    }

    /// How many elements are written like an object.
    fn obj_count(&self, object: &dyn DynObject) -> usize {
        self.elements().iter().filter(|element| element.item_object().obj_same_primitive(object)).count()
    }

    /// Whether an element is written like an object.
    fn obj_contains(&self, object: &dyn DynObject) -> bool {
        self.obj_index(object).is_some()
    }

    /// Sorts the elements by a key that may be unset.
    ///
    /// # Errors
    /// When the key of an element cannot be had; the order is then as it was.
    fn obj_sort_by_key<K: Ord>(&mut self, mut key: impl FnMut(&Self::Item) -> Result<K>) -> Result<()> {
        let keys = self.elements().iter().map(&mut key).collect::<Result<Vec<_>>>()?;
        let mut keyed: Vec<_> = keys.into_iter().zip(std::mem::take(self.elements_mut())).collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        *self.elements_mut() = keyed.into_iter().map(|(_, element)| element).collect();
        Ok(())
    }
}

/// `+` of list objects that have no other fields.
pub fn concat_lists<T: ObjectList>(one: &T, other: &T) -> T {
    let mut list = T::from_elements([one.elements(), other.elements()].concat());
    list.obj_meta_mut().set_context(one.obj_context().cloned());
    list
}

/// The elements of a list object.
pub fn elements<T>(cell: &Attr<Vec<T>>) -> &[T] {
    cell.get().map(Vec::as_slice).unwrap_or_default()
}

/// The elements of a list object.
pub fn elements_mut<'l, T>(cell: &'l mut Attr<Vec<T>>, meta: &mut ObjectMeta, slot: usize) -> &'l mut Vec<T> {
    meta.set_changed(slot, true);
    cell.0.get_or_insert_default()
}

/// Gives a list object its elements.
pub fn set_elements<T>(cell: &mut Attr<Vec<T>>, meta: &mut ObjectMeta, slot: usize, elements: Vec<T>) {
    cell.0 = Some(elements);
    meta.set_changed(slot, true);
}
