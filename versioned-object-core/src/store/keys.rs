//! What keys and names of fields give: conditions, orders, expressions.

use crate::access::dict::{Extends, Key};
use crate::dynamic::contract::Value;
use crate::dynamic::versioned::AnyType;
use crate::fields::column::{HasColumn, Nullable, Numeric, Ordered, Textual};
use crate::fields::field_type::FieldType;
use crate::fields::into_field::IntoField;
use crate::store::column_key::FieldName;
use crate::store::condition::{Comparison, Expected, Node, not};
use crate::store::direction::Direction;
use crate::store::expr::{AsField, Constant, Constants, Expr, Operand};
use crate::store::typed::{Condition, Sort};

fn compare<O>(name: impl Into<String>, comparison: Comparison, value: Value) -> Condition<O> {
    Condition::leaf(Node::Compare(name.into(), comparison, value))
}

fn expect<O>(name: impl Into<String>, expected: impl Into<Expected>) -> Condition<O> {
    Condition::leaf(Node::Expected(name.into(), expected.into()))
}

fn like<O>(name: impl Into<String>, pattern: String) -> Condition<O> {
    Condition::leaf(Node::Like(name.into(), pattern))
}

/// Conditions on the rows of a type that has the field; see [`Condition`](crate::store::Condition). Values are those that
/// the field's setter takes: a nullable field takes its bare value too.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::{Condition, Sqlite};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "lamps", key = number)]
/// struct Lamp {
///     number: Attr<i64>,
///     room: Attr<Option<String>>,
///     watts: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// # pollster::block_on(async {
/// let store = Sqlite::in_memory().open()?;
/// store.create_table::<Lamp>().await?;
/// let ctx = Context::builder().is_admin(true).store(&store).build();
/// for (room, watts) in [(Some("attic"), 25), (Some("hall"), 40), (Some("study"), 60), (None, 100)] {
///     Lamp::builder().room(Lamp::ROOM.of(room.map(str::to_owned))).watts(watts).build(&ctx)?.create().await?;
/// }
///
/// let found = async |condition: Condition<Lamp>| Lamp::count(&ctx, &Query::new().filter(condition)).await;
/// assert_eq!(found(Lamp::WATTS.eq(40)).await?, 1);
/// assert_eq!(found(Lamp::WATTS.le(40)).await?, 2); // 25 and 40
/// assert_eq!(found(Lamp::WATTS.between(40, 60)).await?, 2);
/// // Null is a value: it is another than `hall`, and none of two rooms.
/// assert_eq!(found(Lamp::ROOM.ne("hall")).await?, 3);
/// assert_eq!(found(Lamp::ROOM.not_in(["attic", "hall"])).await?, 2);
/// assert_eq!(found(Lamp::ROOM.is_not_null()).await?, 3);
/// assert_eq!(found(Lamp::ROOM.contains("a")).await?, 2); // attic and hall
/// # Ok::<(), Error>(())
/// # }).unwrap();
/// ```
impl<B, T: FieldType, S> Key<B, T, S> {
    /// Equal to a value; null is a value.
    ///
    /// A list, set or map is compared as its JSON: numbers by their value, and keys of a map in any order. A set in it is
    /// found where each element stands once and in order, and a UUID or a moment in it as it is written here: what another
    /// program spelt otherwise is read as the same, and is not equal.
    pub fn eq<O: Extends<B>>(self, to: impl Constant<T>) -> Condition<O>
    where
        S: HasColumn,
    {
        expect(self.name(), to.into_wanted())
    }

    /// Different from a value; null is different from all others.
    pub fn ne<O: Extends<B>>(self, from: impl Constant<T>) -> Condition<O>
    where
        S: HasColumn,
    {
        expect(self.name(), not(from.into_wanted()))
    }

    /// One of these values; null may be among them.
    pub fn is_in<O: Extends<B>>(self, values: impl Constants<T>) -> Condition<O>
    where
        S: HasColumn,
    {
        expect(self.name(), Value::List(values.into_values()))
    }

    /// None of these values; null is none of them, unless it is among them.
    pub fn not_in<O: Extends<B>>(self, values: impl Constants<T>) -> Condition<O>
    where
        S: HasColumn,
    {
        expect(self.name(), not(Value::List(values.into_values())))
    }

    /// Null.
    pub fn is_null<O: Extends<B>>(self) -> Condition<O>
    where
        S: HasColumn,
        T: Nullable,
    {
        expect(self.name(), Value::Null)
    }

    /// Not null.
    pub fn is_not_null<O: Extends<B>>(self) -> Condition<O>
    where
        S: HasColumn,
        T: Nullable,
    {
        self.is_null().not()
    }

    /// Below a value.
    pub fn lt<O: Extends<B>>(self, than: impl Constant<T>) -> Condition<O>
    where
        S: HasColumn,
        T: Ordered,
    {
        compare(self.name(), Comparison::Less, than.into_value())
    }

    /// A value or below.
    pub fn le<O: Extends<B>>(self, than: impl Constant<T>) -> Condition<O>
    where
        S: HasColumn,
        T: Ordered,
    {
        compare(self.name(), Comparison::LessOrEqual, than.into_value())
    }

    /// Above a value.
    pub fn gt<O: Extends<B>>(self, than: impl Constant<T>) -> Condition<O>
    where
        S: HasColumn,
        T: Ordered,
    {
        compare(self.name(), Comparison::Greater, than.into_value())
    }

    /// A value or above.
    pub fn ge<O: Extends<B>>(self, than: impl Constant<T>) -> Condition<O>
    where
        S: HasColumn,
        T: Ordered,
    {
        compare(self.name(), Comparison::GreaterOrEqual, than.into_value())
    }

    /// From one value to another, both included.
    pub fn between<O: Extends<B>>(self, from: impl Constant<T>, to: impl Constant<T>) -> Condition<O>
    where
        S: HasColumn,
        T: Ordered,
    {
        self.ge(from).and(self.le(to))
    }

    /// Like a pattern: `%` stands for any text and `_` for any character, and whether case matters is the database's
    /// business.
    pub fn like<O: Extends<B>>(self, pattern: impl IntoField<String>) -> Condition<O>
    where
        S: HasColumn,
        T: Textual,
    {
        like(self.name(), pattern.into_field())
    }

    /// Containing a text, in which `%` and `_` stand for what they do in [`Key::like`].
    pub fn contains<O: Extends<B>>(self, text: impl IntoField<String>) -> Condition<O>
    where
        S: HasColumn,
        T: Textual,
    {
        like(self.name(), format!("%{}%", text.into_field()))
    }

    /// Ordered by this field, the lowest first. Null is below everything.
    pub fn asc<O: Extends<B>>(self) -> Sort<O>
    where
        S: HasColumn,
    {
        Sort::by(self.name(), Direction::Asc)
    }

    /// Ordered by this field, the highest first. Null is below everything.
    pub fn desc<O: Extends<B>>(self) -> Sort<O>
    where
        S: HasColumn,
    {
        Sort::by(self.name(), Direction::Desc)
    }

    /// The field plus something.
    pub fn plus<O: Extends<B>, M>(self, other: impl Operand<O, T, M>) -> Expr<O, T>
    where
        S: HasColumn,
        T: Numeric,
    {
        Expr::field(self.name()).plus(other)
    }

    /// The field minus something.
    pub fn minus<O: Extends<B>, M>(self, other: impl Operand<O, T, M>) -> Expr<O, T>
    where
        S: HasColumn,
        T: Numeric,
    {
        Expr::field(self.name()).minus(other)
    }

    /// The field times something.
    pub fn times<O: Extends<B>, M>(self, other: impl Operand<O, T, M>) -> Expr<O, T>
    where
        S: HasColumn,
        T: Numeric,
    {
        Expr::field(self.name()).times(other)
    }

    /// The field, or something else where it is null.
    pub fn or<O: Extends<B>, M>(self, other: impl Operand<O, T, M>) -> Expr<O, T>
    where
        S: HasColumn,
        T: Nullable,
    {
        Expr::field(self.name()).or(other)
    }
}

/// A field by its name, where that is only known at run time; in code, use the key of the field. Names and values are
/// checked when the condition is run.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::store::{Condition, field};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "disks")]
/// struct Disk {
///     id: Attr<Uuid>,
///     size: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// fn at_least(name: &str, least: i64) -> Condition<Disk> {
///     field(name).ge(least)
/// }
///
/// assert_eq!(at_least("size", 10), Disk::SIZE.ge(10));
/// ```
pub fn field(name: impl FieldName) -> Field {
    Field(name.into())
}

/// A field in a condition or an expression; see [`field`].
#[derive(Clone, Debug, PartialEq)]
pub struct Field(String);

impl Field {
    /// Equal to a value; to null when it is null, to one of them when it is a list.
    pub fn eq<O>(self, value: impl Into<Value>) -> Condition<O> {
        expect(self.0, value.into())
    }

    /// Different from a value, or from each of a list; null is different from all others.
    pub fn ne<O>(self, value: impl Into<Value>) -> Condition<O> {
        expect(self.0, not(value.into()))
    }

    /// Below a value.
    pub fn lt<O>(self, value: impl Into<Value>) -> Condition<O> {
        compare(self.0, Comparison::Less, value.into())
    }

    /// A value or below.
    pub fn le<O>(self, value: impl Into<Value>) -> Condition<O> {
        compare(self.0, Comparison::LessOrEqual, value.into())
    }

    /// Above a value.
    pub fn gt<O>(self, value: impl Into<Value>) -> Condition<O> {
        compare(self.0, Comparison::Greater, value.into())
    }

    /// A value or above.
    pub fn ge<O>(self, value: impl Into<Value>) -> Condition<O> {
        compare(self.0, Comparison::GreaterOrEqual, value.into())
    }

    /// Like a pattern; see [`Key::like`].
    pub fn like<O>(self, pattern: impl IntoField<String>) -> Condition<O> {
        like(self.0, pattern.into_field())
    }

    /// Containing a text, as a filter with `~` understands it.
    pub fn contains<O>(self, text: impl IntoField<String>) -> Condition<O> {
        like(self.0, format!("%{}%", text.into_field()))
    }

    /// Null.
    pub fn is_null<O>(self) -> Condition<O> {
        self.eq(Value::Null)
    }

    /// Not null.
    pub fn is_not_null<O>(self) -> Condition<O> {
        self.is_null().not()
    }

    /// The field plus something.
    pub fn plus<O, M>(self, other: impl Operand<O, AnyType, M>) -> Expr<O, AnyType> {
        Expr::field(self.0).plus(other)
    }

    /// The field minus something.
    pub fn minus<O, M>(self, other: impl Operand<O, AnyType, M>) -> Expr<O, AnyType> {
        Expr::field(self.0).minus(other)
    }

    /// The field times something.
    pub fn times<O, M>(self, other: impl Operand<O, AnyType, M>) -> Expr<O, AnyType> {
        Expr::field(self.0).times(other)
    }

    /// The field, or something else where it is null.
    pub fn or<O, M>(self, other: impl Operand<O, AnyType, M>) -> Expr<O, AnyType> {
        Expr::field(self.0).or(other)
    }
}

impl<O> Operand<O, AnyType, AsField> for Field {
    fn into_expr(self) -> Expr<O, AnyType> {
        Expr::field(self.0)
    }
}
