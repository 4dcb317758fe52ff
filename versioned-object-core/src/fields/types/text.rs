//! Texts.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::error::Result;
use crate::describe::descriptor::TypeDescriptor;
use crate::dynamic::contract::{Input, Value};
use crate::fields::field_type::{FieldType, expected};
use crate::fields::into_field::{FieldFrom, wider};
use crate::primitive::json_text::JsonText;
use crate::primitive::read::ReadContext;
use crate::primitive::scalar::Scalar;
use crate::primitive::write::PrimitiveWriter;
use crate::python::{moment, print};

/// oslo's `String`.
///
/// By name and from an envelope it takes texts, and numbers, truth values and dates, which become what Python's `str`
/// makes of them: `True`, `1e+16`, `2020-01-01 00:00:00+00:00`. Lists, maps, sets and objects are refused.
impl FieldType for String {
    type Ref<'a> = &'a str;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("String");

    fn borrow_field(&self) -> &str {
        self
    }

    #[inline]
    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Str(text) => Ok(text.into_owned()),
            input => coerce_other(input),
        }
    }

    #[inline]
    fn quick_text(text: &mut JsonText<'_>) -> Option<Self> {
        text.plain_text().map(str::to_owned)
    }

    #[inline]
    fn quick_scalar(value: Scalar<'_>) -> Option<Self> {
        match value {
            Scalar::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(self);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::String(self.clone())
    }
}

/// A text that copies share; to oslo, a `String`. It takes what a `String` takes.
impl FieldType for Arc<str> {
    type Ref<'a> = &'a str;
    const TYPE: &'static TypeDescriptor = String::TYPE;

    fn borrow_field(&self) -> &str {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Str(text) => Ok(text.into()),
            input => String::coerce(input, cx).map(Into::into),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(self);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::String(self.as_ref().to_owned())
    }
}

wider!(&str => Arc<str>, String => Arc<str>);

/// A path in a file system; to oslo, a `String`. It takes what a `String` takes.
///
/// Texts are in UTF-8, so a path that is not is refused.
///
/// ```
/// use std::path::{Path, PathBuf};
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Disk {
///     device: Attr<PathBuf>,
///     meta: ObjectMeta,
/// }
///
/// let mut disk = Disk::orphan();
/// disk.set_device(Path::new("/dev").join("sda"))?;
/// assert_eq!(disk.to_json()?, r#"{"device":"/dev/sda"}"#);
/// assert_eq!(disk.device()?, Path::new("/dev/sda"));
/// # Ok::<(), Error>(())
/// ```
impl FieldType for PathBuf {
    type Ref<'a> = &'a Path;
    const TYPE: &'static TypeDescriptor = String::TYPE;

    fn borrow_field(&self) -> &Path {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        String::coerce(input, cx).map(Into::into)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.value(&self.as_path().try_into()?)
    }

    fn to_value(&self) -> Value {
        // A field holds none but those that are texts; of another, an update gets what is refused as well.
        Value::try_from(self.as_path()).unwrap_or(Value::List(Vec::new()))
    }

    fn check(&self) -> Result<()> {
        Value::try_from(self.as_path()).map(drop)
    }
}

wider!(&str => PathBuf, String => PathBuf, &Path => PathBuf);

/// The text of what is none, as Python's `str` gives it.
fn coerce_other(input: Input<'_>) -> Result<String> {
    match input {
        Input::Bool(true) => Ok("True".to_owned()),
        Input::Bool(false) => Ok("False".to_owned()),
        Input::Int(number) => Ok(number.to_string()),
        Input::UInt(number) => Ok(number.to_string()),
        Input::Digits(number) => Ok(number.to_string()),
        Input::Float(number) => Ok(print::float(number)),
        Input::DateTime(moment) => Ok(moment::python_str(&moment)),
        Input::NaiveDateTime(moment) => Ok(moment::python_str_naive(moment)),
        Input::Str(text) => Ok(text.into_owned()),
        input => Err(expected("text", &input)),
    }
}

/// oslo's `SensitiveString`: a text that may hold passwords.
///
/// It takes what a `String` takes. `Debug` and `Display`, its own and those of objects that have it, differences and
/// errors mask all of it. Python's `repr` masks the passwords that `mask_password` finds in it (`password=hunter2`), and
/// shows the rest: [`obj_python_repr`](crate::ObjectExt::obj_python_repr) does that where a log must look as Python's.
///
/// ```
/// use versioned_object_core::fields::SensitiveString;
///
/// let secret = SensitiveString::from("hunter2");
/// assert_eq!(format!("{secret} {secret:?}"), "*** \"***\"");
/// assert_eq!(secret.expose(), "hunter2");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SensitiveString(String);

impl SensitiveString {
    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for SensitiveString {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

wider!(&str => SensitiveString, &String => SensitiveString);

impl fmt::Debug for SensitiveString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"***\"")
    }
}

impl fmt::Display for SensitiveString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl FieldType for SensitiveString {
    type Ref<'a> = &'a SensitiveString;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("SensitiveString").secret();

    fn borrow_field(&self) -> &SensitiveString {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        String::coerce(input, cx).map(Self).map_err(|error| error.masked("text", "text"))
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(&self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("'***'")
    }
}
