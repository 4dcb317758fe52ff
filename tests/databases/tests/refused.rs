//! What a server does not give, and a network that gives nothing: a clear error, in time.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::path::PathBuf;
use std::sync::Barrier;
use std::time::Duration;
use std::{env, thread};

use databases::bench::{Thing, admin, ask, asked, on_servers, timed, told, until};
use databases::proxy::{Proxy, Then};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Server, Step, Tls};

const BRIEF: Duration = Duration::from_millis(800);

/// What is over by then did not wait for what never comes, on a machine that does much else.
const SOON: Duration = Duration::from_secs(10);

fn server(url: &str) -> Server {
    Server::url(url).unwrap().acquire_timeout(BRIEF).statement_timeout(BRIEF)
}

fn open(url: &str) -> Result<Store> {
    block_on(server(url).open())
}

/// Why it is not opened, and that this is known soon.
fn refused(url: &str) -> String {
    let (opened, took) = timed(|| open(url));
    assert!(took < SOON, "{took:?}");
    opened.unwrap_err().to_string()
}

fn things(kind: Kind) -> (Database, Store) {
    let database = Database::new(kind);
    let store = database.store();
    block_on(store.create_table::<Thing>()).unwrap();
    (database, store)
}

fn count(store: &Store) -> u64 {
    block_on(Thing::count(&admin(store), &Query::new())).unwrap()
}

fn create(store: &Store, name: &str) -> Result<()> {
    block_on(Thing::make(&admin(store), name, 1).create())
}

#[test]
fn who_is_not_let_in_is_told_why() {
    on_servers(|kind| {
        let database = Database::new(kind);
        let url = database.url();
        let error = refused(&url.replace("not-a-secret", "wrong-word"));
        let words =
            if kind == Kind::Postgres { "password authentication failed" } else { "Access denied for user" };
        assert!(error.contains(words), "{error}");
        assert!(!error.contains("wrong-word"), "{error}");
        let error = refused(&url.replace("//tests:", "//nobody:"));
        assert!(error.contains(words), "{error}");
        let error = refused(&url.replace("/test_", "/nothing_"));
        let words = if kind == Kind::Postgres { "does not exist" } else { "Unknown database" };
        assert!(error.contains(words) && error.contains("nothing_"), "{error}");
    });
}

#[test]
fn a_server_that_is_not_there_is_a_clear_error_in_time() {
    on_servers(|kind| {
        let database = Database::new(kind);
        let (before, _) = database.url().rsplit_once('@').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        // A port that was free a moment ago.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let error = refused(&format!("{before}@127.0.0.1:{port}/tests"));
        assert!(error.starts_with("database: no connection within 800ms: "), "{error}");
        assert!(error.contains("refused"), "{error}");
        let error = refused(&format!("{before}@nothing.invalid/tests"));
        assert!(error.starts_with("database: "), "{error}");
        assert!(error.contains("name") || error.contains("lookup"), "{error}");
        // A port that takes connections, and says nothing.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = refused(&format!("{before}@127.0.0.1:{port}/tests"));
        assert_eq!(error, "database: no connection within 800ms: the server does not answer");
        // One that hangs up.
        let hangs_up = thread::spawn(move || {
            for link in listener.incoming().take(50) {
                drop(link);
            }
        });
        let error = refused(&format!("{before}@127.0.0.1:{port}/tests"));
        assert_eq!(
            error,
            "database: no connection within 800ms: the connection to the server failed: the server ended it"
        );
        drop(hangs_up);
    });
}

#[test]
fn a_pool_that_is_exhausted_says_so_in_time() {
    on_servers(|kind| {
        let (database, _) = things(kind);
        let store = block_on(server(&database.url()).max_connections(2).open()).unwrap();
        let ctx = admin(&store);
        block_on(store.transaction(&ctx, async |tx: Context| {
            Thing::make(&tx, "inside", 1).create().await?;
            store
                .transaction(&ctx, async |_| {
                    // The context around the transactions, which has no connection left.
                    let (done, took) = timed(|| create(&store, "outside"));
                    assert_eq!(
                        done.unwrap_err().to_string(),
                        "database: no connection within 800ms: all 2 are in use; `max_connections` says how many there may be"
                    );
                    assert!(took >= BRIEF && took < SOON, "{took:?}");
                    Ok(())
                })
                .await
        }))
        .unwrap();
        create(&store, "next").unwrap();
        assert_eq!(count(&store), 2);
    });
}

#[test]
fn who_may_only_read_is_told_so() {
    on_servers(|kind| {
        let (database, store) = things(kind);
        create(&store, "there").unwrap();
        let name = format!("reader_{}", std::process::id());
        let base = database.url();
        let (user, words) = match kind {
            Kind::Postgres => ("tests", "read-only transaction"),
            _ => {
                for text in [
                    format!("CREATE USER {name}@'127.0.0.1' IDENTIFIED BY 'not-a-secret'"),
                    format!("GRANT SELECT ON *.* TO {name}@'127.0.0.1'"),
                ] {
                    block_on(told(&store, &text)).unwrap();
                }
                (&*name, "denied")
            }
        };
        let mut url = base.replace("//tests:", &format!("//{user}:"));
        if kind == Kind::Postgres {
            url.push_str("?options=-c%20default_transaction_read_only%3Don");
        }
        let reader = block_on(Server::url(&url).unwrap().open()).unwrap();
        assert_eq!(count(&reader), 1);
        let ctx = admin(&reader);
        let found = block_on(Thing::list(&ctx, &Query::new())).unwrap();
        let mut thing = found[0].clone();
        thing.set_number(7).unwrap();
        let all = [
            create(&reader, "new").unwrap_err(),
            block_on(Thing::create_all(&ctx, vec![Thing::make(&ctx, "new", 1)])).unwrap_err(),
            block_on(thing.save()).unwrap_err(),
            block_on(thing.destroy()).unwrap_err(),
            block_on(told(&reader, "DELETE FROM things")).unwrap_err(),
        ];
        for error in all {
            assert!(error.to_string().contains(words), "{kind:?}: {error}");
        }
        assert_eq!(count(&reader), 1);
        assert_eq!(ask(&store, Access::Read, "SELECT number FROM things").unwrap(), ["1"]);
        if kind == Kind::MariaDb {
            drop(reader);
            block_on(told(&store, &format!("DROP USER {name}@'127.0.0.1'"))).unwrap();
        }
    });
}

#[test]
fn a_certificate_that_is_wrong_is_refused() {
    on_servers(|kind| {
        let Some(folder) = env::var_os("TEST_TLS").map(PathBuf::from) else {
            return eprintln!("not run: TEST_TLS does not say where the certificates are");
        };
        let database = Database::new(kind);
        let url = database.url();
        let opened = |url: &str, tls: Tls, root: &str| {
            let server = Server::url(url).unwrap().tls(tls).root_certificate(folder.join(root));
            let (opened, took) = timed(|| block_on(server.open()));
            // It is not tried again.
            assert!(took < SOON, "{took:?}");
            let store = opened?;
            // What the server itself says of it.
            Ok::<_, Error>(match kind {
                Kind::Postgres => ask(
                    &store,
                    Access::Read,
                    "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
                )
                .unwrap()
                .contains(&"true".to_owned()),
                _ => {
                    let text = "SELECT variable_value FROM information_schema.session_status \
                                WHERE variable_name = 'SSL_CIPHER'";
                    ask(&store, Access::Read, text).unwrap().iter().any(|cipher| !cipher.is_empty())
                }
            })
        };
        let named = url.replace("127.0.0.1", "localhost");
        for tls in [Tls::Preferred, Tls::Required, Tls::VerifyAuthority] {
            assert!(opened(&url, tls, "authority.pem").unwrap(), "{kind:?} {tls:?}");
        }
        assert!(opened(&named, Tls::VerifyHost, "authority.pem").unwrap());
        assert!(!opened(&url, Tls::Disabled, "authority.pem").unwrap());
        for (url, tls, root, words) in [
            (&url, Tls::VerifyAuthority, "stranger.pem", "UnknownIssuer"),
            (&named, Tls::VerifyHost, "stranger.pem", "UnknownIssuer"),
            (&url, Tls::VerifyHost, "authority.pem", "not valid for name"),
            (&named, Tls::VerifyHost, "nothing.pem", "nothing.pem"),
        ] {
            let error = opened(url, tls, root).unwrap_err().to_string();
            let begins = if root == "nothing.pem" {
                "database: the certificate"
            } else {
                "database: TLS with the server"
            };
            assert!(error.starts_with(begins) && error.contains(words), "{kind:?} {tls:?} {root}: {error}");
        }
    });
}

/// How a commit stands on its way, as nothing else does.
fn commit(kind: Kind) -> &'static str {
    if kind == Kind::Postgres { "COMMIT\0" } else { "\u{3}COMMIT" }
}

#[test]
fn a_network_that_forgot_idle_connections_costs_no_call() {
    const MANY: usize = 8;
    on_servers(|kind| {
        let (database, _plain) = things(kind);
        let proxy = Proxy::to(&database.url());
        let server = server(&proxy.url(&database.url())).acquire_timeout(SOON);
        let store = block_on(server.tls(Tls::Disabled).open()).unwrap();
        let (ctx, all_there) = (admin(&store), Barrier::new(MANY));
        thread::scope(|scope| {
            for _ in 0..MANY {
                scope.spawn(|| {
                    let work = async |tx: Context| {
                        let counted = Thing::count(&tx, &Query::new()).await;
                        all_there.wait();
                        counted
                    };
                    block_on(store.transaction(&ctx, work)).unwrap();
                });
            }
        });
        // Those that were used just now are not asked whether they are there.
        thread::sleep(Duration::from_millis(1500));
        proxy.forget();
        create(&store, "after").unwrap();
        assert_eq!(count(&store), 1);
    });
}

#[test]
fn limits_without_measure_are_limits() {
    on_servers(|kind| {
        let (database, _plain) = things(kind);
        let most = Duration::MAX;
        let server = Server::url(&database.url()).unwrap().acquire_timeout(most).lock_timeout(most);
        let server = server.statement_timeout(most).idle_timeout(most).transaction_timeout(most);
        let store = block_on(server.open()).unwrap();
        let ctx = admin(&store);
        let many = (0..3).map(|_| Thing::make(&ctx, "many", 1)).collect();
        block_on(Thing::create_all(&ctx, many)).unwrap();
        let one = async |tx: Context| Thing::make(&tx, "one", 1).create().await;
        block_on(store.transaction(&ctx, one)).unwrap();
        assert_eq!(count(&store), 4);
        // No patience at all is not patience without end.
        let server = Server::url(&database.url()).unwrap().lock_timeout(Duration::ZERO);
        let (store, other) = (block_on(server.open()).unwrap(), database.store());
        let ctx = admin(&store);
        let mut thing = block_on(Thing::list(&ctx, &Query::new().limit(1))).unwrap().objects.remove(0);
        let work = async |tx: Context| {
            let mut held = Thing::get_by_id(&tx, thing.id()?).await?;
            held.set_name("held")?;
            held.save().await?;
            thing.set_name("given up")?;
            let (done, took) = timed(|| block_on(thing.save()));
            assert!(took < SOON, "{took:?}");
            done.map_or_else(|error| Ok(error.to_string()), |()| Ok(String::new()))
        };
        let error = block_on(other.transaction(&admin(&other), work)).unwrap();
        assert!(error.contains("for what another transaction holds"), "{error}");
    });
}

#[test]
fn a_network_that_stalls_is_a_clear_error_in_time() {
    on_servers(|kind| {
        let (database, plain) = things(kind);
        let proxy = Proxy::to(&database.url());
        let url = proxy.url(&database.url());
        let store = block_on(server(&url).tls(Tls::Disabled).open()).unwrap();
        let ctx = admin(&store);
        create(&store, "before").unwrap();
        // With a connection that is idle.
        proxy.stall();
        for _ in 0..2 {
            let (done, took) = timed(|| create(&store, "never"));
            let error = done.unwrap_err().to_string();
            assert!(took < SOON, "{took:?}");
            assert!(
                error.starts_with("database: a statement took longer than 800ms")
                    || error == "database: no connection within 800ms: the server does not answer",
                "{error}"
            );
        }
        let (done, took) = timed(|| block_on(Thing::list(&ctx, &Query::new())));
        assert!(done.is_err() && took < SOON, "{took:?}");
        // One that comes back.
        proxy.cut();
        proxy.resume();
        until("the pool is well again", || create(&store, "after").is_ok());
        assert!(count(&store) >= 2);
        // In the middle of a transaction, at its beginning and at its end.
        let begin = if kind == Kind::Postgres { "BEGIN" } else { "START TRANSACTION" };
        for word in [begin, "SAVEPOINT", "", commit(kind), "ROLLBACK"] {
            if !word.is_empty() {
                proxy.when(word, Then::Stall);
            }
            let (done, took) = timed(|| {
                block_on(store.transaction(&ctx, async |tx: Context| {
                    Thing::make(&tx, "transaction", 1).create().await?;
                    if word.is_empty() {
                        proxy.stall();
                        Thing::make(&tx, "transaction", 1).create().await?;
                    }
                    if word == "ROLLBACK" { Err(Error::invalid("given up")) } else { Ok(()) }
                }))
            });
            let error = done.unwrap_err().to_string();
            assert!(took < SOON, "{word}: {took:?}");
            let word_is_clear = error == "given up" || error.contains("took longer than 800ms");
            assert!(word_is_clear, "{kind:?} {word}: {error}");
            proxy.cut();
            proxy.resume();
            until("the pool is well again", || create(&store, "after").is_ok());
        }
        assert_eq!(
            ask(&plain, Access::Read, "SELECT 1 FROM things WHERE name = 'transaction'").unwrap().len(),
            0
        );
        // A store is let go of in time.
        proxy.stall();
        let (done, took) = timed(|| {
            drop(ctx);
            drop(store);
        });
        assert!(took < SOON, "{took:?} {done:?}");
    });
}

#[test]
fn a_commit_whose_answer_is_lost_says_that_it_may_be_done() {
    on_servers(|kind| {
        let (database, plain) = things(kind);
        let proxy = Proxy::to(&database.url());
        let url = proxy.url(&database.url());
        // What is waited for in vain here is an answer, and never a connection.
        let server = || server(&url).tls(Tls::Disabled).acquire_timeout(SOON);
        let store = block_on(server().open()).unwrap();
        let ctx = admin(&store);
        for (round, then) in [Then::StallBehind, Then::CutBehind].into_iter().enumerate() {
            proxy.when(commit(kind), then);
            let error = block_on(
                store.transaction(&ctx, async |tx: Context| Thing::make(&tx, "committed", 1).create().await),
            )
            .unwrap_err()
            .to_string();
            assert!(error.ends_with("whether it was carried out is not known"), "{error}");
            proxy.cut();
            proxy.resume();
            let rows =
                || ask(&plain, Access::Read, "SELECT 1 FROM things WHERE name = 'committed'").unwrap().len();
            until("the server committed it", || rows() == round + 1);
            // One statement, which is a transaction by itself.
            proxy.when("UPDATE", then);
            let error =
                block_on(told(&store, "UPDATE things SET number = number + 1")).unwrap_err().to_string();
            assert!(error.ends_with("whether it was carried out is not known"), "{error}");
            proxy.cut();
            proxy.resume();
        }
        // What is undone for sure says nothing of the kind, and is tried again.
        for (retries, id) in [(0, "x"), (1, "y")] {
            let store = block_on(server().retries(retries).open()).unwrap();
            let insert = format!("INSERT INTO things (id, name, number) VALUES ('{id}', 'again', 1)");
            proxy.when("INSERT", Then::CutBehind);
            let steps = vec![
                Step::new(insert, Vec::new()),
                Step::new("UPDATE things SET number = 1 WHERE name = 'again'", Vec::new()),
            ];
            let done = block_on(store.run(Access::Write, steps));
            if retries == 0 {
                let error = done.unwrap_err().to_string();
                assert_eq!(error, "database: the connection to the server failed: the server ended it");
            } else {
                assert_eq!(done.unwrap(), [1, 1]);
            }
            let again = ask(&plain, Access::Read, "SELECT id FROM things WHERE name = 'again'").unwrap();
            assert_eq!(again, if retries == 0 { vec![] } else { vec!["y"] });
        }
    });
}

#[test]
fn a_server_that_says_goodbye_is_a_clear_error_and_reads_go_on() {
    on_servers(|kind| {
        let (database, plain) = things(kind);
        let store = block_on(Server::url(&database.url()).unwrap().max_connections(3).open()).unwrap();
        create(&store, "there").unwrap();
        let hang_up = || {
            let text = match kind {
                Kind::Postgres => {
                    "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid() \
                     AND backend_type = 'client backend'"
                }
                _ => {
                    "SELECT concat('KILL ', id) FROM information_schema.processlist \
                     WHERE db = DATABASE() AND id <> CONNECTION_ID()"
                }
            };
            let rows = ask(&plain, Access::Read, text).unwrap();
            if kind == Kind::MariaDb {
                for row in &rows {
                    // It may have gone by itself.
                    drop(block_on(told(&plain, row)));
                }
            }
            rows.len()
        };
        for _ in 0..5 {
            assert!(hang_up() > 0);
            // The connections look idle and well. A read is tried again, on another one.
            assert_eq!(count(&store), 1);
        }
        // In the middle of a transaction.
        let error = block_on(store.transaction(&admin(&store), async |tx: Context| {
            Thing::make(&tx, "undone", 1).create().await?;
            hang_up();
            let error = Thing::make(&tx, "undone", 1).create().await.unwrap_err().to_string();
            assert!(error.starts_with("database: "), "{error}");
            let late = Thing::make(&tx, "undone", 1).create().await.unwrap_err().to_string();
            assert!(late.starts_with("database: the transaction was rolled back: "), "{late}");
            Ok(())
        }))
        .unwrap_err()
        .to_string();
        assert!(error.starts_with("database: the transaction was rolled back: "), "{error}");
        // In the middle of a statement: it is undone, but here not tried again.
        drop(store);
        let store = block_on(Server::url(&database.url()).unwrap().retries(0).open()).unwrap();
        let slow = if kind == Kind::Postgres { "SELECT pg_sleep(20)::text" } else { "SELECT SLEEP(20)" };
        let mine = store.clone();
        let call = thread::spawn(move || timed(|| block_on(asked(&mine, Access::Write, slow))));
        thread::sleep(BRIEF);
        hang_up();
        let (done, took) = call.join().unwrap();
        assert!(took < SOON, "{took:?}");
        let error = done.unwrap_err().to_string();
        assert!(error.starts_with("database: "), "{error}");
        eprintln!("{kind:?}: {error}");
        create(&store, "next").unwrap();
        assert_eq!(count(&store), 2);
    });
}
