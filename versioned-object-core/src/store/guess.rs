//! What is said of names and values that a type does not have: a guess at what was meant.

use crate::base::error::Error;
use crate::base::shown::{self, MASK};
use crate::describe::const_guess::did_you_mean;
use crate::describe::descriptor::{FieldDescriptor, ObjectDescriptor, TypeKind};
use crate::dynamic::contract::Value;

/// The names of the fields that have a column.
pub(crate) fn columns(descriptor: &ObjectDescriptor) -> impl Iterator<Item = &'static str> + use<> {
    descriptor.all_fields().filter(|field| field.has_column()).map(|field| field.name)
}

/// The error for a name that is no field with a column.
pub(crate) fn no_column(descriptor: &ObjectDescriptor, name: &str) -> Error {
    let object = descriptor.name;
    Error::invalid_input(if descriptor.field(name).is_some() {
        format!("the field `{name}` of {object} has no column")
    } else if descriptor.extra_index(name).is_some() {
        format!("`{name}` of {object} is computed: it has no column")
    } else {
        format!("{object} has no field `{}`{}", shown::name(name), did_you_mean(name, columns(descriptor)))
    })
}

/// The error for a value that the enum of a field lacks.
pub(crate) fn unknown_value(descriptor: &ObjectDescriptor, field: &FieldDescriptor, value: &Value) -> Error {
    let (text, guess) = match (field.ty.kind, value) {
        _ if field.is_secret() => (MASK.to_owned(), String::new()),
        (TypeKind::Enum(known), Value::String(text)) => {
            (text.clone(), did_you_mean(text, known.values.iter().copied()))
        }
        (_, value) => (value.to_string(), String::new()),
    };
    let (name, object) = (field.name, descriptor.name);
    Error::invalid_input(format!("`{name}` of {object} has no value `{}`{guess}", shown::name(&text)))
}

/// The error for a value that the type of a field refuses.
pub(crate) fn refused_value(descriptor: &ObjectDescriptor, error: Error) -> Error {
    Error::invalid_input(error.at(descriptor.name).to_string())
}
