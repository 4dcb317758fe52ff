//! What a URL says of whom a server lets in, and of how many connections there are.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, thread};

use databases::bench::{admin, ask, asked, on_servers, timed, until};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Backend, Server};

/// What is over by then was not tried again, on a machine that does much else.
const SOON: Duration = Duration::from_secs(10);

/// The first file is a certificate, the second its key.
fn certified(kind: Kind, url: &str, files: [&str; 2]) -> String {
    let [certificate, key] =
        if kind == Kind::Postgres { ["sslcert", "sslkey"] } else { ["ssl-cert", "ssl-key"] };
    format!("{url}?{certificate}={}&{key}={}", files[0], files[1])
}

#[test]
fn who_has_to_show_a_certificate_is_let_in_with_it_alone() {
    on_servers(|kind| {
        let Some(folder) = env::var_os("TEST_TLS").map(PathBuf::from) else {
            return eprintln!("not run: TEST_TLS does not say where the certificates are");
        };
        let database = Database::new(kind);
        let url = database.url().replace("//tests:", "//certified:");
        let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let [own, key] = ["user-of-authority.pem", "user-of-authority.key"].map(file);
        let [other, other_key] = ["user-of-stranger.pem", "user-of-stranger.key"].map(file);
        let plain = Server::url(&url).unwrap();
        let by_url = |files: [&str; 2]| Server::url(&certified(kind, &url, files)).unwrap();

        // By its URL, and by how it is opened.
        for server in [by_url([&own, &key]), plain.clone().client_certificate(&own, &key)] {
            let store = block_on(server.open()).unwrap();
            let who = ask(&store, Access::Read, "SELECT current_user").unwrap();
            assert!(who[0].starts_with("certified"), "{who:?}");
            if kind == Kind::Postgres {
                let shown = "SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
                assert_eq!(ask(&store, Access::Read, shown).unwrap(), ["/CN=certified"]);
            }
        }
        let whole = certified(kind, &url, [&own, &key]);
        let without_key = Server::url(whole.split('&').next().unwrap()).unwrap();
        let lacking =
            if kind == Kind::Postgres { "requires a valid client certificate" } else { "Access denied" };
        for (server, words) in [
            (plain, lacking),
            (by_url([&other, &other_key]), "TLS with the server failed: received fatal alert: UnknownCA"),
            (by_url([&own, &other_key]), "KeyMismatch"),
            (by_url([&own, &file("nothing.key")]), "the certificate or key "),
            (without_key, "must be given together"),
        ] {
            let (opened, took) = timed(|| block_on(server.open()));
            assert!(took < SOON, "{took:?}");
            let error = opened.unwrap_err().to_string();
            assert!(error.starts_with("database: ") && error.contains(words), "{kind:?}: {error}");
        }
    });
}

/// How many connections others have to the database.
fn connections(store: &Store) -> usize {
    let text = match store.backend() {
        Backend::Postgres => {
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
             AND backend_type = 'client backend'"
        }
        _ => "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()",
    };
    ask(store, Access::Read, text).unwrap().len()
}

#[test]
fn a_url_says_how_many_connections_there_are() {
    on_servers(|kind| {
        const MOST: usize = 3;
        let database = Database::new(kind);
        let watching = block_on(database.server().max_connections(1).open()).unwrap();
        let opened = |parameters: &str| {
            block_on(Server::url(&format!("{}?{parameters}", database.url())).unwrap().open()).unwrap()
        };
        let store = opened("max_connections=3&acquire_timeout=60");
        let slow = if kind == Kind::Postgres { "SELECT pg_sleep(0.05)::text" } else { "SELECT SLEEP(0.05)" };
        let (working, mut seen) = (AtomicUsize::new(2 * MOST), Vec::new());
        thread::scope(|scope| {
            for _ in 0..2 * MOST {
                scope.spawn(|| {
                    for _ in 0..20 {
                        assert_eq!(ask(&store, Access::Read, slow).unwrap().len(), 1);
                    }
                    working.fetch_sub(1, Ordering::SeqCst);
                });
            }
            while working.load(Ordering::SeqCst) > 0 {
                seen.push(connections(&watching));
            }
        });
        assert_eq!(seen.iter().max(), Some(&MOST), "{kind:?}: {seen:?}");

        // What is kept while nothing is done.
        drop(store);
        until("they are closed", || connections(&watching) == 0);
        let store = opened("min_connections=2");
        until("two are made", || connections(&watching) == 2);
        drop(store);

        // How long one is waited for.
        let store = opened("max_connections=1&acquire_timeout=2");
        let ctx = admin(&store);
        let inside = store.transaction(&ctx, async |_| asked(&store, Access::Read, "SELECT 1").await);
        assert_eq!(
            block_on(inside).unwrap_err().to_string(),
            "database: no connection within 2s: all 1 are in use; `max_connections` says how many there may be"
        );
    });
}
