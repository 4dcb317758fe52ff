//! What is assigned: in which order in a statement of MySQL, where each sees those before it, and what is never computed.

use crate::base::error::{Error, Result};
use crate::describe::descriptor::Form;
use crate::dynamic::contract::Value;
use crate::store::column_type::{Family, family_of};
use crate::store::condition::{Node, Term};
use crate::store::model::{Column, Model};

/// Puts assignments in an order in which none is made before the others have read the field: elsewhere, all of them
/// read the row as it was. Whether there is such an order.
pub(crate) fn in_turn(named: &mut Vec<(String, Term)>) -> bool {
    let mut left = std::mem::take(named);
    while !left.is_empty() {
        let is_read = |name: &str, by: usize| {
            left.iter().enumerate().any(|(at, (_, term))| at != by && term_reads(term, name))
        };
        let free = (0..left.len()).find(|at| !is_read(&left[*at].0, *at));
        let Some(free) = free else {
            named.append(&mut left);
            return false;
        };
        named.push(left.remove(free));
    }
    true
}

fn term_reads(term: &Term, name: &str) -> bool {
    match term {
        Term::Field(field) => field == name,
        Term::Value(_) | Term::TooDeep => false,
        Term::Add(one, other) | Term::Sub(one, other) | Term::Mul(one, other) => {
            term_reads(one, name) || term_reads(other, name)
        }
        Term::Coalesce(parts) => parts.iter().any(|part| term_reads(part, name)),
        Term::Case(whens, otherwise) => {
            whens.iter().any(|(when, value)| node_reads(when, name) || term_reads(value, name))
                || otherwise.as_ref().is_some_and(|value| term_reads(value, name))
        }
    }
}

fn node_reads(node: &Node, name: &str) -> bool {
    match node {
        Node::Compare(field, ..) | Node::Expected(field, _) | Node::Like(field, _) => field == name,
        Node::CompareTerm(term, ..) => term_reads(term, name),
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(|node| node_reads(node, name)),
        Node::Not(inner) => node_reads(inner, name),
        Node::TooDeep => false,
    }
}

/// Whether a field has whole numbers in its column.
fn holds_whole(model: &Model, column: &Column) -> bool {
    match column.field.ty.form {
        Form::Integer { .. } => true,
        Form::Number { .. } => false,
        _ => family_of(column.field, model.backend) == Family::Integer,
    }
}

/// Whether what goes into a column, or compares as it does, is computed of whole numbers alone.
pub(crate) fn is_whole(model: &Model, column: &Column, term: &Term) -> bool {
    holds_whole(model, column) && fraction(model, term).is_none()
}

/// Refuses to compute a whole number of one with a fraction, which each database rounds in its own way, or not at all.
pub(crate) fn no_fraction(model: &Model, column: &Column, term: &Term) -> Result<()> {
    match fraction(model, term).filter(|_| holds_whole(model, column)) {
        Some(what) => Err(Error::invalid(format!(
            "a whole number is computed of whole numbers alone, not of {what}: read the row, and set what becomes of it"
        ))
        .at(column.field.name)
        .at(model.name())),
        None => Ok(()),
    }
}

/// What of an expression is no whole number, or may be none: the values are left out, for they may be secrets.
fn fraction(model: &Model, term: &Term) -> Option<String> {
    match term {
        Term::Field(name) => {
            let column = model.column(name)?;
            let is_number = matches!(column.field.ty.form, Form::Number { .. })
                || family_of(column.field, model.backend) == Family::Number;
            is_number.then(|| format!("`{name}`, which may have a fraction"))
        }
        Term::Value(Value::Float(number)) => {
            (number.fract() != 0.0).then(|| "a constant with a fraction".to_owned())
        }
        Term::Value(_) | Term::TooDeep => None,
        Term::Add(one, other) | Term::Sub(one, other) | Term::Mul(one, other) => {
            [one, other].into_iter().find_map(|part| part.text(model).or_else(|| fraction(model, part)))
        }
        Term::Coalesce(parts) => parts.iter().find_map(|part| fraction(model, part)),
        Term::Case(whens, otherwise) => {
            let values = whens.iter().map(|(_, value)| value).chain(otherwise.as_deref());
            values.into_iter().find_map(|value| fraction(model, value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Term, in_turn};

    fn field(name: &str) -> Term {
        Term::Field(name.to_owned())
    }

    #[test]
    fn a_field_is_set_when_the_others_have_read_it() {
        let names = |given: &[(&str, Term)]| {
            let mut given = given.iter().map(|(name, term)| ((*name).to_owned(), term.clone())).collect();
            in_turn(&mut given).then(|| given.into_iter().map(|(name, _)| name).collect::<Vec<_>>())
        };
        let one = Term::Value(1.into());
        assert_eq!(names(&[("a", one.clone()), ("b", field("a"))]).unwrap(), ["b", "a"]);
        assert_eq!(names(&[("a", field("b")), ("b", field("c")), ("c", one)]).unwrap(), ["a", "b", "c"]);
        // Of itself, it reads what was there.
        assert_eq!(names(&[("a", field("a"))]).unwrap(), ["a"]);
        assert_eq!(names(&[("a", field("b")), ("b", field("a"))]), None);
    }
}
