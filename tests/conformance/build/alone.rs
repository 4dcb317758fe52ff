//! Types that are asked about alone, each in an object with one field.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::compat::has_objects;
use crate::objects::Objects;
use crate::specs::without_false;
use crate::types::Types;

/// The declarations of enums, and the table of types with what the files call each.
pub(crate) fn types(given: &[Json]) -> String {
    let mut specs: Vec<Json> = Vec::new();
    // A moment is asked about twice: as it is, and in UTC.
    let utc = json!({"type": "DateTime", "tzinfo_aware": true, "rust": "DateTime<Utc>"});
    for spec in given.iter().chain([&utc]).map(without_false) {
        if !specs.contains(&spec) && !has_objects(&spec) {
            specs.push(spec);
        }
    }
    let (mut types, none) = (Types::default(), Objects::new(&[]));
    let mut rows = String::new();
    for (index, spec) in specs.iter().enumerate() {
        let rust = spec["rust"].as_str().map_or_else(|| types.of(spec, &none).rust, str::to_owned);
        let _ = writeln!(rows, "    t{index}: {rust} = {:?};", spec.to_string());
    }
    format!(
        "pub(super) mod declared {{\nuse crate::generated::declare::*;\n{}}}\nuse declared::*;\ntypes! {{\n{rows}}}\n",
        types.code
    )
}
