//! How values of columns are compared: alike in all databases, whatever collation, spelling or type a column has.

use std::fmt::Write as _;

use sea_query::{Cond, Expr as SqlExpr, ExprTrait as _, Func, Value as Sql};
use uuid::Uuid;

use crate::base::error::Result;
use crate::describe::descriptor::Form;
use crate::dynamic::contract::Value;
use crate::fields::types::scalar::loose_uuid;
use crate::store::column_type::{Family, cast, family_of};
use crate::store::condition::Comparison;
use crate::store::driver::Backend;
use crate::store::model::{Column, Decoding, Model};
use crate::store::moments::{self, moment_text};
use crate::store::parts::{col, moment, template};
use crate::store::rows::{comparable, of_type};
use crate::store::{pg_json, spelling};

/// What is true of no row.
pub(crate) fn nothing() -> Cond {
    Cond::all().add(SqlExpr::val(1).eq(0))
}

/// What is true of no value of a column, and of null not known.
fn no_value(model: &Model, column: &Column) -> SqlExpr {
    let value = match column.decoding {
        Decoding::Json => template(model.backend, "NULLIF(CAST($1 AS TEXT), '')", &[col(column)]),
        _ => col(column),
    };
    nowhere(model.backend, value)
}

/// The same of what is no column.
fn nowhere(backend: Backend, value: SqlExpr) -> SqlExpr {
    template(backend, "CASE WHEN $1 IS NULL THEN NULL ELSE FALSE END", &[value])
}

/// Whether a column holds texts that are compared as such.
fn is_text(backend: Backend, column: &Column) -> bool {
    column.decoding != Decoding::Json && family_of(column.field, backend) == Family::Text
}

/// Whether these texts have a collation: those of a type of its own have none.
fn is_plain_text(backend: Backend, column: &Column) -> bool {
    is_text(backend, column) && cast(column.field, backend).is_none()
}

/// A text to be compared by its bytes, whatever collation it has.
fn as_bytes(backend: Backend, text: SqlExpr) -> SqlExpr {
    match backend {
        Backend::Sqlite => template(backend, "($1 COLLATE BINARY)", &[text]),
        Backend::Postgres => template(backend, "($1 COLLATE \"C\")", &[text]),
        Backend::MySql | Backend::MariaDb => {
            template(backend, "CAST(CONVERT($1 USING utf8mb4) AS BINARY)", &[text])
        }
    }
}

/// Whether the order of a column has to be asked for by the bytes of its texts.
pub(crate) fn needs_bytes(model: &Model, column: &Column) -> bool {
    let may_differ = match model.backend {
        Backend::Postgres => true,
        Backend::Sqlite | Backend::MySql | Backend::MariaDb => model.is_collated,
    };
    may_differ && is_plain_text(model.backend, column)
}

/// A column by the bytes of its texts.
pub(crate) fn bytes_of(backend: Backend, column: &Column) -> SqlExpr {
    let declared = column.field.sql_type.or(column.field.ty.sql_type);
    if backend == Backend::Postgres && declared.is_some_and(|ty| ty.eq_ignore_ascii_case("CITEXT")) {
        // It folds letters by itself, whatever the collation.
        return template(backend, "(CAST($1 AS TEXT) COLLATE \"C\")", &[col(column)]);
    }
    as_bytes(backend, col(column))
}

/// A value that goes into a column, or is compared with it, in the type that the column has.
pub(crate) fn given(backend: Backend, column: &Column, value: Sql) -> SqlExpr {
    as_given(backend, column, SqlExpr::val(value))
}

fn as_given(backend: Backend, column: &Column, value: SqlExpr) -> SqlExpr {
    match cast(column.field, backend) {
        Some(ty) => template(backend, &format!("CAST($1 AS {ty})"), &[value]),
        None => value,
    }
}

/// What is computed, in a form that goes into a column: PostgreSQL makes no moment of a text by itself, for example.
pub(crate) fn computed(backend: Backend, column: &Column, value: SqlExpr) -> SqlExpr {
    if backend != Backend::Postgres {
        return value;
    }
    let ty = match cast(column.field, backend) {
        Some(ty) => ty,
        None => match family_of(column.field, backend) {
            Family::Truth => "BOOLEAN",
            Family::Integer => "BIGINT",
            Family::Number => "DOUBLE PRECISION",
            Family::Moment => "TIMESTAMP WITHOUT TIME ZONE",
            // Of any length: a cast would cut it.
            Family::Text | Family::Other => "TEXT",
        },
    };
    template(backend, &format!("CAST($1 AS {ty})"), &[value])
}

/// A column as values are compared with it: moments and JSON may be texts, of any spelling.
fn compared(model: &Model, column: &Column) -> SqlExpr {
    match column.decoding {
        Decoding::Moment => moment(model.backend, column),
        Decoding::Json => json(model.backend, column, col(column)),
        _ => col(column),
    }
}

/// A value that a column is compared with.
fn operand(model: &Model, column: &Column, value: SqlExpr) -> SqlExpr {
    match column.decoding {
        Decoding::Json => json(model.backend, column, value),
        _ => as_given(model.backend, column, value),
    }
}

/// A value in the text of a statement of a server, which has at most 65,535 places for others. It reads the same in every
/// mode: of a text that is not plain, nothing stands there but letters, digits and backslashes.
fn spelt_out(backend: Backend, value: Sql) -> SqlExpr {
    let is_plain =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -_.:{}".contains(&byte));
    match &value {
        Sql::BigInt(Some(_)) | Sql::Bool(Some(_)) => SqlExpr::Constant(value),
        Sql::Double(Some(number)) if number.is_finite() && backend == Backend::Postgres => {
            SqlExpr::cust(format!("CAST({number:e} AS DOUBLE PRECISION)"))
        }
        // With an exponent, it is no decimal.
        Sql::Double(Some(number)) if number.is_finite() => SqlExpr::cust(format!("{number:e}")),
        Sql::ChronoDateTime(Some(moment)) => SqlExpr::cust(format!("TIMESTAMP '{}'", moment_text(*moment))),
        Sql::String(Some(text)) if is_plain(text) => SqlExpr::Constant(value),
        Sql::String(Some(text)) if backend == Backend::Postgres => {
            SqlExpr::cust(format!("CAST(E'{}' AS TEXT)", escaped_text(text)))
        }
        Sql::String(Some(text)) => {
            let mut bytes = String::with_capacity(text.len() * 2);
            // Nothing goes wrong in a text.
            text.bytes().for_each(|byte| write!(bytes, "{byte:02x}").unwrap_or_default());
            SqlExpr::cust(format!("_utf8mb4 X'{bytes}'"))
        }
        _ => SqlExpr::val(value),
    }
}

/// A text with an escape for each character that is no letter or digit of ASCII.
fn escaped_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            escaped.push(character);
        } else {
            // Nothing goes wrong in a text.
            write!(escaped, "\\U{:08X}", u32::from(character)).unwrap_or_default();
        }
    }
    escaped
}

/// JSON, in a form in which two are the same if they say the same.
fn json(backend: Backend, column: &Column, text: SqlExpr) -> SqlExpr {
    match backend {
        Backend::Sqlite => Func::cust("vo_json").arg(text).into(),
        Backend::Postgres if cast(column.field, backend).is_some() => {
            template(backend, "CAST($1 AS JSONB)", &[text])
        }
        // What nothing was written into.
        Backend::Postgres => template(backend, "CAST(NULLIF($1, '') AS JSONB)", &[text]),
        Backend::MariaDb => template(
            backend,
            "CAST(COALESCE(CONVERT(JSON_NORMALIZE($1) USING utf8mb4), CONVERT($1 USING utf8mb4)) AS BINARY)",
            &[text],
        ),
        Backend::MySql => template(backend, "CASE WHEN JSON_VALID($1) THEN CAST($1 AS JSON) END", &[text]),
    }
}

/// Whether a column of PostgreSQL's has nothing but JSON that can be compared.
fn holds_json(column: &Column) -> bool {
    cast(column.field, Backend::Postgres).is_some_and(|ty| ty.eq_ignore_ascii_case("JSONB"))
}

/// A text without what distinguishes capitals from small letters of ASCII.
fn folded(backend: Backend, text: SqlExpr) -> SqlExpr {
    match backend {
        Backend::Sqlite => text,
        Backend::Postgres => template(backend, "LOWER(CAST($1 AS TEXT) COLLATE \"C\")", &[text]),
        Backend::MySql | Backend::MariaDb => {
            // Its own function folds the letters of all alphabets.
            let plain = template(backend, "CONVERT($1 USING utf8mb4) COLLATE utf8mb4_bin", &[text]);
            ('A'..='Z').fold(plain, |text, letter| {
                let small = letter.to_ascii_lowercase();
                template(backend, &format!("REPLACE($1, '{letter}', '{small}')"), &[text])
            })
        }
    }
}

/// The field is like a pattern: `%` stands for any text, `_` for any character, and a letter of ASCII for itself, large
/// or small.
pub(crate) fn like(model: &Model, column: &Column, pattern: &str) -> SqlExpr {
    // To SQLite a pattern ends there, and PostgreSQL has no such texts.
    if matches!(model.backend, Backend::Sqlite | Backend::Postgres) && pattern.contains('\0') {
        return no_value(model, column);
    }
    if model.backend == Backend::Sqlite {
        return col(column).like(pattern);
    }
    // Elsewhere a backslash takes the meaning of the character behind it.
    let pattern = pattern.to_ascii_lowercase().replace('\\', "\\\\");
    folded(model.backend, col(column)).like(pattern)
}

/// The field contains the text.
pub(crate) fn contains(model: &Model, column: &Column, text: &str) -> SqlExpr {
    like(model, column, &format!("%{text}%"))
}

/// Where a value is among those of a column that has not each of its kind: a number among the whole numbers of 64 bits.
#[derive(Clone, Copy)]
enum Place {
    /// It is one.
    At(i64),
    /// It is between one and the next.
    Behind(i64),
    /// Above them all.
    Above,
    /// Below them all.
    Below,
}

#[allow(clippy::cast_possible_truncation, reason = "it is looked at before")]
fn place_of(number: f64) -> Place {
    const END: f64 = 9_223_372_036_854_775_808.0;
    if number >= END {
        Place::Above
    } else if number < -END {
        Place::Below
    } else if number.fract() == 0.0 {
        Place::At(number as i64)
    } else {
        Place::Behind(number.floor() as i64)
    }
}

/// The whole number of 64 bits that a number is; none of another.
pub(crate) fn whole(number: f64) -> Option<i64> {
    match place_of(number) {
        Place::At(number) => Some(number),
        Place::Behind(_) | Place::Above | Place::Below => None,
    }
}

/// The place of a moment that no column has, of a year that databases take for another, or for none.
fn beyond(value: &Sql) -> Option<Place> {
    match value {
        Sql::ChronoDateTime(Some(moment)) if *moment < moments::FIRST => Some(Place::Below),
        Sql::ChronoDateTime(Some(moment)) if *moment > moments::LAST => Some(Place::Above),
        _ => None,
    }
}

/// Whether a value is such a moment.
pub(crate) fn is_beyond(value: &Sql) -> bool {
    beyond(value).is_some()
}

/// A comparison with a value that a column does not have, as one with a value that it has. The least of those, and the
/// greatest, have all others on one side.
fn beside(comparison: Comparison, place: Place, [least, greatest]: [Sql; 2]) -> (Comparison, Sql) {
    let is_below = matches!(comparison, Comparison::Less | Comparison::LessOrEqual);
    let (below, above) = (Comparison::LessOrEqual, Comparison::Greater);
    match place {
        Place::At(number) => (comparison, Sql::BigInt(Some(number))),
        Place::Behind(number) => (if is_below { below } else { above }, Sql::BigInt(Some(number))),
        Place::Above => (if is_below { below } else { above }, greatest),
        Place::Below if is_below => (Comparison::Less, least),
        Place::Below => (Comparison::GreaterOrEqual, least),
    }
}

/// The least and the greatest value of a column, which is one of moments or of whole numbers.
fn ends(value: &Sql) -> [Sql; 2] {
    match value {
        Sql::ChronoDateTime(_) => {
            [moments::FIRST, moments::LAST].map(|moment| Sql::ChronoDateTime(Some(moment)))
        }
        _ => [i64::MIN, i64::MAX].map(|number| Sql::BigInt(Some(number))),
    }
}

/// The place of a value that a column does not have. Beside whole numbers that is also one with a fraction: servers would
/// make fractions of the column, which loses its last digits and its index.
fn place(model: &Model, column: &Column, value: &Sql) -> Option<Place> {
    match value {
        Sql::ChronoDateTime(_) => beyond(value),
        Sql::Double(Some(number))
            if model.backend != Backend::Sqlite
                && !number.is_nan()
                && family_of(column.field, model.backend) == Family::Integer =>
        {
            Some(place_of(*number))
        }
        _ => None,
    }
}

/// How many values stand in a statement by themselves; more go in as one.
const MANY: usize = 200;

/// How many values of a server's statement have places, of which it has at most 65,535; more stand in its text.
const PLACES: usize = 5_000;

/// The column is one of many UUIDs of a server, however it is spelt: no index knows them so, but a statement with all their
/// spellings would have no bound.
pub(crate) fn one_of_ids(model: &Model, column: &Column, ids: Vec<Uuid>) -> SqlExpr {
    // PostgreSQL looks for no part of a text by every collation, and MySQL knows no small letters of bytes.
    let text = if model.backend == Backend::Postgres { bytes_of(model.backend, column) } else { col(column) };
    let ids = ids.into_iter().map(|id| spelt_out(model.backend, Sql::String(Some(id.simple().to_string()))));
    template(model.backend, PLAIN_UUID, &[text]).is_in(ids)
}

/// The column has one of these values, none of which is null.
pub(crate) fn one_of(model: &Model, column: &Column, mut values: Vec<Sql>) -> SqlExpr {
    let exactly = model.is_collated && is_plain_text(model.backend, column);
    values = values
        .into_iter()
        .filter_map(|value| match place(model, column, &value) {
            None => Some(value),
            Some(Place::At(number)) => Some(Sql::BigInt(Some(number))),
            Some(_) => None,
        })
        .collect();
    if values.is_empty() {
        // Of no row; null of a null.
        return match column.decoding {
            Decoding::Moment => no_value(model, column),
            _ => col(column).gt(i64::MAX),
        };
    }
    if values.len() > MANY
        && model.backend == Backend::Sqlite
        && let Some((all, fractions)) = as_json(&values)
    {
        let all = [all, fractions].map(SqlExpr::val);
        let text = match column.decoding {
            Decoding::Json => "$1 IN (SELECT vo_json(value) FROM json_each($2))",
            _ if values.iter().any(|value| matches!(value, Sql::Double(_))) => {
                "$1 IN (SELECT value FROM json_each($2) UNION ALL SELECT vo_fraction(value) FROM json_each($3))"
            }
            _ => "$1 IN (SELECT value FROM json_each($2))",
        };
        let among = |column: SqlExpr| {
            let [all, fractions] = all.clone();
            template(model.backend, text, &[column, all, fractions])
        };
        let found = among(compared(model, column));
        return if exactly { found.and(among(bytes_of(model.backend, column))) } else { found };
    }
    if model.backend == Backend::Postgres && values.iter().any(has_null_character) {
        values.retain(|value| !has_null_character(value));
        if values.is_empty() {
            return no_value(model, column);
        }
    }
    let is_many = values.len() > PLACES;
    let stand = |value: Sql| if is_many { spelt_out(model.backend, value) } else { SqlExpr::val(value) };
    if model.backend == Backend::Postgres && column.decoding == Decoding::Json && !holds_json(column) {
        return pg_json::says_one_of(column, values, &stand);
    }
    if model.backend == Backend::MariaDb && column.decoding == Decoding::Json {
        // It takes an escaped letter for another one than the letter.
        let escaped = values.iter().filter_map(|value| match value {
            Sql::String(Some(text)) if !text.is_ascii() => Some(Sql::String(Some(escaped(text)))),
            _ => None,
        });
        values.extend(escaped.collect::<Vec<_>>());
    }
    let list = |of: &dyn Fn(SqlExpr) -> SqlExpr, left: SqlExpr| match &values[..] {
        [one] => left.eq(of(stand(one.clone()))),
        several => left.is_in(several.iter().cloned().map(|value| of(stand(value)))),
    };
    let found = list(&|value| operand(model, column, value), compared(model, column));
    if !exactly {
        return found;
    }
    let bytes = list(&|value| as_bytes(model.backend, value), bytes_of(model.backend, column));
    if model.backend.is_mysql() && !values.iter().all(is_ascii) {
        // Its own comparison is an error where the column has not all of the characters.
        return bytes;
    }
    // The index finds those that the collation takes for the same; their bytes decide.
    found.and(bytes)
}

/// Whether a text has a character that PostgreSQL has not.
fn has_null_character(value: &Sql) -> bool {
    matches!(value, Sql::String(Some(text)) if text.contains('\0'))
}

fn is_ascii(value: &Sql) -> bool {
    !matches!(value, Sql::String(Some(text)) if !text.is_ascii())
}

/// JSON with nothing but ASCII in it, as Python writes it.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
            text.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Nothing goes wrong in a text.
                write!(text, "\\u{unit:04x}").unwrap_or_default();
            }
        }
    }
    text
}

/// Values as one JSON array, and the bits of fractions, which SQLite reads to fewer digits than they have, as another; none
/// where one has no form in it that SQLite reads as the same value.
fn as_json(values: &[Sql]) -> Option<(String, String)> {
    let (mut all, mut fractions) = (Vec::<serde_json::Value>::new(), Vec::<serde_json::Value>::new());
    for value in values {
        match value {
            Sql::Bool(Some(truth)) => all.push(i64::from(*truth).into()),
            Sql::BigInt(Some(number)) => all.push((*number).into()),
            Sql::Double(Some(number)) if !number.is_nan() => {
                fractions.push(number.to_bits().cast_signed().into());
            }
            Sql::String(Some(text)) => all.push(text.clone().into()),
            Sql::ChronoDateTime(Some(moment)) => all.push(moment_text(*moment).into()),
            _ => return None,
        }
    }
    Some((serde_json::Value::from(all).to_string(), serde_json::Value::from(fractions).to_string()))
}

/// A comparison of a column with a value that is not null.
pub(crate) fn holds(model: &Model, column: &Column, comparison: Comparison, value: Sql) -> SqlExpr {
    let (comparison, value) = match (comparison, place(model, column, &value)) {
        (Comparison::Equal | Comparison::Different, _) | (_, None) => (comparison, value),
        (comparison, Some(place)) => beside(comparison, place, ends(&value)),
    };
    match comparison {
        Comparison::Equal => one_of(model, column, vec![value]),
        Comparison::Different => one_of(model, column, vec![value]).not(),
        _ if needs_bytes(model, column) => {
            let value = as_bytes(model.backend, SqlExpr::val(value));
            compare(bytes_of(model.backend, column), comparison, value)
        }
        _ => compare(compared(model, column), comparison, operand(model, column, SqlExpr::val(value))),
    }
}

/// What is computed from a row, to be compared.
pub(crate) struct Computed {
    pub(crate) value: SqlExpr,
    /// The column that it compares as.
    pub(crate) column: Option<Column>,
    /// Whether it is more than the value of a column or a constant.
    pub(crate) is_sum: bool,
}

/// A comparison of what is computed with a value in the form that its column has.
pub(crate) fn expression_holds(
    model: &Model,
    computed: Computed,
    comparison: Comparison,
    value: Sql,
) -> SqlExpr {
    let (backend, left) = (model.backend, computed.value);
    let (comparison, value) = match (comparison, beyond(&value)) {
        (_, None) => (comparison, value),
        (Comparison::Equal, Some(_)) => return nowhere(backend, left),
        (Comparison::Different, Some(_)) => return nowhere(backend, left).not(),
        (comparison, Some(place)) => beside(comparison, place, ends(&value)),
    };
    let is_id = computed.column.is_some_and(|column| column.field.ty.form == Form::Uuid);
    match value {
        Sql::String(Some(text)) => {
            let bytes = |text: String| as_bytes(backend, SqlExpr::val(text));
            let left = as_bytes(backend, left);
            match (comparison, loose_uuid(&text).filter(|_| is_id)) {
                (Comparison::Equal, Some(id)) => left.is_in(spelling::usual(id).into_iter().map(bytes)),
                (Comparison::Different, Some(id)) => {
                    left.is_not_in(spelling::usual(id).into_iter().map(bytes))
                }
                _ => compare(left, comparison, bytes(text)),
            }
        }
        value if backend == Backend::Sqlite && computed.is_sum => {
            let order: SqlExpr = Func::cust("vo_compare").args([left, SqlExpr::val(value)]).into();
            compare(order, comparison, SqlExpr::val(0))
        }
        Sql::Double(Some(number)) if computed.is_sum && number.fract() == 0.0 && number.abs() < WIDEST => {
            // No fraction of a server's has all the digits that a sum of whole numbers may have.
            compare(left, comparison, widened(backend, SqlExpr::cust(format!("{number:.0}"))))
        }
        value if computed.is_sum => compare(left, comparison, SqlExpr::val(value)),
        value => {
            let value = number_given(backend, computed.column.as_ref(), SqlExpr::val(value));
            compare(left, comparison, value)
        }
    }
}

/// What has more digits than any whole number that a server computes.
const WIDEST: f64 = 1e64;

/// A whole number with more digits than any that is stored.
pub(crate) fn widened(backend: Backend, number: SqlExpr) -> SqlExpr {
    let ty = if backend == Backend::Postgres { "NUMERIC" } else { "DECIMAL(65)" };
    template(backend, &format!("CAST($1 AS {ty})"), &[number])
}

/// A value beside a column of numbers, with no more digits than those have.
pub(crate) fn number_given(backend: Backend, column: Option<&Column>, value: SqlExpr) -> SqlExpr {
    match column {
        Some(column) if family_of(column.field, backend) == Family::Number => {
            as_given(backend, column, value)
        }
        _ => value,
    }
}

fn compare(left: SqlExpr, comparison: Comparison, right: SqlExpr) -> SqlExpr {
    match comparison {
        Comparison::Equal => left.eq(right),
        Comparison::Different => left.ne(right),
        Comparison::Less => left.lt(right),
        Comparison::LessOrEqual => left.lte(right),
        Comparison::Greater => left.gt(right),
        Comparison::GreaterOrEqual => left.gte(right),
    }
}

/// The row has this very key, as it stands in the column.
pub(crate) fn key_stands(model: &Model, key: &Value) -> Result<Cond> {
    let column = model.key()?;
    let value = match key {
        Value::String(text) => match of_type(model.backend, &column, Sql::String(Some(text.clone()))) {
            Some(value) => value,
            None => return Ok(nothing()),
        },
        Value::Int(number) => Sql::BigInt(Some(*number)),
        Value::Float(number) => Sql::Double(Some(*number)),
        Value::Bool(truth) => Sql::Bool(Some(*truth)),
        key => match comparable(model, &column, key.clone()) {
            Some(value) => value,
            None => return Ok(nothing()),
        },
    };
    Ok(Cond::all().add(one_of(model, &column, vec![value])))
}

/// What an insert gives back that keeps the key it made, for [`key_made`], until the transaction ends: a sequence of
/// PostgreSQL's knows only what it gave last, which a trigger may have had.
pub(crate) fn key_kept(model: &Model) -> Result<SqlExpr> {
    let text = "set_config('versioned_object.key', CAST($1 AS TEXT), TRUE)";
    Ok(template(model.backend, text, &[col(&model.key()?)]))
}

/// The row has the key that the database made last, on this connection.
pub(crate) fn key_made(model: &Model) -> Result<Cond> {
    let key = model.key()?;
    let made = match model.backend {
        Backend::Sqlite => SqlExpr::cust("last_insert_rowid()"),
        Backend::Postgres => SqlExpr::cust("CAST(current_setting('versioned_object.key') AS BIGINT)"),
        Backend::MySql | Backend::MariaDb => SqlExpr::cust("LAST_INSERT_ID()"),
    };
    Ok(Cond::all().add(col(&key).eq(made)))
}

/// The row has this UUID as its key, however it is spelt.
pub(crate) fn key_means(model: &Model, id: Uuid) -> Result<Cond> {
    let column = model.key()?;
    // A type of its own has no spellings; and an index by another collation finds no ranges, but takes large and small
    // letters for the same where that is MySQL's.
    let is_typed = cast(column.field, model.backend).is_some();
    let usual = if is_typed { vec![id.hyphenated().to_string()] } else { spelling::usual(id) };
    let usual = usual.into_iter().map(|text| given(model.backend, &column, Sql::String(Some(text))));
    let usual = col(&column).is_in(usual);
    if is_typed || (model.backend != Backend::Sqlite && model.is_collated) {
        return Ok(Cond::all().add(usual));
    }
    let spelt: SqlExpr = match model.backend {
        Backend::Sqlite => Func::cust("vo_uuid").arg(col(&column)).into(),
        backend => template(backend, PLAIN_UUID, &[col(&column)]),
    };
    let plain = match model.backend {
        Backend::Sqlite => id.hyphenated().to_string(),
        _ => id.simple().to_string(),
    };
    // In each range by itself: SQLite looks at every row for one condition on several ranges.
    let mut means = Cond::any().add(usual);
    for (from, to) in spelling::ranges(id) {
        let range = Cond::all().add(col(&column).gte(from)).add(col(&column).lt(to));
        means = means.add(range.add(spelt.clone().eq(plain.as_str())));
    }
    // Inside one that takes further conditions.
    Ok(Cond::all().add(means))
}

/// The digits of a UUID, without what Python passes over.
const PLAIN_UUID: &str = "LOWER(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE($1, 'urn:', ''), 'uuid:', ''), '{', ''), \
                          '}', ''), '-', ''))";

/// The rows that are marked deleted, or those that are not: null is no mark.
pub(crate) fn is_marked(model: &Model, flag: &Column, marked: bool) -> SqlExpr {
    let no = match model.backend {
        Backend::Sqlite | Backend::MySql | Backend::MariaDb => "COALESCE($1, 0) = 0",
        Backend::Postgres => "COALESCE($1, FALSE) = FALSE",
    };
    let live = template(model.backend, no, &[col(flag)]);
    if marked { live.not() } else { live }
}
