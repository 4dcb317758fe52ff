//! Types that are not one's own, by what they implement already.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::error::{Error, Result};
use crate::base::shown;
use crate::describe::descriptor::{OsloSchema, TypeDescriptor};
use crate::dynamic::cells::shown_of;
use crate::dynamic::contract::{Input, Value};
use crate::fields::column::Textual;
use crate::fields::field_type::{FieldType, expected};
use crate::fields::into_field::FieldFrom;
use crate::fields::types::finite;
use crate::fields::types::json::{check_json, plain};
use crate::object::print::MASK;
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;

/// What a type is that an adapter makes one of fields: its name, form, pattern and samples.
///
/// The type itself is somebody else's, so a type of one's own says it, as the second argument of [`Text`] or [`JsonOf`].
///
/// ```
/// use std::net::SocketAddr;
/// use versioned_object_core::fields::{Described, Text};
/// use versioned_object_core::{TypeDescriptor, prelude::*, schema};
///
/// #[derive(Clone, Copy, Debug)]
/// pub struct Address;
///
/// impl Described for Address {
///     const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("String")
///         .detail("socket")
///         .pattern("^.+:[0-9]{1,5}$")
///         .samples(&[r#""127.0.0.1:80""#, r#""[::1]:8776""#]);
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Server {
///     address: Attr<Text<SocketAddr, Address>>,
///     meta: ObjectMeta,
/// }
///
/// let schema = schema::json_schema(Server::descriptor());
/// let data = &schema["$defs"]["Server"]["properties"]["versioned_object.data"];
/// assert_eq!(data["properties"]["address"]["pattern"], "^.+:[0-9]{1,5}$");
/// ```
pub trait Described: 'static {
    /// What is known of the type; the name is oslo's of the form, `String` of a text.
    const TYPE: &'static TypeDescriptor;
}

/// Any text: what [`Text`] is without more.
#[derive(Clone, Copy, Debug)]
pub struct AnyText;

impl Described for AnyText {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("String").detail("text");
}

/// Any JSON: what [`JsonOf`] is without more.
#[derive(Clone, Copy, Debug)]
pub struct AnyJson;

impl Described for AnyJson {
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::json("FieldType").detail("json").oslo_schema(OsloSchema::Missing);
}

/// A value that is a text by its `Display` and `FromStr`: a URL, a socket address, a range of versions.
///
/// It is written as `Display` prints it. By name and from an envelope it takes a text that `FromStr` reads. To oslo it is
/// a `String`; [`Described`], as `D`, says more of it. What has no samples there needs some of
/// `testing::Samples::value`, where the texts of any `String` will not do.
///
/// ```
/// use std::net::SocketAddr;
/// use versioned_object_core::fields::Text;
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Server {
///     address: Attr<Text<SocketAddr>>,
///     meta: ObjectMeta,
/// }
///
/// let mut server = Server::orphan();
/// server.set_address(SocketAddr::from(([127, 0, 0, 1], 80)))?;
/// assert_eq!(server.to_json()?, r#"{"address":"127.0.0.1:80"}"#);
/// server.set("address", "[::1]:8776")?;
/// assert_eq!(server.address()?.port(), 8776);
/// let error = server.set("address", "localhost").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "Server.address: expected text that can be read, got \"localhost\": invalid socket address syntax",
/// );
/// # Ok::<(), Error>(())
/// ```
pub struct Text<T, D = AnyText>(T, PhantomData<fn() -> D>);

/// A value that is JSON by serde: a struct, an enum with data, a newtype.
///
/// By name and from an envelope it takes a value that its `Deserialize` reads. It may not be null itself: that is what an
/// `Option` around it is for. To oslo it is a `FieldType`, and a column has it as a text; [`Described`], as `D`, says
/// more of it.
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use versioned_object_core::fields::JsonOf;
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
/// struct Geometry {
///     heads: u32,
///     sectors: u32,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Disk {
///     geometry: Attr<JsonOf<Geometry>>,
///     meta: ObjectMeta,
/// }
///
/// let mut disk = Disk::orphan();
/// disk.set_geometry(Geometry { heads: 16, sectors: 63 })?;
/// assert_eq!(disk.to_json()?, r#"{"geometry":{"heads":16,"sectors":63}}"#);
/// assert_eq!(disk.geometry()?.heads, 16);
/// let error = Disk::from_json(r#"{"geometry": {"heads": 16}}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "Disk.geometry: expected JSON that can be read, got a map: missing field `sectors`",
/// );
/// # Ok::<(), Error>(())
/// ```
pub struct JsonOf<T, D = AnyJson>(T, PhantomData<fn() -> D>);

macro_rules! adapter {
    ($($adapter:ident),+) => {$(
        impl<T, D> $adapter<T, D> {
            /// The value as a field holds it.
            pub const fn new(value: T) -> Self {
                Self(value, PhantomData)
            }

            /// The value.
            pub fn into_inner(self) -> T {
                self.0
            }
        }

        impl<T, D> From<T> for $adapter<T, D> {
            fn from(value: T) -> Self {
                Self::new(value)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T, D> FieldFrom<T> for $adapter<T, D> {
            fn field_from(value: T) -> Self {
                Self::new(value)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T, D> FieldFrom<T> for Option<$adapter<T, D>> {
            fn field_from(value: T) -> Self {
                Some($adapter::new(value))
            }
        }

        impl<T, D> Deref for $adapter<T, D> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T: Clone, D> Clone for $adapter<T, D> {
            fn clone(&self) -> Self {
                Self::new(self.0.clone())
            }
        }

        impl<T: Copy, D> Copy for $adapter<T, D> {}

        impl<T: Default, D> Default for $adapter<T, D> {
            fn default() -> Self {
                Self::new(T::default())
            }
        }

        impl<T: PartialEq, D> PartialEq for $adapter<T, D> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<T: Eq, D> Eq for $adapter<T, D> {}

        impl<T: PartialOrd, D> PartialOrd for $adapter<T, D> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                self.0.partial_cmp(&other.0)
            }
        }

        impl<T: Ord, D> Ord for $adapter<T, D> {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.cmp(&other.0)
            }
        }

        impl<T: Hash, D> Hash for $adapter<T, D> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }

        impl<T: fmt::Debug, D> fmt::Debug for $adapter<T, D> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<T, D> From<$adapter<T, D>> for Value
        where
            $adapter<T, D>: FieldType,
        {
            fn from(value: $adapter<T, D>) -> Self {
                value.to_value()
            }
        }
    )+};
}

adapter!(Text, JsonOf);

/// The error of somebody else's type, whose words may be long, or quote what was read.
fn unread(ty: &TypeDescriptor, what: &str, found: &str, error: &impl fmt::Display) -> Error {
    let why = shown::kept(error.to_string(), shown::VALUE);
    shown_of(ty, Error::invalid(format!("expected {what}, got {found}: {why}")))
}

/// Prints a value, unless it is a secret.
fn display(ty: &TypeDescriptor, value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if ty.secret { f.write_str(MASK) } else { fmt::Display::fmt(value, f) }
}

impl<T: fmt::Display, D> fmt::Display for Text<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<T: FromStr, D> FromStr for Text<T, D> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Self::new)
    }
}

#[diagnostic::do_not_recommend]
impl<T, D> FieldType for Text<T, D>
where
    T: fmt::Display + FromStr + Clone + Send + Sync + 'static,
    T::Err: fmt::Display,
    D: Described,
{
    type Ref<'a> = &'a T;
    const TYPE: &'static TypeDescriptor = D::TYPE;

    fn borrow_field(&self) -> &T {
        &self.0
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        let what = "text that can be read";
        match &input {
            Input::Str(text) => {
                text.parse().map_err(|error| unread(D::TYPE, what, &input.describe(), &error))
            }
            _ => Err(expected(what, &input)),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(&self.0.to_string());
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(D::TYPE, &self.to_value(), f)
    }
}

#[diagnostic::do_not_recommend]
impl<T, D> Textual for Text<T, D> {}

impl<T: Serialize, D: Described> JsonOf<T, D> {
    /// The value as JSON, if it has such a form.
    fn json(&self) -> Result<serde_json::Value> {
        finite::check(&self.0).map_err(|error| shown_of(D::TYPE, error))?;
        let json = serde_json::to_value(&self.0);
        json.map_err(|error| unread(D::TYPE, "value that JSON has a form for", "another", &error))
    }
}

#[diagnostic::do_not_recommend]
impl<T, D> FieldType for JsonOf<T, D>
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    D: Described,
{
    type Ref<'a> = &'a T;
    const TYPE: &'static TypeDescriptor = D::TYPE;

    fn borrow_field(&self) -> &T {
        &self.0
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let found = input.describe();
        let json = plain(input, cx)?;
        let read = T::deserialize(json).map(Self::new);
        read.map_err(|error| unread(D::TYPE, "JSON that can be read", &found, &error))
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.tree(&self.json()?)
    }

    fn to_value(&self) -> Value {
        // A field holds none but those that are JSON; of another, an update gets what is refused as well.
        self.json().map_or(Value::Float(f64::NAN), Into::into)
    }

    fn check(&self) -> Result<()> {
        check_json(&self.json()?)
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(D::TYPE, &self.to_value(), f)
    }
}
