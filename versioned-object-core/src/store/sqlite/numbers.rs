//! Functions that every connection has, for numbers: SQLite makes a fraction of a whole number that is too large, and null
//! of what is no number, without a word.

use std::cmp::Ordering;

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, Error, Result, ffi};

use crate::store::driver::OUT_OF_RANGE;

/// What all functions of ours are: of the same arguments they give the same, and do nothing else.
pub(crate) const FLAGS: FunctionFlags = FunctionFlags::SQLITE_UTF8
    .union(FunctionFlags::SQLITE_DETERMINISTIC)
    .union(FunctionFlags::SQLITE_INNOCUOUS);

/// The codes of statements that compute a number which there is not; nothing else ends with them.
const NOT_WHOLE: i32 = ffi::SQLITE_CONSTRAINT_FUNCTION;
const NOT_FINITE: i32 = ffi::SQLITE_CONSTRAINT | (200 << 8);
const NO_NUMBER: i32 = ffi::SQLITE_CONSTRAINT | (201 << 8);

/// What is said of a statement that ended with a code of these functions.
pub(crate) fn refusal(code: i32) -> Option<&'static str> {
    match code {
        NOT_WHOLE => Some(OUT_OF_RANGE),
        NOT_FINITE => Some("what is computed is beyond the numbers of 64 bits"),
        NO_NUMBER => Some("a number is computed of what is none"),
        _ => None,
    }
}

/// What is computed of two numbers.
#[derive(Clone, Copy)]
struct Operation {
    name: &'static str,
    whole: fn(i128, i128) -> Option<i128>,
    fraction: fn(f64, f64) -> f64,
}

const OPERATIONS: [Operation; 3] = [
    Operation { name: "plus", whole: i128::checked_add, fraction: |one, other| one + other },
    Operation { name: "minus", whole: i128::checked_sub, fraction: |one, other| one - other },
    Operation { name: "times", whole: i128::checked_mul, fraction: |one, other| one * other },
];

/// Makes the functions known to a connection:
///
/// - `vo_plus(x, y)`, `vo_minus(x, y)`, `vo_times(x, y)`: what goes into a column of whole numbers; an error where that is
///   none of 64 bits, or one of the two is no number.
/// - `vo_real_plus(x, y)` and so on: what goes into one of fractions, where whole numbers are those that a column of decimal
///   digits made of fractions.
/// - `vo_wide_plus(x, y)` and so on: what is compared. A whole number beyond 64 bits is a text of its digits, and one
///   beyond 128 bits an error.
/// - `vo_compare(x, y)`: -1, 0 or 1, as one number is below, equal to or above the other.
/// - `vo_fraction(x)`: the number that has these bits.
///
/// Of null they make null, and the others of what is no number, too.
pub(crate) fn register(connection: &Connection) -> Result<()> {
    for operation in OPERATIONS {
        for (prefix, aim) in [("vo", Aim::Whole), ("vo_real", Aim::Fraction), ("vo_wide", Aim::Compared)] {
            let name = format!("{prefix}_{}", operation.name);
            connection.create_scalar_function(name.as_str(), 2, FLAGS, move |arguments| {
                let is_null = |at| matches!(arguments.get_raw(at), ValueRef::Null);
                match both(arguments) {
                    Some(numbers) => computed(operation, numbers, aim),
                    None if aim == Aim::Compared || is_null(0) || is_null(1) => Ok(Sql::Null),
                    None => Err(refused(NO_NUMBER)),
                }
            })?;
        }
    }
    connection.create_scalar_function("vo_compare", 2, FLAGS, |arguments| {
        let order = both(arguments).and_then(|(one, other)| compared(one, other));
        Ok(order.map_or(Sql::Null, |order| Sql::Integer(order as i64)))
    })?;
    connection.create_scalar_function("vo_fraction", 1, FLAGS, |arguments| {
        Ok(match arguments.get_raw(0) {
            ValueRef::Integer(bits) => Sql::Real(f64::from_bits(bits.cast_unsigned())),
            _ => Sql::Null,
        })
    })
}

/// What a number is computed for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// A column of whole numbers.
    Whole,
    /// A column of fractions.
    Fraction,
    /// A comparison.
    Compared,
}

#[derive(Clone, Copy)]
enum Number {
    Whole(i128),
    Fraction(f64),
}

impl Number {
    fn of(value: ValueRef<'_>) -> Option<Self> {
        let text = match value {
            ValueRef::Null => return None,
            ValueRef::Integer(number) => return Some(Self::Whole(number.into())),
            ValueRef::Real(number) => return Some(Self::Fraction(number)),
            ValueRef::Text(text) | ValueRef::Blob(text) => std::str::from_utf8(text).ok()?,
        };
        let fraction = || text.parse().ok().filter(|number: &f64| number.is_finite()).map(Self::Fraction);
        text.parse().ok().map(Self::Whole).or_else(fraction)
    }

    #[allow(clippy::cast_precision_loss, reason = "it is computed with a fraction, which has no more digits")]
    fn fraction(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Fraction(number) => number,
        }
    }
}

fn both(arguments: &Context<'_>) -> Option<(Number, Number)> {
    Some((Number::of(arguments.get_raw(0))?, Number::of(arguments.get_raw(1))?))
}

/// An error without a text: with one, SQLite would take the code for another.
fn refused(code: i32) -> Error {
    Error::SqliteFailure(ffi::Error::new(code), None)
}

fn computed(operation: Operation, numbers: (Number, Number), aim: Aim) -> Result<Sql> {
    if let (Number::Whole(one), Number::Whole(other), Aim::Whole | Aim::Compared) =
        (numbers.0, numbers.1, aim)
    {
        let number = (operation.whole)(one, other).ok_or_else(|| refused(NOT_WHOLE))?;
        return match i64::try_from(number) {
            Ok(number) => Ok(Sql::Integer(number)),
            Err(_) if aim == Aim::Compared => Ok(Sql::Text(number.to_string())),
            Err(_) => Err(refused(NOT_WHOLE)),
        };
    }
    let number = (operation.fraction)(numbers.0.fraction(), numbers.1.fraction());
    if aim == Aim::Compared || number.is_finite() { Ok(Sql::Real(number)) } else { Err(refused(NOT_FINITE)) }
}

fn compared(one: Number, other: Number) -> Option<Ordering> {
    match (one, other) {
        (Number::Whole(one), Number::Whole(other)) => Some(one.cmp(&other)),
        (Number::Fraction(one), Number::Fraction(other)) => one.partial_cmp(&other),
        (Number::Whole(whole), Number::Fraction(fraction)) => beside(whole, fraction),
        (Number::Fraction(fraction), Number::Whole(whole)) => beside(whole, fraction).map(Ordering::reverse),
    }
}

/// How a whole number compares with a fraction, which may have fewer digits.
#[allow(clippy::cast_possible_truncation, reason = "it is looked at before")]
fn beside(whole: i128, fraction: f64) -> Option<Ordering> {
    const END: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    if fraction >= END {
        return Some(Ordering::Less);
    }
    if fraction < -END {
        return Some(Ordering::Greater);
    }
    let below = fraction.floor();
    (!fraction.is_nan()).then(|| match whole.cmp(&(below as i128)) {
        Ordering::Equal if fraction > below => Ordering::Less,
        order => order,
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;
    use rusqlite::types::Value;

    use super::{refusal, register};

    fn call(text: &str) -> Option<Value> {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        match connection.query_row(&format!("SELECT {text}"), [], |row| row.get(0)) {
            Ok(value) => Some(value),
            Err(error) => {
                assert!(refusal(error.sqlite_error().unwrap().extended_code).is_some(), "{text}");
                None
            }
        }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn what_is_stored_is_exact_or_an_error() {
        for (given, made) in [
            ("vo_plus(9223372036854775806, 1)", Some(Value::Integer(i64::MAX))),
            ("vo_plus(9223372036854775807, 1)", None),
            ("vo_minus(-9223372036854775807, 1)", Some(Value::Integer(i64::MIN))),
            ("vo_minus(-9223372036854775807, 2)", None),
            ("vo_times(4611686018427387904, 2)", None),
            ("vo_times(-4611686018427387904, 2)", Some(Value::Integer(i64::MIN))),
            ("vo_times(1e300, 1e300)", None),
            ("vo_plus(1, 0.5)", Some(Value::Real(1.5))),
            ("vo_minus(9e999, 9e999)", None),
            ("vo_plus('12', 1)", Some(Value::Integer(13))),
            ("vo_plus('twelve', 1)", None),
            ("vo_plus('inf', 1)", None),
            ("vo_plus(NULL, 1)", Some(Value::Null)),
            ("vo_plus(NULL, 'twelve')", Some(Value::Null)),
            ("vo_plus(x'ff', 1)", None),
            ("vo_wide_plus('twelve', 1)", Some(Value::Null)),
            ("vo_real_times(4000000000, 4000000000)", Some(Value::Real(1.6e19))),
            ("vo_real_plus(1, 2)", Some(Value::Real(3.0))),
            ("vo_real_plus(1, 'twelve')", None),
            ("vo_real_times(1e300, 1e300)", None),
        ] {
            assert_eq!(call(given), made, "{given}");
        }
    }

    #[test]
    fn what_is_compared_has_as_many_digits_as_it_takes() {
        for (given, made) in [
            ("vo_wide_plus(9223372036854775807, 1)", Some(text("9223372036854775808"))),
            ("vo_wide_minus(vo_wide_plus(9223372036854775807, 1), 1)", Some(Value::Integer(i64::MAX))),
            (
                "vo_wide_times(vo_wide_times(9223372036854775807, 9223372036854775807), 9223372036854775807)",
                None,
            ),
            ("vo_wide_times(1e300, 1e300)", Some(Value::Real(f64::INFINITY))),
            ("vo_wide_times(9e999, 0.0)", Some(Value::Null)),
        ] {
            assert_eq!(call(given), made, "{given}");
        }
    }

    #[test]
    fn numbers_compare_to_the_last_digit() {
        for (one, other, order) in [
            ("1", "2", -1),
            ("'9223372036854775808'", "9223372036854775807", 1),
            ("9223372036854775807", "9223372036854775808.0", -1),
            ("'9223372036854775808'", "9223372036854775808.0", 0),
            ("9007199254740993", "9007199254740992.0", 1),
            ("2", "2.5", -1),
            ("-2", "-2.5", 1),
            ("0.5", "0.25", 1),
            ("1", "1e300", -1),
            ("1", "-1e300", 1),
            ("1", "9e999", -1),
            ("170141183460469231731687303715884105727", "9e999", -1),
            ("1", "-9e999", 1),
        ] {
            for (one, other, order) in [(one, other, order), (other, one, -order)] {
                assert_eq!(
                    call(&format!("vo_compare({one}, {other})")),
                    Some(Value::Integer(order)),
                    "{one}"
                );
            }
        }
        assert_eq!(call("vo_compare(NULL, 1)"), Some(Value::Null));
        assert_eq!(call("vo_compare('one', 1)"), Some(Value::Null));
    }

    #[test]
    fn a_fraction_has_all_its_bits() {
        for number in [0.1, 5e-324, f64::MAX, -0.0, f64::NEG_INFINITY] {
            let bits = number.to_bits().cast_signed();
            assert_eq!(call(&format!("vo_fraction({bits})")), Some(Value::Real(number)), "{number}");
        }
        assert_eq!(call("vo_fraction('x')"), Some(Value::Null));
    }
}
