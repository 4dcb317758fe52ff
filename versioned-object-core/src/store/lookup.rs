//! What objects are looked up by, and what is found.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::base::context::{Context, ReadDeleted, Right, Scope};
use crate::base::error::{Error, Result};
use crate::base::shown::MASK;
use crate::dynamic::contract::DynObject;
use crate::dynamic::versioned::VersionedObject;
use crate::object::ext::ObjectExt as _;

/// How to look for one object, with [`Persistent::look_up`](super::Persistent::look_up).
///
/// ```
/// use versioned_object_core::ReadDeleted;
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::{Lookup, Sqlite};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "lamps", project = shop, soft_delete(flag = deleted))]
/// struct Lamp {
///     id: Attr<Uuid>,
///     shop: Attr<String>,
///     deleted: Attr<Option<bool>>,
///     meta: ObjectMeta,
/// }
///
/// # pollster::block_on(async {
/// # let store = Sqlite::in_memory().open()?;
/// # store.create_table::<Lamp>().await?;
/// let north = Context::builder().user_id("ann").project_id("north").store(&store).build();
/// let south = Context::builder().user_id("ben").project_id("south").store(&store).build();
/// let mut lamp = Lamp::builder().shop("north").build(&north)?;
/// lamp.create().await?;
/// let id = lamp.id()?;
///
/// // The project of somebody else: the caller says that this is right here.
/// assert!(Lamp::get_by_id(&south, id).await.is_err());
/// assert_eq!(Lamp::look_up(&south, id, Lookup::new().any_project()).await?.shop()?, "north");
///
/// // Also where it is deleted, whatever the context says.
/// lamp.destroy().await?;
/// assert!(Lamp::get_by_id(&north, id).await.is_err());
/// let found = Lamp::look_up(&north, id, Lookup::new().read_deleted(ReadDeleted::Yes)).await?;
/// assert_eq!(found.deleted()?, Some(true));
/// # Ok::<(), Error>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Lookup {
    pub(crate) read_deleted: Option<ReadDeleted>,
    pub(crate) any_project: bool,
}

impl Lookup {
    /// As the context says, in its project.
    pub fn new() -> Self {
        Self::default()
    }

    /// Which rows to see, whatever the context says.
    pub fn read_deleted(mut self, read_deleted: ReadDeleted) -> Self {
        self.read_deleted = Some(read_deleted);
        self
    }

    /// Whichever project has it: Cinder's `project_only=False`, for callers that check themselves.
    pub fn any_project(mut self) -> Self {
        self.any_project = true;
        self
    }
}

/// What [`Persistent::list`](super::Persistent::list) gives: the objects of a query, and the rows that were refused. It
/// derefs to the objects, and iterates over them.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::Listed;
///
/// fn names(found: &Listed<impl DynObject>) -> Vec<&'static str> {
///     for row in &found.refused {
///         eprintln!("{} is left out: {}", row.id, row.error);
///     }
///     found.iter().map(DynObject::obj_name).collect()
/// }
/// # #[derive(Clone, VersionedObject)]
/// # #[versioned_object(version = "1.0")]
/// # struct Lamp { meta: ObjectMeta }
/// # assert!(names(&Listed::<Lamp>::default()).is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The objects.
    pub objects: Vec<T>,
    /// The rows that hold what their object does not take.
    pub refused: Vec<Refused>,
    /// The key of the last row.
    pub(crate) last: Option<Holder>,
}

impl<T> Listed<T> {
    /// Where the next page begins, for [`Query::marker`](super::Query::marker): the key of the last row that came, refused
    /// or not, whatever became of the objects since. None when no row came.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::store::Sqlite;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "lamps", key = room)]
    /// struct Lamp {
    ///     room: Attr<String>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// # pollster::block_on(async {
    /// let store = Sqlite::in_memory().open()?;
    /// store.create_table::<Lamp>().await?;
    /// let ctx = Context::builder().is_admin(true).store(&store).build();
    /// for room in ["attic", "hall", "study"] {
    ///     Lamp::builder().room(room).build(&ctx)?.create_with_key().await?;
    /// }
    /// let mut query = Query::new().sort(Lamp::ROOM.asc()).limit(2);
    /// let mut rooms = Vec::new();
    /// loop {
    ///     let page = Lamp::list(&ctx, &query).await?;
    ///     let Some(last) = page.marker() else { break };
    ///     query = query.marker(last);
    ///     for lamp in page {
    ///         rooms.push(lamp.room()?.to_owned());
    ///     }
    /// }
    /// assert_eq!(rooms, ["attic", "hall", "study"]);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    #[must_use]
    pub fn marker(&self) -> Option<&str> {
        self.last.as_ref().map(|last| last.0.as_str())
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { objects: Vec::new(), refused: Vec::new(), last: None }
    }
}

impl<T> Deref for Listed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.objects
    }
}

impl<T> IntoIterator for Listed<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.objects.into_iter()
    }
}

/// A row that holds what its object does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// The key of the row.
    pub id: String,
    /// What is wrong with it, with the path.
    pub error: Error,
    /// The same, where it is a secret too.
    pub(crate) key: Holder,
    /// What it has in the field that was asked for, where one was.
    pub(crate) holder: Option<Box<Holder>>,
}

/// What a row has in its key, or in the field that holds the key of another; it may be secret. In a box there, since few
/// rows are asked.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Holder(pub(crate) String);

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// An object with another context, which it gives back when this goes.
pub struct Scoped<'o, T: VersionedObject> {
    object: &'o mut T,
    context: Option<Context>,
    scope: Scope,
}

impl<'o, T: VersionedObject> Scoped<'o, T> {
    pub(crate) fn new(object: &'o mut T, before: &Context, right: Right) -> Self {
        let (context, scope) = before.within(right);
        object.obj_set_context(Some(&context));
        Self { object, context: Some(before.clone()), scope }
    }
}

impl<T: VersionedObject> Deref for Scoped<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.object
    }
}

impl<T: VersionedObject> DerefMut for Scoped<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.object
    }
}

impl<T: VersionedObject> Drop for Scoped<'_, T> {
    fn drop(&mut self) {
        // A copy of the object, or of its context, that went elsewhere meanwhile has these rights no more.
        self.scope.end();
        self.object.obj_set_context(self.context.as_ref());
    }
}

/// The context of an object, for a method that cannot do without.
pub(crate) fn context_of(object: &dyn DynObject, method: &str) -> Result<Context> {
    object.obj_context().cloned().ok_or_else(|| Error::OrphanedObject {
        method: method.to_owned(),
        name: object.obj_name().to_owned(),
    })
}
