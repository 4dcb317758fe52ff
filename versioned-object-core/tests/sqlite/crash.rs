//! What a program leaves that is killed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, thread};

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, JournalMode, Sqlite};

use crate::bench::{Folder, PATIENCE, Thing, admin, ask};

/// How many things a transaction writes.
const WHOLE: usize = 20;

const PATH: &str = "VERSIONED_OBJECT_CRASH";

/// The program that is killed: it writes transactions, and says so of each that is committed.
#[test]
#[ignore = "it is run by the tests of this file, and killed"]
fn writes_until_it_is_killed() {
    let Some(path) = env::var_os(PATH) else { return };
    let store = Sqlite::file(path).open().unwrap();
    let ctx = admin(&store);
    let mut out = std::io::stdout();
    for number in 0.. {
        let things = (0..WHOLE).map(|_| Thing::make(&ctx, "thing", number)).collect();
        if number % 2 == 0 {
            block_on(Thing::create_all(&ctx, things)).unwrap();
        } else {
            block_on(store.transaction(&ctx, async |tx: Context| {
                for mut thing in things {
                    thing.obj_set_context(Some(&tx));
                    thing.create().await?;
                }
                Ok(())
            }))
            .unwrap();
        }
        writeln!(out, "committed {number}").unwrap();
        out.flush().unwrap();
    }
}

/// Kills it a while after its first transaction, and gives the number of the last one that it said was committed.
fn killed(path: &Path, after: Duration) -> usize {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", "crash::writes_until_it_is_killed"])
        .env(PATH, path)
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
    // SIGKILL, where there are signals.
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    said.try_iter().last().unwrap_or(first)
}

fn loop_of(rounds: u64) {
    let folder = Folder::new();
    for round in 0..rounds {
        let mode = if round % 2 == 0 { JournalMode::Wal } else { JournalMode::Delete };
        let path = folder.path(&format!("{round}.sqlite"));
        let store = Sqlite::file(&path).journal_mode(mode).open().unwrap();
        block_on(store.create_table::<Thing>()).unwrap();
        drop(store);
        let last = killed(&path, Duration::from_micros(7919 * round % 100_000));
        let store = Sqlite::file(&path).open().unwrap();
        assert_eq!(ask(&store, Access::Read, "PRAGMA integrity_check").unwrap(), ["ok"]);
        let counts = "SELECT number || ':' || count(*) FROM things GROUP BY number ORDER BY number";
        let found = ask(&store, Access::Read, counts).unwrap();
        let whole: Vec<_> = (0..found.len()).map(|number| format!("{number}:{WHOLE}")).collect();
        assert_eq!(found, whole, "round {round}: every transaction is there as a whole, or not at all");
        assert!(found.len() > last, "round {round}: {last} was committed");
        block_on(Thing::make(&admin(&store), "next", -1).create()).unwrap();
    }
}

#[test]
fn a_program_that_is_killed_leaves_whole_transactions() {
    loop_of(4);
}

/// The same, for some minutes.
#[test]
#[ignore = "it takes long"]
fn many_programs_that_are_killed_leave_whole_transactions() {
    loop_of(200);
}
