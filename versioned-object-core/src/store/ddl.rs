//! Tables: the statements that make them, and the types of their columns.

use std::borrow::Cow;

use sea_query::{
    Alias, ColumnDef, Index, MysqlQueryBuilder, PostgresQueryBuilder, SchemaStatementBuilder,
    SqliteQueryBuilder, Table,
};

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{FieldDescriptor, Form};
use crate::python::md5::Md5;
use crate::store::driver::Backend;
use crate::store::key_parts;
use crate::store::model::{Column, Model};
use crate::store::parts::{DIGITS, ODD, name, table};

/// The table, of which it is known that there is none.
///
/// # Errors
/// When the database has no key of the type that the key has.
pub(crate) fn new_table(model: &Model) -> Result<Vec<String>> {
    let (backend, key) = (model.backend, model.key()?.field);
    let ty = field_type(key, backend);
    match key_parts::refuses_key(backend, &ty).filter(|_| backend.is_mysql()) {
        Some(why) => Err(Error::database(format!("{}.{}: {why}", model.name(), key.name))),
        None => Ok(create_table(model)),
    }
}

/// The table, if there is none.
pub(crate) fn create_table(model: &Model) -> Vec<String> {
    let backend = model.backend;
    let mut create = Table::create();
    create.table(table(model)).if_not_exists();
    for column in model.columns() {
        let is_key = column.field.name == model.table.key;
        let mut def = ColumnDef::new(name(&column));
        def.custom(Alias::new(full_type(column.field, backend, is_key)));
        if !column.field.nullable() {
            def.not_null();
        }
        if is_key {
            def.primary_key();
            // Else a key is given again once its row is gone, and a copy of the old object would write the new one's row.
            if backend == Backend::Sqlite && field_type(column.field, backend) == "INTEGER" {
                def.auto_increment();
            }
        }
        create.col(&mut def);
    }
    if backend.is_mysql() {
        // It has no word for an index that is made unless there is one.
        for listed in listed(model) {
            let Some(parts) = listed.parts(model, &|_| None) else { continue };
            let mut index = Index::create();
            index.name(&listed.name);
            for (column, part) in listed.columns.iter().zip(parts) {
                match part {
                    Some(part) => index.col((name(column), part)),
                    None => index.col(name(column)),
                };
            }
            create.index(&mut index);
        }
        return vec![schema_text(backend, &create)];
    }
    let mut texts = vec![schema_text(backend, &create)];
    texts.extend(listed(model).iter().filter_map(|listed| listed.sql(model, &|_| None)));
    texts.extend(former(model));
    texts
}

/// The text of a statement that makes or alters a table.
pub(crate) fn schema_text(backend: Backend, statement: &impl SchemaStatementBuilder) -> String {
    match backend {
        Backend::Sqlite => statement.build(SqliteQueryBuilder),
        Backend::Postgres => statement.build(PostgresQueryBuilder),
        Backend::MySql | Backend::MariaDb => statement.build(MysqlQueryBuilder),
    }
}

/// A name in a statement.
pub(crate) fn quoted(backend: Backend, name: &str) -> String {
    if backend.is_mysql() {
        format!("`{}`", name.replace('`', "``"))
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// An index that lists are read by.
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    /// Whether it is of the rows alone whose time of creation is spelt in another way.
    is_odd: bool,
}

impl Listed {
    /// The names of its columns.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    /// How much it is of each column, in MySQL and MariaDB, by the types that columns have where they are there; none
    /// where there is no such index.
    pub(crate) fn parts(
        &self,
        model: &Model,
        actual: &dyn Fn(&Column) -> Option<String>,
    ) -> Option<Vec<Option<u32>>> {
        let ty =
            |column: &Column| actual(column).unwrap_or_else(|| full_type(column.field, model.backend, false));
        key_parts::parts(model.backend, &self.columns.iter().map(ty).collect::<Vec<_>>())
    }

    /// What it is of, as a statement has it; none where the database has no such index.
    pub(crate) fn of(&self, model: &Model, actual: &dyn Fn(&Column) -> Option<String>) -> Option<String> {
        let backend = model.backend;
        let quoted = |column: &Column| quoted(backend, column.name);
        let all: Vec<String> = match backend {
            Backend::MySql | Backend::MariaDb => {
                let parts = self.parts(model, actual)?;
                let all = self.columns.iter().zip(parts);
                all.map(|(column, part)| key_parts::spelt(&quoted(column), part)).collect()
            }
            // Null is below everything, whatever the database thinks.
            Backend::Postgres => {
                self.columns.iter().map(|column| format!("{} NULLS FIRST", quoted(column))).collect()
            }
            Backend::Sqlite => {
                let is_created = |column: &Column| model.table.created == Some(column.field.name);
                let part = |column: &Column| match quoted(column) {
                    name if is_created(column) && !self.is_odd => DIGITS.replace("$1", &name),
                    name => name,
                };
                self.columns.iter().map(part).collect()
            }
        };
        Some(all.join(", "))
    }

    /// The statement that makes it; none where the database has no such index.
    pub(crate) fn sql(&self, model: &Model, actual: &dyn Fn(&Column) -> Option<String>) -> Option<String> {
        let (name, table) = (quoted(model.backend, &self.name), quoted(model.backend, model.table.name));
        let columns = self.of(model, actual)?;
        // MySQL has no word for an index that is made unless there is one.
        let unless = if model.backend.is_mysql() { "" } else { "IF NOT EXISTS " };
        let odd = self.columns.first().filter(|_| self.is_odd);
        let only = odd.map_or_else(String::new, |created| {
            format!(" WHERE {}", ODD.replace("$1", &quoted(model.backend, created.name)))
        });
        Some(format!("CREATE INDEX {unless}{name} ON {table} ({columns}){only}"))
    }
}

/// The indexes that serve the usual order of lists: for everybody, and for the rows of one project. On SQLite, a third knows
/// the rows whose time of creation is spelt in another way; it is empty as a rule.
pub(crate) fn listed(model: &Model) -> Vec<Listed> {
    let column = |field: Option<&str>| field.and_then(|field| model.column(field));
    let Some(key) = column(Some(model.table.key)) else { return Vec::new() };
    let (created, project) = (column(model.table.created), column(model.table.project));
    let one = |suffix, columns, is_odd| Listed { name: index_name(model, suffix), columns, is_odd };
    let mut all = Vec::new();
    if let Some(created) = created {
        all.push(one("listed", vec![created, key], false));
    }
    if let Some(project) = project {
        let columns = [Some(project), created, Some(key)].into_iter().flatten().collect();
        all.push(one("owned", columns, false));
    }
    if let (Backend::Sqlite, Some(created)) = (model.backend, created) {
        all.push(one("odd", vec![created], true));
    }
    all
}

/// What takes away the index that was made before of the rows of a project: it serves no order.
fn former(model: &Model) -> Option<String> {
    let column = |field: Option<&str>| field.and_then(|field| model.column(field));
    let flag = column(model.table.soft_delete.map(|soft| soft.flag))?;
    let project = column(model.table.project)?;
    let former = format!("{}_{}_{}_idx", model.table.name, flag.name, project.name);
    Some(format!("DROP INDEX IF EXISTS {}", quoted(model.backend, &former)))
}

/// A name of so many bytes at most: one that is cut ends with digits of its own, for others begin in the same way.
pub(crate) fn short(name: String, most: usize) -> String {
    if name.len() <= most {
        return name;
    }
    let hash = Md5::new().text(&name).hex();
    let digits: String = hash.iter().take(8).map(|digit| char::from(*digit)).collect();
    let end = name.floor_char_boundary(most - digits.len() - 1);
    format!("{}_{digits}", &name[..end])
}

fn index_name(model: &Model, suffix: &str) -> String {
    // PostgreSQL takes no longer name, and cuts one that is.
    const MOST: usize = 63;
    short(format!("{}_{suffix}_idx", model.table.name), MOST)
}

/// What SQLite makes of the type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Affinity {
    Integer,
    Text,
    None,
    Real,
    Numeric,
}

/// By the rules of SQLite's documentation, in their order.
pub(crate) fn affinity(ty: &str) -> Affinity {
    // Every value of a field asks: no text is made of it.
    let is_in =
        |part: &str| ty.as_bytes().windows(part.len()).any(|at| at.eq_ignore_ascii_case(part.as_bytes()));
    let has = |parts: &[&str]| parts.iter().any(|part| is_in(part));
    if has(&["INT"]) {
        Affinity::Integer
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        Affinity::Text
    } else if ty.is_empty() || has(&["BLOB"]) {
        Affinity::None
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

/// The type a column has: that of the declaration, that of the type, or what SQLAlchemy gives it.
pub(crate) fn field_type(field: &FieldDescriptor, backend: Backend) -> Cow<'static, str> {
    if let Some(given) = field.sql_type.or(field.ty.sql_type) {
        let made = translated(given, backend);
        let is_text = field.ty.form == Form::Text && field.to_column.is_none();
        // SQLite would make 7 of the text `007` in a column of numbers.
        let is_taken = backend != Backend::Sqlite
            || !is_text
            || matches!(affinity(&made), Affinity::Text | Affinity::None);
        return if is_taken { made } else { Cow::Borrowed("TEXT") };
    }
    Cow::Borrowed(match field.ty.form {
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
        Form::Json | Form::Any => match backend {
            Backend::Sqlite | Backend::Postgres => "TEXT",
            // Its TEXT ends after 64 KiB.
            Backend::MySql | Backend::MariaDb => "LONGTEXT",
        },
    })
}

/// A declared type in the words of a database: types that others have under another name.
fn translated(declared: &'static str, backend: Backend) -> Cow<'static, str> {
    if backend == Backend::Sqlite {
        // A word that it does not know is one of numbers to it.
        let word = declared.split('(').next().unwrap_or_default().trim();
        let is_text = ["STRING", "JSON", "JSONB"].iter().any(|known| word.eq_ignore_ascii_case(known));
        return Cow::Borrowed(if is_text { "TEXT" } else { declared });
    }
    let upper = declared.to_ascii_uppercase();
    let (word, behind) = upper.split_at(upper.find('(').unwrap_or(upper.len()));
    let other = match (backend, word.trim()) {
        (Backend::Postgres, "DATETIME" | "DATETIME2") => "TIMESTAMP WITHOUT TIME ZONE",
        (Backend::Postgres, "DOUBLE" | "FLOAT64") => "DOUBLE PRECISION",
        (Backend::Postgres, "FLOAT32") => "REAL",
        (Backend::Postgres, "TINYINT" | "INT1" | "INT16") => "SMALLINT",
        (Backend::Postgres, "MEDIUMINT" | "INT3" | "INT32") => "INTEGER",
        (Backend::Postgres, "INT64" | "LONG" | "UNSIGNED BIG INT") => "BIGINT",
        (
            Backend::Postgres,
            "CLOB" | "NCLOB" | "NTEXT" | "STRING" | "TINYTEXT" | "MEDIUMTEXT" | "LONGTEXT",
        ) => "TEXT",
        (Backend::Postgres, "NVARCHAR") | (_, "NVARCHAR2" | "VARCHAR2") => {
            return format!("VARCHAR{behind}").into();
        }
        (Backend::MySql | Backend::MariaDb, "DATETIME") if behind.is_empty() => "DATETIME(6)",
        (
            Backend::MySql | Backend::MariaDb,
            "TIMESTAMP"
            | "TIMESTAMPTZ"
            | "TIMESTAMP WITH TIME ZONE"
            | "TIMESTAMP WITHOUT TIME ZONE"
            | "DATETIME2",
        ) => "DATETIME(6)",
        (Backend::MySql | Backend::MariaDb, "CLOB" | "NCLOB" | "NTEXT" | "STRING" | "TEXT") => "LONGTEXT",
        (Backend::MySql | Backend::MariaDb, "JSONB") => "JSON",
        (Backend::MySql | Backend::MariaDb, "UUID") => "VARCHAR(36)",
        _ => return Cow::Borrowed(declared),
    };
    Cow::Borrowed(other)
}

/// The type of a column that is made: keys of whole numbers count by themselves, and texts are compared by their bytes.
pub(crate) fn full_type(field: &FieldDescriptor, backend: Backend, is_key: bool) -> String {
    let ty = field_type(field, backend);
    if is_key && matches!(field.ty.form, Form::Integer { .. }) {
        return match backend {
            // Its own way, and with a plain INTEGER alone.
            Backend::Sqlite => ty.into_owned(),
            Backend::Postgres => format!("{ty} GENERATED BY DEFAULT AS IDENTITY"),
            Backend::MySql | Backend::MariaDb => format!("{ty} AUTO_INCREMENT"),
        };
    }
    let upper = ty.to_ascii_uppercase();
    let is_text = ["CHAR", "TEXT"].iter().any(|word| upper.contains(word));
    match backend {
        Backend::Postgres if is_text => format!("{ty} COLLATE \"C\""),
        Backend::MySql if is_text => format!("{ty} CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin"),
        Backend::MariaDb if is_text => format!("{ty} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"),
        _ => ty.into_owned(),
    }
}
