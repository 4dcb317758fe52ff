//! Conditions by key on every kind of field, beside the same on plain rows; by name they find the same.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use downstream::{Audit, AuditAccess as _, AuditBuild as _, DataSize, Percent};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Condition, Sort, Sqlite, field};

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
pub enum Colour {
    /// As blood.
    Red,
    /// As the sea.
    Blue,
    /// As grass.
    Green,
}

/// What every thing has.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "things", key = number)]
pub struct Thing {
    /// Which one.
    number: Attr<i64>,
    /// A text.
    #[field(rename = "label", column = "order")]
    text: Attr<String>,
    /// A text or none.
    note: Attr<Option<String>>,
    /// A whole number.
    whole: Attr<Option<i64>>,
    /// A number.
    real: Attr<f64>,
    /// A truth value.
    truth: Attr<Option<bool>>,
    /// A UUID.
    uuid: Attr<Uuid>,
    /// One of few, or none.
    colour: Attr<Option<Colour>>,
    /// A moment.
    moment: Attr<Option<DateTime<Utc>>>,
    /// An address.
    address: Attr<Option<IpAddr>>,
    /// Several numbers.
    numbers: Attr<Vec<i64>>,
    /// Several colours, each once.
    colours: Attr<BTreeSet<Colour>>,
    /// Texts by name.
    texts: Attr<BTreeMap<String, String>>,
    /// How full it is.
    full: Attr<Percent>,
    /// How large it is.
    size: Attr<Option<DataSize>>,
    #[field(flatten)]
    audit: Audit,
    meta: ObjectMeta,
}

/// A thing with a handle.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Thing, table = "handles")]
pub struct Handle {
    base: Thing,
    /// How long it is.
    length: Attr<i64>,
}

fn moment(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000 + second, 500_000_000).unwrap()
}

fn address(number: i64) -> IpAddr {
    format!("10.0.0.{number}").parse().unwrap()
}

const COLOURS: [Colour; 3] = [Colour::Red, Colour::Blue, Colour::Green];
const LABELS: [&str; 4] = ["ab", "abc", "b%c", "d_f"];

/// A row, whose every value follows from its number.
fn thing(number: i64) -> ThingBuilder {
    let index = usize::try_from(number).unwrap();
    let unless = |each: i64| number % each != 0;
    Thing::builder()
        .text(LABELS[index % 4])
        .note(unless(3).then(|| LABELS[index % 3].to_owned()))
        .whole(unless(4).then_some(number % 5 - 2))
        .real(f64::from(i32::try_from(number % 7).unwrap()) / 2.0)
        .truth(unless(5).then_some(number % 2 == 0))
        .uuid(Uuid::from_u128(u128::try_from(number % 6).unwrap()))
        .colour(unless(2).then_some(COLOURS[index % 3]))
        .moment(unless(7).then(|| moment(number % 4)))
        .address(unless(6).then(|| address(number % 3)))
        .numbers((0..number % 3).collect::<Vec<_>>())
        .colours(COLOURS[..index % 3].iter().copied().collect::<BTreeSet<_>>())
        .texts([("a", LABELS[index % 2])])
        .full(Percent::new(u8::try_from(number % 4 * 10).unwrap()))
        .size(unless(5).then_some(DataSize::bytes(1 << (number % 3 * 10))))
        .created_at(unless(2).then(|| moment(number)))
        .created_by(LABELS[index % 4])
}

const COUNT: i64 = 40;

struct Rows {
    ctx: Context,
    things: Vec<Thing>,
}

impl Rows {
    fn new() -> Self {
        let store = Sqlite::in_memory().open().unwrap();
        block_on(store.create_table::<Thing>()).unwrap();
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let things = (1..=COUNT).map(|number| thing(number).build(&ctx).unwrap()).collect();
        let things = block_on(Thing::create_all(&ctx, things)).unwrap();
        Self { ctx, things }
    }

    fn numbers(&self, query: &Query<Thing>) -> Vec<i64> {
        let listed = block_on(Thing::list(&self.ctx, query)).unwrap();
        assert!(listed.refused.is_empty());
        listed.iter().map(|thing| thing.number().unwrap()).collect()
    }

    /// The rows of a condition.
    fn found(&self, condition: Condition<Thing>) -> Vec<i64> {
        let query = Query::new().filter(condition);
        let found = self.numbers(&query.clone().sort(Thing::NUMBER.asc()));
        assert_eq!(block_on(Thing::count(&self.ctx, &query)), Ok(found.len() as u64));
        found
    }

    /// The condition is true of the rows of which `holds` is, and the same by name.
    #[track_caller]
    fn check(
        &self,
        typed: Condition<Thing>,
        named: Condition<Thing>,
        holds: impl Fn(&Thing) -> Result<bool>,
    ) {
        let wanted = self.things.iter().filter(|thing| holds(thing).unwrap());
        let wanted: Vec<_> = wanted.map(|thing| thing.number().unwrap()).collect();
        assert_eq!(self.found(typed.clone()), wanted, "{typed:?}");
        assert_eq!(self.found(named.clone()), wanted, "{named:?}");
    }
}

#[test]
fn equal_and_different() {
    let rows = Rows::new();
    rows.check(Thing::TEXT.eq("ab"), field("label").eq("ab"), |row| Ok(row.text()? == "ab"));
    rows.check(Thing::TEXT.ne("ab"), field("label").ne("ab"), |row| Ok(row.text()? != "ab"));
    rows.check(Thing::WHOLE.eq(1), field("whole").eq(1), |row| Ok(row.whole()? == Some(1)));
    rows.check(Thing::WHOLE.eq(None), field("whole").eq(Value::Null), |row| Ok(row.whole()?.is_none()));
    // Null is different from a value.
    rows.check(Thing::WHOLE.ne(Some(1)), field("whole").ne(1), |row| Ok(row.whole()? != Some(1)));
    rows.check(Thing::WHOLE.ne(None), field("whole").is_not_null(), |row| Ok(row.whole()?.is_some()));
    rows.check(Thing::REAL.eq(1.5), field("real").eq(1.5), |row| Ok((row.real()? - 1.5).abs() < 0.1));
    rows.check(Thing::TRUTH.eq(true), field("truth").eq(true), |row| Ok(row.truth()? == Some(true)));
    let uuid = Uuid::from_u128(3);
    rows.check(Thing::UUID.eq(uuid), field("uuid").eq(uuid), |row| Ok(row.uuid()? == uuid));
    rows.check(Thing::COLOUR.eq(Colour::Red), field("colour").eq("red"), |row| {
        Ok(row.colour()? == Some(Colour::Red))
    });
    rows.check(Thing::COLOUR.ne(Colour::Red), field("colour").ne(Colour::Red), |row| {
        Ok(row.colour()? != Some(Colour::Red))
    });
    rows.check(Thing::MOMENT.eq(moment(2)), field("moment").eq(moment(2)), |row| {
        Ok(row.moment()? == Some(moment(2)))
    });
    rows.check(Thing::ADDRESS.eq(address(1)), field("address").eq("10.0.0.1"), |row| {
        Ok(row.address()? == Some(address(1)))
    });
    rows.check(Thing::FULL.eq(Percent::new(10)), field("full").eq(10), |row| {
        Ok(row.full()? == Percent::new(10))
    });
    rows.check(Thing::SIZE.eq(DataSize::bytes(1024)), field("size").eq("1 KiB"), |row| {
        Ok(row.size()? == Some(DataSize::bytes(1024)))
    });
    // A list is a value here; by name, it is one of its elements, so it stands in one of its own.
    let whole = |value: Value| Value::List(vec![value]);
    let list = Value::List(vec![0.into(), 1.into()]);
    rows.check(Thing::NUMBERS.eq([0, 1]), field("numbers").eq(whole(list)), |row| {
        Ok(row.numbers()? == [0, 1])
    });
    rows.check(Thing::NUMBERS.ne(vec![]), field("numbers").ne(whole(Value::List(vec![]))), |row| {
        Ok(!row.numbers()?.is_empty())
    });
    let set = BTreeSet::from([Colour::Red, Colour::Blue]);
    let named = whole(Value::Set(vec!["blue".into(), "red".into()]));
    rows.check(Thing::COLOURS.eq(set.clone()), field("colours").eq(named), |row| Ok(*row.colours()? == set));
    let map = Value::Map(vec![("a".to_owned(), "ab".into())]);
    rows.check(Thing::TEXTS.eq([("a", "ab")]), field("texts").eq(map), |row| Ok(row.texts()?["a"] == "ab"));
}

#[test]
fn one_of_several_or_none_of_them() {
    let rows = Rows::new();
    rows.check(Thing::WHOLE.is_in([1, 2]), field("whole").eq([1, 2]), |row| {
        Ok(matches!(row.whole()?, Some(1 | 2)))
    });
    rows.check(Thing::WHOLE.not_in([1, 2]), field("whole").ne([1, 2]), |row| {
        Ok(!matches!(row.whole()?, Some(1 | 2)))
    });
    let or_null = Value::List(vec![1.into(), Value::Null]);
    rows.check(Thing::WHOLE.is_in([Some(1), None]), field("whole").eq(or_null.clone()), |row| {
        Ok(matches!(row.whole()?, Some(1) | None))
    });
    rows.check(Thing::WHOLE.not_in([Some(1), None]), field("whole").ne(or_null), |row| {
        Ok(!matches!(row.whole()?, Some(1) | None))
    });
    rows.check(Thing::COLOUR.is_in(COLOURS), field("colour").eq(["red", "blue", "green"]), |row| {
        Ok(row.colour()?.is_some())
    });
    rows.check(Thing::TEXT.is_in(LABELS), Condition::all([]), |_| Ok(true));
    let none: [i64; 0] = [];
    rows.check(Thing::WHOLE.is_in(none), Condition::any([]), |_| Ok(false));
    rows.check(Thing::WHOLE.not_in(none), Condition::all([]), |_| Ok(true));
    let lists = Value::List(vec![Value::List(vec![]), Value::List(vec![0.into()])]);
    rows.check(Thing::NUMBERS.is_in([vec![], vec![0]]), field("numbers").eq(lists), |row| {
        Ok(row.numbers()?.len() < 2)
    });
}

#[test]
fn above_below_and_between() {
    let rows = Rows::new();
    rows.check(Thing::NUMBER.lt(5), field("number").lt(5), |row| Ok(row.number()? < 5));
    rows.check(Thing::WHOLE.le(0), field("whole").le(0), |row| Ok(row.whole()?.is_some_and(|n| n <= 0)));
    rows.check(Thing::WHOLE.gt(None), Condition::any([]), |_| Ok(false));
    rows.check(Thing::REAL.gt(1.0), field("real").gt(1.0), |row| Ok(row.real()? > 1.0));
    rows.check(Thing::TEXT.ge("abc"), field("label").ge("abc"), |row| Ok(row.text()? >= "abc"));
    let uuid = Uuid::from_u128(3);
    rows.check(Thing::UUID.lt(uuid), field("uuid").lt(uuid), |row| Ok(row.uuid()? < uuid));
    rows.check(Thing::MOMENT.gt(moment(1)), field("moment").gt(moment(1)), |row| {
        Ok(row.moment()?.is_some_and(|at| at > moment(1)))
    });
    rows.check(Thing::FULL.ge(Percent::new(20)), field("full").ge(20), |row| {
        Ok(row.full()? >= Percent::new(20))
    });
    let between = field("whole").ge(-1).and(field("whole").le(1));
    rows.check(Thing::WHOLE.between(-1, 1), between, |row| Ok(matches!(row.whole()?, Some(-1..=1))));
    rows.check(Thing::WHOLE.between(1, -1), Condition::any([]), |_| Ok(false));
    let between = field("moment").ge(moment(1)).and(field("moment").le(moment(2)));
    rows.check(Thing::MOMENT.between(moment(1), moment(2)), between, |row| {
        Ok(row.moment()?.is_some_and(|at| (moment(1)..=moment(2)).contains(&at)))
    });
}

#[test]
fn null_and_patterns() {
    let rows = Rows::new();
    rows.check(Thing::NOTE.is_null(), field("note").is_null(), |row| Ok(row.note()?.is_none()));
    rows.check(Thing::COLOUR.is_not_null(), field("colour").is_not_null(), |row| Ok(row.colour()?.is_some()));
    rows.check(Thing::TEXT.like("ab%"), field("label").like("ab%"), |row| Ok(row.text()?.starts_with("ab")));
    rows.check(Thing::TEXT.like("_b_"), field("label").like("_b_"), |row| Ok(row.text()? == "abc"));
    rows.check(Thing::TEXT.contains("BC"), field("label").contains("BC"), |row| {
        Ok(row.text()?.contains("bc"))
    });
    rows.check(Thing::NOTE.contains("b").not(), field("note").contains("b").not(), |row| {
        Ok(row.note()?.is_some_and(|note| !note.contains('b')))
    });
}

#[test]
fn fields_of_mixins_and_parents() {
    let rows = Rows::new();
    rows.check(Thing::CREATED_BY.eq("ab"), field("created_by").eq("ab"), |row| Ok(row.created_by()? == "ab"));
    let soon = Thing::CREATED_AT.lt(moment(9)).or(Thing::CREATED_AT.is_null());
    rows.check(soon, field("created_at").lt(moment(9)).or(field("created_at").is_null()), |row| {
        Ok(row.created_at()?.is_none_or(|at| at < moment(9)))
    });

    let store = rows.ctx.store().unwrap();
    block_on(async {
        store.create_table::<Handle>().await?;
        for length in 1..=6 {
            let mut handle = Handle::builder().length(length).build(&rows.ctx)?;
            let text: Value = if length % 2 == 0 { "even" } else { "odd" }.into();
            handle.update([("label", text), ("real", 0.into()), ("uuid", Uuid::nil().into())])?;
            handle.set_numbers(vec![])?;
            handle.set_colours(BTreeSet::new())?;
            handle.set_texts([("a", "b")])?;
            handle.set_full(Percent::new(1))?;
            handle.set_created_by("me")?;
            handle.create().await?;
        }
        // Its own, its parent's and its parent's mixin's.
        let query = Query::new()
            .filter(Handle::LENGTH.gt(1).and(Thing::NUMBER.lt(6)))
            .filter(Thing::CREATED_BY.eq("me"))
            .sort(Thing::TEXT.asc())
            .sort(Handle::LENGTH.desc());
        let found = Handle::list(&rows.ctx, &query).await?;
        let lengths: Vec<_> = found.iter().map(|handle| handle.length().unwrap()).collect();
        assert_eq!(lengths, [4, 2, 5, 3]);
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn orders_by_key_and_by_name() {
    let rows = Rows::new();
    let by = |query: Query<Thing>, sort: Sort<Thing>| rows.numbers(&query.sort(sort));
    let mut wanted: Vec<_> = rows.things.iter().collect();
    wanted.sort_by_key(|thing| (thing.whole().unwrap(), std::cmp::Reverse(thing.number().unwrap())));
    let wanted: Vec<_> = wanted.into_iter().map(|thing| thing.number().unwrap()).collect();
    assert_eq!(by(Query::new().sort(Thing::WHOLE.asc()), Thing::NUMBER.desc()), wanted);
    assert_eq!(by(Query::new().sort_by("whole", "asc"), Thing::NUMBER.desc()), wanted);
    assert_eq!(by(Query::new().sort_keys(["whole"]).sort_dirs(["asc"]), Thing::NUMBER.desc()), wanted);
    let named = Query::new().sort_keys(["whole", "number"]).sort_dirs(["asc", "desc"]);
    assert_eq!(rows.numbers(&named), wanted);
    // The key follows in the direction of the first.
    let colours = rows.numbers(&Query::new().sort(Thing::COLOUR.desc()));
    let last = colours.iter().rev().take(3).copied().collect::<Vec<_>>();
    assert_eq!(last, [2, 4, 6]);
}

/// Numbers that look like any.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn small(&mut self) -> i64 {
        i64::try_from(self.below(5)).unwrap() - 2
    }
}

type Truth = Box<dyn Fn(&Thing) -> Option<bool>>;

/// A condition, and what it says of a row: nothing, where a null is compared.
fn any_condition(random: &mut Random, levels: u64) -> (Condition<Thing>, Truth) {
    let number = random.small();
    match random.below(if levels == 0 { 6 } else { 10 }) {
        0 => (Thing::WHOLE.gt(number), Box::new(move |row| Some(row.whole().unwrap()? > number))),
        1 => (Thing::WHOLE.eq(number), Box::new(move |row| Some(row.whole().unwrap()? == number))),
        2 => (Thing::WHOLE.ne(number), Box::new(move |row| Some(row.whole().unwrap() != Some(number)))),
        3 => (Thing::TRUTH.eq(true), Box::new(|row| row.truth().unwrap())),
        4 => (Thing::COLOUR.is_null(), Box::new(|row| Some(row.colour().unwrap().is_none()))),
        5 => {
            let other = random.small();
            let (typed, named) = (Thing::WHOLE.or(other).le(number), field("whole").or(other).le(number));
            assert_eq!(typed, typed.clone());
            let condition = if number > 0 { typed } else { named };
            (condition, Box::new(move |row| Some(row.whole().unwrap().unwrap_or(other) <= number)))
        }
        6 => {
            let (condition, truth) = any_condition(random, levels - 1);
            (condition.not(), Box::new(move |row| truth(row).map(|truth| !truth)))
        }
        kind => {
            let parts: Vec<_> = (0..random.below(4)).map(|_| any_condition(random, levels - 1)).collect();
            let (conditions, truths): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
            let decides = kind == 7;
            let truth: Truth = Box::new(move |row| {
                let found: Vec<_> = truths.iter().map(|truth| truth(row)).collect();
                if found.contains(&Some(decides)) {
                    Some(decides)
                } else if found.contains(&None) {
                    None
                } else {
                    Some(!decides)
                }
            });
            (if decides { Condition::any(conditions) } else { Condition::all(conditions) }, truth)
        }
    }
}

#[test]
fn conditions_of_conditions() {
    let rows = Rows::new();
    let mut random = Random(7);
    for round in 0..300 {
        let (condition, truth) = any_condition(&mut random, round % 6);
        let wanted = rows.things.iter().filter(|thing| truth(thing) == Some(true));
        let wanted: Vec<_> = wanted.map(|thing| thing.number().unwrap()).collect();
        assert_eq!(rows.found(condition.clone()), wanted, "{condition:?}");
    }
}
