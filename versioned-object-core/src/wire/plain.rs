//! Objects without their envelope, through any format of serde.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::error::Result;
use crate::dynamic::contract::DynObject;
use crate::dynamic::versioned::VersionedObject;
use crate::primitive::limits::{Mode, UnknownFields};
use crate::primitive::read::ReadContext;
use crate::wire::serde::{read, written};
use crate::wire::write::to_json;

/// An object that serde writes and reads as its fields alone, without the envelope: what
/// [`to_json`](crate::ObjectExt::to_json) and [`from_json`](crate::ObjectExt::from_json) do with texts, for handlers of
/// requests and for files. serde of the object itself keeps the envelope: `Json<Node>` is for peers, `Json<Plain<Node>>`
/// for users.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::wire::Plain;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     watts: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// // What a handler does that takes and answers `Json<Plain<Lamp>>`.
/// fn brighter(Plain(mut lamp): Plain<Lamp>) -> Result<Plain<Lamp>> {
///     lamp.set_watts(lamp.watts()? + 20)?;
///     Ok(lamp.into())
/// }
///
/// let lamp: Plain<Lamp> = serde_json::from_str(r#"{"watts": 40}"#)?;
/// assert_eq!(serde_json::to_string(&brighter(lamp)?)?, r#"{"watts":60}"#);
/// let error = serde_json::from_str::<Plain<Lamp>>(r#"{"watts": "many"}"#).unwrap_err();
/// assert!(error.to_string().starts_with("Lamp.watts: expected integer"));
/// # use versioned_object_core::serde_json;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Every field that is read counts as changed, an unknown one is an error, and the object has no context:
/// [`obj_set_context`](crate::ObjectExt::obj_set_context) gives it one. Secrets are written in clear, as `to_json` writes
/// them; an answer that must not have them is made by [`to_redacted_json`](crate::ObjectExt::to_redacted_json).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Plain<T>(pub T);

impl<T> Plain<T> {
    /// The object. Of a type that is known, `into()` gives it too.
    ///
    /// ```
    /// use versioned_object_core::wire::Plain;
    ///
    /// assert_eq!(Plain("lamp").into_inner(), "lamp");
    /// ```
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: VersionedObject> From<T> for Plain<T> {
    fn from(object: T) -> Self {
        Self(object)
    }
}

impl<T> Deref for Plain<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Plain<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Plain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: DynObject> Serialize for Plain<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        written(to_json(&self.0), serializer)
    }
}

impl<'de, T: VersionedObject> Deserialize<'de> for Plain<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut cx = ReadContext::new(Mode::Plain);
        cx.unknown = UnknownFields::Reject;
        read(cx, deserializer).map(Self)
    }
}
