//! Columns of JSON in which others wrote what is none, or what PostgreSQL's JSON lacks.

use std::collections::BTreeSet;

use databases::Kind;
use store_tests::dice::Dice;
use store_tests::raw;
use versioned_object_core::fields::Json;
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::{self, json};
use versioned_object_core::store::{ConditionalUpdate, field};

use crate::common::{Place, admin, assert_refused, everywhere, on, sql};

/// A sack, in columns of texts.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "sacks", key = number)]
struct Sack {
    /// Which one.
    number: Attr<i64>,
    /// What is in it.
    tags: Attr<Option<Vec<String>>>,
    /// What else is.
    things: Attr<Option<Json>>,
    meta: ObjectMeta,
}

/// The same in columns of PostgreSQL's JSON, which may have what its `JSONB` has not.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "sacks", key = number)]
struct JsonSack {
    /// Which one.
    number: Attr<i64>,
    /// What is in it.
    #[field(sql_type = "JSON")]
    tags: Attr<Option<Vec<String>>>,
    /// What else is.
    #[field(sql_type = "JSON")]
    things: Attr<Option<Json>>,
    meta: ObjectMeta,
}

const TEXTS: &[&str] = &[
    "",
    " ",
    "no JSON",
    "a,b",
    "['a']",
    "[a]",
    "[\"a\"",
    "[\"a\"]]",
    "[\"a\",]",
    "[\"a\" \"b\"]",
    "[\"a\"\"b\"]",
    "[\"\\q\"]",
    "[\"\\u00\"]",
    "[\"a\u{1}\"]",
    "[\"a\nb\"]",
    r#"["a\u0000b"]"#,
    r#"["a\\u0000b"]"#,
    r#"["\ud800"]"#,
    r#"["\ude00"]"#,
    r#"["\ud83d\ude00"]"#,
    r#"["\ud83d \ude00"]"#,
    "[\"😀\"]",
    r#"["a"]"#,
    r#" [ "\u0061" ] "#,
    r#"["a","b"]"#,
    r#"["\/"]"#,
    r#"["/"]"#,
    r#"["\\"]"#,
    r#"["\""]"#,
    "[]",
    "[ ]",
    "[[]]",
    "[[[[[[1]]]]]]",
    "{}",
    "{\"a\":{}}",
    r#"{"a":1,"a":2}"#,
    r#"{"b":[1,"x"],"a":null}"#,
    r#"{ "a" : null , "b" : [ 1 , "x" ] }"#,
    r#"{"a" 1}"#,
    r#"{"a":1 "b":2}"#,
    "{a:1}",
    "{1:1}",
    r#"{"a":}"#,
    "{,}",
    "[,]",
    "null",
    "nul",
    "true",
    "truefalse",
    "1",
    "01",
    "1.",
    ".5",
    "-1",
    "- 1",
    "1 2",
    "1.5",
    "1.50",
    "15e-1",
    "1.5.1",
    "+1",
    "1e5",
    "100000",
    "1E+5",
    "1e",
    "1e99999",
    "1e999999",
    "0",
    "00",
    "\"\"",
    "\"\"\"\"",
    "\"a\"",
    "\"a",
    "a\"",
    "0\"\"",
    "NaN",
    "\u{a0}1",
];

/// Texts like these, a little different each.
fn texts(dice: &mut Dice) -> Vec<String> {
    let mut all: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
    let parts =
        ["\"", "\\", ",", ":", "[", "]", "{", "}", "0", "a", "\\u0041", "\"\"", " ", "null", "'", "-", "."];
    for _ in 0..1200 {
        let mut text: Vec<char> = TEXTS[dice.below(TEXTS.len())].chars().collect();
        for _ in 0..=dice.below(2) {
            let at = dice.below(text.len() + 1);
            match dice.below(3) {
                0 if at < text.len() => drop(text.remove(at)),
                _ => drop(text.splice(at..at, parts[dice.below(parts.len())].chars())),
            }
        }
        all.push(text.into_iter().collect());
    }
    all
}

/// Whether two say the same; a number is one however it is written.
fn is_same(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value as J;
    match (one, other) {
        (J::Number(one), J::Number(other)) => one.as_f64() == other.as_f64(),
        (J::Array(one), J::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (J::Object(one), J::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| is_same(one, other)))
        }
        (one, other) => one == other,
    }
}

/// A text as it stands in a statement.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

async fn finds_what_says_the_same<T: Persistent + Clone>(
    place: &Place,
    ty: &str,
    dice: &mut Dice,
) -> Result<()> {
    let store = place.empty();
    let table = format!("CREATE TABLE sacks (number BIGINT PRIMARY KEY, tags {ty}, things {ty})");
    sql(&store, &["DROP TABLE IF EXISTS sacks", &table]);
    let ctx = admin(&store);
    let mut known = Vec::new();
    for (number, text) in texts(dice).into_iter().enumerate() {
        let value = literal(&text);
        let insert = format!("INSERT INTO sacks VALUES ({number}, {value}, {value})");
        if raw::execute(&store, &[&insert]).is_err() {
            assert_eq!(ty, "JSON", "{text:?}");
            continue;
        }
        let is_json = raw::all(&store, &format!("SELECT CAST({value} AS JSONB)::text")).is_ok();
        let json = is_json.then(|| serde_json::from_str::<serde_json::Value>(&text).ok()).flatten();
        known.push((number, text, json));
    }
    sql(&store, &["INSERT INTO sacks VALUES (-1, NULL, NULL)"]);
    assert!(known.iter().filter(|(.., json)| json.is_some()).count() > 50);
    for wanted in [
        json!(["a"]),
        json!([]),
        json!([[]]),
        json!({}),
        json!({"a": {}}),
        json!({"a": 2}),
        json!({"a": null, "b": [1, "x"]}),
        json!(["a\\u0000b"]),
        json!(["😀"]),
        json!(["/"]),
        json!(["\\"]),
        json!(["\""]),
        json!(["a", "b"]),
        json!([[[[[[1]]]]]]),
        json!(1.5),
        json!(0),
        json!(100_000),
        json!(""),
        json!("a"),
        json!(true),
        json!([""]),
    ] {
        let is_list = wanted.as_array().is_some_and(|all| all.iter().all(serde_json::Value::is_string));
        for name in ["things"].into_iter().chain(is_list.then_some("tags")) {
            // A list is not one of its elements.
            let whole = Value::List(vec![Value::from(wanted.clone())]);
            let expected: Vec<usize> = known
                .iter()
                .filter(|(.., json)| json.as_ref().is_some_and(|json| is_same(json, &wanted)))
                .map(|(number, ..)| *number)
                .collect();
            let numbers = async |condition| {
                let query = Query::new().filter(condition);
                let listed = T::list(&ctx, &query).await?;
                let mut found: Vec<usize> = listed
                    .objects
                    .iter()
                    .map(|sack| {
                        sack.obj_get("number").map(|number| number.to_string().parse().unwrap_or(usize::MAX))
                    })
                    .collect::<Result<_>>()?;
                found.extend(listed.refused.iter().map(|row| row.id.parse().unwrap_or(usize::MAX)));
                found.sort_unstable();
                Ok::<_, Error>(found)
            };
            let shown = |numbers: &[usize]| {
                let text = |number: &usize| {
                    known.iter().find(|(one, ..)| one == number).map(|(_, text, _)| text.clone())
                };
                numbers.iter().filter_map(text).collect::<Vec<_>>()
            };
            let found = numbers(field(name).eq(whole.clone())).await?;
            assert_eq!(shown(&found), shown(&expected), "{name} {wanted}");
            let several = Value::List(vec![Value::from(wanted.clone()), Value::from(json!(["nowhere"]))]);
            let is_in = Query::new().filter_by(name, several);
            assert_eq!(T::count(&ctx, &is_in).await?, expected.len() as u64, "{name} {wanted}");
            // All others are other ones: what is null or empty is not known, and the former counts.
            let others = Query::new().filter(field(name).ne(whole));
            let unknown = known.iter().filter(|(_, text, _)| text.is_empty()).count();
            let count = known.len() + 1 - unknown - expected.len();
            assert_eq!(T::count(&ctx, &others).await?, count as u64, "{name} {wanted}");
        }
    }
    Ok(())
}

#[test]
fn a_text_that_is_no_json_says_nothing_in_postgresql() -> Result<()> {
    let servers: Vec<Kind> = Kind::servers().into_iter().filter(|kind| *kind == Kind::Postgres).collect();
    on(&servers, async |place| {
        let dice = &mut Dice::new(5);
        finds_what_says_the_same::<Sack>(place, "TEXT", dice).await?;
        finds_what_says_the_same::<JsonSack>(place, "JSON", dice).await
    })
}

#[test]
fn a_null_character_in_json_is_refused_or_found() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Sack>().await?;
        let ctx = admin(&store);
        let mut plain =
            Sack::builder().tags(["a\\u0000b"]).things(Json::from(json!({"a": 1}))).build(&ctx)?;
        plain.create().await?;
        let mut sack = Sack::builder().tags(["a\0b"]).build(&ctx)?;
        let is_text = place.kind() == Kind::Postgres;
        if is_text {
            assert_refused(sack.create().await, &["tags", "null character"]);
            assert_refused(
                Sack::create_all(&ctx, vec![sack.clone(), sack.clone()]).await.map(drop),
                &["tags"],
            );
            let update = ConditionalUpdate::new().set("things", json!({"a\0": 1}));
            assert_refused(plain.conditional_update(update).await, &["things", "null character"]);
            plain.set_tags(["\0"])?;
            assert_refused(plain.save().await, &["tags", "null character"]);
            // What somebody else wrote.
            sql(&store, &[r#"INSERT INTO sacks (number, tags) VALUES (7, '["a\u0000b"]')"#]);
            assert_eq!(
                Sack::get_by_id(&ctx, 7).await?.tags()?.map(|tags| tags[0].clone()),
                Some("a\0b".to_owned())
            );
        } else {
            sack.create().await?;
        }
        let count = async |tag: &str| {
            let whole = Value::List(vec![Value::List(vec![tag.into()])]);
            Sack::count(&ctx, &Query::new().filter(field("tags").eq(whole))).await
        };
        assert_eq!(count("a\\u0000b").await?, 1);
        assert_eq!(count("a\0b").await?, u64::from(!is_text));
        assert_eq!(count("b").await?, 0);
        Ok(())
    })
}

#[test]
fn what_is_asked_of_json_beside_a_text_that_is_none_is_an_answer() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Sack>().await?;
        let ctx = admin(&store);
        Sack::builder().number(1).tags(["a"]).things(Json::from(json!(69_000))).build(&ctx)?.create().await?;
        // A number with more digits than a server has room for, and a text that is no JSON.
        let digits = format!("[1.{}]", "1".repeat(20_000));
        sql(
            &store,
            &[&format!(
                "INSERT INTO sacks (number, tags, things) VALUES (2, 'no JSON', '{digits}'), (3, NULL, NULL)"
            )],
        );
        let count = async |condition| Sack::count(&ctx, &Query::new().filter(condition)).await;
        assert_eq!(count(field("tags").like("%a%")).await?, 1);
        assert_eq!(count(field("tags").like("%\0%")).await?, 0);
        assert_eq!(count(field("tags").contains("\0")).await?, 0);
        assert_eq!(count(field("things").eq(json!([1.5]))).await?, 0);
        // More values than a statement has places.
        let several = Value::List((0..70_000).map(Value::Int).collect());
        assert_eq!(Sack::count(&ctx, &Query::new().filter_by("things", several)).await?, 1);
        Ok(())
    })
}

/// Measures, as a list.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "measures", key = number)]
struct Measure {
    /// Which one.
    number: Attr<i64>,
    /// What was measured.
    values: Attr<Option<Vec<f64>>>,
    /// What else was.
    other: Attr<Option<Json>>,
    meta: ObjectMeta,
}

#[test]
fn a_number_in_json_is_found_however_it_is_written() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Measure>().await?;
        let ctx = admin(&store);
        for (nth, (text, value)) in [
            ("[1e-05]", vec![1e-5]),
            ("[1.5e300]", vec![1.5e300]),
            ("[1e+16]", vec![1e16]),
            ("[0.10]", vec![0.1]),
            ("[1E5, 100]", vec![1e5, 100.0]),
            ("[100.0, -7.50]", vec![100.0, -7.5]),
            ("[-0.0, 0]", vec![0.0, -0.0]),
            ("[123456789012345680000]", vec![1.234_567_890_123_456_8e20]),
            ("[0.000e-7, 5e-1]", vec![0.0, 0.5]),
        ]
        .into_iter()
        .enumerate()
        {
            let of = |number: usize| i64::try_from(number).unwrap();
            sql(
                &store,
                &[
                    "DELETE FROM measures",
                    &format!("INSERT INTO measures VALUES ({nth}, '{text}', '{text}')"),
                    &format!("INSERT INTO measures VALUES ({}, '[7.25]', '[7.25]')", nth + 100),
                ],
            );
            let json = json!(value);
            let many = (0..250).map(|n| vec![f64::from(n) + 0.5]).chain([value.clone()]);
            for query in [
                Query::new().filter(Measure::VALUES.eq(value.clone())),
                Query::new().filter(Measure::VALUES.is_in(many)),
                Query::new().filter_by("other", Value::List(vec![Value::from(json)])),
            ] {
                let found = Measure::list(&ctx, &query).await?;
                let found: Vec<i64> = found.iter().map(|one| one.number().unwrap()).collect();
                assert_eq!(found, [of(nth)], "{text}");
            }
            let mut measure = Measure::get_by_id(&ctx, of(nth)).await?;
            let update = ConditionalUpdate::new().set(Measure::OTHER, None).expect(Measure::VALUES.eq(value));
            assert!(measure.conditional_update(update).await?, "{text}");
        }
        Ok(())
    })
}

/// A box, with sets and what else has one spelling.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "boxes")]
struct Chest {
    id: Attr<i64>,
    tags: Attr<BTreeSet<String>>,
    keys: Attr<Vec<Uuid>>,
    opened: Attr<Vec<DateTime<Utc>>>,
    meta: ObjectMeta,
}

#[test]
fn sets_ids_and_moments_inside_are_found_as_they_are_written() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Chest>().await?;
        let ctx = admin(&store);
        let chest = |tags: [&str; 2]| {
            let at = DateTime::from_timestamp_micros(1_465_900_122_000_000).unwrap();
            let chest =
                Chest::builder().tags(BTreeSet::from(tags.map(str::to_owned))).keys([Uuid::from_u128(0xab)]);
            chest.opened([at]).build(&ctx)
        };
        // Whatever order they are given in.
        for tags in [["a", "b"], ["b", "a"]] {
            chest(tags)?.create().await?;
        }
        let same = chest(["b", "a"])?;
        let (tags, keys, opened) = (same.tags()?.clone(), same.keys()?.to_vec(), same.opened()?.to_vec());
        let found = async || {
            let mut found = Vec::new();
            for [is, is_not] in [
                [Chest::TAGS.eq(tags.clone()), Chest::TAGS.ne(tags.clone())],
                [Chest::KEYS.eq(keys.clone()), Chest::KEYS.ne(keys.clone())],
                [Chest::OPENED.eq(opened.clone()), Chest::OPENED.ne(opened.clone())],
            ] {
                let is = Chest::count(&ctx, &Query::new().filter(is)).await?;
                found.push((is, Chest::count(&ctx, &Query::new().filter(is_not)).await?));
            }
            Ok::<_, Error>(found)
        };
        assert_eq!(found().await?, [(2, 0); 3]);
        // Another program writes as it likes: it is read as the same, and is not equal.
        let insert = "INSERT INTO boxes (tags, keys, opened) VALUES ('[\"b\", \"a\", \"b\"]', \
                      '[\"00000000-0000-0000-0000-0000000000AB\"]', '[\"2016-06-14T12:28:42+02:00\"]')";
        let insert =
            if place.kind() == Kind::MariaDb { insert.replace("keys", "`keys`") } else { insert.to_owned() };
        sql(&store, &[&insert]);
        for chest in Chest::list(&ctx, &Query::new()).await?.iter() {
            assert_eq!((chest.tags()?, chest.keys()?, chest.opened()?), (&tags, &*keys, &*opened));
        }
        assert_eq!(found().await?, [(2, 1); 3]);
        // Written once more, it is found.
        for mut chest in Chest::list(&ctx, &Query::new()).await?.objects {
            for name in ["tags", "keys", "opened"] {
                let value = chest.obj_get(name)?;
                chest.obj_set(name, value)?;
            }
            chest.save().await?;
        }
        assert_eq!(found().await?, [(3, 0); 3]);
        Ok(())
    })
}
