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
    /// It derives what mixins do.
    pub const OF_MIXINS: bool = true;
}

/// See [`Derives`].
pub trait LacksDerives {
    /// It lacks what enums of texts derive.
    const OF_ENUMS: bool = false;

    /// It lacks what mixins derive.
    const OF_MIXINS: bool = false;
}

impl<T> LacksDerives for Derives<T> {}

/// Fails the build when an enum lacks a derive.
#[track_caller]
pub const fn check_enum_derives(derives: bool) {
    assert!(
        derives,
        "an enum of texts is small and plain: write `#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]`"
    );
}

/// Fails the build when a mixin lacks a derive.
#[track_caller]
pub const fn check_mixin_derives(derives: bool) {
    assert!(derives, "a mixin is copied with its object: write `#[derive(Clone, FieldMixin)]`");
}
