//! What databases say of the statements of lists.

use std::sync::{Arc, Mutex};

use databases::Kind;
use pollster::block_on;
use store_tests::objects::Job;
use store_tests::raw;

use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Backend, BoxFuture, ColumnValue, Driver, Session, Step};

use crate::common::{Place, admin, collect, on, sql, user};

/// Passes steps on, and asks the database for the plan of each that reads.
#[derive(Clone)]
struct Explaining {
    store: Store,
    plans: Arc<Mutex<Vec<String>>>,
}

impl Explaining {
    fn new(store: &Store) -> Self {
        Self { store: store.clone(), plans: Arc::default() }
    }

    /// The plans since the last time.
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.plans.lock().unwrap())
    }
}

impl Driver for Explaining {
    fn backend(&self) -> Backend {
        self.store.backend()
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let backend = self.backend();
        let explain = |step: &Step| {
            let plans = Arc::clone(&self.plans);
            let (words, at) = match backend {
                Backend::Sqlite => ("EXPLAIN QUERY PLAN", 3),
                Backend::Postgres => ("EXPLAIN", 0),
                _ => ("EXPLAIN FORMAT=JSON", 0),
            };
            Step::new(format!("{words} {}", step.sql), step.params.clone()).rows(move |row| {
                if let ColumnValue::Text(text) = row.get(at)? {
                    plans.lock().unwrap().push(text.to_owned());
                }
                Ok(())
            })
        };
        let explained = self.store.run(Access::Read, steps.iter().map(explain).collect());
        let done = self.store.run(access, steps);
        Box::pin(async move {
            explained.await?;
            done.await
        })
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        Box::pin(async { Err(Error::invalid("nothing is written here")) })
    }
}

/// 3,000 jobs, a hundred of each moment.
fn filled() -> Store {
    let store = Place::new(Kind::Sqlite).store();
    sql(
        &store,
        &[
            "INSERT INTO jobs (id, user_id, project_id, name, status, parts, urgent, labels, created_at, deleted) \
           WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999) \
           SELECT printf('6ba7b810-9dad-11d1-80b4-%012x', i), 'alice', 'lab', 'job ' || i, 'queued', 0, 0, '{}', \
           printf('2026-01-02 03:%02d:05', i / 100), 0 FROM n",
        ],
    );
    store
}

#[test]
fn l1_rows_in_another_spelling_cost_no_scan() {
    let inner = filled();
    sql(&inner, &["UPDATE jobs SET created_at = replace(created_at, ' ', 'T') WHERE name = 'job 1234'"]);
    let explaining = Explaining::new(&inner);
    let store = Store::new(explaining.clone());
    for ctx in [admin(&store), user(&store)] {
        for behind in [None, Some(2900_u32), Some(1500), Some(1234), Some(100)] {
            let marker = behind.map(|nth| format!("6ba7b810-9dad-11d1-80b4-{nth:012x}"));
            explaining.take();
            let page = block_on(Job::list(&ctx, &Query::new().limit(10).marker(marker))).unwrap();
            let first = behind.unwrap_or(3000) - 1;
            assert_eq!(page[0].name().unwrap(), format!("job {first}"));
            let plans = explaining.take();
            // The first page begins at the end of the index; any other is a range of it.
            let is_scan = |plan: &&String| {
                let by_key = plan.contains("autoindex") && !plan.contains("(id=?)");
                by_key || plan.starts_with("SCAN jobs") && !plan.contains("odd_idx")
            };
            let scans = plans.iter().filter(is_scan).count();
            assert!(scans <= usize::from(behind.is_none()), "{behind:?}: {plans:#?}");
        }
    }
}

#[test]
fn l1_every_page_is_a_range_of_an_index_in_its_order() {
    let inner = filled();
    let explaining = Explaining::new(&inner);
    let store = Store::new(explaining.clone());
    for (ctx, index) in [(admin(&store), "jobs_listed_idx"), (user(&store), "jobs_owned_idx")] {
        // The store looks at the table the first time.
        assert_eq!(block_on(Job::count(&ctx, &Query::new())).unwrap(), 3000);
        for (offset, behind) in [(0, None), (0, Some(1550)), (5, Some(1550)), (0, Some(0)), (7, None)] {
            let marker = behind.map(|nth: u32| format!("6ba7b810-9dad-11d1-80b4-{nth:012x}"));
            explaining.take();
            let query = Query::new().limit(120).offset(offset).marker(marker);
            let page = block_on(Job::list(&ctx, &query)).unwrap();
            // The newest first, and behind the row of the marker those that are older.
            let first = behind.unwrap_or(3000).checked_sub(1 + u32::try_from(offset).unwrap());
            let names: Vec<String> = page.iter().map(|job| job.name().unwrap().to_owned()).collect();
            let wanted = first.into_iter().flat_map(|first| (0..=first).rev()).take(120);
            assert!(
                names.iter().eq(&wanted.map(|nth| format!("job {nth}")).collect::<Vec<_>>()),
                "{names:?}"
            );
            let plans = explaining.take();
            assert!(plans.iter().any(|plan| plan.contains(index)), "{plans:#?}");
            for plan in &plans {
                assert!(!plan.contains("TEMP B-TREE"), "{plans:#?}");
                let by_index = plan.contains("USING INDEX") || plan.contains("USING COVERING INDEX");
                assert!(by_index || plan.contains("CONSTANT ROW") || plan.contains("SCALAR"), "{plans:#?}");
            }
        }
        assert_eq!(collect(Job::stream(&ctx, Query::new())).len(), 3000);
        let plans = explaining.take();
        assert!(!plans.iter().any(|plan| plan.contains("TEMP B-TREE")), "{plans:#?}");
    }
}

/// What a collation takes for the same is in its index; the bytes decide among it.
#[test]
fn l1_an_index_of_another_collation_leads_to_its_rows() {
    let inner = filled();
    let made = raw::rows(&inner, &["sql"], "FROM sqlite_master WHERE tbl_name = 'jobs' AND sql IS NOT NULL")
        .unwrap();
    let made: Vec<String> = made.iter().map(|row| row[0].as_str().unwrap().to_owned()).collect();
    let renamed = made[0].replacen("VARCHAR(255)", "VARCHAR(255) COLLATE NOCASE", 9);
    sql(
        &inner,
        &[
            "ALTER TABLE jobs RENAME TO former",
            &renamed,
            "INSERT INTO jobs SELECT * FROM former",
            "DROP TABLE former",
        ],
    );
    sql(&inner, &made[1..].iter().map(String::as_str).collect::<Vec<_>>());
    sql(&inner, &["UPDATE jobs SET project_id = 'LAB' WHERE name <> 'job 7'"]);
    let explaining = Explaining::new(&inner);
    let store = Store::new(explaining.clone());
    let ctx = user(&store);
    assert_eq!(block_on(Job::count(&ctx, &Query::new())).unwrap(), 1);
    explaining.take();
    assert_eq!(block_on(Job::list(&ctx, &Query::new().limit(10))).unwrap().len(), 1);
    let texts = (0..300).map(|nth| format!("JOB {nth}"));
    assert_eq!(block_on(Job::list(&ctx, &Query::new().filter(Job::NAME.is_in(texts)))).unwrap().len(), 0);
    let plans = explaining.take();
    assert!(plans.iter().any(|plan| plan.contains("jobs_owned_idx (project_id=?")), "{plans:#?}");
    let is_scan = |plan: &String| plan.starts_with("SCAN jobs") && !plan.contains("odd_idx");
    assert!(!plans.iter().any(is_scan), "{plans:#?}");
}

/// How many rows there are where a plan depends on it.
const MANY: u32 = 20_000;

/// Jobs of twenty projects on a server, ten of each moment.
fn filled_on(place: &Place) -> Store {
    let store = place.store();
    let columns = "(id, user_id, project_id, name, status, parts, urgent, labels, created_at, deleted)";
    let (id, project, moment, from) = match place.kind() {
        Kind::Postgres => (
            "'6ba7b810-9dad-11d1-80b4-' || lpad(to_hex(seq), 12, '0')",
            "CASE WHEN seq % 20 = 0 THEN 'lab' ELSE 'shop ' || seq % 20 END",
            "timestamp '2026-01-02' + seq / 10 * interval '1 second'",
            "generate_series(0, 19999) AS seq",
        ),
        _ => (
            "concat('6ba7b810-9dad-11d1-80b4-', lpad(lower(hex(seq)), 12, '0'))",
            "if(seq % 20 = 0, 'lab', concat('shop ', seq % 20))",
            "timestamp '2026-01-02 00:00:00' + INTERVAL seq DIV 10 SECOND",
            "seq_0_to_19999",
        ),
    };
    sql(
        &store,
        &[&format!(
            "INSERT INTO jobs {columns} SELECT {id}, 'alice', {project}, concat('job ', seq), 'queued', 0, FALSE, '{{}}', \
             {moment}, FALSE FROM {from}"
        )],
    );
    match place.kind() {
        Kind::Postgres => sql(&store, &["ANALYZE jobs"]),
        _ => drop(raw::all(&store, "ANALYZE TABLE jobs").unwrap()),
    }
    store
}

#[test]
fn l1_servers_read_every_page_from_an_index_in_its_order() -> Result<()> {
    on(&Kind::servers(), async |place| {
        let explaining = Explaining::new(&filled_on(place));
        let store = Store::new(explaining.clone());
        let (all, ctx) = (admin(&store), user(&store));
        // The store looks at the table the first time.
        assert_eq!(Job::count(&all, &Query::new()).await?, u64::from(MANY));
        let id = |nth: u32| format!("6ba7b810-9dad-11d1-80b4-{nth:012x}");
        let page = async |ctx: &Context, behind: Option<u32>| {
            let query = Query::new().limit(10).marker(behind.map(id));
            explaining.take();
            let page = Job::list(ctx, &query).await?;
            Ok::<_, Error>((page[0].name()?.to_owned(), page.len(), explaining.take()))
        };
        let judge = |plans: &[String], index: &str| {
            let whole = plans.join("\n");
            assert!(whole.contains(index), "{index}: {whole}");
            for word in ["Seq Scan", "Sort", "\"ALL\"", "filesort", "temporary_table"] {
                assert!(!whole.contains(word), "{word}: {whole}");
            }
        };
        for behind in [None, Some(19_980), Some(10_000), Some(4_000)] {
            let (first, count, plans) = page(&all, behind).await?;
            assert_eq!((first, count), (format!("job {}", behind.unwrap_or(MANY) - 1), 10));
            judge(&plans, "jobs_listed_idx");
            let (first, count, plans) = page(&ctx, behind).await?;
            let first_is = format!("job {}", behind.unwrap_or(MANY) - 20);
            assert_eq!((first, count), (first_is, 10));
            judge(&plans, "jobs_owned_idx");
        }
        let key = if place.kind() == Kind::Postgres { "jobs_pkey" } else { "PRIMARY" };
        for ctx in [&all, &ctx] {
            explaining.take();
            assert_eq!(Job::get_by_id(ctx, id(500).as_str()).await?.name()?, "job 500");
            judge(&explaining.take(), key);
        }
        Ok(())
    })
}
