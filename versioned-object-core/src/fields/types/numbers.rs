//! Numbers that are not negative, and truth values that people write.

use std::cmp::Ordering;
use std::fmt;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::TypeDescriptor;
use crate::dynamic::contract::{Input, Value};
use crate::fields::field_type::{FieldType, expected};
use crate::fields::into_field::FieldFrom;
use crate::fields::types::scalar;
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;
use crate::python::print;

/// oslo's `NonNegativeInteger`: within `u64`. It takes what the `Integer` of an `i64` takes, from 0 on; the fraction
/// is cut off first, so that `-0.5` is 0.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Quota {
///     limit: Attr<u64>,
///     meta: ObjectMeta,
/// }
///
/// let mut quota = Quota::new(&Context::admin());
/// quota.set_limit(10)?;
/// quota.set("limit", " 1_000 ")?;
/// assert_eq!(quota.limit()?, 1000);
/// assert!(quota.set("limit", -1).is_err());
/// # Ok::<(), Error>(())
/// ```
impl FieldType for u64 {
    type Ref<'a> = u64;
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::integer("NonNegativeInteger").at_least(0).samples(&["0", "1", "42"]);

    fn borrow_field(&self) -> u64 {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        let number = scalar::integer(&input).and_then(|number| u64::try_from(number).ok());
        number.ok_or_else(|| expected("integer from 0 to 2^64 - 1", &input))
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.uint(*self);
        Ok(())
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }
}

/// oslo's `NonNegativeFloat`: a finite number that is not negative.
///
/// It takes what the `Float` of an `f64` takes, from 0 on. A typed setter takes an `f64` and checks it.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::fields::NonNegativeFloat;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Pool {
///     ratio: Attr<NonNegativeFloat>,
///     meta: ObjectMeta,
/// }
///
/// let mut pool = Pool::new(&Context::admin());
/// pool.set_ratio(1.5)?;
/// assert_eq!(pool.ratio()?, 1.5);
/// assert!(pool.set_ratio(-1.0).is_err());
/// assert!(pool.set("ratio", "nan").is_err());
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct NonNegativeFloat(f64);

impl NonNegativeFloat {
    /// A number that is finite and not negative.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for any other.
    pub fn new(number: f64) -> Result<Self> {
        let number = Self(number);
        number.check().map(|()| number)
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for NonNegativeFloat {
    type Error = Error;

    fn try_from(number: f64) -> Result<Self> {
        Self::new(number)
    }
}

impl From<NonNegativeFloat> for f64 {
    fn from(number: NonNegativeFloat) -> Self {
        number.0
    }
}

impl From<NonNegativeFloat> for Value {
    fn from(number: NonNegativeFloat) -> Self {
        Self::Float(number.0)
    }
}

impl PartialEq for NonNegativeFloat {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for NonNegativeFloat {}

impl PartialOrd for NonNegativeFloat {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NonNegativeFloat {
    fn cmp(&self, other: &Self) -> Ordering {
        // Without its sign, which only zero has.
        self.0.abs().total_cmp(&other.0.abs())
    }
}

impl fmt::Display for NonNegativeFloat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[diagnostic::do_not_recommend]
impl FieldFrom<f64> for NonNegativeFloat {
    /// The setter checks it.
    fn field_from(value: f64) -> Self {
        Self(value)
    }
}

#[diagnostic::do_not_recommend]
impl FieldFrom<f64> for Option<NonNegativeFloat> {
    fn field_from(value: f64) -> Self {
        Some(NonNegativeFloat(value))
    }
}

impl FieldType for NonNegativeFloat {
    type Ref<'a> = f64;
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::number("NonNegativeFloat").at_least(0).samples(&["0.0", "0.5", "1.5"]);

    fn borrow_field(&self) -> f64 {
        self.0
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        let number = scalar::float(&input).filter(|number| *number >= 0.0);
        number.map(Self).ok_or_else(|| expected("finite number that is not negative", &input))
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.float(self.0)
    }

    fn to_value(&self) -> Value {
        Value::Float(self.0)
    }

    fn check(&self) -> Result<()> {
        if self.0.is_finite() && self.0 >= 0.0 {
            Ok(())
        } else {
            let found = print::float(self.0);
            Err(Error::invalid(format!("expected finite number that is not negative, got {found}")))
        }
    }
}

/// oslo's `FlexibleBoolean`: a truth value that is read from the words people write.
///
/// `1`, `t`, `true`, `on`, `y` and `yes`, in any case and with blanks around, are true, and so is the number 1.
/// Everything else is false: no word is refused. Null is, where the field takes none.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::fields::FlexibleBoolean;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Host {
///     enabled: Attr<FlexibleBoolean>,
///     meta: ObjectMeta,
/// }
///
/// let mut host = Host::new(&Context::admin());
/// host.set_enabled(true)?;
/// host.set("enabled", "No")?;
/// assert!(!host.enabled()?);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlexibleBoolean(pub bool);

impl From<bool> for FlexibleBoolean {
    fn from(truth: bool) -> Self {
        Self(truth)
    }
}

impl From<FlexibleBoolean> for bool {
    fn from(truth: FlexibleBoolean) -> Self {
        truth.0
    }
}

impl From<FlexibleBoolean> for Value {
    fn from(truth: FlexibleBoolean) -> Self {
        Self::Bool(truth.0)
    }
}

#[diagnostic::do_not_recommend]
impl FieldFrom<bool> for FlexibleBoolean {
    fn field_from(value: bool) -> Self {
        Self(value)
    }
}

#[diagnostic::do_not_recommend]
impl FieldFrom<bool> for Option<FlexibleBoolean> {
    fn field_from(value: bool) -> Self {
        Some(FlexibleBoolean(value))
    }
}

impl FieldType for FlexibleBoolean {
    type Ref<'a> = bool;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::truth("FlexibleBoolean");

    fn borrow_field(&self) -> bool {
        self.0
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        const TRUE: [&str; 6] = ["1", "t", "true", "on", "y", "yes"];
        match input {
            Input::Null => Err(expected("boolean", &input)),
            Input::Bool(truth) => Ok(Self(truth)),
            Input::Int(number) => Ok(Self(number == 1)),
            Input::Str(text) => {
                Ok(Self(TRUE.contains(&text.trim_matches(print::is_space).to_lowercase().as_str())))
            }
            input => input.into_value(cx).map(|_| Self(false)),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.bool(self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::Bool(self.0)
    }
}
