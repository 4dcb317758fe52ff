//! List objects of stored objects.

use crate::access::list::ObjectList;
use crate::base::context::Context;
use crate::base::error::Result;
use crate::dynamic::versioned::HasTable;
use crate::store::query::Query;
use crate::store::read;

/// What a list object can do whose elements are stored: every type that declares `list_of` a type with a table has it.
///
/// ```
/// use versioned_object_core::prelude::*;
/// # use versioned_object_core::store::Sqlite;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "lamps")]
/// struct Lamp {
///     id: Attr<Uuid>,
///     watts: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", list_of = Lamp)]
/// struct LampList {
///     objects: Attr<Vec<Lamp>>,
///     meta: ObjectMeta,
/// }
///
/// # pollster::block_on(async {
/// # let store = Sqlite::in_memory().open()?;
/// # store.create_table::<Lamp>().await?;
/// # let ctx = Context::builder().is_admin(true).store(&store).build();
/// for watts in [40, 60] {
///     Lamp::builder().watts(watts).build(&ctx)?.create().await?;
/// }
/// let bright = LampList::list(&ctx, &Query::new().filter(Lamp::WATTS.gt(40))).await?;
/// assert_eq!(bright.len(), 1);
/// assert!(bright.obj_what_changed().is_empty() && bright.obj_context().is_some());
/// # Ok::<(), Error>(())
/// # }).unwrap();
/// ```
///
/// A function of the type itself goes first: with a `list` of one's own, write `<LampList as StoredList>::list(…)`.
pub trait StoredList: ObjectList<Item: HasTable> {
    /// The objects of a query as a list object, with the context they were read for; nothing counts as changed.
    ///
    /// Rows that the object refuses are left out; [`Persistent::list`](super::Persistent::list) of the elements' type names
    /// them.
    ///
    /// # Errors
    /// As [`Persistent::list`](super::Persistent::list).
    fn list(context: &Context, query: &Query<Self::Item>) -> impl Future<Output = Result<Self>> + Send {
        async move {
            let found = read::list(context, &query.asked, &query.with).await?;
            let mut list = Self::from_elements(found.objects);
            list.obj_meta_mut().clear_changed();
            list.obj_meta_mut().set_context(Some(context.clone()));
            Ok(list)
        }
    }
}

impl<L: ObjectList<Item: HasTable>> StoredList for L {}
