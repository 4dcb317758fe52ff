//! Nobody who writes waits for an index that a migration makes.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Store;

/// A row that is listed by an index.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "spools", project = owner, timestamps(created = created_at))]
struct Spool {
    id: Attr<Uuid>,
    owner: Attr<String>,
    created_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

fn ctx(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

async fn create(ctx: &Context) -> Result<()> {
    Spool::builder().owner("lab").build(ctx)?.create().await
}

/// Waits until the server has somebody who makes an index, and waits for others.
fn wait_for_index(store: &Store) {
    let ask = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%CREATE INDEX%' AND wait_event_type = 'Lock' \
               AND datname = current_database()";
    let begun = Instant::now();
    while raw::all(store, ask).unwrap() != [[raw::Raw::Int(1)]] {
        assert!(begun.elapsed() < Duration::from_secs(20), "nobody makes an index");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Whether each index is whole.
fn is_whole(store: &Store) -> bool {
    let ask = "SELECT count(*) FROM pg_index WHERE indrelid = 'spools'::regclass AND NOT indisvalid";
    raw::all(store, ask).unwrap() == [[raw::Raw::Int(0)]]
}

#[test]
fn nobody_waits_for_an_index_in_postgresql() {
    if !Kind::Postgres.is_there() {
        return;
    }
    let database = Database::new(Kind::Postgres);
    let store = database.store();
    block_on(store.create_table::<Spool>()).unwrap();
    let indexes =
        raw::all(&store, "SELECT indexname::text FROM pg_indexes WHERE tablename = 'spools'").unwrap();
    let listed: Vec<&str> =
        indexes.iter().filter_map(|row| row[0].as_str()).filter(|name| name.contains("listed")).collect();
    assert!(!listed.is_empty(), "{indexes:?}");
    for index in &listed {
        raw::execute(&store, &[&format!("DROP INDEX {index}")]).unwrap();
    }
    assert_eq!(block_on(store.plan::<Spool>()).unwrap().steps().len(), listed.len());

    // Somebody has written, and has not committed yet.
    let (written, is_written) = mpsc::channel();
    let (end, ends) = mpsc::channel::<()>();
    let writer = {
        let store = database.store();
        thread::spawn(move || {
            let ctx = ctx(&store);
            block_on(store.transaction(&ctx, async |inside| {
                create(&inside).await?;
                written.send(()).unwrap();
                ends.recv().unwrap();
                Ok(())
            }))
        })
    };
    is_written.recv().unwrap();
    let hasty = |wait| block_on(database.server().lock_timeout(wait).open()).unwrap();
    let migration = {
        let store = hasty(Duration::from_secs(2));
        thread::spawn(move || block_on(async { store.migrate(store.plan::<Spool>().await?).await }))
    };
    wait_for_index(&store);
    // Whoever else writes does not stand behind it.
    let other = hasty(Duration::from_millis(500));
    for _ in 0..5 {
        block_on(create(&ctx(&other))).unwrap();
    }
    // The writer takes longer than the migration waits: the index is begun, and no more.
    let refused = migration.join().unwrap().unwrap_err();
    assert!(refused.to_string().contains("lock"), "{refused}");
    assert!(!is_whole(&store));
    end.send(()).unwrap();
    writer.join().unwrap().unwrap();

    let plan = block_on(store.plan::<Spool>()).unwrap();
    assert!(plan.sql()[0].starts_with("REINDEX INDEX"), "{plan:?}");
    block_on(store.migrate(plan)).unwrap();
    assert!(is_whole(&store) && block_on(store.plan::<Spool>()).unwrap().is_empty());
    assert_eq!(block_on(Spool::count(&ctx(&store), &Query::new())).unwrap(), 6);
}
