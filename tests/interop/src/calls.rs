//! One call after the other.

use backup_objects::{Backup, BackupImport, BackupList};
use chrono::Utc;
use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, not};

use crate::form;

/// What a call gives.
pub(crate) async fn run(store: &Store, call: &Json) -> Result<Json> {
    let context = form::context(store, &call["context"])?;
    let id = call["id"].as_str().unwrap_or_default();
    match call["call"].as_str().unwrap_or_default() {
        "check" => store.check_table::<Backup>().await.map(|()| Json::Null),
        "create" => {
            let mut backup = Backup::new(&context);
            form::set(&mut backup, &call["fields"])?;
            backup.create().await?;
            form::object(&backup)
        }
        "import" => {
            let mut backup = BackupImport::new(&context);
            form::set(&mut backup, &call["fields"])?;
            backup.create().await?;
            form::object(&backup)
        }
        "import_all" => {
            let mut imports = Vec::new();
            for fields in call["objects"].as_array().into_iter().flatten() {
                let mut backup = BackupImport::new(&context);
                form::set(&mut backup, fields)?;
                imports.push(backup);
            }
            let made = BackupImport::create_all(&context, imports).await?;
            made.iter().map(form::object).collect::<Result<_>>().map(Json::Array)
        }
        "get" => form::object(&Backup::get_by_id(&context, id).await?),
        "exists" => Backup::exists(&context, id).await.map(Json::Bool),
        "list" => list(&context, call).await,
        "count" => Ok(Backup::count(&context, &query(call)?).await?.into()),
        "refused" => {
            let found = Backup::list(&context, &query(call)?).await?;
            Ok(found.refused.iter().map(|row| row.id.clone()).collect())
        }
        "save" => {
            let mut backup = Backup::get_by_id(&context, id).await?;
            form::set(&mut backup, &call["fields"])?;
            backup.save().await?;
            form::object(&backup)
        }
        "update" => {
            let mut backup = Backup::get_by_id(&context, id).await?;
            form::set(&mut backup, &call["fields"])?;
            let done = backup.conditional_update(update(call)?).await?;
            Ok(json!({"done": done, "object": form::object(&backup)?}))
        }
        "destroy" => {
            let mut backup = Backup::get_by_id(&context, id).await?;
            backup.destroy().await?;
            form::object(&backup)
        }
        "add_dependent" => Backup::add_dependent(&context, id).await.map(Json::Bool),
        "remove_dependent" => Backup::remove_dependent(&context, id).await.map(Json::Bool),
        other => Err(Error::invalid_input(format!("there is no call {other:?}"))),
    }
}

fn texts(json: &Json) -> impl Iterator<Item = &str> {
    json.as_array().into_iter().flatten().filter_map(Json::as_str)
}

pub(crate) fn query(call: &Json) -> Result<Query<Backup>> {
    Ok(Query::new()
        .filters(form::entries(&call["filters"])?)
        .marker(call["marker"].as_str().map(str::to_owned))
        .limit(call["limit"].as_i64())
        .offset(call["offset"].as_u64())
        .sort_keys(texts(&call["sort_keys"]))
        .sort_dirs(texts(&call["sort_dirs"])))
}

async fn list(context: &Context, call: &Json) -> Result<Json> {
    let (query, of) = (query(call)?, call["of"].as_str().unwrap_or_default());
    let found = match call["by"].as_str().unwrap_or_default() {
        "project" => BackupList::get_all_by_project(context, of, &query).await?,
        "volume" => BackupList::get_all_by_volume(context, of, &query).await?,
        "host" => BackupList::get_all_by_host(context, call["of"].as_str()).await?,
        "window" => {
            let begin = form::moment(of)?.with_timezone(&Utc);
            let end = call["end"].as_str().map(form::moment).transpose()?.map(|end| end.with_timezone(&Utc));
            BackupList::get_all_active_by_window(context, begin, end).await?
        }
        "stream" => {
            let mut stream = BackupList::stream_all(context, query);
            let mut found = Vec::new();
            while let Some(backup) = stream.next().await {
                found.push(form::object(&backup?)?);
            }
            return Ok(found.into());
        }
        _ => BackupList::get_all(context, &query).await?,
    };
    found.objects()?.iter().map(form::object).collect::<Result<_>>().map(Json::Array)
}

/// What is set and what is expected: a value, one of several, or `{"not": …}`.
fn update(call: &Json) -> Result<ConditionalUpdate<Backup>> {
    let mut update = ConditionalUpdate::new();
    for (name, value) in form::entries(&call["values"])? {
        update = update.set(name, value);
    }
    let Some(expected) = call["expected"].as_object() else { return Ok(update.expect_unchanged()) };
    for (name, json) in expected {
        update = match json.get("not") {
            Some(unwanted) => update.expect_by(name.clone(), not(form::value(name, unwanted)?)),
            None => update.expect_by(name.clone(), form::value(name, json)?),
        };
    }
    Ok(update)
}
