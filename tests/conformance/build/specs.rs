//! How the files spell the types of fields: for the build step, and for the runner that looks types up.

use serde_json::{Value as Json, json};

/// A type without the flags that are off.
pub(crate) fn without_false(spec: &Json) -> Json {
    match spec {
        Json::Object(map) => {
            let entries = map.iter().filter(|(key, value)| *key == "tzinfo_aware" || **value != json!(false));
            Json::Object(entries.map(|(key, value)| (key.clone(), without_false(value))).collect())
        }
        other => other.clone(),
    }
}
