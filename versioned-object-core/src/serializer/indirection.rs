//! Who is asked for an object that is too new: oslo's `VersionedObjectIndirectionAPI`.

use std::collections::BTreeMap;
use std::pin::Pin;

use super::Serializer;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::object::DynObject;
use crate::registry::Registry;
use crate::value::Value;
use crate::version::Version;
use crate::wire::WriteOptions;

/// A future in a box; it needs no particular runtime.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The backport of objects by a peer that knows newer types: oslo's `VersionedObjectIndirectionAPI`, which Nova's
/// conductor implements.
///
/// A [`Serializer`] asks it when it meets an object that it cannot read. `object_backport_versions` is asked first; one
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

/// The versions that a program knows, by the names of objects: what [`Registry::obj_tree_get_versions`] gives.
pub type VersionManifest = BTreeMap<String, Version>;

/// An [`IndirectionApi`] in the same program: it reads objects with a registry that knows newer types, and writes them
/// at the versions asked for.
///
/// It serves tests, and the conductor that answers the requests of others.
#[derive(Clone, Debug)]
pub struct InProcess(Serializer);

impl InProcess {
    /// One that knows the types of a registry.
    pub fn new(registry: Registry) -> Self {
        Self(Serializer::new(registry))
    }

    fn read(&self, context: Option<&Context>, primitive: &Value) -> Result<Box<dyn DynObject>> {
        match self.0.deserialize_local(context, primitive.clone())? {
            Value::Object(object) => Ok(object),
            _ => Err(Error::envelope("expected the envelope of an object")),
        }
    }
}

/// The envelope of an object as a value.
fn write(object: &dyn DynObject, options: &WriteOptions) -> Result<Value> {
    super::parse(&options.to_string(object)?)
}

impl IndirectionApi for InProcess {
    /// An object of which the manifest has a newer version is not taken for an error, as in oslo: it keeps its own.
    fn object_backport_versions<'a>(
        &'a self,
        context: Option<&'a Context>,
        primitive: &'a Value,
        versions: &'a VersionManifest,
    ) -> BoxFuture<'a, Result<Value>> {
        Box::pin(async move {
            let object = self.read(context, primitive)?;
            let manifest = versions.iter().map(|(name, version)| (name.as_str(), *version));
            let options = WriteOptions::default().version_manifest(manifest);
            let target = versions.get(object.obj_name()).filter(|cap| cap.older_than(object.obj_version()));
            let options = target.into_iter().fold(options, |options, target| options.target_version(*target));
            write(&*object, &options)
        })
    }

    fn object_backport<'a>(
        &'a self,
        context: Option<&'a Context>,
        primitive: &'a Value,
        target: Version,
    ) -> BoxFuture<'a, Result<Value>> {
        Box::pin(async move {
            write(&*self.read(context, primitive)?, &WriteOptions::default().target_version(target))
        })
    }
}
