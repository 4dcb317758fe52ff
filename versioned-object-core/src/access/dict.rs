//! Dict access: fields by name at run time, or by typed key checked at compile time.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::DictFlavour;
use crate::describe::lookup;
use crate::dynamic::attr::Attr;
use crate::dynamic::contract::Value;
use crate::dynamic::versioned::VersionedObject;
use crate::fields::column::Stored;
use crate::fields::field_type::{FieldType, get, set};
use crate::fields::guard::MutableIn;
use crate::fields::into_field::FieldFrom;
use crate::object::ext::ObjectExt as _;
use crate::object::methods;
use crate::wire::same;

/// The key of a field, with the type of the object and the type of the field: `Backup::STATUS`.
///
/// The derive makes one for each field; [`DictAccess`] takes it wherever it takes a name. `S` says what can be asked of
/// the field's column: [`Stored`], [`Fixed`](crate::fields::Fixed), [`NoColumn`](crate::fields::NoColumn) or, of a
/// relation, [`Related`](crate::fields::Related). With the feature `sql`, conditions, expressions and orders are made of
/// keys, and relations loaded by them.
pub struct Key<O: ?Sized, T, S = Stored> {
    slot: usize,
    name: &'static str,
    of: PhantomData<fn(&O, S) -> T>,
}

impl<O: ?Sized, T, S> Key<O, T, S> {
    #[doc(hidden)]
    pub const fn new(slot: usize, name: &'static str) -> Self {
        Self { slot, name, of: PhantomData }
    }

    #[cfg(feature = "sql")]
    pub(crate) const fn slot(self) -> usize {
        self.slot
    }

    /// The name of the field on the wire.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// A value of exactly the field's type: what tells the compiler which one is meant where the value could be of
    /// several.
    ///
    /// A setter of a text takes a `&str` too, one of a list an array, one of a nullable field the bare value; so the type
    /// of `parse()`, `collect()` or `Default::default()` does not follow from it there. It follows from here:
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Lamp {
    ///     watts: Attr<i64>,
    ///     hours: Attr<Option<i64>>,
    ///     labels: Attr<Vec<String>>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let words = "hall bright".split(' ').map(str::to_owned);
    /// let lamp = Lamp::builder()
    ///     .watts("60".parse().unwrap_or_default()) // takes nothing but an i64
    ///     .hours(Lamp::HOURS.of("1000".parse().ok()))
    ///     .labels(Lamp::LABELS.of(words.collect()))
    ///     .build_orphan()?;
    /// assert_eq!((lamp.hours()?, lamp.labels()?.len()), (Some(1000), 2));
    /// # Ok::<(), Error>(())
    /// ```
    pub const fn of(self, value: T) -> T {
        value
    }
}

impl<O: ?Sized, T, S> Clone for Key<O, T, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O: ?Sized, T, S> Copy for Key<O, T, S> {}

impl<O: ?Sized, T, S> fmt::Debug for Key<O, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.name)
    }
}

/// A type that has the fields of `B`: `B` itself, and whatever extends it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no field with a key of `{B}`",
    label = "a key of `{B}`",
    note = "a key is for the type that declares the field, and for those that extend it"
)]
pub trait Extends<B: ?Sized>: VersionedObject {}

/// [`Extends`] of a parent, in the bounds of its subclass: that the parent is an object is asked elsewhere.
#[doc(hidden)]
pub trait AlsoExtends<B: ?Sized> {}

impl<T: Extends<B>, B: ?Sized> AlsoExtends<B> for T {}

/// A subclass beside its parent: a name for the subclass that says nothing of a parent that is not there.
#[doc(hidden)]
pub trait Beside<P> {
    /// The subclass.
    type Itself;
}

impl<T, P> Beside<P> for T {
    type Itself = T;
}

/// What [`DictAccess`] finds a field by: a name, or a [`Key`].
#[diagnostic::on_unimplemented(
    message = "`{O}` has no field with the key `{Self}`",
    label = "not a key of `{O}`",
    note = "a field is found by its name, a `&str` or `&String`, or by a key of its type, such as `Backup::STATUS`"
)]
pub trait FieldKey<O>: Copy {
    /// What `get` gives: a [`Value`] by name, the getter's type by key.
    type Output<'a>
    where
        O: 'a;

    /// The name of the field.
    fn name(&self) -> &str;

    /// The value.
    ///
    /// # Errors
    /// See [`DictAccess::get`].
    fn get(self, object: &O) -> Result<Self::Output<'_>>;
}

/// What [`DictAccess::set`] finds a field by that is to be a `V`: a name, for anything that turns into a [`Value`], or a
/// [`Key`], for what its setter takes.
#[diagnostic::on_unimplemented(
    message = "a field of `{O}` with the key `{Self}` cannot be set to a `{V}`",
    label = "not a key, or not one that takes this value",
    note = "a field is found by its name, a `&str` or `&String`, and takes whatever turns into a `Value` then; or by a key of its type, \
            such as `Backup::STATUS`, and takes what its setter takes"
)]
pub trait AssignKey<O, V> {
    /// Sets the field.
    ///
    /// # Errors
    /// See [`DictAccess::set`].
    fn assign(self, object: &mut O, value: V) -> Result<()>;
}

/// Dict access to the fields of an object.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     watts: Attr<Option<i64>>,
///     meta: ObjectMeta,
/// }
///
/// let mut lamp = Lamp::orphan();
/// lamp.set("watts", "60")?; // by name: any value that converts
/// lamp.set(Lamp::WATTS, 60)?; // by key: checked when the crate is compiled
/// assert_eq!(lamp.get("watts")?, 60);
/// assert_eq!(lamp.get(Lamp::WATTS)?, Some(60));
/// assert!(lamp.set("wats", 60).is_err());
///
/// let name = format!("{}s", "watt"); // what is only known at run time
/// lamp.set(&name, 75)?;
/// assert_eq!(lamp.get(&name)?, 75);
/// # Ok::<(), Error>(())
/// ```
pub trait DictAccess: VersionedObject {
    /// The value of a field or computed field.
    ///
    /// # Errors
    /// A name that the object does not have, or a field that is not set. Types with `dict = cinder` give null for
    /// both, by name; by key an unset field is always [`Error::NotLoaded`].
    fn get<K: FieldKey<Self>>(&self, key: K) -> Result<K::Output<'_>> {
        key.get(self)
    }

    /// The value of a field, or `default` when it is not set; a computed field is not, but for types with
    /// `dict = cinder`.
    ///
    /// # Errors
    /// As [`DictAccess::get`], but for the unset field.
    fn get_or(&self, name: &str, default: impl Into<Value>) -> Result<Value> {
        let descriptor = Self::descriptor();
        let computed = descriptor.extra_index(name).is_some() && descriptor.dict == DictFlavour::Cinder;
        match self.obj_attr_is_set(name) {
            Ok(false) if !computed => Ok(default.into()),
            _ => self.get(name),
        }
    }

    /// Sets a field, and marks it changed.
    ///
    /// # Errors
    /// A name that the object does not have, a computed field, a value that the field does not take.
    fn set<K: AssignKey<Self, V>, V>(&mut self, key: K, value: V) -> Result<()> {
        key.assign(self, value)
    }

    /// Sets a field, unless it has an equal value already: then it does not count as changed.
    ///
    /// # Errors
    /// As [`DictAccess::set`].
    fn set_if_different<K: FieldKey<Self> + AssignKey<Self, V>, V>(
        &mut self,
        key: K,
        value: V,
    ) -> Result<bool> {
        let mut changed = self.obj_clone();
        changed.set(key, value)?;
        let Some(slot) = Self::descriptor().slot_of(key.name()) else {
            return Ok(false);
        };
        let field = &Self::descriptor().slots[slot];
        let differs = !same::same_held(field, self.obj_cell(slot), changed.obj_cell(slot));
        if differs {
            *self = changed;
        }
        Ok(differs)
    }

    /// Whether a field is set. A name that the object does not have is not.
    fn is_set<K: FieldKey<Self>>(&self, key: K) -> bool {
        self.obj_attr_is_set(key.name()).unwrap_or(false)
    }

    /// A guard over a field that holds a container or a child, to change it in place; none when it is null.
    ///
    /// # Errors
    /// [`Error::NotLoaded`] when the field is not set, [`Error::ReadOnlyField`] for a read-only one.
    fn get_mut<'a, B, T: MutableIn<'a>, S>(&'a mut self, key: Key<B, T, S>) -> Result<T::GuardIn>
    where
        Self: Extends<B>,
    {
        let descriptor = Self::descriptor();
        let (cell, meta) = self.obj_parts_mut(key.slot);
        match (cell as &mut dyn Any).downcast_mut::<Attr<T>>() {
            Some(cell) => T::guard_in(cell, meta, descriptor, key.slot),
            None => Err(lookup::unknown_field(descriptor, key.name)),
        }
    }

    /// Python's `in`: whether the field is set; with `dict = cinder`, computed fields are always in.
    fn contains(&self, name: &str) -> bool {
        let descriptor = Self::descriptor();
        match descriptor.slot_of(name) {
            Some(slot) => self.obj_cell(slot).is_set(),
            None => descriptor.dict == DictFlavour::Cinder && descriptor.extra_index(name).is_some(),
        }
    }

    /// The names of the set fields in field order, and of all computed fields.
    fn keys(&self) -> Vec<&'static str> {
        let descriptor = Self::descriptor();
        let set = descriptor.slots_in_order().filter(|slot| self.obj_cell(*slot).is_set());
        let extra = descriptor.extra_fields.iter().map(|extra| extra.name);
        set.map(|slot| descriptor.slots[slot].name).chain(extra).collect()
    }

    /// The values of [`DictAccess::keys`].
    ///
    /// # Errors
    /// When a computed field cannot be computed.
    fn values(&self) -> Result<Vec<Value>> {
        Ok(self.items()?.into_iter().map(|(_, value)| value).collect())
    }

    /// The set fields in field order, and all computed fields.
    ///
    /// # Errors
    /// When a computed field cannot be computed.
    fn items(&self) -> Result<Vec<(&'static str, Value)>> {
        let descriptor = Self::descriptor();
        let set = descriptor
            .slots_in_order()
            .filter_map(|slot| Some(Ok((descriptor.slots[slot].name, self.obj_cell(slot).value()?))));
        let extra = descriptor
            .extra_fields
            .iter()
            .enumerate()
            .map(|(index, extra)| Ok((extra.name, self.obj_extra(index)?)));
        set.chain(extra).collect()
    }

    /// Sets several fields by name, in their order.
    ///
    /// # Errors
    /// As [`DictAccess::set`]; the fields before the one that fails are set then, as in oslo.
    fn update<K: AsRef<str>, V: Into<Value>>(
        &mut self,
        fields: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        fields.into_iter().try_for_each(|(name, value)| methods::set_value(self, name.as_ref(), value.into()))
    }
}

impl<O: VersionedObject> DictAccess for O {}

#[diagnostic::do_not_recommend]
impl<O: VersionedObject> FieldKey<O> for &str {
    type Output<'a>
        = Value
    where
        O: 'a;

    fn name(&self) -> &str {
        self
    }

    fn get(self, object: &O) -> Result<Value> {
        let oslo = O::descriptor().dict == DictFlavour::Oslo;
        match object.obj_get(self) {
            Err(Error::NotLoaded { .. } | Error::UnknownField { .. } | Error::ObjectAction { .. })
                if !oslo && self != O::NAME =>
            {
                Ok(Value::Null)
            }
            found => found,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<O: VersionedObject> FieldKey<O> for &String {
    type Output<'a>
        = Value
    where
        O: 'a;

    fn name(&self) -> &str {
        self
    }

    fn get(self, object: &O) -> Result<Value> {
        FieldKey::get(self.as_str(), object)
    }
}

impl<B, O: Extends<B>, T: FieldType, S> FieldKey<O> for Key<B, T, S> {
    type Output<'a>
        = T::Ref<'a>
    where
        O: 'a;

    fn name(&self) -> &str {
        self.name
    }

    fn get(self, object: &O) -> Result<T::Ref<'_>> {
        let descriptor = O::descriptor();
        match (object.obj_cell(self.slot) as &dyn Any).downcast_ref::<Attr<T>>() {
            Some(cell) => get(cell, descriptor, self.slot),
            None => Err(lookup::unknown_field(descriptor, self.name)),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<O: VersionedObject, V: Into<Value>> AssignKey<O, V> for &str {
    fn assign(self, object: &mut O, value: V) -> Result<()> {
        methods::set_value(object, self, value.into())
    }
}

#[diagnostic::do_not_recommend]
impl<O: VersionedObject, V: Into<Value>> AssignKey<O, V> for &String {
    fn assign(self, object: &mut O, value: V) -> Result<()> {
        methods::set_value(object, self, value.into())
    }
}

impl<B, O: Extends<B>, T: FieldType + FieldFrom<V>, S, V> AssignKey<O, V> for Key<B, T, S> {
    fn assign(self, object: &mut O, value: V) -> Result<()> {
        let descriptor = O::descriptor();
        let (cell, meta) = object.obj_parts_mut(self.slot);
        match (cell as &mut dyn Any).downcast_mut::<Attr<T>>() {
            Some(cell) => set(cell, meta, descriptor, self.slot, T::field_from(value)),
            None => Err(lookup::unknown_field(descriptor, self.name)),
        }
    }
}
