//! Reading an envelope: its keys come in any order.

use crate::base::error::{Error, Result, unsupported};
use crate::base::shown;
use crate::base::version::Version;
use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::contract::{DynObject, Input, MapInput, ReadFields as _, ReadInput, Value};
use crate::dynamic::input::{Keys, skip};
use crate::dynamic::text_input::Entries;
use crate::primitive::json_text::{JsonText, Taken};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::wire::header::{Header, Part, ReceivedVersion, foreign};
use crate::wire::upgrade::upgrade_one;

/// Where the object comes from once its header is known.
pub(crate) trait Target {
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

    fn resolve(&mut self, header: &Header<'_>, cx: &ReadContext<'_>) -> Result<()> {
        let version =
            header.check(self.0.obj_descriptor()).map_err(|error| too_new(header, cx).unwrap_or(error))?;
        set_version(self.0, version);
        Ok(())
    }

    fn object(&mut self) -> Result<&mut dyn DynObject> {
        Ok(self.0)
    }
}

/// An object whose type the registry knows, or that is of the base where one is given.
#[derive(Default)]
pub(crate) struct Registered {
    pub(crate) object: Option<Box<dyn DynObject>>,
    pub(crate) base: Option<&'static ObjectDescriptor>,
}

impl Registered {
    pub(crate) fn finish(mut self, read: Result<()>) -> Result<Box<dyn DynObject>> {
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
        let (name, namespace, version) = (header.name()?, header.namespace()?, header.version()?);
        let known = cx.registry.filter(|registry| registry.latest_in(namespace, name).is_some());
        let base = self.base.filter(|base| base.name == name);
        let descriptor = match (known, base, version) {
            (Some(registry), _, ReceivedVersion::Other(version)) => {
                registry.find_in(namespace, name, version)?
            }
            (_, Some(base), _) => base,
            _ => {
                return Err(match cx.registry {
                    Some(registry) if registry.latest(name).is_some() => foreign(namespace, name),
                    Some(_) => unsupported(name),
                    None => Error::envelope(format!(
                        "the reader has no registry to find `{}` in",
                        shown::name(name)
                    )),
                });
            }
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

/// The error for an object of another type than the field's, of which the registry does not know the version: whoever
/// reads may ask for it at a version that is known, and learn then that it has no place here.
fn too_new(header: &Header<'_>, cx: &ReadContext<'_>) -> Option<Error> {
    let (name, namespace, registry) = (header.name().ok()?, header.namespace().ok()?, cx.registry?);
    let ReceivedVersion::Other(version) = header.version().ok()? else { return None };
    registry.latest_in(namespace, name)?;
    registry.find_in(namespace, name, version).err()
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

/// Reads an object whose type is known, as it stands here in a JSON text.
pub(crate) fn read_text(
    text: &mut JsonText<'_>,
    object: &mut dyn DynObject,
    cx: &mut ReadContext<'_>,
) -> Taken<()> {
    text.entries_with(cx, |map, cx| match cx.mode {
        Mode::Envelope => read_as_written(map, &mut Typed(object), cx),
        Mode::Assign | Mode::Plain => map.read_fields(object, cx),
    })
}

/// The same of an object whose type the registry knows, or that is of the base where one is given.
pub(crate) fn read_registered_text(
    text: &mut JsonText<'_>,
    base: Option<&'static ObjectDescriptor>,
    cx: &mut ReadContext<'_>,
) -> Taken<Box<dyn DynObject>> {
    text.entries_with(cx, |map, cx| {
        // Mostly it is the newest of its name.
        let latest = map.next_text().and_then(|(_, name)| {
            let known = cx.registry.and_then(|registry| registry.latest(&name));
            known.or(base.filter(|base| base.name == name))
        });
        if let Some(descriptor) = latest
            && map.passes(descriptor.head.whole, PARTS, cx)?
        {
            let mut object = descriptor.orphan();
            read_behind_head(map, &mut Typed(&mut *object), descriptor, cx)?;
            return Ok(object);
        }
        read_registered(map, base, cx)
    })
}

/// How many parts of an envelope stand in its head, with the data.
const PARTS: usize = 4;

/// Reads an envelope, which most often begins as we write it.
fn read_as_written(
    map: &mut Entries<'_, '_>,
    target: &mut Typed<'_>,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let descriptor = target.0.obj_descriptor();
    if map.passes(descriptor.head.whole, PARTS, cx)? {
        read_behind_head(map, target, descriptor, cx)
    } else {
        read_envelope(map, target, cx)
    }
}

/// Reads the data of an object that has the version of its type, and what else is in its envelope.
fn read_behind_head(
    map: &mut Entries<'_, '_>,
    target: &mut Typed<'_>,
    descriptor: &'static ObjectDescriptor,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    map.fields(target.0, cx)?;
    read_parts(map, target, Header::of(descriptor, cx.registry), Kept::Read, cx)
}

/// Reads an envelope. Its keys come in any order; data that comes before the header is kept until the end.
pub(crate) fn read_envelope(
    map: &mut dyn MapInput,
    target: &mut dyn Target,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let (expected, base) = (target.expected(), target.base());
    let header = Header { expected, base, registry: cx.registry, ..Header::default() };
    read_parts(map, target, header, Kept::Missing, cx)
}

/// Reads what is left of an envelope.
fn read_parts(
    map: &mut dyn MapInput,
    target: &mut dyn Target,
    mut header: Header<'_>,
    mut data: Kept,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let mut changes = Kept::Missing;
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
            return Err(Error::twice(&header.key(part)));
        }
    }
    if !matches!(data, Kept::Read) {
        target.resolve(&header, cx)?;
    }
    let object = target.object()?;
    if !data.give(map, cx, &mut |input, cx| read_data(input, object, cx))? {
        return Err(header.missing(Part::Data));
    }
    changes
        .give(map, cx, &mut |input, cx| read_changes(input, object, cx))
        .map_err(|error| error.at(&header.key(Part::Changes)))?;
    if cx.upgrade {
        let raised = upgrade_one(object);
        cx.note(raised)?;
    }
    Ok(())
}

/// What became of a part of an envelope that needs the object.
enum Kept {
    Missing,
    Read,
    /// The value, and how many elements were counted when it was read.
    Value(Value, usize),
    /// The place where it stands.
    At(usize),
}

impl Kept {
    /// Gives to `read` what was not read yet; false where there was nothing.
    fn give(self, map: &mut dyn MapInput, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<bool> {
        match self {
            Self::Missing => return Ok(false),
            Self::Read => {}
            Self::Value(value, elements) => {
                cx.uncount(elements);
                value.read(cx, read)?;
            }
            Self::At(place) => map.value_at(place, cx, read)?,
        }
        Ok(true)
    }

    fn keep(&mut self, map: &mut dyn MapInput, cx: &mut ReadContext<'_>) -> Result<()> {
        if let Some(value) = map.take_value() {
            *self = Self::Value(value, 0);
            return Ok(());
        }
        if let Some(place) = map.pass(cx)? {
            *self = Self::At(place);
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

/// Marks the named fields changed; what is no field is left out.
fn read_changes(input: Input<'_>, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
    let Input::Seq(items) = input else {
        return Err(Error::envelope(format!("expected a list of field names, got {}", input.kind())));
    };
    let descriptor = object.obj_descriptor();
    let past = descriptor.past(object.obj_version());
    let meta = object.obj_meta_mut();
    let mut expected = 0;
    loop {
        if past.is_none() {
            expected = items.mark_in_order(descriptor, expected, meta, cx)?;
        }
        let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| {
            if let Input::Str(name) = &input {
                if let Some(place) = descriptor.place_in(name, expected, past) {
                    meta.set_changed(descriptor.slot_at(place), true);
                    expected = place + 1;
                }
                return Ok(());
            }
            if matches!(input, Input::Seq(_) | Input::Set(_) | Input::Map(_) | Input::Object(_)) {
                return Err(Error::envelope(format!("expected the name of a field, got {}", input.kind())));
            }
            skip(input, cx)
        };
        if !items.next(cx, &mut read)? {
            return Ok(());
        }
    }
}

fn read_data(input: Input<'_>, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()> {
    match input {
        Input::Map(map) => map.read_fields(object, cx),
        input => Err(Error::envelope(format!("expected a map of fields, got {}", input.kind()))),
    }
}
