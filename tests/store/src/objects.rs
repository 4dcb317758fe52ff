//! The stored types that the tests are about: with a bit of everything.

use std::collections::BTreeMap;
use std::fmt;

use versioned_object_core::fields::{FieldType, Input, ReadContext, SensitiveString};
use versioned_object_core::prelude::*;
use versioned_object_core::{PrimitiveWriter, TypeDescriptor};

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum JobStatus {
    /// It waits.
    Queued,
    /// It is at work.
    Running,
    /// It went wrong.
    Failed,
    /// It is gone.
    Deleted,
}

/// An amount of data: a text on the wire, with the largest unit that gives a whole number.
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

impl fmt::Display for DataSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |(_, shift): &&(&str, u32)| self.0 != 0 && self.0.is_multiple_of(1 << shift);
        let (unit, shift) = UNITS.iter().find(whole).unwrap_or(&("B", 0));
        write!(f, "{} {unit}", self.0 >> shift)
    }
}

impl FieldType for DataSize {
    type Ref<'a> = DataSize;
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::text("DataSize").sql_type("VARCHAR(32)").samples(&["\"0 B\"", "\"1536 MiB\""]);

    fn borrow_field(&self) -> DataSize {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        let size = match &input {
            Input::Str(text) => Self::parse(text),
            Input::Int(bytes) => u64::try_from(*bytes).ok().map(Self),
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

versioned_object_core::value_from!(DataSize);

/// A size as a column of numbers has it: in bytes.
pub fn in_bytes(value: Value) -> Value {
    match value.as_str().and_then(DataSize::parse) {
        Some(size) => i64::try_from(size.0).map_or(Value::Null, Value::Int),
        None => value,
    }
}

/// How long a reason in a row may be.
pub const LONGEST_REASON: usize = 12;

/// A reason as its column has it: not too long.
pub fn cut(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.chars().take(LONGEST_REASON).collect()),
        value => value,
    }
}

fn not_blank(name: &str) -> Result<(), &'static str> {
    if name.trim().is_empty() { Err("a name is not blank") } else { Ok(()) }
}

/// A job of a project.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "judge",
    table = "jobs",
    project = project_id,
    soft_delete(flag = deleted, at = deleted_at, set(status = "deleted")),
    timestamps(created = created_at, updated = updated_at)
)]
pub struct Job {
    /// UUID of the job.
    id: Attr<Uuid>,
    /// Who asked for it.
    user_id: Attr<String>,
    /// The project that it is of.
    project_id: Attr<String>,
    /// How far it is.
    #[field(default = JobStatus::Queued)]
    status: Attr<JobStatus>,
    /// What users call it.
    #[field(validate = not_blank)]
    name: Attr<String>,
    /// How many parts it has.
    #[field(default = 0)]
    parts: Attr<i64>,
    /// How many parts are done.
    #[field(column = "parts_done")]
    done: Attr<Option<i64>>,
    /// How much of a machine it takes.
    load: Attr<Option<f64>>,
    /// Whether it goes first.
    #[field(default = false)]
    urgent: Attr<bool>,
    /// When it should be done.
    due: Attr<Option<DateTime<Utc>>>,
    /// What it is about.
    tags: Attr<Option<Vec<String>>>,
    /// Free-form labels.
    #[field(default = BTreeMap::new())]
    labels: Attr<BTreeMap<String, String>>,
    /// Why it went wrong.
    #[field(to_column = cut)]
    reason: Attr<Option<String>>,
    /// What it needs, as a text.
    memory: Attr<Option<DataSize>>,
    /// What it leaves, in bytes.
    #[field(to_column = in_bytes, sql_type = "BIGINT")]
    disk: Attr<Option<DataSize>>,
    /// What opens its door.
    #[field(sensitive)]
    secret: Attr<Option<SensitiveString>>,
    /// When it was made.
    created_at: Attr<Option<DateTime<Utc>>>,
    /// When it was last changed.
    updated_at: Attr<Option<DateTime<Utc>>>,
    /// Whether it is gone.
    #[field(default = false)]
    deleted: Attr<Option<bool>>,
    /// When it went.
    deleted_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// A line of a log, numbered by the database. It is nobody's, and gone when it is deleted.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "judge", table = "lines", key = number)]
pub struct Line {
    /// Which one.
    number: Attr<i64>,
    /// What it says.
    text: Attr<String>,
    /// How much it matters.
    weight: Attr<Option<i64>>,
    /// When it was written.
    at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// Numbers of a table in which nobody told null from zero.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "judge", table = "tallies", null_integers = zero)]
pub struct Tally {
    /// UUID of the tally.
    id: Attr<Uuid>,
    /// How many there are.
    count: Attr<i64>,
    /// How many there may be.
    most: Attr<Option<i64>>,
    /// A note.
    note: Attr<Option<String>>,
    meta: ObjectMeta,
}
