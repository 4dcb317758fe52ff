//! A server of a test's own, which it may kill.

use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::Kind;

/// A server that goes with the test.
pub struct Own {
    kind: Kind,
    folder: PathBuf,
}

impl Own {
    /// A new one, with nothing in it.
    pub fn new(kind: Kind) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("versioned-object-{kind:?}-{}-{count}", process::id()));
        let own = Self { kind, folder };
        own.start();
        own
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Ends it at once, without a word to anybody.
    pub fn kill(&self) {
        self.services(&["kill", self.name()]);
    }

    /// Starts it again.
    pub fn start(&self) {
        self.services(&["start", self.name()]);
    }

    /// Its URL.
    ///
    /// # Panics
    /// When it does not run.
    pub fn url(&self) -> String {
        let said = self.services(&["env"]);
        let line = said.lines().find(|line| line.contains("://")).unwrap();
        line.split_once('=').unwrap().1.to_owned()
    }

    /// Has PostgreSQL do what only its superuser may.
    ///
    /// # Panics
    /// When it does not.
    pub fn superuser(&self, sql: &str) {
        self.services(&["superuser", sql]);
    }

    fn name(&self) -> &'static str {
        if self.kind == Kind::Postgres { "postgres" } else { "mariadb" }
    }

    fn services(&self, arguments: &[&str]) -> String {
        let done = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../services"))
            .args(arguments)
            .env("SERVICES_DIR", &self.folder)
            .output()
            .unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        self.services(&["kill", self.name()]);
        self.services(&["down"]);
    }
}
