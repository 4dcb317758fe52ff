//! What a database says of its tables.

use sea_query::Value as Sql;

use crate::base::error::Result;
use crate::store::driver::{Access, Backend, ColumnValue, Row, Step};
use crate::store::handle::Store;
use crate::store::sight::Found;

/// A column as the database has it.
pub(crate) struct Actual {
    pub(crate) name: String,
    pub(crate) ty: String,
    /// Whether no two rows have the same value in it.
    pub(crate) is_unique: bool,
}

/// The columns of a table; none where there is no such table.
pub(crate) async fn columns(store: &Store, table: &str) -> Result<Vec<Actual>> {
    let (sql, times) = match store.backend() {
        Backend::Sqlite => (OF_SQLITE, 3),
        Backend::Postgres => (OF_POSTGRES, 1),
        _ => (OF_MYSQL, 1),
    };
    ask(store, sql, table, times, |row| {
        Ok(Actual { name: text(row, 0)?, ty: text(row, 1)?, is_unique: is_true(row, 2)? })
    })
    .await
}

/// The names of a table's indexes, and what SQL made each, where the database keeps it.
pub(crate) async fn indexes(store: &Store, table: &str) -> Result<Vec<(String, String)>> {
    let sql = match store.backend() {
        Backend::Sqlite => {
            "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
        }
        Backend::Postgres => {
            "SELECT indexname::text, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1"
        }
        _ => {
            "SELECT DISTINCT index_name, '' FROM information_schema.statistics WHERE table_schema = DATABASE() AND \
             table_name = ?"
        }
    };
    ask(store, sql, table, 1, |row| Ok((text(row, 0)?, text(row, 1)?))).await
}

async fn ask<R: Send + 'static>(
    store: &Store,
    sql: &'static str,
    table: &str,
    times: usize,
    read: impl Fn(&dyn Row) -> Result<R> + Send + 'static,
) -> Result<Vec<R>> {
    let found = Found::new();
    let sink = found.clone();
    let step = Step::new(sql, vec![Sql::String(Some(table.to_owned())); times]).rows(move |row| {
        sink.push(read(row)?);
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    Ok(found.take())
}

fn text(row: &dyn Row, index: usize) -> Result<String> {
    Ok(match row.get(index)? {
        ColumnValue::Text(text) => text.to_owned(),
        _ => String::new(),
    })
}

fn is_true(row: &dyn Row, index: usize) -> Result<bool> {
    Ok(matches!(row.get(index)?, ColumnValue::Int(1..) | ColumnValue::Bool(true)))
}

/// Each column: whether it is the whole primary key or has a unique index of its own.
const OF_SQLITE: &str = "SELECT t.name, t.type, \
    (t.pk = 1 AND (SELECT count(*) FROM pragma_table_info(?) AS p WHERE p.pk > 0) = 1) \
    + (SELECT count(*) FROM pragma_index_list(?) AS i WHERE i.\"unique\" = 1 AND i.partial = 0 \
    AND (SELECT count(*) FROM pragma_index_info(i.name)) = 1 \
    AND (SELECT c.name FROM pragma_index_info(i.name) AS c) = t.name) \
    FROM pragma_table_info(?) AS t";

const OF_POSTGRES: &str = "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), \
    EXISTS (SELECT 1 FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisunique AND i.indnkeyatts = 1 \
    AND i.indpred IS NULL AND i.indkey[0] = a.attnum) \
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid \
    WHERE c.relname = $1 AND c.relnamespace = to_regnamespace(current_schema()) AND c.relkind IN ('r', 'p') \
    AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

const OF_MYSQL: &str = "SELECT c.column_name, c.column_type, \
    EXISTS (SELECT 1 FROM information_schema.statistics AS s WHERE s.table_schema = c.table_schema \
    AND s.table_name = c.table_name AND s.non_unique = 0 GROUP BY s.index_name \
    HAVING count(*) = 1 AND max(s.column_name) = c.column_name) \
    FROM information_schema.columns AS c WHERE c.table_schema = DATABASE() AND c.table_name = ? \
    ORDER BY c.ordinal_position";
