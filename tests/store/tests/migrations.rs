//! Migrations: a type with four versions of history, each as its own release declares it.
//!
//! - `PROGRAMS=500` runs so many random programs, `STEPS=200` makes them longer, and `SEED=7` begins elsewhere;
//! - `ROWS=100000` is how many rows the table has that is migrated by programs that are killed; `SOAK=1` has 1,000,000 there,
//!   and 100,000 in the tables that several programs work on.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that panics fails, and says why")]

#[path = "migrations/calls.rs"]
mod calls;
#[path = "migrations/carried.rs"]
mod carried;
#[path = "migrations/columns.rs"]
mod columns;
#[path = "migrations/defaults.rs"]
mod defaults;
#[path = "migrations/envelopes.rs"]
mod envelopes;
#[path = "migrations/foreign.rs"]
mod foreign;
#[path = "migrations/indexes.rs"]
mod indexes;
#[path = "migrations/killed.rs"]
mod killed;
#[path = "migrations/locks.rs"]
mod locks;
#[path = "migrations/meanwhile.rs"]
mod meanwhile;
#[path = "migrations/narrower.rs"]
mod narrower;
#[path = "migrations/plans.rs"]
mod plans;
#[path = "migrations/reads.rs"]
mod reads;
#[path = "migrations/refused.rs"]
mod refused;
#[path = "migrations/sets.rs"]
mod sets;
#[path = "migrations/subclass.rs"]
mod subclass;
#[path = "migrations/together.rs"]
mod together;

use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::HasTable;
use versioned_object_core::prelude::*;

/// Runs a test on each database, on an empty table of the first release.
fn everywhere<First: HasTable>(test: impl AsyncFn(&Context, &Store) -> Result<()>) {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::new(kind);
        let store = database.store();
        block_on(store.create_table::<First>()).unwrap();
        let ctx = Context::builder().is_admin(true).store(&store).build();
        block_on(test(&ctx, &store)).unwrap();
    }
}
