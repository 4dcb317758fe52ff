//! A server of a test's own, which it may kill.

use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Weak};

use crate::Kind;

/// A server that goes with the test.
pub struct Own {
    kind: Kind,
    folder: PathBuf,
    /// The test that uses it.
    user: Mutex<()>,
}

impl Own {
    /// The one of all tests that run now, which is new when none has it.
    ///
    /// # Panics
    /// When it does not start.
    pub fn shared(kind: Kind) -> Arc<Self> {
        static ALL: Mutex<[Weak<Own>; 2]> = Mutex::new([Weak::new(), Weak::new()]);
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let mut all = ALL.lock().unwrap();
        let place = &mut all[usize::from(kind == Kind::MariaDb)];
        if let Some(own) = place.upgrade() {
            return own;
        }
        let name =
            format!("versioned-object-{kind:?}-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let own = Arc::new(Self { kind, folder: std::env::temp_dir().join(name), user: Mutex::default() });
        *place = Arc::downgrade(&own);
        // Whoever else wants it waits until it is there.
        let alone = own.alone();
        drop(all);
        own.start();
        drop(alone);
        own
    }

    /// Waits until no other test uses it.
    ///
    /// # Panics
    /// When another one did.
    pub fn alone(&self) -> MutexGuard<'_, ()> {
        self.user.lock().unwrap()
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
            .env("SERVICES_KILLED", "1")
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
