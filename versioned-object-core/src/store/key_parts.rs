//! How much of a column an index of MySQL's or MariaDB's is of: they have none of a whole text without a length, and none
//! of too many bytes.

use crate::store::driver::Backend;

/// How many bytes an index has at most.
const MOST: u32 = 3072;

/// How many letters of a long text an index has: three such texts are no more than [`MOST`].
const LETTERS: u32 = 191;

/// What an index has of a column.
#[derive(Clone, Copy)]
enum Width {
    /// Nothing: there is no such index.
    None,
    /// A part that has to be said.
    Open,
    /// So many letters.
    Letters(u32),
    /// So many bytes.
    Bytes(u32),
}

impl Width {
    fn of(backend: Backend, ty: &str) -> Self {
        let upper = ty.to_ascii_uppercase();
        let (word, behind) = upper.split_at(upper.find('(').unwrap_or(upper.len()));
        let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
        let length = || behind.get(1..)?.split(')').next()?.trim().parse::<u32>().ok();
        match word.split_whitespace().next() {
            Some("JSON") if backend == Backend::MySql => Self::None,
            _ if has(&["TEXT", "BLOB", "JSON", "LONG"]) => Self::Open,
            _ if has(&["CHAR"]) => Self::Letters(length().unwrap_or(1)),
            _ if has(&["BINARY"]) => Self::Bytes(length().unwrap_or(1)),
            _ => Self::Bytes(16),
        }
    }

    /// Of so many letters or bytes at most, how many are said; none where it is of the whole column.
    fn part(self, most: u32) -> Option<u32> {
        let is_long = match self {
            Self::Open => true,
            Self::Letters(length) | Self::Bytes(length) => length > most,
            Self::None => false,
        };
        is_long.then_some(most)
    }

    fn bytes(self, part: Option<u32>) -> u32 {
        const OF_LETTER: u32 = 4;
        match (self, part) {
            (Self::Bytes(_), Some(part)) => part,
            (Self::Bytes(bytes), None) => bytes,
            (Self::Letters(letters), None) | (_, Some(letters)) => letters.saturating_mul(OF_LETTER),
            (Self::None | Self::Open, None) => 0,
        }
    }
}

/// How much of columns of these types an index is of that serves an order, of each: all of it where nothing is said. None
/// where there is no such index.
pub(crate) fn parts(backend: Backend, types: &[String]) -> Option<Vec<Option<u32>>> {
    let all: Vec<Width> = types.iter().map(|ty| Width::of(backend, ty)).collect();
    if all.iter().any(|width| matches!(width, Width::None)) {
        return None;
    }
    let open = |width: &Width| matches!(width, Width::Open).then_some(LETTERS);
    let whole = all.iter().map(open).collect::<Vec<_>>();
    let bytes =
        all.iter().zip(&whole).fold(0u32, |sum, (width, part)| sum.saturating_add(width.bytes(*part)));
    Some(if bytes <= MOST { whole } else { all.iter().map(|width| width.part(LETTERS)).collect() })
}

/// What an index is of, of a column, that knows whether there is a value: that is in its first letters. None where there is
/// no such index.
pub(crate) fn first(backend: Backend, ty: &str, quoted: &str) -> Option<String> {
    const FIRST: u32 = 4;
    let part = match Width::of(backend, ty) {
        Width::None => return None,
        Width::Bytes(bytes) => (bytes > FIRST && ty.to_ascii_uppercase().contains("BINARY")).then_some(FIRST),
        width => width.part(FIRST),
    };
    Some(spelt(quoted, part))
}

/// A column, or so much of it, in a statement.
pub(crate) fn spelt(quoted: &str, part: Option<u32>) -> String {
    part.map_or_else(|| quoted.to_owned(), |part| format!("{quoted}({part})"))
}

/// Why a column of a type is no key.
pub(crate) fn refuses_key(backend: Backend, ty: &str) -> Option<String> {
    let width = Width::of(backend, ty);
    let is_open = matches!(width, Width::None | Width::Open);
    (is_open || width.bytes(None) > MOST).then(|| {
        format!(
            "MySQL and MariaDB have no key that is a {ty}: say how long it is at most, `sql_type = \"VARCHAR(255)\"`"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{first, parts, refuses_key};
    use crate::store::driver::Backend::{MariaDb, MySql};

    #[test]
    fn an_index_is_of_as_much_as_there_may_be() {
        let of = |types: &[&str]| {
            parts(MariaDb, &types.iter().map(|ty| (*ty).to_owned()).collect::<Vec<_>>()).unwrap()
        };
        assert_eq!(of(&["VARCHAR(255)", "DATETIME(6)", "VARCHAR(255)"]), [None, None, None]);
        assert_eq!(of(&["LONGTEXT CHARACTER SET utf8mb4", "BIGINT"]), [Some(191), None]);
        assert_eq!(of(&["VARCHAR(512)", "VARCHAR(512)"]), [Some(191), Some(191)]);
        assert_eq!(of(&["VARCHAR(768)", "DATETIME(6)"]), [Some(191), None]);
        assert_eq!(of(&["VARBINARY(16)", "ENUM('long','text')"]), [None, None]);
        assert!(parts(MySql, &["JSON".to_owned()]).is_none());
        let first = |backend, ty| first(backend, ty, "x");
        assert_eq!(first(MariaDb, "VARCHAR(5)").unwrap(), "x(4)");
        assert_eq!(first(MariaDb, "CHAR(4)").unwrap() + &first(MariaDb, "VARBINARY(5)").unwrap(), "xx(4)");
        assert_eq!((first(MySql, "json"), first(MariaDb, "bigint(20)").unwrap().as_str()), (None, "x"));
    }

    #[test]
    fn a_key_has_a_length() {
        assert!(refuses_key(MariaDb, "VARCHAR(768)").is_none() && refuses_key(MySql, "BIGINT").is_none());
        for ty in ["LONGTEXT", "VARCHAR(769)", "BLOB"] {
            assert!(refuses_key(MariaDb, ty).is_some(), "{ty}");
        }
    }
}
