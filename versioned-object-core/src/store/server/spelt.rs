//! Texts of columns that do not stand in their row as such.
#![cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "MySQL has none"))]

use std::cell::OnceCell;

/// Room for texts that do not stand in a row as such: that of a UUID of PostgreSQL, for example.
#[derive(Default)]
pub(crate) struct Spelt(OnceCell<Box<[OnceCell<String>]>>);

impl Spelt {
    /// The text of a column, made the first time.
    pub(crate) fn text(&self, width: usize, index: usize, make: impl FnOnce() -> String) -> &str {
        let columns = self.0.get_or_init(|| (0..width).map(|_| OnceCell::new()).collect());
        columns.get(index).map_or("", |column| column.get_or_init(make))
    }
}
