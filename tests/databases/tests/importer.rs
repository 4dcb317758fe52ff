//! What a program leaves that is killed in the middle of an import.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::ops::Range;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, thread};

use databases::bench::{PATIENCE, Thing, admin, ask, is_soak, on_all, until};
use databases::{Database, Kind, opened};
use pollster::block_on;
use rusqlite::{Connection, ErrorCode};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, JournalMode, Sqlite};

/// How many things a transaction writes.
const WHOLE: usize = 200;

const URL: &str = "VERSIONED_OBJECT_IMPORT";

/// The program that is killed: it imports batches, and says so of each that is committed.
#[test]
#[ignore = "it is run by the tests of this file, and killed"]
fn imports_until_it_is_killed() {
    let Some(url) = env::var(URL).ok() else { return };
    let (url, first) = url.rsplit_once(' ').unwrap();
    let store = opened(url);
    let ctx = admin(&store);
    let mut out = std::io::stdout();
    for number in first.parse::<i64>().unwrap().. {
        let made = |ctx: &Context, count| (0..count).map(|_| Thing::make(ctx, "thing", number)).collect();
        if number % 12 == 0 {
            block_on(Thing::create_all(&ctx, made(&ctx, WHOLE))).unwrap();
        } else {
            block_on(store.transaction(&ctx, async |tx: Context| {
                if number % 2 == 1 {
                    for _ in 0..WHOLE {
                        Thing::make(&tx, "thing", number).create().await?;
                    }
                } else {
                    for _ in 0..10 {
                        Thing::create_all(&tx, made(&tx, WHOLE / 10)).await?;
                    }
                }
                Ok(())
            }))
            .unwrap();
        }
        writeln!(out, "committed {number}").unwrap();
        out.flush().unwrap();
    }
}

fn signal(child: &Child, name: &str) {
    // Every shell has it, and not every machine the program.
    let done = Command::new("sh").args(["-c", &format!("kill {name} {}", child.id())]).status().unwrap();
    assert!(done.success());
}

/// How many transactions have written something, or may, and are not over.
fn open(database: &Database, store: &Store) -> usize {
    let text = match database.kind {
        Kind::Sqlite => return usize::from(is_locked(database)),
        Kind::Postgres => {
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
        }
        Kind::MariaDb => {
            "SELECT 1 FROM information_schema.innodb_trx t JOIN information_schema.processlist p \
             ON p.id = t.trx_mysql_thread_id WHERE p.db = DATABASE() AND t.trx_rows_modified > 0"
        }
    };
    ask(store, Access::Read, text).unwrap().len()
}

/// Whether another program is in a transaction of SQLite's that writes: nobody else can begin one.
fn is_locked(database: &Database) -> bool {
    let other = Connection::open(database.file()).unwrap();
    other.busy_timeout(Duration::ZERO).unwrap();
    match other.execute_batch("BEGIN IMMEDIATE; ROLLBACK") {
        Ok(()) => false,
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => true,
        Err(error) => panic!("{error}"),
    }
}

/// Kills it a while after its first import. Gives the last number that it said was committed, and whether a transaction
/// was open when it was killed.
fn killed(database: &Database, store: &Store, first: usize, after: Duration) -> (usize, bool) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", "imports_until_it_is_killed"])
        .env(URL, format!("{} {first}", database.url()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (sender, said) = mpsc::channel::<usize>();
    let reader = thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            let number = line.rsplit_once("committed ").and_then(|(_, number)| number.parse().ok());
            if let Some(number) = number {
                sender.send(number).unwrap();
            }
        }
    });
    let first = said.recv_timeout(PATIENCE).unwrap();
    thread::sleep(after);
    // It stands still first, so that what is seen is what is there when it is killed. MariaDB says of its transactions
    // what was so a tenth of a second ago.
    signal(&child, "-STOP");
    thread::sleep(Duration::from_millis(150));
    let was_open = open(database, store) > 0;
    // SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    (said.try_iter().last().unwrap_or(first), was_open)
}

/// Kills one after the other on an empty database, which SQLite keeps with this journal. Gives how many were in an open
/// transaction.
fn killed_in_turn(kind: Kind, journal: JournalMode, rounds: Range<usize>) -> usize {
    let database = Database::for_programs(kind);
    if kind == Kind::Sqlite {
        drop(Sqlite::file(database.file()).journal_mode(journal).open().unwrap());
    }
    let store = database.store();
    block_on(store.create_table::<Thing>()).unwrap();
    let (mut in_the_middle, mut next) = (0, 0);
    for round in rounds {
        let after = Duration::from_micros(u64::try_from(7919 * round % 100_000).unwrap());
        let (last, was_open) = killed(&database, &store, next, after);
        in_the_middle += usize::from(was_open);
        let is_whole = |when: &str| {
            let counts = "SELECT count(*) FROM things GROUP BY number ORDER BY number";
            let found = ask(&store, Access::Read, counts).unwrap();
            assert!(
                found.iter().all(|count| *count == WHOLE.to_string()),
                "{kind:?} {round} {when}: {found:?}"
            );
            found.len()
        };
        is_whole("at once");
        until("it is undone", || open(&database, &store) == 0);
        let there = is_whole("in the end");
        assert!(there > last, "{kind:?} {round}: {last} was committed, {there} are there");
        next = there;
    }
    if kind == Kind::Sqlite {
        assert_eq!(ask(&store, Access::Read, "PRAGMA integrity_check").unwrap(), ["ok"]);
    }
    block_on(Thing::make(&admin(&store), "next", -1).create()).unwrap();
    in_the_middle
}

#[test]
fn an_importer_that_is_killed_leaves_whole_imports() {
    on_all(|kind| {
        let rounds: usize = if is_soak() { 50 } else { 10 };
        let first = if kind == Kind::Sqlite { rounds / 2 } else { rounds };
        let mut in_the_middle = killed_in_turn(kind, JournalMode::Delete, 0..first);
        if first < rounds {
            in_the_middle += killed_in_turn(kind, JournalMode::Wal, first..rounds);
        }
        eprintln!("{kind:?}: {in_the_middle} of {rounds} killed in an open transaction");
        // Of few, chance may have more at their end.
        let share = if is_soak() { 8 } else { 5 };
        assert!(in_the_middle * 10 >= rounds * share, "{kind:?}: only {in_the_middle} of {rounds}");
    });
}
