//! What is computed from a row, and compared or written.

use databases::Kind;
use store_tests::objects::Job;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{AnyType, Case, Condition, ConditionalUpdate, Expr, Operand as _, field};

use crate::common::{Place, admin, assert_refused, everywhere, in_sqlite, job, jobs, sql, user};

/// What a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    /// Nobody has it.
    New,
    /// Somebody had it.
    Old,
}

fn lower(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.to_lowercase()),
        other => other,
    }
}

/// A ticket, with a field of each family.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "tickets", key = number)]
struct Ticket {
    /// Which one.
    number: Attr<i64>,
    /// How large it is.
    size: Attr<Option<i64>>,
    /// How large it may be.
    most: Attr<Option<u64>>,
    /// How heavy it is.
    load: Attr<Option<f64>>,
    /// What became of it.
    state: Attr<Option<State>>,
    /// What it is about.
    about: Attr<Option<Uuid>>,
    /// When it is due.
    due: Attr<Option<DateTime<Utc>>>,
    /// Who has it, in small letters.
    #[field(to_column = lower)]
    who: Attr<Option<String>>,
    /// Whether it goes first.
    urgent: Attr<Option<bool>>,
    meta: ObjectMeta,
}

async fn tickets(place: &Place) -> Result<(Store, Context)> {
    let store = place.empty();
    store.create_table::<Ticket>().await?;
    let ctx = admin(&store);
    Ok((store, ctx))
}

/// A case as what is computed.
fn computed<O>(case: Case<O, AnyType>) -> Expr<O, AnyType> {
    case.into_expr()
}

async fn count(ctx: &Context, condition: Condition<Ticket>) -> Result<u64> {
    Ticket::count(ctx, &Query::new().filter(condition)).await
}

#[test]
fn e1_a_value_that_no_row_has_is_not_compared_with_what_is_computed() -> Result<()> {
    everywhere(async |place| {
        let (_, ctx) = tickets(place).await?;
        let mut ticket = Ticket::builder().size(5).state(State::New).build(&ctx)?;
        ticket.create().await?;
        let case = || Case::new().when(field("size").gt(1), field("state")).otherwise("new");
        for (name, condition) in [
            ("size", field("size").plus(1).lt("10GiB")),
            ("size", field("size").plus(1).gt("10GiB")),
            ("size", field("size").or(0).eq("10GiB")),
            ("size", field("size").plus(1).ne("many").not()),
            ("state", field("state").or("new").eq("nwe")),
            ("state", computed(case()).eq("nwe")),
            ("due", field("due").or(DateTime::UNIX_EPOCH).lt("tomorrow")),
            ("urgent", field("urgent").or(false).eq("perhaps")),
            ("load", field("load").times(2).gt("heavy")),
            ("who", field("who").plus(1).eq("ann")),
            ("text", field("size").plus("1").eq(6)),
        ] {
            let asked = count(&ctx, condition.clone()).await;
            assert!(matches!(asked, Err(Error::InvalidInput { .. })), "{name}: {asked:?}");
            assert_refused(asked, &[name]);
            let update = ConditionalUpdate::new().set("size", 1).expect(condition.clone());
            assert_refused(ticket.conditional_update(update.clone()).await, &[name]);
            assert_refused(Ticket::update_by_id(&ctx, ticket.number()?, update).await, &[name]);
            let expected = ConditionalUpdate::new().expect(condition);
            assert_refused(ticket.conditional_destroy(expected).await, &[name]);
        }
        assert_eq!(count(&ctx, Ticket::SIZE.eq(5)).await?, 1);
        Ok(())
    })
}

#[test]
fn e2_what_is_computed_compares_as_its_field_does() -> Result<()> {
    let at: DateTime<Utc> = "2026-01-02T03:04:05Z".parse().unwrap();
    let id: Uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8".parse().unwrap();
    everywhere(async |place| {
        let (store, ctx) = tickets(place).await?;
        Ticket::builder()
            .size(5)
            .most(7u64)
            .load(2.5)
            .state(State::New)
            .about(id)
            .due(at)
            .who("Ann@X.org")
            .urgent(true)
            .build(&ctx)?
            .create()
            .await?;
        Ticket::builder().build(&ctx)?.create().await?;
        sql(&store, &["UPDATE tickets SET about = UPPER(about)"]);
        for (nth, (computed, plain)) in [
            (field("size").or(0).eq("5"), field("size").eq("5")),
            (field("size").or(0).ge("5"), field("size").ge("5")),
            (field("size").plus(0).eq("5"), field("size").eq("5")),
            (Ticket::SIZE.or(0).eq(5), Ticket::SIZE.eq(5)),
            (Ticket::MOST.plus(1u64).lt(u64::MAX), Ticket::MOST.lt(u64::MAX)),
            (Ticket::MOST.or(1u64).ne(u64::MAX), Ticket::MOST.is_not_null().or(Ticket::MOST.is_null())),
            (Ticket::STATE.or(State::Old).eq(State::New), Ticket::STATE.eq(State::New)),
            (field("state").or("old").eq("new"), field("state").eq("new")),
            // A constant that is no value of the field is one of the expression.
            (field("state").or("none").eq("none"), Ticket::STATE.is_null()),
            (Ticket::ABOUT.or(Uuid::nil()).eq(id), Ticket::ABOUT.eq(id)),
            (field("about").or("x").eq(id.simple().to_string()), Ticket::ABOUT.eq(id)),
            (Ticket::ABOUT.or(Uuid::nil()).ne(id), Ticket::ABOUT.is_null()),
            (Ticket::ABOUT.or(None::<Uuid>).eq(id), Ticket::ABOUT.eq(id)),
            (Ticket::SIZE.or(None::<i64>).plus(1).eq(6), Ticket::SIZE.eq(5)),
            (Ticket::ABOUT.or(Uuid::nil()).eq(Uuid::nil()), Ticket::ABOUT.is_null()),
            (Ticket::DUE.or(DateTime::UNIX_EPOCH).eq(at), Ticket::DUE.eq(at)),
            (field("due").or(DateTime::UNIX_EPOCH).eq("2026-01-02T03:04:05Z"), Ticket::DUE.eq(at)),
            (
                field("due").or("2026-01-02T05:04:05+02:00").ge(at),
                Ticket::DUE.ge(at).or(Ticket::DUE.is_null()),
            ),
            (Ticket::WHO.or("none").eq("Ann@X.org"), Ticket::WHO.eq("Ann@X.org")),
            (Ticket::WHO.or("Nobody").eq("nObody"), Ticket::WHO.is_null()),
            (Ticket::WHO.or("NONE").le("B"), Ticket::WHO.le("B")),
            (Ticket::URGENT.or(false).eq(true), Ticket::URGENT.eq(true)),
            (field("urgent").or(false).eq(1), field("urgent").eq(1)),
            (Ticket::LOAD.or(0.0).eq(2.5), Ticket::LOAD.eq(2.5)),
            (field("load").or(0).gt("2.25"), field("load").gt("2.25")),
            (field("size").times(0.5).eq(2.5), field("size").eq(5)),
            (field("size").plus(1).gt(5.5), field("size").eq(5)),
            (field("size").plus(1).lt(5.5), field("size").eq(77)),
            (field("size").plus(1).eq(5.5), field("size").eq(77)),
            (field("size").or(1).eq(Value::Null), field("size").eq(77)),
        ]
        .into_iter()
        .enumerate()
        {
            let expected = count(&ctx, plain).await?;
            assert_eq!(count(&ctx, computed.clone()).await?, expected, "{nth}: {computed:?}");
        }
        // As it stands, what no row has is no error.
        let query = Query::new().filter(field("state").or("new").eq("nwe")).values_as_they_stand();
        assert_eq!(Ticket::count(&ctx, &query).await?, 0);
        let query = Query::new().filter(field("state").or("new").ne("nwe")).values_as_they_stand();
        assert_eq!(Ticket::count(&ctx, &query).await?, 2);
        Ok(())
    })
}

#[test]
fn e3_whole_numbers_are_computed_exactly_or_not_at_all() -> Result<()> {
    const MAX: i64 = i64::MAX;
    const HALF: i64 = 4_611_686_018_427_387_904;
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        let parts = || field("parts");
        for (was, term, exact) in [
            (MAX, parts().plus(1).minus(1_000_000), MAX - 999_999),
            (HALF + 1, parts().times(2).minus(HALF), HALF + 2),
            (MAX / 3 + 1, parts().times(3).minus(10), MAX - 8),
            (MAX, parts().minus(1).times(1), MAX - 1),
            (MAX, parts().times(1.0).minus(2.0), MAX - 2),
            (i64::MIN, parts().plus(7), i64::MIN + 7),
            (i64::MIN, parts().times(-1).plus(parts()), 0),
            (MAX, computed(Case::new().when(parts().gt(1), parts().plus(1))).minus(1), MAX),
            (MAX, field("done").or(parts().plus(1)).minus(1), MAX),
        ] {
            first.set_parts(was)?;
            first.save().await?;
            let before = jobs(&store);
            let update = ConditionalUpdate::new().set("parts", term.clone());
            match first.conditional_update(update).await {
                Ok(done) => assert_eq!((done, first.parts()?), (true, exact), "{term:?}"),
                Err(error) => {
                    assert_refused::<()>(Err(error), &["parts", "beyond", "numbers"]);
                    assert_eq!(jobs(&store), before, "{term:?}");
                }
            }
            first.refresh().await?;
            assert!([was, exact].contains(&first.parts()?), "{term:?}");
        }
        // What is asked has no bounds.
        first.set_parts(MAX)?;
        first.save().await?;
        for (nth, (condition, is_met)) in [
            (parts().plus(1).minus(1).eq(MAX), true),
            (parts().plus(1).minus(5).eq(MAX - 4), true),
            (parts().plus(1).minus(5).eq(MAX - 5), false),
            (parts().plus(parts()).minus(parts()).le(MAX - 1), false),
            (parts().plus(parts()).minus(parts()).ge(MAX), true),
            (parts().plus(1).gt(MAX), true),
            (parts().plus(1).eq(9_223_372_036_854_775_808.0), true),
            (parts().plus(2).eq(9_223_372_036_854_775_808.0), false),
            (parts().plus(2).gt(9_223_372_036_854_775_808.0), true),
            (parts().times(parts()).gt(MAX), true),
            (parts().times(parts()).minus(parts().times(parts())).eq(0), true),
            (parts().times(-1).minus(2).lt(i64::MIN), true),
            (parts().plus(1).lt(1e300), true),
            (parts().times(-1).gt(-1e300), true),
            (field("done").or(parts()).plus(1).ne(MAX), true),
            (field("done").plus(1).eq(1), false),
            (field("done").plus(1).eq(1).not(), false),
        ]
        .into_iter()
        .enumerate()
        {
            let found = Job::count(&ctx, &Query::new().filter(condition.clone())).await?;
            assert_eq!(found == 1, is_met, "{nth}: {condition:?}");
        }
        Ok(())
    })
}

#[test]
fn e4_a_fraction_beyond_the_numbers_there_are_is_an_error() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "a").await?;
        first.set_load(1e300)?;
        first.save().await?;
        let before = jobs(&store);
        let load = || Job::LOAD.times(1e300);
        for term in [load(), load().minus(load()), load().times(0.0), Job::LOAD.or(1.0).times(1e300)] {
            let update = ConditionalUpdate::new().set(Job::LOAD, term);
            assert_refused(first.conditional_update(update.clone()).await, &["load"]);
            assert_refused(Job::update_by_id(&ctx, first.id()?, update).await, &["load"]);
            assert_eq!(jobs(&store), before);
        }
        assert!(
            first.conditional_update(ConditionalUpdate::new().set(Job::LOAD, Job::LOAD.times(2.0))).await?
        );
        assert_eq!(first.load()?, Some(2e300));
        Ok(())
    })
}

#[test]
fn e5_a_row_with_another_programs_numbers_ends_no_question() -> Result<()> {
    in_sqlite(async |place| {
        let (store, ctx) = tickets(place).await?;
        for text in ["1.5", "'12'", "'two'", "x'ff'", "NULL", "7", "1e300"] {
            raw::execute(&store, &[&format!("INSERT INTO tickets (size) VALUES ({text})")])?;
        }
        assert_eq!(count(&ctx, Ticket::SIZE.plus(1).eq(8)).await?, 1);
        assert_eq!(count(&ctx, Ticket::SIZE.plus(1).gt(2)).await?, 4);
        assert_eq!(count(&ctx, Ticket::SIZE.plus(1).ge(0)).await?, 4);
        Ok(())
    })
}

#[test]
fn e_a_case_without_a_condition_is_what_it_is_otherwise() -> Result<()> {
    everywhere(async |place| {
        let (_, ctx) = tickets(place).await?;
        for number in 1..=3 {
            Ticket::builder().number(number).size(number).build(&ctx)?.create_with_key().await?;
        }
        let mut ticket = Ticket::get_by_id(&ctx, 1).await?;
        assert!(
            ticket
                .conditional_update(ConditionalUpdate::new().set(Ticket::SIZE, Case::new().otherwise(7)))
                .await?
        );
        assert_eq!(ticket.size()?, Some(7));
        let next = Case::new().otherwise(Ticket::NUMBER.plus(1));
        assert!(ticket.conditional_update(ConditionalUpdate::new().set("size", next)).await?);
        assert_eq!(Ticket::get_by_id(&ctx, 1).await?.size()?, Some(2));
        let alike = Query::new().filter(computed(Case::new().otherwise(Ticket::SIZE)).eq(2));
        assert_eq!(Ticket::count(&ctx, &alike).await?, 2);
        Ok(())
    })
}

/// A gauge in a table that somebody else made.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "gauges")]
struct Gauge {
    /// Its key.
    id: Attr<Uuid>,
    /// What it shows.
    shown: Attr<i64>,
    /// What it showed.
    was: Attr<u64>,
    /// How often it turned over.
    turns: Attr<u32>,
    meta: ObjectMeta,
}

#[test]
fn e6_columns_without_a_sign_are_computed_as_whole_numbers() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        let (long, short) = match place.kind() {
            Kind::MariaDb => ("BIGINT UNSIGNED", "INT UNSIGNED"),
            _ => ("BIGINT", "BIGINT"),
        };
        let table = format!(
            "CREATE TABLE gauges (id VARCHAR(36) PRIMARY KEY, shown BIGINT NOT NULL, was {long} NOT NULL, turns {short} NOT NULL)"
        );
        sql(&store, &[&table]);
        let ctx = admin(&store);
        let mut gauge = Gauge::builder().shown(1).was(2_u64).turns(3_u32).build(&ctx)?;
        gauge.create().await?;
        let (shown, was, turns) = (|| field("shown"), || field("was"), || field("turns"));
        for (term, exact) in [
            (shown().minus(was()), -1),
            (was().minus(shown()), 3),
            (was().minus(5), -3),
            (shown().plus(turns()), 0),
            (shown().times(was()), 0),
            (shown().minus(was()).times(turns()), -6),
            (was().minus(turns()), -1),
            (was().times(-1), -2),
            (turns().minus(4), -1),
            (computed(Case::new().when(was().gt(1), was().minus(turns()))), -1),
            (field("was").or(0).minus(9), -7),
        ] {
            let done = gauge.conditional_update(ConditionalUpdate::new().set("shown", term.clone())).await;
            let found = (done?, gauge.shown()?);
            assert_eq!(found, (true, exact), "{term:?}");
        }
        let before = raw::whole(&store, "gauges")?;
        for term in [was().plus(i64::MAX), was().times(i64::MIN)] {
            let update = ConditionalUpdate::new().set("shown", term.clone());
            assert_refused(gauge.conditional_update(update).await, &["Gauge.shown"]);
        }
        assert_eq!(raw::whole(&store, "gauges")?, before);
        Ok(())
    })
}
