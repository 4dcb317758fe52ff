//! The rows of objects against bare rusqlite and plain structs, by turns: new rows of objects and of records, lists, and
//! rows read and written one by one: `cargo run --release -p bench --example store`.

mod bare;

use backup_objects::{Backup, BackupImport, BackupStatus};
use bench::{Done, by_turns, get_each, import, keys, save_each, swap_each, timed};
use rusqlite::Connection;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{JournalMode, Sqlite, Synchronous};

const LISTED: u128 = 100_000;
const IMPORTED: u128 = 10_000;
/// Rows that are read one by one, and written one by one in one transaction.
const SINGLE: u128 = 2_000;
/// Rows that are written in a transaction each, which waits for the disk.
const COMMITTED: u128 = 200;
/// Which side is which.
const SIDES: [&str; 2] = ["bare", "store"];

fn main() -> Done {
    let folder = std::env::temp_dir().join(format!("bench-store-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("db.sqlite");
    // Both sides alike: a log, and every commit on the disk.
    let store = Sqlite::file(&path).journal_mode(JournalMode::Wal).synchronous(Synchronous::Full).open()?;
    let ctx = Context::builder().is_admin(true).store(&store).build();
    pollster::block_on(store.create_table::<Backup>())?;
    let mut connection = Connection::open(&path)?;
    connection.pragma_update(None, "synchronous", "full")?;
    new_rows(&ctx, &mut connection)?;

    connection.execute("DELETE FROM backups", [])?;
    for chunk in 0..LISTED / IMPORTED {
        let numbers = chunk * IMPORTED + 1..=(chunk + 1) * IMPORTED;
        let imports = numbers.map(|number| import(&ctx, number)).collect::<Result<Vec<_>, _>>()?;
        pollster::block_on(BackupImport::create_all(&ctx, imports))?;
    }
    lists(&ctx, &connection)?;
    single_rows(&ctx, &connection)?;
    one_transaction(&ctx, &store, &mut connection)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

fn new_rows(ctx: &Context, connection: &mut Connection) -> Done {
    let connection = std::cell::RefCell::new(connection);
    let empty = || connection.borrow().execute("DELETE FROM backups", []);
    let imports = (1..=IMPORTED).map(|number| import(ctx, number)).collect::<Result<Vec<_>, _>>()?;
    by_turns(
        &format!("create_all of {IMPORTED}"),
        SIDES,
        || {
            empty()?;
            Ok(timed(|| bare::insert(&mut connection.borrow_mut(), &imports))?.0)
        },
        || {
            empty()?;
            let imports = imports.clone();
            Ok(timed(|| Ok(pollster::block_on(BackupImport::create_all(ctx, imports))?))?.0)
        },
    )?;
    let backups = pollster::block_on(Backup::list(ctx, &Query::new()))?;
    let records = backups
        .iter()
        .map(|backup| backup.encode_record(&[] as &[(&str, Value)]))
        .collect::<Result<Vec<_>, _>>()?;
    by_turns(
        &format!("from_record and create_all of {IMPORTED}"),
        SIDES,
        || {
            empty()?;
            Ok(timed(|| bare::insert_records(&mut connection.borrow_mut(), &records))?.0)
        },
        || {
            empty()?;
            let (time, _) = timed(|| {
                let imports = records.iter().map(|record| BackupImport::from_record(record));
                let imports = imports.collect::<Result<Vec<_>, _>>()?;
                Ok(pollster::block_on(BackupImport::create_all(ctx, imports))?)
            })?;
            Ok(time)
        },
    )
}

fn lists(ctx: &Context, connection: &Connection) -> Done {
    by_turns(
        &format!("list of {LISTED}"),
        SIDES,
        || {
            let (time, rows) = timed(|| bare::list(connection))?;
            assert_eq!(rows.len() as u128, LISTED);
            Ok(time)
        },
        || {
            let (time, rows) = timed(|| Ok(pollster::block_on(Backup::list(ctx, &Query::new()))?))?;
            assert_eq!(rows.len() as u128, LISTED);
            Ok(time)
        },
    )
}

/// Each by itself: ours goes to the thread of the database and back.
fn single_rows(ctx: &Context, connection: &Connection) -> Done {
    by_turns(
        &format!("get_by_id, {SINGLE} times"),
        SIDES,
        || Ok(timed(|| bare::get_each(connection, keys(SINGLE, LISTED)))?.0),
        || Ok(timed(|| get_each(ctx, keys(SINGLE, LISTED)))?.0),
    )?;
    let mut backups = get_each(ctx, keys(COMMITTED, LISTED))?;
    by_turns(
        &format!("save, {COMMITTED} times, committed each"),
        SIDES,
        || Ok(timed(|| bare::save_each(connection, keys(COMMITTED, LISTED), "by hand"))?.0),
        || Ok(timed(|| Ok(pollster::block_on(save_each(&mut backups, "by store"))?))?.0),
    )?;
    by_turns(
        &format!("conditional_update, {COMMITTED} times, committed each"),
        SIDES,
        || Ok(timed(|| bare::swap_each(connection, keys(COMMITTED, LISTED), "available", "deleting"))?.0),
        || {
            let back = swap_each(&mut backups, BackupStatus::Deleting, BackupStatus::Available);
            Ok(timed(|| Ok(pollster::block_on(back)?))?.0)
        },
    )
}

/// Many in one transaction, so that the disk is waited for once.
fn one_transaction(ctx: &Context, store: &Store, connection: &mut Connection) -> Done {
    let connection = std::cell::RefCell::new(connection);
    let by_hand = |work: &dyn Fn(&Connection) -> Done| {
        let mut connection = connection.borrow_mut();
        let (time, ()) = timed(|| {
            let transaction = connection.transaction()?;
            work(&transaction)?;
            Ok(transaction.commit()?)
        })?;
        Ok(time)
    };
    let mut backups = get_each(ctx, keys(SINGLE, LISTED))?;
    by_turns(
        &format!("save, {SINGLE} times in one transaction"),
        SIDES,
        || by_hand(&|transaction| bare::save_each(transaction, keys(SINGLE, LISTED), "by hand")),
        || {
            let work = store.transaction(ctx, async |tx: Context| {
                for backup in &mut backups {
                    backup.obj_set_context(Some(&tx));
                }
                save_each(&mut backups, "by store").await
            });
            Ok(timed(|| Ok(pollster::block_on(work)?))?.0)
        },
    )?;
    by_turns(
        &format!("conditional_update, {SINGLE} times in one transaction"),
        SIDES,
        || {
            by_hand(&|transaction| {
                bare::swap_each(transaction, keys(SINGLE, LISTED), "available", "deleting")
            })
        },
        || {
            let work = store.transaction(ctx, async |tx: Context| {
                for backup in &mut backups {
                    backup.obj_set_context(Some(&tx));
                }
                swap_each(&mut backups, BackupStatus::Deleting, BackupStatus::Available).await
            });
            Ok(timed(|| Ok(pollster::block_on(work)?))?.0)
        },
    )
}
