//! A log level, and a list of them: Cinder's `LogLevel` 1.0 and `LogLevelList` 1.0.

use versioned_object_core::prelude::*;

use crate::python::cinder;

/// How much a service logs, in one part of it.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "cinder", python = cinder("cinder.objects.dynamic_log"), fingerprint = "7a8200b6b5063b33ec7b569dc6be66d2")]
pub struct LogLevel {
    /// What the names of the loggers meant start with, such as `cinder.volume`; null or empty for all.
    prefix: Attr<Option<String>>,
    /// The level, such as `DEBUG`.
    level: Attr<Option<String>>,
    meta: ObjectMeta,
}

/// The log levels of one service.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.dynamic_log"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = LogLevel
)]
pub struct LogLevelList {
    /// The log levels.
    objects: Attr<Vec<LogLevel>>,
    meta: ObjectMeta,
}
