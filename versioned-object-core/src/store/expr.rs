//! Expressions over the columns of a row, and what can stand in them.

use std::fmt;
use std::marker::PhantomData;

use crate::access::dict::{Extends, Key};
use crate::dynamic::contract::Value;
use crate::dynamic::versioned::AnyType;
use crate::fields::column::{HasColumn, Numeric, Ordered};
use crate::fields::field_type::FieldType;
use crate::fields::into_field::IntoField;
use crate::store::condition::{Comparison, Expected, Not, Term, Tree, Whens};
use crate::store::typed::{Condition, typed_shell};

/// A constant where a `T` is wanted: what the setter of such a field takes, or any value for [`AnyType`].
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` is not compared with a `{Self}`",
    label = "not a value of this field",
    note = "a value is what the setter of the field takes, of an enum a variant; for one of several there is `is_in`, and \
            what comes from outside is compared by name: `field(\"name\")`"
)]
pub trait Constant<T> {
    /// The value.
    fn into_value(self) -> Value;

    /// The value, to be met as a whole.
    #[doc(hidden)]
    fn into_wanted(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<V: Into<Value>> Constant<AnyType> for V {
    fn into_value(self) -> Value {
        self.into()
    }

    fn into_wanted(self) -> Value {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<T: FieldType, V: IntoField<T>> Constant<T> for V {
    fn into_value(self) -> Value {
        self.into_field().to_value()
    }

    /// A list is not one of its elements.
    fn into_wanted(self) -> Value {
        match self.into_value() {
            value @ (Value::List(_) | Value::Set(_)) => Value::List(vec![value]),
            value => value,
        }
    }
}

/// Several constants where a `T` is one.
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` is not compared with what is in a `{Self}`",
    label = "not values of this field",
    note = "each of them is what the setter of the field takes, of an enum a variant; what comes from outside is compared by \
            name: `field(\"name\")`"
)]
pub trait Constants<T> {
    /// The values.
    fn into_values(self) -> Vec<Value>;
}

#[diagnostic::do_not_recommend]
impl<T, I: IntoIterator<Item: Constant<T>>> Constants<T> for I {
    fn into_values(self) -> Vec<Value> {
        self.into_iter().map(Constant::into_value).collect()
    }
}

/// What a field of type `T` can be expected to be: a constant, or [`not`](super::not) one. `M` tells these apart, and is
/// never written.
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` is not expected to be a `{Self}`",
    label = "not a value of this field",
    note = "what is expected is what the setter of the field takes, of an enum a variant, or `not` of it; for one of several \
            there is `expect(Disk::STATE.is_in([…]))`"
)]
pub trait Expectation<T, M> {
    /// What is expected.
    fn into_expected(self) -> Expected;
}

/// How the opposite of a constant is an expectation.
pub enum AsNot {}

/// How what is made already is an expectation.
pub enum AsExpected {}

#[diagnostic::do_not_recommend]
impl<T, V: Constant<T>> Expectation<T, AsConstant> for V {
    fn into_expected(self) -> Expected {
        Expected::Is(self.into_wanted())
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Constant<T>> Expectation<T, AsNot> for Not<V> {
    fn into_expected(self) -> Expected {
        Expected::Not(Not { value: self.value.into_wanted(), or_null: self.or_null })
    }
}

#[diagnostic::do_not_recommend]
impl Expectation<AnyType, AsExpected> for Expected {
    fn into_expected(self) -> Expected {
        self
    }
}

/// A value of type `T`, computed from a row of `O`: what `plus`, `minus`, `times` and `or` of a key give.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::ConditionalUpdate;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "disks")]
/// struct Disk {
///     id: Attr<Uuid>,
///     readers: Attr<Option<i64>>,
///     meta: ObjectMeta,
/// }
///
/// let readers = || Disk::READERS.or(0);
/// let update: ConditionalUpdate<Disk> =
///     ConditionalUpdate::new().set(Disk::READERS, readers().minus(1)).expect(readers().ge(1));
/// # drop(update);
/// ```
#[must_use]
pub struct Expr<O, T> {
    pub(crate) tree: Tree<Term>,
    of: PhantomData<fn() -> (O, T)>,
}

typed_shell!(Expr<O, T>, tree);

impl<O, T> PartialEq for Expr<O, T> {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
    }
}

impl<O, T> Expr<O, T> {
    fn of(tree: Tree<Term>) -> Self {
        Self { tree, of: PhantomData }
    }

    pub(crate) fn field(name: impl Into<String>) -> Self {
        Self::of(Tree::leaf(Term::Field(name.into())))
    }

    fn join<M>(self, other: impl Operand<O, T, M>, root: fn(Box<Term>, Box<Term>) -> Term) -> Self {
        Self::of(self.tree.join(other.into_expr().tree, root))
    }

    /// This, or something else where it is null.
    pub fn or<M>(self, other: impl Operand<O, T, M>) -> Self {
        Self::of(self.tree.or(other.into_expr().tree))
    }

    fn compare(self, comparison: Comparison, value: impl Constant<T>) -> Condition<O> {
        Condition::of(Tree::compare(self.tree, comparison, value.into_value()))
    }

    /// Equal to a value. Null is equal to nothing.
    pub fn eq(self, value: impl Constant<T>) -> Condition<O> {
        self.compare(Comparison::Equal, value)
    }

    /// Different from a value. Null is different from nothing.
    pub fn ne(self, value: impl Constant<T>) -> Condition<O> {
        self.compare(Comparison::Different, value)
    }
}

impl<O, T: Numeric> Expr<O, T> {
    /// This plus something.
    pub fn plus<M>(self, other: impl Operand<O, T, M>) -> Self {
        self.join(other, Term::Add)
    }

    /// This minus something.
    pub fn minus<M>(self, other: impl Operand<O, T, M>) -> Self {
        self.join(other, Term::Sub)
    }

    /// This times something.
    pub fn times<M>(self, other: impl Operand<O, T, M>) -> Self {
        self.join(other, Term::Mul)
    }
}

impl<O, T: Ordered> Expr<O, T> {
    /// Below a value.
    pub fn lt(self, value: impl Constant<T>) -> Condition<O> {
        self.compare(Comparison::Less, value)
    }

    /// A value or below.
    pub fn le(self, value: impl Constant<T>) -> Condition<O> {
        self.compare(Comparison::LessOrEqual, value)
    }

    /// Above a value.
    pub fn gt(self, value: impl Constant<T>) -> Condition<O> {
        self.compare(Comparison::Greater, value)
    }

    /// A value or above.
    pub fn ge(self, value: impl Constant<T>) -> Condition<O> {
        self.compare(Comparison::GreaterOrEqual, value)
    }
}

#[diagnostic::do_not_recommend]
impl Numeric for AnyType {}

#[diagnostic::do_not_recommend]
impl Ordered for AnyType {}

/// A value that depends on conditions: the first that is true decides.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::{Case, ConditionalUpdate};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "disks")]
/// struct Disk {
///     id: Attr<Uuid>,
///     size: Attr<i64>,
///     class: Attr<String>,
///     meta: ObjectMeta,
/// }
///
/// let class = Case::new().when(Disk::SIZE.gt(100), "large").when(Disk::SIZE.gt(10), "medium").otherwise("small");
/// let update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::CLASS, class);
/// # drop(update);
/// ```
#[must_use]
pub struct Case<O, T> {
    whens: Whens,
    of: PhantomData<fn() -> (O, T)>,
}

typed_shell!(Case<O, T>, whens);

impl<O, T> Default for Case<O, T> {
    fn default() -> Self {
        Self { whens: Whens::default(), of: PhantomData }
    }
}

impl<O, T> Case<O, T> {
    /// A case without conditions.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value where a condition is true, and none before it was.
    pub fn when<M>(mut self, condition: Condition<O>, value: impl Operand<O, T, M>) -> Self {
        self.whens.when(condition.tree, value.into_expr().tree);
        self
    }

    /// The value where no condition is true; without it, null.
    pub fn otherwise<M>(mut self, value: impl Operand<O, T, M>) -> Self {
        self.whens.otherwise(value.into_expr().tree);
        self
    }
}

/// What can stand where a `T` of a row of `O` is wanted: a value that the setter takes, another field by its key, an
/// [`Expr`], a [`Case`]. `M` tells these apart, and is never written.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot stand for a value of type `{T}`",
    label = "not a value, key, expression or case of this type",
    note = "a value is what the setter of the field takes, and a key or an expression is of a field whose values it takes"
)]
pub trait Operand<O, T, M> {
    /// The operand as an expression.
    fn into_expr(self) -> Expr<O, T>;
}

/// How a constant is an operand.
pub enum AsConstant {}

/// How a field is an operand.
pub enum AsField {}

/// How an expression is an operand.
pub enum AsExpr {}

/// How a case is an operand.
pub enum AsCase {}

#[diagnostic::do_not_recommend]
impl<O, T, V: Constant<T>> Operand<O, T, AsConstant> for V {
    fn into_expr(self) -> Expr<O, T> {
        Expr::of(Tree::leaf(Term::Value(self.into_value())))
    }
}

#[diagnostic::do_not_recommend]
impl<O: Extends<B>, B, T: FieldType, F: FieldType + IntoField<T>, S: HasColumn> Operand<O, T, AsField>
    for Key<B, F, S>
{
    fn into_expr(self) -> Expr<O, T> {
        Expr::field(self.name())
    }
}

#[diagnostic::do_not_recommend]
impl<O: Extends<B>, B, F, S: HasColumn> Operand<O, AnyType, AsField> for Key<B, F, S> {
    fn into_expr(self) -> Expr<O, AnyType> {
        Expr::field(self.name())
    }
}

#[diagnostic::do_not_recommend]
impl<O, T: FieldType, F: IntoField<T>> Operand<O, T, AsExpr> for Expr<O, F> {
    fn into_expr(self) -> Expr<O, T> {
        Expr::of(self.tree)
    }
}

#[diagnostic::do_not_recommend]
impl<O, F> Operand<O, AnyType, AsExpr> for Expr<O, F> {
    fn into_expr(self) -> Expr<O, AnyType> {
        Expr::of(self.tree)
    }
}

#[diagnostic::do_not_recommend]
impl<O, T> Operand<O, T, AsCase> for Case<O, T> {
    fn into_expr(self) -> Expr<O, T> {
        Expr::of(self.whens.term())
    }
}
