//! The statements, built with sea-query: nothing else in the store knows SQL.

use std::sync::Arc;

use sea_query::{
    Alias, ColumnDef, Cond, Expr as SqlExpr, ExprTrait as _, Func, InsertStatement, MysqlQueryBuilder,
    NullOrdering, Order, PostgresQueryBuilder, Query, QueryStatementWriter, SelectStatement,
    SqliteQueryBuilder, Table, UpdateStatement, Value as Sql,
};

use crate::base::error::{Error, Result};
use crate::describe::descriptor::Form;
use crate::dynamic::contract::Value;
use crate::store::condition::{Comparison, Expected, Node, Term, too_deep};
use crate::store::driver::{Backend, Step};
use crate::store::model::{Column, Model};
use crate::store::query::SortKey;
use crate::store::rows::{comparable, encode};

/// A statement for a backend.
pub(crate) fn step(backend: Backend, statement: &impl QueryStatementWriter) -> Step {
    let (sql, values) = match backend {
        Backend::Sqlite => statement.build_any(&SqliteQueryBuilder),
        Backend::Postgres => statement.build_any(&PostgresQueryBuilder),
        Backend::MySql => statement.build_any(&MysqlQueryBuilder),
    };
    Step::new(Arc::<str>::from(sql), values.0)
}

pub(crate) fn table(model: &Model) -> Alias {
    Alias::new(model.table.name)
}

pub(crate) fn name(column: &Column) -> Alias {
    Alias::new(column.field.column)
}

fn col(column: &Column) -> SqlExpr {
    SqlExpr::col(name(column))
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

/// Null is below everything, whatever the database thinks.
pub(crate) fn order_by(
    model: &Model,
    select: &mut SelectStatement,
    order: &[SortKey],
    backend: Backend,
) -> Result<()> {
    for (key, descending) in order {
        let column = model.named(key)?;
        let direction = if *descending { Order::Desc } else { Order::Asc };
        match backend {
            // Their own order, which an index can give.
            Backend::Sqlite | Backend::MySql => select.order_by(name(&column), direction),
            Backend::Postgres => {
                let nulls = if *descending { NullOrdering::Last } else { NullOrdering::First };
                select.order_by_with_nulls(name(&column), direction, nulls)
            }
        };
    }
    Ok(())
}

/// The rows behind a row with these values, in this order. Null is below everything, and so is equal to nothing but
/// null: no row is passed over, and none comes twice.
pub(crate) fn after(model: &Model, order: &[SortKey], values: &[Option<Sql>]) -> Result<Cond> {
    let mut behind = Cond::any();
    let mut equal: Vec<SqlExpr> = Vec::new();
    for ((key, descending), value) in order.iter().zip(values) {
        let column = model.named(key)?;
        let beyond = match (value.clone(), *descending) {
            (None, true) => None,
            (None, false) => Some(col(&column).is_not_null()),
            (Some(value), true) => Some(col(&column).lt(value).or(col(&column).is_null())),
            (Some(value), false) => Some(col(&column).gt(value)),
        };
        if let Some(beyond) = beyond {
            let all = equal.iter().cloned().fold(Cond::all(), Cond::add);
            behind = behind.add(all.add(beyond));
        }
        equal.push(match value {
            None => col(&column).is_null(),
            Some(value) => col(&column).eq(value.clone()),
        });
    }
    Ok(if behind.is_empty() { nothing() } else { behind })
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
                all = all.add(col(column).is_not_in(others));
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
    match <[Sql; 1]>::try_from(others) {
        Ok([one]) => any = any.add(col(column).eq(one)),
        Err(others) if others.is_empty() => {}
        Err(others) => any = any.add(col(column).is_in(others)),
    }
    if listed.iter().any(|value| value.is_null()) {
        any = any.add(col(column).is_null());
    }
    if any.is_empty() { nothing() } else { any }
}

fn elements(value: &Value) -> Vec<&Value> {
    match value {
        Value::List(items) | Value::Set(items) => items.iter().collect(),
        value => vec![value],
    }
}

fn values(model: &Model, column: &Column, listed: &[&Value]) -> Vec<Sql> {
    let listed = listed.iter().filter(|value| !value.is_null());
    listed.filter_map(|value| comparable(model, column, (*value).clone())).collect()
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
                Some(value) => Cond::all().add(compare(col(&column), *comparison, value)),
                None => nothing(),
            }
        }
        Node::CompareTerm(term, comparison, value) => {
            Cond::all().add(compare(expression(model, None, term)?, *comparison, constant(None, value)?))
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

fn compare(left: SqlExpr, comparison: Comparison, right: Sql) -> SqlExpr {
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
    insert.into_table(table(model)).columns(columns.iter().map(name));
    insert.values(values.into_iter().map(SqlExpr::val)).map_err(Error::database)?;
    if gives_back && backend != Backend::MySql {
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
        def.custom(Alias::new(sql_type(&column, backend)));
        if !column.field.nullable() {
            def.not_null();
        }
        if column.field.name == model.table.key {
            def.primary_key();
        }
        create.col(&mut def);
    }
    let mut steps = vec![schema_step(backend, &create)];
    let indexed = model.table.soft_delete.map(|soft| soft.flag).zip(model.table.project);
    if let Some((flag, project)) = indexed
        && let (Some(flag), Some(project)) = (model.column(flag), model.column(project))
        && backend != Backend::MySql
    {
        let index = sea_query::Index::create()
            .if_not_exists()
            .name(format!("{}_{}_{}_idx", model.table.name, flag.field.column, project.field.column))
            .table(table(model))
            .col(name(&flag))
            .col(name(&project))
            .take();
        steps.push(Step::new(
            match backend {
                Backend::Postgres => index.build(PostgresQueryBuilder),
                _ => index.build(SqliteQueryBuilder),
            },
            Vec::new(),
        ));
    }
    steps
}

fn schema_step(backend: Backend, create: &sea_query::TableCreateStatement) -> Step {
    let sql = match backend {
        Backend::Sqlite => create.build(SqliteQueryBuilder),
        Backend::Postgres => create.build(PostgresQueryBuilder),
        Backend::MySql => create.build(MysqlQueryBuilder),
    };
    Step::new(sql, Vec::new())
}

/// The type a column has where the declaration gives none: what SQLAlchemy gives it.
fn sql_type(column: &Column, backend: Backend) -> &'static str {
    if let Some(given) = column.field.sql_type.or(column.field.ty.sql_type) {
        return given;
    }
    match column.field.ty.form {
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
            Backend::MySql => "DATETIME(6)",
        },
        Form::Json | Form::Any => "TEXT",
    }
}
