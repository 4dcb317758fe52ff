//! Steps, one after the other, on a connection.

use std::future::poll_fn;

use sqlx::{Column as _, Database, Either, Row as _};

use crate::base::error::{Error, Result};
use crate::store::caught::guarded;
use crate::store::driver::{ColumnValue, Row, Step, VALUES};
use crate::store::server::dialect::{Dialect, Link};
use crate::store::server::failure::{Fault, within};
use crate::store::server::settings::Settings;
use crate::store::server::spelt::Spelt;

/// A row of a server.
struct ServerRow<'r, D: Dialect> {
    row: &'r <D::Db as Database>::Row,
    /// One for each column.
    readings: &'r [D::Reading],
    spelt: Spelt,
}

impl<D: Dialect> Row for ServerRow<'_, D> {
    fn get(&self, index: usize) -> Result<ColumnValue<'_>> {
        let Some(reading) = self.readings.get(index) else {
            let width = self.readings.len();
            return Err(Error::database(format_args!("there is no column {index} in a row of {width}")));
        };
        D::get(self.row, index, *reading, &self.spelt)
    }
}

/// A fault of a step, and the key that the step is about.
pub(crate) struct Failed {
    pub(crate) fault: Fault,
    subject: Option<String>,
    /// Whether it is about that key, and no other value, where one is there already.
    is_of_key: bool,
    /// Whether all of it may be carried out where no answer came.
    pub(crate) is_end: bool,
}

impl<F: Into<Fault>> From<F> for Failed {
    fn from(fault: F) -> Self {
        Self { fault: fault.into(), subject: None, is_of_key: true, is_end: false }
    }
}

impl Failed {
    /// Of what is carried out as a whole when the server has heard it.
    pub(crate) fn of_end(failed: impl Into<Self>) -> Self {
        Self { is_end: true, ..failed.into() }
    }

    pub(crate) fn told<D: Dialect>(self, settings: &Settings) -> Error {
        let error =
            if self.is_end { self.fault.told_of_end::<D>(settings) } else { self.fault.told::<D>(settings) };
        match (error, self.subject) {
            (Error::DuplicateEntry { object, .. }, Some(id)) => {
                Error::DuplicateEntry { object, id, is_key: self.is_of_key }
            }
            (error, _) => error,
        }
    }
}

/// Carries out steps. `begun` says afterwards whether a row was given away or a number was: then they cannot be carried
/// out once more.
pub(crate) async fn run<D: Dialect>(
    link: &mut Link<D>,
    settings: &Settings,
    steps: &mut [Step],
    begun: &mut bool,
) -> Result<Vec<u64>, Failed> {
    let mut done = Vec::with_capacity(steps.len());
    for step in &mut *steps {
        let stop = step.stop_if_none;
        let count = within(settings.statement_timeout, run_step::<D>(link, step, begun)).await;
        let count = count.map_err(|fault| Failed {
            is_of_key: step.key.is_none_or(|key| fault.is_of_key::<D>(key)),
            subject: step.subject.clone(),
            ..Failed::from(fault)
        })?;
        done.push(count);
        if stop && count == 0 {
            break;
        }
    }
    // The end of a sink may be code of a type, too: while all can still be undone.
    for sink in steps.iter_mut().filter_map(|step| step.rows.take()) {
        *begun = true;
        guarded(|| drop(sink))?;
    }
    Ok(done)
}

async fn run_step<D: Dialect>(link: &mut Link<D>, step: &mut Step, begun: &mut bool) -> Result<u64, Fault> {
    if step.params.len() > VALUES {
        let count = step.params.len();
        let reason = format!("a statement with {count} values: a server takes {VALUES} at most");
        return Err(Error::invalid_input(reason).into());
    }
    let mut given = D::carry_out(link, D::bind(&step.sql, &step.params)?);
    let (mut read, mut written) = (0, 0);
    let mut readings = Vec::new();
    while let Some(one) = poll_fn(|cx| given.as_mut().poll_next(cx)).await {
        match one? {
            Either::Left(result) => written += D::written(&result),
            Either::Right(row) => {
                if let Some(sink) = &mut step.rows {
                    *begun = true;
                    if readings.is_empty() {
                        readings.extend(row.columns().iter().map(|column| D::reading(column.type_info())));
                    }
                    let row = ServerRow::<D> { row: &row, readings: &readings, spelt: Spelt::default() };
                    guarded(|| sink(&row))??;
                }
                read += 1;
            }
        }
    }
    drop(given);
    let count = if step.rows.is_some() { read } else { written };
    if let Some(check) = step.check.take() {
        *begun = true;
        guarded(|| check(count))??;
    }
    Ok(count)
}
