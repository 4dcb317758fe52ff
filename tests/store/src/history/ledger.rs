//! What a table of scooters is, in plain Rust: every row once, with what older and newer releases see in it.

use std::collections::BTreeMap;

use versioned_object_core::serde_json::{Value as Json, json};

use super::{FIELDS, is_new_in, name_in};
use crate::dice::Dice;

/// A value, as releases see it before and after its field got another form.
#[derive(Clone, Debug, PartialEq)]
pub struct Both {
    /// To older releases.
    pub old: Json,
    /// To newer ones.
    pub new: Json,
}

/// The value of now, from the value of before.
fn up(field: &str, old: &Json) -> Json {
    match field {
        "price" => {
            let text = old.as_str().unwrap();
            let (whole, part) = text.split_once('.').unwrap();
            json!(whole.parse::<i64>().unwrap() * 1000 + part.parse::<i64>().unwrap() * 10)
        }
        "gears" => json!(format!("g{old}")),
        "rank" if old.is_null() => json!(0),
        _ => old.clone(),
    }
}

/// The value of before, from the value of now.
fn down(field: &str, new: &Json) -> Json {
    match field {
        "price" => {
            let cents = new.as_i64().unwrap() / 10;
            json!(format!("{}.{:02}", cents / 100, cents % 100))
        }
        "gears" => json!(new.as_str().unwrap()[1..].parse::<i64>().unwrap()),
        "state" if new == "in_repair" => json!("on_the_road"),
        _ => new.clone(),
    }
}

/// A row.
pub type Row = BTreeMap<&'static str, Both>;

/// All rows, by their keys.
#[derive(Clone, Debug, Default)]
pub struct Ledger(pub BTreeMap<String, Row>);

/// What a release writes into a row. What older ones write again as it stands is no news to newer ones.
pub fn write(row: &mut Row, field: &'static str, version: usize, value: &Json) {
    let both = if is_new_in(field, version) {
        Both { old: down(field, value), new: value.clone() }
    } else if row.get(field).is_some_and(|both| both.old == *value) {
        return;
    } else {
        Both { old: value.clone(), new: up(field, value) }
    };
    row.insert(field, both);
}

/// A new row, with what the fields get that its release does not have.
pub fn made(version: usize, values: &BTreeMap<&'static str, Json>) -> Row {
    let mut row = Row::new();
    for (field, value) in values {
        write(&mut row, field, version, value);
    }
    for (field, old, new) in [
        ("gears", json!(5), json!("g5")),
        ("weight", json!(null), json!(null)),
        ("place", json!("nowhere"), json!("nowhere")),
        ("lamp", json!(false), json!(false)),
    ] {
        row.entry(field).or_insert(Both { old, new });
    }
    row
}

/// What a release reads in a row, by its own names.
pub fn read(row: &Row, version: usize) -> BTreeMap<&'static str, Json> {
    let fields = FIELDS.iter().filter_map(|field| Some((*field, name_in(field, version)?)));
    let value = |field: &str| {
        let both = &row[field];
        if is_new_in(field, version) { both.new.clone() } else { both.old.clone() }
    };
    fields.map(|(field, name)| (name, value(field))).collect()
}

/// A value that a release may write.
pub fn some_value(dice: &mut Dice, field: &str, version: usize) -> Json {
    let small = |dice: &mut Dice| i64::try_from(dice.below(12)).unwrap();
    let is_new = is_new_in(field, version);
    match field {
        "frame" | "load" => json!(small(dice) - 3),
        "dock" | "place" => json!(*dice.pick(&["north", "south", "it's \"here\"", "", "nörd"])),
        "price" if is_new => json!(small(dice) * 101),
        "price" => json!(format!("{}.{:02}", dice.below(3), dice.below(100))),
        "lamp" => json!(dice.one_in(2)),
        "state" if is_new => json!(*dice.pick(&["docked", "on_the_road", "in_repair"])),
        "state" => json!(*dice.pick(&["docked", "on_the_road"])),
        "note" | "weight" if dice.one_in(3) => json!(null),
        "note" => json!(*dice.pick(&["scratched", "new", "NEW"])),
        "rank" if !is_new && dice.one_in(3) => json!(null),
        "gears" if is_new => json!(format!("g{}", small(dice))),
        "rank" | "gears" => json!(small(dice)),
        _ => json!(*dice.pick(&[0.1, 12.5, -3.0, 0.300_000_000_000_000_04])),
    }
}
