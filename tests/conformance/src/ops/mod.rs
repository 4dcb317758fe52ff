//! `ops.json`: scripts that make objects and change them, and what each step gives.

mod collections;
mod defaults;
mod held;
mod rules;
pub(crate) mod shared;
mod steps;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;

use crate::coerce::sorted_tags;
use crate::report::{Outcome, Report};
use crate::rules::Rule;
use crate::{data, exceptions, objects, synthetic, values};
use held::Texts;
use shared::Identity;

pub(crate) fn run(report: &mut Report) {
    let file = data::json("ops");
    for script in data::list(&file, "scripts") {
        report.object();
        let mut scene = Scene::default();
        for (index, step) in data::list(script, "ops").iter().enumerate() {
            let what = format!("{} [{index}] {} {}", script["name"], step["op"], step["var"]);
            let mut used = Vec::new();
            let outcome =
                scene.run(step, &mut used).unwrap_or_else(|error| Outcome::Failed(error.to_string()));
            for rule in used {
                report.used(rule);
            }
            report.case(what, outcome);
        }
    }
}

/// A variable of a script.
struct Var {
    object: Box<dyn DynObject>,
    identity: Identity,
    /// Fields that count as changed in Python alone.
    only_python: BTreeSet<String>,
    /// Fields that count as changed here alone.
    only_here: BTreeSet<String>,
    /// State machines that were set to null, which Python takes for a state of its own.
    none_states: BTreeSet<String>,
    /// Attributes that only a Python object takes.
    attributes: BTreeSet<String>,
    /// Of a copy of an object that was received at another version: what that object gave last.
    received: Option<(String, Json)>,
}

impl Var {
    fn new(object: Box<dyn DynObject>, identity: Identity) -> Self {
        Self {
            object,
            identity,
            only_python: BTreeSet::new(),
            only_here: BTreeSet::new(),
            none_states: BTreeSet::new(),
            attributes: BTreeSet::new(),
            received: None,
        }
    }

    fn class(&self) -> (String, String) {
        (self.object.obj_name().to_owned(), self.object.obj_descriptor().version.to_string())
    }

    /// What a field is set to marks it in both.
    fn was_set(&mut self, field: &str) {
        self.only_python.remove(field);
        self.only_here.remove(field);
    }

    /// What the files say of a field.
    fn spec(&self, field: &str) -> Json {
        let (class, version) = self.class();
        let found = synthetic::specs(&class, &version).into_iter().find(|(name, _)| *name == field);
        found.map(|(_, spec)| spec).unwrap_or_default()
    }
}

/// The variables of a script.
#[derive(Default)]
struct Scene {
    vars: BTreeMap<String, Var>,
    next: u32,
    texts: Texts,
}

/// What a step gives: by Python, with the rules that hold and our answer, and what is found.
struct Answer {
    expected: Json,
    ours: Json,
    rules: Vec<&'static Rule>,
    found: Json,
}

impl Answer {
    fn new(expected: &Json, found: Result<Json>) -> Self {
        Self::of(expected, &exceptions::answer(expected, found))
    }

    /// Of what is found in the form of the file. Sets are in one order.
    fn of(expected: &Json, found: &Json) -> Self {
        let expected = sorted_tags(expected);
        Self { ours: expected.clone(), expected, rules: Vec::new(), found: sorted_tags(found) }
    }

    /// Our answer by a rule, where it is another.
    fn by(&mut self, rule: &'static Rule, ours: Json) {
        let ours = sorted_tags(&ours);
        if ours != self.ours {
            self.rules.push(rule);
            self.ours = ours;
        }
    }

    fn outcome(self, used: &mut Vec<&'static Rule>) -> Outcome {
        used.extend(self.rules.iter().skip(1));
        Outcome::of(&self.expected, self.rules.first().map(|rule| (*rule, &self.ours)), &self.found)
    }
}

impl Scene {
    fn identity(&mut self) -> Identity {
        self.next += 1;
        Identity(self.next)
    }

    fn var(&mut self, step: &Json) -> Result<&mut Var> {
        let name = step["var"].as_str().unwrap_or_default();
        self.vars.get_mut(name).ok_or_else(|| Error::invalid(format!("no variable {name}")))
    }

    fn object(&self, name: &Json) -> Result<&dyn DynObject> {
        let var = self.vars.get(name.as_str().unwrap_or_default());
        var.map(|var| &*var.object).ok_or_else(|| Error::invalid(format!("no variable {name}")))
    }

    /// The value of a tagged one, in which variables stand.
    fn value(&self, json: &Json) -> Result<Value> {
        match json {
            Json::Array(items) => {
                items.iter().map(|item| self.value(item)).collect::<Result<_>>().map(Value::List)
            }
            Json::Object(map) => match map.iter().next() {
                Some((tag, name)) if tag == "$var" => Ok(Value::Object(self.object(name)?.obj_clone_box())),
                Some((tag, _)) if tag.starts_with('$') => values::untag_field(json),
                _ => {
                    let entries = map.iter().map(|(key, item)| Ok((key.clone(), self.value(item)?)));
                    entries.collect::<Result<_>>().map(Value::Map)
                }
            },
            plain => values::untag_field(plain),
        }
    }

    /// Does to every copy of an object what was done to the one in a variable.
    fn share(&mut self, name: &str) -> Result<()> {
        let Some(var) = self.vars.get(name) else { return Ok(()) };
        let mut known: BTreeMap<Identity, Box<dyn DynObject>> = BTreeMap::new();
        for object in shared::below(&*var.object) {
            if let Some(identity) = shared::identity(&*object) {
                known.insert(identity, object);
            }
        }
        known.insert(var.identity, var.object.obj_clone_box());
        for (_, other) in self.vars.iter_mut().filter(|(other, _)| *other != name) {
            match known.get(&other.identity) {
                Some(object) => other.object = object.obj_clone_box(),
                None => shared::replace(&mut *other.object, &mut |object| {
                    known.get(&shared::identity(object)?).map(|object| object.obj_clone_box())
                })?,
            }
        }
        Ok(())
    }

    /// Runs a step; where a value in it is refused here, first with that, and then with one in its place.
    fn run(&mut self, step: &Json, used: &mut Vec<&'static Rule>) -> Result<Outcome> {
        if step["result"]["skipped"] == true {
            // There is no object, since the step before it failed as it should; or the print depends on the order of
            // a hash set.
            let name = step["var"].as_str().unwrap_or_default();
            return Ok(match self.vars.get(name) {
                Some(var) if step["op"] != "repr" => {
                    Outcome::Failed(format!("there is an object {}", var.object))
                }
                Some(var) if !var.object.to_string().starts_with(var.object.obj_name()) => {
                    Outcome::Failed(format!("a print without the name: {}", var.object))
                }
                _ => Outcome::Passed,
            });
        }
        let ours = self.texts_of(step);
        let Some(rule) = self.refused(step)? else {
            return self.step(step).map(|answer| answer.outcome(used));
        };
        let before = self.snapshot();
        let found = self.step(step)?.found;
        let is_refused = found["error"] == "InvalidValue"
            || found["error"] == "NullField"
            || found["error"] == step["result"]["error"];
        if !is_refused || self.snapshot() != before {
            return Ok(Outcome::Failed(format!(
                "by the rule {}: expected that it is refused, got {found}",
                rule.name
            )));
        }
        if found["error"] == step["result"]["error"] && found["error"].is_string() {
            return Ok(Outcome::Passed);
        }
        Ok(match self.step(&ours)?.outcome(used) {
            Outcome::Passed => Outcome::Diverged(rule),
            Outcome::Diverged(other) => {
                used.push(other);
                Outcome::Diverged(rule)
            }
            other => other,
        })
    }

    /// Every object, to see whether one has changed.
    fn snapshot(&self) -> Vec<Json> {
        self.vars.values().map(|var| objects::describe_value(&*var.object)).collect()
    }

    /// The values that a step gives to fields: where they stand in it, the field, and the type.
    fn given(&self, step: &Json) -> Vec<(Vec<&'static str>, Json, Json)> {
        let mut given = Vec::new();
        let name = step["var"].as_str().unwrap_or_default();
        match step["op"].as_str().unwrap_or_default() {
            "new" => {
                let class = step["class"].as_str().unwrap_or_default();
                let version = synthetic::declared(class, None).map(|found| found.version.to_string());
                for (field, spec) in synthetic::specs(class, &version.unwrap_or_default()) {
                    if step["fields"].get(field).is_some() {
                        let ty = spec["type"].clone();
                        given.push((vec!["fields", field], spec, ty));
                    }
                }
            }
            "set" => {
                let field = step["field"].as_str().unwrap_or_default();
                if let Some(var) = self.vars.get(name) {
                    let spec = var.spec(field);
                    given.push((vec!["value"], spec.clone(), spec["type"].clone()));
                }
            }
            "coll" => {
                let field = step["field"].as_str().unwrap_or_default();
                if let Some(var) = self.vars.get(name)
                    && step["method"] == "append"
                {
                    let spec = var.spec(field);
                    given.push((vec!["args", "0"], spec.clone(), spec["type"]["elem"].clone()));
                }
            }
            _ => {}
        }
        given
    }

    /// The rule by which a value in a step is refused.
    fn refused(&self, step: &Json) -> Result<Option<&'static Rule>> {
        let mut found = synthetic::Found::default();
        for (at, field, ty) in self.given(step) {
            if let Some(value) = at_path(step, &at) {
                synthetic::of_one(&field, &ty, value, &mut found);
            }
        }
        found.overlap.map_or(Ok(found.refused_by), |overlap| Err(Error::invalid(overlap)))
    }

    /// The step with what we hold in the place of what Python holds.
    fn texts_of(&mut self, step: &Json) -> Json {
        let mut ours = step.clone();
        for (at, field, ty) in self.given(step) {
            if let Some(value) = at_path(step, &at) {
                let mut found = synthetic::Found::default();
                synthetic::of_one(&field, &ty, value, &mut found);
                // Null stands for a default that is refused.
                let default = field.get("default").filter(|_| value.is_null() && found.refused);
                let value = self.texts.of_value(&field, &ty, default.unwrap_or(value));
                if let Some(place) = at_path_mut(&mut ours, &at) {
                    *place = value;
                }
            }
        }
        ours
    }
}

fn at_path<'j>(json: &'j Json, path: &[&str]) -> Option<&'j Json> {
    path.iter().try_fold(json, |json, key| match json {
        Json::Array(items) => items.get(key.parse::<usize>().ok()?),
        json => json.get(*key),
    })
}

fn at_path_mut<'j>(json: &'j mut Json, path: &[&str]) -> Option<&'j mut Json> {
    path.iter().try_fold(json, |json, key| match json {
        Json::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
        json => json.get_mut(*key),
    })
}

/// A list of names, sorted as the files have them.
fn names(names: impl IntoIterator<Item = impl Into<String>>) -> Json {
    let mut names: Vec<String> = names.into_iter().map(Into::into).collect();
    names.sort_unstable();
    json!(names)
}
