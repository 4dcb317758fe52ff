//! What updates write, and what they are not to write.

use store_tests::objects::Job;
use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

use crate::common::{assert_refused, everywhere, job, jobs, sql, user};

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
