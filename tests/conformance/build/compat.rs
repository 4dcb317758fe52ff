//! What older versions of an object get: rules of fields as declared history, and the rest in a hook.

use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::objects::{Objects, list, text};

/// The version that the declaration of a field says it is new in: the one below which the object's rules remove it.
///
/// None where the rules do more than that, so that the hook has them all: a rule that a subclass outruns, or that a
/// class has for its own fields under other names, is no history of the field.
pub(crate) fn since<'j>(objects: &Objects<'j>, owner: &'j Json, name: &str, spec: &Json) -> Option<&'j str> {
    if has_objects(&spec["type"]) {
        return None;
    }
    let removed =
        objects.rules(owner).into_iter().filter(|rule| list(rule, "pop").iter().any(|field| field == name));
    let since = removed.map(|rule| text(rule, "lt")).max_by_key(|version| numbers(version))?;
    let numbers_of_since = numbers(since);
    let is_plain = numbers_of_since.len() == 2 && shown(&numbers_of_since) == since;
    let fits = |holder: &&Json| {
        let renames = |rule: &&Json| list(rule, "rename").iter().any(|field| field == name);
        numbers(text(holder, "version")) >= numbers_of_since && !objects.rules(holder).iter().any(renames)
    };
    (is_plain && objects.holders(owner).iter().all(fits)).then_some(since)
}

/// The hook of an object: every rule that its declared fields do not say, in the order of the file.
pub(crate) fn hook<'j>(objects: &Objects<'j>, object: &'j Json) -> Option<String> {
    let mut body = String::new();
    for rule in objects.rules(object) {
        let lines = effects(objects, object, rule);
        if !lines.is_empty() {
            let _ = write!(
                body,
                "        if crate::generated::is_below(target, &{:?}) {{\n{lines}        }}\n",
                numbers(text(rule, "lt"))
            );
        }
    }
    if body.is_empty() {
        return None;
    }
    Some(format!(
        "    fn hook_make_compatible(&self, data: &mut crate::generated::Data, target: Version) -> Result<()> {{\n\
         {body}        Ok(())\n    }}\n"
    ))
}

fn effects<'j>(objects: &Objects<'j>, object: &'j Json, rule: &Json) -> String {
    let mut lines = String::new();
    for field in list(rule, "pop") {
        let name = field.as_str().unwrap_or_default();
        if declared_since(objects, object, name)
            .is_none_or(|since| numbers(since) < numbers(text(rule, "lt")))
        {
            let _ = writeln!(lines, "            data.remove({name:?});");
        }
    }
    if let [Json::String(name), value] = list(rule, "set") {
        let _ = writeln!(
            lines,
            "            crate::generated::replace(data, {name:?}, {:?});",
            value.to_string()
        );
    }
    if let [Json::String(new), Json::String(old)] = list(rule, "rename") {
        let _ = writeln!(lines, "            crate::generated::rename(data, {new:?}, {old:?});");
    }
    if let Some(reason) = rule["raise"].as_str() {
        let _ = writeln!(lines, "            return Err(crate::generated::unsupported({reason:?}));");
    }
    lines
}

/// The version that the declaration of a field of the object says it is new in.
fn declared_since<'j>(objects: &Objects<'j>, object: &'j Json, name: &str) -> Option<&'j str> {
    let mut next = Some(object);
    while let Some(owner) = next {
        if let Some(field) = objects.declared(owner).into_iter().find(|field| field[0] == name) {
            return since(objects, owner, name, &field[1]);
        }
        next = objects.parent(owner);
    }
    None
}

/// The versions of children, as the derive has them: pairs in order, and `..` where the child is newer than the last.
pub(crate) fn pairs(objects: &Objects<'_>, object: &Json, child: &str, given: &[Json]) -> Option<String> {
    let own = numbers(text(object, "version"));
    let mut before: Option<(Vec<u64>, Vec<u64>)> = None;
    let mut out = Vec::new();
    for pair in given {
        let (ours, theirs) = (numbers(pair[0].as_str()?), numbers(pair[1].as_str()?));
        let is_next = before.as_ref().is_none_or(|(last, child)| *last < ours && *child <= theirs);
        if !is_next || ours > own || ours.len() != 2 || theirs.len() != 2 {
            return None;
        }
        out.push(format!("({:?}, {:?})", shown(&ours), shown(&theirs)));
        before = Some((ours, theirs));
    }
    let last = before.map(|(_, child)| shown(&child));
    if objects.version_of(child) != last.as_deref() {
        out.push("..".to_owned());
    }
    Some(out.join(", "))
}

/// Whether the values of a type are objects, or have some.
pub(crate) fn has_objects(ty: &Json) -> bool {
    ty["type"] == "Object" || ty.get("elem").is_some_and(has_objects)
}

/// A version as oslo compares it.
pub(crate) fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

fn shown(numbers: &[u64]) -> String {
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}
