//! Objects for tests, made from nothing but what their types say.

use std::collections::BTreeMap;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{
    ChangeKind, FieldChange, FieldDescriptor, Form, ObjectDescriptor, TypeDescriptor, TypeKind,
};
use crate::describe::registry::Registry;
use crate::dynamic::contract::{DynObject, Value};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;

/// What a sample has in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// Null where every version of a field takes it, else the smallest value: zero, an empty list.
    Minimal,
    /// A value in every field, and something in every list, set, map and child.
    Full,
}

/// How many children deep a full sample is full; below it is minimal.
const DEPTH: usize = 2;

/// Keys that some map takes: of texts, numbers, truth values or UUIDs.
const KEYS: [&str; 4] = ["key", "1", "true", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"];

/// Values that are tried on a type which says nothing of itself.
const ANY: [&str; 10] = [
    "0",
    "1",
    r#""""#,
    r#""a""#,
    "false",
    "0.5",
    "[]",
    "{}",
    r#""6ba7b810-9dad-11d1-80b4-00c04fd430c8""#,
    r#""2024-02-29T23:59:59Z""#,
];

/// Makes objects with values in them, of any type.
///
/// Values come from the types of the fields; a type of one's own says them with
/// [`TypeDescriptor::samples`], or is tried with some of each kind. A field whose own check refuses all of them is given
/// one with [`Samples::value`].
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::reference::{Sample, Samples};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     on: Attr<Option<bool>>,
///     #[field(validate = is_room)]
///     room: Attr<String>,
///     meta: ObjectMeta,
/// }
///
/// fn is_room(room: &str) -> Result<(), &'static str> {
///     if room.starts_with("room ") { Ok(()) } else { Err("no room") }
/// }
///
/// let samples = Samples::new();
/// let error = samples.make(Lamp::descriptor(), Sample::Full).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "Lamp.room: no sample is taken, the last error is: no room; give one, `value(\"Lamp\", \"room\", …)`",
/// );
/// let samples = samples.value("Lamp", "room", "room 1");
/// assert_eq!(samples.make(Lamp::descriptor(), Sample::Minimal)?.to_string(), "Lamp(on=None,room='room 1')");
/// assert_eq!(samples.make(Lamp::descriptor(), Sample::Full)?.to_string(), "Lamp(on=True,room='room 1')");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Samples {
    registry: Registry,
    values: BTreeMap<(String, String), Value>,
    /// Whether children are minimal in a full sample too.
    is_shallow: bool,
}

impl Samples {
    /// Samples from types alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the types of objects that are known by name only.
    #[must_use]
    pub fn registry(mut self, registry: Registry) -> Self {
        self.registry = registry;
        self
    }

    /// With the types that others know, where it knows none.
    #[must_use]
    pub(crate) fn or_registry(self, other: Self) -> Self {
        if self.registry.types().next().is_none() { self.registry(other.registry) } else { self }
    }

    /// With as little as possible in children.
    #[must_use]
    pub(crate) fn shallow(self) -> Self {
        Self { is_shallow: true, ..self }
    }

    /// With this value in a field, of every sample.
    #[must_use]
    pub fn value(
        mut self,
        object: impl Into<String>,
        field: impl Into<String>,
        value: impl Into<Value>,
    ) -> Self {
        self.values.insert((object.into(), field.into()), value.into());
        self
    }

    /// An object of a type. Nothing in it counts as changed.
    ///
    /// A child whose type is that of an object around it stays null, or unset where the field takes no null.
    ///
    /// # Errors
    /// When a field takes none of the values, which then need one of [`Samples::value`].
    pub fn make(&self, descriptor: &ObjectDescriptor, sample: Sample) -> Result<Box<dyn DynObject>> {
        self.object(descriptor, sample, &mut Vec::new()).map_err(|error| error.at(descriptor.name))
    }

    /// A line for each value that is of no field of these types, or of those that can be in them.
    #[cfg(feature = "testing")]
    pub(crate) fn strange(&self, types: impl IntoIterator<Item = &'static ObjectDescriptor>) -> Vec<String> {
        let (mut known, mut open) = (Vec::<&ObjectDescriptor>::new(), Vec::from_iter(types));
        while let Some(object) = open.pop() {
            if known.iter().any(|one| std::ptr::eq(*one, object)) {
                continue;
            }
            known.push(object);
            open.extend(object.fields().filter_map(|field| match field.ty.child().kind {
                TypeKind::Object(child) => Some(child()),
                _ => self.registry.latest(field.child_name()?),
            }));
        }
        let said = |(name, field): &(String, String)| {
            let named: Vec<_> = known.iter().filter(|object| object.name == name).collect();
            let why = if named.is_empty() {
                "object here".to_owned()
            } else if named.iter().any(|object| object.field(field).is_some()) {
                return None;
            } else {
                format!("field: {name} has no such field")
            };
            Some(format!("`value(\"{name}\", \"{field}\", …)` is of no {why}"))
        };
        self.values.keys().filter_map(said).collect()
    }

    fn object(
        &self,
        descriptor: &ObjectDescriptor,
        sample: Sample,
        above: &mut Vec<&'static str>,
    ) -> Result<Box<dyn DynObject>> {
        let mut object = descriptor.orphan();
        above.push(descriptor.name);
        for slot in descriptor.slots_in_order() {
            let field = &descriptor.slots[slot];
            if field.until.is_none() {
                let candidates = self.of_field(descriptor, field, sample, above)?;
                fill(&mut *object, slot, field, candidates)?;
            }
        }
        above.pop();
        Ok(object)
    }

    /// Values for a field, the best first.
    fn of_field(
        &self,
        descriptor: &ObjectDescriptor,
        field: &FieldDescriptor,
        sample: Sample,
        above: &mut Vec<&'static str>,
    ) -> Result<Vec<Value>> {
        if let Some(value) = self.values.get(&(descriptor.name.to_owned(), field.name.to_owned())) {
            return Ok(vec![value.clone()]);
        }
        let mut candidates = self.of_type(field.ty, field.object, sample, above)?;
        let some_refuse =
            |change: &FieldChange| matches!(change.kind, ChangeKind::Changed { from, .. } if !from.nullable);
        if field.history.iter().any(some_refuse) && candidates.iter().any(|value| !value.is_null()) {
            candidates.retain(|value| !value.is_null());
        }
        if sample == Sample::Full {
            candidates.reverse();
        }
        Ok(candidates)
    }

    /// Values of a type, the smallest first.
    fn of_type(
        &self,
        ty: &TypeDescriptor,
        object: Option<&str>,
        sample: Sample,
        above: &mut Vec<&'static str>,
    ) -> Result<Vec<Value>> {
        let mut values = if ty.nullable { vec![Value::Null] } else { Vec::new() };
        if !ty.samples.is_empty() {
            values.extend(ty.samples.iter().filter_map(|text| json(text)));
            return Ok(values);
        }
        match ty.kind {
            TypeKind::Scalar => {
                let texts = of_form(ty);
                if texts.is_empty() {
                    values.extend(ANY.iter().filter_map(|text| json(text)));
                }
                values.extend(texts.iter().filter_map(|text| json(text)));
            }
            TypeKind::Enum(descriptor) => {
                let ends = [descriptor.values.first(), descriptor.values.last()];
                values.extend(ends.into_iter().flatten().map(|value| Value::from(*value)));
            }
            TypeKind::List(item) | TypeKind::Set(item) => {
                values.push(Value::List(Vec::new()));
                if sample == Sample::Full {
                    let items = self.of_type(item, object, sample, above)?;
                    values.extend(items.iter().map(|item| Value::List(vec![item.clone()])));
                    values.extend((items.len() > 1).then_some(Value::List(items)));
                }
            }
            TypeKind::Dict(item) => {
                values.push(Value::Map(Vec::new()));
                if sample == Sample::Full {
                    let items = self.of_type(item, object, sample, above)?;
                    for key in self.keys(ty, above)?.iter().rev() {
                        let map = |item: &Value| Value::Map(vec![(key.clone(), item.clone())]);
                        values.extend(items.iter().map(map));
                    }
                }
            }
            TypeKind::Object(child) => values.extend(self.child(child(), sample, above)?),
            TypeKind::AnyObject => {
                let child = object.and_then(|name| self.registry.latest(name));
                if let Some(child) = child {
                    values.extend(self.child(child, sample, above)?);
                }
            }
        }
        Ok(values)
    }

    /// Keys of a map, the best first.
    fn keys(&self, ty: &TypeDescriptor, above: &mut Vec<&'static str>) -> Result<Vec<String>> {
        let mut keys: Vec<String> = KEYS.iter().map(|key| (*key).to_owned()).collect();
        if let Some(key) = ty.key {
            // Those that not every key of such a type may be: values of an enum, numbers within bounds.
            let own = self.of_type(key, None, Sample::Full, above)?;
            let text = |value: &Value| {
                value.as_str().map_or_else(|| value.to_string().to_lowercase(), str::to_owned)
            };
            keys.extend(own.iter().map(text));
        }
        Ok(keys)
    }

    fn child(
        &self,
        child: &'static ObjectDescriptor,
        sample: Sample,
        above: &mut Vec<&'static str>,
    ) -> Result<Option<Value>> {
        if above.contains(&child.name) {
            return Ok(None);
        }
        let sample = if self.is_shallow || above.len() > DEPTH { Sample::Minimal } else { sample };
        self.object(child, sample, above).map(|object| Some(Value::Object(object)))
    }
}

/// Puts the first value that the field takes into it.
fn fill(object: &mut dyn DynObject, slot: usize, field: &FieldDescriptor, values: Vec<Value>) -> Result<()> {
    let mut refused = None;
    for value in values {
        let mut cx = ReadContext::new(Mode::Envelope);
        match value.read(&mut cx, |input, cx| object.obj_cell_mut(slot).load(field, input, cx)) {
            Ok(()) => return Ok(()),
            Err(error) => refused = Some(error),
        }
    }
    let Some(error) = refused else { return Ok(()) };
    let (name, error) = (object.obj_name(), error.to_string());
    let error = error.strip_prefix(&format!("{}: ", field.name)).unwrap_or(&error);
    let reason = format!(
        "no sample is taken, the last error is: {error}; give one, `value(\"{name}\", \"{}\", …)`",
        field.name
    );
    Err(Error::invalid(reason).at(field.name))
}

fn json(text: &str) -> Option<Value> {
    serde_json::from_str::<serde_json::Value>(text).ok().map(Value::from)
}

/// Values of a form, as JSON texts, the smallest first; none where that is not known, or where a pattern or bounds of a
/// type's own would have to be met.
fn of_form(ty: &TypeDescriptor) -> Vec<String> {
    let texts: &[&str] = match ty.form {
        Form::Any | Form::Json => &[],
        Form::Text if ty.pattern.is_some() || !ty.formats.is_empty() => &[],
        Form::Text => &[r#""""#, r#""é \"quoted\"""#, r#""sample""#],
        Form::Uuid => {
            &[r#""00000000-0000-0000-0000-000000000000""#, r#""6ba7b810-9dad-11d1-80b4-00c04fd430c8""#]
        }
        Form::Truth => &["false", "true"],
        Form::Moment => &[r#""1970-01-01T00:00:00Z""#, r#""2024-02-29T23:59:59Z""#],
        Form::Integer { minimum, maximum } => return numbers(&["0", "-1", "1", "42"], minimum, maximum),
        Form::Number { minimum, maximum } => {
            return numbers(&["0.0", "-0.5", "0.5", "1.5"], minimum, maximum);
        }
    };
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The usual numbers within bounds, or the bounds where none is.
fn numbers<N: PartialOrd + std::str::FromStr + ToString>(
    usual: &[&str],
    minimum: Option<N>,
    maximum: Option<N>,
) -> Vec<String> {
    let is_in = |number: N| {
        minimum.as_ref().is_none_or(|bound| number >= *bound)
            && maximum.as_ref().is_none_or(|bound| number <= *bound)
    };
    let usual: Vec<String> =
        usual.iter().filter(|text| text.parse().is_ok_and(is_in)).map(|text| (*text).to_owned()).collect();
    if usual.is_empty() { minimum.iter().chain(&maximum).map(N::to_string).collect() } else { usual }
}
