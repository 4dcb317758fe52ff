//! What calls leave behind between the halves of a migration, where a value is none of an older version.

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

use crate::everywhere;

mod old {
    use versioned_object_core::prelude::*;

    /// A lamp, as its first release has it.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "lamps")]
    pub(super) struct Lamp {
        id: Attr<i64>,
        watts: Attr<String>,
        meta: ObjectMeta,
    }
}

/// A lamp whose watts are a number.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "lamps")]
struct Lamp {
    id: Attr<i64>,
    #[field(changed("1.1", from = String, down = to_text, up = to_number))]
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn to_text(number: i64) -> std::result::Result<String, String> {
    if number < 100 { Ok(number.to_string()) } else { Err("it has two digits at most".to_owned()) }
}

fn to_number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    text.parse()
}

#[test]
fn an_update_that_older_services_cannot_read_leaves_nothing_in_a_transaction_that_goes_on() {
    everywhere::<old::Lamp>(async |ctx, store| {
        let mut lamp = old::Lamp::builder().watts("60").build(ctx)?;
        lamp.create().await?;
        let id = lamp.id()?;
        store.migrate(store.plan::<Lamp>().await?).await?;
        let before = raw::whole(store, "lamps")?;
        let more = || ConditionalUpdate::new().set(Lamp::WATTS, Lamp::WATTS.plus(60));
        store
            .transaction(ctx, async |tx: Context| {
                let mut lamp = Lamp::get_by_id(&tx, id).await?;
                let error = lamp.conditional_update(more()).await.unwrap_err().to_string();
                assert!(error.contains("two digits"), "{error}");
                assert_eq!(lamp.watts()?, 60);
                let error = Lamp::update_by_id(&tx, id, more()).await.unwrap_err().to_string();
                assert!(error.contains("two digits"), "{error}");
                assert_eq!(Lamp::get_by_id(&tx, id).await?.watts()?, 60);
                Ok(())
            })
            .await?;
        assert_eq!(raw::whole(store, "lamps")?, before);
        store
            .transaction(ctx, async |tx: Context| {
                let less = ConditionalUpdate::new().set(Lamp::WATTS, Lamp::WATTS.minus(5));
                assert!(Lamp::update_by_id(&tx, id, less).await?);
                Ok(())
            })
            .await?;
        assert_eq!(old::Lamp::get_by_id(ctx, id).await?.watts()?, "55");
        Ok(())
    });
}

/// A stream that began behind a row, which goes while another process ends the migration, or this one.
#[test]
fn a_stream_behind_a_row_that_goes_outlives_the_end_of_a_migration() {
    for kind in Kind::all() {
        for is_other in [true, false] {
            println!("on {kind:?}, {is_other}");
            let database = Database::for_programs(kind);
            let (store, other) = (database.store(), database.store());
            let ctx = Context::builder().is_admin(true).store(&store).build();
            let work = async {
                store.create_table::<old::Lamp>().await?;
                let lamps =
                    (0..2_500).map(|nth| old::Lamp::builder().watts((nth % 90).to_string()).build(&ctx));
                let lamps = old::Lamp::create_all(&ctx, lamps.collect::<Result<_>>()?).await?;
                store.migrate(store.plan::<Lamp>().await?).await?;
                let first = lamps[0].id()?;
                let query =
                    Query::new().sort(Lamp::WATTS.asc()).marker(first.to_string()).limit(2_400).offset(50);
                let expected = Lamp::list(&ctx, &query.clone()).await?;
                let expected = expected.iter().map(Lamp::id).collect::<Result<Vec<_>>>()?;
                let (mut stream, mut found) = (Lamp::stream(&ctx, query), Vec::new());
                while let Some(lamp) = stream.next().await {
                    found.push(lamp?.id()?);
                    if found.len() == 500 {
                        Lamp::get_by_id(&ctx, first).await?.destroy().await?;
                        let who = if is_other { &other } else { &store };
                        who.migrate(who.plan_contract::<Lamp>().await?).await?;
                    }
                }
                assert_eq!(found, expected);
                Ok::<_, Error>(())
            };
            block_on(work).unwrap();
        }
    }
}
