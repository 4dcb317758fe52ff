//! What updates write, and what they are not to write.

use store_tests::objects::Job;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Case, ConditionalUpdate, field};

use crate::common::{admin, assert_refused, everywhere, job, jobs, sql, user};

/// What is sealed: a text as it stands in no row.
fn sealed(value: Value) -> Value {
    match value {
        Value::String(text) if !text.starts_with("sealed:") => {
            Value::String(format!("sealed:{}", text.chars().rev().collect::<String>()))
        }
        other => other,
    }
}

/// At most three letters.
fn short(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.chars().take(3).collect()),
        other => other,
    }
}

/// A letter in an envelope.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "letters",
    soft_delete(flag = gone, set(ends = "burnt")),
    timestamps(updated = changed_at)
)]
struct Letter {
    /// Its key.
    id: Attr<Uuid>,
    /// How much is on it.
    #[field(read_only)]
    stamp: Attr<Option<i64>>,
    /// How heavy it is.
    weight: Attr<Option<i64>>,
    /// What nobody reads.
    #[field(to_column = sealed)]
    text: Attr<Option<String>>,
    /// How it ends.
    #[field(to_column = sealed)]
    ends: Attr<Option<String>>,
    /// Where it was sent from.
    place: Attr<Option<String>>,
    /// When it was changed.
    changed_at: Attr<Option<DateTime<Utc>>>,
    /// Whether it is gone.
    gone: Attr<Option<bool>>,
    meta: ObjectMeta,
}

async fn letters(store: &Store) -> Result<Context> {
    store.create_table::<Letter>().await?;
    Ok(admin(store))
}

/// What the rows have in a column.
fn rows(store: &Store, column: &str) -> Vec<String> {
    let rows = raw::all(store, &format!("SELECT {column} FROM letters")).unwrap();
    rows.iter().map(|row| row[0].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn u1_a_field_that_is_set_once_is_not_set_in_a_row() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        let ctx = letters(&store).await?;
        let mut letter = Letter::builder().stamp(80).weight(5).build(&ctx)?;
        letter.create().await?;
        for update in [
            ConditionalUpdate::new().set("stamp", field("weight")),
            ConditionalUpdate::new().set("stamp", field("stamp").plus(1)),
            ConditionalUpdate::new().set("stamp", Case::new().when(field("weight").gt(1), 80)),
            ConditionalUpdate::new().set("stamp", field("weight").or(80)),
            ConditionalUpdate::new().set("stamp", 77),
            // It is not looked at further.
            ConditionalUpdate::new().set("stamp", 77).set("weight", "heavy"),
        ] {
            for update in [update.clone(), update.expect_by("weight", 6)] {
                for asked in [
                    letter.clone().conditional_update(update.clone()).await,
                    Letter::update_by_id(&ctx, letter.id()?, update).await,
                ] {
                    assert!(matches!(asked, Err(Error::ReadOnlyField { .. })), "{asked:?}");
                    assert_refused(asked, &["stamp"]);
                }
            }
        }
        let same = || ConditionalUpdate::new().set("stamp", 80);
        assert!(Letter::update_by_id(&ctx, letter.id()?, same()).await.is_err());
        assert!(letter.conditional_update(same().set("weight", 6)).await?);
        let read = Letter::get_by_id(&ctx, letter.id()?).await?;
        assert_eq!((read.stamp()?, read.weight()?), (Some(80), Some(6)));
        Ok(())
    })
}

#[test]
fn u2_what_goes_through_a_function_into_its_column_always_does() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        let ctx = letters(&store).await?;
        let mut letter = Letter::builder().text("abc").place("x").weight(1).build(&ctx)?;
        letter.create().await?;
        let holds = |text: &str| {
            let rows = rows(&store, "text");
            assert!(rows.len() == 1 && rows[0].contains(&format!("sealed:{text}")), "{rows:?}");
        };
        holds("cba");
        assert!(letter.conditional_update(ConditionalUpdate::new().set(Letter::TEXT, "def")).await?);
        holds("fed");
        let update = ConditionalUpdate::new().set(Letter::TEXT, "ghi").expect_by(Letter::TEXT, "def");
        assert!(Letter::update_by_id(&ctx, letter.id()?, update).await?);
        holds("ihg");
        letter.refresh().await?;
        letter.set_text("klm")?;
        assert!(letter.conditional_update(ConditionalUpdate::new().save_all()).await?);
        holds("mlk");
        let case = Case::new().when(Letter::WEIGHT.eq(1), "nop").otherwise("qrs");
        assert!(letter.conditional_update(ConditionalUpdate::new().set(Letter::TEXT, case)).await?);
        holds("pon");
        letter.set_text(None)?;
        letter.save().await?;
        let update = ConditionalUpdate::new().set(Letter::TEXT, Letter::TEXT.or("tuv"));
        assert!(letter.conditional_update(update).await?);
        holds("vut");
        letter.refresh().await?;
        letter.destroy().await?;
        let rows = rows(&store, "ends");
        assert!(rows[0].contains("sealed:tnrub"), "{rows:?}");
        Ok(())
    })
}

/// A report whose reason is cut when the object is saved.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "reports", key = number)]
struct Report {
    /// Which one.
    number: Attr<i64>,
    /// Why it is.
    #[field(to_column(short, updates = as_is))]
    reason: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[test]
fn u3_a_field_may_say_that_updates_write_it_as_it_is() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Report>().await?;
        let ctx = admin(&store);
        let holds = |text: &str| {
            let rows = raw::all(&store, "SELECT reason FROM reports").unwrap();
            assert_eq!(rows[0][0].as_str(), Some(text));
        };
        let mut report = Report::builder().reason("abcdef").build(&ctx)?;
        report.create().await?;
        holds("abc");
        report.set_reason("bcdefg")?;
        report.save().await?;
        holds("bcd");
        assert!(report.conditional_update(ConditionalUpdate::new().set(Report::REASON, "cdefgh")).await?);
        holds("cdefgh");
        let update = ConditionalUpdate::new().set(Report::REASON, "defghi");
        assert!(Report::update_by_id(&ctx, report.number()?, update).await?);
        holds("defghi");
        report.set_reason("efghij")?;
        assert!(report.conditional_update(ConditionalUpdate::new().save_all()).await?);
        holds("efghij");
        Ok(())
    })
}

#[test]
fn u4_an_update_without_an_object_asks_nothing_of_one() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let first = job(&ctx, "a").await?;
        let before = jobs(&store);
        for (word, update) in [
            ("expect_unchanged", ConditionalUpdate::new().set(Job::PARTS, 5).expect_unchanged()),
            ("expect_unchanged", ConditionalUpdate::new().expect_unchanged().expect_by(Job::PARTS, 0)),
            ("save_all", ConditionalUpdate::new().set(Job::PARTS, 5).save_all()),
        ] {
            let asked = Job::update_by_id(&ctx, first.id()?, update).await;
            assert!(matches!(asked, Err(Error::ObjectAction { .. })), "{word}: {asked:?}");
            assert_refused(asked, &[word]);
            assert_eq!(jobs(&store), before);
        }
        Ok(())
    })
}

#[test]
fn u5_all_that_is_expected_has_to_be_so() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        first.set_parts(2)?;
        let before = jobs(&store);
        let both = [
            |parts: i64| ConditionalUpdate::new().expect_by(Job::PARTS, parts).expect_unchanged(),
            |parts: i64| ConditionalUpdate::new().expect_unchanged().expect_by(Job::PARTS, parts),
        ];
        for update in both {
            assert!(!first.conditional_update(update(99).save_all()).await?);
            assert!(!first.conditional_destroy(update(99)).await?);
            assert_eq!(jobs(&store), before);
        }
        let mut stale = first.clone();
        sql(&store, &["UPDATE jobs SET name = 'b'"]);
        let before = jobs(&store);
        for update in both {
            assert!(!stale.conditional_update(update(0).save_all()).await?);
            assert!(!stale.conditional_destroy(update(0)).await?);
            assert_eq!(jobs(&store), before);
        }
        sql(&store, &["UPDATE jobs SET name = 'a'"]);
        assert!(first.conditional_update(both[0](0).save_all()).await?);
        assert!(first.conditional_update(both[1](2).set(Job::PARTS, 3)).await?);
        assert_eq!(first.parts()?, 3);
        Ok(())
    })
}

#[test]
fn u_all_that_changed_is_saved_without_the_key() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        let ctx = letters(&store).await?;
        let mut letter = Letter::builder().place("here").build(&ctx)?;
        letter.create().await?;
        sql(&store, &["UPDATE letters SET id = UPPER(id)"]);
        let spelt = rows(&store, "id");
        // Its key is among what it says has changed, as in one that was made by hand.
        let mut again = Letter::builder().place("there").build(&ctx)?;
        again.set_id(letter.id()?)?;
        assert!(again.obj_what_changed().contains(&"id"));
        assert!(again.conditional_update(ConditionalUpdate::new().set("weight", 3).save_all()).await?);
        assert_eq!((rows(&store, "place"), rows(&store, "id")), (vec!["there".to_owned()], spelt));
        Ok(())
    })
}
