//! Tables of others whose texts are compared by more than their bytes.

use databases::Kind;
use store_tests::objects::Job;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, field};

use crate::common::{
    Place, admin, assert_not_found, assert_refused, collect, job, jobs, names, on, sql, unsaved, user,
};

/// What makes the texts of the table of jobs those of somebody else.
fn collations(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Sqlite => &["NOCASE", "RTRIM", "BINARY"],
        Kind::Postgres => &["default", "en-US-x-icu", "loose"],
        Kind::MariaDb => &[
            "utf8mb4 COLLATE utf8mb4_general_ci",
            "utf8mb4 COLLATE utf8mb4_bin",
            "utf8mb3 COLLATE utf8mb3_unicode_ci",
            "latin1 COLLATE latin1_swedish_ci",
        ],
    }
}

/// A store with the empty table of jobs, whose texts have a collation.
fn collated(place: &Place, collation: &str) -> Store {
    let store = place.empty();
    sql(&store, &["DROP TABLE IF EXISTS jobs"]);
    pollster::block_on(store.create_table::<Job>()).unwrap();
    if place.kind() == Kind::Sqlite {
        recreate(&store, |definition| {
            definition.replace("VARCHAR(255)", &format!("VARCHAR(255) COLLATE {collation}"))
        });
        return store;
    }
    if place.kind() == Kind::MariaDb {
        sql(&store, &[&format!("ALTER TABLE jobs CONVERT TO CHARACTER SET {collation}")]);
        return store;
    }
    // One that takes capitals and small letters for the same.
    sql(
        &store,
        &[
            "CREATE COLLATION IF NOT EXISTS loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
        ],
    );
    let columns = ["id", "user_id", "project_id", "status", "name", "reason"];
    let columns = columns.map(|name| format!("ALTER {name} TYPE VARCHAR(255) COLLATE \"{collation}\""));
    sql(&store, &[&format!("ALTER TABLE jobs {}", columns.join(", "))]);
    store
}

/// Makes the table of jobs anew, in SQLite, in other words.
fn recreate(store: &Store, change: impl Fn(&str) -> String) {
    let found = raw::rows(store, &["sql"], "FROM sqlite_master WHERE name = 'jobs'").unwrap();
    sql(store, &["DROP TABLE jobs", &change(found[0][0].as_str().unwrap())]);
}

/// Runs a case on every collation of every kind of database.
fn on_each(case: impl AsyncFn(&Place, &Store) -> Result<()>) -> Result<()> {
    on(&Kind::all(), async |place| {
        for collation in collations(place.kind()) {
            println!("with {collation}");
            case(place, &collated(place, collation)).await?;
        }
        Ok(())
    })
}

#[test]
fn a_project_sees_no_row_of_one_that_is_spelt_alike() -> Result<()> {
    on_each(async |_, store| {
        let (all, ctx) = (admin(store), user(store));
        let own = job(&ctx, "own").await?;
        let mut foreign = Vec::new();
        for project in ["LAB", "lab ", "láb", "Lab"] {
            let mut made = unsaved(&all, "foreign")?;
            made.set_project_id(project)?;
            made.create().await?;
            foreign.push(made);
        }
        let before = jobs(store);
        assert_eq!(names(&Job::list(&ctx, &Query::new()).await?), ["own"]);
        assert_eq!(Job::count(&ctx, &Query::new()).await?, 1);
        assert_eq!(collect(Job::stream(&ctx, Query::new())).len(), 1);
        for one in &foreign {
            let id = one.id()?;
            assert_not_found(Job::get_by_id(&ctx, id).await.map(drop));
            assert!(!Job::exists(&ctx, id).await?);
            assert!(!Job::update_by_id(&ctx, id, ConditionalUpdate::new().set("parts", 5)).await?);
            let mut stray = one.clone();
            stray.obj_set_context(Some(&ctx));
            stray.set_parts(5)?;
            assert_not_found(stray.save().await);
            assert_not_found(stray.destroy().await);
            assert_not_found(Job::list(&ctx, &Query::new().marker(id.to_string())).await.map(drop));
            // Nor can a row be given to it.
            let update = ConditionalUpdate::new().set("project_id", one.project_id()?);
            assert_not_found(Job::update_by_id(&ctx, own.id()?, update).await);
            let of = Query::new().filter(Job::PROJECT_ID.eq(one.project_id()?));
            assert_eq!(Job::count(&all, &of).await?, 1, "{:?}", one.project_id()?);
        }
        assert_eq!(jobs(store), before);
        Ok(())
    })
}

#[test]
fn texts_are_ordered_and_compared_by_their_bytes() -> Result<()> {
    on_each(async |_, store| {
        let ctx = user(store);
        let sorted = [" a", "A", "B", "Z", "_", "a", "a ", "a!", "aB", "ab", "b", "z", "é", "ß"];
        let mut sorted = sorted.to_vec();
        for name in &sorted {
            job(&ctx, name).await?;
        }
        sorted.sort_unstable();
        for direction in ["asc", "desc"] {
            let query = Query::new().sort_by("name", direction);
            assert_eq!(names(&Job::list(&ctx, &query).await?), sorted, "{direction}");
            let (mut paged, mut marker) = (Vec::new(), None);
            loop {
                let page = Job::list(&ctx, &query.clone().limit(3).marker(marker)).await?;
                let Some(last) = page.last() else { break };
                marker = Some(last.id()?.to_string());
                paged.extend(names(&page));
            }
            assert_eq!(paged, sorted, "{direction}");
            sorted.reverse();
        }
        let list = async |condition| {
            let query = Query::new().filter(condition).sort_by("name", "asc");
            Ok::<_, Error>(names(&Job::list(&ctx, &query).await?))
        };
        for name in &sorted {
            assert_eq!(list(Job::NAME.eq(*name)).await?, [*name]);
            assert_eq!(list(Job::REASON.or(Job::NAME).eq(*name)).await?, [*name]);
            let behind: Vec<&str> = sorted.iter().copied().filter(|other| other > name).collect();
            assert_eq!(list(Job::NAME.gt(*name)).await?, behind, "{name:?}");
            assert_eq!(list(Job::NAME.le(*name)).await?.len(), sorted.len() - behind.len(), "{name:?}");
            assert_eq!(list(Job::NAME.ne(*name)).await?.len(), sorted.len() - 1, "{name:?}");
        }
        assert_eq!(list(Job::NAME.is_in(["A", "é", "B "])).await?, ["A", "é"]);
        assert_eq!(list(Job::NAME.not_in(["A", "é", "B "])).await?.len(), sorted.len() - 2);
        assert_eq!(list(field("name").like("A_")).await?, ["a ", "a!", "aB", "ab"]);
        Ok(())
    })
}

#[test]
fn a_key_in_capitals_is_that_of_its_row() -> Result<()> {
    on_each(async |_, store| {
        let ctx = user(store);
        for name in ["a", "b", "c"] {
            job(&ctx, name).await?;
        }
        sql(store, &["UPDATE jobs SET id = upper(id) WHERE name <> 'b'"]);
        let query = Query::new().sort_by("name", "asc").limit(1);
        let (mut found, mut marker) = (Vec::new(), None);
        loop {
            let page = Job::list(&ctx, &query.clone().marker(marker)).await?;
            let Some(last) = page.objects.into_iter().next() else { break };
            marker = Some(last.id()?.to_string());
            found.push(last);
        }
        assert_eq!(names(&found), ["a", "b", "c"]);
        assert_eq!(collect(Job::stream(&ctx, Query::new())).len(), 3);
        for job in &mut found {
            let id = job.id()?;
            for text in [id.to_string(), id.to_string().to_uppercase(), id.simple().to_string()] {
                assert_eq!(Job::get_by_id(&ctx, text.as_str()).await?.name()?, job.name()?, "{text}");
                assert_eq!(
                    Job::count(&ctx, &Query::new().filter_by("id", text.as_str())).await?,
                    1,
                    "{text}"
                );
            }
            job.set_parts(4)?;
            job.save().await?;
            assert!(
                job.conditional_update(ConditionalUpdate::new().set("parts", 5).expect_unchanged()).await?
            );
            assert!(Job::update_by_id(&ctx, id, ConditionalUpdate::new().set("done", 1)).await?);
            let mut again = unsaved(&ctx, "again")?;
            again.set_id(id)?;
            assert!(matches!(again.create_with_key().await, Err(Error::DuplicateEntry { .. })));
            job.destroy().await?;
        }
        assert_eq!(Job::count(&ctx, &Query::new()).await?, 0);
        Ok(())
    })
}

#[test]
fn a_text_that_the_characters_of_a_column_lack_is_refused() -> Result<()> {
    on_each(async |place, store| {
        let ctx = user(store);
        let text = "a 🦀 of the sea";
        let made = job(&ctx, text).await;
        let takes = place.kind() != Kind::MariaDb || jobs_take_all(store);
        if takes {
            assert_eq!(Job::get_by_id(&ctx, made?.id()?).await?.name()?, text);
        } else {
            assert_refused(made, &["name"]);
            assert_eq!(jobs(store).len(), 0);
            assert_eq!(Job::count(&ctx, &Query::new().filter(Job::NAME.eq(text))).await?, 0);
            assert_eq!(Job::count(&ctx, &Query::new().filter(Job::NAME.eq("a ? of the sea"))).await?, 0);
        }
        Ok(())
    })
}

/// Whether the names of jobs may have any character, in MariaDB.
fn jobs_take_all(store: &Store) -> bool {
    let set = "SELECT CHARACTER_SET_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() \
               AND TABLE_NAME = 'jobs' AND COLUMN_NAME = 'name'";
    raw::all(store, set).unwrap()[0][0].as_str() == Some("utf8mb4")
}

#[test]
fn a_filter_of_many_keys_finds_their_rows() -> Result<()> {
    on_each(async |_, store| {
        let ctx = user(store);
        let first = job(&ctx, "A").await?;
        job(&ctx, "a").await?;
        let keys = (0..70_000_u128).map(Uuid::from_u128).chain([first.id()?]);
        let found = Job::list(&ctx, &Query::new().filter(Job::ID.is_in(keys))).await?;
        assert_eq!(names(&found), ["A"]);
        let texts = (0..70_000).map(|number| format!("job {number}")).chain(["A".to_owned()]);
        let texts: Vec<String> = texts.collect();
        let query = Query::new().filter(Job::NAME.is_in(texts.iter().map(String::as_str)));
        assert_eq!(names(&Job::list(&ctx, &query).await?), ["A"]);
        Ok(())
    })
}

#[test]
fn texts_that_are_numbers_to_the_database_are_ordered_as_texts() -> Result<()> {
    on(&[Kind::MariaDb], async |place| {
        for collation in ["utf8mb4_nopad_bin", "utf8mb4_bin", "utf8mb4_general_ci"] {
            let store = place.store();
            let column = format!("ENUM('red', 'Blue', 'amber') CHARACTER SET utf8mb4 COLLATE {collation}");
            sql(&store, &["DELETE FROM jobs", &format!("ALTER TABLE jobs MODIFY name {column} NOT NULL")]);
            let ctx = user(&store);
            for name in ["red", "Blue", "amber"] {
                job(&ctx, name).await?;
            }
            for (direction, sorted) in [("asc", ["Blue", "amber", "red"]), ("desc", ["red", "amber", "Blue"])]
            {
                let query = Query::new().sort_by("name", direction);
                assert_eq!(names(&Job::list(&ctx, &query).await?), sorted, "{collation}");
                let (mut paged, mut marker) = (Vec::new(), None);
                while let Some(last) = {
                    let page = Job::list(&ctx, &query.clone().limit(1).marker(marker.take())).await?;
                    paged.extend(names(&page));
                    page.first().map(Job::id).transpose()?
                } {
                    marker = Some(last.to_string());
                }
                assert_eq!(paged, sorted, "{collation}");
            }
            let behind = Query::new().filter(Job::NAME.gt("Blue")).sort_by("name", "asc");
            assert_eq!(names(&Job::list(&ctx, &behind).await?), ["amber", "red"], "{collation}");
        }
        Ok(())
    })
}
