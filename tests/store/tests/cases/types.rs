//! Columns of declared types whose values databases read, pad or round in ways of their own.

use std::collections::BTreeSet;

use databases::Kind;
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::{self, json};
use versioned_object_core::store::{ConditionalUpdate, field};

use crate::common::{admin, assert_refused, collect, everywhere, in_sqlite, on, sql, user};

/// A code of at most eight letters, which PostgreSQL fills up with blanks.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "codes", key = code, project = owner)]
struct Code {
    /// Which one.
    #[field(sql_type = "CHAR(8)")]
    code: Attr<String>,
    /// Whose it is.
    #[field(sql_type = "CHARACTER(8)")]
    owner: Attr<String>,
    /// What it stands for.
    #[field(sql_type = "CHAR(8)")]
    word: Attr<Option<String>>,
    /// How often it was used.
    uses: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[test]
fn a_text_in_a_column_of_fixed_width_is_what_was_written() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Code>().await?;
        let ctx = user(&store);
        let mut made = Code::builder().code("abc").owner("lab").word("x").uses(1).build(&ctx)?;
        made.create_with_key().await?;
        Code::builder().code("abd").owner("lab").build(&ctx)?.create_with_key().await?;
        let mut read = Code::get_by_id(&ctx, "abc").await?;
        assert_eq!((read.code()?, read.owner()?, read.word()?), ("abc", "lab", Some("x")));
        for code in [&mut made, &mut read] {
            code.set_uses(2)?;
            code.save().await?;
            code.refresh().await?;
            let update = ConditionalUpdate::new().set(Code::USES, 3).expect_unchanged();
            assert!(code.conditional_update(update).await?);
            let update =
                ConditionalUpdate::new().set(Code::WORD, "y").expect(Code::WORD.eq(code.word()?.unwrap()));
            assert!(code.conditional_update(update).await?);
            code.set_word("x")?;
            code.save().await?;
        }
        for (condition, count) in [
            (Code::CODE.eq("abc"), 1),
            (Code::CODE.is_in(["abc", "abe"]), 1),
            (Code::CODE.ne("abc"), 1),
            (Code::CODE.le("abc"), 1),
            (Code::CODE.ge("abc"), 2),
            (Code::CODE.gt("abc"), 1),
            (Code::WORD.like("x"), 1),
            (Code::WORD.or("none").eq("x"), 1),
            (field("word").eq(["x", "y"].map(Value::from).to_vec()), 1),
        ] {
            let query = Query::new().filter(condition.clone());
            assert_eq!(Code::count(&ctx, &query).await?, count, "{condition:?}");
        }
        let page = Query::new().sort(Code::CODE.asc()).marker(read.code()?.to_owned());
        assert_eq!(Code::list(&ctx, &page).await?.len(), 1);
        read.destroy().await?;
        assert_eq!(Code::count(&ctx, &Query::new()).await?, 1);

        // Pages of an order by such a column have every row once.
        let words = (0..2100).map(|nth| {
            // What is read is trimmed: behind it stands what has the same letters and more.
            let word =
                format!("{}{}", ["a", "a b", "ab", "a!", "é"][nth % 5], if nth < 1000 { "" } else { "z" });
            Code::builder().code(format!("{nth}")).owner("lab").word(word).build(&ctx)
        });
        Code::create_all(&ctx, words.collect::<Result<_>>()?).await?;
        for direction in ["asc", "desc"] {
            let all = collect(Code::stream(&ctx, Query::new().sort_by("word", direction)));
            let codes: BTreeSet<String> =
                all.iter().map(|code| code.as_ref().unwrap().code().unwrap().to_owned()).collect();
            assert_eq!((all.len(), codes.len()), (2101, 2101), "{direction}");
        }
        Ok(())
    })
}

/// A sample, whose columns have words of other databases.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "samples")]
struct Sample {
    id: Attr<Uuid>,
    /// A text.
    #[field(sql_type = "STRING")]
    label: Attr<Option<String>>,
    /// Anything.
    #[field(sql_type = "JSON")]
    data: Attr<Option<serde_json::Value>>,
    /// Some texts.
    #[field(sql_type = "JSONB")]
    notes: Attr<Option<Vec<String>>>,
    meta: ObjectMeta,
}

#[test]
fn a_text_of_digits_is_a_text_and_json_is_found() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Sample>().await?;
        store.check_table::<Sample>().await?;
        let ctx = admin(&store);
        for (label, data) in
            [("007", json!(7)), ("1e3", json!(1000.5)), ("0x1", json!("7")), ("", json!([7]))]
        {
            let mut made =
                Sample::builder().label(label).data(data.clone()).notes(["1".to_owned()]).build(&ctx)?;
            made.create().await?;
            let read = Sample::get_by_id(&ctx, made.id()?).await?;
            assert_eq!((read.label()?, read.data()?), (Some(label), Some(&data)));
            for condition in
                [Sample::LABEL.eq(label), Sample::DATA.eq(data.clone()), Sample::DATA.is_in([data.clone()])]
            {
                let query = Query::new().filter(condition.clone());
                assert_eq!(Sample::count(&ctx, &query).await?, 1, "{condition:?}");
            }
        }
        Ok(())
    })
}

#[test]
fn json_in_a_column_as_sqlalchemy_makes_it_is_found() -> Result<()> {
    in_sqlite(async |place| {
        let store = place.empty();
        let table =
            "CREATE TABLE samples (id VARCHAR(36) PRIMARY KEY, label VARCHAR(255), data JSON, notes JSON)";
        sql(&store, &[table]);
        let ctx = admin(&store);
        for data in [json!(7), json!(-0.5), json!("7"), 1e300.into()] {
            let mut made = Sample::builder().data(data.clone()).build(&ctx)?;
            made.create().await?;
            assert_eq!(made.data()?, Some(&data));
            let many: Vec<_> = (0..300).map(|nth| json!([nth])).chain([data.clone()]).collect();
            for condition in [Sample::DATA.eq(data.clone()), Sample::DATA.is_in(many)] {
                assert_eq!(Sample::count(&ctx, &Query::new().filter(condition)).await?, 1, "{data}");
            }
            assert!(
                made.conditional_update(ConditionalUpdate::new().set(Sample::LABEL, "x").expect_unchanged())
                    .await?
            );
        }
        // What holds no texts is no column for them.
        sql(&store, &["DROP TABLE samples", &table.replace("label VARCHAR(255)", "label STRING")]);
        let error = store.check_table::<Sample>().await;
        assert_refused(error, &["label", "STRING"]);
        Ok(())
    })
}

/// A rough number.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "roughs", comparable)]
struct Rough {
    id: Attr<Uuid>,
    #[field(sql_type = "FLOAT")]
    ratio: Attr<Option<f64>>,
    #[field(sql_type = "FLOAT(20)")]
    part: Attr<Option<f64>>,
    meta: ObjectMeta,
}

#[test]
fn a_number_is_found_in_a_column_of_fewer_digits() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Rough>().await?;
        let ctx = admin(&store);
        for number in [0.1, 1.0 / 3.0, 16_777_217.0, 1e-40, -2.7] {
            let mut made = Rough::builder().ratio(number).part(number).build(&ctx)?;
            made.create().await?;
            assert_eq!(made, Rough::get_by_id(&ctx, made.id()?).await?);
            for key in [Rough::RATIO, Rough::PART] {
                for condition in
                    [key.eq(number), key.is_in([number, 5.0]), key.ge(number).and(key.le(number))]
                {
                    let query = Query::new().filter(condition.clone());
                    assert_eq!(Rough::count(&ctx, &query).await?, 1, "{condition:?}");
                }
                assert_eq!(Rough::count(&ctx, &Query::new().filter(key.gt(number))).await?, 0, "{number}");
            }
            let expected = ConditionalUpdate::new().set(Rough::RATIO, number).expect_by("ratio", number);
            assert!(made.conditional_update(expected).await?);
            assert_eq!(made, Rough::get_by_id(&ctx, made.id()?).await?);
            made.destroy().await?;
        }
        Ok(())
    })
}

#[test]
fn a_list_that_could_not_be_read_is_not_written() -> Result<()> {
    /// Numbers.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "rows_of_numbers")]
    struct Numbers {
        id: Attr<Uuid>,
        all: Attr<Option<Vec<i64>>>,
        meta: ObjectMeta,
    }

    on(&[Kind::Sqlite], async |place| {
        let store = place.empty();
        store.create_table::<Numbers>().await?;
        let ctx = admin(&store);
        let mut made = Numbers::builder().all([1]).build(&ctx)?;
        made.create().await?;
        let most = vec![7; 1 << 22];
        let more = vec![7; (1 << 22) + 1];
        made.set_all(most.clone())?;
        made.save().await?;
        assert_eq!(Numbers::get_by_id(&ctx, made.id()?).await?.all()?.map(<[_]>::len), Some(1 << 22));
        made.set_all(more.clone())?;
        assert_refused(made.save().await, &["all", "4194304"]);
        assert_refused(Numbers::builder().all(more.clone()).build(&ctx)?.create().await, &["all"]);
        let update = ConditionalUpdate::new().set(Numbers::ALL, more);
        assert_refused(Numbers::update_by_id(&ctx, made.id()?, update).await, &["all"]);
        assert_eq!(Numbers::get_by_id(&ctx, made.id()?).await?.all()?.map(<[_]>::len), Some(1 << 22));
        Ok(())
    })
}

/// Words of types that SQLite does not know.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "words", key = number)]
struct Word {
    number: Attr<i64>,
    /// A word for a text.
    #[field(sql_type = "NAME")]
    name: Attr<Option<String>>,
    /// A word for a number.
    #[field(sql_type = "INT64")]
    size: Attr<Option<i64>>,
    /// One of decimal digits, which has whole numbers where a fraction is none.
    #[field(sql_type = "DECIMAL(30,2)")]
    price: Attr<Option<f64>>,
    meta: ObjectMeta,
}

#[test]
fn words_that_sqlite_does_not_know_are_those_of_their_fields() -> Result<()> {
    in_sqlite(async |place| {
        let store = place.empty();
        store.create_table::<Word>().await?;
        store.check_table::<Word>().await?;
        let ctx = admin(&store);
        let mut word = Word::builder().name("007").size(5).price(4e9).build(&ctx)?;
        word.create().await?;
        assert_eq!(Word::get_by_id(&ctx, word.number()?).await?.name()?, Some("007"));
        let count = async |condition| Word::count(&ctx, &Query::new().filter(condition)).await;
        assert_eq!(count(Word::NAME.eq("007")).await?, 1);
        assert_eq!(count(Word::SIZE.plus(1).gt(5)).await?, 1);
        assert_eq!(count(Word::SIZE.plus(1).gt(6)).await?, 0);
        let squared = ConditionalUpdate::new().set(Word::PRICE, Word::PRICE.times(Word::PRICE));
        assert!(word.conditional_update(squared).await?);
        assert_eq!(word.price()?, Some(1.6e19));
        // A text that another program left among the numbers is none to count with.
        sql(&store, &["UPDATE words SET size = 'twelve'"]);
        let more = ConditionalUpdate::new().set(Word::SIZE, Word::SIZE.plus(1));
        assert_refused(Word::update_by_id(&ctx, word.number()?, more).await, &["size", "what is none"]);
        assert_eq!(count(Word::NAME.eq("007")).await?, 1);
        Ok(())
    })
}

/// A house, whose owner and number are long.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "houses", project = owner, timestamps(created = made))]
struct House {
    /// Which one.
    #[field(sql_type = "VARCHAR(512)")]
    id: Attr<String>,
    /// Whose it is.
    #[field(sql_type = "VARCHAR(512)")]
    owner: Attr<String>,
    /// When it was made.
    made: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// A barn, whose owner may be of any length.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "barns", project = owner)]
struct Barn {
    /// Which one.
    id: Attr<i64>,
    /// Whose it is.
    #[field(sql_type = "TEXT")]
    owner: Attr<String>,
    meta: ObjectMeta,
}

/// A shed, whose name may be of any length.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "sheds", key = name)]
struct Shed {
    /// Which one.
    #[field(sql_type = "TEXT")]
    name: Attr<String>,
    meta: ObjectMeta,
}

/// MySQL and MariaDB have an index of their first letters.
#[test]
fn a_table_of_long_texts_is_made() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<House>().await?;
        store.create_table::<Barn>().await?;
        let long = "x".repeat(300);
        let of = |end: &str| {
            Context::builder().user_id("alice").project_id(format!("{long}{end}")).store(&store).build()
        };
        for end in ["a", "b"] {
            let ctx = of(end);
            let owner = format!("{long}{end}");
            House::builder()
                .id(format!("{long}{end}"))
                .owner(owner.as_str())
                .build(&ctx)?
                .create_with_key()
                .await?;
            Barn::builder().owner(owner).build(&ctx)?.create().await?;
            assert_eq!(House::list(&ctx, &Query::new()).await?.len(), 1);
            assert_eq!(Barn::list(&ctx, &Query::new()).await?.len(), 1);
        }
        assert!(store.plan::<House>().await?.is_empty() && store.plan::<Barn>().await?.is_empty());
        match place.kind() {
            Kind::MariaDb => assert_refused(
                store.create_table::<Shed>().await,
                &[
                    "Shed.name: MySQL and MariaDB have no key that is a LONGTEXT",
                    "sql_type = \"VARCHAR(255)\"",
                ],
            ),
            _ => store.create_table::<Shed>().await?,
        }
        Ok(())
    })
}
