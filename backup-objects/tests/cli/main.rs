//! The command line, run as people run it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

mod edges;
mod envelopes;
mod files;
mod filters;
mod migration;
mod purge;
mod reference;
mod rows;
mod schemas;
mod transfer;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use databases::Kind;
use versioned_object_core::store::{Access, Sqlite, Step};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backup-objects"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A command may say much before it has read all, and one that refuses its arguments reads nothing.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    })
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn json(text: &str) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
    if let Some(changes) = value["versioned_object.changes"].as_array_mut() {
        changes.sort_by_key(ToString::to_string);
    }
    value
}

/// A test on every database that is there.
fn everywhere(test: impl Fn(Kind)) {
    for kind in Kind::all() {
        // Shown when it fails.
        eprintln!("on {kind:?}");
        test(kind);
    }
}

/// Runs a command on a database that goes with the test, with a folder: it is a file there, or on a server.
struct Database(PathBuf, Option<databases::Database>);

impl Database {
    fn new(name: &str) -> Self {
        Self::on(Kind::Sqlite, name)
    }

    fn on(kind: Kind, name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("backup-objects-cli-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder, (kind != Kind::Sqlite).then(|| databases::Database::new(kind)))
    }

    fn url(&self) -> String {
        match &self.1 {
            Some(served) => served.url(),
            None => format!("sqlite:{}", self.0.join("db.sqlite").display()),
        }
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Output {
        run(&[&["--db", &self.url()], arguments].concat(), input)
    }

    /// What a command that succeeds writes.
    fn told(&self, arguments: &[&str], input: &[u8]) -> String {
        let out = self.run(arguments, input);
        assert!(out.status.success(), "{arguments:?}: {}", text(&out.stderr));
        text(&out.stdout).to_owned()
    }

    /// What a command that is called wrongly reports.
    fn misused(&self, arguments: &[&str]) -> String {
        let out = self.run(arguments, b"");
        assert_eq!(out.status.code(), Some(2), "{arguments:?}: {}", text(&out.stdout));
        text(&out.stderr).to_owned()
    }

    /// What a command that finds bad data reports.
    fn reported(&self, arguments: &[&str], input: &[u8]) -> String {
        let out = self.run(arguments, input);
        assert_eq!(out.status.code(), Some(1), "{arguments:?}: {}", text(&out.stdout));
        text(&out.stderr).to_owned()
    }
}

impl Database {
    /// A database with a backup of each name, and their ids.
    fn with(name: &str, backups: &[&str]) -> (Self, Vec<String>) {
        Self::with_on(Kind::Sqlite, name, backups)
    }

    fn with_on(kind: Kind, name: &str, backups: &[&str]) -> (Self, Vec<String>) {
        let db = Self::on(kind, name);
        db.told(&["init"], b"");
        let ids = backups.iter().map(|name| db.create(name)).collect();
        (db, ids)
    }

    /// Stores a backup, and gives its id.
    fn create(&self, name: &str) -> String {
        let envelope = json(&self.told(&["create"], FIELDS.replace("NAME", name).as_bytes()));
        envelope["versioned_object.data"]["id"].as_str().unwrap().to_owned()
    }

    /// Runs a command in a shell, which knows of redirections.
    #[cfg(unix)]
    fn shell(&self, arguments: &str) -> Output {
        let script = format!("exec \"$PROGRAM\" {arguments}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).env("PROGRAM", env!("CARGO_BIN_EXE_backup-objects"));
        shell.env("DATABASE_URL", self.url()).current_dir(&self.0).output().unwrap()
    }

    /// Changes rows as another program may.
    fn sql(&self, statement: &str) {
        let store = Sqlite::file(self.0.join("db.sqlite")).open().unwrap();
        let step = Step::new(statement, Vec::new());
        pollster::block_on(store.run(Access::Write, vec![step])).unwrap();
    }

    /// The names of the backups that are listed, in their order.
    fn names(&self, arguments: &[&str]) -> Vec<String> {
        let by_name = ["list", "--json", "--sort", "display_name:asc"];
        let listed = self.told(&[&by_name, arguments].concat(), b"");
        let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
        let name = |envelope: &serde_json::Value| envelope["versioned_object.data"]["display_name"].clone();
        listed.as_array().unwrap().iter().map(|one| name(one).as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

const FIELDS: &str = r#"{"user_id": "alice", "project_id": "lab", "status": "available", "display_name": "NAME",
    "volume_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "size": 3, "fail_reason": ""}"#;
