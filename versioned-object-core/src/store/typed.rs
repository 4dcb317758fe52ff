//! Conditions and orders that know which objects they are of.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Not;

use crate::store::condition::{Node, Tree};
use crate::store::direction::Direction;

/// What knows its types, and is nothing but what it holds besides.
macro_rules! typed_shell {
    ($type:ident<$($of:ident),+>, $held:ident) => {
        impl<$($of),+> Clone for $type<$($of),+> {
            fn clone(&self) -> Self {
                Self { $held: self.$held.clone(), of: PhantomData }
            }
        }

        impl<$($of),+> fmt::Debug for $type<$($of),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.$held).finish()
            }
        }
    };
}

pub(crate) use typed_shell;

/// Something that is true of a row of `O` or not.
///
/// Conditions are made of the keys of fields; where a name comes from outside, of [`field`](super::field).
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::Condition;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "disks")]
/// struct Disk {
///     id: Attr<Uuid>,
///     host: Attr<Option<String>>,
///     size: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// let small = Disk::SIZE.lt(10).or(Disk::SIZE.is_in([10, 12]));
/// let idle = Disk::HOST.is_null().or(Disk::HOST.like("spare-%"));
/// let wanted: Condition<Disk> = small.and(idle.not());
/// # drop(wanted);
/// ```
///
/// The object of a condition follows from where it is used. A key of a parent or a mixin gives conditions on each type
/// that has its fields.
///
/// Groups of one kind are one group, however they were put together, so a chain may be as long as it likes. In one
/// another, conditions and expressions may have 100 levels; running one that has more is
/// [`Error::InvalidInput`](crate::Error::InvalidInput).
#[must_use]
pub struct Condition<O> {
    pub(crate) tree: Tree<Node>,
    of: PhantomData<fn() -> O>,
}

typed_shell!(Condition<O>, tree);

impl<O> PartialEq for Condition<O> {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
    }
}

impl<O> Condition<O> {
    pub(crate) fn of(tree: Tree<Node>) -> Self {
        Self { tree, of: PhantomData }
    }

    pub(crate) fn leaf(node: Node) -> Self {
        Self::of(Tree::leaf(node))
    }

    /// This and another.
    pub fn and(self, other: Self) -> Self {
        Self::all([self, other])
    }

    /// This or another.
    pub fn or(self, other: Self) -> Self {
        Self::any([self, other])
    }

    /// All of them; true of every row when there are none.
    pub fn all(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::of(Tree::all(conditions.into_iter().map(|condition| condition.tree)))
    }

    /// One of them; true of no row when there are none.
    pub fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::of(Tree::any(conditions.into_iter().map(|condition| condition.tree)))
    }

    /// Not this, which is `!condition` too. SQL knows a third truth value: what compares with null is neither true nor
    /// false, nor is its opposite.
    #[allow(clippy::should_implement_trait, reason = "a builder's word, beside `and` and `or`")]
    pub fn not(self) -> Self {
        Self::of(self.tree.not())
    }
}

/// [`Condition::not`].
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "disks")]
/// struct Disk {
///     id: Attr<Uuid>,
///     size: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// let all: Query<Disk> = Query::new().filter(!Disk::SIZE.between(10, 20));
/// # assert_eq!(!Disk::SIZE.lt::<Disk>(10), Disk::SIZE.lt(10).not());
/// # assert_eq!(!!Disk::SIZE.lt::<Disk>(10), Disk::SIZE.lt(10));
/// # drop(all);
/// ```
impl<O> Not for Condition<O> {
    type Output = Self;

    fn not(self) -> Self {
        Self::of(self.tree.not())
    }
}

/// A field of `O` to order by: what `asc` and `desc` of a key give.
#[must_use]
pub struct Sort<O> {
    /// The field, and its direction.
    pub(crate) by: (&'static str, Direction),
    of: PhantomData<fn() -> O>,
}

typed_shell!(Sort<O>, by);

impl<O> Sort<O> {
    pub(crate) fn by(field: &'static str, direction: Direction) -> Self {
        Self { by: (field, direction), of: PhantomData }
    }
}
