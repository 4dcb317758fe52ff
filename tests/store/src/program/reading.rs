//! Steps that read.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Lookup, ObjectStream, Refused};

use crate::dice::Dice;
use crate::model::answer::{Answer, Why, names};
use crate::model::order::Ask;
use crate::model::shape::{Kind, Subject};
use crate::model::table::{Actor, Sight, Thing};
use crate::program::world::{Failure, Step, World, class};
use crate::raw::Raw;

/// What a query is to list.
struct Wanted {
    ask: Ask,
    sure: Vec<usize>,
    unsure: Vec<usize>,
}

impl<T: Subject> World<'_, T> {
    /// What a lookup of a row is to give.
    fn found(&self, at: Option<usize>) -> Answer<Thing> {
        let Some(at) = at else { return Answer::Refused(vec![Why::NotFound]) };
        let reading = self.table.read(&self.table.rows[at]);
        match reading.thing {
            _ if self.table.is_odd(&self.table.rows[at]) => Answer::Unsure,
            Some(thing) => Answer::Is(thing),
            None => Answer::Refused(reading.bad.into_iter().map(Why::Names).collect()),
        }
    }

    /// Looks a key up.
    pub(crate) async fn look_up(&mut self, dice: &mut Dice) -> Step {
        let (actor, key) = (self.actor(dice), self.some_key(dice));
        let any_project = dice.one_in(6);
        let mut lookup = Lookup::new();
        let mut read_deleted = actor.read_deleted;
        if self.features.has("deleted") && dice.one_in(4) {
            read_deleted = ReadDeleted::Yes;
            lookup = lookup.read_deleted(read_deleted);
        }
        if any_project {
            lookup = lookup.any_project();
        }
        let context = self.context(actor);
        self.say(format!("{actor} looks up {key} with {lookup:?}"));
        let given = T::look_up(&context, key.clone(), lookup).await;
        let answer = match actor.sight() {
            None => Answer::Refused(vec![Why::NotAuthorized]),
            Some(sight) => self.found(self.table.find(&key).filter(|at| {
                let row = &self.table.rows[*at];
                (any_project || self.table.is_own(row, sight)) && self.table.is_alive(row, read_deleted)
            })),
        };
        if let Some(wanted) = self.judge("look_up", &given, answer)? {
            let object = given.map_err(|error| unexpected(&error))?;
            self.same("look_up", &Thing::of(self.shape, &object), &wanted, false)?;
            self.keep(object, actor, true);
        }
        Ok(())
    }

    /// Asks whether there is a key.
    pub(crate) async fn exists(&mut self, dice: &mut Dice) -> Step {
        let (actor, key) = (self.actor(dice), self.some_key(dice));
        self.say(format!("{actor} asks whether there is {key}"));
        let given = T::exists(&self.context(actor), key.clone()).await;
        let answer = match actor.sight() {
            None => Answer::Refused(vec![Why::NotAuthorized]),
            Some(sight) => {
                let at = self.table.find(&key).filter(|at| self.table.is_own(&self.table.rows[*at], sight));
                let live = actor.read_deleted == ReadDeleted::No;
                match at.map(|at| &self.table.rows[at]) {
                    Some(row) if live && self.table.is_odd(row) => Answer::Unsure,
                    Some(row) => Answer::Is(!live || !self.table.is_deleted(row)),
                    None => Answer::Is(false),
                }
            }
        };
        if let Some(wanted) = self.judge("exists", &given, answer)? {
            let given = given.map_err(|error| unexpected(&error))?;
            if given != wanted {
                let what = format!("exists: {given} instead of {wanted}");
                return Err(Failure { what, how: key.to_string() });
            }
        }
        Ok(())
    }

    /// What reading an object again is to give.
    pub(crate) fn refreshed(&self, before: &Thing, actor: Actor) -> Answer<Thing> {
        let Some(sight) = actor.sight() else { return Answer::Refused(vec![Why::NotAuthorized]) };
        let seen = |at: &usize| self.table.sees(&self.table.rows[*at], actor, sight);
        self.found(self.table.row_of(before).filter(seen))
    }

    /// Reads an object again.
    pub(crate) async fn refresh(&mut self, dice: &mut Dice) -> Step {
        let Some(at) = self.any(true, dice) else { return Ok(()) };
        let actor = self.held[at].actor;
        let before = Thing::of(self.shape, &self.held[at].object);
        self.say(format!("{actor} refreshes {}", self.held[at].object));
        let given = self.held[at].object.refresh().await;
        let answer = self.refreshed(&before, actor);
        let refused = matches!(answer, Answer::Refused(_));
        let wanted = self.judge("refresh", &given, answer)?;
        let after = Thing::of(self.shape, &self.held[at].object);
        match wanted {
            Some(wanted) => self.same("refresh", &after, &wanted, false),
            None if refused => self.same("refresh", &after, &before, false),
            None => Ok(()),
        }
    }

    /// What a question is to list, or why it is refused.
    fn wanted(&self, ask: Ask, actor: Actor, wrong: Option<&'static str>, page: bool) -> Answer<Wanted> {
        let Some(sight) = actor.sight() else {
            let mut why = vec![Why::NotAuthorized];
            why.extend(wrong.map(Why::Input));
            return Answer::Refused(why);
        };
        let marked = ask.marked(&self.table, actor, sight);
        let mut why: Vec<Why> = wrong.map(Why::Input).into_iter().collect();
        if page && ask.marker.is_some() && marked.is_none() {
            why.push(Why::NotFound);
        }
        if ask.unknown_is_nothing {
            // Nothing is listed, whatever else is wrong with the question.
            return Answer::Either(Wanted { ask, sure: Vec::new(), unsure: Vec::new() }, why);
        }
        if !why.is_empty() {
            return Answer::Refused(why);
        }
        self.behind(ask, actor, sight, marked.filter(|_| page))
    }

    fn behind(&self, ask: Ask, actor: Actor, sight: Sight, marked: Option<usize>) -> Answer<Wanted> {
        let (mut sure, unsure) = ask.rows(&self.table, actor, sight);
        if let Some(marked) = marked {
            let marked = &self.table.rows[marked];
            if has_bytes(marked) {
                return Answer::Unsure;
            }
            let mut behind = Vec::new();
            for at in sure {
                match ask.compare(&self.table, &self.table.rows[at], marked) {
                    Some(order) if order.is_gt() => behind.push(at),
                    Some(_) => {}
                    None => return Answer::Unsure,
                }
            }
            sure = behind;
        }
        Answer::Is(Wanted { ask, sure, unsure })
    }

    /// A question with something wrong, and the word that is to be in the message.
    fn ask(&self, dice: &mut Dice) -> (Ask, Option<&'static str>) {
        let mut ask = self.questions().ask(dice);
        if dice.one_in(4) {
            ask.marker = match self.some_key(dice) {
                Value::String(text) => Some(text),
                other => Some(other.to_string()),
            };
        }
        if !self.features.has("wrong") || !dice.one_in(8) {
            return (ask, None);
        }
        let choice = self.shape.fields.iter().find(|field| matches!(field.kind, Kind::Choice(_)));
        match (dice.below(3), choice) {
            (0, _) => {
                ask.filters.push(("nmae".to_owned(), "a".into()));
                ask.unknown_is_nothing = dice.one_in(2);
                let wrong = if ask.unknown_is_nothing { None } else { Some("nmae") };
                (ask, wrong)
            }
            (1, Some(field)) => {
                ask.filters.retain(|(name, _)| name != field.name);
                ask.filters.push((field.name.to_owned(), "runing".into()));
                (ask, Some(field.name))
            }
            _ => {
                ask.wrong_direction = !ask.sort.is_empty();
                let wrong = ask.sort.first().map(|(name, _)| *name);
                (ask, wrong)
            }
        }
    }

    /// Counts.
    pub(crate) async fn count(&mut self, dice: &mut Dice) -> Step {
        let actor = self.actor(dice);
        let (ask, wrong) = self.ask(dice);
        if ask.wrong_direction {
            return Ok(());
        }
        self.say(format!("{actor} counts {ask:?}"));
        let given = <T as Persistent>::count(&self.context(actor), &ask.to_store()).await;
        let answer = self.wanted(ask, actor, wrong, false);
        if let Some(wanted) = self.judge("count", &given, answer)? {
            let given = usize::try_from(given.unwrap_or_default()).unwrap_or(usize::MAX);
            let (least, most) = (wanted.sure.len(), wanted.sure.len() + wanted.unsure.len());
            if given < least || given > most {
                let how = format!("{given} instead of {least} to {most}");
                return Err(Failure { what: "count: another number".to_owned(), how });
            }
        }
        Ok(())
    }

    /// The row that a refusal is about, but for those that others are about.
    fn row_of_id(&self, id: &str, others: &[usize]) -> Option<usize> {
        self.table.find(&id.into()).or_else(|| {
            // A row without a key.
            let mut rows = (0..self.table.rows.len()).filter(|at| !others.contains(at));
            let unnamed = |at: &usize| self.table.key_of(&self.table.rows[*at]).is_none();
            if id.is_empty() { rows.find(unnamed) } else { None }
        })
    }

    /// Checks the objects of a list; gives the row of each.
    fn given(&self, what: &str, objects: &[T]) -> Result<Vec<usize>, Failure> {
        let mut rows = Vec::new();
        for object in objects {
            let thing = Thing::of(self.shape, object);
            let Some(at) = self.table.row_of(&thing) else {
                let what = format!("{what}: an object of no row");
                return Err(Failure { what, how: object.to_string() });
            };
            let reading = self.table.read(&self.table.rows[at]);
            if let Some(wanted) = &reading.thing {
                self.same(what, &thing, wanted, false)?;
            } else if !reading.bad.is_empty() {
                let what = format!("{what}: an object of a row that is none");
                return Err(Failure { what, how: format!("{object}, but {:?}", reading.bad) });
            }
            rows.push(at);
        }
        Ok(rows)
    }

    /// Checks that an error is about a row that is no object.
    fn refusal(&self, what: &str, at: usize, error: &Error) -> Step {
        let reading = self.table.read(&self.table.rows[at]);
        let fields = || reading.bad.iter().chain(&reading.odd);
        if fields().any(|field| names(error, field)) {
            return Ok(());
        }
        let how = format!("{error}, but {:?}", fields().collect::<Vec<_>>());
        Err(Failure { what: format!("{what}: {} for a row", class(error)), how })
    }

    fn refused(&self, what: &str, refused: &[Refused]) -> Result<Vec<usize>, Failure> {
        let mut rows = Vec::new();
        for one in refused {
            let Some(at) = self.row_of_id(&one.id, &rows) else {
                let what = format!("{what}: no row was refused");
                return Err(Failure { what, how: format!("{one:?}") });
            };
            self.refusal(what, at, &one.error)?;
            rows.push(at);
        }
        Ok(rows)
    }

    /// Lists, and goes on page by page.
    pub(crate) async fn list(&mut self, dice: &mut Dice) -> Step {
        let actor = self.actor(dice);
        let (ask, wrong) = self.ask(dice);
        self.say(format!("{actor} lists {ask:?}"));
        let context = self.context(actor);
        let given = T::list(&context, &ask.to_store()).await;
        let answer = self.wanted(ask, actor, wrong, true);
        let Some(wanted) = self.judge("list", &given, answer)? else { return Ok(()) };
        let listed = given.map_err(|error| unexpected(&error))?;
        let objects = self.given("list", &listed.objects)?;
        let refused = self.refused("list", &listed.refused)?;
        let Wanted { ask, sure, unsure } = &wanted;
        ask.check(&self.table, sure, unsure, &objects, &refused)
            .map_err(|how| Failure { what: format!("list: {}", kind_of(&how)), how })?;
        if let Some(object) = listed.objects.first().filter(|_| dice.one_in(3)) {
            self.keep(object.clone(), actor, true);
        }
        self.pages(ask, actor, dice).await
    }

    /// Reads a list page by page: every row comes once. Where all are objects, each page is behind the last object of
    /// the one before; else it passes over what the others had.
    async fn pages(&mut self, ask: &Ask, actor: Actor, dice: &mut Dice) -> Step {
        let Some(sight) = actor.sight() else { return Ok(()) };
        let whole = Ask { marker: None, limit: None, offset: None, ..ask.clone() };
        let (sure, unsure) = whole.rows(&self.table, actor, sight);
        if !unsure.is_empty() {
            return Ok(());
        }
        let is_object = |at: &usize| self.table.read(&self.table.rows[*at]).thing.is_some();
        let behind = sure.iter().all(is_object);
        let size = *dice.pick(&[1, 2, 3]);
        let context = self.context(actor);
        let (mut marker, mut seen, mut refused) = (None, Vec::new(), Vec::new());
        loop {
            let passed = seen.len() + refused.len();
            let offset = if behind { None } else { Some(passed as u64) };
            let page = Ask { marker: marker.clone(), offset, limit: Some(size), ..whole.clone() };
            let fail = |what: &str, how: String| Failure { what: format!("pages: {what}"), how };
            let listed = T::list(&context, &page.to_store()).await;
            let listed = listed.map_err(|error| fail(&class(&error), error.to_string()))?;
            let rows = self.given("pages", &listed.objects)?;
            refused.extend(self.refused("pages", &listed.refused)?);
            if let (true, Some(last)) = (behind, rows.last()) {
                marker = self.table.key_of(&self.table.rows[*last]).map(|id| self.asked(&id, dice));
            }
            seen.extend(rows);
            match seen.len() + refused.len() {
                more if more == passed => break,
                more if more > sure.len() => {
                    return Err(fail("rows come twice", format!("{seen:?} and {refused:?} of {sure:?}")));
                }
                _ => {}
            }
        }
        whole
            .check(&self.table, &sure, &[], &seen, &refused)
            .map_err(|how| Failure { what: format!("pages: {}", kind_of(&how)), how })
    }

    /// The rows that errors are about, one each.
    fn told_apart(&self, errors: &[&Error], rows: &[usize]) -> Result<Vec<usize>, Failure> {
        let about = |error: &Error, at: usize| self.refusal("stream", at, error).is_ok();
        let fitting = |error: &&Error| (0..rows.len()).filter(|row| about(error, rows[*row])).collect();
        let fits: Vec<Vec<usize>> = errors.iter().map(fitting).collect();
        let mut taken = vec![None; rows.len()];
        for (index, error) in errors.iter().enumerate() {
            if !place(index, &fits, &mut taken, &mut Vec::new()) {
                let what = format!("stream: {} for no row", class(error));
                return Err(Failure { what, how: error.to_string() });
            }
        }
        Ok((0..rows.len()).filter(|row| taken[*row].is_some()).map(|row| rows[row]).collect())
    }

    /// Streams.
    pub(crate) async fn stream(&mut self, dice: &mut Dice) -> Step {
        let actor = self.actor(dice);
        let (ask, wrong) = self.ask(dice);
        self.say(format!("{actor} streams {ask:?}"));
        let items = collect(T::stream(&self.context(actor), ask.to_store())).await;
        let answer = self.wanted(ask, actor, wrong, true);
        let first = match (&answer, items.first()) {
            (Answer::Refused(_), Some(Err(error))) => Err(error.clone()),
            _ => Ok(()),
        };
        let Some(wanted) = self.judge("stream", &first, answer)? else { return Ok(()) };
        let Wanted { ask, sure, unsure } = &wanted;
        let objects: Vec<T> = items.iter().filter_map(|item| item.as_ref().ok().cloned()).collect();
        let objects = self.given("stream", &objects)?;
        let errors: Vec<&Error> = items.iter().filter_map(|item| item.as_ref().err()).collect();
        let rest: Vec<usize> =
            sure.iter().chain(unsure).filter(|at| !objects.contains(at)).copied().collect();
        let refused = self.told_apart(&errors, &rest)?;
        let places = refused.is_empty() || (ask.limit.is_none() && ask.offset.is_none());
        if !places || (refused.len() > 1 && !unsure.is_empty()) {
            // An error does not say which row it is about: which page it is on cannot be told.
            return Ok(());
        }
        ask.check(&self.table, sure, unsure, &objects, &refused)
            .map_err(|how| Failure { what: format!("stream: {}", kind_of(&how)), how })
    }
}

/// Whether a row has what cannot be read as it is, so that nothing goes on behind it.
fn has_bytes(row: &[Raw]) -> bool {
    row.iter().any(|raw| match raw {
        Raw::Blob(_) => true,
        Raw::Text(_) => raw.as_str().is_none(),
        _ => false,
    })
}

/// What is wrong, without numbers.
fn kind_of(how: &str) -> String {
    let words = how.split(' ').filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

fn unexpected(error: &Error) -> Failure {
    Failure { what: "unexpected".to_owned(), how: error.to_string() }
}

async fn collect<T: VersionedObject>(mut stream: ObjectStream<T>) -> Vec<Result<T>> {
    let mut items = Vec::new();
    while let Some(item) = poll_fn(|task| Pin::new(&mut stream).poll_next(task)).await {
        items.push(item);
    }
    items
}

/// Gives an error a row that fits; one that another has is taken from it when that finds another.
fn place(error: usize, fits: &[Vec<usize>], taken: &mut [Option<usize>], tried: &mut Vec<usize>) -> bool {
    for row in &fits[error] {
        if tried.contains(row) {
            continue;
        }
        tried.push(*row);
        if taken[*row].is_none_or(|other| place(other, fits, taken, tried)) {
            taken[*row] = Some(error);
            return true;
        }
    }
    false
}
