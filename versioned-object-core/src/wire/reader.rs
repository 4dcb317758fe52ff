//! Reading objects, with what can be chosen.

use serde::Deserializer;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::describe::registry::Registry;
use crate::dynamic::contract::{DynObject, Input, MapInput, Value};
use crate::dynamic::serde_input::InputVisitor;
use crate::dynamic::versioned::VersionedObject;
use crate::primitive::json_text::{JsonText, Taken, Unread};
use crate::primitive::limits::{Limits, Mode, NewerFields, UnknownFields};
use crate::primitive::read::ReadContext;
use crate::wire::envelope::{Registered, read_envelope, read_object, read_registered_text, read_text};
use crate::wire::header::not_a_map;

/// Reads objects, with what can be chosen: the context they get, the registry that knows their types, and what
/// happens to unknown fields.
///
/// ```
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
/// let text = r#"{"versioned_object.name": "Lamp", "versioned_object.namespace": "versionedobjects",
///                "versioned_object.version": "1.0", "versioned_object.data": {"on": true}}"#;
/// let lamp: Lamp = Reader::new().context(&Context::admin()).read(text)?;
/// assert!(lamp.on()?);
/// assert!(lamp.obj_context().is_some());
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct Reader<'r> {
    context: Option<&'r Context>,
    registry: Option<&'r Registry>,
    unknown: UnknownFields,
    newer: NewerFields,
    upgrade: bool,
    limits: Limits,
}

impl<'r> Reader<'r> {
    /// A reader that leaves out unknown fields and gives objects no context.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives every object this context, children too.
    pub fn context(mut self, context: &'r Context) -> Self {
        self.context = Some(context);
        self
    }

    /// Finds the types of objects by name here.
    pub fn registry(mut self, registry: &'r Registry) -> Self {
        self.registry = Some(registry);
        self
    }

    /// What to do with fields that an object does not have.
    pub fn unknown_fields(mut self, unknown: UnknownFields) -> Self {
        self.unknown = unknown;
        self
    }

    /// What to do with fields that came with a version above the one on their envelope.
    ///
    /// ```
    /// use versioned_object_core::fields::NewerFields;
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::wire::Reader;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.1")]
    /// struct Lamp {
    ///     on: Attr<bool>,
    ///     #[field(since = "1.1")]
    ///     colour: Attr<String>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let text = r#"{"versioned_object.name": "Lamp", "versioned_object.namespace": "versionedobjects",
    ///                "versioned_object.version": "1.0", "versioned_object.data": {"on": true, "colour": "red"}}"#;
    /// let refused = Reader::new().newer_fields(NewerFields::Reject).read::<Lamp>(text).unwrap_err();
    /// assert_eq!(refused.to_string(), "Lamp.colour: Lamp 1.0 has no such field, 1.1 added it");
    ///
    /// let lamp: Lamp = Reader::new().read(text)?;
    /// assert_eq!(lamp.colour()?, "red");
    /// assert!(!wire::to_string(&lamp)?.contains("red"), "it is written at 1.0");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn newer_fields(mut self, newer: NewerFields) -> Self {
        self.newer = newer;
        self
    }

    /// Raises every object that is read to the version of its type, as [`obj_upgrade`](crate::ObjectExt::obj_upgrade)
    /// does.
    pub fn upgrade(mut self) -> Self {
        self.upgrade = true;
        self
    }

    /// How much is read, instead of [`Limits::default`].
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads the envelope of an object of a known type.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str).
    pub fn read<T: VersionedObject>(&self, text: &str) -> Result<T> {
        self.read_as(Mode::Envelope, text)
    }

    /// Reads the envelope of an object of a known type from a JSON value.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str).
    pub fn read_value<T: VersionedObject>(&self, value: impl Into<Value>) -> Result<T> {
        let mut object = T::orphan();
        self.read_value_into(Mode::Envelope, value.into(), &mut object)?;
        Ok(object)
    }

    /// Reads an object from its fields alone; every field that is given counts as changed.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str).
    pub fn read_plain<T: VersionedObject>(&self, text: &str) -> Result<T> {
        self.read_as(Mode::Plain, text)
    }

    /// Reads an object of a known type from its fields alone, as a JSON value.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str).
    pub fn read_plain_value<T: VersionedObject>(&self, value: impl Into<Value>) -> Result<T> {
        let mut object = T::orphan();
        self.read_value_into(Mode::Plain, value.into(), &mut object)?;
        Ok(object)
    }

    /// Reads the envelope of an object of any registered type.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str); also when the registry does not know the name, or cannot read the version.
    /// Without a registry no name is known.
    pub fn read_any(&self, text: &str) -> Result<Box<dyn DynObject>> {
        let quick = self.quickly(Mode::Envelope, text, |text, cx| read_registered_text(text, None, cx));
        if let Ok(object) = quick {
            return Ok(object);
        }
        let mut place = Registered::default();
        let read = self.json(Mode::Envelope, text, |map, cx| read_envelope(map, &mut place, cx));
        place.finish(read)
    }

    /// Reads the envelope of an object of any registered type from a JSON value.
    ///
    /// # Errors
    /// As [`Reader::read_any`].
    pub fn read_any_value(&self, value: impl Into<Value>) -> Result<Box<dyn DynObject>> {
        let mut place = Registered::default();
        let read = self.value(Mode::Envelope, value.into(), |map, cx| read_envelope(map, &mut place, cx));
        place.finish(read)
    }

    /// A JSON text as a value, no larger than what is read.
    pub(crate) fn json_value(&self, text: &str) -> Result<Value> {
        self.limits.read_value(text)
    }

    fn read_as<T: VersionedObject>(&self, mode: Mode, text: &str) -> Result<T> {
        let mut object = T::orphan();
        if self.quickly(mode, text, |text, cx| read_text(text, &mut object, cx)).is_err() {
            object = T::orphan();
            self.read_into(mode, text, &mut object)?;
        }
        Ok(object)
    }

    /// Reads a text without words for what is wrong with it; where something is, serde reads it once more, and has them.
    fn quickly<T>(
        &self,
        mode: Mode,
        text: &str,
        read: impl FnOnce(&mut JsonText<'_>, &mut ReadContext<'_>) -> Taken<T>,
    ) -> Taken<T> {
        let mut text = JsonText::new(self.limits.bounded(text).map_err(|_| Unread)?);
        let object = read(&mut text, &mut self.read_context(mode))?;
        if text.is_at_end() { Ok(object) } else { Err(Unread) }
    }

    fn read_into(&self, mode: Mode, text: &str, object: &mut dyn DynObject) -> Result<()> {
        self.json(mode, text, |map, cx| read_object(map, object, cx))
            .map_err(|error| error.at(object.obj_descriptor().name))
    }

    fn read_value_into(&self, mode: Mode, value: Value, object: &mut dyn DynObject) -> Result<()> {
        self.value(mode, value, |map, cx| read_object(map, object, cx))
            .map_err(|error| error.at(object.obj_descriptor().name))
    }

    /// Every error in the envelope of an object of any registered type, instead of the first: none for a good one.
    ///
    /// Without a good header, where the text is not JSON, or goes beyond the limits, there is only one. Of more than a thousand errors, the
    /// first thousand are given and the one that reading ended with.
    pub fn all_errors(&self, text: &str) -> Vec<Error> {
        let Ok(value) = self.json_value(text) else {
            return self.read_any(text).err().into_iter().collect();
        };
        let mut cx = self.read_context(Mode::Envelope);
        cx.collected = Some(Vec::new());
        let mut place = Registered::default();
        let read = value.read(&mut cx, |input, cx| match input {
            Input::Map(map) => read_envelope(map, &mut place, cx),
            input => Err(not_a_map(&input)),
        });
        let name = place.object.as_ref().map_or("", |object| object.obj_descriptor().name);
        let errors = cx.collected.take().unwrap_or_default().into_iter().chain(read.err());
        errors.map(|error| if name.is_empty() { error } else { error.at(name) }).collect()
    }

    fn read_context(&self, mode: Mode) -> ReadContext<'r> {
        let mut cx = ReadContext::new(mode);
        cx.unknown = self.unknown;
        cx.newer = self.newer;
        cx.upgrade = self.upgrade;
        cx.limits = self.limits;
        cx.context = self.context.cloned();
        cx.registry = self.registry;
        cx
    }

    fn json(
        &self,
        mode: Mode,
        text: &str,
        mut read: impl FnMut(&mut dyn MapInput, &mut ReadContext<'_>) -> Result<()>,
    ) -> Result<()> {
        if let Some(value) = self.limits.exact(text) {
            return self.value(mode, value, read);
        }
        let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| match input {
            Input::Map(map) => read(map, cx),
            input => Err(not_a_map(&input)),
        };
        self.limits.read_with(text, self.read_context(mode), &mut read)
    }

    fn value(
        &self,
        mode: Mode,
        value: Value,
        mut read: impl FnMut(&mut dyn MapInput, &mut ReadContext<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut cx = self.read_context(mode);
        value.read(&mut cx, |input, cx| match input {
            Input::Map(map) => read(map, cx),
            input => Err(not_a_map(&input)),
        })
    }
}

type MapReader<'f> = &'f mut dyn FnMut(&mut dyn MapInput, &mut ReadContext<'_>) -> Result<()>;

/// Gives the map that the deserializer holds to `read`; our own error is parked in the context.
pub(crate) fn root<'de, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut ReadContext<'_>,
    read: MapReader<'_>,
) -> Result<(), D::Error> {
    let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| match input {
        Input::Map(map) => read(map, cx),
        input => Err(not_a_map(&input)),
    };
    deserializer.deserialize_any(InputVisitor { cx, read: &mut read })
}

/// The whole input as a value, maps in their order; a key twice is an error.
pub(crate) fn ordered<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    let mut cx = ReadContext::new(Mode::Plain);
    let mut value = Value::Null;
    let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| {
        value = input.into_value(cx)?;
        Ok(())
    };
    match deserializer.deserialize_any(InputVisitor { cx: &mut cx, read: &mut read }) {
        Ok(()) => Ok(value),
        Err(error) => Err(serde::de::Error::custom(cx.unpark(&error))),
    }
}

/// Reads an object of a known type from the text of its envelope.
///
/// # Errors
/// When the text is not JSON, the envelope is not one of `T`, or a field does not take its value. The error has the
/// path of what is wrong.
pub fn from_str<T: VersionedObject>(text: &str) -> Result<T> {
    Reader::new().read(text)
}

/// Reads an object from its fields alone. Every field that is given counts as changed, and an unknown one is an error.
///
/// # Errors
/// As [`from_str`].
pub fn from_json<T: VersionedObject>(text: &str) -> Result<T> {
    Reader::new().unknown_fields(UnknownFields::Reject).read_plain(text)
}
