//! JSON to objects.

use std::borrow::Cow;

use serde::Deserializer;

use super::{Limits, not_a_map};
use crate::context::Context;
use crate::descriptor::ObjectDescriptor;
use crate::error::{Error, Path, Result};
use crate::fields::{
    Input, InputVisitor, Keys, MapInput, Mode, ReadContext, ReadFields, UnknownFields, skip,
};
use crate::history;
use crate::object::{self, DynObject, VersionedObject};
use crate::registry::Registry;
use crate::value::Value;
use crate::version::Version;

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
#[derive(Clone, Copy, Default)]
#[must_use]
pub struct Reader<'r> {
    context: Option<&'r Context>,
    registry: Option<&'r Registry>,
    unknown: UnknownFields,
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
        let mut object = T::orphan();
        self.read_into(Mode::Envelope, text, &mut object)?;
        Ok(object)
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
        let mut object = T::orphan();
        self.read_into(Mode::Plain, text, &mut object)?;
        Ok(object)
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
        let Ok(value) = self.limits.read_value(text) else {
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

/// What an envelope says before its data. Texts that are those of the expected type are not kept once more.
#[derive(Default)]
struct Header<'r> {
    expected: Option<&'static ObjectDescriptor>,
    registry: Option<&'r Registry>,
    base: Option<&'static ObjectDescriptor>,
    prefix: Option<Cow<'static, str>>,
    name: Option<Cow<'static, str>>,
    namespace: Option<Cow<'static, str>>,
    version: Option<ReceivedVersion>,
}

/// The version of an envelope: the one of the expected type, or another text.
enum ReceivedVersion {
    Expected,
    Other(String),
}

impl Header<'_> {
    fn is_complete(&self) -> bool {
        self.name.is_some() && self.namespace.is_some() && self.version.is_some()
    }

    fn missing(&self, part: Part) -> Error {
        let prefix = self.prefix.as_deref().unwrap_or(crate::DEFAULT_SERIAL_NAMESPACE);
        Error::envelope(format!("missing key `{prefix}.{}`", part.name()))
    }

    /// The key of a part, as the envelope has it.
    fn key(&self, part: Part) -> String {
        match self.prefix.as_deref() {
            None => part.name().to_owned(),
            Some(prefix) => format!("{prefix}.{}", part.name()),
        }
    }

    fn name(&self) -> Result<&str> {
        self.name.as_deref().ok_or_else(|| self.missing(Part::Name))
    }

    fn namespace(&self) -> Result<&str> {
        self.namespace.as_deref().ok_or_else(|| self.missing(Part::Namespace))
    }

    fn version(&self) -> Result<&ReceivedVersion> {
        self.version.as_ref().ok_or_else(|| self.missing(Part::Version))
    }

    /// The part that stands under a key; none under a key that is none of an envelope.
    ///
    /// The expected type says what the keys start with; without one, the first key does that starts as those of a
    /// known type.
    fn part(&mut self, key: &str) -> Option<Part> {
        if let Some(expected) = self.expected {
            let part = Part::named(key.strip_prefix(expected.serial_namespace)?.strip_prefix('.')?)?;
            self.prefix.get_or_insert(Cow::Borrowed(expected.serial_namespace));
            return Some(part);
        }
        let (prefix, part) = key.rsplit_once('.')?;
        let part = Part::named(part)?;
        let known = match &self.prefix {
            Some(known) => known == prefix,
            None => match (self.registry, self.base) {
                (None, None) => prefix == crate::DEFAULT_SERIAL_NAMESPACE,
                (registry, base) => {
                    registry.is_some_and(|registry| registry.has_prefix(prefix))
                        || base.is_some_and(|base| base.serial_namespace == prefix)
                }
            },
        };
        if known && self.prefix.is_none() {
            self.prefix = Some(Cow::Owned(prefix.to_owned()));
        }
        known.then_some(part)
    }

    /// Keeps a text that stands before the data; false when there was one already.
    fn set(&mut self, part: Part, text: &str) -> bool {
        let keep = |expected: Option<&'static str>| match expected {
            Some(expected) if expected == text => Cow::Borrowed(expected),
            _ => Cow::Owned(text.to_owned()),
        };
        match part {
            Part::Name => self.name.replace(keep(self.expected.map(|expected| expected.name))).is_none(),
            Part::Namespace => {
                self.namespace.replace(keep(self.expected.map(|expected| expected.namespace))).is_none()
            }
            Part::Version => self.version.replace(self.received_version(text)).is_none(),
            Part::Data | Part::Changes => true,
        }
    }

    fn received_version(&self, text: &str) -> ReceivedVersion {
        match (self.expected, text.parse::<Version>()) {
            (Some(expected), Ok(version)) if version == expected.version && version.patch.is_none() => {
                ReceivedVersion::Expected
            }
            _ => ReceivedVersion::Other(text.to_owned()),
        }
    }

    /// Checks that this is an envelope of the type, at a version it can read; gives that version.
    fn check(&self, descriptor: &ObjectDescriptor) -> Result<Version> {
        let (name, namespace, version) = (self.name()?, self.namespace()?, self.version()?);
        if namespace != descriptor.namespace {
            return Err(unsupported(format!("{namespace}.{name}")));
        }
        if name != descriptor.name {
            return Err(Error::envelope(format!("expected an object {}, got {name:?}", descriptor.name)));
        }
        if let Some(prefix) = &self.prefix
            && prefix != descriptor.serial_namespace
        {
            return Err(Error::envelope(format!(
                "expected keys that start with `{}.`, got `{prefix}.`",
                descriptor.serial_namespace
            )));
        }
        let version = match version {
            ReceivedVersion::Expected => return Ok(descriptor.version),
            ReceivedVersion::Other(version) => version,
        };
        match version.parse::<Version>() {
            Ok(received) if descriptor.version.can_read(received) => Ok(received),
            _ => Err(incompatible(name, version, descriptor.version)),
        }
    }
}

pub(crate) fn unsupported(name: impl Into<String>) -> Error {
    Error::UnsupportedObject { path: Path::default(), name: name.into() }
}

pub(crate) fn incompatible(name: &str, version: &str, supported: Version) -> Error {
    Error::IncompatibleObjectVersion {
        path: Path::default(),
        name: name.to_owned(),
        version: version.to_owned(),
        supported,
    }
}

/// Where the object comes from once its header is known.
trait Target {
    /// The type of the object, where it is known before the header.
    fn expected(&self) -> Option<&'static ObjectDescriptor>;

    /// The type that the object is of or extends, where that is known before the header.
    fn base(&self) -> Option<&'static ObjectDescriptor> {
        self.expected()
    }

    /// Checks the header, and makes the object ready.
    fn resolve(&mut self, header: &Header<'_>, cx: &ReadContext<'_>) -> Result<()>;

    /// The object, after `resolve`.
    fn object(&mut self) -> Result<&mut dyn DynObject>;
}

/// An object whose type is known.
struct Typed<'o>(&'o mut dyn DynObject);

impl Target for Typed<'_> {
    fn expected(&self) -> Option<&'static ObjectDescriptor> {
        Some(self.0.obj_descriptor())
    }

    fn resolve(&mut self, header: &Header<'_>, _cx: &ReadContext<'_>) -> Result<()> {
        let version = header.check(self.0.obj_descriptor())?;
        set_version(self.0, version);
        Ok(())
    }

    fn object(&mut self) -> Result<&mut dyn DynObject> {
        Ok(self.0)
    }
}

/// An object whose type the registry knows, or that is of the base where one is given.
#[derive(Default)]
struct Registered {
    object: Option<Box<dyn DynObject>>,
    base: Option<&'static ObjectDescriptor>,
}

impl Registered {
    fn finish(mut self, read: Result<()>) -> Result<Box<dyn DynObject>> {
        match (read, self.object.take()) {
            (Ok(()), Some(object)) => Ok(object),
            (Ok(()), None) => self.object().map(|object| object.obj_clone_box()),
            (Err(error), Some(object)) => Err(error.at(object.obj_descriptor().name)),
            (Err(error), None) => Err(error),
        }
    }
}

impl Target for Registered {
    fn expected(&self) -> Option<&'static ObjectDescriptor> {
        None
    }

    fn base(&self) -> Option<&'static ObjectDescriptor> {
        self.base
    }

    fn resolve(&mut self, header: &Header<'_>, cx: &ReadContext<'_>) -> Result<()> {
        let name = header.name()?;
        let known = cx.registry.filter(|registry| registry.latest(name).is_some());
        let base = self.base.filter(|base| base.name == name);
        let descriptor = match (known, base, header.version()?) {
            (Some(registry), _, ReceivedVersion::Other(version)) => registry.find(name, version)?,
            (_, Some(base), _) => base,
            _ if cx.registry.is_none() => {
                return Err(Error::envelope(format!("the reader has no registry to find `{name}` in")));
            }
            _ => return Err(unsupported(name)),
        };
        let version = header.check(descriptor)?;
        set_version(&mut **self.object.insert(descriptor.orphan()), version);
        Ok(())
    }

    fn object(&mut self) -> Result<&mut dyn DynObject> {
        match &mut self.object {
            Some(object) => Ok(&mut **object),
            None => Err(Error::envelope("the envelope has no header")),
        }
    }
}

/// An object remembers the version it was received at, when it is not its own.
fn set_version(object: &mut dyn DynObject, version: Version) {
    let own = object.obj_descriptor().version;
    if version != own || version.patch.is_some() {
        object.obj_meta_mut().set_received_version(Some(version));
    }
}

/// Reads an object whose type is known: its fields alone, or its envelope.
pub(crate) fn read_object(
    map: &mut dyn MapInput,
    object: &mut dyn DynObject,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    match cx.mode {
        Mode::Plain => map.read_fields(object, cx),
        Mode::Assign | Mode::Envelope => read_envelope(map, &mut Typed(object), cx),
    }
}

/// Reads the envelope of a child whose type the registry knows, or that is of the base where one is given.
pub(crate) fn read_registered(
    map: &mut dyn MapInput,
    base: Option<&'static ObjectDescriptor>,
    cx: &mut ReadContext<'_>,
) -> Result<Box<dyn DynObject>> {
    let mut place = Registered { object: None, base };
    read_envelope(map, &mut place, cx)?;
    place.finish(Ok(()))
}

/// Reads an envelope. Its keys come in any order; data that comes before the header is kept until the end.
fn read_envelope(map: &mut dyn MapInput, target: &mut dyn Target, cx: &mut ReadContext<'_>) -> Result<()> {
    let (expected, base) = (target.expected(), target.base());
    let mut header = Header { expected, base, registry: cx.registry, ..Header::default() };
    let (mut data, mut changes) = (Kept::Missing, Kept::Missing);
    let (mut unknown, mut unknown_keys) = (String::new(), Keys::default());
    loop {
        let mut part = None;
        let more = map.key(cx, &mut |key| {
            part = header.part(key);
            if part.is_none() {
                key.clone_into(&mut unknown);
            }
        });
        if !more? {
            break;
        }
        let Some(part) = part else {
            unknown_keys.add(&unknown)?;
            map.value(cx, &mut skip).map_err(|error| error.at(&unknown))?;
            continue;
        };
        let is_first = match part {
            Part::Data => {
                let is_first = matches!(data, Kept::Missing);
                if is_first && header.is_complete() {
                    target.resolve(&header, cx)?;
                    let object = target.object()?;
                    map.value(cx, &mut |input, cx| read_data(input, object, cx))?;
                    data = Kept::Read;
                } else if is_first {
                    data.keep(map, cx)?;
                }
                is_first
            }
            Part::Changes => {
                let is_first = matches!(changes, Kept::Missing);
                if is_first && matches!(data, Kept::Read) {
                    let object = target.object()?;
                    map.value(cx, &mut |input, cx| {
                        read_changes(input, object, cx).map_err(|error| error.at(&header.key(part)))
                    })?;
                    changes = Kept::Read;
                } else {
                    changes.keep(map, cx)?;
                }
                is_first
            }
            Part::Name | Part::Namespace | Part::Version => {
                let mut is_first = true;
                map.value(cx, &mut |input, _cx| {
                    let Input::Str(text) = input else {
                        let error = Error::envelope(format!("expected a text, got {}", input.describe()));
                        return Err(error.at(&header.key(part)));
                    };
                    is_first = header.set(part, &text);
                    Ok(())
                })?;
                is_first
            }
        };
        if !is_first {
            return Err(Error::DuplicateKey { path: Path::default(), key: header.key(part) });
        }
    }
    if !matches!(data, Kept::Read) {
        target.resolve(&header, cx)?;
    }
    let object = target.object()?;
    match data {
        Kept::Read => {}
        Kept::Value(data, elements) => {
            cx.uncount(elements);
            data.read(cx, |input, cx| read_data(input, object, cx))?;
        }
        Kept::Missing => return Err(header.missing(Part::Data)),
    }
    if let Kept::Value(changes, elements) = changes {
        cx.uncount(elements);
        changes
            .read(cx, |input, cx| read_changes(input, object, cx))
            .map_err(|error| error.at(&header.key(Part::Changes)))?;
    }
    Ok(())
}

/// What became of a part of an envelope that needs the object.
enum Kept {
    Missing,
    Read,
    /// The value, and how many elements were counted when it was read.
    Value(Value, usize),
}

impl Kept {
    fn keep(&mut self, map: &mut dyn MapInput, cx: &mut ReadContext<'_>) -> Result<()> {
        if let Some(value) = map.take_value() {
            *self = Self::Value(value, 0);
            return Ok(());
        }
        let before = cx.counted();
        map.value(cx, &mut |input, cx| {
            let value = input.into_value(cx)?;
            *self = Self::Value(value, cx.counted() - before);
            Ok(())
        })
    }
}

/// A key of the envelope, behind its prefix.
#[derive(Clone, Copy)]
enum Part {
    Name,
    Namespace,
    Version,
    Data,
    Changes,
}

impl Part {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Name,
            "namespace" => Self::Namespace,
            "version" => Self::Version,
            "data" => Self::Data,
            "changes" => Self::Changes,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Namespace => "namespace",
            Self::Version => "version",
            Self::Data => "data",
            Self::Changes => "changes",
        }
    }
}

/// Marks the named fields changed; what is no field is left out.
fn read_changes(input: Input<'_>, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
    let Input::Seq(items) = input else {
        return Err(Error::envelope(format!("expected a list of field names, got {}", input.describe())));
    };
    let descriptor = object.obj_descriptor();
    let past = descriptor.past(object.obj_version());
    let meta = object.obj_meta_mut();
    let mut expected = 0;
    let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| {
        if let Input::Str(name) = &input {
            if let Some(place) = descriptor.place_in(name, expected, past) {
                meta.set_changed(descriptor.slot_at(place), true);
                expected = place + 1;
            }
            return Ok(());
        }
        if matches!(input, Input::Seq(_) | Input::Set(_) | Input::Map(_) | Input::Object(_)) {
            return Err(Error::envelope(format!("expected the name of a field, got {}", input.describe())));
        }
        skip(input, cx)
    };
    while items.next(cx, &mut read)? {}
    Ok(())
}

fn read_data(input: Input<'_>, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
    match input {
        Input::Map(map) => map.read_fields(object, cx),
        input => Err(Error::envelope(format!("expected a map of fields, got {}", input.describe()))),
    }
}

impl<M: MapInput> ReadFields for M {
    fn read_fields(&mut self, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
        read_fields(self, object, cx)
    }
}

/// Reads the fields of an object, which has none set yet. In plain data every field counts as changed.
fn read_fields<M: MapInput>(map: &mut M, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
    let descriptor = object.obj_descriptor();
    if cx.context.is_some() {
        object.obj_meta_mut().set_context(cx.context.clone());
    }
    let past = descriptor.past(object.obj_version());
    // Where in the order the next field should be, and from where on none was met.
    let (mut expected, mut fresh) = (0, 0);
    let (mut unknown, mut unknown_keys) = (String::new(), Keys::default());
    loop {
        let mut found = None;
        let name = if past.is_none() { descriptor.name_at(expected) } else { "" };
        let is_expected = map.key_is(cx, name, &mut |key| {
            found = descriptor.place_in(key, expected, past);
            if found.is_none() {
                key.clone_into(&mut unknown);
            }
        })?;
        match is_expected {
            None => break,
            Some(true) if !name.is_empty() => found = Some(expected),
            // No field is expected, and the key is empty.
            Some(true) => unknown.clear(),
            Some(false) => {}
        }
        let Some(place) = found else {
            unknown_keys.add(&unknown)?;
            let read = read_unknown(map, &unknown, object, cx).map_err(|error| error.at(&unknown));
            cx.note(read)?;
            continue;
        };
        expected = place + 1;
        let slot = descriptor.slot_at(place);
        let field = &descriptor.slots[slot];
        let cell = object.obj_cell_mut(slot);
        if place < fresh && cell.is_set() {
            return Err(Error::DuplicateKey { path: Path::default(), key: field.name.to_owned() });
        }
        fresh = fresh.max(expected);
        let read = match past {
            Some(version) if !field.history.is_empty() => {
                map.value(cx, &mut |input, cx| history::load(cell, field, version, input, cx))
            }
            _ => map.load(cx, cell, field),
        };
        match read {
            Ok(()) if cx.mode == Mode::Plain => object.obj_meta_mut().set_changed(slot, true),
            Ok(()) => {}
            Err(error) => cx.note(Err(error))?,
        }
    }
    object::fill_list(object);
    Ok(())
}

fn read_unknown<M: MapInput>(
    map: &mut M,
    key: &str,
    object: &mut dyn DynObject,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    match cx.unknown {
        UnknownFields::Ignore => map.value(cx, &mut skip),
        UnknownFields::Keep => map.value(cx, &mut |input, cx| {
            let value = input.into_value(cx)?;
            object.obj_meta_mut().keep(key.to_owned(), value);
            Ok(())
        }),
        UnknownFields::Reject => {
            map.value(cx, &mut skip)?;
            Err(Error::invalid(format!("{} has no such field", object.obj_descriptor().name)))
        }
    }
}
