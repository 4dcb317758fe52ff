//! An object in four versions, each as its own release declares it, and what its table is in plain Rust.

pub mod ledger;
pub mod v1;
pub mod v2;
pub mod v3;
pub mod v4;

use pollster::block_on;
use versioned_object_core::Result;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Plan, Store};

/// The fields that any version has, each under one name here.
pub const FIELDS: [&str; 11] =
    ["frame", "dock", "price", "lamp", "state", "note", "load", "rank", "gears", "weight", "place"];

/// What a field is called in a version, if that has it. It is the record of what each release declares, and not made of
/// the declarations.
pub fn name_in(field: &'static str, version: usize) -> Option<&'static str> {
    match (field, version) {
        ("dock", 1) => Some("place"),
        ("price", 4) => Some("cost"),
        ("lamp", 3 | 4) | ("gears" | "weight", 1) | ("place", 1 | 2) => None,
        _ => Some(field),
    }
}

/// Whether a version has the later of the two forms that a field has had.
pub fn is_new_in(field: &str, version: usize) -> bool {
    match field {
        "price" => version >= 3,
        "state" | "rank" | "gears" => version >= 4,
        _ => true,
    }
}

/// A release, by the version of its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release(pub usize);

/// Calls a generic function with the type of a release.
macro_rules! with_type {
    ($release:expr, $call:ident ( $($argument:expr),* )) => {
        match $release.0 {
            1 => $call::<$crate::history::v1::Scooter>($($argument),*),
            2 => $call::<$crate::history::v2::Scooter>($($argument),*),
            3 => $call::<$crate::history::v3::Scooter>($($argument),*),
            _ => $call::<$crate::history::v4::Scooter>($($argument),*),
        }
    };
}

fn plan_of<T: Persistent>(store: &Store) -> Result<Plan> {
    block_on(store.plan::<T>())
}

fn contract_of<T: Persistent>(store: &Store) -> Result<Plan> {
    block_on(store.plan_contract::<T>())
}

fn create_table_of<T: Persistent>(store: &Store) -> Result<()> {
    block_on(store.create_table::<T>())
}

impl Release {
    /// All of them.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];

    /// Makes the table.
    ///
    /// # Errors
    /// What the store says.
    pub fn create_table(self, store: &Store) -> Result<()> {
        with_type!(self, create_table_of(store))
    }

    /// The first half of the way to this release.
    ///
    /// # Errors
    /// What the store says.
    pub fn plan(self, store: &Store) -> Result<Plan> {
        with_type!(self, plan_of(store))
    }

    /// The second half.
    ///
    /// # Errors
    /// What the store says.
    pub fn plan_contract(self, store: &Store) -> Result<Plan> {
        with_type!(self, contract_of(store))
    }
}
