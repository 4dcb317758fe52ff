//! Updates that are carried out only while a row is as expected.

use std::fmt;
use std::marker::PhantomData;

use crate::fields::column::{HasColumn, Settable};
use crate::store::column_key::ColumnKey;
use crate::store::condition::Update;
use crate::store::expr::{Expectation, Operand};
use crate::store::typed::{Condition, typed_shell};

/// An update of one row of `O`, carried out only while the row is as expected.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::{Case, ConditionalUpdate, not};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "disks")]
/// struct Disk {
///     id: Attr<Uuid>,
///     host: Attr<Option<String>>,
///     size: Attr<i64>,
///     state: Attr<String>,
///     meta: ObjectMeta,
/// }
///
/// let state = Case::new().when(Disk::HOST.is_null(), "idle").otherwise("moving");
/// let update: ConditionalUpdate<Disk> = ConditionalUpdate::new()
///     .set(Disk::SIZE, Disk::SIZE.plus(1))
///     .set(Disk::STATE, state)
///     .expect(Disk::STATE.is_in(["new", "failed"]))
///     .expect(Disk::SIZE.lt(10));
///
/// // By name, for what comes from outside; what is wrong with it is told when it is run.
/// let update: ConditionalUpdate<Disk> =
///     ConditionalUpdate::new().set("size", 10).expect_by("state", ["new", "failed"]).expect_by("host", not("old"));
/// # drop(update);
/// ```
#[must_use]
pub struct ConditionalUpdate<O> {
    pub(crate) update: Update,
    of: PhantomData<fn() -> O>,
}

typed_shell!(ConditionalUpdate<O>, update);

impl<O> Default for ConditionalUpdate<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O> ConditionalUpdate<O> {
    /// An update that sets nothing and expects nothing.
    pub fn new() -> Self {
        Self { update: Update::new(), of: PhantomData }
    }

    /// Sets a field to a value, to the value of another field, to an [`Expr`](super::Expr), or to a
    /// [`Case`](super::Case). What was set before it for the same field counts no longer.
    pub fn set<K: ColumnKey<O>, M>(mut self, key: K, value: impl Operand<O, K::Value, M>) -> Self
    where
        K::Column: HasColumn + Settable,
    {
        let (name, term) = (key.into_name(), value.into_expr().tree.root);
        match self.update.values.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = term,
            None => self.update.values.push((name, term)),
        }
        self
    }

    /// Expects something of the row.
    pub fn expect(mut self, condition: Condition<O>) -> Self {
        self.update.conditions.push(condition.tree.root);
        self
    }

    /// Expects a field to have a value, one of several, or another than [`not`](super::not) says. The key of the row is
    /// what it is: nothing is expected of it here.
    pub fn expect_by<K: ColumnKey<O>, M>(mut self, key: K, expected: impl Expectation<K::Value, M>) -> Self
    where
        K::Column: HasColumn,
    {
        self.update.expected.push((key.into_name(), expected.into_expected()));
        self
    }

    /// Expects every field that is set and was not changed here to be as it was read, besides what else is expected.
    pub fn expect_unchanged(mut self) -> Self {
        self.update.unchanged = true;
        self
    }

    /// Takes values that a field cannot have for values that a row may have all the same, since another program wrote
    /// them. Without this they are errors, as they are where a field is set to one.
    pub fn values_as_they_stand(mut self) -> Self {
        self.update.as_they_stand = true;
        self
    }

    /// Writes the changes of the object too; what this update sets goes first.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::store::{ConditionalUpdate, Sqlite};
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "lamps")]
    /// struct Lamp {
    ///     id: Attr<Uuid>,
    ///     room: Attr<String>,
    ///     watts: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// # pollster::block_on(async {
    /// # let store = Sqlite::in_memory().open()?;
    /// # store.create_table::<Lamp>().await?;
    /// # let ctx = Context::builder().is_admin(true).store(&store).build();
    /// let mut lamp = Lamp::builder().room("hall").watts(40).build(&ctx)?;
    /// lamp.create().await?;
    ///
    /// // The room that was set here goes along.
    /// lamp.set_room("attic")?;
    /// let dimmed = ConditionalUpdate::new().set(Lamp::WATTS, 25).expect(Lamp::WATTS.eq(40));
    /// assert!(lamp.conditional_update(dimmed.save_all()).await?);
    /// let row = Lamp::get_by_id(&ctx, lamp.id()?).await?;
    /// assert_eq!((row.room()?, row.watts()?), ("attic", 25));
    /// assert!(lamp.obj_what_changed().is_empty());
    ///
    /// // The object stays as it was read, though its row is another now.
    /// assert!(lamp.conditional_update(ConditionalUpdate::new().set(Lamp::WATTS, 60).leave_object()).await?);
    /// assert_eq!(lamp.watts()?, 25);
    /// lamp.refresh().await?;
    /// assert_eq!(lamp.watts()?, 60);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    pub fn save_all(mut self) -> Self {
        self.update.save_all = true;
        self
    }

    /// Leaves the object as it is, also when the row was updated; [`save_all`](Self::save_all) has an example.
    pub fn leave_object(mut self) -> Self {
        self.update.reflect = false;
        self
    }

    /// The fields to be set first, in this order: for MySQL, where an expression sees what was set before it.
    pub fn order<K: ColumnKey<O>>(mut self, keys: impl IntoIterator<Item = K>) -> Self
    where
        K::Column: HasColumn,
    {
        self.update.order = keys.into_iter().map(ColumnKey::into_name).collect();
        self
    }
}
