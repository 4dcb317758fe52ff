//! What stands in statements as it is declared: names of tables and columns, and types of columns.

use crate::names;

/// Types of one word that the databases know.
const TYPES: [&str; 85] = [
    "BIGINT",
    "BIGSERIAL",
    "BINARY",
    "BIT",
    "BLOB",
    "BOOL",
    "BOOLEAN",
    "BPCHAR",
    "BYTEA",
    "CHAR",
    "CHARACTER",
    "CIDR",
    "CITEXT",
    "CLOB",
    "DATE",
    "DATETIME",
    "DATETIME2",
    "DEC",
    "DECIMAL",
    "DOUBLE",
    "ENUM",
    "FIXED",
    "FLOAT",
    "FLOAT32",
    "FLOAT4",
    "FLOAT64",
    "FLOAT8",
    "HSTORE",
    "IMAGE",
    "INET",
    "INT",
    "INT1",
    "INT16",
    "INT2",
    "INT3",
    "INT32",
    "INT4",
    "INT64",
    "INT8",
    "INTEGER",
    "INTERVAL",
    "JSON",
    "JSONB",
    "LONG",
    "LONGBLOB",
    "LONGTEXT",
    "MACADDR",
    "MACADDR8",
    "MEDIUMBLOB",
    "MEDIUMINT",
    "MEDIUMTEXT",
    "MONEY",
    "NAME",
    "NCHAR",
    "NCLOB",
    "NTEXT",
    "NUMBER",
    "NUMERIC",
    "NVARCHAR",
    "NVARCHAR2",
    "OID",
    "POINT",
    "RAW",
    "REAL",
    "SERIAL",
    "SERIAL4",
    "SERIAL8",
    "SMALLINT",
    "SMALLSERIAL",
    "STRING",
    "TEXT",
    "TIME",
    "TIMESTAMP",
    "TIMESTAMPTZ",
    "TIMETZ",
    "TINYBLOB",
    "TINYINT",
    "TINYTEXT",
    "UUID",
    "VARBINARY",
    "VARBIT",
    "VARCHAR",
    "VARCHAR2",
    "XML",
    "YEAR",
];

/// Types of several words, without what stands in their parentheses.
const LONG_TYPES: [&str; 21] = [
    "BINARY LARGE OBJECT",
    "BIGINT UNSIGNED",
    "BIT VARYING",
    "CHAR VARYING",
    "CHARACTER LARGE OBJECT",
    "CHARACTER VARYING",
    "DOUBLE PRECISION",
    "DOUBLE UNSIGNED",
    "FLOAT UNSIGNED",
    "INT UNSIGNED",
    "INTEGER UNSIGNED",
    "MEDIUMINT UNSIGNED",
    "NATIVE CHARACTER",
    "SMALLINT UNSIGNED",
    "TIME WITH TIME ZONE",
    "TIME WITHOUT TIME ZONE",
    "TIMESTAMP WITH TIME ZONE",
    "TIMESTAMP WITHOUT TIME ZONE",
    "TINYINT UNSIGNED",
    "UNSIGNED BIG INT",
    "VARYING CHARACTER",
];

/// Whether a text can be the name of a table or of a column.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
}

/// What is wrong with the type of a column: it is one word, or some words that are known, perhaps with one number or two
/// in parentheses.
pub(super) fn type_mistake(given: &str) -> Option<String> {
    if given.trim().is_empty() {
        return Some(
            "a column has a type: write one such as `VARCHAR(36)`, `BIGINT` or `DOUBLE PRECISION`".to_owned(),
        );
    }
    let mistake = |guess: &str| {
        let rest = if guess.is_empty() {
            ": write one such as `VARCHAR(36)`, `BIGINT` or `DOUBLE PRECISION`".to_owned()
        } else {
            format!(", did you mean `{guess}`?")
        };
        Some(format!("`{given}` is not the type of a column{rest}"))
    };
    let Some(ty) = SqlType::parse(given) else { return mistake("") };
    let upper = ty.words.to_ascii_uppercase();
    let known: &[&str] = if upper.contains(' ') { &LONG_TYPES } else { &TYPES };
    if known.contains(&upper.as_str()) {
        return None;
    }
    match names::nearest(&upper, known) {
        Some(guess) => mistake(&ty.called(guess)),
        // A type that the user's database has of its own.
        None if known.len() == TYPES.len() => None,
        None => mistake(""),
    }
}

/// A type of a column in its parts.
struct SqlType<'a> {
    /// The words, with one space between.
    words: String,
    /// How many of them stand before the parentheses.
    before: usize,
    /// What stands in these, with them.
    numbers: &'a str,
}

impl<'a> SqlType<'a> {
    fn parse(given: &'a str) -> Option<Self> {
        let (before, numbers, behind) = match (given.find('('), given.rfind(')')) {
            (None, None) => (given, "", ""),
            (Some(open), Some(close)) if open < close => {
                (&given[..open], &given[open..=close], &given[close + 1..])
            }
            _ => return None,
        };
        let are_numbers = |text: &str| {
            let numbers: Vec<_> = text.split(',').map(str::trim).collect();
            let is_number =
                |text: &&str| (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            numbers.len() <= 2 && numbers.iter().all(is_number)
        };
        let inner = numbers.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let is_word = |word: &&str| {
            word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        let words: Vec<_> =
            before.split(' ').chain(behind.split(' ')).filter(|word| !word.is_empty()).collect();
        let is_type = before.split(' ').any(|word| !word.is_empty())
            && inner.is_none_or(are_numbers)
            && words.iter().all(is_word);
        let before = before.split(' ').filter(|word| !word.is_empty()).count();
        is_type.then(|| Self { words: words.join(" "), before, numbers })
    }

    /// Another type with the same numbers in the same place.
    fn called(&self, words: &str) -> String {
        let words: Vec<_> = words.split(' ').collect();
        let (before, behind) = words.split_at(self.before.min(words.len()));
        let space = if behind.is_empty() { "" } else { " " };
        format!("{}{}{space}{}", before.join(" "), self.numbers, behind.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::{LONG_TYPES, TYPES, is_name, type_mistake};

    #[test]
    fn types_of_columns() {
        for good in [
            "VARCHAR(36)",
            "varchar ( 36 )",
            "NUMERIC(10, 2)",
            "double precision",
            "TIMESTAMP(6) WITH TIME ZONE",
            "INT(11) UNSIGNED",
            "GEOMETRY",
            "my_domain",
        ] {
            assert_eq!(type_mistake(good), None, "{good}");
        }
        for known in TYPES.iter().chain(&LONG_TYPES) {
            assert_eq!(type_mistake(known), None, "{known}");
        }
        for bad in [
            "",
            " ",
            "INT); DROP TABLE t; --",
            "INT; DROP TABLE t",
            "INT -- all of it",
            "VARCHAR()",
            "VARCHAR(36",
            "VARCHAR)36(",
            "VARCHAR(a)",
            "VARCHAR(1)(2)",
            "NUMERIC(1, 2, 3)",
            "VARCHAR(36) NOT NULL",
            "INT PRIMARY KEY",
            "TEXT[]",
            "'TEXT'",
            "(36)",
            "36",
            "INT\nNOT\tNULL",
        ] {
            let mistake = type_mistake(bad).expect(bad);
            assert!(
                mistake.ends_with("write one such as `VARCHAR(36)`, `BIGINT` or `DOUBLE PRECISION`"),
                "{mistake}"
            );
        }
        for (bad, guess) in [
            ("VARCHR(36)", "VARCHAR(36)"),
            ("integr", "INTEGER"),
            ("DUBLE PRECISION", "DOUBLE PRECISION"),
            ("TIMESTAMP(6) WITH TIMEZONE", "TIMESTAMP(6) WITH TIME ZONE"),
        ] {
            let mistake = type_mistake(bad).expect(bad);
            assert!(mistake.ends_with(&format!(", did you mean `{guess}`?")), "{mistake}");
        }
    }

    #[test]
    fn names_of_tables_and_columns() {
        for good in ["disks", "Disks_2", "node-ports", "größe", "2nd"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "main.disks", "my disks", "a\"b", "a;b", "a(b", "a`b", "a'b", "a\\b"] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
