//! The types a field can have, and the trait that makes a type one.
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

pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod convert;
pub(crate) mod field_type;
pub(crate) mod guard;
pub(crate) mod into_field;
pub(crate) mod types;

pub use crate::dynamic::contract::{EachObject, Input, MapInput, ReadFields, SeqInput};
pub use crate::primitive::limits::{NewerFields, UnknownFields};
pub use crate::primitive::read::ReadContext;
pub use column::{
    Fixed, HasColumn, IsRelation, NoColumn, Nullable, Numeric, Ordered, Related, Settable, Stored, Textual,
};
pub use field_type::FieldType;
pub use into_field::IntoField;
pub use ipnet;
pub use types::any_object::{AnyOf, ListItem};
pub use types::collection::DictKey;
pub use types::enums::EnumField;
pub use types::hardware::{MacAddress, PciAddress};
pub use types::json::Json;
pub use types::net::Ipv4AndV6Addr;
pub use types::numbers::{FlexibleBoolean, NonNegativeFloat};
pub use types::predicate::VersionPredicate;
pub use types::text::SensitiveString;
