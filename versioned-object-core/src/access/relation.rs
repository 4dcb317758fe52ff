//! Relations: fields whose objects are kept in tables of their own.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use crate::access::dict::{Extends, Key};
use crate::access::list::ObjectList;
use crate::describe::descriptor::{FieldDescriptor, Relation};
use crate::describe::table_checks;
use crate::dynamic::versioned::HasTable;
use crate::fields::column::Related;
use crate::fields::field_type::FieldType;

/// The type of a field that is a relation: an object that has a table, a list of such objects, or a list object of
/// them, each perhaps in a `Box` or an `Option`.
///
/// `M` says which of these; the compiler finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no objects that have a table",
    label = "no relation",
    note = "a relation holds an object, a `Vec` of objects or a list object, perhaps in a `Box` or an `Option`; their \
            type says which table they are in: `#[versioned_object(table = \"things\", …)]`"
)]
pub trait RelationField<M: 'static>: FieldType {
    /// The type of the objects.
    type Target: HasTable;

    #[doc(hidden)]
    const MANY: bool;

    /// A value with these objects; none where there has to be one and is not.
    #[doc(hidden)]
    fn of(found: Vec<Self::Target>) -> Option<Self>;

    #[doc(hidden)]
    fn into_targets(self) -> Vec<Self::Target>;
}

/// What a key says of a field that is a relation.
#[diagnostic::on_unimplemented(
    message = "this field is no relation",
    label = "nothing to load",
    note = "`#[field(has_many(key = Port::NODE_ID))]` or `#[field(belongs_to(key = NODE_ID))]` makes it one"
)]
pub trait IsRelation<T, M: 'static> {
    /// The type of the field.
    type Field: RelationField<M>;
}

#[diagnostic::do_not_recommend]
impl<T: RelationField<M>, M: 'static> IsRelation<T, M> for Related {
    type Field = T;
}

/// Of a field: an object.
pub enum One {}

/// Of a field: a `Vec` of objects.
pub enum Many {}

/// Of a field: a list object.
pub enum Listed {}

/// Of a field: one of the others in a `Box`.
pub struct Boxed<M>(std::marker::PhantomData<M>);

/// Of a field: one of the others in an `Option`.
pub struct OrNull<M>(std::marker::PhantomData<M>);

#[diagnostic::do_not_recommend]
impl<C: HasTable + FieldType> RelationField<One> for C {
    type Target = C;
    const MANY: bool = false;

    fn of(found: Vec<C>) -> Option<Self> {
        found.into_iter().next()
    }

    fn into_targets(self) -> Vec<C> {
        vec![self]
    }
}

#[diagnostic::do_not_recommend]
impl<C: HasTable> RelationField<Many> for Vec<C>
where
    Self: FieldType,
{
    type Target = C;
    const MANY: bool = true;

    fn of(found: Self) -> Option<Self> {
        Some(found)
    }

    fn into_targets(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<L: ObjectList + FieldType> RelationField<Listed> for L
where
    L::Item: HasTable,
{
    type Target = L::Item;
    const MANY: bool = true;

    fn of(found: Vec<L::Item>) -> Option<Self> {
        let mut list = L::from_elements(found);
        list.obj_meta_mut().clear_changed();
        Some(list)
    }

    fn into_targets(mut self) -> Vec<L::Item> {
        std::mem::take(self.elements_mut())
    }
}

#[diagnostic::do_not_recommend]
impl<M: 'static, T: RelationField<M>> RelationField<Boxed<M>> for Box<T> {
    type Target = T::Target;
    const MANY: bool = T::MANY;

    fn of(found: Vec<T::Target>) -> Option<Self> {
        T::of(found).map(Self::new)
    }

    fn into_targets(self) -> Vec<T::Target> {
        (*self).into_targets()
    }
}

#[diagnostic::do_not_recommend]
impl<M: 'static, T: RelationField<M>> RelationField<OrNull<M>> for Option<T>
where
    Self: FieldType,
{
    type Target = T::Target;
    const MANY: bool = T::MANY;

    fn of(found: Vec<T::Target>) -> Option<Self> {
        Some(T::of(found))
    }

    fn into_targets(self) -> Vec<T::Target> {
        self.map_or_else(Vec::new, T::into_targets)
    }
}

/// A relation whose objects, of type `C`, hold our key in a field.
pub const fn has_many<C: Extends<B>, B, T, S>(key: Key<B, T, S>) -> Relation {
    Relation::HasMany { key: key.name() }
}

/// A relation whose object's key we hold in a field.
pub const fn belongs_to<O: Extends<B>, B, T, S>(key: Key<B, T, S>) -> Relation {
    Relation::BelongsTo { key: key.name() }
}

/// The name and the fields of an object.
type Side = (&'static str, &'static [FieldDescriptor]);

/// Fails the build when a field with one object has many, or the objects hold a key that is not ours.
#[track_caller]
pub const fn check_has_many(relation: Relation, many: bool, ours: Side, theirs: Side) {
    assert!(many, "`has_many` is for a list of objects: an object that this one belongs to is `belongs_to`");
    if let Relation::HasMany { key } = relation {
        table_checks::check_relation_key((theirs.0, theirs.1, key), ours, true);
    }
}

/// Fails the build when a field with many objects belongs to one, or we hold a key that is not the object's.
#[track_caller]
pub const fn check_belongs_to(relation: Relation, many: bool, ours: Side, theirs: Side) {
    assert!(!many, "`belongs_to` is for one object: objects that belong to this one are `has_many`");
    if let Relation::BelongsTo { key } = relation {
        table_checks::check_relation_key((ours.0, ours.1, key), theirs, false);
    }
}
