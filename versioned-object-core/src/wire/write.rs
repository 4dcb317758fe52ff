//! Objects to JSON.

use std::sync::Arc;

use super::backport::{Manifest, Plan, Role};
use crate::error::{Error, Result};
use crate::fields::FieldType;
use crate::history;
use crate::object::{self, DynObject};
use crate::value::Value;
use crate::version::Version;

/// How an object is written.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    pub(super) target: Option<Version>,
    pub(super) manifest: Option<Arc<Manifest>>,
    pub(super) caps: Option<Arc<Manifest>>,
    plain: bool,
    without_changes: bool,
}

impl WriteOptions {
    /// At an older version, for a peer that knows no newer one: fields that it lacks are left out.
    ///
    /// A version above the object's own is [`Error::InvalidTargetVersion`].
    #[must_use]
    pub fn target_version(mut self, version: Version) -> Self {
        self.target = Some(version);
        self
    }

    /// With children at the versions that a peer knows, by the names of objects: what
    /// [`Registry::obj_tree_get_versions`](crate::Registry::obj_tree_get_versions) gives there.
    ///
    /// A child whose name is not in it stays as it is; the elements of a list object go to 1.0. The object itself is
    /// written at the target version, as without a manifest.
    #[must_use]
    pub fn version_manifest<N: Into<String>>(
        mut self,
        versions: impl IntoIterator<Item = (N, Version)>,
    ) -> Self {
        self.manifest =
            Some(Arc::new(versions.into_iter().map(|(name, version)| (name.into(), version)).collect()));
        self
    }

    /// With no object above its version here, whatever type it has: the versions of a release of peers. A version
    /// above the object's own changes nothing. The children follow the manifest, which is set beside it.
    #[must_use]
    pub(crate) fn capped(mut self, versions: &Arc<Manifest>) -> Self {
        self.caps = Some(Arc::clone(versions));
        self
    }

    /// As [`WriteOptions::version_manifest`], with one that is there already.
    #[must_use]
    pub(crate) fn shared_manifest(mut self, versions: &Arc<Manifest>) -> Self {
        self.manifest = Some(Arc::clone(versions));
        self
    }

    /// The fields alone, without the envelope, in children too.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }

    /// Without the names of changed fields, in children too.
    #[must_use]
    pub fn without_changes(mut self) -> Self {
        self.without_changes = true;
        self
    }

    /// The object as JSON text.
    ///
    /// # Errors
    /// When a value has no form on the wire, or the object cannot be written at the version asked for.
    pub fn to_string(&self, object: &dyn DynObject) -> Result<String> {
        let mut out = PrimitiveWriter::new(self);
        write_object(object, &mut out).map_err(|error| error.at(object.obj_descriptor().name))?;
        Ok(out.into_text())
    }

    /// The object as the bytes of JSON text.
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

/// Writes values as they stand in an envelope: what [`FieldType::write_primitive`] is given.
pub struct PrimitiveWriter<'o> {
    text: String,
    options: &'o WriteOptions,
    role: Role,
}

impl<'o> PrimitiveWriter<'o> {
    pub(crate) fn new(options: &'o WriteOptions) -> Self {
        Self { text: String::with_capacity(1024), options, role: Role::Top }
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Null.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// A truth value.
    pub fn bool(&mut self, truth: bool) {
        self.raw(if truth { "true" } else { "false" });
    }

    /// A number without fraction.
    pub fn int(&mut self, number: i64) {
        if number < 0 {
            self.raw("-");
        }
        self.uint(number.unsigned_abs());
    }

    /// A number without fraction, beyond `i64`.
    pub fn uint(&mut self, number: u64) {
        let mut digits = [b'0'; 20];
        let (mut at, mut rest) = (digits.len(), number);
        while at == digits.len() || rest > 0 {
            at -= 1;
            digits[at] += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        self.raw(std::str::from_utf8(&digits[at..]).unwrap_or_default());
    }

    /// A number with a fraction.
    ///
    /// # Errors
    /// When it is not finite: JSON has no form for it.
    pub fn float(&mut self, number: f64) -> Result<()> {
        number.check()?;
        self.json(&number);
        Ok(())
    }

    /// A text.
    pub fn str(&mut self, text: &str) {
        // Without an early end, the whole text is looked at several bytes at a time.
        let special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
        if text.as_bytes().iter().fold(false, |found, byte| found | special(byte)) {
            self.json(text);
        } else {
            self.plain_str(text);
        }
    }

    /// A text that needs no escapes: digits, letters and punctuation but `"` and `\`.
    pub(crate) fn plain_str(&mut self, text: &str) {
        self.raw("\"");
        self.raw(text);
        self.raw("\"");
    }

    /// An array: `write` writes each item.
    ///
    /// # Errors
    /// What `write` returns, with the index of the item before it.
    pub fn seq<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T) -> Result<()>,
    ) -> Result<()> {
        self.raw("[");
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.raw(",");
            }
            write(self, item).map_err(|error| error.at_index(index))?;
        }
        self.raw("]");
        Ok(())
    }

    /// A map: `write` writes each value.
    ///
    /// # Errors
    /// What `write` returns, with the key before it.
    pub fn map<K: AsRef<str>, T>(
        &mut self,
        entries: impl IntoIterator<Item = (K, T)>,
        mut write: impl FnMut(&mut Self, T) -> Result<()>,
    ) -> Result<()> {
        self.raw("{");
        for (index, (key, value)) in entries.into_iter().enumerate() {
            if index > 0 {
                self.raw(",");
            }
            self.str(key.as_ref());
            self.raw(":");
            write(self, value).map_err(|error| error.at_key(key.as_ref()))?;
        }
        self.raw("}");
        Ok(())
    }

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
            Value::Float(number) => self.float(*number)?,
            Value::String(text) => self.str(text),
            Value::DateTime(moment) => moment.write_primitive(self)?,
            Value::NaiveDateTime(moment) => moment.write_primitive(self)?,
            Value::Ip(address) => address.write_primitive(self)?,
            Value::Network(network) => network.write_primitive(self)?,
            Value::List(items) | Value::Set(items) => self.seq(items, Self::value)?,
            Value::Map(entries) => self.map(entries.iter().map(|(key, value)| (key, value)), Self::value)?,
            Value::Object(object) => write_object(&**object, self)?,
        }
        Ok(())
    }

    fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The name of a field, which has no characters that JSON escapes.
    #[inline]
    fn key(&mut self, name: &str, is_first: bool) {
        self.text.reserve(name.len() + 4);
        self.text.push_str(if is_first { "" } else { "," });
        self.text.push('"');
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    /// Pieces of JSON. Names have no characters that JSON escapes.
    fn all<const N: usize>(&mut self, pieces: [&str; N]) {
        for piece in pieces {
            self.raw(piece);
        }
    }

    fn json<T: serde::Serialize + ?Sized>(&mut self, value: &T) {
        let written = serde_json::to_string(value);
        debug_assert!(written.is_ok(), "plain values serialize");
        self.raw(&written.unwrap_or_default());
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
    let (prefix, name, namespace) = (descriptor.serial_namespace, descriptor.name, descriptor.namespace);
    out.all([
        "{\"",
        prefix,
        ".name\":\"",
        name,
        "\",\"",
        prefix,
        ".namespace\":\"",
        namespace,
        "\",\"",
        prefix,
    ]);
    out.raw(".version\":");
    version_text(out, plan.version);
    out.all([",\"", prefix, ".data\":"]);
    let hooked = match descriptor.hooks.make_compatible {
        Some(hook) if plan.compatible => Some(write_hooked(object, &plan, hook, out)?),
        _ => {
            write_data(object, &plan, out)?;
            None
        }
    };
    write_changes(object, &plan, hooked.as_ref(), out)?;
    out.raw("}");
    out.role = role;
    Ok(())
}

/// Writes a version without making a text of it first.
fn version_text(out: &mut PrimitiveWriter<'_>, version: Version) {
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

/// Writes the fields that are set, and that the version has.
fn write_data(object: &dyn DynObject, plan: &Plan<'_>, out: &mut PrimitiveWriter<'_>) -> Result<()> {
    let descriptor = object.obj_descriptor();
    out.raw("{");
    let mut first = true;
    for slot in descriptor.slots_in_order() {
        let cell = object.obj_cell(slot);
        if !cell.is_set() {
            continue;
        }
        let field = &descriptor.slots[slot];
        if plan.is_as_declared(field) {
            out.role = Role::AsIs;
            out.key(field.name, std::mem::take(&mut first));
            cell.write(out)
        } else {
            let Some(role) = plan.role_of(descriptor, slot, field)? else { continue };
            out.role = role;
            out.key(plan.name_of(field), std::mem::take(&mut first));
            history::write(cell, field, plan.past, out)
        }
        .map_err(|error| error.at(field.name))?;
    }
    // The fields alone are for readers that know them all.
    let kept = if out.options.plain { &[] } else { object.obj_meta().kept() };
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
    out.raw("}");
    Ok(())
}

/// Writes the data after the type's own hook had it, and gives it: this one leaves the streaming path.
fn write_hooked(
    object: &dyn DynObject,
    plan: &Plan<'_>,
    hook: crate::descriptor::CompatHook,
    out: &mut PrimitiveWriter<'_>,
) -> Result<Data> {
    let mut data = PrimitiveWriter::new(out.options);
    write_data(object, plan, &mut data)?;
    let mut data: Data =
        serde_json::from_str(&data.into_text()).map_err(|error| Error::envelope(error.to_string()))?;
    hook(object, &mut data, plan.version)?;
    let descriptor = object.obj_descriptor();
    let fields = descriptor.all_fields().filter_map(|field| data.get_key_value(plan.name_of(field)));
    let others = data.iter().filter(|(name, _)| descriptor.place_in(name, 0, plan.past).is_none());
    out.map(fields.chain(others), |out, value| {
        out.json(value);
        Ok(())
    })?;
    Ok(data)
}

/// The data of an object, out of the streaming path.
type Data = serde_json::Map<String, serde_json::Value>;

/// Writes the names of the changed fields; in the object that was asked for, of those that are in the data.
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
    let mut first = true;
    for slot in descriptor.slots_in_order() {
        let field = &descriptor.slots[slot];
        if !(meta.is_changed(slot) || object::child_changed(object, descriptor, slot))
            || !object.obj_cell(slot).is_set()
        {
            continue;
        }
        let written = match hooked {
            Some(data) => data.contains_key(plan.name_of(field)),
            None => plan.role_of(descriptor, slot, field)?.is_some(),
        };
        if !written && (plan.only_written || field.until.is_some()) {
            continue;
        }
        if std::mem::take(&mut first) {
            out.all([",\"", descriptor.serial_namespace, ".changes\":["]);
        } else {
            out.raw(",");
        }
        out.plain_str(plan.name_of(field));
    }
    if !first {
        out.raw("]");
    }
    Ok(())
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
