//! Rows that are marked deleted.

use store_tests::objects::{Job, JobStatus};
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Lookup, field, not};

use crate::common::{admin, assert_not_found, assert_refused, everywhere, job, jobs, sql, user};

#[test]
fn d1_a_row_without_a_mark_is_live() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
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
    everywhere(async |place| {
        let store = place.store();
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
    everywhere(async |place| {
        let store = place.store();
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
    everywhere(async |place| {
        let store = place.store();
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

#[test]
fn d4_a_row_is_deleted_while_it_is_as_expected() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        let mut stale = first.clone();
        first.set_parts(1)?;
        first.save().await?;
        let before = jobs(&store);
        let expected = || ConditionalUpdate::new().expect_unchanged();
        assert!(!stale.conditional_destroy(expected()).await?);
        assert!(!first.conditional_destroy(ConditionalUpdate::new().expect(Job::PARTS.gt(1))).await?);
        assert!(first.conditional_destroy(ConditionalUpdate::new().set("parts", 2)).await.is_err());
        assert_eq!(jobs(&store), before);
        assert!(first.conditional_destroy(expected()).await?);
        assert_eq!((first.status()?, first.deleted()?), (JobStatus::Deleted, Some(true)));
        assert!(!first.conditional_destroy(expected()).await?, "it is deleted already");
        assert_not_found(Job::get_by_id(&ctx, first.id()?).await.map(drop));
        Ok(())
    })
}

#[test]
fn d5_a_deleted_row_is_brought_back_by_who_may() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        assert_not_found(first.revive().await);
        first.destroy().await?;
        let before = jobs(&store);
        let mut foreign = first.clone();
        foreign.obj_set_context(Some(&ctx.to_builder().project_id("shop").build()));
        assert_not_found(foreign.revive().await);
        let mut moved = first.clone();
        moved.set_project_id("shop")?;
        assert_not_found(moved.revive().await);
        assert_eq!(jobs(&store), before);
        first.set_status(JobStatus::Queued)?;
        first.revive().await?;
        let found = Job::get_by_id(&ctx, first.id()?).await?;
        assert_eq!(
            (found.status()?, found.deleted()?, found.deleted_at()?),
            (JobStatus::Queued, Some(false), None)
        );
        // It is an update of the row; who says when it was is believed.
        assert!(found.updated_at()?.is_some());
        assert_eq!(found.updated_at()?, first.updated_at()?);
        assert_not_found(first.revive().await);
        first.destroy().await?;
        let then = "2026-01-02T03:04:05Z".parse::<DateTime<Utc>>().unwrap();
        first.set_updated_at(then)?;
        first.revive().await?;
        assert_eq!(Job::get_by_id(&ctx, first.id()?).await?.updated_at()?, Some(then));
        Ok(())
    })
}

#[test]
fn d6_an_administrator_removes_deleted_rows_for_good() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let (ctx, admin) = (user(&store), admin(&store));
        for name in ["a", "b", "c", "d"] {
            job(&ctx, name).await?;
        }
        for (name, deleted, at) in [
            ("a", "TRUE", "2026-01-02T05:04:04.999999+02:00"),
            ("b", "TRUE", "2026-01-02 03:04:05"),
            ("c", "NULL", "2026-01-01 00:00:00"),
        ] {
            let at = place.moment(at);
            let update =
                format!("UPDATE jobs SET deleted = {deleted}, deleted_at = '{at}' WHERE name = '{name}'");
            sql(&store, &[&update]);
        }
        assert_eq!(Job::purge(&ctx, None).await.unwrap_err(), Error::AdminRequired);
        let moment: DateTime<Utc> = "2026-01-02T03:04:05Z".parse().unwrap();
        assert_eq!(Job::purge(&admin, moment).await?, 1);
        assert_eq!(jobs(&store).len(), 3);
        assert_eq!(Job::purge(&admin, None).await?, 1);
        assert_eq!(Job::purge(&admin, None).await?, 0);
        assert_eq!(Job::count(&ctx, &Query::new()).await?, 2);
        Ok(())
    })
}

#[test]
fn d7_what_makes_no_sense_deletes_nothing() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        first.set_parts(7)?;
        let before = jobs(&store);
        for (word, expected) in [
            ("status", ConditionalUpdate::new().expect_by("status", "quued")),
            ("status", ConditionalUpdate::new().expect_by("status", not("quued"))),
            ("status", ConditionalUpdate::new().expect_by("status", ["queued", "quued"])),
            ("status", ConditionalUpdate::new().expect(field("status").ne("quued"))),
            ("status", ConditionalUpdate::new().expect(field("status").eq("quued").not())),
            ("parts", ConditionalUpdate::new().expect(field("parts").eq("10GiB"))),
            ("memory", ConditionalUpdate::new().expect_by("memory", "much")),
            ("sise", ConditionalUpdate::new().expect_by("sise", 1)),
        ] {
            let asked = first.conditional_destroy(expected).await;
            assert!(matches!(asked, Err(Error::InvalidInput { .. })), "{word}: {asked:?}");
            assert_refused(asked, &[word]);
            assert_eq!(jobs(&store), before);
        }
        for (word, expected) in [
            ("parts", ConditionalUpdate::new().set("parts", 2)),
            ("save_all", ConditionalUpdate::new().save_all()),
            ("leave_object", ConditionalUpdate::new().leave_object()),
            ("order", ConditionalUpdate::new().order(["parts"])),
        ] {
            let asked = first.conditional_destroy(expected).await;
            assert!(matches!(asked, Err(Error::ObjectAction { .. })), "{word}: {asked:?}");
            assert_refused(asked, &[word]);
            assert_eq!(jobs(&store), before);
        }
        // What rows may have all the same is asked for as such.
        let odd = ConditionalUpdate::new().expect_by("status", "quued").values_as_they_stand();
        assert!(!first.conditional_destroy(odd).await?);
        assert!(
            first.conditional_destroy(ConditionalUpdate::new().expect_by("status", not("failed"))).await?
        );
        Ok(())
    })
}
