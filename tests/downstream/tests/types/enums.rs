//! Enums beside serde, and as keys.

use std::collections::{BTreeMap, HashMap, HashSet};

use downstream::Condition;
use serde::{Deserialize, Serialize};
use serde_json::json;
use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumField)]
#[enum_field(rename_all = "kebab-case", serde)]
enum Level {
    /// First, but not by its text.
    ZeroIsLow,
    #[enum_field(rename = "Très haut")]
    High,
    Middle,
}

/// The other way: serde's own derives beside ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumField)]
#[serde(rename_all = "snake_case")]
enum Own {
    First,
    SecondOne,
}

/// No order and no hash.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct House {
    rooms: Attr<BTreeMap<Level, i64>>,
    doors: Attr<HashMap<Level, Vec<String>>>,
    levels: Attr<HashSet<Level>>,
    worst: Attr<Option<BTreeMap<String, Condition>>>,
    meta: ObjectMeta,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Answer {
    level: Level,
    by_level: BTreeMap<Level, u8>,
}

#[test]
fn serde_s_texts_are_those_of_the_wire() {
    for (level, text) in <Level as versioned_object_core::EnumField>::VARIANTS {
        assert_eq!(serde_json::to_value(level).unwrap(), *text);
        assert_eq!(serde_json::from_value::<Level>(json!(text)).unwrap(), *level);
        assert_eq!(Value::from(*level), *text);
    }
    for own in [Own::First, Own::SecondOne] {
        assert_eq!(serde_json::to_value(own).unwrap(), own.as_str());
    }
    let answer = Answer { level: Level::High, by_level: [(Level::ZeroIsLow, 1)].into() };
    let text = r#"{"level":"Très haut","by_level":{"zero-is-low":1}}"#;
    assert_eq!(serde_json::to_string(&answer).unwrap(), text);
    assert_eq!(serde_json::from_str::<Answer>(text).unwrap(), answer);
    let error = serde_json::from_str::<Level>("\"High\"").unwrap_err().to_string();
    assert!(
        error.starts_with("expected one of `zero-is-low`, `Très haut`, `middle`, got \"High\""),
        "{error}"
    );
    assert!(
        serde_json::from_str::<Level>("3").unwrap_err().to_string().contains("expected one of `zero-is-low`")
    );
    // Another format of serde.
    let toml = toml::to_string(&BTreeMap::from([("level", Level::High)])).unwrap();
    assert_eq!(toml, "level = \"Très haut\"\n");
}

#[test]
fn enums_are_keys_in_the_order_of_their_texts() {
    let mut house = House::orphan();
    let rooms = [(Level::ZeroIsLow, 1), (Level::High, 2), (Level::Middle, 3)];
    house.set_rooms(BTreeMap::from(rooms)).unwrap();
    house.set_doors(rooms.iter().map(|(level, _)| (*level, vec![])).collect::<HashMap<_, _>>()).unwrap();
    house.set_levels(rooms.iter().map(|(level, _)| *level).collect::<HashSet<_>>()).unwrap();
    let written = concat!(
        r#"{"rooms":{"Très haut":2,"middle":3,"zero-is-low":1},"#,
        r#""doors":{"Très haut":[],"middle":[],"zero-is-low":[]},"#,
        r#""levels":["zero-is-low","Très haut","middle"]}"#,
    );
    assert_eq!(house.to_json().unwrap(), written);
    assert_eq!(House::from_json(written).unwrap().to_json().unwrap(), written);
    assert_eq!(house.rooms().unwrap()[&Level::Middle], 3);
    let text = house.to_string();
    assert!(text.contains("rooms={Très haut=2,middle=3,zero-is-low=1}"), "{text}");
    let error = House::from_json(r#"{"rooms": {"attic": 1}}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "House.rooms[\"attic\"]: expected one of `zero-is-low`, `Très haut`, `middle`, got \"attic\""
    );
}
