//! What stands for the store where the feature `sql` is off: it says so.

use std::future::{Pending, pending};

use crate::base::context::Context;
use crate::base::error::Result;
use crate::dynamic::contract::Value;
use crate::dynamic::versioned::HasTable;

/// No type is of it: what asks for it says what is missing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is declared with `table`, but the object store is a feature of `versioned-object-core` that is off",
    label = "needs the feature `sql`",
    note = "in Cargo.toml: `versioned-object-core = {{ …, features = [\"sql\"] }}`, or `sqlite` for its driver too"
)]
pub trait StoreIsOn {}

/// The methods of `Persistent` that are called first.
pub trait NoStore: HasTable {
    /// Needs the feature `sql`.
    fn create(&mut self) -> Pending<Result<()>>
    where
        Self: StoreIsOn,
    {
        pending()
    }

    /// Needs the feature `sql`.
    fn save(&mut self) -> Pending<Result<()>>
    where
        Self: StoreIsOn,
    {
        pending()
    }

    /// Needs the feature `sql`.
    fn destroy(&mut self) -> Pending<Result<()>>
    where
        Self: StoreIsOn,
    {
        pending()
    }

    /// Needs the feature `sql`.
    fn refresh(&mut self) -> Pending<Result<()>>
    where
        Self: StoreIsOn,
    {
        pending()
    }

    /// Needs the feature `sql`.
    fn get_by_id(_context: &Context, _id: impl Into<Value> + Send) -> Pending<Result<Self>>
    where
        Self: StoreIsOn,
    {
        pending()
    }

    /// Needs the feature `sql`.
    fn exists(_context: &Context, _id: impl Into<Value> + Send) -> Pending<Result<bool>>
    where
        Self: StoreIsOn,
    {
        pending()
    }
}

impl<T: HasTable> NoStore for T {}
