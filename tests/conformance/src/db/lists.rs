//! The listing queries, each on the rows of its group.

use std::cmp::Ordering;

use backup_objects::{Backup, BackupList};
use chrono::NaiveDateTime;
use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::store::Lookup;

use super::{Place, Row, context, error, expected, object, rules, untag};
use crate::data;
use crate::report::{Outcome, Report};
use crate::rules::Rule;

pub(crate) fn run(place: &Place, report: &mut Report) {
    let file = data::json("db");
    for (number, group) in data::list(&file, "list_groups").iter().enumerate() {
        let rows = data::list(group, "rows");
        let store = place.database(rows).unwrap_or_else(|error| panic!("group {number}: {error}"));
        report.object();
        for (index, query) in data::list(group, "queries").iter().enumerate() {
            let what = format!(
                "group {number}, query {index}: {} {} {}",
                query["method"], query["ctx"], query["args"]
            );
            report.case(what, outcome(query, &store, rows));
        }
    }
}

fn outcome(query: &Json, store: &Store, rows: &[Json]) -> Outcome {
    let mut wanted = expected(&query["result"]);
    let ordered = wanted["ordered"] != false;
    if let Some(map) = wanted.as_object_mut() {
        map.remove("ordered");
        sort_unordered(map, ordered);
    }
    let mut found = match pollster::block_on(ask(query, store)) {
        Ok(found) => found,
        Err(found) => error(&found),
    };
    if let Some(map) = found.as_object_mut() {
        if wanted.get("objects").is_none() {
            map.remove("objects");
        }
        sort_unordered(map, ordered);
    }
    let rule = ours(query, &wanted, rows, store);
    Outcome::of(&wanted, rule.as_ref().map(|(rule, ours)| (*rule, ours)), &found)
}

/// A query without an order gives its rows in any.
fn sort_unordered(map: &mut Row, ordered: bool) {
    if let (false, Some(ids)) = (ordered, map.get_mut("ids").and_then(Json::as_array_mut)) {
        ids.sort_by_key(ToString::to_string);
    }
}

/// The query of the arguments that all lists share.
fn query(args: &Json) -> Result<Query<Backup>> {
    let mut query = Query::new()
        .unknown_fields_match_nothing()
        .values_as_they_stand()
        .marker(args["marker"].as_str().map(str::to_owned))
        .limit(args["limit"].as_i64())
        .offset(args["offset"].as_u64());
    for (key, value) in args["filters"].as_object().into_iter().flatten() {
        query = query.filter_by(key, untag(value)?);
    }
    let texts =
        |key: &str| args[key].as_array().into_iter().flatten().filter_map(Json::as_str).collect::<Vec<_>>();
    Ok(query.sort_keys(texts("sort_keys")).sort_dirs(texts("sort_dirs")))
}

async fn ask(case: &Json, store: &Store) -> Result<Json> {
    let (ctx, args) = (context(&case["ctx"], store)?, &case["args"]);
    let text = |key: &str| args[key].as_str().unwrap_or_default();
    let moment = |key: &str| args[key].as_str().and_then(|text| text.parse::<NaiveDateTime>().ok());
    let list = match case["method"].as_str().unwrap_or_default() {
        "get_all" => BackupList::get_all(&ctx, &query(args)?).await?,
        "get_all_by_host" => BackupList::get_all_by_host(&ctx, args["host"].as_str()).await?,
        "get_all_by_project" => {
            BackupList::get_all_by_project(&ctx, text("project_id"), &query(args)?).await?
        }
        "get_all_by_volume" => BackupList::get_all_by_volume(&ctx, text("volume_id"), &query(args)?).await?,
        "get_all_active_by_window" => {
            let begin = moment("begin").ok_or_else(|| Error::invalid("no begin"))?.and_utc();
            BackupList::get_all_active_by_window(&ctx, begin, moment("end").map(|end| end.and_utc())).await?
        }
        "count" => return Ok(json!({"count": Backup::count(&ctx, &query(args)?).await?})),
        "exists" => return Ok(json!({"exists": Backup::exists(&ctx, text("id")).await?})),
        "get_by_id" => {
            let mut lookup = Lookup::new();
            if let Some(mode) = args["read_deleted"].as_str() {
                lookup = lookup.read_deleted(mode.parse()?);
            }
            if args["project_only"] == false {
                lookup = lookup.any_project();
            }
            return Ok(json!({"object": object(&Backup::look_up(&ctx, text("id"), lookup).await?)?}));
        }
        other => return Err(Error::invalid(format!("the runner does not know {other}"))),
    };
    let ids = list.iter().map(|backup| Ok(backup.id()?.to_string())).collect::<Result<Vec<_>>>()?;
    let objects = list.iter().map(object).collect::<Result<Vec<_>>>()?;
    Ok(json!({"ids": ids, "objects": objects}))
}

/// What a rule says of a query, computed from the rows.
fn ours(case: &Json, wanted: &Json, rows: &[Json], store: &Store) -> Option<(&'static Rule, Json)> {
    let (method, args) = (case["method"].as_str()?, &case["args"]);
    let user = (case["ctx"]["admin"] != true).then(|| case["ctx"]["project"].as_str()).flatten();
    let of_project =
        |id: &Json, project: &str| rows.iter().any(|row| row["id"] == *id && row["project_id"] == project);
    let empty_list = args["filters"]
        .as_object()
        .is_some_and(|filters| filters.values().any(|value| value.as_array().is_some_and(Vec::is_empty)));
    match method {
        "get_by_id" if args["read_deleted"] == "bogus" => {
            let message = "invalid input received: read_deleted is `no`, `yes` or `only`, not \"bogus\"";
            Some((&rules::MODE, json!({"error": "InvalidInput", "message": message})))
        }
        "count" if empty_list && wanted["error"] == "AssertionError" => {
            Some((&rules::EMPTY_LIST, json!({"count": 0})))
        }
        _ if empty_list && wanted["error"] == "AssertionError" => {
            Some((&rules::EMPTY_LIST, without_empty_lists(case, store)))
        }
        "count" if wanted["error"] == "AttributeError" => Some((&rules::COUNT_UNKNOWN, json!({"count": 0}))),
        // Without any condition Cinder counts the rows of no table, which are one.
        "count"
            if case["ctx"]["admin"] == true
                && case["ctx"]["read_deleted"] == "yes"
                && args["filters"].as_object().is_none_or(serde_json::Map::is_empty) =>
        {
            Some((&rules::COUNT_UNKNOWN, json!({"count": rows.len()})))
        }
        "count" if case["ctx"]["admin"] != true => {
            let ours = match user {
                Some(user) => {
                    let seen = seen_by_admin(case, "get_all", store)?;
                    let own = seen.iter().filter(|id| of_project(id, user));
                    json!({"count": own.count()})
                }
                None => json!({"error": "NotAuthorized", "message": "Not authorized."}),
            };
            Some((&rules::COUNT_PROJECT, ours))
        }
        "get_all_active_by_window" => {
            let ids =
                wanted["ids"].as_array()?.iter().filter(|id| user.is_some_and(|user| of_project(id, user)));
            user.map(|_| (&rules::WINDOW_PROJECT, json!({"ids": ids.collect::<Vec<_>>()})))
        }
        "get_all_by_volume" => {
            let user = user?;
            let ids = seen_by_admin(case, method, store)?;
            let own = |row: &&Json| ids.contains(&row["id"]) && row["project_id"] == user;
            let mut seen: Vec<_> = rows.iter().filter(own).collect();
            let order = [("created_at".to_owned(), true), ("id".to_owned(), true)];
            seen.sort_by(|one, other| compare(one, other, &order));
            Some((
                &rules::VOLUME_PROJECT,
                json!({"ids": seen.iter().map(|row| &row["id"]).collect::<Vec<_>>()}),
            ))
        }
        _ => paged(case, wanted, rows, store).map(|ids| (&rules::PAGING, json!({"ids": ids}))),
    }
}

/// The ids that an administrator sees of the rows that a case asks for, whose project the rows themselves say.
fn seen_by_admin(case: &Json, method: &str, store: &Store) -> Option<Vec<Json>> {
    let mut asked = case.clone();
    asked["method"] = method.into();
    asked["ctx"]["admin"] = true.into();
    Some(pollster::block_on(ask(&asked, store)).ok()?["ids"].as_array()?.clone())
}

/// Nothing, unless something else is wrong with the query.
fn without_empty_lists(case: &Json, store: &Store) -> Json {
    let mut asked = case.clone();
    if let Some(filters) = asked["args"]["filters"].as_object_mut() {
        filters.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
    }
    match pollster::block_on(ask(&asked, store)) {
        Ok(_) => json!({"ids": []}),
        Err(found) => error(&found),
    }
}

/// The page behind a marker where nulls are among the values it depends on: the whole list, ordered here, from the
/// marker on.
fn paged(case: &Json, wanted: &Json, rows: &[Json], store: &Store) -> Option<Vec<Json>> {
    let (args, _) = (&case["args"], wanted["ids"].as_array()?);
    let marker = rows.iter().find(|row| row["id"] == args["marker"])?;
    let order = order(args);
    let mut whole = case.clone();
    for key in ["marker", "limit", "offset"] {
        whole["args"].as_object_mut()?.remove(key);
    }
    let listed = pollster::block_on(ask(&whole, store)).ok()?;
    let mut listed: Vec<_> = rows
        .iter()
        .filter(|row| listed["ids"].as_array().is_some_and(|ids| ids.contains(&row["id"])))
        .collect();
    let has_null = |row: &Json| order.iter().any(|(key, _)| row[key].is_null());
    if !listed.iter().any(|row| has_null(row)) && !has_null(marker) {
        return None;
    }
    listed.sort_by(|one, other| compare(one, other, &order));
    let behind = listed.into_iter().filter(|row| compare(row, marker, &order) == Ordering::Greater);
    let offset = usize::try_from(args["offset"].as_u64().unwrap_or_default()).ok()?;
    let limit = args["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    Some(behind.skip(offset).take(limit).map(|row| row["id"].clone()).collect())
}

/// The whole order of a query, as db-semantics has it.
fn order(args: &Json) -> Vec<(String, bool)> {
    let texts =
        |key: &str| args[key].as_array().into_iter().flatten().filter_map(Json::as_str).collect::<Vec<_>>();
    let dirs = texts("sort_dirs");
    let default = dirs.first().is_none_or(|dir| *dir == "desc");
    let mut order: Vec<_> = texts("sort_keys")
        .iter()
        .enumerate()
        .map(|(index, key)| ((*key).to_owned(), dirs.get(index).map_or(default, |dir| *dir == "desc")))
        .collect();
    for key in ["created_at", "id"] {
        if !order.iter().any(|(known, _)| known == key) {
            order.push((key.to_owned(), default));
        }
    }
    order
}

/// Compares two rows; null is below everything.
fn compare(one: &Json, other: &Json, order: &[(String, bool)]) -> Ordering {
    for (key, descending) in order {
        let ordering = match (&one[key], &other[key]) {
            (Json::Null, Json::Null) => Ordering::Equal,
            (Json::Null, _) => Ordering::Less,
            (_, Json::Null) => Ordering::Greater,
            (Json::Number(one), Json::Number(other)) => one.as_i64().cmp(&other.as_i64()),
            (Json::Bool(one), Json::Bool(other)) => one.cmp(other),
            (one, other) => one.as_str().cmp(&other.as_str()),
        };
        let ordering = if *descending { ordering.reverse() } else { ordering };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
    Ordering::Equal
}
