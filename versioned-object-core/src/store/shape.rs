//! The table that a database has for a type, against the one that the type declares: a column of another type than the
//! field takes would be read wrongly, and a key that is not unique would write several rows for one.

use std::sync::PoisonError;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::describe::descriptor::{ChangeKind, ObjectDescriptor};
use crate::store::catalog::{self, Actual, Collation, Makes};
use crate::store::column_type::{Rounds, digits, is_unsigned, needs_declaring, rounds, takes};
use crate::store::driver::{Access, Backend, is_not_allowed, is_of_columns};
use crate::store::handle::{Seen, Store};
use crate::store::migrate::alter::watch_name;
use crate::store::migrate::layout::layout;
use crate::store::migrate::mark;
use crate::store::model::{Column, Decoding, Layout, Made, Model, Slots, Triggers, kept_slots};
use crate::store::shadow::Walk;
use crate::store::sight::store;
use crate::store::{ddl, shadow};

impl Seen {
    /// A type with what was seen of its table.
    pub(crate) fn of(self, model: &Model) -> Model {
        Model {
            is_collated: self.is_collated,
            lacks_keys: self.lacks_keys,
            digits: self.digits,
            rounds: self.rounds,
            trims: self.trims,
            unsigned: self.unsigned,
            triggers: self.triggers,
            made: self.made,
            layout: self.layout,
            ..*model
        }
    }
}

/// The store of a context and what it knows of a type, whose table is looked at when it is used for the first time.
pub(crate) async fn opened<'c>(
    context: &'c Context,
    descriptor: &'static ObjectDescriptor,
    access: Access,
) -> Result<(Model, &'c Store)> {
    let store = store(context, descriptor.name)?;
    let model = Model::of(descriptor, store.backend())?;
    let known = match store.known(model.descriptor) {
        Some(known) => known,
        None => look(store, &model).await?,
    };
    if access == Access::Write && !known.is_keyed {
        return Err(no_key(&model));
    }
    let model = known.of(&model);
    match shadow::fill_all(store, &model, Walk::Keys).await {
        // Who can only read is told of what is there.
        Err(error) if is_not_allowed(&error) => {}
        done => done?,
    }
    Ok((model, store))
}

/// What a call gives, which is made anew when its table turns out to stand in another way than it was taken to.
macro_rules! steady {
    ($descriptor:expr, $context:expr, $call:expr) => {{
        let mut stood = $crate::store::shape::Stood::of($descriptor, $context);
        loop {
            match $call.await {
                Err(error) if stood.has_moved($descriptor, $context, &error).await => {}
                done => break done,
            }
        }
    }};
}
pub(crate) use steady;

/// How often a call is made anew while a table is given another form: the second half of a migration has a step for each
/// column.
const TRIES: u8 = 50;

/// How the table of a type stood when a call began.
pub(crate) struct Stood {
    layout: Option<&'static Layout>,
    left: u8,
}

impl Stood {
    /// As far as it was looked at.
    pub(crate) fn of(descriptor: &ObjectDescriptor, context: Option<&Context>) -> Self {
        let known = context.and_then(Context::store).and_then(|store| store.known(descriptor));
        Self { layout: known.and_then(|known| known.layout), left: TRIES }
    }

    /// As a model has it, which may have been made long before.
    pub(crate) fn as_in(model: &Model) -> Self {
        Self { layout: model.layout, left: TRIES }
    }

    /// Whether a statement failed because the table stands in another way than the call took it to: somebody is ending
    /// what two versions of the type had of it. It is worth another try then.
    pub(crate) fn has_moved<'s>(
        &'s mut self,
        descriptor: &'static ObjectDescriptor,
        context: Option<&'s Context>,
        error: &'s Error,
    ) -> BoxFuture<'s, bool> {
        Box::pin(async move {
            let Some(store) = context.and_then(Context::store) else { return false };
            let Ok(model) = Model::of(descriptor, store.backend()) else { return false };
            let known = store.known(model.descriptor).and_then(|known| known.layout);
            let is_shared = self.layout.is_some() || known.is_some();
            if self.left == 0 || !matches!(error, Error::Database { .. }) {
                return false;
            }
            self.left -= 1;
            if !is_shared {
                // The next try says why, where the table went on without us.
                self.left = 0;
                let is_left = is_of_columns(error)
                    && !store.is_in_transaction()
                    && matches!(refused(store, &model).await, Ok(Some(_)));
                if is_left {
                    store.forget(&model);
                }
                return is_left;
            }
            // What is looked at piece by piece may be of two moments.
            // In a transaction, it may be that one that is lost.
            let Ok(now) = look(store, &model).await else { return !store.is_in_transaction() };
            let is_other = |one: Option<&Layout>| match (one, now.layout) {
                (Some(one), Some(now)) => !std::ptr::eq(one, now),
                (one, now) => one.is_some() || now.is_some(),
            };
            let has_moved = is_other(self.layout) || is_other(known);
            self.layout = now.layout;
            has_moved
        })
    }
}

impl Store {
    /// What is known of the table of a type that was looked at before.
    fn known(&self, descriptor: &ObjectDescriptor) -> Option<Seen> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(descriptor.type_id)()).copied()
    }

    /// Whether two versions of a type work on its table, as far as it was looked at.
    pub(crate) fn is_shared(&self, descriptor: &ObjectDescriptor) -> bool {
        self.known(descriptor).is_some_and(|known| known.layout.is_some())
    }

    fn remember(&self, model: &Model, what: Seen) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((model.descriptor.type_id)(), what);
    }

    /// The table of a type is looked at again when it is used next.
    pub(crate) fn forget(&self, model: &Model) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(model.descriptor.type_id)());
    }
}

/// Whether the table of a type is there, with the columns that the type has, and a key that is unique; the type with what
/// the table is like.
///
/// # Errors
/// What differs, the first of it, in the words of the declaration.
pub(crate) async fn check(store: &Store, model: &Model) -> Result<Model> {
    let known = look(store, model).await?;
    if known.is_keyed { Ok(known.of(model)) } else { Err(no_key(model)) }
}

/// As [`check`], of a table that may not be there yet: none then.
pub(crate) async fn check_if_there(store: &Store, model: &Model) -> Result<Option<Model>> {
    match seen(store, model).await? {
        Some(known) if !known.is_keyed => Err(no_key(model)),
        known => Ok(known.map(|known| known.of(model))),
    }
}

/// Looks at the table of a type.
async fn look(store: &Store, model: &Model) -> Result<Seen> {
    let Some(known) = seen(store, model).await? else {
        let (table, name) = (model.table.name, model.name());
        return Err(Error::database(format!(
            "no such table: {table}, which {name} is kept in; `create_table` makes it"
        )));
    };
    store.remember(model, known);
    Ok(known)
}

/// What the table of a type is like; none where there is none.
async fn seen(store: &Store, model: &Model) -> Result<Option<Seen>> {
    let mut actual = catalog::columns(store, model.table.name).await?;
    loop {
        if actual.is_empty() {
            return Ok(None);
        }
        let error = match compared(store, model, &actual).await {
            Ok(known) => return Ok(Some(known)),
            Err(error) => error,
        };
        // The columns may be those of before a step of a migration, and the mark that of after it.
        match catalog::columns(store, model.table.name).await {
            Ok(now) if now != actual => actual = now,
            _ => return Err(error),
        }
    }
}

/// Whether an older version of the type, or of one that it extends, may have made its table.
fn has_past(model: &Model) -> bool {
    let fields = model.descriptor.line().flat_map(|one| one.slots).filter(|field| field.stored);
    fields
        .into_iter()
        .any(|field| field.since.is_some() || field.until.is_some() || !field.history.is_empty())
}

async fn compared(store: &Store, model: &Model, actual: &[Actual]) -> Result<Seen> {
    let mark = if has_past(model) { mark::read(store, model.table.name).await? } else { None };
    let is_ours = mark.is_some();
    let layout = match mark {
        Some(mark) => layout(model, &mark, actual)?,
        None => None,
    };
    let model = Model { layout, ..*model };
    if let Some(error) = differences(&model, &model.selected(), actual).into_iter().next() {
        return Err(refused(store, &model).await.ok().flatten().unwrap_or(error));
    }
    let named = |column: &Column| catalog::named(actual, column.name);
    let any = |is: &dyn Fn(&Column, &Actual) -> bool| {
        model.columns().iter().any(|column| named(column).is_some_and(|found| is(column, found)))
    };
    // JSON is never compared as text.
    let is_loose =
        any(&|column, found| column.decoding != Decoding::Json && found.compares == Collation::Equality);
    let key = named(&model.key()?);
    let lacks_keys = key.is_some_and(|key| key.is_nullable);
    let is_collated = is_loose || key.is_some_and(|key| key.compares != Collation::Nothing);
    let stamps = [model.table.created, model.table.updated, model.table.soft_delete.and_then(|soft| soft.at)];
    let stamps = stamps.into_iter().flatten().filter_map(|field| named(&model.column(field)?));
    let digits = stamps.map(|column| digits(model.backend, &column.ty)).min().unwrap_or(6);
    let columns = model.columns();
    let those = |is: &dyn Fn(&Column, &str) -> bool| {
        let is_one = |column: &&Column| named(column).is_some_and(|found| is(column, &found.ty));
        Slots::of(columns.iter().filter(is_one).map(|column| column.slot))
    };
    let that_round = |what: Rounds| those(&|column, ty| rounds(model.backend, column.field, ty) == what);
    let (rounds, trims) = (that_round(Rounds::Anything), that_round(Rounds::Blanks));
    let unsigned = those(&|_, ty| is_unsigned(model.backend, ty));
    let that_make = |what: Makes| {
        let is_one = move |column: &&Column| named(column).is_some_and(|found| found.makes == what);
        columns.iter().filter(is_one)
    };
    // The default of a column that a migration added is there for older services.
    let (older, first): (Vec<_>, Vec<_>) =
        that_make(Makes::First).partition(|column| is_ours && column.field.since.is_some());
    let slots = |columns: Vec<&Column>| columns.into_iter().map(|column| column.slot).collect::<Vec<_>>();
    let made = Made {
        first: Slots::of(slots(first)),
        older: kept_slots(slots(older)),
        each_time: Slots::of(slots(that_make(Makes::EachTime).collect())),
        all: kept_slots(slots(that_make(Makes::All).collect())),
        replaces: actual.iter().any(|column| column.replaces),
    };
    // Those of a migration change no column that an object has.
    let triggers = catalog::changing(store, model.table.name).await?;
    let is_watch = |name: &str| {
        actual.iter().any(|column| watch_name(&model, &column.name).is_some_and(|ours| ours == name))
    };
    let others = triggers.into_iter().filter(|(name, _)| !is_watch(name));
    let triggers = others.map(|(_, what)| what).max().unwrap_or(Triggers::None);
    Ok(Seen {
        is_keyed: is_keyed(&model, actual)?,
        is_collated,
        lacks_keys,
        digits,
        rounds,
        trims,
        unsigned,
        triggers,
        made,
        layout,
    })
}

/// Why the table is not that of our version, where its mark says so: of a service of a release that was left behind, no
/// column is to be altered.
async fn refused(store: &Store, model: &Model) -> Result<Option<Error>> {
    let mark = mark::read(store, model.table.name).await?;
    let why = mark.filter(|mark| mark.object == model.name()).and_then(|mark| mark.refuses(model));
    Ok(why.map(|why| Error::database(format!("the table `{}`: {why}", model.table.name))))
}

/// What of a table is not as a type declares it.
pub(crate) fn differences(model: &Model, wanted: &[Column], actual: &[Actual]) -> Vec<Error> {
    let named = |name: &str| catalog::named(actual, name);
    let differs = |column: &Column| match named(column.name) {
        None => Some(missing(model, column, |name| named(name).is_some())),
        Some(found) if !takes(model.backend, column, &found.ty) => {
            Some(another_type(model, column, &found.ty))
        }
        Some(_) => None,
    };
    wanted.iter().filter_map(differs).collect()
}

/// Whether the key of a table is unique.
pub(crate) fn is_keyed(model: &Model, actual: &[Actual]) -> Result<bool> {
    let key = model.key()?;
    Ok(actual.iter().any(|column| column.is_unique && column.name.eq_ignore_ascii_case(key.name)))
}

fn no_key(model: &Model) -> Error {
    let (table, key) = (model.table.name, model.table.key);
    Error::database(format!(
        "the table `{table}` of {} may have several rows of one `{key}`: it needs a primary key or a unique index on it",
        model.name()
    ))
}

fn missing(model: &Model, column: &Column, is_there: impl Fn(&str) -> bool) -> Error {
    let (table, field, column) = (model.table.name, column.field, column.name);
    let former = field.history.iter().find_map(|change| match change.kind {
        ChangeKind::Renamed { from } if is_there(from) => Some((from, change.version)),
        _ => None,
    });
    let way = match (former, field.since) {
        (Some((from, version)), _) => format!(
            ": it has `{from}`, which the field was called before {version}; rename the column, `ALTER TABLE {table} \
             RENAME COLUMN {from} TO {column}`, or keep it with `column = \"{from}\"`"
        ),
        (None, Some(since)) => format!(", which {} has since {since}: add it", model.name()),
        (None, None) => String::new(),
    };
    let reason = format!("no such column: the table `{table}` has no `{column}`{way}");
    Error::database(format!("{}.{}: {reason}", model.name(), field.name))
}

fn another_type(model: &Model, column: &Column, ty: &str) -> Error {
    let field = column.field;
    let since = field.history.iter().filter(|change| matches!(change.kind, ChangeKind::Changed { .. }));
    let since = since.map(|change| change.version).max();
    let since = since.map_or_else(String::new, |version| format!(" since {version}"));
    let (table, column) = (model.table.name, column.name);
    let wanted = ddl::field_type(field, model.backend);
    let way = match model.backend {
        Backend::Postgres if needs_declaring(ty) => format!(", or declare it with `sql_type = \"{ty}\"`"),
        _ => String::new(),
    };
    Error::database(format!(
        "{}.{}: the table `{table}` has the column `{column}` as {}, but the field is {} ({wanted}){since}: convert \
         the column, or keep the field in another one with `column = \"…\"`{way}",
        model.name(),
        field.name,
        if ty.is_empty() { "a column without a type" } else { ty },
        field.ty.name,
    ))
}
