//! Steps that write.

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

use crate::dice::Dice;
use crate::model::answer::{Answer, Why};
use crate::model::cells;
use crate::model::condition::Test;
use crate::model::shape::{Field, Subject};
use crate::model::table::{Actor, Thing, Who};
use crate::model::writes::{self, Update, Written};
use crate::program::values;
use crate::program::world::{Failure, Step, World, uuid};
use crate::raw::{self, Raw};

impl<T: Subject> World<'_, T> {
    /// Another program inserts a row.
    pub(crate) fn insert_raw(&mut self, dice: &mut Dice) -> Step {
        let mut columns = Vec::new();
        let mut literals = Vec::new();
        for field in self.shape.fields {
            let raw = if field.name == self.shape.key {
                if !self.table.makes_key() {
                    continue;
                }
                Raw::from(uuid(dice.roll()).to_string().as_str())
            } else if Some(field.name) == self.shape.project {
                Raw::from(self.questions().project(dice))
            } else if dice.one_in(4)
                && let Some(foreign) = values::foreign(field, self.table.loose, self.features, dice)
            {
                foreign
            } else if self.questions().decides(field) {
                Raw::Int(i64::from(self.features.has("stale") && dice.one_in(4)))
            } else {
                values::stored(self.shape, field, self.features, dice)
            };
            columns.push(self.ground.quoted(field.column));
            literals.push(self.ground.literal(field, &raw));
        }
        let statement = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.ground.quoted(self.shape.table),
            columns.join(", "),
            literals.join(", ")
        );
        self.run_raw(&statement)
    }

    /// Another program changes a row.
    pub(crate) fn update_raw(&mut self, dice: &mut Dice) -> Step {
        if self.table.rows.is_empty() {
            return Ok(());
        }
        let at = dice.below(self.table.rows.len());
        let field = dice.pick(self.shape.fields);
        let row = &self.table.rows[at];
        let raw = if field.name == self.shape.key {
            let takes_null = self.table.loose && self.table.makes_key() && self.features.has("nameless");
            let held = |id: &str| self.held.iter().any(|held| self.has_key(&held.object, id));
            match (self.table.key_of(row), dice.below(8)) {
                (_, 1) if takes_null => Raw::Null,
                (Some(id), 1..)
                    if self.table.makes_key()
                        && self.features.has("keys")
                        && (self.features.has("respelt") || !(held(&id) || self.in_transaction)) =>
                {
                    Raw::from(values::respelt(&id, dice).as_str())
                }
                (_, 0) if self.table.makes_key() && self.features.has("bad") => {
                    Raw::from(format!("no key {}", dice.below(1_000)).as_str())
                }
                _ => return Ok(()),
            }
        } else if Some(field.name) == self.shape.project {
            Raw::from(self.questions().project(dice))
        } else {
            match values::foreign(field, self.table.loose, self.features, dice) {
                Some(foreign) => foreign,
                None => values::stored(self.shape, field, self.features, dice),
            }
        };
        let key = &row[self.shape.key_at()];
        let statement = format!(
            "UPDATE {} SET {} = {} WHERE {} = {}",
            self.ground.quoted(self.shape.table),
            self.ground.quoted(field.column),
            self.ground.literal(field, &raw),
            self.ground.quoted(self.shape.fields[self.shape.key_at()].column),
            key.literal()
        );
        self.run_raw(&statement)
    }

    fn has_key(&self, object: &T, id: &str) -> bool {
        object.obj_get(self.shape.key).is_ok_and(|key| key == *id)
    }

    /// Runs a statement that the table may refuse.
    fn run_raw(&mut self, statement: &str) -> Step {
        self.say(statement.to_owned());
        if let Err(error) = raw::execute(&self.store, &[statement]) {
            self.say(format!("  which is refused: {error}"));
        }
        self.reload()
    }

    /// A new object with some fields.
    fn build(&self, actor: Actor, dice: &mut Dice) -> T {
        let mut object = T::orphan();
        object.obj_set_context(Some(&self.context(actor)));
        for field in self.shape.fields {
            let is_key = field.name == self.shape.key;
            let value = if is_key {
                let free = !self.table.makes_key() || !dice.one_in(5);
                if free && !dice.one_in(12) {
                    continue;
                }
                self.new_key(dice)
            } else if Some(field.name) == self.shape.project {
                self.questions().project(dice).into()
            } else if self.is_left_out(field, dice) {
                continue;
            } else {
                values::good(field, self.features, dice)
            };
            object.obj_set(field.name, value).unwrap();
        }
        object
    }

    /// Whether a new object is left without a field.
    fn is_left_out(&self, field: &Field, dice: &mut Dice) -> bool {
        if self.questions().decides(field) {
            return !dice.one_in(6);
        }
        dice.one_in(if field.takes_null() { 2 } else { 30 })
    }

    /// A key that somebody gives: of a row that is there, or of none.
    fn new_key(&self, dice: &mut Dice) -> Value {
        let known = if self.table.rows.is_empty() || !dice.one_in(3) {
            None
        } else {
            self.table.key_of(&self.table.rows[dice.below(self.table.rows.len())])
        };
        if self.table.makes_key() {
            let plain =
                |id: &String| self.table.rows.iter().any(|row| row[self.shape.key_at()].as_str() == Some(id));
            let known = known.and_then(|known| cells::uuid(&known));
            let known = known.filter(|known| self.features.has("twins") || plain(known));
            return known.unwrap_or_else(|| uuid(dice.roll()).to_string()).into();
        }
        let known: Option<i64> = known.and_then(|known| known.parse().ok());
        known.unwrap_or_else(|| 100 + i64::try_from(dice.below(50)).unwrap()).into()
    }

    /// The keys of objects, where they have one.
    fn keys(&self, objects: &[T]) -> Vec<Value> {
        let key = |object: &T| object.obj_get(self.shape.key).unwrap_or(Value::Null);
        objects.iter().map(key).collect()
    }

    /// Creates a row: of a new object, or once more of one that there is.
    pub(crate) async fn create(&mut self, dice: &mut Dice) -> Step {
        let at = match self.any(false, dice).filter(|_| dice.one_in(6)) {
            Some(at) => at,
            None => {
                let actor = self.actor(dice);
                let object = self.build(actor, dice);
                self.keep(object, actor, false);
                self.held.len() - 1
            }
        };
        let keep_key = dice.one_in(2);
        let actor = self.held[at].actor;
        let thing = Thing::of(self.shape, &self.held[at].object);
        if !self.features.has("twins") && self.is_spelt_otherwise(&thing) {
            return Ok(());
        }
        let word = if keep_key { "create_with_key" } else { "create" };
        self.say(format!("{actor}: {word} of {}", self.held[at].object));
        let object = &mut self.held[at].object;
        let given = if keep_key { object.create_with_key().await } else { object.create().await };
        let after = Thing::of(self.shape, &self.held[at].object);
        let keys = self.keys(std::slice::from_ref(&self.held[at].object));
        let answer =
            writes::create(&self.table, std::slice::from_ref(&thing), actor, keep_key, &keys, self.now());
        match self.judge(word, &given, answer)? {
            Some((table, made)) => {
                self.table = table;
                self.same(word, &after, &made[0], false)?;
                self.held[at].stored = true;
                self.compare(word, &[])
            }
            None => self.same(word, &after, &thing, false),
        }
    }

    /// Whether the key of an object is that of a row, which spells it otherwise.
    fn is_spelt_otherwise(&self, thing: &Thing) -> bool {
        let key = self.shape.key_at();
        let row = self.table.row_of(thing).map(|at| &self.table.rows[at][key]);
        row.is_some_and(|raw| {
            let plain = thing.values[key].as_ref().map(|value| cells::stored(&self.shape.fields[key], value));
            plain.as_ref() != Some(raw)
        })
    }

    /// Creates several rows.
    pub(crate) async fn create_all(&mut self, dice: &mut Dice) -> Step {
        let actor = self.actor(dice);
        let objects: Vec<T> = (0..dice.below(4)).map(|_| self.build(actor, dice)).collect();
        let things: Vec<Thing> = objects.iter().map(|object| Thing::of(self.shape, object)).collect();
        let texts: Vec<String> = objects.iter().map(ToString::to_string).collect();
        self.say(format!("{actor}: create_all of {texts:?}"));
        let given = T::create_all(&self.context(actor), objects).await;
        let keys = given.as_ref().map_or_else(|_| vec![Value::Null; things.len()], |made| self.keys(made));
        let answer = writes::create(&self.table, &things, actor, true, &keys, self.now());
        let Some((table, made)) = self.judge("create_all", &given, answer)? else { return Ok(()) };
        let objects = given.unwrap_or_default();
        if objects.len() != made.len() {
            let how = format!("{} instead of {}", objects.len(), made.len());
            return Err(Failure { what: "create_all: the number of objects".to_owned(), how });
        }
        self.table = table;
        for (object, wanted) in objects.into_iter().zip(&made) {
            self.same("create_all", &Thing::of(self.shape, &object), wanted, false)?;
            self.keep(object, actor, true);
        }
        self.compare("create_all", &[])
    }

    /// Sets some fields of an object.
    pub(crate) fn change(&mut self, dice: &mut Dice) {
        let Some(at) = self.any(false, dice) else { return };
        for _ in 0..=dice.below(3) {
            let field = self.questions().settable(dice);
            let value = if dice.one_in(10) {
                values::bad(field, dice)
            } else {
                values::good(field, self.features, dice)
            };
            self.say(format!("{} of {} is set to {value}", field.name, self.held[at].object));
            // What is refused leaves the object as it is: that is tested elsewhere.
            drop(self.held[at].object.obj_set(field.name, value));
        }
    }

    /// Writes the changes of an object, or deletes it.
    pub(crate) async fn save_or_destroy(&mut self, saves: bool, dice: &mut Dice) -> Step {
        let Some(at) = self.any(true, dice) else { return Ok(()) };
        let word = if saves { "save" } else { "destroy" };
        let actor = self.held[at].actor;
        let before = Thing::of(self.shape, &self.held[at].object);
        if saves && !self.features.has("outdated") && self.is_outdated(&before) {
            return Ok(());
        }
        self.say(format!("{actor}: {word} of {}", self.held[at].object));
        let object = &mut self.held[at].object;
        let given = if saves { object.save().await } else { object.destroy().await };
        let after = Thing::of(self.shape, &self.held[at].object);
        let answer = if self.is_odd(&before) {
            Answer::Unsure
        } else if saves {
            writes::save(&self.table, &before, actor, self.now())
        } else {
            match writes::destroy(&self.table, &before, &Update::default(), actor, self.now()) {
                Answer::Is((true, written)) => Answer::Is(written),
                Answer::Is((false, _)) => Answer::Refused(vec![Why::NotFound]),
                Answer::Refused(why) => Answer::Refused(why),
                Answer::Either(..) | Answer::Unsure => Answer::Unsure,
            }
        };
        if given.is_ok() && !saves && self.shape.soft.is_none() {
            // Its row is gone.
            self.held[at].stored = false;
        }
        self.written(word, &given, answer, &after, &before)
    }

    /// Whether an object changes what decides who sees its row, and has something else of that which the row has not.
    fn is_outdated(&self, thing: &Thing) -> bool {
        let Some(at) = self.table.row_of(thing) else { return false };
        let deciding =
            || (0..self.shape.fields.len()).filter(|at| self.questions().decides(&self.shape.fields[*at]));
        let differs = |index: usize| {
            let (field, raw) = (&self.shape.fields[index], &self.table.rows[at][index]);
            thing.values[index].as_ref().is_some_and(|value| cells::stored(field, value) != *raw)
        };
        deciding().any(|index| thing.changed[index])
            && deciding().any(|index| !thing.changed[index] && differs(index))
    }

    /// Deletes the row of an object if it is as expected.
    pub(crate) async fn conditional_destroy(&mut self, dice: &mut Dice) -> Step {
        let Some(at) = self.any(true, dice) else { return Ok(()) };
        let actor = self.held[at].actor;
        let mut expected = self.questions().update(true, dice);
        (expected.sets, expected.save_all, expected.leave) = (Vec::new(), false, false);
        let before = Thing::of(self.shape, &self.held[at].object);
        self.say(format!("{actor}: conditional_destroy, {expected:?} of {}", self.held[at].object));
        let given = self.held[at].object.conditional_destroy(Self::update(&expected, dice)).await;
        let after = Thing::of(self.shape, &self.held[at].object);
        let answer = if self.is_odd(&before) {
            Answer::Unsure
        } else {
            writes::destroy(&self.table, &before, &expected, actor, self.now())
        };
        if matches!(given, Ok(true)) && self.shape.soft.is_none() {
            self.held[at].stored = false;
        }
        self.updated("conditional_destroy", &given, answer, &after, &before)
    }

    /// Brings the row of an object back.
    pub(crate) async fn revive(&mut self, dice: &mut Dice) -> Step {
        let Some(at) = self.any(true, dice) else { return Ok(()) };
        let actor = self.held[at].actor;
        let before = Thing::of(self.shape, &self.held[at].object);
        self.say(format!("{actor}: revive of {}", self.held[at].object));
        let given = self.held[at].object.revive().await;
        let after = Thing::of(self.shape, &self.held[at].object);
        let answer = if self.is_odd(&before) {
            Answer::Unsure
        } else {
            writes::revive(&self.table, &before, actor, self.now())
        };
        self.written("revive", &given, answer, &after, &before)
    }

    /// Removes rows that are marked deleted.
    pub(crate) async fn purge(&mut self, dice: &mut Dice) -> Step {
        let mut actor = self.actor(dice);
        if dice.one_in(2) {
            actor.who = Who::Admin;
        }
        let before = dice.one_in(2).then(|| values::moment(dice));
        self.say(format!("{actor}: purge of what was deleted before {before:?}"));
        let given = T::purge(&self.context(actor), before).await;
        let answer = writes::purge(&self.table, before, actor);
        let Some((count, table)) = self.judge("purge", &given, answer)? else { return Ok(()) };
        if given.as_ref().ok() != Some(&count) {
            let how = format!("{given:?} instead of {count}");
            return Err(Failure { what: "purge: another number".to_owned(), how });
        }
        self.table = table;
        self.compare("purge", &[])
    }

    /// Whether nothing is fixed about the row of an object.
    fn is_odd(&self, thing: &Thing) -> bool {
        self.table.row_of(thing).is_some_and(|at| self.table.is_odd(&self.table.rows[at]))
    }

    fn written<V>(
        &mut self,
        word: &str,
        given: &Result<V>,
        answer: Answer<Written>,
        after: &Thing,
        before: &Thing,
    ) -> Step {
        let refused = matches!(answer, Answer::Refused(_));
        match self.judge(word, given, answer)? {
            Some(written) => {
                self.table = written.table;
                if let Some(wanted) = &written.thing {
                    self.same(word, after, wanted, true)?;
                }
                self.compare(word, &written.instead)
            }
            None if refused => self.same(word, after, before, false),
            None => Ok(()),
        }
    }

    /// The update as the store takes it.
    fn update(update: &Update, dice: &mut Dice) -> ConditionalUpdate<T> {
        let mut given = ConditionalUpdate::new();
        if update.unchanged {
            given = given.expect_unchanged();
        }
        for (name, formula) in &update.sets {
            given = given.set(*name, formula.to_store());
        }
        for test in &update.tests {
            given = if dice.one_in(2) { given.expect(test.to_store()) } else { test.expected_by(given) };
        }
        if update.save_all {
            given = given.save_all();
        }
        if update.leave { given.leave_object() } else { given }
    }

    /// Updates the row of an object if it is as expected.
    pub(crate) async fn conditional_update(&mut self, dice: &mut Dice) -> Step {
        let Some(at) = self.any(true, dice) else { return Ok(()) };
        let actor = self.held[at].actor;
        if actor.read_deleted == ReadDeleted::Only {
            // It changes live rows alone, whatever the context sees.
            return Ok(());
        }
        let update = self.questions().update(true, dice);
        let before = Thing::of(self.shape, &self.held[at].object);
        self.say(format!("{actor}: {update:?} of {}", self.held[at].object));
        let given = self.held[at].object.conditional_update(Self::update(&update, dice)).await;
        let after = Thing::of(self.shape, &self.held[at].object);
        let key = before.values[self.shape.key_at()].clone().unwrap_or(Value::Null);
        let answer = if self.is_odd(&before) {
            Answer::Unsure
        } else {
            writes::update(&self.table, (&key, Some(&before)), &update, actor, self.now())
        };
        self.updated("conditional_update", &given, answer, &after, &before)
    }

    fn updated(
        &mut self,
        word: &str,
        given: &Result<bool>,
        answer: Answer<(bool, Written)>,
        after: &Thing,
        before: &Thing,
    ) -> Step {
        if let (Answer::Is((wanted, _)) | Answer::Either((wanted, _), _), Ok(given)) = (&answer, given)
            && wanted != given
        {
            return Err(Failure { what: format!("{word}: {given} instead of {wanted}"), how: String::new() });
        }
        let answer = match answer {
            Answer::Is((_, written)) => Answer::Is(written),
            Answer::Either((_, written), why) => Answer::Either(written, why),
            Answer::Refused(why) => Answer::Refused(why),
            Answer::Unsure => Answer::Unsure,
        };
        self.written(word, given, answer, after, before)
    }

    /// Updates the row of a key.
    pub(crate) async fn update_by_id(&mut self, dice: &mut Dice) -> Step {
        let (actor, key) = (self.actor(dice), self.some_key(dice));
        let update = self.questions().update(false, dice);
        self.say(format!("{actor}: {update:?} of {key}"));
        let context = self.context(actor);
        let given = T::update_by_id(&context, key.clone(), Self::update(&update, dice)).await;
        let odd = self.table.find(&key).is_some_and(|at| self.table.is_odd(&self.table.rows[at]));
        let answer = if odd {
            Answer::Unsure
        } else {
            writes::update(&self.table, (&key, None), &update, actor, self.now())
        };
        let nothing = Thing { values: Vec::new(), changed: Vec::new() };
        if let Answer::Refused(why) = answer {
            return self.judge::<_, ()>("update_by_id", &given, Answer::Refused(why)).map(drop);
        }
        self.updated("update_by_id", &given, answer, &nothing, &nothing)
    }

    /// Writes an object under the key of another: refused.
    pub(crate) async fn rekey(&mut self, dice: &mut Dice) -> Step {
        if !self.features.has("rekeyed") {
            return Ok(());
        }
        let Some(at) = self.any(true, dice).filter(|at| !self.held[*at].carried) else { return Ok(()) };
        let mut stray = self.held[at].object.clone();
        let key = self.new_key(dice);
        if stray.obj_get(self.shape.key).is_ok_and(|own| cells::same(&own, &key)) {
            return Ok(());
        }
        stray.obj_set(self.shape.key, key.clone()).unwrap();
        let word = *dice.pick(&["save", "destroy", "conditional_update"]);
        let actor = self.held[at].actor;
        self.say(format!("{actor}: {word} of {} with the key {key}", self.held[at].object));
        let update = ConditionalUpdate::new();
        let given = match word {
            "save" => stray.save().await,
            "destroy" => stray.destroy().await,
            _ => stray.conditional_update(update).await.map(drop),
        };
        let mut why = vec![Why::Names(self.shape.key)];
        if actor.sight().is_none() {
            why.push(Why::NotAuthorized);
        }
        self.judge::<_, ()>(&format!("{word} with another key"), &given, Answer::Refused(why)).map(drop)
    }

    /// Sends an object over the wire and back.
    pub(crate) fn wire(&mut self, dice: &mut Dice) -> Step {
        if !self.features.has("wire") {
            return Ok(());
        }
        let Some(at) = self.any(false, dice) else { return Ok(()) };
        self.say(format!("over the wire and back: {}", self.held[at].object));
        let context = self.context(self.held[at].actor);
        let failed = |error: Error| Failure { what: "the wire".to_owned(), how: error.to_string() };
        let primitive = self.held[at].object.obj_to_primitive().map_err(failed)?;
        self.held[at].object = T::obj_from_primitive(primitive, Some(&context)).map_err(failed)?;
        self.held[at].carried = true;
        Ok(())
    }

    /// Gives an object to somebody else, or makes a copy of it.
    pub(crate) fn hand_over(&mut self, dice: &mut Dice) {
        let Some(at) = self.any(false, dice) else { return };
        if dice.one_in(2) {
            let copy = self.held[at].clone();
            self.say(format!("a copy of {}", copy.object));
            self.keep(copy.object, copy.actor, copy.stored);
            self.held.last_mut().unwrap().carried = copy.carried;
            return;
        }
        let actor = self.actor(dice);
        self.say(format!("{actor} gets {}", self.held[at].object));
        let context = self.context(actor);
        self.held[at].actor = actor;
        self.held[at].object.obj_set_context(Some(&context));
    }

    /// Reads an object again as an administrator, or seeing deleted rows; what is taken out of that has its own rights
    /// afterwards.
    pub(crate) async fn in_scope(&mut self, dice: &mut Dice) -> Step {
        let Some(at) = self.any(true, dice) else { return Ok(()) };
        let actor = self.held[at].actor;
        let before = Thing::of(self.shape, &self.held[at].object);
        let all = Actor { read_deleted: ReadDeleted::Yes, ..actor };
        let scope = if dice.one_in(2) { Actor { who: Who::Admin, ..actor } } else { all };
        self.say(format!("{actor} refreshes as {scope} {}", self.held[at].object));
        let failed = |error: Error| Failure { what: "a scope".to_owned(), how: error.to_string() };
        let object = &mut self.held[at].object;
        let scoped = if scope.who == actor.who {
            object.as_read_deleted(scope.read_deleted)
        } else {
            object.obj_as_admin()
        };
        let mut scoped = scoped.map_err(failed)?;
        let given = scoped.refresh().await;
        let copy = T::clone(&scoped);
        drop(scoped);
        let answer = self.refreshed(&before, scope);
        let refused = matches!(answer, Answer::Refused(_));
        let wanted = self.judge("refresh in a scope", &given, answer)?;
        let after = Thing::of(self.shape, &self.held[at].object);
        match wanted {
            Some(wanted) => self.same("refresh in a scope", &after, &wanted, false)?,
            None if refused => self.same("refresh in a scope", &after, &before, false)?,
            None => {}
        }
        if dice.one_in(2) {
            let carried = self.held[at].carried;
            self.keep(copy, actor, true);
            self.held.last_mut().unwrap().carried = carried;
        }
        Ok(())
    }

    /// Asks whether a row is as expected, and changes nothing.
    pub(crate) async fn expect(&mut self, dice: &mut Dice) -> Step {
        let Some(at) = self.any(true, dice) else { return Ok(()) };
        let actor = self.held[at].actor;
        if actor.read_deleted == ReadDeleted::Only {
            return Ok(());
        }
        let test: Vec<Test> = self.questions().test(dice).into_iter().collect();
        let unchanged = test.is_empty() || dice.one_in(2);
        let update = Update {
            tests: if unchanged { Vec::new() } else { test },
            unchanged,
            leave: dice.one_in(2),
            ..Update::default()
        };
        let before = Thing::of(self.shape, &self.held[at].object);
        self.say(format!("{actor} expects {update:?} of {}", self.held[at].object));
        let given = self.held[at].object.conditional_update(Self::update(&update, dice)).await;
        let after = Thing::of(self.shape, &self.held[at].object);
        let key = before.values[self.shape.key_at()].clone().unwrap_or(Value::Null);
        let answer = if self.is_odd(&before) {
            Answer::Unsure
        } else {
            writes::update(&self.table, (&key, Some(&before)), &update, actor, self.now())
        };
        self.updated("an expectation", &given, answer, &after, &before)
    }
}
