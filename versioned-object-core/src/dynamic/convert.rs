//! What turns into a value.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use uuid::Uuid;

use crate::base::error::{Error, Result};
use crate::base::shown;
use crate::dynamic::contract::{DynObject, Value};
use crate::primitive::digits::Digits;
use crate::python::{moment, print};

macro_rules! from {
    ($($from:ty => |$value:ident| $to:expr),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $to
            }
        }
    )*};
}

from! {
    () => |_nothing| Self::Null,
    bool => |value| Self::Bool(value),
    i8 => |value| Self::Int(value.into()),
    i16 => |value| Self::Int(value.into()),
    i32 => |value| Self::Int(value.into()),
    i64 => |value| Self::Int(value),
    u8 => |value| Self::Int(value.into()),
    u16 => |value| Self::Int(value.into()),
    u32 => |value| Self::Int(value.into()),
    f32 => |value| Self::Float(print::as_written(value)),
    f64 => |value| Self::Float(value),
    &str => |value| Self::String(value.to_owned()),
    &String => |value| Self::String(value.clone()),
    String => |value| Self::String(value),
    Arc<str> => |value| Self::String(value.as_ref().to_owned()),
    Cow<'_, str> => |value| Self::String(value.into_owned()),
    Uuid => |value| Self::String(value.hyphenated().to_string()),
    NaiveDateTime => |value| Self::NaiveDateTime(value),
    // In seconds.
    Duration => |value| Self::Float(value.as_secs_f64()),
    IpAddr => |value| Self::Ip(value),
    Ipv4Addr => |value| Self::Ip(value.into()),
    Ipv6Addr => |value| Self::Ip(value.into()),
    IpNet => |value| Self::Network(value),
    Ipv4Net => |value| Self::Network(value.into()),
    Ipv6Net => |value| Self::Network(value.into()),
    Box<dyn DynObject> => |value| Self::Object(value),
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self::UInt(value), Self::Int)
    }
}

impl From<u128> for Value {
    fn from(value: u128) -> Self {
        u64::try_from(value).map_or_else(|_| beyond(&value.to_string()), Self::from)
    }
}

impl From<i128> for Value {
    fn from(value: i128) -> Self {
        match (i64::try_from(value), u64::try_from(value)) {
            (Ok(number), _) => Self::Int(number),
            (_, Ok(number)) => Self::UInt(number),
            _ => beyond(&value.to_string()),
        }
    }
}

fn beyond(digits: &str) -> Value {
    Digits::of(digits).map_or(Value::Null, Value::Digits)
}

impl<Tz: TimeZone> From<DateTime<Tz>> for Value {
    fn from(value: DateTime<Tz>) -> Self {
        Self::DateTime(value.fixed_offset())
    }
}

impl From<SystemTime> for Value {
    /// Beyond the years that there are in dates, the last or the first moment of them, which no field takes.
    fn from(value: SystemTime) -> Self {
        let end =
            if value < SystemTime::UNIX_EPOCH { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
        moment::of_system_time(value).unwrap_or(end).into()
    }
}

impl TryFrom<&Path> for Value {
    type Error = Error;

    fn try_from(path: &Path) -> Result<Self> {
        match path.to_str() {
            Some(text) => Ok(text.into()),
            None => Err(Error::invalid(format!(
                "expected path in UTF-8, got {}",
                shown::quoted(&path.to_string_lossy())
            ))),
        }
    }
}

impl TryFrom<PathBuf> for Value {
    type Error = Error;

    fn try_from(path: PathBuf) -> Result<Self> {
        path.as_path().try_into()
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(value: Vec<T>) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(value: [T; N]) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<BTreeSet<T>> for Value {
    fn from(value: BTreeSet<T>) -> Self {
        Self::Set(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<BTreeMap<String, T>> for Value {
    fn from(value: BTreeMap<String, T>) -> Self {
        Self::Map(value.into_iter().map(|(key, value)| (key, value.into())).collect())
    }
}

impl<T: Into<Value> + Ord, S> From<HashSet<T, S>> for Value {
    fn from(value: HashSet<T, S>) -> Self {
        value.into_iter().collect::<BTreeSet<T>>().into()
    }
}

impl<T: Into<Value>, S> From<HashMap<String, T, S>> for Value {
    fn from(value: HashMap<String, T, S>) -> Self {
        value.into_iter().collect::<BTreeMap<String, T>>().into()
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(truth) => Self::Bool(truth),
            serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Self::Int(number),
                (None, Some(number)) => Self::UInt(number),
                (None, None) => Self::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            serde_json::Value::Object(entries) => {
                Self::Map(entries.into_iter().map(|(key, value)| (key, Self::from(value))).collect())
            }
        }
    }
}

impl PartialEq<str> for Value {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl PartialEq<i64> for Value {
    fn eq(&self, other: &i64) -> bool {
        self.as_i64() == Some(*other)
    }
}

impl PartialEq<bool> for Value {
    fn eq(&self, other: &bool) -> bool {
        self.as_bool() == Some(*other)
    }
}
