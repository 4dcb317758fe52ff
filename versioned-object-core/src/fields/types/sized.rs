//! Numbers of fewer bits than 64, and whole numbers between two bounds.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::base::error::{Error, Result};
use crate::describe::const_text::Message;
use crate::describe::descriptor::{Form, TypeDescriptor};
use crate::dynamic::contract::{Input, Value};
use crate::fields::column::{Numeric, Ordered};
use crate::fields::field_type::{FieldType, expected};
use crate::fields::into_field::{FieldFrom, KeyFrom};
use crate::fields::types::collection::DictKey;
use crate::fields::types::scalar;
use crate::primitive::read::ReadContext;
use crate::primitive::write::{PrimitiveWriter, finite};
use crate::python::print;

/// The whole number in an input, which is not beyond the bounds.
fn within(input: &Input<'_>, minimum: i64, maximum: i64) -> Result<i64> {
    let number = scalar::integer(input).and_then(|number| i64::try_from(number).ok());
    let number = number.filter(|number| (minimum..=maximum).contains(number));
    let form = Form::Integer { minimum: Some(minimum), maximum: Some(maximum) };
    number.ok_or_else(|| expected(&form.range(), input))
}

/// Fails the build when the bounds of a type are the wrong way round.
#[track_caller]
const fn in_order(minimum: i64, maximum: i64) {
    assert!(minimum <= maximum, "the first bound is above the second: write `Bounded<smallest, largest>`");
}

macro_rules! sized {
    ($($type:ident as $class:literal: $doc:literal),+ $(,)?) => {$(
        #[doc = $doc]
        ///
        /// It takes what the `Integer` of an `i64` takes, within the bounds of the Rust type, which the schema has too.
        impl FieldType for $type {
            type Ref<'a> = $type;
            #[allow(clippy::cast_lossless, reason = "`From` is not for constants")]
            const TYPE: &'static TypeDescriptor = &TypeDescriptor::integer($class)
                .detail(stringify!($type))
                .at_least($type::MIN as i64)
                .at_most($type::MAX as i64);

            fn borrow_field(&self) -> $type {
                *self
            }

            fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
                let number = within(&input, $type::MIN.into(), $type::MAX.into())?;
                $type::try_from(number).map_err(|_| expected("integer", &input))
            }

            fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
                out.int((*self).into());
                Ok(())
            }

            fn to_value(&self) -> Value {
                (*self).into()
            }
        }
    )+};
}

sized! {
    i8 as "Integer": "A whole number of 8 bits; to oslo, an `Integer`.",
    i16 as "Integer": "A whole number of 16 bits; to oslo, an `Integer`.",
    i32 as "Integer": "A whole number of 32 bits; to oslo, an `Integer`.",
    u8 as "NonNegativeInteger": "A whole number of 8 bits, from 0 on; to oslo, a `NonNegativeInteger`.",
    u16 as "NonNegativeInteger": "A whole number of 16 bits, from 0 on; to oslo, a `NonNegativeInteger`.",
    u32 as "NonNegativeInteger": "A whole number of 32 bits, from 0 on; to oslo, a `NonNegativeInteger`.",
}

/// A whole number from `MIN` to `MAX`, both of which it may be.
///
/// It takes what the `Integer` of an `i64` takes, within the bounds, which the schema has too; a typed setter takes an
/// `i64` and checks it. To oslo it is a `NonNegativeInteger` where `MIN` is not negative, else an `Integer`. Bounds the
/// wrong way round do not compile, and neither does a default beyond them.
///
/// ```
/// use versioned_object_core::fields::Bounded;
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Server {
///     #[field(default = 8776)]
///     port: Attr<Bounded<1, 65_535>>,
///     meta: ObjectMeta,
/// }
///
/// let mut server = Server::orphan();
/// server.set_port(8080)?;
/// assert_eq!(server.port()?, 8080);
/// let error = server.set_port(70_000).unwrap_err();
/// assert_eq!(error.to_string(), "Server.port: expected integer from 1 to 65535, got 70000");
/// assert!(server.set("port", "0").is_err());
/// assert_eq!(server.port()?, 8080);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounded<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Bounded<MIN, MAX> {
    /// The bounds, as `versions.lock` tells one type from another by.
    const BOUNDS: &'static Message = &Message::new().signed(MIN).text("..").signed(MAX);

    const DESCRIPTOR: TypeDescriptor = {
        in_order(MIN, MAX);
        let class = if MIN < 0 { "Integer" } else { "NonNegativeInteger" };
        TypeDescriptor::integer(class).detail(Self::BOUNDS.as_str()).at_least(MIN).at_most(MAX)
    };

    /// A number that is not beyond the bounds.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for any other.
    pub fn new(number: i64) -> Result<Self> {
        within(&Input::Int(number), MIN, MAX).map(Self)
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> TryFrom<i64> for Bounded<MIN, MAX> {
    type Error = Error;

    fn try_from(number: i64) -> Result<Self> {
        Self::new(number)
    }
}

impl<const MIN: i64, const MAX: i64> From<Bounded<MIN, MAX>> for i64 {
    fn from(number: Bounded<MIN, MAX>) -> Self {
        number.0
    }
}

impl<const MIN: i64, const MAX: i64> From<Bounded<MIN, MAX>> for Value {
    fn from(number: Bounded<MIN, MAX>) -> Self {
        Self::Int(number.0)
    }
}

impl<const MIN: i64, const MAX: i64> fmt::Display for Bounded<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<const MIN: i64, const MAX: i64> FromStr for Bounded<MIN, MAX> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        within(&Input::Str(text.into()), MIN, MAX).map(Self)
    }
}

#[diagnostic::do_not_recommend]
impl<const MIN: i64, const MAX: i64> FieldFrom<i64> for Bounded<MIN, MAX> {
    /// The setter checks it.
    fn field_from(value: i64) -> Self {
        Self(value)
    }
}

#[diagnostic::do_not_recommend]
impl<const MIN: i64, const MAX: i64> FieldFrom<i64> for Option<Bounded<MIN, MAX>> {
    fn field_from(value: i64) -> Self {
        Some(Bounded(value))
    }
}

impl<const MIN: i64, const MAX: i64> FieldType for Bounded<MIN, MAX> {
    type Ref<'a> = i64;
    const TYPE: &'static TypeDescriptor = &Self::DESCRIPTOR;

    fn borrow_field(&self) -> i64 {
        self.0
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        within(&input, MIN, MAX).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.int(self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }

    fn check(&self) -> Result<()> {
        Self::new(self.0).map(drop)
    }
}

#[diagnostic::do_not_recommend]
impl<const MIN: i64, const MAX: i64> KeyFrom<Self> for Bounded<MIN, MAX> {
    fn key_from(key: Self) -> Self {
        key
    }
}

impl<const MIN: i64, const MAX: i64> DictKey for Bounded<MIN, MAX> {
    const KEY: Option<&'static TypeDescriptor> = Some(Self::TYPE);

    fn from_key(text: &str) -> Result<Self> {
        let number = text.parse().ok().and_then(|number| Self::new(number).ok());
        let what = || expected(&format!("integer from {MIN} to {MAX} as key"), &Input::Str(text.into()));
        number.ok_or_else(what)
    }

    fn as_key(&self) -> Cow<'_, str> {
        Cow::Owned(self.0.to_string())
    }
}

#[diagnostic::do_not_recommend]
impl<const MIN: i64, const MAX: i64> Ordered for Bounded<MIN, MAX> {}
#[diagnostic::do_not_recommend]
impl<const MIN: i64, const MAX: i64> Numeric for Bounded<MIN, MAX> {}

/// The largest number of 32 bits, with as many digits as tell it from others.
const LARGEST: f64 = 3.402_823_5e38;

/// A number of 32 bits, finite; to oslo, a `Float`.
///
/// It takes what the `Float` of an `f64` takes, within the bounds of the Rust type, and becomes the nearest number there
/// is. It is written with as many digits as tell it from other numbers of 32 bits: `0.1`, not `0.10000000149011612`.
impl FieldType for f32 {
    type Ref<'a> = f32;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::number("Float")
        .detail("f32")
        .form(Form::Number { minimum: Some(-LARGEST), maximum: Some(LARGEST) });

    fn borrow_field(&self) -> f32 {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        let number = scalar::float(&input).filter(|number| number.abs() <= LARGEST);
        let what = || expected("finite number from -3.4028235e+38 to 3.4028235e+38", &input);
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the bounds were checked, rounding is what a float does"
        )]
        number.map(|number| number as f32).ok_or_else(what)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.float(print::as_written(*self))
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }

    fn check(&self) -> Result<()> {
        finite((*self).into())
    }
}
