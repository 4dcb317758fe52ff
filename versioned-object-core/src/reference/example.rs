//! An object of a class, as examples show it.

use serde_json::Value as Json;

use crate::base::error::Error;
use crate::base::version::Version;
use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::contract::DynObject;
use crate::object::ext::ObjectExt as _;
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
        let written =
            self.0.as_deref().map_err(Clone::clone).and_then(|object| {
                WriteOptions::default().to_value(object).map_err(|error| error.to_string())
            });
        vec![match written {
            Ok(envelope) => Block::json(&envelope),
            Err(reason) => Block::Paragraph(vec![text(format!("There is none: {reason}"))]),
        }]
    }

    /// What is in it when it is written at a version, beside what is in it as it is. Where objects in it can be written
    /// with a manifest only, they are left out of both.
    pub(crate) fn at(&self, version: Version) -> Result<Written, String> {
        let object = self.0.as_deref().map_err(Clone::clone)?;
        let data = |object: &dyn DynObject, options: WriteOptions| {
            let mut envelope = options.to_value(object)?;
            let key = format!("{}.data", object.obj_descriptor().serial_namespace);
            Ok::<_, Error>(envelope.get_mut(&key).map(Json::take).unwrap_or_default())
        };
        let written = |object: &dyn DynObject| {
            let then = data(object, WriteOptions::default().target_version(version))?;
            Ok::<_, Error>((data(object, WriteOptions::default())?, then))
        };
        let (refused, (now, then)) = match written(object) {
            Ok(both) => (None, both),
            Err(error) => {
                let mut childless = object.obj_clone_box();
                let children = object.obj_descriptor().fields().filter(|field| field.holds_objects());
                for field in children {
                    childless.obj_unset(field.name).map_err(|error| error.to_string())?;
                }
                let both = written(&*childless).map_err(|error| error.to_string())?;
                (Some(error.to_string()), both)
            }
        };
        Ok(Written { now, then, refused })
    }
}

/// What is in an example, in two versions.
pub(crate) struct Written {
    /// As it is.
    pub(crate) now: Json,
    /// As a reader of the other version gets it.
    pub(crate) then: Json,
    /// Why the objects in it are left out of both.
    pub(crate) refused: Option<String>,
}
