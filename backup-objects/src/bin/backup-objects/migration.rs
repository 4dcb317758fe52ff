//! `init --plan` and `init --migrate`.

use std::io::Write;

use backup_objects::{Backup, Snapshot, Volume};
use pollster::block_on;
use versioned_object_core::escaped;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Plan;

use crate::failure::{Failure, said};

/// Says what is to be done with each table, and does it if that is asked for.
pub(crate) fn run(store: &Store, migrate: bool, contract: bool, out: &mut impl Write) -> Result<(), Failure> {
    let plans = block_on(async {
        if contract {
            return Ok([
                store.plan_contract::<Backup>().await?,
                store.plan_contract::<Volume>().await?,
                store.plan_contract::<Snapshot>().await?,
            ]);
        }
        Ok::<_, Error>([
            store.plan::<Backup>().await?,
            store.plan::<Volume>().await?,
            store.plan::<Snapshot>().await?,
        ])
    })?;
    let is_refused = plans.iter().any(|plan| plan.refused().is_some());
    for plan in plans {
        show(&plan, migrate, out)?;
        if migrate && plan.refused().is_none() {
            let table = plan.table();
            block_on(store.migrate(plan))?;
            said(format_args!("{table} is migrated"), writeln!(out, "{table}: ready"))?;
        }
    }
    if is_refused { Err(Failure::Data) } else { Ok(()) }
}

fn show(plan: &Plan, words_alone: bool, out: &mut impl Write) -> Result<(), Failure> {
    for line in plan.to_string().lines() {
        writeln!(out, "{}", escaped(line))?;
    }
    if !words_alone {
        for sql in plan.sql() {
            writeln!(out, "    {};", escaped(sql))?;
        }
    }
    Ok(())
}
