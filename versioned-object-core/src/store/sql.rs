//! The statements, built with sea-query: nothing else in the store knows SQL.

use std::sync::Arc;

use sea_query::{
    Alias, ColumnDef, Cond, Expr as SqlExpr, ExprTrait as _, Func, InsertStatement, MysqlQueryBuilder,
    PostgresQueryBuilder, Query, QueryStatementWriter, SelectStatement, SqliteQueryBuilder, Table,
    UpdateStatement, Value as Sql,
};
use uuid::Uuid;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{FieldDescriptor, Form};
use crate::dynamic::contract::Value;
use crate::fields::types::scalar::loose_uuid;
use crate::store::condition::{Comparison, Expected, Node, Term, too_deep};
use crate::store::driver::{Backend, Step};
use crate::store::model::{Column, Decoding, Model};
use crate::store::moments::moment_text;
use crate::store::rows::{comparable, encode};
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

pub(crate) fn table(model: &Model) -> Alias {
    Alias::new(model.table.name)
}

pub(crate) fn name(column: &Column) -> Alias {
    Alias::new(column.field.column)
}

pub(crate) fn col(column: &Column) -> SqlExpr {
    SqlExpr::col(name(column))
}

/// A text of SQL with expressions in it: `$1` stands for the first, wherever it is.
fn template(text: &str, parts: &[SqlExpr]) -> SqlExpr {
    let mut pieces = text.split('$');
    let mut sql = pieces.next().unwrap_or_default().to_owned();
    let mut used = Vec::new();
    for piece in pieces {
        let (number, rest) = piece.split_at(piece.len().min(1));
        let part = number.parse::<usize>().ok().and_then(|number| parts.get(number.checked_sub(1)?));
        used.extend(part.cloned());
        sql.push('?');
        sql.push_str(rest);
    }
    SqlExpr::cust_with_exprs(sql, used)
}

/// The text of a moment in a column with all six digits of the second. SQLite's own functions make it, so that any
/// program can keep an index of it.
pub(crate) fn digits(column: &Column) -> SqlExpr {
    template(DIGITS, &[col(column)])
}

const DIGITS: &str = "($1 || substr('.000000', length($1) - 18))";

/// The instant of a moment in a column, however it is spelt, as text.
pub(crate) fn instant(column: &Column) -> SqlExpr {
    Func::cust("vo_instant").arg(col(column)).into()
}

/// What a value is to the database, and its bytes: `text 6162`.
pub(crate) fn bytes(value: SqlExpr) -> SqlExpr {
    template("typeof($1) || ' ' || hex($1)", &[value])
}

/// Whether a moment in a column is spelt in another way than its [`digits`] are right for.
pub(crate) fn is_odd(column: &Column) -> SqlExpr {
    template(ODD, &[col(column)])
}

/// The opposite, null among it.
pub(crate) fn is_usual(column: &Column) -> SqlExpr {
    template(USUAL, &[col(column)])
}

/// A macro, as text is put together here that the compiler has to see whole.
macro_rules! usual {
    () => {
        "$1 GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]*' \
         AND substr($1, 20) NOT GLOB '*[^.0-9]*' AND length($1) < 27"
    };
}

/// `2016-06-14 10:28:42`, with a fraction of up to six digits or without; or null.
const USUAL: &str = concat!("($1 IS NULL OR (typeof($1) <> 'blob' AND ", usual!(), "))");

/// Anything else.
const ODD: &str = concat!("(typeof($1) = 'blob' OR NOT (", usual!(), "))");

/// Whether a row has a moment in a column that is spelt in another way than most are.
pub(crate) fn has_odd(model: &Model, column: &Column) -> SelectStatement {
    let odd =
        Query::select().expr(SqlExpr::val(1)).from(table(model)).and_where(is_odd(column)).limit(1).take();
    Query::select().expr(SqlExpr::exists(odd)).take()
}

/// One row for a table in which some key is not a UUID as it is usually written; none where only each key can be asked
/// for.
pub(crate) fn has_respelt(model: &Model) -> Result<Option<SelectStatement>> {
    if model.backend != Backend::Sqlite {
        return Ok(None);
    }
    let key = model.key()?;
    let usual = [8, 4, 4, 4, 12].map(|digits| "[0-9a-f]".repeat(digits)).join("-");
    let respelt = template(&format!("$1 NOT GLOB '{usual}'"), &[col(&key)]);
    Ok(Some(Query::select().expr(SqlExpr::val(1)).from(table(model)).and_where(respelt).limit(1).take()))
}

/// A column as values are compared with it: SQLite holds moments and JSON as texts, of any spelling.
fn compared(model: &Model, column: &Column) -> SqlExpr {
    match (model.backend, column.decoding) {
        (Backend::Sqlite, Decoding::Moment) => instant(column),
        (Backend::Sqlite, Decoding::Json) => Func::cust("vo_json").arg(col(column)).into(),
        _ => col(column),
    }
}

/// A value that a column is compared with.
fn operand(model: &Model, column: &Column, value: Sql) -> SqlExpr {
    match (model.backend, column.decoding) {
        (Backend::Sqlite, Decoding::Json) => Func::cust("vo_json").arg(SqlExpr::val(value)).into(),
        _ => SqlExpr::val(value),
    }
}

/// Every stored field of the rows that meet a condition.
pub(crate) fn select(model: &Model, condition: Cond) -> SelectStatement {
    let mut select = Query::select();
    select.columns(model.columns().iter().map(name)).from(table(model)).cond_where(condition);
    select
}

/// How many rows meet a condition.
pub(crate) fn count(model: &Model, condition: Cond) -> Result<SelectStatement> {
    let key = model.named(model.table.key)?;
    Ok(Query::select().expr(Func::count(col(&key))).from(table(model)).cond_where(condition).take())
}

/// What is true of no row.
pub(crate) fn nothing() -> Cond {
    Cond::all().add(SqlExpr::val(1).eq(0))
}

/// What is true of every row.
fn everything() -> Cond {
    Cond::all().add(SqlExpr::val(1).eq(1))
}

/// The field contains the text.
pub(crate) fn contains(column: &Column, text: &str) -> SqlExpr {
    like(column, &format!("%{text}%"))
}

fn like(column: &Column, pattern: &str) -> SqlExpr {
    col(column).like(pattern)
}

/// The field is as expected.
pub(crate) fn expected(model: &Model, column: &Column, expected: &Expected) -> Cond {
    match expected {
        Expected::Is(value) => is(model, column, value),
        Expected::Not(not) => {
            let listed = elements(&not.value);
            let null = listed.iter().any(|value| value.is_null());
            let others = values(model, column, &listed);
            let mut all = Cond::all();
            if !others.is_empty() {
                all = all.add(one_of(model, column, others).not());
            }
            if null {
                return all.add(col(column).is_not_null());
            }
            if all.is_empty() {
                return everything();
            }
            if !not.or_null {
                return all;
            }
            Cond::any().add(all).add(col(column).is_null())
        }
    }
}

fn is(model: &Model, column: &Column, value: &Value) -> Cond {
    let listed = elements(value);
    let mut any = Cond::any();
    let others = values(model, column, &listed);
    if !others.is_empty() {
        any = any.add(one_of(model, column, others));
    }
    if listed.iter().any(|value| value.is_null()) {
        any = any.add(col(column).is_null());
    }
    if any.is_empty() { nothing() } else { any }
}

/// How many values stand in a statement by themselves; more go in as one.
const MANY: usize = 200;

/// The column has one of these values, none of which is null.
fn one_of(model: &Model, column: &Column, mut values: Vec<Sql>) -> SqlExpr {
    let left = compared(model, column);
    if values.len() > MANY
        && model.backend == Backend::Sqlite
        && let Some(all) = as_json(&values)
    {
        let all = SqlExpr::val(all);
        let text = match column.decoding {
            Decoding::Json => "$1 IN (SELECT vo_json(value) FROM json_each($2))",
            _ => "$1 IN (SELECT value FROM json_each($2))",
        };
        return template(text, &[left, all]);
    }
    match (values.pop(), values.is_empty()) {
        (Some(one), true) => left.eq(operand(model, column, one)),
        (last, _) => {
            values.extend(last);
            left.is_in(values.into_iter().map(|value| operand(model, column, value)))
        }
    }
}

/// Values as one JSON array; none where one has no form in it that SQLite reads as the same value.
fn as_json(values: &[Sql]) -> Option<String> {
    let json = values.iter().map(|value| match value {
        Sql::Bool(Some(truth)) => Some(i64::from(*truth).into()),
        Sql::BigInt(Some(number)) => Some((*number).into()),
        Sql::Double(Some(number)) => serde_json::Number::from_f64(*number).map(serde_json::Value::Number),
        Sql::String(Some(text)) => Some(text.clone().into()),
        Sql::ChronoDateTime(Some(moment)) => Some(moment_text(*moment).into()),
        _ => None,
    });
    json.collect::<Option<Vec<serde_json::Value>>>().map(|all| serde_json::Value::from(all).to_string())
}

fn elements(value: &Value) -> Vec<&Value> {
    match value {
        Value::List(items) | Value::Set(items) => items.iter().collect(),
        value => vec![value],
    }
}

/// The values that a column is compared with, apart from null; a UUID in all its usual spellings.
fn values(model: &Model, column: &Column, listed: &[&Value]) -> Vec<Sql> {
    let listed = listed.iter().filter(|value| !value.is_null());
    let values = listed.filter_map(|value| comparable(model, column, (*value).clone()));
    if column.field.ty.form != Form::Uuid {
        return values.collect();
    }
    let spelt = values.flat_map(|value| match &value {
        Sql::String(Some(text)) => match loose_uuid(text) {
            Some(id) => spelling::usual(id).into_iter().map(|text| Sql::String(Some(text))).collect(),
            None => vec![value],
        },
        _ => vec![value],
    });
    spelt.collect()
}

/// The row has this very key, as it stands in the column.
pub(crate) fn key_stands(model: &Model, key: &Value) -> Result<Cond> {
    let column = model.key()?;
    let value = match key {
        Value::String(text) => Sql::String(Some(text.clone())),
        Value::Int(number) => Sql::BigInt(Some(*number)),
        Value::Float(number) => Sql::Double(Some(*number)),
        Value::Bool(truth) => Sql::Bool(Some(*truth)),
        key => match comparable(model, &column, key.clone()) {
            Some(value) => value,
            None => return Ok(nothing()),
        },
    };
    Ok(Cond::all().add(col(&column).eq(value)))
}

/// The row has this UUID as its key, however it is spelt.
pub(crate) fn key_means(model: &Model, id: Uuid) -> Result<Cond> {
    let column = model.key()?;
    let usual = spelling::usual(id).into_iter().map(|text| Sql::String(Some(text)));
    let usual = col(&column).is_in(usual);
    if model.backend != Backend::Sqlite {
        return Ok(Cond::all().add(usual));
    }
    let mut ranges = Cond::any();
    for (from, to) in spelling::ranges(id) {
        ranges = ranges.add(Cond::all().add(col(&column).gte(from)).add(col(&column).lt(to)));
    }
    let spelt: SqlExpr = Func::cust("vo_uuid").arg(col(&column)).into();
    let other = Cond::all().add(ranges).add(spelt.eq(id.hyphenated().to_string()));
    // Inside one that takes further conditions.
    Ok(Cond::all().add(Cond::any().add(usual).add(other)))
}

/// The rows that are marked deleted, or those that are not: null is no mark.
pub(crate) fn is_marked(model: &Model, flag: &Column, marked: bool) -> SqlExpr {
    let no = match model.backend {
        Backend::Sqlite | Backend::MySql | Backend::MariaDb => "COALESCE($1, 0) = 0",
        Backend::Postgres => "COALESCE($1, FALSE) = FALSE",
    };
    let live = template(no, &[col(flag)]);
    if marked { live.not() } else { live }
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
                Some(value) => {
                    let value = operand(model, &column, value);
                    Cond::all().add(compare(compared(model, &column), *comparison, value))
                }
                None => nothing(),
            }
        }
        Node::CompareTerm(term, comparison, value) => {
            let value = SqlExpr::val(constant(None, value)?);
            Cond::all().add(compare(expression(model, None, term)?, *comparison, value))
        }
        Node::Expected(field, wanted) => expected(model, &model.named(field)?, wanted),
        Node::Like(field, pattern) => Cond::all().add(like(&model.named(field)?, pattern)),
        Node::All(_) | Node::Any(_) | Node::Not(_) | Node::TooDeep => return Err(too_deep()),
    })
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

/// A constant: in the form of the column it goes into, if it goes into one.
fn constant(target: Option<&Column>, value: &Value) -> Result<Sql> {
    match target {
        Some(column) => encode(column, value.clone()),
        None => Ok(match value {
            Value::Null => Sql::BigInt(None),
            Value::Bool(truth) => Sql::Bool(Some(*truth)),
            Value::Int(number) => Sql::BigInt(Some(*number)),
            Value::Float(number) => Sql::Double(Some(*number)),
            Value::DateTime(moment) => Sql::ChronoDateTime(Some(moment.naive_utc())),
            Value::NaiveDateTime(moment) => Sql::ChronoDateTime(Some(*moment)),
            Value::String(text) => Sql::String(Some(text.clone())),
            _ => return Err(Error::invalid("only plain values can stand in an expression")),
        }),
    }
}

/// An expression of whoever asks; `target` is the column it goes into, where it is a plain constant.
pub(crate) fn expression(model: &Model, target: Option<&Column>, expr: &Term) -> Result<SqlExpr> {
    let inner = |expr: &Term| expression(model, None, expr);
    Ok(match expr {
        Term::Field(field) => col(&model.named(field)?),
        Term::Value(value) => SqlExpr::val(constant(target, value)?),
        Term::Add(one, other) => inner(one)?.add(inner(other)?),
        Term::Sub(one, other) => inner(one)?.sub(inner(other)?),
        Term::Mul(one, other) => inner(one)?.mul(inner(other)?),
        Term::Coalesce(parts) => {
            let parts =
                parts.iter().map(|part| expression(model, target, part)).collect::<Result<Vec<_>>>()?;
            coalesce(parts)
        }
        Term::Case(whens, otherwise) => {
            let mut case = sea_query::CaseStatement::new();
            for (when, value) in whens {
                case = case.case(condition(model, when)?, expression(model, target, value)?);
            }
            match otherwise {
                Some(value) => case.finally(expression(model, target, value)?).into(),
                None if whens.is_empty() => SqlExpr::val(Sql::String(None)),
                None => case.into(),
            }
        }
        Term::TooDeep => return Err(too_deep()),
    })
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
    update.cond_where(condition);
    update
}

/// A new row. The statement gives it back, if asked to and the backend can.
pub(crate) fn insert(
    model: &Model,
    columns: &[Column],
    values: Vec<Sql>,
    backend: Backend,
    gives_back: bool,
) -> Result<InsertStatement> {
    let mut insert = Query::insert();
    insert.into_table(table(model));
    if columns.is_empty() {
        insert.or_default_values();
    } else {
        insert.columns(columns.iter().map(name));
        insert.values(values.into_iter().map(SqlExpr::val)).map_err(Error::database)?;
    }
    if gives_back && !backend.is_mysql() {
        insert.returning(Query::returning().columns(model.columns().iter().map(name)));
    }
    Ok(insert)
}

/// The rows that meet a condition, gone.
pub(crate) fn delete(model: &Model, condition: Cond) -> sea_query::DeleteStatement {
    Query::delete().from_table(table(model)).cond_where(condition).take()
}

/// The table, if there is none.
pub(crate) fn create_table(model: &Model, backend: Backend) -> Vec<Step> {
    let mut create = Table::create();
    create.table(table(model)).if_not_exists();
    for column in model.columns() {
        let mut def = ColumnDef::new(name(&column));
        def.custom(Alias::new(field_type(column.field, backend)));
        if !column.field.nullable() {
            def.not_null();
        }
        if column.field.name == model.table.key {
            def.primary_key();
        }
        create.col(&mut def);
    }
    let mut steps = vec![schema_step(backend, &create)];
    steps.extend(indexes(model, backend).into_iter().map(|sql| Step::new(sql, Vec::new())));
    steps
}

/// The indexes that serve the usual order of lists: for everybody, and for the rows of one project. On SQLite, a third
/// knows the rows whose time of creation is spelt in another way; it is empty as a rule.
fn indexes(model: &Model, backend: Backend) -> Vec<String> {
    if backend.is_mysql() {
        return Vec::new();
    }
    let column = |field: Option<&str>| field.and_then(|field| model.column(field));
    let Some(key) = column(Some(model.table.key)) else { return Vec::new() };
    let (created, project) = (column(model.table.created), column(model.table.project));
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let named = |suffix: &str| quoted(&format!("{}_{suffix}_idx", model.table.name));
    let on = |name: String, columns: &str| {
        format!("CREATE INDEX IF NOT EXISTS {name} ON {} ({columns})", quoted(model.table.name))
    };
    let key = quoted(key.field.column);
    let time = created.map(|created| match backend {
        Backend::Sqlite => DIGITS.replace("$1", &quoted(created.field.column)),
        _ => quoted(created.field.column),
    });
    let mut all = Vec::new();
    if let Some(time) = &time {
        all.push(on(named("listed"), &format!("{time}, {key}")));
    }
    if let Some(project) = project {
        let project = quoted(project.field.column);
        let time = time.map_or_else(String::new, |time| format!("{time}, "));
        all.push(on(named("owned"), &format!("{project}, {time}{key}")));
    }
    if let (Backend::Sqlite, Some(created)) = (backend, created) {
        let created = quoted(created.field.column);
        all.push(format!("{} WHERE {}", on(named("odd"), &created), ODD.replace("$1", &created)));
    }
    if let Some((flag, project)) = column(model.table.soft_delete.map(|soft| soft.flag)).zip(project) {
        // The one that was made before: it serves no order.
        let former =
            quoted(&format!("{}_{}_{}_idx", model.table.name, flag.field.column, project.field.column));
        all.push(format!("DROP INDEX IF EXISTS {former}"));
    }
    all
}

fn schema_step(backend: Backend, create: &sea_query::TableCreateStatement) -> Step {
    let sql = match backend {
        Backend::Sqlite => create.build(SqliteQueryBuilder),
        Backend::Postgres => create.build(PostgresQueryBuilder),
        Backend::MySql | Backend::MariaDb => create.build(MysqlQueryBuilder),
    };
    Step::new(sql, Vec::new())
}

/// The type a column has: that of the declaration, that of the type, or what SQLAlchemy gives it.
pub(crate) fn field_type(field: &FieldDescriptor, backend: Backend) -> &'static str {
    if let Some(given) = field.sql_type.or(field.ty.sql_type) {
        return given;
    }
    match field.ty.form {
        Form::Text => "VARCHAR(255)",
        Form::Uuid => "VARCHAR(36)",
        Form::Integer { .. } => match backend {
            Backend::Sqlite => "INTEGER",
            _ => "BIGINT",
        },
        Form::Truth => "BOOLEAN",
        Form::Number { .. } => "DOUBLE PRECISION",
        Form::Moment => match backend {
            Backend::Sqlite => "DATETIME",
            Backend::Postgres => "TIMESTAMP WITHOUT TIME ZONE",
            Backend::MySql | Backend::MariaDb => "DATETIME(6)",
        },
        Form::Json | Form::Any => "TEXT",
    }
}
