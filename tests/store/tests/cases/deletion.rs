//! Rows that are marked deleted.

use pollster::block_on;
use store_tests::objects::{Job, JobStatus};
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Lookup};

use crate::common::{admin, assert_not_found, job, jobs, sql, store, user};

#[test]
fn d1_a_row_without_a_mark_is_live() -> Result<()> {
    block_on(async {
        let store = store();
        let ctx = user(&store);
        let id = job(&ctx, "a").await?.id()?;
        sql(&store, &["UPDATE jobs SET deleted = NULL"]);
        assert_eq!(Job::list(&ctx, &Query::new()).await?.len(), 1);
        assert_eq!(Job::count(&ctx, &Query::new()).await?, 1);
        assert_eq!(Job::count(&ctx, &Query::new().read_deleted(ReadDeleted::Only)).await?, 0);
        assert!(Job::exists(&ctx, id).await?);
        let mut found = Job::get_by_id(&ctx, id).await?;
        found.set_parts(1)?;
        found.save().await?;
        assert!(found.conditional_update(ConditionalUpdate::new().set("parts", 2).expect_unchanged()).await?);
        assert!(Job::update_by_id(&ctx, id, ConditionalUpdate::new().set("parts", 3)).await?);
        found.destroy().await?;
        assert_not_found(Job::get_by_id(&ctx, id).await.map(drop));
        assert_eq!(Job::count(&ctx, &Query::new().read_deleted(ReadDeleted::Only)).await?, 1);
        Ok(())
    })
}

#[test]
fn d3_a_stale_copy_does_not_bring_a_row_back() -> Result<()> {
    block_on(async {
        let store = store();
        for ctx in [user(&store), admin(&store)] {
            let mut first = job(&ctx, "a").await?;
            let mut stale = first.clone();
            first.destroy().await?;
            let before = jobs(&store);
            stale.set_status(JobStatus::Running)?;
            stale.set_deleted(false)?;
            assert_not_found(stale.save().await);
            assert!(!stale.conditional_update(ConditionalUpdate::new().set("parts", 1)).await?);
            assert_not_found(stale.destroy().await);
            first.set_parts(3)?;
            assert_not_found(first.save().await);
            assert_eq!(jobs(&store), before);
        }
        Ok(())
    })
}

#[test]
fn d3_who_sees_live_rows_revives_none() -> Result<()> {
    block_on(async {
        let store = store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        first.destroy().await?;
        let before = jobs(&store);
        let all = Lookup::new().read_deleted(ReadDeleted::Yes);
        let mut found = Job::look_up(&ctx, first.id()?, all).await?;
        found.set_deleted(false)?;
        assert_not_found(found.save().await);
        assert_eq!(jobs(&store), before);
        Ok(())
    })
}

#[test]
fn d3_what_is_deleted_is_not_deleted_again() -> Result<()> {
    block_on(async {
        let store = store();
        let ctx = user(&store).to_builder().read_deleted(ReadDeleted::Yes).build();
        let mut first = job(&ctx, "a").await?;
        first.destroy().await?;
        let before = jobs(&store);
        let mut again = Job::get_by_id(&ctx, first.id()?).await?;
        assert_not_found(again.destroy().await);
        assert_eq!(jobs(&store), before);
        Ok(())
    })
}
