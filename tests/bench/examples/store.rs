//! `list` of 100,000 rows against a bare rusqlite loop into a plain struct, and `create_all` of 10,000 against bare
//! inserts, of objects and of records: `cargo run --release -p bench --example store`.
#![allow(clippy::print_stdout, reason = "the times are what it is for")]

use std::error::Error;
use std::time::{Duration, Instant};

use backup_objects::{Backup, BackupImport};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::{Connection, params};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{JournalMode, Sqlite, Synchronous};

const LISTED: u128 = 100_000;
const IMPORTED: u128 = 10_000;

/// A row without anything around it.
#[allow(dead_code, reason = "read to be held")]
struct Plain {
    texts: [Option<String>; 14],
    id: Uuid,
    user_id: String,
    project_id: String,
    volume_id: Uuid,
    numbers: [Option<i64>; 3],
    deleted: Option<bool>,
    moments: [Option<chrono::NaiveDateTime>; 4],
}

const COLUMNS: &str = "id, user_id, project_id, volume_id, host, availability_zone, container, parent_id, status, \
    fail_reason, display_name, display_description, service_metadata, service, temp_volume_id, temp_snapshot_id, \
    snapshot_id, restore_volume_id, size, object_count, num_dependent_backups, deleted, data_timestamp, created_at, \
    updated_at, deleted_at";

fn plain(connection: &Connection) -> Result<Vec<Plain>, Box<dyn Error>> {
    let mut statement = connection.prepare(&format!(
        "SELECT {COLUMNS} FROM backups WHERE deleted = 0 ORDER BY created_at DESC, id DESC"
    ))?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    let moment = |text: Option<&str>| {
        text.and_then(|text| chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok())
    };
    while let Some(row) = rows.next()? {
        let text = |index: usize| row.get_ref(index).map(|value| value.as_str_or_null().unwrap_or_default());
        let owned = |index: usize| text(index).map(|text| text.map(str::to_owned));
        let mut texts: [Option<String>; 14] = Default::default();
        for (index, place) in texts.iter_mut().enumerate() {
            *place = owned(index + 4)?;
        }
        all.push(Plain {
            texts,
            id: Uuid::parse_str(text(0)?.unwrap_or_default())?,
            user_id: owned(1)?.unwrap_or_default(),
            project_id: owned(2)?.unwrap_or_default(),
            volume_id: Uuid::parse_str(text(3)?.unwrap_or_default())?,
            numbers: [row.get(18)?, row.get(19)?, row.get(20)?],
            deleted: row.get(21)?,
            moments: [moment(text(22)?), moment(text(23)?), moment(text(24)?), moment(text(25)?)],
        });
    }
    Ok(all)
}

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

fn bare(connection: &mut Connection, imports: &[BackupImport]) -> Result<(), Box<dyn Error>> {
    let transaction = connection.transaction()?;
    {
        let mut statement = transaction.prepare(
            "INSERT INTO backups (id, user_id, project_id, volume_id, host, availability_zone, container, status, \
             display_name, service_metadata, service, size, object_count, num_dependent_backups, created_at, deleted) \
             VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        )?;
        for import in imports {
            let now = chrono::Utc::now().format("%Y-%m-%d %H:%M:%S%.6f").to_string();
            statement.execute(params![
                import.id()?.to_string(),
                import.user_id()?,
                import.project_id()?,
                import.volume_id()?.to_string(),
                import.host()?,
                import.availability_zone()?,
                import.container()?,
                "available",
                import.display_name()?,
                import.service_metadata()?,
                import.service()?,
                import.size()?,
                import.object_count()?,
                0,
                now,
                false,
            ])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// A record, without anything around it.
#[derive(serde::Deserialize)]
struct PlainRecord {
    id: Uuid,
    user_id: String,
    project_id: String,
    volume_id: Uuid,
    host: Option<String>,
    availability_zone: Option<String>,
    container: Option<String>,
    parent_id: Option<String>,
    status: Option<String>,
    fail_reason: Option<String>,
    size: Option<i64>,
    display_name: Option<String>,
    display_description: Option<String>,
    service_metadata: Option<String>,
    service: Option<String>,
    object_count: Option<i64>,
    temp_volume_id: Option<String>,
    temp_snapshot_id: Option<String>,
    num_dependent_backups: Option<i64>,
    snapshot_id: Option<String>,
    data_timestamp: Option<chrono::DateTime<chrono::FixedOffset>>,
    restore_volume_id: Option<String>,
    created_at: Option<chrono::DateTime<chrono::FixedOffset>>,
}

fn bare_records(connection: &mut Connection, records: &[String]) -> Result<(), Box<dyn Error>> {
    let transaction = connection.transaction()?;
    {
        let mut statement = transaction.prepare(
            "INSERT INTO backups (id, user_id, project_id, volume_id, host, availability_zone, container, parent_id, \
             status, fail_reason, size, display_name, display_description, service_metadata, service, object_count, \
             temp_volume_id, temp_snapshot_id, num_dependent_backups, snapshot_id, data_timestamp, \
             restore_volume_id, created_at, deleted) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        )?;
        let text = |moment: chrono::DateTime<chrono::FixedOffset>| {
            moment.naive_utc().format("%Y-%m-%d %H:%M:%S%.6f").to_string()
        };
        for record in records {
            let record: PlainRecord = serde_json::from_slice(&STANDARD.decode(record)?)?;
            statement.execute(params![
                record.id.to_string(),
                record.user_id,
                record.project_id,
                record.volume_id.to_string(),
                record.host,
                record.availability_zone,
                record.container,
                record.parent_id,
                record.status,
                record.fail_reason,
                record.size,
                record.display_name,
                record.display_description,
                record.service_metadata,
                record.service,
                record.object_count,
                record.temp_volume_id,
                record.temp_snapshot_id,
                record.num_dependent_backups,
                record.snapshot_id,
                record.data_timestamp.map(text),
                record.restore_volume_id,
                record.created_at.map(text),
                false,
            ])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// The least of several times.
fn least(
    times: usize,
    mut run: impl FnMut() -> Result<Duration, Box<dyn Error>>,
) -> Result<Duration, Box<dyn Error>> {
    let mut all = (0..times).map(|_| run()).collect::<Result<Vec<_>, _>>()?;
    all.sort();
    Ok(all[0])
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("bench-store-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("db.sqlite");
    // Both sides alike: a log, and every commit on the disk.
    let store = Sqlite::file(&path).journal_mode(JournalMode::Wal).synchronous(Synchronous::Full).open()?;
    let ctx = Context::builder().is_admin(true).store(&store).build();
    let fresh = || pollster::block_on(store.create_table::<Backup>());
    fresh()?;
    let mut connection = Connection::open(&path)?;
    connection.pragma_update(None, "synchronous", "full")?;
    let imports = (1..=IMPORTED).map(|number| import(&ctx, number)).collect::<Result<Vec<_>, _>>()?;

    let by_hand = least(5, || {
        connection.execute("DELETE FROM backups", [])?;
        let start = Instant::now();
        bare(&mut connection, &imports)?;
        Ok(start.elapsed())
    })?;
    let by_store = least(5, || {
        connection.execute("DELETE FROM backups", [])?;
        let imports = imports.clone();
        let start = Instant::now();
        pollster::block_on(BackupImport::create_all(&ctx, imports))?;
        Ok(start.elapsed())
    })?;
    println!(
        "import of {IMPORTED}: bare {by_hand:?}, create_all {by_store:?}, {:.2}",
        by_store.as_secs_f64() / by_hand.as_secs_f64()
    );

    let backups = pollster::block_on(Backup::list(&ctx, &Query::new()))?;
    let records = backups
        .iter()
        .map(|backup| backup.encode_record(&[] as &[(&str, Value)]))
        .collect::<Result<Vec<_>, _>>()?;
    let by_hand = least(5, || {
        connection.execute("DELETE FROM backups", [])?;
        let start = Instant::now();
        bare_records(&mut connection, &records)?;
        Ok(start.elapsed())
    })?;
    let by_store = least(5, || {
        connection.execute("DELETE FROM backups", [])?;
        let start = Instant::now();
        let imports = records.iter().map(|record| BackupImport::from_record(record));
        let imports = imports.collect::<Result<Vec<_>, _>>()?;
        pollster::block_on(BackupImport::create_all(&ctx, imports))?;
        Ok(start.elapsed())
    })?;
    println!(
        "records of {IMPORTED}: bare {by_hand:?}, from_record and create_all {by_store:?}, {:.2}",
        by_store.as_secs_f64() / by_hand.as_secs_f64()
    );

    connection.execute("DELETE FROM backups", [])?;
    for chunk in 0..LISTED / IMPORTED {
        let numbers = chunk * IMPORTED + 1..=(chunk + 1) * IMPORTED;
        let imports = numbers.map(|number| import(&ctx, number)).collect::<Result<Vec<_>, _>>()?;
        pollster::block_on(BackupImport::create_all(&ctx, imports))?;
    }
    let by_hand = least(5, || {
        let start = Instant::now();
        let rows = plain(&connection)?;
        let time = start.elapsed();
        assert_eq!(rows.len() as u128, LISTED);
        Ok(time)
    })?;
    let by_store = least(5, || {
        let start = Instant::now();
        let rows = pollster::block_on(Backup::list(&ctx, &Query::new()))?;
        let time = start.elapsed();
        assert_eq!(rows.len() as u128, LISTED);
        Ok(time)
    })?;
    println!(
        "list of {LISTED}: bare {by_hand:?}, list {by_store:?}, {:.2}",
        by_store.as_secs_f64() / by_hand.as_secs_f64()
    );
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
