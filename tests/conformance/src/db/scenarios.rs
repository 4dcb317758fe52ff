//! The operation scripts: every operation on objects and rows, its answer, and the rows that are left.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use backup_objects::{Backup, BackupImport};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{
    AnyType, Case, Condition, ConditionalUpdate, Expected, Expr, Operand as _, field, not,
};

use super::{Place, Row, error, expected, object, rows, rules, untag};
use crate::data;
use crate::report::{Outcome, Report, difference};
use crate::rules::{self as shared, Rule};

pub(crate) fn run(place: &Place, report: &mut Report) {
    let file = data::json("db");
    for scenario in data::list(&file, "scenarios") {
        report.object();
        let name = scenario["name"].as_str().unwrap_or_default();
        let mut play = Play::new(place, scenario).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut outcomes = Vec::new();
        for (index, op) in data::list(scenario, "ops").iter().enumerate() {
            let outcome = play.step(op);
            if let Outcome::Failed(message) = outcome {
                outcomes.push(format!("op {index} {}: {message}", op["op"]));
            }
        }
        if let Err(message) = play.end(scenario) {
            outcomes.push(format!("final rows: {message}"));
        }
        let mut used = play.used.iter();
        let outcome = match (outcomes.is_empty(), used.next()) {
            (false, _) => Outcome::Failed(outcomes.join("; ")),
            (true, None) => Outcome::Passed,
            (true, Some(first)) => {
                // A scenario counts once, under its first rule; the others are known to be needed too.
                used.for_each(|rule| report.used(rule));
                Outcome::Diverged(first)
            }
        };
        report.case(name, outcome);
    }
}

/// An object of a script.
#[derive(Clone)]
enum Var {
    Backup(Backup),
    Import(BackupImport),
}

impl Var {
    fn backup(&mut self) -> &mut Backup {
        match self {
            Self::Backup(backup) => backup,
            Self::Import(import) => import,
        }
    }

    fn json(&self) -> Result<Json> {
        match self {
            Self::Backup(backup) => object(backup),
            Self::Import(import) => object(import),
        }
    }
}

/// The clock and the ids of a script.
#[derive(Default)]
struct World {
    now: DateTime<Utc>,
    ids: u128,
}

/// A script that is being played.
struct Play {
    store: Store,
    world: Arc<Mutex<World>>,
    vars: BTreeMap<String, Var>,
    /// Where an object differs on purpose from the Python one, until it is read again: field by field.
    apart: BTreeMap<String, Row>,
    /// What the rows are in the end, where the rows of the file are not: by id and column.
    rows_apart: BTreeMap<String, Row>,
    /// The changes a Python object has lost or kept otherwise.
    changes_apart: BTreeMap<String, Vec<&'static str>>,
    used: Vec<&'static Rule>,
}

/// An id that was made in the script, as the file has it.
fn named(json: &Json) -> Json {
    match json {
        Json::String(text) => {
            let mut text = text.clone();
            for number in 1..=3_u128 {
                text = text.replace(&Uuid::from_u128(number).to_string(), &format!("$auto{number}"));
            }
            text.into()
        }
        Json::Array(items) => items.iter().map(named).collect(),
        Json::Object(map) => map.iter().map(|(key, value)| (key.clone(), named(value))).collect(),
        plain => plain.clone(),
    }
}

impl Play {
    fn new(place: &Place, scenario: &Json) -> Result<Self> {
        let mut play = Self {
            store: place.database(data::list(scenario, "rows"))?,
            world: Arc::default(),
            vars: BTreeMap::new(),
            apart: BTreeMap::new(),
            rows_apart: BTreeMap::new(),
            changes_apart: BTreeMap::new(),
            used: Vec::new(),
        };
        play.set_now(&scenario["initial_now"]);
        Ok(play)
    }

    fn set_now(&mut self, now: &Json) {
        if let Some(now) = now.as_str().and_then(|text| text.parse::<NaiveDateTime>().ok()) {
            self.world.lock().unwrap_or_else(PoisonError::into_inner).now = now.and_utc();
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner).now
    }

    fn context(&self, json: &Json) -> Result<Context> {
        let (clock, ids) = (Arc::clone(&self.world), Arc::clone(&self.world));
        Ok(super::context(json, &self.store)?
            .to_builder()
            .clock(move || clock.lock().unwrap_or_else(PoisonError::into_inner).now)
            .ids(move || {
                let mut world = ids.lock().unwrap_or_else(PoisonError::into_inner);
                world.ids += 1;
                Uuid::from_u128(world.ids)
            })
            .build())
    }

    fn row(&self, id: &str) -> Row {
        let rows = rows(&self.store).unwrap_or_default();
        rows.into_iter().find(|row| row["id"] == id).unwrap_or_default()
    }

    fn step(&mut self, op: &Json) -> Outcome {
        self.set_now(&op["now"]);
        let name = op["var"].as_str().unwrap_or_default().to_owned();
        let before = self.vars.get(&name).cloned();
        let row = before.clone().and_then(|mut var| Some(self.row(&var.backup().id().ok()?.to_string())));
        let found = match pollster::block_on(self.act(op, &name)) {
            Ok(found) => found,
            Err(found) => error(&found),
        };
        let mut wanted = expected(&op["result"]);
        let rule = self.ours(op, &name, before, row.unwrap_or_default(), &mut wanted);
        if let Some(rule) = rule {
            self.use_rule(rule);
        }
        match difference(&wanted, &named(&found)) {
            None => Outcome::Passed,
            Some(difference) => Outcome::Failed(difference),
        }
    }

    fn use_rule(&mut self, rule: &'static Rule) {
        if !self.used.iter().any(|known| known.name == rule.name) {
            self.used.push(rule);
        }
    }

    /// Changes the expected answer where a rule says so.
    fn ours(
        &mut self,
        op: &Json,
        name: &str,
        before: Option<Var>,
        row: Row,
        wanted: &mut Json,
    ) -> Option<&'static Rule> {
        let kind = op["op"].as_str().unwrap_or_default();
        let wire_now = Json::from(self.now().format("%Y-%m-%dT%H:%M:%SZ").to_string());
        let mut rule = None;
        let ctx = before.clone().and_then(|mut var| var.backup().obj_context().cloned());
        let foreign = ctx.as_ref().is_some_and(|ctx| {
            !ctx.is_admin() && row.get("project_id").and_then(Json::as_str) != ctx.project_id()
        });
        let id = row.get("id").cloned().unwrap_or_default();
        let not_found = |id: &Json| {
            let id = id.as_str().unwrap_or_default();
            json!({"error": "BackupNotFound", "message": format!("Backup {id} could not be found.")})
        };
        let changed: Vec<&'static str> =
            before.clone().map(|mut var| var.backup().obj_what_changed()).unwrap_or_default();
        match kind {
            "save" | "destroy" if foreign && wanted.get("error").is_none() && !row.is_empty() => {
                // The object and the row stay as they are.
                rule = Some(&rules::PROJECT);
                self.keep(name, before.as_ref());
                self.rows_apart.insert(id.as_str().unwrap_or_default().to_owned(), row);
                *wanted = not_found(&id);
                return rule;
            }
            "save"
                if wanted.get("error").is_none()
                    && row.get("deleted") == Some(&Json::Bool(true))
                    && ctx.as_ref()?.read_deleted() == ReadDeleted::No
                    && !changed.is_empty() =>
            {
                self.keep(name, before.as_ref());
                let apart = self.rows_apart.entry(id.as_str().unwrap_or_default().to_owned()).or_default();
                for field in changed.iter().chain(&["updated_at"]) {
                    apart.insert((*field).to_owned(), row[*field].clone());
                }
                *wanted = not_found(&id);
                return Some(&rules::UNSEEN);
            }
            "save" if changed == ["id"] && wanted["error"] == "BackupNotFound" => {
                let to = before?.backup().id().ok()?;
                let start = "object action save failed because: `id` is the key of Backup ";
                let rows = rows(&self.store).unwrap_or_default();
                let from = rows.first().and_then(|row| row["id"].as_str()).unwrap_or_default();
                let message = format!("{start}{from}, and cannot be changed to {to}");
                *wanted = json!({"error": "ObjectActionError", "message": message});
                return Some(&rules::STORED_KEY);
            }
            "destroy"
                if row.is_empty()
                    || row["deleted"] == true && ctx.as_ref()?.read_deleted() == ReadDeleted::No =>
            {
                self.keep(name, before.as_ref());
                let id = before?.backup().id().ok()?.to_string();
                *wanted = not_found(&id.into());
                return Some(&rules::DESTROY);
            }
            "with_read_deleted" if op["do"][0]["op"] == "destroy" && row["deleted"] == true => {
                // It keeps the moment at which it was deleted.
                let apart = self.rows_apart.entry(id.as_str().unwrap_or_default().to_owned()).or_default();
                apart.insert("deleted_at".to_owned(), row["deleted_at"].clone());
                *wanted = not_found(&id);
                return Some(&rules::DESTROY);
            }
            "create" | "with_read_deleted" if wanted.get("error").is_some() => {
                if let Some(rule) = other_words(kind, wanted) {
                    return Some(rule);
                }
            }
            "add_dependent" | "remove_dependent" if op["ctx"]["admin"] != true => {
                // Nothing is there for a user of another project.
                let id = op["id"].as_str().unwrap_or_default().to_owned();
                let count = self.row(&id)["num_dependent_backups"].as_i64().unwrap_or_default();
                let start = self.rows_apart.entry(id).or_default();
                start.insert("num_dependent_backups".to_owned(), count.into());
                return Some(&rules::PROJECT);
            }
            "get" if self.rows_apart.contains_key(op["id"].as_str().unwrap_or_default()) => {
                let apart = &self.rows_apart[op["id"].as_str().unwrap_or_default()];
                for (field, value) in apart {
                    wanted["data"][field] = value.clone();
                }
            }
            "conditional_update" | "update_single_status_where" => {
                rule = self.ours_of_update(op, name, &row, foreign, &changed, wanted);
            }
            "save" if wanted.get("error").is_none() => {
                let stored = !changed.is_empty() && !changed.contains(&"updated_at");
                if stored {
                    self.apart.entry(name.to_owned()).or_default().insert("updated_at".to_owned(), wire_now);
                }
            }
            "set" => {
                let field = op["field"].as_str().unwrap_or_default();
                self.apart.entry(name.to_owned()).or_default().remove(field);
            }
            "refresh" if wanted.get("error").is_none() => {
                self.apart.remove(name);
                self.changes_apart.remove(name);
            }
            _ => {}
        }
        let spoken = self.speak(op, name, wanted);
        rule.or(spoken)
    }

    /// Puts what is known to differ of an object into an answer that shows it.
    fn speak(&mut self, op: &Json, name: &str, wanted: &mut Json) -> Option<&'static Rule> {
        let mut rule = None;
        if let Some(inner) = wanted.get_mut("inner").and_then(Json::as_array_mut) {
            for (answer, op) in inner.iter_mut().zip(op["do"].as_array().into_iter().flatten()) {
                if op["op"] == "refresh" {
                    self.apart.remove(name);
                }
                for (field, value) in self.apart.get(name).into_iter().flatten() {
                    answer["data"][field] = value.clone();
                }
            }
            return None;
        }
        if wanted.get("data").is_some() {
            if let Some(apart) = self.apart.get(name) {
                for (field, value) in apart {
                    if wanted["data"][field] != *value {
                        wanted["data"][field] = value.clone();
                        rule = Some(&rules::FRESH);
                    }
                }
            }
            if shared::has_offset(wanted) {
                *wanted = shared::in_utc(wanted);
                self.use_rule(&shared::UTC);
            }
        }
        if let (Some(kept), Some(changes)) =
            (self.changes_apart.get(name), wanted.get_mut("changes").and_then(Json::as_array_mut))
        {
            for field in kept {
                if !changes.contains(&(*field).into()) {
                    changes.push((*field).into());
                }
            }
            changes.sort_by_key(ToString::to_string);
        }
        rule
    }

    /// Remembers an object that stays as it is while the Python one changes.
    fn keep(&mut self, name: &str, before: Option<&Var>) {
        let Some(json) = before.and_then(|var| var.json().ok()) else { return };
        let fields = json["data"].as_object().cloned().unwrap_or_default();
        let kept = ["status", "deleted", "deleted_at", "display_name", "updated_at"];
        let apart = self.apart.entry(name.to_owned()).or_default();
        apart.extend(fields.into_iter().filter(|(field, _)| kept.contains(&field.as_str())));
        let changes = before.cloned().map(|mut var| var.backup().obj_what_changed()).unwrap_or_default();
        self.changes_apart.insert(name.to_owned(), changes);
    }

    fn ours_of_update(
        &mut self,
        op: &Json,
        name: &str,
        row: &Row,
        foreign: bool,
        changed: &[&'static str],
        wanted: &mut Json,
    ) -> Option<&'static Rule> {
        let id = row.get("id").and_then(Json::as_str).unwrap_or_default().to_owned();
        let shown = self.vars.get(name).and_then(|var| var.json().ok()).unwrap_or_default();
        let now = self.now();
        let constant = |value: &Json| !value.is_object();
        if foreign {
            // There is no such row to be seen, so none is as expected.
            self.rows_apart.insert(id, row.clone());
            *wanted = json!({"result": false, "class": "Backup", "data": shown["data"], "changes": shown["changes"]});
            return Some(&rules::PROJECT);
        }
        if op["values"]["status"] == "bogus" {
            self.rows_apart.insert(id, row.clone());
            return Some(&rules::POISON);
        }
        let with_null = |value: &Json| {
            let listed = value["$not"].as_array();
            listed.is_some_and(|listed| listed.contains(&Json::Null)) && value["auto_none"] != false
        };
        let mut expected = op["expected"].as_object().into_iter().flatten();
        let null_named = expected.any(|(field, value)| with_null(value) && row[field].is_null());
        if null_named && wanted["result"] == true {
            self.rows_apart.insert(id, row.clone());
            *wanted = json!({"result": false, "class": "Backup", "data": shown["data"], "changes": shown["changes"]});
            return Some(&rules::NOT_NULL);
        }
        let mut rule = None;
        let null_integer = ["size", "object_count", "num_dependent_backups"]
            .iter()
            .any(|field| row.get(*field).is_some_and(Json::is_null) && !changed.contains(field));
        if op["op"] == "conditional_update"
            && op["expected"].is_null()
            && null_integer
            && row["deleted"] == false
            && wanted["result"] == false
        {
            // What Python would have answered, had it read the null as it is.
            wanted["result"] = true.into();
            let mut left = row.clone();
            let reflects = op["reflect_changes"] != false;
            if op["save_all"] == true {
                for field in changed {
                    left.insert((*field).to_owned(), wanted["data"][*field].clone());
                }
            }
            for (field, value) in
                op["values"].as_object().into_iter().flatten().filter(|(_, value)| constant(value))
            {
                if reflects {
                    wanted["data"][field] = value.clone();
                }
                left.insert(field.clone(), value.clone());
            }
            left.insert("updated_at".to_owned(), now.format("%Y-%m-%dT%H:%M:%S%.6f").to_string().into());
            if let (true, Some(changes)) = (reflects, wanted["changes"].as_array_mut()) {
                let named = |change: &Json| op["values"].get(change.as_str().unwrap_or_default()).is_some();
                changes.retain(|change| op["save_all"] != true && !named(change));
            }
            self.rows_apart.insert(id.clone(), left);
            rule = Some(&rules::NULL_INTEGER);
        }
        if let Some(moment) = op["values"]["data_timestamp"]["$dt"].as_str().and_then(shared::other_offset) {
            let utc = moment.to_utc();
            wanted["data"]["data_timestamp"] = shared::wire_utc(moment).into();
            let text = utc.format("%Y-%m-%dT%H:%M:%S%.6f").to_string();
            self.rows_apart.entry(id).or_default().insert("data_timestamp".to_owned(), text.into());
            rule = Some(&rules::OFFSET);
        }
        let explicit = op["values"].get("updated_at").is_some();
        if wanted["result"] == true && op["reflect_changes"] != false && !explicit {
            let wire = now.format("%Y-%m-%dT%H:%M:%SZ").to_string();
            self.apart.entry(name.to_owned()).or_default().insert("updated_at".to_owned(), wire.into());
        }
        rule
    }

    /// Does what an operation says.
    async fn act(&mut self, op: &Json, name: &str) -> Result<Json> {
        let id = op["id"].as_str().unwrap_or_default();
        match op["op"].as_str().unwrap_or_default() {
            "new" => return self.make(op, name),
            "get" => {
                let ctx = self.context(&op["ctx"])?;
                let backup = Backup::get_by_id(&ctx, id).await?;
                self.apart.remove(name);
                self.vars.insert(name.to_owned(), Var::Backup(backup));
            }
            "exists" => {
                let ctx = self.context(&op["ctx"])?;
                return Ok(json!({"exists": Backup::exists(&ctx, id).await?}));
            }
            "add_dependent" => {
                Backup::add_dependent(&self.context(&op["ctx"])?, id).await?;
                return Ok(json!({}));
            }
            "remove_dependent" => {
                Backup::remove_dependent(&self.context(&op["ctx"])?, id).await?;
                return Ok(json!({}));
            }
            "setctx" => {
                let ctx = self.context(&op["ctx"])?;
                self.var(name)?.backup().obj_set_context(Some(&ctx));
                return Ok(json!({}));
            }
            "set" => {
                let field = op["field"].as_str().unwrap_or_default();
                let value = untag(&op["value"])?;
                let backup = self.var(name)?.backup();
                backup.set(field, value)?;
                let mut changes = backup.obj_what_changed();
                changes.sort_unstable();
                return Ok(json!({"changes": changes}));
            }
            "create" => match self.var(name)? {
                Var::Backup(backup) => backup.create().await?,
                Var::Import(import) => import.create().await?,
            },
            "save" => self.var(name)?.backup().save().await?,
            "destroy" => self.var(name)?.backup().destroy().await?,
            "refresh" => self.var(name)?.backup().refresh().await?,
            "with_read_deleted" => return self.with_read_deleted(op, name).await,
            "conditional_update" => {
                let update = conditional_update(op)?;
                let done = self.var(name)?.backup().conditional_update(update).await?;
                return self.answer(name, done);
            }
            "update_single_status_where" => {
                let wanted = expectation(&op["expected"])?;
                let new = untag(&op["new"])?;
                let done = self.var(name)?.backup().update_single_status_where(new, wanted).await?;
                return self.answer(name, done);
            }
            other => return Err(Error::invalid(format!("the runner does not know {other}"))),
        }
        self.var(name)?.json()
    }

    async fn with_read_deleted(&mut self, op: &Json, name: &str) -> Result<Json> {
        let mode: ReadDeleted = op["mode"].as_str().unwrap_or_default().parse()?;
        let mut answers = Vec::new();
        for inner in data::list(op, "do") {
            self.set_now(&inner["now"]);
            let mut scoped = self.var(name)?.backup().as_read_deleted(mode)?;
            match inner["op"].as_str() {
                Some("refresh") => scoped.refresh().await?,
                _ => scoped.destroy().await?,
            }
            answers.push(object(&*scoped)?);
        }
        let after = match self.var(name)?.backup().obj_context().map(Context::read_deleted) {
            Some(ReadDeleted::No) => "no",
            _ => "not restored",
        };
        Ok(json!({"inner": answers, "read_deleted_after": after}))
    }

    fn answer(&mut self, name: &str, done: bool) -> Result<Json> {
        let mut answer = self.var(name)?.json()?;
        answer["result"] = done.into();
        Ok(answer)
    }

    fn var(&mut self, name: &str) -> Result<&mut Var> {
        self.vars.get_mut(name).ok_or_else(|| Error::invalid(format!("no object {name}")))
    }

    fn make(&mut self, op: &Json, name: &str) -> Result<Json> {
        let ctx = self.context(&op["ctx"])?;
        let mut var = if op["cls"] == "BackupImport" {
            Var::Import(BackupImport::new(&ctx))
        } else {
            Var::Backup(Backup::new(&ctx))
        };
        for (field, value) in op["fields"].as_object().into_iter().flatten() {
            var.backup().set(field.as_str(), untag(value)?)?;
        }
        let mut changes = var.backup().obj_what_changed();
        changes.sort_unstable();
        self.apart.remove(name);
        self.changes_apart.remove(name);
        self.vars.insert(name.to_owned(), var);
        Ok(json!({"changes": changes}))
    }

    /// The rows that are left.
    fn end(&self, scenario: &Json) -> Result<(), String> {
        let mut wanted: BTreeMap<String, Json> = data::list(scenario, "final_rows")
            .iter()
            .map(|row| (row["id"].as_str().unwrap_or_default().to_owned(), row.clone()))
            .collect();
        for (id, apart) in &self.rows_apart {
            for (column, value) in apart {
                if let Some(row) = wanted.get_mut(id) {
                    row[column] = value.clone();
                }
            }
        }
        let found = rows(&self.store).map_err(|error| error.to_string())?;
        let found = found.into_iter().map(Json::Object).map(|row| named(&row));
        let found: BTreeMap<_, _> =
            found.map(|row| (row["id"].as_str().unwrap_or_default().to_owned(), row)).collect();
        let plain = |rows: &BTreeMap<String, Json>| serde_json::to_value(rows).unwrap_or_default();
        difference(&plain(&wanted), &plain(&found)).map_or(Ok(()), Err)
    }
}

fn conditional_update<O>(op: &Json) -> Result<ConditionalUpdate<O>> {
    let mut update = ConditionalUpdate::new().values_as_they_stand();
    for (name, value) in op["values"].as_object().into_iter().flatten() {
        update = update.set(name, value_of(value)?);
    }
    match op["expected"].as_object() {
        Some(expected) => {
            for (name, value) in expected {
                update = update.expect_by(name, expectation(value)?);
            }
        }
        None => update = update.expect_unchanged(),
    }
    for filter in op["filters"].as_array().into_iter().flatten() {
        update = update.expect(condition(filter)?);
    }
    if op["save_all"] == true {
        update = update.save_all();
    }
    if op["reflect_changes"] == false {
        update = update.leave_object();
    }
    Ok(update.order(op["order"].as_array().into_iter().flatten().filter_map(Json::as_str)))
}

fn value_of<O>(json: &Json) -> Result<Expr<O, AnyType>> {
    if let Some(column) = json["$column"].as_str() {
        return Ok(field(column).into_expr());
    }
    if let Some(parts) = json["$expr"].as_array() {
        let left = field(parts[0].as_str().unwrap_or_default());
        let right = untag(&parts[2])?;
        return Ok(if parts[1] == "+" { left.plus(right) } else { left.minus(right) });
    }
    if let Some(whens) = json["$case"].as_array() {
        let mut case = Case::new();
        for when in whens {
            case = case.when(condition(&when[0])?, untag(&when[1])?);
        }
        if let Some(otherwise) = json.get("else") {
            case = case.otherwise(untag(otherwise)?);
        }
        return Ok(case.into_expr());
    }
    Ok(untag(json)?.into_expr())
}

fn expectation(json: &Json) -> Result<Expected> {
    match json.get("$not") {
        Some(value) => {
            let wanted = not(untag(value)?);
            Ok(if json["auto_none"] == false { wanted.but_null() } else { wanted }.into())
        }
        None => Ok(untag(json)?.into()),
    }
}

fn condition<O>(json: &Json) -> Result<Condition<O>> {
    let left = field(json[0].as_str().unwrap_or_default());
    let right = untag(&json[2])?;
    match json[1].as_str().unwrap_or_default() {
        "<" => Ok(left.lt(right)),
        "<=" => Ok(left.le(right)),
        ">" => Ok(left.gt(right)),
        ">=" => Ok(left.ge(right)),
        "==" => Ok(left.eq(right)),
        "is_null" => Ok(left.is_null()),
        other => Err(Error::invalid(format!("the runner does not know {other}"))),
    }
}

/// The same error in our words, where an error needs no more than that.
fn other_words(kind: &str, wanted: &mut Json) -> Option<&'static Rule> {
    let already = "object action create failed because: already created";
    match kind {
        "create" if wanted["message"] == already => {
            wanted["message"] =
                format!("{already}; `create_with_key` takes a key of one's own in `id`").into();
            Some(&rules::ALREADY)
        }
        "create" if wanted["error"] == "DBError" => {
            *wanted = json!({"error": "NotImplementedError", "message": null});
            Some(&rules::REQUIRED)
        }
        "with_read_deleted" => {
            let message = "invalid input received: read_deleted is `no`, `yes` or `only`, not \"maybe\"";
            *wanted = json!({"error": "InvalidInput", "message": message});
            Some(&rules::MODE)
        }
        _ => None,
    }
}
