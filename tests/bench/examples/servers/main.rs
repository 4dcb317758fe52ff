//! The rows of objects against a bare sqlx loop and plain structs, by turns, on PostgreSQL and MariaDB: new rows, lists,
//! rows read and written one by one, pages far down, and a stream: `cargo run --release -p bench --example servers`.
//!
//! The servers are those of `tests/services env`. With `-- short`, a tenth of the rows; with the names of parts (`new`,
//! `list`, `single`, `deep`), those alone.
#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

mod bare;

use std::cell::RefCell;

use backup_objects::{Backup, BackupImport, BackupStatus};
use bare::{Bare, MariaDb, Postgres};
use bench::{Done, by_turns, get_each, import, keys, save_each, swap_each, timed};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;

/// Which side is which.
const SIDES: [&str; 2] = ["bare", "store"];
/// How many rows a statement of the bare side writes, where it is as fast as it gets.
const AT_ONCE: usize = 1_000;
const PAGE: i64 = 1_000;

/// What is asked for: which parts, and of how many rows.
struct Asked {
    parts: Vec<String>,
    listed: u128,
    imported: u128,
    /// Rows that are read and written one by one.
    single: u128,
    /// The place in the list behind which a page is read, and that a stream goes to.
    deep: u128,
}

impl Asked {
    fn has(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|asked| asked == part)
    }
}

fn main() -> Done {
    let (short, parts): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|word| word == "short");
    let part = if short.is_empty() { 1 } else { 10 };
    let (listed, imported) = (100_000 / part, 10_000 / part);
    let asked = Asked { parts, listed, imported, single: 2_000 / part, deep: 1_000_000 / part };
    for kind in Kind::servers() {
        println!("{kind:?}, load {}", std::fs::read_to_string("/proc/loadavg")?.trim());
        let database = Database::new(kind);
        match kind {
            Kind::Postgres => {
                let bare = Postgres::open(&format!("{}?sslmode=disable", database.url()))?;
                all(&asked, &database, bare, Postgres::copy)?;
            }
            _ => {
                let bare = MariaDb::open(&format!("{}?ssl-mode=disabled", database.url()))?;
                all(&asked, &database, bare, |bare, imports| bare.insert(imports, AT_ONCE))?;
            }
        }
    }
    Ok(())
}

fn all<B: Bare>(
    asked: &Asked,
    database: &Database,
    bare: B,
    fastest: impl Fn(&mut B, &[BackupImport]) -> Done,
) -> Done {
    let store = database.store();
    let ctx = Context::builder().is_admin(true).store(&store).build();
    block_on(store.create_table::<Backup>())?;
    let bare = RefCell::new(bare);
    if asked.has("new") {
        new_rows(asked, &ctx, &bare, fastest)?;
        bare.borrow_mut().run("DELETE FROM backups")?;
    }
    if asked.has("list") || asked.has("single") {
        for chunk in 0..asked.listed / asked.imported {
            let numbers = chunk * asked.imported + 1..=(chunk + 1) * asked.imported;
            let imports = numbers.map(|number| import(&ctx, number)).collect::<Result<Vec<_>, _>>()?;
            block_on(BackupImport::create_all(&ctx, imports))?;
        }
        look_over(database.kind, &mut *bare.borrow_mut())?;
    }
    if asked.has("list") {
        lists(asked, &ctx, &bare)?;
    }
    if asked.has("single") {
        single_rows(asked, &ctx, &bare)?;
    }
    if asked.has("deep") {
        bare.borrow_mut().run("DELETE FROM backups")?;
        fill(asked, database.kind, &mut *bare.borrow_mut())?;
        pages(asked, &ctx)?;
        stream(asked, &ctx)?;
    }
    Ok(())
}

fn new_rows<B: Bare>(
    asked: &Asked,
    ctx: &Context,
    bare: &RefCell<B>,
    fastest: impl Fn(&mut B, &[BackupImport]) -> Done,
) -> Done {
    let count = asked.imported;
    let imports = (1..=count).map(|number| import(ctx, number)).collect::<Result<Vec<_>, _>>()?;
    let empty = || bare.borrow_mut().run("DELETE FROM backups");
    let by_store = || {
        empty()?;
        let imports = imports.clone();
        Ok(timed(|| Ok(block_on(BackupImport::create_all(ctx, imports))?))?.0)
    };
    by_turns(
        &format!("create_all of {count}, against {AT_ONCE} rows a statement"),
        SIDES,
        || {
            empty()?;
            Ok(timed(|| bare.borrow_mut().insert(&imports, AT_ONCE))?.0)
        },
        by_store,
    )?;
    by_turns(
        &format!("create_all of {count}, against the fastest form there is"),
        SIDES,
        || {
            empty()?;
            Ok(timed(|| fastest(&mut bare.borrow_mut(), &imports))?.0)
        },
        by_store,
    )
}

fn lists(asked: &Asked, ctx: &Context, bare: &RefCell<impl Bare>) -> Done {
    let count = asked.listed;
    by_turns(
        &format!("list of {count}"),
        SIDES,
        || {
            let (time, rows) = timed(|| bare.borrow_mut().list())?;
            assert_eq!(rows.len() as u128, count);
            Ok(time)
        },
        || {
            let (time, rows) = timed(|| Ok(block_on(Backup::list(ctx, &Query::new()))?))?;
            assert_eq!(rows.len() as u128, count);
            Ok(time)
        },
    )
}

/// Each by itself, committed by itself.
fn single_rows(asked: &Asked, ctx: &Context, bare: &RefCell<impl Bare>) -> Done {
    let count = asked.single;
    let some = || keys(count, asked.listed);
    by_turns(
        &format!("get_by_id, {count} times"),
        SIDES,
        || Ok(timed(|| bare.borrow_mut().get_each(some()))?.0),
        || Ok(timed(|| get_each(ctx, some()))?.0),
    )?;
    let mut backups = get_each(ctx, some())?;
    by_turns(
        &format!("save of one field, {count} times"),
        SIDES,
        || Ok(timed(|| bare.borrow_mut().save_each(some(), "by hand"))?.0),
        || Ok(timed(|| Ok(block_on(save_each(&mut backups, "by store"))?))?.0),
    )?;
    by_turns(
        &format!("conditional_update, {count} times"),
        SIDES,
        || Ok(timed(|| bare.borrow_mut().swap_each(some(), "available", "deleting"))?.0),
        || {
            let back = swap_each(&mut backups, BackupStatus::Deleting, BackupStatus::Available);
            Ok(timed(|| Ok(block_on(back)?))?.0)
        },
    )
}

/// Rows that the server makes: a page more than the place that is looked for. The later a row's number, the newer it is.
fn fill(asked: &Asked, kind: Kind, bare: &mut impl Bare) -> Done {
    let count = asked.deep + u128::from(PAGE.unsigned_abs());
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

fn pages(asked: &Asked, ctx: &Context) -> Done {
    let page = |query: Query<Backup>| {
        let (time, rows) = timed(|| Ok(block_on(Backup::list(ctx, &query))?))?;
        assert_eq!(i64::try_from(rows.len())?, PAGE);
        Ok(time)
    };
    // The newest has the largest number.
    let place = asked.deep;
    let marker = Uuid::from_u128(u128::from(PAGE.unsigned_abs()) + 1).to_string();
    by_turns(
        &format!("a page of {PAGE} behind place {place}"),
        ["the first", "that one"],
        || page(Query::new().limit(PAGE)),
        || page(Query::new().limit(PAGE).marker(&*marker)),
    )
}

/// Kibibytes of memory that the process has.
fn memory() -> Done<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

fn stream(asked: &Asked, ctx: &Context) -> Done {
    let mut peaks = Vec::new();
    let all = asked.deep + u128::from(PAGE.unsigned_abs());
    let mut whole = std::time::Duration::ZERO;
    for count in [all / 100, all] {
        let query = Query::new().limit(i64::try_from(count)?);
        let mut stream = Backup::stream(ctx, query);
        let (mut peak, mut seen) = (0, 0);
        let (time, ()) = timed(|| {
            while let Some(backup) = block_on(stream.next()) {
                drop(backup?);
                seen += 1;
                if seen % 500 == 0 {
                    peak = peak.max(memory()?);
                }
            }
            Ok(())
        })?;
        assert_eq!(seen, count);
        peaks.push(peak);
        whole = time;
    }
    println!(
        "stream of {all}: {whole:.1?}; at most {} kB with a hundredth of the rows, {} kB with all",
        peaks[0], peaks[1]
    );
    Ok(())
}
