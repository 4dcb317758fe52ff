//! Objects to JSON.

use std::collections::HashMap;

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::describe::descriptor::{
    CompatHook, DefaultDescriptor, FieldDescriptor, Form, ObjectDescriptor, Put,
};
use crate::dynamic::cells;
use crate::dynamic::contract::{DynObject, Value};
use crate::dynamic::input::once;
use crate::primitive::json_text::JsonText;
use crate::primitive::limits::Mode;
use crate::primitive::options::{Role, WriteOptions};
use crate::primitive::read::ReadContext;
use crate::primitive::write::{PrimitiveWriter, dated, zoned};
use crate::python::{address, moment};
use crate::wire::backport::Plan;
use crate::wire::older;

impl WriteOptions {
    /// The object as JSON text.
    ///
    /// # Errors
    /// When a value has no form on the wire, or the object cannot be written at the version asked for.
    pub fn to_string(&self, object: &dyn DynObject) -> Result<String> {
        let mut out = PrimitiveWriter::with_room(self, usual_size(object));
        write_object(object, &mut out).map_err(|error| error.at(object.obj_descriptor().name))?;
        Ok(out.into_text())
    }

    /// The object as the bytes of JSON text.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::wire::WriteOptions;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Lamp {
    ///     watts: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let lamp = Lamp::builder().watts(40).build_orphan()?;
    /// assert_eq!(WriteOptions::default().plain().to_vec(&lamp)?, br#"{"watts":40}"#);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`WriteOptions::to_string`].
    pub fn to_vec(&self, object: &dyn DynObject) -> Result<Vec<u8>> {
        self.to_string(object).map(String::into_bytes)
    }

    /// The object as a JSON value.
    ///
    /// # Errors
    /// As [`WriteOptions::to_string`].
    pub fn to_value(&self, object: &dyn DynObject) -> Result<serde_json::Value> {
        serde_json::from_str(&self.to_string(object)?).map_err(|error| Error::envelope(error.to_string()))
    }
}

/// How many bytes the text of most objects of this type has, of which values are short; of a list, with one element.
fn usual_size(object: &dyn DynObject) -> usize {
    const VALUE: usize = 24;
    let without_changes = |descriptor: &ObjectDescriptor| {
        64 + descriptor.head.whole.len() + descriptor.keys_size + VALUE * descriptor.slots.len()
    };
    let descriptor = object.obj_descriptor();
    let element = descriptor.list_of.map_or(0, |element| without_changes(element()));
    let changes = if object.obj_meta().has_changed() { descriptor.keys_size } else { 0 };
    without_changes(descriptor) + element + changes
}

impl PrimitiveWriter<'_> {
    /// Any value.
    ///
    /// # Errors
    /// When it has no form on the wire.
    pub fn value(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::Null => self.null(),
            Value::Bool(truth) => self.bool(*truth),
            Value::Int(number) => self.int(*number),
            Value::UInt(number) => self.uint(*number),
            Value::Digits(number) => self.raw(number.as_str()),
            Value::Float(number) => self.float(*number)?,
            Value::String(text) => self.str(text),
            Value::DateTime(moment) => {
                zoned(moment)?;
                self.plain_str(&moment::to_text(moment));
            }
            Value::NaiveDateTime(moment) => {
                dated(moment)?;
                self.plain_str(&moment::naive_to_text(*moment));
            }
            Value::Ip(address) => self.plain_str(&address::address_text(*address)),
            Value::Network(network) => self.plain_str(&address::network_text(*network)),
            Value::List(items) | Value::Set(items) => self.seq(items, Self::value)?,
            Value::Map(entries) => {
                once(entries)?;
                self.map(entries.iter().map(|(key, value)| (key, value)), Self::value)?;
            }
            Value::Object(object) => write_object(&**object, self)?,
        }
        Ok(())
    }
}

/// Writes an object: its envelope, or its fields alone where that was asked for.
pub(crate) fn write_object(object: &dyn DynObject, out: &mut PrimitiveWriter<'_>) -> Result<()> {
    let descriptor = object.obj_descriptor();
    if out.options.plain {
        return write_data(object, &Plan::plain(descriptor), out);
    }
    let role = out.role;
    let plan = Plan::new(object, role, out.options)?;
    out.open("{")?;
    let head = &descriptor.head;
    if plan.version == descriptor.version && plan.version.patch.is_none() && !head.whole.is_empty() {
        out.raw(head.whole);
    } else if head.whole.is_empty() {
        let (prefix, name, namespace) = (descriptor.serial_namespace, descriptor.name, descriptor.namespace);
        out.all(["\"", prefix, ".name\":\"", name, "\",\"", prefix, ".namespace\":\"", namespace]);
        out.all(["\",\"", prefix, ".version\":"]);
        version_text(out, plan.version);
        out.all([",\"", prefix, ".data\":"]);
    } else {
        out.raw(head.before_version);
        version_text(out, plan.version);
        out.raw(head.behind_version);
    }
    let hooked = match descriptor.hooks.make_compatible {
        Some(hook) if plan.compatible => Some(write_hooked(object, &plan, hook, out)?),
        _ => {
            write_data(object, &plan, out)?;
            None
        }
    };
    write_changes(object, &plan, hooked.as_ref(), out)?;
    out.close("}");
    out.role = role;
    Ok(())
}

/// Writes a version without making a text of it first.
fn version_text(out: &mut PrimitiveWriter<'_>, version: Version) {
    // What most versions are.
    const FIRST: [&str; 10] = [
        "\"1.0\"", "\"1.1\"", "\"1.2\"", "\"1.3\"", "\"1.4\"", "\"1.5\"", "\"1.6\"", "\"1.7\"", "\"1.8\"",
        "\"1.9\"",
    ];
    if let (1, None) = (version.major, version.patch)
        && let Some(text) = usize::try_from(version.minor).ok().and_then(|minor| FIRST.get(minor))
    {
        return out.raw(text);
    }
    out.raw("\"");
    out.uint(version.major.into());
    out.raw(".");
    out.uint(version.minor.into());
    if let Some(patch) = version.patch {
        out.raw(".");
        out.uint(patch.into());
    }
    out.raw("\"");
}

/// A key with the comma before it, or without where it is the first.
#[inline]
fn behind(key: &str, is_first: bool) -> &str {
    if is_first { key.get(1..).unwrap_or_default() } else { key }
}

/// Writes the fields that are set, and that the version has.
fn write_data(object: &dyn DynObject, plan: &Plan<'_>, out: &mut PrimitiveWriter<'_>) -> Result<()> {
    let descriptor = object.obj_descriptor();
    out.open("{")?;
    let (is_current, is_redacted) = (plan.is_current(), out.options.redacted);
    out.role = Role::AsIs;
    let mut first = true;
    for slot in descriptor.slots_in_order() {
        let field = &descriptor.slots[slot];
        if is_redacted && field.is_secret() {
            continue;
        }
        let cell = object.obj_cell(slot);
        let written = if (is_current || plan.is_as_declared(field)) && !field.key.is_empty() {
            cell.write_entry(behind(field.key, first), out)
        } else if !plan.has(field) || !cell.is_set() {
            Ok(false)
        } else if let Some(lower) = plan.lower(field).filter(|_| !cell.is_null()) {
            // Right into the text, without a cell of its own.
            out.raw(behind(field.key, first));
            out.lend(|text| lower(cell, text)).map(|()| true)
        } else if let Some(role) = plan.role_in(descriptor, slot, field)? {
            match plan.key_of(field) {
                "" => out.key(plan.name_of(field), first),
                key => out.raw(behind(key, first)),
            }
            out.role = role;
            let done = older::write(cell, field, plan.past, out);
            out.role = Role::AsIs;
            done.map(|()| true)
        } else {
            Ok(false)
        };
        first &= !written.map_err(|error| cells::refused(field, error))?;
    }
    // The fields alone are for readers that know them all; what nobody knows may be a secret.
    let kept = if out.options.plain || out.options.redacted { &[] } else { object.obj_meta().kept() };
    for (name, value) in kept {
        // What this version calls by the name is another field.
        if descriptor.place_in(name, 0, plan.past).is_some() {
            continue;
        }
        if !std::mem::take(&mut first) {
            out.raw(",");
        }
        out.str(name);
        out.raw(":");
        out.value(value).map_err(|error| error.at(name))?;
    }
    out.close("}");
    Ok(())
}

/// Writes the data after the type's own hook had it, and gives it: this one leaves the streaming path.
fn write_hooked(
    object: &dyn DynObject,
    plan: &Plan<'_>,
    hook: CompatHook,
    out: &mut PrimitiveWriter<'_>,
) -> Result<Data> {
    let mut data = PrimitiveWriter::new(out.options);
    data.depth = out.depth;
    write_data(object, plan, &mut data)?;
    let text = data.into_text();
    let before: Data = serde_json::from_str(&text).map_err(|error| Error::envelope(error.to_string()))?;
    let mut data = before.clone();
    hook(object, &mut data, plan.version)?;
    let texts = texts_of(&text);
    let descriptor = object.obj_descriptor();
    let fields = descriptor.all_fields().filter_map(|field| data.get_key_value(plan.name_of(field)));
    let others = data.iter().filter(|(name, _)| descriptor.place_in(name, 0, plan.past).is_none());
    let entries = fields.chain(others).map(|(name, value)| (name, (name, value)));
    out.map(entries, |out, (name, value)| match texts.get(name.as_str()) {
        // What the hook left alone stands as it did: a `serde_json::Value` has neither its order nor all of its digits.
        Some(text) if before.get(name) == Some(value) => {
            out.raw(text);
            Ok(())
        }
        _ => out.tree(value),
    })?;
    Ok(data)
}

/// The texts of the values in a map that was written here, by key.
fn texts_of(map: &str) -> HashMap<String, &str> {
    let (mut texts, mut cx) = (HashMap::new(), ReadContext::new(Mode::Plain));
    let read = JsonText::new(map).entries(&mut cx, |key, text, _| {
        let start = text.pass()?;
        texts.insert(key.to_owned(), &map[start..text.place()]);
        Ok(())
    });
    debug_assert!(read.is_ok(), "what is written can be read");
    texts
}

/// The data of an object, out of the streaming path.
type Data = serde_json::Map<String, serde_json::Value>;

/// Writes the names of the changed fields that are in the data.
fn write_changes(
    object: &dyn DynObject,
    plan: &Plan<'_>,
    hooked: Option<&Data>,
    out: &mut PrimitiveWriter<'_>,
) -> Result<()> {
    if out.options.without_changes {
        return Ok(());
    }
    let (descriptor, meta) = (object.obj_descriptor(), object.obj_meta());
    if !meta.has_changed() && !descriptor.holds_objects {
        return Ok(());
    }
    let mut first = true;
    for slot in descriptor.slots_in_order() {
        let field = &descriptor.slots[slot];
        if !(meta.is_changed(slot) || cells::child_changed(object, descriptor, slot))
            || !object.obj_cell(slot).is_set()
            || (out.options.redacted && field.is_secret())
        {
            continue;
        }
        let written = match hooked {
            Some(data) => data.contains_key(plan.name_of(field)),
            None if plan.is_current() || plan.is_as_declared(field) => true,
            None => plan.has(field) && plan.role_in(descriptor, slot, field)?.is_some(),
        };
        if !written {
            continue;
        }
        let is_first = std::mem::take(&mut first);
        if is_first {
            out.all([",\"", descriptor.serial_namespace, ".changes\":["]);
        }
        // The key as far as the quote.
        match plan.key_of(field).strip_suffix(':') {
            Some(name) => out.raw(behind(name, is_first)),
            None => {
                out.raw(if is_first { "" } else { "," });
                out.plain_str(plan.name_of(field));
            }
        }
    }
    if !first {
        out.raw("]");
    }
    Ok(())
}

/// The object's envelope as JSON text.
///
/// # Errors
/// When a value has no form on the wire, such as a number that is not finite.
pub fn to_string(object: &dyn DynObject) -> Result<String> {
    WriteOptions::default().to_string(object)
}

/// The object's envelope as a JSON value.
pub(crate) fn primitive_value(object: &dyn DynObject) -> Result<serde_json::Value> {
    WriteOptions::default().to_value(object)
}

/// The fields of an object alone, as JSON text: for REST and for people.
///
/// # Errors
/// As [`to_string`].
pub fn to_json(object: &dyn DynObject) -> Result<String> {
    WriteOptions::default().plain().to_string(object)
}

/// The default of a field as it stands in an envelope; of an older version, where one is given.
pub(crate) fn default_of(
    descriptor: &ObjectDescriptor,
    slot: usize,
    past: Option<Version>,
) -> Option<serde_json::Value> {
    let Some(DefaultDescriptor { put: Some(put), .. }) = descriptor.slots[slot].default else { return None };
    put_json(descriptor, slot, put, past)
}

/// What a function puts into the cell of a field, as it stands in an envelope.
pub(crate) fn put_json(
    descriptor: &ObjectDescriptor,
    slot: usize,
    put: Put,
    past: Option<Version>,
) -> Option<serde_json::Value> {
    let mut object = descriptor.orphan();
    put(object.obj_cell_mut(slot)).ok()?;
    let options = WriteOptions::default();
    let mut out = PrimitiveWriter::new(&options);
    older::write(object.obj_cell(slot), &descriptor.slots[slot], past, &mut out).ok()?;
    serde_json::from_str(&out.into_text()).ok()
}

/// JSON for a field that is the same each time it is made, and no moment: what is computed is no constant.
pub(crate) fn constant(
    field: &FieldDescriptor,
    make: impl Fn() -> Option<serde_json::Value>,
) -> Option<serde_json::Value> {
    let is_moment = field.ty.innermost().form == Form::Moment;
    make().filter(|json| !is_moment && Some(json) == make().as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_written_as_serde_json_writes_them() {
        let options = WriteOptions::default();
        let written = |value: Value| {
            let mut out = PrimitiveWriter::new(&options);
            out.value(&value).unwrap();
            out.into_text()
        };
        for number in [0, 7, 10, -1, 1204, i64::MAX, i64::MIN] {
            assert_eq!(written(Value::Int(number)), serde_json::to_string(&number).unwrap());
        }
        assert_eq!(written(Value::UInt(u64::MAX)), serde_json::to_string(&u64::MAX).unwrap());
        for text in ["", "plain", "a \"quote\"", "back\\slash", "line\nend", "\u{1f}", "\u{7f}", "ü€"] {
            assert_eq!(written(Value::String(text.to_owned())), serde_json::to_string(text).unwrap());
        }
    }
}
