//! An object of a class, as examples show it.

use serde_json::Value as Json;

use crate::base::version::Version;
use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::contract::DynObject;
use crate::object::samples::{Sample, Samples};
use crate::primitive::options::WriteOptions;
use crate::reference::document::{Block, text};

/// An object with something in every field, or why there is none.
pub(crate) struct Example(Result<Box<dyn DynObject>, String>);

impl Example {
    /// One of a class.
    pub(crate) fn of(object: &ObjectDescriptor, samples: &Samples) -> Self {
        let samples = samples.clone().shallow();
        Self(samples.make(object, Sample::Full).map_err(|error| error.to_string()))
    }

    /// Its envelope.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        vec![match self.written(None) {
            Ok(envelope) => Block::Json(format!("{envelope:#}")),
            Err(reason) => Block::Paragraph(vec![text(format!("There is none: {reason}"))]),
        }]
    }

    /// What is in it when it is written at a version.
    pub(crate) fn data(&self, version: Version) -> Result<Json, String> {
        let mut envelope = self.written(Some(version))?;
        let data = envelope.as_object_mut().and_then(|parts| {
            let key = parts.keys().find(|key| key.ends_with(".data"))?.clone();
            parts.remove(&key)
        });
        Ok(data.unwrap_or_default())
    }

    fn written(&self, version: Option<Version>) -> Result<Json, String> {
        let object = self.0.as_deref().map_err(Clone::clone)?;
        let options = WriteOptions::default();
        let options = match version {
            Some(version) => options.target_version(version),
            None => options,
        };
        options.to_value(object).map_err(|error| error.to_string())
    }
}
