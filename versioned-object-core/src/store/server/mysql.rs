//! MySQL, and MariaDB.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, Utc};
use futures_core::stream::BoxStream;
use sea_query::Value;
use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::mysql::{
    MySql, MySqlArguments, MySqlConnectOptions, MySqlConnection, MySqlDatabaseError, MySqlQueryResult,
    MySqlRow, MySqlSslMode, MySqlTypeInfo, MySqlValueRef,
};
use sqlx::{
    Arguments as _, AssertSqlSafe, ConnectOptions as _, Decode, Either, Executor as _, Row as _,
    SqlSafeStr as _, TypeInfo as _, ValueRef as _,
};

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::store::driver::{Backend, ColumnValue};
use crate::store::server::dialect::{Bound, Dialect, Kind, Link, Words};
use crate::store::server::failure::words;
use crate::store::server::settings::{Settings, Tls, millis};
use crate::store::server::spelt::Spelt;

pub(crate) struct My;

/// How the values of a column are read.
#[derive(Clone, Copy)]
pub(crate) enum Reading {
    Int,
    Unsigned,
    Float,
    Double,
    Moment,
    Instant,
    Text,
    /// Not at all.
    None,
}

impl Dialect for My {
    type Db = MySql;

    type Reading = Reading;

    const WORDS: Words = Words {
        begin: "START TRANSACTION",
        begin_reading: "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; \
                        START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
        first_mark: "SAVEPOINT vo",
        next_mark: "SAVEPOINT vo",
        loses_all: true,
    };

    /// The server does not answer when the oldest one makes room, so that the client's system holds back what comes next
    /// until the server's has confirmed it: 40 ms, for each statement that is new. A new connection is made in a few.
    const STATEMENTS: usize = 100;

    fn carry_out(
        connection: &mut Link<Self>,
        (sql, values): Bound<Self>,
    ) -> BoxStream<'_, Result<Either<MySqlQueryResult, MySqlRow>, sqlx::Error>> {
        connection.fetch_many(sqlx::query_with(sql, values))
    }

    fn say(connection: &mut MySqlConnection, words: String) -> BoxFuture<'_, Result<(), sqlx::Error>> {
        Box::pin(async move { sqlx::raw_sql(AssertSqlSafe(words)).execute(connection).await.map(drop) })
    }

    fn bind(sql: &Arc<str>, values: &[Value]) -> Result<Bound<Self>> {
        let mut bound = MySqlArguments::default();
        for value in values {
            let added = match value {
                Value::Bool(truth) => bound.add(truth),
                Value::Int(number) => bound.add(number.map(i64::from)),
                Value::BigInt(number) => bound.add(number),
                Value::BigUnsigned(number) => bound.add(number),
                Value::Double(Some(number)) if !number.is_finite() => {
                    return Err(Error::database(format_args!("MySQL has no number {number}")));
                }
                Value::Double(number) => bound.add(number),
                Value::String(text) => bound.add(text.as_deref()),
                Value::ChronoDateTime(moment) => bound.add(moment),
                other => {
                    return Err(Error::database(format_args!("no value of this kind is written: {other:?}")));
                }
            };
            added.map_err(Error::database)?;
        }
        Ok((AssertSqlSafe(Arc::clone(sql)).into_sql_str(), bound))
    }

    fn reading(ty: &MySqlTypeInfo) -> Reading {
        match ty.name() {
            "BOOLEAN" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" => Reading::Int,
            "TINYINT UNSIGNED" | "SMALLINT UNSIGNED" | "MEDIUMINT UNSIGNED" | "INT UNSIGNED"
            | "BIGINT UNSIGNED" | "BIT" | "YEAR" => Reading::Unsigned,
            "FLOAT" => Reading::Float,
            "DOUBLE" => Reading::Double,
            "DATETIME" => Reading::Moment,
            "TIMESTAMP" => Reading::Instant,
            "DECIMAL" | "VARCHAR" | "CHAR" | "TINYTEXT" | "TEXT" | "MEDIUMTEXT" | "LONGTEXT" | "BINARY"
            | "VARBINARY" | "TINYBLOB" | "BLOB" | "MEDIUMBLOB" | "LONGBLOB" | "JSON" | "ENUM" | "SET" => {
                Reading::Text
            }
            _ => Reading::None,
        }
    }

    fn get<'r>(
        row: &'r MySqlRow,
        index: usize,
        reading: Reading,
        _spelt: &'r Spelt,
    ) -> Result<ColumnValue<'r>> {
        let value = row.try_get_raw(index).map_err(|error| Error::database(words(&error)))?;
        if value.is_null() {
            // A moment of zeros is null to sqlx, but not to the server.
            return match <&[u8] as Decode<MySql>>::decode(value) {
                Ok(_) => Err(Error::database("0000-00-00 00:00:00 is no moment")),
                Err(_) => Ok(ColumnValue::Null),
            };
        }
        Ok(match reading {
            Reading::Int => ColumnValue::Int(read(value)?),
            Reading::Unsigned => {
                let number = i64::try_from(read::<u64>(value)?);
                ColumnValue::Int(
                    number.map_err(|_| Error::database("more than a whole number of 64 bits holds"))?,
                )
            }
            Reading::Float => ColumnValue::Real(read::<f32>(value)?.into()),
            Reading::Double => ColumnValue::Real(read(value)?),
            Reading::Moment => ColumnValue::DateTime(read::<NaiveDateTime>(value)?),
            Reading::Instant => ColumnValue::DateTime(read::<DateTime<Utc>>(value)?.naive_utc()),
            Reading::Text => {
                let text = <&str as Decode<MySql>>::decode(value);
                ColumnValue::Text(text.map_err(|_| Error::database("a text is not UTF-8"))?)
            }
            Reading::None => {
                let ty = value.type_info();
                return Err(Error::database(format_args!("a column of the type {} is not read", ty.name())));
            }
        })
    }

    fn written(result: &MySqlQueryResult) -> u64 {
        result.rows_affected()
    }

    fn kind(error: &dyn DatabaseError) -> Kind {
        if error.kind() == ErrorKind::UniqueViolation {
            return Kind::Duplicate;
        }
        match error.try_downcast_ref::<MySqlDatabaseError>().map(MySqlDatabaseError::number) {
            Some(1020 | 1213) => Kind::GaveWay,
            Some(1690) => Kind::Overflow,
            Some(1264 | 1265 | 1292 | 1366 | 1406) => Kind::Unfit,
            Some(1205) => Kind::Locked,
            Some(1142 | 1143 | 1290 | 1792 | 1836) => Kind::NotAllowed,
            Some(1969 | 3024) => Kind::Stopped,
            Some(1053 | 1927 | 4031) => Kind::Lost,
            _ => Kind::Other,
        }
    }

    fn is_of_key(error: &dyn DatabaseError, key: &str) -> bool {
        // The name of the index stands last, in MySQL behind that of the table. Unless it is given one, the index of a
        // column has its name.
        let index = error.message().rsplit('\'').nth(1).unwrap_or_default();
        let index = index.rsplit('.').next().unwrap_or_default();
        ["PRIMARY", key].iter().any(|name| name.eq_ignore_ascii_case(index))
    }

    fn value_in(words: &str) -> Option<Range<usize>> {
        // The name of its column stands behind it, if anything does.
        let start = words.find("value: '")? + "value: ".len();
        let end = words.rfind("' for column ").or_else(|| words.rfind('\''))?;
        Some(start..(end + 1).max(start))
    }

    fn greeting(settings: &Settings) -> String {
        let lock = (millis(settings.lock_timeout) / 1000).max(1);
        let whole = settings.statement_timeout.map_or(0, millis);
        let statement = f64::from(whole) / 1000.0;
        // MariaDB and MySQL have different words for the same limit; each reads its own alone. A key that is given as zero
        // stays so.
        format!(
            "SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,\
             NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO', innodb_lock_wait_timeout = {lock}, lock_wait_timeout = {lock} /*M!100100 , max_statement_time = {statement} */; \
             SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; \
             SET @vo = 0 /*!50708 , SESSION max_execution_time = {whole} */"
        )
    }

    fn number(connection: &mut MySqlConnection) -> BoxFuture<'_, Result<Option<u64>, sqlx::Error>> {
        Box::pin(async { sqlx::query_scalar("SELECT CONNECTION_ID()").fetch_one(connection).await.map(Some) })
    }

    fn end_of(number: u64) -> String {
        format!("KILL {number}")
    }

    fn backend(connection: &mut MySqlConnection) -> BoxFuture<'_, Result<Backend, sqlx::Error>> {
        Box::pin(async move {
            let version: String = sqlx::query_scalar("SELECT VERSION()").fetch_one(connection).await?;
            let is_maria = version.to_ascii_lowercase().contains("mariadb");
            Ok(if is_maria { Backend::MariaDb } else { Backend::MySql })
        })
    }
}

fn read<'r, T: Decode<'r, MySql>>(value: MySqlValueRef<'r>) -> Result<T> {
    T::decode(value).map_err(Error::database)
}

/// How a server is connected to.
pub(crate) fn way(url: &url::Url, settings: &Settings) -> Result<MySqlConnectOptions> {
    let mut way = MySqlConnectOptions::from_url(url).map_err(|error| Error::invalid_input(words(&error)))?;
    if !url.query_pairs().any(|(key, _)| key == "statement-cache-capacity") {
        // What a transaction may have beyond those that a connection keeps.
        way = way.statement_cache_capacity(10 * My::STATEMENTS);
    }
    if let Some(tls) = settings.tls {
        way = way.ssl_mode(match tls {
            Tls::Disabled => MySqlSslMode::Disabled,
            Tls::Preferred => MySqlSslMode::Preferred,
            Tls::Required => MySqlSslMode::Required,
            Tls::VerifyAuthority => MySqlSslMode::VerifyCa,
            Tls::VerifyHost => MySqlSslMode::VerifyIdentity,
        });
    }
    if let Some(root) = &settings.root_certificate {
        way = way.ssl_ca(root);
    }
    if let Some((certificate, key)) = &settings.client_certificate {
        way = way.ssl_client_cert(certificate).ssl_client_key(key);
    }
    // The greeting says the rest.
    let way = way.charset("utf8mb4").pipes_as_concat(false).no_engine_substitution(false).timezone(None);
    Ok(way.disable_statement_logging())
}
