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

/// A store on a table as Cinder's migrations make it.
async fn cinders(database: &Database, moment: &str) -> Result<Store> {
    let store = database.store();
    let options = if database.kind == Kind::MariaDb { " CHARACTER SET utf8mb3" } else { "" };
    store.run(Access::Write, vec![Step::new(table(moment, options), Vec::new())]).await?;
    store.check_table::<Backup>().await?;
    Ok(store)
}

#[test]
fn times_are_those_of_the_row_where_its_columns_have_no_fractions() {
    for kind in Kind::servers() {
        let moment = if kind == Kind::MariaDb { "DATETIME" } else { "TIMESTAMP(0) WITHOUT TIME ZONE" };
        let database = Database::new(kind);
        block_on(async {
            let store = cinders(&database, moment).await?;
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

/// Three-byte UTF-8 has no letters of four, and PostgreSQL no null characters.
#[test]
fn what_no_row_can_have_is_looked_for_in_vain() {
    for kind in Kind::all() {
        let moment = if kind == Kind::Postgres { "TIMESTAMP WITHOUT TIME ZONE" } else { "DATETIME" };
        let database = Database::new(kind);
        block_on(async {
            let store = cinders(&database, moment).await?;
            let ctx = Context::builder().user_id("u").project_id("p").store(&store).build();
            for name in [Some("a"), Some("A"), None] {
                let mut backup = Backup::builder().user_id("u").project_id("p").volume_id(Uuid::nil());
                if let Some(name) = name {
                    backup = backup.display_name(name);
                }
                backup.build(&ctx)?.create().await?;
            }
            let mut named =
                Backup::list(&ctx, &Query::new().filter(Backup::DISPLAY_NAME.eq("a"))).await?.objects;
            for text in ["\u{1f600}", "a\u{1f600}", "a\0", "\0"] {
                let mut conditions = vec![
                    (Backup::DISPLAY_NAME.eq(text), 0),
                    (Backup::DISPLAY_NAME.is_in([text, "a"]), 1),
                    (Backup::DISPLAY_NAME.ne(text), 3),
                ];
                // A pattern of SQLite ends at a null character.
                if kind != Kind::Sqlite || !text.contains('\0') {
                    conditions.push((Backup::DISPLAY_NAME.contains(text), 0));
                }
                for (condition, count) in conditions {
                    let found = Backup::list(&ctx, &Query::new().filter(condition)).await?;
                    assert_eq!(found.len(), count, "{kind:?}, {text:?}");
                }
                let update =
                    ConditionalUpdate::new().set(Backup::SIZE, 1).expect(Backup::DISPLAY_NAME.eq(text));
                assert!(!named[0].conditional_update(update).await?, "{kind:?}, {text:?}");
                assert!(!Backup::exists(&ctx, text).await?, "{kind:?}, {text:?}");
            }
            Ok::<(), Error>(())
        })
        .unwrap();
    }
}
