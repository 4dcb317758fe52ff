//! Objects in messages: oslo's `VersionedObjectSerializer`.
//!
//! The arguments and the answer of a call are maps and lists of plain values with objects somewhere in them. A
//! [`Serializer`] puts an envelope in the place of each object, and on the other side an object in the place of each
//! envelope. A version that is too new is asked for at an older one, through an [`IndirectionApi`].
//!
//! ```
//! use versioned_object_core::prelude::*;
//! use versioned_object_core::serializer::{InProcess, Serializer};
//! use versioned_object_core::{Registry, Releases};
//!
//! mod old {
//!     use versioned_object_core::prelude::*;
//!
//!     #[derive(Clone, VersionedObject)]
//!     #[versioned_object(version = "1.0")]
//!     pub struct Lamp {
//!         on: Attr<bool>,
//!         meta: ObjectMeta,
//!     }
//! }
//!
//! #[derive(Clone, VersionedObject)]
//! #[versioned_object(version = "1.1")]
//! struct Lamp {
//!     on: Attr<bool>,
//!     #[field(since = "1.1")]
//!     colour: Attr<String>,
//!     meta: ObjectMeta,
//! }
//!
//! // A new service sends a message.
//! let mut registry = Registry::new();
//! registry.register::<Lamp>()?;
//! let sender = Serializer::new(registry.clone());
//! let lamp = Lamp::builder().on(true).colour("red").build_orphan()?;
//! let arguments = Value::Map(vec![("lamp".to_owned(), lamp.into()), ("watts".to_owned(), 40.into())]);
//! let message = sender.to_string(arguments)?;
//!
//! // An old one cannot read it, and asks somebody who can.
//! let mut known = Registry::new();
//! known.register::<old::Lamp>()?;
//! let receiver = Serializer::new(known);
//! # pollster::block_on(async {
//! let error = receiver.entity_from_str(None, &message).await.unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "[\"lamp\"]: version 1.1 of Lamp is not supported, supported version is 1.0",
//! );
//! let receiver = receiver.indirection(InProcess::new(registry));
//! let received = receiver.entity_from_str(None, &message).await?;
//! assert_eq!(received.get("lamp").unwrap().to_string(), "Lamp(on=True)");
//! assert_eq!(*received.get("watts").unwrap(), 40);
//! # Ok::<(), Error>(()) })?;
//! # Ok::<(), Error>(())
//! ```

use std::fmt;
use std::sync::Arc;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::describe::descriptor::ObjectDescriptor;
use crate::describe::registry::Registry;
use crate::dynamic::contract::{DynObject, Value};
use crate::dynamic::versioned::VersionedObject;
use crate::primitive::limits::{Limits, NewerFields, UnknownFields};
use crate::primitive::options::WriteOptions;
use crate::primitive::write::PrimitiveWriter;
use crate::serializer::indirection::IndirectionApi;
use crate::wire::reader::Reader;
use crate::wire::releases::Releases;

/// Turns the objects in a message into envelopes, and back: oslo's `VersionedObjectSerializer`, and Cinder's with a
/// [`version_cap`](Serializer::version_cap).
///
/// The [module](crate::serializer) has an example. It is cheap to clone.
#[derive(Clone)]
#[must_use]
pub struct Serializer {
    registry: Arc<Registry>,
    indirection: Option<Arc<dyn IndirectionApi>>,
    options: WriteOptions,
    /// Without the registry and the context.
    reading: Reader<'static>,
}

impl Serializer {
    /// A serializer that reads objects of the types in a registry, and writes all at their own versions.
    pub fn new(registry: Registry) -> Self {
        Self {
            registry: Arc::new(registry),
            indirection: None,
            options: WriteOptions::default(),
            reading: Reader::new(),
        }
    }

    /// Whom to ask for what cannot be read here.
    pub fn indirection(mut self, api: impl IndirectionApi + 'static) -> Self {
        self.indirection = Some(Arc::new(api));
        self
    }

    /// What to do with fields that an object does not have.
    pub fn unknown_fields(mut self, unknown: UnknownFields) -> Self {
        self.reading = self.reading.unknown_fields(unknown);
        self
    }

    /// What to do with fields that came with a version above the one on their envelope.
    pub fn newer_fields(mut self, newer: NewerFields) -> Self {
        self.reading = self.reading.newer_fields(newer);
        self
    }

    /// Raises every object that is read to the version of its type, as [`obj_upgrade`](crate::ObjectExt::obj_upgrade)
    /// does. Without, an object of an older peer stays at the peer's version, and is written at it.
    pub fn upgrade(mut self) -> Self {
        self.reading = self.reading.upgrade();
        self
    }

    /// How much to take of a message.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.reading = self.reading.limits(limits);
        self
    }

    /// Writes every object at the version that a release knows, and its children too: for the time when services of
    /// that release are still running. What is older already stays as it is. Of the latest release children stay as they
    /// are: see [`Releases::options`].
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::serializer::Serializer;
    /// use versioned_object_core::{Registry, Releases};
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
    /// let mut releases = Releases::new();
    /// releases.add("2025.1", [("Lamp", Version::new(1, 0))])?;
    /// releases.add("2025.2", [("Lamp", Version::new(1, 1))])?;
    /// let serializer = Serializer::new(Registry::new()).version_cap(&releases, "2025.1")?;
    ///
    /// let mut lamp = Lamp::builder().on(true).colour("red").build_orphan()?;
    /// lamp.obj_reset_changes(&[], false);
    /// let sent = serializer.to_string(vec![lamp])?;
    /// assert!(sent.ends_with(r#""versioned_object.version":"1.0","versioned_object.data":{"on":true}}]"#));
    /// assert!(Serializer::new(Registry::new()).version_cap(&releases, "2024.2").is_err());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::CappedVersionUnknown`] when there is no release of this name.
    pub fn version_cap(mut self, releases: &Releases, release: &str) -> Result<Self> {
        self.options = releases.options(release)?;
        Ok(self)
    }

    /// Puts an envelope in the place of every object. Sets become lists; all else stays as it is.
    ///
    /// # Errors
    /// When an object cannot be written: with the path to it.
    pub fn serialize_entity(&self, entity: impl Into<Value>) -> Result<Value> {
        self.envelopes(entity.into())
    }

    /// The JSON text of what [`serialize_entity`](Self::serialize_entity) gives, without making that first.
    ///
    /// # Errors
    /// As there; also when a value has no form in JSON.
    pub fn to_string(&self, entity: impl Into<Value>) -> Result<String> {
        match entity.into() {
            Value::Object(object) => self.object_to_string(&*object),
            entity => {
                let mut out = PrimitiveWriter::new(&self.options);
                out.value(&entity)?;
                Ok(out.into_text())
            }
        }
    }

    /// The JSON text of one object's envelope.
    ///
    /// # Errors
    /// When the object cannot be written.
    pub fn object_to_string(&self, object: &dyn DynObject) -> Result<String> {
        self.options.to_string(object)
    }

    fn envelopes(&self, entity: Value) -> Result<Value> {
        Ok(match entity {
            Value::Object(object) => parse(&self.object_to_string(&*object)?)?,
            Value::List(items) | Value::Set(items) => Value::List(each(items, |item| self.envelopes(item))?),
            Value::Map(entries) => Value::Map(each_entry(entries, |value| self.envelopes(value))?),
            plain => plain,
        })
    }

    /// Puts an object in the place of every envelope. Sets become lists; all else stays as it is.
    ///
    /// A map is an envelope when it has the key `versioned_object.name`, with the serial namespace of a type in the
    /// registry. The objects are given the context. Where an object is too new, X.Y is tried if its version is X.Y.Z;
    /// then the [`IndirectionApi`] is asked for the versions that are known here. Nobody is asked when something else
    /// is wrong with the message, or for an object of a namespace that its name is not in here.
    ///
    /// # Errors
    /// With the path to it, what is wrong with an envelope; [`Error::IncompatibleObjectVersion`] where there is nobody
    /// to ask, or the answer is too new as well; or what the indirection returns.
    pub async fn deserialize_entity(&self, context: Option<&Context>, entity: Value) -> Result<Value> {
        let mut asks = Vec::new();
        let may_ask = self.indirection.is_some();
        let mut entity =
            Walk { serializer: self, context, may_ask, place: Vec::new(), asks: &mut asks }.read(entity)?;
        for ask in asks {
            let answer = match self.backport(context, &ask).await {
                Ok(answer) => self.deserialize_local(context, answer),
                Err(error) => Err(error),
            };
            put(&mut entity, &ask.place, answer)?;
        }
        Ok(entity)
    }

    /// As [`deserialize_entity`](Self::deserialize_entity), without asking anybody.
    ///
    /// # Errors
    /// As there.
    pub fn deserialize_local(&self, context: Option<&Context>, entity: impl Into<Value>) -> Result<Value> {
        Walk { serializer: self, context, may_ask: false, place: Vec::new(), asks: &mut Vec::new() }
            .read(entity.into())
    }

    /// As [`deserialize_entity`](Self::deserialize_entity), of the JSON text of a message.
    ///
    /// # Errors
    /// As there; also when the text is not JSON.
    pub async fn entity_from_str(&self, context: Option<&Context>, text: &str) -> Result<Value> {
        self.deserialize_entity(context, self.reading.json_value(text)?).await
    }

    /// Reads the text of an envelope as an object of a known type; as [`deserialize_entity`](Self::deserialize_entity)
    /// where its version is too new, and only then need the type be in the registry.
    ///
    /// # Errors
    /// As there; also when the text is not JSON, or the envelope is that of another type.
    pub async fn from_str<T: VersionedObject>(&self, context: Option<&Context>, text: &str) -> Result<T> {
        let error = match self.reader(context).read(text) {
            Err(error @ Error::IncompatibleObjectVersion { .. }) => error,
            read => return read,
        };
        let Value::Object(object) = self.deserialize_entity(context, self.reading.json_value(text)?).await?
        else {
            return Err(error);
        };
        let found = object.obj_name();
        let object = object.into_any().downcast().map(|object| *object);
        object.map_err(|_| {
            Error::envelope(format!("expected an object {}, got another type of {found}", T::NAME))
        })
    }

    /// Reads the text of an envelope as an object of any type in the registry, without asking anybody.
    ///
    /// # Errors
    /// As [`deserialize_local`](Self::deserialize_local); also when the text is not JSON, or no envelope.
    pub fn read_any(&self, context: Option<&Context>, text: &str) -> Result<Box<dyn DynObject>> {
        match self.reader(context).read_any(text) {
            Err(error @ Error::IncompatibleObjectVersion { .. }) => {
                let mut entity = self.reading.json_value(text)?;
                let Some(patch) = self.patch(&entity) else { return Err(error) };
                patch.drop_from(&mut entity);
                self.reader(context).read_any_value(entity)
            }
            read => read,
        }
    }

    fn reader<'r>(&'r self, context: Option<&'r Context>) -> Reader<'r> {
        let reader: Reader<'r> = self.reading;
        let reader = reader.registry(&self.registry);
        context.into_iter().fold(reader, Reader::context)
    }

    /// Asks for an older version of an object.
    async fn backport(&self, context: Option<&Context>, ask: &Ask) -> Result<Value> {
        let Some(api) = &self.indirection else {
            return Err(Error::NotImplemented { method: "object_backport" });
        };
        let versions = self.registry.tree_versions(ask.known)?;
        let versions = versions.into_iter().map(|(name, version)| (name.to_owned(), version)).collect();
        match api.object_backport_versions(context, &ask.primitive, &versions).await {
            Err(Error::NotImplemented { .. }) => {
                api.object_backport(context, &ask.primitive, ask.known.version).await
            }
            answer => answer,
        }
    }

    /// What the keys of an envelope start with; none where a map is no envelope.
    fn prefix<'v>(&self, entries: &'v [(String, Value)]) -> Option<&'v str> {
        let mut prefixes = entries.iter().filter_map(|(key, _)| key.strip_suffix(".name"));
        prefixes.find(|prefix| self.registry.has_prefix(prefix))
    }

    /// The text under a key of an envelope, and which entry it is.
    fn part<'v>(&self, entity: &'v Value, name: &str) -> Option<(usize, &'v str)> {
        let entries = entity.as_map()?;
        let key = format!("{}.{name}", self.prefix(entries)?);
        let index = entries.iter().position(|(known, _)| *known == key)?;
        Some((index, entries[index].1.as_str()?))
    }

    /// The `.Z` of an envelope whose version is X.Y.Z.
    fn patch(&self, entity: &Value) -> Option<Patch> {
        let (entry, version) = self.part(entity, "version")?;
        let mut dots = version.match_indices('.').map(|(at, _)| at);
        match (dots.next(), dots.next(), dots.next()) {
            (Some(_), Some(start), None) if is_number(&version[start + 1..]) => Some(Patch { entry, start }),
            _ => None,
        }
    }
}

/// Whether a text is of digits, and be it of more than a number of a version has.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Debug for Serializer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serializer")
            .field("registry", &self.registry)
            .field("indirection", &self.indirection.is_some())
            .field("options", &self.options)
            .field("reading", &self.reading)
            .finish()
    }
}

/// An object that is to be asked for, and the place it goes to: an index a level.
struct Ask {
    place: Vec<usize>,
    primitive: Value,
    known: &'static ObjectDescriptor,
}

/// One way through a message.
struct Walk<'s> {
    serializer: &'s Serializer,
    context: Option<&'s Context>,
    may_ask: bool,
    place: Vec<usize>,
    asks: &'s mut Vec<Ask>,
}

impl Walk<'_> {
    fn read(&mut self, entity: Value) -> Result<Value> {
        Ok(match entity {
            Value::Map(entries) if self.serializer.prefix(&entries).is_some() => {
                self.read_object(Value::Map(entries))?
            }
            Value::Map(entries) => {
                let mut index = 0..;
                Value::Map(each_entry(entries, |value| self.read_at(index.next(), value))?)
            }
            Value::List(items) | Value::Set(items) => {
                let mut index = 0..;
                Value::List(each(items, |item| self.read_at(index.next(), item))?)
            }
            plain => plain,
        })
    }

    fn read_at(&mut self, index: Option<usize>, value: Value) -> Result<Value> {
        self.place.extend(index);
        let read = self.read(value);
        self.place.pop();
        read
    }

    /// Reads an envelope, or notes that it is to be asked for.
    fn read_object(&mut self, mut primitive: Value) -> Result<Value> {
        let serializer = self.serializer;
        loop {
            let patch = serializer.patch(&primitive);
            // Reading takes the envelope apart.
            let spare = (self.may_ask || patch.is_some()).then(|| primitive.clone());
            let error = match serializer.reader(self.context).read_any_value(primitive) {
                Err(error @ Error::IncompatibleObjectVersion { .. }) => error,
                read => return read.map(Value::Object),
            };
            match (spare, patch) {
                (Some(mut shorter), Some(patch)) => {
                    patch.drop_from(&mut shorter);
                    primitive = shorter;
                }
                (Some(primitive), None) => {
                    let part = |name| serializer.part(&primitive, name).map(|(_, text)| text);
                    let known = part("namespace").zip(part("name"));
                    let known =
                        known.and_then(|(namespace, name)| serializer.registry.latest_in(namespace, name));
                    let Some(known) = known else { return Err(error) };
                    self.asks.push(Ask { place: self.place.clone(), primitive, known });
                    return Ok(Value::Null);
                }
                (None, _) => return Err(error),
            }
        }
    }
}

/// The `.Z` of the version of an envelope: which entry has it, and where in the text it starts.
struct Patch {
    entry: usize,
    start: usize,
}

impl Patch {
    fn drop_from(&self, envelope: &mut Value) {
        if let Value::Map(entries) = envelope
            && let Some((_, Value::String(version))) = entries.get_mut(self.entry)
        {
            version.truncate(self.start);
        }
    }
}

/// Puts an answer in its place.
fn put(entity: &mut Value, place: &[usize], answer: Result<Value>) -> Result<()> {
    match (entity, place) {
        (Value::List(items), [index, rest @ ..]) => {
            let item = items.get_mut(*index);
            item.map_or(Ok(()), |item| put(item, rest, answer)).map_err(|error| error.at_index(*index))
        }
        (Value::Map(entries), [index, rest @ ..]) => match entries.get_mut(*index) {
            Some((key, value)) => put(value, rest, answer).map_err(|error| error.at_key(key)),
            None => Ok(()),
        },
        (entity, _) => {
            *entity = answer?;
            Ok(())
        }
    }
}

fn each(items: Vec<Value>, mut change: impl FnMut(Value) -> Result<Value>) -> Result<Vec<Value>> {
    let changed = |(index, item)| change(item).map_err(|error: Error| error.at_index(index));
    items.into_iter().enumerate().map(changed).collect()
}

fn each_entry(
    entries: Vec<(String, Value)>,
    mut change: impl FnMut(Value) -> Result<Value>,
) -> Result<Vec<(String, Value)>> {
    let changed = |(key, value): (String, Value)| match change(value) {
        Ok(value) => Ok((key, value)),
        Err(error) => Err(error.at_key(&key)),
    };
    entries.into_iter().map(changed).collect()
}

/// JSON text that was written here as a value, its maps in their order.
pub(crate) fn parse(text: &str) -> Result<Value> {
    Limits { size: usize::MAX, ..Limits::DEFAULT }.read_value(text)
}
