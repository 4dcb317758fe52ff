//! The first half of a migration: what is safe while older services read and write the table.

use sea_query::{Expr as SqlExpr, ExprTrait as _, Func, Query};

use crate::base::error::Result;
use crate::base::version::Version;
use crate::describe::descriptor::FieldDescriptor;
use crate::store::catalog::{self, Actual, has, named};
use crate::store::ddl::Listed;
use crate::store::driver::Backend;
use crate::store::handle::Store;
use crate::store::indexed::{self, Indexed};
use crate::store::migrate::fill::{self, Filled};
use crate::store::migrate::layout::{Outline, ShadowName, build, outline};
use crate::store::migrate::mark::{self, MARKS, Mark};
use crate::store::migrate::plan::{Half, Plan, Work};
use crate::store::migrate::{alter, past};
use crate::store::model::{Column, Made, Model};
use crate::store::shadow::Walk;
use crate::store::shape::{differences, is_keyed};
use crate::store::{ddl, parts, shadow, sql};

/// A table as it is, and as it is to be.
pub(crate) struct Standing {
    pub(crate) actual: Vec<Actual>,
    pub(crate) triggers: Vec<String>,
    pub(crate) mark: Mark,
    pub(crate) outline: Outline,
    /// What older rows get in the columns that are still to be added, by the slots of their fields.
    fills: Vec<(usize, Filled)>,
    /// The type with the layout that the table has once everything is there.
    pub(crate) model: Model,
}

impl Standing {
    pub(crate) fn has(&self, column: &str) -> bool {
        has(&self.actual, column)
    }

    /// A column of the table as it is.
    fn column(&self, name: &str) -> Option<&Actual> {
        named(&self.actual, name)
    }

    /// Whether a column beside another of its field has this name.
    pub(crate) fn is_shadow(&self, name: &str) -> bool {
        self.outline.shadows.iter().any(|shadow| shadow.name == name)
    }
}

/// Looks at a table; the error is a plan that says that nothing can be done, or nothing but making the table.
pub(crate) async fn standing(store: &Store, model: &Model, half: Half) -> Result<Result<Standing, Plan>> {
    let (table, name, own) = (model.table.name, model.name(), model.descriptor.version);
    let mut plan = Plan::new(model, half);
    let actual = catalog::columns(store, table).await?;
    if actual.is_empty() {
        let mark = mark::write(model, &Mark::of(model, own))?;
        let marks = mark::made(store).await?.into_iter().chain([mark]);
        let sql = ddl::new_table(model)?.into_iter().chain(marks).collect();
        plan.push(own, format!("make the table, as {name} {own} declares it"), sql, Work::Create);
        return Ok(Err(plan));
    }
    let Some(mark) = mark::read(store, table).await? else {
        return Ok(Err(foreign(plan, model, &actual)?));
    };
    if let Some(why) = mark.refuses(model) {
        return Ok(Err(plan.refusing(why)));
    }
    let mut outline = outline(model, &mark, &actual);
    let mut fills = Vec::new();
    if half == Half::Expand {
        for held in outline.added.iter().filter(|held| !has(&actual, &held.name)) {
            let filled = fill::of(model, &model.named(model.descriptor.slots[held.slot].name)?)?;
            if filled == Filled::Each {
                outline.unfilled.push(held.slot);
            }
            fills.push((held.slot, filled));
        }
    }
    let made = Made { replaces: actual.iter().any(|column| column.replaces), ..model.made };
    let model = Model { layout: build(model, outline.clone())?, made, ..*model };
    let triggers = catalog::triggers(store, table).await?;
    Ok(Ok(Standing { actual, triggers, mark, outline, fills, model }))
}

/// The plan of a table that was not made here: it says what differs.
fn foreign(plan: Plan, model: &Model, actual: &[Actual]) -> Result<Plan> {
    let mut differ: Vec<String> =
        differences(model, &model.selected(), actual).iter().map(ToString::to_string).collect();
    if differ.is_empty() && is_keyed(model, actual)? {
        return Ok(plan);
    }
    if differ.is_empty() {
        differ.push(format!("`{}` is not unique", model.key()?.name));
    }
    let why = format!(
        "`{MARKS}` does not say that the table was made here, so it is not altered (`adopt_table` says so of one): {}",
        differ.join("; ")
    );
    Ok(plan.refusing(why))
}

/// What would make a table one that our version works on too.
///
/// # Errors
/// What the database says.
pub(crate) async fn plan(store: &Store, model: &Model) -> Result<Plan> {
    let standing = match standing(store, model, Half::Expand).await? {
        Ok(standing) => standing,
        Err(plan) => return Ok(plan),
    };
    let mut plan = Plan::new(model, Half::Expand);
    let has_rows = has_rows(store, &standing.model).await?;
    for (slot, filled) in &standing.fills {
        let column = standing.model.named(standing.model.descriptor.slots[*slot].name)?;
        if let Err(why) = add(&mut plan, store, &standing.model, &column, filled, has_rows).await? {
            return Ok(plan.refusing(why));
        }
    }
    for shadow in &standing.outline.shadows {
        part(&mut plan, &standing, shadow)?;
    }
    if let Some(why) = in_the_way(&standing) {
        return Ok(plan.refusing(why));
    }
    let own = model.descriptor.version;
    if !standing.mark.versions.contains(&own) {
        let sql = vec![mark::write(model, &standing.mark.clone().with(own))?];
        let beside = standing.mark.versions.iter().map(Version::to_string).collect::<Vec<_>>().join(" and ");
        plan.push(own, format!("write down that {own} works on the table, beside {beside}"), sql, Work::Join);
    }
    raise(&mut plan, store, &standing, has_rows).await?;
    fill_each(&mut plan, store, &standing).await?;
    let indexes = indexed::indexes(store, model.table.name).await?;
    let is_there = |name: &str| indexes.iter().any(|known| known.name == name);
    let news =
        standing.model.shadows().iter().filter_map(|shadow| alter::news_index(&standing.model, shadow));
    let unfilled = standing.model.unfilled();
    let unfilled = unfilled.iter().filter_map(|column| {
        let found = standing.column(column.name);
        alter::unfilled_index(&standing.model, column, found.map(|found| found.ty.as_str()))
    });
    let unfinished = catalog::unfinished(store, model.table.name).await?;
    for (name, sql) in news.chain(unfilled) {
        let what = "of rows that older services wrote last";
        index(&mut plan, &standing.model, (&name, &sql, what), !is_there(&name), &unfinished);
    }
    let ty = |column: &Column| standing.column(column.name).map(|found| found.ty.clone());
    usual_indexes(&mut plan, &standing.model, &indexes, &ty, &unfinished, |index, listed| {
        // What older services have goes with the second half.
        standing.mark.versions.iter().any(|version| *version != own) || index.is_of(&listed.names())
    });
    key(&mut plan, store, &standing).await?;
    Ok(plan)
}

/// Plans an index, by its name, its statement and what it is of: where it is wanted, or was begun.
fn index(
    plan: &mut Plan,
    model: &Model,
    (name, sql, what): (&str, &str, &str),
    is_wanted: bool,
    unfinished: &[String],
) {
    let sql = if is_wanted {
        alter::beside_writers(model.backend, sql)
    } else if unfinished.iter().any(|one| one == name) {
        alter::finish_index(model, name)
    } else {
        return;
    };
    // By itself: PostgreSQL makes none beside writers in a transaction.
    plan.push(None, format!("make the index `{name}`, {what}"), vec![sql], Work::Index(name.to_owned()));
}

/// Plans the indexes that lists are read by, where they are not there, or not right.
pub(crate) fn usual_indexes(
    plan: &mut Plan,
    model: &Model,
    indexes: &[Indexed],
    ty: &dyn Fn(&Column) -> Option<String>,
    unfinished: &[String],
    is_right: impl Fn(&Indexed, &Listed) -> bool,
) {
    for listed in ddl::listed(model) {
        let Some(sql) = listed.sql(model, ty) else { continue };
        let name = &listed.name;
        let there = indexes.iter().find(|known| known.name == *name);
        let wrong = there.filter(|known| !is_right(known, &listed));
        if wrong.is_some() {
            let says = format!("drop the index `{name}`, which is not of the columns that lists are read by");
            plan.push(None, says, vec![alter::drop_index(model, name)], Work::Unindex(name.clone()));
        }
        let is_wanted = there.is_none() || wrong.is_some();
        index(plan, model, (name, &sql, "which lists are read by"), is_wanted, unfinished);
    }
}

/// Plans the column of a field that was added. The inner error says why it cannot be.
async fn add(
    plan: &mut Plan,
    store: &Store,
    model: &Model,
    column: &Column,
    filled: &Filled,
    has_rows: bool,
) -> Result<std::result::Result<(), String>> {
    let (field, name) = (column.field, column.name);
    let since = field.since.unwrap_or(model.descriptor.version);
    let ty = ddl::full_type(field, model.backend, false);
    let (sql, what) = match filled {
        Filled::Null => (alter::add(model, name, &ty), "null in older rows".to_owned()),
        Filled::Constant(value) => {
            let shown = if field.is_secret() { "a secret".to_owned() } else { shown(value) };
            (
                alter::add_filled(store, model, name, field, value.clone()).await?,
                format!("{shown} in older rows"),
            )
        }
        Filled::Each => (alter::add(model, name, &ty), "a value of its own in each older row".to_owned()),
        Filled::Nothing if has_rows => {
            return Ok(Err(format!(
                "{}.{}: {since} added the field, which takes no null, and neither `fill` nor a default says what it is in \
                 older rows",
                model.name(),
                field.name
            )));
        }
        Filled::Nothing => (alter::add(model, name, &ty), "and there are no rows yet".to_owned()),
    };
    let says = format!("add the column `{name}`, {what}: {since} added the field `{}`", field.name);
    plan.push(since, says, vec![sql], Work::Add(name.to_owned()));
    Ok(Ok(()))
}

/// A value as a statement has it, cut where it is long.
fn shown(value: &sea_query::Value) -> String {
    const MOST: usize = 40;
    let text = sql::whole_text(Backend::Sqlite, &Query::select().expr(SqlExpr::val(value.clone())).take());
    let text = text.trim_start_matches("SELECT ");
    let cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}

/// Plans the columns of a field that has another form than it has to older services.
fn part(plan: &mut Plan, standing: &Standing, shadow: &ShadowName) -> Result<()> {
    let model = &standing.model;
    let field: &FieldDescriptor = &model.descriptor.slots[shadow.slot];
    let was = past::was(&shadow.name);
    let base = standing.column(&shadow.base);
    let Some(base) = base else { return Ok(()) };
    let ours = (shadow.name.as_str(), ddl::full_type(field, model.backend, false));
    let missing = [ours, (was.as_str(), alter::same_type(model.backend, base))]
        .into_iter()
        .filter(|(name, _)| !standing.has(name));
    let mut sql: Vec<String> = missing.map(|(name, ty)| alter::add(model, name, &ty)).collect();
    let watch = alter::watch_name(model, &shadow.name).filter(|name| !standing.triggers.contains(name));
    if watch.is_some() {
        let older = past::field_in(field, shadow.version);
        sql.extend(alter::watch(model, model.key()?.name, &shadow.name, (&base.name, &older)));
    }
    if !sql.is_empty() {
        let change = past::parted(field, shadow.version, model.backend).unwrap_or(model.descriptor.version);
        let says = format!(
            "add the columns `{}` and `{was}`, and watch `{}`: {change} changed the field `{}`, which older services keep in `{}`",
            shadow.name, base.name, field.name, base.name
        );
        plan.push(change, says, sql, Work::Part(shadow.name.clone()));
    }
    Ok(())
}

/// What else a table lacks, or has in another way: nothing that a history says.
fn in_the_way(standing: &Standing) -> Option<String> {
    let outline = &standing.outline;
    let shadows = outline.shadows.iter().flat_map(|shadow| [shadow.name.clone(), past::was(&shadow.name)]);
    let coming: Vec<String> = outline.added.iter().map(|held| held.name.clone()).chain(shadows).collect();
    let model = &standing.model;
    let asked: Vec<Column> = model.selected();
    let is_asked =
        |column: &&Column| standing.has(column.name) || !coming.iter().any(|name| name == column.name);
    let wanted: Vec<Column> = asked.iter().filter(is_asked).copied().collect();
    differences(model, &wanted, &standing.actual).first().map(ToString::to_string)
}

/// Plans that what older services have is made ours.
async fn raise(plan: &mut Plan, store: &Store, standing: &Standing, has_rows: bool) -> Result<()> {
    let model = &standing.model;
    let shadows = &standing.outline.shadows;
    let are_there = shadows.iter().all(|one| standing.has(&one.name) && standing.has(&past::was(&one.name)));
    let places: Vec<usize> = (0..shadows.len()).collect();
    let is_wanted = !shadows.is_empty()
        && if are_there { shadow::has_news(store, model, &places).await? } else { has_rows };
    if !is_wanted {
        return Ok(());
    }
    let fields: Vec<String> =
        shadows.iter().map(|one| format!("`{}`", model.descriptor.slots[one.slot].name)).collect();
    let says = format!("convert {} of older rows, batch by batch", fields.join(", "));
    let names = shadows.iter().map(|one| one.name.clone()).collect();
    plan.push(
        model.descriptor.version,
        says,
        batches(model, &places, Walk::of(store, model).await?)?,
        Work::Raise(names),
    );
    Ok(())
}

/// The statements of a batch.
pub(crate) fn batches(model: &Model, places: &[usize], walk: Walk) -> Result<Vec<String>> {
    let select = sql::step(model.backend, &shadow::select(model, places, None, None, walk)?).sql.to_string();
    let all: Vec<(usize, bool)> = places.iter().map(|place| (*place, false)).collect();
    Ok(vec![select, shadow::write_text(model, &all)?.to_string()])
}

/// Plans values of their own for rows that have none.
pub(crate) async fn fill_each(plan: &mut Plan, store: &Store, standing: &Standing) -> Result<()> {
    let model = &standing.model;
    let all = model.unfilled();
    let mut is_wanted = false;
    for column in &all {
        let mut nulls = Query::select().expr(SqlExpr::val(1)).from(parts::table(model)).take();
        nulls.and_where(parts::col(column).is_null()).limit(1);
        is_wanted |= if standing.has(column.name) {
            shadow::is_any(store, model, &nulls).await?
        } else {
            has_rows(store, model).await?
        };
    }
    if is_wanted {
        let names = all.iter().map(|column| format!("`{}`", column.name)).collect::<Vec<_>>().join(", ");
        let sql = all.iter().map(|column| shadow::fill_text(model, column)).collect::<Result<_>>()?;
        let since = all.iter().filter_map(|column| column.field.since).max();
        plan.push(
            since,
            format!("give each older row a {names} of its own, batch by batch"),
            sql,
            Work::Fill,
        );
    }
    Ok(())
}

/// Plans the uniqueness of the key.
async fn key(plan: &mut Plan, store: &Store, standing: &Standing) -> Result<()> {
    let model = &standing.model;
    if is_keyed(model, &standing.actual)? {
        return Ok(());
    }
    let key = model.key()?;
    let mut twice = Query::select().column(parts::name(&key)).from(parts::table(model)).take();
    twice.group_by_col(parts::name(&key)).limit(1);
    twice.and_having(Func::count(parts::col(&key)).gt(1));
    if shadow::is_any(store, model, &twice).await? {
        plan.refused = Some(format!("several rows have one `{}`: it cannot be made unique", key.name));
        return Ok(());
    }
    let sql = vec![alter::unique(model, key.name)];
    let work = Work::Unique(key.name.to_owned());
    plan.push(None, format!("make `{}` unique: it is the key", key.name), sql, work);
    Ok(())
}

async fn has_rows(store: &Store, model: &Model) -> Result<bool> {
    shadow::is_any(
        store,
        model,
        &Query::select().expr(SqlExpr::val(1)).from(parts::table(model)).limit(1).take(),
    )
    .await
}
