//! Which words fit a change: what is said while they are missing, and that nothing is said of them once they are there.

use versioned_object_core::ObjectDescriptor;
use versioned_object_core::prelude::*;

use crate::{Types, report};

/// A change, declared without its word, perhaps with a wrong one, and with the right one.
struct Row {
    change: &'static str,
    before: &'static ObjectDescriptor,
    /// Each with what the lock says of it.
    forgotten: Vec<(&'static ObjectDescriptor, &'static [&'static str])>,
    right: &'static ObjectDescriptor,
    /// Other types that are declared after the change.
    beside: Vec<&'static ObjectDescriptor>,
}

/// The descriptor of a `Lamp` with these fields, at this version.
macro_rules! lamp {
    ($version:literal { $($fields:tt)* }) => {{
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = $version)]
        struct Lamp {
            $($fields)*
            meta: ObjectMeta,
        }
        <Lamp as VersionedObject>::descriptor()
    }};
}

#[derive(Clone, FieldMixin)]
struct Power {
    watts: Attr<Option<i64>>,
    hours: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Usage {
    watts: Attr<Option<i64>>,
    hours: Attr<i64>,
    meta: ObjectMeta,
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn rows() -> Vec<Row> {
    vec![
        Row {
            change: "a field comes",
            before: lamp!("1.0" { on: Attr<bool>, }),
            forgotten: vec![(
                lamp!("1.0" { on: Attr<bool>, watts: Attr<Option<i64>>, }),
                &[
                    "+ field `watts` added",
                    "write `version = \"1.1\"`, and `#[field(since = \"1.1\")]` at `watts`",
                ],
            )],
            right: lamp!("1.1" { on: Attr<bool>, #[field(since = "1.1")] watts: Attr<Option<i64>>, }),
            beside: vec![],
        },
        Row {
            change: "a field goes",
            before: lamp!("1.0" { on: Attr<bool>, watts: Attr<Option<i64>>, }),
            forgotten: vec![(
                lamp!("1.0" { on: Attr<bool>, }),
                &[
                    "- field `watts` removed",
                    "write `version = \"1.1\"`, and keep the field with `#[field(until = \"1.1\")]`",
                ],
            )],
            right: lamp!("1.1" { on: Attr<bool>, #[field(until = "1.1")] watts: Attr<Option<i64>>, }),
            beside: vec![],
        },
        Row {
            change: "a field has another name",
            before: lamp!("1.0" { on: Attr<bool>, color: Attr<Option<String>>, }),
            forgotten: vec![
                (
                    lamp!("1.0" { on: Attr<bool>, colour: Attr<Option<String>>, }),
                    &[
                        "~ field `color` renamed to `colour`",
                        "write `version = \"1.1\"`, and `#[field(renamed(\"1.1\", \"color\"))]` at `colour`; if they are two \
                         fields, `until` at the one and `since` at the other",
                    ],
                ),
                (
                    lamp!("1.1" { on: Attr<bool>, #[field(since = "1.1")] colour: Attr<Option<String>>, }),
                    &[
                        "~ field `color` renamed to `colour`",
                        "`#[field(renamed(\"1.1\", \"color\"))]` at `colour`",
                    ],
                ),
                (
                    lamp!("1.0" { on: Attr<bool>, colour: Attr<Option<String>>, watts: Attr<i64>, }),
                    &["~ field `color` renamed to `colour`", "+ field `watts` added"],
                ),
            ],
            right: lamp!("1.1" { on: Attr<bool>, #[field(renamed("1.1", "color"))] colour: Attr<Option<String>>, }),
            beside: vec![],
        },
        Row {
            change: "two fields of one type have other names",
            before: lamp!("1.0" { color: Attr<String>, place_name: Attr<String>, }),
            forgotten: vec![(
                lamp!("1.0" { colour: Attr<String>, place: Attr<String>, }),
                &["~ field `color` renamed to `colour`", "~ field `place_name` renamed to `place`"],
            )],
            right: lamp!("1.1" {
                #[field(renamed("1.1", "color"))] colour: Attr<String>,
                #[field(renamed("1.1", "place_name"))] place: Attr<String>,
            }),
            beside: vec![],
        },
        Row {
            change: "a field goes, and another of its type comes",
            before: lamp!("1.0" { on: Attr<bool>, watts: Attr<Option<i64>>, }),
            forgotten: vec![(
                lamp!("1.0" { on: Attr<bool>, rooms: Attr<Option<i64>>, }),
                &["if they are two fields, `until` at the one and `since` at the other"],
            )],
            right: lamp!("1.1" {
                on: Attr<bool>,
                #[field(until = "1.1")] watts: Attr<Option<i64>>,
                #[field(since = "1.1")] rooms: Attr<Option<i64>>,
            }),
            beside: vec![],
        },
        Row {
            change: "a field has another type",
            before: lamp!("1.0" { watts: Attr<Option<i64>>, }),
            forgotten: vec![
                (
                    lamp!("1.0" { watts: Attr<i64>, }),
                    &[
                        "write `version = \"1.1\"`, and `#[field(changed(\"1.1\", from = Option<i64>, as_is))]` at `watts`",
                    ],
                ),
                (
                    lamp!("1.0" { watts: Attr<Option<String>>, }),
                    &[
                        "type Integer? -> String?",
                        "`#[field(changed(\"1.1\", from = Option<i64>, down = …, up = …))]` at `watts`",
                    ],
                ),
            ],
            right: lamp!("1.1" { #[field(changed("1.1", from = Option<i64>, as_is))] watts: Attr<i64>, }),
            beside: vec![],
        },
        Row {
            change: "a type is split in two",
            before: lamp!("1.0" { on: Attr<bool>, watts: Attr<Option<i64>>, hours: Attr<i64>, }),
            forgotten: vec![(
                lamp!("1.0" { on: Attr<bool>, usage: Attr<Option<Box<Usage>>>, }),
                &[
                    "- field `watts` moved into the new object in `usage`: Integer?",
                    "- field `hours` moved into the new object in `usage`: Integer",
                    "keep the field with `#[field(until = \"1.1\")]`, and set it as it is in `usage` while older peers read it",
                    "`#[field(since = \"1.1\")]` at `usage`",
                ],
            )],
            right: lamp!("1.1" {
                on: Attr<bool>,
                #[field(until = "1.1")] watts: Attr<Option<i64>>,
                #[field(until = "1.1")] hours: Attr<i64>,
                #[field(since = "1.1")] usage: Attr<Option<Box<Usage>>>,
            }),
            beside: vec![Usage::descriptor()],
        },
    ]
}

#[test]
fn the_words_that_fit_are_said_and_then_nothing_more() {
    for row in rows() {
        let change = row.change;
        let after = |lamp| [&[lamp], row.beside.as_slice()].concat();
        for (forgotten, words) in &row.forgotten {
            let report = report(&[row.before], &after(*forgotten));
            let text = report.to_string();
            assert!(!report.is_acceptable(), "{change}: {text}");
            for word in *words {
                assert!(text.contains(word), "{change}: `{word}` is missing\n{text}");
            }
        }
        let report = report(&[row.before], &after(row.right));
        let text = report.to_string();
        assert!(report.is_acceptable(), "{change}: {text}");
        for word in ["needs", "write ", "#[field", "1.2"] {
            assert!(!text.contains(word), "{change}: `{word}` is said, though nothing is missing\n{text}");
        }
    }
}

#[test]
fn a_move_into_a_mixin_and_back_is_no_change() {
    let own = lamp!("1.0" { on: Attr<bool>, watts: Attr<Option<i64>>, hours: Attr<i64>, });
    let mixed = lamp!("1.0" { on: Attr<bool>, #[field(flatten)] power: Power, });
    let unchanged = |before: Types<'_>, after: Types<'_>| {
        let report = report(before, after);
        assert!(report.is_empty(), "{report}");
    };
    unchanged(&[own], &[mixed]);
    unchanged(&[mixed], &[own]);
    assert_eq!(own.compute_fingerprint(), mixed.compute_fingerprint());
}

#[test]
fn a_move_that_changes_a_field_is_that_change() {
    let own = lamp!("1.0" { on: Attr<bool>, watts: Attr<Option<i64>>, minutes: Attr<i64>, });
    let mixed = lamp!("1.0" { on: Attr<bool>, #[field(flatten)] power: Power, });
    let report = report(&[own], &[mixed]).to_string();
    assert!(report.contains("~ field `minutes` renamed to `hours`"), "{report}");
    assert!(!report.contains("watts"), "{report}");
}
