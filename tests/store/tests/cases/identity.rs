//! Which row is meant.

use databases::Kind;
use store_tests::objects::{Job, Line};
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Lookup, field};

use crate::common::{
    Place, admin, assert_not_found, assert_refused, collect, everywhere, in_sqlite, job, jobs, names, sql,
    unsaved, user,
};

/// The spellings of a UUID that mean the same.
fn spellings(id: Uuid) -> [String; 6] {
    [
        id.to_string(),
        id.to_string().to_uppercase(),
        id.simple().to_string(),
        id.braced().to_string(),
        id.urn().to_string(),
        id.simple().to_string().to_uppercase(),
    ]
}

/// Makes room for UUIDs that are spelt at length, in a column that compares as it did: `ALTER` by itself would give it the
/// collation of the database.
fn widen(place: &Place, store: &Store) {
    let change = match place.kind() {
        Kind::Sqlite => return,
        Kind::Postgres => "ALTER COLUMN id TYPE VARCHAR(64) COLLATE \"C\"",
        Kind::MariaDb => "MODIFY id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL",
    };
    sql(store, &[&format!("ALTER TABLE jobs {change}")]);
}

#[test]
fn i1_the_row_of_an_object_is_found_whose_key_is_spelt_otherwise() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        for (name, spelling) in [
            ("capitals", "upper(id)"),
            ("no hyphens", "replace(id, '-', '')"),
            ("braces", "concat('{', id, '}')"),
            ("urn", "concat('urn:uuid:', id)"),
        ] {
            let id = job(&ctx, name).await?.id()?;
            widen(place, &store);
            sql(&store, &[&format!("UPDATE jobs SET id = {spelling} WHERE id = '{id}'")]);
            let mut found = Job::get_by_id(&ctx, id).await?;
            assert_eq!((found.id()?, found.name()?), (id, name));
            assert!(Job::exists(&ctx, id).await?, "{name}");
            assert_eq!(Job::count(&ctx, &Query::new().filter_by("id", id)).await?, 1, "{name}");
            found.refresh().await?;
            found.set_parts(3)?;
            found.save().await?;
            assert!(
                found.conditional_update(ConditionalUpdate::new().set("done", 1).expect_unchanged()).await?
            );
            assert!(Job::update_by_id(&ctx, id, ConditionalUpdate::new().set("load", 0.5)).await?);
            let again = Job::get_by_id(&ctx, id).await?;
            assert_eq!((again.parts()?, again.done()?, again.load()?), (3, Some(1), Some(0.5)));

            let behind = Query::new().sort_by("name", "asc").marker(found.id()?.to_string());
            assert_eq!(names(&Job::list(&ctx, &behind).await?), [""; 0], "{name}");
            found.destroy().await?;
            let gone = Lookup::new().read_deleted(ReadDeleted::Only);
            assert_eq!(Job::look_up(&ctx, id, gone).await?.status()?.as_str(), "deleted");
        }
        Ok(())
    })
}

#[test]
fn i1_no_row_is_made_beside_one_that_spells_its_key_otherwise() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let id = job(&ctx, "first").await?.id()?;
        widen(place, &store);
        let again = |name: &str| {
            let mut again = unsaved(&ctx, name)?;
            again.set_id(id)?;
            Ok::<_, Error>(again)
        };
        let text = id.to_string();
        let mixed = text
            .char_indices()
            .map(|(at, digit)| if at % 2 == 0 { digit.to_ascii_uppercase() } else { digit });
        for spelling in spellings(id).into_iter().chain([mixed.collect()]) {
            sql(&store, &[&format!("UPDATE jobs SET id = '{spelling}' WHERE name = 'first'")]);
            let taken = Error::DuplicateEntry { object: "Job", id: id.to_string(), is_key: true }.to_string();
            let refused = again("second")?.create_with_key().await;
            assert_eq!(refused.unwrap_err().to_string(), taken, "{spelling}");
            for beside in [0, 200] {
                let mut all = vec![again("second")?];
                for _ in 0..beside {
                    all.push(unsaved(&ctx, "other")?);
                }
                let refused = Job::create_all(&ctx, all).await;
                assert_eq!(refused.unwrap_err().to_string(), taken, "{spelling}, beside {beside}");
            }
            assert_eq!(Job::count(&ctx, &Query::new()).await?, 1, "{spelling}");
        }
        Ok(())
    })
}

#[test]
fn i1_a_marker_is_found_whose_row_spells_the_key_otherwise() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        for name in ["a", "b", "c", "d"] {
            job(&ctx, name).await?;
        }
        sql(&store, &["UPDATE jobs SET id = upper(id) WHERE name IN ('b', 'c')"]);
        let query = Query::new().sort_by("name", "asc").limit(1);
        let (mut found, mut marker) = (Vec::new(), None);
        loop {
            let page = Job::list(&ctx, &query.clone().marker(marker)).await?;
            let Some(last) = page.last() else { break };
            marker = Some(last.id()?.to_string());
            found.extend(names(&page));
        }
        assert_eq!(found, ["a", "b", "c", "d"]);
        assert_eq!(collect(Job::stream(&ctx, query.limit(None))).len(), 4);
        Ok(())
    })
}

#[test]
fn i2_a_key_is_understood_however_it_is_spelt() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let first = job(&ctx, "first").await?;
        job(&ctx, "second").await?;
        for spelling in spellings(first.id()?) {
            assert_eq!(Job::get_by_id(&ctx, spelling.as_str()).await?.name()?, "first", "{spelling}");
            assert!(Job::exists(&ctx, spelling.as_str()).await?, "{spelling}");
            let query = Query::new().filter_by("id", spelling.as_str());
            assert_eq!(names(&Job::list(&ctx, &query).await?), ["first"], "{spelling}");
            let query = Query::new().filter(field("id").eq([spelling.as_str()]));
            assert_eq!(names(&Job::list(&ctx, &query).await?), ["first"], "{spelling}");
            let query = Query::new().filter(field("id").ne(spelling.as_str()));
            assert_eq!(names(&Job::list(&ctx, &query).await?), ["second"], "{spelling}");
            let query = Query::new().sort_by("name", "asc").marker(spelling.clone());
            assert_eq!(names(&Job::list(&ctx, &query).await?), ["second"], "{spelling}");
            let update = ConditionalUpdate::new().set("parts", 1);
            assert!(Job::update_by_id(&ctx, spelling.as_str(), update).await?, "{spelling}");
        }
        Ok(())
    })
}

#[test]
fn i3_a_changed_key_is_refused() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        for ctx in [user(&store), admin(&store)] {
            let (first, second) = (job(&ctx, "first").await?, job(&ctx, "second").await?);
            let before = jobs(&store);
            // In one step, and in two: as if it had none for a while.
            for is_unset in [false, true] {
                let stray = || -> Result<Job> {
                    let mut stray = first.clone();
                    if is_unset {
                        stray.obj_unset("id")?;
                    }
                    stray.set_id(second.id()?)?;
                    stray.set_parts(7)?;
                    Ok(stray)
                };
                assert_refused(stray()?.save().await, &["id"]);
                assert_refused(stray()?.destroy().await, &["id"]);
                let update = ConditionalUpdate::new().set("done", 7);
                assert_refused(stray()?.conditional_update(update.clone()).await, &["id"]);
                assert_refused(stray()?.conditional_update(update.save_all()).await, &["id"]);
                assert_eq!(jobs(&store), before);
            }
            // The same key again is the same row.
            let mut again = first.clone();
            again.obj_unset("id")?;
            again.set_id(first.id()?)?;
            again.set_parts(8)?;
            again.save().await?;
            assert_eq!(Job::get_by_id(&ctx, first.id()?).await?.parts()?, 8);
        }
        Ok(())
    })
}

#[test]
fn i4_an_update_does_not_compute_keys() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let mut first = job(&ctx, "first").await?;
        let before = jobs(&store);
        let update = ConditionalUpdate::new().set("id", field("user_id"));
        assert_refused(Job::update_by_id(&ctx, first.id()?, update.clone()).await, &["id"]);
        assert_refused(first.conditional_update(update).await, &["id"]);
        assert_eq!(jobs(&store), before);
        Ok(())
    })
}

/// Nothing but a number.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "tickets", key = number)]
struct Ticket {
    /// Its number.
    number: Attr<i64>,
    meta: ObjectMeta,
}

#[test]
fn i5_an_object_that_is_nothing_but_its_key_is_created() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Ticket>().await?;
        let ctx = admin(&store);
        let mut first = Ticket::new(&ctx);
        first.create().await?;
        assert_eq!(first.number()?, 1);
        let more = Ticket::create_all(&ctx, vec![Ticket::new(&ctx), Ticket::new(&ctx)]).await?;
        assert_eq!((more[0].number()?, more[1].number()?), (2, 3));
        assert_eq!(Ticket::list(&ctx, &Query::new()).await?.len(), 3);
        Ok(())
    })
}

/// A table of jobs with two rows of one key, or with a unique index on it.
fn without_primary_key(place: &Place, unique: bool) -> Store {
    let store = place.store();
    let row = "(id, user_id, project_id, status, name, parts, urgent, labels, deleted)";
    let id = Uuid::from_u128(5);
    sql(
        &store,
        &[
            &format!(
                "INSERT INTO jobs {row} VALUES ('{id}', 'alice', 'lab', 'queued', 'a', 0, FALSE, '{{}}', FALSE)"
            ),
            "CREATE TABLE loose AS SELECT * FROM jobs",
            "DROP TABLE jobs",
            "ALTER TABLE loose RENAME TO jobs",
            if unique {
                "CREATE UNIQUE INDEX jobs_id ON jobs (id)"
            } else {
                "INSERT INTO jobs SELECT * FROM jobs"
            },
        ],
    );
    store
}

#[test]
fn i6_a_table_whose_keys_need_not_differ_is_refused() -> Result<()> {
    everywhere(async |place| {
        let store = without_primary_key(place, false);
        let ctx = admin(&store);
        let before = jobs(&store);
        assert_eq!(before.len(), 2);
        assert_refused(store.check_table::<Job>().await, &["jobs", "id"]);
        assert_refused(unsaved(&ctx, "new")?.create().await, &["jobs", "id"]);
        assert_refused(Job::create_all(&ctx, vec![unsaved(&ctx, "new")?]).await.map(drop), &["jobs", "id"]);
        let mut known = Job::list(&ctx, &Query::new()).await?.objects.remove(0);
        known.set_parts(2)?;
        assert_refused(known.save().await, &["jobs", "id"]);
        assert_refused(known.destroy().await, &["jobs", "id"]);
        let update = ConditionalUpdate::new().set("parts", 2);
        assert_refused(known.conditional_update(update.clone()).await, &["jobs", "id"]);
        assert_refused(Job::update_by_id(&ctx, known.id()?, update).await, &["jobs", "id"]);
        assert_eq!(jobs(&store), before);
        Ok(())
    })
}

#[test]
fn i6_a_unique_index_is_as_good_as_a_primary_key() -> Result<()> {
    everywhere(async |place| {
        let store = without_primary_key(place, true);
        let ctx = admin(&store);
        store.check_table::<Job>().await?;
        let mut known = Job::list(&ctx, &Query::new()).await?.objects.remove(0);
        known.set_parts(2)?;
        known.save().await?;
        unsaved(&ctx, "new")?.create().await
    })
}

/// Something with a name that no other has.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "badges", project = project)]
struct Badge {
    id: Attr<Uuid>,
    project: Attr<String>,
    name: Attr<String>,
    meta: ObjectMeta,
}

/// A badge whose key is not what its table calls its primary one.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "tokens", key = code)]
struct Token {
    code: Attr<String>,
    name: Attr<String>,
    meta: ObjectMeta,
}

#[test]
fn what_is_taken_is_the_key_or_another_value() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Badge>().await?;
        sql(&store, &["CREATE UNIQUE INDEX badge_names ON badges (name)"]);
        let (ctx, other) =
            (user(&store), Context::builder().user_id("bob").project_id("other").store(&store).build());
        let badge = |name: &str| Badge::builder().project("lab").name(name).build(&ctx);
        let mut there = badge("a")?;
        there.create().await?;
        let said = |answer: Result<()>| answer.unwrap_err().to_string();
        let value = "another Badge has one of its unique values";
        assert_eq!(said(badge("a")?.create().await), value);
        let mut beside = Badge::builder().project("other").name("a").build(&other)?;
        assert_eq!(said(beside.create().await), value);
        assert_eq!(said(Badge::create_all(&ctx, vec![badge("x")?, badge("a")?]).await.map(drop)), value);
        let mut own = badge("b")?;
        own.create().await?;
        let of_own = format!("another Badge has one of the unique values of {}", own.id()?);
        own.set_name("a")?;
        assert_eq!(said(own.save().await), of_own);
        let set = || ConditionalUpdate::new().set(Badge::NAME, "a");
        assert_eq!(said(own.conditional_update(set()).await.map(drop)), of_own);
        assert_eq!(said(Badge::update_by_id(&ctx, own.id()?, set()).await.map(drop)), of_own);
        let mut keyed = badge("a")?;
        keyed.set_id(Uuid::from_u128(7))?;
        let of_keyed = format!("another Badge has one of the unique values of {}", Uuid::from_u128(7));
        assert_eq!(said(keyed.create_with_key().await), of_keyed);
        assert_eq!(said(Badge::create_all(&ctx, vec![badge("x")?, keyed]).await.map(drop)), of_keyed);
        let mut same = badge("c")?;
        same.set_id(there.id()?)?;
        let key = format!("there is a Badge {} already", there.id()?);
        assert_eq!(said(same.create_with_key().await), key);
        assert_eq!(said(Badge::create_all(&ctx, vec![badge("x")?, same]).await.map(drop)), key);

        sql(
            &store,
            &[
                "CREATE TABLE tokens (number INT NOT NULL PRIMARY KEY DEFAULT 5, code VARCHAR(20) NOT NULL UNIQUE, \
               name VARCHAR(20) NOT NULL UNIQUE)",
            ],
        );
        let token = |code: &str, name: &str| Token::builder().code(code).name(name).build(&ctx);
        token("one", "first")?.create().await?;
        sql(&store, &["UPDATE tokens SET number = 6"]);
        let again = said(token("one", "second")?.create().await);
        assert_eq!(again, "there is a Token one already");
        let again = said(token("two", "first")?.create().await);
        assert_eq!(again, "another Token has one of the unique values of two");
        Ok(())
    })
}

/// A crate with a number that the database gives it.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "crates", key = number)]
struct Crate {
    number: Attr<i64>,
    name: Attr<String>,
    meta: ObjectMeta,
}

#[test]
fn a_key_that_the_database_made_is_made_once() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Crate>().await?;
        let ctx = admin(&store);
        let mut one = Crate::builder().name("one").build(&ctx)?;
        one.create().await?;
        let mut stale = one.clone();
        one.destroy().await?;
        let mut other = Crate::builder().name("other").build(&ctx)?;
        other.create().await?;
        assert_ne!(stale.number()?, other.number()?);
        stale.set_name("stale")?;
        assert_not_found(stale.save().await);
        assert_eq!(Crate::get_by_id(&ctx, other.number()?).await?.name()?, "other");
        // Nor one that was given, and is gone.
        let mut given = Crate::builder().number(40).name("given").build(&ctx)?;
        given.create_with_key().await?;
        given.destroy().await?;
        other = Crate::builder().name("next").build(&ctx)?;
        other.create().await?;
        assert_eq!(other.number()?, 41);
        Ok(())
    })
}

#[test]
fn a_table_whose_keys_are_given_again_is_taken() -> Result<()> {
    in_sqlite(async |place| {
        let store = place.empty();
        sql(
            &store,
            &["CREATE TABLE crates (number INTEGER NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL)"],
        );
        store.check_table::<Crate>().await?;
        store.create_table::<Crate>().await?;
        let mut one = Crate::builder().name("one").build(&admin(&store))?;
        one.create().await?;
        assert_eq!(one.number()?, 1);
        Ok(())
    })
}

#[test]
fn i6_sqlite_says_that_the_keys_are_used_up() -> Result<()> {
    in_sqlite(async |place| {
        let store = place.empty();
        store.create_table::<Line>().await?;
        let ctx = admin(&store);
        let mut last = Line::builder().number(i64::MAX).text("last").build(&ctx)?;
        last.create_with_key().await?;
        let more = || Line::builder().text("more").build(&ctx);
        let words = ["lines", "used", "9223372036854775807"];
        assert_refused(more()?.create().await, &words);
        assert_refused(Line::create_all(&ctx, vec![more()?, more()?]).await.map(drop), &words);
        assert_eq!(Line::count(&ctx, &Query::new()).await?, 1);
        Ok(())
    })
}
