//! What Python answered, where ours is another on purpose.

use serde_json::Value as Json;

/// What oslo answers, without the names of changed fields that are not in the data: it leaves those of children there.
pub(crate) fn without_absent(mut value: Json) -> Json {
    match &mut value {
        Json::Array(items) => items.iter_mut().for_each(|item| *item = without_absent(item.take())),
        Json::Object(map) => {
            map.values_mut().for_each(|item| *item = without_absent(item.take()));
            let data = map.get("versioned_object.data").cloned().unwrap_or_default();
            if let Some(Json::Array(changes)) = map.get_mut("versioned_object.changes") {
                changes.retain(|name| data.get(name.as_str().unwrap()).is_some());
                if changes.is_empty() {
                    map.remove("versioned_object.changes");
                }
            }
        }
        _ => {}
    }
    value
}
