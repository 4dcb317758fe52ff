//! Which types of columns hold the values of a field as they are.

use crate::describe::descriptor::{FieldDescriptor, Form, TypeKind};
use crate::store::ddl::{self, Affinity, affinity};
use crate::store::driver::Backend;
use crate::store::model::Column;

/// Whether a column of a type holds the values of a field as they are.
pub(crate) fn takes(backend: Backend, column: &Column, ty: &str) -> bool {
    match backend {
        Backend::Sqlite => sqlite_takes(column, ty),
        backend => server_takes(backend, column, ty),
    }
}

fn sqlite_takes(column: &Column, ty: &str) -> bool {
    use Affinity::{Integer, None, Numeric, Real, Text};
    let (field, found) = (column.field, affinity(ty));
    if let Some(declared) = field.sql_type.or(field.ty.sql_type) {
        // As it is made here, or with the very word, which may be one of numbers to SQLite.
        return affinity(&ddl::field_type(field, Backend::Sqlite)) == found
            || (affinity(declared) == found && field.ty.form != Form::Text);
    }
    if field.to_column.is_some() {
        return true;
    }
    let taken: &[Affinity] = match (field.ty.kind, field.ty.form) {
        (TypeKind::List(_) | TypeKind::Set(_) | TypeKind::Dict(_), _) | (_, Form::Json) => {
            &[Text, None, Numeric]
        }
        (TypeKind::Enum(_), _) | (_, Form::Uuid | Form::Moment) => &[Text, None, Numeric],
        (_, Form::Text) => &[Text, None],
        (_, Form::Truth | Form::Integer { .. }) => &[Integer, Numeric, None],
        (_, Form::Number { .. }) => &[Real, Numeric, Integer, None],
        (_, Form::Any) => return true,
    };
    taken.contains(&found)
}

/// What the column of a field holds, by its declaration.
pub(crate) fn family_of(field: &FieldDescriptor, backend: Backend) -> Family {
    if field.sql_type.or(field.ty.sql_type).is_some() {
        return family(&ddl::field_type(field, backend));
    }
    // As `ddl::field_type` has it; every value asks, so no text is made of it.
    match field.ty.form {
        Form::Text | Form::Uuid | Form::Json | Form::Any => Family::Text,
        Form::Integer { .. } => Family::Integer,
        Form::Truth => Family::Truth,
        Form::Number { .. } => Family::Number,
        Form::Moment => Family::Moment,
    }
}

/// How many digits behind the second a column of moments keeps; what it is given beyond them, it cuts or rounds.
pub(crate) fn digits(backend: Backend, ty: &str) -> u16 {
    if backend == Backend::Sqlite || family(ty) != Family::Moment {
        return 6;
    }
    let given = ty.split_once('(').and_then(|(_, behind)| behind.split_once(')')?.0.trim().parse().ok());
    given.unwrap_or(if backend.is_mysql() { 0 } else { 6 }).min(6)
}

/// Whether a column of MySQL's or MariaDB's has no numbers below zero.
pub(crate) fn is_unsigned(backend: Backend, ty: &str) -> bool {
    let ty = ty.to_ascii_lowercase();
    backend.is_mysql() && (ty.contains("unsigned") || ty.starts_with("bit") || ty.starts_with("year"))
}

/// The type that a value has to be made before it goes into the column, or is compared with it: a text that one of
/// PostgreSQL's own types is made of, a number of few digits.
pub(crate) fn cast(field: &FieldDescriptor, backend: Backend) -> Option<&'static str> {
    let declared = field.sql_type.or(field.ty.sql_type)?;
    let is_own =
        backend == Backend::Postgres && (is_cast(declared) || family_of(field, backend) == Family::Other);
    if is_own { Some(declared) } else { short(declared, backend) }
}

/// Whether a type of PostgreSQL is one that texts are not by themselves.
fn is_cast(ty: &str) -> bool {
    ["UUID", "JSON", "JSONB"].iter().any(|known| ty.eq_ignore_ascii_case(known))
}

/// What a declared type is whose numbers have fewer digits than those that are written and compared; none of any other.
fn short(declared: &str, backend: Backend) -> Option<&'static str> {
    let (word, behind) = declared.split_at(declared.find(['(', ' ']).unwrap_or(declared.len()));
    let is = |all: &[&str]| all.iter().any(|known| word.eq_ignore_ascii_case(known));
    let bits = behind.trim_start().strip_prefix('(').and_then(|behind| behind.split(')').next());
    // Two numbers are those of decimal digits, which MySQL and MariaDB count in a column of this width.
    let is_narrow = |bits: &str| bits.contains(',') || bits.trim().parse().is_ok_and(|bits: u8| bits <= 24);
    match backend {
        Backend::Postgres if is(&["REAL", "FLOAT4", "FLOAT32"]) => Some("REAL"),
        Backend::Postgres if is(&["FLOAT"]) && bits.is_some_and(is_narrow) => Some("REAL"),
        Backend::MySql | Backend::MariaDb if is(&["FLOAT", "FLOAT4"]) && bits.is_none_or(is_narrow) => {
            Some("FLOAT")
        }
        _ => None,
    }
}

/// What a type of PostgreSQL, MySQL or MariaDB holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Truth,
    Integer,
    Number,
    Moment,
    Text,
    Other,
}

/// By the first word of the type, as the server writes it or as it is declared.
fn family(ty: &str) -> Family {
    let ty = ty.to_ascii_lowercase();
    let word = ty.split(['(', ' ']).next().unwrap_or_default();
    match word {
        "bool" | "boolean" => Family::Truth,
        "int" | "integer" | "smallint" | "bigint" | "tinyint" | "mediumint" | "int2" | "int4" | "int8"
        | "year" | "serial" | "bigserial" | "smallserial" => Family::Integer,
        "float" | "double" | "real" | "numeric" | "decimal" | "float4" | "float8" | "dec" | "fixed" => {
            Family::Number
        }
        "timestamp" | "datetime" | "timestamptz" => Family::Moment,
        "character" | "varchar" | "char" | "bpchar" | "text" | "tinytext" | "mediumtext" | "longtext"
        | "name" | "citext" | "enum" | "set" | "json" | "jsonb" | "uuid" | "nvarchar" | "nchar" => {
            Family::Text
        }
        _ => Family::Other,
    }
}

/// Whether no text goes into a column of a type of PostgreSQL's, nor is compared with it as with other texts, unless
/// the declaration says so.
pub(crate) fn needs_declaring(ty: &str) -> bool {
    is_cast(ty) || ty.eq_ignore_ascii_case("CITEXT") || family(ty) == Family::Other
}

/// Which values a column makes something else of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounds {
    /// None.
    Nothing,
    /// Texts that end in a blank: where they are longer than the column, it cuts their blanks without a word.
    Blanks,
    /// Any.
    Anything,
}

/// What a column of a type of a server's makes something else of: a moment or a number with fewer digits, a text with
/// other blanks or in another spelling.
pub(crate) fn rounds(backend: Backend, field: &FieldDescriptor, ty: &str) -> Rounds {
    let ty = ty.to_ascii_lowercase();
    let word = ty.split(['(', ' ']).next().unwrap_or_default();
    let is_spelt = field.ty.form == Form::Uuid || matches!(field.ty.kind, TypeKind::Enum(_));
    let begins = |all: &[&str]| all.iter().any(|beginning| ty.starts_with(beginning));
    let is_rounded = match family(&ty) {
        _ if backend == Backend::Sqlite => false,
        Family::Moment if backend == Backend::Postgres => ty.contains('(') && !ty.contains("(6)"),
        Family::Moment => !ty.contains("(6)"),
        Family::Number => ty.contains('(') || ["real", "float", "numeric", "decimal"].contains(&word),
        // A year of two digits is another.
        Family::Integer => matches!(field.ty.form, Form::Number { .. }) || word == "year",
        Family::Text if is_spelt => false,
        Family::Text if begins(&["varchar(", "character varying(", "tinytext", "text", "mediumtext"]) => {
            return if backend == Backend::Postgres && word == "text" {
                Rounds::Nothing
            } else {
                Rounds::Blanks
            };
        }
        // JSON means the same in another spelling, but as a text.
        Family::Text if word == "jsonb" || (word == "json" && backend == Backend::MySql) => {
            field.ty.form == Form::Text
        }
        Family::Text => begins(&["char(", "character(", "enum(", "set(", "uuid"]) || ty == "name",
        Family::Other => !is_spelt && word != "varbinary" && !word.ends_with("blob"),
        Family::Truth => false,
    };
    if is_rounded { Rounds::Anything } else { Rounds::Nothing }
}

fn server_takes(backend: Backend, column: &Column, ty: &str) -> bool {
    let (field, found) = (column.field, family(ty));
    let declared = field.sql_type.or(field.ty.sql_type);
    if backend == Backend::Postgres
        && needs_declaring(ty)
        && !declared.is_some_and(|declared| ty.trim_matches('"').eq_ignore_ascii_case(declared))
    {
        return false;
    }
    if declared.is_some() {
        // A truth value is a small number to MySQL.
        return match family_of(field, backend) {
            Family::Truth if backend.is_mysql() => found == Family::Integer,
            declared => declared == found,
        };
    }
    if field.to_column.is_some() {
        return true;
    }
    match (field.ty.kind, field.ty.form) {
        (TypeKind::List(_) | TypeKind::Set(_) | TypeKind::Dict(_) | TypeKind::Enum(_), _)
        | (_, Form::Json | Form::Text | Form::Uuid) => matches!(found, Family::Text | Family::Other),
        (_, Form::Moment) => found == Family::Moment,
        (_, Form::Truth) if backend.is_mysql() => found == Family::Integer,
        (_, Form::Truth) => found == Family::Truth,
        (_, Form::Integer { .. }) => found == Family::Integer,
        (_, Form::Number { .. }) => matches!(found, Family::Number | Family::Integer),
        (_, Form::Any) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Affinity, affinity, digits};
    use crate::store::driver::Backend;

    #[test]
    fn digits_are_those_that_a_column_keeps() {
        for (backend, ty, expected) in [
            (Backend::MariaDb, "datetime", 0),
            (Backend::MySql, "timestamp", 0),
            (Backend::MariaDb, "datetime(6)", 6),
            (Backend::MySql, "datetime(3)", 3),
            (Backend::Postgres, "timestamp without time zone", 6),
            (Backend::Postgres, "timestamp(0) with time zone", 0),
            (Backend::Postgres, "text", 6),
            (Backend::Sqlite, "DATETIME", 6),
        ] {
            assert_eq!(digits(backend, ty), expected, "{ty}");
        }
    }

    #[test]
    fn affinities_are_those_of_sqlites_documentation() {
        for (ty, expected) in [
            ("INTEGER", Affinity::Integer),
            ("UNSIGNED BIG INT", Affinity::Integer),
            ("CHARINT", Affinity::Integer),
            ("VARCHAR(255)", Affinity::Text),
            ("NVARCHAR(100)", Affinity::Text),
            ("CLOB", Affinity::Text),
            ("", Affinity::None),
            ("BLOB", Affinity::None),
            ("DOUBLE PRECISION", Affinity::Real),
            ("FLOAT", Affinity::Real),
            ("DECIMAL(10,5)", Affinity::Numeric),
            ("BOOLEAN", Affinity::Numeric),
            ("DATETIME", Affinity::Numeric),
            ("STRING", Affinity::Numeric),
        ] {
            assert_eq!(affinity(ty), expected, "{ty}");
        }
    }
}
