//! Lists, sets and maps of any field type.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{FieldType, Input, ReadContext, SeqInput, expected};
use crate::context::Context;
use crate::descriptor::{TypeDescriptor, TypeKind};
use crate::error::{Error, Path, Result};
use crate::fields::Mode;
use crate::value::Value;
use crate::wire::PrimitiveWriter;

/// Reads one element: null becomes an error where the element takes none.
fn element<T: FieldType>(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<T> {
    match input {
        Input::Null if !T::TYPE.nullable => Err(Error::NullField { path: Path::default() }),
        input => T::coerce(input, cx),
    }
}

fn elements<T: FieldType>(items: &mut dyn SeqInput, cx: &mut ReadContext<'_>) -> Result<Vec<T>> {
    let mut list = Vec::new();
    loop {
        let more = items.next(cx, &mut |input, cx| {
            list.push(element(input, cx)?);
            Ok(())
        });
        if !more.map_err(|error| error.at_index(list.len()))? {
            return Ok(list);
        }
    }
}

fn check_all<'a, T: FieldType>(items: impl IntoIterator<Item = &'a T>) -> Result<()> {
    for (index, item) in items.into_iter().enumerate() {
        item.check().map_err(|error| error.at_index(index))?;
    }
    Ok(())
}

fn display_all<'a, T: FieldType>(
    f: &mut fmt::Formatter<'_>,
    items: impl IntoIterator<Item = &'a T>,
) -> fmt::Result {
    for (index, item) in items.into_iter().enumerate() {
        f.write_str(if index == 0 { "" } else { "," })?;
        item.display(f)?;
    }
    Ok(())
}

/// oslo's `List`, and `ListOfObjects`.
impl<T: FieldType> FieldType for Vec<T> {
    type Ref<'a> = &'a [T];
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::new("List", TypeKind::List(T::TYPE));

    fn borrow_field(&self) -> &[T] {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Seq(items) | Input::Set(items) => elements(items, cx),
            input => Err(expected("list", &input)),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.seq(self, |out, item| item.write_primitive(out))
    }

    fn to_value(&self) -> Value {
        Value::List(self.iter().map(T::to_value).collect())
    }

    fn check(&self) -> Result<()> {
        check_all(self)
    }

    fn has_changes(&self) -> bool {
        self.iter().any(T::has_changes)
    }

    fn reset_changes(&mut self) {
        self.iter_mut().for_each(T::reset_changes);
    }

    fn set_context(&mut self, context: Option<&Context>) {
        for item in self.iter_mut() {
            item.set_context(context);
        }
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        display_all(f, self)?;
        f.write_str("]")
    }
}

/// oslo's `Set`: an array on the wire. Setting it by name takes a set.
impl<T: FieldType + Ord> FieldType for BTreeSet<T> {
    type Ref<'a> = &'a BTreeSet<T>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::new("Set", TypeKind::Set(T::TYPE));

    fn borrow_field(&self) -> &BTreeSet<T> {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Set(items) => Ok(elements(items, cx)?.into_iter().collect()),
            Input::Seq(items) if cx.mode != Mode::Assign => Ok(elements(items, cx)?.into_iter().collect()),
            input => Err(expected("set", &input)),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.seq(self, |out, item| item.write_primitive(out))
    }

    fn to_value(&self) -> Value {
        Value::Set(self.iter().map(T::to_value).collect())
    }

    fn check(&self) -> Result<()> {
        check_all(self)
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("set([")?;
        display_all(f, self)?;
        f.write_str("])")
    }
}

/// oslo's `Dict`: the keys are texts.
impl<T: FieldType> FieldType for BTreeMap<String, T> {
    type Ref<'a> = &'a BTreeMap<String, T>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::new("Dict", TypeKind::Dict(T::TYPE));

    fn borrow_field(&self) -> &BTreeMap<String, T> {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let Input::Map(entries) = input else {
            return Err(expected("map", &input));
        };
        let mut map = BTreeMap::new();
        let mut key = String::new();
        while entries.next_key(cx, &mut key)? {
            if map.contains_key(&key) {
                return Err(Error::DuplicateKey { path: Path::default(), key });
            }
            let mut value = None;
            let read = entries.value(cx, &mut |input, cx| {
                value = Some(element(input, cx)?);
                Ok(())
            });
            read.map_err(|error| error.at_key(&key))?;
            if let Some(value) = value {
                map.insert(std::mem::take(&mut key), value);
            }
        }
        Ok(map)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.map(self, |out, item| item.write_primitive(out))
    }

    fn to_value(&self) -> Value {
        Value::Map(self.iter().map(|(key, value)| (key.clone(), value.to_value())).collect())
    }

    fn check(&self) -> Result<()> {
        self.iter().try_for_each(|(key, value)| value.check().map_err(|error| error.at_key(key)))
    }

    fn has_changes(&self) -> bool {
        self.values().any(T::has_changes)
    }

    fn reset_changes(&mut self) {
        self.values_mut().for_each(T::reset_changes);
    }

    fn set_context(&mut self, context: Option<&Context>) {
        for item in self.values_mut() {
            item.set_context(context);
        }
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (index, (key, value)) in self.iter().enumerate() {
            write!(f, "{}{key}=", if index == 0 { "" } else { "," })?;
            value.display(f)?;
        }
        f.write_str("}")
    }
}
