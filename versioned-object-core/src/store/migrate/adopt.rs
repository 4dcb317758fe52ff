//! Tables that were made before the store wrote down which are its own, or by somebody else who gives them away.

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::base::version::Version;
use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::versioned::HasTable;
use crate::store::catalog::{self, has};
use crate::store::driver::{Access, Step};
use crate::store::handle::Store;
use crate::store::migrate::mark::{self, Mark};
use crate::store::migrate::past;
use crate::store::model::Model;

impl Store {
    /// Writes down that the table of a type is ours from now on, and stands at this version of the type: as if
    /// [`Store::create_table`] of that version had made it. [`Store::migrate`] may alter it then. Nothing else is written.
    /// A `DEFAULT` that the column of a field with `since` has is taken for that of a migration, which is there for older
    /// services: where the field takes null and is not set, a new row has null.
    ///
    /// # Errors
    /// [`Error::ObjectAction`] when the type has no such version, when the table is ours already, or when it lacks a column
    /// that the version has.
    pub async fn adopt_table<T: HasTable>(&self, version: Version) -> Result<()> {
        adopt(self, T::descriptor(), version).await
    }
}

fn adopt<'s>(
    store: &'s Store,
    descriptor: &'static ObjectDescriptor,
    version: Version,
) -> BoxFuture<'s, Result<()>> {
    Box::pin(async move {
        let model = Model::of(descriptor, store.backend())?;
        let (table, name) = (model.table.name, model.name());
        let refused = |why: String| Err(Error::action("adopt_table", why));
        if !model.descriptor.versions().any(|known| known == version) {
            return refused(format!("{name} has no version {version}"));
        }
        let actual = catalog::columns(store, table).await?;
        if actual.is_empty() {
            return refused(format!("there is no table `{table}`"));
        }
        if let Some(mark) = mark::read(store, table).await? {
            let stands = mark.versions.iter().map(Version::to_string).collect::<Vec<_>>().join(" and ");
            return refused(format!("the table `{table}` is that of {} {stands} already", mark.object));
        }
        let held = past::held(model.descriptor, &[version]);
        if let Some(held) = held.iter().find(|held| !has(&actual, &held.name)) {
            return refused(format!(
                "the table `{table}` has no `{}`, which {name} {version} has",
                held.name
            ));
        }
        let write = mark::write(&model, &Mark::of(&model, version))?;
        let steps = mark::made(store).await?.into_iter().chain([write]);
        let steps = steps.map(|sql| Step::new(sql, Vec::new())).collect();
        store.run(Access::Write, steps).await?;
        store.forget(&model);
        Ok(())
    })
}
