//! Whether serde writes no number that JSON has no form for: `serde_json` would make null of it.

use std::fmt;

use serde::Serialize;
use serde::ser::{self, Serializer};

use crate::base::error::{Error, Result};
use crate::primitive::write::finite;

/// Looks at every number in a value.
///
/// # Errors
/// The first that is not finite, with its place. What else there is against the value is no concern of this.
pub(crate) fn check<T: Serialize + ?Sized>(value: &T) -> Result<()> {
    match value.serialize(Finite) {
        Err(Found(Some(error))) => Err(error),
        Ok(()) | Err(Found(None)) => Ok(()),
    }
}

/// What ends the look: a number that is not finite, or an error of the value itself.
#[derive(Debug)]
struct Found(Option<Error>);

impl Found {
    fn at(self, place: impl FnOnce(Error) -> Error) -> Self {
        Self(self.0.map(place))
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value is not JSON")
    }
}

impl std::error::Error for Found {}

impl ser::Error for Found {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(None)
    }
}

type Looked = Result<(), Found>;

struct Finite;

/// What is no number with a fraction, and has nothing in it.
macro_rules! passed {
    ($($name:ident($($argument:ty),*);)+) => {$(
        fn $name(self, $(_: $argument),*) -> Looked {
            Ok(())
        }
    )+};
}

impl Serializer for Finite {
    type Ok = ();
    type Error = Found;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    passed! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_f32(self, number: f32) -> Looked {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Looked {
        finite(number).map_err(|error| Found(Some(error)))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Looked {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Looked {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Looked {
        value.serialize(self).map_err(|found| found.at(|error| error.at_key(variant)))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Found> {
        Ok(Items { variant: None, index: 0 })
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, Found> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items, Found> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items, Found> {
        Ok(Items { variant: Some(variant), index: 0 })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Found> {
        Ok(Entries { variant: None, key: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries, Found> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries, Found> {
        Ok(Entries { variant: Some(variant), key: String::new() })
    }
}

/// The place of what is in a variant of an enum, which is a map of one entry in JSON.
fn within(variant: Option<&'static str>, error: Error) -> Error {
    match variant {
        Some(variant) => error.at_key(variant),
        None => error,
    }
}

/// A list, or a tuple.
struct Items {
    variant: Option<&'static str>,
    index: usize,
}

impl Items {
    fn item<T: Serialize + ?Sized>(&mut self, item: &T) -> Looked {
        let (variant, index) = (self.variant, self.index);
        self.index += 1;
        let place = |error: Error| within(variant, error.at_index(index));
        item.serialize(Finite).map_err(|found| found.at(place))
    }
}

/// A map, or a struct.
struct Entries {
    variant: Option<&'static str>,
    key: String,
}

impl Entries {
    fn value<T: Serialize + ?Sized>(&mut self, key: impl FnOnce() -> String, value: &T) -> Looked {
        let variant = self.variant;
        let place = |error: Error| within(variant, error.at_key(&key()));
        value.serialize(Finite).map_err(|found| found.at(place))
    }
}

/// A key as JSON has it.
fn text<T: Serialize + ?Sized>(key: &T) -> String {
    match serde_json::to_value(key) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

impl ser::SerializeMap for Entries {
    type Ok = ();
    type Error = Found;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Looked {
        self.key = text(key);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Looked {
        let key = std::mem::take(&mut self.key);
        self.value(|| key, value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Looked {
        self.value(|| text(key), value)
    }

    fn end(self) -> Looked {
        Ok(())
    }
}

/// The traits of lists, which differ by the names of their methods.
macro_rules! items {
    ($($name:ident: $method:ident),+) => {$(
        impl ser::$name for Items {
            type Ok = ();
            type Error = Found;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Looked {
                self.item(item)
            }

            fn end(self) -> Looked {
                Ok(())
            }
        }
    )+};
}

items! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
}

/// Likewise of structs.
macro_rules! entries {
    ($($name:ident),+) => {$(
        impl ser::$name for Entries {
            type Ok = ();
            type Error = Found;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Looked {
                self.value(|| key.to_owned(), value)
            }

            fn end(self) -> Looked {
                Ok(())
            }
        }
    )+};
}

entries!(SerializeStruct, SerializeStructVariant);
