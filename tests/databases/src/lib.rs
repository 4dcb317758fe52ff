//! The databases that tests run on: SQLite in memory always, PostgreSQL and MariaDB where `tests/services env` says
//! where they are.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics fails")]

pub mod bench;
pub mod proxy;
pub mod services;

use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use pollster::block_on;
use versioned_object_core::Result;
use versioned_object_core::store::{Access, Server, Sqlite, Step, Store, Tls};

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQLite, in memory.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MariaDB.
    MariaDb,
}

impl Kind {
    /// All of them that are there.
    pub fn all() -> Vec<Self> {
        [Self::Sqlite, Self::Postgres, Self::MariaDb].into_iter().filter(|kind| kind.is_there()).collect()
    }

    /// The servers among them.
    pub fn servers() -> Vec<Self> {
        Self::all().into_iter().filter(|kind| *kind != Self::Sqlite).collect()
    }

    /// Where its server is.
    fn base(self) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => std::env::var("TEST_POSTGRES").ok(),
            Self::MariaDb => std::env::var("TEST_MARIADB").ok(),
        }
    }

    /// Whether tests can have one.
    pub fn is_there(self) -> bool {
        self == Self::Sqlite || self.base().is_some()
    }
}

/// An empty database of a test's own, gone when this is.
pub struct Database {
    /// Which kind it is.
    pub kind: Kind,
    /// Its name, on a server.
    name: String,
}

impl Database {
    /// A new one.
    ///
    /// # Panics
    /// When there is none.
    pub fn new(kind: Kind) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("test_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        if kind != Kind::Sqlite {
            tell(kind, &format!("CREATE DATABASE {name}")).unwrap();
        }
        Self { kind, name }
    }

    /// Its URL.
    ///
    /// # Panics
    /// Of SQLite, which has none here.
    pub fn url(&self) -> String {
        let base = self.kind.base().expect("a server");
        let (server, _) = base.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }

    /// How it is opened.
    ///
    /// # Panics
    /// As [`Database::url`].
    pub fn server(&self) -> Server {
        Server::url(&self.url()).unwrap()
    }

    /// A store on it, whose connections are made fast.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn store(&self) -> Store {
        match self.kind {
            Kind::Sqlite => Sqlite::in_memory().open().unwrap(),
            _ => block_on(self.server().tls(Tls::Disabled).open()).unwrap(),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let force = match self.kind {
            Kind::Sqlite => return,
            Kind::Postgres => " WITH (FORCE)",
            Kind::MariaDb => "",
        };
        if let Err(error) = tell(self.kind, &format!("DROP DATABASE {}{force}", self.name)) {
            eprintln!("{} stays: {error}", self.name);
        }
    }
}

/// Tells a server something.
fn tell(kind: Kind, sql: &str) -> Result<()> {
    let server = Server::url(&kind.base().expect("a server"))?.tls(Tls::Disabled);
    let store = block_on(server.open())?;
    block_on(store.run(Access::Write, vec![Step::new(sql, Vec::new())])).map(drop)
}
