//! `db.json`: what Cinder's database layer answered on SQLite.

mod lists;
mod rules;
mod scenarios;

use std::sync::{Arc, Mutex};

use databases::{Database, Kind};
use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, ColumnValue, Sqlite, Step};

use crate::report::Report;
use crate::{exceptions, values};

pub(crate) fn run(report: &mut Report) {
    run_on(Kind::Sqlite, report);
}

pub(crate) fn run_postgres(report: &mut Report) {
    run_on(Kind::Postgres, report);
}

pub(crate) fn run_mariadb(report: &mut Report) {
    run_on(Kind::MariaDb, report);
}

/// Why a run is left out.
pub(crate) fn missing(run: &str) -> Option<&'static str> {
    let kind = match run {
        "db-postgres" => Kind::Postgres,
        "db-mariadb" => Kind::MariaDb,
        _ => return None,
    };
    (!kind.is_there()).then_some("no server of tests/services runs")
}

fn run_on(kind: Kind, report: &mut Report) {
    let place = Place::new(kind);
    lists::run(&place, report);
    scenarios::run(&place, report);
}

/// A database in which the rows of a case are.
struct Place {
    kind: Kind,
    /// Of a server: it and its table are made once, and emptied for each case.
    made: Option<(Store, Database)>,
}

impl Place {
    fn new(kind: Kind) -> Self {
        let made = (kind != Kind::Sqlite).then(|| {
            let database = Database::new(kind);
            (database.store(), database)
        });
        Self { kind, made }
    }

    /// The table as Cinder 29 makes it. SQLite, which gave the answers, has no limit to a text.
    fn table(&self) -> String {
        let unlimited = TABLE.replace("fail_reason VARCHAR(255)", "fail_reason VARCHAR(1000)");
        match self.kind {
            Kind::Sqlite => TABLE.to_owned(),
            Kind::Postgres => unlimited.replace("DATETIME", "TIMESTAMP WITHOUT TIME ZONE"),
            Kind::MariaDb => {
                format!("{} CHARACTER SET utf8mb3", unlimited.replace("DATETIME", "DATETIME(6)"))
            }
        }
    }

    fn mark(&self, number: usize) -> String {
        if self.kind == Kind::Postgres { format!("${number}") } else { "?".to_owned() }
    }

    /// A database with these rows, none of which our own code has written.
    fn database(&self, rows: &[Json]) -> Result<Store> {
        let store = match &self.made {
            Some((store, _)) => store.clone(),
            None => Sqlite::in_memory().open()?,
        };
        let mut steps =
            vec![Step::new(self.table(), Vec::new()), Step::new("DELETE FROM backups", Vec::new())];
        for row in rows.iter().filter_map(Json::as_object) {
            let columns: Vec<_> = row.keys().map(String::as_str).collect();
            let (mut marks, mut values) = (Vec::new(), Vec::new());
            for (column, value) in row {
                if value.is_null() {
                    marks.push("NULL".to_owned());
                    continue;
                }
                values.push(self.parameter(column, value));
                marks.push(self.mark(values.len()));
            }
            let sql = format!("INSERT INTO backups ({}) VALUES ({})", columns.join(", "), marks.join(", "));
            steps.push(Step::new(sql, values));
        }
        pollster::block_on(store.run(Access::Write, steps))?;
        Ok(store)
    }

    fn parameter(&self, column: &str, value: &Json) -> sea_query::Value {
        use sea_query::Value;
        let is_moment = MOMENTS.contains(&column);
        match value {
            Json::Bool(truth) => Value::Bool(Some(*truth)),
            Json::Number(number) => Value::BigInt(number.as_i64()),
            Json::String(text) if is_moment && self.kind == Kind::Sqlite => {
                Value::String(Some(text.replace('T', " ")))
            }
            Json::String(text) if is_moment => Value::ChronoDateTime(text.parse().ok()),
            Json::String(text) => Value::String(Some(text.clone())),
            _ => Value::String(None),
        }
    }
}

/// The table as Cinder 29 makes it: with a column that Backup 1.4 does not know, and nullable where 1.4 is not.
const TABLE: &str = "CREATE TABLE IF NOT EXISTS backups (
    id VARCHAR(36) NOT NULL, user_id VARCHAR(255), project_id VARCHAR(255), volume_id VARCHAR(36) NOT NULL,
    host VARCHAR(255), availability_zone VARCHAR(255), display_name VARCHAR(255), display_description VARCHAR(255),
    container VARCHAR(255), parent_id VARCHAR(36), status VARCHAR(255), fail_reason VARCHAR(255),
    service_metadata VARCHAR(255), service VARCHAR(255), size INTEGER, object_count INTEGER,
    temp_volume_id VARCHAR(36), temp_snapshot_id VARCHAR(36), num_dependent_backups INTEGER, snapshot_id VARCHAR(36),
    data_timestamp DATETIME, restore_volume_id VARCHAR(36), encryption_key_id VARCHAR(36), deleted_at DATETIME,
    deleted BOOLEAN, created_at DATETIME, updated_at DATETIME, PRIMARY KEY (id))";

/// The columns that hold a moment.
const MOMENTS: [&str; 4] = ["data_timestamp", "created_at", "updated_at", "deleted_at"];

/// A row, by column.
type Row = serde_json::Map<String, Json>;

/// Every row, by id, in the form of the file.
fn rows(store: &Store) -> Result<Vec<Row>> {
    let columns: Vec<_> = backup_objects::Backup::descriptor().fields().map(|field| field.name).collect();
    let found = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&found);
    let sql = format!("SELECT {} FROM backups ORDER BY id", columns.join(", "));
    let step = Step::new(sql, Vec::new()).rows(move |row| {
        let mut map = Row::new();
        for (index, column) in columns.iter().enumerate() {
            let value = match row.get(index)? {
                ColumnValue::DateTime(moment) => moment.format("%Y-%m-%dT%H:%M:%S%.6f").to_string().into(),
                ColumnValue::Bool(truth) => truth.into(),
                ColumnValue::Text(text) if MOMENTS.contains(column) => text.replace(' ', "T").into(),
                ColumnValue::Text(text) => text.into(),
                ColumnValue::Int(number) if *column == "deleted" => (number != 0).into(),
                ColumnValue::Int(number) => number.into(),
                _ => Json::Null,
            };
            map.insert((*column).to_owned(), value);
        }
        sink.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(map);
        Ok(())
    });
    pollster::block_on(store.run(Access::Read, vec![step]))?;
    let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok(std::mem::take(&mut *found))
}

/// The context of a case.
fn context(json: &Json, store: &Store) -> Result<Context> {
    let mut context = Context::builder().store(store).is_admin(json["admin"].as_bool().unwrap_or_default());
    if let Some(user) = json["user"].as_str() {
        context = context.user_id(user);
    }
    if let Some(project) = json["project"].as_str() {
        context = context.project_id(project);
    }
    if let Some(read_deleted) = json["read_deleted"].as_str() {
        context = context.read_deleted(read_deleted.parse()?);
    }
    Ok(context.build())
}

/// An object as the file has it.
fn object(backup: &impl VersionedObject) -> Result<Json> {
    let primitive = backup.obj_to_primitive()?;
    let mut changes = backup.obj_what_changed();
    changes.sort_unstable();
    Ok(json!({"class": backup.obj_name(), "data": primitive["versioned_object.data"], "changes": changes}))
}

/// An error under its Python name. Messages are compared where Python's are made for people.
fn error(error: &Error) -> Json {
    if let Error::InvalidInput { reason } = error
        && reason.contains(" has no field `")
    {
        return json!({"error": "AttributeError", "message": null});
    }
    let message = match error {
        Error::NotFound { object, id } => Some(format!("{object} {id} could not be found.")),
        Error::NotAuthorized => Some("Not authorized.".to_owned()),
        Error::AdminRequired => Some("User does not have admin privileges".to_owned()),
        Error::InvalidInput { reason } => {
            let reason = reason.split(" `key").next().unwrap_or_default();
            let [key, direction] = ["invalid sort key", "unknown sort direction"];
            let known = [key, direction].into_iter().find(|known| reason.starts_with(known));
            let reason = known.unwrap_or(reason);
            Some(format!("invalid input received: {reason}"))
        }
        Error::ObjectAction { .. } => Some(error.to_string()),
        _ => None,
    };
    json!({"error": exceptions::name_of(error), "message": message})
}

/// The expected answer in the form that [`error`] gives.
fn expected(result: &Json) -> Json {
    let Some(class) = result["error"].as_str() else { return result.clone() };
    let message = result["message"].as_str().map(|message| {
        message
            .replace(
                "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'.",
                "invalid input received: unknown sort direction",
            )
            .replace(
                "Invalid input received: Sort direction array size exceeds sort key array size.",
                "invalid input received: sort direction array size exceeds sort key array size",
            )
            .replace("Invalid input received: Invalid sort key", "invalid input received: invalid sort key")
            .replace("Object action", "object action")
    });
    match class {
        // An unknown field in `values` is found by SQLAlchemy, in `expected` by Python.
        "CompileError" | "AttributeError" => json!({"error": "AttributeError", "message": null}),
        "ValueError" | "DBError" | "DBDuplicateEntry" => json!({"error": class, "message": null}),
        _ => json!({"error": class, "message": message}),
    }
}

/// A tagged value.
fn untag(json: &Json) -> Result<Value> {
    values::untag(json)
}
