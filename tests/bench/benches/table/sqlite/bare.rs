//! The bare side: rusqlite with prepared statements, and plain structs.

use backup_objects::BackupImport;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bench::{COLUMNS, Done, Plain};
use rusqlite::{Connection, params};
use versioned_object_core::prelude::*;

fn plain(row: &rusqlite::Row<'_>) -> Done<Plain> {
    let moment = |text: Option<&str>| {
        text.and_then(|text| chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok())
    };
    let text = |index: usize| row.get_ref(index).map(|value| value.as_str_or_null().unwrap_or_default());
    let owned = |index: usize| text(index).map(|text| text.map(str::to_owned));
    let mut texts: [Option<String>; 14] = Default::default();
    for (index, place) in texts.iter_mut().enumerate() {
        *place = owned(index + 4)?;
    }
    Ok(Plain {
        texts,
        id: Uuid::parse_str(text(0)?.unwrap_or_default())?,
        user_id: owned(1)?.unwrap_or_default(),
        project_id: owned(2)?.unwrap_or_default(),
        volume_id: Uuid::parse_str(text(3)?.unwrap_or_default())?,
        numbers: [row.get(18)?, row.get(19)?, row.get(20)?],
        deleted: row.get(21)?,
        moments: [moment(text(22)?), moment(text(23)?), moment(text(24)?), moment(text(25)?)],
    })
}

/// All live rows, the newest first.
pub(crate) fn list(connection: &Connection) -> Done<Vec<Plain>> {
    let mut statement = connection.prepare(&format!(
        "SELECT {COLUMNS} FROM backups WHERE deleted = 0 ORDER BY created_at DESC, id DESC"
    ))?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(plain(row)?);
    }
    Ok(all)
}

/// Live rows by their keys, one after the other.
pub(crate) fn get_each(connection: &Connection, keys: impl Iterator<Item = Uuid>) -> Done<Vec<Plain>> {
    let mut statement =
        connection.prepare(&format!("SELECT {COLUMNS} FROM backups WHERE id = ? AND deleted = 0"))?;
    let mut all = Vec::new();
    for key in keys {
        let mut rows = statement.query([key.to_string()])?;
        let row = rows.next()?.ok_or("no row")?;
        all.push(plain(row)?);
    }
    Ok(all)
}

/// Sets the name of each row.
pub(crate) fn save_each(connection: &Connection, keys: impl Iterator<Item = Uuid>, name: &str) -> Done {
    let mut statement = connection
        .prepare("UPDATE backups SET display_name = ?, updated_at = ? WHERE id = ? AND deleted = 0")?;
    for key in keys {
        assert_eq!(statement.execute(params![name, now(), key.to_string()])?, 1);
    }
    Ok(())
}

/// Sets the status of each row if it is as expected.
pub(crate) fn swap_each(
    connection: &Connection,
    keys: impl Iterator<Item = Uuid>,
    from: &str,
    to: &str,
) -> Done {
    let mut statement = connection.prepare(
        "UPDATE backups SET status = ?, updated_at = ? WHERE id = ? AND status = ? AND deleted = 0",
    )?;
    for key in keys {
        assert_eq!(statement.execute(params![to, now(), key.to_string(), from])?, 1);
    }
    Ok(())
}

/// A moment as SQLAlchemy writes it.
fn now() -> String {
    chrono::Utc::now().format("%Y-%m-%d %H:%M:%S%.6f").to_string()
}

/// New rows of objects, in one transaction.
pub(crate) fn insert(connection: &mut Connection, imports: &[BackupImport]) -> Done {
    let transaction = connection.transaction()?;
    {
        let mut statement = transaction.prepare_cached(
            "INSERT INTO backups (id, user_id, project_id, volume_id, host, availability_zone, container, status, \
             display_name, service_metadata, service, size, object_count, num_dependent_backups, created_at, deleted) \
             VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        )?;
        for import in imports {
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
                now(),
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

/// New rows of records, in one transaction.
pub(crate) fn insert_records(connection: &mut Connection, records: &[String]) -> Done {
    let transaction = connection.transaction()?;
    {
        let mut statement = transaction.prepare_cached(
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
