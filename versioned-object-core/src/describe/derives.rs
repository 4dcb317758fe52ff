//! Whether what stands beside a derive of ours is derived too, which no macro sees.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use std::fmt::Debug;
use std::marker::PhantomData;

/// What an enum of texts derives: a bound for impls, which asks nothing where they are.
pub trait EnumDerives<'a>: Copy + Eq + Debug + Send + Sync + 'static {}

impl<T: Copy + Eq + Debug + Send + Sync + 'static> EnumDerives<'_> for T {}

/// `Clone`, in the same way.
pub trait Cloned<'a>: Clone {}

impl<T: Clone> Cloned<'_> for T {}

/// Whether a type derives what it should: a constant of its own where it does, one of [`LacksDerives`] where not.
pub struct Derives<T>(PhantomData<T>);

impl<T: Copy + Eq + Debug> Derives<T> {
    /// It derives what enums of texts do.
    pub const OF_ENUMS: bool = true;
}

impl<T: Clone> Derives<T> {
    /// It is copied.
    pub const CLONE: bool = true;

    /// A copy.
    pub fn copy(value: &T) -> T {
        value.clone()
    }
}

/// See [`Derives`].
pub trait LacksDerives {
    /// It lacks what enums of texts derive.
    const OF_ENUMS: bool = false;

    /// It is not copied.
    const CLONE: bool = false;

    /// The type.
    type Itself;

    /// No copy: the build has failed.
    fn copy(_: &Self::Itself) -> Self::Itself {
        unreachable!("the type is not `Clone`")
    }
}

impl<T> LacksDerives for Derives<T> {
    type Itself = T;
}

/// Fails the build when an enum lacks a derive.
#[track_caller]
pub const fn check_enum_derives(derives: bool) {
    assert!(
        derives,
        "an enum of texts is small and plain: write `#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]`"
    );
}

/// Fails the build when an object lacks a derive.
#[track_caller]
pub const fn check_object_derives(derives: bool) {
    assert!(derives, "an object can be copied: write `#[derive(Clone, VersionedObject)]`");
}

/// Fails the build when a mixin lacks a derive.
#[track_caller]
pub const fn check_mixin_derives(derives: bool) {
    assert!(derives, "a mixin is copied with its object: write `#[derive(Clone, FieldMixin)]`");
}
