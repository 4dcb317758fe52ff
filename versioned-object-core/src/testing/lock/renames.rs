//! Which fields that went are most likely the same as fields that came, under another name.

use crate::testing::lock::model::Table;

/// The fields that are gone, each with the one that came in its place: of the same type, and with a name that is near, or
/// else the only one of the type that is left.
pub(crate) fn likely<'t>(
    (old, gone): (&Table, &[&'t String]),
    (new, came): (&Table, &[&'t String]),
) -> Vec<(&'t String, &'t String)> {
    let same_type = |from: &String, to: &String| old.fields[from].ty == new.fields[to].ty;
    let (mut gone, mut came) = (gone.to_vec(), came.to_vec());
    let mut pairs = Vec::new();
    for by_name in [true, false] {
        for from in gone.clone() {
            let mut candidates = came.iter().copied().filter(|to| same_type(from, to));
            let to = if by_name {
                candidates.filter(|to| is_near(from, to)).max_by_key(|to| shared(from, to))
            } else {
                let only = candidates.next().filter(|_| candidates.next().is_none());
                only.filter(|to| gone.iter().filter(|other| same_type(other, to)).count() == 1)
            };
            let Some(to) = to else { continue };
            pairs.push((from, to));
            gone.retain(|name| *name != from);
            came.retain(|name| *name != to);
        }
    }
    pairs
}

/// Whether more than half of the longer name is in both.
fn is_near(one: &str, other: &str) -> bool {
    shared(one, other) * 2 > one.len().max(other.len())
}

/// How many bytes at the beginning and the end of two names are the same.
fn shared(one: &str, other: &str) -> usize {
    let shorter = one.len().min(other.len());
    let begin = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let end = one.bytes().rev().zip(other.bytes().rev()).take_while(|(one, other)| one == other).count();
    begin + end.min(shorter - begin)
}
