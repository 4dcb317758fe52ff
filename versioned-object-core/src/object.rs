//! What every object can do.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;

use crate::attr::ObjectMeta;
use crate::cell::{Cell, Place};
use crate::context::Context;
use crate::descriptor::{DefaultDescriptor, ObjectDescriptor, TypeKind};
use crate::display;
use crate::dynamic;
use crate::error::{Error, Result};
use crate::fields::{Mode, ReadContext};
use crate::value::Value;
use crate::version::Version;
use crate::wire;

/// An object whatever its type: what lists of mixed objects, registries and serializers work with.
///
/// `#[derive(VersionedObject)]` implements it; what every object can do stands in [`ObjectExt`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a versioned object",
    note = "derive it: `#[derive(Clone, VersionedObject)] #[versioned_object(version = \"1.0\")]`"
)]
pub trait DynObject: Any + Send + Sync + fmt::Debug + fmt::Display {
    /// What is known of the type.
    fn obj_descriptor(&self) -> &'static ObjectDescriptor;

    /// Context, changes and version.
    #[doc(hidden)]
    fn obj_meta(&self) -> &ObjectMeta;

    /// Context, changes and version.
    #[doc(hidden)]
    fn obj_meta_mut(&mut self) -> &mut ObjectMeta;

    /// The cell of a field.
    #[doc(hidden)]
    fn obj_cell(&self, slot: usize) -> &dyn Cell;

    /// The cell of a field, and the meta beside it.
    #[doc(hidden)]
    fn obj_parts_mut(&mut self, slot: usize) -> (&mut dyn Cell, &mut ObjectMeta);

    /// The computed field with this index.
    #[doc(hidden)]
    fn obj_extra(&self, index: usize) -> Result<Value>;

    /// The cell of a field.
    #[doc(hidden)]
    fn obj_cell_mut(&mut self, slot: usize) -> &mut dyn Cell {
        self.obj_parts_mut(slot).0
    }

    /// A copy, as [`VersionedObject::obj_clone`] makes it.
    fn obj_clone_box(&self) -> Box<dyn DynObject>;

    /// For downcasts.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;

    /// The name on the wire.
    fn obj_name(&self) -> &'static str {
        self.obj_descriptor().name
    }

    /// The version the object was received at, else the version of its type.
    fn obj_version(&self) -> Version {
        self.obj_meta().received_version().unwrap_or(self.obj_descriptor().version)
    }

    /// The context, if the object is no orphan.
    fn obj_context(&self) -> Option<&Context> {
        self.obj_meta().context()
    }

    /// This object without its type.
    #[doc(hidden)]
    fn obj_dyn(&self) -> &dyn DynObject;

    /// This object without its type.
    #[doc(hidden)]
    fn obj_dyn_mut(&mut self) -> &mut dyn DynObject;
}

/// What any object can do, whatever its type: oslo's methods, under oslo's names.
///
/// Every [`DynObject`] has them; the prelude brings them.
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
/// let mut lamp = Lamp::orphan();
/// lamp.obj_set("on", "yes".into())?;
/// assert_eq!(lamp.obj_what_changed(), ["on"]);
/// lamp.obj_reset_changes(&[], true);
/// assert!(lamp.obj_what_changed().is_empty());
/// # Ok::<(), Error>(())
/// ```
pub trait ObjectExt: DynObject {
    /// Gives the object and its children another context, or makes them orphans.
    fn obj_set_context(&mut self, context: Option<&Context>) {
        dynamic::set_context(self.obj_dyn_mut(), context);
    }

    /// Whether a field is set; null counts. A computed field never is.
    ///
    /// # Errors
    /// [`Error::UnknownField`] when the name is neither.
    fn obj_attr_is_set(&self, name: &str) -> Result<bool> {
        dynamic::attr_is_set(self.obj_dyn(), name)
    }

    /// The value of a field or computed field by name, whatever the type is; [`DictAccess`](crate::DictAccess) is the
    /// way for a type that is known.
    ///
    /// # Errors
    /// [`Error::UnknownField`], [`Error::NotLoaded`] when the field is not set, or what the computed field returns.
    fn obj_get(&self, name: &str) -> Result<Value> {
        dynamic::get(self.obj_dyn(), name)
    }

    /// Sets a field by name, and marks it changed, whatever the type is.
    ///
    /// # Errors
    /// [`Error::UnknownField`], [`Error::ReadOnlyField`] for a computed field, or [`Error::InvalidValue`].
    fn obj_set(&mut self, name: &str, value: Value) -> Result<()> {
        set_value(self.obj_dyn_mut(), name, value)
    }

    /// Makes a field unset, as `del` does in Python, a read-only one too: it can then be set again.
    ///
    /// What is not set has no changes, so the field counts as unchanged; in oslo it stays among the changed ones.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Lamp {
    ///     #[field(read_only)]
    ///     watts: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let mut lamp = Lamp::builder().watts(60).build_orphan()?;
    /// lamp.obj_unset("watts")?;
    /// assert!(!lamp.obj_attr_is_set("watts")? && lamp.obj_what_changed().is_empty());
    /// assert!(lamp.obj_unset("watts").is_err(), "it is not set");
    /// lamp.set_watts(40)?;
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotLoaded`] when the field is not set, [`Error::UnknownField`], or [`Error::ReadOnlyField`] for a
    /// computed field.
    fn obj_unset(&mut self, name: &str) -> Result<()> {
        dynamic::unset(self.obj_dyn_mut(), name)
    }

    /// The names of the fields that changed since the object was read or reset, in field order: those that were set,
    /// and those that hold an object with changes of its own.
    fn obj_what_changed(&self) -> Vec<&'static str> {
        dynamic::what_changed(self.obj_dyn())
    }

    /// As [`obj_what_changed`](Self::obj_what_changed), without the changes of objects in the fields: oslo's
    /// `_changed_fields`.
    fn obj_own_changes(&self) -> Vec<&'static str> {
        dynamic::own_changes(self.obj_dyn())
    }

    /// The changed fields with their values.
    fn obj_get_changes(&self) -> BTreeMap<&'static str, Value> {
        dynamic::get_changes(self.obj_dyn())
    }

    /// Forgets which fields changed: the named ones, or all when none is named.
    ///
    /// With `recursive`, also everything in the objects below: those in the named fields that count as changed, and in
    /// lists there. A list of objects counts as changed when it was set itself, as in oslo, but for the elements of a
    /// list object; objects in maps keep their changes.
    fn obj_reset_changes(&mut self, fields: &[&str], recursive: bool) {
        dynamic::reset_changes(self.obj_dyn_mut(), fields, recursive);
    }

    /// Sets the defaults of unset fields and marks them changed: of the named ones, or of all that have a default when
    /// none is named. A field that is set keeps its value.
    ///
    /// # Errors
    /// [`Error::ObjectAction`] for a named field without a default, [`Error::UnknownField`] for a name that is no
    /// field; the fields named before it have their defaults then, as in oslo.
    fn obj_set_defaults(&mut self, fields: &[&str]) -> Result<()> {
        dynamic::set_defaults(self.obj_dyn_mut(), fields)
    }

    /// Loads a field that is not set, through the hook the type declares.
    ///
    /// # Errors
    /// [`Error::NotLoaded`] without a hook, [`Error::UnknownField`], or what the hook returns.
    fn obj_load_attr(&mut self, name: &str) -> Result<()> {
        dynamic::load_attr(self.obj_dyn_mut(), name)
    }

    /// The envelope as a JSON value; [`wire::WriteOptions`] writes older versions.
    ///
    /// # Errors
    /// When a value has no form on the wire.
    fn obj_to_primitive(&self) -> Result<serde_json::Value> {
        wire::primitive_value(self.obj_dyn())
    }

    /// What differs from another object of the same type, in field order. Which fields changed is no difference.
    fn obj_diff(&self, other: &dyn DynObject) -> Vec<FieldDiff> {
        dynamic::diff(self.obj_dyn(), other)
    }

    /// Whether two objects are written alike, which fields changed included: oslo's equality of comparable objects.
    ///
    /// For the values alone, [`obj_diff`](Self::obj_diff) is empty.
    fn obj_same_primitive(&self, other: &dyn DynObject) -> bool {
        dynamic::same_primitive(self.obj_dyn(), other)
    }

    /// Reads the envelope from a JSON value, for a context.
    ///
    /// # Errors
    /// See [`wire::from_str`].
    fn obj_from_primitive(primitive: serde_json::Value, context: Option<&Context>) -> Result<Self>
    where
        Self: VersionedObject,
    {
        let reader = wire::Reader::new();
        context.map_or(reader, |context| reader.context(context)).read_value(primitive)
    }

    /// The fields alone as JSON text, without the envelope: for REST and for people.
    ///
    /// # Errors
    /// When a value has no form in JSON.
    fn to_json(&self) -> Result<String> {
        wire::to_json(self.obj_dyn())
    }

    /// Reads an object from its fields alone. Every field that is given counts as changed, an unknown one is an error.
    ///
    /// # Errors
    /// See [`wire::from_str`].
    fn from_json(text: &str) -> Result<Self>
    where
        Self: VersionedObject,
    {
        wire::from_json(text)
    }
}

impl<T: DynObject + ?Sized> ObjectExt for T {}

impl dyn DynObject {
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

    /// Changes a field in place, by name: `change` gets its value, and what it leaves is read as a setter reads it,
    /// element by element. The field then counts as changed.
    ///
    /// For a type that is known, the `_mut` accessors do the same without the detour.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Lamp {
    ///     labels: Attr<Vec<String>>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let mut object: Box<dyn DynObject> = Lamp::descriptor().orphan();
    /// object.obj_set("labels", Value::List(vec!["red".into()]))?;
    /// object.obj_reset_changes(&[], false);
    /// object.obj_change("labels", |labels| match labels {
    ///     Value::List(labels) => Ok(labels.push(5.into())),
    ///     _ => Err(Error::invalid("no labels")),
    /// })?;
    /// assert_eq!(object.to_string(), "Lamp(labels=['red','5'])");
    /// assert_eq!(object.obj_what_changed(), ["labels"]);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotLoaded`] when the field is not set, [`Error::ReadOnlyField`], [`Error::UnknownField`], what `change`
    /// returns, or [`Error::InvalidValue`]; the field is then as it was.
    pub fn obj_change<R>(&mut self, name: &str, change: impl FnOnce(&mut Value) -> Result<R>) -> Result<R> {
        let (mut change, mut result) = (Some(change), None);
        dynamic::change(self, name, &mut |value| {
            if let Some(change) = change.take() {
                result = Some(change(value)?);
            }
            Ok(())
        })?;
        result.ok_or_else(|| Error::action("obj_change", "the change was not made"))
    }
}

/// A type that derives `VersionedObject`.
///
/// What it can do besides is in [`ObjectExt`], in [`DictAccess`](crate::DictAccess), and in the accessors of its own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a versioned object",
    note = "derive it: `#[derive(Clone, VersionedObject)] #[versioned_object(version = \"1.0\")]`"
)]
pub trait VersionedObject: DynObject + Clone + Sized {
    /// The name on the wire.
    const NAME: &'static str;

    /// The version this type describes.
    const VERSION: Version;

    /// The project namespace on the wire.
    const NAMESPACE: &'static str;

    /// The prefix of the envelope's keys.
    const SERIAL_NAMESPACE: &'static str = crate::DEFAULT_SERIAL_NAMESPACE;

    /// What `get` of an unknown key does, and whether `contains` sees extra fields.
    const DICT: crate::DictFlavour;

    /// The computed fields.
    const EXTRA_FIELDS: &'static [crate::ExtraFieldDescriptor];

    /// The methods that Python calls over the wire.
    const REMOTABLE: &'static [crate::RemotableMethod] = &[];

    /// The table its objects are stored in.
    const TABLE: Option<crate::TableDescriptor> = None;

    /// The hooks.
    const HOOKS: crate::Hooks;

    /// The fields by slot.
    #[doc(hidden)]
    const SLOTS: &'static [crate::FieldDescriptor];

    /// The slots in the order of the wire.
    #[doc(hidden)]
    const ORDER: &'static [u16];

    /// Everything that is known of the type.
    fn descriptor() -> &'static ObjectDescriptor;

    /// An object with nothing set and no context.
    fn orphan() -> Self;

    /// A copy with the values, changes, context and version of this object.
    #[must_use]
    fn obj_clone(&self) -> Self {
        self.clone()
    }
}

/// One field in which two objects differ. `Debug` and `Display` mask the values of sensitive fields.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FieldDiff {
    /// Its name.
    pub field: &'static str,
    /// The value here; none when it is unset.
    pub left: Option<Value>,
    /// The value there; none when it is unset.
    pub right: Option<Value>,
    pub(crate) secret: bool,
}

impl FieldDiff {
    fn side(&self, value: Option<&Value>) -> String {
        match value {
            None => "<?>".to_owned(),
            Some(value) if self.secret && !value.is_null() => display::MASK.to_owned(),
            Some(value) => value.to_string(),
        }
    }
}

impl fmt::Debug for FieldDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FieldDiff({self})")
    }
}

impl fmt::Display for FieldDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} -> {}", self.field, self.side(self.left.as_ref()), self.side(self.right.as_ref()))
    }
}

pub(crate) fn unknown_field(descriptor: &ObjectDescriptor, name: &str) -> Error {
    Error::UnknownField { object: descriptor.name.to_owned(), field: name.to_owned() }
}

/// Whether a field counts as changed: it was set, or it holds an object with changes, or it is the elements of a list
/// object and one of them has.
pub(crate) fn slot_changed(object: &dyn DynObject, slot: usize) -> bool {
    object.obj_meta().is_changed(slot) || child_changed(object, object.obj_descriptor(), slot)
}

/// Whether a field holds an object with changes, or is the elements of a list object and one of them has.
pub(crate) fn child_changed(object: &dyn DynObject, descriptor: &ObjectDescriptor, slot: usize) -> bool {
    let holds_objects = match descriptor.slots[slot].ty.kind {
        TypeKind::Object(_) | TypeKind::AnyObject => true,
        TypeKind::List(_) => is_elements(descriptor, slot),
        _ => false,
    };
    holds_objects && object.obj_cell(slot).has_changes()
}

/// Whether the slot holds the elements of a list object.
pub(crate) fn is_elements(descriptor: &ObjectDescriptor, slot: usize) -> bool {
    descriptor.list_of.is_some() && descriptor.slots[slot].name == LIST_FIELD
}

/// The field of a list object that holds its elements.
pub(crate) const LIST_FIELD: &str = "objects";

/// A list object always has elements, if only none.
pub(crate) fn fill_list(object: &mut dyn DynObject) {
    let descriptor = object.obj_descriptor();
    if descriptor.list_of.is_none() {
        return;
    }
    if let Some(slot) = descriptor.slot_of(LIST_FIELD)
        && !object.obj_cell(slot).is_set()
    {
        let mut cx = ReadContext::new(Mode::Assign);
        let empty = Value::List(Vec::new());
        let filled = empty
            .read(&mut cx, |input, cx| object.obj_cell_mut(slot).load(&descriptor.slots[slot], input, cx));
        debug_assert!(filled.is_ok(), "every list can be empty");
    }
}

/// Sets a field from any value, as dict access by name does.
pub(crate) fn set_value(object: &mut dyn DynObject, name: &str, value: Value) -> Result<()> {
    let descriptor = object.obj_descriptor();
    let slot = descriptor.slot_of(name).ok_or_else(|| dynamic::not_a_field(descriptor, name))?;
    let mut cx = ReadContext::new(Mode::Assign);
    let (cell, meta) = object.obj_parts_mut(slot);
    let place = Place { meta, slot, field: &descriptor.slots[slot] };
    value.read(&mut cx, |input, cx| cell.assign(place, input, cx)).map_err(|error| error.at(descriptor.name))
}

/// Puts the default into a field that is not set; one that the field's own check refuses is not put.
pub(crate) fn set_default(
    (cell, meta): (&mut dyn Cell, &mut ObjectMeta),
    descriptor: &ObjectDescriptor,
    slot: usize,
) -> Result<()> {
    let field = &descriptor.slots[slot];
    if let Some(DefaultDescriptor { put: Some(put), .. }) = field.default
        && !cell.is_set()
    {
        put(cell);
        if let Some(Err(error)) = field.validate.map(|validate| validate(cell)) {
            cell.unset();
            return Err(crate::cell::refused(field, error).at(descriptor.name));
        }
        meta.set_changed(slot, true);
    }
    Ok(())
}
