//! What generated code asks of the types that a declaration names, before it speaks of them: that one is none of those
//! is then told at its name, once, however often the code mentions it.

use std::hash::Hash;

use crate::base::error::Result;
use crate::describe::descriptor::{ObjectDescriptor, TypeDescriptor};
use crate::dynamic::attr::Attr;
use crate::dynamic::contract::{Cell, ObjectMeta};
use crate::dynamic::versioned::VersionedObject;
use crate::fields::field_type::{FieldType, get, set};
use crate::fields::guard::Mutable;
use crate::fields::into_field::FieldFrom;
use crate::fields::types::any_object::ListItem;
use crate::fields::types::collection::DictKey;

/// Traits of every type of a kind. What is said of a type that is none is what the kind's own trait says.
macro_rules! known {
    ($($name:ident: $($bound:path),+;)+) => {$(
        /// Asked of a type in a declaration.
        pub trait $name {
            /// The type itself.
            type Itself: $($bound +)+;
        }

        #[diagnostic::do_not_recommend]
        impl<T: $($bound +)+> $name for T {
            type Itself = T;
        }
    )+};
}

known! {
    IsSortedKey: DictKey, Ord;
    IsHashedKey: DictKey, Hash;
    IsSorted: FieldType, Ord;
    IsHashed: FieldType, Ord, Hash;
}

/// Asked of the type of a field, and what generated code calls of it.
///
/// It has none of the bounds that [`FieldType`] has on its types: what is no `FieldType` is one error, at the type, however
/// often generated code mentions it, and what is one but lacks a bound, such as `Send`, is told where it became one.
///
/// Every page of every type would show what it has for any type.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of a field",
    label = "not a field type",
    note = "an enum derives `EnumField`, a nested object `VersionedObject`; of any other type `fields::JsonOf` makes one \
            by serde, `fields::Text` by `Display` and `FromStr`, and what is no part of the object has `#[field(skip)]`"
)]
pub trait IsFieldType: Sized {
    /// The type itself.
    type Itself: FieldType;

    /// What the getter gives.
    type Ref<'a>
    where
        Self: 'a;

    /// What is known of the type.
    const TYPE: &'static TypeDescriptor;

    /// A field, whatever its type.
    fn cell(cell: &Attr<Self>) -> &dyn Cell;

    /// The same, to be changed.
    fn cell_mut(cell: &mut Attr<Self>) -> &mut dyn Cell;

    /// What a getter does.
    ///
    /// # Errors
    /// When the field is not set.
    fn get<'a>(
        cell: &'a Attr<Self>,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
    ) -> Result<Self::Ref<'a>>;

    /// What a getter with `try_` does.
    fn try_get(cell: &Attr<Self>) -> Option<Self::Ref<'_>>;

    /// What a setter does.
    ///
    /// # Errors
    /// When the field does not take the value.
    fn set<V>(
        cell: &mut Attr<Self>,
        meta: &mut ObjectMeta,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
        value: V,
    ) -> Result<()>
    where
        Self: FieldFrom<V>;
}

#[diagnostic::do_not_recommend]
impl<T: FieldType> IsFieldType for T {
    type Itself = T;
    type Ref<'a> = T::Ref<'a>;
    const TYPE: &'static TypeDescriptor = T::TYPE;

    fn cell(cell: &Attr<T>) -> &dyn Cell {
        cell
    }

    fn cell_mut(cell: &mut Attr<T>) -> &mut dyn Cell {
        cell
    }

    fn get<'a>(cell: &'a Attr<T>, descriptor: &'static ObjectDescriptor, slot: usize) -> Result<T::Ref<'a>> {
        get(cell, descriptor, slot)
    }

    fn try_get(cell: &Attr<T>) -> Option<T::Ref<'_>> {
        cell.get().map(T::borrow_field)
    }

    fn set<V>(
        cell: &mut Attr<T>,
        meta: &mut ObjectMeta,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
        value: V,
    ) -> Result<()>
    where
        T: FieldFrom<V>,
    {
        set_from(cell, meta, descriptor, slot, value)
    }
}

/// Asked of what stands in an adapter, with the whole: somebody's own type may have the adapter's name.
macro_rules! adapted {
    ($($name:ident: $message:literal, $label:literal, $note:literal;)+) => {$(
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $name<Adapter> {
            /// The type itself.
            type Itself;
        }

        #[diagnostic::do_not_recommend]
        impl<T, Adapter: FieldType> $name<Adapter> for T {
            type Itself = T;
        }
    )+};
}

adapted! {
    IsInJson: "`{Self}` cannot be in a `JsonOf`", "not JSON",
        "by serde it can: write `#[derive(Clone, Serialize, Deserialize)]` at the type, whose values go from thread to thread";
    IsInText: "`{Self}` cannot be in a `Text`", "not a text",
        "its text is that of `Display` and `FromStr`: implement both, and derive `Clone`; its values go from thread to thread";
}

/// What a setter does.
///
/// # Errors
/// When the field does not take the value.
pub fn set_from<T: FieldType + FieldFrom<V>, V>(
    cell: &mut Attr<T>,
    meta: &mut ObjectMeta,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
    value: V,
) -> Result<()> {
    set(cell, meta, descriptor, slot, T::field_from(value))
}

/// What the getter of a field of type `T` gives: `&str` for a `String`, the value itself for a `Copy` type.
pub type FieldRef<'a, T> = <T as IsFieldType>::Ref<'a>;

/// What a field of type `T` holds, which is `T`: how generated code names a type that it does not know.
pub type Held<T> = T;

/// On the page of an enum in rustdoc: an object or a mixin `T` has fields of it, and since when they take its values. It is
/// implemented in documentation alone, and nothing asks for it. Of types with one name, of which nobody but the compiler
/// knows whether they are one, each has a number.
pub trait UsedBy<T: ?Sized, const NUMBER: usize = 0> {}

/// Asked of what stands in a `Box`: it is changed in place.
pub trait IsBoxed {
    /// The type itself.
    type Itself: FieldType;
}

#[diagnostic::do_not_recommend]
impl<T> IsBoxed for T
where
    T: for<'a> Mutable<Guard<'a> = &'a mut T>,
    T: FieldType,
{
    type Itself = T;
}

/// Traits of every type of a kind that is described by the descriptor of an object.
macro_rules! described {
    ($($(#[$doc:meta])* $name:ident: $bound:path, $descriptor:ident;)+) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(
            message = "`{Self}` is not a versioned object",
            note = "derive it: `#[derive(Clone, VersionedObject)] #[versioned_object(version = \"1.0\")]`"
        )]
        pub trait $name {
            /// The type itself.
            type Itself: $bound;

            /// What is known of the type.
            fn described() -> &'static ObjectDescriptor;
        }

        #[diagnostic::do_not_recommend]
        impl<T: $bound> $name for T {
            type Itself = T;

            fn described() -> &'static ObjectDescriptor {
                T::$descriptor()
            }
        }
    )+};
}

described! {
    /// Asked of what a list object lists; what is said is what [`ListItem`] says.
    IsListed: ListItem, item_descriptor;
    /// Asked of the objects that stand in `AnyOf`; what is said is what [`VersionedObject`] says.
    IsObject: VersionedObject, descriptor;
}

/// A cell of values of a type: what stands for the type of a field where nothing is asked of it.
pub trait CellOf<T> {
    /// The cell itself.
    fn cell_of(&mut self) -> &mut Attr<T>;
}

impl<T> CellOf<T> for Attr<T> {
    fn cell_of(&mut self) -> &mut Self {
        self
    }
}
