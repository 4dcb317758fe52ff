//! Field types and fields of the library's own.

use versioned_object_core::fields::{FieldType, Input, ReadContext};
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

impl From<Percent> for Value {
    fn from(percent: Percent) -> Self {
        i64::from(percent.0).into()
    }
}

impl FieldType for Percent {
    type Ref<'a> = Percent;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("Percent");

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
        (*self).into()
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
