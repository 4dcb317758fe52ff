//! The mark of a table: that it was made here, for which object, and which versions of it work on it.

use sea_query::{Alias, ColumnDef, Expr as SqlExpr, ExprTrait as _, OnConflict, Query, Table, Value as Sql};

use crate::base::error::{Error, Result};
use crate::base::version::{Version, parse};
use crate::store::catalog;
use crate::store::driver::{Access, Backend, ColumnValue, Row};
use crate::store::handle::Store;
use crate::store::model::Model;
use crate::store::sight::Found;
use crate::store::{ddl, moments, sql};

/// The table of the marks.
pub(crate) const MARKS: &str = "versioned_object_tables";

/// What is written down of a table.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) object: String,
    /// The versions that work on the table, the oldest first: the columns that all of them have are of the first.
    pub(crate) versions: Vec<Version>,
    /// The columns that are those of the last of the versions already, and of no other.
    pub(crate) settled: Vec<String>,
}

impl Mark {
    /// Of a table that one version works on.
    pub(crate) fn of(model: &Model, version: Version) -> Self {
        Self { object: model.name().to_owned(), versions: vec![version], settled: Vec::new() }
    }

    /// With one more version that works on the table.
    pub(crate) fn with(mut self, version: Version) -> Self {
        if !self.versions.contains(&version) {
            self.versions.push(version);
            self.versions.sort_unstable();
        }
        self
    }

    /// Why our version of a type has no place on the table.
    pub(crate) fn refuses(&self, model: &Model) -> Option<String> {
        let (own, name) = (model.descriptor.version, model.name());
        if self.object != name {
            return Some(format!("the table was made for {}, and not for {name}", self.object));
        }
        if let Some(other) = self.versions.iter().find(|version| version.major != own.major) {
            return Some(format!(
                "the table is that of {name} {other}, and {own} has nothing to do with that"
            ));
        }
        let newest = self.versions.last().copied().unwrap_or(own);
        let is_behind = newest > own && !self.versions.contains(&own);
        is_behind.then(|| format!("{name} {newest} works on the table already: {own} comes too late"))
    }

    /// With one more column that is settled.
    pub(crate) fn settling(mut self, column: &str) -> Self {
        self.settled.push(column.to_owned());
        self
    }
}

/// The mark of a table; none where it was not made here.
pub(crate) async fn read(store: &Store, table: &str) -> Result<Option<Mark>> {
    if catalog::columns(store, MARKS).await?.is_empty() {
        return Ok(None);
    }
    let found = Found::new();
    let sink = found.clone();
    let mut select = Query::select();
    select.columns(["object_name", "versions", "settled"].map(Alias::new)).from(Alias::new(MARKS));
    select.and_where(SqlExpr::col(Alias::new("table_name")).eq(table));
    let step = sql::step(store.backend(), &select).rows(move |row| {
        sink.push((text(row, 0)?, text(row, 1)?, text(row, 2)?));
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    let Some((object, versions, settled)) = found.take().pop() else { return Ok(None) };
    let unread =
        || Error::database(format!("the versions of `{table}` in `{MARKS}` cannot be read: {versions:?}"));
    let versions = versions.split_whitespace().map(|one| parse(one).ok_or_else(unread));
    let mut versions = versions.collect::<Result<Vec<_>>>()?;
    versions.sort_unstable();
    if versions.is_empty() {
        return Err(unread());
    }
    Ok(Some(Mark { object, versions, settled: settled.split_whitespace().map(str::to_owned).collect() }))
}

fn text(row: &dyn Row, index: usize) -> Result<String> {
    match row.get(index)? {
        ColumnValue::Text(text) => Ok(text.to_owned()),
        other => Err(Error::database(format!("`{MARKS}` has {other:?} where a text should be"))),
    }
}

/// What makes the table of the marks, where it is not there yet: in PostgreSQL, it may be in another schema of the search
/// path than the one where tables are made.
///
/// # Errors
/// What the database says.
pub(crate) async fn made(store: &Store) -> Result<Option<String>> {
    let is_asked = store.backend() == Backend::Postgres;
    let is_there = is_asked && !catalog::columns(store, MARKS).await?.is_empty();
    Ok((!is_there).then(|| create(store.backend())))
}

fn create(backend: Backend) -> String {
    let mut create = Table::create();
    create.table(Alias::new(MARKS)).if_not_exists();
    let column = |name: &str, ty: &str| {
        let mut def = ColumnDef::new(Alias::new(name));
        def.custom(Alias::new(ty)).not_null();
        def
    };
    create.col(column("table_name", "VARCHAR(190)").primary_key());
    create.col(column("object_name", "VARCHAR(190)"));
    create.col(column("versions", "VARCHAR(500)"));
    create.col(column("settled", "TEXT"));
    create.col(column("written_at", "VARCHAR(32)"));
    ddl::schema_text(backend, &create)
}

/// The statement that writes a mark down.
pub(crate) fn write(model: &Model, mark: &Mark) -> Result<String> {
    let names = ["table_name", "object_name", "versions", "settled", "written_at"];
    let versions = mark.versions.iter().map(Version::to_string).collect::<Vec<_>>().join(" ");
    let now = moments::moment_text(chrono::Utc::now().naive_utc());
    let values = [model.table.name.to_owned(), mark.object.clone(), versions, mark.settled.join(" "), now];
    let mut insert = Query::insert();
    insert.into_table(Alias::new(MARKS)).columns(names.map(Alias::new));
    let values = values.map(|text| SqlExpr::val(Sql::String(Some(text))));
    insert.values(values).map_err(Error::database)?;
    let others = names[1..].iter().map(|name| Alias::new(*name));
    insert.on_conflict(OnConflict::column(Alias::new("table_name")).update_columns(others).to_owned());
    Ok(sql::whole_text(model.backend, &insert))
}
