//! Doing what a plan says.

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::dynamic::versioned::HasTable;
use crate::store::driver::{Access, Backend, Step};
use crate::store::handle::{Store, whole};
use crate::store::migrate::plan::{Half, Plan, PlanStep, Work};
use crate::store::migrate::{contract, expand};
use crate::store::model::Model;
use crate::store::shadow::Walk;
use crate::store::{ddl, shadow};

impl Store {
    /// What would bring the table of a type to the version of the type, as the declared history says, without harm to
    /// services of the versions that work on it now: they go on reading and writing, and both see what the other writes.
    /// It only looks. An empty plan says that the table is there already.
    ///
    /// What takes something away from older services is in [`Store::plan_contract`] alone. A table that was not made by
    /// [`Store::create_table`], nor adopted, is never altered: the plan says what differs.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::store::Sqlite;
    ///
    /// mod old {
    ///     use versioned_object_core::prelude::*;
    ///
    ///     #[derive(Clone, VersionedObject)]
    ///     #[versioned_object(version = "1.0", table = "lamps")]
    ///     pub struct Lamp {
    ///         id: Attr<Uuid>,
    ///         watts: Attr<String>,
    ///         meta: ObjectMeta,
    ///     }
    /// }
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.2", table = "lamps")]
    /// pub struct Lamp {
    ///     id: Attr<Uuid>,
    ///     #[field(changed("1.1", from = String, down = to_text, up = to_number))]
    ///     watts: Attr<i64>,
    ///     #[field(since = "1.2", default = "white")]
    ///     colour: Attr<String>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// fn to_text(watts: i64) -> String {
    ///     format!("{watts} W")
    /// }
    ///
    /// fn to_number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    ///     text.trim_end_matches(" W").parse()
    /// }
    ///
    /// # pollster::block_on(async {
    /// let store = Sqlite::in_memory().open()?;
    /// let ctx = Context::builder().is_admin(true).store(&store).build();
    /// store.create_table::<old::Lamp>().await?;
    /// let mut lamp = old::Lamp::builder().watts("60 W").build(&ctx)?;
    /// lamp.create().await?;
    ///
    /// let plan = store.plan::<Lamp>().await?;
    /// println!("{plan}");
    /// assert!(plan.sql().contains(&"ALTER TABLE \"lamps\" ADD COLUMN \"colour\" VARCHAR(255) NOT NULL DEFAULT 'white'"));
    /// store.migrate(plan).await?;
    /// assert!(store.plan::<Lamp>().await?.is_empty());
    ///
    /// // Both versions work on the table now.
    /// let mut same = Lamp::get_by_id(&ctx, lamp.id()?).await?;
    /// assert_eq!((same.watts()?, same.colour()?), (60, "white"));
    /// same.set_watts(40)?;
    /// same.save().await?;
    /// lamp.refresh().await?;
    /// assert_eq!(lamp.watts()?, "40 W");
    /// lamp.set_watts("25 W")?;
    /// lamp.save().await?;
    /// assert_eq!(Lamp::count(&ctx, &Query::new().filter(Lamp::WATTS.lt(30))).await?, 1);
    ///
    /// // And when the older one is gone:
    /// store.migrate(store.plan_contract::<Lamp>().await?).await?;
    /// assert_eq!(Lamp::get_by_id(&ctx, lamp.id()?).await?.watts()?, 25);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    /// What the database says.
    pub async fn plan<T: HasTable>(&self) -> Result<Plan> {
        let model = Model::of(T::descriptor(), self.backend())?;
        self.planned(&model, Half::Expand).await
    }

    /// What would leave the table of a type to the version of the type alone, once no service of an older one works on it:
    /// columns of theirs go, and those that remain get the names of the declaration. Services of the type's own version
    /// go on meanwhile. It only looks. Where the table is not there, or lacks what the version has, the first half comes
    /// before it: the plan says so, and is not done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn plan_contract<T: HasTable>(&self) -> Result<Plan> {
        let model = Model::of(T::descriptor(), self.backend())?;
        self.planned(&model, Half::Contract).await
    }

    /// Does what a plan says, step by step.
    ///
    /// A step is done as a whole or not at all, where the database can undo what alters a table: SQLite and PostgreSQL can,
    /// MySQL and MariaDB cannot, and there a step is one statement wherever that matters. Values are converted in batches
    /// of 500 rows, each a transaction of its own. Killed, or dropped, at any moment, another plan has what is left. Two
    /// that migrate at once do no harm: what one of them finds done it leaves out.
    ///
    /// # Errors
    /// [`Error::ObjectAction`] for a plan that says that it is not done ([`Plan::refused`]), and for a table that is
    /// another by now, so that something else than what the plan says would have to be done first; a row that cannot be
    /// converted, where the step takes the value away that it has; what the database says.
    pub async fn migrate(&self, plan: Plan) -> Result<()> {
        self.carry_out_all(plan).await
    }

    fn carry_out_all(&self, plan: Plan) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            if let Some(why) = plan.refused() {
                return Err(Error::action("migrate", why));
            }
            let model = plan.model;
            for step in &plan.steps {
                // The table is looked at anew: another may have migrated it meanwhile.
                let now = self.planned(&model, plan.half).await?;
                if let Some(now) = find(&now, step) {
                    // The value that older rows have in a new column may be another one each time.
                    let shown = if matches!(step.work, Work::Add(_)) { step } else { now };
                    let done = self.carry_out(&model, shown).await;
                    self.forget(&model);
                    if let Err(error) = done {
                        // What another has done by now is no failure.
                        let now = self.planned(&model, plan.half).await?;
                        if find(&now, step).is_some() || now.refused.is_some() {
                            return Err(error);
                        }
                    }
                }
            }
            let left = self.planned(&model, plan.half).await?;
            match (&left.refused, left.steps.iter().find(|step| !is_of_rows(step))) {
                (Some(why), _) => Err(Error::action("migrate", why.as_str())),
                (None, Some(step)) => Err(Error::action(
                    "migrate",
                    format!("the table is another since it was planned: {step}; plan again"),
                )),
                (None, None) => Ok(()),
            }
        })
    }

    fn planned<'s>(&'s self, model: &'s Model, half: Half) -> BoxFuture<'s, Result<Plan>> {
        Box::pin(async move {
            match half {
                Half::Expand => expand::plan(self, model).await,
                Half::Contract => contract::plan(self, model).await,
            }
        })
    }

    async fn carry_out(&self, model: &Model, step: &PlanStep) -> Result<()> {
        let plain =
            |sql: &[String]| sql.iter().map(|sql| Step::new(sql.as_str(), Vec::new())).collect::<Vec<_>>();
        match &step.work {
            Work::Raise(names) => {
                let model = self.laid_out(model, Half::Expand).await?;
                let places = places(&model, names);
                shadow::settle_all(self, &model, &places).await.map(drop)
            }
            Work::Fill => {
                let model = self.laid_out(model, Half::Expand).await?;
                shadow::fill_all(self, &model, Walk::of(self, &model).await?).await
            }
            Work::Settle(name) => {
                let model = self.laid_out(model, Half::Contract).await?;
                let places = places(&model, std::slice::from_ref(name));
                // Most of it while others still write.
                shadow::settle(self, &model, &places).await?;
                whole!(self, inside => {
                    if model.backend == Backend::Postgres {
                        let table = ddl::quoted(model.backend, model.table.name);
                        let lock = format!("LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");
                        inside.run(Access::Write, plain(&[lock])).await?;
                    }
                    let left = shadow::settle(&inside, &model, &places).await?;
                    if let Some((id, error)) = left.refused {
                        let reason =
                            format!("the row {id} cannot be converted, and its value would be lost: {error}");
                        return Err(Error::action("migrate", reason));
                    }
                    // The first two are those of batches.
                    inside.run(Access::Write, plain(&step.sql[2..])).await.map(drop)
                })
            }
            // All of its statements or none, where the database can.
            _ => self.run(Access::Write, plain(&step.sql)).await.map(drop),
        }
    }

    /// A type with the layout that its table has now.
    async fn laid_out(&self, model: &Model, half: Half) -> Result<Model> {
        match expand::standing(self, model, half).await? {
            Ok(standing) => Ok(standing.model),
            Err(plan) => Err(Error::action("migrate", plan.refused().unwrap_or("the table is gone"))),
        }
    }
}

/// The same step of another plan.
fn find<'p>(plan: &'p Plan, step: &PlanStep) -> Option<&'p PlanStep> {
    plan.steps.iter().find(|one| one.work == step.work)
}

/// Whether a step is about rows that older services may write at any time.
fn is_of_rows(step: &PlanStep) -> bool {
    matches!(step.work, Work::Raise(_) | Work::Fill)
}

fn places(model: &Model, names: &[String]) -> Vec<usize> {
    let shadows = model.shadows();
    (0..shadows.len()).filter(|place| names.iter().any(|name| name == shadows[*place].name)).collect()
}
