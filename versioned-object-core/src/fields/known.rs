//! What generated code asks of the types that a declaration names, before it speaks of them: that one is none of those
//! is then told at its name, once, however often the code mentions it.

use std::hash::Hash;

use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::attr::Attr;
use crate::dynamic::versioned::VersionedObject;
use crate::fields::field_type::FieldType;
use crate::fields::guard::Mutable;
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
    IsFieldType: FieldType;
    IsSortedKey: DictKey, Ord;
    IsHashedKey: DictKey, Hash;
    IsSorted: FieldType, Ord;
    IsHashed: FieldType, Ord, Hash;
    IsObject: VersionedObject;
}

/// What the getter of a field of type `T` gives: `&str` for a `String`, the value itself for a `Copy` type.
pub type FieldRef<'a, T> = <<T as IsFieldType>::Itself as FieldType>::Ref<'a>;

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

/// Asked of what a list object lists; what is said is what [`ListItem`] says.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a versioned object",
    note = "derive it: `#[derive(Clone, VersionedObject)] #[versioned_object(version = \"1.0\")]`"
)]
pub trait IsListed {
    /// The type itself.
    type Itself: ListItem;

    /// What is known of the type.
    fn described() -> &'static ObjectDescriptor;
}

#[diagnostic::do_not_recommend]
impl<T: ListItem> IsListed for T {
    type Itself = T;

    fn described() -> &'static ObjectDescriptor {
        T::item_descriptor()
    }
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
