//! Tables as Cinder's migrations make them on servers, and what is different there from the tables that the store makes.
#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use backup_objects::{Backup, BackupImport};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, ConditionalUpdate, Step};

/// The table, with moments of a type and texts of another character set, as Cinder's migrations make it.
fn table(moment: &str, options: &str) -> String {
    let columns: Vec<_> = Backup::descriptor()
        .fields()
        .map(|field| match field.name {
            "id" | "volume_id" => format!("{} VARCHAR(36) NOT NULL", field.name),
            "deleted" => "deleted BOOLEAN".to_owned(),
            "size" | "object_count" | "num_dependent_backups" => format!("{} INTEGER", field.name),
            "created_at" | "updated_at" | "deleted_at" | "data_timestamp" => {
                format!("{} {moment}", field.name)
            }
            name => format!("{name} VARCHAR(255)"),
        })
        .collect();
    let columns = columns.join(", ");
    format!("CREATE TABLE backups ({columns}, encryption_key_id VARCHAR(36), PRIMARY KEY (id)){options}")
}

fn primitive(backup: &Backup) -> Vec<String> {
    Backup::descriptor().fields().map(|field| format!("{:?}", backup.obj_get(field.name).unwrap())).collect()
}

/// Whether an object says of its row what the row says.
async fn is_as_its_row(backup: &Backup, after: &str) -> Result<()> {
    let mut read = backup.clone();
    read.obj_as_admin()?.as_read_deleted(ReadDeleted::Yes)?.refresh().await?;
    assert_eq!(primitive(backup), primitive(&read), "after {after}");
    Ok(())
}

#[test]
fn times_are_those_of_the_row_where_its_columns_have_no_fractions() {
    for kind in Kind::servers() {
        let sql = match kind {
            Kind::MariaDb => table("DATETIME", " CHARACTER SET utf8mb3"),
            _ => table("TIMESTAMP(0) WITHOUT TIME ZONE", ""),
        };
        let database = Database::new(kind);
        let store = database.store();
        block_on(async {
            store.run(Access::Write, vec![Step::new(sql, Vec::new())]).await?;
            store.check_table::<Backup>().await?;
            // Half a second and more is the next second where a database rounds.
            let now: DateTime<Utc> = "2026-11-29T10:00:00.75Z".parse().unwrap();
            let ctx =
                Context::builder().user_id("u").project_id("p").store(&store).clock(move || now).build();
            let mut backup =
                Backup::builder().user_id("u").project_id("p").volume_id(Uuid::nil()).build(&ctx)?;
            backup.create().await?;
            is_as_its_row(&backup, "create").await?;
            backup.set_size(1)?;
            backup.save().await?;
            is_as_its_row(&backup, "save").await?;
            assert!(backup.conditional_update(ConditionalUpdate::new().set(Backup::SIZE, 2)).await?);
            is_as_its_row(&backup, "conditional_update").await?;
            assert!(
                backup
                    .conditional_update(ConditionalUpdate::new().set(Backup::SIZE, 3).expect_unchanged())
                    .await?
            );
            backup.destroy().await?;
            is_as_its_row(&backup, "destroy").await?;
            let mut other = BackupImport::new(&ctx);
            other.set_user_id("u")?;
            other.set_project_id("p")?;
            other.set_volume_id(Uuid::nil())?;
            for made in BackupImport::create_all(&ctx, vec![other]).await? {
                is_as_its_row(&made.promote(), "create_all").await?;
            }
            Ok::<(), Error>(())
        })
        .unwrap();
    }
}
