//! The databases that tests run on: SQLite always, PostgreSQL and MariaDB where `tests/services env` says
//! where they are.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics fails")]

pub mod bench;
pub mod proxy;
pub mod services;

use std::path::PathBuf;
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs};

use pollster::block_on;
use versioned_object_core::Result;
use versioned_object_core::store::{Access, Server, Sqlite, Step, Store, Tls};

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQLite: in memory, or a file.
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
            Self::Postgres => env::var("TEST_POSTGRES").ok(),
            Self::MariaDb => env::var("TEST_MARIADB").ok(),
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
    /// Of SQLite: the folder of the file, where there is one.
    folder: Option<PathBuf>,
}

impl Database {
    /// A new one.
    ///
    /// # Panics
    /// When there is none.
    pub fn new(kind: Kind) -> Self {
        let name = new_name();
        if kind != Kind::Sqlite {
            tell(kind, &format!("CREATE DATABASE {name}")).unwrap();
        }
        Self { kind, name, folder: None }
    }

    /// A new one that other programs reach too: of SQLite, it is a file.
    ///
    /// # Panics
    /// When there is none.
    pub fn for_programs(kind: Kind) -> Self {
        let mut new = Self::new(kind);
        if kind == Kind::Sqlite {
            let folder = env::temp_dir().join(format!("versioned-object-{}", new.name));
            fs::create_dir_all(&folder).unwrap();
            new.folder = Some(folder);
        }
        new
    }

    /// The file of one of SQLite that other programs reach.
    ///
    /// # Panics
    /// Of any other.
    pub fn file(&self) -> PathBuf {
        self.folder.as_ref().expect("a file").join("db.sqlite")
    }

    /// Another one with what is in this one, whose stores have to be closed.
    ///
    /// # Panics
    /// When that fails, and of SQLite in memory.
    #[must_use]
    pub fn copy(&self) -> Self {
        match self.kind {
            Kind::Sqlite => {
                let new = Self::for_programs(self.kind);
                fs::copy(self.file(), new.file()).unwrap();
                new
            }
            Kind::Postgres => {
                let name = new_name();
                // Whoever was killed here a moment ago may be there still; PostgreSQL's own vacuum leaves by itself.
                let end = format!(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                     WHERE datname = '{}' AND backend_type = 'client backend'",
                    self.name
                );
                tell(self.kind, &end).unwrap();
                tell(self.kind, &format!("CREATE DATABASE {name} TEMPLATE {}", self.name)).unwrap();
                Self { kind: self.kind, name, folder: None }
            }
            Kind::MariaDb => {
                let new = Self::new(self.kind);
                let mut dump = self
                    .client("mariadb-dump", &["--single-transaction", "--triggers", &self.name])
                    .stdout(Stdio::piped())
                    .spawn()
                    .unwrap();
                let taken = new.client("mariadb", &[&new.name]).stdin(dump.stdout.take().unwrap()).status();
                assert!(dump.wait().unwrap().success() && taken.unwrap().success(), "no copy");
                new
            }
        }
    }

    /// A program of MariaDB's that reaches its server.
    fn client(&self, program: &str, arguments: &[&str]) -> Command {
        let url = self.url();
        let address = url.split(['/', ':', '@']).filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let [_, user, password, host, port, _] = address[..] else { panic!("{url} has other parts") };
        let mut client = Command::new(program);
        client.args(["--no-defaults", "--host", host, "--port", port, "--user", user]).args(arguments);
        client.env("MYSQL_PWD", password);
        client
    }

    /// Its URL.
    ///
    /// # Panics
    /// Of SQLite in memory, which has none here.
    pub fn url(&self) -> String {
        if self.kind == Kind::Sqlite {
            return format!("sqlite:{}", self.file().display());
        }
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
        if self.kind == Kind::Sqlite && self.folder.is_none() {
            return Sqlite::in_memory().open().unwrap();
        }
        opened(&self.url())
    }
}

/// A store on the database of a URL, whose connections are made fast. Of SQLite's writers, who do not stand in line, it is
/// a patient one.
///
/// # Panics
/// When it cannot be opened.
pub fn opened(url: &str) -> Store {
    if url.starts_with("sqlite:") {
        return Sqlite::url(url).unwrap().busy_timeout(Duration::from_mins(2)).open().unwrap();
    }
    block_on(Server::url(url).unwrap().tls(Tls::Disabled).open()).unwrap()
}

impl Drop for Database {
    fn drop(&mut self) {
        let force = match self.kind {
            Kind::Sqlite => {
                // What is left there is for nobody.
                self.folder.iter().for_each(|folder| drop(fs::remove_dir_all(folder)));
                return;
            }
            Kind::Postgres => " WITH (FORCE)",
            Kind::MariaDb => "",
        };
        if let Err(error) = tell(self.kind, &format!("DROP DATABASE {}{force}", self.name)) {
            eprintln!("{} stays: {error}", self.name);
        }
    }
}

/// A name that no database has.
fn new_name() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    format!("test_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Tells a server something.
fn tell(kind: Kind, sql: &str) -> Result<()> {
    let server = Server::url(&kind.base().expect("a server"))?.tls(Tls::Disabled);
    let store = block_on(server.open())?;
    block_on(store.run(Access::Write, vec![Step::new(sql, Vec::new())])).map(drop)
}
