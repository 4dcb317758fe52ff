//! Fields that have one column for all versions, whose values have to be ones of the older version between the halves.

use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Case, ConditionalUpdate};

mod old {
    use versioned_object_core::fields::{Bounded, NonNegativeFloat};
    use versioned_object_core::prelude::*;

    /// A gauge.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "gauges")]
    pub(super) struct Gauge {
        id: Attr<Uuid>,
        level: Attr<Bounded<1, 9>>,
        #[field(sql_type = "REAL")]
        ratio: Attr<NonNegativeFloat>,
        meta: ObjectMeta,
    }
}

mod new {
    use versioned_object_core::fields::{Bounded, NonNegativeFloat};
    use versioned_object_core::prelude::*;

    /// A gauge that has any level.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", table = "gauges")]
    pub(super) struct Gauge {
        id: Attr<Uuid>,
        #[field(changed("1.1", from = Bounded<1, 9>, as_is))]
        level: Attr<i64>,
        #[field(sql_type = "REAL", changed("1.1", from = NonNegativeFloat, as_is))]
        ratio: Attr<f64>,
        meta: ObjectMeta,
    }
}

use new::Gauge;

use crate::everywhere;

#[test]
fn no_value_is_written_that_older_services_cannot_read() {
    everywhere::<old::Gauge>(async |ctx, store| {
        store.migrate(store.plan::<Gauge>().await?).await?;
        let mut gauge = Gauge::builder().level(8).ratio(0.5).build(ctx)?;
        gauge.create().await?;
        let (id, before) = (gauge.id()?, raw::whole(store, "gauges")?);
        let refused = |what: &str, path: &str, answer: Result<()>| {
            let error = answer.expect_err(what).to_string();
            assert!(error.starts_with(&format!("Gauge.{path}: ")), "{what}: {error}");
        };
        let wrong = |level: i64, ratio: f64| Gauge::builder().level(level).ratio(ratio).build(ctx);
        refused("create", "level", wrong(10, 0.5)?.create().await);
        refused("create", "ratio", wrong(5, -0.5)?.create().await);
        refused(
            "all",
            "ratio",
            Gauge::create_all(ctx, vec![wrong(5, 1.0)?, wrong(5, -1.0)?]).await.map(drop),
        );
        for (name, value) in [("level", Value::Int(10)), ("ratio", Value::Float(-1.0))] {
            gauge.obj_set(name, value.clone())?;
            refused("save", name, gauge.save().await);
            gauge.refresh().await?;
            let set = ConditionalUpdate::new().set(name, value);
            refused("constant", name, gauge.conditional_update(set).await.map(drop));
        }
        let case = || Case::new().when(Gauge::LEVEL.gt(0), 50).otherwise(1);
        let computed = [
            ("level", ConditionalUpdate::new().set(Gauge::LEVEL, Gauge::LEVEL.plus(5))),
            ("level", ConditionalUpdate::new().set(Gauge::LEVEL, case())),
            ("level", ConditionalUpdate::new().set(Gauge::LEVEL, case()).leave_object()),
            ("ratio", ConditionalUpdate::new().set(Gauge::RATIO, Gauge::RATIO.minus(5.0))),
        ];
        for (path, update) in computed {
            refused("computed", path, gauge.conditional_update(update.clone()).await.map(drop));
            refused("computed", path, Gauge::update_by_id(ctx, id, update).await.map(drop));
        }
        assert_eq!(raw::whole(store, "gauges")?, before);
        let add = ConditionalUpdate::new().set(Gauge::LEVEL, Gauge::LEVEL.plus(1));
        assert!(gauge.conditional_update(add).await?);
        assert_eq!((gauge.level()?, old::Gauge::get_by_id(ctx, id).await?.level()?), (9, 9));
        store.migrate(store.plan_contract::<Gauge>().await?).await?;
        let add = ConditionalUpdate::new().set(Gauge::LEVEL, Gauge::LEVEL.plus(1));
        assert!(gauge.conditional_update(add).await?);
        assert_eq!(gauge.level()?, 10);
        Ok(())
    });
}
