//! The order of a list, and which rows are on a page of it.

use std::cmp::Ordering;

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;

use crate::model::condition::{Test, Truth, compare};
use crate::model::table::{Actor, Sight, Table};
use crate::raw::Raw;

/// A question to a table.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Fields with the values they are to have; with `~`, the text they are to contain.
    pub filters: Vec<(String, Value)>,
    /// Conditions.
    pub tests: Vec<Test>,
    /// Whether a name that is no field lists nothing, instead of being refused.
    pub unknown_is_nothing: bool,
    /// The fields to order by, and whether they descend.
    pub sort: Vec<(&'static str, bool)>,
    /// A direction that is none.
    pub wrong_direction: bool,
    /// The key of the row to go on behind.
    pub marker: Option<String>,
    /// How many rows are wanted.
    pub limit: Option<i64>,
    /// How many rows are passed over.
    pub offset: Option<u64>,
    /// Which rows to see, whatever the context says.
    pub read_deleted: Option<ReadDeleted>,
}

impl Ask {
    /// The question as the store takes it.
    pub fn to_store<O>(&self) -> Query<O> {
        let mut query = Query::new().filters(self.filters.clone());
        for test in &self.tests {
            query = query.filter(test.to_store());
        }
        for (name, descending) in &self.sort {
            let direction = if *descending { "desc" } else { "asc" };
            query = query.sort_by(*name, if self.wrong_direction { "up" } else { direction });
        }
        if let Some(read_deleted) = self.read_deleted {
            query = query.read_deleted(read_deleted);
        }
        if self.unknown_is_nothing {
            query = query.unknown_fields_match_nothing();
        }
        query.marker(self.marker.clone()).limit(self.limit).offset(self.offset)
    }

    /// The whole order: what is asked for, the time of creation, the key.
    fn order(&self, table: &Table) -> Vec<(&'static str, bool)> {
        let mut order = self.sort.clone();
        let descending = order.first().is_none_or(|(_, descending)| *descending);
        for name in table.shape.created.into_iter().chain([table.shape.key]) {
            if !order.iter().any(|(known, _)| *known == name) {
                order.push((name, descending));
            }
        }
        order
    }

    /// How two rows come in the order; none where that is the store's own business.
    pub fn compare(&self, table: &Table, one: &[Raw], other: &[Raw]) -> Option<Ordering> {
        let order = self.order(table);
        // A row that has bytes among them, or a text that is none, may come anywhere.
        let wild = |raw: &Raw| matches!(raw, Raw::Text(_) | Raw::Blob(_)) && raw.as_str().is_none();
        if order.iter().any(|(name, _)| wild(table.raw(one, name)) || wild(table.raw(other, name))) {
            return None;
        }
        for (name, descending) in order {
            let order = compare(table.field(name), table.raw(one, name), table.raw(other, name))?;
            let order = if descending { order.reverse() } else { order };
            if order.is_ne() {
                return Some(order);
            }
        }
        Some(Ordering::Equal)
    }

    fn truth(&self, table: &Table, row: &[Raw]) -> Truth {
        let is_known = |name: &str| table.shape.fields.iter().any(|field| field.name == name);
        if self.filters.iter().any(|(name, _)| !is_known(name.trim_end_matches('~'))) {
            return Truth::No;
        }
        let filters = self.filters.iter().map(|(name, value)| {
            let field = table.field(name.trim_end_matches('~')).name;
            match value {
                Value::String(text) if name.ends_with('~') => Test::Contains(field, text.clone()),
                Value::List(values) => Test::Is(field, values.clone()),
                value => Test::Is(field, vec![value.clone()]),
            }
        });
        let all = filters.chain(self.tests.iter().cloned()).collect();
        Test::All(all).truth(table, row)
    }

    /// The rows that are asked for, whatever the page: those that are, and those that may be.
    pub fn rows(&self, table: &Table, actor: Actor, sight: Sight) -> (Vec<usize>, Vec<usize>) {
        let read_deleted = self.read_deleted.unwrap_or(actor.read_deleted);
        let (mut sure, mut unsure) = (Vec::new(), Vec::new());
        for (at, row) in table.rows.iter().enumerate() {
            let odd_flag = table
                .shape
                .soft
                .is_some_and(|soft| !matches!(table.raw(row, soft.flag), Raw::Null | Raw::Int(0 | 1)));
            match self.truth(table, row) {
                Truth::No | Truth::Unknown => {}
                _ if !table.is_own(row, sight) => {}
                _ if odd_flag => unsure.push(at),
                _ if !table.is_alive(row, read_deleted) => {}
                Truth::Yes => sure.push(at),
                Truth::Unsure => unsure.push(at),
            }
        }
        (sure, unsure)
    }

    /// The row to go on behind, if the context sees it.
    pub fn marked(&self, table: &Table, actor: Actor, sight: Sight) -> Option<usize> {
        let read_deleted = self.read_deleted.unwrap_or(actor.read_deleted);
        let at = table.find(&self.marker.as_deref()?.into())?;
        let row = &table.rows[at];
        (table.is_own(row, sight) && table.is_alive(row, read_deleted)).then_some(at)
    }

    /// Checks which rows a page has, of all that are asked for; `given` are the objects in their order, `refused` the
    /// rows that are none.
    ///
    /// # Errors
    /// What is wrong with the page.
    pub fn check(
        &self,
        table: &Table,
        sure: &[usize],
        unsure: &[usize],
        given: &[usize],
        refused: &[usize],
    ) -> Result<(), String> {
        let row = |at: usize| &table.rows[at][..];
        let before = |one: usize, other: usize| self.compare(table, row(one), row(other));
        for pair in given.windows(2) {
            if before(pair[0], pair[1]) == Some(Ordering::Greater) {
                return Err(format!("out of order: row {} before row {}", pair[0], pair[1]));
            }
        }
        let all: Vec<usize> = given.iter().chain(refused).copied().collect();
        for (index, at) in all.iter().enumerate() {
            if all[..index].contains(at) {
                return Err(format!("row {at} comes twice"));
            }
            if !sure.contains(at) && !unsure.contains(at) {
                return Err(format!("row {at} is not asked for"));
            }
        }
        if !unsure.is_empty() {
            return Ok(());
        }
        let offset = usize::try_from(self.offset.unwrap_or_default()).unwrap_or(usize::MAX);
        let limit = self.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        let wanted = sure.len().saturating_sub(offset).min(limit);
        if all.len() != wanted {
            return Err(format!("{} rows instead of {wanted}", all.len()));
        }
        // Where the order leaves a choice, a row has a first and a last place.
        for at in sure {
            let others = || sure.iter().filter(|other| *other != at);
            let first = others().filter(|other| before(**other, *at) == Some(Ordering::Less)).count();
            let behind = others().filter(|other| before(**other, *at) == Some(Ordering::Greater)).count();
            let last = sure.len() - 1 - behind;
            let end = offset.saturating_add(limit);
            if all.contains(at) && (last < offset || first >= end) {
                return Err(format!("row {at} is on another page"));
            }
            if !all.contains(at) && first >= offset && last < end {
                return Err(format!("row {at} is missing"));
            }
        }
        Ok(())
    }
}
