//! Many at one row, and transactions in each other's way.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use databases::bench::{
    Thing, admin, ask, asked, gives_way, is_soak, on_all, on_servers, raises, timed, told, until, waiting,
};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, ConditionalUpdate, Server, Step};

const BRIEF: Duration = Duration::from_millis(300);

/// A database with the things `a` and `b`, whose number is 0, and many others.
fn with_two(kind: Kind) -> Database {
    let database = Database::new(kind);
    let store = database.store();
    block_on(store.create_table::<Thing>()).unwrap();
    let ctx = admin(&store);
    let names = ["a", "b"].into_iter().chain((0..100).map(|_| "other"));
    block_on(Thing::create_all(&ctx, names.map(|name| Thing::make(&ctx, name, 0)).collect())).unwrap();
    database
}

fn add(name: &str) -> String {
    format!("UPDATE things SET number = number + 1 WHERE name = '{name}'")
}

fn numbers(store: &Store) -> Vec<String> {
    ask(store, Access::Read, "SELECT number FROM things WHERE name <> 'other' ORDER BY name").unwrap()
}

fn open(server: Server) -> Store {
    block_on(server.open()).unwrap()
}

#[test]
fn of_many_that_swap_one_value_one_wins_each_time() {
    on_all(|kind| {
        const TASKS: usize = 16;
        let swaps = if is_soak() { 500 } else { 25 };
        let database = Database::new(kind);
        let store = database.store();
        block_on(store.create_table::<Thing>()).unwrap();
        let ctx = admin(&store);
        let mut thing = Thing::make(&ctx, "wanted", 0);
        block_on(thing.create()).unwrap();
        let winners: Vec<_> = (0..swaps).map(|_| AtomicUsize::new(0)).collect();
        thread::scope(|scope| {
            for task in 0..TASKS {
                let (winners, mut mine) = (&winners, thing.clone());
                scope.spawn(move || {
                    for (from, won) in winners.iter().enumerate() {
                        let from = i64::try_from(from).unwrap();
                        let update = ConditionalUpdate::new()
                            .set(Thing::NUMBER, from + 1)
                            .expect(Thing::NUMBER.eq(from));
                        if block_on(mine.conditional_update(update))
                            .unwrap_or_else(|error| panic!("{task}: {error}"))
                        {
                            won.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
        });
        let won: Vec<_> = winners.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        assert!(won.iter().all(|count| *count == 1), "{won:?}");
        block_on(thing.refresh()).unwrap();
        assert_eq!(usize::try_from(thing.number().unwrap()).unwrap(), swaps);
    });
}

#[test]
fn counters_of_many_lose_nothing() {
    on_servers(|kind| {
        let (tasks, rounds) = (8, if is_soak() { 500 } else { 20 });
        let database = with_two(kind);
        let stores: Vec<_> = (0..tasks).map(|_| database.store()).collect();
        thread::scope(|scope| {
            for store in &stores {
                scope.spawn(move || {
                    for _ in 0..rounds {
                        assert_eq!(block_on(told(store, &add("a"))).unwrap(), 1);
                    }
                });
            }
        });
        assert_eq!(numbers(&stores[0]), [(tasks * rounds).to_string(), "0".to_owned()]);
    });
}

/// One transaction holds `a`, a call `b`; each wants what the other has. What came of the call, and what stands there.
fn crossed(kind: Kind, retries: u32) -> (Result<Vec<u64>>, Vec<String>) {
    // PostgreSQL lets the one give way that notices: mostly who waited first, the call.
    (0..10).find_map(|_| try_crossed(kind, retries)).unwrap()
}

fn try_crossed(kind: Kind, retries: u32) -> Option<(Result<Vec<u64>>, Vec<String>)> {
    let database = with_two(kind);
    let (store, other) = (database.store(), open(database.server().retries(retries)));
    let mut call = None;
    let kept = block_on(store.transaction(&admin(&store), async |tx: Context| {
        let inside = tx.store().unwrap();
        // In MariaDB, who has written more does not.
        told(inside, "UPDATE things SET number = 1 WHERE name = 'other'").await?;
        told(inside, &add("a")).await?;
        let steps = ["b", "a"].map(|name| Step::new(add(name), Vec::new()));
        call = Some(thread::spawn(move || block_on(other.run(Access::Write, steps.into()))));
        until("it waits for `a`", || waiting(&store) == 1);
        told(inside, &add("b")).await
    }));
    let answer = call.unwrap().join().unwrap();
    kept.is_ok().then(|| (answer, numbers(&store)))
}

#[test]
fn a_call_that_lost_a_deadlock_is_tried_again() {
    on_servers(|kind| {
        let (answer, numbers) = crossed(kind, 5);
        assert_eq!(answer.unwrap(), [1, 1]);
        assert_eq!(numbers, ["2", "2"], "{kind:?}: each was written once by each");
    });
}

#[test]
fn a_deadlock_that_is_not_tried_again_is_a_clear_error() {
    on_servers(|kind| {
        let (answer, numbers) = crossed(kind, 0);
        let error = answer.unwrap_err().to_string();
        let told = "database: it had to give way to another transaction, and may be tried again: ";
        assert!(error.starts_with(told), "{error}");
        assert!(error.to_lowercase().contains("deadlock"), "{error}");
        assert_eq!(numbers, ["1", "1"], "{kind:?}: nothing is written by who gave way");
    });
}

#[test]
fn a_transaction_that_lost_a_deadlock_says_so_and_writes_nothing() {
    on_servers(|kind| {
        let database = with_two(kind);
        let (store, other) = (database.store(), database.store());
        let lost = block_on(other.transaction(&admin(&other), async |tx: Context| {
            let inside = tx.store().unwrap();
            told(inside, &add("b")).await?;
            let winner = thread::spawn(move || {
                block_on(store.transaction(&admin(&store), async |tx: Context| {
                    let inside = tx.store().unwrap();
                    told(inside, "UPDATE things SET number = 1 WHERE name = 'other'").await?;
                    told(inside, &add("a")).await?;
                    told(inside, &add("b")).await
                }))
            });
            let watching = database.store();
            until("it waits for `b`", || waiting(&watching) == 1);
            let failed = told(inside, &add("a")).await;
            // In PostgreSQL the transaction goes on without the call, in MariaDB it is over.
            if kind == Kind::MariaDb {
                let late = told(inside, &add("a")).await.unwrap_err().to_string();
                assert!(
                    late.starts_with("database: the transaction was rolled back: it had to give"),
                    "{late}"
                );
            }
            drop(watching);
            Ok((failed.map(drop), winner))
        }));
        match lost {
            Ok((failed, winner)) => {
                // PostgreSQL chooses who waited first: either of them.
                let ended = winner.join().unwrap();
                let error = failed.err().or(ended.err()).unwrap().to_string();
                assert!(error.contains("had to give way"), "{error}");
            }
            Err(error) => assert!(error.to_string().contains("had to give way"), "{error}"),
        }
    });
}

/// A store whose writes fail when a row has changed since they looked: in PostgreSQL, those of one statement. None where
/// the server has no such thing.
fn strict(database: &Database, retries: u32) -> Option<Store> {
    if database.kind == Kind::Postgres {
        let url = format!("{}?options=-c%20default_transaction_isolation%3Dserializable", database.url());
        return Some(open(Server::url(&url).unwrap().retries(retries)));
    }
    // Of MariaDB, its one connection is told so.
    let store = open(database.server().max_connections(1).retries(retries));
    let known = "SELECT 1 FROM information_schema.system_variables \
                 WHERE variable_name = 'innodb_snapshot_isolation'";
    if ask(&store, Access::Read, known).unwrap().is_empty() {
        eprintln!("not run on {:?}, which has no `innodb_snapshot_isolation`", database.kind);
        return None;
    }
    for text in [
        "SET SESSION innodb_snapshot_isolation = ON",
        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    ] {
        block_on(told(&store, text)).unwrap();
    }
    Some(store)
}

/// A write that looks first, while another transaction that it has seen nothing of is committed.
fn outdated(database: &Database, retries: u32) -> Option<Result<Vec<u64>>> {
    let strict = strict(database, retries)?;
    let store = database.store();
    let call = block_on(store.transaction(&admin(&store), async |tx: Context| {
        told(tx.store().unwrap(), &add("a")).await?;
        let look = (database.kind == Kind::MariaDb).then(|| "SELECT number FROM things".to_owned());
        let steps = look.into_iter().chain([add("a")]).map(|text| Step::new(text, Vec::new())).collect();
        let call = thread::spawn(move || block_on(strict.run(Access::Write, steps)));
        until("it waits for `a`", || waiting(&store) == 1);
        Ok(call)
    }));
    Some(call.unwrap().join().unwrap())
}

#[test]
fn a_failure_to_serialize_is_tried_again_or_a_clear_error() {
    on_servers(|kind| {
        let database = with_two(kind);
        let Some(done) = outdated(&database, 5) else { return };
        assert_eq!(done.unwrap().last(), Some(&1));
        assert_eq!(numbers(&database.store()), ["2", "0"], "{kind:?}");
        let error = outdated(&database, 0).unwrap().unwrap_err().to_string();
        let told = "database: it had to give way to another transaction, and may be tried again: ";
        let words =
            if kind == Kind::Postgres { "could not serialize" } else { "Record has changed since last read" };
        assert!(error.starts_with(told) && error[told.len()..].starts_with(words), "{error}");
        assert_eq!(numbers(&database.store()), ["3", "0"], "{kind:?}");
    });
}

#[test]
fn a_transaction_whose_row_has_changed_says_so_and_writes_nothing() {
    on_servers(|kind| {
        // In PostgreSQL, a transaction of the store's does not ask for it.
        if kind != Kind::MariaDb {
            return;
        }
        let database = with_two(kind);
        let Some(strict) = strict(&database, 5) else { return };
        let store = database.store();
        let done = block_on(strict.transaction(&admin(&strict), async |tx: Context| {
            let inside = tx.store().unwrap();
            Thing::make(&tx, "c", 1).create().await?;
            assert_eq!(asked(inside, Access::Read, "SELECT number FROM things").await?.len(), 103);
            told(&store, &add("a")).await?;
            let error = told(inside, &add("a")).await.unwrap_err().to_string();
            assert!(error.contains("had to give way to another transaction"), "{error}");
            let late = told(inside, &add("b")).await.unwrap_err().to_string();
            assert!(late.starts_with("database: the transaction was rolled back: it had to give"), "{late}");
            Ok(())
        }));
        let error = done.unwrap_err().to_string();
        assert!(error.starts_with("database: the transaction was rolled back: it had to give"), "{error}");
        assert_eq!(numbers(&store), ["1", "0"]);
    });
}

#[test]
fn tries_come_to_an_end() {
    on_servers(|kind| {
        let database = with_two(kind);
        let store = open(database.server().retries(4));
        let count = gives_way(&store, "things", "UPDATE", "NEXT > 0");
        let (done, took) = timed(|| block_on(told(&store, &add("a"))));
        assert!(done.unwrap_err().to_string().ends_with("may be tried again: never"));
        assert_eq!(ask(&store, Access::Read, count).unwrap(), ["5"], "{kind:?}");
        // The half of 5, 10, 20 and 40 ms at least.
        assert!(took >= Duration::from_micros(37_500), "{kind:?}: {took:?}");
        assert!(took < Duration::from_secs(5), "{kind:?}: {took:?}");
    });
}

#[test]
fn what_another_transaction_holds_is_waited_for_only_so_long() {
    on_servers(|kind| {
        let database = with_two(kind);
        let (store, hasty) = (database.store(), open(database.server().lock_timeout(BRIEF)));
        block_on(store.transaction(&admin(&store), async |tx: Context| {
            told(tx.store().unwrap(), &add("a")).await?;
            let (done, took) = timed(|| block_on(told(&hasty, &add("a"))));
            let error = done.unwrap_err().to_string();
            assert!(error.starts_with("database: waited "), "{error}");
            assert!(error.contains("for what another transaction holds: "), "{error}");
            assert!(took >= BRIEF && took < Duration::from_secs(5), "{took:?}");
            // A transaction goes on without the call that waited.
            block_on(hasty.transaction(&admin(&hasty), async |mine: Context| {
                told(mine.store().unwrap(), &add("b")).await?;
                assert!(told(mine.store().unwrap(), &add("a")).await.is_err());
                Ok(())
            }))
        }))
        .unwrap();
        assert_eq!(numbers(&store), ["1", "1"]);
    });
}

#[test]
fn a_table_that_another_transaction_holds_is_waited_for_only_so_long() {
    on_servers(|kind| {
        let database = with_two(kind);
        let (store, hasty) = (database.store(), open(database.server().lock_timeout(BRIEF)));
        block_on(store.transaction(&admin(&store), async |tx: Context| {
            asked(tx.store().unwrap(), Access::Read, "SELECT name FROM things").await?;
            let (done, took) = timed(|| block_on(told(&hasty, "ALTER TABLE things ADD COLUMN more INTEGER")));
            let error = done.unwrap_err().to_string();
            assert!(error.starts_with("database: waited "), "{error}");
            assert!(took < Duration::from_secs(5), "{took:?}");
            Ok(())
        }))
        .unwrap();
    });
}

#[test]
fn rows_that_are_written_one_by_one_are_tried_again_too() {
    on_servers(|kind| {
        let database = with_two(kind);
        let store = open(database.server().retries(1));
        let ctx = admin(&store);
        // Refused once, so that each is looked at by itself, and then in the way of another.
        raises(&store, "first", ("22001", 1406), "things", "INSERT", "NEW.name = 'last' AND NEXT = 1");
        let count = gives_way(&store, "things", "INSERT", "NEW.name = 'last' AND NEXT = 1");
        let things = ["a", "b", "last"].map(|name| Thing::make(&ctx, name, 1));
        let made = block_on(Thing::create_all(&ctx, things.into())).unwrap();
        assert_eq!(made.len(), 3);
        assert!(made.iter().all(|thing| thing.obj_what_changed().is_empty()), "{made:?}");
        let there = ask(&store, Access::Read, "SELECT count(*) FROM things WHERE number = 1").unwrap();
        assert_eq!(there, ["3"], "{kind:?}");
        assert_eq!(ask(&store, Access::Read, count).unwrap(), ["2"], "{kind:?}");
    });
}

#[test]
fn an_import_that_gave_way_is_tried_again() {
    on_servers(|kind| {
        const ROWS: usize = 2000;
        let database = with_two(kind);
        let store = open(database.server().retries(3));
        let ctx = admin(&store);
        // The last of 1 twice, and that of 2 always.
        let when = "NEW.name = 'last' AND (NEXT < 3 OR NEW.number = 2)";
        let count = gives_way(&store, "things", "INSERT", when);
        let things = |number| -> Vec<Thing> {
            let names = (1..ROWS).map(|_| "first").chain(["last"]);
            names.map(|name| Thing::make(&ctx, name, number)).collect()
        };
        let made = block_on(Thing::create_all(&ctx, things(1))).unwrap();
        assert_eq!(made.len(), ROWS);
        let there = |number| format!("SELECT count(*) FROM things WHERE number = {number}");
        assert_eq!(ask(&store, Access::Read, &there(1)).unwrap(), [ROWS.to_string()], "{kind:?}");
        assert_eq!(ask(&store, Access::Read, count).unwrap(), ["3"], "{kind:?}");

        let error = block_on(Thing::create_all(&ctx, things(2))).unwrap_err().to_string();
        assert!(error.ends_with("may be tried again: never"), "{error}");
        assert_eq!(ask(&store, Access::Read, &there(2)).unwrap(), ["0"], "{kind:?}");
        assert_eq!(ask(&store, Access::Read, count).unwrap(), ["7"], "{kind:?}");

        // What goes with another's transaction is that one's to try again.
        let done = block_on(store.transaction(&ctx, async |tx: Context| {
            let things = vec![Thing::make(&tx, "last", 2)];
            Thing::create_all(&tx, things).await.map(drop)
        }));
        assert!(done.unwrap_err().to_string().ends_with("may be tried again: never"), "{kind:?}");
        assert_eq!(ask(&store, Access::Read, count).unwrap(), ["8"], "{kind:?}");
    });
}
