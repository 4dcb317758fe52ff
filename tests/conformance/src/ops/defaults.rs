//! `obj_set_defaults`, where a default may be one that the Rust type does not have.

use serde_json::{Value as Json, json};
use versioned_object_core::FieldDescriptor;
use versioned_object_core::prelude::*;

use super::steps::{lacks_elements, text};
use super::{Answer, Scene, Var, names, rules};
use crate::{field_rules, synthetic};

/// A field whose default is asked for and that is not set.
struct Unset {
    name: &'static str,
    spec: Json,
    /// Whether the Rust type has the default.
    has: bool,
}

impl Unset {
    /// Whether Python refuses the default too, when it is set.
    fn python_refuses(&self) -> bool {
        self.spec["default"].is_null() && self.spec["nullable"] != true
    }
}

/// Those of an object, in the order in which Python sets them.
fn unset(var: &Var, asked: &[&str]) -> Vec<Unset> {
    let (class, version) = var.class();
    let with = synthetic::specs(&class, &version).into_iter().filter(|(name, spec)| {
        spec.get("default").is_some()
            && (asked.is_empty() || asked.contains(name))
            && var.object.obj_attr_is_set(name) == Ok(false)
    });
    let descriptor = var.object.obj_descriptor();
    let has = |name: &str| descriptor.field(name).is_some_and(FieldDescriptor::has_default);
    with.map(|(name, spec)| Unset { name, has: has(name), spec }).collect()
}

impl Scene {
    pub(super) fn defaults(&mut self, step: &Json) -> Result<Answer> {
        let asked: Vec<&str> =
            step["attrs"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        let fails = step["result"].get("error").is_some();
        let var = self.var(step)?;
        let unset = unset(var, &asked);
        let before = var.object.obj_clone_box();
        let found = var.object.obj_set_defaults(&asked);
        let found = found.map(|()| names(var.object.obj_what_changed()));
        let mut answer = Answer::new(&step["result"], found);
        let lacking: Vec<_> = unset.iter().filter(|field| !field.has).map(|field| field.name).collect();
        let refused = unset.iter().position(Unset::python_refuses).filter(|_| fails);
        // What Python has set: everything, or what stands before the default that it refuses.
        let set = match refused {
            Some(at) => &unset[..at],
            None if fails => &[],
            None => &unset[..],
        };
        if !asked.is_empty() && !lacking.is_empty() {
            answer.by(&field_rules::DEFAULT, json!({"error": "ObjectAction"}));
            answer.found = json!({"error": answer.found["error"]});
        } else if refused.is_some() {
            let mut changed = before.obj_what_changed();
            changed.extend(unset.iter().filter(|field| field.has).map(|field| field.name));
            changed.sort_unstable();
            changed.dedup();
            answer.by(&field_rules::DEFAULT, json!({ "ok": names(changed) }));
        } else if fails && lacks_elements(var) {
            answer.by(&rules::ELEMENTS, json!({ "ok": names(var.object.obj_own_changes()) }));
        } else if !fails {
            for field in set {
                var.was_set(field.name);
            }
            let ours = Self::changed_here(var, &step["result"]["ok"]);
            let rule = if var.only_here.is_empty() { &rules::DELETED } else { &rules::TRACKED };
            answer.by(rule, json!({ "ok": &ours }));
            let ours = ours.as_array().into_iter().flatten().filter_map(Json::as_str);
            answer
                .by(&field_rules::DEFAULT, json!({"ok": names(ours.filter(|name| !lacking.contains(name)))}));
        }
        // On from where Python is, with stand-ins for what we refuse.
        let mut object = if refused.is_some() { before } else { var.object.obj_clone_box() };
        for field in set {
            let name = field.name;
            if field.has {
                object.obj_set_defaults(&[name])?;
            } else {
                let value = self.texts.of_value(&field.spec, &field.spec["type"], &field.spec["default"]);
                object.obj_set(name, self.value(&value)?)?;
            }
        }
        let var = self.var(step)?;
        for field in set {
            var.was_set(field.name);
        }
        var.object = object;
        self.share(text(step, "var"))?;
        Ok(answer)
    }
}
