//! The second half of a migration: what takes something away from older services, once there are none.

use crate::base::error::Result;
use crate::base::version::Version;
use crate::describe::descriptor::FieldDescriptor;
use crate::store::catalog;
use crate::store::ddl::{full_type, quoted};
use crate::store::handle::Store;
use crate::store::indexed::{self, Indexed};
use crate::store::migrate::carried::{Going, Indexes};
use crate::store::migrate::expand::{Standing, batches, fill_each, standing, usual_indexes};
use crate::store::migrate::layout::ShadowName;
use crate::store::migrate::mark::{self, Mark};
use crate::store::migrate::past::Held;
use crate::store::migrate::plan::{Half, Plan, Work};
use crate::store::migrate::{alter, past};
use crate::store::model::{Column, Model};
use crate::store::shadow::Walk;
use crate::store::shape::differences;

/// What becomes of columns.
enum Change<'s> {
    /// Our column takes the place of that of older services.
    Swap(&'s ShadowName),
    /// A column goes.
    Drop(&'s Held),
    /// A column gets another name.
    Rename(&'s str, &'static str),
}

/// A step that gives a column its name, or takes one away.
struct Move<'s> {
    version: Option<Version>,
    says: String,
    change: Change<'s>,
    /// The name that has to be free, and is not freed by the step itself.
    takes: Option<&'static str>,
    /// The names that it leaves free.
    frees: Vec<String>,
    /// The column that is settled by it.
    settles: Option<&'static str>,
}

/// What would leave a table to our version alone.
///
/// # Errors
/// What the database says.
pub(crate) async fn plan(store: &Store, model: &Model) -> Result<Plan> {
    let mut plan = Plan::new(model, Half::Contract);
    let (own, name) = (model.descriptor.version, model.name());
    let too_early = format!("the first half is not done: `plan` says what {name} {own} lacks");
    let standing = match standing(store, model, Half::Contract).await? {
        Ok(standing) => standing,
        Err(plan) if plan.steps.is_empty() => return Ok(plan),
        // Not even the table is there.
        Err(_) => return Ok(plan.refusing(too_early)),
    };
    let versions = &standing.mark.versions;
    let is_whole = || differences(&standing.model, &standing.model.selected(), &standing.actual).is_empty();
    if !versions.contains(&own) || !is_whole() {
        return Ok(plan.refusing(too_early));
    }
    if let Some(newer) = versions.last().filter(|newest| **newest > own) {
        return Ok(
            plan.refusing(format!("{name} {newer} works on the table already: it is for {newer} to say"))
        );
    }
    let indexes = indexed::indexes(store, model.table.name).await?;
    let mut indexes = Indexes::new(*model, indexes, &standing.actual);
    fill_each(&mut plan, store, &standing).await?;
    moves(&mut plan, &standing, &mut indexes)?;
    if plan.refused.is_some() {
        return Ok(plan);
    }
    if versions.len() > 1 || !standing.mark.settled.is_empty() || !plan.steps.is_empty() {
        // Where each statement may be the last, what is left behind the mark is left for good.
        let left = served(&standing, indexes.all());
        let mut sql: Vec<String> = left.iter().map(|index| alter::drop_index(model, index)).collect();
        sql.push(mark::write(model, &Mark::of(model, own))?);
        plan.push(own, format!("write down that {own} alone works on the table"), sql, Work::Alone);
    }
    for column in rests(&standing) {
        let shadow = column.strip_suffix("_was").unwrap_or(&column);
        let index = alter::news_index_name(model, shadow);
        let mut sql: Vec<String> = index.iter().map(|index| alter::drop_index(model, index)).collect();
        sql.push(alter::drop_column(model, &column));
        plan.push(
            None,
            format!("drop the column `{column}`, which served two versions"),
            sql,
            Work::Drop(column.clone()),
        );
    }
    let unfinished = catalog::unfinished(store, model.table.name).await?;
    let ty = |column: &Column| indexes.ty(column.name).map(str::to_owned);
    usual_indexes(&mut plan, model, indexes.all(), &ty, &unfinished, |index, listed| {
        index.is_of(&listed.names())
    });
    Ok(plan)
}

/// The indexes that are there of rows that lack a value of their own, whatever their columns were called when they were
/// made; but for those that go with a column.
fn served(standing: &Standing, indexes: &[Indexed]) -> Vec<String> {
    let model = &standing.model;
    let descriptor = model.descriptor;
    // Whatever a release that made one took its field to be filled with.
    let fields = descriptor.slots.iter().filter(|field| field.stored && field.since.is_some());
    let goes_with_column =
        |name: &String| standing.is_shadow(name) && alter::news_index_name(model, name).is_some();
    let names: Vec<String> = fields
        .flat_map(|field| past::all_names(descriptor, field))
        .filter(|name| !goes_with_column(name))
        .map(|name| alter::news_name(model, &name))
        .collect();
    indexes.iter().map(|index| index.name.clone()).filter(|index| names.contains(index)).collect()
}

/// The columns that served two versions, and that are left when all moves are done.
fn rests(standing: &Standing) -> Vec<String> {
    let mut rests = past::all_apart(standing.model.descriptor);
    rests.sort_unstable();
    rests.dedup();
    rests.retain(|name| standing.has(name) && !standing.is_shadow(name));
    rests
}

/// Plans what gives every column its name, in an order in which each name is free when it is given.
fn moves(plan: &mut Plan, standing: &Standing, indexes: &mut Indexes) -> Result<()> {
    let slots = standing.model.descriptor.slots;
    let mut all = Vec::new();
    for shadow in &standing.outline.shadows {
        let (field, to) = (&slots[shadow.slot], slots[shadow.slot].column);
        let version = past::parted(field, shadow.version, standing.model.backend);
        let why = version.map_or_else(String::new, |version| format!(", which {version} changed"));
        all.push(Move {
            version,
            says: format!(
                "drop the column `{}`, and rename `{}` to `{to}`: the field is `{}`{why}",
                shadow.base, shadow.name, field.name
            ),
            change: Change::Swap(shadow),
            takes: (!shadow.base.eq_ignore_ascii_case(to)).then_some(to),
            frees: vec![shadow.base.clone(), shadow.name.clone()],
            settles: Some(to),
        });
    }
    for held in &standing.outline.removed {
        let field = &slots[held.slot];
        let until = field.until.unwrap_or(standing.model.descriptor.version);
        all.push(Move {
            version: Some(until),
            says: format!("drop the column `{}`: {until} removed the field `{}`", held.name, field.name),
            change: Change::Drop(held),
            takes: None,
            frees: vec![held.name.clone()],
            settles: None,
        });
    }
    for (slot, from) in &standing.outline.names {
        let field = &slots[*slot];
        let is_shadow = standing.outline.shadows.iter().any(|shadow| shadow.slot == *slot);
        if field.column == from || is_shadow {
            continue;
        }
        let to = field.column;
        let version = field.history.iter().map(|change| change.version).max().or(field.since);
        all.push(Move {
            version,
            says: format!("rename the column `{from}` to `{to}`: it is that of the field `{}`", field.name),
            change: Change::Rename(from, to),
            takes: Some(to),
            frees: vec![from.clone()],
            settles: Some(to),
        });
    }
    order(plan, standing, all, indexes)
}

/// Puts the moves in an order.
fn order(plan: &mut Plan, standing: &Standing, mut all: Vec<Move<'_>>, indexes: &mut Indexes) -> Result<()> {
    let mut free: Vec<String> = Vec::new();
    let mut mark = standing.mark.clone();
    // No more than one column is ever settled without a word: what comes next could be taken for what it was.
    let unwritten = &standing.outline.unwritten;
    if !unwritten.is_empty() && !all.is_empty() {
        mark = unwritten.iter().fold(mark, |mark, column| mark.settling(column));
        let named = unwritten.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
        let sql = vec![mark::write(&standing.model, &mark)?];
        let says = format!("write down that {named} is as declared");
        let work = Work::Note(unwritten.iter().map(|column| (*column).to_owned()).collect());
        plan.push(standing.model.descriptor.version, says, sql, work);
    }
    while !all.is_empty() {
        let is_free = |one: &Move<'_>| {
            one.takes.is_none_or(|name| {
                !standing.has(name) || free.iter().any(|known| known.eq_ignore_ascii_case(name))
            })
        };
        let Some(at) = all.iter().position(is_free) else {
            let says = all.iter().map(|one| one.says.as_str()).collect::<Vec<_>>().join("; ");
            plan.refused = Some(format!("no column can be the first to have its name: {says}"));
            return Ok(());
        };
        let one = all.remove(at);
        free.extend(one.frees);
        let (mut sql, with) = match carried_out(standing, &one.change, indexes)? {
            Ok(done) => done,
            Err(why) => {
                plan.refused = Some(why);
                return Ok(());
            }
        };
        if let Some(column) = one.settles {
            mark = mark.settling(column);
            sql.push(mark::write(&standing.model, &mark)?);
        }
        let work = match one.change {
            Change::Swap(shadow) => Work::Settle(shadow.name.clone()),
            Change::Drop(held) => Work::Drop(held.name.clone()),
            Change::Rename(_, to) => Work::Rename(to.to_owned()),
        };
        plan.push(one.version, one.says + &with, sql, work);
    }
    Ok(())
}

/// The statements of a change, and what else is to be said of it: what becomes of indexes. The inner error says why it
/// cannot be.
fn carried_out(
    standing: &Standing,
    change: &Change<'_>,
    indexes: &mut Indexes,
) -> Result<std::result::Result<(Vec<String>, String), String>> {
    let model = &standing.model;
    let going = match change {
        Change::Swap(shadow) => {
            let field = &model.descriptor.slots[shadow.slot];
            let ty = full_type(field, model.backend, false);
            indexes.swap(&shadow.base, &shadow.name, field.column, &ty)
        }
        Change::Drop(held) => indexes.drop(&held.name),
        Change::Rename(from, to) => {
            indexes.rename(from, to);
            Ok(Going::default())
        }
    };
    let going = match going {
        Ok(going) => going,
        Err(why) => return Ok(Err(why)),
    };
    let sql = match change {
        Change::Swap(shadow) => swap(standing, shadow, &going)?,
        Change::Drop(held) => {
            let mut sql = unwatched(standing, &model.descriptor.slots[held.slot]);
            if model.backend.is_mysql() {
                let column = format!("DROP COLUMN {}", quoted(model.backend, &held.name));
                sql.push(going.at_once(model, vec![column]));
            } else {
                sql.extend(going.names.iter().map(|index| alter::drop_index(model, index)));
                sql.push(alter::drop_column(model, &held.name));
            }
            sql
        }
        Change::Rename(from, to) => vec![alter::rename(model, from, to)],
    };
    Ok(Ok((sql, going.says)))
}

/// What takes the triggers of a field away, whichever version made them.
fn unwatched(standing: &Standing, field: &FieldDescriptor) -> Vec<String> {
    let names =
        past::apart_of(field).into_iter().filter_map(|name| alter::watch_name(&standing.model, &name));
    let there = names.filter(|name| standing.triggers.contains(name));
    there.flat_map(|name| alter::unwatch(&standing.model, &name)).collect()
}

/// What puts our column in the place of that of older services.
fn swap(standing: &Standing, shadow: &ShadowName, going: &Going) -> Result<Vec<String>> {
    let model = &standing.model;
    let field = &model.descriptor.slots[shadow.slot];
    let place = standing.outline.shadows.iter().position(|one| one.slot == shadow.slot).unwrap_or_default();
    let (is_base_there, to) = (standing.has(&shadow.base), field.column);
    let mut sql = batches(model, &[place], Walk::Keys)?;
    sql.extend(unwatched(standing, field));
    if model.backend.is_mysql() {
        let base = is_base_there.then(|| format!("DROP COLUMN {}", quoted(model.backend, &shadow.base)));
        let ours = alter::change(model, &shadow.name, to, field);
        sql.push(going.at_once(model, base.into_iter().chain([ours]).collect()));
        return Ok(sql);
    }
    let served = alter::news_index_name(model, &shadow.name).filter(|served| !going.names.contains(served));
    sql.extend(served.iter().chain(&going.names).map(|index| alter::drop_index(model, index)));
    if is_base_there {
        sql.push(alter::drop_column(model, &shadow.base));
    }
    sql.push(alter::rename(model, &shadow.name, to));
    if !field.nullable() {
        sql.extend(alter::refuse_null(model, to, field));
    }
    sql.extend(going.made(model));
    Ok(sql)
}
