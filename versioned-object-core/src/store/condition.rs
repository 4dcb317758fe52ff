//! Conditions on rows, expressions over their columns, and the update that is made of both, as they are under their
//! types. Nothing here is SQL: fields are named, values are plain.

use std::fmt;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{Form, TypeKind};
use crate::dynamic::contract::Value;
use crate::store::column_type::{Family, family_of};
use crate::store::guess;
use crate::store::model::{Column, Decoding, Model};
use crate::store::rows::check_comparable;

/// How many levels conditions and expressions may have in one another. What recurses over them, here and where
/// statements are built, is at the bottom before the stack is.
pub(crate) const LEVELS: usize = 100;

/// What is said of more levels than [`LEVELS`].
pub(crate) fn too_deep() -> Error {
    Error::invalid_input(format!("a condition or an expression has more than {LEVELS} levels in one another"))
}

/// A condition or an expression, and how many levels are below its root.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tree<T> {
    pub(crate) root: T,
    below: usize,
}

/// What trees are made of.
pub(crate) trait Level: Sized {
    /// What stands for a tree that has more levels than [`LEVELS`]: an error, once it is asked.
    const TOO_DEEP: Self;
}

impl<T: Level> Tree<T> {
    /// A tree of one level.
    pub(crate) fn leaf(root: T) -> Self {
        Self { root, below: 0 }
    }

    /// A tree whose root is above others, the deepest of which has so many levels below its own root.
    pub(crate) fn above(deepest: usize, root: T) -> Self {
        if deepest + 1 < LEVELS { Self { root, below: deepest + 1 } } else { Self::leaf(T::TOO_DEEP) }
    }
}

/// What has two roots, each above its tree.
fn deepest<A, B>(one: &Tree<A>, other: &Tree<B>) -> usize {
    one.below.max(other.below)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Something that is true of a row or not.
#[derive(Clone, PartialEq)]
pub(crate) enum Node {
    Compare(String, Comparison, Value),
    Expected(String, Expected),
    /// The field is like a pattern.
    Like(String, String),
    CompareTerm(Box<Term>, Comparison, Value),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    TooDeep,
}

/// What is compared and how; the values are left out, for they may be secrets.
impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare(name, comparison, _) => write!(f, "{name} {comparison:?} _"),
            Self::Expected(name, expected) => write!(f, "{name} {expected:?}"),
            Self::Like(name, _) => write!(f, "{name} Like _"),
            Self::CompareTerm(term, comparison, _) => write!(f, "{term:?} {comparison:?} _"),
            Self::All(nodes) => f.debug_tuple("All").field(nodes).finish(),
            Self::Any(nodes) => f.debug_tuple("Any").field(nodes).finish(),
            Self::Not(node) => f.debug_tuple("Not").field(node).finish(),
            Self::TooDeep => f.write_str("TooDeep"),
        }
    }
}

impl Level for Node {
    const TOO_DEEP: Self = Self::TooDeep;
}

impl Tree<Node> {
    /// A term, compared.
    pub(crate) fn compare(term: Tree<Term>, comparison: Comparison, value: Value) -> Self {
        Self::above(term.below, Node::CompareTerm(Box::new(term.root), comparison, value))
    }

    /// All of them.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let (nodes, below) = group(parts, |node| match node {
            Node::All(inner) => Ok(inner),
            node => Err(node),
        });
        Self::above(below, Node::All(nodes))
    }

    /// One of them.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let (nodes, below) = group(parts, |node| match node {
            Node::Any(inner) => Ok(inner),
            node => Err(node),
        });
        Self::above(below, Node::Any(nodes))
    }

    /// The opposite.
    pub(crate) fn not(self) -> Self {
        match self.root {
            Node::Not(inner) => Self { root: *inner, below: self.below - 1 },
            root => Self::above(self.below, Node::Not(Box::new(root))),
        }
    }
}

impl Node {
    /// The fields that it names.
    pub(crate) fn names<'n>(&'n self, found: &mut Vec<&'n str>) {
        match self {
            Self::Compare(name, ..) | Self::Expected(name, _) | Self::Like(name, _) => found.push(name),
            Self::CompareTerm(term, ..) => term.names(found),
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().for_each(|node| node.names(found)),
            Self::Not(node) => node.names(found),
            Self::TooDeep => {}
        }
    }
}

/// The parts of a group, without groups of the same kind among them, and the levels below the deepest.
fn group(
    parts: impl IntoIterator<Item = Tree<Node>>,
    opened: impl Fn(Node) -> std::result::Result<Vec<Node>, Node>,
) -> (Vec<Node>, usize) {
    let (mut nodes, mut deepest) = (Vec::new(), 0);
    for part in parts {
        match opened(part.root) {
            Ok(inner) => {
                deepest = deepest.max(part.below.saturating_sub(1));
                // Chains grow by one at the end of many.
                if nodes.is_empty() { nodes = inner } else { nodes.extend(inner) }
            }
            Err(node) => {
                deepest = deepest.max(part.below);
                nodes.push(node);
            }
        }
    }
    (nodes, deepest)
}

/// A value computed from the row.
#[derive(Clone, PartialEq)]
pub(crate) enum Term {
    /// The value of a field, as it was before the update.
    Field(String),
    /// A constant.
    Value(Value),
    /// A sum.
    Add(Box<Term>, Box<Term>),
    /// A difference.
    Sub(Box<Term>, Box<Term>),
    /// A product.
    Mul(Box<Term>, Box<Term>),
    /// The first that is not null.
    Coalesce(Vec<Term>),
    /// The value of the first condition that is true; null when none is and nothing else is said.
    Case(Vec<(Node, Term)>, Option<Box<Term>>),
    TooDeep,
}

/// What is computed; constants are left out, for they may be secrets.
impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Value(_) => f.write_str("_"),
            Self::Add(one, other) => write!(f, "({one:?} + {other:?})"),
            Self::Sub(one, other) => write!(f, "({one:?} - {other:?})"),
            Self::Mul(one, other) => write!(f, "({one:?} * {other:?})"),
            Self::Coalesce(parts) => f.debug_tuple("Coalesce").field(parts).finish(),
            Self::Case(whens, otherwise) => f.debug_tuple("Case").field(whens).field(otherwise).finish(),
            Self::TooDeep => f.write_str("TooDeep"),
        }
    }
}

impl Level for Term {
    const TOO_DEEP: Self = Self::TooDeep;
}

impl Term {
    /// The fields that it names.
    pub(crate) fn names<'n>(&'n self, found: &mut Vec<&'n str>) {
        match self {
            Self::Field(name) => found.push(name),
            Self::Add(one, other) | Self::Sub(one, other) | Self::Mul(one, other) => {
                one.names(found);
                other.names(found);
            }
            Self::Coalesce(parts) => parts.iter().for_each(|part| part.names(found)),
            Self::Case(whens, otherwise) => {
                for (when, value) in whens {
                    when.names(found);
                    value.names(found);
                }
                if let Some(value) = otherwise {
                    value.names(found);
                }
            }
            Self::Value(_) | Self::TooDeep => {}
        }
    }

    /// What this may give: fields, constants and what is computed; of a case and of what stands for null, each of theirs.
    fn given(&self) -> Vec<&Self> {
        match self {
            Self::Case(whens, otherwise) => {
                let whens = whens.iter().map(|(_, value)| value);
                whens.chain(otherwise.as_deref()).flat_map(Self::given).collect()
            }
            Self::Coalesce(parts) => parts.iter().flat_map(Self::given).collect(),
            this => vec![this],
        }
    }

    /// The two that a number is computed of.
    fn operands(&self) -> Option<[&Self; 2]> {
        match self {
            Self::Add(one, other) | Self::Sub(one, other) | Self::Mul(one, other) => Some([one, other]),
            _ => None,
        }
    }

    /// The fields that what this gives may be a value of, or is computed of: not those that a case asks.
    fn sources(&self) -> Vec<&str> {
        let given = self.given().into_iter();
        given
            .flat_map(|term| match (term, term.operands()) {
                (Self::Field(name), _) => vec![name.as_str()],
                (_, Some(operands)) => operands.into_iter().flat_map(Self::sources).collect(),
                _ => Vec::new(),
            })
            .collect()
    }

    /// The column that this compares as with a value: of those that it leads to, the first that may have the value, or the
    /// first. JSON is compared as a text.
    pub(crate) fn column(&self, model: &Model, value: &Value) -> Option<Column> {
        let columns = self.sources().into_iter().filter_map(|name| model.column(name));
        let columns: Vec<Column> = columns.filter(|column| column.decoding != Decoding::Json).collect();
        let takes = |column: &&Column| check_value(model, column, value).is_ok();
        columns.iter().find(takes).or_else(|| columns.first()).copied()
    }

    /// Whether this is more than a value of a field, or a constant: a number is computed.
    pub(crate) fn computes(&self) -> bool {
        self.given().into_iter().any(|term| term.operands().is_some())
    }

    /// Whether this may give a value though no field has it: a constant, or a number that is computed.
    pub(crate) fn may_give(&self, value: &Value) -> bool {
        let is_number = matches!(value, Value::Int(_) | Value::UInt(_) | Value::Float(_));
        self.outcomes().contains(&value) || (is_number && self.computes())
    }

    /// What is computed with, and is a text. By itself it is read as the field reads it.
    pub(crate) fn text(&self, model: &Model) -> Option<String> {
        match self {
            Self::Value(Value::String(_)) => Some("a constant that is a text".to_owned()),
            Self::Field(name) => {
                let field = model.column(name)?.field;
                let of_numbers =
                    matches!(field.ty.form, Form::Integer { .. } | Form::Number { .. } | Form::Truth);
                // A word for its type that is not known here is no reason to take it for another.
                let is_number = match family_of(field, model.backend) {
                    Family::Integer | Family::Number | Family::Truth => true,
                    Family::Other => of_numbers,
                    _ => false,
                };
                (!is_number).then(|| format!("`{name}`, which is no number"))
            }
            _ => None,
        }
    }

    /// The constants that this may give.
    pub(crate) fn outcomes(&self) -> Vec<&Value> {
        let given = self.given().into_iter();
        given.filter_map(|term| if let Self::Value(value) = term { Some(value) } else { None }).collect()
    }
}

impl Tree<Term> {
    /// Two terms, put together.
    pub(crate) fn join(self, other: Self, root: fn(Box<Term>, Box<Term>) -> Term) -> Self {
        let deepest = deepest(&self, &other);
        Self::above(deepest, root(Box::new(self.root), Box::new(other.root)))
    }

    /// This, or the other where it is null.
    pub(crate) fn or(self, other: Self) -> Self {
        let (mut parts, below) = match self.root {
            Term::Coalesce(parts) => (parts, self.below - 1),
            root => (vec![root], self.below),
        };
        parts.push(other.root);
        Self::above(below.max(other.below), Term::Coalesce(parts))
    }
}

/// The parts of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Whens {
    whens: Vec<(Node, Term)>,
    otherwise: Option<Box<Term>>,
    deepest: usize,
}

impl Whens {
    pub(crate) fn when(&mut self, condition: Tree<Node>, value: Tree<Term>) {
        self.deepest = self.deepest.max(deepest(&condition, &value));
        self.whens.push((condition.root, value.root));
    }

    pub(crate) fn otherwise(&mut self, value: Tree<Term>) {
        self.deepest = self.deepest.max(value.below);
        self.otherwise = Some(Box::new(value.root));
    }

    pub(crate) fn term(self) -> Tree<Term> {
        Tree::above(self.deepest, Term::Case(self.whens, self.otherwise))
    }
}

/// Any value but this, or but these: Cinder's `Not`.
///
/// A null is another value than one that is not null, so it counts as different, unless [`Not::but_null`] is asked
/// for. Where null is among the values, it does not.
pub fn not<V>(value: V) -> Not<V> {
    Not { value, or_null: true }
}

/// See [`not`].
#[derive(Clone, PartialEq)]
#[must_use]
pub struct Not<V = Value> {
    pub(crate) value: V,
    pub(crate) or_null: bool,
}

impl<V> Not<V> {
    /// Nor null: Cinder's `auto_none=False`.
    pub fn but_null(mut self) -> Self {
        self.or_null = false;
        self
    }
}

/// What a field is expected to be: a value, one of several, or something else than that. `Debug` leaves the value out,
/// which may be a secret.
#[derive(Clone, PartialEq)]
pub enum Expected {
    /// This value; null is a value, and of a list or set it is one of its elements.
    Is(Value),
    /// Another.
    Not(Not),
}

impl Expected {
    fn value(&self) -> &Value {
        match self {
            Self::Is(value) => value,
            Self::Not(not) => &not.value,
        }
    }
}

impl<V> fmt::Debug for Not<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Not(_)")
    }
}

impl fmt::Debug for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::Is(_)) { "Is(_)" } else { "Not(_)" })
    }
}

impl<V: Into<Value>> From<Not<V>> for Expected {
    fn from(not: Not<V>) -> Self {
        Self::Not(Not { value: not.value.into(), or_null: not.or_null })
    }
}

impl<T: Into<Value>> From<T> for Expected {
    fn from(value: T) -> Self {
        Self::Is(value.into())
    }
}

/// What an update sets, and what it expects.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub(crate) struct Update {
    pub(crate) values: Vec<(String, Term)>,
    pub(crate) expected: Vec<(String, Expected)>,
    /// Whether what was not changed is expected to be as it was read.
    pub(crate) unchanged: bool,
    pub(crate) conditions: Vec<Node>,
    pub(crate) save_all: bool,
    pub(crate) reflect: bool,
    pub(crate) order: Vec<String>,
    /// Whether values that an enum lacks are taken for what rows may have.
    pub(crate) as_they_stand: bool,
}

impl Update {
    pub(crate) fn new() -> Self {
        Self {
            values: Vec::new(),
            expected: Vec::new(),
            unchanged: false,
            conditions: Vec::new(),
            save_all: false,
            reflect: true,
            order: Vec::new(),
            as_they_stand: false,
        }
    }

    /// The fields that it expects something of, and those that what it sets is made of.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut found: Vec<&str> = self.expected.iter().map(|(name, _)| name.as_str()).collect();
        self.conditions.iter().for_each(|node| node.names(&mut found));
        for (name, term) in &self.values {
            if !matches!(term, Term::Value(_)) {
                found.push(name);
                term.names(&mut found);
            }
        }
        found
    }

    /// Refuses names and values that the type does not have.
    pub(crate) fn check(&self, model: &Model) -> Result<()> {
        self.order.iter().try_for_each(|name| model.named(name).map(drop))?;
        if self.as_they_stand {
            return Ok(());
        }
        for (name, expected) in &self.expected {
            check_value(model, &model.named(name)?, expected.value())?;
        }
        self.values.iter().try_for_each(|(_, term)| check_term(model, term))?;
        self.conditions.iter().try_for_each(|node| check_node(model, node))
    }
}

/// Refuses a condition on a value that an enum lacks, or on no column.
pub(crate) fn check_node(model: &Model, node: &Node) -> Result<()> {
    match node {
        Node::Compare(name, _, value) => check_value(model, &model.named(name)?, value),
        Node::Expected(name, expected) => check_value(model, &model.named(name)?, expected.value()),
        Node::Like(name, _) => model.named(name).map(drop),
        Node::CompareTerm(term, _, value) => {
            check_term(model, term)?;
            check_numbers(model, term)?;
            match term.column(model, value).filter(|_| !term.may_give(value)) {
                Some(column) => check_value(model, &column, value),
                None => Ok(()),
            }
        }
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().try_for_each(|node| check_node(model, node)),
        Node::Not(node) => check_node(model, node),
        Node::TooDeep => Err(too_deep()),
    }
}

/// Refuses to compute a number that is compared of a text, of which each database makes another one.
fn check_numbers(model: &Model, term: &Term) -> Result<()> {
    let mut parts = term.given().into_iter().filter_map(Term::operands).flatten();
    parts.try_for_each(|part| match part.text(model) {
        Some(what) => Err(Error::invalid_input(format!(
            "a number of {} is computed of numbers alone, not of {what}",
            model.name()
        ))),
        None => check_numbers(model, part),
    })
}

fn check_term(model: &Model, term: &Term) -> Result<()> {
    match term {
        Term::Field(name) => model.named(name).map(drop),
        Term::Value(_) => Ok(()),
        Term::Add(one, other) | Term::Sub(one, other) | Term::Mul(one, other) => {
            check_term(model, one)?;
            check_term(model, other)
        }
        Term::Coalesce(parts) => parts.iter().try_for_each(|part| check_term(model, part)),
        Term::Case(whens, otherwise) => {
            for (when, value) in whens {
                check_node(model, when)?;
                check_term(model, value)?;
            }
            otherwise.as_deref().map_or(Ok(()), |term| check_term(model, term))
        }
        Term::TooDeep => Err(too_deep()),
    }
}

/// Refuses a value, or one of several, that no row can have: the enum of a field lacks it, or its type does not read it.
pub(crate) fn check_value(model: &Model, column: &Column, value: &Value) -> Result<()> {
    let check = |value: &Value| match (column.field.ty.kind, value) {
        (_, Value::Null) => Ok(()),
        (TypeKind::Enum(known), Value::String(text)) if known.values.contains(&text.as_str()) => Ok(()),
        (TypeKind::Enum(_), value) => Err(guess::unknown_value(model.descriptor, column.field, value)),
        (_, value) => check_comparable(model, column, value)
            .map_err(|error| guess::refused_value(model.descriptor, error)),
    };
    match value {
        Value::List(items) | Value::Set(items) => items.iter().try_for_each(check),
        value => check(value),
    }
}
