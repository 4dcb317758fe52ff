//! What a database says of its tables.

use sea_query::Value as Sql;

use crate::base::error::Result;
use crate::store::driver::{Access, Backend, ColumnValue, Row, Step};
use crate::store::handle::Store;
use crate::store::model::Triggers;
use crate::store::sight::Found;

/// A column as the database has it.
#[derive(PartialEq)]
pub(crate) struct Actual {
    pub(crate) name: String,
    pub(crate) ty: String,
    /// Whether no two rows have the same value in it.
    pub(crate) is_unique: bool,
    /// Whether it may be null.
    pub(crate) is_nullable: bool,
    /// By what its texts are compared; empty where that is by their bytes.
    pub(crate) collation: String,
    /// What that collation changes.
    pub(crate) compares: Collation,
    /// Whether the table may say that another row goes where one is written with the same value. SQLite does not say of
    /// which column.
    pub(crate) replaces: bool,
    /// Which of its values the database makes.
    pub(crate) makes: Makes,
}

/// Which values of a column the database makes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Makes {
    Nothing,
    /// That of a new row that has none.
    First,
    /// That of each row that is written without one.
    EachTime,
    /// All of them: it takes no other.
    All,
}

/// What of texts a collation changes, beside comparing them by their bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Collation {
    Nothing,
    /// Their order.
    Order,
    /// Their order, and which of them are the same.
    Equality,
}

/// A column of a table.
pub(crate) fn named<'a>(actual: &'a [Actual], column: &str) -> Option<&'a Actual> {
    actual.iter().find(|one| one.name.eq_ignore_ascii_case(column))
}

pub(crate) fn has(actual: &[Actual], column: &str) -> bool {
    named(actual, column).is_some()
}

/// The columns of a table; none where there is no such table.
pub(crate) async fn columns(store: &Store, table: &str) -> Result<Vec<Actual>> {
    let (sql, times) = match store.backend() {
        Backend::Sqlite => (OF_SQLITE, 5),
        Backend::Postgres => (OF_POSTGRES, 1),
        Backend::MySql | Backend::MariaDb => (OF_MYSQL, 1),
    };
    let is_sqlite = store.backend() == Backend::Sqlite;
    let read = move |row: &dyn Row| {
        Ok(Actual {
            name: text(row, 0)?,
            ty: text(row, 1)?,
            is_unique: is_true(row, 2)?,
            is_nullable: is_true(row, 5)?,
            collation: text(row, 3)?,
            compares: match row.get(4)? {
                ColumnValue::Int(1) => Collation::Order,
                ColumnValue::Int(2) => Collation::Equality,
                _ => Collation::Nothing,
            },
            makes: match row.get(6)? {
                ColumnValue::Int(1) => Makes::First,
                ColumnValue::Int(2) => Makes::EachTime,
                ColumnValue::Int(3) => Makes::All,
                _ => Makes::Nothing,
            },
            replaces: is_sqlite && is_true(row, 7)?,
        })
    };
    let mut columns = ask(store, sql, table, times, read).await?;
    if store.backend().is_mysql() && !columns.is_empty() {
        let read = |row: &dyn Row| Ok((text(row, 0)?, text(row, 1)?, is_true(row, 2)?));
        let parts = ask(store, UNIQUE_OF_MYSQL, table, 1, read).await?;
        for (index, column, is_whole) in &parts {
            let is_alone = parts.iter().filter(|(other, ..)| other == index).count() == 1;
            let named = columns.iter_mut().find(|known| known.name.eq_ignore_ascii_case(column));
            if let (true, true, Some(column)) = (*is_whole, is_alone, named) {
                column.is_unique = true;
            }
        }
    }
    Ok(columns)
}

/// The names of a table's indexes that somebody began to make beside writers, and has not finished, or not yet. Only
/// PostgreSQL has such.
pub(crate) async fn unfinished(store: &Store, table: &str) -> Result<Vec<String>> {
    if store.backend() != Backend::Postgres {
        return Ok(Vec::new());
    }
    let sql = "SELECT made.relname::text FROM pg_catalog.pg_index JOIN pg_catalog.pg_class AS made ON made.oid = indexrelid \
               WHERE indrelid = to_regclass(quote_ident($1)) AND NOT indisvalid";
    ask(store, sql, table, 1, |row| text(row, 0)).await
}

/// The names of a table's triggers.
pub(crate) async fn triggers(store: &Store, table: &str) -> Result<Vec<String>> {
    let sql = match store.backend() {
        Backend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
        Backend::Postgres => {
            "SELECT tgname::text FROM pg_catalog.pg_trigger WHERE tgrelid = to_regclass(quote_ident($1)) AND NOT tgisinternal"
        }
        Backend::MySql | Backend::MariaDb => {
            "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND \
             EVENT_OBJECT_TABLE = ?"
        }
    };
    ask(store, sql, table, 1, |row| text(row, 0)).await
}

/// The triggers of a table that may change a row that is written, by their names. One that writes down elsewhere what was
/// done is none.
pub(crate) async fn changing(store: &Store, table: &str) -> Result<Vec<(String, Triggers)>> {
    let sql = match store.backend() {
        // Before a row is written, its triggers change nothing of it. What stands behind `BEGIN` is what one does.
        Backend::Sqlite => {
            "SELECT name, 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE AND sql LIKE '%after%' \
             AND instr(substr(lower(sql), instr(lower(sql), 'begin')), lower(tbl_name)) > 0"
        }
        Backend::Postgres => {
            "SELECT tgname::text, tgtype & 66 = 0 FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_class AS c ON c.oid = tgrelid \
             JOIN pg_catalog.pg_proc AS p ON p.oid = tgfoid JOIN pg_catalog.pg_language AS l ON l.oid = prolang \
             WHERE tgrelid = to_regclass(quote_ident($1)) AND NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 20 <> 0 \
             AND CASE WHEN tgtype & 66 = 0 THEN prosrc ILIKE '%execute%' OR position(lower(relname) IN lower(prosrc)) > 0 \
             ELSE lanname <> 'plpgsql' OR prosrc ~* '(begin|then|else|loop|;)\\s*new(\\.[^=:]*)?\\s*:?=|into\\s+new' END"
        }
        // Once a row is written, theirs change nothing of it.
        Backend::MySql | Backend::MariaDb => {
            "SELECT TRIGGER_NAME, 0 FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND \
             EVENT_OBJECT_TABLE = ? AND ACTION_TIMING = 'BEFORE' AND EVENT_MANIPULATION IN ('INSERT', 'UPDATE') \
             AND ACTION_STATEMENT REGEXP '(set[[:space:]]([^;]*,)?|into)[[:space:]]*new[.]'"
        }
    };
    let read = |row: &dyn Row| {
        Ok((text(row, 0)?, if is_true(row, 1)? { Triggers::Behind } else { Triggers::Before }))
    };
    ask(store, sql, table, 1, read).await
}

/// By which name of SQLite's the rows of a table are numbered as they lie in the file; none where they lie by their keys, as
/// in MySQL, or have no number that stays.
pub(crate) async fn row_number(store: &Store, table: &str) -> Result<Option<&'static str>> {
    if store.backend() != Backend::Sqlite {
        return Ok(None);
    }
    let sql = "SELECT name FROM pragma_table_list(?) WHERE type = 'table' AND wr = 0";
    if ask(store, sql, table, 1, |row| text(row, 0)).await?.is_empty() {
        return Ok(None);
    }
    let columns = columns(store, table).await?;
    let is_column = |name: &str| columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    Ok(["rowid", "_rowid_", "oid"].into_iter().find(|name| !is_column(name)))
}

/// What a question about a table gives, which has its name so many times.
pub(crate) async fn ask<R: Send + 'static>(
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

pub(crate) fn text(row: &dyn Row, index: usize) -> Result<String> {
    Ok(match row.get(index)? {
        ColumnValue::Text(text) => text.to_owned(),
        _ => String::new(),
    })
}

pub(crate) fn is_true(row: &dyn Row, index: usize) -> Result<bool> {
    Ok(matches!(row.get(index)?, ColumnValue::Int(1..) | ColumnValue::Bool(true)))
}

/// The columns of a table, and whether each is the whole primary key or has a unique index of its own. SQLite does not say
/// which collation a column has: any may have one, unless the table was made without the word.
const OF_SQLITE: &str = "SELECT t.name, t.type, \
    (t.pk = 1 AND (SELECT count(*) FROM pragma_table_info(?) AS p WHERE p.pk > 0) = 1) \
    + (SELECT count(*) FROM pragma_index_list(?) AS i WHERE i.\"unique\" = 1 AND i.partial = 0 \
    AND (SELECT count(*) FROM pragma_index_info(i.name)) = 1 \
    AND (SELECT c.name FROM pragma_index_info(i.name) AS c) = t.name), '', \
    CASE WHEN (SELECT m.sql NOT LIKE '%collate%' FROM sqlite_master AS m WHERE m.type = 'table' \
    AND m.name = ? COLLATE NOCASE) THEN 0 ELSE 2 END, \
    t.\"notnull\" = 0 AND NOT (t.pk = 1 AND t.type = 'INTEGER' COLLATE NOCASE), \
    CASE WHEN t.hidden > 1 THEN 3 WHEN t.dflt_value <> 'NULL' COLLATE NOCASE THEN 1 ELSE 0 END, \
    (SELECT m.sql LIKE '%on%conflict%' FROM sqlite_master AS m WHERE m.type = 'table' AND m.name = ? COLLATE NOCASE) \
    FROM pragma_table_xinfo(?) AS t WHERE t.hidden <> 1";

/// The same, the name of a column's collation, and what it changes.
const OF_POSTGRES: &str = "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), \
    (SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indisvalid \
    AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum), \
    CASE WHEN c.collname IN ('C', 'POSIX') THEN '' ELSE COALESCE(c.collname::text, '') END, \
    CASE WHEN c.oid IS NULL OR c.collname IN ('C', 'POSIX') THEN 0 WHEN c.collisdeterministic THEN 1 ELSE 2 END, \
    NOT a.attnotnull, \
    CASE WHEN a.attgenerated <> '' OR a.attidentity = 'a' THEN 3 WHEN a.atthasdef OR a.attidentity <> '' \
    OR (SELECT t.typdefault IS NOT NULL FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid) THEN 1 ELSE 0 END \
    FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation \
    WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

/// The same, but for what is unique; MariaDB has `NULL` as the default of a column that has none. What ends in `bin` and does
/// not pad is by the bytes, but not in columns of some texts alone, `ENUM` and `SET`, which are ordered by the numbers of
/// these.
const OF_MYSQL: &str = "SELECT c.COLUMN_NAME, c.COLUMN_TYPE, 0, \
    CASE WHEN c.COLLATION_NAME IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin') THEN '' \
    ELSE COALESCE(c.COLLATION_NAME, '') END, \
    CASE WHEN c.DATA_TYPE IN ('enum', 'set') THEN 2 \
    WHEN c.COLLATION_NAME IS NULL OR c.COLLATION_NAME IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin') THEN 0 \
    ELSE 2 END, c.IS_NULLABLE = 'YES', \
    CASE WHEN c.EXTRA LIKE '%STORED GENERATED%' OR c.EXTRA LIKE '%VIRTUAL GENERATED%' THEN 3 \
    WHEN c.EXTRA LIKE '%on update%' THEN 2 \
    WHEN c.COLUMN_DEFAULT <> 'NULL' OR (c.COLUMN_DEFAULT = 'NULL' AND VERSION() NOT LIKE '%MariaDB%') THEN 1 ELSE 0 END \
    FROM information_schema.COLUMNS c WHERE c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = ? \
    ORDER BY c.ORDINAL_POSITION";

/// The columns of unique indexes, each with its index and whether all of it is in there. MariaDB 10.11 dies of both
/// questions in one.
const UNIQUE_OF_MYSQL: &str = "SELECT INDEX_NAME, COLUMN_NAME, SUB_PART IS NULL FROM information_schema.STATISTICS \
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND NON_UNIQUE = 0";
