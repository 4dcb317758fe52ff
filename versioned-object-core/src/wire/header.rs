//! What an envelope says before its data.

use std::borrow::Cow;

use crate::base::error::{Error, Result, incompatible, unsupported};
use crate::base::version::Version;
use crate::describe::descriptor::DEFAULT_SERIAL_NAMESPACE;
use crate::describe::descriptor::ObjectDescriptor;
use crate::describe::registry::Registry;
use crate::dynamic::contract::Input;

/// What an envelope says before its data. Texts that are those of the expected type are not kept once more.
#[derive(Default)]
pub(crate) struct Header<'r> {
    pub(crate) expected: Option<&'static ObjectDescriptor>,
    pub(crate) registry: Option<&'r Registry>,
    pub(crate) base: Option<&'static ObjectDescriptor>,
    pub(crate) prefix: Option<Cow<'static, str>>,
    pub(crate) name: Option<Cow<'static, str>>,
    pub(crate) namespace: Option<Cow<'static, str>>,
    pub(crate) version: Option<ReceivedVersion>,
}

/// The version of an envelope: the one of the expected type, or another text.
pub(crate) enum ReceivedVersion {
    Expected,
    Other(String),
}

impl<'r> Header<'r> {
    /// What an object says of itself that has the version of its type.
    pub(crate) fn of(descriptor: &'static ObjectDescriptor, registry: Option<&'r Registry>) -> Self {
        Self {
            expected: Some(descriptor),
            registry,
            base: Some(descriptor),
            prefix: Some(Cow::Borrowed(descriptor.serial_namespace)),
            name: Some(Cow::Borrowed(descriptor.name)),
            namespace: Some(Cow::Borrowed(descriptor.namespace)),
            version: Some(ReceivedVersion::Expected),
        }
    }
}

impl Header<'_> {
    pub(crate) fn is_complete(&self) -> bool {
        self.name.is_some() && self.namespace.is_some() && self.version.is_some()
    }

    pub(crate) fn missing(&self, part: Part) -> Error {
        let prefix = self.prefix.as_deref().unwrap_or(DEFAULT_SERIAL_NAMESPACE);
        Error::envelope(format!("missing key `{prefix}.{}`", part.name()))
    }

    /// The key of a part, as the envelope has it.
    pub(crate) fn key(&self, part: Part) -> String {
        match self.prefix.as_deref() {
            None => part.name().to_owned(),
            Some(prefix) => format!("{prefix}.{}", part.name()),
        }
    }

    pub(crate) fn name(&self) -> Result<&str> {
        self.name.as_deref().ok_or_else(|| self.missing(Part::Name))
    }

    pub(crate) fn namespace(&self) -> Result<&str> {
        self.namespace.as_deref().ok_or_else(|| self.missing(Part::Namespace))
    }

    pub(crate) fn version(&self) -> Result<&ReceivedVersion> {
        self.version.as_ref().ok_or_else(|| self.missing(Part::Version))
    }

    /// The part that stands under a key; none under a key that is none of an envelope.
    ///
    /// The expected type says what the keys start with; without one, the first key does that starts as those of a
    /// known type.
    pub(crate) fn part(&mut self, key: &str) -> Option<Part> {
        if let Some(expected) = self.expected {
            let part = Part::named(key.strip_prefix(expected.serial_namespace)?.strip_prefix('.')?)?;
            self.prefix.get_or_insert(Cow::Borrowed(expected.serial_namespace));
            return Some(part);
        }
        let (prefix, part) = key.rsplit_once('.')?;
        let part = Part::named(part)?;
        let known = match &self.prefix {
            Some(known) => known == prefix,
            None => match (self.registry, self.base) {
                (None, None) => prefix == DEFAULT_SERIAL_NAMESPACE,
                (registry, base) => {
                    registry.is_some_and(|registry| registry.has_prefix(prefix))
                        || base.is_some_and(|base| base.serial_namespace == prefix)
                }
            },
        };
        if known && self.prefix.is_none() {
            self.prefix = Some(Cow::Owned(prefix.to_owned()));
        }
        known.then_some(part)
    }

    /// Keeps a text that stands before the data; false when there was one already.
    pub(crate) fn set(&mut self, part: Part, text: &str) -> bool {
        let keep = |expected: Option<&'static str>| match expected {
            Some(expected) if expected == text => Cow::Borrowed(expected),
            _ => Cow::Owned(text.to_owned()),
        };
        match part {
            Part::Name => self.name.replace(keep(self.expected.map(|expected| expected.name))).is_none(),
            Part::Namespace => {
                self.namespace.replace(keep(self.expected.map(|expected| expected.namespace))).is_none()
            }
            Part::Version => self.version.replace(self.received_version(text)).is_none(),
            Part::Data | Part::Changes => true,
        }
    }

    fn received_version(&self, text: &str) -> ReceivedVersion {
        match (self.expected, text.parse::<Version>()) {
            (Some(expected), Ok(version)) if version == expected.version && version.patch.is_none() => {
                ReceivedVersion::Expected
            }
            _ => ReceivedVersion::Other(text.to_owned()),
        }
    }

    /// Checks that this is an envelope of the type, at a version it can read; gives that version.
    pub(crate) fn check(&self, descriptor: &ObjectDescriptor) -> Result<Version> {
        let (name, namespace, version) = (self.name()?, self.namespace()?, self.version()?);
        if namespace != descriptor.namespace {
            return Err(foreign(namespace, name));
        }
        if name != descriptor.name {
            return Err(Error::envelope(format!("expected an object {}, got {name:?}", descriptor.name)));
        }
        if let Some(prefix) = &self.prefix
            && prefix != descriptor.serial_namespace
        {
            return Err(Error::envelope(format!(
                "expected keys that start with `{}.`, got `{prefix}.`",
                descriptor.serial_namespace
            )));
        }
        let version = match version {
            ReceivedVersion::Expected => return Ok(descriptor.version),
            ReceivedVersion::Other(version) => version,
        };
        match version.parse::<Version>() {
            Ok(received) if descriptor.version.can_read(received) => Ok(received),
            _ => Err(incompatible(name, version, descriptor.version)),
        }
    }
}

/// A key of the envelope, behind its prefix.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Name,
    Namespace,
    Version,
    Data,
    Changes,
}

impl Part {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Name,
            "namespace" => Self::Namespace,
            "version" => Self::Version,
            "data" => Self::Data,
            "changes" => Self::Changes,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Namespace => "namespace",
            Self::Version => "version",
            Self::Data => "data",
            Self::Changes => "changes",
        }
    }
}

/// The error for an object of a namespace that is not the one of its type here.
pub(crate) fn foreign(namespace: &str, name: &str) -> Error {
    unsupported(format!("{namespace}.{name}"))
}

pub(crate) fn not_a_map(found: &Input<'_>) -> Error {
    Error::envelope(format!("expected a map, got {}", found.kind()))
}
