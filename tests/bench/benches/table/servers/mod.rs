//! The rows of objects against a bare sqlx loop and plain structs, on PostgreSQL and MariaDB: new rows, lists, rows read
//! and written one by one, pages far down, and a stream. The servers are those of `tests/services env`.

mod bare;

use std::cell::RefCell;

use backup_objects::{Backup, BackupImport, BackupStatus};
use bare::{Bare, MariaDb, Postgres};
use bench::{Done, Measured, get_each, import, keys, resident, save_each, swap_each, timed};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;

use crate::Bench;

const LISTED: u128 = 100_000;
const IMPORTED: u128 = 10_000;
/// Rows that are read and written one by one.
const SINGLE: u128 = 2_000;
/// The place in the list behind which a page is read.
const DEEP: u128 = 1_000_000;
const PAGE: i64 = 1_000;
/// How many rows a statement of the bare side writes, where it is as fast as it gets.
const AT_ONCE: usize = 1_000;

/// The group of a server is its name.
type Group = &'static str;

pub(crate) fn all(bench: &mut Bench, group: Group) -> Done {
    let kind = if group == "postgres" { Kind::Postgres } else { Kind::MariaDb };
    if !kind.is_there() {
        eprintln!("{group} is not there: eval \"$(tests/services env)\"");
        return Ok(());
    }
    let database = Database::new(kind);
    match kind {
        Kind::Postgres => {
            let bare = Postgres::open(&format!("{}?sslmode=disable", database.url()))?;
            parts(bench, group, &database, bare, Some(Postgres::copy))
        }
        _ => {
            let bare = MariaDb::open(&format!("{}?ssl-mode=disabled", database.url()))?;
            parts(bench, group, &database, bare, None)
        }
    }
}

fn parts<B: Bare>(
    bench: &mut Bench,
    group: Group,
    database: &Database,
    bare: B,
    copy: Option<fn(&mut B, &[BackupImport]) -> Done>,
) -> Done {
    let store = database.store();
    let ctx = Context::builder().is_admin(true).store(&store).build();
    block_on(store.create_table::<Backup>())?;
    let bare = RefCell::new(bare);
    if bench.wants(group, A_PAGE) || bench.wants(group, A_STREAM) {
        // The memory of a process that has done nothing else yet.
        fill(database.kind, &mut *bare.borrow_mut())?;
        stream(bench, group, &ctx)?;
        pages(bench, group, &ctx)?;
        bare.borrow_mut().run("DELETE FROM backups")?;
    }
    new_rows(bench, group, &ctx, &bare, copy)?;
    bare.borrow_mut().run("DELETE FROM backups")?;
    for chunk in 0..LISTED / IMPORTED {
        let numbers = chunk * IMPORTED + 1..=(chunk + 1) * IMPORTED;
        let imports = numbers.map(|number| import(&ctx, number)).collect::<Result<Vec<_>, _>>()?;
        block_on(BackupImport::create_all(&ctx, imports))?;
    }
    look_over(database.kind, &mut *bare.borrow_mut())?;
    lists(bench, group, &ctx, &bare)?;
    single_rows(bench, group, &ctx, &bare)
}

fn new_rows<B: Bare>(
    bench: &mut Bench,
    group: Group,
    ctx: &Context,
    bare: &RefCell<B>,
    copy: Option<fn(&mut B, &[BackupImport]) -> Done>,
) -> Done {
    let imports = (1..=IMPORTED).map(|number| import(ctx, number)).collect::<Result<Vec<_>, _>>()?;
    let empty = || bare.borrow_mut().run("DELETE FROM backups");
    let by_store = || {
        empty()?;
        let imports = imports.clone();
        Ok(timed(|| Ok(block_on(BackupImport::create_all(ctx, imports))?))?.0)
    };
    bench.turns([group, "`create_all` of 10,000", "sqlx, 1,000 rows an `INSERT`"], 1, by_store, || {
        empty()?;
        Ok(timed(|| bare.borrow_mut().insert(&imports, AT_ONCE))?.0)
    })?;
    let Some(copy) = copy else { return Ok(()) };
    bench.turns([group, "`create_all` of 10,000", "`COPY`"], 1, by_store, || {
        empty()?;
        Ok(timed(|| copy(&mut bare.borrow_mut(), &imports))?.0)
    })
}

fn lists(bench: &mut Bench, group: Group, ctx: &Context, bare: &RefCell<impl Bare>) -> Done {
    bench.turns(
        [group, "list 100,000", "sqlx"],
        1,
        || {
            let (time, rows) = timed(|| Ok(block_on(Backup::list(ctx, &Query::new()))?))?;
            assert_eq!(rows.len() as u128, LISTED);
            Ok(time)
        },
        || {
            let (time, rows) = timed(|| bare.borrow_mut().list())?;
            assert_eq!(rows.len() as u128, LISTED);
            Ok(time)
        },
    )
}

/// Each by itself, committed by itself.
fn single_rows(bench: &mut Bench, group: Group, ctx: &Context, bare: &RefCell<impl Bare>) -> Done {
    let some = || keys(SINGLE, LISTED);
    bench.turns(
        [group, "`get_by_id`", "sqlx"],
        SINGLE,
        || Ok(timed(|| get_each(ctx, some()))?.0),
        || Ok(timed(|| bare.borrow_mut().get_each(some()))?.0),
    )?;
    let mut backups = get_each(ctx, some())?;
    bench.turns(
        [group, "`save`", "sqlx"],
        SINGLE,
        || Ok(timed(|| Ok(block_on(save_each(&mut backups, "by store"))?))?.0),
        || Ok(timed(|| bare.borrow_mut().save_each(some(), "by hand"))?.0),
    )?;
    bench.turns(
        [group, "`conditional_update`", "sqlx"],
        SINGLE,
        || {
            let back = swap_each(&mut backups, BackupStatus::Deleting, BackupStatus::Available);
            Ok(timed(|| Ok(block_on(back)?))?.0)
        },
        || Ok(timed(|| bare.borrow_mut().swap_each(some(), "available", "deleting"))?.0),
    )
}

/// Rows that the server makes: a page more than the place that is looked for. The later a row's number, the newer it is.
fn fill(kind: Kind, bare: &mut impl Bare) -> Done {
    let count = DEEP + u128::from(PAGE.unsigned_abs());
    let (key, moment, numbers) = match kind {
        Kind::Postgres => (
            "lpad(to_hex(n), 12, '0')",
            "TIMESTAMP '2026-01-02 03:04:05' + n * INTERVAL '1 second'",
            format!("generate_series(1, {count}) AS made(n)"),
        ),
        _ => (
            "lpad(lower(hex(n)), 12, '0')",
            "TIMESTAMP '2026-01-02 03:04:05' + INTERVAL n SECOND",
            "made".to_owned(),
        ),
    };
    let with = match kind {
        Kind::Postgres => String::new(),
        _ => format!(
            "WITH RECURSIVE made(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < {count}) "
        ),
    };
    if kind != Kind::Postgres {
        bare.run(&format!("SET SESSION max_recursive_iterations = {count}"))?;
    }
    bare.run(&format!(
        "INSERT INTO backups (id, user_id, project_id, volume_id, host, status, display_name, size, created_at, \
         deleted) {with}SELECT concat('00000000-0000-0000-0000-', {key}), 'alice', 'lab', \
         '6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'backup-node-1@az1', 'available', 'nightly', n % 100, {moment}, \
         false FROM {numbers}"
    ))?;
    look_over(kind, bare)
}

/// Has the server look at what it has, as it does by itself after a while.
fn look_over(kind: Kind, bare: &mut impl Bare) -> Done {
    bare.run(if kind == Kind::Postgres { "VACUUM ANALYZE backups" } else { "ANALYZE TABLE backups" })
}

const A_PAGE: &str = "a page of 1,000 behind place 1,000,000";

fn pages(bench: &mut Bench, group: Group, ctx: &Context) -> Done {
    const TIMES: u128 = 20;
    let page = |query: Query<Backup>| {
        let all = || {
            for _ in 0..TIMES {
                assert_eq!(i64::try_from(block_on(Backup::list(ctx, &query))?.len())?, PAGE);
            }
            Ok(())
        };
        Ok(timed(all)?.0)
    };
    // The newest has the largest number.
    let marker = Uuid::from_u128(u128::from(PAGE.unsigned_abs()) + 1).to_string();
    bench.turns(
        [group, A_PAGE, "the first page"],
        TIMES,
        || page(Query::new().limit(PAGE).marker(&*marker)),
        || page(Query::new().limit(PAGE)),
    )
}

const A_STREAM: &str = "memory of a stream of 1,001,000";

/// The most memory that the process has while it goes through all rows, and through a hundredth of them.
fn stream(bench: &mut Bench, group: Group, ctx: &Context) -> Done {
    let all = DEEP + u128::from(PAGE.unsigned_abs());
    let peak = |count: u128| -> Done<f64> {
        let mut stream = Backup::stream(ctx, Query::new().limit(i64::try_from(count)?));
        let (mut peak, mut seen) = (0, 0);
        while let Some(backup) = block_on(stream.next()) {
            drop(backup?);
            seen += 1;
            if seen % 500 == 0 {
                peak = peak.max(resident());
            }
        }
        assert_eq!(seen, count);
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let peak = peak as f64;
        Ok(peak)
    };
    let part = peak(all / 100)?;
    bench.put(group, A_STREAM, "of 10,010", Measured::once(peak(all)?, part))
}
