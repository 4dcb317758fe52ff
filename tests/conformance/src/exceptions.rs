//! Which of our errors stand for Python's exceptions: one table for every file, printed in docs/divergences.md.

use serde_json::{Value as Json, json};
use versioned_object_core::Error;

/// An exception, and our variants for it.
#[derive(Debug)]
pub(crate) struct Exception {
    /// Python's class.
    pub(crate) python: &'static str,
    /// What its message begins with (`x…`) or ends with (`…x`); any message when it is empty.
    pub(crate) message: &'static str,
    /// Our variants. More than one where Python finds the fault in another place.
    pub(crate) ours: &'static [&'static str],
    /// When Python raises it.
    pub(crate) when: &'static str,
}

const fn exception(
    python: &'static str,
    message: &'static str,
    ours: &'static [&'static str],
    when: &'static str,
) -> Exception {
    Exception { python, message, ours, when }
}

/// The table. Of several rows of one class, the first counts whose message fits.
pub(crate) const TABLE: &[Exception] = &[
    exception("ValueError", "…' cannot be None", &["NullField"], "null in a field that takes none"),
    exception("ValueError", "…, not a NoneType", &["NullField"], "null where the default is null too"),
    exception(
        "ValueError",
        "An object of type…",
        &["InvalidValue", "InvalidEnvelope"],
        "an object of another type; the name in an envelope says that before the object is read",
    ),
    exception("ValueError", "", &["InvalidValue", "NullField"], "a value that the field does not take"),
    exception("NotImplementedError", "", &["NotLoaded"], "a field that is not set and that nothing loads"),
    exception("ObjectActionError", "", &["ObjectAction"], "an action that the object's state forbids"),
    exception("OverflowError", "", &["InvalidValue"], "a number that Python's own type does not hold"),
    exception(
        "TypeError",
        "List Objects should be…",
        &["ObjectAction"],
        "`+` of list objects that have other fields too",
    ),
    exception(
        "TypeError",
        "",
        &["InvalidValue", "InvalidEnvelope", "NullField"],
        "a value of a type that the field does not take, null by way of a default, or a part of an envelope",
    ),
    exception("KeyTypeError", "", &["InvalidValue"], "a key of a map that is no text"),
    exception("InvalidInput", "", &["InvalidInput", "Application"], "a call that makes no sense to Cinder"),
    exception("AttributeError", "No such attribute…", &["NotLoaded"], "`del` of a field that is not set"),
    exception(
        "AttributeError",
        "",
        &["InvalidValue", "UnknownField", "InvalidInput"],
        "a value that has not the methods of its type, or a name that the object does not have, in an update too",
    ),
    exception(
        "KeyError",
        "",
        &["UnknownField", "InvalidEnvelope"],
        "a default of a name that is no field, or a key that an envelope lacks",
    ),
    exception("ReadOnlyFieldError", "", &["ReadOnlyField"], "another value in a read-only field"),
    exception("OrphanedObjectError", "", &["OrphanedObject"], "a method that needs a context"),
    exception(
        "InvalidVersion",
        "",
        &["IncompatibleObjectVersion", "InvalidEnvelope"],
        "a version that is none",
    ),
    exception(
        "IncompatibleObjectVersion",
        "",
        &["IncompatibleObjectVersion"],
        "a version that no class reads",
    ),
    exception("InvalidTargetVersion", "", &["InvalidTargetVersion"], "a target newer than the object"),
    exception(
        "UnsupportedObjectError",
        "",
        &["UnsupportedObject", "InvalidEnvelope"],
        "a name or a namespace that is not registered",
    ),
    exception("UnregisteredSubobject", "", &["UnregisteredSubobject"], "a child that is not registered"),
    exception("CappedVersionUnknown", "", &["CappedVersionUnknown"], "an unknown release"),
    exception("ProgrammingError", "", &["Application"], "a method of Cinder's that was called wrongly"),
    exception("BackupNotFound", "", &["NotFound"], "no row of this key"),
    exception("NotAuthorized", "", &["NotAuthorized"], "who asks may not"),
    exception("AdminRequired", "", &["AdminRequired"], "who asks is no administrator"),
    exception(
        "DBDuplicateEntry",
        "",
        &["DuplicateEntry"],
        "a row of this key is there already, or one with the same in another unique column",
    ),
    exception("DBError", "", &["Database"], "the database refused"),
];

/// The row for an exception as the files have one.
pub(crate) fn row(result: &Json) -> Option<&'static Exception> {
    let class = result["error"].as_str()?;
    let message = result["message"].as_str().unwrap_or_default();
    TABLE.iter().find(|row| {
        row.python == class
            && match (row.message.strip_prefix('…'), row.message.strip_suffix('…')) {
                (Some(end), _) => message.ends_with(end),
                (_, Some(start)) => message.starts_with(start),
                _ => true,
            }
    })
}

/// Whether one of our errors stands for an exception.
pub(crate) fn stands_for(result: &Json, error: &Error) -> bool {
    row(result).is_some_and(|row| row.ours.contains(&variant_of(error).as_str()))
}

/// Python's name for one of our errors; that of the variant where Python has none.
pub(crate) fn name_of(error: &Error) -> String {
    let ours = variant_of(error);
    let row = TABLE.iter().find(|row| row.ours.contains(&ours.as_str()));
    row.map_or(ours, |row| row.python.to_owned())
}

/// The variant that stands for an exception first of all.
pub(crate) fn variant(result: &Json) -> &'static str {
    row(result).map_or("unknown", |row| row.ours[0])
}

/// The name of an error's variant.
pub(crate) fn variant_of(error: &Error) -> String {
    let text = format!("{error:?}");
    text.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

/// Our answer as the files have answers: an error that stands for Python's is Python's.
pub(crate) fn answer(result: &Json, found: Result<Json, Error>) -> Json {
    match found {
        Ok(found) => json!({ "ok": found }),
        Err(error) if stands_for(result, &error) => {
            json!({"error": result["error"], "message": result["message"]})
        }
        Err(error) => json!({"error": variant_of(&error), "message": error.to_string()}),
    }
}
