//! What the store expects of a driver, asked of the driver itself: `docs/how-to/database-driver.md` says why.
//!
//! A new driver is one more test at the end. It needs a database that is empty, or has no table `contract`.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::sync::mpsc::channel;

use chrono::NaiveDateTime;
use databases::{Database, Kind};
use pollster::block_on;
use sea_query::Value;
use versioned_object_core::chrono;
use versioned_object_core::prelude::{Error, Result};
use versioned_object_core::store::{Access, Backend, ColumnValue, Driver, Sqlite, Step};

/// A value of a row that outlives it.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    Moment(NaiveDateTime),
}

impl From<ColumnValue<'_>> for Held {
    fn from(value: ColumnValue<'_>) -> Self {
        match value {
            ColumnValue::Null => Self::Null,
            ColumnValue::Bool(truth) => Self::Bool(truth),
            ColumnValue::Int(number) => Self::Int(number),
            ColumnValue::Real(number) => Self::Real(number),
            ColumnValue::Text(text) => Self::Text(text.to_owned()),
            ColumnValue::DateTime(moment) => Self::Moment(moment),
            other => panic!("the store does not know {other:?}"),
        }
    }
}

/// A driver under test, with the words of its dialect.
struct Asked<'d>(&'d dyn Driver);

impl Asked<'_> {
    fn mark(&self, number: usize) -> String {
        if self.0.backend() == Backend::Postgres { format!("${number}") } else { "?".to_owned() }
    }

    fn write(&self, steps: Vec<Step>) -> Result<Vec<u64>> {
        block_on(self.0.run(Access::Write, steps))
    }

    /// The first `width` columns of the rows of a query.
    fn rows(&self, sql: &str, width: usize) -> Result<Vec<Vec<Held>>> {
        let (sender, receiver) = channel();
        let step = Step::new(sql, Vec::new()).rows(move |row| {
            let row: Result<Vec<Held>> = (0..width).map(|at| row.get(at).map(Held::from)).collect();
            sender.send(row?).unwrap();
            Ok(())
        });
        let counts = block_on(self.0.run(Access::Read, vec![step]))?;
        let rows: Vec<_> = receiver.try_iter().collect();
        assert_eq!(counts, [rows.len() as u64], "a step that reads is counted by its rows");
        Ok(rows)
    }

    fn ids(&self) -> Vec<String> {
        let rows = self.rows("SELECT id FROM contract ORDER BY id", 1).unwrap();
        let text = |row: Vec<Held>| match &row[..] {
            [Held::Text(id)] => id.clone(),
            other => panic!("{other:?}"),
        };
        rows.into_iter().map(text).collect()
    }

    fn insert(&self, id: &str) -> Step {
        let sql = format!("INSERT INTO contract (id) VALUES ({})", self.mark(1));
        Step::new(sql, vec![Value::String(Some(id.to_owned()))])
    }

    fn update(&self, id: &str) -> Step {
        let sql = format!("UPDATE contract SET number = 1 WHERE id = {}", self.mark(1));
        Step::new(sql, vec![Value::String(Some(id.to_owned()))])
    }

    /// The whole contract.
    fn keeps_the_contract(&self) {
        self.writes_all_or_nothing();
        self.counts_rows();
        self.takes_and_gives_values();
        self.names_what_is_there_already();
        self.refuses_what_is_missing();
        self.serves_sessions();
        self.serves_parts();
    }

    fn writes_all_or_nothing(&self) {
        let moment = match self.0.backend() {
            Backend::Postgres => "TIMESTAMP WITHOUT TIME ZONE",
            Backend::MySql | Backend::MariaDb => "DATETIME(6)",
            _ => "DATETIME",
        };
        let columns =
            format!("number BIGINT, ratio DOUBLE PRECISION, truth BOOLEAN, words VARCHAR(255), at {moment}");
        let create = format!("CREATE TABLE contract (id VARCHAR(36) NOT NULL PRIMARY KEY, {columns})");
        self.write(vec![Step::new(create, Vec::new())]).unwrap();
        assert_eq!(self.write(vec![self.insert("a"), self.insert("b")]).unwrap(), [1, 1]);

        let broken = Step::new("INSERT INTO contract (nothing) VALUES (1)", Vec::new());
        assert!(matches!(self.write(vec![self.insert("c"), broken]), Err(Error::Database { .. })));
        assert_eq!(self.ids(), ["a", "b"], "what stood before a step that fails is undone");

        let refused = self.insert("c").check(|_| Err(Error::invalid("refused")));
        assert_eq!(self.write(vec![refused]).unwrap_err().to_string(), "refused");
        assert_eq!(self.ids(), ["a", "b"], "what a check refuses is undone");

        let unread = Step::new("SELECT id FROM contract", Vec::new()).rows(|_| Err(Error::invalid("unread")));
        assert_eq!(self.write(vec![self.insert("c"), unread]).unwrap_err().to_string(), "unread");
        assert_eq!(self.ids(), ["a", "b"], "what a reader of rows refuses is undone");
    }

    fn counts_rows(&self) {
        let (sender, receiver) = channel();
        let asked = self.update("a").check(move |count| {
            sender.send(count).unwrap();
            Ok(())
        });
        assert_eq!(self.write(vec![asked, self.update("nobody")]).unwrap(), [1, 0]);
        assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [1], "a check is given the number of rows");

        let mut stops = self.update("nobody");
        stops.stop_if_none = true;
        assert_eq!(self.write(vec![stops, self.insert("c")]).unwrap(), [0], "the steps behind are left out");
        let mut goes_on = self.update("a");
        goes_on.stop_if_none = true;
        // A value that is there already counts all the same.
        assert_eq!(self.write(vec![goes_on, self.insert("c")]).unwrap(), [1, 1]);
        assert_eq!(self.ids(), ["a", "b", "c"]);
        assert_eq!(self.rows("SELECT count(*) FROM contract", 1).unwrap(), [[Held::Int(3)]]);
    }

    fn takes_and_gives_values(&self) {
        let at = NaiveDateTime::parse_from_str("2016-06-14 10:28:42.500001", "%Y-%m-%d %H:%M:%S%.f").unwrap();
        let text = "'; DROP TABLE contract; -- \\ \" ü\n";
        let set: Vec<_> = ["number", "ratio", "truth", "words", "at"]
            .iter()
            .enumerate()
            .map(|(index, column)| format!("{column} = {}", self.mark(index + 1)))
            .collect();
        let sql = format!("UPDATE contract SET {} WHERE id = 'a'", set.join(", "));
        let select = "SELECT number, ratio, truth, words, at FROM contract WHERE id = 'a'";
        let values = vec![
            Value::BigInt(Some(i64::MIN)),
            Value::Double(Some(0.1)),
            Value::Bool(Some(true)),
            Value::String(Some(text.to_owned())),
            Value::ChronoDateTime(Some(at)),
        ];
        self.write(vec![Step::new(sql.as_str(), values)]).unwrap();
        let row = self.rows(select, 5).unwrap().remove(0);
        assert_eq!(row[..2], [Held::Int(i64::MIN), Held::Real(0.1)]);
        assert!(matches!(row[2], Held::Bool(true) | Held::Int(1)), "{row:?}");
        assert_eq!(row[3], Held::Text(text.to_owned()));
        let moments = [Held::Moment(at), Held::Text("2016-06-14 10:28:42.500001".to_owned())];
        assert!(moments.contains(&row[4]), "{row:?}");

        let nulls = vec![
            Value::BigInt(None),
            Value::Double(None),
            Value::Bool(None),
            Value::String(None),
            Value::ChronoDateTime(None),
        ];
        self.write(vec![Step::new(sql.as_str(), nulls)]).unwrap();
        assert_eq!(self.rows(select, 5).unwrap(), [vec![Held::Null; 5]]);

        let limited = format!("SELECT id FROM contract ORDER BY id LIMIT {}", self.mark(1));
        let limited = Step::new(limited, vec![Value::BigUnsigned(Some(2))]).rows(|_| Ok(()));
        assert_eq!(block_on(self.0.run(Access::Read, vec![limited])).unwrap(), [2]);
    }

    fn names_what_is_there_already(&self) {
        let mut twice = self.insert("a");
        twice.subject = Some("the first".to_owned());
        let error = self.write(vec![self.insert("d"), twice]).unwrap_err();
        // The store puts the name of the type in.
        assert_eq!(error, Error::DuplicateEntry { object: "", id: "the first".to_owned(), is_key: true });
        let named = "CREATE TABLE contract_names (id VARCHAR(36) NOT NULL PRIMARY KEY, name VARCHAR(36) NOT NULL UNIQUE)";
        self.write(vec![Step::new("DROP TABLE IF EXISTS contract_names", Vec::new())]).unwrap();
        self.write(vec![Step::new(named, Vec::new())]).unwrap();
        let insert = |id: &str, name: &str| {
            let sql = format!("INSERT INTO contract_names (id, name) VALUES ('{id}', '{name}')");
            Step { subject: Some("it".to_owned()), key: Some("id"), ..Step::new(sql, Vec::new()) }
        };
        self.write(vec![insert("a", "x")]).unwrap();
        for (id, name, is_key) in [("a", "y", true), ("b", "x", false)] {
            let error = self.write(vec![insert(id, name)]).unwrap_err();
            assert_eq!(error, Error::DuplicateEntry { object: "", id: "it".to_owned(), is_key });
        }
        self.write(vec![Step::new("DROP TABLE contract_names", Vec::new())]).unwrap();
        assert!(matches!(self.write(vec![self.insert("a")]), Err(Error::DuplicateEntry { object: "", .. })));
        assert_eq!(self.ids(), ["a", "b", "c"]);
    }

    fn refuses_what_is_missing(&self) {
        let quote = if matches!(self.0.backend(), Backend::MySql | Backend::MariaDb) { '`' } else { '"' };
        let missing = format!("SELECT {quote}missing{quote} FROM contract");
        assert!(self.rows(&missing, 1).is_err(), "a column that is missing is no text");
        assert!(self.rows("SELECT id FROM contract", 2).is_err(), "a row has no more than its columns");
    }

    fn serves_sessions(&self) {
        let session = block_on(self.0.begin()).unwrap();
        assert_eq!(block_on(session.run(vec![self.insert("d")])).unwrap(), [1]);
        let failed = block_on(session.run(vec![self.insert("e"), self.insert("a")]));
        assert!(matches!(failed, Err(Error::DuplicateEntry { .. })));
        assert_eq!(block_on(session.run(vec![self.insert("f")])).unwrap(), [1], "it goes on after an error");
        // The store hands over several at once, and waits for them afterwards.
        let ahead = [session.run(vec![self.update("f")]), session.run(vec![self.update("e")])];
        assert_eq!(ahead.map(|one| block_on(one).unwrap()), [[1], [0]]);
        assert!(!session.is_over());
        block_on(session.end(true)).unwrap();
        assert!(session.is_over());
        assert!(block_on(session.run(vec![self.insert("g")])).is_err(), "what is over writes nothing");
        assert_eq!(self.ids(), ["a", "b", "c", "d", "f"], "all that was not undone, and `e` was");

        let session = block_on(self.0.begin()).unwrap();
        block_on(session.run(vec![self.insert("g")])).unwrap();
        drop(session.end(false));
        assert!(session.is_over(), "an end is asked for when its future is made");
        assert_eq!(self.ids().len(), 5);

        let session = block_on(self.0.begin()).unwrap();
        block_on(session.run(vec![self.insert("g")])).unwrap();
        drop(session);
        assert_eq!(self.ids().len(), 5, "a session that is dropped is rolled back");
        self.write(vec![self.insert("g")]).unwrap();
    }

    fn serves_parts(&self) {
        let session = block_on(self.0.begin()).unwrap();
        block_on(session.run(vec![self.insert("h")])).unwrap();
        let part = block_on(session.part()).unwrap();
        block_on(part.run(vec![self.insert("i")])).unwrap();
        assert!(block_on(part.run(vec![self.insert("j"), self.insert("a")])).is_err());
        block_on(part.run(vec![self.insert("k")])).unwrap();
        assert!(!part.is_over());
        let meanwhile = session.run(vec![self.insert("i")]);
        block_on(part.end(false)).unwrap();
        assert!(part.is_over() && !session.is_over());
        assert!(block_on(part.run(vec![self.insert("l")])).is_err(), "what is over writes nothing");
        assert_eq!(
            block_on(meanwhile).unwrap(),
            [1],
            "what is asked meanwhile waits for the end of the part"
        );

        let part = block_on(session.part()).unwrap();
        block_on(part.run(vec![self.insert("m")])).unwrap();
        let inner = block_on(part.part()).unwrap();
        block_on(inner.run(vec![self.insert("n")])).unwrap();
        drop(inner);
        let inner = block_on(part.part()).unwrap();
        block_on(inner.run(vec![self.insert("o")])).unwrap();
        drop(inner.end(true));
        block_on(part.end(true)).unwrap();
        assert!(block_on(session.run(vec![self.insert("a")])).is_err());

        let part = block_on(session.part()).unwrap();
        block_on(part.run(vec![self.insert("p")])).unwrap();
        drop(part);
        block_on(session.end(true)).unwrap();
        assert_eq!(self.ids()[6..], ["h", "i", "m", "o"], "what was kept of parts, and nothing of others");

        let session = block_on(self.0.begin()).unwrap();
        let part = block_on(session.part()).unwrap();
        block_on(part.run(vec![self.insert("q")])).unwrap();
        block_on(part.end(true)).unwrap();
        block_on(session.end(false)).unwrap();
        assert_eq!(self.ids().len(), 10, "a part goes with its transaction");
    }
}

#[test]
fn sqlite_in_memory() {
    Asked(&Sqlite::in_memory().driver().unwrap()).keeps_the_contract();
}

#[test]
fn sqlite_in_a_file() {
    let path = std::env::temp_dir().join(format!("contract-{}.sqlite", std::process::id()));
    Asked(&Sqlite::file(&path).driver().unwrap()).keeps_the_contract();
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn servers() {
    for kind in Kind::servers() {
        let database = Database::new(kind);
        Asked(&block_on(database.server().driver()).unwrap()).keeps_the_contract();
    }
}
