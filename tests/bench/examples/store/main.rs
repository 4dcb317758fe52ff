//! The rows of objects against bare rusqlite and plain structs, by turns: new rows of objects and of records, lists, and
//! rows read and written one by one: `cargo run --release -p bench --example store`.
#![allow(clippy::print_stdout, reason = "the times are what it is for")]

mod bare;

use std::error::Error;
use std::time::{Duration, Instant};

use backup_objects::{Backup, BackupImport, BackupStatus};
use rusqlite::Connection;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, JournalMode, Sqlite, Synchronous};

const LISTED: u128 = 100_000;
const IMPORTED: u128 = 10_000;
/// Rows that are read one by one, and written one by one in one transaction.
const SINGLE: u128 = 2_000;
/// Rows that are written in a transaction each, which waits for the disk.
const COMMITTED: u128 = 200;
const TURNS: usize = 5;

fn import(ctx: &Context, number: u128) -> Result<BackupImport, versioned_object_core::Error> {
    let mut import = BackupImport::new(ctx);
    import.set_id(Uuid::from_u128(number))?;
    import.set_user_id("0a9c8b7d6e5f4a3b2c1d0e9f8a7b6c5d")?;
    import.set_project_id("lab")?;
    import.set_volume_id(Uuid::from_u128(number / 3))?;
    import.set_host("backup-node-1@az1")?;
    import.set_availability_zone("nova")?;
    import.set_container("volumebackups")?;
    import.set_service("cinder.backup.drivers.swift.SwiftBackupDriver")?;
    import.set_service_metadata("volume_6ba7b810/20160614102842/az_nova_backup_7d444840")?;
    import.set_display_name("nightly")?;
    import.set("status", "available")?;
    import.set_size(i64::try_from(number % 100).unwrap_or_default())?;
    import.set_object_count(22)?;
    Ok(import)
}

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// How long both sides take, by turns, the least of several times each.
fn compare(
    what: &str,
    mut by_hand: impl FnMut() -> Done<Duration>,
    mut by_store: impl FnMut() -> Done<Duration>,
) -> Done {
    let (mut hand, mut store) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        hand = hand.min(by_hand()?);
        store = store.min(by_store()?);
    }
    println!("{what}: bare {hand:.1?}, store {store:.1?}, {:.2}", store.as_secs_f64() / hand.as_secs_f64());
    Ok(())
}

fn timed<T>(run: impl FnOnce() -> Done<T>) -> Done<(Duration, T)> {
    let start = Instant::now();
    let done = run()?;
    Ok((start.elapsed(), done))
}

fn keys(number: u128) -> impl Iterator<Item = Uuid> {
    // Not in their order.
    (0..number).map(move |nth| Uuid::from_u128(nth * 7919 % LISTED + 1))
}

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
    compare(
        &format!("create_all of {IMPORTED}"),
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
    compare(
        &format!("from_record and create_all of {IMPORTED}"),
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
    compare(
        &format!("list of {LISTED}"),
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
    compare(
        &format!("get_by_id, {SINGLE} times"),
        || Ok(timed(|| bare::get_each(connection, keys(SINGLE)))?.0),
        || Ok(timed(|| get_each(ctx, SINGLE))?.0),
    )?;
    let mut backups = get_each(ctx, COMMITTED)?;
    compare(
        &format!("save, {COMMITTED} times, committed each"),
        || Ok(timed(|| bare::save_each(connection, keys(COMMITTED), "by hand"))?.0),
        || Ok(timed(|| Ok(pollster::block_on(save_each(&mut backups, "by store"))?))?.0),
    )?;
    compare(
        &format!("conditional_update, {COMMITTED} times, committed each"),
        || Ok(timed(|| bare::swap_each(connection, keys(COMMITTED), "available", "deleting"))?.0),
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
    let mut backups = get_each(ctx, SINGLE)?;
    compare(
        &format!("save, {SINGLE} times in one transaction"),
        || by_hand(&|transaction| bare::save_each(transaction, keys(SINGLE), "by hand")),
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
    compare(
        &format!("conditional_update, {SINGLE} times in one transaction"),
        || by_hand(&|transaction| bare::swap_each(transaction, keys(SINGLE), "available", "deleting")),
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

fn get_each(ctx: &Context, number: u128) -> Done<Vec<Backup>> {
    let backups = keys(number).map(|key| pollster::block_on(Backup::get_by_id(ctx, key)));
    Ok(backups.collect::<Result<Vec<_>, _>>()?)
}

async fn save_each(backups: &mut [Backup], name: &str) -> Result<(), versioned_object_core::Error> {
    for backup in backups {
        backup.set_display_name(name)?;
        backup.save().await?;
    }
    Ok(())
}

async fn swap_each(
    backups: &mut [Backup],
    from: BackupStatus,
    to: BackupStatus,
) -> Result<(), versioned_object_core::Error> {
    for backup in backups {
        let update = ConditionalUpdate::new().set(Backup::STATUS, to).expect(Backup::STATUS.eq(from));
        assert!(backup.conditional_update(update).await?);
    }
    Ok(())
}
