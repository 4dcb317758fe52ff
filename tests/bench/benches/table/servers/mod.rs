//! The rows of objects against a bare sqlx loop and plain structs, on PostgreSQL and MariaDB: new rows, lists, rows read
//! and written one by one, pages far down, and a stream. The servers are those of `tests/services env`.

mod bare;

use std::cell::RefCell;

use backup_objects::{Backup, BackupImport, BackupStatus};
use bare::{Bare, MariaDb, Postgres};
use bench::{Done, get_each, import, keys, save_each, swap_each, timed};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;

use crate::{Bench, deep};

const LISTED: u128 = 100_000;
const IMPORTED: u128 = 10_000;
/// Rows that are read and written one by one.
const SINGLE: u128 = 2_000;
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
    if deep::is_wanted(bench, group) {
        // The memory of a process that has done nothing else yet.
        for text in deep::rows(store.backend()) {
            bare.borrow_mut().run(&text)?;
        }
        look_over(database.kind, &mut *bare.borrow_mut())?;
        deep::stream(bench, group, &ctx, 100)?;
        deep::pages(bench, group, &ctx)?;
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

/// Has the server look at what it has, as it does by itself after a while.
fn look_over(kind: Kind, bare: &mut impl Bare) -> Done {
    bare.run(if kind == Kind::Postgres { "VACUUM ANALYZE backups" } else { "ANALYZE TABLE backups" })
}
