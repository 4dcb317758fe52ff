//! Lists that became sets, and texts in lists that became UUIDs, `as_is`: what older services wrote in any order and
//! spelling is found as what it is.

use std::collections::{BTreeMap, BTreeSet};

use versioned_object_core::prelude::*;

use crate::everywhere;

mod old {
    use std::collections::BTreeMap;

    use versioned_object_core::prelude::*;

    /// A crate, as its first release has it.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "crates")]
    pub(super) struct Crate {
        id: Attr<i64>,
        tags: Attr<Vec<String>>,
        parts: Attr<BTreeMap<String, Vec<i64>>>,
        owners: Attr<Vec<String>>,
        words: Attr<Vec<String>>,
        meta: ObjectMeta,
    }
}

/// A crate whose tags are a set.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "crates")]
struct Crate {
    id: Attr<i64>,
    #[field(changed("1.1", from = Vec<String>, as_is))]
    tags: Attr<BTreeSet<String>>,
    #[field(changed("1.1", from = BTreeMap<String, Vec<i64>>, as_is))]
    parts: Attr<BTreeMap<String, BTreeSet<i64>>>,
    #[field(changed("1.1", from = Vec<String>, as_is))]
    owners: Attr<Vec<Uuid>>,
    #[field(changed("1.1", from = Vec<String>, as_is))]
    words: Attr<Vec<Option<String>>>,
    meta: ObjectMeta,
}

const OWNER: &str = "6BA7B810-9DAD-11D1-80B4-00C04FD430C8";

fn older(ctx: &Context, tags: &[&str]) -> Result<old::Crate> {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
    let parts = BTreeMap::from([("a".to_owned(), vec![10, 9, 9])]);
    old::Crate::builder().tags(tags).parts(parts).owners([OWNER]).words(["w"]).build(ctx)
}

/// How many crates have, and how many have not, what a crate has.
async fn like(ctx: &Context, of: &Crate) -> Result<[(u64, u64); 3]> {
    let (tags, parts, owners) = (of.tags()?.clone(), of.parts()?.clone(), of.owners()?.to_vec());
    let count = async |query: Query<Crate>| Crate::count(ctx, &query).await;
    Ok([
        (
            count(Query::new().filter(Crate::TAGS.eq(tags.clone()))).await?,
            count(Query::new().filter(Crate::TAGS.ne(tags))).await?,
        ),
        (
            count(Query::new().filter(Crate::PARTS.eq(parts.clone()))).await?,
            count(Query::new().filter(Crate::PARTS.ne(parts))).await?,
        ),
        (
            count(Query::new().filter(Crate::OWNERS.eq(owners.clone()))).await?,
            count(Query::new().filter(Crate::OWNERS.ne(owners))).await?,
        ),
    ])
}

#[test]
fn a_list_that_became_a_set_is_found_as_one() {
    everywhere::<old::Crate>(async |ctx, store| {
        let mut first = older(ctx, &["b", "a", "b"])?;
        first.create().await?;
        let plan = store.plan::<Crate>().await?;
        // What is written in one form by both is in one column.
        assert!(!plan.sql().iter().any(|sql| sql.contains("words__1_1")), "{plan}");
        store.migrate(plan).await?;
        let found = Crate::get_by_id(ctx, first.id()?).await?;
        assert_eq!(found.tags()?.iter().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(like(ctx, &found).await?, [(1, 0); 3]);

        let mut second = older(ctx, &["a", "b"])?;
        second.create().await?;
        let mut third = older(ctx, &["c"])?;
        third.create().await?;
        assert_eq!(like(ctx, &found).await?, [(2, 1), (3, 0), (3, 0)]);
        // What a newer service writes, an older one reads.
        let mut third = Crate::get_by_id(ctx, third.id()?).await?;
        third.set_tags(BTreeSet::from(["b", "a"].map(str::to_owned)))?;
        third.save().await?;
        assert_eq!(old::Crate::get_by_id(ctx, third.id()?).await?.tags()?, ["a", "b"]);
        assert_eq!(like(ctx, &found).await?, [(3, 0); 3]);

        second.set_tags(["b", "b", "a"])?;
        second.save().await?;
        store.migrate(store.plan_contract::<Crate>().await?).await?;
        assert_eq!(like(ctx, &found).await?, [(3, 0); 3]);
        Ok(())
    });
}
