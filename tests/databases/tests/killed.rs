//! A server that is killed under load, and one whose disk is full: servers of the test's own.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use databases::Kind;
use databases::bench::{Thing, admin, ask, is_soak, on_servers, timed, told, until};
use databases::services::Own;
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Server};

/// How long a call waits for a connection.
const PATIENT: Duration = Duration::from_secs(10);

/// How long a call may take that finds no server: the wait for a connection, and the look at why there is none.
const LONGEST: Duration = Duration::from_secs(30);

/// What is known from outside: a file, in which stands what was acknowledged.
struct Ledger {
    file: Mutex<File>,
    path: std::path::PathBuf,
}

impl Ledger {
    fn new(path: &Path) -> Self {
        Self { file: Mutex::new(File::create(path).unwrap()), path: path.to_owned() }
    }

    fn write(&self, id: Uuid, number: i64) {
        writeln!(self.file.lock().unwrap_or_else(PoisonError::into_inner), "{id} {number}").unwrap();
    }

    /// The last number of each.
    fn read(&self) -> BTreeMap<String, i64> {
        let text = fs::read_to_string(&self.path).unwrap();
        let mut last = BTreeMap::new();
        for line in text.lines() {
            let (id, number) = line.split_once(' ').unwrap();
            last.insert(id.to_owned(), number.parse().unwrap());
        }
        last
    }
}

/// What the threads did that work meanwhile.
#[derive(Default)]
struct Load {
    is_over: AtomicBool,
    writes: AtomicUsize,
    reads: AtomicUsize,
    errors: Mutex<Vec<String>>,
    read_errors: Mutex<Vec<String>>,
    longest: Mutex<Duration>,
    /// Numbers that were to be written, and of which nobody knows.
    open: Mutex<BTreeMap<String, i64>>,
}

impl Load {
    fn goes_on(&self) -> bool {
        !self.is_over.load(Ordering::Relaxed)
    }

    fn took(&self, took: Duration) {
        let mut longest = self.longest.lock().unwrap();
        *longest = took.max(*longest);
    }

    /// Creates things, and counts each up.
    fn write(&self, store: &Store, ledger: &Ledger) {
        let ctx = admin(store);
        while self.goes_on() {
            let mut thing = Thing::make(&ctx, "thing", 0);
            let (done, took) = timed(|| block_on(thing.create()));
            self.took(took);
            if let Err(error) = done {
                self.errors.lock().unwrap().push(error.to_string());
                continue;
            }
            let id = thing.id().unwrap();
            ledger.write(id, 0);
            self.writes.fetch_add(1, Ordering::Relaxed);
            for number in 1..5 {
                thing.set_number(number).unwrap();
                let (done, took) = timed(|| block_on(thing.save()));
                self.took(took);
                if let Err(error) = done {
                    self.open.lock().unwrap().insert(id.to_string(), number);
                    self.errors.lock().unwrap().push(error.to_string());
                    break;
                }
                ledger.write(id, number);
                self.writes.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Transactions of several things.
    fn transact(&self, store: &Store, ledger: &Ledger) {
        let ctx = admin(store);
        while self.goes_on() {
            let begun = Instant::now();
            let done = block_on(store.transaction(&ctx, async |tx: Context| {
                let mut ids = Vec::new();
                for _ in 0..10 {
                    let mut thing = Thing::make(&tx, "together", 0);
                    thing.create().await?;
                    ids.push(thing.id()?);
                }
                Ok(ids)
            }));
            self.took(begun.elapsed());
            match done {
                Ok(ids) => ids.into_iter().for_each(|id| ledger.write(id, 0)),
                Err(error) => self.errors.lock().unwrap().push(error.to_string()),
            }
        }
    }

    fn read(&self, store: &Store) {
        let ctx = admin(store);
        while self.goes_on() {
            let (done, took) = timed(|| block_on(Thing::count(&ctx, &Query::new())));
            self.took(took);
            match done {
                Ok(_) => {
                    self.reads.fetch_add(1, Ordering::Relaxed);
                }
                Err(error) => self.read_errors.lock().unwrap().push(error.to_string()),
            }
        }
    }
}

/// What every error is about.
const CLEAR: [&str; 9] = [
    "the connection to the server failed: ",
    "no connection within 10s: ",
    "the server ended the connection",
    "the transaction was rolled back: ",
    "terminating connection",
    "the database system is",
    "shutdown in progress",
    "Connection was killed",
    "whether it was carried out is not known",
];

#[test]
fn a_server_that_is_killed_under_load_loses_nothing_that_was_acknowledged() {
    on_servers(|kind| {
        let rounds = if is_soak() { 20 } else { 1 };
        let own = Own::shared(kind);
        let _alone = own.alone();
        let server = Server::url(&own.url()).unwrap().acquire_timeout(PATIENT).max_connections(6);
        let store = block_on(server.open()).unwrap();
        block_on(told(&store, "DROP TABLE IF EXISTS things")).unwrap();
        block_on(store.create_table::<Thing>()).unwrap();
        let (ledger, load) = (Ledger::new(&own.folder().join("ledger")), Load::default());
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| load.write(&store, &ledger));
            }
            for _ in 0..2 {
                scope.spawn(|| load.transact(&store, &ledger));
                scope.spawn(|| load.read(&store));
            }
            for _ in 0..rounds {
                let done = || (load.writes.load(Ordering::Relaxed), load.reads.load(Ordering::Relaxed));
                let before = done();
                until("it works", || done().0 > before.0 + 100 && done().1 > before.1 + 20);
                own.kill();
                thread::sleep(Duration::from_millis(200));
                own.start();
                let before = done();
                until("it works again", || done().0 > before.0 + 100 && done().1 > before.1 + 20);
            }
            load.is_over.store(true, Ordering::Relaxed);
        });
        let (ledger, open) = (ledger.read(), load.open.lock().unwrap());
        let rows = ask(&store, Access::Read, "SELECT concat(id, ' ', number) FROM things").unwrap();
        let rows: BTreeMap<_, i64> = rows
            .iter()
            .map(|row| {
                row.split_once(' ').map(|(id, number)| (id.to_owned(), number.parse().unwrap())).unwrap()
            })
            .collect();
        for (id, number) in &ledger {
            let there =
                rows.get(id).unwrap_or_else(|| panic!("{kind:?}: {id} was acknowledged, and is lost"));
            assert!(
                there == number || open.get(id) == Some(there),
                "{kind:?}: {id} is {there}, not {number}"
            );
        }
        let together = "SELECT count(*) FROM things WHERE name = 'together'";
        let together: usize = ask(&store, Access::Read, together).unwrap()[0].parse().unwrap();
        assert_eq!(together % 10, 0, "half a transaction is there");
        let errors = load.errors.lock().unwrap();
        let kinds: BTreeSet<_> = errors.iter().cloned().collect();
        eprintln!(
            "{kind:?}: {rounds} kills, {} things acknowledged, {} of {} rows beyond, {} errors, {} of reads, longest call {:?}: {kinds:#?}",
            ledger.len(),
            rows.len() - ledger.len(),
            rows.len(),
            errors.len(),
            load.read_errors.lock().unwrap().len(),
            load.longest.lock().unwrap(),
        );
        for error in &kinds {
            assert!(
                error.starts_with("database: ") && CLEAR.iter().any(|clear| error.contains(clear)),
                "{error}"
            );
        }
        // A read is tried again until the server is there, unless its rows had come already.
        let of_reads = load.read_errors.lock().unwrap();
        assert!(of_reads.len() <= rounds, "{of_reads:?}");
        for error in &*of_reads {
            assert!(CLEAR.iter().any(|clear| error.contains(clear)), "{error}");
        }
        assert!(*load.longest.lock().unwrap() < LONGEST);
    });
}

/// A small disk, where this machine lets one have it.
struct Disk<'f>(&'f Path);

impl<'f> Disk<'f> {
    fn mount(folder: &'f Path, user: &str) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=12m", "tmpfs"])
            .arg(folder)
            .output()
            .ok()?;
        if !done.status.success() {
            return None;
        }
        let disk = Self(folder);
        let owned = Command::new("chown").arg(user).arg(folder).status().ok()?;
        owned.success().then_some(disk)
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(self.0).status());
    }
}

#[test]
fn a_full_disk_of_a_server_leaves_nothing_of_what_did_not_fit() {
    on_servers(|kind| {
        let own = Own::shared(kind);
        let _alone = own.alone();
        let folder = own.folder().join("small");
        let user = if kind == Kind::Postgres { "postgres" } else { "mysql" };
        let Some(disk) = Disk::mount(&folder, user) else {
            return eprintln!("not run on {kind:?}: a small disk cannot be had here");
        };
        let store = block_on(Server::url(&own.url()).unwrap().open()).unwrap();
        let ctx = admin(&store);
        let place = folder.display();
        let there = if kind == Kind::Postgres {
            own.superuser(&format!("CREATE TABLESPACE small LOCATION '{place}'"));
            own.superuser("GRANT CREATE ON TABLESPACE small TO tests");
            "TABLESPACE small".to_owned()
        } else {
            format!("DATA DIRECTORY = '{place}'")
        };
        let columns = "id VARCHAR(36) NOT NULL PRIMARY KEY, name TEXT NOT NULL, number BIGINT NOT NULL";
        block_on(told(&store, "DROP TABLE IF EXISTS things")).unwrap();
        block_on(told(&store, &format!("CREATE TABLE things ({columns}) {there}"))).unwrap();
        let long = "x".repeat(1500);
        let mut kept = 0;
        let error = loop {
            let things = (0..200).map(|number| Thing::make(&ctx, &long, number)).collect();
            let (done, took) = timed(|| block_on(Thing::create_all(&ctx, things)));
            assert!(took < LONGEST, "{took:?}");
            match done {
                Ok(_) => kept += 200,
                Err(error) => break error.to_string(),
            }
            assert!(kept < 100_000, "it never fills");
        };
        eprintln!("{kind:?}: {error}");
        let words = if kind == Kind::Postgres { "No space left on device" } else { "is full" };
        assert!(error.starts_with("database: ") && error.contains(words), "{error}");
        let count = || block_on(Thing::count(&ctx, &Query::new())).unwrap();
        assert_eq!(count(), kept, "{kind:?}");
        assert!(kept > 0);
        // What fits is written, in a transaction too; once there is room again, all is.
        let failed = block_on(store.transaction(&ctx, async |tx: Context| {
            let things = (0..400).map(|number| Thing::make(&tx, &long, number)).collect();
            Thing::create_all(&tx, things).await
        }));
        assert!(failed.is_err());
        assert_eq!(count(), kept, "{kind:?}");
        let done = Command::new("mount").args(["-o", "remount,size=64m"]).arg(&folder).status().unwrap();
        assert!(done.success());
        let things = (0..400).map(|number| Thing::make(&ctx, &long, number)).collect();
        block_on(Thing::create_all(&ctx, things)).unwrap();
        assert_eq!(count(), kept + 400);
        block_on(told(&store, "DROP TABLE things")).unwrap();
        drop((ctx, store));
        if kind == Kind::Postgres {
            own.superuser("DROP TABLESPACE small");
        }
        drop(disk);
    });
}
