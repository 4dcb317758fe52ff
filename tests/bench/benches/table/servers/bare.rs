//! The bare side: sqlx with prepared statements on one connection, and plain structs.

use std::fmt::Write as _;

use backup_objects::BackupImport;
use bench::{COLUMNS, Done, Plain};
use chrono::NaiveDateTime;
use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

/// The columns of a new row.
const INSERTED: [&str; 16] = [
    "id",
    "user_id",
    "project_id",
    "volume_id",
    "host",
    "availability_zone",
    "container",
    "status",
    "display_name",
    "service_metadata",
    "service",
    "size",
    "object_count",
    "num_dependent_backups",
    "created_at",
    "deleted",
];

fn now() -> NaiveDateTime {
    chrono::Utc::now().naive_utc()
}

/// What a bare loop does, on any server.
pub(crate) trait Bare {
    /// All live rows, the newest first.
    fn list(&mut self) -> Done<Vec<Plain>>;
    /// Live rows by their keys, one after the other.
    fn get_each(&mut self, keys: impl Iterator<Item = Uuid>) -> Done<Vec<Plain>>;
    /// Sets the name of each row.
    fn save_each(&mut self, keys: impl Iterator<Item = Uuid>, name: &str) -> Done;
    /// Sets the status of each row if it is as expected.
    fn swap_each(&mut self, keys: impl Iterator<Item = Uuid>, from: &str, to: &str) -> Done;
    /// New rows in one transaction, so many with one statement.
    fn insert(&mut self, imports: &[BackupImport], at_once: usize) -> Done;
    /// Carries out statements.
    fn run(&mut self, text: &str) -> Done;
}

macro_rules! bare {
    ($(#[$doc:meta])* $name:ident, $connection:ty, $row:ty, $place:expr) => {
        $(#[$doc])*
        pub(crate) struct $name {
            runtime: Runtime,
            connection: $connection,
        }

        impl $name {
            pub(crate) fn open(url: &str) -> Done<Self> {
                let runtime = Builder::new_current_thread().enable_all().build()?;
                let connection = runtime.block_on(<$connection>::connect(url))?;
                Ok(Self { runtime, connection })
            }

            fn plain(row: &$row) -> Done<Plain> {
                let mut texts: [Option<String>; 14] = Default::default();
                for (index, place) in texts.iter_mut().enumerate() {
                    *place = row.try_get(index + 4)?;
                }
                Ok(Plain {
                    texts,
                    id: Uuid::parse_str(row.try_get(0)?)?,
                    user_id: row.try_get(1)?,
                    project_id: row.try_get(2)?,
                    volume_id: Uuid::parse_str(row.try_get(3)?)?,
                    numbers: [row.try_get(18)?, row.try_get(19)?, row.try_get(20)?],
                    deleted: row.try_get(21)?,
                    moments: [row.try_get(22)?, row.try_get(23)?, row.try_get(24)?, row.try_get(25)?],
                })
            }

            /// A statement with the placeholders of the server.
            fn text(words: &str) -> AssertSqlSafe<String> {
                let mut text = String::new();
                for (at, part) in words.split('?').enumerate() {
                    if at > 0 {
                        let place: fn(&mut String, usize) = $place;
                        place(&mut text, at);
                    }
                    text.push_str(part);
                }
                AssertSqlSafe(text)
            }
        }

        impl Bare for $name {
            fn list(&mut self) -> Done<Vec<Plain>> {
                let text = Self::text(&format!(
                    "SELECT {COLUMNS} FROM backups WHERE deleted = false ORDER BY created_at DESC, id DESC"
                ));
                let mut all = Vec::new();
                self.runtime.block_on(async {
                    let mut rows = sqlx::query(text).fetch(&mut self.connection);
                    while let Some(row) = std::future::poll_fn(|cx| rows.as_mut().poll_next(cx)).await {
                        all.push(Self::plain(&row?)?);
                    }
                    Ok(all)
                })
            }

            fn get_each(&mut self, keys: impl Iterator<Item = Uuid>) -> Done<Vec<Plain>> {
                let words = format!("SELECT {COLUMNS} FROM backups WHERE id = ? AND deleted = false");
                let mut all = Vec::new();
                self.runtime.block_on(async {
                    for key in keys {
                        let found = sqlx::query(Self::text(&words)).bind(key.to_string());
                        all.push(Self::plain(&found.fetch_one(&mut self.connection).await?)?);
                    }
                    Ok(all)
                })
            }

            fn save_each(&mut self, keys: impl Iterator<Item = Uuid>, name: &str) -> Done {
                let words = "UPDATE backups SET display_name = ?, updated_at = ? WHERE id = ? AND deleted = false";
                self.runtime.block_on(async {
                    for key in keys {
                        let update = sqlx::query(Self::text(words)).bind(name).bind(now()).bind(key.to_string());
                        assert_eq!(update.execute(&mut self.connection).await?.rows_affected(), 1);
                    }
                    Ok(())
                })
            }

            fn swap_each(&mut self, keys: impl Iterator<Item = Uuid>, from: &str, to: &str) -> Done {
                let words = "UPDATE backups SET status = ?, updated_at = ? \
                    WHERE id = ? AND status = ? AND deleted = false";
                self.runtime.block_on(async {
                    for key in keys {
                        let update = sqlx::query(Self::text(words)).bind(to).bind(now());
                        let update = update.bind(key.to_string()).bind(from);
                        assert_eq!(update.execute(&mut self.connection).await?.rows_affected(), 1);
                    }
                    Ok(())
                })
            }

            fn insert(&mut self, imports: &[BackupImport], at_once: usize) -> Done {
                let row = format!("({})", ["?"; INSERTED.len()].join(", "));
                self.runtime.block_on(async {
                    let mut transaction = self.connection.begin().await?;
                    for chunk in imports.chunks(at_once) {
                        let rows = vec![&*row; chunk.len()].join(", ");
                        let columns = INSERTED.join(", ");
                        let text = Self::text(&format!("INSERT INTO backups ({columns}) VALUES {rows}"));
                        let mut insert = sqlx::query(text);
                        for import in chunk {
                            insert = insert
                                .bind(import.id()?.to_string())
                                .bind(import.user_id()?)
                                .bind(import.project_id()?)
                                .bind(import.volume_id()?.to_string())
                                .bind(import.host()?)
                                .bind(import.availability_zone()?)
                                .bind(import.container()?)
                                .bind("available")
                                .bind(import.display_name()?)
                                .bind(import.service_metadata()?)
                                .bind(import.service()?)
                                .bind(import.size()?)
                                .bind(import.object_count()?)
                                .bind(0_i64)
                                .bind(now())
                                .bind(false);
                        }
                        insert.execute(&mut *transaction).await?;
                    }
                    Ok(transaction.commit().await?)
                })
            }

            fn run(&mut self, text: &str) -> Done {
                let text = AssertSqlSafe(text.to_owned());
                self.runtime.block_on(sqlx::raw_sql(text).execute(&mut self.connection))?;
                Ok(())
            }
        }
    };
}

bare! {
    /// PostgreSQL.
    Postgres, sqlx::PgConnection, sqlx::postgres::PgRow, |text, at| text.extend(["$", &at.to_string()])
}

bare! {
    /// MariaDB.
    MariaDb, sqlx::MySqlConnection, sqlx::mysql::MySqlRow, |text, _| text.push('?')
}

impl Postgres {
    /// New rows, in the form that PostgreSQL reads fastest.
    pub(crate) fn copy(&mut self, imports: &[BackupImport]) -> Done {
        let mut text = String::new();
        for import in imports {
            let null = |value: Option<&str>| value.unwrap_or("\\N").to_owned();
            writeln!(
                text,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\tavailable\t{}\t{}\t{}\t{}\t{}\t0\t{}\tf",
                import.id()?,
                import.user_id()?,
                import.project_id()?,
                import.volume_id()?,
                null(import.host()?),
                null(import.availability_zone()?),
                null(import.container()?),
                null(import.display_name()?),
                null(import.service_metadata()?),
                null(import.service()?),
                import.size()?.unwrap_or_default(),
                import.object_count()?.unwrap_or_default(),
                now().format("%Y-%m-%d %H:%M:%S%.6f"),
            )?;
        }
        let statement = format!("COPY backups ({}) FROM STDIN", INSERTED.join(", "));
        self.runtime.block_on(async {
            let mut copy = self.connection.copy_in_raw(&statement).await?;
            copy.send(text.as_bytes()).await?;
            copy.finish().await?;
            Ok(())
        })
    }
}
