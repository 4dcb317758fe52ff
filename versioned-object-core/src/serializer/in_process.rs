//! An indirection in the same program.

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::base::version::Version;
use crate::describe::registry::Registry;
use crate::dynamic::contract::{DynObject, Value};
use crate::primitive::options::WriteOptions;
use crate::serializer::indirection::{IndirectionApi, VersionManifest};
use crate::serializer::serializer;
use crate::serializer::serializer::Serializer;

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
    serializer::parse(&options.to_string(object)?)
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
