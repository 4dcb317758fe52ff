//! The steps of scripts.

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Reader, WriteOptions};

use super::collections::{self, Done};
use super::{Answer, Scene, Var, held, names, rules, shared};
use crate::generated::{self, Asked};
use crate::rules as shared_rules;
use crate::{data, field_rules, objects, runs, synthetic, values};

impl Scene {
    /// Runs a step as it stands.
    pub(super) fn step(&mut self, step: &Json) -> Result<Answer> {
        match step["op"].as_str().unwrap_or_default() {
            "new" => self.make(step),
            "load" => Ok(self.load(step)),
            "set" => self.set(step),
            "del" => self.delete(step),
            "get" => self.get(step),
            "is_set" => {
                let found = self.var(step)?.object.obj_attr_is_set(text(step, "field")).map(Json::from);
                Ok(Answer::new(&step["result"], found))
            }
            "changed" | "raw_changed" => self.changed(step),
            "changes" => self.changes(step),
            "reset" => self.reset(step),
            "defaults" => self.defaults(step),
            "repr" => self.print(step),
            "version" => self.version(step),
            "prim" => {
                let mut answer = self.primitive(step)?;
                if let Some(refused) = shared_rules::below_first(step["target"].as_str()) {
                    answer.by(&shared_rules::FIRST_VERSION, json!({"error": refused["error"]}));
                    answer.found = json!({"error": answer.found["error"]});
                }
                let at_stamp = shared_rules::at_stamp(&answer.ours, true);
                answer.by(&shared_rules::AT_STAMP, at_stamp);
                Ok(answer)
            }
            "clone" => self.copy(step),
            "eq" | "ne" => {
                let same = self.object(&step["var"])?.obj_same_primitive(self.object(&step["other"])?);
                Ok(Answer::new(&step["result"], Ok(json!(same == (step["op"] == "eq")))))
            }
            "in" | "keys" | "items" | "dget" | "dgetitem" | "dset" | "update" => self.dict(step),
            "len" | "index" | "slice" | "concat" | "has" | "sort" => self.list(step),
            "coll" => self.collection(step),
            other => Err(Error::invalid(format!("the runner does not know the step {other}"))),
        }
    }

    fn make(&mut self, step: &Json) -> Result<Answer> {
        let class = text(step, "class");
        let is_declared = generated::file("objects").iter().any(|entry| entry.descriptor().name == class);
        let descriptor = generated::shipped(class)
            .filter(|_| !is_declared)
            .map_or_else(|| synthetic::declared(class, None), Ok)?;
        let identity = self.identity();
        let mut var = Var::new(descriptor.orphan(), identity);
        var.object.obj_set_context(Some(&shared::context(identity)));
        let fields = step["fields"].as_object().cloned().unwrap_or_default();
        if descriptor.list_of.is_some() && !fields.contains_key("objects") {
            var.object.obj_set("objects", Value::List(Vec::new()))?;
            var.object.obj_reset_changes(&[], false);
        }
        let mut made = Ok(json!(null));
        for (name, value) in &fields {
            match self.value(value).and_then(|value| var.object.obj_set(name, value)) {
                Err(Error::UnknownField { .. }) => drop(var.attributes.insert(name.clone())),
                Err(error) => {
                    made = Err(error);
                    break;
                }
                Ok(()) => {}
            }
        }
        let unknown = !var.attributes.is_empty();
        if made.is_ok() {
            self.vars.insert(text(step, "var").to_owned(), var);
        }
        let mut answer = done(step, made);
        if unknown {
            // The name is refused, and the object made without it.
            answer.by(&rules::ATTRIBUTE, json!({"error": "UnknownField"}));
            answer.found = json!({"error": "UnknownField"});
        }
        Ok(answer)
    }

    fn load(&mut self, step: &Json) -> Answer {
        let read = values::untag(&step["prim"])
            .and_then(|value| Reader::new().registry(synthetic::registry()).read_any_value(value));
        let found = read.as_ref().map(|object| described(&**object)).map_err(Clone::clone);
        let mut answer = Answer::new(&snapshot_result(&step["result"]), found);
        if let Ok(object) = read {
            let ours = json!({"ok": self.texts.of_snapshot(&answer.expected["ok"])});
            answer.by(self.texts.rule(), ours);
            let identity = self.identity();
            self.vars.insert(text(step, "var_into").to_owned(), Var::new(object, identity));
        }
        answer
    }

    fn set(&mut self, step: &Json) -> Result<Answer> {
        let field = text(step, "field");
        let value = self.value(&step["value"]);
        let var = self.var(step)?;
        let spec = var.spec(field);
        let whole = var.object.obj_clone_box();
        let set = value.and_then(|value| var.object.obj_set(field, value));
        let is_set = set.is_ok();
        let was_none = var.none_states.contains(field);
        if spec["type"]["type"] == "StateMachine" && step["result"].get("error").is_none() {
            if step["value"].is_null() {
                var.none_states.insert(field.to_owned());
            } else {
                var.none_states.remove(field);
            }
        }
        if is_set
            && step["result"].get("error").is_some()
            && (was_none || replaces_state(&spec, &step["value"]))
        {
            // On from where Python is, which takes null for a state of its own.
            let mut answer =
                Answer::new(&step["result"], Ok(var.object.obj_get(field).map(|state| values::tag(&state))?));
            let is_default = step["value"].is_null() && spec["nullable"] != true;
            let state = if is_default { &spec["default"] } else { &step["value"] };
            answer.by(&field_rules::NONE_STATE, json!({ "ok": state }));
            var.object = whole;
            return Ok(answer);
        }
        if is_set
            && spec["type"]["type"] == "StateMachine"
            && lacks_elements(var)
            && step["result"]["error"] == "NotImplementedError"
        {
            // Python looks for the field among the elements, which were deleted: on from there.
            let mut answer = done(step, Ok(json!(null)));
            answer.by(&rules::LIST_STATE, json!({"ok": null}));
            var.object = whole;
            return Ok(answer);
        }
        // An equal value in a read-only field changes nothing.
        if is_set && var.object.obj_own_changes().contains(&field) {
            var.was_set(field);
        }
        let is_same = spec["type"]["type"] == "UUID"
            && objects::describe_value(&*whole) == objects::describe_value(&*var.object);
        let mut answer = done(step, set.map(|()| json!(null)));
        let descriptor = var.object.obj_descriptor();
        let (received, since) =
            (var.object.obj_version(), descriptor.field(field).and_then(|field| field.since));
        if received.older_than(descriptor.version) && since.is_some_and(|since| received.older_than(since)) {
            answer.by(&rules::NEWER_SET, json!({"error": "InvalidValue"}));
            answer.found = json!({"error": answer.found["error"]});
        }
        if !is_set && answer.expected.get("ok").is_some() && leaves_state_of_list(&*whole, &spec, step) {
            answer.by(&rules::LIST_STATE, json!({"error": "InvalidValue"}));
            answer.found = json!({"error": answer.found["error"]});
            // On from where Python is.
            var.object.obj_unset(field)?;
            var.object.obj_set(field, values::untag(&step["value"])?)?;
        }
        if !is_set
            && spec["type"]["type"] == "StateMachine"
            && step["value"].is_null()
            && spec["read_only"] == true
        {
            // Python finds that it cannot change to the text `None` before it sees that it cannot change.
            answer.by(&field_rules::NONE_STATE, json!({"error": "ReadOnlyField"}));
            answer.found = json!({"error": answer.found["error"]});
        }
        if is_set && is_same && answer.expected["error"] == "ReadOnlyFieldError" {
            // Another text, but the same UUID.
            answer.by(&field_rules::UUID, json!({"ok": null}));
        }
        self.share(text(step, "var"))?;
        Ok(answer)
    }

    fn delete(&mut self, step: &Json) -> Result<Answer> {
        let field = text(step, "field");
        let var = self.var(step)?;
        let was_changed = var.object.obj_own_changes().contains(&field);
        let found = var.object.obj_unset(field);
        var.none_states.remove(field);
        if found.is_ok() && was_changed && !var.only_here.remove(field) {
            var.only_python.insert(field.to_owned());
        }
        self.share(text(step, "var"))?;
        Ok(done(step, found.map(|()| json!(null))))
    }

    fn get(&mut self, step: &Json) -> Result<Answer> {
        let field = text(step, "field").to_owned();
        let var = self.var(step)?;
        let found = var.object.obj_get(&field).map(|value| values::tag(&value));
        let (spec, is_attribute) = (var.spec(&field), var.attributes.contains(&field));
        let mut expected = step["result"].clone();
        if let Some(value) = expected.get_mut("ok") {
            synthetic::value_seen(value);
        }
        let mut answer = Answer::new(&expected, found);
        if is_attribute {
            answer.by(&rules::ATTRIBUTE, json!({"error": "UnknownField"}));
            answer.found = json!({"error": answer.found["error"]});
        } else if expected.get("ok").is_some() {
            let ours = match spec.get("type") {
                Some(ty) => self.texts.of_value(&spec, ty, &expected["ok"]),
                None => self.texts.of_object(&expected["ok"]),
            };
            answer.by(self.texts.rule(), json!({ "ok": ours }));
        }
        Ok(answer)
    }

    /// The names of changed fields as we have them where Python has `python`.
    pub(super) fn changed_here(var: &Var, python: &Json) -> Json {
        let python = python.as_array().into_iter().flatten().filter_map(Json::as_str);
        let both = python.filter(|name| !var.only_python.contains(*name)).map(str::to_owned);
        let mut here: Vec<_> = both.collect();
        here.extend(var.only_here.iter().cloned());
        here.sort_unstable();
        here.dedup();
        json!(here)
    }

    fn changed(&mut self, step: &Json) -> Result<Answer> {
        let var = self.var(step)?;
        let found = match text(step, "op") {
            "changed" => var.object.obj_what_changed(),
            _ => var.object.obj_own_changes(),
        };
        let mut answer = Answer::new(&step["result"], Ok(names(found)));
        if lacks_elements(var) && answer.expected["error"] == "NotImplementedError" {
            let others = var.object.obj_own_changes().into_iter().filter(|name| *name != "objects");
            answer.by(&rules::ELEMENTS, json!({"ok": names(others)}));
        } else {
            let rule = if var.only_here.is_empty() { &rules::DELETED } else { &rules::TRACKED };
            let ours = Self::changed_here(var, &answer.expected["ok"]);
            answer.by(rule, json!({ "ok": ours }));
        }
        Ok(answer)
    }

    fn changes(&mut self, step: &Json) -> Result<Answer> {
        let var = self.var(step)?;
        let changes = var.object.obj_get_changes();
        let found: serde_json::Map<_, _> =
            changes.iter().map(|(name, value)| ((*name).to_owned(), values::tag(value))).collect();
        let (class, version) = var.class();
        let mut expected = step["result"].clone();
        if let Some(changes) = expected.get_mut("ok") {
            synthetic::value_seen(changes);
        }
        let unset_in_python = !var.only_python.is_empty() || lacks_elements(var);
        let named = var.object.obj_what_changed();
        let values =
            named.iter().map(|name| Ok(((*name).to_owned(), values::tag(&var.object.obj_get(name)?))));
        let values: serde_json::Map<_, _> = values.collect::<Result<_>>()?;
        let mut answer = Answer::new(&expected, Ok(Json::Object(found)));
        if unset_in_python && expected["error"] == "NotImplementedError" {
            answer.by(&rules::DELETED, json!({ "ok": values }));
        } else if expected.get("ok").is_some() {
            let ours = self.texts.of_fields(&class, &version, &expected["ok"]);
            answer.by(self.texts.rule(), json!({ "ok": ours }));
        }
        Ok(answer)
    }

    fn reset(&mut self, step: &Json) -> Result<Answer> {
        let fields: Vec<&str> =
            step["fields"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        let fails = step["result"]["error"] == "NotImplementedError";
        let var = self.var(step)?;
        let before = var.object.obj_clone_box();
        let stumbles = fails && (!var.only_python.is_empty() || lacks_elements(var));
        var.object.obj_reset_changes(&fields, step["recursive"] == true);
        let is_asked = |name: &str| fields.is_empty() || fields.contains(&name);
        let left = var.object.obj_own_changes().iter().any(|name| is_asked(name));
        if stumbles {
            // Python stumbles over the deleted field, and resets nothing: on from there.
            var.object = before;
        } else {
            var.only_here.retain(|name| !is_asked(name));
            var.only_python.retain(|name| !is_asked(name));
        }
        self.share(text(step, "var"))?;
        let mut answer = done(step, Ok(json!(left)));
        if stumbles {
            answer.by(&rules::DELETED, json!({"ok": false}));
            answer.found = json!({ "ok": left });
        }
        Ok(answer)
    }

    fn print(&mut self, step: &Json) -> Result<Answer> {
        let var = self.var(step)?;
        let (class, version) = var.class();
        let found = var.object.obj_python_repr();
        if step["result"]["error"] == "ValueError" && !var.none_states.is_empty() {
            // Python cannot print the state of its own.
            let mut answer = Answer::new(&step["result"], Ok(json!(&found)));
            answer.by(&field_rules::NONE_STATE, json!({ "ok": found }));
            return Ok(answer);
        }
        let printed = step["result"]["ok"].as_str().unwrap_or_default();
        let mut ours = self.texts.of_print(&class, &version, printed);
        let object = self.object(&step["var"])?;
        for (name, spec) in synthetic::specs(&class, &version) {
            let empty = held::stand_in("");
            if spec["type"]["type"] == "UUID" && object.obj_get(name).is_ok_and(|id| id == empty.as_str()) {
                // Python prints an empty text as if there were none.
                ours = ours.replace(&format!("{name}=<?>"), &format!("{name}={empty}"));
            }
        }
        let mut answer = Answer::new(&step["result"], Ok(json!(found)));
        let called = objects::with_our_ids(self.object(&step["var"])?, &json!(ours));
        answer.by(self.texts.rule(), json!({ "ok": ours }));
        answer.by(&shared_rules::CONTAINER_ID, json!({ "ok": called }));
        Ok(answer)
    }

    fn version(&mut self, step: &Json) -> Result<Answer> {
        let var = self.var(step)?;
        let mut answer = Answer::new(&step["result"], Ok(var.object.obj_version().to_string().into()));
        if let Some((version, _)) = &var.received {
            answer.by(&rules::VERSION_KEPT, json!({ "ok": version }));
        }
        Ok(answer)
    }

    fn primitive(&mut self, step: &Json) -> Result<Answer> {
        let var = self.var(step)?;
        let mut options = WriteOptions::default();
        if let Some(target) = step["target"].as_str() {
            options = options.target_version(target.parse()?);
        }
        if let Some(manifest) = step["manifest"].as_object() {
            let versions = manifest.iter().map(|(name, version)| {
                Ok((name.clone(), version.as_str().unwrap_or_default().parse::<Version>()?))
            });
            options = options.version_manifest(versions.collect::<Result<Vec<_>>>()?);
        }
        let written = options.to_value(&*var.object).map(|mut written| {
            runs::normalize(&mut written);
            written
        });
        let mut expected = step["result"].clone();
        expected.get_mut("ok").into_iter().for_each(runs::normalize);
        let mut answer = Answer::new(&expected, written);
        if let Some((version, last)) = &var.received {
            let is_own = step["target"].is_null() || step["target"] == json!(version);
            if is_own {
                answer.by(&rules::VERSION_KEPT, json!({ "ok": last }));
            }
            return Ok(answer);
        }
        if lacks_elements(var) && step["result"]["error"] == "NotImplementedError" {
            // What it is with elements, without them.
            let mut with = var.object.obj_clone_box();
            with.obj_set("objects", Value::List(Vec::new()))?;
            with.obj_reset_changes(&["objects"], false);
            let mut ours = options.to_value(&*with)?;
            runs::normalize(&mut ours);
            let data = format!("{}.data", with.obj_descriptor().serial_namespace);
            ours[&data].as_object_mut().and_then(|data| data.remove("objects"));
            answer.by(&rules::ELEMENTS, json!({ "ok": ours }));
            return Ok(answer);
        }
        let target = step["target"].as_str().and_then(|target| target.parse().ok());
        if let Some(target) = target
            && answer.expected["error"] == "TypeError"
            && let Some(lower) = runs::in_gap(&*var.object, target)
        {
            let mut ours = options.clone().target_version(lower).to_value(&*var.object)?;
            ours[format!("{}.version", var.object.obj_descriptor().serial_namespace)] =
                json!(target.to_string());
            runs::normalize(&mut ours);
            answer.by(&shared_rules::CHILD_GAP, json!({ "ok": ours }));
            return Ok(answer);
        }
        if answer.expected.get("ok").is_none() {
            return Ok(answer);
        }
        let mut ours = answer.expected["ok"].clone();
        let key = format!("{}.changes", var.object.obj_descriptor().serial_namespace);
        let changes = Self::changed_here(var, &ours[&key]);
        if changes != json!([]) {
            ours[&key] = changes;
        } else if let Some(map) = ours.as_object_mut() {
            map.remove(&key);
        }
        let rule = if var.only_here.is_empty() { &rules::DELETED } else { &rules::TRACKED };
        answer.by(rule, json!({ "ok": ours }));
        if var.object.obj_descriptor().namespace == "cinder" {
            ours = shared_rules::without_newer(&ours);
            answer.by(&shared_rules::NEWER_FIELDS, json!({ "ok": ours }));
        }
        let mut ours = self.texts.of_object(&answer.ours["ok"]);
        runs::normalize(&mut ours);
        answer.by(self.texts.rule(), json!({ "ok": ours }));
        Ok(answer)
    }

    fn copy(&mut self, step: &Json) -> Result<Answer> {
        if step["result"]["error"] == "ValueError" && has_none_state(self.var(step)?) {
            // Python cannot copy the state of its own, and we need not have the copy.
            let copied = self.object(&step["var"])?.obj_clone_box().obj_name()
                == self.object(&step["var"])?.obj_name();
            let mut answer = Answer::new(&step["result"], Ok(json!(copied)));
            answer.by(&field_rules::NONE_STATE, json!({"ok": true}));
            return Ok(answer);
        }
        let from = text(step, "var").to_owned();
        let mut next = self.next;
        let object = shared::copy(self.object(&step["var"])?, || {
            next += 1;
            shared::Identity(next)
        })?;
        let identity = shared::identity(&*object).unwrap_or(shared::Identity(next + 1));
        self.next = next + 1;
        let original = &self.vars[&from];
        let mut var = Var::new(object, identity);
        var.only_here.clone_from(&original.only_here);
        var.only_python.clone_from(&original.only_python);
        var.none_states.clone_from(&original.none_states);
        let version = original.object.obj_version();
        if version != original.object.obj_descriptor().version {
            let mut last = original.object.obj_to_primitive()?;
            values::sort_changes(&mut last);
            var.received = Some((version.to_string(), last));
        }
        let mut answer = done(step, Ok(json!(null)));
        if lacks_elements(&var) {
            // Python makes a new list object, which has elements, and copies what is set.
            answer.by(&rules::ELEMENTS, json!({"ok": "no elements"}));
            answer.found = json!({"ok": "no elements"});
            var.object.obj_set("objects", Value::List(Vec::new()))?;
            var.object.obj_reset_changes(&["objects"], false);
            if var.only_python.remove("objects") {
                var.only_here.remove("objects");
                let value = var.object.obj_get("objects")?;
                var.object.obj_set("objects", value)?;
            }
        }
        self.vars.insert(text(step, "into").to_owned(), var);
        Ok(answer)
    }

    fn dict(&mut self, step: &Json) -> Result<Answer> {
        let default = match step.get("default") {
            Some(default) => Some(self.value(default)?),
            None => None,
        };
        let value = self.value(&step["value"])?;
        let mut update = Vec::new();
        for (name, value) in step["values"].as_object().into_iter().flatten() {
            update.push((name.clone(), self.value(value)?));
        }
        let key = text(step, "key");
        let var = self.var(step)?;
        let asked = match (text(step, "op"), default) {
            ("in", _) => Asked::Contains(key),
            ("keys", _) => Asked::Keys,
            ("items", _) => Asked::Items,
            ("dget", Some(default)) => Asked::GetOr(key, default),
            ("dset", _) => Asked::Set(key, value),
            ("update", _) => Asked::Update(update),
            _ => Asked::Get(key),
        };
        let entry = generated::entry_of(&*var.object)?;
        let found = entry.typed.dict(&mut *var.object, &asked).map(|value| values::tag(&value));
        let (class, version) = var.class();
        let mut answer = match text(step, "op") {
            "dset" | "update" => done(step, found),
            _ => Answer::new(&step["result"], found),
        };
        match asked {
            Asked::Set(..) if answer.expected == answer.found => var.was_set(key),
            Asked::Set(..) if var.object.obj_descriptor().field(key).is_none() => {
                var.attributes.insert(key.to_owned());
                answer.by(&rules::ATTRIBUTE, json!({"error": "UnknownField"}));
                answer.found = json!({"error": answer.found["error"]});
            }
            Asked::Update(fields) => fields.iter().for_each(|(name, _)| var.was_set(name)),
            Asked::Items if answer.expected.get("ok").is_some() => {
                let mut ours = answer.expected.clone();
                for item in ours["ok"].as_array_mut().into_iter().flatten() {
                    let name = item[0].as_str().unwrap_or_default().to_owned();
                    let fields = self.texts.of_fields(&class, &version, &json!({ &name: item[1] }));
                    item[1] = fields[&name].clone();
                }
                answer.by(self.texts.rule(), ours);
            }
            _ => {}
        }
        self.share(text(step, "var"))?;
        Ok(answer)
    }

    fn list(&mut self, step: &Json) -> Result<Answer> {
        let op = text(step, "op");
        let object = self.object(&step["var"])?;
        let access = generated::entry_of(object)?.list.ok_or_else(|| Error::invalid("this is no list"))?;
        let elements = access.elements(object)?;
        let place = |number: &Json, default: usize| {
            let Some(number) = number.as_i64() else { return default };
            let from_end = usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
            if number < 0 { elements.len().saturating_sub(from_end) } else { from_end }
        };
        let expected = &step["result"];
        let (mut answer, made) = match op {
            "len" => {
                let mut answer = Answer::new(expected, Ok(elements.len().into()));
                if object.obj_attr_is_set("objects") == Ok(false) {
                    answer.by(&rules::ELEMENTS, json!({"ok": 0}));
                }
                (answer, None)
            }
            "index" => {
                let found = elements.get(place(&step["i"], usize::MAX)).cloned();
                let shown = found.as_ref().map(|object| json!({"$obj": objects::describe_value(&**object)}));
                let mut expected = expected.clone();
                if let Some(value) = expected.get_mut("ok") {
                    synthetic::value_seen(value);
                }
                (nothing_or(&expected, shown), found)
            }
            "slice" => {
                let part = access.slice(object, place(&step["a"], 0), place(&step["b"], elements.len()))?;
                (Answer::new(&snapshot_result(expected), Ok(described(&*part))), Some(part))
            }
            "concat" => match access.concat(object, self.object(&step["other"])?) {
                // It does not compile.
                None => (same_error(expected, "TypeError"), None),
                Some(Ok(sum)) => (Answer::new(&snapshot_result(expected), Ok(described(&*sum))), Some(sum)),
                Some(Err(error)) => (Answer::new(expected, Err(error)), None),
            },
            "has" => {
                let found = access.contains(object, self.object(&step["item"])?).map(Json::from);
                (Answer::new(expected, found), None)
            }
            _ => {
                let var = self.var(step)?;
                let sorted = access.sort(&mut *var.object, text(step, "by"), step["reverse"] == true);
                var.only_here.insert("objects".to_owned());
                let found = sorted.and_then(|()| {
                    let sorted = access.elements(&*var.object)?;
                    sorted
                        .iter()
                        .map(|element| Ok(values::tag(&element.obj_get(text(step, "by"))?)))
                        .collect()
                });
                self.share(text(step, "var"))?;
                (Answer::new(expected, found), None)
            }
        };
        if let (Some(made), Some(into)) = (made, step["into"].as_str()) {
            let identity = match op {
                "index" => shared::identity(&*made),
                _ => None,
            };
            let identity = identity.unwrap_or_else(|| self.identity());
            self.vars.insert(into.to_owned(), Var::new(made, identity));
        }
        if answer.expected.get("ok").is_some_and(|ok| ok.get("class").is_some()) {
            let ours = json!({"ok": self.texts.of_snapshot(&answer.expected["ok"])});
            answer.by(self.texts.rule(), ours);
        }
        Ok(answer)
    }

    fn collection(&mut self, step: &Json) -> Result<Answer> {
        let (field, method) = (text(step, "field").to_owned(), text(step, "method"));
        let arguments = data::list(step, "args").iter().map(|argument| self.value(argument));
        let arguments: Result<Vec<_>> = arguments.collect();
        let var = self.var(step)?;
        let before = var.object.obj_clone_box();
        let python_changed = step["result"]["raw_changed"].clone();
        let called = arguments.and_then(|arguments| {
            // The default is coerced first, also where it is not needed.
            if method == "setdefault" && arguments.len() == 2 {
                before
                    .obj_clone_box()
                    .obj_change(&field, |value| collections::call(value, "__setitem__", &arguments))?;
            }
            let mut changed = before.obj_clone_box();
            let done = changed.obj_change(&field, |value| collections::call(value, method, &arguments))?;
            Ok((done, changed))
        });
        let mut expected = step["result"].clone();
        for part in ["ok", "now"] {
            if let Some(value) = expected.get_mut(part) {
                synthetic::value_seen(value);
            }
        }
        let mut answer = match called {
            Err(error) => Answer::new(&expected, Err(error)),
            Ok((Done::Nothing, _)) => nothing_or(&expected, None),
            Ok((Done::Returned(returned), changed)) => {
                let now = changed.obj_get(&field)?;
                let returned = match (method, &now) {
                    ("setdefault", Value::Map(entries)) => {
                        let known = entries.iter().find(|(key, _)| step["args"][0] == json!(key));
                        known.map_or(Json::Null, |(_, value)| values::tag(value))
                    }
                    (method, now) if collections::is_pure(method) => values::tag(now),
                    // Python returns nothing.
                    ("remove", _) => Json::Null,
                    _ => values::tag(&returned),
                };
                if !collections::is_pure(method) {
                    var.object = changed;
                    if !before.obj_own_changes().contains(&field.as_str()) {
                        var.only_here.insert(field.clone());
                    }
                }
                let now = values::tag(&var.object.obj_get(&field)?);
                let mut found = json!({"ok": returned, "now": now});
                if !python_changed.is_null() {
                    found["raw_changed"] = names(var.object.obj_own_changes());
                }
                Answer::of(&expected, &found)
            }
        };
        if !python_changed.is_null() {
            let mut ours = answer.expected.clone();
            ours["raw_changed"] = Self::changed_here(var, &python_changed);
            answer.by(&rules::TRACKED, ours);
        }
        let spec = var.spec(&field);
        if answer.expected.get("now").is_some() {
            let mut ours = answer.ours.clone();
            for part in ["ok", "now"] {
                ours[part] = self.texts.of_value(&spec, &spec["type"], &ours[part]);
            }
            answer.by(self.texts.rule(), ours);
        }
        self.share(text(step, "var"))?;
        Ok(answer)
    }
}

pub(super) fn text<'j>(step: &'j Json, key: &str) -> &'j str {
    step[key].as_str().unwrap_or_default()
}

/// The answer of a step that gives nothing: `{}` in the file.
fn done(step: &Json, found: Result<Json>) -> Answer {
    let expected = &step["result"];
    match expected.get("error") {
        None => Answer::new(&json!({"ok": null}), found.map(|_| json!(null))),
        Some(_) => Answer::new(expected, found),
    }
}

/// Whether a state machine of an object, or of one below it, is null: in Python it has a state of its own.
fn has_none_state(var: &Var) -> bool {
    let is_null = |object: &dyn DynObject| {
        let version = object.obj_descriptor().version.to_string();
        let specs = synthetic::specs(object.obj_name(), &version);
        let mut states = specs.iter().filter(|(_, spec)| spec["type"]["type"] == "StateMachine");
        states.any(|(name, _)| object.obj_get(name).is_ok_and(|state| state.is_null()))
    };
    !var.none_states.is_empty() || shared::below(&*var.object).iter().any(|object| is_null(&**object))
}

/// Whether a state machine of a list object is set to what its state may not change to.
fn leaves_state_of_list(object: &dyn DynObject, spec: &Json, step: &Json) -> bool {
    let state = object.obj_get(text(step, "field")).map(|state| values::tag(&state)).unwrap_or_default();
    let next = state.as_str().and_then(|state| spec["type"]["transitions"][state].as_array());
    object.obj_descriptor().list_of.is_some() && next.is_some_and(|next| !next.contains(&step["value"]))
}

/// Whether null is a state of a state machine: itself, or the default.
fn replaces_state(field: &Json, value: &Json) -> bool {
    field["type"]["type"] == "StateMachine"
        && value.is_null()
        && (field.get("default").is_some() || field["nullable"] == true)
}

/// Where Python raises `IndexError` or `KeyError`, or finds no element, there is nothing.
fn nothing_or(expected: &Json, found: Option<Json>) -> Answer {
    let is_nothing = ["IndexError", "KeyError"].iter().any(|class| expected["error"] == *class)
        || expected["message"] == "list.remove(x): x not in list";
    match found {
        None if is_nothing => same_error(expected, expected["error"].as_str().unwrap_or_default()),
        None => Answer::new(expected, Ok(json!("nothing"))),
        Some(found) => Answer::new(expected, Ok(found)),
    }
}

fn same_error(expected: &Json, class: &str) -> Answer {
    let found = if expected["error"] == class { expected.clone() } else { json!({ "error": class }) };
    Answer::of(expected, &found)
}

/// An object with its print.
fn described(object: &dyn DynObject) -> Json {
    let mut described = objects::describe_value(object);
    described["repr"] = object.obj_python_repr().into();
    described
}

/// What the file says of an object, as [`described`] gives it.
fn snapshot_result(result: &Json) -> Json {
    let Some(object) = result.get("ok") else { return result.clone() };
    let mut seen = synthetic::seen(object);
    seen["repr"] = object["repr"].clone();
    json!({ "ok": seen })
}

/// A list object whose elements were deleted.
pub(super) fn lacks_elements(var: &Var) -> bool {
    var.object.obj_descriptor().list_of.is_some() && var.object.obj_attr_is_set("objects") == Ok(false)
}
