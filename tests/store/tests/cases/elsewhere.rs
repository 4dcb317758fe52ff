//! What columns of servers hold that SQLite has no types for, and what all databases have to agree on.

use std::collections::BTreeMap;

use databases::Kind;
use store_tests::objects::Job;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, field, not};

use crate::common::{
    admin, assert_not_found, assert_refused, everywhere, job, names, on, sql, unsaved, user,
};

/// Something that happened.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "events", key = number, timestamps(updated = noted))]
struct Event {
    /// Which one.
    number: Attr<i64>,
    /// When it happened.
    at: Attr<Option<DateTime<Utc>>>,
    /// How often.
    times: Attr<i64>,
    /// When it was changed.
    noted: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// The columns of moments that servers have, whether each has fractions of a second.
fn moments(kind: Kind) -> &'static [(&'static str, bool)] {
    match kind {
        Kind::Sqlite => &[],
        Kind::Postgres => {
            &[("TIMESTAMPTZ", true), ("TIMESTAMP", true), ("TIMESTAMPTZ(0)", false), ("TIMESTAMP(0)", false)]
        }
        Kind::MariaDb => &[
            ("DATETIME(6)", true),
            ("TIMESTAMP(6) NULL", true),
            ("DATETIME", false),
            ("TIMESTAMP NULL", false),
        ],
    }
}

#[test]
fn a_moment_is_the_same_in_every_time_zone() -> Result<()> {
    on(&Kind::servers(), async |place| {
        let setup = place.empty();
        if place.kind() == Kind::Postgres {
            // A role has its own.
            let name = &store_tests::raw::all(&setup, "SELECT current_database()::text")?[0][0];
            let name = name.as_str().unwrap();
            sql(
                &setup,
                &[
                    &format!("ALTER ROLE CURRENT_USER IN DATABASE {name} SET TimeZone = 'Asia/Tokyo'"),
                    &format!("ALTER DATABASE {name} SET TimeZone = 'America/New_York'"),
                ],
            );
        }
        for (ty, has_fractions) in moments(place.kind()) {
            println!("as {ty}");
            sql(
                &setup,
                &[
                    "DROP TABLE IF EXISTS events",
                    &format!(
                        "CREATE TABLE events (number {} PRIMARY KEY, at {ty}, times INT NOT NULL, noted {ty})",
                        if place.kind() == Kind::Postgres { "SERIAL" } else { "INT AUTO_INCREMENT" }
                    ),
                ],
            );
            let store = place.empty();
            let ctx = admin(&store);
            // Another session, elsewhere.
            let (zone, seven) = match place.kind() {
                Kind::Postgres => ("SET TIME ZONE 'America/Caracas'", "2026-01-02 03:04:05"),
                _ => ("SET time_zone = '-04:00'", "2026-01-02 03:04:05"),
            };
            let insert = format!("INSERT INTO events (at, times) VALUES ('{seven}', 1)");
            sql(&place.empty(), &[zone, &insert]);
            let zoned =
                ty.starts_with("TIMESTAMPTZ") || ty.contains("NULL") || ty.starts_with("TIMESTAMP(6)");
            let expected = if zoned { "2026-01-02T07:04:05Z" } else { "2026-01-02T03:04:05Z" };
            let expected: DateTime<Utc> = expected.parse().unwrap();
            let found = Event::get_by_id(&ctx, 1).await?;
            assert_eq!(found.at()?, Some(expected));

            let exact: DateTime<Utc> = "2026-07-02T03:04:05.678901Z".parse().unwrap();
            let mut made = Event::builder().at(exact).times(1).build(&ctx)?;
            made.create().await?;
            for step in 0..3 {
                println!("step {step}");
                let read = Event::get_by_id(&ctx, made.number()?).await?;
                assert_eq!((made.at()?, made.noted()?), (read.at()?, read.noted()?));
                if *has_fractions {
                    assert_eq!(made.at()?, Some(exact));
                }
                let at = made.at()?.unwrap();
                for (condition, count) in [
                    (Event::AT.eq(at), 1),
                    (Event::AT.is_in([at]), 1),
                    (Event::AT.ge(at), 1),
                    (Event::AT.gt(at), 0),
                    (Event::AT.lt(at), 1),
                    (Event::AT.ne(at), 1),
                ] {
                    assert_eq!(
                        Event::count(&ctx, &Query::new().filter(condition.clone())).await?,
                        count,
                        "{condition:?}"
                    );
                }
                let update = ConditionalUpdate::new().set("times", 2 + step).expect_unchanged();
                assert!(made.conditional_update(update).await?, "as it was read");
                made.set_times(9)?;
                made.set_at(exact)?;
                made.save().await?;
                assert!(
                    made.conditional_update(ConditionalUpdate::new().set("times", 3).expect_unchanged())
                        .await?,
                    "as it was written"
                );
            }
            let newest = Query::new().sort_by("at", "desc").limit(1);
            let page = Event::list(&ctx, &newest).await?;
            assert_eq!(page[0].number()?, 2);
            let page = Event::list(&ctx, &newest.marker(page[0].number()?.to_string())).await?;
            assert_eq!(page[0].number()?, 1);
        }
        Ok(())
    })
}

/// A bag, as most have it.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "bags", key = number)]
struct Bag {
    /// Which one.
    number: Attr<i64>,
    /// What is written on it.
    labels: Attr<BTreeMap<String, String>>,
    /// What is in it.
    tags: Attr<Option<Vec<String>>>,
    meta: ObjectMeta,
}

/// A bag in columns of JSON.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "bags", key = number)]
struct JsonBag {
    /// Which one.
    number: Attr<i64>,
    /// What is written on it.
    #[field(sql_type = "JSON")]
    labels: Attr<BTreeMap<String, String>>,
    /// What is in it.
    #[field(sql_type = "JSON")]
    tags: Attr<Option<Vec<String>>>,
    meta: ObjectMeta,
}

/// A bag in columns of PostgreSQL's other JSON.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "bags", key = number)]
struct JsonbBag {
    /// Which one.
    number: Attr<i64>,
    /// What is written on it.
    #[field(sql_type = "JSONB")]
    labels: Attr<BTreeMap<String, String>>,
    /// What is in it.
    #[field(sql_type = "JSONB")]
    tags: Attr<Option<Vec<String>>>,
    meta: ObjectMeta,
}

/// Whatever says the same is the same, in every kind of column; the rows are made by others.
async fn bags<T: Persistent + Clone>(store: &Store, kind: Kind, takes_all: bool) -> Result<()> {
    let ctx = admin(store);
    store.check_table::<T>().await?;
    let backslash = if kind == Kind::MariaDb { r"\\" } else { r"\" };
    for (number, (labels, tags)) in [
        (r#"{"b":"2","a":"é"}"#, r#"["t","é"]"#),
        (r#"{ "a" : "\u00e9",  "b" : "2" }"#, "[ \"t\" , \"\\u00e9\" ]"),
        // MariaDB reads no escapes: it finds those that Python and this store write.
        match kind {
            Kind::MariaDb => (r#"{"b":"2", "a":"\u00e9"}"#, "[\"t\",\n\"é\"]"),
            _ => (r#"{"a":"\u00E9","b":"\u0032"}"#, "[\"t\",\n\"é\"]"),
        },
    ]
    .into_iter()
    .enumerate()
    {
        let insert = format!("INSERT INTO bags VALUES ({number} + 1, '{labels}', '{tags}')");
        sql(store, &[&insert.replace('\\', backslash)]);
    }
    let labels = || Value::Map(vec![("a".into(), "é".into()), ("b".into(), "2".into())]);
    let tags = || Value::List(vec!["t".into(), "é".into()]);
    assert_eq!(T::list(&ctx, &Query::new()).await?.len(), 3);
    for number in 1..=3 {
        let mut found = T::get_by_id(&ctx, Value::Int(number)).await?;
        assert_eq!(found.obj_get("tags")?, tags(), "{number}");
        let update = || ConditionalUpdate::new().set("tags", tags()).expect_unchanged();
        assert!(found.conditional_update(update()).await?, "{number}");
        assert!(found.conditional_update(update().expect_by("labels", labels())).await?, "{number}");
        let other = Value::List(vec!["é".into(), "t".into()]);
        assert!(
            !found
                .conditional_update(
                    ConditionalUpdate::new().set("tags", tags()).expect_by("tags", Value::List(vec![other]))
                )
                .await?
        );
    }
    assert_eq!(
        T::count(&ctx, &Query::new().filter(field("labels").eq(Value::List(vec![labels()])))).await?,
        3
    );
    if takes_all {
        // What is no JSON is an error of its row alone; an empty text is no list.
        sql(store, &["INSERT INTO bags VALUES (4, '{}', '')", "INSERT INTO bags VALUES (5, '{oops', '[]')"]);
        let listed = T::list(&ctx, &Query::new().sort_by("number", "asc")).await?;
        assert_eq!((listed.len(), listed.refused.len()), (4, 1));
        assert!(listed.refused[0].error.to_string().contains("labels"), "{}", listed.refused[0].error);
        assert_eq!(listed.objects[3].obj_get("tags")?, Value::Null);
        // A comparison with it does not hold.
        let same = Query::new().filter(field("labels").eq(Value::List(vec![labels()])));
        assert_eq!(T::count(&ctx, &same).await?, 3);
    }
    Ok(())
}

#[test]
fn json_is_the_same_in_every_kind_of_column() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        let types: &[&str] = match place.kind() {
            Kind::Sqlite => &["TEXT"],
            Kind::Postgres => &["TEXT", "JSON", "JSONB"],
            Kind::MariaDb => &["LONGTEXT", "TEXT", "JSON"],
        };
        for ty in types {
            println!("as {ty}");
            sql(
                &store,
                &[
                    "DROP TABLE IF EXISTS bags",
                    &format!(
                        "CREATE TABLE bags (number BIGINT PRIMARY KEY, labels {ty} NOT NULL, tags {ty})"
                    ),
                ],
            );
            let store = place.empty();
            let store = if place.kind() == Kind::Sqlite {
                sql(
                    &store,
                    &[&format!(
                        "CREATE TABLE bags (number INTEGER PRIMARY KEY, labels {ty} NOT NULL, tags {ty})"
                    )],
                );
                store
            } else {
                store
            };
            match (place.kind(), *ty) {
                (Kind::Postgres, "JSON") => {
                    assert_refused(store.check_table::<Bag>().await, &["Bag", "labels", "json", "sql_type"]);
                    bags::<JsonBag>(&store, place.kind(), false).await?;
                }
                (Kind::Postgres, "JSONB") => bags::<JsonbBag>(&store, place.kind(), false).await?,
                (Kind::MariaDb, "JSON") => bags::<JsonBag>(&store, place.kind(), false).await?,
                _ => bags::<Bag>(&store, place.kind(), true).await?,
            }
        }
        Ok(())
    })
}

#[test]
fn null_is_below_everything_and_comes_once_on_pages() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let moment = |second: u32| format!("2026-01-02T03:04:{second:02}Z").parse::<DateTime<Utc>>().unwrap();
        for number in 0..9_u32 {
            let mut made = unsaved(&ctx, &format!("job {number}"))?;
            if number % 3 != 0 {
                made.set_done(i64::from(number))?;
                made.set_load(f64::from(number) / 10.0)?;
                made.set_due(moment(number))?;
                made.set_reason(format!("r{number}"))?;
            }
            made.create().await?;
        }
        let query = || Query::new().sort_by("done", "asc");
        for key in ["done", "load", "due", "reason"] {
            for direction in ["asc", "desc"] {
                let query = Query::new().sort_by(key, direction).sort_by("name", "asc");
                let listed = names(&Job::list(&ctx, &query).await?);
                let nulls = ["job 0", "job 3", "job 6"];
                let at = if direction == "asc" { 0 } else { 6 };
                assert_eq!(listed[at..at + 3], nulls, "{key} {direction}");
                let (mut paged, mut marker) = (Vec::new(), None);
                loop {
                    let page = Job::list(&ctx, &query.clone().limit(2).marker(marker)).await?;
                    let Some(last) = page.last() else { break };
                    marker = Some(last.id()?.to_string());
                    paged.extend(names(&page));
                }
                assert_eq!(paged, listed, "{key} {direction}");
            }
        }
        // Beside it: equal to nothing, different from all.
        assert_eq!(Job::count(&ctx, &query().filter(Job::DONE.ne(1))).await?, 8);
        assert_eq!(Job::count(&ctx, &query().filter(Job::DONE.lt(100))).await?, 6);
        assert_eq!(Job::count(&ctx, &query().filter(Job::DONE.lt(100).not())).await?, 0);
        Ok(())
    })
}

#[test]
fn a_pattern_means_the_same_everywhere() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let all = [
            r"100%", "100x", "a_b", "axb", "AXB", r"a\b", r"a\\b", "é", "É", "ß", "ẞ", "a'b", "a\"b", "a[b]",
            "a*b",
        ];
        for name in all {
            job(&ctx, name).await?;
        }
        for (pattern, expected) in [
            ("100%", &["100%", "100x"][..]),
            ("A_B", &["AXB", "a\"b", "a'b", "a*b", r"a\b", "a_b", "axb"]),
            (r"a\b", &[r"a\b"]),
            (r"a\\b", &[r"a\\b"]),
            (r"%\%", &[r"a\\b", r"a\b"]),
            ("é", &["é"]),
            ("É", &["É"]),
            ("_", &["É", "ß", "é", "ẞ"]),
            ("a'b", &["a'b"]),
            ("a[b]", &["a[b]"]),
            ("a*b", &["a*b"]),
            ("", &[]),
        ] {
            let query = Query::new().filter(field("name").like(pattern)).sort_by("name", "asc");
            let mut found = names(&Job::list(&ctx, &query).await?);
            found.sort_unstable();
            let mut expected: Vec<_> = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(found, expected, "{pattern}");
        }
        assert_eq!(Job::count(&ctx, &Query::new().filter_by("name~", r"\")).await?, 2);
        Ok(())
    })
}

#[test]
fn nothing_is_cut_silently() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        for text in ["🦀 of the sea", "e\u{301}", "a\tb\r\nc", "\u{feff}x", "x  "] {
            let made = job(&ctx, text).await?;
            assert_eq!(Job::get_by_id(&ctx, made.id()?).await?.name()?, text);
            assert_eq!(Job::count(&ctx, &Query::new().filter(Job::NAME.eq(text))).await?, 1);
        }
        let count = Job::count(&ctx, &Query::new()).await?;
        let long = "é".repeat(300);
        for (text, words) in [(long.as_str(), &["255", "name"][..]), ("a\0b", &["null", "name"])] {
            match job(&ctx, text).await {
                Ok(made) => assert_eq!(Job::get_by_id(&ctx, made.id()?).await?.name()?, text),
                Err(error) => {
                    assert!(words.iter().any(|word| error.to_string().contains(word)), "{error}");
                    assert_ne!(place.kind(), Kind::Sqlite);
                    assert_eq!(Job::count(&ctx, &Query::new()).await?, count);
                }
            }
        }
        // As a filter, such a text is that of no row.
        for text in [long.as_str(), "b\0c"] {
            let found = Job::count(&ctx, &Query::new().filter(Job::NAME.eq(format!("{text}x")))).await;
            assert_eq!(found?, 0);
        }
        Ok(())
    })
}

/// Words that databases keep for themselves.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "Order", key = number, project = group, timestamps(created = when))]
struct Reserved {
    /// Which one.
    #[field(column = "SELECT")]
    number: Attr<i64>,
    /// Whose it is.
    group: Attr<String>,
    /// When it was made.
    when: Attr<Option<DateTime<Utc>>>,
    /// What it says.
    #[field(column = "Mixed-Case")]
    text: Attr<String>,
    /// How much.
    #[field(column = "from")]
    amount: Attr<i64>,
    meta: ObjectMeta,
}

#[test]
fn names_that_are_words_of_sql_are_names() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Reserved>().await?;
        store.check_table::<Reserved>().await?;
        store.create_table::<Reserved>().await?;
        let ctx = user(&store);
        let mut made = Reserved::builder().group("lab").text("a").amount(1).build(&ctx)?;
        made.create().await?;
        made.set_text("b")?;
        made.save().await?;
        let update = ConditionalUpdate::new().set("amount", field("amount").plus(1)).expect_unchanged();
        assert!(made.conditional_update(update).await?);
        assert_eq!(made.amount()?, 2);
        let query =
            Query::new().filter(Reserved::AMOUNT.ge(2)).sort_by("text", "desc").sort_by("when", "asc");
        assert_eq!(Reserved::list(&ctx, &query).await?.len(), 1);
        let more = (0..3).map(|_| Reserved::builder().group("lab").text("c").amount(1).build(&ctx));
        Reserved::create_all(&ctx, more.collect::<Result<Vec<_>>>()?).await?;
        let page = Reserved::list(&ctx, &Query::new().limit(2)).await?;
        let page = Reserved::list(&ctx, &Query::new().marker(page[1].number()?.to_string())).await?;
        assert_eq!(page.len(), 2);
        made.destroy().await
    })
}

/// A thing whose columns have types of PostgreSQL's.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "things")]
struct PgThing {
    /// UUID of the thing.
    #[field(sql_type = "UUID")]
    id: Attr<Uuid>,
    /// How it is.
    #[field(sql_type = "mood")]
    mood: Attr<String>,
    /// What it is called.
    #[field(sql_type = "CITEXT")]
    nick: Attr<Option<String>>,
    /// A small number.
    #[field(sql_type = "SMALLINT")]
    small: Attr<i64>,
    /// A rough number.
    #[field(sql_type = "REAL")]
    ratio: Attr<Option<f64>>,
    /// What it costs.
    #[field(sql_type = "NUMERIC(10,2)")]
    price: Attr<Option<f64>>,
    meta: ObjectMeta,
}

/// A thing whose columns have types of MariaDB's.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "things")]
struct MyThing {
    /// UUID of the thing.
    #[field(sql_type = "UUID")]
    id: Attr<Uuid>,
    /// How it is.
    mood: Attr<String>,
    /// What it is called.
    nick: Attr<Option<String>>,
    /// A small number.
    #[field(sql_type = "SMALLINT UNSIGNED")]
    small: Attr<i64>,
    /// A rough number.
    #[field(sql_type = "REAL")]
    ratio: Attr<Option<f64>>,
    /// What it costs.
    #[field(sql_type = "DECIMAL(10,2)")]
    price: Attr<Option<f64>>,
    meta: ObjectMeta,
}

/// The types of columns that others declare hold what they hold.
async fn things<T: Persistent + Clone>(store: &Store, most: i64) -> Result<()> {
    store.check_table::<T>().await?;
    let ctx = admin(store);
    let thing = |mood: &str, nick: &str, small: i64| {
        let mut thing = T::orphan();
        thing.obj_set_context(Some(&ctx));
        for (name, value) in [("mood", mood.into()), ("nick", nick.into()), ("small", Value::Int(small))] {
            thing.obj_set(name, value)?;
        }
        thing.obj_set("ratio", Value::Float(0.1))?;
        thing.obj_set("price", Value::Float(12345.678))?;
        Ok::<_, Error>(thing)
    };
    let mut made = thing("wild", "Nick", most)?;
    made.create().await?;
    let id = made.obj_get("id")?;
    let count = async |condition| T::count(&ctx, &Query::new().filter(condition)).await;
    for round in 0..3 {
        println!("round {round}");
        let mut found = T::get_by_id(&ctx, id.clone()).await?;
        for name in ["id", "mood", "nick", "small", "ratio", "price"] {
            assert_eq!(found.obj_get(name)?, made.obj_get(name)?, "{name}");
            let value = made.obj_get(name)?;
            assert_eq!(count(field(name).eq(value.clone())).await?, 1, "{name} {value}");
            assert_eq!(count(field(name).eq([value.clone()])).await?, 1, "{name} {value}");
            assert_eq!(count(field(name).ne(value.clone())).await?, 0, "{name} {value}");
        }
        assert_eq!(made.obj_get("price")?, Value::Float(12345.68));
        assert_eq!(count(field("ratio").eq(0.1)).await?, 1);
        assert_eq!(count(field("price").ge(12345.68).and(field("small").gt(most - 1))).await?, 1);
        assert_eq!(count(field("mood").like("w%")).await?, 1);
        let same = ConditionalUpdate::new().set("nick", "Nick").expect_unchanged();
        assert!(made.conditional_update(same.clone()).await?);
        assert!(found.conditional_update(same).await?);
        match round {
            0 => {
                for (name, value) in
                    [("mood", "wild".into()), ("small", Value::Int(most)), ("price", Value::Float(12345.678))]
                {
                    made.obj_set(name, value)?;
                }
                made.save().await?;
            }
            _ => assert!(made.conditional_update(ConditionalUpdate::new().set("price", 12345.678)).await?),
        }
    }
    // What is too much is refused, and says what.
    for update in [
        ConditionalUpdate::new().set("small", most + 1),
        ConditionalUpdate::new().set("small", i64::MAX),
        ConditionalUpdate::new().set("small", field("small").plus(1)),
        ConditionalUpdate::new().set("mood", "sad"),
        ConditionalUpdate::new().set("price", 1e12),
    ] {
        let error = T::update_by_id(&ctx, id.clone(), update.clone()).await.unwrap_err();
        let says = ["small", "mood", "price", "numeric"].iter().any(|word| error.to_string().contains(word));
        println!("{error}");
        assert!(says, "{update:?}: {error}");
    }
    let mut more = T::create_all(&ctx, vec![thing("calm", "nick", 1)?, thing("calm", "NICK", 2)?]).await?;
    assert_eq!(more[0].obj_get("price")?, Value::Float(12345.68));
    assert_eq!(count(field("nick").eq("nick")).await?, 1);
    let query = Query::new().sort_by("nick", "asc").limit(1);
    for key in ["mood", "ratio", "price", "small", "id"] {
        let query = Query::new().sort_by(key, "desc").limit(2);
        let page = T::list(&ctx, &query).await?;
        let marker = page[1].obj_get("id")?.as_str().map(str::to_owned);
        assert_eq!(T::list(&ctx, &query.marker(marker)).await?.len(), 1, "{key}");
    }
    let (mut paged, mut marker) = (Vec::new(), None);
    loop {
        let page = T::list(&ctx, &query.clone().marker(marker)).await?;
        let Some(last) = page.last() else { break };
        marker = last.obj_get("id")?.as_str().map(str::to_owned);
        paged.push(last.obj_get("nick")?);
    }
    assert_eq!(paged, ["NICK", "Nick", "nick"].map(Value::from));
    more[0].destroy().await
}

#[test]
fn declared_types_hold_what_they_hold() -> Result<()> {
    on(&Kind::servers(), async |place| {
        let store = place.empty();
        if place.kind() == Kind::Postgres {
            sql(
                &store,
                &["CREATE EXTENSION IF NOT EXISTS citext", "CREATE TYPE mood AS ENUM ('calm', 'wild')"],
            );
            store.create_table::<PgThing>().await?;
            return things::<PgThing>(&store, 32_767).await;
        }
        store.create_table::<MyThing>().await?;
        sql(&store, &["ALTER TABLE things MODIFY mood ENUM('calm', 'wild') NOT NULL"]);
        things::<MyThing>(&store, 65_535).await
    })
}

/// A copy, in whose columns PostgreSQL takes nothing but UUIDs, whatever its fields take.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "copies", key = name, project = project_id)]
struct Copied {
    /// What it is called.
    #[field(sql_type = "UUID")]
    name: Attr<String>,
    /// Whose it is.
    #[field(sql_type = "UUID")]
    project_id: Attr<String>,
    /// What it is a copy of.
    #[field(sql_type = "UUID")]
    source: Attr<Option<String>>,
    /// Where it is.
    #[field(sql_type = "UUID")]
    place: Attr<Option<Uuid>>,
    meta: ObjectMeta,
}

#[test]
fn what_is_no_uuid_is_that_of_no_row() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Copied>().await?;
        let id = |nth: u128| Uuid::from_u128(nth << 64 | 0xabc).to_string();
        let ctx = admin(&store);
        for nth in 1..4 {
            let copied = Copied::builder().name(id(nth)).project_id(id(7)).source((nth > 1).then(|| id(nth)));
            copied.place(Uuid::parse_str(&id(nth)).unwrap()).build(&ctx)?.create_with_key().await?;
        }
        let urn = format!("urn:uuid:{}", id(2));
        for bad in ["not-a-uuid", "", "00000000", &format!("{}0", id(2))] {
            println!("{bad:?}");
            let one = [bad.to_owned(), id(2)];
            for (query, expected) in [
                (Query::new().filter_by("source", bad), 0),
                (Query::new().filter_by("source", one.clone().map(Value::from).to_vec()), 1),
                (Query::new().filter(Copied::SOURCE.eq(bad)), 0),
                (Query::new().filter(Copied::SOURCE.ne(bad)), 3),
                (Query::new().filter(Copied::SOURCE.or(id(9)).ne(id(9))), 2),
                (Query::new().filter(Copied::SOURCE.is_in([bad])), 0),
                (Query::new().filter(Copied::SOURCE.is_in(one.clone())), 1),
                (Query::new().filter(Copied::SOURCE.not_in([bad])), 3),
                (Query::new().filter(Copied::SOURCE.not_in(one.clone())), 2),
                (Query::new().filter(Copied::NAME.ne(bad)), 3),
                (Query::new().filter(Copied::NAME.eq(bad).or(Copied::NAME.eq(id(3)))), 1),
                (Query::new().filter(Copied::PROJECT_ID.eq(bad)), 0),
            ] {
                assert_eq!(Copied::count(&ctx, &query).await?, expected, "{query:?}");
                assert_eq!(Copied::list(&ctx, &query).await?.len() as u64, expected, "{query:?}");
            }
            assert_not_found(Copied::get_by_id(&ctx, bad).await);
            assert!(!Copied::exists(&ctx, bad).await?);
            assert_not_found(Copied::list(&ctx, &Query::new().marker(bad.to_owned())).await.map(drop));
            let expected = ConditionalUpdate::new().set("place", Value::Null).expect_by("source", bad);
            assert!(!Copied::update_by_id(&ctx, id(2).as_str(), expected).await?);
            for (nth, is_met) in [(1, false), (2, true)] {
                let other = ConditionalUpdate::new().set("project_id", id(7));
                let other = other.expect_by("source", not(bad).but_null());
                assert_eq!(Copied::update_by_id(&ctx, id(nth).as_str(), other).await?, is_met);
            }

            let user = Context::builder().user_id("alice").project_id(bad).store(&store).build();
            if bad.is_empty() {
                continue;
            }
            assert!(Copied::list(&user, &Query::new()).await?.is_empty());
            assert_eq!(Copied::count(&user, &Query::new()).await?, 0);
            assert!(!Copied::exists(&user, id(2).as_str()).await?);
            assert_not_found(Copied::get_by_id(&user, id(2).as_str()).await);
            let mut stray = Copied::get_by_id(&ctx, id(2).as_str()).await?;
            stray.obj_set_context(Some(&user));
            stray.set_place(None)?;
            assert_not_found(stray.save().await);
            assert_not_found(stray.destroy().await);
        }
        // What is one is found in each spelling; in a field of texts, where the column is one of UUIDs.
        assert_eq!(Copied::count(&ctx, &Query::new().filter_by("place", urn.as_str())).await?, 1);
        let found = u64::from(place.kind() == Kind::Postgres);
        for text in [urn.clone(), id(2).to_uppercase(), format!("{{{}}}", id(2))] {
            assert_eq!(Copied::count(&ctx, &Query::new().filter_by("source", text.as_str())).await?, found);
        }
        Ok(())
    })
}
