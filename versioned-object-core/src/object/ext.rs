//! What every object can do.

use std::collections::BTreeMap;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::dynamic::contract::{DynObject, Value};
use crate::dynamic::versioned::VersionedObject;
use crate::object::diff::FieldDiff;
use crate::object::methods::set_value;
use crate::object::{diff, methods, print};
use crate::primitive::options::WriteOptions;
use crate::wire::reader::Reader;
use crate::wire::{reader, same, upgrade, write};

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
        methods::set_context(self.obj_dyn_mut(), context);
    }

    /// Whether a field is set; null counts. A computed field never is.
    ///
    /// # Errors
    /// [`Error::UnknownField`] when the name is neither.
    fn obj_attr_is_set(&self, name: &str) -> Result<bool> {
        methods::attr_is_set(self.obj_dyn(), name)
    }

    /// The value of a field or computed field by name, whatever the type is; [`DictAccess`](crate::DictAccess) is the
    /// way for a type that is known. That of a secret is the secret itself:
    /// [`FieldDescriptor::is_secret`](crate::FieldDescriptor::is_secret) says whether to print it.
    ///
    /// # Errors
    /// [`Error::UnknownField`], [`Error::NotLoaded`] when the field is not set, or what the computed field returns.
    fn obj_get(&self, name: &str) -> Result<Value> {
        methods::get(self.obj_dyn(), name)
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
        methods::unset(self.obj_dyn_mut(), name)
    }

    /// The names of the fields that changed since the object was read or reset, in field order: those that were set,
    /// and those that hold an object with changes of its own.
    fn obj_what_changed(&self) -> Vec<&'static str> {
        methods::what_changed(self.obj_dyn())
    }

    /// As [`obj_what_changed`](Self::obj_what_changed), without the changes of objects in the fields: oslo's
    /// `_changed_fields`.
    fn obj_own_changes(&self) -> Vec<&'static str> {
        methods::own_changes(self.obj_dyn())
    }

    /// The changed fields with their values.
    fn obj_get_changes(&self) -> BTreeMap<&'static str, Value> {
        methods::get_changes(self.obj_dyn())
    }

    /// Forgets which fields changed: the named ones, or all when none is named.
    ///
    /// With `recursive`, also everything in the objects below: those in the named fields that count as changed, and in
    /// lists there. A list of objects counts as changed when it was set itself, as in oslo, but for the elements of a
    /// list object; objects in maps keep their changes.
    fn obj_reset_changes(&mut self, fields: &[&str], recursive: bool) {
        methods::reset_changes(self.obj_dyn_mut(), fields, recursive);
    }

    /// Sets the defaults of unset fields and marks them changed: of the named ones, or of all that have a default when
    /// none is named. A field that is set keeps its value.
    ///
    /// # Errors
    /// [`Error::ObjectAction`] for a named field without a default, [`Error::UnknownField`] for a name that is no
    /// field; the fields named before it have their defaults then, as in oslo.
    fn obj_set_defaults(&mut self, fields: &[&str]) -> Result<()> {
        methods::set_defaults(self.obj_dyn_mut(), fields)
    }

    /// Loads a field that is not set, through the hook the type declares.
    ///
    /// # Errors
    /// [`Error::NotLoaded`] without a hook, [`Error::UnknownField`], or what the hook returns.
    fn obj_load_attr(&mut self, name: &str) -> Result<()> {
        methods::load_attr(self.obj_dyn_mut(), name)
    }

    /// Raises an object that was received at an older version, and the objects in it, to the version of its type.
    ///
    /// Until then it keeps the version of its envelope: it is written at that version again, without fields that came
    /// later, and such a field cannot be set. Raising it gives the new fields their defaults, or what their
    /// `since("1.1", fill = …)` says; what is set already stays. Values of fields whose type changed were converted when
    /// they were read. What was filled in, what was converted and what has another name now counts as changed.
    ///
    /// oslo has nothing like it: there, a received object is never newer than its envelope.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.2")]
    /// struct Lamp {
    ///     on: Attr<bool>,
    ///     #[field(since = "1.1", default = "white")]
    ///     colour: Attr<String>,
    ///     #[field(since("1.2", fill = unset), default = 40)]
    ///     watts: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let mut lamp: Lamp = wire::from_str(
    ///     r#"{"versioned_object.name": "Lamp", "versioned_object.namespace": "versionedobjects",
    ///         "versioned_object.version": "1.0", "versioned_object.data": {"on": true}}"#,
    /// )?;
    /// assert_eq!(lamp.obj_version(), Version::new(1, 0));
    /// assert_eq!(
    ///     lamp.set_colour("red").unwrap_err().to_string(),
    ///     "Lamp.colour: the object was received at 1.0, and 1.1 added the field: call `obj_upgrade` first"
    /// );
    /// lamp.obj_upgrade()?;
    /// assert_eq!((lamp.obj_version(), lamp.colour()?), (Version::new(1, 2), "white"));
    /// assert!(!lamp.obj_attr_is_set("watts")?);
    /// assert_eq!(lamp.obj_what_changed(), ["colour"]);
    /// lamp.set_colour("red")?;
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// When the check of a new field refuses what it gets; the object stays as it was.
    fn obj_upgrade(&mut self) -> Result<()> {
        upgrade::upgrade(self.obj_dyn_mut())
    }

    /// The envelope as a JSON value; [`wire::WriteOptions`](crate::wire::WriteOptions) writes older versions.
    ///
    /// # Errors
    /// When a value has no form on the wire.
    fn obj_to_primitive(&self) -> Result<serde_json::Value> {
        write::primitive_value(self.obj_dyn())
    }

    /// What Python's `repr` of the object is: as `Display`, but of a secret text, one in a
    /// [`SensitiveString`](crate::fields::SensitiveString), only the passwords are masked that oslo's `mask_password`
    /// finds, by the words before them. **The rest of it is shown**: this is for logs that must look as those of a
    /// Python service, and for nothing else. A field that says `sensitive` is masked whole here too.
    ///
    /// ```
    /// use versioned_object_core::fields::SensitiveString;
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Node {
    ///     connection: Attr<SensitiveString>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let node = Node::builder().connection("host=a password=hunter2").build_orphan()?;
    /// assert_eq!(node.to_string(), "Node(connection='***')");
    /// assert_eq!(node.obj_python_repr(), "Node(connection='host=a password=***')");
    /// # Ok::<(), Error>(())
    /// ```
    fn obj_python_repr(&self) -> String {
        print::python_repr(self.obj_dyn())
    }

    /// What differs from another object of the same type, in field order. Which fields changed is no difference.
    fn obj_diff(&self, other: &dyn DynObject) -> Vec<FieldDiff> {
        diff::diff(self.obj_dyn(), other)
    }

    /// Whether two objects are written alike, which fields changed included: oslo's equality of comparable objects.
    ///
    /// For the values alone, [`obj_diff`](Self::obj_diff) is empty.
    fn obj_same_primitive(&self, other: &dyn DynObject) -> bool {
        same::same_primitive(self.obj_dyn(), other)
    }

    /// Reads the envelope from a JSON value, for a context.
    ///
    /// # Errors
    /// See [`wire::from_str`](crate::wire::from_str).
    fn obj_from_primitive(primitive: serde_json::Value, context: Option<&Context>) -> Result<Self>
    where
        Self: VersionedObject,
    {
        let reader = Reader::new();
        context.map_or(reader, |context| reader.context(context)).read_value(primitive)
    }

    /// The fields alone as JSON text, without the envelope: for REST and for people.
    ///
    /// # Errors
    /// When a value has no form in JSON.
    fn to_json(&self) -> Result<String> {
        write::to_json(self.obj_dyn())
    }

    /// The fields alone as JSON text, without those whose values are
    /// [secrets](crate::FieldDescriptor::is_secret), in children too: for answers to users, and for files that others
    /// read. See [`WriteOptions::redacted`](crate::wire::WriteOptions::redacted).
    ///
    /// # Errors
    /// When a value has no form in JSON.
    fn to_redacted_json(&self) -> Result<String> {
        WriteOptions::default().plain().redacted().to_string(self.obj_dyn())
    }

    /// Reads an object from its fields alone. Every field that is given counts as changed, an unknown one is an error.
    ///
    /// # Errors
    /// See [`wire::from_str`](crate::wire::from_str).
    fn from_json(text: &str) -> Result<Self>
    where
        Self: VersionedObject,
    {
        reader::from_json(text)
    }
}

impl<T: DynObject + ?Sized> ObjectExt for T {}

impl dyn DynObject {
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
        methods::change(self, name, &mut |value| {
            if let Some(change) = change.take() {
                result = Some(change(value)?);
            }
            Ok(())
        })?;
        result.ok_or_else(|| Error::action("obj_change", "the change was not made"))
    }
}

/// Whether two objects are written alike.
pub fn same_object<T: VersionedObject>(one: &T, other: &T) -> bool {
    one.obj_same_primitive(other)
}
