//! The databases under the store, written and read behind its back.

use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;

use crate::model::shape::{self, Shape, Subject};
use crate::raw::{self, Raw};

/// A database that programs run on, one after the other.
pub struct Ground {
    /// Which kind it is.
    pub kind: Kind,
    /// Of a server: it is made once, and its tables anew for each program.
    made: Option<(Store, Database)>,
}

impl Ground {
    /// A new one.
    pub fn new(kind: Kind) -> Self {
        let made = (kind != Kind::Sqlite).then(|| {
            let database = Database::new(kind);
            (database.store(), database)
        });
        Self { kind, made }
    }

    /// A store with the empty table of a type; a loose one takes null in every column but the key.
    ///
    /// # Errors
    /// What the database says.
    pub fn store<T: Subject>(&self, loose: bool) -> Result<Store> {
        let store = match &self.made {
            Some((store, _)) => store.clone(),
            None => Sqlite::in_memory().open()?,
        };
        raw::execute(&store, &[&format!("DROP TABLE IF EXISTS {}", self.quoted(T::SHAPE.table))])?;
        block_on(store.create_table::<T>())?;
        if loose {
            self.loosen(&store, T::SHAPE)?;
        }
        Ok(store)
    }

    /// A name as it stands in a statement.
    pub fn quoted(&self, name: &str) -> String {
        if self.kind == Kind::MariaDb { format!("`{name}`") } else { format!("\"{name}\"") }
    }

    /// A value as it stands in a statement that writes it into a field's column.
    pub fn literal(&self, field: &shape::Field, raw: &Raw) -> String {
        match (self.kind, raw) {
            (Kind::Postgres, Raw::Int(number @ (0 | 1))) if field.kind == shape::Kind::Truth => {
                if *number == 1 { "TRUE".to_owned() } else { "FALSE".to_owned() }
            }
            (Kind::MariaDb, raw) => raw.literal().replace('\\', "\\\\"),
            (_, raw) => raw.literal(),
        }
    }

    /// Every row of a table, in the order in which SQLite got them; elsewhere in any.
    ///
    /// # Errors
    /// What the database says.
    pub fn rows(&self, store: &Store, shape: &Shape) -> Result<Vec<Vec<Raw>>> {
        if self.kind == Kind::Sqlite {
            let columns: Vec<&str> = shape.fields.iter().map(|field| field.column).collect();
            return raw::rows(store, &columns, &format!("FROM \"{}\" ORDER BY rowid", shape.table));
        }
        let columns: Vec<String> = shape.fields.iter().map(|field| self.quoted(field.column)).collect();
        raw::all(store, &format!("SELECT {} FROM {}", columns.join(", "), self.quoted(shape.table)))
    }

    /// Makes every column but the key take null.
    fn loosen(&self, store: &Store, shape: &Shape) -> Result<()> {
        if self.kind == Kind::Sqlite {
            return loosen_sqlite(store, shape);
        }
        let table = self.quoted(shape.table);
        let others = shape.fields.iter().filter(|field| field.name != shape.key);
        let mut statements = Vec::new();
        for field in others {
            let column = self.quoted(field.column);
            statements.push(match self.kind {
                Kind::Postgres => format!("ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL"),
                _ => format!("ALTER TABLE {table} MODIFY {column} {} NULL", type_of(store, shape, field)?),
            });
        }
        raw::execute(store, &statements.iter().map(String::as_str).collect::<Vec<_>>()).map(drop)
    }
}

/// The type of a column of MariaDB.
fn type_of(store: &Store, shape: &Shape, field: &shape::Field) -> Result<String> {
    let sql = format!(
        "SELECT CONCAT(COLUMN_TYPE, COALESCE(CONCAT(' CHARACTER SET ', CHARACTER_SET_NAME, ' COLLATE ', COLLATION_NAME), \
         '')) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '{}' \
         AND COLUMN_NAME = '{}'",
        shape.table, field.column
    );
    let found = raw::all(store, &sql)?;
    Ok(found[0][0].as_str().unwrap().to_owned())
}

/// Makes the same table once more, in which every column but the key takes null.
fn loosen_sqlite(store: &Store, shape: &Shape) -> Result<()> {
    let from = format!("FROM pragma_table_info('{}') ORDER BY cid", shape.table);
    let columns = raw::rows(store, &["name", "type"], &from)?;
    let columns: Vec<String> = columns
        .iter()
        .map(|column| {
            let (name, ty) = (column[0].as_str().unwrap(), column[1].as_str().unwrap());
            let key = if name == shape.key { " PRIMARY KEY" } else { "" };
            format!("\"{name}\" {ty}{key}")
        })
        .collect();
    let drop_table = format!("DROP TABLE \"{}\"", shape.table);
    let create_table = format!("CREATE TABLE \"{}\" ({})", shape.table, columns.join(", "));
    raw::execute(store, &[&drop_table, &create_table]).map(drop)
}
