//! Any JSON.

use crate::base::error::{Error, Path, Result};
use crate::describe::descriptor::{OsloSchema, TypeDescriptor};
use crate::dynamic::contract::{Input, Value};
use crate::dynamic::input::once;
use crate::fields::field_type::FieldType;
use crate::primitive::limits::Limits;
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;

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
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::json("FieldType")
        .oslo_schema(OsloSchema::Missing)
        .samples(&["0", r#"{"a": [1, null, "b"]}"#]);

    fn borrow_field(&self) -> &Json {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        input.into_json(cx).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.value(&self.0)
    }

    fn to_value(&self) -> Value {
        self.0.clone()
    }

    fn check(&self) -> Result<()> {
        if self.is_null() {
            return Err(Error::NullField { path: Path::default() });
        }
        // Without recursion: Rust code may have nested the value deeper than the stack allows.
        let mut open = vec![(&self.0, 0)];
        while let Some((value, depth)) = open.pop() {
            match value {
                Value::Float(number) => number.check()?,
                Value::DateTime(moment) => moment.check()?,
                Value::NaiveDateTime(moment) => moment.check()?,
                Value::List(_) | Value::Set(_) | Value::Map(_) if depth >= Limits::DEFAULT.depth => {
                    return Err(Error::beyond(Limits::DEFAULT.depth, "levels of nesting"));
                }
                Value::List(items) | Value::Set(items) => {
                    open.extend(items.iter().map(|item| (item, depth + 1)));
                }
                Value::Map(entries) => {
                    once(entries)?;
                    open.extend(entries.iter().map(|(_, value)| (value, depth + 1)));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn is_null(&self) -> bool {
        self.0.is_null()
    }
}

/// JSON as `serde_json` has it; to oslo, `FieldType` itself. It takes what [`Json`] takes, but for objects: of what is JSON,
/// nobody knows which part is a secret.
///
/// ```
/// use serde_json::json;
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Disk {
///     options: Attr<serde_json::Value>,
///     meta: ObjectMeta,
/// }
///
/// let mut disk = Disk::orphan();
/// disk.set_options(json!({"cache": "none"}))?;
/// assert_eq!(disk.options()?["cache"], "none");
/// assert!(disk.set_options(json!(null)).is_err());
/// # Ok::<(), Error>(())
/// ```
impl FieldType for serde_json::Value {
    type Ref<'a> = &'a serde_json::Value;
    const TYPE: &'static TypeDescriptor = Json::TYPE;

    fn borrow_field(&self) -> &serde_json::Value {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        plain(input, cx)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.tree(self)
    }

    fn to_value(&self) -> Value {
        self.clone().into()
    }

    fn check(&self) -> Result<()> {
        check_json(self)
    }

    fn is_null(&self) -> bool {
        self.is_null()
    }
}

/// A value as JSON in which nothing is a secret any more, so that no object is in it.
pub(crate) fn plain(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<serde_json::Value> {
    let before = std::mem::replace(&mut cx.only_plain, true);
    let value = input.into_json(cx);
    cx.only_plain = before;
    value?.try_into()
}

/// Whether JSON that Rust code made is a value of a field: not null, and not nested deeper than it is read again.
pub(crate) fn check_json(json: &serde_json::Value) -> Result<()> {
    use serde_json::Value as Plain;
    if json.is_null() {
        return Err(Error::NullField { path: Path::default() });
    }
    // Without recursion, as above.
    let mut open = vec![(json, 0)];
    while let Some((json, depth)) = open.pop() {
        match json {
            Plain::Array(_) | Plain::Object(_) if depth >= Limits::DEFAULT.depth => {
                return Err(Error::beyond(Limits::DEFAULT.depth, "levels of nesting"));
            }
            Plain::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Plain::Object(entries) => open.extend(entries.values().map(|value| (value, depth + 1))),
            _ => {}
        }
    }
    Ok(())
}
