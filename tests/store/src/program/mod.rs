//! Random programs: what they do, running them, and making those that fail short.

pub mod features;
pub mod questions;
mod reading;
pub mod values;
pub mod world;
mod writing;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pollster::block_on;
use versioned_object_core::prelude::*;

use crate::dice::Dice;
use crate::ground::Ground;
use crate::model::shape::Subject;
use crate::program::features::Features;
use crate::program::world::{Failure, Step, World};

/// A step of a program. What it does depends on nothing but itself and what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Op {
    kind: Kind,
    seed: u64,
}

/// A part of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// One step.
    One(Op),
    /// Several in a transaction, which may fail at its end.
    Together {
        /// The steps.
        ops: Vec<Op>,
        /// Whether it fails.
        fails: bool,
    },
}

/// What a step does. A call that is new gets a kind here, a method of [`World`] and a function of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    InsertRaw,
    UpdateRaw,
    Create,
    CreateAll,
    LookUp,
    Exists,
    List,
    Count,
    Stream,
    Change,
    Save,
    Destroy,
    Refresh,
    ConditionalUpdate,
    Expect,
    UpdateById,
    Rekey,
    Wire,
    HandOver,
    InScope,
    ConditionalDestroy,
    Revive,
    Purge,
}

/// What steps do, as often as they do it.
const KINDS: [Kind; 37] = [
    Kind::InsertRaw,
    Kind::InsertRaw,
    Kind::InsertRaw,
    Kind::UpdateRaw,
    Kind::UpdateRaw,
    Kind::UpdateRaw,
    Kind::Create,
    Kind::Create,
    Kind::Create,
    Kind::CreateAll,
    Kind::LookUp,
    Kind::LookUp,
    Kind::LookUp,
    Kind::Exists,
    Kind::List,
    Kind::List,
    Kind::List,
    Kind::Count,
    Kind::Stream,
    Kind::Change,
    Kind::Change,
    Kind::Change,
    Kind::Save,
    Kind::Save,
    Kind::Save,
    Kind::Destroy,
    Kind::Refresh,
    Kind::ConditionalUpdate,
    Kind::Expect,
    Kind::UpdateById,
    Kind::Rekey,
    Kind::Wire,
    Kind::HandOver,
    Kind::InScope,
    Kind::ConditionalDestroy,
    Kind::Revive,
    Kind::Purge,
];

/// The program of a seed.
pub fn program(seed: u64, steps: usize) -> Vec<Part> {
    let dice = &mut Dice::new(seed);
    let op = |dice: &mut Dice| Op { kind: *dice.pick(&KINDS), seed: dice.roll() };
    let part = |_| {
        if dice.one_in(15) {
            let steps = 1 + dice.below(4);
            let ops = (0..steps).map(|_| op(dice)).collect();
            return Part::Together { ops, fails: dice.one_in(2) };
        }
        Part::One(op(dice))
    };
    (0..steps).map(part).collect()
}

/// A program that failed.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Where store and model differ.
    pub failure: Failure,
    /// What the program did until then.
    pub log: Vec<String>,
}

/// Runs a program on a new table.
///
/// # Errors
/// Where store and model differ.
pub fn run<T: Subject>(
    ground: &Ground,
    parts: &[Part],
    features: &Features,
    loose: bool,
) -> Result<(), Box<Failed>> {
    let broken = |how: String, log: Vec<String>| {
        let failure = Failure { what: "panic".to_owned(), how };
        Box::new(Failed { failure, log })
    };
    let mut world =
        World::<T>::new(ground, features, loose).map_err(|error| broken(error.to_string(), Vec::new()))?;
    for part in parts {
        let done = catch_unwind(AssertUnwindSafe(|| block_on(world.part(part))));
        match done {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => return Err(Box::new(Failed { failure, log: world.log })),
            Err(panic) => {
                let message = panic.downcast_ref::<String>().cloned();
                let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                return Err(broken(message.unwrap_or_default(), world.log));
            }
        }
    }
    Ok(())
}

/// Leaves out of a failing program what it fails without, half by half.
pub fn shrink<T: Subject>(
    ground: &Ground,
    parts: &[Part],
    features: &Features,
    loose: bool,
    failed: &Failed,
) -> (Vec<Part>, Failed) {
    let mut best = (parts.to_vec(), failed.clone());
    let try_out =
        |parts: Vec<Part>, best: &mut (Vec<Part>, Failed)| match run::<T>(ground, &parts, features, loose) {
            Err(other) if other.failure.what == best.1.failure.what => {
                *best = (parts, *other);
                true
            }
            _ => false,
        };
    loop {
        let before = best.0.clone();
        let mut size = best.0.len() / 2;
        while size > 0 {
            let mut at = 0;
            while at < best.0.len() {
                let mut fewer = best.0.clone();
                fewer.drain(at..(at + size).min(fewer.len()));
                if !try_out(fewer, &mut best) {
                    at += size;
                }
            }
            size /= 2;
        }
        // A transaction may be needed for its steps alone, or for some of them.
        for at in (0..best.0.len()).rev() {
            let Part::Together { ops, fails } = best.0[at].clone() else { continue };
            let mut apart = best.0.clone();
            apart.splice(at..=at, ops.iter().copied().map(Part::One));
            if try_out(apart, &mut best) {
                continue;
            }
            for index in (0..ops.len()).rev() {
                let Part::Together { mut ops, .. } = best.0[at].clone() else { break };
                ops.remove(index);
                let mut fewer = best.0.clone();
                fewer[at] = Part::Together { ops, fails };
                try_out(fewer, &mut best);
            }
        }
        if best.0 == before {
            return best;
        }
    }
}

impl<T: Subject> World<'_, T> {
    /// Does a part of a program, and compares.
    ///
    /// # Errors
    /// Where store and model differ.
    pub async fn part(&mut self, part: &Part) -> Step {
        match part {
            Part::One(op) => self.step(*op).await,
            Part::Together { ops, fails } => self.transaction(ops, *fails).await,
        }
    }

    async fn step(&mut self, op: Op) -> Step {
        self.tick();
        let dice = &mut Dice::new(op.seed);
        match op.kind {
            Kind::InsertRaw => self.insert_raw(dice),
            Kind::UpdateRaw => self.update_raw(dice),
            Kind::Create => self.create(dice).await,
            Kind::CreateAll => self.create_all(dice).await,
            Kind::LookUp => self.look_up(dice).await,
            Kind::Exists => self.exists(dice).await,
            Kind::List => self.list(dice).await,
            Kind::Count => self.count(dice).await,
            Kind::Stream => self.stream(dice).await,
            Kind::Save => self.save_or_destroy(true, dice).await,
            Kind::Destroy => self.save_or_destroy(false, dice).await,
            Kind::Refresh => self.refresh(dice).await,
            Kind::ConditionalUpdate => self.conditional_update(dice).await,
            Kind::Expect => self.expect(dice).await,
            Kind::UpdateById => self.update_by_id(dice).await,
            Kind::Rekey => self.rekey(dice).await,
            Kind::Wire => self.wire(dice),
            Kind::Change => {
                self.change(dice);
                Ok(())
            }
            Kind::HandOver => {
                self.hand_over(dice);
                Ok(())
            }
            Kind::InScope => self.in_scope(dice).await,
            Kind::ConditionalDestroy => self.conditional_destroy(dice).await,
            Kind::Revive => self.revive(dice).await,
            Kind::Purge => self.purge(dice).await,
        }
    }

    /// Does several steps at once, which stay or go together.
    async fn transaction(&mut self, ops: &[Op], fails: bool) -> Step {
        self.say(format!("a transaction that {}", if fails { "fails" } else { "succeeds" }));
        let (outer, base, before) = (self.store.clone(), self.base.clone(), self.table.clone());
        let mut failure = None;
        let world = &mut *self;
        let failed = &mut failure;
        let given = outer
            .transaction(&base, async |inner: Context| {
                let over = || Error::invalid_input("as it should");
                world.store = inner.store().cloned().ok_or_else(over)?;
                world.base = inner;
                world.in_transaction = true;
                for op in ops {
                    if let Err(failure) = world.step(*op).await {
                        *failed = Some(failure);
                        return Err(over());
                    }
                }
                if fails { Err(over()) } else { Ok(()) }
            })
            .await;
        (self.store, self.base, self.in_transaction) = (outer, base, false);
        self.say("  which is over".to_owned());
        if let Some(failure) = failure {
            return Err(failure);
        }
        if given.is_err() != fails {
            return Err(Failure { what: "the end of a transaction".to_owned(), how: format!("{given:?}") });
        }
        if fails {
            self.table = before;
        }
        self.compare("a transaction", &[])
    }
}
