//! Steps, one after the other.

use std::sync::Arc;

use rusqlite::{CachedStatement, Connection, TransactionBehavior};

use crate::base::error::{Error, Result};
use crate::store::caught::{guarded, let_go};
use crate::store::driver::{Access, Step};
use crate::store::sqlite::connect::{Link, recover};
use crate::store::sqlite::failure::{Fault, failed, is_of_key};
use crate::store::sqlite::row::{Param, SqliteRow};
use crate::store::sqlite::watch::Watch;

/// Carries out steps that only read: all of them see one state of the database.
pub(crate) fn read(link: &mut Link, mut steps: Vec<Step>) -> Result<Vec<u64>> {
    let done = one_state(link, &mut steps);
    link.watch.rest();
    let gone = let_go(steps);
    let done = done?;
    gone.map(|()| done)
}

fn one_state(link: &mut Link, steps: &mut [Step]) -> Result<Vec<u64>> {
    let recovery = || recover(&link.settings);
    let mut run = Run { watch: &link.watch, access: Access::Read, recovery: Some(&recovery) };
    if steps.len() < 2 {
        return guarded(|| run.steps(&link.connection, steps))?;
    }
    let transaction = link.connection.transaction().map_err(failed)?;
    guarded(|| run.steps(&transaction, steps))?
}

/// Carries out steps in a transaction of their own.
pub(crate) fn write(link: &mut Link, mut steps: Vec<Step>) -> Result<Vec<u64>> {
    let Link { connection, watch, .. } = link;
    let transaction = match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(transaction) => transaction,
        Err(error) => {
            // It has not begun, and what goes wrong with the steps is not why.
            drop(let_go(steps));
            return Err(failed(error));
        }
    };
    let mut run = Run { watch, access: Access::Write, recovery: None };
    let done = guarded(|| run.steps(&transaction, &mut steps));
    watch.rest();
    // Before the commit: what panics here is undone with the rest.
    let gone = let_go(steps);
    let done = done??;
    gone?;
    transaction.commit().map_err(failed)?;
    Ok(done)
}

/// Carries out steps inside a transaction. The outer error is a panic.
pub(crate) fn run_inside(
    connection: &Connection,
    watch: &Watch,
    steps: &mut [Step],
) -> Result<Result<Vec<u64>>> {
    let mut run = Run { watch, access: Access::Write, recovery: None };
    let done = guarded(|| run.steps(connection, steps));
    watch.rest();
    done
}

struct Run<'r> {
    watch: &'r Watch,
    access: Access,
    /// What may be tried once, when the database is not as it should be.
    recovery: Option<&'r dyn Fn() -> Result<()>>,
}

impl Run<'_> {
    fn steps(&mut self, connection: &Connection, steps: &mut [Step]) -> Result<Vec<u64>> {
        let mut done = Vec::with_capacity(steps.len());
        // Steps with the same text one after the other share what SQLite made of it.
        let mut prepared = None;
        for step in steps {
            let (subject, key, stop) = (step.subject.take(), step.key, step.stop_if_none);
            self.watch.statement()?;
            let mut count = self.step(connection, &mut prepared, step);
            if let Err(fault) = &count
                && fault.needs_recovery()
                && let Some(recovery) = self.recovery.take()
            {
                // It says so before the first row.
                recovery()?;
                count = self.step(connection, &mut prepared, step);
            }
            let count = count.map_err(|fault| match (self.told(fault), subject) {
                (Error::DuplicateEntry { object, id: words, .. }, Some(id)) => {
                    let is_key = key.is_none_or(|key| is_of_key(&words, key));
                    Error::DuplicateEntry { object, id, is_key }
                }
                (error, _) => error,
            })?;
            done.push(count);
            if stop && count == 0 {
                break;
            }
        }
        Ok(done)
    }

    fn told(&self, fault: Fault) -> Error {
        if fault.is_stopped() { self.watch.why() } else { fault.into() }
    }

    fn step<'c>(
        &self,
        connection: &'c Connection,
        prepared: &mut Option<(Arc<str>, CachedStatement<'c>)>,
        step: &mut Step,
    ) -> Result<u64, Fault> {
        let statement = match prepared {
            Some((text, statement)) if Arc::ptr_eq(text, &step.sql) => statement,
            other => {
                let made = connection.prepare_cached(&step.sql)?;
                if self.access == Access::Read && !made.readonly() && !asks_journal_mode(&step.sql) {
                    return Err(Error::database("a statement that is to read would write").into());
                }
                &mut other.insert((Arc::clone(&step.sql), made)).1
            }
        };
        run_step(statement, step)
    }
}

/// Whether a statement only asks for the journal mode, which SQLite does not count among those that read.
fn asks_journal_mode(sql: &str) -> bool {
    sql.split_whitespace().map(str::to_ascii_lowercase).eq(["pragma", "journal_mode"])
}

fn run_step(statement: &mut CachedStatement<'_>, step: &mut Step) -> Result<u64, Fault> {
    for (index, value) in step.params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, Param(value))?;
    }
    let count = if let Some(sink) = &mut step.rows {
        let mut count = 0;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            sink(&SqliteRow(row))?;
            count += 1;
        }
        count
    } else {
        statement.raw_execute()? as u64
    };
    step.check.take().map_or(Ok(()), |check| check(count))?;
    Ok(count)
}
