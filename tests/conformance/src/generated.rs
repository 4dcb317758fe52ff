//! The declarations that the build step writes, and what they stand on.

use std::marker::PhantomData;

use serde_json::Value as Json;
use versioned_object_core::prelude::*;
use versioned_object_core::{
    FieldType, ObjectDescriptor, ObjectList as List, Registry, VersionedObject as Object,
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

#[allow(clippy::all, clippy::pedantic, dead_code, unreachable_pub, reason = "written by the build step")]
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

/// A declared type.
pub(crate) struct Entry {
    pub(crate) typed: &'static dyn Typed,
    /// The fingerprint that stands in the file.
    pub(crate) published: Option<&'static str>,
}

impl Entry {
    pub(crate) const fn object<T: Object>() -> Self {
        Self { typed: &Of::<T>(PhantomData), published: None }
    }

    pub(crate) const fn list<T: List>() -> Self {
        Self { typed: &Of::<T>(PhantomData), published: None }
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
}

struct Of<T>(PhantomData<fn() -> T>);

impl<T: Object> Typed for Of<T> {
    fn descriptor(&self) -> &'static ObjectDescriptor {
        T::descriptor()
    }

    fn register(&self, registry: &mut Registry) -> Result<()> {
        registry.register::<T>().map(|_| ())
    }
}

/// The types that a file declares.
pub(crate) fn file(name: &str) -> &'static [Entry] {
    FILES.iter().find(|(file, _)| *file == name).map_or(&[], |(_, types)| types)
}
