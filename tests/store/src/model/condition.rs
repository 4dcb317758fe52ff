//! Conditions and expressions, once as values of the store and once as what they mean.

use std::cmp::Ordering;

use versioned_object_core::prelude::*;
use versioned_object_core::store::{
    AnyType, Case, Condition, ConditionalUpdate, Expr, Not, Operand as _, field, not,
};

use crate::model::cells;
use crate::model::shape::{Field, Kind};
use crate::model::table::Table;
use crate::raw::Raw;

/// Whether a condition is true of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It compares with null: neither it nor its opposite is.
    Unknown,
    /// The row has what no order or spelling is fixed for.
    Unsure,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            other => other,
        }
    }

    fn of(truth: bool) -> Self {
        if truth { Self::Yes } else { Self::No }
    }

    /// Yes when one is, else the doubt there is.
    fn any(several: impl IntoIterator<Item = Self>) -> Self {
        several.into_iter().fold(Self::No, |one, other| match (one, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::Unsure, _) | (_, Self::Unsure) => Self::Unsure,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            _ => Self::No,
        })
    }

    fn all(several: impl IntoIterator<Item = Self>) -> Self {
        Self::any(several.into_iter().map(Self::not)).not()
    }
}

/// How numbers and moments compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Below.
    Less,
    /// Not above.
    LessOrEqual,
    /// Above.
    Greater,
    /// Not below.
    GreaterOrEqual,
}

/// A condition on a row.
#[derive(Clone, Debug)]
pub enum Test {
    /// The field is one of these, of which null may be one.
    Is(&'static str, Vec<Value>),
    /// The field is none of these; null is another value, unless this says no.
    Differs(&'static str, Vec<Value>, bool),
    /// The field compares so with a value.
    Compare(&'static str, Comparison, Value),
    /// The field contains a text.
    Contains(&'static str, String),
    /// What is computed is at least this.
    AtLeast(Formula, i64),
    /// All of these.
    All(Vec<Test>),
    /// One of these.
    Any(Vec<Test>),
    /// Not this.
    Not(Box<Test>),
}

/// A value computed from a row.
#[derive(Clone, Debug)]
pub enum Formula {
    /// A field.
    Field(&'static str),
    /// A constant.
    Value(Value),
    /// A sum.
    Plus(Box<Formula>, Box<Formula>),
    /// A difference.
    Minus(Box<Formula>, Box<Formula>),
    /// A product.
    Times(Box<Formula>, Box<Formula>),
    /// The first that is not null.
    Or(Box<Formula>, Box<Formula>),
    /// The value of the first condition that is true, or null.
    Case(Vec<(Test, Formula)>, Option<Box<Formula>>),
}

/// Why nothing is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The numbers are not enough.
    Overflow,
    /// The row has what nothing is fixed for.
    Unsure,
}

fn one_or_list(values: &[Value]) -> Value {
    match values {
        [one] => one.clone(),
        several => Value::List(several.to_vec()),
    }
}

impl Test {
    /// The condition as the store takes it.
    pub fn to_store<O>(&self) -> Condition<O> {
        match self {
            Self::Is(name, values) => field(*name).eq(one_or_list(values)),
            Self::Differs(name, values, true) => field(*name).ne(one_or_list(values)),
            Self::Differs(name, values, false) => {
                field(*name).ne(one_or_list(values)).and(field(*name).is_not_null())
            }
            Self::Compare(name, comparison, value) => {
                let (field, value) = (field(*name), value.clone());
                match comparison {
                    Comparison::Less => field.lt(value),
                    Comparison::LessOrEqual => field.le(value),
                    Comparison::Greater => field.gt(value),
                    Comparison::GreaterOrEqual => field.ge(value),
                }
            }
            Self::Contains(name, text) => field(*name).contains(text.clone()),
            Self::AtLeast(formula, bound) => formula.to_store().ge(*bound),
            Self::All(tests) => Condition::all(tests.iter().map(Self::to_store)),
            Self::Any(tests) => Condition::any(tests.iter().map(Self::to_store)),
            Self::Not(test) => test.to_store().not(),
        }
    }

    /// Adds what this expects to an update: by name, where it can be said so.
    pub fn expected_by<O>(&self, update: ConditionalUpdate<O>) -> ConditionalUpdate<O> {
        match self {
            Self::Is(name, values) => update.expect_by(*name, one_or_list(values)),
            Self::Differs(name, values, or_null) => {
                let other: Not = not(one_or_list(values));
                update.expect_by(*name, if *or_null { other } else { other.but_null() })
            }
            other => update.expect(other.to_store()),
        }
    }

    /// Whether it is true of a row.
    pub fn truth(&self, table: &Table, row: &[Raw]) -> Truth {
        match self {
            Self::Is(name, values) => is(table, row, name, values),
            Self::Differs(name, values, or_null) => differs(table, row, name, values, *or_null),
            Self::Compare(name, comparison, value) => {
                let (field, raw) = (table.field(name), table.raw(row, name));
                let Some(wanted) = wanted(table, field, value) else { return Truth::Unsure };
                if *raw == Raw::Null {
                    return Truth::Unknown;
                }
                match compare(field, raw, &wanted) {
                    None => Truth::Unsure,
                    Some(order) => Truth::of(match comparison {
                        Comparison::Less => order.is_lt(),
                        Comparison::LessOrEqual => order.is_le(),
                        Comparison::Greater => order.is_gt(),
                        Comparison::GreaterOrEqual => order.is_ge(),
                    }),
                }
            }
            Self::Contains(name, text) => match table.raw(row, name) {
                Raw::Null => Truth::Unknown,
                Raw::Text(_) => table.raw(row, name).as_str().map_or(Truth::Unsure, |found| {
                    Truth::of(found.to_ascii_lowercase().contains(&text.to_ascii_lowercase()))
                }),
                Raw::Int(number) => Truth::of(number.to_string().contains(text)),
                Raw::Real(_) | Raw::Blob(_) => Truth::Unsure,
            },
            Self::AtLeast(formula, bound) => match formula.value(table, row, None) {
                Ok(Raw::Null) => Truth::Unknown,
                Ok(Raw::Int(number)) => Truth::of(number >= *bound),
                _ => Truth::Unsure,
            },
            Self::All(tests) => Truth::all(tests.iter().map(|test| test.truth(table, row))),
            Self::Any(tests) => Truth::any(tests.iter().map(|test| test.truth(table, row))),
            Self::Not(test) => test.truth(table, row).not(),
        }
    }
}

fn is(table: &Table, row: &[Raw], name: &str, values: &[Value]) -> Truth {
    let (field, raw) = (table.field(name), table.raw(row, name));
    Truth::any(values.iter().map(|value| match (value, raw) {
        (Value::Null, raw) => Truth::of(*raw == Raw::Null),
        (_, Raw::Null) => Truth::Unknown,
        (value, raw) => match wanted(table, field, value) {
            None => Truth::Unsure,
            Some(wanted) => equal(field, raw, &wanted),
        },
    }))
}

fn differs(table: &Table, row: &[Raw], name: &str, values: &[Value], or_null: bool) -> Truth {
    let others: Vec<Value> = values.iter().filter(|value| !value.is_null()).cloned().collect();
    let other = is(table, row, name, &others).not();
    let null = *table.raw(row, name) == Raw::Null;
    if others.len() < values.len() || !or_null {
        return Truth::all([other, Truth::of(!null)]);
    }
    Truth::any([other, Truth::of(null)])
}

/// A value to compare a column with, as the column has it: through the type, and on through the column.
fn wanted(table: &Table, field: &Field, value: &Value) -> Option<Raw> {
    // What the field itself would refuse may be in a row.
    let texts = matches!(field.kind, Kind::Text(_));
    let value = if texts { value.clone() } else { (table.shape.take)(field.name, value.clone()).ok()? };
    Some(cells::stored(field, &value))
}

fn equal(field: &Field, raw: &Raw, wanted: &Raw) -> Truth {
    compare(field, raw, wanted).map_or(Truth::Unsure, |order| Truth::of(order.is_eq()))
}

/// How two values of a column compare; none where nothing is fixed.
pub fn compare(field: &Field, one: &Raw, other: &Raw) -> Option<Ordering> {
    // Bytes, and texts that are none, may come anywhere.
    let is_plain = |raw: &Raw| !matches!(raw, Raw::Text(_) | Raw::Blob(_)) || raw.as_str().is_some();
    if !is_plain(one) || !is_plain(other) {
        return None;
    }
    match (field.kind, one, other) {
        (_, Raw::Null, Raw::Null) => Some(Ordering::Equal),
        (_, Raw::Null, _) => Some(Ordering::Less),
        (_, _, Raw::Null) => Some(Ordering::Greater),
        (Kind::Moment, _, _) => {
            let moment = |raw: &Raw| cells::instant(raw.as_str()?);
            Some(moment(one)?.cmp(&moment(other)?))
        }
        (Kind::Uuid, _, _) => {
            // Where a key in another spelling comes is the store's own business.
            let plain =
                |raw: &Raw| raw.as_str().is_some_and(|text| cells::uuid(text).as_deref() == Some(text));
            let order = one.as_str()?.cmp(other.as_str()?);
            (plain(one) && plain(other)).then_some(order)
        }
        (_, Raw::Text(one), Raw::Text(other)) => Some(one.cmp(other)),
        (_, Raw::Text(_), _) => Some(Ordering::Greater),
        (_, _, Raw::Text(_)) => Some(Ordering::Less),
        (_, Raw::Int(one), Raw::Int(other)) => Some(one.cmp(other)),
        (_, one, other) => number(one)?.partial_cmp(&number(other)?),
    }
}

#[allow(clippy::cast_precision_loss, reason = "the numbers that are compared so are small")]
fn number(raw: &Raw) -> Option<f64> {
    match raw {
        Raw::Int(number) => Some(*number as f64),
        Raw::Real(number) => Some(*number),
        _ => None,
    }
}

impl Formula {
    /// The expression as the store takes it.
    pub fn to_store<O>(&self) -> Expr<O, AnyType> {
        match self {
            Self::Field(name) => field(*name).into_expr(),
            Self::Value(value) => value.clone().into_expr(),
            Self::Plus(one, other) => one.to_store().plus(other.to_store::<O>()),
            Self::Minus(one, other) => one.to_store().minus(other.to_store::<O>()),
            Self::Times(one, other) => one.to_store().times(other.to_store::<O>()),
            Self::Or(one, other) => one.to_store().or(other.to_store::<O>()),
            Self::Case(whens, otherwise) => {
                let case = whens.iter().fold(Case::new(), |case, (when, value)| {
                    case.when(when.to_store(), value.to_store::<O>())
                });
                match otherwise {
                    Some(value) => case.otherwise(value.to_store::<O>()).into_expr(),
                    None => case.into_expr(),
                }
            }
        }
    }

    /// What it is of a row. A constant is in the form of the column it goes into, if it goes into one.
    ///
    /// # Errors
    /// Where the numbers are not enough, or nothing is fixed.
    pub fn value(&self, table: &Table, row: &[Raw], target: Option<&Field>) -> Result<Raw, Trouble> {
        let both =
            |one: &Self, other: &Self, whole: fn(i64, i64) -> Option<i64>, real: fn(f64, f64) -> f64| match (
                one.value(table, row, None)?,
                other.value(table, row, None)?,
            ) {
                (Raw::Text(_) | Raw::Blob(_), _) | (_, Raw::Text(_) | Raw::Blob(_)) => Err(Trouble::Unsure),
                (Raw::Null, _) | (_, Raw::Null) => Ok(Raw::Null),
                (Raw::Int(one), Raw::Int(other)) => whole(one, other).map(Raw::Int).ok_or(Trouble::Overflow),
                (one, other) => match (number(&one), number(&other)) {
                    (Some(one), Some(other)) => Ok(Raw::Real(real(one, other))),
                    _ => Err(Trouble::Unsure),
                },
            };
        match self {
            Self::Field(name) => match table.raw(row, name) {
                Raw::Blob(_) => Err(Trouble::Unsure),
                raw => Ok(raw.clone()),
            },
            Self::Value(value) => Ok(match (target, value) {
                (Some(field), value) => cells::stored(field, value),
                (None, Value::Int(number)) => Raw::Int(*number),
                (None, other) => panic!("no constant of these programs: {other:?}"),
            }),
            Self::Plus(one, other) => both(one, other, i64::checked_add, |one, other| one + other),
            Self::Minus(one, other) => both(one, other, i64::checked_sub, |one, other| one - other),
            Self::Times(one, other) => both(one, other, i64::checked_mul, |one, other| one * other),
            Self::Or(one, other) => match one.value(table, row, target)? {
                Raw::Null => other.value(table, row, target),
                raw => Ok(raw),
            },
            Self::Case(whens, otherwise) => {
                for (when, value) in whens {
                    match when.truth(table, row) {
                        Truth::Yes => return value.value(table, row, target),
                        Truth::Unsure => return Err(Trouble::Unsure),
                        Truth::No | Truth::Unknown => {}
                    }
                }
                otherwise.as_ref().map_or(Ok(Raw::Null), |value| value.value(table, row, target))
            }
        }
    }

    /// The constants that it may give.
    pub fn outcomes(&self) -> Vec<&Value> {
        match self {
            Self::Value(value) => vec![value],
            Self::Or(one, other) => [one, other].into_iter().flat_map(|part| part.outcomes()).collect(),
            Self::Case(whens, otherwise) => {
                let whens = whens.iter().map(|(_, value)| value);
                whens.chain(otherwise.as_deref()).flat_map(Self::outcomes).collect()
            }
            _ => Vec::new(),
        }
    }
}
