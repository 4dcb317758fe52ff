//! Random envelopes of any type, made from nothing but the table of its fields.

use serde_json::{Map, Value as Json, json};
use versioned_object_core::wire::{Reader, WriteOptions};
use versioned_object_core::{DynObject, Form, ObjectDescriptor, TypeDescriptor, TypeKind, Version};

/// How many objects deep an envelope is.
const DEEPEST: usize = 3;

/// Random choices that are the same whenever the seed is.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number: splitmix64.
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() >> 33).unwrap() % bound
    }

    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len())]
    }

    /// A version of an object.
    pub(crate) fn version(&mut self, object: &ObjectDescriptor) -> Version {
        *self.pick(&object.versions().collect::<Vec<_>>())
    }

    /// A version of every object, for most of them.
    fn manifest(&mut self) -> Vec<(&'static str, Version)> {
        let types: Vec<_> = backup_objects::registry().types().filter(|_| !self.one_in(4)).collect();
        types.iter().map(|object| (object.name, self.version(object))).collect()
    }

    /// The object as it is written at a version, with its children at others; none where one of them has a null that
    /// its version does not take.
    fn aged(&mut self, object: &dyn DynObject, version: Version) -> Option<Json> {
        let options = WriteOptions::default().target_version(version).version_manifest(self.manifest());
        options.to_value(object).ok()
    }

    /// A random object of a type, and what is written of it at a version.
    pub(crate) fn written(
        &mut self,
        descriptor: &ObjectDescriptor,
        version: Version,
    ) -> (Box<dyn DynObject>, Json) {
        for _ in 0..1_000 {
            let object = self.object(descriptor);
            if let Some(envelope) = self.aged(&*object, version) {
                return (object, envelope);
            }
        }
        panic!("{} is not written at {version}", descriptor.name);
    }

    /// A random object of a type, with children that came from older peers among it.
    pub(crate) fn object(&mut self, descriptor: &ObjectDescriptor) -> Box<dyn DynObject> {
        let envelope = self.envelope(descriptor, 0);
        read(&envelope)
    }

    fn envelope(&mut self, descriptor: &ObjectDescriptor, depth: usize) -> Json {
        let mut data = Map::new();
        let left_out = 2 + self.below(8);
        for field in descriptor.fields() {
            if descriptor.list_of.is_some() || !self.one_in(left_out) {
                let mut value = self.value(field.ty, depth);
                if !field.history.is_empty() && !self.one_in(20) {
                    // Older versions take no null.
                    value = value.filter(|value| !value.is_null());
                }
                data.extend(value.map(|value| (field.name.to_owned(), value)));
            }
        }
        let changes: Vec<_> = data.keys().filter(|_| self.one_in(2)).cloned().collect();
        let envelope = json!({
            "versioned_object.name": descriptor.name,
            "versioned_object.namespace": descriptor.namespace,
            "versioned_object.version": descriptor.version,
            "versioned_object.data": data,
            "versioned_object.changes": changes,
        });
        if depth > 0 && self.one_in(3) {
            let version = self.version(descriptor);
            return self.aged(&*read(&envelope), version).unwrap_or(envelope);
        }
        envelope
    }

    /// A value of a type; none where objects would go too deep.
    fn value(&mut self, ty: &TypeDescriptor, depth: usize) -> Option<Json> {
        if ty.nullable && self.one_in(6) {
            return Some(Json::Null);
        }
        Some(match ty.kind {
            TypeKind::Scalar => self.scalar(ty),
            TypeKind::Enum(descriptor) => json!(self.pick(descriptor.values)),
            TypeKind::List(item) | TypeKind::Set(item) => {
                let count = self.below(3);
                Json::Array((0..count).filter_map(|_| self.value(item, depth)).collect())
            }
            TypeKind::Dict(item) => {
                let count = self.below(3);
                let entries =
                    (0..count).filter_map(|at| Some((format!("key {at}"), self.value(item, depth)?)));
                Json::Object(entries.collect())
            }
            TypeKind::Object(_) if depth >= DEEPEST => return None,
            TypeKind::Object(child) => self.envelope(child(), depth + 1),
            _ => panic!("no value of {ty:?}"),
        })
    }

    fn scalar(&mut self, ty: &TypeDescriptor) -> Json {
        match ty.form {
            Form::Text if ty.pattern.is_none() && ty.formats.is_empty() => {
                json!(self.pick(&["", "alice", "é \"quoted\"", "\0\u{202e}", "0", "available", "null"]))
            }
            Form::Integer { minimum: None | Some(i64::MIN), maximum: None | Some(i64::MAX) } => {
                json!(self.pick(&[0, 1, -1, 3, i64::MIN, i64::MAX, 1 << 53]))
            }
            Form::Json => self.pick(&[json!(0), json!({"a": [1, null, "b"]}), json!([]), json!("")]).clone(),
            Form::Truth => json!(self.one_in(2)),
            Form::Moment => {
                json!(self.pick(&["1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "9999-12-31T23:59:59Z"]))
            }
            Form::Uuid => {
                let (high, low) = (self.roll(), self.roll());
                json!(format!(
                    "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
                    high >> 32,
                    high & 0xffff,
                    low & 0xfff,
                    (low >> 12) & 0xfff,
                    low >> 16
                ))
            }
            _ => panic!("no value of {ty:?}"),
        }
    }
}

/// The object that an envelope is.
pub(crate) fn read(envelope: &Json) -> Box<dyn DynObject> {
    let reader = Reader::new().registry(backup_objects::registry());
    reader.read_any(&envelope.to_string()).unwrap_or_else(|error| panic!("{error}: {envelope}"))
}
