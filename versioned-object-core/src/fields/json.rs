//! Any JSON.

use super::{FieldType, Input, ReadContext};
use crate::descriptor::TypeDescriptor;
use crate::error::{Error, Path, Result};
use crate::value::Value;
use crate::wire::PrimitiveWriter;

/// oslo's `FieldType` itself, which neither checks nor changes a value: any JSON.
///
/// What `DictOfNullableField` holds, as `Option<Json>`: null alone is refused, as by any field that is no `Option`. An
/// envelope in it stays a plain map.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(Value);

impl Json {
    /// The value.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// The value.
    pub fn into_value(self) -> Value {
        self.0
    }
}

impl<T: Into<Value>> From<T> for Json {
    fn from(value: T) -> Self {
        Self(value.into())
    }
}

impl FieldType for Json {
    type Ref<'a> = &'a Json;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("FieldType");

    fn borrow_field(&self) -> &Json {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        input.into_value(cx).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.value(&self.0)
    }

    fn to_value(&self) -> Value {
        self.0.clone()
    }

    fn check(&self) -> Result<()> {
        if self.is_null() { Err(Error::NullField { path: Path::default() }) } else { Ok(()) }
    }

    fn is_null(&self) -> bool {
        self.0.is_null()
    }
}
