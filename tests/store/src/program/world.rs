//! A store and a model beside it, and what programs do with both.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use databases::Kind as Database;
use versioned_object_core::ReadDeleted;
use versioned_object_core::chrono::{DateTime, Utc};
use versioned_object_core::prelude::*;

use crate::dice::Dice;
use crate::ground::Ground;
use crate::model::answer::{Answer, Why};
use crate::model::cells;
use crate::model::shape::{Field, Kind, Shape, Subject};
use crate::model::table::{Actor, Row, Table, Thing, Who};
use crate::program::features::Features;
use crate::program::questions::Questions;
use crate::program::values;
use crate::raw::Raw;

/// Where store and model differ.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What differs, the same for all that differ in the same way.
    pub what: String,
    /// How.
    pub how: String,
}

/// What a step of a program comes to.
pub type Step = Result<(), Failure>;

/// An object that a program has.
#[derive(Clone)]
pub(crate) struct Held<T> {
    pub(crate) object: T,
    pub(crate) actor: Actor,
    /// Whether it was read or written.
    pub(crate) stored: bool,
    /// Whether it came over the wire, so that nobody knows which key it had.
    pub(crate) carried: bool,
}

/// A store and a model beside it.
pub struct World<'f, T> {
    pub(crate) shape: &'static Shape,
    pub(crate) ground: &'f Ground,
    pub(crate) features: &'f Features,
    pub(crate) table: Table,
    pub(crate) store: Store,
    /// A context of nobody, in the store or the transaction.
    pub(crate) base: Context,
    pub(crate) in_transaction: bool,
    pub(crate) held: Vec<Held<T>>,
    clock: Arc<AtomicI64>,
    /// What was done, a line for each step.
    pub log: Vec<String>,
}

/// The first moment of every program, in microseconds.
const BEGINNING: i64 = 1_772_323_200_000_000;

fn moment(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap()
}

/// A key that looks random, and is the same in every run.
pub(crate) fn uuid(number: u64) -> Uuid {
    let mut dice = Dice::new(number);
    Uuid::from_u64_pair(dice.roll(), dice.roll())
}

impl<'f, T: Subject> World<'f, T> {
    /// A store with an empty table.
    ///
    /// # Errors
    /// What the database says.
    pub fn new(ground: &'f Ground, features: &'f Features, loose: bool) -> Result<Self> {
        let shape = T::SHAPE;
        let loose = loose && features.has("loose");
        let store = ground.store::<T>(loose)?;
        let (clock, ids) = (Arc::new(AtomicI64::new(BEGINNING)), AtomicU64::new(1_000));
        let time = Arc::clone(&clock);
        let base = Context::builder()
            .project_id("lab")
            .clock(move || moment(time.load(Ordering::Relaxed)))
            .ids(move || uuid(ids.fetch_add(1, Ordering::Relaxed)))
            .store(&store)
            .build();
        Ok(Self {
            shape,
            ground,
            features,
            table: Table { shape, loose, rows: Vec::new() },
            store,
            base,
            in_transaction: false,
            held: Vec::new(),
            clock,
            log: Vec::new(),
        })
    }

    /// What makes questions.
    pub(crate) fn questions(&self) -> Questions<'f> {
        Questions { shape: self.shape, features: self.features }
    }

    /// The time, which stands still within a step.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        moment(self.clock.load(Ordering::Relaxed))
    }

    /// Lets some time pass.
    pub(crate) fn tick(&self) {
        self.clock.fetch_add(1_000_137, Ordering::Relaxed);
    }

    /// A line of the log.
    pub(crate) fn say(&mut self, line: String) {
        self.log.push(line);
    }

    /// Somebody.
    pub(crate) fn actor(&self, dice: &mut Dice) -> Actor {
        let who = match dice.below(16) {
            0..=7 => Who::Alice,
            8..=9 => Who::Bob,
            14 if self.features.has("nobody") => Who::Nobody,
            15 if self.features.has("nobody") => Who::Empty,
            _ => Who::Admin,
        };
        let read_deleted = match dice.below(8) {
            0 if self.features.has("deleted") => ReadDeleted::Only,
            1 | 2 if self.features.has("deleted") => ReadDeleted::Yes,
            _ => ReadDeleted::No,
        };
        Actor { who, read_deleted }
    }

    /// The context of somebody.
    pub(crate) fn context(&self, actor: Actor) -> Context {
        let context = self.base.to_builder().read_deleted(actor.read_deleted);
        match actor.who {
            Who::Alice => context.user_id("alice").project_id("lab"),
            Who::Bob => context.user_id("bob").project_id("shop"),
            Who::Admin => context.is_admin(true),
            Who::Nobody => context,
            Who::Empty => context.user_id(""),
        }
        .build()
    }

    /// Keeps an object.
    pub(crate) fn keep(&mut self, object: T, actor: Actor, stored: bool) {
        if self.held.len() >= 8 {
            self.held.remove(0);
        }
        self.held.push(Held { object, actor, stored, carried: false });
    }

    /// One of the objects; within a transaction, with a context that is part of it.
    pub(crate) fn any(&mut self, stored: bool, dice: &mut Dice) -> Option<usize> {
        let fitting: Vec<usize> =
            (0..self.held.len()).filter(|at| self.held[*at].stored || !stored).collect();
        let at = *fitting.get(dice.below(fitting.len().max(1)))?;
        if !self.features.has("stale") && stored {
            let thing = Thing::of(self.shape, &self.held[at].object);
            let row = self.table.row_of(&thing)?;
            if self.table.is_deleted(&self.table.rows[row]) {
                return None;
            }
        }
        if self.in_transaction || dice.one_in(2) {
            let context = self.context(self.held[at].actor);
            self.held[at].object.obj_set_context(Some(&context));
        }
        Some(at)
    }

    /// What the table has; what is known of it already is in the same order.
    fn actual(&self) -> Result<Vec<Row>, Failure> {
        let mut rows = self
            .ground
            .rows(&self.store, self.shape)
            .map_err(|error| Failure { what: "reading the table".to_owned(), how: error.to_string() })?;
        if self.ground.kind != Database::Sqlite {
            let key = self.shape.key_at();
            let place = |row: &Row| self.table.rows.iter().position(|known| known[key] == row[key]);
            rows.sort_by_key(|row| match row[key] {
                // As the model has those that the database numbers.
                Raw::Int(number) => (0, number, String::new()),
                _ => (place(row).unwrap_or(usize::MAX), 0, row[key].literal()),
            });
        }
        Ok(rows)
    }

    /// Takes the table over as it is.
    pub(crate) fn reload(&mut self) -> Step {
        self.table.rows = self.actual()?;
        Ok(())
    }

    /// Compares the whole table; some values may be others instead.
    pub(crate) fn compare(&mut self, what: &str, instead: &[(usize, usize, Raw)]) -> Step {
        let actual = self.actual()?;
        if self.table.makes_key() {
            for (at, index, raw) in instead {
                if actual.get(*at).is_some_and(|row| row[*index] == *raw) {
                    self.table.rows[*at][*index] = raw.clone();
                }
            }
        } else {
            let key = self.shape.key_at();
            self.table.rows.sort_by_key(|row| match row[key] {
                Raw::Int(number) => number,
                _ => 0,
            });
        }
        let failure = |what: String, how: String| Err(Failure { what, how });
        if actual.len() != self.table.rows.len() {
            let how = format!("{} rows instead of {}", actual.len(), self.table.rows.len());
            return failure(format!("{what}: the number of rows"), how);
        }
        for (row, expected) in actual.iter().zip(&self.table.rows) {
            for (field, (raw, wanted)) in self.shape.fields.iter().zip(row.iter().zip(expected)) {
                if raw != wanted {
                    let how = format!("{} is {} instead of {}", field.name, show(raw), show(wanted));
                    return failure(format!("{what}: the row has another {}", field.name), how);
                }
            }
        }
        Ok(())
    }

    /// Compares an answer with what it should be, and gives that where it is more than an error. `None` where nothing
    /// is left to compare.
    pub(crate) fn judge<V, A>(
        &mut self,
        what: &str,
        given: &Result<V>,
        answer: Answer<A>,
    ) -> Result<Option<A>, Failure> {
        match (answer, given) {
            (Answer::Unsure, _) => {
                self.reload()?;
                Ok(None)
            }
            (Answer::Is(value) | Answer::Either(value, _), Ok(_)) => Ok(Some(value)),
            (Answer::Is(_), Err(error)) => Err(Failure {
                what: format!("{what}: {} instead of Ok", class(error)),
                how: error.to_string(),
            }),
            (Answer::Refused(why) | Answer::Either(_, why), Err(error))
                if why.iter().any(|why| why.fits(error)) =>
            {
                self.compare(what, &[])?;
                Ok(None)
            }
            (Answer::Refused(why) | Answer::Either(_, why), Err(error)) => Err(Failure {
                what: format!("{what}: {} instead of {}", class(error), kinds(&why)),
                how: format!("{error}, instead of {why:?}"),
            }),
            (Answer::Refused(why), Ok(_)) => {
                let what = format!("{what}: Ok instead of {}", kinds(&why));
                Err(Failure { what, how: format!("instead of {why:?}") })
            }
        }
    }

    /// Compares an object with what it should be; loosely, what its column makes of a value is as good as the value.
    pub(crate) fn same(&self, what: &str, given: &Thing, wanted: &Thing, loosely: bool) -> Step {
        for (at, field) in self.shape.fields.iter().enumerate() {
            let same = match (&given.values[at], &wanted.values[at]) {
                (None, None) => true,
                (Some(given), Some(wanted)) => {
                    cells::same(given, wanted) || (loosely && self.as_good(field, given, wanted))
                }
                _ => false,
            };
            if !same {
                return Err(Failure {
                    what: format!("{what}: the object has another {}", field.name),
                    how: format!("{:?} instead of {:?}", given.values[at], wanted.values[at]),
                });
            }
            if given.changed[at] != wanted.changed[at] {
                return Err(Failure {
                    what: format!("{what}: whether {} of the object is changed", field.name),
                    how: format!("{} instead of {}", given.changed[at], wanted.changed[at]),
                });
            }
        }
        Ok(())
    }

    /// Whether a value is as good as another where nobody read the row: what its column makes of it, or zero for null.
    fn as_good(&self, field: &Field, given: &Value, wanted: &Value) -> bool {
        if field.kind == Kind::Int {
            let is_zero = |value: &Value| value.is_null() || *value == 0;
            return self.shape.zero && is_zero(given) && is_zero(wanted);
        }
        field.to_column.is_some() && cells::stored(field, given) == cells::stored(field, wanted)
    }

    /// A key to ask with: mostly of a row, spelt in some way.
    pub(crate) fn some_key(&self, dice: &mut Dice) -> Value {
        let row = if self.table.rows.is_empty() { None } else { Some(dice.pick(&self.table.rows)) };
        let known = row.filter(|_| !dice.one_in(10)).and_then(|row| self.table.key_of(row));
        if self.table.makes_key() {
            let id = known.unwrap_or_else(|| uuid(dice.below(20) as u64).to_string());
            return self.asked(&id, dice).into();
        }
        let number: i64 = known.and_then(|known| known.parse().ok()).unwrap_or(77);
        if dice.one_in(3) && self.features.has("asked") { number.to_string().into() } else { number.into() }
    }

    /// A key as somebody asks for it.
    pub(crate) fn asked(&self, id: &str, dice: &mut Dice) -> String {
        let is_uuid = cells::uuid(id).as_deref() == Some(id);
        if is_uuid && self.features.has("asked") { values::respelt(id, dice) } else { id.to_owned() }
    }
}

/// What kind of error it is.
pub(crate) fn class(error: &Error) -> String {
    let debug = format!("{error:?}");
    debug.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

/// What kinds of errors they are, without names.
fn kinds(why: &[Why]) -> String {
    let mut kinds: Vec<String> =
        why.iter().map(|why| format!("{why:?}").split('(').next().unwrap_or_default().to_owned()).collect();
    kinds.sort();
    kinds.dedup();
    kinds.join(" or ")
}

/// A raw value, to be read.
pub(crate) fn show(raw: &Raw) -> String {
    raw.as_str().map_or_else(|| raw.literal(), |text| format!("{text:?}"))
}
