//! What an API receives: names, values and directions that a type does not have are told, with a guess. Conditions of
//! any size are carried out, or refused with an error.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{
    Case, Condition, ConditionalUpdate, Expr, Operand as _, Sqlite, field, not,
};

/// Where a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum JobState {
    /// It waits.
    Waiting,
    /// It runs.
    Running,
    /// It is over.
    Done,
}

/// A step of a job.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct JobStep {
    /// What it is called.
    name: Attr<String>,
    meta: ObjectMeta,
}

/// A job.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "jobs", key = number, extra_fields(title))]
pub struct Job {
    /// Which one.
    number: Attr<i64>,
    /// Where it is.
    state: Attr<JobState>,
    /// Who asked for it.
    owner: Attr<Option<String>>,
    /// How often it was tried.
    tries: Attr<i64>,
    /// How often it may be.
    most_tries: Attr<i64>,
    /// How often it was tried before, if it was.
    before: Attr<Option<i64>>,
    /// When it was made.
    #[field(read_only)]
    made_at: Attr<DateTime<Utc>>,
    /// Its steps.
    steps: Attr<Vec<JobStep>>,
    /// Kept from the table.
    #[field(no_column)]
    hint: Attr<Option<String>>,
    meta: ObjectMeta,
}

impl Job {
    fn title(&self) -> Result<String> {
        Ok(format!("job {}", self.number()?))
    }
}

fn admin() -> Context {
    let store = Sqlite::in_memory().open().unwrap();
    block_on(store.create_table::<Job>()).unwrap();
    Context::builder().is_admin(true).store(&store).build()
}

fn jobs(ctx: &Context, count: i64) -> Vec<Job> {
    let job = |tries| Job::builder().state(JobState::Waiting).tries(tries).most_tries(3).made_at(ctx.now());
    let jobs = (0..count).map(|number| job(number).build(ctx).unwrap()).collect();
    block_on(Job::create_all(ctx, jobs)).unwrap()
}

/// Why a query is refused: to be listed and to be counted alike.
fn refused(ctx: &Context, query: Query<Job>) -> String {
    let listed = block_on(Job::list(ctx, &query)).unwrap_err();
    let counted = block_on(Job::count(ctx, &query)).unwrap_err();
    assert_eq!(listed, counted);
    match listed {
        Error::InvalidInput { reason } => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_unknown_is_told_with_a_guess() {
    let ctx = admin();
    jobs(&ctx, 3);
    let by = |name: &str, value: Value| Query::new().filter_by(name, value);
    let text = |text: &str| Value::from(text);
    for (query, reason) in [
        (by("staet", text("done")), "Job has no field `staet`, did you mean `state`?"),
        (by("ownr~", text("a")), "Job has no field `ownr`, did you mean `owner`?"),
        (by("colour", text("red")), "Job has no field `colour`"),
        (by("steps", Value::Null), "the field `steps` of Job has no column"),
        (by("hint", Value::Null), "the field `hint` of Job has no column"),
        (by("title", text("job 1")), "`title` of Job is computed: it has no column"),
        (by("title~", text("job 1")), "`title` of Job is computed: it has no column"),
        (by("state", text("wating")), "`state` of Job has no value `wating`, did you mean `waiting`?"),
        (by("state", Value::List(vec!["done".into(), "x".into()])), "`state` of Job has no value `x`"),
        (by("state", 3.into()), "`state` of Job has no value `3`"),
        (by("tries", text("x")), "Job.tries: expected integer, got \"x\""),
        (Query::new().filter(field("tries").ge("x")), "Job.tries: expected integer, got \"x\""),
        (Query::new().filter(field("ownr").is_null()), "Job has no field `ownr`, did you mean `owner`?"),
        (
            Query::new().filter(Job::TRIES.gt(1).and(field("state").eq("don").not())),
            "`state` of Job has no value `don`, did you mean `done`?",
        ),
        (Query::new().filter(field("hint").like("a")), "the field `hint` of Job has no column"),
        (Query::new().sort_by("tires", "asc"), "invalid sort key `tires`, did you mean `tries`?"),
        (
            Query::new().sort_by("tries", "ascending"),
            "unknown sort direction `ascending` of `tries`, did you mean `asc`?",
        ),
        (
            Query::new().sort_by("tries", "dsec"),
            "unknown sort direction `dsec` of `tries`, did you mean `desc`?",
        ),
        (
            Query::new().sort_by("tries", "up"),
            "unknown sort direction `up` of `tries`, must be `desc` or `asc`",
        ),
        (Query::new().sort_keys(["steps"]), "invalid sort key `steps`, it has no column"),
        (Query::new().sort_dirs(["asc"]), "sort direction array size exceeds sort key array size"),
    ] {
        assert_eq!(refused(&ctx, query), reason);
    }
    // What a value may be besides those of an enum is not asked.
    assert_eq!(block_on(Job::count(&ctx, &by("state", Value::Null))), Ok(0));
}

#[test]
fn cinders_rule_is_a_choice() {
    let ctx = admin();
    jobs(&ctx, 3);
    let by = |name: &str| Query::<Job>::new().filter_by(name, "x").unknown_fields_match_nothing();
    for name in ["staet", "hint", "title"] {
        assert_eq!(block_on(Job::count(&ctx, &by(name))), Ok(0), "{name}");
    }
    // The value of a field that there is counts nevertheless, unless it is taken as it stands.
    assert_eq!(refused(&ctx, by("state")), "`state` of Job has no value `x`");
    assert_eq!(block_on(Job::count(&ctx, &by("state").values_as_they_stand())), Ok(0));
    let named = Query::new().filter_by("staet", "x").values_as_they_stand();
    assert_eq!(refused(&ctx, named), "Job has no field `staet`, did you mean `state`?");
}

#[test]
fn updates_are_told_too() {
    let ctx = admin();
    let mut job = jobs(&ctx, 1).remove(0);
    for (update, reason) in [
        (ConditionalUpdate::new().set("tires", 1), "Job has no field `tires`, did you mean `tries`?"),
        (ConditionalUpdate::new().set("hint", "x"), "the field `hint` of Job has no column"),
        (ConditionalUpdate::new().expect_by("ownr", "x"), "Job has no field `ownr`, did you mean `owner`?"),
        (
            ConditionalUpdate::new().expect_by("state", not("wating")),
            "`state` of Job has no value `wating`, did you mean `waiting`?",
        ),
        (ConditionalUpdate::new().expect(field("x").is_null()), "Job has no field `x`"),
        (
            ConditionalUpdate::new().set("tries", field("tires").plus(1)),
            "Job has no field `tires`, did you mean `tries`?",
        ),
        (
            ConditionalUpdate::new().set("tries", Case::new().when(field("state").eq("x"), 1)),
            "`state` of Job has no value `x`",
        ),
        (
            ConditionalUpdate::new().set("tries", 1).order(["tires"]),
            "Job has no field `tires`, did you mean `tries`?",
        ),
    ] {
        let wanted = Err(Error::InvalidInput { reason: reason.to_owned() });
        assert_eq!(block_on(job.conditional_update(update.clone())), wanted);
        assert_eq!(block_on(Job::update_by_id(&ctx, 1, update)), wanted);
    }
    let update = ConditionalUpdate::new().expect_by("state", "x").values_as_they_stand();
    assert_eq!(block_on(job.conditional_update(update)), Ok(false));
    let update = ConditionalUpdate::new().set("state", "wating");
    let refused = block_on(job.conditional_update(update)).unwrap_err().to_string();
    assert!(refused.starts_with("Job.state: expected one of"), "{refused}");
}

#[test]
fn updates_by_key() {
    let ctx = admin();
    let mut job = jobs(&ctx, 1).remove(0);
    block_on(async {
        let update = |job: &mut Job, update| block_on(job.conditional_update(update));
        let next = Case::new()
            .when(Job::TRIES.ge(1).and(Job::OWNER.is_null()), JobState::Done)
            .otherwise(JobState::Running);
        let step = || {
            ConditionalUpdate::new()
                .set(Job::TRIES, Job::TRIES.plus(1))
                .set(Job::BEFORE, Job::TRIES)
                .set(Job::STATE, next.clone())
                .expect(Job::STATE.is_in([JobState::Waiting, JobState::Running]))
                .expect(Job::TRIES.lt(3))
        };
        assert!(update(&mut job, step())?);
        assert_eq!((job.tries()?, job.before()?, job.state()?), (1, Some(0), JobState::Running));
        assert!(update(&mut job, step())?);
        assert_eq!((job.tries()?, job.before()?, job.state()?), (2, Some(1), JobState::Done));
        assert!(!update(&mut job, step())?);

        let update_of = ConditionalUpdate::new()
            .set(Job::OWNER, "me")
            .set(Job::TRIES, Job::MOST_TRIES.minus(Job::TRIES).times(10))
            .set(Job::BEFORE, Job::BEFORE.or(7).plus(Job::TRIES));
        assert!(update(&mut job, update_of)?);
        assert_eq!((job.owner()?, job.tries()?, job.before()?), (Some("me"), 10, Some(3)));
        let by_name = ConditionalUpdate::new().set("before", field("before").times(2)).set(Job::OWNER, None);
        assert!(update(&mut job, by_name)?);
        assert_eq!((job.owner()?, job.before()?), (None, Some(6)));
        let mixed: Expr<Job, i64> = Job::TRIES.into_expr();
        let update_of =
            ConditionalUpdate::new().set("before", mixed.minus(4)).expect(Job::BEFORE.or(0).eq(6));
        assert!(update(&mut job, update_of)?);
        assert_eq!(job.before()?, Some(6));
        Ok::<(), Error>(())
    })
    .unwrap();
}

/// On the stack that threads have.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap();
    thread.join().unwrap();
}

fn count(ctx: &Context, condition: Condition<Job>) -> Result<u64> {
    block_on(Job::count(ctx, &Query::new().filter(condition)))
}

#[test]
fn wide_conditions_are_carried_out() {
    on_a_small_stack(|| {
        let ctx = admin();
        jobs(&ctx, 3);
        let tries = || (0..2000).map(|tries| Job::TRIES.eq(tries));
        assert_eq!(count(&ctx, Condition::any(tries())), Ok(3));
        assert_eq!(count(&ctx, Condition::all(tries())), Ok(0));
        let chain = tries().reduce(Condition::or).unwrap();
        assert_eq!(chain, Condition::any(tries()));
        assert_eq!(count(&ctx, chain.clone()), Ok(3));
        assert_eq!(count(&ctx, chain.not()), Ok(0));
        let backwards = tries().reduce(|chain, next| next.and(chain)).unwrap();
        assert_eq!(count(&ctx, backwards), Ok(0));
        let each = tries().map(|condition| condition.and(Job::OWNER.is_null()));
        assert_eq!(count(&ctx, Condition::any(each)), Ok(3));
        let query = tries().fold(Query::new(), |query, condition| query.filter(condition.not()));
        assert_eq!(block_on(Job::count(&ctx, &query)), Ok(0));
        let expected = tries().fold(ConditionalUpdate::new(), |update, it| update.expect(it.not()));
        assert_eq!(block_on(Job::update_by_id(&ctx, 1, expected)), Ok(false));
        for parts in [1, 98, 99, 100, 2000] {
            let either = (0..parts).fold(Job::BEFORE.or(Job::BEFORE), |either, _| either.or(Job::TRIES));
            assert_eq!(count(&ctx, either.le(1)), Ok(2), "{parts}");
        }
        let case = (0..2000).fold(Case::new(), |case, tries| case.when(Job::TRIES.eq(tries), tries + 1));
        assert_eq!(
            block_on(Job::update_by_id(&ctx, 1, ConditionalUpdate::new().set(Job::TRIES, case))),
            Ok(true)
        );
    });
}

#[test]
fn deep_conditions_are_carried_out_or_refused() {
    on_a_small_stack(|| {
        let ctx = admin();
        jobs(&ctx, 3);
        let one = || Job::TRIES.eq(1);
        let nots = (0..20_000).fold(one(), |condition, _| condition.not());
        assert_eq!(nots, one());

        let deep = |levels: usize| {
            (0..levels).fold(one(), |inner, level| match level % 3 {
                0 => inner.not(),
                1 => inner.or(Job::TRIES.eq(2)),
                _ => inner.and(Job::TRIES.ge(0)),
            })
        };
        let most = deep(99);
        assert!(most == most.clone() && !format!("{most:?}").is_empty());
        assert!(count(&ctx, most).is_ok());
        let reason = "a condition or an expression has more than 100 levels in one another";
        let too_deep = Error::InvalidInput { reason: reason.to_owned() };
        for levels in [100, 101, 20_000] {
            let condition = deep(levels);
            assert_eq!(count(&ctx, condition.clone()), Err(too_deep.clone()), "{levels}");
            let as_it_stands = Query::new().filter(condition.clone()).values_as_they_stand();
            assert_eq!(block_on(Job::count(&ctx, &as_it_stands)), Err(too_deep.clone()));
            let update = ConditionalUpdate::new().expect(condition);
            assert_eq!(block_on(Job::update_by_id(&ctx, 1, update)), Err(too_deep.clone()));
        }

        let sum = |levels: usize| (1..levels).fold(Job::TRIES.plus(1), |sum, _| sum.plus(1));
        let set = |sum| block_on(Job::update_by_id(&ctx, 1, ConditionalUpdate::new().set(Job::TRIES, sum)));
        assert_eq!(set(sum(99)), Ok(true));
        assert_eq!(block_on(Job::get_by_id(&ctx, 1)).unwrap().tries(), Ok(99));
        assert_eq!(set(sum(100)), Err(too_deep.clone()));
        assert_eq!(set(sum(20_000)), Err(too_deep.clone()));
        let cases =
            (0..20_000).fold(Job::TRIES.plus(1), |inner, _| Case::new().when(inner.gt(1), 1).into_expr());
        assert_eq!(set(cases), Err(too_deep));
    });
}
