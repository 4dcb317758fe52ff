//! The rows of objects against bare rusqlite and plain structs: new rows of objects and of records, lists, and rows read
//! and written one by one.

mod bare;

use std::cell::{Cell, RefCell};

use backup_objects::{Backup, BackupImport, BackupStatus};
use bench::{Done, get_each, import, keys, save_each, swap_each, timed};
use rusqlite::Connection;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{JournalMode, Sqlite, Synchronous};

use crate::{Bench, deep};

const LISTED: u128 = 100_000;
const IMPORTED: u128 = 10_000;
/// Rows that are read one by one, and written one by one in one transaction.
const SINGLE: u128 = 2_000;
/// Rows that are written in a transaction each, which waits for the disk.
const COMMITTED: u128 = 200;
/// The names of a case.
const fn case(name: &str) -> [&str; 3] {
    ["sqlite", name, "rusqlite"]
}

pub(crate) fn all(bench: &mut Bench) -> Done {
    let folder = std::env::temp_dir().join(format!("bench-store-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("db.sqlite");
    // Both sides alike: a log, and every commit on the disk.
    let store = Sqlite::file(&path).journal_mode(JournalMode::Wal).synchronous(Synchronous::Full).open()?;
    let ctx = Context::builder().is_admin(true).store(&store).build();
    pollster::block_on(store.create_table::<Backup>())?;
    let mut connection = Connection::open(&path)?;
    connection.pragma_update(None, "synchronous", "full")?;
    if deep::is_wanted(bench, "sqlite") {
        for text in deep::rows(store.backend()) {
            connection.execute_batch(&text)?;
        }
        // Of a tenth: each connection keeps 8 MB of pages, which a hundredth does not fill.
        deep::stream(bench, "sqlite", &ctx, 10)?;
        deep::pages(bench, "sqlite", &ctx)?;
        connection.execute("DELETE FROM backups", [])?;
    }
    new_rows(bench, &ctx, &mut connection)?;
    create(bench, &ctx, &mut connection)?;

    connection.execute("DELETE FROM backups", [])?;
    for chunk in 0..LISTED / IMPORTED {
        let numbers = chunk * IMPORTED + 1..=(chunk + 1) * IMPORTED;
        let imports = numbers.map(|number| import(&ctx, number)).collect::<Result<Vec<_>, _>>()?;
        pollster::block_on(BackupImport::create_all(&ctx, imports))?;
    }
    lists(bench, &ctx, &connection)?;
    single_rows(bench, &ctx, &connection)?;
    one_transaction(bench, &ctx, &store, &mut connection)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

fn new_rows(bench: &mut Bench, ctx: &Context, connection: &mut Connection) -> Done {
    let connection = RefCell::new(connection);
    let empty = || connection.borrow().execute("DELETE FROM backups", []);
    let imports = (1..=IMPORTED).map(|number| import(ctx, number)).collect::<Result<Vec<_>, _>>()?;
    let create_all = |imports| Ok(pollster::block_on(BackupImport::create_all(ctx, imports))?);
    bench.turns(
        case("`create_all` of 10,000"),
        1,
        || {
            empty()?;
            let imports = imports.clone();
            Ok(timed(|| create_all(imports))?.0)
        },
        || {
            empty()?;
            Ok(timed(|| bare::insert(&mut connection.borrow_mut(), &imports))?.0)
        },
    )?;
    empty()?;
    create_all(imports)?;
    let backups = pollster::block_on(Backup::list(ctx, &Query::new()))?;
    let record = |backup: &Backup| backup.encode_record(&[] as &[(&str, Value)]);
    let records = backups.iter().map(record).collect::<Result<Vec<_>, _>>()?;
    bench.turns(
        case("10,000 records, decoded and stored"),
        1,
        || {
            empty()?;
            let (time, _) = timed(|| {
                let imports = records.iter().map(|record| BackupImport::from_record(record));
                create_all(imports.collect::<Result<Vec<_>, _>>()?)
            })?;
            Ok(time)
        },
        || {
            empty()?;
            Ok(timed(|| bare::insert_records(&mut connection.borrow_mut(), &records))?.0)
        },
    )?;
    empty()?;
    Ok(())
}

/// One by one, each in a transaction of its own.
fn create(bench: &mut Bench, ctx: &Context, connection: &mut Connection) -> Done {
    // Each row is another, and keys begin with digits of their own, as those do that nobody has chosen.
    const SPREAD: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
    let number = Cell::new(0_u128);
    let imports = || {
        let numbers = number.get() + 1..=number.get() + COMMITTED;
        number.set(*numbers.end());
        numbers.map(|number| import(ctx, number.wrapping_mul(SPREAD))).collect::<Result<Vec<_>, _>>()
    };
    bench.turns(
        case("`create`, committed each"),
        COMMITTED,
        || {
            let mut imports = imports()?;
            let mut create = || imports.iter_mut().try_for_each(|import| pollster::block_on(import.create()));
            Ok(timed(|| Ok(create()?))?.0)
        },
        || {
            let imports = imports()?;
            Ok(timed(|| imports.chunks(1).try_for_each(|import| bare::insert(connection, import)))?.0)
        },
    )
}

fn lists(bench: &mut Bench, ctx: &Context, connection: &Connection) -> Done {
    bench.turns(
        case("list 100,000"),
        1,
        || {
            let (time, rows) = timed(|| Ok(pollster::block_on(Backup::list(ctx, &Query::new()))?))?;
            assert_eq!(rows.len() as u128, LISTED);
            Ok(time)
        },
        || {
            let (time, rows) = timed(|| bare::list(connection))?;
            assert_eq!(rows.len() as u128, LISTED);
            Ok(time)
        },
    )
}

/// Each by itself: ours goes to the thread of the database and back.
fn single_rows(bench: &mut Bench, ctx: &Context, connection: &Connection) -> Done {
    bench.turns(
        case("`get_by_id`"),
        SINGLE,
        || Ok(timed(|| get_each(ctx, keys(SINGLE, LISTED)))?.0),
        || Ok(timed(|| bare::get_each(connection, keys(SINGLE, LISTED)))?.0),
    )?;
    let mut backups = get_each(ctx, keys(COMMITTED, LISTED))?;
    bench.turns(
        case("`save`, committed each"),
        COMMITTED,
        || Ok(timed(|| Ok(pollster::block_on(save_each(&mut backups, "by store"))?))?.0),
        || Ok(timed(|| bare::save_each(connection, keys(COMMITTED, LISTED), "by hand"))?.0),
    )?;
    bench.turns(
        case("`conditional_update`, committed each"),
        COMMITTED,
        || {
            let back = swap_each(&mut backups, BackupStatus::Deleting, BackupStatus::Available);
            Ok(timed(|| Ok(pollster::block_on(back)?))?.0)
        },
        || Ok(timed(|| bare::swap_each(connection, keys(COMMITTED, LISTED), "available", "deleting"))?.0),
    )
}

/// Many in one transaction, so that the disk is waited for once.
fn one_transaction(bench: &mut Bench, ctx: &Context, store: &Store, connection: &mut Connection) -> Done {
    let connection = RefCell::new(connection);
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
    bench.turns(
        case("`save`, 2,000 in one transaction"),
        SINGLE,
        || {
            let work = store.transaction(ctx, async |tx: Context| {
                for backup in &mut backups {
                    backup.obj_set_context(Some(&tx));
                }
                save_each(&mut backups, "by store").await
            });
            Ok(timed(|| Ok(pollster::block_on(work)?))?.0)
        },
        || by_hand(&|transaction| bare::save_each(transaction, keys(SINGLE, LISTED), "by hand")),
    )?;
    bench.turns(
        case("`conditional_update`, 2,000 in one transaction"),
        SINGLE,
        || {
            let work = store.transaction(ctx, async |tx: Context| {
                for backup in &mut backups {
                    backup.obj_set_context(Some(&tx));
                }
                swap_each(&mut backups, BackupStatus::Deleting, BackupStatus::Available).await
            });
            Ok(timed(|| Ok(pollster::block_on(work)?))?.0)
        },
        || {
            by_hand(&|transaction| {
                bare::swap_each(transaction, keys(SINGLE, LISTED), "available", "deleting")
            })
        },
    )
}
