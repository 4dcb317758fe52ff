//! Field types and fields of the library's own.

use versioned_object_core::fields::{FieldType, Input, Numeric, Ordered, ReadContext};
use versioned_object_core::prelude::*;
use versioned_object_core::{PrimitiveWriter, TypeDescriptor};

/// A percentage, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u8);

impl Percent {
    /// A percentage; whether it is one is checked where it is set.
    pub const fn new(percent: u8) -> Self {
        Self(percent)
    }
}

#[versioned_object_core::field_type]
impl FieldType for Percent {
    type Ref<'a> = Percent;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::integer("Percent").at_least(0).at_most(100);

    fn borrow_field(&self) -> Percent {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let number = i64::coerce(input, cx)?;
        let percent = Self(
            u8::try_from(number).map_err(|_| Error::invalid(format!("expected percentage, got {number}")))?,
        );
        percent.check().map(|()| percent)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.int(self.0.into());
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::Int(self.0.into())
    }

    fn check(&self) -> Result<()> {
        if self.0 <= 100 {
            Ok(())
        } else {
            Err(Error::invalid(format!("expected percentage, got {}", self.0)))
        }
    }

    fn display(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}%", self.0)
    }
}

// In a column it is a number.
impl Ordered for Percent {}
impl Numeric for Percent {}

/// An amount of data, with the largest unit that gives a whole number: `1536 MiB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataSize(u64);

/// The units, the largest first, with how many bits each shifts the number of bytes.
const UNITS: [(&str, u32); 4] = [("GiB", 30), ("MiB", 20), ("KiB", 10), ("B", 0)];

impl DataSize {
    /// So many bytes.
    pub const fn bytes(bytes: u64) -> Self {
        Self(bytes)
    }

    fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.split_once(' ')?;
        let (_, shift) = UNITS.iter().find(|(name, _)| *name == unit)?;
        let number: u64 = number.parse().ok()?;
        number.checked_mul(1 << shift).map(Self)
    }
}

impl std::fmt::Display for DataSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whole = |(_, shift): &&(&str, u32)| self.0 != 0 && self.0.is_multiple_of(1 << shift);
        let (unit, shift) = UNITS.iter().find(whole).unwrap_or(&("B", 0));
        write!(f, "{} {unit}", self.0 >> shift)
    }
}

impl FieldType for DataSize {
    type Ref<'a> = DataSize;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("DataSize")
        .pattern("^[0-9]+ ([KMG]i)?B$")
        .sql_type("VARCHAR(32)")
        .samples(&["\"0 B\"", "\"1536 MiB\""]);

    fn borrow_field(&self) -> DataSize {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        let size = match &input {
            Input::Str(text) => Self::parse(text),
            _ => None,
        };
        size.ok_or_else(|| {
            Error::invalid(format!("expected size such as `10 GiB`, got {}", input.describe()))
        })
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(&self.to_string());
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

versioned_object_core::value_from!(Percent, DataSize);

/// What a book looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumField)]
#[enum_field(rename_all = "kebab-case")]
pub enum Condition {
    /// Never lent.
    AsNew,
    /// Lent, and well kept.
    Good,
    /// Pages are missing.
    #[enum_field(rename = "falling apart")]
    Worn,
}

/// Who made a record, and when.
#[derive(Clone, FieldMixin)]
pub struct Audit {
    /// When the record was made.
    created_at: Attr<Option<DateTime<Utc>>>,
    /// Who made it.
    #[field(default = "system")]
    created_by: Attr<String>,
}
