//! Both sides at the same rows at once: this one's threads, and a ledger of what was acknowledged to them.
//!
//! `tests/interop/rows_together.py` does the same at the same time, and holds both ledgers against the rows afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use backup_objects::{Backup, BackupList};
use pollster::block_on;
use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

use crate::form;

/// The statuses that rows are swapped through.
pub(crate) const RING: [&str; 3] = ["available", "restoring", "error"];

/// What was acknowledged.
#[derive(Default)]
struct Ledger {
    /// Which steps of which rows were won.
    steps: Vec<(String, i64)>,
    /// How often the status of a row was swapped, away from each of the ring.
    swaps: BTreeMap<String, [u64; 3]>,
    /// What was added to a counter of dependents, without what was taken away.
    dependents: BTreeMap<String, i64>,
    /// What was added to a size.
    sizes: BTreeMap<String, i64>,
    /// What was saved last.
    saved: BTreeMap<String, String>,
    /// Which rows were destroyed, and when.
    destroyed: Vec<Json>,
    created: Vec<String>,
    /// How often all rows were paged through.
    passes: u64,
    calls: u64,
    /// How often a row was gone when it was to be saved or destroyed.
    gone: u64,
    errors: Vec<String>,
}

/// What a thread works on.
struct Worker {
    store: Store,
    context: Context,
    /// Which of the threads it is, and of how many.
    thread: usize,
    threads: usize,
    began: Instant,
    time: Duration,
    rows: BTreeMap<String, Vec<String>>,
    ledger: Ledger,
}

pub(crate) fn run(store: &Store, call: &Json) -> Result<Json> {
    let context = form::context(store, &call["context"])?;
    let threads = usize::try_from(call["threads"].as_u64().unwrap_or(1)).unwrap_or(1);
    let time = Duration::from_secs_f64(call["seconds"].as_f64().unwrap_or(1.0));
    let ids = |ids: &Json| {
        ids.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let rows = call["rows"].as_object().into_iter().flatten().map(|(kind, all)| (kind.clone(), ids(all)));
    let rows: BTreeMap<String, Vec<String>> = rows.collect();
    let began = Instant::now();
    let workers: Vec<_> = (0..threads)
        .map(|thread| {
            let (context, rows, ledger) = (context.clone(), rows.clone(), Ledger::default());
            let store = store.clone();
            let worker = Worker { store, context, thread, threads, began, time, rows, ledger };
            thread::spawn(move || block_on(worker.work()))
        })
        .collect();
    let ledgers = workers.into_iter().map(|worker| {
        worker
            .join()
            .unwrap_or_else(|_| Ledger { errors: vec!["a thread panicked".to_owned()], ..Ledger::default() })
    });
    Ok(ledgers.map(Ledger::told).collect())
}

impl Ledger {
    fn told(self) -> Json {
        json!({
            "steps": self.steps, "swaps": self.swaps, "dependents": self.dependents, "sizes": self.sizes,
            "saved": self.saved, "destroyed": self.destroyed, "created": self.created, "passes": self.passes,
            "calls": self.calls, "gone": self.gone, "errors": self.errors,
        })
    }
}

impl Worker {
    async fn work(mut self) -> Ledger {
        let mut turn = self.thread;
        while self.began.elapsed() < self.time {
            turn += 1;
            let done = match turn % 8 {
                0 | 4 => self.step(turn).await,
                1 | 5 => self.swap(turn).await,
                2 => self.count(turn).await,
                3 => self.save(turn).await,
                6 => self.doom(turn).await,
                _ => self.look(turn).await,
            };
            self.ledger.calls += 1;
            // Cinder is slower, and where writers wait for each other it is to come to its turn.
            thread::sleep(Duration::from_millis(2));
            if let Err(error) = done {
                self.ledger.errors.push(format!("turn {}: {error}", turn % 8));
            }
        }
        self.ledger
    }

    fn id(&self, kind: &str, turn: usize) -> String {
        let all = &self.rows[kind];
        all[turn / 8 % all.len()].clone()
    }

    /// One step further, unless another takes it first.
    async fn step(&mut self, turn: usize) -> Result<()> {
        let id = self.id("steps", turn);
        let mut backup = Backup::get_by_id(&self.context, &*id).await?;
        let at = backup.object_count()?.unwrap_or_default();
        let next = RING[usize::try_from((at + 1) % 3).unwrap_or_default()];
        let update = ConditionalUpdate::new().set(Backup::OBJECT_COUNT, at + 1).set("status", next);
        let update = match turn / 8 % 2 {
            0 => update.expect(Backup::OBJECT_COUNT.eq(at)),
            _ => update.expect_unchanged(),
        };
        if backup.conditional_update(update).await? {
            self.ledger.steps.push((id, at + 1));
        }
        Ok(())
    }

    /// From one status to the next, whatever the row has.
    async fn swap(&mut self, turn: usize) -> Result<()> {
        let (id, from) = (self.id("swaps", turn), turn / 8 % 3);
        let mut backup = Backup::get_by_id(&self.context, &*id).await?;
        if backup.update_single_status_where(RING[(from + 1) % 3], RING[from]).await? {
            self.ledger.swaps.entry(id).or_default()[from] += 1;
        }
        Ok(())
    }

    /// Two dependents more, one less, and a size that grows.
    async fn count(&mut self, turn: usize) -> Result<()> {
        let id = self.id("counted", turn);
        self.store
            .transaction(&self.context, async |tx: Context| {
                there(Backup::add_dependent(&tx, &*id).await?)?;
                there(Backup::add_dependent(&tx, &*id).await?)
            })
            .await?;
        *self.ledger.dependents.entry(id.clone()).or_default() += 2;
        there(Backup::remove_dependent(&self.context, &*id).await?)?;
        *self.ledger.dependents.entry(id.clone()).or_default() -= 1;
        let mut backup = Backup::get_by_id(&self.context, &*id).await?;
        there(
            backup
                .conditional_update(ConditionalUpdate::new().set(Backup::SIZE, Backup::SIZE.plus(1)))
                .await?,
        )?;
        *self.ledger.sizes.entry(id).or_default() += 1;
        Ok(())
    }

    /// A field of a row that no other thread saves.
    async fn save(&mut self, turn: usize) -> Result<()> {
        let own: Vec<_> =
            self.rows["shared"].iter().skip(self.thread).step_by(self.threads).cloned().collect();
        let id = own[turn / 8 % own.len()].clone();
        let mut backup = Backup::get_by_id(&self.context, &*id).await?;
        let text = format!("{turn} of thread {}", self.thread);
        backup.set_display_description(text.clone())?;
        backup.save().await?;
        self.ledger.saved.insert(id, text);
        Ok(())
    }

    /// Saves and destroys a row that all threads are at just now.
    async fn doom(&mut self, turn: usize) -> Result<()> {
        let all = &self.rows["doomed"];
        let part = self.began.elapsed().as_secs_f64() / self.time.as_secs_f64();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index"
        )]
        let at = (part * all.len() as f64) as usize;
        let Some(id) = all.get(at).cloned() else { return Ok(()) };
        match self.save_and_destroy(&id, turn).await {
            Ok(at) => self.ledger.destroyed.push(json!([id, at])),
            Err(Error::NotFound { .. }) => self.ledger.gone += 1,
            Err(error) => return Err(error),
        }
        Ok(())
    }

    async fn save_and_destroy(&self, id: &str, turn: usize) -> Result<Json> {
        let mut backup = Backup::get_by_id(&self.context, id).await?;
        backup.set_display_name(format!("{turn}"))?;
        backup.save().await?;
        backup.destroy().await?;
        form::object(&backup).map(|mut object| object["fields"]["deleted_at"].take())
    }

    /// Makes a row, or looks at all rows of a host, which are always the same.
    async fn look(&mut self, turn: usize) -> Result<()> {
        if (turn / 8).is_multiple_of(2) {
            let mut backup = Backup::builder()
                .user_id("u")
                .project_id("p")
                .volume_id(Uuid::nil())
                .host("made")
                .display_name(format!("{turn}"))
                .build(&self.context)?;
            backup.create().await?;
            self.ledger.created.push(backup.id()?.to_string());
            return Ok(());
        }
        let (mut seen, mut marker) = (Vec::new(), None);
        loop {
            let query = Query::new().filter_by("host", "shared").marker(marker).limit(7);
            let page = BackupList::get_all(&self.context, &query).await?;
            let page = page.objects()?;
            for backup in page {
                seen.push(backup.id()?.to_string());
            }
            marker = seen.last().cloned();
            if page.len() < 7 {
                break;
            }
        }
        let wanted = &self.rows["shared"];
        if seen.len() != wanted.len() || seen.iter().collect::<BTreeSet<_>>() != wanted.iter().collect() {
            return Err(Error::invalid_input(format!("{} rows in pages, not {}", seen.len(), wanted.len())));
        }
        self.ledger.passes += 1;
        Ok(())
    }
}

fn there(is_there: bool) -> Result<()> {
    if is_there { Ok(()) } else { Err(Error::invalid_input("a row that nobody destroys was not there")) }
}
