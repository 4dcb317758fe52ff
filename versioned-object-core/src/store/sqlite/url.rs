//! URLs of databases, as SQLAlchemy and sqlx write them.

use std::path::PathBuf;

use crate::base::error::{Error, Result};
use crate::base::shown::{self, quoted};
use crate::store::sqlite::settings::Place;

/// What a URL says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) place: Place,
    /// Whether a missing file is made; none when it is not said.
    pub(crate) create: Option<bool>,
    pub(crate) read_only: bool,
    pub(crate) immutable: bool,
}

pub(crate) fn read(url: &str) -> Result<Asked> {
    let refused = |why: &str| Error::invalid_input(format!("{} {why}", shown::url(url)));
    let rest = url.strip_prefix("sqlite:").ok_or_else(|| refused("is no URL of a SQLite database"))?;
    let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
    let place = match name {
        "//" | ":memory:" | "//:memory:" | "///:memory:" => Place::Memory,
        "" | "///" => return Err(refused("names no file")),
        name => Place::File(file(name).map_err(refused)?),
    };
    let mut asked = Asked { place, create: None, read_only: false, immutable: false };
    let mut known: Vec<&str> = Vec::new();
    for pair in query.split('&').filter(|_| rest.contains('?')) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if known.contains(&key) {
            return Err(refused(&format!("says {} twice", quoted(key))));
        }
        known.push(key);
        match (key, value) {
            ("mode", "ro") => asked.read_only = true,
            ("mode", "rw") => asked.create = Some(false),
            ("mode", "rwc") => asked.create = Some(true),
            ("mode", "memory") => asked.place = Place::Memory,
            ("mode", _) => return Err(refused("has a mode that is none of ro, rw, rwc and memory")),
            ("immutable", "true" | "1") => asked.immutable = true,
            ("immutable", "false" | "0") => {}
            ("immutable", _) => return Err(refused("has an `immutable` that is neither true nor false")),
            _ => return Err(refused(&format!("has an unknown parameter {}", quoted(key)))),
        }
    }
    if asked.place == Place::Memory && (asked.read_only || asked.immutable) {
        return Err(refused("is to be read, but a new database in memory is empty"));
    }
    Ok(asked)
}

/// The path behind `sqlite:`.
fn file(name: &str) -> Result<PathBuf, &'static str> {
    if name.contains('\0') {
        return Err("has a null byte");
    }
    let path = match name.strip_prefix("///") {
        Some(path) if escapes(path) => {
            return Err("has a `%` that SQLAlchemy and sqlx do not read alike: give the path itself");
        }
        Some(path) => path.into(),
        None => decoded(name.strip_prefix("//").unwrap_or(name))?.into(),
    };
    let path: PathBuf = path;
    if path.as_os_str().as_encoded_bytes().starts_with(b"file:") {
        return Err("has SQLite's own `file:` inside: give the path alone");
    }
    Ok(path)
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match digits {
        [high, low, ..] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    }
}

fn escapes(text: &str) -> bool {
    text.bytes().enumerate().any(|(at, byte)| byte == b'%' && hex(&text.as_bytes()[at + 1..]).is_some())
}

/// A text with its `%41` read; a `%` without two digits behind it stands for itself.
fn decoded(text: &str) -> Result<String, &'static str> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let [byte, behind @ ..] = rest {
        rest = match hex(behind).filter(|_| *byte == b'%') {
            Some(0) => return Err("has a null byte"),
            Some(read) => {
                bytes.push(read);
                &behind[2..]
            }
            None => {
                bytes.push(*byte);
                behind
            }
        };
    }
    String::from_utf8(bytes).map_err(|_| "is not UTF-8 once its `%` are read")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Asked, Place, read};

    fn place(url: &str) -> Place {
        read(url).unwrap().place
    }

    fn path(path: &str) -> Place {
        Place::File(Path::new(path).to_owned())
    }

    #[test]
    fn urls_name_the_file_that_sqlalchemy_or_sqlx_would_open() {
        for (url, file) in [
            ("sqlite:x.sqlite", "x.sqlite"),
            ("sqlite://x.sqlite", "x.sqlite"),
            ("sqlite:///x.sqlite", "x.sqlite"),
            ("sqlite:///a/x.sqlite", "a/x.sqlite"),
            ("sqlite:////a/x.sqlite", "/a/x.sqlite"),
            ("sqlite:/a/x.sqlite", "/a/x.sqlite"),
            ("sqlite:./a/x.sqlite", "./a/x.sqlite"),
            ("sqlite://a/x.sqlite", "a/x.sqlite"),
            ("sqlite:a%20%C3%A9%3F%23.db", "a é?#.db"),
            ("sqlite:100%.db", "100%.db"),
            ("sqlite:///100%.db", "100%.db"),
            ("sqlite:a#b", "a#b"),
        ] {
            assert_eq!(place(url), path(file), "{url}");
        }
        for url in [
            "sqlite://",
            "sqlite::memory:",
            "sqlite://:memory:",
            "sqlite:///:memory:",
            "sqlite:x?mode=memory",
            "sqlite://?mode=memory",
        ] {
            assert_eq!(place(url), Place::Memory, "{url}");
        }
    }

    #[test]
    fn parameters_are_those_of_sqlx_and_others_are_errors() {
        let asked = |create, read_only, immutable| Asked { place: path("x"), create, read_only, immutable };
        assert_eq!(read("sqlite:x").unwrap(), asked(None, false, false));
        assert_eq!(read("sqlite:x?mode=ro").unwrap(), asked(None, true, false));
        assert_eq!(read("sqlite:x?mode=rw").unwrap(), asked(Some(false), false, false));
        assert_eq!(read("sqlite:///x?mode=rwc").unwrap(), asked(Some(true), false, false));
        assert_eq!(read("sqlite:x?immutable=1&mode=ro").unwrap(), asked(None, true, true));
        for (url, told) in [
            ("postgres://x", "\"postgres://x\" is no URL of a SQLite database"),
            ("x.sqlite", "is no URL"),
            ("sqlite+pysqlite:///x", "is no URL"),
            ("sqlite:", "names no file"),
            ("sqlite:///", "names no file"),
            ("sqlite:?mode=ro", "names no file"),
            ("sqlite:x?", "unknown parameter \"\""),
            ("sqlite:x?mode", "has a mode that is none"),
            ("sqlite:x?mode=RO", "has a mode that is none"),
            ("sqlite:x?mode=ro&mode=rw", "says \"mode\" twice"),
            ("sqlite:x?immutable=yes", "neither true nor false"),
            ("sqlite:x?cache=shared", "unknown parameter \"cache\""),
            ("sqlite:///x?uri=true", "unknown parameter \"uri\""),
            ("sqlite:file:x?mode=memory&cache=shared", "`file:`"),
            ("sqlite:///file:x", "`file:`"),
            ("sqlite:%66ile:x", "`file:`"),
            ("sqlite:///a%20b", "do not read alike"),
            ("sqlite:a%00b", "null byte"),
            ("sqlite:a\0b", "null byte"),
            ("sqlite:%ff", "not UTF-8"),
            ("sqlite::memory:?mode=ro", "is empty"),
        ] {
            let error = read(url).unwrap_err().to_string();
            assert!(error.contains(told), "{url}: {error}");
        }
    }

    #[test]
    fn what_is_refused_is_said_without_a_password() {
        for (url, told) in [
            ("cinder:s3cret@db", "\"cinder:***@db\""),
            ("mysql:/cinder:s3cret@db/x", "\"mysql:***@db/x\""),
            ("postgres://cinder:s3c/ret@127.0.0.1:1/x", "\"postgres://cinder:***@127.0.0.1:1/x\""),
            ("sqlite:cinder:s3cret@db?x", "\"sqlite:cinder:***@db?x\""),
            ("sqlite:x?password=s3cret&mode=ro", "\"sqlite:x?password=***&mode=ro\""),
            ("sqlite:me@home.db?x", "\"sqlite:me@home.db?x\""),
        ] {
            let error = read(url).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
