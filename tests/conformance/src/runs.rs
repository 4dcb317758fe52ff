//! The runs of `wire.json` and `family_wire.json`: an object written at a version, with or without a manifest.

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;

use crate::rules::{self, Rule};
use crate::{data, exceptions, synthetic, values};

/// What we write, or the error as Python names it.
pub(crate) fn written(object: &dyn DynObject, target: &Json, manifest: &Json) -> Json {
    match write(object, target, manifest) {
        Ok(mut envelope) => {
            normalize(&mut envelope);
            json!({"ok": envelope})
        }
        Err(error) => error_of(&error),
    }
}

/// An envelope with its changes and sets sorted.
pub(crate) fn normalize(envelope: &mut Json) {
    values::sort_changes(envelope);
    values::sort_sets(envelope, synthetic::registry());
}

/// Our error under Python's name for it, and its message as Python has it.
fn error_of(error: &Error) -> Json {
    let message = match error {
        Error::InvalidTargetVersion { version, .. } => format!("Invalid target version {version}"),
        Error::UnsupportedObject { name, .. } => format!("Unsupported object type {name}"),
        Error::ObjectAction { action, reason } => {
            format!("Object action {action} failed because: {reason}")
        }
        Error::InvalidValue { .. } => return json!({"error": exceptions::name_of(error)}),
        other => other.to_string(),
    };
    json!({"error": exceptions::name_of(error), "message": message})
}

fn write(object: &dyn DynObject, target: &Json, manifest: &Json) -> Result<Json> {
    let mut options = WriteOptions::default();
    match manifest {
        Json::String(tree) if tree == "tree" => {
            let name = object.obj_descriptor().name;
            options = options.version_manifest(synthetic::registry().obj_tree_get_versions(name)?);
        }
        Json::Object(manifest) => {
            let version = |version: &Json| version.as_str().unwrap_or_default().parse::<Version>();
            let versions = manifest.iter().map(|(name, text)| Ok((name.clone(), version(text)?)));
            options = options.version_manifest(versions.collect::<Result<Vec<_>>>()?);
        }
        _ => {}
    }
    if let Some(target) = target.as_str() {
        options = options.target_version(target.parse()?);
    }
    options.to_value(object)
}

/// Python's answer of a run, and what we answer instead and by which rule.
pub(crate) fn answer(
    object: &dyn DynObject,
    case: &Json,
    run: &Json,
) -> (Json, Option<(&'static Rule, Json)>) {
    let (python, ours) = answer_to_target(object, case, run);
    let answer = ours.as_ref().map_or(&python, |(_, answer)| answer);
    if let Some(refused) = rules::below_first(run["target"].as_str())
        && python["error"] != "UnregisteredSubobject"
    {
        return (python, Some((&rules::FIRST_VERSION, refused)));
    }
    let at_stamp = rules::at_stamp(answer, false);
    if at_stamp == *answer {
        return (python, ours);
    }
    let rule = ours.map_or(&rules::AT_STAMP, |(rule, _)| rule);
    (python, Some((rule, at_stamp)))
}

fn answer_to_target(
    object: &dyn DynObject,
    case: &Json,
    run: &Json,
) -> (Json, Option<(&'static Rule, Json)>) {
    let mut python = run["result"].clone();
    if let Some(envelope) = python.get_mut("ok") {
        normalize(envelope);
    } else if python["error"] == "ValueError" {
        // The message is Python's own.
        python = json!({"error": "ValueError"});
    }
    let Some(target) = run["target"].as_str().filter(|_| python["error"] != "UnregisteredSubobject") else {
        return (python, None);
    };
    let Ok(version) = target.parse::<Version>() else {
        return (python, Some((&rules::VERSION_TEXT, json!({"error": "ValueError"}))));
    };
    let (rule, instead) = if version.patch == Some(0) {
        (&rules::ZERO_PATCH, version.without_patch())
    } else if let Some(lower) = in_gap(object, version) {
        (&rules::CHILD_GAP, lower)
    } else {
        return (python, None);
    };
    let own = object.obj_version();
    let is_same = |other: &&Json| {
        let target = &other["target"];
        other["manifest"] == run["manifest"]
            && (*target == instead.to_string() || target.is_null() && instead == own)
    };
    let other = data::list(case, "runs").iter().find(is_same);
    // A file need not have the run that says it.
    let of_own = || written(object, &json!(instead.to_string()), &run["manifest"]);
    let mut ours = other.map_or_else(of_own, |other| {
        let (python, ours) = answer(object, case, other);
        ours.map_or(python, |(_, ours)| ours)
    });
    if version.older_than(own)
        && let Some(envelope) = ours.get_mut("ok")
    {
        let key = format!("{}.version", object.obj_descriptor().serial_namespace);
        envelope[key] = json!(target);
    }
    (python, Some((rule, ours)))
}

/// For a list object and a version between two of its child versions, the lower one.
pub(crate) fn in_gap(object: &dyn DynObject, version: Version) -> Option<Version> {
    let pairs = object.obj_descriptor().child_versions;
    let lower = pairs.iter().map(|(ours, _)| *ours).take_while(|ours| !version.older_than(*ours)).last()?;
    let last = pairs.last().map(|(ours, _)| *ours)?;
    (lower != version && lower != last && version.older_than(object.obj_version())).then_some(lower)
}
