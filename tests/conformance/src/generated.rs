//! The declarations that the build step writes, and what they stand on.

#![allow(dead_code, reason = "a folder need not have an object that uses it")]

use std::marker::PhantomData;

use serde_json::Value as Json;
use versioned_object_core::fields::ListItem as _;
use versioned_object_core::fields::{EachObject, Input, ReadContext};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;
use versioned_object_core::{
    FieldType, ObjectDescriptor, ObjectList as List, PrimitiveWriter, Registry, TypeDescriptor,
    VersionedObject as Object,
};

use crate::values;

/// What every declaration uses.
#[allow(unused_imports, reason = "not every file has a field of every type")]
pub(crate) mod declare {
    pub(crate) use std::collections::{BTreeMap, BTreeSet};
    pub(crate) use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    pub(crate) use chrono::{FixedOffset, NaiveDateTime};
    pub(crate) use versioned_object_core::fields;
    pub(crate) use versioned_object_core::prelude::*;
}

#[allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    nonstandard_style,
    unreachable_pub,
    unused_variables,
    reason = "written by the build step"
)]
#[rustfmt::skip]
mod written {
    include!(concat!(env!("OUT_DIR"), "/objects.rs"));
}

pub(crate) use written::FILES;

/// The default that stands in a file.
pub(crate) fn default<T: FieldType>(json: &str) -> T {
    let value = constant(json).and_then(Value::coerce);
    value.unwrap_or_else(|error| panic!("the default {json}: {error}"))
}

/// A value that stands in a file.
pub(crate) fn constant(json: &str) -> Result<Value> {
    let json: Json = serde_json::from_str(json).map_err(|error| Error::invalid(error.to_string()))?;
    values::untag_field(&json)
}

/// The data of an object that is written at an older version.
pub(crate) type Data = serde_json::Map<String, Json>;

/// Whether a version is below another, as Python compares lists of numbers: 1.1 is below 1.1.0.
pub(crate) fn is_below(version: Version, other: &[u64]) -> bool {
    let numbers = [Some(version.major), Some(version.minor), version.patch].into_iter().flatten();
    numbers.map(u64::from).lt(other.iter().copied())
}

/// Puts another value in the place of one that is there.
pub(crate) fn replace(data: &mut Data, name: &str, json: &str) {
    if let Some(value) = data.get_mut(name) {
        *value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    }
}

/// Gives a value its name of before.
pub(crate) fn rename(data: &mut Data, new: &str, old: &str) {
    if let Some(value) = data.remove(new) {
        data.insert(old.to_owned(), value);
    }
}

/// What a rule answers for versions that cannot be written.
pub(crate) fn unsupported(reason: &str) -> Error {
    Error::UnsupportedObject { path: versioned_object_core::Path::default(), name: reason.to_owned() }
}

/// Python's `bool` of a field.
pub(crate) fn truth(object: &dyn DynObject, field: &str) -> Result<Value> {
    let truth = match object.obj_get(field)? {
        Value::Null => false,
        Value::Bool(truth) => truth,
        Value::Int(number) => number != 0,
        Value::Float(number) => number != 0.0,
        Value::String(text) => !text.is_empty(),
        Value::List(items) | Value::Set(items) => !items.is_empty(),
        Value::Map(entries) => !entries.is_empty(),
        _ => true,
    };
    Ok(truth.into())
}

/// A field type that only the file's authors know: any JSON value, printed under its name.
#[allow(unused_macros, reason = "the project's own files have none")]
macro_rules! foreign {
    ($name:ident, $printed:literal) => {
        #[derive(Clone, Debug)]
        pub(crate) struct $name(fields::Json);

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other).is_eq()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                format!("{:?}", self.0).cmp(&format!("{:?}", other.0))
            }
        }

        impl fields::FieldType for $name {
            type Ref<'a> = &'a fields::Json;
            const TYPE: &'static versioned_object_core::TypeDescriptor =
                &versioned_object_core::TypeDescriptor::scalar($printed);

            fn borrow_field(&self) -> &fields::Json {
                &self.0
            }

            fn coerce(input: fields::Input<'_>, cx: &mut fields::ReadContext<'_>) -> Result<Self> {
                fields::Json::coerce(input, cx).map(Self)
            }

            fn write_primitive(&self, out: &mut versioned_object_core::PrimitiveWriter<'_>) -> Result<()> {
                self.0.write_primitive(out)
            }

            fn to_value(&self) -> Value {
                self.0.to_value()
            }
        }
    };
}
#[allow(unused_imports, reason = "the project's own files have none")]
pub(crate) use foreign;

/// A float that stands in a set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ordered(f64);

impl PartialEq for Ordered {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // The two zeros are one number.
        (self.0 + 0.0).total_cmp(&(other.0 + 0.0))
    }
}

impl FieldType for Ordered {
    type Ref<'a> = Self;
    const TYPE: &'static TypeDescriptor = f64::TYPE;

    fn borrow_field(&self) -> Self {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        f64::coerce(input, cx).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        self.0.write_primitive(out)
    }

    fn to_value(&self) -> Value {
        self.0.to_value()
    }
}

/// A list of objects in a field that is no `ListOfObjectsField`.
#[derive(Clone, Debug)]
pub(crate) struct Apart<T>(Vec<T>);

impl<T: FieldType> FieldType for Apart<T> {
    type Ref<'a> = &'a [T];
    const TYPE: &'static TypeDescriptor = &<Vec<T> as FieldType>::TYPE.apart();

    fn borrow_field(&self) -> &[T] {
        &self.0
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        Vec::coerce(input, cx).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        self.0.write_primitive(out)
    }

    fn to_value(&self) -> Value {
        self.0.to_value()
    }

    fn check(&self) -> Result<()> {
        self.0.check()
    }

    fn check_object(&self, name: &str) -> Result<()> {
        self.0.check_object(name)
    }

    fn has_changes(&self) -> bool {
        self.0.has_changes()
    }

    fn reset_changes(&mut self) {
        self.0.reset_changes();
    }

    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
        self.0.each_object(visit)
    }

    fn display(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.display(f)
    }
}

/// A declared type.
pub(crate) struct Entry {
    pub(crate) typed: &'static dyn Typed,
    /// What list objects have besides.
    pub(crate) list: Option<&'static dyn ListAccess>,
    /// The fingerprint that stands in the file.
    pub(crate) published: Option<&'static str>,
}

impl Entry {
    pub(crate) const fn object<T: Object>() -> Self {
        Self { typed: &Of::<T>(PhantomData), list: None, published: None }
    }

    pub(crate) const fn list<T: List>() -> Self {
        Self { typed: &Of::<T>(PhantomData), list: Some(&Of::<T>(PhantomData)), published: None }
    }

    pub(crate) const fn published(self, fingerprint: &'static str) -> Self {
        Self { published: Some(fingerprint), ..self }
    }

    pub(crate) fn descriptor(&self) -> &'static ObjectDescriptor {
        self.typed.descriptor()
    }
}

/// What can be done with a type by its name.
pub(crate) trait Typed: Sync {
    fn descriptor(&self) -> &'static ObjectDescriptor;

    fn register(&self, registry: &mut Registry) -> Result<()>;

    /// What `obj_from_primitive` of the class is.
    fn read(&self, reader: &Reader<'_>, envelope: Value) -> Result<Box<dyn DynObject>>;

    /// `DictAccess` of an object of this type.
    fn dict(&self, object: &mut dyn DynObject, asked: &Asked<'_>) -> Result<Value>;
}

/// What can be asked of an object as of a dict.
pub(crate) enum Asked<'a> {
    Keys,
    Items,
    Contains(&'a str),
    Get(&'a str),
    GetOr(&'a str, Value),
    Set(&'a str, Value),
    Update(Vec<(String, Value)>),
}

/// `ObjectList` of an object whose type is only known here.
pub(crate) trait ListAccess: Sync {
    fn elements(&self, list: &dyn DynObject) -> Result<Vec<Box<dyn DynObject>>>;

    fn slice(&self, list: &dyn DynObject, start: usize, end: usize) -> Result<Box<dyn DynObject>>;

    /// None for a list of another type, with which it does not compile.
    fn concat(&self, list: &dyn DynObject, other: &dyn DynObject) -> Option<Result<Box<dyn DynObject>>>;

    fn contains(&self, list: &dyn DynObject, object: &dyn DynObject) -> Result<bool>;

    fn sort(&self, list: &mut dyn DynObject, field: &str, reverse: bool) -> Result<()>;
}

struct Of<T>(PhantomData<fn() -> T>);

impl<T: Object> Of<T> {
    fn of(object: &dyn DynObject) -> Result<&T> {
        object.downcast_ref::<T>().ok_or_else(|| Error::invalid(format!("not a {}", T::NAME)))
    }

    fn of_mut(object: &mut dyn DynObject) -> Result<&mut T> {
        object.downcast_mut::<T>().ok_or_else(|| Error::invalid(format!("not a {}", T::NAME)))
    }
}

impl<T: Object> Typed for Of<T> {
    fn descriptor(&self) -> &'static ObjectDescriptor {
        T::descriptor()
    }

    fn register(&self, registry: &mut Registry) -> Result<()> {
        registry.register::<T>().map(|_| ())
    }

    fn read(&self, reader: &Reader<'_>, envelope: Value) -> Result<Box<dyn DynObject>> {
        reader.read_value::<T>(envelope).map(|object| Box::new(object) as Box<dyn DynObject>)
    }

    fn dict(&self, object: &mut dyn DynObject, asked: &Asked<'_>) -> Result<Value> {
        let object = Self::of_mut(object)?;
        match asked {
            Asked::Keys => Ok(Value::List(object.keys().into_iter().map(Value::from).collect())),
            Asked::Items => {
                let pairs = object.items()?.into_iter();
                Ok(Value::List(pairs.map(|(key, value)| Value::List(vec![key.into(), value])).collect()))
            }
            Asked::Contains(key) => Ok(object.contains(key).into()),
            Asked::Get(key) => object.get(*key),
            Asked::GetOr(key, default) => object.get_or(key, default.clone()),
            Asked::Set(key, value) => object.set(*key, value.clone()).map(|()| Value::Null),
            Asked::Update(values) => object.update(values.clone()).map(|()| Value::Null),
        }
    }
}

impl<T: List> ListAccess for Of<T> {
    fn elements(&self, list: &dyn DynObject) -> Result<Vec<Box<dyn DynObject>>> {
        Ok(Self::of(list)?.elements().iter().map(|element| element.item_object().obj_clone_box()).collect())
    }

    fn slice(&self, list: &dyn DynObject, start: usize, end: usize) -> Result<Box<dyn DynObject>> {
        Ok(Box::new(Self::of(list)?.obj_slice(start..end)))
    }

    fn concat(&self, list: &dyn DynObject, other: &dyn DynObject) -> Option<Result<Box<dyn DynObject>>> {
        let sum = Self::of(list).ok()?.obj_concat(Self::of(other).ok()?);
        Some(sum.map(|sum| Box::new(sum) as Box<dyn DynObject>))
    }

    fn contains(&self, list: &dyn DynObject, object: &dyn DynObject) -> Result<bool> {
        Ok(Self::of(list)?.obj_contains(object))
    }

    fn sort(&self, list: &mut dyn DynObject, field: &str, reverse: bool) -> Result<()> {
        let list = Self::of_mut(list)?;
        let key = |element: &T::Item| {
            let value = element.item_object().obj_get(field)?;
            value.as_i64().ok_or_else(|| Error::invalid("expected a number to sort by"))
        };
        if reverse {
            list.obj_sort_by_key(|element| key(element).map(std::cmp::Reverse))
        } else {
            list.obj_sort_by_key(key)
        }
    }
}

/// The types that a file declares.
pub(crate) fn file(name: &str) -> &'static [Entry] {
    FILES.iter().find(|(file, _)| *file == name).map_or(&[], |(_, types)| types)
}

/// The shipped types that the answers about the Backup family are about.
static FAMILY: [Entry; 6] = [
    Entry::object::<backup_objects::Backup>(),
    Entry::object::<backup_objects::BackupImport>(),
    Entry::list::<backup_objects::BackupList>(),
    Entry::object::<backup_objects::BackupDeviceInfo>(),
    Entry::object::<backup_objects::Volume>(),
    Entry::object::<backup_objects::Snapshot>(),
];

/// A shipped type by its name.
pub(crate) fn shipped(name: &str) -> Option<&'static ObjectDescriptor> {
    FAMILY.iter().map(Entry::descriptor).find(|descriptor| descriptor.name == name)
}

/// What can be done with a type.
pub(crate) fn entry(descriptor: &ObjectDescriptor) -> Option<&'static Entry> {
    let mut declared = FILES.iter().flat_map(|(_, types)| types.iter()).chain(&FAMILY);
    declared.find(|entry| std::ptr::eq(entry.descriptor(), descriptor))
}

/// The type of an object.
pub(crate) fn entry_of(object: &dyn DynObject) -> Result<&'static Entry> {
    let found = entry(object.obj_descriptor());
    found.ok_or_else(|| Error::invalid(format!("{} is not declared", object.obj_name())))
}
