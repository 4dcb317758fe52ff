//! Functions that every connection has, for comparisons of what is written in more than one form.

use std::borrow::Cow;

use rusqlite::Connection;
use rusqlite::functions::Context;
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use uuid::Uuid;

use crate::dynamic::contract::Input;
use crate::fields::field_type::FieldType as _;
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::store::moments;
use crate::store::sqlite::json;
use crate::store::sqlite::numbers::{self, FLAGS};

/// What a function makes of a text.
enum Made {
    /// Another text.
    Text(String),
    Null,
    /// The same.
    Same,
}

/// Makes the functions known to a connection:
///
/// - `vo_instant(x)`: the instant that a text is, as `2016-06-14 10:28:42.500000` in UTC.
/// - `vo_uuid(x)`: the UUID that a text is, in lower case and with its hyphens.
/// - `vo_json(x)`: the JSON that a text is, without blanks, with its keys in order and each number in one form; null of an
///   empty text. A number is its text, for it was one before it came into a column of numbers, as SQLAlchemy makes for JSON.
///
/// Anything else stays as it is. Others are about [numbers].
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    numbers::register(connection)?;
    for (name, make) in [("vo_instant", instant as fn(&str) -> Made), ("vo_uuid", uuid)] {
        connection.create_scalar_function(name, 1, FLAGS, move |arguments| Ok(made(arguments, make)))?;
    }
    connection.create_scalar_function("vo_json", 1, FLAGS, |arguments| Ok(made_json(arguments)))
}

fn made_json<'a>(arguments: &Context<'_>) -> ToSqlOutput<'a> {
    let number = match arguments.get_raw(0) {
        ValueRef::Integer(number) => serde_json::Value::from(number),
        ValueRef::Real(number) => serde_json::Value::from(number),
        _ => return made(arguments, canonical),
    };
    let text = number.to_string();
    ToSqlOutput::Owned(Sql::Text(json::canonical(&text).unwrap_or(text)))
}

fn made<'a>(arguments: &Context<'_>, make: fn(&str) -> Made) -> ToSqlOutput<'a> {
    let text = match arguments.get_raw(0) {
        ValueRef::Text(text) | ValueRef::Blob(text) => std::str::from_utf8(text),
        _ => return ToSqlOutput::Arg(0),
    };
    match text.map(make) {
        Ok(Made::Text(text)) => ToSqlOutput::Owned(Sql::Text(text)),
        Ok(Made::Null) => ToSqlOutput::Owned(Sql::Null),
        Ok(Made::Same) | Err(_) => ToSqlOutput::Arg(0),
    }
}

fn instant(text: &str) -> Made {
    moments::instant(text).map_or(Made::Same, Made::Text)
}

fn uuid(text: &str) -> Made {
    // Most texts that are none are refused here, and make no error.
    let may_be = |byte: u8| byte.is_ascii_hexdigit() || b"-{}urni:".contains(&byte);
    if text.len() < 32 || !text.bytes().all(may_be) {
        return Made::Same;
    }
    match Uuid::coerce(Input::Str(Cow::Borrowed(text)), &mut ReadContext::new(Mode::Assign)) {
        Ok(uuid) => match &*uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()) {
            written if written == text => Made::Same,
            written => Made::Text(written.to_owned()),
        },
        Err(_) => Made::Same,
    }
}

fn canonical(text: &str) -> Made {
    if text.is_empty() {
        return Made::Null;
    }
    json::canonical(text).map_or(Made::Same, Made::Text)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;
    use rusqlite::types::Value;

    use super::register;

    fn call(text: &str) -> Value {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        connection.query_row(&format!("SELECT {text}"), [], |row| row.get(0)).unwrap()
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn instants_have_one_form() {
        for (given, made) in [
            ("2016-06-14 10:28:42.500000", "2016-06-14 10:28:42.500000"),
            ("2016-06-14 10:28:42", "2016-06-14 10:28:42.000000"),
            ("2016-06-14T10:28:42Z", "2016-06-14 10:28:42.000000"),
            ("2016-06-14T12:28:42.5+02:00", "2016-06-14 10:28:42.500000"),
            ("20160614T102842,1234567", "2016-06-14 10:28:42.123456"),
            ("2016", "2016-01-01 00:00:00.000000"),
            ("yesterday", "yesterday"),
            ("2016-13-14 10:28:42", "2016-13-14 10:28:42"),
            ("", ""),
        ] {
            assert_eq!(call(&format!("vo_instant('{given}')")), text(made), "{given}");
        }
        assert_eq!(
            call("vo_instant(CAST('2016-06-14T10:28:42Z' AS BLOB))"),
            text("2016-06-14 10:28:42.000000")
        );
        assert_eq!(call("vo_instant(NULL)"), Value::Null);
        assert_eq!(call("vo_instant(7)"), Value::Integer(7));
        assert_eq!(call("vo_instant(0.5)"), Value::Real(0.5));
        assert_eq!(call("vo_instant(x'ff00')"), Value::Blob(vec![0xff, 0]));
        assert_eq!(call("vo_instant('2016-06-14' || char(0))"), text("2016-06-14\0"));
    }

    #[test]
    fn uuids_have_one_form() {
        const UUID: &str = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        for given in [
            UUID,
            "6BA7B810-9DAD-11D1-80B4-00C04FD430C8",
            "6ba7b8109dad11d180b400c04fd430c8",
            "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}",
            "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "6-b-a7b8109dad11d180b400c04fd430c8-",
            "{urn:uuid:6BA7B8109DAD11D180B400C04FD430C8}}",
        ] {
            assert_eq!(call(&format!("vo_uuid('{given}')")), text(UUID), "{given}");
        }
        for given in
            ["", "6ba7b810", "6ba7b810-9dad-11d1-80b4-00c04fd430cg", "6ba7b8109dad11d180b400c04fd430c80"]
        {
            assert_eq!(call(&format!("vo_uuid('{given}')")), text(given), "{given}");
        }
        assert_eq!(call("vo_uuid(NULL)"), Value::Null);
        assert_eq!(call("vo_uuid(7)"), Value::Integer(7));
        assert_eq!(call("vo_uuid(x'ff')"), Value::Blob(vec![0xff]));
    }

    #[test]
    fn json_has_one_form() {
        for (given, made) in [
            (r#"{"b": 1.0, "a": [1e2, -0, true, null]}"#, r#"{"a":[1e2,0,true,null],"b":1}"#),
            ("[ ]", "[]"),
            ("no JSON", "no JSON"),
        ] {
            assert_eq!(call(&format!("vo_json('{given}')")), text(made), "{given}");
        }
        assert_eq!(call("vo_json('')"), Value::Null);
        assert_eq!(call("vo_json(NULL)"), Value::Null);
        assert_eq!(call("vo_json(7)"), text("7"));
        assert_eq!(call("vo_json(-0.5)"), text("-5e-1"));
    }

    #[test]
    fn they_may_stand_in_a_schema_that_is_not_trusted() {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        connection.pragma_update(None, "trusted_schema", false).unwrap();
        connection.execute_batch("CREATE VIEW v AS SELECT vo_instant('2016') AS i").unwrap();
        connection.query_row("SELECT i FROM v", [], |_| Ok(())).unwrap();
    }
}
