//! What a database says of the indexes of a table.

use crate::base::error::Result;
use crate::store::catalog::{ask, is_true, text};
use crate::store::driver::{Backend, ColumnValue, Row};
use crate::store::handle::Store;

/// An index as the database has it.
#[derive(Clone, Debug)]
pub(crate) struct Indexed {
    pub(crate) name: String,
    pub(crate) is_unique: bool,
    pub(crate) parts: Vec<Part>,
    /// Whether another one can be made of the columns of its parts: it has no condition, no expression, and nothing else
    /// that is not usual.
    pub(crate) is_plain: bool,
    /// Whether the declaration of its table makes it.
    pub(crate) is_declared: bool,
    /// Other columns that it needs.
    others: Vec<String>,
    /// What SQLite knows it by, where it needs more than the columns of its parts.
    text: String,
}

/// What an index is ordered by.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// A column; empty where it is an expression.
    pub(crate) column: String,
    /// What stands behind it.
    pub(crate) behind: &'static str,
}

impl Indexed {
    /// Whether it needs a column.
    pub(crate) fn needs(&self, column: &str) -> bool {
        let is_one = |name: &String| name.eq_ignore_ascii_case(column);
        self.parts.iter().map(|part| &part.column).chain(&self.others).any(is_one)
            || mentions(&self.text, column)
    }

    /// Whether it is of these columns, in this order.
    pub(crate) fn is_of(&self, columns: &[&str]) -> bool {
        let is_one = |(part, column): (&Part, &&str)| match &*part.column {
            "" => self.needs(column),
            name => name.eq_ignore_ascii_case(column),
        };
        self.parts.len() == columns.len() && self.parts.iter().zip(columns).all(is_one)
    }

    /// A column has another name from now on.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        for name in self.parts.iter_mut().map(|part| &mut part.column).chain(&mut self.others) {
            if name.eq_ignore_ascii_case(from) {
                to.clone_into(name);
            }
        }
        if mentions(&self.text, from) {
            self.text = format!("{} {to}", self.text);
        }
    }
}

/// Whether the statement of an index of SQLite's has a column.
fn mentions(sql: &str, column: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    sql.split_once(" ON ").is_some_and(|(_, on)| {
        on.contains(&format!("\"{}\"", column.replace('"', "\"\"")))
            || on.split(|c: char| !is_word(c)).any(|word| word.eq_ignore_ascii_case(column))
    })
}

/// The indexes of a table.
///
/// # Errors
/// What the database says.
pub(crate) async fn indexes(store: &Store, table: &str) -> Result<Vec<Indexed>> {
    let sql = match store.backend() {
        Backend::Sqlite => OF_SQLITE,
        Backend::Postgres => OF_POSTGRES,
        Backend::MySql | Backend::MariaDb => OF_MYSQL,
    };
    let read = |row: &dyn Row| {
        let behind = match (is_true(row, 3)?, is_true(row, 4)?) {
            (false, false) => "",
            (false, true) => " NULLS FIRST",
            (true, true) => " DESC",
            (true, false) => " DESC NULLS LAST",
        };
        let nth = match row.get(8)? {
            ColumnValue::Int(nth) => nth,
            _ => 0,
        };
        let one = Indexed {
            name: text(row, 0)?,
            is_unique: is_true(row, 1)?,
            parts: vec![Part { column: text(row, 2)?, behind }],
            is_plain: is_true(row, 5)?,
            is_declared: is_true(row, 6)?,
            others: Vec::new(),
            text: text(row, 7)?,
        };
        Ok((nth, one))
    };
    let mut parts = ask(store, sql, table, 1, read).await?;
    parts.sort_by(|(nth, one), (other_nth, other)| (&one.name, nth).cmp(&(&other.name, other_nth)));
    let mut all: Vec<Indexed> = Vec::new();
    for (_, one) in parts {
        match all.last_mut().filter(|last| last.name == one.name) {
            Some(last) => {
                last.is_plain &= one.is_plain;
                last.parts.extend(one.parts);
            }
            None => all.push(one),
        }
    }
    if store.backend() == Backend::Postgres {
        let read = |row: &dyn Row| Ok((text(row, 0)?, text(row, 1)?));
        for (index, column) in ask(store, NEEDED_IN_POSTGRES, table, 1, read).await? {
            if let Some(one) = all.iter_mut().find(|one| one.name == index) {
                one.others.push(column);
            }
        }
    }
    Ok(all)
}

/// The parts of indexes: the index, whether it is unique, the column, whether that is from the last to the first, whether
/// null is first where that says something, whether the part is plain, whether the table declares it, what SQLite knows it
/// by, and the part's place.
const OF_SQLITE: &str = "SELECT i.name, i.\"unique\", coalesce(p.name, ''), p.\"desc\", p.\"desc\", \
    i.partial = 0 AND p.name IS NOT NULL AND p.coll = 'BINARY' COLLATE NOCASE, i.origin <> 'c', \
    CASE WHEN i.partial OR EXISTS (SELECT 1 FROM pragma_index_xinfo(i.name) AS e WHERE e.key = 1 AND e.name IS NULL) \
    THEN coalesce(m.sql, '') ELSE '' END, p.seqno \
    FROM pragma_index_list(?) AS i JOIN pragma_index_xinfo(i.name) AS p \
    LEFT JOIN sqlite_master AS m ON m.type = 'index' AND m.name = i.name WHERE p.key = 1";

/// The same. What is not usual: another kind of index, a condition, columns that are only in it, a collation or an operator
/// class that is not that of the column, nulls that are equal, a constraint that waits, and the primary key.
const OF_POSTGRES: &str = "SELECT made.relname::text, i.indisunique, coalesce(a.attname::text, ''), \
    i.indoption[n] & 1 = 1, i.indoption[n] & 2 = 2, \
    m.amname = 'btree' AND i.indpred IS NULL AND a.attname IS NOT NULL AND i.indnatts = i.indnkeyatts AND o.opcdefault \
    AND i.indcollation[n] = a.attcollation AND i.indimmediate AND NOT i.indisexclusion \
    AND NOT i.indisprimary \
    AND coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false') = 'false', \
    EXISTS (SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.conindid = i.indexrelid AND c.conrelid = i.indrelid \
    AND c.contype IN ('p', 'u', 'x')), '', n \
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class AS made ON made.oid = i.indexrelid \
    JOIN pg_catalog.pg_am m ON m.oid = made.relam CROSS JOIN generate_series(0, i.indnkeyatts - 1) AS n \
    JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[n] \
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n] AND a.attnum > 0 \
    WHERE i.indrelid = to_regclass(quote_ident($1))";

/// The columns that indexes need, in expressions and conditions too.
const NEEDED_IN_POSTGRES: &str = "SELECT made.relname::text, a.attname::text FROM pg_catalog.pg_index i \
    JOIN pg_catalog.pg_class AS made ON made.oid = i.indexrelid \
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid \
    AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid \
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = d.refobjsubid AND a.attnum > 0 \
    WHERE i.indrelid = to_regclass(quote_ident($1))";

/// The same as of SQLite. What is not usual: another kind of index, and uniqueness of the first letters.
const OF_MYSQL: &str = "SELECT INDEX_NAME, NON_UNIQUE = 0, COALESCE(COLUMN_NAME, ''), COALESCE(COLLATION, 'A') = 'D', \
    COALESCE(COLLATION, 'A') = 'D', \
    INDEX_NAME <> 'PRIMARY' AND INDEX_TYPE IN ('BTREE', 'HASH') AND COLUMN_NAME IS NOT NULL \
    AND (NON_UNIQUE = 1 OR SUB_PART IS NULL), 0, '', SEQ_IN_INDEX \
    FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?";
