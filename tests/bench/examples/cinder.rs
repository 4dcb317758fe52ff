//! The Rust side of `tests/bench/cinder`: does at the backups of a database what each line asks for, and answers with the
//! seconds that it took.
//!
//! A line is a method, how often, and the key of a row that is there: `get_by_id 100 6ba7b810-9dad-11d1-80b4-00c04fd430c8`.
#![allow(clippy::print_stdout, reason = "it answers there")]

use std::io::Write as _;
use std::time::Duration;

use backup_objects::{Backup, BackupList, BackupStatus};
use bench::{Done, timed};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Sqlite, Synchronous};

fn main() -> Done {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let store = Sqlite::file(&path).synchronous(Synchronous::Off).open()?;
    let ctx = Context::builder().user_id("u").project_id("p").is_admin(true).store(&store).build();
    for line in std::io::stdin().lines() {
        let line = line?;
        let mut words = line.split(' ');
        let mut word = || words.next().ok_or("a method, a number and a key");
        let (method, times, key) = (word()?, word()?.parse()?, word()?);
        let seconds = run(&ctx, method, times, key)?.as_secs_f64();
        writeln!(std::io::stdout(), "{seconds}")?;
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn run(ctx: &Context, method: &str, times: usize, key: &str) -> Done<Duration> {
    let mut backup = block_on(Backup::get_by_id(ctx, key))?;
    let (time, ()) = timed(|| {
        match method {
            "get_all" => {
                let all = block_on(BackupList::get_all(ctx, &Query::new()))?;
                assert_eq!(all.objects()?.len(), times);
            }
            "get_by_id" => (0..times).try_for_each(|_| block_on(Backup::get_by_id(ctx, key)).map(drop))?,
            "save" => {
                for number in 0..times {
                    backup.set_size(i64::try_from(number)?)?;
                    block_on(backup.save())?;
                }
            }
            "conditional_update" => {
                for number in 0..times {
                    let (from, to) = (BackupStatus::Available, BackupStatus::Deleting);
                    let (from, to) = if number % 2 == 0 { (from, to) } else { (to, from) };
                    let update =
                        ConditionalUpdate::new().set(Backup::STATUS, to).expect(Backup::STATUS.eq(from));
                    assert!(block_on(backup.conditional_update(update))?);
                }
            }
            "create" => {
                for _ in 0..times {
                    let new = Backup::builder().user_id("u").project_id("p").volume_id(Uuid::from_u128(5));
                    block_on(new.status(BackupStatus::Creating).build(ctx)?.create())?;
                }
            }
            _ => return Err(format!("no method {method}").into()),
        }
        Ok(())
    })?;
    Ok(time)
}
