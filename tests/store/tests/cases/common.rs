//! What the cases have in common.

use std::future::poll_fn;
use std::pin::Pin;

use databases::{Database, Kind};
use futures_core::Stream;
use pollster::block_on;
use store_tests::model::cells::{instant, moment_text};
use store_tests::objects::Job;
use store_tests::raw::{self, Raw};
use versioned_object_core::prelude::*;
use versioned_object_core::store::ObjectStream;

/// A database that a case runs on.
pub(crate) struct Place {
    database: Database,
}

impl Place {
    pub(crate) fn new(kind: Kind) -> Self {
        Self { database: Database::new(kind) }
    }

    pub(crate) fn kind(&self) -> Kind {
        self.database.kind
    }

    /// A store without a table.
    pub(crate) fn empty(&self) -> Store {
        self.database.store()
    }

    /// A store with the table of [`Job`].
    pub(crate) fn store(&self) -> Store {
        let store = self.empty();
        block_on(store.create_table::<Job>()).unwrap();
        store
    }

    /// The text of a moment as another program writes it into a column: as it is spelt where columns of moments are
    /// texts, in UTC where they are not.
    pub(crate) fn moment(&self, spelt: &str) -> String {
        match self.kind() {
            Kind::Sqlite => spelt.to_owned(),
            _ => moment_text(instant(spelt).unwrap()),
        }
    }
}

/// Runs a case on every kind of database that is there, each time in an empty one.
pub(crate) fn everywhere(case: impl AsyncFn(&Place) -> Result<()>) -> Result<()> {
    on(&Kind::all(), case)
}

/// Runs a case that only SQLite has, whose columns take any value.
pub(crate) fn in_sqlite(case: impl AsyncFn(&Place) -> Result<()>) -> Result<()> {
    on(&[Kind::Sqlite], case)
}

/// A case on these databases, as far as they are there.
pub(crate) fn on(kinds: &[Kind], case: impl AsyncFn(&Place) -> Result<()>) -> Result<()> {
    for kind in kinds.iter().filter(|kind| kind.is_there()) {
        // Shown when it fails.
        println!("on {kind:?}");
        block_on(case(&Place::new(*kind)))?;
    }
    Ok(())
}

/// A user of the project `lab`.
pub(crate) fn user(store: &Store) -> Context {
    Context::builder().user_id("alice").project_id("lab").store(store).build()
}

pub(crate) fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

/// A job of the project `lab`, in the table.
pub(crate) async fn job(context: &Context, name: &str) -> Result<Job> {
    let mut job = unsaved(context, name)?;
    job.create().await?;
    Ok(job)
}

/// A job of the project `lab`, not in the table yet.
pub(crate) fn unsaved(context: &Context, name: &str) -> Result<Job> {
    Job::builder().user_id("alice").project_id("lab").name(name).build(context)
}

/// Runs statements behind the store's back.
pub(crate) fn sql(store: &Store, statements: &[&str]) {
    raw::execute(store, statements).unwrap();
}

/// The table of jobs as it is.
pub(crate) fn jobs(store: &Store) -> Vec<Vec<Raw>> {
    raw::whole(store, "jobs").unwrap()
}

/// Everything that a stream gives.
pub(crate) fn collect<T: VersionedObject>(mut stream: ObjectStream<T>) -> Vec<Result<T>> {
    let mut items = Vec::new();
    while let Some(item) = block_on(poll_fn(|task| Pin::new(&mut stream).poll_next(task))) {
        items.push(item);
    }
    items
}

/// The names of some jobs, in their order.
pub(crate) fn names(jobs: &[Job]) -> Vec<String> {
    jobs.iter().map(|job| job.name().unwrap().to_owned()).collect()
}

/// Whether a message has a word, as itself and not as part of another.
pub(crate) fn says(error: &Error, word: &str) -> bool {
    let message = error.to_string();
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    message.match_indices(word).any(|(at, _)| {
        let before = message[..at].chars().next_back().is_some_and(is_part);
        let behind = message[at + word.len()..].chars().next().is_some_and(is_part);
        !before && !behind
    })
}

/// Checks that a call was refused, and that its message has these words.
#[track_caller]
pub(crate) fn assert_refused<T: std::fmt::Debug>(answer: Result<T>, words: &[&str]) {
    match answer {
        Ok(value) => panic!("not refused, but answered with {value:?}"),
        Err(error) => {
            for word in words {
                assert!(says(&error, word), "`{word}` is not in: {error}");
            }
        }
    }
}

/// Checks that an object was not found, or that no row was changed.
#[track_caller]
pub(crate) fn assert_not_found<T: std::fmt::Debug>(answer: Result<T>) {
    match answer {
        Err(Error::NotFound { .. }) => {}
        other => panic!("expected `NotFound`, got {other:?}"),
    }
}
