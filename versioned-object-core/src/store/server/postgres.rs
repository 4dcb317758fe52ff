//! PostgreSQL.

use std::ops::Range;
use std::str;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use futures_core::stream::BoxStream;
use sea_query::Value;
use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::postgres::{
    PgArguments, PgConnectOptions, PgConnection, PgDatabaseError, PgQueryResult, PgRow, PgSslMode,
    PgTypeInfo, PgValueRef, Postgres,
};
use sqlx::{
    Arguments as _, AssertSqlSafe, ConnectOptions as _, Decode, Either, Executor as _, Row as _,
    SqlSafeStr as _, TypeInfo as _, ValueRef as _,
};

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::store::driver::{Backend, ColumnValue};
use crate::store::server::dialect::{Bound, Dialect, Kind, Link, Words};
use crate::store::server::failure::{is_stale, words};
use crate::store::server::settings::{Settings, Tls, millis};
use crate::store::server::spelt::Spelt;

pub(crate) struct Pg;

/// How the values of a column are read.
#[derive(Clone, Copy)]
pub(crate) enum Reading {
    Bool,
    Int2,
    Int4,
    Int8,
    Float4,
    Float8,
    Moment,
    Instant,
    Numeric,
    Uuid,
    Jsonb,
    Text,
    /// A text of a fixed width, without the blanks that fill it up: they are no part of it in any comparison.
    Padded,
    /// Not at all.
    None,
}

impl Dialect for Pg {
    type Db = Postgres;

    type Reading = Reading;

    const WORDS: Words = Words {
        begin: "BEGIN ISOLATION LEVEL READ COMMITTED",
        begin_reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        first_mark: "SAVEPOINT vo",
        next_mark: "RELEASE SAVEPOINT vo; SAVEPOINT vo",
        loses_all: false,
    };

    /// The oldest one makes room, and the server says that it did.
    const STATEMENTS: usize = usize::MAX;

    fn carry_out(
        connection: &mut Link<Self>,
        (sql, values): Bound<Self>,
    ) -> BoxStream<'_, Result<Either<PgQueryResult, PgRow>, sqlx::Error>> {
        connection.fetch_many(sqlx::query_with(sql, values))
    }

    fn say(connection: &mut PgConnection, words: String) -> BoxFuture<'_, Result<(), sqlx::Error>> {
        Box::pin(async move { sqlx::raw_sql(AssertSqlSafe(words)).execute(connection).await.map(drop) })
    }

    fn bind(sql: &Arc<str>, values: &[Value]) -> Result<Bound<Self>> {
        let mut bound = PgArguments::default();
        // A prepared statement is known by its text alone, and takes values of the types that it was prepared for.
        let mut text = String::with_capacity(sql.len() + values.len() + 5);
        text.push_str(sql);
        text.push_str(" /*");
        for value in values {
            let (added, ty) = match value {
                Value::Bool(truth) => (bound.add(truth), 'b'),
                Value::Int(number) => (bound.add(number.map(i64::from)), 'i'),
                Value::BigInt(number) => (bound.add(number), 'i'),
                Value::BigUnsigned(number) => match number.map(i64::try_from).transpose() {
                    Ok(number) => (bound.add(number), 'i'),
                    Err(_) => return Err(Error::database("a whole number is more than PostgreSQL has")),
                },
                Value::Double(number) => (bound.add(number), 'f'),
                Value::String(Some(text)) if text.contains('\0') => {
                    return Err(Error::database("PostgreSQL has no texts with a null character"));
                }
                Value::String(text) => (bound.add(text.as_deref()), 't'),
                Value::ChronoDateTime(moment) => (bound.add(moment), 'm'),
                other => {
                    return Err(Error::database(format_args!("no value of this kind is written: {other:?}")));
                }
            };
            added.map_err(Error::database)?;
            text.push(ty);
        }
        text.push_str("*/");
        let text = if values.is_empty() {
            AssertSqlSafe(Arc::clone(sql)).into_sql_str()
        } else {
            AssertSqlSafe(text).into_sql_str()
        };
        Ok((text, bound))
    }

    fn reading(ty: &PgTypeInfo) -> Reading {
        match ty.name() {
            "BOOL" => Reading::Bool,
            "INT2" => Reading::Int2,
            "INT4" => Reading::Int4,
            "INT8" => Reading::Int8,
            "FLOAT4" => Reading::Float4,
            "FLOAT8" => Reading::Float8,
            "TIMESTAMP" => Reading::Moment,
            "TIMESTAMPTZ" => Reading::Instant,
            "NUMERIC" => Reading::Numeric,
            "UUID" => Reading::Uuid,
            "JSONB" => Reading::Jsonb,
            "CHAR" | "BPCHAR" => Reading::Padded,
            "TEXT" | "VARCHAR" | "NAME" | "\"CHAR\"" | "JSON" | "UNKNOWN" | "CITEXT" | "citext" => {
                Reading::Text
            }
            // The text of a value of an enum is how it travels.
            _ if matches!(ty.kind(), sqlx::postgres::PgTypeKind::Enum(_)) => Reading::Text,
            _ => Reading::None,
        }
    }

    fn get<'r>(row: &'r PgRow, index: usize, reading: Reading, spelt: &'r Spelt) -> Result<ColumnValue<'r>> {
        let value = row.try_get_raw(index).map_err(|error| Error::database(words(&error)))?;
        if value.is_null() {
            return Ok(ColumnValue::Null);
        }
        Ok(match reading {
            Reading::Bool => ColumnValue::Bool(read(value)?),
            Reading::Int2 => ColumnValue::Int(read::<i16>(value)?.into()),
            Reading::Int4 => ColumnValue::Int(read::<i32>(value)?.into()),
            Reading::Int8 => ColumnValue::Int(read(value)?),
            Reading::Float4 => ColumnValue::Real(read::<f32>(value)?.into()),
            Reading::Float8 => ColumnValue::Real(read(value)?),
            Reading::Moment | Reading::Instant => {
                ColumnValue::DateTime(moment(value.as_bytes().map_err(Error::database)?)?)
            }
            Reading::Numeric => {
                let bytes = value.as_bytes().map_err(Error::database)?;
                let text = numeric(bytes).ok_or_else(|| Error::database("a NUMERIC that is no number"))?;
                ColumnValue::Text(spelt.text(row.len(), index, || text))
            }
            Reading::Uuid => {
                let bytes = value.as_bytes().map_err(Error::database)?;
                let id = uuid::Uuid::from_slice(bytes).map_err(Error::database)?;
                ColumnValue::Text(spelt.text(row.len(), index, || id.to_string()))
            }
            Reading::Jsonb => match value.as_bytes().map_err(Error::database)? {
                // Its version stands before the text.
                [1, text @ ..] => ColumnValue::Text(str::from_utf8(text).map_err(Error::database)?),
                _ => return Err(Error::database("a JSONB in a form that is not known")),
            },
            Reading::Text => ColumnValue::Text(text(&value)?),
            Reading::Padded => ColumnValue::Text(text(&value)?.trim_end_matches(' ')),
            Reading::None => {
                let ty = value.type_info();
                return Err(Error::database(format_args!("a column of the type {} is not read", ty.name())));
            }
        })
    }

    fn written(result: &PgQueryResult) -> u64 {
        result.rows_affected()
    }

    fn kind(error: &dyn DatabaseError) -> Kind {
        if error.kind() == ErrorKind::UniqueViolation {
            return Kind::Duplicate;
        }
        if is_stale(error) {
            // Another connection knows the table as it is.
            return Kind::GaveWay;
        }
        match error.code().as_deref() {
            Some("40001" | "40P01") => Kind::GaveWay,
            Some("22003") if error.message().starts_with("bigint") => Kind::Overflow,
            Some("22001" | "22003" | "22007" | "22008" | "22P02") => Kind::Unfit,
            Some("55P03") => Kind::Locked,
            Some("25006" | "42501") => Kind::NotAllowed,
            Some("57014") => Kind::Stopped,
            Some("57P01" | "57P02" | "57P03" | "57P05") => Kind::Lost,
            _ => Kind::Other,
        }
    }

    fn is_of_key(error: &dyn DatabaseError, key: &str) -> bool {
        let detail = error.try_downcast_ref::<PgDatabaseError>().and_then(PgDatabaseError::detail);
        // `Key (id)=(7) already exists.`, in whatever language; who may not read the columns is told of none.
        match detail.and_then(|detail| detail.split_once(")=(")?.0.split_once('(')) {
            Some((_, columns)) => columns.trim_matches('"').eq_ignore_ascii_case(key),
            None => error.constraint().is_some_and(|name| name.ends_with("_pkey")),
        }
    }

    fn value_in(words: &str) -> Option<Range<usize>> {
        // Nothing else is in quotes, and quotes in the value are between these.
        Some(words.find('"')?..words.rfind('"')? + 1)
    }

    fn greeting(settings: &Settings) -> String {
        let statement = settings.statement_timeout.map_or(0, millis);
        let lock = millis(settings.lock_timeout);
        // Since its version 14, on Linux, a server sees while it works that nobody waits for it any more.
        format!(
            "SET TimeZone = 'UTC'; SET statement_timeout = {statement}; SET lock_timeout = {lock}; \
             SELECT set_config('client_connection_check_interval', '1s', false) \
             WHERE current_setting('server_version_num')::INTEGER >= 140000 AND version() LIKE '%linux%'"
        )
    }

    fn number(_connection: &mut PgConnection) -> BoxFuture<'_, Result<Option<u64>, sqlx::Error>> {
        // It sees that by itself, as the greeting has it. Numbers are those of processes, and come again.
        Box::pin(async { Ok(None) })
    }

    fn end_of(number: u64) -> String {
        format!("SELECT pg_terminate_backend({number})")
    }

    fn backend(_connection: &mut PgConnection) -> BoxFuture<'_, Result<Backend, sqlx::Error>> {
        Box::pin(async { Ok(Backend::Postgres) })
    }
}

/// A moment, from how it travels: microseconds since the year 2000, and the two ends of all of them for what is behind or
/// before every moment.
fn moment(bytes: &[u8]) -> Result<NaiveDateTime> {
    let bytes = bytes.try_into().map_err(|_| Error::database("a moment in a form that is not known"))?;
    let none = |what: &str| Error::database(format_args!("{what} is no moment"));
    match i64::from_be_bytes(bytes) {
        i64::MAX => Err(none("infinity")),
        i64::MIN => Err(none("-infinity")),
        micros => NaiveDate::from_ymd_opt(2000, 1, 1)
            .and_then(|date| {
                date.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::microseconds(micros))
            })
            .ok_or_else(|| none("what is that far away")),
    }
}

/// The text of a number of as many digits as one likes, from how it travels: digits of ten thousand each.
fn numeric(bytes: &[u8]) -> Option<String> {
    let mut words = bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
    let count = words.next()?;
    let weight = words.next()?.cast_signed();
    let (sign, scale) = (words.next()?, usize::from(words.next()?));
    let digits: Vec<u16> = words.collect();
    let is_negative = match sign {
        0 => false,
        0x4000 => true,
        _ => return None,
    };
    if digits.len() != usize::from(count) {
        return None;
    }
    let digit =
        |place: i32| usize::try_from(place).ok().and_then(|place| digits.get(place)).copied().unwrap_or(0);
    let mut text = String::from(if is_negative { "-" } else { "" });
    text.push_str(&digit(if weight < 0 { -1 } else { 0 }).to_string());
    text.extend((1..=i32::from(weight)).map(|place| format!("{:04}", digit(place))));
    if scale > 0 {
        let first = i32::from(weight) + 1;
        let fraction = (0..scale.div_ceil(4)).map(|group| {
            let group = i32::try_from(group).unwrap_or_default();
            // Above the first digit that travels, there are zeros.
            format!("{:04}", digit(group + first))
        });
        text.push('.');
        text.push_str(fraction.collect::<String>().get(..scale)?);
    }
    Some(text)
}

fn text<'r>(value: &PgValueRef<'r>) -> Result<&'r str> {
    value.as_str().map_err(|_| Error::database("a text is not UTF-8"))
}

fn read<'r, T: Decode<'r, Postgres>>(value: PgValueRef<'r>) -> Result<T> {
    T::decode(value).map_err(Error::database)
}

/// How a server is connected to.
pub(crate) fn way(url: &url::Url, settings: &Settings) -> Result<PgConnectOptions> {
    let mut way = PgConnectOptions::from_url(url).map_err(|error| Error::invalid_input(words(&error)))?;
    if let Some(tls) = settings.tls {
        way = way.ssl_mode(match tls {
            Tls::Disabled => PgSslMode::Disable,
            Tls::Preferred => PgSslMode::Prefer,
            Tls::Required => PgSslMode::Require,
            Tls::VerifyAuthority => PgSslMode::VerifyCa,
            Tls::VerifyHost => PgSslMode::VerifyFull,
        });
    }
    if let Some(root) = &settings.root_certificate {
        way = way.ssl_root_cert(root);
    }
    if let Some((certificate, key)) = &settings.client_certificate {
        way = way.ssl_client_cert(certificate).ssl_client_key(key);
    }
    Ok(way.disable_statement_logging())
}
