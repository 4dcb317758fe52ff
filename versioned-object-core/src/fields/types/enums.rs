//! Texts from a fixed list.

use std::any::Any;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::Visitor;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{EnumDescriptor, Form, Matching, TypeDescriptor, TypeKind};
use crate::dynamic::attr::Attr;
use crate::dynamic::contract::{Cell, Input};
use crate::fields::field_type::FieldType;
use crate::fields::into_field::KeyFrom;
use crate::fields::types::collection::DictKey;
use crate::primitive::write::PrimitiveWriter;

/// An enum that stands for a fixed list of texts: what `#[derive(EnumField)]` implements.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
/// enum Colour {
///     Red,
///     #[enum_field(rename = "light-green")]
///     LightGreen,
/// }
///
/// assert_eq!(Colour::LightGreen.as_str(), "light-green");
/// assert_eq!("red".parse::<Colour>()?, Colour::Red);
/// assert_eq!(Colour::VALUES, ["red", "light-green"]);
/// # Ok::<(), Error>(())
/// ```
///
/// oslo's `StateMachine` is an enum whose variants say what may come after them; one that says nothing is final. The
/// first set of a field is free, and so is what is read from an envelope. To stay in a state is a change too:
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
/// enum State {
///     #[enum_field(to(Busy, Gone))]
///     Idle,
///     #[enum_field(to(Idle))]
///     Busy,
///     Gone,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Worker {
///     state: Attr<State>,
///     meta: ObjectMeta,
/// }
///
/// let mut worker = Worker::builder().state(State::Busy).build(&Context::admin())?;
/// let error = worker.set_state(State::Gone).unwrap_err();
/// assert_eq!(error.to_string(), "Worker.state: cannot change from `busy` to `gone`: expected one of `idle`");
/// worker.set("state", "idle")?;
/// assert!(worker.set_state(State::Idle).is_err());
///
/// // What there is, for a menu, and what may come next.
/// let texts: Vec<&str> = State::VARIANTS.iter().map(|(_, text)| *text).collect();
/// assert_eq!(texts, ["idle", "busy", "gone"]);
/// assert_eq!(State::Busy.allowed_next(), Some(&[State::Idle][..]));
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an enum of texts",
    label = "not an enum of texts",
    note = "an enum derives `EnumField`; `value` is for fields of one, and for lists, sets and maps of one"
)]
pub trait EnumField: Copy + Eq + fmt::Debug + Send + Sync + 'static {
    /// Every value with its text, in declaration order.
    const VARIANTS: &'static [(Self, &'static str)];

    /// The enum as the fingerprint and the schema see it.
    const DESCRIPTOR: &'static EnumDescriptor;

    /// The text of the value, which is what stands on the wire.
    fn text(self) -> &'static str;

    /// The values that this one may change to; none where every change is allowed.
    ///
    /// A state machine says it of its variants: `#[enum_field(to(Busy, Gone))]`.
    fn allowed_next(self) -> Option<&'static [Self]> {
        None
    }

    /// The value with this text.
    ///
    /// # Errors
    /// [`Error::InvalidValue`], which lists the values there are.
    fn from_text(text: &str) -> Result<Self> {
        enum_coerce(&Input::Str(Cow::Borrowed(text)), Self::VARIANTS, Self::DESCRIPTOR)
    }
}

#[diagnostic::do_not_recommend]
impl<E: EnumField> KeyFrom<E> for E {
    fn key_from(key: E) -> Self {
        key
    }
}

/// A type whose values are those of an enum, or lists, sets and maps of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no enum of texts",
    label = "no enum of texts",
    note = "`value` is for fields of an enum that derives `EnumField`, and for lists, sets and maps of one"
)]
pub trait EnumValues: FieldType {
    /// The enum.
    type Enum: EnumField;

    /// The value with `instead` everywhere in place of `value`; none where that is not in it.
    fn replaced(&self, value: Self::Enum, instead: Self::Enum) -> Option<Self>;
}

impl<E: EnumField + FieldType> EnumValues for E {
    type Enum = E;

    fn replaced(&self, value: E, instead: E) -> Option<E> {
        (*self == value).then_some(instead)
    }
}

impl<T: EnumValues> EnumValues for Option<T> {
    type Enum = T::Enum;

    fn replaced(&self, value: T::Enum, instead: T::Enum) -> Option<Self> {
        Some(Some(self.as_ref()?.replaced(value, instead)?))
    }
}

impl<T: EnumValues> EnumValues for Vec<T> {
    type Enum = T::Enum;

    fn replaced(&self, value: T::Enum, instead: T::Enum) -> Option<Self> {
        any_replaced(self, |item| item.replaced(value, instead), T::clone)
    }
}

impl<T: EnumValues + Ord> EnumValues for BTreeSet<T> {
    type Enum = T::Enum;

    fn replaced(&self, value: T::Enum, instead: T::Enum) -> Option<Self> {
        any_replaced(self, |item| item.replaced(value, instead), T::clone)
    }
}

impl<T, S> EnumValues for HashSet<T, S>
where
    T: EnumValues + Ord + Hash,
    S: BuildHasher + Clone + Default + Send + Sync + 'static,
{
    type Enum = T::Enum;

    fn replaced(&self, value: T::Enum, instead: T::Enum) -> Option<Self> {
        any_replaced(self, |item| item.replaced(value, instead), T::clone)
    }
}

impl<K: DictKey + Ord, T: EnumValues> EnumValues for BTreeMap<K, T> {
    type Enum = T::Enum;

    fn replaced(&self, value: T::Enum, instead: T::Enum) -> Option<Self> {
        let replace = |(key, item): (&K, &T)| Some((key.clone(), item.replaced(value, instead)?));
        any_replaced(self, replace, |(key, item)| (key.clone(), item.clone()))
    }
}

impl<K, T, S> EnumValues for HashMap<K, T, S>
where
    K: DictKey + Hash,
    T: EnumValues,
    S: BuildHasher + Clone + Default + Send + Sync + 'static,
{
    type Enum = T::Enum;

    fn replaced(&self, value: T::Enum, instead: T::Enum) -> Option<Self> {
        let replace = |(key, item): (&K, &T)| Some((key.clone(), item.replaced(value, instead)?));
        any_replaced(self, replace, |(key, item)| (key.clone(), item.clone()))
    }
}

/// What `replace` gives for some of the items, with the others as they are; none where it gives nothing for any.
fn any_replaced<I: Copy, O, C: FromIterator<O>>(
    items: impl IntoIterator<Item = I>,
    replace: impl Fn(I) -> Option<O>,
    keep: impl Fn(I) -> O,
) -> Option<C> {
    let mut found = false;
    let items = items
        .into_iter()
        .map(|item| {
            let replaced = replace(item);
            found |= replaced.is_some();
            replaced.unwrap_or_else(|| keep(item))
        })
        .collect();
    found.then_some(items)
}

/// Reads a value of an enum from whatever a field is given.
///
/// # Errors
/// When it is none of the values.
pub fn enum_coerce<T: Clone>(
    input: &Input<'_>,
    variants: &[(T, &'static str)],
    descriptor: &EnumDescriptor,
) -> Result<T> {
    let found = match input {
        Input::Str(text) => variants.iter().find(|(_, value)| *value == *text),
        _ => None,
    };
    found.map(|(value, _)| value.clone()).ok_or_else(|| unknown(descriptor, input))
}

/// `Deserialize` of an enum: the texts that fields read.
///
/// # Errors
/// The deserializer's, or what is none of the values.
pub fn enum_deserialize<'de, T: EnumField, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Texts<T>(PhantomData<T>);

    impl<T: EnumField> Visitor<'_> for Texts<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "one of {}", values(T::DESCRIPTOR))
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            T::from_text(text).map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Texts(PhantomData))
}

/// Whether a state machine may go from one state to another.
///
/// # Errors
/// When it may not.
pub fn enum_check_change(descriptor: &EnumDescriptor, from: &str, to: &str) -> Result<()> {
    let state = descriptor.values.iter().position(|value| *value == from);
    let allowed = descriptor.transitions.and_then(|transitions| transitions.get(state?));
    let Some(allowed) = allowed else { return Ok(()) };
    if allowed.contains(&to) {
        return Ok(());
    }
    let names: Vec<String> = allowed.iter().map(|state| format!("`{state}`")).collect();
    Err(Error::invalid(if names.is_empty() {
        format!("cannot change from `{from}` to `{to}`: `{from}` is final")
    } else {
        format!("cannot change from `{from}` to `{to}`: expected one of {}", names.join(", "))
    }))
}

fn unknown(descriptor: &EnumDescriptor, found: &Input<'_>) -> Error {
    Error::invalid(format!("expected one of {}, got {}", values(descriptor), found.describe()))
}

fn values(descriptor: &EnumDescriptor) -> String {
    descriptor.values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
}

/// Puts the cell with `instead` everywhere in place of `value` into `to`, where the value is in it.
pub fn replaced<T: EnumValues>(cell: &dyn Any, to: &mut dyn Any, value: T::Enum, instead: T::Enum) {
    let value =
        cell.downcast_ref::<Attr<T>>().and_then(Attr::get).and_then(|held| held.replaced(value, instead));
    if let (Some(value), Some(to)) = (value, to.downcast_mut::<Option<Box<dyn Cell>>>()) {
        *to = Some(Box::new(Attr(Some(value))));
    }
}

/// `FieldType` of enums: writes the text.
pub fn enum_write(text: &str, out: &mut PrimitiveWriter<'_>) {
    out.str(text);
}

/// The type of a field that holds an enum.
pub const fn enum_type(descriptor: &'static EnumDescriptor) -> TypeDescriptor {
    TypeDescriptor::new(descriptor.class_name, TypeKind::Enum(descriptor))
        .form(Form::Text)
        .matching(Matching::AsItStands)
}
