//! What a call in a transaction of a user's leaves behind when it fails, and the transaction goes on.

use versioned_object_core::prelude::*;

use crate::common::{admin, assert_refused, everywhere};

/// A crew, whose key is made by the database.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "crews", comparable)]
struct Crew {
    id: Attr<i64>,
    name: Attr<String>,
    #[field(has_many(key = Sailor::CREW))]
    sailors: Attr<Vec<Sailor>>,
    meta: ObjectMeta,
}

/// A sailor, whose name no other has.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "sailors", key = name, comparable)]
struct Sailor {
    name: Attr<String>,
    crew: Attr<Option<i64>>,
    meta: ObjectMeta,
}

async fn counts(ctx: &Context) -> Result<(u64, u64)> {
    Ok((Crew::count(ctx, &Query::new()).await?, Sailor::count(ctx, &Query::new()).await?))
}

fn sailors<const N: usize>(ctx: &Context, names: [&str; N]) -> Result<Vec<Sailor>> {
    names.into_iter().map(|name| Sailor::builder().name(name).build(ctx)).collect()
}

#[test]
fn t1_a_call_that_fails_in_a_transaction_leaves_nothing_and_the_transaction_goes_on() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Crew>().await?;
        store.create_table::<Sailor>().await?;
        let ctx = admin(&store);
        Sailor::builder().name("taken").build(&ctx)?.create_with_key().await?;
        let kept = store
            .transaction(&ctx, async |tx: Context| {
                let given = sailors(&tx, ["new", "taken"])?;
                let mut crew = Crew::builder().name("a").sailors(given).build(&tx)?;
                let before = crew.clone();
                assert_refused(crew.create_with(Crew::SAILORS).await, &["taken", "already"]);
                // It is what it was, and so are the others in it.
                assert_eq!(crew, before);
                assert!(crew.id().is_err() && crew.sailors()?[0].crew().is_err());
                assert_eq!(counts(&tx).await?, (0, 1));

                // What is there does not go with it, and what comes is not in its way.
                crew.set_sailors(sailors(&tx, ["new"])?)?;
                crew.create_with(Crew::SAILORS).await?;
                let mut more = crew.clone();
                more.set_sailors(sailors(&tx, ["third", "taken"])?)?;
                assert_refused(more.create_related(Crew::SAILORS).await, &["taken", "already"]);
                assert_refused(
                    Sailor::create_all(&tx, sailors(&tx, ["fourth", "taken"])?).await.map(drop),
                    &["taken", "already"],
                );
                assert_eq!(counts(&tx).await?, (1, 2));
                Ok(crew)
            })
            .await?;
        assert_eq!(counts(&ctx).await?, (1, 2));
        assert_eq!(Sailor::get_by_id(&ctx, "new").await?.crew()?, Some(kept.id()?));
        Ok(())
    })
}

#[test]
fn t1_what_a_call_made_in_a_transaction_goes_on_in_it() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Crew>().await?;
        store.create_table::<Sailor>().await?;
        let ctx = admin(&store);
        let undone = store.transaction(&ctx, async |tx: Context| {
            let mut crew = Crew::builder().name("a").sailors(sailors(&tx, ["one"])?).build(&tx)?;
            crew.create_with(Crew::SAILORS).await?;
            // Both belong to the transaction, and not to the part of it that the call was.
            let mut sailor = crew.sailors()?[0].clone();
            sailor.set_crew(None)?;
            sailor.save().await?;
            crew.set_name("b")?;
            crew.save().await?;
            assert_eq!(Crew::get_by_id(&tx, crew.id()?).await?.name()?, "b");
            Err::<(), _>(Error::invalid("enough"))
        });
        assert_eq!(undone.await.unwrap_err().to_string(), "enough");
        assert_eq!(counts(&ctx).await?, (0, 0));
        Ok(())
    })
}
