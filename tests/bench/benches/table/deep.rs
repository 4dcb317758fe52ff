//! Pages far down in a table, and a stream of all of it.

use backup_objects::Backup;
use bench::{Done, Measured, resident, timed};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Backend;

use crate::Bench;

/// The place in the list behind which a page is read.
const DEEP: u128 = 1_000_000;
const PAGE: i64 = 1_000;

const A_PAGE: &str = "a page of 1,000 behind place 1,000,000";
const A_STREAM: &str = "memory of a stream of 1,001,000";

pub(crate) fn is_wanted(bench: &Bench, group: &str) -> bool {
    bench.wants(group, A_PAGE) || bench.wants(group, A_STREAM)
}

/// The statements by which a database makes a page more than the place that is looked for. The later a row's number, the newer
/// it is.
pub(crate) fn rows(backend: Backend) -> Vec<String> {
    let count = DEEP + u128::from(PAGE.unsigned_abs());
    let (key, moment) = match backend {
        Backend::Postgres => {
            ("lpad(to_hex(n), 12, '0')", "TIMESTAMP '2026-01-02 03:04:05' + n * INTERVAL '1 second'")
        }
        Backend::Sqlite => {
            ("printf('%012x', n)", "datetime('2026-01-02 03:04:05', n || ' seconds') || '.000000'")
        }
        _ => ("lpad(lower(hex(n)), 12, '0')", "TIMESTAMP '2026-01-02 03:04:05' + INTERVAL n SECOND"),
    };
    let made =
        format!("WITH RECURSIVE made(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < {count})");
    let insert = format!(
        "INSERT INTO backups (id, user_id, project_id, volume_id, host, status, display_name, size, created_at, \
         deleted) {made} SELECT concat('00000000-0000-0000-0000-', {key}), 'alice', 'lab', \
         '6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'backup-node-1@az1', 'available', 'nightly', n % 100, {moment}, \
         false FROM made"
    );
    match backend {
        Backend::MySql | Backend::MariaDb => {
            vec![format!("SET SESSION max_recursive_iterations = {count}"), insert]
        }
        _ => vec![insert],
    }
}

pub(crate) fn pages(bench: &mut Bench, group: &'static str, ctx: &Context) -> Done {
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

/// The most memory that the process has while it goes through all rows, and through a part of them.
pub(crate) fn stream(bench: &mut Bench, group: &'static str, ctx: &Context, part: u128) -> Done {
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
    let of = if part == 100 { "of 10,010" } else { "of 100,100" };
    let part = peak(all / part)?;
    bench.put(group, A_STREAM, of, Measured::once(peak(all)?, part))
}
