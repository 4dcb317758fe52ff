//! A field of every kind in a table, under columns of other names, and the calls that go wrong.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use pollster::block_on;
use versioned_object_core::Registry;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, ConditionalUpdate, JournalMode, Sqlite, Step, field};
use versioned_object_core::testing::ObjectVersionChecker;
use versioned_object_core::wire::Reader;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum Colour {
    /// As blood.
    Red,
    /// As the sea at night.
    DarkBlue,
}

/// One of everything.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "things", key = number)]
pub struct Thing {
    /// Which one.
    number: Attr<i64>,
    /// A text.
    #[field(rename = "label", column = "order")]
    text: Attr<String>,
    /// A whole number.
    whole: Attr<Option<i64>>,
    /// A number.
    real: Attr<Option<f64>>,
    /// A truth value.
    truth: Attr<bool>,
    /// A UUID.
    uuid: Attr<Option<Uuid>>,
    /// One of few.
    colour: Attr<Colour>,
    /// An address.
    address: Attr<Option<IpAddr>>,
    /// A moment.
    moment: Attr<Option<DateTime<Utc>>>,
    /// Several numbers.
    numbers: Attr<Vec<i64>>,
    /// Several texts, each once.
    texts: Attr<BTreeSet<String>>,
    /// Sets by name.
    sets: Attr<BTreeMap<String, BTreeSet<Uuid>>>,
    /// Kept from the table.
    #[field(no_column)]
    note: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

fn thing(ctx: &Context) -> Result<Thing> {
    Thing::builder()
        .text("a \"quoted\" % _ 'text'")
        .whole(i64::MIN)
        .real(0.1)
        .truth(true)
        .uuid(Uuid::from_u128(5))
        .colour(Colour::DarkBlue)
        .address("fe80::1".parse::<IpAddr>().unwrap())
        .moment("2024-05-06T07:08:09.123456Z".parse::<DateTime<Utc>>().unwrap())
        .numbers([3, 1, 2])
        .texts(["b", "a"].map(str::to_owned).into_iter().collect::<BTreeSet<_>>())
        .sets(BTreeMap::from([("one".to_owned(), BTreeSet::from([Uuid::from_u128(1), Uuid::nil()]))]))
        .build(ctx)
}

async fn stored() -> Result<(Context, Thing)> {
    let store = Sqlite::in_memory().open()?;
    store.create_table::<Thing>().await?;
    store.check_table::<Thing>().await?;
    let ctx = admin(&store);
    let mut made = thing(&ctx)?;
    made.create().await?;
    Ok((ctx, made))
}

#[test]
fn every_kind_comes_back_as_it_went() {
    block_on(async {
        let (ctx, made) = stored().await?;
        let found = Thing::get_by_id(&ctx, made.number()?).await?;
        assert!(made.obj_diff(&found).is_empty(), "{:?}", made.obj_diff(&found));
        let differs: Vec<_> = thing(&ctx)?.obj_diff(&found).iter().map(|one| one.field).collect();
        assert_eq!(differs, ["number"]);

        let all = Thing::create_all(&ctx, vec![thing(&ctx)?]).await?;
        let found = Thing::get_by_id(&ctx, all[0].number()?).await?;
        assert!(all[0].obj_diff(&found).is_empty());
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn filters_compare_as_the_database_does() {
    block_on(async {
        let (ctx, mut made) = stored().await?;
        made.set_whole(2)?;
        made.save().await?;
        let count = async |query: Query<Thing>| <Thing as Persistent>::count(&ctx, &query).await;
        let whole = |value: f64| [field("whole").lt(value), field("whole").ge(value)];
        for (value, below) in [(2.0, 0), (2.5, 1), (1.5, 0)] {
            let [less, more] = whole(value);
            assert_eq!(count(Query::new().filter(less)).await?, below, "{value}");
            assert_eq!(count(Query::new().filter(more)).await?, 1 - below, "{value}");
        }
        for (name, value, found) in [
            ("whole", Value::from(2.0), 1),
            ("whole", 2.5.into(), 0),
            ("whole", "2".into(), 1),
            ("truth", true.into(), 1),
            ("truth", 1.into(), 1),
            ("uuid", Uuid::from_u128(5).to_string().into(), 1),
            ("uuid", "no UUID".into(), 0),
            ("colour", "dark_blue".into(), 1),
            ("address", "fe80::1".into(), 1),
            ("moment", "2024-05-06T09:08:09.123456+02:00".into(), 1),
            ("label", "a \"quoted\" % _ 'text'".into(), 1),
        ] {
            assert_eq!(count(Query::new().filter_by(name, value.clone())).await?, found, "{name} {value:?}");
        }
        for value in [Value::from(2), "yes".into()] {
            let error = count(Query::new().filter_by("truth", value.clone())).await.unwrap_err();
            assert!(
                error.to_string().starts_with("invalid input received: Thing.truth: expected boolean, got "),
                "{error}"
            );
            assert_eq!(count(Query::new().filter_by("truth", value).values_as_they_stand()).await?, 0);
        }
        let quoted = field("label").contains("QUOTED").or(field("label").contains("nothing"));
        assert_eq!(count(Query::new().filter(quoted)).await?, 1);
        assert_eq!(Thing::list(&ctx, &Query::new().offset(u64::MAX)).await?.len(), 0);
        let several = Value::List(vec![made.number()?.into(), 9.into()]);
        assert!(!Thing::exists(&ctx, several).await?);
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn updates_name_the_object_they_are_about() {
    block_on(async {
        let (ctx, mut made) = stored().await?;
        let mut other = thing(&ctx)?;
        other.create().await?;
        let (first, second) = (made.number()?, other.number()?);
        // Nothing to set: whether the row is as expected.
        let question = |truth: bool| ConditionalUpdate::new().expect(Thing::TRUTH.eq(truth));
        assert!(made.conditional_update(question(true)).await?);
        assert!(!made.conditional_update(question(false)).await?);

        let reason = "`number` is the key of a stored Thing, and cannot be changed";
        let update = ConditionalUpdate::new().set("number", second);
        let error = made.conditional_update(update.clone()).await.unwrap_err();
        assert_eq!(
            error,
            Error::ObjectAction { action: "conditional_update".to_owned(), reason: reason.to_owned() }
        );
        let error = Thing::update_by_id(&ctx, first, update).await.unwrap_err();
        assert_eq!(
            error,
            Error::ObjectAction { action: "update_by_id".to_owned(), reason: reason.to_owned() }
        );
        assert_eq!(made.number()?, first);
        Ok::<(), Error>(())
    })
    .unwrap();
}

/// A word, known by itself.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "words", key = word)]
pub struct Word {
    /// What it is.
    word: Attr<String>,
    meta: ObjectMeta,
}

#[test]
fn a_key_that_nobody_makes_has_to_be_set() {
    let store = Sqlite::in_memory().open().unwrap();
    block_on(store.create_table::<Word>()).unwrap();
    let ctx = admin(&store);
    let error = block_on(Word::new(&ctx).create()).unwrap_err();
    assert_eq!(error, Error::NotLoaded { object: "Word", field: "word" });
    block_on(Word::builder().word("so").build(&ctx).unwrap().create()).unwrap();
    let error = block_on(Word::builder().word("so").build(&ctx).unwrap().create()).unwrap_err();
    assert_eq!(error, Error::DuplicateEntry { object: "Word", id: "so".to_owned(), is_key: true });
}

#[test]
fn a_column_that_is_missing_is_no_text() {
    let store = Sqlite::in_memory().open().unwrap();
    let table = Step::new("CREATE TABLE things (number INTEGER PRIMARY KEY)", Vec::new());
    let row = Step::new("INSERT INTO things VALUES (1)", Vec::new());
    block_on(store.run(Access::Write, vec![table, row])).unwrap();
    let error = block_on(store.check_table::<Thing>()).unwrap_err().to_string();
    assert_eq!(error, "database: Thing.label: no such column: the table `things` has no `order`");
    assert!(block_on(Thing::list(&admin(&store), &Query::new())).is_err());
}

/// One that had a field more.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "parcels")]
pub struct Parcel {
    /// Which one.
    id: Attr<i64>,
    /// How large.
    size: Attr<i64>,
    /// Where, once.
    #[field(until = "1.1")]
    host: Attr<String>,
    meta: ObjectMeta,
}

#[test]
#[allow(deprecated, reason = "the field is removed")]
fn what_a_version_removed_does_not_stay_changed() {
    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Parcel>().await?;
        let ctx = admin(&store);
        let mut parcel = Parcel::builder().size(1).host("here").build(&ctx)?;
        parcel.create().await?;
        assert!(parcel.obj_what_changed().is_empty(), "{:?}", parcel.obj_what_changed());
        let read = |changes: &str| {
            let text = format!(
                r#"{{"versioned_object.name": "Parcel", "versioned_object.namespace": "versionedobjects",
                    "versioned_object.version": "1.0", "versioned_object.data": {{"id": 1, "size": 9, "host": "there"}},
                    "versioned_object.changes": [{changes}]}}"#
            );
            Reader::new().context(&ctx).read::<Parcel>(&text)
        };
        for changes in [r#""size", "host""#, r#""host""#] {
            let mut received = read(changes)?;
            received.save().await?;
            assert!(received.obj_what_changed().is_empty(), "{changes}: {:?}", received.obj_what_changed());
            let written = wire::to_string(&received)?;
            assert!(written.contains(r#""host":"there""#) && !written.contains("changes"), "{written}");
        }
        let mut again = read(r#""size", "host""#)?;
        again.refresh().await?;
        assert!(again.obj_what_changed().is_empty(), "{:?}", again.obj_what_changed());
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "nodes",
    soft_delete(flag = gone, set(why = "gone", owner = "nobody"))
)]
struct Node {
    id: Attr<Uuid>,
    #[field(validate = stays)]
    gone: Attr<bool>,
    #[field(validate = is_long)]
    why: Attr<Option<String>>,
    owner: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn stays(gone: bool) -> Result<(), &'static str> {
    if gone { Err("it stays") } else { Ok(()) }
}

fn is_long(why: &str) -> Result<(), String> {
    if why.len() > 9 { Ok(()) } else { Err(format!("`{why}` says too little")) }
}

#[test]
fn what_deletion_sets_is_a_value() {
    let mut registry = Registry::new();
    registry.register::<Node>().unwrap();
    let refused = ObjectVersionChecker::new(registry).test_defaults().unwrap_err();
    assert_eq!(
        refused.lines(),
        [
            "Node 1.0: what `soft_delete` sets is refused: gone: it stays",
            "Node 1.0: what `soft_delete` sets is refused: why: `gone` says too little",
        ]
    );
    let store = Sqlite::in_memory().open().unwrap();
    block_on(store.create_table::<Node>()).unwrap();
    let mut node = Node::new(&admin(&store));
    block_on(node.create()).unwrap();
    assert_eq!(block_on(node.destroy()).unwrap_err().to_string(), "Node.gone: it stays");
}

#[test]
fn a_file_is_whole_once_its_store_is_gone() {
    let folder = std::env::temp_dir().join(format!("downstream-kinds-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let store = Sqlite::file(folder.join("things.sqlite")).open().unwrap();
    block_on(store.create_table::<Thing>()).unwrap();
    let made = {
        let mut made = thing(&admin(&store)).unwrap();
        block_on(made.create()).unwrap();
        made
    };
    drop(store);
    assert_eq!(block_on(Thing::get_by_id(made.obj_context().unwrap(), 1)).unwrap().number(), Ok(1));
    drop(made);
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(files, ["things.sqlite"]);
    assert!(Sqlite::file(":memory:").open().is_err());
}

#[test]
fn a_file_that_was_given_a_log_is_whole_once_its_store_is_gone() {
    let folder = std::env::temp_dir().join(format!("downstream-kinds-log-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = || Sqlite::file(folder.join("things.sqlite"));
    block_on(file().open().unwrap().create_table::<Thing>()).unwrap();
    for mode in [JournalMode::Wal, JournalMode::Delete, JournalMode::Wal] {
        let store = file().journal_mode(mode).open().unwrap();
        // Nothing is written besides.
        assert_eq!(block_on(Thing::count(&admin(&store), &Query::new())).unwrap(), 0);
        drop(store);
        let files: Vec<_> =
            std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["things.sqlite"], "{mode:?}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
