//! What messages say of values that nobody is to see, and of the fields that they are in.

use databases::Kind;
use store_tests::objects::Job;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Case, ConditionalUpdate, field};

use crate::common::{admin, assert_refused, everywhere, job, on, sql, unsaved, user};

/// A safe.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "safes")]
struct Safe {
    id: Attr<Uuid>,
    /// What opens it.
    #[field(sensitive)]
    word: Attr<Option<String>>,
    /// What opens it, too.
    #[field(sensitive)]
    pin: Attr<Option<i64>>,
    /// How much is in it.
    size: Attr<Option<i64>>,
    /// When it opens.
    opens: Attr<Option<DateTime<Utc>>>,
    /// Whether it is open.
    open: Attr<Option<bool>>,
    /// What it weighs.
    weight: Attr<Option<f64>>,
    meta: ObjectMeta,
}

const WORD: &str = "s3cret";

#[test]
fn a_secret_is_in_no_message() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Safe>().await?;
        let ctx = admin(&store);
        for word in [WORD, "s3cret ' for column `x` at row 1", "s3cret\" in", "12 s3cret"] {
            let mut safe = Safe::builder().word(word).pin(4711).size(1).build(&ctx)?;
            safe.create().await?;
            for target in ["pin", "size", "opens", "open", "weight"] {
                for value in [
                    ConditionalUpdate::new().set(target, field("word")),
                    ConditionalUpdate::new()
                        .set(target, Case::new().when(field("size").eq(1), field("word")).otherwise(1)),
                    ConditionalUpdate::new().set(target, field("word").or("none")),
                ] {
                    let by_id = Safe::update_by_id(&ctx, safe.id()?, value.clone()).await;
                    let own = safe.conditional_update(value.clone()).await;
                    for error in [by_id, own].into_iter().filter_map(Result::err) {
                        let told = format!("{error} {error:?}");
                        assert!(!told.contains(WORD) && !told.contains("4711"), "{value:?}: {told}");
                    }
                }
            }
            safe.destroy().await?;
        }
        Ok(())
    })
}

#[test]
fn a_secret_that_its_column_has_no_letters_for_is_in_no_message() -> Result<()> {
    on(&[Kind::MariaDb], async |place| {
        let store = place.empty();
        store.create_table::<Safe>().await?;
        sql(&store, &["ALTER TABLE safes MODIFY word VARCHAR(20) CHARACTER SET latin1"]);
        let ctx = admin(&store);
        let mut safe = Safe::builder().word("open").build(&ctx)?;
        safe.create().await?;
        safe.set_word("日本s3cret")?;
        let error = safe.save().await.unwrap_err().to_string();
        assert!(!error.contains("\\x") && !error.contains(WORD) && error.contains("word"), "{error}");
        Ok(())
    })
}

#[test]
fn a_text_that_is_too_long_is_told_at_its_field() -> Result<()> {
    on(&Kind::servers(), async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        let long = "é".repeat(300);
        first.set_name(long.as_str())?;
        first.set_parts(2)?;
        first.set_reason("short")?;
        assert_refused(first.save().await, &["Job.name"]);
        assert_refused(job(&ctx, &long).await, &["Job.name"]);
        let update = ConditionalUpdate::new().set(Job::NAME, long.as_str()).set(Job::PARTS, 3);
        assert_refused(Job::update_by_id(&ctx, first.id()?, update).await, &["Job.name"]);
        let both = vec![unsaved(&ctx, "b")?, unsaved(&ctx, &long)?];
        assert_refused(Job::create_all(&ctx, both).await.map(drop), &["Job.name"]);
        Ok(())
    })
}

fn not_below_zero(worth: i64) -> Result<(), String> {
    if worth < 0 { Err("it is below zero".to_owned()) } else { Ok(()) }
}

/// A voucher, whose key is what it is worth to know.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "vouchers", key = code)]
struct Voucher {
    /// The key.
    #[field(sensitive)]
    code: Attr<String>,
    /// What it is worth.
    #[field(validate = not_below_zero)]
    worth: Attr<i64>,
    #[field(has_many(key = Used::VOUCHER))]
    uses: Attr<Vec<Used>>,
    meta: ObjectMeta,
}

/// A use of one.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "uses")]
struct Used {
    id: Attr<Uuid>,
    #[field(sensitive)]
    voucher: Attr<Option<String>>,
    #[field(belongs_to(key = VOUCHER))]
    of: Attr<Option<Box<Voucher>>>,
    meta: ObjectMeta,
}

#[test]
fn a_key_that_is_secret_leads_to_the_next_page_and_into_no_message() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Voucher>().await?;
        store.create_table::<Used>().await?;
        let ctx = admin(&store);
        for (code, worth) in [("s3cret-a", 1), ("s3cret-b", 2), ("s3cret-c", 3)] {
            Voucher::builder().code(code).worth(worth).build(&ctx)?.create_with_key().await?;
        }
        let mut used = Used::builder().voucher("s3cret-a").build(&ctx)?;
        used.create().await?;
        used.set_of(Some(Box::new(Voucher::get_by_id(&ctx, "s3cret-b").await?)))?;
        let told = used.save().await.unwrap_err();
        assert!(!format!("{told} {told:?}").contains(WORD), "{told}");

        sql(&store, &["UPDATE vouchers SET worth = -1 WHERE worth = 2"]);
        let mut query = Query::new().sort(Voucher::CODE.asc()).limit(1);
        let mut found = Vec::new();
        loop {
            let page = Voucher::list(&ctx, &query).await?;
            assert!(!format!("{page:?}").contains(WORD), "{page:?}");
            let Some(last) = page.marker() else { break };
            query = query.marker(last);
            found.push(page.first().map(Voucher::worth).transpose()?);
        }
        assert_eq!(found, [Some(1), None, Some(3)]);
        Ok(())
    })
}
