//! The types a field can have, and the trait that makes a type one.
//!
//! What each type takes, how it is written and what its getter gives is in `docs/guide/field-types.md` of the guide; this
//! is what each of them is to oslo.
//!
//! | oslo | Rust |
//! |---|---|
//! | `String` | [`String`] |
//! | `SensitiveString` | [`SensitiveString`] |
//! | `VersionPredicate` | [`VersionPredicate`] |
//! | `Enum`, `StateMachine` | an enum that derives `EnumField` |
//! | `UUID` | [`uuid::Uuid`] |
//! | `MACAddress` | [`MacAddress`] |
//! | `PCIAddress` | [`PciAddress`] |
//! | `Integer` | [`i64`] |
//! | `NonNegativeInteger` | [`u64`] |
//! | `Float` | [`f64`] |
//! | `NonNegativeFloat` | [`NonNegativeFloat`] |
//! | `Boolean` | [`bool`] |
//! | `FlexibleBoolean` | [`FlexibleBoolean`] |
//! | `DateTime` | `DateTime<Utc>`, `DateTime<FixedOffset>`, [`chrono::NaiveDateTime`] |
//! | `IPAddress` | [`std::net::IpAddr`] |
//! | `IPV4Address`, `IPV6Address` | [`std::net::Ipv4Addr`], [`std::net::Ipv6Addr`] |
//! | `IPV4AndV6Address` | [`Ipv4AndV6Addr`] |
//! | `IPNetwork` | [`ipnet::IpNet`] |
//! | `IPV4Network`, `IPV6Network` | [`ipnet::Ipv4Net`], [`ipnet::Ipv6Net`] |
//! | `List` | [`Vec`] |
//! | `Dict` | [`BTreeMap`](std::collections::BTreeMap) from [`String`] |
//! | `DictProxy` | [`BTreeMap`](std::collections::BTreeMap) from any [`DictKey`] |
//! | `Set` | [`BTreeSet`](std::collections::BTreeSet) |
//! | `Object` | a type that derives `VersionedObject`, or a [`Box`] of it |
//! | `Object` with `subclasses=True` | [`AnyOf`] |
//! | `Object` of a type known by name only | `Box<dyn DynObject>` |
//! | `ListOfEnum`, `ListOfObjects` | [`Vec`] of either |
//! | `nullable=True` | [`Option`] |
//! | `FieldType` itself | [`Json`] |

//!
//! Rust has more types than oslo. To peers each of these is a value of oslo's class whose values have the same form: the
//! fingerprint prints that class, and Python sees no difference. `versions.lock` tells those apart that take less.
//!
//! | Rust | oslo's class | on the wire |
//! |---|---|---|
//! | [`i8`], [`i16`], [`i32`] | `Integer` | a whole number within the bounds of the type |
//! | [`u8`], [`u16`], [`u32`] | `NonNegativeInteger` | the same |
//! | [`Bounded<MIN, MAX>`](Bounded) | `NonNegativeInteger` from 0 on, else `Integer` | a whole number from `MIN` to `MAX` |
//! | [`f32`] | `Float` | a number with the digits that tell it from others of 32 bits |
//! | [`Duration`](std::time::Duration) | `NonNegativeFloat` | a number of seconds |
//! | [`SystemTime`](std::time::SystemTime) | `DateTime` | a moment in UTC |
//! | [`Arc<str>`](std::sync::Arc) | `String` | a text |
//! | [`PathBuf`](std::path::PathBuf) | `String` | a text in UTF-8 |
//! | [`HashMap`](std::collections::HashMap) from any [`DictKey`] | `Dict` | a map, in the order of the keys' texts |
//! | [`HashSet`](std::collections::HashSet) | `Set` | an array, sorted |
//! | [`serde_json::Value`] | `FieldType` | any JSON |
//! | [`Text<T>`](Text) | `String` | what `Display` of `T` prints and `FromStr` reads |
//! | [`JsonOf<T>`](JsonOf) | `FieldType` | what serde makes of `T` |
//!
//! A value beyond a bound is an error with the path and the bound, from a setter, an envelope, JSON and a row. A condition
//! may have it: no row is equal to it, and all are above or below.

pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod convert;
pub(crate) mod field_type;
pub(crate) mod given;
pub(crate) mod guard;
pub(crate) mod into_field;
#[doc(hidden)]
pub mod known;
pub(crate) mod lent;
pub(crate) mod types;

pub use crate::dynamic::contract::{EachObject, Input, MapInput, ReadFields, SeqInput};
pub use crate::primitive::limits::{NewerFields, UnknownFields};
pub use crate::primitive::read::ReadContext;
pub use column::{
    Fixed, HasColumn, NoColumn, Nullable, Numeric, Ordered, Related, Settable, Stored, Textual,
};
pub use convert::{Converted, Reason, ReturnsResult, ReturnsValue, TakesNextFrom};
pub use field_type::FieldType;
pub use guard::{MutableIn, NotReadOnly};
pub use into_field::{FieldFrom, IntoField};
pub use ipnet;
pub use known::{Held, UsedBy};
pub use types::adapter::{AnyJson, AnyText, Described, JsonOf, Text};
pub use types::any_object::{AnyOf, ListItem};
pub use types::collection::DictKey;
pub use types::enums::EnumField;
pub use types::hardware::{MacAddress, PciAddress};
pub use types::json::Json;
pub use types::net::Ipv4AndV6Addr;
pub use types::numbers::{FlexibleBoolean, NonNegativeFloat};
pub use types::predicate::VersionPredicate;
pub use types::sized::Bounded;
pub use types::text::SensitiveString;
