//! A stream among writes.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Sqlite};

use crate::bench::{Folder, Thing, admin, ask, soon};

#[test]
fn a_stream_sees_what_changes_behind_it_and_every_other_row_once() {
    soon(|| {
        let folder = Folder::new();
        let stores = [Sqlite::file(folder.path("db.sqlite")), Sqlite::in_memory()];
        for store in stores.map(|database| database.open().unwrap()) {
            block_on(store.create_table::<Thing>()).unwrap();
            let ctx = admin(&store);
            let things = (0..5000).map(|number| Thing::make(&ctx, "thing", 2 * number)).collect();
            block_on(Thing::create_all(&ctx, things)).unwrap();
            let mut stream = Thing::stream(&ctx, Query::new().sort_by("number", "asc"));
            let mut next = || block_on(poll_fn(|task| Pin::new(&mut stream).poll_next(task)));
            let mut seen = vec![next().unwrap().unwrap().number().unwrap().unwrap()];
            // Before where it stands, and far behind it.
            for change in [
                "DELETE FROM things WHERE number IN (0, 2, 9000)",
                "UPDATE things SET number = 9001 WHERE number = 8000",
                "INSERT INTO things (id, name, number) VALUES ('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'new', 9003)",
                "INSERT INTO things (id, name, number) VALUES ('6ba7b810-9dad-11d1-80b4-00c04fd430c9', 'new', -1)",
            ] {
                ask(&store, Access::Write, change).unwrap();
            }
            while let Some(thing) = next() {
                seen.push(thing.unwrap().number().unwrap().unwrap());
            }
            let once: BTreeSet<_> = seen.iter().copied().collect();
            assert_eq!(once.len(), seen.len());
            for (number, is_seen) in [(9000, false), (8000, false), (9001, true), (9003, true), (-1, false)] {
                assert_eq!(once.contains(&number), is_seen, "{number}");
            }
            assert_eq!(seen.len(), 5000);
        }
    });
}
