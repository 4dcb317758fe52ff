//! What is to be done with a table, before it is done.

use std::fmt;

use crate::base::version::Version;
use crate::describe::descriptor::ObjectDescriptor;
use crate::store::model::Model;

/// Which half of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    /// What is safe while older services work on the table.
    Expand,
    /// What takes something away from them.
    Contract,
}

/// What a step does, and with what. By this a step is found again in another plan: what it says has values in it, which may
/// be others each time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Work {
    /// Makes the table.
    Create,
    /// Adds this column for a field: with what the plan that was shown says of older rows.
    Add(String),
    /// Adds this column of ours beside that of older services.
    Part(String),
    /// Writes down that our version works on the table.
    Join,
    /// Writes down that these columns are settled.
    Note(Vec<String>),
    /// Writes down that our version alone works on the table.
    Alone,
    /// Makes this index.
    Index(String),
    /// Takes this index away, which is made anew.
    Unindex(String),
    /// Makes this column unique.
    Unique(String),
    /// Takes this column away.
    Drop(String),
    /// Gives a column this name.
    Rename(String),
    /// Makes the values of older services ours, batch by batch: in these columns.
    Raise(Vec<String>),
    /// Gives each row values of its own, batch by batch.
    Fill,
    /// Makes what is left of the values of older services ours, and carries out its statements, while nobody else writes.
    Settle(String),
}

/// One step of a [`Plan`]. Printed, it is a line that says what it does and why.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanStep {
    pub(crate) says: String,
    /// The version that asks for it, where one does.
    pub(crate) version: Option<Version>,
    pub(crate) sql: Vec<String>,
    pub(crate) work: Work,
}

impl PlanStep {
    /// The version whose change is the reason, where one is.
    pub fn version(&self) -> Option<Version> {
        self.version
    }

    /// Its statements.
    pub fn sql(&self) -> &[String] {
        &self.sql
    }
}

impl fmt::Display for PlanStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

/// What would bring a table to the version of its type: what [`Store::plan`](crate::store::Store::plan) and
/// [`Store::plan_contract`](crate::store::Store::plan_contract) give, and [`Store::migrate`](crate::store::Store::migrate) does.
///
/// Printed, it has a line for each step.
#[derive(Clone)]
#[must_use]
pub struct Plan {
    pub(crate) model: Model,
    pub(crate) half: Half,
    pub(crate) steps: Vec<PlanStep>,
    pub(crate) refused: Option<String>,
}

impl Plan {
    pub(crate) fn new(model: &Model, half: Half) -> Self {
        Self { model: Model { layout: None, ..*model }, half, steps: Vec::new(), refused: None }
    }

    pub(crate) fn refusing(mut self, why: impl Into<String>) -> Self {
        self.refused = Some(why.into());
        self
    }

    pub(crate) fn push(
        &mut self,
        version: impl Into<Option<Version>>,
        says: impl Into<String>,
        sql: Vec<String>,
        work: Work,
    ) {
        self.steps.push(PlanStep { says: says.into(), version: version.into(), sql, work });
    }

    /// The type.
    pub fn descriptor(&self) -> &'static ObjectDescriptor {
        self.model.descriptor
    }

    /// The table.
    pub fn table(&self) -> &'static str {
        self.model.table.name
    }

    /// Whether nothing is to be done, and nothing is in the way.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.refused.is_none()
    }

    /// The steps, in the order in which they are done.
    pub fn steps(&self) -> &[PlanStep] {
        &self.steps
    }

    /// Why nothing of it will be done, where something is in the way: the table was not made here, for example.
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// Every statement. What converts rows in Rust stands once for many batches, with placeholders.
    pub fn sql(&self) -> Vec<&str> {
        self.steps.iter().flat_map(|step| step.sql.iter().map(String::as_str)).collect()
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (table, name, version) = (self.table(), self.model.name(), self.model.descriptor.version);
        write!(f, "{table}, for {name} {version}:")?;
        if self.is_empty() {
            return f.write_str(" nothing is to be done");
        }
        for (number, step) in self.steps.iter().enumerate() {
            write!(f, "\n  {}. {step}", number + 1)?;
        }
        match &self.refused {
            Some(why) => write!(f, "\n  not done: {why}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("table", &self.table())
            .field("half", &self.half)
            .field("steps", &self.steps)
            .field("refused", &self.refused)
            .finish_non_exhaustive()
    }
}
