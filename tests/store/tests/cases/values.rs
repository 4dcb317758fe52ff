//! Values that a row must not get.

use std::time::SystemTime;

use databases::Kind;
use store_tests::objects::Job;
use store_tests::raw;
use versioned_object_core::chrono::{FixedOffset, NaiveDateTime};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Case, ConditionalUpdate, Step, field};

use crate::common::{admin, assert_refused, collect, everywhere, job, jobs, names, on, sql, unsaved, user};

#[test]
fn v1_what_is_computed_is_checked_like_what_is_given() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        let before = jobs(&store);
        for (name, update) in [
            ("status", ConditionalUpdate::new().set("status", field("user_id"))),
            ("name", ConditionalUpdate::new().set("name", field("reason"))),
            ("memory", ConditionalUpdate::new().set("memory", field("user_id"))),
            ("due", ConditionalUpdate::new().set("due", field("name"))),
            ("labels", ConditionalUpdate::new().set("labels", field("user_id"))),
            ("parts", ConditionalUpdate::new().set("parts", field("done"))),
            ("parts", ConditionalUpdate::new().set("parts", field("name"))),
            ("name", ConditionalUpdate::new().set("name", Case::new().when(field("parts").gt(5), "x"))),
        ] {
            assert_refused(Job::update_by_id(&ctx, first.id()?, update.clone()).await, &[name]);
            assert_refused(first.conditional_update(update.clone()).await, &[name]);
            assert_refused(first.conditional_update(update.leave_object()).await, &[name]);
            assert_eq!(jobs(&store), before);
        }
        assert!(first.conditional_update(ConditionalUpdate::new().set("reason", field("name"))).await?);
        assert_eq!(first.reason()?, Some("a"));
        Ok(())
    })
}

#[test]
fn v2_a_sum_beyond_the_numbers_there_are_is_an_error() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        first.set_parts(i64::MAX)?;
        first.set_done(i64::MIN)?;
        first.save().await?;
        let before = jobs(&store);
        for (name, update) in [
            ("parts", ConditionalUpdate::new().set("parts", field("parts").plus(1))),
            ("done", ConditionalUpdate::new().set("done", field("done").minus(1))),
            ("done", ConditionalUpdate::new().set("done", field("parts").plus(field("parts")))),
            ("done", ConditionalUpdate::new().set("done", field("parts").plus(0).times(2))),
        ] {
            assert_refused(Job::update_by_id(&ctx, first.id()?, update.clone()).await, &[name]);
            assert_refused(first.conditional_update(update).await, &[name]);
            assert_eq!(jobs(&store), before);
        }
        assert_eq!((first.parts()?, first.done()?), (i64::MAX, Some(i64::MIN)));
        assert!(first.conditional_update(ConditionalUpdate::new().set("done", field("done").plus(1))).await?);
        assert_eq!(first.done()?, Some(i64::MIN + 1));
        Ok(())
    })
}

/// A meter that counts far.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "meters", key = number)]
struct Meter {
    /// Which one.
    number: Attr<i64>,
    /// What it shows.
    shown: Attr<u64>,
    meta: ObjectMeta,
}

#[test]
fn v3_a_number_that_fits_no_column_is_named() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Meter>().await?;
        let ctx = admin(&store);
        let beyond = u64::try_from(i64::MAX).unwrap() + 1;
        let meter = |shown: u64| Meter::builder().shown(shown).build(&ctx);
        assert_refused(meter(beyond)?.create().await, &["Meter.shown"]);
        assert_refused(
            Meter::create_all(&ctx, vec![meter(1)?, meter(u64::MAX)?]).await.map(drop),
            &["Meter.shown"],
        );
        assert_eq!(Meter::count(&ctx, &Query::new()).await?, 0);
        let mut made = meter(beyond - 1)?;
        made.create().await?;
        made.set_shown(beyond)?;
        assert_refused(made.save().await, &["Meter.shown"]);
        let update = ConditionalUpdate::new().set("shown", beyond);
        assert_refused(made.conditional_update(update.clone()).await, &["Meter.shown"]);
        assert_refused(Meter::update_by_id(&ctx, made.number()?, update).await, &["Meter.shown"]);
        made.refresh().await?;
        assert_eq!(made.shown()?, beyond - 1);
        // No row can have it.
        assert_eq!(Meter::count(&ctx, &Query::new().filter_by("shown", Value::UInt(beyond))).await?, 0);
        assert_eq!(
            Meter::count(&ctx, &Query::new().filter(field("shown").lt(Value::UInt(beyond)))).await?,
            1
        );
        Ok(())
    })
}

#[test]
fn v6_a_whole_number_is_not_computed_of_a_fraction() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        first.set_parts(3)?;
        first.set_done(4)?;
        first.set_load(1.5)?;
        first.save().await?;
        let before = jobs(&store);
        let parts = || field("parts");
        let when = || Case::new().when(parts().lt(2), 1);
        for target in ["parts", "done", "disk"] {
            for (nth, update) in [
                ConditionalUpdate::new().set(target, parts().times(0.5)),
                ConditionalUpdate::new().set(target, parts().plus(0.25)),
                ConditionalUpdate::new().set(target, parts().minus(parts().times(1.5))),
                ConditionalUpdate::new().set(target, field("done").times(0.5)),
                ConditionalUpdate::new().set(target, field("load")),
                ConditionalUpdate::new().set(target, field("load").plus(1)),
                ConditionalUpdate::new().set(target, field("load").or(parts())),
                ConditionalUpdate::new().set(target, when().otherwise(parts().times(0.5))),
                ConditionalUpdate::new().set(target, when().when(parts().lt(9), field("load"))),
                ConditionalUpdate::new().set(target, parts().plus(Case::new().when(parts().lt(9), 0.5))),
            ]
            .into_iter()
            .enumerate()
            {
                println!("{target}, {nth}");
                assert_refused(
                    Job::update_by_id(&ctx, first.id()?, update.clone()).await,
                    &[target, "fraction"],
                );
                assert_refused(first.conditional_update(update).await, &[target, "fraction"]);
                assert_eq!(jobs(&store), before);
            }
            // Nor of a text, of which each database makes another number.
            for (update, what) in [
                (ConditionalUpdate::new().set(target, parts().times("0.5")), "a text"),
                (
                    ConditionalUpdate::new().set(target, parts().plus(field("name"))),
                    "`name`, which is no number",
                ),
            ] {
                assert_refused(first.conditional_update(update).await, &[target, what]);
                assert_eq!(jobs(&store), before);
            }
        }
        // A number with none is as good as a whole one, and what a condition asks does no harm.
        let two = Case::new().when(field("load").gt(0.5), parts().times(2.0)).otherwise(0);
        assert!(first.conditional_update(ConditionalUpdate::new().set("done", two)).await?);
        assert_eq!(first.done()?, Some(6));
        let half = ConditionalUpdate::new().set("load", parts().times(0.5).plus(field("load")));
        assert!(first.conditional_update(half).await?);
        assert_eq!(first.load()?, Some(3.0));
        Ok(())
    })
}

#[test]
fn v7_a_moment_in_an_expression_compares_as_its_field_does() -> Result<()> {
    let epoch = DateTime::UNIX_EPOCH;
    let at: DateTime<Utc> = "2026-01-02T03:04:05Z".parse().unwrap();
    let spelt = [
        "2026-01-02 03:04:05",
        "2026-01-02 03:04:05.000000",
        "2026-01-02T03:04:05Z",
        "2026-01-02 03:04:05.5",
        "2026-01-02 03:04:04.999999",
        "2026-01-02T05:04:05+02:00",
        "2025-12-31T23:59:59+00:00",
    ];
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        for spelling in spelt {
            let id = job(&ctx, "a").await?.id()?;
            let moment = place.moment(spelling);
            sql(
                &store,
                &[&format!("UPDATE jobs SET due = '{moment}', name = '{spelling}' WHERE id = '{id}'")],
            );
        }
        let list = async |condition| {
            let query = Query::new().filter(condition).sort_by("name", "asc");
            Ok::<_, Error>(names(&Job::list(&ctx, &query).await?))
        };
        let half = DateTime::from_timestamp_millis(at.timestamp_millis() + 500).unwrap();
        for at in [at, half] {
            let plain = [
                Job::DUE.eq(at),
                Job::DUE.ne(at),
                Job::DUE.lt(at),
                Job::DUE.le(at),
                Job::DUE.gt(at),
                Job::DUE.ge(at),
            ];
            let or = || Job::DUE.or(epoch);
            let case = || Case::new().when(Job::DUE.gt(epoch), Job::DUE).otherwise(epoch);
            let or_case = || Job::DELETED_AT.or(case());
            let named = || field("deleted_at").or(field("due"));
            let computed = [
                [or().eq(at), or_case().eq(at), named().eq(at)],
                [or().ne(at), or_case().ne(at), named().ne(at)],
                [or().lt(at), or_case().lt(at), named().lt(at)],
                [or().le(at), or_case().le(at), named().le(at)],
                [or().gt(at), or_case().gt(at), named().gt(at)],
                [or().ge(at), or_case().ge(at), named().ge(at)],
            ];
            for (nth, (plain, computed)) in plain.into_iter().zip(computed).enumerate() {
                let expected = list(plain).await?;
                for one in computed {
                    assert_eq!(list(one.clone()).await?, expected, "{at}: {nth}");
                    for job in Job::list(&ctx, &Query::new()).await? {
                        let update = ConditionalUpdate::new().set("parts", 1).expect(one.clone());
                        let is_met = Job::update_by_id(&ctx, job.id()?, update).await?;
                        assert_eq!(is_met, expected.iter().any(|name| name == job.name().unwrap()), "{nth}");
                    }
                }
            }
        }
        Ok(())
    })
}

#[test]
fn v4_an_insert_that_was_ignored_is_an_error() -> Result<()> {
    // No trigger of MariaDB's ignores a row: it writes it, or is an error.
    on(
        &[Kind::Sqlite, Kind::Postgres].into_iter().filter(|kind| kind.is_there()).collect::<Vec<_>>(),
        async |place| {
            let store = place.store();
            store.create_table::<Meter>().await?;
            if place.kind() == Kind::Postgres {
                let nothing =
                    "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'";
                sql(&store, &[nothing]);
            }
            for table in ["jobs", "meters"] {
                let what = match place.kind() {
                    Kind::Postgres => "FOR EACH ROW EXECUTE FUNCTION nothing()",
                    _ => "BEGIN SELECT RAISE(IGNORE); END",
                };
                sql(&store, &[&format!("CREATE TRIGGER {table}_ignore BEFORE INSERT ON {table} {what}")]);
            }
            let ctx = admin(&store);
            assert_refused(unsaved(&ctx, "a")?.create().await, &["Job"]);
            assert_refused(unsaved(&ctx, "a")?.create_with_key().await, &["Job"]);
            assert_refused(Job::create_all(&ctx, vec![unsaved(&ctx, "a")?]).await.map(drop), &["Job"]);
            let meter = || Meter::builder().shown(1).build(&ctx);
            assert_refused(meter()?.create().await, &["Meter"]);
            assert_refused(Meter::create_all(&ctx, vec![meter()?, meter()?]).await.map(drop), &["Meter"]);
            Ok(())
        },
    )
}

/// What hangs on a rope that may tear.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "weights", key = number)]
struct Weight {
    /// Which one.
    number: Attr<i64>,
    /// How heavy it is.
    #[field(validate = hold)]
    mass: Attr<i64>,
    meta: ObjectMeta,
}

fn hold(mass: i64) -> Result<(), &'static str> {
    assert!(mass != 13, "the rope tears, as it should in this test");
    if mass < 0 { Err("nothing weighs less than nothing") } else { Ok(()) }
}

#[test]
fn v5_a_panic_ends_one_call_and_no_more() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Weight>().await?;
        let ctx = admin(&store);
        let weight = |mass: i64| Weight::builder().mass(mass).build(&ctx);
        weight(12)?.create().await?;
        sql(&store, &["INSERT INTO weights VALUES (100, 13)"]);
        // A row that its object refuses, or a call that fails.
        assert_refused(Weight::get_by_id(&ctx, 100).await.map(drop), &[]);
        if let Ok(listed) = Weight::list(&ctx, &Query::new()).await {
            assert_eq!((listed.len(), listed.refused.len()), (1, 1));
        }
        assert!(collect(Weight::stream(&ctx, Query::new())).iter().any(Result::is_err));
        assert_eq!(Weight::get_by_id(&ctx, 1).await?.mass()?, 12);
        weight(14)?.create().await?;
        assert_eq!(Weight::count(&ctx, &Query::new()).await?, 3);
        Ok(())
    })
}

#[test]
fn v5_a_panic_inside_a_transaction_ends_one_call_and_no_more() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Weight>().await?;
        let ctx = admin(&store);
        sql(&store, &["INSERT INTO weights VALUES (100, 13)"]);
        store
            .transaction(&ctx, async |tx: Context| {
                Weight::builder().mass(1).build(&tx)?.create().await?;
                assert_refused(Weight::get_by_id(&tx, 100).await.map(drop), &[]);
                Weight::builder().mass(2).build(&tx)?.create().await
            })
            .await?;
        assert_eq!(Weight::count(&ctx, &Query::new()).await?, 3);
        // What takes rows on the thread of the database may panic too.
        let step = Step::new("SELECT 1", Vec::new()).rows(|_| panic!("as it should in this test"));
        assert!(store.run(Access::Read, vec![step]).await.is_err());
        Weight::builder().mass(3).build(&ctx)?.create().await
    })
}

/// An address, which is in small letters in its row.
fn lower(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.to_lowercase()),
        value => value,
    }
}

/// A visit.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "visits")]
struct Visit {
    id: Attr<Uuid>,
    /// When it is, as clocks show it there.
    at: Attr<Option<DateTime<FixedOffset>>>,
    /// When it may be instead.
    others: Attr<Option<Vec<DateTime<FixedOffset>>>>,
    /// When it is, in UTC.
    utc: Attr<Option<DateTime<Utc>>>,
    /// When it is, by no clock.
    naive: Attr<Option<NaiveDateTime>>,
    /// When it is, by this machine's clock.
    system: Attr<Option<SystemTime>>,
    /// Who comes.
    #[field(to_column = lower)]
    address: Attr<Option<String>>,
    /// How many come.
    count: Attr<i64>,
    meta: ObjectMeta,
}

#[test]
fn v8_who_wrote_a_value_knows_what_its_row_has() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Visit>().await?;
        let ctx = admin(&store);
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let unchanged = || ConditionalUpdate::new().set(Visit::COUNT, 2).expect_unchanged();
        let mut visit = Visit::builder()
            .at(at("2026-01-02T03:04:05.5+02:00"))
            .others([at("2026-01-02T03:04:05.5+02:00")])
            .address("Ann@Example.org")
            .count(1)
            .build(&ctx)?;
        visit.create().await?;
        assert!(visit.conditional_update(unchanged()).await?, "create");
        visit.set_at(at("2026-01-02T03:04:06.25-05:30"))?;
        visit.set_others([at("2026-01-02T03:04:06.25-05:30")])?;
        visit.set_address("Ben@Example.org")?;
        visit.save().await?;
        // What it holds is what was set.
        assert_eq!(visit.address()?, Some("Ben@Example.org"));
        assert_eq!(visit.at()?, Some(at("2026-01-02T03:04:06.25-05:30")));
        assert!(visit.conditional_update(unchanged()).await?, "save");
        let update = ConditionalUpdate::new()
            .set(Visit::AT, at("2026-01-02T03:04:07+05:30"))
            .set(Visit::OTHERS, vec![at("2026-01-02T03:04:07+05:30")])
            .set(Visit::ADDRESS, "Cleo@Example.org");
        assert!(visit.conditional_update(update).await?);
        assert!(visit.conditional_update(unchanged()).await?, "conditional_update");
        let mut copy = visit.clone();
        copy.set_address("Dan@Example.org")?;
        assert!(copy.conditional_update(ConditionalUpdate::new().save_all()).await?);
        assert!(copy.conditional_update(unchanged()).await?, "save_all");
        // Another's change is one.
        assert!(!visit.conditional_update(unchanged()).await?);
        visit.refresh().await?;
        for change in ["address = 'eve@example.org'", "at = '2026-01-01 21:34:08'"] {
            let mut before = Visit::get_by_id(&ctx, visit.id()?).await?;
            assert!(before.conditional_update(unchanged()).await?);
            sql(&store, &[&format!("UPDATE visits SET {change}")]);
            assert!(!before.conditional_update(unchanged()).await?, "{change}");
        }
        Ok(())
    })
}

#[test]
fn v9_a_leap_second_is_no_moment() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Visit>().await?;
        let ctx = admin(&store);
        let mut visit = Visit::builder().count(1).build(&ctx)?;
        visit.create().await?;
        let leap: DateTime<Utc> = "2016-12-31T23:59:60.5Z".parse().unwrap();
        let says = ["leap", "second"];
        assert_refused(visit.set_utc(leap), &says);
        assert_refused(visit.set_at(leap.fixed_offset()), &says);
        assert_refused(visit.set_naive(leap.naive_utc()), &says);
        assert_refused(visit.set_others([leap.fixed_offset()]), &says);
        assert_refused(Visit::builder().utc(leap).build(&ctx).map(drop), &says);
        for name in ["utc", "at", "naive", "system"] {
            assert_refused(visit.set(name, Value::from(leap)), &says);
            let update = ConditionalUpdate::new().set(name, Value::from(leap));
            assert_refused(Visit::update_by_id(&ctx, visit.id()?, update).await, &says);
            // As in Python, which has no such moments.
            assert!(visit.set(name, "2016-12-31T23:59:60Z").is_err());
        }
        assert!(visit.obj_what_changed().is_empty());
        assert_eq!(Visit::get_by_id(&ctx, visit.id()?).await?.utc()?, None);
        Ok(())
    })
}

/// A signal.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "signals")]
struct Signal {
    /// Its key.
    id: Attr<Uuid>,
    /// How often it came.
    heard: Attr<i64>,
    /// How strong it is.
    level: Attr<Option<f64>>,
    /// When it came.
    at: Attr<Option<DateTime<FixedOffset>>>,
    /// When it comes again.
    next: Attr<DateTime<FixedOffset>>,
    /// When others came.
    others: Attr<Option<Vec<DateTime<FixedOffset>>>>,
    meta: ObjectMeta,
}

#[test]
fn v10_a_moment_beyond_the_years_of_columns_is_not_written() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Signal>().await?;
        let ctx = admin(&store);
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let (first, last) = (at("0001-01-01T00:00:00Z"), at("9999-12-31T23:59:59.999999Z"));
        let new = || Signal::builder().heard(1).next(first);
        let mut signal = new().build(&ctx)?;
        signal.create().await?;
        let before = raw::whole(&store, "signals")?;
        for beyond in [at("9999-12-31T23:59:59-02:00"), at("0001-01-01T00:00:00+02:00")] {
            for name in ["at", "next"] {
                let path = format!("Signal.{name}");
                let says = &[path.as_str(), "UTC", "9999"][..];
                let mut other = new().build(&ctx)?;
                other.set(name, Value::from(beyond))?;
                assert_refused(other.create().await, says);
                assert_refused(
                    Signal::create_all(&ctx, vec![new().build(&ctx)?, other]).await.map(drop),
                    says,
                );
                let mut changed = signal.clone();
                changed.set(name, Value::from(beyond))?;
                assert_refused(changed.save().await, says);
                let save_all = ConditionalUpdate::new().save_all();
                assert_refused(changed.conditional_update(save_all).await, says);
                let update = ConditionalUpdate::new().set(name, Value::from(beyond));
                assert_refused(signal.conditional_update(update.clone()).await, says);
                assert_refused(Signal::update_by_id(&ctx, signal.id()?, update).await, says);
                let case: Case<Signal, _> =
                    Case::new().when(field("heard").eq(1), Value::from(beyond)).otherwise(field(name));
                assert_refused(
                    signal.conditional_update(ConditionalUpdate::new().set(name, case)).await,
                    says,
                );
            }
        }
        assert_eq!(raw::whole(&store, "signals")?, before);
        signal.set_at(last)?;
        // JSON has offsets.
        signal.set_others([at("9999-12-31T23:59:59-02:00")])?;
        signal.save().await?;
        let read = Signal::get_by_id(&ctx, signal.id()?).await?;
        assert_eq!((read.at()?, read.others()?), (signal.at()?, signal.others()?));
        let update = ConditionalUpdate::new().set(Signal::HEARD, 2).expect_unchanged();
        assert!(signal.conditional_update(update).await?);
        Ok(())
    })
}

#[test]
fn v10_a_moment_beyond_the_years_of_columns_is_beside_all_rows() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Signal>().await?;
        let ctx = admin(&store);
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        for moment in ["0001-01-01T00:00:00Z", "2026-01-02T03:04:05Z", "9999-12-31T23:59:59.999999Z"] {
            Signal::builder().heard(1).at(at(moment)).next(at(moment)).build(&ctx)?.create().await?;
        }
        Signal::builder().heard(1).next(at("2026-01-02T03:04:05Z")).build(&ctx)?.create().await?;
        let beyond = [
            (at("9999-12-31T23:59:59-02:00"), true),
            (DateTime::<Utc>::MAX_UTC.fixed_offset(), true),
            (at("0001-01-01T00:00:00+02:00"), false),
            (DateTime::<Utc>::MIN_UTC.fixed_offset(), false),
        ];
        for (moment, is_above) in beyond {
            for (name, all) in [("at", 3), ("next", 4)] {
                let (below, above) = if is_above { (all, 0) } else { (0, all) };
                let value = || Value::from(moment);
                let (key, computed) = (|| field(name), || field(name).or(field("at")));
                let conditions = [
                    (key().lt(value()), below),
                    (key().le(value()), below),
                    (key().gt(value()), above),
                    (key().ge(value()), above),
                    (key().eq(value()), 0),
                    // So is null.
                    (key().ne(value()), 4),
                    (key().ne(value()).not(), 0),
                    (computed().lt(value()), below),
                    (computed().le(value()), below),
                    (computed().gt(value()), above),
                    (computed().ge(value()), above),
                    (computed().eq(value()), 0),
                    (computed().ne(value()), all),
                    (key().eq(vec![value(), Value::from(at("2026-01-02T03:04:05Z"))]), all - 2),
                    (key().eq(vec![value(); 300]), 0),
                ];
                for (nth, (condition, count)) in conditions.into_iter().enumerate() {
                    let found = Signal::count(&ctx, &Query::new().filter(condition)).await?;
                    assert_eq!(found, count, "{nth}: {name} {moment}");
                }
                assert_eq!(Signal::count(&ctx, &Query::new().filter_by(name, value())).await?, 0);
            }
        }
        Ok(())
    })
}

#[test]
fn v11_a_zero_below_zero_is_what_its_row_has() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Signal>().await?;
        let ctx = admin(&store);
        let next = DateTime::parse_from_rfc3339("2026-01-02T03:04:05Z").unwrap();
        let new = |level: f64| Signal::builder().heard(1).next(next).level(level).build(&ctx);
        let mut created = new(-0.0)?;
        created.create().await?;
        let mut saved = new(1.0)?;
        saved.create().await?;
        saved.set_level(-0.0)?;
        saved.save().await?;
        let mut updated = new(1.0)?;
        updated.create().await?;
        assert!(updated.conditional_update(ConditionalUpdate::new().set(Signal::LEVEL, -0.0)).await?);
        let mut signals = Signal::create_all(&ctx, vec![new(1.0)?, new(-0.0)?]).await?;
        signals.extend([created, saved, updated]);
        for (nth, signal) in signals.iter_mut().enumerate() {
            let read = Signal::get_by_id(&ctx, signal.id()?).await?;
            assert_eq!(signal.to_json()?, read.to_json()?, "{nth}");
            let update = ConditionalUpdate::new().set(Signal::HEARD, 2).expect_unchanged();
            assert!(signal.conditional_update(update).await?, "{nth}");
        }
        Ok(())
    })
}
