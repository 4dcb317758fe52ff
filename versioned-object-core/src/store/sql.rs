//! The statements, built with sea-query: nothing else in the store knows SQL.

use std::sync::Arc;

use sea_query::{
    Alias, Asterisk, Cond, Expr as SqlExpr, ExprTrait as _, Func, IntoIden as _, LockType, MysqlQueryBuilder,
    PostgresQueryBuilder, Query, QueryStatementWriter, SelectStatement, SqliteQueryBuilder, TableRef,
    UpdateStatement, Value as Sql,
};
use uuid::Uuid;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::Form;
use crate::dynamic::contract::Value;
use crate::fields::types::scalar::loose_uuid;
use crate::store::assign::is_whole;
use crate::store::column_type::{Family, cast, family_of};
use crate::store::compare::{
    Computed, expression_holds, given, holds, is_beyond, key_kept, like, nothing, number_given, one_of,
    one_of_ids, whole, widened,
};
use crate::store::condition::{Comparison, Expected, Node, Term, too_deep};
use crate::store::ddl::quoted;
use crate::store::driver::{Backend, Step};
use crate::store::model::{Column, Decoding, Model, Triggers};
use crate::store::parts::{col, is_null, is_odd, moment, name, table, template};
use crate::store::rows::{comparable, encode_set};
use crate::store::spelling;

/// A statement for a backend.
pub(crate) fn step(backend: Backend, statement: &impl QueryStatementWriter) -> Step {
    let (sql, values) = match backend {
        Backend::Sqlite => statement.build_any(&SqliteQueryBuilder),
        Backend::Postgres => statement.build_any(&PostgresQueryBuilder),
        Backend::MySql | Backend::MariaDb => statement.build_any(&MysqlQueryBuilder),
    };
    Step::new(Arc::<str>::from(sql), values.0)
}

/// The step of a statement that writes rows.
pub(crate) fn write(model: &Model, statement: &impl QueryStatementWriter) -> Step {
    let step = step(model.backend, statement);
    if model.made.replaces {
        Step { sql: refusing(model, step.sql.to_string()).into(), ..step }
    } else {
        step
    }
}

/// The text of a statement that writes rows, which takes none away in SQLite, whatever the table says of two with one value.
pub(crate) fn refusing(model: &Model, text: String) -> String {
    match text.split_once(' ') {
        Some((word, rest)) if model.made.replaces => format!("{word} OR ABORT {rest}"),
        _ => text,
    }
}

/// What a value is to the database, and its bytes: `text 6162`.
pub(crate) fn bytes(value: SqlExpr) -> SqlExpr {
    template(Backend::Sqlite, "typeof($1) || ' ' || hex($1)", &[value])
}

/// Whether a row has a moment in a column that is spelt in another way than most are.
pub(crate) fn has_odd(model: &Model, column: &Column) -> SelectStatement {
    let odd =
        Query::select().expr(SqlExpr::val(1)).from(table(model)).and_where(is_odd(column)).limit(1).take();
    Query::select().expr(SqlExpr::exists(odd)).take()
}

/// One row for a table in which some key is not a UUID as it is usually written.
pub(crate) fn has_respelt(model: &Model) -> Result<SelectStatement> {
    let key = model.key()?;
    let respelt = match model.backend {
        Backend::Sqlite => {
            let usual = [8, 4, 4, 4, 12].map(|digits| "[0-9a-f]".repeat(digits)).join("-");
            format!("$1 NOT GLOB '{usual}'")
        }
        Backend::Postgres if cast(key.field, model.backend).is_some() => "FALSE".to_owned(),
        Backend::Postgres => format!("NOT ($1 ~ '{USUAL_UUID}' AND LENGTH($1) = 36)"),
        Backend::MySql | Backend::MariaDb => {
            // Bytes against bytes: MySQL 8 refuses to compare them with a text.
            let (key, usual) =
                ("CAST(CONVERT($1 USING utf8mb4) AS BINARY)", format!("CAST('{USUAL_UUID}' AS BINARY)"));
            format!("NOT ({key} REGEXP {usual} AND LENGTH($1) = 36)")
        }
    };
    let respelt = template(model.backend, &respelt, &[col(&key)]);
    Ok(Query::select().expr(SqlExpr::val(1)).from(table(model)).and_where(respelt).limit(1).take())
}

/// The beginning of a UUID as it is usually written, as a pattern.
const USUAL_UUID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/// Every stored field of the rows that meet a condition.
pub(crate) fn select(model: &Model, condition: Cond) -> SelectStatement {
    let mut select = Query::select();
    select.columns(model.selected().iter().map(name)).from(table(model)).cond_where(condition);
    select
}

/// As [`select`], of rows that are written next: nobody else writes them meanwhile. SQLite has one writer at a time.
pub(crate) fn select_to_write(model: &Model, condition: Cond) -> SelectStatement {
    let mut select = select(model, condition);
    if model.backend != Backend::Sqlite {
        select.lock(LockType::Update);
    }
    select
}

/// A condition that says the same, and names the columns that have to be there for a statement to be right.
pub(crate) fn guarded(model: &Model, condition: Cond) -> Cond {
    let named = model.guards().iter().map(|name| SqlExpr::col(Alias::new(*name)).is_null());
    named.fold(condition, |condition, is_null| {
        Cond::all().add(condition).add(Cond::any().add(SqlExpr::cust("1 = 1")).add(is_null))
    })
}

/// How many rows meet a condition.
pub(crate) fn count(model: &Model, condition: Cond) -> SelectStatement {
    let condition = guarded(model, condition);
    // Not of a column: others may have left a key out.
    Query::select().expr(Func::count(SqlExpr::col(Asterisk))).from(table(model)).cond_where(condition).take()
}

/// What is true of every row.
fn everything() -> Cond {
    Cond::all().add(SqlExpr::val(1).eq(1))
}

/// The field is as expected.
pub(crate) fn expected(model: &Model, column: &Column, expected: &Expected) -> Cond {
    match expected {
        Expected::Is(value) => is(model, column, value),
        Expected::Not(not) => {
            let listed = elements(&not.value);
            let null = listed.iter().any(|value| value.is_null());
            let mut all = Cond::all();
            if let Some(others) = among(model, column, &listed) {
                all = all.add(others.not());
            }
            // All but null are other values than one that no row has.
            let is_any = all.is_empty() && !listed.is_empty();
            if null || (is_any && !not.or_null) {
                return all.add(col(column).is_not_null());
            }
            if all.is_empty() {
                return everything();
            }
            if !not.or_null {
                return all;
            }
            Cond::any().add(all).add(is_null(model.backend, column))
        }
    }
}

fn is(model: &Model, column: &Column, value: &Value) -> Cond {
    let listed = elements(value);
    let mut any = Cond::any();
    if let Some(others) = among(model, column, &listed) {
        any = any.add(others);
    }
    if listed.iter().any(|value| value.is_null()) {
        any = any.add(is_null(model.backend, column));
    }
    if any.is_empty() { nothing() } else { any }
}

fn elements(value: &Value) -> Vec<&Value> {
    match value {
        Value::List(items) | Value::Set(items) => items.iter().collect(),
        value => vec![value],
    }
}

/// How many UUIDs stand in a server's statement in all their usual spellings.
const SPELT: usize = 5_000;

/// The column has one of these values, apart from null, a UUID in any of its usual spellings; none where there is no such value.
fn among(model: &Model, column: &Column, listed: &[&Value]) -> Option<SqlExpr> {
    let listed = listed.iter().filter(|value| !value.is_null());
    let mut values: Vec<Sql> =
        listed.filter_map(|value| comparable(model, column, (*value).clone())).collect();
    let mut found = None;
    // A type of its own has no spellings.
    if column.field.ty.form == Form::Uuid && cast(column.field, model.backend).is_none() {
        let id = |value: &Sql| match value {
            Sql::String(Some(text)) => loose_uuid(text),
            _ => None,
        };
        let ids: Vec<Uuid> = values.iter().filter_map(id).collect();
        values.retain(|value| id(value).is_none());
        if model.backend != Backend::Sqlite && ids.len() > SPELT {
            found = Some(one_of_ids(model, column, ids));
        } else {
            let spelt = ids.into_iter().flat_map(spelling::usual);
            values.splice(0..0, spelt.map(|text| Sql::String(Some(text))));
        }
    }
    let others = (!values.is_empty()).then(|| one_of(model, column, values));
    match (found, others) {
        (Some(found), Some(others)) => Some(found.or(others)),
        (found, others) => found.or(others),
    }
}

/// A condition of whoever asks. What recurses is apart from what does not, so that a level takes little of the stack.
fn condition(model: &Model, given: &Node) -> Result<Cond> {
    match given {
        Node::All(nodes) => group(model, nodes, Cond::all, everything),
        Node::Any(nodes) => group(model, nodes, Cond::any, nothing),
        Node::Not(inner) => Ok(condition(model, inner)?.not()),
        single => one(model, single),
    }
}

fn one(model: &Model, given: &Node) -> Result<Cond> {
    Ok(match given {
        Node::Compare(field, comparison, value) => {
            let column = model.named(field)?;
            match comparable(model, &column, value.clone()) {
                Some(value) => Cond::all().add(holds(model, &column, *comparison, value)),
                None if *comparison == Comparison::Different => Cond::all().add(col(&column).is_not_null()),
                None => nothing(),
            }
        }
        Node::CompareTerm(term, comparison, value) => term_holds(model, term, *comparison, value)?,
        Node::Expected(field, wanted) => expected(model, &model.named(field)?, wanted),
        Node::Like(field, pattern) => Cond::all().add(like(model, &model.named(field)?, pattern)),
        Node::All(_) | Node::Any(_) | Node::Not(_) | Node::TooDeep => return Err(too_deep()),
    })
}

/// What is computed compares so with a value: as the field does that it leads to.
fn term_holds(model: &Model, term: &Term, comparison: Comparison, value: &Value) -> Result<Cond> {
    let column = term.column(model, value);
    let is_whole = column.is_some_and(|column| is_whole(model, &column, term));
    let way = Way { is_compared: true, is_whole };
    let left =
        Computed { value: computed(model, column.as_ref(), term, way)?, column, is_sum: term.computes() };
    Ok(match compared_as(model, column.as_ref(), value, term.may_give(value))? {
        Some(value) => Cond::all().add(expression_holds(model, left, comparison, way.number(value))),
        None if comparison == Comparison::Different => Cond::all().add(left.value.is_not_null()),
        None => nothing(),
    })
}

/// A value beside a column, in the form that it has; where the column has no such value, as it is, if it may be another.
fn compared_as(
    model: &Model,
    column: Option<&Column>,
    value: &Value,
    may_be_other: bool,
) -> Result<Option<Sql>> {
    let is_one = !matches!(value, Value::List(_) | Value::Set(_) | Value::Map(_));
    match column.filter(|_| is_one).map(|column| comparable(model, column, value.clone())) {
        Some(Some(value)) => Ok(Some(value)),
        Some(None) if !may_be_other => Ok(None),
        _ => plain(value).map(Some),
    }
}

/// All conditions of whoever asks.
pub(crate) fn all(model: &Model, nodes: &[Node]) -> Result<Cond> {
    group(model, nodes, Cond::all, everything)
}

/// How many conditions stand beside each other; more of them stand in groups of groups, for databases read a chain as
/// levels in one another, and take only so many.
const BESIDE: usize = 16;

fn group(model: &Model, nodes: &[Node], empty: fn() -> Cond, of_none: fn() -> Cond) -> Result<Cond> {
    let mut group = empty();
    if nodes.len() <= BESIDE {
        for node in nodes {
            group = group.add(condition(model, node)?);
        }
        return Ok(if nodes.is_empty() { of_none() } else { group });
    }
    let (first, last) = nodes.split_at(nodes.len() / 2);
    group = group.add(self::group(model, first, empty, of_none)?);
    Ok(group.add(self::group(model, last, empty, of_none)?))
}

fn plain(value: &Value) -> Result<Sql> {
    Ok(match value {
        Value::Null => Sql::BigInt(None),
        Value::Bool(truth) => Sql::Bool(Some(*truth)),
        Value::Int(number) => Sql::BigInt(Some(*number)),
        Value::Float(number) => Sql::Double(Some(*number)),
        Value::DateTime(moment) => Sql::ChronoDateTime(Some(moment.naive_utc())),
        Value::NaiveDateTime(moment) => Sql::ChronoDateTime(Some(*moment)),
        Value::String(text) => Sql::String(Some(text.clone())),
        _ => return Err(Error::invalid("only plain values can stand in an expression")),
    })
}

/// An expression of whoever asks; `target` is the column it goes into, where it is a plain constant.
pub(crate) fn expression(model: &Model, target: Option<&Column>, expr: &Term) -> Result<SqlExpr> {
    let is_whole = target.is_some_and(|column| is_whole(model, column, expr));
    computed(model, target, expr, Way { is_compared: false, is_whole })
}

/// What an expression is for.
#[derive(Clone, Copy)]
struct Way {
    /// It is compared, not stored: whole numbers may get larger than any that is stored, and a moment is one in whatever
    /// spelling.
    is_compared: bool,
    /// It is computed of whole numbers alone.
    is_whole: bool,
}

impl Way {
    /// A number without a fraction among whole ones: not one that has no more digits than a fraction.
    fn number(self, value: Sql) -> Sql {
        match value {
            Sql::Double(Some(number)) if self.is_whole => whole(number).map_or(value, Into::into),
            value => value,
        }
    }

    /// A constant: what is stored in the form of its column, what is compared as the column is.
    fn constant(self, model: &Model, target: Option<&Column>, value: &Value) -> Result<SqlExpr> {
        let backend = model.backend;
        let of_target = match target {
            Some(column) if !self.is_compared => {
                let value = encode_set(column, value.clone()).map_err(|error| error.at(model.name()))?;
                let value = self.number(value);
                return Ok(given(backend, column, value));
            }
            Some(column) if !value.is_null() => compared_as(model, Some(column), value, true)?,
            _ => None,
        };
        let value = match (of_target, value) {
            (Some(value), _) => value,
            // Of whatever type it is beside.
            (None, Value::Null) => return Ok(SqlExpr::cust("NULL")),
            (None, value) => plain(value)?,
        };
        if is_beyond(&value) {
            let reason = "only a moment of a year from 1 to 9999 in UTC can stand in an expression";
            return Err(Error::invalid_input(reason));
        }
        Ok(match self.number(value) {
            value @ Sql::BigInt(_) if self.is_wide(backend) => widened(backend, SqlExpr::val(value)),
            value => number_given(backend, target, SqlExpr::val(value)),
        })
    }

    fn is_wide(self, backend: Backend) -> bool {
        self.is_compared && backend != Backend::Sqlite
    }
}

/// What is computed of two numbers. Servers say by themselves when there is no such number.
fn arithmetic(model: &Model, expr: &Term, way: Way) -> Result<SqlExpr> {
    let (one, other, name) = match expr {
        Term::Add(one, other) => (one, other, "plus"),
        Term::Sub(one, other) => (one, other, "minus"),
        Term::Mul(one, other) => (one, other, "times"),
        _ => return Err(too_deep()),
    };
    let (one, other) = (computed(model, None, one, way)?, computed(model, None, other, way)?);
    Ok(match name {
        _ if model.backend == Backend::Sqlite => {
            let kind = match way {
                Way { is_compared: true, .. } => "vo_wide",
                Way { is_whole: true, .. } => "vo",
                _ => "vo_real",
            };
            Func::cust(Alias::new(format!("{kind}_{name}"))).args([one, other]).into()
        }
        "plus" => one.add(other),
        "minus" => one.sub(other),
        _ => one.mul(other),
    })
}

fn computed(model: &Model, target: Option<&Column>, expr: &Term, way: Way) -> Result<SqlExpr> {
    let is_compared = way.is_compared;
    Ok(match expr {
        Term::Field(field) => {
            let column = model.named(field)?;
            match family_of(column.field, model.backend) {
                Family::Integer if way.is_wide(model.backend) || model.unsigned.has(column.slot) => {
                    widened(model.backend, col(&column))
                }
                _ if is_compared => term(model.backend, &column),
                _ => col(&column),
            }
        }
        Term::Value(value) => way.constant(model, target, value)?,
        Term::Add(..) | Term::Sub(..) | Term::Mul(..) => arithmetic(model, expr, way)?,
        Term::Coalesce(parts) => {
            let parts = parts.iter().map(|part| computed(model, target, part, way));
            coalesce(parts.collect::<Result<Vec<_>>>()?)
        }
        Term::Case(whens, otherwise) => {
            let mut case = sea_query::CaseStatement::new();
            for (when, value) in whens {
                case = case.case(condition(model, when)?, computed(model, target, value, way)?);
            }
            match otherwise {
                Some(value) if whens.is_empty() => computed(model, target, value, way)?,
                Some(value) => case.finally(computed(model, target, value, way)?).into(),
                None if whens.is_empty() => SqlExpr::cust("NULL"),
                None => case.into(),
            }
        }
        Term::TooDeep => return Err(too_deep()),
    })
}

/// A column among what is compared: a moment in whatever spelling, and a text of whatever type.
fn term(backend: Backend, column: &Column) -> SqlExpr {
    let is_typed = cast(column.field, backend).is_some()
        && matches!(family_of(column.field, backend), Family::Text | Family::Other);
    match column.decoding {
        Decoding::Moment => moment(backend, column),
        _ if is_typed => template(backend, "CAST($1 AS TEXT)", &[col(column)]),
        _ => col(column),
    }
}

/// The first that is not null. Databases take only so many at once.
fn coalesce(parts: Vec<SqlExpr>) -> SqlExpr {
    let mut groups = parts.chunks(100).map(|group| match group {
        [only] => only.clone(),
        several => Func::coalesce(several.to_vec()).into(),
    });
    match (groups.next(), groups.len()) {
        (Some(only), 0) => only,
        (first, _) => coalesce(first.into_iter().chain(groups).collect()),
    }
}

/// The columns to be set, and to what.
pub(crate) fn update(model: &Model, values: Vec<(Column, SqlExpr)>, condition: Cond) -> UpdateStatement {
    let mut update = Query::update();
    update.table(table(model)).values(values.into_iter().map(|(column, value)| (name(&column), value)));
    update.cond_where(guarded(model, condition));
    update
}

/// As [`update`], in MySQL, where an assignment sees those before it: all values are computed first.
pub(crate) fn update_at_once(
    model: &Model,
    key: &Column,
    values: Vec<(Column, SqlExpr)>,
    condition: Cond,
) -> UpdateStatement {
    let (was, kept) = (|| Alias::new("was"), |at: usize| Alias::new(format!("value_{at}")));
    let (mut select, mut update) = (Query::select(), Query::update());
    select.expr_as(col(key), kept(0));
    update.table(table(model));
    for (at, (column, value)) in values.into_iter().enumerate() {
        select.expr_as(value, kept(at + 1));
        update.value(name(&column), SqlExpr::col((was(), kept(at + 1))));
    }
    select.from(table(model)).cond_where(guarded(model, condition)).lock(LockType::Update);
    let same = SqlExpr::col((table(model), name(key))).eq(SqlExpr::col((was(), kept(0))));
    update.from(TableRef::SubQuery(select.into(), was().into_iden())).and_where(same);
    update
}

/// The step that writes new rows of the same columns. It gives them back, if asked to and the backend can.
pub(crate) fn insert(
    model: &Model,
    columns: &[Column],
    rows: Vec<Vec<Sql>>,
    gives_back: bool,
) -> Result<Step> {
    let backend = model.backend;
    let mut insert = Query::insert();
    insert.into_table(table(model));
    if columns.is_empty() {
        insert.or_default_values();
    } else {
        insert.columns(columns.iter().map(name));
        for values in rows {
            let values = columns.iter().zip(values).map(|(column, value)| given(backend, column, value));
            insert.values(values).map_err(Error::database)?;
        }
    }
    let key = model.key()?;
    if backend == Backend::Postgres
        && model.triggers == Triggers::Behind
        && !columns.iter().any(|column| column.slot == key.slot)
    {
        insert.returning(Query::returning().exprs([key_kept(model)?]));
        return Ok(write(model, &insert));
    }
    if !gives_back || !model.gives_back() {
        return Ok(write(model, &insert));
    }
    let selected = model.selected();
    insert.returning(Query::returning().columns(selected.iter().map(name)));
    let written = write(model, &insert);
    if backend != Backend::MariaDb {
        return Ok(written);
    }
    // sea-query writes what MySQL has, which gives nothing back.
    let names: Vec<String> = selected.iter().map(|column| quoted(backend, column.name)).collect();
    Ok(Step { sql: format!("{} RETURNING {}", written.sql, names.join(", ")).into(), ..written })
}

/// The rows that meet a condition, gone.
pub(crate) fn delete(model: &Model, condition: Cond) -> sea_query::DeleteStatement {
    Query::delete().from_table(table(model)).cond_where(guarded(model, condition)).take()
}

/// The text of a statement with its values in it.
pub(crate) fn whole_text(backend: Backend, statement: &impl QueryStatementWriter) -> String {
    match backend {
        Backend::Sqlite => statement.to_string(SqliteQueryBuilder),
        Backend::Postgres => statement.to_string(PostgresQueryBuilder),
        Backend::MySql | Backend::MariaDb => statement.to_string(MysqlQueryBuilder),
    }
}
