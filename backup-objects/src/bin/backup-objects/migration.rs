//! `init --plan` and `init --migrate`.

use std::io::Write;

use backup_objects::{Backup, Snapshot, Volume};
use pollster::block_on;
use versioned_object_core::escaped;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Plan;

use crate::failure::{Failure, here, said};

/// Says what is to be done with each table, and does it if that is asked for.
pub(crate) fn run(store: &Store, migrate: bool, contract: bool, out: &mut impl Write) -> Result<(), Failure> {
    let plans = [
        Planned::of::<Backup>(store, contract)?,
        Planned::of::<Volume>(store, contract)?,
        Planned::of::<Snapshot>(store, contract)?,
    ];
    let is_refused = plans.iter().any(|Planned { plan, .. }| plan.refused().is_some());
    for Planned { plan, check } in plans {
        show(&plan, migrate, out)?;
        if migrate && plan.refused().is_none() {
            let table = plan.table();
            block_on(store.migrate(plan))?;
            check(store)?;
            said(format_args!("{table} is migrated"), writeln!(out, "{table}: ready"))?;
        }
    }
    if is_refused { Err(Failure::Data) } else { Ok(()) }
}

/// What is to be done with a table, and what tells whether it is ready then.
struct Planned {
    plan: Plan,
    check: fn(&Store) -> Result<()>,
}

impl Planned {
    fn of<T: Persistent>(store: &Store, contract: bool) -> Result<Self> {
        let plan = block_on(async {
            if contract { store.plan_contract::<T>().await } else { store.plan::<T>().await }
        })?;
        Ok(Self { plan, check: |store| block_on(store.check_table::<T>()) })
    }
}

fn show(plan: &Plan, words_alone: bool, out: &mut impl Write) -> Result<(), Failure> {
    for line in here(&plan.to_string()).lines() {
        writeln!(out, "{}", escaped(line))?;
    }
    if !words_alone {
        for sql in plan.sql() {
            writeln!(out, "    {};", escaped(sql))?;
        }
    }
    Ok(())
}
