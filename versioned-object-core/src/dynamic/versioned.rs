//! Types whose objects are known when the crate compiles.

use std::any::Any;

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::describe::descriptor::DEFAULT_SERIAL_NAMESPACE;
use crate::describe::descriptor::{
    DictFlavour, ExtraFieldDescriptor, FieldDescriptor, Hooks, MethodDescriptor, ObjectDescriptor,
    RemotableMethod,
};
use crate::describe::registry::Registry;
use crate::describe::table::TableDescriptor;
use crate::dynamic::contract::DynObject;
use crate::dynamic::kin::Kin;

/// A type that derives `VersionedObject`.
///
/// What it can do besides is in [`ObjectExt`](crate::ObjectExt), in [`DictAccess`](crate::DictAccess), and in the accessors of its own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a versioned object",
    note = "derive it: `#[derive(Clone, VersionedObject)] #[versioned_object(version = \"1.0\")]`"
)]
pub trait VersionedObject: DynObject + Sized {
    /// The name on the wire.
    const NAME: &'static str;

    /// The version this type describes.
    const VERSION: Version;

    /// The project namespace on the wire.
    const NAMESPACE: &'static str;

    /// The prefix of the envelope's keys.
    const SERIAL_NAMESPACE: &'static str = DEFAULT_SERIAL_NAMESPACE;

    /// What `get` of an unknown key does, and whether `contains` sees extra fields.
    const DICT: DictFlavour;

    /// The computed fields.
    const EXTRA_FIELDS: &'static [ExtraFieldDescriptor];

    /// The methods that Python calls over the wire.
    const REMOTABLE: &'static [RemotableMethod] = &[];

    /// The table its objects are stored in.
    const TABLE: Option<TableDescriptor> = None;

    /// The hooks.
    const HOOKS: Hooks;

    /// The fields by slot.
    #[doc(hidden)]
    const SLOTS: &'static [FieldDescriptor];

    /// The slots in the order of the wire.
    #[doc(hidden)]
    const ORDER: &'static [u16];

    /// The type itself, for those that extend it.
    #[doc(hidden)]
    type Own: Kin;

    /// The type that this one extends.
    #[doc(hidden)]
    type Parent: Kin;

    /// Everything that is known of the type.
    fn descriptor() -> &'static ObjectDescriptor;

    /// An object with nothing set and no context.
    fn orphan() -> Self;

    /// A copy with the values, changes, context and version of this object.
    #[must_use]
    fn obj_clone(&self) -> Self;
}

impl<T: VersionedObject> Kin for T {
    const NAME: &'static str = T::NAME;
    const NAMESPACE: &'static str = T::NAMESPACE;
    type Parent = T::Parent;
}

/// A type whose objects are stored in a table: what the derive implements where the declaration has `table`.
///
/// With the feature `sql`, such a type has every method of `Persistent`.
#[diagnostic::on_unimplemented(
    message = "objects of `{Self}` are not stored in a table",
    note = "say in which: `#[versioned_object(table = \"things\", …)]`"
)]
pub trait HasTable: VersionedObject {
    /// The type of the key of its rows; [`AnyType`] where the key is a field of a mixin or of a parent, and where others
    /// see the object but may not see the key's type.
    type Key;
}

/// In place of a field's type: that of a field that is only known by its name. It takes whatever turns into a
/// [`Value`](crate::Value).
pub enum AnyType {}

impl dyn DynObject {
    /// Whether it is an object of type `T`.
    pub fn is<T: VersionedObject>(&self) -> bool {
        (self as &dyn Any).is::<T>()
    }

    /// The object itself as one of type `T`: for who takes what came, by its type.
    ///
    /// ```
    /// use versioned_object_core::Registry;
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::wire::Reader;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Lamp {
    ///     on: Attr<bool>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Fan {
    ///     speed: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// fn take(object: Box<dyn DynObject>) -> Result<String> {
    ///     let object = match object.downcast::<Lamp>() {
    ///         Ok(lamp) => return Ok(format!("a lamp, {}", lamp.on()?)),
    ///         Err(other) => other,
    ///     };
    ///     match object.downcast::<Fan>() {
    ///         Ok(fan) => Ok(format!("a fan, {}", fan.speed()?)),
    ///         Err(other) => Ok(format!("nothing for {}", other.obj_name())),
    ///     }
    /// }
    ///
    /// let mut registry = Registry::new();
    /// registry.register::<Lamp>()?.register::<Fan>()?;
    /// let text = wire::to_string(&Fan::builder().speed(3).build_orphan()?)?;
    /// assert_eq!(take(Reader::new().registry(&registry).read_any(&text)?)?, "a fan, 3");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// The object, as it came, if it is of another type.
    pub fn downcast<T: VersionedObject>(self: Box<Self>) -> Result<Box<T>, Box<Self>> {
        if !self.is::<T>() {
            return Err(self);
        }
        match self.into_any().downcast() {
            Ok(object) => Ok(object),
            Err(_) => unreachable!("it was asked for its type"),
        }
    }

    /// The object as one of type `T`, if it is one.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Lamp {
    ///     on: Attr<bool>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let mut object: Box<dyn DynObject> = Lamp::descriptor().orphan();
    /// object.obj_set("on", true.into())?;
    /// assert_eq!(object.obj_get("on")?, true);
    /// assert!(object.downcast_ref::<Lamp>().unwrap().on()?);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn downcast_ref<T: VersionedObject>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }

    /// The object as one of type `T`, if it is one.
    pub fn downcast_mut<T: VersionedObject>(&mut self) -> Option<&mut T> {
        (self as &mut dyn Any).downcast_mut()
    }
}

impl Error {
    /// An [`Error::NotLoaded`]: what a `load_attr` hook answers for a field that it does not load.
    pub fn not_loaded<T: VersionedObject>(field: &'static str) -> Self {
        Self::NotLoaded { object: T::NAME, field }
    }
}

impl Registry {
    /// Makes a type known. Doing so twice is the same as once.
    ///
    /// # Errors
    /// [`Error::DuplicateRegistration`] when another type has the same name, namespace and version.
    pub fn register<T: VersionedObject>(&mut self) -> Result<&mut Self> {
        self.add(T::descriptor())
    }
}

/// The methods of a type on whose impl blocks no `#[object_methods]` stands: an inherent constant of the name goes first.
pub trait NoMethods {
    /// What the first `#[object_methods]` recorded: nothing.
    const __OBJECT_METHODS_0: &'static [MethodDescriptor] = &[];
    /// The same for a further block.
    const __OBJECT_METHODS_1: &'static [MethodDescriptor] = &[];
    /// The same for a further block.
    const __OBJECT_METHODS_2: &'static [MethodDescriptor] = &[];
    /// The same for a further block.
    const __OBJECT_METHODS_3: &'static [MethodDescriptor] = &[];
    /// The same for a further block.
    const __OBJECT_METHODS_4: &'static [MethodDescriptor] = &[];
    /// The same for a further block.
    const __OBJECT_METHODS_5: &'static [MethodDescriptor] = &[];
    /// The same for a further block.
    const __OBJECT_METHODS_6: &'static [MethodDescriptor] = &[];
    /// The same for a further block.
    const __OBJECT_METHODS_7: &'static [MethodDescriptor] = &[];
}

impl<T: VersionedObject> NoMethods for T {}
