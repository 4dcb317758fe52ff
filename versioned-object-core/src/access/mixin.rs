//! Groups of fields that several objects share.

use crate::access::dict::AssignKey;
use crate::base::error::Result;
use crate::describe::descriptor::FieldDescriptor;
use crate::describe::python_class::MixinDescriptor;
use crate::dynamic::contract::{Cell, ObjectMeta};
use crate::dynamic::versioned::VersionedObject;

/// A group of fields that derives `FieldMixin`.
///
/// An object takes it in with `#[field(flatten)]`; accessors and keys come from the trait the derive generates, named
/// after the group: `PersistentFieldsAccess` for `PersistentFields`.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// /// When a thing was made.
/// #[derive(Clone, FieldMixin)]
/// struct Timestamps {
///     /// When it was made.
///     created_at: Attr<Option<DateTime<Utc>>>,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     on: Attr<bool>,
///     #[field(flatten)]
///     times: Timestamps,
///     meta: ObjectMeta,
/// }
///
/// let mut lamp = Lamp::orphan();
/// lamp.set_created_at(None)?;
/// assert_eq!(lamp.get(Lamp::CREATED_AT)?, None);
/// assert_eq!(lamp.obj_what_changed(), ["created_at"]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of fields",
    note = "a struct that is flattened into an object derives `FieldMixin`"
)]
pub trait FieldMixin: Default + 'static {
    /// Its fields.
    const FIELDS: &'static [FieldDescriptor];

    /// What it is called.
    #[doc(hidden)]
    const MIXIN: MixinDescriptor;

    /// What their accessors are called.
    #[doc(hidden)]
    const ACCESSORS: &'static [&'static str] = &[];

    #[doc(hidden)]
    fn mixin_cell(&self, index: usize) -> &dyn Cell;

    #[doc(hidden)]
    fn mixin_cell_mut(&mut self, index: usize) -> &mut dyn Cell;

    #[doc(hidden)]
    fn __new() -> Self {
        Self::default()
    }
}

/// Asked of a type that is flattened.
#[doc(hidden)]
pub trait IsMixin {
    /// The type itself.
    type Itself: FieldMixin;
}

#[diagnostic::do_not_recommend]
impl<T: FieldMixin> IsMixin for T {
    type Itself = T;
}

/// An object that has the fields of `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not have the fields of `{M}` itself",
    note = "a subclass reaches its parent's accessors directly; while it is built, write `.set(Parent::KEY, value)`"
)]
pub trait HasMixin<M>: VersionedObject {
    /// The slot of the first field of `M`.
    #[doc(hidden)]
    const OFFSET: usize;

    /// The group.
    fn mixin(&self) -> &M;

    #[doc(hidden)]
    fn mixin_parts(&mut self) -> (&mut M, &mut ObjectMeta);
}

/// The builder of an object: what the builder methods of mixins work on.
pub trait ObjectBuilder: Sized {
    /// What it builds.
    type Object: VersionedObject;

    #[doc(hidden)]
    #[must_use]
    fn with(self, set: impl FnOnce(&mut Self::Object) -> Result<()>) -> Self;

    /// Sets a field by name or by key, those of a parent too.
    #[must_use]
    fn set<K: AssignKey<Self::Object, V>, V>(self, key: K, value: V) -> Self {
        self.with(|object| key.assign(object, value))
    }
}
