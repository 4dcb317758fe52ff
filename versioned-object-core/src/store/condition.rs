//! Conditions on rows, expressions over their columns, and the conditional update that is made of both. Nothing here is
//! SQL: fields are named, values are plain.

use crate::dynamic::contract::Value;

/// A field, to make conditions and expressions of.
///
/// ```
/// use versioned_object_core::store::{Query, field};
///
/// let large = Query::new().condition(field("size").gt(10).and(field("host").is_null().not()));
/// # drop(large);
/// ```
pub fn field(name: impl Into<String>) -> Field {
    Field(name.into())
}

/// A field in a condition or an expression; see [`field`].
#[derive(Clone, Debug, PartialEq)]
pub struct Field(pub(crate) String);

impl Field {
    fn compare(self, comparison: Comparison, value: impl Into<Value>) -> Condition {
        Condition(Node::Compare(self.0, comparison, value.into()))
    }

    /// Equal to a value; to null when it is null, to one of them when it is a list.
    pub fn eq(self, value: impl Into<Value>) -> Condition {
        Condition(Node::Expected(self.0, Expected::from(value)))
    }

    /// Different from a value, and not null unless the value is not null and `Not::or_null` says so; see [`not`].
    pub fn ne(self, value: impl Into<Value>) -> Condition {
        Condition(Node::Expected(self.0, not(value).into()))
    }

    /// Below a value.
    pub fn lt(self, value: impl Into<Value>) -> Condition {
        self.compare(Comparison::Less, value)
    }

    /// A value or below.
    pub fn le(self, value: impl Into<Value>) -> Condition {
        self.compare(Comparison::LessOrEqual, value)
    }

    /// Above a value.
    pub fn gt(self, value: impl Into<Value>) -> Condition {
        self.compare(Comparison::Greater, value)
    }

    /// A value or above.
    pub fn ge(self, value: impl Into<Value>) -> Condition {
        self.compare(Comparison::GreaterOrEqual, value)
    }

    /// Containing a text, as a filter with `~` understands it.
    pub fn contains(self, text: impl Into<String>) -> Condition {
        Condition(Node::Contains(self.0, text.into()))
    }

    /// Null.
    pub fn is_null(self) -> Condition {
        self.eq(Value::Null)
    }

    /// Not null.
    pub fn is_not_null(self) -> Condition {
        self.is_null().not()
    }

    /// The field plus something.
    pub fn plus(self, other: impl Into<Expr>) -> Expr {
        Expr::from(self).plus(other)
    }

    /// The field minus something.
    pub fn minus(self, other: impl Into<Expr>) -> Expr {
        Expr::from(self).minus(other)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Something that is true of a row or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition(pub(crate) Node);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Compare(String, Comparison, Value),
    Expected(String, Expected),
    Contains(String, String),
    CompareExpr(Box<Expr>, Comparison, Value),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

impl Condition {
    /// This and another.
    #[must_use]
    pub fn and(self, other: Condition) -> Self {
        Self(Node::All(vec![self, other]))
    }

    /// This or another.
    #[must_use]
    pub fn or(self, other: Condition) -> Self {
        Self(Node::Any(vec![self, other]))
    }

    /// All of them; true of every row when there are none.
    pub fn all(conditions: impl IntoIterator<Item = Condition>) -> Self {
        Self(Node::All(conditions.into_iter().collect()))
    }

    /// One of them; true of no row when there are none.
    pub fn any(conditions: impl IntoIterator<Item = Condition>) -> Self {
        Self(Node::Any(conditions.into_iter().collect()))
    }

    /// Not this. SQL knows a third truth value: what compares with null is neither true nor false, nor is its
    /// opposite.
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "a builder's word, beside `and` and `or`")]
    pub fn not(self) -> Self {
        Self(Node::Not(Box::new(self)))
    }
}

/// A value computed from the row.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// The value of a field, as it was before the update.
    Field(String),
    /// A constant.
    Value(Value),
    /// A sum.
    Add(Box<Expr>, Box<Expr>),
    /// A difference.
    Sub(Box<Expr>, Box<Expr>),
    /// A product.
    Mul(Box<Expr>, Box<Expr>),
    /// The first that is not null.
    Coalesce(Vec<Expr>),
    /// The value of the first condition that is true; null when none is and nothing else is said.
    Case(Vec<(Condition, Expr)>, Option<Box<Expr>>),
}

impl Expr {
    /// This plus something.
    #[must_use]
    pub fn plus(self, other: impl Into<Expr>) -> Self {
        Self::Add(Box::new(self), Box::new(other.into()))
    }

    /// This minus something.
    #[must_use]
    pub fn minus(self, other: impl Into<Expr>) -> Self {
        Self::Sub(Box::new(self), Box::new(other.into()))
    }

    /// This times something.
    #[must_use]
    pub fn times(self, other: impl Into<Expr>) -> Self {
        Self::Mul(Box::new(self), Box::new(other.into()))
    }

    /// This, or something else where it is null.
    #[must_use]
    pub fn or(self, other: impl Into<Expr>) -> Self {
        Self::Coalesce(vec![self, other.into()])
    }

    /// This, at least a value.
    pub fn ge(self, value: impl Into<Value>) -> Condition {
        Condition(Node::CompareExpr(Box::new(self), Comparison::GreaterOrEqual, value.into()))
    }

    /// The constants that this may give.
    pub(crate) fn outcomes(&self) -> Vec<&Value> {
        match self {
            Self::Value(value) => vec![value],
            Self::Case(whens, otherwise) => {
                let whens = whens.iter().map(|(_, value)| value);
                whens.chain(otherwise.as_deref()).flat_map(Self::outcomes).collect()
            }
            Self::Coalesce(parts) => parts.iter().flat_map(Self::outcomes).collect(),
            Self::Field(_) | Self::Add(..) | Self::Sub(..) | Self::Mul(..) => Vec::new(),
        }
    }
}

impl From<Field> for Expr {
    fn from(field: Field) -> Self {
        Self::Field(field.0)
    }
}

impl From<Case> for Expr {
    fn from(case: Case) -> Self {
        Self::Case(case.whens, case.otherwise.map(Box::new))
    }
}

impl<T: Into<Value>> From<T> for Expr {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

/// A value that depends on conditions: the first that is true decides.
///
/// ```
/// use versioned_object_core::store::{Case, ConditionalUpdate, field};
///
/// let state = Case::new().when(field("size").gt(5), "error").otherwise("deleting");
/// let update = ConditionalUpdate::new().set("status", state);
/// # drop(update);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Case {
    whens: Vec<(Condition, Expr)>,
    otherwise: Option<Expr>,
}

impl Case {
    /// A case without conditions.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value where a condition is true, and none before it was.
    pub fn when(mut self, condition: Condition, value: impl Into<Expr>) -> Self {
        self.whens.push((condition, value.into()));
        self
    }

    /// The value where no condition is true; without it, null.
    pub fn otherwise(mut self, value: impl Into<Expr>) -> Self {
        self.otherwise = Some(value.into());
        self
    }
}

/// Any value but this, or but these: Cinder's `Not`.
///
/// A null is another value than one that is not null, so it counts as different, unless [`Not::but_null`] is asked
/// for. Where null is among the values, it does not.
pub fn not(value: impl Into<Value>) -> Not {
    Not { value: value.into(), or_null: true }
}

/// See [`not`].
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Not {
    pub(crate) value: Value,
    pub(crate) or_null: bool,
}

impl Not {
    /// Nor null: Cinder's `auto_none=False`.
    pub fn but_null(mut self) -> Self {
        self.or_null = false;
        self
    }
}

/// What a field is expected to be: a value, one of several, or something else than that.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// This value; null is a value, and of a list or set it is one of its elements.
    Is(Value),
    /// Another.
    Not(Not),
}

impl From<Not> for Expected {
    fn from(not: Not) -> Self {
        Self::Not(not)
    }
}

impl<T: Into<Value>> From<T> for Expected {
    fn from(value: T) -> Self {
        Self::Is(value.into())
    }
}

/// An update of one row, carried out only while the row is as expected.
///
/// ```
/// use versioned_object_core::store::{ConditionalUpdate, field, not};
///
/// let update = ConditionalUpdate::new()
///     .set("status", "deleting")
///     .set("size", field("size").plus(1))
///     .expect("status", ["available", "error"])
///     .expect("host", not("old"));
/// # drop(update);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ConditionalUpdate {
    pub(crate) values: Vec<(String, Expr)>,
    pub(crate) expected: Option<Vec<(String, Expected)>>,
    pub(crate) filters: Vec<Condition>,
    pub(crate) save_all: bool,
    pub(crate) reflect: bool,
    pub(crate) order: Vec<String>,
}

impl Default for ConditionalUpdate {
    fn default() -> Self {
        Self::new()
    }
}

impl ConditionalUpdate {
    /// An update that sets nothing and expects nothing.
    pub fn new() -> Self {
        Self {
            values: Vec::new(),
            expected: Some(Vec::new()),
            filters: Vec::new(),
            save_all: false,
            reflect: true,
            order: Vec::new(),
        }
    }

    /// Sets a field to a value, to the value of another [`field`], to an [`Expr`], or to a [`Case`].
    pub fn set(mut self, name: impl Into<String>, value: impl Into<Expr>) -> Self {
        let (name, value) = (name.into(), value.into());
        match self.values.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.values.push((name, value)),
        }
        self
    }

    /// Expects a field to have a value, one of several, or another than [`not`] says.
    pub fn expect(mut self, name: impl Into<String>, expected: impl Into<Expected>) -> Self {
        self.expected.get_or_insert_default().push((name.into(), expected.into()));
        self
    }

    /// Expects every field that is set and was not changed here to be as it was read.
    pub fn expect_unchanged(mut self) -> Self {
        self.expected = None;
        self
    }

    /// Expects something else of the row.
    pub fn filter(mut self, condition: Condition) -> Self {
        self.filters.push(condition);
        self
    }

    /// Writes the changes of the object too; what this update sets goes first.
    pub fn save_all(mut self) -> Self {
        self.save_all = true;
        self
    }

    /// Leaves the object as it is, also when the row was updated.
    pub fn leave_object(mut self) -> Self {
        self.reflect = false;
        self
    }

    /// The fields to be set first, in this order: for MySQL, where an expression sees what was set before it.
    pub fn order<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.order = names.into_iter().map(Into::into).collect();
        self
    }
}
