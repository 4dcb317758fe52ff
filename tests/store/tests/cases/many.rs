//! More values than a statement has places for.

use store_tests::objects::Job;
use versioned_object_core::prelude::*;

use crate::common::{admin, everywhere, job, names, user};

/// As many values as one likes: more than a statement has places for.
const VALUES: usize = 70_000;

#[test]
fn l5_one_filter_takes_as_many_keys_and_texts_as_there_are() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut ids = Vec::new();
        for name in ["plain", "with 'quotes' and \\", "ü \u{1F600}"] {
            ids.push(job(&ctx, name).await?.id()?);
        }
        job(&ctx, "another").await?;
        let keys = (0..VALUES).map(|number| Uuid::from_u128(number as u128)).chain(ids.clone());
        let query = Query::new().filter(Job::ID.is_in(keys)).sort_by("name", "asc");
        let found = Job::list(&ctx, &query).await?;
        assert_eq!(names(&found), ["plain", "with 'quotes' and \\", "ü \u{1F600}"]);
        let texts = (0..VALUES).map(|number| format!("job {number}"));
        let texts: Vec<String> = texts.chain(names(&found)).collect();
        let query = Query::new().filter(Job::NAME.is_in(texts.iter().map(String::as_str)));
        assert_eq!(Job::count(&ctx, &query).await?, 3);
        // Whatever is in them.
        let odd = |number: usize| format!("it's {number} ü\u{1F600}\\ \u{1a}%?$1\"");
        let texts: Vec<String> = (0..VALUES).map(odd).chain(names(&found)).collect();
        let texts = || texts.iter().map(String::as_str);
        assert_eq!(Job::count(&ctx, &Query::new().filter(Job::NAME.is_in(texts()))).await?, 3);
        let others = Job::list(&ctx, &Query::new().filter(Job::NAME.not_in(texts()))).await?;
        assert_eq!(names(&others), ["another"]);
        job(&ctx, &odd(5)).await?;
        assert_eq!(Job::count(&ctx, &Query::new().filter(Job::NAME.is_in(texts()))).await?, 4);
        Ok(())
    })
}

/// A gauge, with a field of each type that has many values.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "gauges", key = name)]
struct Gauge {
    name: Attr<String>,
    level: Attr<f64>,
    at: Attr<DateTime<Utc>>,
    tags: Attr<Vec<String>>,
    #[field(has_many(key = Reading::GAUGE))]
    readings: Attr<Vec<Reading>>,
    meta: ObjectMeta,
}

/// What a gauge said.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "readings")]
struct Reading {
    id: Attr<i64>,
    gauge: Attr<String>,
    meta: ObjectMeta,
}

#[test]
fn l5_numbers_moments_lists_and_relations_are_no_fewer() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Gauge>().await?;
        store.create_table::<Reading>().await?;
        let ctx = admin(&store);
        let name = |number: usize| format!("gauge{number}@lab's#1");
        let level = |number: usize| f64::from(u32::try_from(number).unwrap()) / 10.0 - 3.5;
        let at = |number: usize| {
            let seconds = i64::try_from(number).unwrap();
            DateTime::from_timestamp_micros(seconds * 1_000_001).unwrap()
        };
        let gauges = (0..VALUES).map(|number| {
            let gauge = Gauge::builder().name(name(number)).level(level(number)).at(at(number));
            gauge.tags([format!("{number}'s")]).build(&ctx)
        });
        Gauge::create_all(&ctx, gauges.collect::<Result<_>>()?).await?;
        let readings = (0..VALUES).step_by(7_000).flat_map(|number| [number; 2]);
        let readings = readings.map(|number| Reading::builder().gauge(name(number)).build(&ctx));
        Reading::create_all(&ctx, readings.collect::<Result<_>>()?).await?;

        let last = VALUES - 1;
        let levels = || (0..last).map(level);
        for query in [
            Query::new().filter(Gauge::LEVEL.not_in(levels())),
            Query::new().filter(Gauge::AT.not_in((0..last).map(at))),
            Query::new().filter(Gauge::NAME.not_in((0..last).map(name))),
            Query::new().filter(Gauge::LEVEL.is_in([level(last)])),
        ] {
            let found = Gauge::list(&ctx, &query).await?;
            assert_eq!(found.iter().map(Gauge::name).collect::<Result<Vec<_>>>()?, [name(last)]);
        }
        // MariaDB's statements have no more than 16 MB, unless it is told otherwise.
        let tags = (0..40_000).map(|number| vec![format!("{number}'s")]);
        assert_eq!(Gauge::count(&ctx, &Query::new().filter(Gauge::TAGS.is_in(tags))).await?, 40_000);

        let listed = Gauge::list(&ctx, &Query::new().with(Gauge::READINGS)).await?;
        assert_eq!(listed.len(), VALUES);
        for gauge in listed.iter() {
            let number: usize = gauge.name()?[5..].split('@').next().unwrap().parse().unwrap();
            assert_eq!(gauge.readings()?.len(), if number.is_multiple_of(7_000) { 2 } else { 0 });
        }
        Ok(())
    })
}
