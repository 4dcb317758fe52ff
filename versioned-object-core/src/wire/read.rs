//! JSON to objects.

use serde::Deserializer;

use super::not_a_map;
use crate::context::Context;
use crate::descriptor::ObjectDescriptor;
use crate::error::{Error, Path, Result};
use crate::fields::{Input, InputVisitor, MapInput, Mode, ReadContext, UnknownFields};
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

    /// Reads the envelope of an object of a known type.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str).
    pub fn read<T: VersionedObject>(&self, text: &str) -> Result<T> {
        let mut object = T::orphan();
        self.json(Mode::Envelope, text, |map, cx| read_envelope_into(map, &mut object, cx))
            .map_err(|error| error.at(T::NAME))?;
        Ok(object)
    }

    /// Reads the envelope of an object of a known type from a JSON value.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str).
    pub fn read_value<T: VersionedObject>(&self, value: impl Into<Value>) -> Result<T> {
        let mut object = T::orphan();
        self.value(Mode::Envelope, value.into(), |map, cx| read_envelope_into(map, &mut object, cx))
            .map_err(|error| error.at(T::NAME))?;
        Ok(object)
    }

    /// Reads an object from its fields alone; every field that is given counts as changed.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str).
    pub fn read_plain<T: VersionedObject>(&self, text: &str) -> Result<T> {
        let mut object = T::orphan();
        self.json(Mode::Plain, text, |map, cx| read_fields(map, &mut object, cx))
            .map_err(|error| error.at(T::NAME))?;
        Ok(object)
    }

    /// Reads an object of a known type from its fields alone, as a JSON value.
    ///
    /// # Errors
    /// See [`from_str`](super::from_str).
    pub fn read_plain_value<T: VersionedObject>(&self, value: impl Into<Value>) -> Result<T> {
        let mut object = T::orphan();
        self.value(Mode::Plain, value.into(), |map, cx| read_fields(map, &mut object, cx))
            .map_err(|error| error.at(T::NAME))?;
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

    fn read_context(&self, mode: Mode) -> ReadContext<'r> {
        let mut cx = ReadContext::new(mode);
        cx.unknown = self.unknown;
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
        let mut cx = self.read_context(mode);
        let mut json = serde_json::Deserializer::from_str(text);
        let read = root(&mut json, &mut cx, &mut read).and_then(|()| json.end());
        read.map_err(|error| cx.unpark(&error))
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

/// What an envelope says before its data.
#[derive(Default)]
struct Header {
    prefix: Option<String>,
    name: Option<String>,
    namespace: Option<String>,
    version: Option<String>,
}

impl Header {
    fn is_complete(&self) -> bool {
        self.name.is_some() && self.namespace.is_some() && self.version.is_some()
    }

    fn missing(&self, key: &str) -> Error {
        let prefix = self.prefix.as_deref().unwrap_or(crate::DEFAULT_SERIAL_NAMESPACE);
        Error::envelope(format!("missing key `{prefix}.{key}`"))
    }

    fn part<'h>(&self, key: &str, part: Option<&'h String>) -> Result<&'h str> {
        part.map(String::as_str).ok_or_else(|| self.missing(key))
    }

    /// Every key of an envelope has the same prefix.
    fn same_prefix(&mut self, prefix: &str) -> Result<()> {
        match &self.prefix {
            None => {
                self.prefix = Some(prefix.to_owned());
                Ok(())
            }
            Some(known) if known == prefix => Ok(()),
            Some(known) => Err(Error::envelope(format!("keys start with `{known}.` and with `{prefix}.`"))),
        }
    }

    /// Checks that this is an envelope of the type, at a version it can read; gives that version.
    fn check(&self, descriptor: &ObjectDescriptor) -> Result<Version> {
        let name = self.part("name", self.name.as_ref())?;
        let namespace = self.part("namespace", self.namespace.as_ref())?;
        let version = self.part("version", self.version.as_ref())?;
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
    /// Checks the header, and makes the object ready.
    fn resolve(&mut self, header: &Header, cx: &ReadContext<'_>) -> Result<()>;

    /// The object, after `resolve`.
    fn object(&mut self) -> Result<&mut dyn DynObject>;
}

/// An object whose type is known.
struct Typed<'o>(&'o mut dyn DynObject);

impl Target for Typed<'_> {
    fn resolve(&mut self, header: &Header, _cx: &ReadContext<'_>) -> Result<()> {
        let version = header.check(self.0.obj_descriptor())?;
        set_version(self.0, version);
        Ok(())
    }

    fn object(&mut self) -> Result<&mut dyn DynObject> {
        Ok(self.0)
    }
}

/// An object whose type the registry knows.
#[derive(Default)]
struct Registered(Option<Box<dyn DynObject>>);

impl Registered {
    fn finish(mut self, read: Result<()>) -> Result<Box<dyn DynObject>> {
        match (read, self.0.take()) {
            (Ok(()), Some(object)) => Ok(object),
            (Ok(()), None) => self.object().map(|object| object.obj_clone_box()),
            (Err(error), Some(object)) => Err(error.at(object.obj_descriptor().name)),
            (Err(error), None) => Err(error),
        }
    }
}

impl Target for Registered {
    fn resolve(&mut self, header: &Header, cx: &ReadContext<'_>) -> Result<()> {
        let name = header.part("name", header.name.as_ref())?;
        let version = header.part("version", header.version.as_ref())?;
        let descriptor = match cx.registry {
            Some(registry) => registry.find(name, version)?,
            None => return Err(unsupported(name)),
        };
        let version = header.check(descriptor)?;
        set_version(&mut **self.0.insert(descriptor.orphan()), version);
        Ok(())
    }

    fn object(&mut self) -> Result<&mut dyn DynObject> {
        match &mut self.0 {
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

/// Reads an envelope into an object whose type is known.
pub(crate) fn read_envelope_into(
    map: &mut dyn MapInput,
    object: &mut dyn DynObject,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    read_envelope(map, &mut Typed(object), cx)
}

/// Reads an envelope. Its keys come in any order; data that comes before the header is kept until the end.
fn read_envelope(map: &mut dyn MapInput, target: &mut dyn Target, cx: &mut ReadContext<'_>) -> Result<()> {
    let mut header = Header::default();
    let mut data = Data::Missing;
    let mut changes = None;
    let mut key = String::new();
    while map.next_key(cx, &mut key)? {
        let (prefix, part) = key.rsplit_once('.').unwrap_or(("", &key));
        let Some(part) = Part::named(part) else {
            map.value(cx, &mut |input, cx| input.into_value(cx).map(drop))?;
            continue;
        };
        header.same_prefix(prefix)?;
        let again = match part {
            Part::Header(get) => {
                let text = get(&mut header);
                let again = text.is_some();
                map.value(cx, &mut |input, _cx| read_text(input, text).map_err(|error| error.at(&key)))?;
                again
            }
            Part::Data => match data {
                Data::Missing if header.is_complete() => {
                    target.resolve(&header, cx)?;
                    let object = target.object()?;
                    map.value(cx, &mut |input, cx| read_data(input, object, cx))?;
                    data = Data::Read;
                    false
                }
                Data::Missing => {
                    map.value(cx, &mut |input, cx| {
                        data = Data::Kept(input.into_value(cx)?);
                        Ok(())
                    })?;
                    false
                }
                Data::Read | Data::Kept(_) => true,
            },
            Part::Changes => {
                let again = changes.is_some();
                map.value(cx, &mut |input, cx| {
                    changes = Some(read_changes(input, cx).map_err(|error| error.at(&key))?);
                    Ok(())
                })?;
                again
            }
        };
        if again {
            return Err(Error::DuplicateKey { path: Path::default(), key });
        }
    }
    if !matches!(data, Data::Read) {
        target.resolve(&header, cx)?;
    }
    let object = target.object()?;
    match data {
        Data::Read => {}
        Data::Kept(data) => data.read(cx, |input, cx| read_data(input, object, cx))?,
        Data::Missing => return Err(header.missing("data")),
    }
    for name in changes.unwrap_or_default() {
        if let Some(slot) = object.obj_descriptor().slot_of(&name) {
            object.obj_meta_mut().set_changed(slot, true);
        }
    }
    Ok(())
}

/// What became of an envelope's data.
enum Data {
    Missing,
    Read,
    Kept(Value),
}

/// A key of the envelope, behind its prefix.
enum Part {
    Header(fn(&mut Header) -> &mut Option<String>),
    Data,
    Changes,
}

impl Part {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Header(|header| &mut header.name),
            "namespace" => Self::Header(|header| &mut header.namespace),
            "version" => Self::Header(|header| &mut header.version),
            "data" => Self::Data,
            "changes" => Self::Changes,
            _ => return None,
        })
    }
}

fn read_text(input: Input<'_>, text: &mut Option<String>) -> Result<()> {
    match input {
        Input::Str(found) => {
            *text = Some(found.into_owned());
            Ok(())
        }
        input => Err(Error::envelope(format!("expected a text, got {}", input.describe()))),
    }
}

/// The names of changed fields; what is not a text is no name.
fn read_changes(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Vec<String>> {
    let Input::Seq(items) = input else {
        return Err(Error::envelope(format!("expected a list of field names, got {}", input.describe())));
    };
    let mut names = Vec::new();
    let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| {
        if let Value::String(name) = input.into_value(cx)? {
            names.push(name);
        }
        Ok(())
    };
    while items.next(cx, &mut read)? {}
    Ok(names)
}

fn read_data(input: Input<'_>, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
    match input {
        Input::Map(map) => read_fields(map, object, cx),
        input => Err(Error::envelope(format!("expected a map of fields, got {}", input.describe()))),
    }
}

/// Reads the fields of an object, which has none set yet. In plain data every field counts as changed.
pub(crate) fn read_fields(
    map: &mut dyn MapInput,
    object: &mut dyn DynObject,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let descriptor = object.obj_descriptor();
    if cx.context.is_some() {
        object.obj_meta_mut().set_context(cx.context.clone());
    }
    let mut key = String::new();
    let mut expected = 0;
    while map.next_key(cx, &mut key)? {
        let Some((at, slot)) = descriptor.slot_near(&key, expected) else {
            read_unknown(map, &key, object, cx)?;
            continue;
        };
        expected = at + 1;
        let cell = object.obj_cell_mut(slot);
        if cell.is_set() {
            return Err(Error::DuplicateKey { path: Path::default(), key });
        }
        let field = &descriptor.slots[slot];
        map.value(cx, &mut |input, cx| cell.load(field, input, cx))?;
        if cx.mode == Mode::Plain {
            object.obj_meta_mut().set_changed(slot, true);
        }
    }
    object::fill_list(object);
    Ok(())
}

fn read_unknown(
    map: &mut dyn MapInput,
    key: &str,
    object: &mut dyn DynObject,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let mut found = Value::Null;
    map.value(cx, &mut |input, cx| {
        found = input.into_value(cx)?;
        Ok(())
    })?;
    match cx.unknown {
        UnknownFields::Ignore => {}
        UnknownFields::Keep => {
            if object.obj_meta().kept().iter().any(|(name, _)| name == key) {
                return Err(Error::DuplicateKey { path: Path::default(), key: key.to_owned() });
            }
            object.obj_meta_mut().keep(key.to_owned(), found);
        }
        UnknownFields::Reject => {
            return Err(Error::invalid(format!("{} has no such field", object.obj_descriptor().name)).at(key));
        }
    }
    Ok(())
}
