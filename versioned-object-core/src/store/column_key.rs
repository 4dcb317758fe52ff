//! What a field with a column is found by.

use crate::access::dict::{Extends, Key};
use crate::dynamic::versioned::AnyType;
use crate::fields::column::Stored;

/// The name of a field, or of a direction: a text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no name of a field",
    label = "not a text",
    note = "a key needs no `field` around it: conditions are made of the key itself, `Disk::SIZE.eq(10)`"
)]
pub trait FieldName: Into<String> {}

/// What the store finds a field by: its key, so that the compiler knows the field, its type and what can be asked of its
/// column; or its name, for what comes from outside, so that what is wrong with it is told when it is run.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::{ConditionalUpdate, Direction};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "disks")]
/// struct Disk {
///     id: Attr<Uuid>,
///     size: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// let by_key = Query::<Disk>::new().filter_by(Disk::SIZE, 10).sort_by(Disk::SIZE, Direction::Asc);
/// let by_name = Query::<Disk>::new().filter_by("size", 10).sort_by("size", "asc");
/// let update = ConditionalUpdate::<Disk>::new().set(Disk::SIZE, 12).expect_by(Disk::SIZE, 10);
/// # drop((by_key, by_name, update));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a key of this object nor the name of a field",
    label = "no field is found by this",
    note = "a field is found by a key of its object, such as `Backup::STATUS`, or by its name, a text; what comes from a \
            user is a name"
)]
pub trait ColumnKey<O> {
    /// The type of the field; [`AnyType`] by name.
    type Value;

    /// What can be asked of its column; by name, anything.
    type Column;

    /// The name of the field.
    fn into_name(self) -> String;
}

macro_rules! names {
    ($($type:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl FieldName for $type {}

        #[diagnostic::do_not_recommend]
        impl<O> ColumnKey<O> for $type {
            type Value = AnyType;
            type Column = Stored;

            fn into_name(self) -> String {
                self.into()
            }
        }
    )+};
}

names!(&str, String, &String);

#[diagnostic::do_not_recommend]
impl<O: Extends<B>, B, T, S> ColumnKey<O> for Key<B, T, S> {
    type Value = T;
    type Column = S;

    fn into_name(self) -> String {
        self.name().to_owned()
    }
}
