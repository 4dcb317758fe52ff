//! The descriptor of a type, with what it does to objects of the type.

use std::any::{Any, TypeId};
use std::marker::PhantomData;

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::describe::build::{MOST_SORTED, sorted};
use crate::describe::const_text::Message;
use crate::describe::descriptor::{
    EnvelopeHead, Hooks, MethodDescriptor, ObjectDescriptor, Relationship, TypeDescriptor,
};
use crate::describe::python_class::{MixinDescriptor, PythonClass};
use crate::dynamic::contract::{DynObject, Value};
use crate::dynamic::versioned::VersionedObject;

/// What generated code says of a type besides the constants of [`VersionedObject`].
pub struct Parts {
    /// The documentation of the type.
    pub doc: &'static str,
    /// The path of the module that declares it.
    pub module: &'static str,
    /// The Cargo package that declares it.
    pub package: Option<&'static str>,
    /// The fingerprint that stands in the declaration.
    pub fingerprint: Option<&'static str>,
    /// The type whose list this is.
    pub list_of: Option<fn() -> &'static ObjectDescriptor>,
    /// Which version of its children goes with which of its own.
    pub relationships: &'static [Relationship],
    /// The same for the elements of a list object.
    pub child_versions: &'static [(Version, Version)],
    /// What versions changed that no field shows.
    pub notes: &'static [(Version, &'static str)],
    /// The type this one extends.
    pub parent: Option<fn() -> &'static ObjectDescriptor>,
    /// The groups of fields that it takes in itself.
    pub mixins: &'static [MixinDescriptor],
    /// What the class is in Python.
    pub python: Option<PythonClass>,
    /// Whether objects can be compared.
    pub comparable: bool,
    /// The methods that `#[object_methods]` recorded.
    pub methods: &'static [MethodDescriptor],
    /// How envelopes begin: [`Head::TEXTS`], where the derive does not see all of it.
    pub head: EnvelopeHead,
    /// The places of the fields in the order on the wire, in the order of their names: [`ByName::PLACES`], where the
    /// derive does not see all of them.
    pub by_name: &'static [u8],
}

impl Parts {
    /// The descriptor of a type.
    pub const fn descriptor<T: VersionedObject>(self) -> ObjectDescriptor {
        let (mut has_history, mut has_removed) = (false, false);
        let (mut holds_objects, mut keys_size) = (self.list_of.is_some(), 0);
        let mut rest = T::SLOTS;
        while let [field, others @ ..] = rest {
            has_history |= !field.history.is_empty();
            has_removed |= field.until.is_some();
            holds_objects |= field.ty.kind.is_object();
            keys_size += field.name.len() + 4;
            rest = others;
        }
        ObjectDescriptor {
            name: T::NAME,
            doc: self.doc,
            module: self.module,
            package: self.package,
            version: T::VERSION,
            namespace: T::NAMESPACE,
            serial_namespace: T::SERIAL_NAMESPACE,
            fingerprint: self.fingerprint,
            dict: T::DICT,
            table: T::TABLE,
            list_of: self.list_of,
            relationships: self.relationships,
            child_versions: self.child_versions,
            notes: self.notes,
            parent: self.parent,
            mixins: self.mixins,
            python: self.python,
            comparable: self.comparable,
            extra_fields: T::EXTRA_FIELDS,
            remotable: T::REMOTABLE,
            methods: self.methods,
            hooks: T::HOOKS,
            head: self.head,
            keys_size,
            slots: T::SLOTS,
            order: T::ORDER,
            by_name: self.by_name,
            holds_objects,
            has_history,
            has_removed,
            orphan: put_orphan::<T>,
            type_id: TypeId::of::<T>,
            #[cfg(feature = "reference")]
            type_name: std::any::type_name::<T>,
        }
    }
}

/// How the envelope of a type begins.
pub struct Head<T>(PhantomData<T>);

impl<T: VersionedObject> Head<T> {
    const BEFORE: Message = {
        let prefix = T::SERIAL_NAMESPACE;
        let head = Message::new().text("\"").text(prefix).text(".name\":\"").text(T::NAME);
        let head = head.text("\",\"").text(prefix).text(".namespace\":\"").text(T::NAMESPACE);
        head.text("\",\"").text(prefix).text(".version\":")
    };
    const VERSIONED: Message = Self::BEFORE.text("\"").version(T::VERSION).text("\"");
    const WHOLE: &'static Message = &Self::VERSIONED.text(",\"").text(T::SERIAL_NAMESPACE).text(".data\":");
    /// The beginning, with what of it is the same at every version.
    pub const TEXTS: EnvelopeHead = {
        let whole = if Self::WHOLE.is_full() { "" } else { Self::WHOLE.as_str() };
        if whole.is_empty() {
            EnvelopeHead { whole, before_version: "", behind_version: "" }
        } else {
            let (before_version, _) = whole.split_at(Self::BEFORE.len());
            let (_, behind_version) = whole.split_at(Self::VERSIONED.len());
            EnvelopeHead { whole, before_version, behind_version }
        }
    };
}

/// The order of a type's names.
pub struct ByName<T>(PhantomData<T>);

impl<T: VersionedObject> ByName<T> {
    const SORTED: &'static [u8; MOST_SORTED] = &sorted(T::SLOTS, T::ORDER);
    /// The places in the order on the wire; none of a type with very many fields.
    pub const PLACES: &'static [u8] =
        if T::ORDER.len() > MOST_SORTED { &[] } else { Self::SORTED.split_at(T::ORDER.len()).0 };
}

/// The type of fields that hold objects of `T`.
pub struct ObjectType<T>(PhantomData<T>);

impl<T: VersionedObject> ObjectType<T> {
    /// What is known of it.
    pub const TYPE: &'static TypeDescriptor = &TypeDescriptor::object(T::descriptor, T::NAME, T::VERSION);
}

/// Puts an object with nothing set into an empty `Option<Box<dyn DynObject>>`.
fn put_orphan<T: VersionedObject>(to: &mut dyn Any) {
    if let Some(to) = to.downcast_mut::<Option<Box<dyn DynObject>>>() {
        *to = Some(Box::new(T::orphan()));
    }
}

impl ObjectDescriptor {
    /// An object of this type with nothing set.
    ///
    /// # Panics
    /// Never: a descriptor is made for a type, and the type makes the object.
    pub fn orphan(&self) -> Box<dyn DynObject> {
        let mut object: Option<Box<dyn DynObject>> = None;
        (self.orphan)(&mut object);
        match object {
            Some(object) => object,
            None => unreachable!("{} makes no object", self.name),
        }
    }
}

/// Calls the `load_attr` hook of a type.
///
/// # Errors
/// What the hook returns, or [`Error::NotLoaded`] for an object of another type.
pub fn load_hook<T: VersionedObject>(
    object: &mut dyn Any,
    field: &'static str,
    hook: fn(&mut T, &'static str) -> Result<()>,
) -> Result<()> {
    match object.downcast_mut::<T>() {
        Some(object) => hook(object, field),
        None => Err(Error::NotLoaded { object: T::NAME, field }),
    }
}

/// Calls the `make_compatible` hook of a type.
///
/// # Errors
/// What the hook returns.
pub fn compat_hook<T: VersionedObject>(
    object: &dyn Any,
    data: &mut serde_json::Map<String, serde_json::Value>,
    target: Version,
    hook: fn(&T, &mut serde_json::Map<String, serde_json::Value>, Version) -> Result<()>,
) -> Result<()> {
    match object.downcast_ref::<T>() {
        Some(object) => hook(object, data, target),
        None => Ok(()),
    }
}

/// The hooks of a type that extends `B`: its own, else those of `B` on its part.
pub const fn inherit_hooks<T, B>(own: Hooks) -> Hooks
where
    T: VersionedObject + std::ops::DerefMut<Target = B>,
    B: VersionedObject,
{
    let mut hooks = own;
    if hooks.load_attr.is_none() && B::HOOKS.load_attr.is_some() {
        hooks.load_attr = Some(|object, field| {
            let parent = object.downcast_mut::<T>().map(|object| &mut **object);
            match (parent, B::HOOKS.load_attr) {
                (Some(parent), Some(hook)) => hook(parent, field),
                _ => Err(Error::NotLoaded { object: T::NAME, field }),
            }
        });
    }
    if hooks.make_compatible.is_none() && B::HOOKS.make_compatible.is_some() {
        hooks.make_compatible = Some(|object, data, target| {
            let parent = object.downcast_ref::<T>().map(|object| &**object);
            match (parent, B::HOOKS.make_compatible) {
                (Some(parent), Some(hook)) => hook(parent, data, target),
                _ => Ok(()),
            }
        });
    }
    hooks
}

/// What a value goes through on its way into its column.
pub fn to_column(value: &mut dyn Any, convert: fn(Value) -> Value) {
    if let Some(value) = value.downcast_mut::<Value>() {
        *value = convert(std::mem::replace(value, Value::Null));
    }
}
