//! Tables that somebody else made, whose columns have values that no object gave.

use databases::Kind;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Lookup};

use crate::common::{Place, admin, assert_refused, everywhere, in_sqlite, sql, user};
use store_tests::raw::whole;

/// A label, of which the database knows more than its writers.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "labels", soft_delete(flag = gone), comparable)]
struct Label {
    id: Attr<Uuid>,
    text: Attr<String>,
    /// Computed of the text.
    size: Attr<Option<i64>>,
    /// Set where it is not said.
    colour: Attr<Option<String>>,
    /// Set again by each write, where the database can.
    touched: Attr<Option<DateTime<Utc>>>,
    gone: Attr<Option<bool>>,
    meta: ObjectMeta,
}

fn made(place: &Place) -> Store {
    let store = place.empty();
    let table = match place.kind() {
        Kind::Sqlite => {
            "CREATE TABLE labels (id VARCHAR(36) PRIMARY KEY, text VARCHAR(255) NOT NULL, \
             size INTEGER GENERATED ALWAYS AS (length(text)), colour VARCHAR(255) DEFAULT 'white', \
             touched DATETIME DEFAULT '2026-01-02 03:04:05.000000', gone BOOLEAN)"
        }
        Kind::Postgres => {
            "CREATE TABLE labels (id VARCHAR(36) PRIMARY KEY, text VARCHAR(255) NOT NULL, \
             size BIGINT GENERATED ALWAYS AS (length(text)) STORED, colour VARCHAR(255) DEFAULT 'white', \
             touched TIMESTAMP(6) DEFAULT now(), gone BOOLEAN)"
        }
        Kind::MariaDb => {
            "CREATE TABLE labels (id VARCHAR(36) PRIMARY KEY, text VARCHAR(255) NOT NULL, \
             size BIGINT GENERATED ALWAYS AS (char_length(text)) STORED, colour VARCHAR(255) DEFAULT 'white', \
             touched TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), gone BOOLEAN) \
             CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
        }
    };
    sql(&store, &[table]);
    store
}

fn label(ctx: &Context, text: &str) -> Result<Label> {
    Label::builder().text(text).build(ctx)
}

/// An object is what its row is, and knows it.
async fn is_row(ctx: &Context, label: &mut Label) -> Result<()> {
    let read = Label::look_up(ctx, label.id()?, Lookup::new().read_deleted(ReadDeleted::Yes)).await?;
    assert_eq!(*label, read);
    if label.gone()? != Some(true) {
        let asked = ConditionalUpdate::new().set("colour", label.obj_get("colour")?).expect_unchanged();
        assert!(label.conditional_update(asked).await?);
    }
    Ok(())
}

#[test]
fn what_a_database_makes_of_columns_is_in_the_objects() -> Result<()> {
    everywhere(async |place| {
        let ctx = admin(&made(place));
        let mut one = label(&ctx, "abc")?;
        one.create().await?;
        assert_eq!((one.size()?, one.colour()?), (Some(3), Some("white")));
        is_row(&ctx, &mut one).await?;
        let mut red = label(&ctx, "red")?;
        red.set_colour("red")?;
        let mut none = label(&ctx, "none")?;
        none.set_colour(None)?;
        let all = Label::create_all(&ctx, vec![label(&ctx, "abcd")?, red, none]).await?;
        let colours: Vec<_> = all.iter().map(|label| label.colour().unwrap()).collect();
        assert_eq!(colours, [Some("white"), Some("red"), None]);
        for mut label in all {
            assert!(label.touched()?.is_some());
            is_row(&ctx, &mut label).await?;
        }
        one.set_text("abcdefgh")?;
        one.save().await?;
        assert_eq!(one.size()?, Some(8));
        is_row(&ctx, &mut one).await?;
        assert!(one.conditional_update(ConditionalUpdate::new().set(Label::TEXT, "x")).await?);
        assert_eq!(one.size()?, Some(1));
        is_row(&ctx, &mut one).await?;
        // What was set and is not saved stays.
        one.set_colour("blue")?;
        assert!(one.conditional_update(ConditionalUpdate::new().set(Label::TEXT, "xy")).await?);
        assert_eq!(
            (one.size()?, one.colour()?, one.obj_what_changed()),
            (Some(2), Some("blue"), vec!["colour"])
        );
        one.save().await?;
        one.destroy().await?;
        is_row(&ctx, &mut one).await?;
        one.revive().await?;
        is_row(&ctx, &mut one).await
    })
}

#[test]
fn a_column_that_the_database_computes_is_not_written() -> Result<()> {
    everywhere(async |place| {
        let store = made(place);
        let ctx = admin(&store);
        let mut one = label(&ctx, "abc")?;
        one.create().await?;
        let before = whole(&store, "labels")?;
        let words = ["Label", "size", "computes"];
        let mut other = label(&ctx, "abc")?;
        other.set_size(9)?;
        assert_refused(other.clone().create().await, &words);
        assert_refused(Label::create_all(&ctx, vec![label(&ctx, "z")?, other]).await, &words);
        one.set_size(9)?;
        assert_refused(one.save().await, &words);
        one.refresh().await?;
        assert_refused(one.conditional_update(ConditionalUpdate::new().set(Label::SIZE, 9)).await, &words);
        let added = ConditionalUpdate::new().set(Label::SIZE, Label::SIZE.plus(1));
        assert_refused(Label::update_by_id(&ctx, one.id()?, added).await, &words);
        assert_eq!(whole(&store, "labels")?, before);
        Ok(())
    })
}

/// Something with a name that no other has.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "domains", project = project)]
struct Domain {
    id: Attr<Uuid>,
    project: Attr<String>,
    name: Attr<String>,
    meta: ObjectMeta,
}

#[test]
fn no_row_goes_for_the_sake_of_another() -> Result<()> {
    in_sqlite(async |place| {
        for way in ["REPLACE", "IGNORE", "ROLLBACK", "FAIL"] {
            let store = place.empty();
            sql(
                &store,
                &[
                    "DROP TABLE IF EXISTS domains",
                    &format!(
                        "CREATE TABLE domains (id VARCHAR(36) NOT NULL PRIMARY KEY ON\nCONFLICT {way}, \
                         project TEXT NOT NULL, name TEXT NOT NULL UNIQUE ON CONFLICT {way})"
                    ),
                ],
            );
            let lab = user(&store);
            let other = Context::builder().user_id("bob").project_id("other").store(&store).build();
            let named = |ctx: &Context, name: &str| {
                let project = ctx.project_id().unwrap().to_owned();
                Domain::builder().project(project).name(name).build(ctx)
            };
            named(&lab, "a")?.create().await?;
            let mut own = named(&other, "b")?;
            own.create().await?;
            let before = whole(&store, "domains")?;
            let taken = |answer: Result<()>| {
                assert!(matches!(answer, Err(Error::DuplicateEntry { .. })), "{way}: {answer:?}");
            };
            taken(named(&other, "a")?.create().await);
            taken(Domain::create_all(&other, vec![named(&other, "c")?, named(&other, "a")?]).await.map(drop));
            let mut same = named(&other, "d")?;
            same.set_id(own.id()?)?;
            taken(same.create_with_key().await);
            own.set_name("a")?;
            taken(own.save().await);
            own.refresh().await?;
            taken(own.conditional_update(ConditionalUpdate::new().set(Domain::NAME, "a")).await.map(drop));
            let inside = store.transaction(&other, async |inside: Context| {
                Domain::update_by_id(&inside, own.id()?, ConditionalUpdate::new().set(Domain::NAME, "a"))
                    .await
            });
            taken(inside.await.map(drop));
            assert_eq!(whole(&store, "domains")?, before, "{way}");
        }
        Ok(())
    })
}
