//! Rows on their way from the thread of a database to the task that asked for them.
//!
//! The thread of the database does nothing but copy them, some at a time. Objects are made of them where they are used,
//! while the database goes on reading: two cores do what one did, and memory is given back where it was asked for.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use chrono::NaiveDateTime;

use crate::base::error::{Error, Result};
use crate::store::caught::guarded;
use crate::store::driver::{Access, ColumnValue, Row, Step, ToKeep, text_of};
use crate::store::handle::Store;

/// How many rows go together at most, and how many bytes of text are enough to go at once.
const ROWS: usize = 64;
const TEXT: usize = 1 << 17;

/// A value of a column, kept.
enum Kept {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    /// Where the text begins and ends.
    Text(usize, usize),
    DateTime(NaiveDateTime),
    /// The error of this number: no value could be read.
    Refused(usize),
}

/// Some rows.
struct Block {
    /// How many values a row has.
    width: usize,
    values: Vec<Kept>,
    /// The texts, one behind the other.
    texts: Vec<u8>,
    errors: Vec<Error>,
}

impl Block {
    fn new(width: usize) -> Self {
        Self { width, values: Vec::new(), texts: Vec::new(), errors: Vec::new() }
    }

    fn is_full(&self) -> bool {
        self.values.len() >= ROWS * self.width || self.texts.len() >= TEXT
    }

    fn clear(&mut self) {
        self.values.clear();
        self.texts.clear();
        self.errors.clear();
    }

    fn push(&mut self, row: &dyn Row) {
        let Self { width, values, texts, errors } = self;
        let mut keep = |text: &[u8]| {
            let begin = texts.len();
            texts.extend_from_slice(text);
            Kept::Text(begin, texts.len())
        };
        values.extend((0..*width).map(|index| match row.kept(index) {
            Ok(ToKeep::Bytes(text)) => keep(text),
            Ok(ToKeep::Value(value)) => match value {
                ColumnValue::Null => Kept::Null,
                ColumnValue::Bool(truth) => Kept::Bool(truth),
                ColumnValue::Int(number) => Kept::Int(number),
                ColumnValue::Real(number) => Kept::Real(number),
                ColumnValue::Text(text) => keep(text.as_bytes()),
                ColumnValue::DateTime(moment) => Kept::DateTime(moment),
            },
            Err(error) => {
                errors.push(error);
                Kept::Refused(errors.len() - 1)
            }
        }));
    }

    fn rows(&self) -> impl Iterator<Item = CarriedRow<'_>> {
        // They are looked at once for all, unless one of them is none.
        let texts = text_of(&self.texts).unwrap_or_default();
        self.values.chunks(self.width).map(move |values| CarriedRow { block: self, texts, values })
    }
}

/// A row that has arrived.
struct CarriedRow<'b> {
    block: &'b Block,
    /// All texts of the block; empty where some bytes are none.
    texts: &'b str,
    values: &'b [Kept],
}

impl<'b> CarriedRow<'b> {
    fn text(&self, begin: usize, end: usize) -> Result<ColumnValue<'b>> {
        let text = match self.texts.get(begin..end) {
            Some(text) => text,
            None => text_of(self.block.texts.get(begin..end).unwrap_or_default())?,
        };
        Ok(ColumnValue::Text(text))
    }
}

impl Row for CarriedRow<'_> {
    fn get(&self, index: usize) -> Result<ColumnValue<'_>> {
        Ok(match self.values.get(index) {
            Some(Kept::Null) => ColumnValue::Null,
            Some(Kept::Bool(truth)) => ColumnValue::Bool(*truth),
            Some(Kept::Int(number)) => ColumnValue::Int(*number),
            Some(Kept::Real(number)) => ColumnValue::Real(*number),
            Some(Kept::Text(begin, end)) => return self.text(*begin, *end),
            Some(Kept::DateTime(moment)) => ColumnValue::DateTime(*moment),
            Some(Kept::Refused(number)) => return Err(self.block.errors[*number].clone()),
            None => return Err(Error::database(format_args!("there is no column {index}"))),
        })
    }
}

/// What is on its way.
struct Load {
    /// Rows to be taken.
    ready: VecDeque<Block>,
    /// Where further rows go.
    open: Block,
    /// One that was taken, to be filled again.
    spare: Option<Block>,
    /// Why no further row is wanted.
    refused: Option<Error>,
    /// Who waits for rows.
    waker: Option<Waker>,
}

impl Load {
    /// The rows that came, to be taken; further ones go into another block.
    fn close(&mut self) -> Block {
        let next = self.spare.take().unwrap_or_else(|| Block::new(self.open.width));
        std::mem::replace(&mut self.open, next)
    }
}

/// Carries the rows of some steps.
pub(crate) struct Carrier {
    load: Arc<Mutex<Load>>,
}

/// Lets other tasks of this thread have their turn.
async fn turn() {
    let mut has_had = false;
    let turn = poll_fn(|task| {
        task.waker().wake_by_ref();
        if std::mem::replace(&mut has_had, true) { Poll::Ready(()) } else { Poll::Pending }
    });
    turn.await;
}

fn lock(load: &Mutex<Load>) -> MutexGuard<'_, Load> {
    load.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Carrier {
    /// One for so many columns, the first of each row.
    pub(crate) fn new(width: usize) -> Self {
        let load =
            Load { ready: VecDeque::new(), open: Block::new(width), spare: None, refused: None, waker: None };
        Self { load: Arc::new(Mutex::new(load)) }
    }

    /// The step, whose rows are carried.
    pub(crate) fn load(&self, step: Step) -> Step {
        let load = Arc::clone(&self.load);
        step.rows(move |row| {
            let mut load = lock(&load);
            if let Some(error) = &load.refused {
                return Err(error.clone());
            }
            load.open.push(row);
            if load.open.is_full() {
                let full = load.close();
                load.ready.push_back(full);
                if let Some(waker) = load.waker.take() {
                    drop(load);
                    waker.wake();
                }
            }
            Ok(())
        })
    }

    /// Carries out steps that only read, and hands over their rows, one after the other.
    ///
    /// They are not dropped on their way: that would end the transaction that they are part of.
    ///
    /// # Errors
    /// Those of the steps; that of `take`, which ends them.
    pub(crate) async fn run(
        self,
        store: &Store,
        steps: Vec<Step>,
        mut take: impl FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        let mut run = store.run(Access::Read, steps);
        let done = poll_fn(|task| {
            lock(&self.load).waker = Some(task.waker().clone());
            if let Poll::Ready(done) = run.as_mut().poll(task) {
                return Poll::Ready(done);
            }
            if let Some(block) = self.next(false) {
                self.hand_over(block, &mut take);
                // Other tasks of this thread have their turn between.
                task.waker().wake_by_ref();
            }
            Poll::Pending
        });
        let done = done.await;
        while done.is_ok()
            && let Some(block) = self.next(true)
        {
            self.hand_over(block, &mut take);
            turn().await;
        }
        lock(&self.load).refused.take().map_or_else(|| done.map(drop), Err)
    }

    /// Gives each row of a block to `take`, until it wants no further one, and the block back.
    fn hand_over(&self, mut block: Block, take: &mut impl FnMut(&dyn Row) -> Result<()>) {
        // What makes objects may be code of a type.
        let taken = guarded(|| block.rows().try_for_each(|row| take(&row))).flatten();
        block.clear();
        let mut load = lock(&self.load);
        load.spare = Some(block);
        load.refused = taken.err();
    }

    /// Rows that are ready, if they are wanted; at the end, the last ones.
    fn next(&self, is_over: bool) -> Option<Block> {
        let mut load = lock(&self.load);
        if load.refused.is_some() {
            return None;
        }
        let is_rest = is_over && load.ready.is_empty() && !load.open.values.is_empty();
        if is_rest { Some(load.close()) } else { load.ready.pop_front() }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::pin::pin;
    use std::task::Context;
    use std::thread;

    use pollster::block_on;

    use super::*;
    use crate::base::future::BoxFuture;
    use crate::store::driver::{Backend, Driver, Session};

    /// A database on a thread of its own, whose rows are their numbers in several types.
    struct Counting {
        rows: i64,
        /// What the query ends with behind its rows.
        fault: Option<Error>,
    }

    struct Numbered {
        number: i64,
        text: String,
    }

    impl Row for Numbered {
        fn get(&self, index: usize) -> Result<ColumnValue<'_>> {
            Ok(match index {
                0 => ColumnValue::Int(self.number),
                1 => ColumnValue::Text(&self.text),
                2 => ColumnValue::Null,
                3 => ColumnValue::Bool(self.number % 2 == 0),
                4 => ColumnValue::Real(0.5),
                5 => ColumnValue::DateTime(NaiveDateTime::MIN),
                6 => ColumnValue::Text(""),
                _ => return Err(Error::invalid(format!("{} has no {index}", self.number))),
            })
        }
    }

    impl Driver for Counting {
        fn backend(&self) -> Backend {
            Backend::Sqlite
        }

        fn run(&self, _: Access, mut steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
            let (rows, fault) = (self.rows, self.fault.clone());
            let (sender, receiver) = futures_channel::oneshot::channel();
            thread::spawn(move || {
                let mut numbers = 0..;
                let mut give = |step: &mut Step| {
                    numbers.by_ref().take(usize::try_from(rows).unwrap()).try_for_each(|number| {
                        let text = "ü".repeat(usize::try_from(number).unwrap() % 5000);
                        step.rows.as_mut().unwrap()(&Numbered { number, text })
                    })
                };
                let done = steps.iter_mut().try_for_each(&mut give);
                drop(steps);
                // Nobody hears it who did not wait for it.
                sender.send(done.and(fault.map_or(Ok(Vec::new()), Err))).unwrap();
            });
            Box::pin(async { receiver.await.unwrap() })
        }

        fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
            Box::pin(async { Err(Error::database("nothing begins here")) })
        }
    }

    fn carry(rows: i64, fault: Option<Error>, take: impl FnMut(&dyn Row) -> Result<()>) -> Result<()> {
        let (store, carrier) = (Store::new(Counting { rows, fault }), Carrier::new(8));
        let steps = (0..2).map(|_| carrier.load(Step::new("SELECT", Vec::new()))).collect();
        block_on(carrier.run(&store, steps, take))
    }

    #[test]
    fn rows_arrive_as_they_were_in_their_order() {
        for rows in [0, 1, 63, 64, 65, 1000] {
            let mut next = 0;
            let carried = carry(rows, None, |row| {
                let text = "ü".repeat(usize::try_from(next).unwrap() % 5000);
                let was = Numbered { number: next, text };
                for index in 0..7 {
                    assert_eq!(row.get(index).unwrap(), was.get(index).unwrap(), "{index} of {next}");
                }
                assert_eq!(row.get(7).unwrap_err(), was.get(7).unwrap_err());
                assert_eq!(row.get(8).unwrap_err().to_string(), "database: there is no column 8");
                next += 1;
                Ok(())
            });
            carried.unwrap();
            assert_eq!(next, 2 * rows);
        }
    }

    /// Bytes, of which nobody has looked whether they are texts.
    struct Bytes([&'static [u8]; 3]);

    impl Row for Bytes {
        fn get(&self, index: usize) -> Result<ColumnValue<'_>> {
            text_of(self.0[index]).map(ColumnValue::Text)
        }

        fn kept(&self, index: usize) -> Result<ToKeep<'_>> {
            Ok(ToKeep::Bytes(self.0[index]))
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_an_error_of_their_own() {
        let good = Bytes([b"a", "ü".as_bytes(), b""]);
        // Together they are a text.
        let halves = Bytes([b"\xc3", b"\xbc", b"b"]);
        let bad = Bytes([b"c", b"\xff", "€".as_bytes()]);
        for kept in [vec![&good], vec![&good, &halves, &good], vec![&good, &bad, &halves], vec![&bad, &good]]
        {
            let mut block = Block::new(3);
            for row in &kept {
                block.push(*row);
            }
            let mut rows = block.rows();
            for was in kept {
                let row = rows.next().unwrap();
                for index in 0..3 {
                    assert_eq!(row.get(index), was.get(index));
                }
            }
            assert!(rows.next().is_none());
        }
    }

    #[test]
    fn what_goes_wrong_ends_it() {
        let fault = Error::database("gone");
        assert_eq!(carry(100, Some(fault.clone()), |_| Ok(())).unwrap_err(), fault);
        let mut taken = 0;
        // Enough that some of them are not read yet when the first is refused.
        let refused = carry(100_000, None, |_| {
            taken += 1;
            if taken == 100 { Err(Error::invalid("no")) } else { Ok(()) }
        });
        assert_eq!((refused.unwrap_err(), taken), (Error::invalid("no"), 100));
        for rows in [10, 100_000] {
            let panicked = carry(rows, None, |_| panic!("a setter"));
            assert!(panicked.unwrap_err().to_string().contains("a setter"));
        }
    }

    #[test]
    fn other_tasks_of_the_thread_have_their_turn() {
        let (store, carrier) = (Store::new(Counting { rows: 1000, fault: None }), Carrier::new(8));
        let steps = vec![carrier.load(Step::new("SELECT", Vec::new()))];
        let taken = Cell::new(0);
        let mut rows = pin!(carrier.run(&store, steps, |_| {
            taken.set(taken.get() + 1);
            Ok(())
        }));
        let mut turns = 0;
        while rows.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            turns += usize::from(taken.get() > 0);
            assert!(taken.take() <= ROWS);
        }
        assert!(turns >= 1000 / ROWS);
    }
}
