//! Numbers in the text of a statement.

use std::iter;

use crate::base::error::Result;
use crate::store::driver::{Access, Backend, ColumnValue, Step};
use crate::store::handle::Store;
use crate::store::sight::Found;

/// How far from a very small number SQLite is asked for it: some of its neighbours.
const STEPS: u64 = 24;

/// A number as a statement has it, of which the database makes the very same. SQLite takes the texts of very small numbers
/// for those of their neighbours.
///
/// # Errors
/// What the database says.
pub(crate) async fn literal(store: &Store, number: f64) -> Result<String> {
    // Without an exponent it would be a decimal number, which has only so many digits in MySQL and MariaDB.
    let plain = format!("{number:e}");
    if store.backend() != Backend::Sqlite {
        return Ok(plain);
    }
    let texts: Vec<String> = iter::once(plain.clone()).chain(near(number)).collect();
    let found = Found::new();
    let (sink, count) = (found.clone(), texts.len());
    let step = Step::new(format!("SELECT {}", texts.join(", ")), Vec::new()).rows(move |row| {
        let is_it = |at: &usize| matches!(row.get(*at), Ok(ColumnValue::Real(read)) if read.to_bits() == number.to_bits());
        sink.push((0..count).find(is_it));
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    let at = found.take().pop().flatten();
    Ok(at.and_then(|at| texts.get(at).cloned()).unwrap_or(plain))
}

/// The texts of what is near a number, by parts of the last bit that it has, the nearest first: with 19 digits, which is
/// what SQLite reads.
fn near(number: f64) -> Vec<String> {
    let text = format!("{:.18e}", number.abs());
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let Some((digits, exponent)) = text.split_once('e') else { return Vec::new() };
    let (Ok(digits), Ok(exponent)) = (digits.replace('.', "").parse::<u64>(), exponent.parse::<i32>()) else {
        return Vec::new();
    };
    let part = digits >> 56;
    let beside = |nth: u64| [digits.checked_add(nth * part), digits.checked_sub(nth * part)];
    let all = (0..=STEPS).flat_map(beside).flatten();
    all.map(|digits| format!("{sign}{digits}e{}", exponent - 18)).collect()
}
