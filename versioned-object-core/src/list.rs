//! List objects.

use std::ops::RangeBounds;

use crate::error::Result;
use crate::fields::ListItem;
use crate::object::VersionedObject;

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

    /// A list with the elements of both.
    #[must_use]
    fn obj_concat(&self, other: &Self) -> Self {
        let mut list = Self::from_elements([self.elements(), other.elements()].concat());
        list.obj_meta_mut().set_context(self.obj_context().cloned());
        list
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
