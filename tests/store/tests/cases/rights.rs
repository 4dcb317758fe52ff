//! Who may write what.

use store_tests::objects::Job;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Case, ConditionalUpdate, field};

use crate::common::{admin, assert_not_found, everywhere, job, jobs, sql, unsaved, user};

#[test]
fn w1_a_user_moves_no_row_to_another_project() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let first = job(&ctx, "a").await?;
        let before = jobs(&store);

        let mut moved = first.clone();
        moved.set_project_id("shop")?;
        assert_not_found(moved.save().await);
        assert_not_found(moved.conditional_update(ConditionalUpdate::new().set("parts", 1).save_all()).await);

        let computed = Case::new().when(field("parts").ge(0), "shop").otherwise("lab");
        for update in [
            ConditionalUpdate::new().set("project_id", "shop"),
            ConditionalUpdate::new().set("project_id", field("user_id")),
            ConditionalUpdate::new().set("project_id", computed),
        ] {
            assert_not_found(first.clone().conditional_update(update.clone()).await);
            assert_not_found(Job::update_by_id(&ctx, first.id()?, update).await);
        }

        let mut primitive = first.obj_to_primitive()?;
        primitive["versioned_object.data"]["project_id"] = "shop".into();
        primitive["versioned_object.changes"] = vec!["project_id"].into();
        let mut sent = Job::obj_from_primitive(primitive, Some(&ctx))?;
        assert_eq!(sent.obj_what_changed(), ["project_id"]);
        assert_not_found(sent.save().await);
        assert_eq!(jobs(&store), before);

        // Create refuses it in the same way; an administrator may.
        let mut foreign = unsaved(&ctx, "b")?;
        foreign.set_project_id("shop")?;
        assert_not_found(foreign.create().await);
        moved.obj_set_context(Some(&admin(&store)));
        moved.save().await?;
        assert_not_found(Job::get_by_id(&ctx, first.id()?).await.map(drop));
        Ok(())
    })
}

#[test]
fn w1_a_writer_sees_what_it_writes() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        let before = jobs(&store);
        // Whoever sees live rows would not see the outcome.
        first.set_deleted(true)?;
        assert_not_found(first.save().await);
        first.refresh().await?;
        let update = ConditionalUpdate::new().set("deleted", true);
        assert_not_found(first.conditional_update(update.clone()).await);
        assert_not_found(Job::update_by_id(&ctx, first.id()?, update.clone()).await);
        assert_eq!(jobs(&store), before);
        let all = ctx.to_builder().read_deleted(ReadDeleted::Yes).build();
        assert!(Job::update_by_id(&all, first.id()?, update).await?);
        Ok(())
    })
}

#[test]
fn w3_the_rights_of_an_administrator_end_with_their_scope() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let mut foreign = unsaved(&admin(&store), "foreign")?;
        foreign.set_project_id("shop")?;
        foreign.create().await?;
        let before = jobs(&store);

        let ctx = user(&store);
        let mut own = job(&ctx, "own").await?;
        let mut copy = {
            let scoped = own.obj_as_admin()?;
            Job::clone(&scoped)
        };
        let mut swapped = Job::new(&ctx);
        {
            let mut scoped = own.obj_as_admin()?;
            std::mem::swap(&mut *scoped, &mut swapped);
        }
        let kept = {
            let scoped = copy.obj_as_admin()?;
            scoped.obj_context().cloned().unwrap()
        };
        for (how, context) in [
            ("clone", copy.obj_context().unwrap()),
            ("swap", swapped.obj_context().unwrap()),
            ("context", &kept),
        ] {
            let found = Job::get_by_id(context, foreign.id()?).await;
            assert!(matches!(found, Err(Error::NotFound { .. } | Error::NotAuthorized)), "{how}: {found:?}");
            let mut stray = foreign.clone();
            stray.obj_set_context(Some(context));
            stray.set_parts(9)?;
            let saved = stray.save().await;
            assert!(matches!(saved, Err(Error::NotFound { .. } | Error::NotAuthorized)), "{how}: {saved:?}");
        }
        assert_eq!(
            jobs(&store).iter().filter(|row| row[4].as_str() == Some("foreign")).collect::<Vec<_>>(),
            before.iter().collect::<Vec<_>>()
        );
        Ok(())
    })
}

#[test]
fn w3_a_right_in_another_ends_with_its_own_scope() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let mut foreign = unsaved(&admin(&store), "foreign")?;
        foreign.set_project_id("shop")?;
        foreign.create().await?;
        let mut own = job(&user(&store), "own").await?;
        let sees = async |job: &Job| Job::exists(job.obj_context().unwrap(), foreign.id()?).await;

        let wide = own.obj_as_admin()?;
        let mut copy = wide.clone();
        let mut deleted = copy.as_read_deleted(ReadDeleted::Yes)?;
        assert!(sees(&deleted).await?);
        let rebuilt = deleted.obj_context().unwrap().to_builder().request_id("req-1").build();
        let deepest = deleted.as_read_deleted(ReadDeleted::Only)?;
        drop(wide);
        for context in [deepest.obj_context().unwrap(), &rebuilt] {
            assert!(!context.is_admin(), "{context:?}");
            assert!(!Job::exists(context, foreign.id()?).await?);
        }
        // What was given besides lasts as long as its own scope.
        assert_eq!(deepest.obj_context().unwrap().read_deleted(), ReadDeleted::Only);
        assert_eq!(rebuilt.read_deleted(), ReadDeleted::Yes);
        drop(deepest);
        assert_eq!(deleted.obj_context().unwrap().read_deleted(), ReadDeleted::Yes);
        drop(deleted);
        assert_eq!(rebuilt.read_deleted(), ReadDeleted::No);
        assert!(!sees(&copy).await?);
        assert_eq!(copy.obj_context().unwrap().read_deleted(), ReadDeleted::No);
        Ok(())
    })
}

#[test]
fn w3_what_a_transaction_writes_is_in_it_when_rights_end() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let mut own = job(&user(&store), "own").await?;
        let before = jobs(&store);
        let scoped = own.obj_as_admin()?;
        let context = scoped.obj_context().unwrap().clone();
        let undone = store.transaction(&context, async |tx: Context| {
            drop(scoped);
            assert!(!tx.is_admin());
            job(&tx, "undone").await?;
            let mut foreign = unsaved(&tx, "foreign")?;
            foreign.set_project_id("shop")?;
            assert_not_found(foreign.create().await);
            Err::<(), _>(Error::invalid_input("undo"))
        });
        assert_eq!(undone.await, Err(Error::invalid_input("undo")));
        assert_eq!(jobs(&store), before);
        Ok(())
    })
}

#[test]
fn w4_an_empty_name_is_nobody() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let made = job(&user(&store), "a").await?;
        let before = jobs(&store);
        let nobody = Context::builder().project_id("lab").store(&store).build();
        for ctx in [
            nobody.to_builder().user_id("").build(),
            nobody.clone(),
            Context::builder().user_id("alice").store(&store).build(),
            Context::builder().user_id("alice").project_id("").store(&store).build(),
        ] {
            let denied = |error: Error| assert_eq!(error, Error::NotAuthorized, "{ctx:?}");
            denied(Job::get_by_id(&ctx, made.id()?).await.map(drop).unwrap_err());
            denied(Job::exists(&ctx, made.id()?).await.unwrap_err());
            denied(Job::list(&ctx, &Query::new()).await.map(drop).unwrap_err());
            denied(Job::count(&ctx, &Query::new()).await.unwrap_err());
            denied(unsaved(&ctx, "b")?.create().await.unwrap_err());
            denied(Job::create_all(&ctx, vec![unsaved(&ctx, "b")?]).await.map(drop).unwrap_err());
            let update = ConditionalUpdate::new().set("parts", 1);
            denied(Job::update_by_id(&ctx, made.id()?, update.clone()).await.unwrap_err());
            let mut copy = made.clone();
            copy.obj_set_context(Some(&ctx));
            denied(copy.conditional_update(update).await.unwrap_err());
            denied(copy.refresh().await.unwrap_err());
            denied(copy.destroy().await.unwrap_err());
            copy.set_parts(1)?;
            denied(copy.save().await.unwrap_err());
        }
        assert_eq!(jobs(&store), before);
        Ok(())
    })
}

/// A place of a project whose name is a UUID.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "places", project = owner)]
struct Owned {
    id: Attr<Uuid>,
    /// Whose it is.
    owner: Attr<Uuid>,
    /// How much it takes.
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[test]
fn w5_a_project_is_the_same_however_its_uuid_is_spelt() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Owned>().await?;
        let project = Uuid::from_u128(0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8);
        let spellings = [
            project.to_string(),
            // As Keystone writes it.
            project.simple().to_string(),
            project.to_string().to_uppercase(),
            project.simple().to_string().to_uppercase(),
        ];
        for spelt in &spellings {
            let ctx = Context::builder().user_id("alice").project_id(spelt).store(&store).build();
            let mut own = Owned::builder().owner(project).size(1).build(&ctx)?;
            own.create().await?;
            own.set_owner(project)?;
            own.set_size(2)?;
            own.save().await?;
            let update = ConditionalUpdate::new().set(Owned::OWNER, project).expect_unchanged();
            assert!(own.conditional_update(update).await?);
            let update = ConditionalUpdate::new().set("owner", field("owner"));
            assert!(Owned::update_by_id(&ctx, own.id()?, update).await?);
            assert_eq!(Owned::create_all(&ctx, vec![own_of(&ctx, project)?]).await?.len(), 1);
            for written in &spellings {
                sql(&store, &[&format!("UPDATE places SET owner = '{written}'")]);
                assert_eq!(Owned::get_by_id(&ctx, own.id()?).await?.owner()?, project);
                own.set_size(3)?;
                own.save().await?;
            }
            assert_eq!(Owned::count(&ctx, &Query::new()).await?, 2);
            // Another project's is none of its own.
            let mut foreign = own_of(&ctx, Uuid::from_u128(7))?;
            assert_not_found(foreign.create().await);
            own.set_owner(Uuid::from_u128(7))?;
            assert_not_found(own.save().await);
            sql(&store, &["DELETE FROM places"]);
        }
        // What is no UUID is no project of such a type.
        let mut foreign = own_of(&admin(&store), project)?;
        foreign.create().await?;
        let ctx = user(&store);
        foreign.obj_set_context(Some(&ctx));
        foreign.set_size(1)?;
        assert_not_found(foreign.save().await);
        foreign.set_owner(project)?;
        assert_not_found(foreign.save().await);
        let update = ConditionalUpdate::new().set(Owned::SIZE, 1);
        assert!(!Owned::update_by_id(&ctx, foreign.id()?, update.clone()).await?);
        assert!(!foreign.conditional_update(update).await?);
        assert_not_found(own_of(&ctx, project)?.create().await);
        assert_eq!(Owned::count(&ctx, &Query::new()).await?, 0);
        Ok(())
    })
}

fn own_of(ctx: &Context, owner: Uuid) -> Result<Owned> {
    Owned::builder().owner(owner).build(ctx)
}

#[test]
fn w5_a_project_that_is_a_text_is_its_bytes() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let spelt = "6ba7b8109dad11d180b400c04fd430c8";
        let ctx = Context::builder().user_id("alice").project_id(spelt).store(&store).build();
        let mut own = unsaved(&ctx, "own")?;
        own.set_project_id(spelt)?;
        own.create().await?;
        for other in [spelt.to_uppercase(), "6ba7b810-9dad-11d1-80b4-00c04fd430c8".to_owned()] {
            let ctx = ctx.to_builder().project_id(&other).build();
            assert_eq!(Job::count(&ctx, &Query::new()).await?, 0);
            let mut foreign = unsaved(&ctx, "foreign")?;
            foreign.set_project_id(spelt)?;
            assert_not_found(foreign.create().await);
        }
        Ok(())
    })
}
