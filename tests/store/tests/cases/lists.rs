//! Lists, streams and pages.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use databases::Kind;
use store_tests::dice::Dice;
use store_tests::objects::{DataSize, Job, LONGEST_REASON};
use store_tests::program::values::spelt;
use store_tests::raw::{self, Raw};
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{
    Access, Backend, BoxFuture, ConditionalUpdate, Driver, Session, Step, field,
};

use crate::common::{
    Place, admin, assert_not_found, assert_refused, collect, everywhere, in_sqlite, job, names, on, sql,
    unsaved, user,
};

/// More than a page of a stream.
const MANY: usize = 3_000;

/// A store with many jobs, made one second after the other.
async fn many(place: &Place) -> Result<(Store, Context)> {
    let store = place.store();
    let ctx = user(&store);
    let jobs =
        (0..MANY).map(|number| unsaved(&ctx, &format!("job {number:04}"))).collect::<Result<Vec<_>>>()?;
    Job::create_all(&ctx, jobs).await?;
    let moment = match place.kind() {
        Kind::Sqlite => "datetime('2026-01-01', '+' || substr(name, 5) || ' seconds') || '.000000'",
        Kind::Postgres => "timestamp '2026-01-01' + substr(name, 5)::int * interval '1 second'",
        Kind::MariaDb => "'2026-01-01' + INTERVAL substr(name, 5) SECOND",
    };
    sql(&store, &[&format!("UPDATE jobs SET created_at = {moment}")]);
    Ok((store, ctx))
}

/// Checks that a stream and a list give every job once: as itself, or as an error that names it.
async fn every_job_once(ctx: &Context, query: Query<Job>, refused: &[String]) -> Result<()> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut errors = Vec::new();
    for item in collect(Job::stream(ctx, query.clone())) {
        match item {
            Ok(job) => *seen.entry(job.id()?.to_string()).or_default() += 1,
            Err(error) => errors.push(error),
        }
    }
    assert_eq!(seen.len() + errors.len(), MANY, "{:?} {:?}", errors.first(), errors.last());
    assert!(seen.values().all(|count| *count == 1));
    let known = refused.iter().filter(|id| seen.contains_key(*id)).count();
    assert_eq!(errors.len(), refused.len() - known, "{errors:?}");

    let listed = Job::list(ctx, &query).await?;
    let mut seen: HashMap<String, usize> = HashMap::new();
    for job in &listed.objects {
        *seen.entry(job.id()?.to_string()).or_default() += 1;
    }
    for one in &listed.refused {
        assert!(refused.contains(&one.id), "{one:?}");
        *seen.entry(one.id.clone()).or_default() += 1;
    }
    assert_eq!(seen.len(), MANY, "{:?}", listed.refused.first());
    assert!(seen.values().all(|count| *count == 1));
    Ok(())
}

async fn ids_of(ctx: &Context, count: usize) -> Result<Vec<String>> {
    let query = Query::new().sort_by("name", "asc").limit(i64::try_from(count).unwrap());
    Job::list(ctx, &query).await?.iter().map(|job| job.id().map(|id| id.to_string())).collect()
}

#[test]
fn r2_a_stream_goes_on_behind_every_spelling() -> Result<()> {
    everywhere(async |place| {
        let (store, ctx) = many(place).await?;
        let dice = &mut Dice::new(7);
        let mut moments = HashMap::new();
        let mut written = Vec::new();
        for (number, id) in ids_of(&ctx, MANY).await?.into_iter().enumerate() {
            // Many have the same moment, in other spellings.
            let seconds = i64::try_from(number % 700).unwrap();
            let moment = DateTime::from_timestamp_micros(1_767_323_045_000_000 + seconds * 500_000).unwrap();
            written.push((id.clone(), place.moment(&spelt(moment, dice))));
            moments.insert(id, moment);
        }
        let timed = if place.kind() == Kind::Postgres { "::timestamp" } else { "" };
        let statements = written.chunks(500).map(|some| {
            let whens = some.iter().map(|(id, moment)| format!("WHEN '{id}' THEN '{moment}'{timed}"));
            let ids = some.iter().map(|(id, _)| format!("'{id}'")).collect::<Vec<_>>().join(", ");
            let whens = whens.collect::<Vec<_>>().join(" ");
            format!("UPDATE jobs SET due = CASE id {whens} END WHERE id IN ({ids})")
        });
        sql(&store, &statements.collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>());
        for (direction, before) in [("asc", Ordering::Less), ("desc", Ordering::Greater)] {
            let query = Query::new().sort_by("due", direction);
            every_job_once(&ctx, query.clone(), &[]).await?;
            let jobs = collect(Job::stream(&ctx, query)).into_iter().collect::<Result<Vec<_>>>()?;
            let moment = |job: &Job| moments[&job.id().unwrap().to_string()];
            let in_order = |pair: &[Job]| {
                let order = moment(&pair[0]).cmp(&moment(&pair[1]));
                order == before || order == Ordering::Equal
            };
            assert!(jobs.windows(2).all(in_order), "{direction}");
        }
        Ok(())
    })
}

#[test]
fn l2_moments_as_bytes_lose_no_row_in_sqlite() -> Result<()> {
    in_sqlite(async |place| {
        let (store, ctx) = many(place).await?;
        let mut refused = Vec::new();
        for (number, id) in ids_of(&ctx, MANY).await?.into_iter().enumerate() {
            if number % 2 == 0 {
                refused.push(id);
            }
        }
        sql(&store, &["UPDATE jobs SET created_at = CAST(created_at AS BLOB) WHERE substr(name, 8) % 2 = 0"]);
        every_job_once(&ctx, Query::new(), &refused).await?;
        every_job_once(&ctx, Query::new().sort_by("created_at", "asc"), &refused).await
    })
}

/// What a stream gives, as far as it should go: the names of its jobs.
async fn streamed(ctx: &Context, query: Query<Job>) -> Result<Vec<String>> {
    let (mut stream, mut found) = (Job::stream(ctx, query), Vec::new());
    while let Some(job) = stream.next().await
        && found.len() <= MANY
    {
        found.push(job?.name()?.to_owned());
    }
    Ok(found)
}

/// The names of all jobs, in the order of the database.
fn in_order(store: &Store, order: &str) -> Vec<String> {
    let found = raw::rows(store, &["name"], &format!("FROM jobs ORDER BY {order}")).unwrap();
    let name = |row: &Vec<Raw>| match &row[0] {
        Raw::Text(name) | Raw::Blob(name) => String::from_utf8(name.clone()).unwrap(),
        other => panic!("{other:?}"),
    };
    found.iter().map(name).collect()
}

#[test]
fn l4_bytes_in_any_column_lose_no_row_in_sqlite() -> Result<()> {
    in_sqlite(async |place| {
        for column in
            ["id", "name", "reason", "status", "memory", "parts", "load", "labels", "due", "user_id"]
        {
            println!("{column}");
            let (store, ctx) = many(&Place::new(place.kind())).await?;
            let half =
                format!("UPDATE jobs SET {column} = CAST({column} AS BLOB) WHERE substr(name, 8) % 2 = 0");
            sql(
                &store,
                &[
                    "UPDATE jobs SET reason = substr(name, 7), memory = (substr(name, 5) + 0) || ' B', load = \
                     parts + 0.5, due = created_at, user_id = 'u' || substr(name, 8)",
                    "UPDATE jobs SET created_at = '2026-01-01 00:00:00.000000'",
                    &half,
                ],
            );
            let field = Query::new().sort_by(column, "asc");
            for (words, query) in [("asc", field.clone()), ("desc", Query::new().sort_by(column, "desc"))] {
                let order = match column {
                    "id" => format!("id {words}"),
                    "due" => format!("CAST(due AS TEXT) {words}, created_at {words}, id {words}"),
                    other => format!("{other} {words}, created_at {words}, id {words}"),
                };
                let expected = in_order(&store, &order);
                assert!(streamed(&ctx, query.clone()).await? == expected, "{column} {words}");
                // Page by page; a key that is bytes is that of no row.
                if column == "id" {
                    continue;
                }
                let (mut found, mut marker) = (Vec::new(), None);
                loop {
                    let page = Job::list(&ctx, &query.clone().limit(700).marker(marker)).await?;
                    assert!(page.refused.is_empty(), "{:?}", page.refused);
                    let Some(last) = page.last() else { break };
                    marker = Some(last.id()?.to_string());
                    found.extend(names(&page));
                    assert!(found.len() <= MANY, "{column} {words}");
                }
                assert!(found == expected, "{column} {words}");
            }
        }
        Ok(())
    })
}

#[test]
fn l3_a_text_that_is_none_is_an_error_of_its_row_in_sqlite() -> Result<()> {
    in_sqlite(async |place| {
        let (store, ctx) = many(place).await?;
        let refused = ids_of(&ctx, 1_500).await?.split_off(1_499);
        sql(&store, &[&format!("UPDATE jobs SET reason = CAST(X'FF' AS TEXT) WHERE id = '{}'", refused[0])]);
        every_job_once(&ctx, Query::new(), &refused).await?;
        every_job_once(&ctx, Query::new().sort_by("reason", "desc"), &refused).await?;
        let page = Job::list(&ctx, &Query::new().sort_by("name", "asc").offset(1_499).limit(2)).await?;
        assert_eq!((page.refused[0].id.as_str(), page.refused.len()), (refused[0].as_str(), 1));
        assert!(page.refused[0].error.to_string().contains("reason"), "{}", page.refused[0].error);
        assert_eq!(names(&page), ["job 1500"]);
        Ok(())
    })
}

#[test]
fn l3_a_page_that_ends_with_a_text_that_is_none_is_not_the_last_in_sqlite() -> Result<()> {
    in_sqlite(async |place| {
        let (store, ctx) = many(place).await?;
        // The thousandth row is where a page ends.
        let refused = ids_of(&ctx, 1_010).await?.split_off(990);
        let list = refused.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
        let texts = [
            "UPDATE jobs SET reason = 'r' || substr(name, 5)".to_owned(),
            format!(
                "UPDATE jobs SET reason = CAST('r' || substr(name, 5) || X'FF' AS TEXT) WHERE id IN ({list})"
            ),
        ];
        sql(&store, &texts.each_ref().map(String::as_str));
        every_job_once(&ctx, Query::new().sort_by("reason", "asc"), &refused).await?;
        sql(&store, &["UPDATE jobs SET reason = CAST(X'FF' AS TEXT)"]);
        let all = ids_of(&ctx, MANY).await;
        assert!(all.is_ok_and(|ids| ids.is_empty()));
        let errors = collect(Job::stream(&ctx, Query::new().sort_by("reason", "desc")));
        assert_eq!(errors.iter().filter(|item| item.is_err()).count(), MANY);
        Ok(())
    })
}

#[test]
fn l3_a_text_that_is_none_comes_once_beside_moments_in_other_spellings_in_sqlite() -> Result<()> {
    in_sqlite(async |place| {
        let (store, ctx) = many(place).await?;
        let mut refused = ids_of(&ctx, 1_500).await?.split_off(1_490);
        refused.truncate(3);
        let list = refused.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
        sql(
            &store,
            &[
                "UPDATE jobs SET created_at = replace(created_at, ' ', 'T') || 'Z' WHERE substr(name, 8) % 2 = 0",
                "UPDATE jobs SET reason = 'r' || substr(name, 5)",
                &format!("UPDATE jobs SET reason = CAST(X'72FF' AS TEXT) WHERE id IN ({list})"),
            ],
        );
        for direction in ["asc", "desc"] {
            every_job_once(&ctx, Query::new().sort_by("reason", direction), &refused).await?;
            let mut seen: HashMap<String, usize> = HashMap::new();
            for page in 0..31 {
                let query = Query::new().sort_by("reason", direction).offset(page * 100).limit(100);
                let page = Job::list(&ctx, &query).await?;
                let ids = page.iter().map(|job| job.id().unwrap().to_string());
                ids.chain(page.refused.iter().map(|one| one.id.clone()))
                    .for_each(|id| *seen.entry(id).or_default() += 1);
            }
            let twice: Vec<_> = seen.iter().filter(|(_, count)| **count != 1).collect();
            assert!(twice.is_empty() && seen.len() == MANY, "{direction}: {} rows, {twice:?}", seen.len());
        }
        Ok(())
    })
}

#[test]
fn l4_a_marker_is_looked_for_as_the_query_says() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        for name in ["a", "b", "c", "d"] {
            let mut made = job(&ctx, name).await?;
            if name != "d" {
                made.destroy().await?;
            }
        }
        let query = Query::new().read_deleted(ReadDeleted::Only).sort_by("name", "asc").limit(2);
        let page = Job::list(&ctx, &query).await?;
        assert_eq!(names(&page), ["a", "b"]);
        let page = Job::list(&ctx, &query.clone().marker(page[1].id()?.to_string())).await?;
        assert_eq!(names(&page), ["c"]);
        // Nor does a query that asks for live rows have a deleted one for its marker.
        let live = Query::new().read_deleted(ReadDeleted::No).marker(page[0].id()?.to_string());
        assert_not_found(Job::list(&ctx, &live).await.map(drop));
        Ok(())
    })
}

#[test]
fn l6_what_is_no_field_no_value_and_no_direction_is_said_to_be_none() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        job(&ctx, "a").await?;
        for (query, words) in [
            (Query::new().filter_by("statsu", "queued"), ["statsu", "status"]),
            (Query::new().filter_by("statsu~", "queued"), ["statsu", "status"]),
            (Query::new().filter_by("status", "qeued"), ["status", "queued"]),
            (Query::new().filter_by("status", ["running", "qeued"]), ["status", "queued"]),
            (Query::new().filter(field("statsu").eq("queued")), ["statsu", "status"]),
            (Query::new().sort_by("naem", "asc"), ["naem", "name"]),
            (Query::new().sort_by("name", "ascending"), ["name", "asc"]),
        ] {
            for error in [
                Job::list(&ctx, &query).await.map(|_| ()).unwrap_err(),
                collect(Job::stream(&ctx, query.clone())).remove(0).map(|_| ()).unwrap_err(),
            ] {
                assert!(matches!(error, Error::InvalidInput { .. }), "{query:?}: {error:?}");
                assert_refused(Err::<(), _>(error), &words);
            }
        }
        let unknown = Query::new().filter_by("statsu", "queued");
        assert_refused(Job::count(&ctx, &unknown).await, &["statsu", "status"]);
        Ok(())
    })
}

#[test]
fn l6_a_name_that_is_no_field_may_list_nothing() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        job(&ctx, "a").await?;
        let query = Query::new().filter_by("statsu", "queued").unknown_fields_match_nothing();
        assert_eq!(Job::list(&ctx, &query).await?.len(), 0);
        assert_eq!(Job::count(&ctx, &query).await?, 0);
        assert!(collect(Job::stream(&ctx, query)).is_empty());
        // A value that is none is an error all the same.
        let query = Query::new().filter_by("status", "qeued").unknown_fields_match_nothing();
        assert_refused(Job::list(&ctx, &query).await.map(drop), &["status", "queued"]);
        Ok(())
    })
}

#[test]
fn l7_a_value_goes_through_its_type_and_its_column() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let long = "much too long for the column";
        for (name, mebibytes) in [("small", 512_u64), ("middle", 1_024), ("large", 10_240)] {
            let size = DataSize::bytes(mebibytes << 20);
            let mut job = unsaved(&ctx, name)?;
            job.set_memory(size)?;
            job.set_disk(size)?;
            job.set_reason(format!("{name}{long}"))?;
            job.create().await?;
            assert!(job.reason()?.unwrap().len() == LONGEST_REASON);
        }
        let list = async |query: Query<Job>| {
            Ok::<_, Error>(names(&Job::list(&ctx, &query.sort_by("created_at", "asc")).await?))
        };
        for query in [
            Query::new().filter_by("reason", format!("middle{long}")),
            Query::new().filter(field("reason").eq(format!("middle{long}"))),
            Query::new().filter_by("memory", DataSize::bytes(1 << 30)),
            Query::new().filter_by("memory", "1024 MiB"),
            Query::new().filter_by("disk", DataSize::bytes(1 << 30)),
            Query::new().filter_by("disk", "1024 MiB"),
            Query::new().filter_by("disk", 1_i64 << 30),
            Query::new().filter(field("disk").eq(["1 GiB", "3 GiB"])),
        ] {
            assert_eq!(list(query.clone()).await?, ["middle"], "{query:?}");
        }
        let middle = DataSize::bytes(1 << 30);
        for (condition, expected) in [
            (field("disk").gt(middle), &["large"][..]),
            (field("disk").gt("1024 MiB"), &["large"]),
            (field("disk").ge(middle), &["middle", "large"]),
            (field("disk").lt(middle), &["small"]),
            (field("disk").le("1 GiB"), &["small", "middle"]),
            (field("disk").ne(middle), &["small", "large"]),
        ] {
            assert_eq!(list(Query::new().filter(condition.clone())).await?, expected, "{condition:?}");
        }
        let update = ConditionalUpdate::new().set("parts", 1).expect_by("disk", middle);
        let mut found = Job::list(&ctx, &Query::new().filter_by("name", "middle")).await?.objects.remove(0);
        assert!(found.conditional_update(update).await?);
        assert!(found.conditional_update(ConditionalUpdate::new().set("parts", 2).expect_unchanged()).await?);
        Ok(())
    })
}

#[test]
fn l8_a_stream_goes_on_when_moments_are_respelt_between_its_pages() -> Result<()> {
    in_sqlite(async |place| {
        for direction in ["asc", "desc"] {
            let (store, ctx) = many(place).await?;
            let query = Query::new().sort_by("created_at", direction);
            let expected = names(&Job::list(&ctx, &query).await?);
            let mut stream = Job::stream(&ctx, query);
            let mut found = vec![stream.next().await.unwrap()?];
            // Others write these moments in their own way: of rows that came already, and of such as are to come.
            sql(
                &store,
                &["UPDATE jobs SET created_at = replace(substr(created_at, 1, 19), ' ', 'T') || 'Z' \
                   WHERE CAST(substr(name, 5) AS INTEGER) % 7 = 3"],
            );
            while let Some(job) = stream.next().await {
                found.push(job?);
            }
            assert_eq!(names(&found), expected, "{direction}");
        }
        Ok(())
    })
}

/// A number, and how rough it is.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "roughs", key = number)]
struct Rough {
    /// Which one.
    number: Attr<i64>,
    /// How rough.
    ratio: Attr<Option<f64>>,
    meta: ObjectMeta,
}

#[test]
fn l8_one_of_many_fractions_is_found_to_the_last_bit() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Rough>().await?;
        let ctx = admin(&store);
        let mut bits = 88_172_645_463_325_252_u64;
        let mut ratios: Vec<f64> = (0..300).map(|n| 0.1 * f64::from(n)).collect();
        while ratios.len() < 900 {
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            let ratio = f64::from_bits(bits);
            if ratio.is_normal() && (1e-300..1e300).contains(&ratio.abs()) {
                ratios.push(ratio);
            }
        }
        let made = ratios.iter().map(|ratio| Rough::builder().ratio(*ratio).build(&ctx));
        Rough::create_all(&ctx, made.collect::<Result<Vec<_>>>()?).await?;
        Rough::builder().build(&ctx)?.create().await?;
        let count = async |query| Rough::count(&ctx, &query).await;
        assert_eq!(count(Query::new().filter(Rough::RATIO.is_in(ratios.clone()))).await?, 900);
        assert_eq!(count(Query::new().filter(Rough::RATIO.not_in(ratios.clone()))).await?, 1);
        // Whole numbers among them, by name.
        let mixed: Vec<Value> = ratios.iter().map(|ratio| (*ratio).into()).chain([7.into()]).collect();
        assert_eq!(count(Query::new().filter_by("ratio", Value::List(mixed))).await?, 900);
        let next = ratios.iter().map(|ratio| f64::from_bits(ratio.to_bits() + 1));
        let others: Vec<f64> = next.filter(|next| !ratios.contains(next)).collect();
        assert_eq!(count(Query::new().filter(Rough::RATIO.is_in(others))).await?, 0);
        Ok(())
    })
}

#[test]
fn a_field_that_is_named_again_orders_nothing_more() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        for (name, parts) in [("a", 2), ("b", 1), ("c", 2), ("d", 1)] {
            let mut one = unsaved(&ctx, name)?;
            one.set_parts(parts)?;
            one.create().await?;
        }
        // As many as a request may name, in both directions: the first of each counts.
        let keys = ["parts", "name"].repeat(2_000);
        let dirs = ["asc", "desc", "desc", "asc"].repeat(1_000);
        let query = Query::new().sort_keys(keys.clone()).sort_dirs(dirs.clone());
        let sorted = Job::list(&ctx, &query).await?;
        assert_eq!(names(&sorted), ["d", "b", "c", "a"]);
        let behind = query.clone().marker(sorted[0].id()?.to_string());
        assert_eq!(names(&Job::list(&ctx, &behind).await?), ["b", "c", "a"]);
        assert_eq!(collect(Job::stream(&ctx, behind)).len(), 3);
        Ok(())
    })
}

#[test]
fn pages_go_on_behind_rows_that_are_refused() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = user(&store);
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        for number in 0..9 {
            let name = format!("job {number}");
            let one = job(&ctx, &name).await?;
            // One page is of nothing but refused rows, and others end with one.
            if [1, 2, 3, 5, 8].contains(&number) {
                sql(
                    &store,
                    &[&format!("UPDATE jobs SET name = '   ', parts = {number} WHERE id = '{}'", one.id()?)],
                );
                wrong.push(one.id()?.to_string());
            } else {
                sql(&store, &[&format!("UPDATE jobs SET parts = {number} WHERE id = '{}'", one.id()?)]);
                right.push(name);
            }
        }
        for limit in [1, 2, 3, 4, 20] {
            let mut query = Query::new().sort(Job::PARTS.asc()).limit(limit);
            let (mut found, mut refused) = (Vec::new(), Vec::new());
            loop {
                let page = Job::list(&ctx, &query).await?;
                let Some(last) = page.marker() else { break };
                query = query.marker(last);
                found.extend(names(&page));
                refused.extend(page.refused.iter().map(|row| row.id.clone()));
            }
            assert_eq!((found, refused), (right.clone(), wrong.clone()), "{limit}");
        }
        Ok(())
    })
}

/// What stands in columns of moments and is none.
fn no_moments(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Sqlite => &["soon"],
        Kind::Postgres => &["infinity", "-infinity", "290000-01-01"],
        Kind::MariaDb => &["0000-00-00 00:00:00", "2026-00-10 00:00:00", "2026-02-00 01:02:03"],
    }
}

#[test]
fn l9_what_is_no_moment_is_an_error_of_its_row() -> Result<()> {
    everywhere(async |place| {
        let (store, ctx) = many(place).await?;
        let (mut refused, nones) = (Vec::new(), no_moments(place.kind()));
        sql(&store, &["UPDATE jobs SET due = created_at"]);
        if place.kind() == Kind::MariaDb {
            // To the server, zeros in such a column are null in one way and none in another.
            sql(&store, &["ALTER TABLE jobs MODIFY created_at DATETIME(6) NOT NULL"]);
        }
        for (number, id) in ids_of(&ctx, MANY).await?.into_iter().enumerate() {
            if number % 4 < nones.len() {
                refused.push(id);
            }
        }
        for (nth, none) in nones.iter().enumerate() {
            let number =
                if place.kind() == Kind::Postgres { "substr(name, 5)::int" } else { "substr(name, 5)" };
            sql(
                &store,
                &[&format!(
                    "UPDATE jobs SET due = '{none}', created_at = '{none}' WHERE {number} % 4 = {nth}"
                )],
            );
        }
        for key in ["due", "created_at"] {
            for direction in ["asc", "desc"] {
                every_job_once(&ctx, Query::new().sort_by(key, direction), &refused).await?;
            }
            // It is not null either.
            let null = Query::new().filter(field(key).is_null());
            assert_eq!(Job::count(&ctx, &null).await?, 0, "{key}");
            assert_eq!(Job::count(&ctx, &Query::new().filter_by(key, Value::Null)).await?, 0, "{key}");
            let some = Query::new().filter(field(key).is_not_null());
            assert_eq!(Job::count(&ctx, &some).await?, MANY as u64, "{key}");
        }
        assert_refused(Job::get_by_id(&ctx, &*refused[0]).await, &["Job", "due"]);
        Ok(())
    })
}

#[test]
fn l9_a_page_goes_on_behind_what_is_no_moment() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = admin(&store);
        for (nth, none) in no_moments(place.kind()).iter().chain(&["2026-01-02 03:04:05"]).enumerate() {
            for _ in 0..3 {
                job(&ctx, &format!("job {nth}")).await?;
            }
            sql(&store, &[&format!("UPDATE jobs SET due = '{none}' WHERE name = 'job {nth}'")]);
        }
        let all = Job::count(&ctx, &Query::new()).await?;
        for direction in ["asc", "desc"] {
            let (mut marker, mut seen) = (None, HashMap::new());
            for _ in 0..=all {
                let query = Query::new().sort_by("due", direction).limit(1).marker(marker);
                let page = Job::list(&ctx, &query).await?;
                let refused = page.refused.first().map(|one| one.id.clone());
                let found = page.first().map(|job| job.id().unwrap().to_string()).or(refused);
                let Some(id) = found else { break };
                *seen.entry(id.clone()).or_insert(0) += 1;
                marker = Some(id);
            }
            assert_eq!(seen.len() as u64, all, "{direction}");
            assert!(seen.values().all(|times| *times == 1), "{direction}");
        }
        Ok(())
    })
}

/// A weight in a table that somebody else made.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "weights")]
struct Weight {
    /// Its key.
    id: Attr<i64>,
    /// How much it is.
    grams: Attr<Option<f64>>,
    meta: ObjectMeta,
}

#[test]
fn l9_a_stream_goes_on_behind_what_is_no_number_in_postgresql() -> Result<()> {
    on(&[Kind::Postgres], async |place| {
        let store = place.empty();
        sql(
            &store,
            &[
                "CREATE TABLE weights (id BIGINT PRIMARY KEY, grams NUMERIC)",
                "INSERT INTO weights SELECT n, CASE n % 2 WHEN 0 THEN NUMERIC 'NaN' ELSE n END FROM generate_series(1, 3000) AS n",
            ],
        );
        for direction in ["asc", "desc"] {
            let streamed = collect(Weight::stream(&admin(&store), Query::new().sort_by("grams", direction)));
            let (weights, errors): (Vec<_>, Vec<_>) = streamed.into_iter().partition(Result::is_ok);
            assert_eq!((weights.len(), errors.len()), (1_500, 1_500), "{direction}: {:?}", errors.last());
        }
        Ok(())
    })
}

/// A database that takes every third page of a list for the first one.
struct Circling {
    store: Store,
    pages: Mutex<Vec<Step>>,
}

impl Driver for Circling {
    fn backend(&self) -> Backend {
        self.store.backend()
    }

    fn run(&self, access: Access, mut steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let mut pages = self.pages.lock().unwrap();
        if let Some(step) =
            steps.first_mut().filter(|step| step.sql.contains("ORDER BY") && step.sql.contains("LIMIT"))
        {
            pages.push(Step::new(step.sql.clone(), step.params.clone()));
            if pages.len().is_multiple_of(3) {
                (step.sql, step.params) = (pages[0].sql.clone(), pages[0].params.clone());
                steps.truncate(1);
            }
        }
        self.store.run(access, steps)
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        Box::pin(async { Err(Error::invalid("nothing is written here")) })
    }
}

#[test]
fn l9_a_stream_that_goes_in_circles_comes_to_an_end() -> Result<()> {
    everywhere(async |place| {
        let (store, _) = many(place).await?;
        let store = Store::new(Circling { store, pages: Mutex::default() });
        let mut stream = Job::stream(&user(&store), Query::new().sort_by("name", "asc"));
        let mut count = 0;
        let error = loop {
            match stream.next().await {
                Some(Ok(_)) => count += 1,
                Some(Err(error)) => break error,
                None => panic!("no error"),
            }
            assert!(count <= 10 * MANY);
        };
        assert_refused::<()>(Err(error), &["Job", "begin", "itself"]);
        assert!(stream.next().await.is_none());
        Ok(())
    })
}

/// A word in a table that somebody else made, where it may be null.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "words", key = text)]
struct Word {
    /// What it is.
    text: Attr<String>,
    /// How often it was said.
    said: Attr<i64>,
    meta: ObjectMeta,
}

#[test]
fn l10_a_row_without_a_key_is_not_passed_over() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        // SQLite takes null in a primary key.
        let key = if place.kind() == Kind::Sqlite { "PRIMARY KEY" } else { "UNIQUE" };
        sql(&store, &[&format!("CREATE TABLE words (text VARCHAR(200) {key}, said BIGINT NOT NULL)")]);
        let ctx = admin(&store);
        let new = |nth: usize| Word::builder().text(format!("{nth:05}")).said(1).build(&ctx);
        let words = (0..2_500).map(new).collect::<Result<Vec<_>>>()?;
        for word in words.chunks(500) {
            Word::create_all(&ctx, word.to_vec()).await?;
        }
        sql(
            &store,
            &[
                "INSERT INTO words (text, said) VALUES (NULL, 1)",
                "INSERT INTO words (text, said) VALUES (NULL, 2)",
            ],
        );
        assert_eq!(Word::count(&ctx, &Query::new()).await?, 2_502);
        assert_eq!(Word::count(&ctx, &Query::new().filter(Word::SAID.eq(1))).await?, 2_501);
        for key in ["text", "said"] {
            for direction in ["asc", "desc"] {
                let query = Query::new().sort_by(key, direction);
                let listed = Word::list(&ctx, &query).await?;
                assert_eq!((listed.len(), listed.refused.len()), (2_500, 2), "{key} {direction}");
                let streamed = collect(Word::stream(&ctx, query));
                let (words, errors): (Vec<_>, Vec<_>) = streamed.into_iter().partition(Result::is_ok);
                assert_eq!((words.len(), errors.len()), (2_500, 2), "{key} {direction}");
                for error in errors {
                    assert_refused(error, &["Word.text"]);
                }
            }
        }
        // Nothing says which of many such rows a page ended with.
        let many = ["INSERT INTO words (text, said) SELECT NULL, 3 FROM words WHERE text IS NOT NULL"];
        sql(&store, &many);
        assert_eq!(Word::list(&ctx, &Query::new()).await?.refused.len(), 2_502);
        let streamed = collect(Word::stream(&ctx, Query::new()));
        assert_refused(streamed.into_iter().next_back().unwrap().map(drop), &["Word", "key"]);
        Ok(())
    })
}
