//! Objects in messages: oslo's `VersionedObjectSerializer`.
//!
//! The arguments and the answer of a call are maps and lists of plain values with objects somewhere in them. A
//! [`Serializer`] puts an envelope in the place of each object, and on the other side an object in the place of each
//! envelope. A version that is too new is asked for at an older one, through an [`IndirectionApi`]. The chapter
//! of the guide about it is `docs/guide/exchanging.md`.
//!
//! ```
//! use versioned_object_core::prelude::*;
//! use versioned_object_core::serializer::{InProcess, Serializer};
//! use versioned_object_core::{Registry, Releases};
//!
//! mod old {
//!     use versioned_object_core::prelude::*;
//!
//!     #[derive(Clone, VersionedObject)]
//!     #[versioned_object(version = "1.0")]
//!     pub struct Lamp {
//!         on: Attr<bool>,
//!         meta: ObjectMeta,
//!     }
//! }
//!
//! #[derive(Clone, VersionedObject)]
//! #[versioned_object(version = "1.1")]
//! struct Lamp {
//!     on: Attr<bool>,
//!     #[field(since = "1.1")]
//!     colour: Attr<String>,
//!     meta: ObjectMeta,
//! }
//!
//! // A new service sends a message.
//! let mut registry = Registry::new();
//! registry.register::<Lamp>()?;
//! let sender = Serializer::new(registry.clone());
//! let lamp = Lamp::builder().on(true).colour("red").build_orphan()?;
//! let arguments = Value::Map(vec![("lamp".to_owned(), lamp.into()), ("watts".to_owned(), 40.into())]);
//! let message = sender.to_string(arguments)?;
//!
//! // An old one cannot read it, and asks somebody who can.
//! let mut known = Registry::new();
//! known.register::<old::Lamp>()?;
//! let receiver = Serializer::new(known);
//! # pollster::block_on(async {
//! let error = receiver.entity_from_str(None, &message).await.unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "[\"lamp\"]: version 1.1 of Lamp is not supported, supported version is 1.0",
//! );
//! let receiver = receiver.indirection(InProcess::new(registry));
//! let received = receiver.entity_from_str(None, &message).await?;
//! assert_eq!(received.get("lamp").unwrap().to_string(), "Lamp(on=True)");
//! assert_eq!(*received.get("watts").unwrap(), 40);
//! # Ok::<(), Error>(()) })?;
//! # Ok::<(), Error>(())
//! ```

pub(crate) mod in_process;
pub(crate) mod indirection;
#[allow(clippy::module_inception, reason = "the file of the type that the folder is about")]
pub(crate) mod serializer;

pub use crate::base::future::BoxFuture;
pub use in_process::InProcess;
pub use indirection::{IndirectionApi, VersionManifest};
pub use serializer::Serializer;
