//! Rows as others write them.

use store_tests::objects::Job;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, field};

use crate::common::{admin, collect, everywhere, job, names, sql};

/// The spellings of one moment that a column may have.
const SPELLINGS: [&str; 8] = [
    "2026-01-02 03:04:05.000000",
    "2026-01-02 03:04:05",
    "2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05",
    "2026-01-02 03:04:05+00:00",
    "2026-01-02T03:04:05.000000+00:00",
    "2026-01-02T05:04:05+02:00",
    "2026-01-01 22:04:05-05:00",
];

#[test]
fn r1_what_went_over_the_wire_is_unchanged() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = admin(&store);
        job(&ctx, "a").await?;
        sql(
            &store,
            &[
                "UPDATE jobs SET created_at = '2026-01-02 03:04:05.678901', due = '2026-01-02 03:04:05.999999'",
            ],
        );
        let found = Job::list(&ctx, &Query::new()).await?.objects.remove(0);
        let mut read = Job::obj_from_primitive(found.obj_to_primitive()?, Some(&ctx))?;
        let update = || ConditionalUpdate::new().set("parts", 1).expect_unchanged();
        assert!(read.conditional_update(update()).await?);
        // A change that the wire shows is one.
        sql(&store, &["UPDATE jobs SET due = '2026-01-02 03:04:06.000000'"]);
        assert!(!read.conditional_update(update()).await?);
        Ok(())
    })
}

#[test]
fn r2_a_moment_is_the_same_however_it_is_spelt() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = admin(&store);
        let id = job(&ctx, "a").await?.id()?;
        for spelling in SPELLINGS {
            for column in ["created_at", "due"] {
                let written = place.moment(spelling);
                sql(&store, &[&format!("UPDATE jobs SET {column} = '{written}'")]);
                let mut found = Job::get_by_id(&ctx, id).await?;
                let moment = match column {
                    "due" => found.due()?.unwrap(),
                    _ => found.created_at()?.unwrap(),
                };
                let counts = [
                    (Query::new().filter_by(column, moment), 1),
                    (Query::new().filter(field(column).eq([moment])), 1),
                    (Query::new().filter(field(column).ge(moment)), 1),
                    (Query::new().filter(field(column).le(moment)), 1),
                    (Query::new().filter(field(column).gt(moment)), 0),
                    (Query::new().filter(field(column).lt(moment)), 0),
                    (Query::new().filter(field(column).ne(moment)), 0),
                ];
                for (query, count) in counts {
                    assert_eq!(Job::count(&ctx, &query).await?, count, "{column} {spelling} {query:?}");
                }
                let update = ConditionalUpdate::new().set("parts", 1).expect_unchanged();
                assert!(found.conditional_update(update).await?, "{column} {spelling}");
                let update = ConditionalUpdate::new().set("parts", 1).expect_by(column, moment);
                assert!(found.conditional_update(update).await?, "{column} {spelling}");
            }
        }
        Ok(())
    })
}

#[test]
fn r2_the_order_is_that_of_the_moments() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = admin(&store);
        let ordered = [
            ("a", "2026-01-02T03:04:04.999Z"),
            ("b", "2026-01-02 03:04:05"),
            ("c", "2026-01-02T03:04:05.000001Z"),
            ("d", "2026-01-02 05:04:05.5+02:00"),
            ("e", "2026-01-02T03:04:06"),
            ("f", "2026-01-01T23:04:07-04:00"),
            ("g", "2026-01-02 03:04:08.000000"),
        ];
        for (name, moment) in ordered {
            job(&ctx, name).await?;
            let moment = place.moment(moment);
            sql(
                &store,
                &[&format!(
                    "UPDATE jobs SET created_at = '{moment}', due = '{moment}' WHERE name = '{name}'"
                )],
            );
        }
        job(&ctx, "null").await?;
        sql(&store, &["UPDATE jobs SET created_at = NULL, due = NULL WHERE name = 'null'"]);
        let mut expected = vec!["null"];
        expected.extend(ordered.map(|(name, _)| name));
        for key in ["due", "created_at"] {
            for direction in ["asc", "desc"] {
                let query = Query::new().sort_by(key, direction);
                assert_eq!(names(&Job::list(&ctx, &query).await?), expected, "{key} {direction}");
                let (mut paged, mut marker) = (Vec::new(), None);
                loop {
                    let page = Job::list(&ctx, &query.clone().limit(3).marker(marker)).await?;
                    let Some(last) = page.last() else { break };
                    marker = Some(last.id()?.to_string());
                    paged.extend(names(&page));
                }
                assert_eq!(paged, expected, "{key} {direction}");
                expected.reverse();
            }
        }
        Ok(())
    })
}

#[test]
fn r3_json_is_unchanged_that_another_wrote() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = admin(&store);
        let id = job(&ctx, "a").await?.id()?;
        let update = || ConditionalUpdate::new().set("parts", 1).expect_unchanged();
        for (tags, labels) in [
            (r#"["t", "u"]"#, r#"{"b": "2", "a": "1"}"#),
            (r#"["t","u"]"#, r#"{"a":"1","b":"2"}"#),
            ("[ \"t\",\n \"\\u0075\" ]", r#"{ "b" : "2" , "a" : "\u0031" }"#),
        ] {
            sql(&store, &[&format!("UPDATE jobs SET tags = '{tags}', labels = '{labels}'")]);
            let mut found = Job::get_by_id(&ctx, id).await?;
            assert!(found.conditional_update(update()).await?, "{tags} {labels}");
            let mut read = Job::obj_from_primitive(found.obj_to_primitive()?, Some(&ctx))?;
            assert!(read.conditional_update(update()).await?, "{tags} {labels}");
            sql(&store, &[r#"UPDATE jobs SET tags = '["u", "t"]'"#]);
            assert!(!found.conditional_update(update()).await?, "the order of a list counts");
        }
        Ok(())
    })
}

#[test]
fn r4_an_empty_text_is_no_list() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = admin(&store);
        let id = job(&ctx, "a").await?.id()?;
        sql(&store, &["UPDATE jobs SET tags = ''"]);
        let mut found = Job::get_by_id(&ctx, id).await?;
        assert_eq!(found.tags()?, None);
        assert!(found.conditional_update(ConditionalUpdate::new().set("parts", 1).expect_unchanged()).await?);
        assert_eq!(Job::list(&ctx, &Query::new()).await?.len(), 1);
        assert!(collect(Job::stream(&ctx, Query::new()))[0].is_ok());
        Ok(())
    })
}
