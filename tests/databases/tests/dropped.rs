//! What nobody waits for, what takes too long, and what panics: under every executor.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use databases::bench::{Thing, admin, ask, asked, is_soak, on_servers, timed, told, until, waiting};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Server, Step, Tls};

const BRIEF: Duration = Duration::from_millis(300);

/// What is over by then did not wait for what takes a minute.
const SOON: Duration = Duration::from_secs(15);

fn things(kind: Kind) -> (Database, Store) {
    let database = Database::new(kind);
    let store = database.store();
    block_on(store.create_table::<Thing>()).unwrap();
    (database, store)
}

fn open(server: Server) -> Store {
    block_on(server.open()).unwrap()
}

fn count(store: &Store) -> u64 {
    block_on(Thing::count(&admin(store), &Query::new())).unwrap()
}

/// A statement that takes a minute.
fn slow(kind: Kind) -> &'static str {
    if kind == Kind::Postgres { "SELECT pg_sleep(60)::text" } else { "SELECT SLEEP(60)" }
}

/// A write that takes a minute, and holds its row.
fn slow_write(kind: Kind) -> &'static str {
    if kind == Kind::Postgres {
        "UPDATE things SET number = 7 WHERE pg_sleep(60) IS NOT NULL"
    } else {
        "UPDATE things SET number = 7 WHERE SLEEP(60) = 0"
    }
}

/// How many statements of the test's are under way that sleep.
fn sleeping(kind: Kind, store: &Store) -> usize {
    let text = match kind {
        Kind::Postgres => {
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' \
             AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep(60)%'"
        }
        _ => {
            "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() \
             AND info LIKE '%SLEEP(60)%'"
        }
    };
    ask(store, Access::Read, text).unwrap().len()
}

/// Polls a future until something is so, and drops it.
async fn dropped_when<T>(future: impl Future<Output = T>, is_so: impl Fn() -> bool) {
    let mut future = pin!(future);
    loop {
        let is_done = poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_ready())).await;
        assert!(!is_done, "it is done already");
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_call_that_nobody_waits_for_frees_its_connection() {
    on_servers(|kind| {
        let (database, watching) = things(kind);
        let store = open(database.server().max_connections(1));
        block_on(Thing::make(&admin(&store), "there", 1).create()).unwrap();
        for (access, text) in [(Access::Read, slow(kind)), (Access::Write, slow_write(kind))] {
            let call = store.run(access, vec![Step::new(text, Vec::new())]);
            block_on(dropped_when(call, || sleeping(kind, &watching) == 1));
            let (found, took) = timed(|| count(&store));
            assert_eq!(found, 1);
            assert!(took < SOON, "{took:?}");
            // The server stops it, too.
            let ((), took) = timed(|| until("it is stopped", || sleeping(kind, &watching) == 0));
            assert!(took < SOON, "{took:?}");
            let ((), took) = timed(|| {
                block_on(told(&store, "UPDATE things SET number = 2")).unwrap();
            });
            assert!(took < SOON, "{took:?}");
        }
    });
}

#[test]
fn a_write_that_nobody_waits_for_is_whole_or_not_at_all() {
    const ROUNDS: u32 = 20;
    on_servers(|kind| {
        let (database, watching) = things(kind);
        let store = open(database.server().max_connections(4).tls(Tls::Disabled));
        for round in 0..ROUNDS {
            let steps = (0..10).map(|number| {
                let id = Uuid::from_u128((u128::from(round) << 64) + number);
                let text = format!("INSERT INTO things (id, name, number) VALUES ('{id}', 'thing', {round})");
                Step::new(text, Vec::new())
            });
            let mut call = store.run(Access::Write, steps.collect());
            // It may be done already.
            block_on(poll_fn(|cx| Poll::Ready(call.as_mut().poll(cx).is_ready())));
            thread::sleep(Duration::from_micros(u64::from(round * round) * 400));
            drop(call);
        }
        // Who waits for its store waits for all of it.
        drop(store);
        let text = "SELECT count(*) FROM things GROUP BY number";
        let found = ask(&watching, Access::Read, text).unwrap();
        assert!(found.iter().all(|count| count == "10"), "{kind:?}: {found:?}");
        eprintln!("{kind:?}: {} of {ROUNDS} were carried out", found.len());
    });
}

#[test]
fn a_transaction_that_is_dropped_is_rolled_back() {
    on_servers(|kind| {
        let (database, watching) = things(kind);
        let store = open(database.server().max_connections(1));
        let ctx = admin(&store);
        for _ in 0..3 {
            let begun = AtomicUsize::new(0);
            let transaction = store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "undone", 1).create().await?;
                begun.store(1, Ordering::SeqCst);
                std::future::pending::<Result<()>>().await
            });
            block_on(dropped_when(transaction, || begun.load(Ordering::SeqCst) == 1));
            let (found, took) = timed(|| count(&store));
            assert_eq!(found, 0);
            assert!(took < SOON, "{took:?}");
        }
        assert_eq!(count(&watching), 0);
    });
}

#[test]
fn a_store_that_is_dropped_in_the_middle_of_an_import_leaves_nothing_of_it() {
    on_servers(|kind| {
        let (database, watching) = things(kind);
        for held in [10, 1500, 2990] {
            // Somebody else is about to make one of them.
            let (key, is_held) = (Uuid::from_u128(held), AtomicUsize::new(0));
            let watcher = admin(&watching);
            let mut holder = Box::pin(watching.transaction(&watcher, async |tx: Context| {
                let mut thing = Thing::make(&tx, "held", 0);
                thing.set_id(key)?;
                thing.create_with_key().await?;
                is_held.store(1, Ordering::SeqCst);
                std::future::pending::<Result<()>>().await
            }));
            while is_held.load(Ordering::SeqCst) == 0 {
                assert!(block_on(poll_fn(|cx| Poll::Ready(holder.as_mut().poll(cx).is_pending()))));
                thread::sleep(Duration::from_millis(10));
            }
            let store = database.store();
            let ctx = admin(&store);
            let mut things: Vec<_> = (0..3000).map(|number| Thing::make(&ctx, "half", number)).collect();
            things[usize::try_from(held).unwrap()].set_id(key).unwrap();
            block_on(dropped_when(Thing::create_all(&ctx, things), || waiting(&watching) > 0));
            let ((), took) = timed(|| drop((ctx, store)));
            assert!(took < SOON, "{took:?}");
            drop(holder);
            until("the server has undone it", || count(&watching) == 0 && waiting(&watching) == 0);
        }
    });
}

#[test]
fn the_last_handle_goes_at_once_with_a_call_that_nobody_waits_for() {
    on_servers(|kind| {
        let (database, watching) = things(kind);
        // With a future that was looked at, and one that never was.
        for is_polled in [true, false] {
            let store = database.store();
            let before = sleeping(kind, &watching);
            let mut call = store.run(Access::Read, vec![Step::new(slow(kind), Vec::new())]);
            if is_polled {
                block_on(poll_fn(|cx| {
                    assert!(call.as_mut().poll(cx).is_pending());
                    Poll::Ready(())
                }));
            }
            until("it is under way", || sleeping(kind, &watching) > before);
            drop(store);
            let ((), took) = timed(|| drop(call));
            assert!(took < SOON, "{kind:?} {is_polled}: {took:?}");
        }
    });
}

#[test]
fn a_store_works_under_every_executor_and_goes_in_each() {
    on_servers(|kind| {
        let (database, watching) = things(kind);
        let server = database.server();
        let work = async || {
            let store = server.open().await.unwrap();
            let ctx = admin(&store);
            store
                .transaction(&ctx, async |tx: Context| {
                    Thing::make(&tx, "one", 1).create().await?;
                    Thing::make(&tx, "two", 2).create().await
                })
                .await
                .unwrap();
            let things = (0..300).map(|number| Thing::make(&ctx, "many", number)).collect();
            Thing::create_all(&ctx, things).await.unwrap();
            assert!(Thing::count(&ctx, &Query::new()).await.unwrap() >= 302);
            // A transaction that is open, and a call that is under way, go with it.
            let mut call = store.run(Access::Read, vec![Step::new(slow(kind), Vec::new())]);
            poll_fn(|cx| {
                assert!(call.as_mut().poll(cx).is_pending());
                Poll::Ready(())
            })
            .await;
            // The last handle goes here, in the middle of a task.
            drop((call, ctx, store));
        };
        block_on(work());
        let current = tokio::runtime::Builder::new_current_thread().build().unwrap();
        current.block_on(work());
        let many = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        many.block_on(work());
        // In a task of either, which ends there.
        current.block_on(async {
            let server = database.server();
            let task = tokio::task::LocalSet::new();
            task.run_until(async {
                tokio::task::spawn_local(async move {
                    let store = server.open().await.unwrap();
                    assert!(count_of(&store).await > 0);
                })
                .await
                .unwrap();
            })
            .await;
        });
        let server = database.server();
        let task = many.spawn(async move {
            let store = server.open().await.unwrap();
            assert!(count_of(&store).await > 0);
        });
        many.block_on(task).unwrap();
        // And in one that is stopped.
        let store = database.store();
        let task = many.spawn(async move { asked(&store, Access::Read, "SELECT 1").await.map(|_| store) });
        drop(many.block_on(task).unwrap().unwrap());
        let store = database.store();
        let task = many.spawn(async move {
            drop(asked(&store, Access::Read, "SELECT 1").await);
            std::future::pending::<()>().await;
            drop(store);
        });
        thread::sleep(BRIEF);
        task.abort();
        assert!(many.block_on(task).unwrap_err().is_cancelled());
        drop((many, current));
        assert_eq!(count(&watching), 3 * 302);
    });
}

async fn count_of(store: &Store) -> u64 {
    Thing::count(&admin(store), &Query::new()).await.unwrap()
}

#[test]
fn a_statement_that_takes_too_long_is_stopped_and_always_says_the_same() {
    const LIMIT: Duration = Duration::from_millis(800);
    on_servers(|kind| {
        let (database, watching) = things(kind);
        let store = open(database.server().statement_timeout(LIMIT));
        block_on(Thing::make(&admin(&watching), "there", 1).create()).unwrap();
        for round in 0..if is_soak() { 40 } else { 4 } {
            let (access, text) =
                if round % 2 == 0 { (Access::Read, slow(kind)) } else { (Access::Write, slow_write(kind)) };
            let (done, took) = timed(|| block_on(store.run(access, vec![Step::new(text, Vec::new())])));
            assert_eq!(done.unwrap_err().to_string(), "database: a statement took longer than 800ms");
            assert!(took >= LIMIT && took < SOON, "{took:?}");
        }
        // It costs its transaction no more than the call.
        let ctx = admin(&store);
        block_on(store.transaction(&ctx, async |tx: Context| {
            Thing::make(&tx, "kept", 1).create().await?;
            for text in [slow(kind), slow_write(kind)] {
                let failed = asked(tx.store().unwrap(), Access::Write, text).await;
                assert_eq!(failed.unwrap_err().to_string(), "database: a statement took longer than 800ms");
            }
            Thing::make(&tx, "kept", 2).create().await
        }))
        .unwrap();
        assert_eq!(count(&watching), 3);
        until("nothing goes on there", || sleeping(kind, &watching) == 0);
    });
}

#[test]
fn a_transaction_that_is_idle_or_takes_too_long_is_rolled_back() {
    on_servers(|kind| {
        let (database, watching) = things(kind);
        let store = open(database.server().idle_timeout(BRIEF));
        let ctx = admin(&store);
        let failed = store.transaction(&ctx, async |tx: Context| {
            Thing::make(&tx, "early", 1).create().await?;
            thread::sleep(4 * BRIEF);
            let late = Thing::make(&tx, "late", 1).create().await.unwrap_err().to_string();
            assert_eq!(late, "database: the transaction was rolled back: nothing was done in it for 300ms");
            Ok(())
        });
        assert!(block_on(failed).unwrap_err().to_string().contains("rolled back"));
        assert_eq!(count(&watching), 0);
        let store = open(database.server().transaction_timeout(4 * BRIEF).max_connections(1));
        let ctx = admin(&store);
        let busy = store.transaction(&ctx, async |tx: Context| {
            loop {
                Thing::make(&tx, "busy", 1).create().await?;
            }
        });
        let told = block_on::<_>(busy).map(|(): ()| ()).unwrap_err().to_string();
        assert!(told.contains("the transaction took longer than 1.2s"), "{told}");
        let stuck = store.transaction(&ctx, async |tx: Context| {
            Thing::make(&tx, "stuck", 1).create().await?;
            asked(tx.store().unwrap(), Access::Read, slow(kind)).await
        });
        let (done, took) = timed(|| block_on(stuck));
        let told = done.unwrap_err().to_string();
        assert!(told.contains("the transaction took longer than 1.2s"), "{told}");
        assert!(took < SOON, "{took:?}");
        block_on(store.transaction(&ctx, async |tx: Context| Thing::make(&tx, "next", 1).create().await))
            .unwrap();
        assert_eq!(count(&watching), 1);
    });
}

/// It panics when it goes.
struct Bomb(&'static str);

impl Drop for Bomb {
    fn drop(&mut self) {
        assert!(thread::panicking(), "{} went off", self.0);
    }
}

/// So many rows that a server is still giving them when the first are read.
const MANY: u128 = 20_000;

#[test]
fn a_panic_of_a_type_fails_its_call_alone_on_servers() {
    on_servers(|kind| {
        let (database, _) = things(kind);
        let store = open(database.server().max_connections(1));
        for (number, name) in ["one", "two", "bomb"].into_iter().enumerate() {
            let id = Uuid::from_u128(number as u128);
            let text = format!("INSERT INTO things (id, name, number) VALUES ('{id}', '{name}', {number})");
            block_on(told(&store, &text)).unwrap();
        }
        let ctx = admin(&store);
        for _ in 0..5 {
            let error = block_on(Thing::list(&ctx, &Query::new())).unwrap_err().to_string();
            assert_eq!(error, "database: code of a type panicked: bomb went off");
            assert_eq!(count(&store), 3);
        }
        // In a transaction, which goes on.
        block_on(store.transaction(&ctx, async |tx: Context| {
            Thing::make(&tx, "before", 5).create().await?;
            assert!(Thing::list(&tx, &Query::new()).await.is_err());
            Thing::make(&tx, "behind", 5).create().await
        }))
        .unwrap();
        assert_eq!(count(&store), 5);
        // Also where the server has not given all rows when the third goes off.
        let more = (10..MANY).map(|number| format!("('{}', 'more', {number})", Uuid::from_u128(number)));
        let more = more.collect::<Vec<_>>().join(", ");
        block_on(told(&store, &format!("INSERT INTO things (id, name, number) VALUES {more}"))).unwrap();
        let in_order = Query::new().sort_by("number", "asc");
        for _ in 0..5 {
            block_on(store.transaction(&ctx, async |tx: Context| {
                let error = Thing::list(&tx, &in_order).await.unwrap_err().to_string();
                assert_eq!(error, "database: code of a type panicked: bomb went off");
                Thing::make(&tx, "behind", 5).create().await
            }))
            .unwrap();
        }
        block_on(told(&store, "DELETE FROM things WHERE number > 9 OR name = 'behind'")).unwrap();
        assert_eq!(count(&store), 4);
        // What takes rows, asks about their number, and the end of either.
        let insert = "INSERT INTO things (id, name, number) VALUES ('x', 'undone', 1)";
        let steps: [fn(&'static str) -> Step; 4] = [
            |text| Step::new(text, Vec::new()).check(|_| panic!("check went off")),
            |text| {
                let bomb = Bomb("the end");
                Step::new(text, Vec::new()).check(move |_| {
                    let _bomb = &bomb;
                    Ok(())
                })
            },
            |_| Step::new("SELECT name FROM things", Vec::new()).rows(|_| panic!("sink went off")),
            |_| {
                let bomb = Bomb("the end");
                Step::new("SELECT name FROM things", Vec::new()).rows(move |_| {
                    let _bomb = &bomb;
                    Ok(())
                })
            },
        ];
        for step in steps {
            let all = || vec![Step::new(insert.replace('x', "y"), Vec::new()), step(insert)];
            let error = block_on(store.run(Access::Write, all())).unwrap_err().to_string();
            assert!(error.starts_with("database: code of a type panicked: "), "{error}");
            block_on(store.transaction(&ctx, async |tx: Context| {
                let error = tx.store().unwrap().run(Access::Write, all()).await.unwrap_err().to_string();
                assert!(error.starts_with("database: code of a type panicked: "), "{error}");
                Ok(())
            }))
            .unwrap();
            let read = vec![step("SELECT 1 FROM things")];
            assert!(block_on(store.run(Access::Read, read)).is_err());
            // Nobody waits for it.
            drop(store.run(Access::Write, all()));
            assert_eq!(count(&store), 4);
        }
    });
}
