//! Whom to ask for objects that are too new.

use std::collections::BTreeMap;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::base::version::Version;
use crate::dynamic::contract::Value;

/// The backport of objects by a peer that knows newer types: oslo's `VersionedObjectIndirectionAPI`, which Nova's
/// conductor implements.
///
/// A [`Serializer`](crate::serializer::Serializer) asks it when it meets an object that it cannot read. `object_backport_versions` is asked first; one
/// that answers [`Error::NotImplemented`], as the default does, is asked once more through the older
/// `object_backport`.
///
/// Both are given the envelope as it came, the `.Z` of its version aside, and give what stands in its place: an
/// envelope, which the serializer reads, an object, or any other value, which are passed on.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::serde_json;
/// use versioned_object_core::serializer::{BoxFuture, IndirectionApi, VersionManifest};
///
/// /// Asks a conductor over some RPC.
/// struct Conductor;
///
/// impl IndirectionApi for Conductor {
///     fn object_backport_versions<'a>(
///         &'a self,
///         _context: Option<&'a Context>,
///         primitive: &'a Value,
///         versions: &'a VersionManifest,
///     ) -> BoxFuture<'a, Result<Value>> {
///         Box::pin(async move {
///             let request = serde_json::json!({"objinst": primitive, "object_versions": versions});
///             let answer: serde_json::Value = call("object_backport_versions", request).await?;
///             Ok(answer.into())
///         })
///     }
/// }
/// # async fn call(_method: &str, request: serde_json::Value) -> Result<serde_json::Value> { Ok(request) }
/// ```
pub trait IndirectionApi: Send + Sync {
    /// Backports an object and all below it to versions of at most these, by the names of objects.
    ///
    /// # Errors
    /// [`Error::NotImplemented`] where the peer has only the older method; or what goes wrong.
    fn object_backport_versions<'a>(
        &'a self,
        context: Option<&'a Context>,
        primitive: &'a Value,
        versions: &'a VersionManifest,
    ) -> BoxFuture<'a, Result<Value>> {
        let _ = (context, primitive, versions);
        Box::pin(std::future::ready(Err(Error::NotImplemented { method: "object_backport_versions" })))
    }

    /// Backports an object to this version; what is below it follows the relationships that the peer knows.
    ///
    /// # Errors
    /// [`Error::NotImplemented`] where the peer has not even that; or what goes wrong.
    fn object_backport<'a>(
        &'a self,
        context: Option<&'a Context>,
        primitive: &'a Value,
        target: Version,
    ) -> BoxFuture<'a, Result<Value>> {
        let _ = (context, primitive, target);
        Box::pin(std::future::ready(Err(Error::NotImplemented { method: "object_backport" })))
    }
}

/// The versions that a program knows, by the names of objects: what [`Registry::obj_tree_get_versions`](crate::Registry::obj_tree_get_versions) gives.
pub type VersionManifest = BTreeMap<String, Version>;
