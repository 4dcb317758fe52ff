//! What is written alike.

use std::collections::HashMap;

use crate::describe::descriptor::FieldDescriptor;
use crate::dynamic::contract::{Cell, DynObject, Value};
use crate::primitive::options::WriteOptions;
use crate::primitive::write::PrimitiveWriter;

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::UInt(a), Self::UInt(b)) => a == b,
            (Self::Digits(a), Self::Digits(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a == b,
            (Self::String(a), Self::String(b)) => a == b,
            (Self::DateTime(a), Self::DateTime(b)) => a == b,
            (Self::NaiveDateTime(a), Self::NaiveDateTime(b)) => a == b,
            (Self::Ip(a), Self::Ip(b)) => a == b,
            (Self::Network(a), Self::Network(b)) => a == b,
            (Self::List(a), Self::List(b)) | (Self::Set(a), Self::Set(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => same_entries(a, b),
            (Self::Object(a), Self::Object(b)) => same_primitive(&**a, &**b),
            _ => false,
        }
    }
}

/// Whether two maps have the same entries, in any order.
fn same_entries(a: &[(String, Value)], b: &[(String, Value)]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let same_order = a.iter().zip(b).take_while(|((a, _), (b, _))| a == b).count();
    let (ordered, rest) = a.split_at(same_order);
    let others: HashMap<&str, &Value> = b[same_order..].iter().map(|(key, value)| (&**key, value)).collect();
    ordered.iter().zip(b).all(|((_, a), (_, b))| a == b)
        && rest.iter().all(|(key, value)| others.get(&**key) == Some(&value))
}

pub(crate) fn same_primitive(object: &dyn DynObject, other: &dyn DynObject) -> bool {
    let ours = WriteOptions::default().to_vec(object).ok();
    ours.is_some() && ours == WriteOptions::default().to_vec(other).ok()
}

/// Whether two cells are written alike, apart from which fields of objects in them changed.
pub(crate) fn same_values(one: &dyn Cell, other: &dyn Cell) -> bool {
    let write = |cell: &dyn Cell| {
        let options = WriteOptions::default().without_changes();
        let mut out = PrimitiveWriter::new(&options);
        cell.write(&mut out).ok().map(|()| out.into_text())
    };
    one.is_set() == other.is_set() && write(one).is_some_and(|text| Some(text) == write(other))
}

/// Whether two cells of a field hold the same, which may be more than what is written: moments have fractions.
pub(crate) fn same_held(field: &FieldDescriptor, one: &dyn Cell, other: &dyn Cell) -> bool {
    same_values(one, other) && (field.ty.has_objects() || one.value() == other.value())
}
