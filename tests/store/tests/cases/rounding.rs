//! Columns that keep less than they are given: after each call, an object is what its row is.

use databases::Kind;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, field};

use crate::common::{admin, everywhere, on, sql};

/// A note in a table that somebody else made.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "notes",
    soft_delete(flag = gone, at = gone_at),
    timestamps(created = made, updated = noted),
    comparable
)]
struct Note {
    /// Its key.
    id: Attr<Uuid>,
    /// What it says.
    text: Attr<String>,
    /// When it is.
    at: Attr<Option<DateTime<Utc>>>,
    /// When it ends.
    ends: Attr<Option<DateTime<Utc>>>,
    /// What it costs.
    price: Attr<Option<f64>>,
    /// What it is filed under.
    tag: Attr<Option<String>>,
    /// When it rings.
    rings: Attr<Vec<DateTime<Utc>>>,
    /// When it was made.
    made: Attr<Option<DateTime<Utc>>>,
    /// When it was changed.
    noted: Attr<Option<DateTime<Utc>>>,
    /// Whether it is deleted.
    gone: Attr<bool>,
    /// When it was deleted.
    gone_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// Columns of moments, numbers and texts: each as it is declared by us, and others.
fn columns(kind: Kind) -> ([&'static [&'static str]; 3], &'static str) {
    match kind {
        Kind::Sqlite => ([&["DATETIME"], &["REAL", "NUMERIC"], &["VARCHAR(20)", "CHAR(20)"]], "BOOLEAN"),
        Kind::Postgres => (
            [
                &["TIMESTAMP", "TIMESTAMP(0)", "TIMESTAMPTZ(0)", "TIMESTAMP(3)", "TIMESTAMPTZ"],
                &["DOUBLE PRECISION", "NUMERIC(10,2)", "NUMERIC", "BIGINT"],
                &["VARCHAR(20)", "CHAR(20)", "VARCHAR(1)", "CHAR(1)"],
            ],
            "BOOLEAN",
        ),
        Kind::MariaDb => (
            [
                &["DATETIME(6)", "DATETIME", "TIMESTAMP", "DATETIME(3)", "TIMESTAMP(6)"],
                &["DOUBLE", "DECIMAL(10,2)", "FLOAT", "FLOAT UNSIGNED", "DOUBLE(10,2)", "BIGINT"],
                &[
                    "VARCHAR(20)",
                    "CHAR(20)",
                    "VARCHAR(1)",
                    "CHAR(1)",
                    "BINARY(5)",
                    "VARBINARY(5)",
                    "BLOB",
                    "TINYTEXT",
                ],
            ],
            "BOOLEAN",
        ),
    }
}

/// A moment with as many digits as there are.
fn moment(second: u32) -> DateTime<Utc> {
    format!("2026-01-02T03:04:{second:02}.987654321Z").parse().unwrap()
}

/// The object and its row are the same.
async fn same(ctx: &Context, note: &Note, after: &str) -> Result<()> {
    let read = Note::get_by_id(ctx, note.id()?).await?;
    assert_eq!(*note, read, "after {after}");
    assert!(note.obj_what_changed().is_empty(), "after {after}");
    Ok(())
}

async fn story(store: &Store) -> Result<()> {
    let ctx = admin(store).to_builder().read_deleted(ReadDeleted::Yes).clock(|| moment(9)).build();
    let new = |second: u32| {
        let note = Note::builder()
            .text("note")
            .at(moment(second))
            .price(1.005)
            .tag("a ")
            .rings([moment(1)])
            .build(&ctx);
        note.unwrap()
    };
    let mut note = new(1);
    note.create().await?;
    same(&ctx, &note, "create").await?;
    let mut keyed = new(2);
    keyed.set_id(Uuid::from_u128(7))?;
    keyed.create_with_key().await?;
    same(&ctx, &keyed, "create_with_key").await?;
    for note in Note::create_all(&ctx, (3..40).map(new).collect()).await? {
        same(&ctx, &note, "create_all").await?;
    }

    note.set_at(moment(11))?;
    note.save().await?;
    same(&ctx, &note, "a save of a moment").await?;
    note.set_price(2.345)?;
    note.save().await?;
    same(&ctx, &note, "a save of a number").await?;
    note.set_tag("b  ")?;
    note.save().await?;
    same(&ctx, &note, "a save of a text").await?;
    note.set_rings(vec![moment(30)])?;
    note.save().await?;
    same(&ctx, &note, "a save of a list").await?;
    note.set_text("other")?;
    note.save().await?;
    same(&ctx, &note, "a save of something else").await?;
    note.set_noted(moment(12))?;
    note.save().await?;
    same(&ctx, &note, "a save of the time").await?;

    let update = ConditionalUpdate::new().set("at", moment(13).fixed_offset()).set("price", 3.456);
    assert!(note.conditional_update(update).await?);
    same(&ctx, &note, "an update").await?;
    let update = ConditionalUpdate::new().set("tag", "c  ").expect_unchanged();
    assert!(note.conditional_update(update).await?, "as it was written");
    same(&ctx, &note, "an update of a text").await?;
    note.set_ends(moment(14))?;
    note.set_tag("d ")?;
    let update = ConditionalUpdate::new().set("price", field("price").times(1.0015)).save_all();
    assert!(note.conditional_update(update).await?);
    same(&ctx, &note, "an update of all").await?;
    let update = ConditionalUpdate::new().set("ends", field("at")).set("at", moment(15).fixed_offset());
    assert!(note.conditional_update(update.expect_unchanged()).await?, "as it was written");
    same(&ctx, &note, "an update that computes").await?;
    let update = ConditionalUpdate::new().set("at", moment(16).fixed_offset());
    assert!(Note::update_by_id(&ctx, note.id()?, update).await?);
    note.refresh().await?;
    same(&ctx, &note, "an update by the key").await?;

    note.destroy().await?;
    same(&ctx, &note, "destroy").await?;
    note.set_at(moment(17))?;
    note.set_price(4.567)?;
    note.set_tag("e ")?;
    note.revive().await?;
    same(&ctx, &note, "revive").await?;
    assert!(
        note.conditional_destroy(ConditionalUpdate::new().expect_unchanged()).await?,
        "as it was written"
    );
    same(&ctx, &note, "conditional_destroy").await
}

#[test]
fn an_object_is_what_its_row_is_after_each_call() -> Result<()> {
    everywhere(async |place| {
        let ([moments, numbers, texts], truth) = columns(place.kind());
        let usual = (moments[0], numbers[0], texts[0]);
        let moments = moments.iter().map(|ty| (*ty, usual.1, usual.2));
        let numbers = numbers[1..].iter().map(|ty| (usual.0, *ty, usual.2));
        let texts = texts[1..].iter().map(|ty| (usual.0, usual.1, *ty));
        for (moment, number, text) in moments.chain(numbers).chain(texts) {
            println!("as {moment}, {number}, {text}");
            let setup = place.empty();
            let long = if place.kind() == Kind::MariaDb { "LONGTEXT" } else { "TEXT" };
            let create = format!(
                "CREATE TABLE notes (id VARCHAR(36) PRIMARY KEY, text VARCHAR(255) NOT NULL, at {moment} NULL, \
                 ends {moment} NULL, price {number}, tag {text}, rings {long}, made {moment} NULL, noted {moment} NULL, \
                 gone {truth} NOT NULL, gone_at {moment} NULL)"
            );
            if place.kind() == Kind::Sqlite {
                sql(&setup, &[&create]);
                story(&setup).await?;
            } else {
                sql(&setup, &["DROP TABLE IF EXISTS notes", &create]);
                story(&place.empty()).await?;
            }
        }
        Ok(())
    })
}

#[test]
fn a_text_that_a_column_spells_in_its_own_way_is_so_in_the_object() -> Result<()> {
    on(&Kind::servers(), async |place| {
        if place.kind() != Kind::MariaDb {
            return Ok(());
        }
        let ids = ["6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "6BA7B810-9DAD-11D1-80B4-00C04FD430C9"];
        for (ty, [one, other]) in [
            ("ENUM('Red', 'Blue')", ["red", "BLUE"]),
            ("SET('Red', 'Blue')", ["red", "blue,red"]),
            ("UUID", ids),
            ("INET6", ["0::0001", "0::0002"]),
        ] {
            println!("as {ty}");
            let create = format!(
                "CREATE TABLE notes (id VARCHAR(36) PRIMARY KEY, text VARCHAR(255) NOT NULL, at DATETIME(6), \
                 ends DATETIME(6), price DOUBLE, tag {ty}, rings TEXT, made DATETIME(6), noted DATETIME(6), \
                 gone BOOLEAN NOT NULL, gone_at DATETIME(6))"
            );
            sql(&place.empty(), &["DROP TABLE IF EXISTS notes", &create]);
            let store = place.empty();
            let ctx = admin(&store);
            let new = || Note::builder().text("note").tag(one).rings([]).build(&ctx).unwrap();
            let mut note = new();
            note.create().await?;
            same(&ctx, &note, "create").await?;
            assert_ne!(note.tag()?, Some(one));
            for note in Note::create_all(&ctx, vec![new(), new(), new()]).await? {
                same(&ctx, &note, "create_all").await?;
            }
            note.set_tag(other)?;
            note.save().await?;
            same(&ctx, &note, "save").await?;
            assert_ne!(note.tag()?, Some(other));
            let update = ConditionalUpdate::new().set("tag", one).expect_unchanged();
            assert!(note.conditional_update(update).await?, "as it was written");
            same(&ctx, &note, "an update").await?;
        }
        Ok(())
    })
}

/// A wine.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "wines", comparable)]
struct Wine {
    /// Its key.
    id: Attr<Uuid>,
    /// When it was pressed.
    year: Attr<i64>,
    meta: ObjectMeta,
}

#[test]
fn a_year_that_a_column_completes_is_so_in_the_object() -> Result<()> {
    on(&Kind::servers(), async |place| {
        if place.kind() != Kind::MariaDb {
            return Ok(());
        }
        let store = place.empty();
        sql(&store, &["CREATE TABLE wines (id VARCHAR(36) PRIMARY KEY, year YEAR NOT NULL)"]);
        let ctx = admin(&store);
        let new = |year: i64| Wine::builder().year(year).build(&ctx).unwrap();
        let wines = Wine::create_all(&ctx, vec![new(26), new(2026), new(70)]).await?;
        let years = wines.iter().map(|wine| wine.year().unwrap()).collect::<Vec<_>>();
        assert_eq!(years, [2026, 2026, 1970]);
        let mut wine = new(1);
        wine.create().await?;
        assert_eq!(wine.year()?, 2001);
        wine.set_year(2)?;
        wine.save().await?;
        assert_eq!(wine.year()?, 2002);
        assert_eq!(wine, Wine::get_by_id(&ctx, wine.id()?).await?);
        Ok(())
    })
}
